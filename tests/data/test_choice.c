/* Typed letters against texts: what fits, what fits better, which letters are marked. */
#include "support.h"
#include "tests/memory/allocation.h"

#include <stdio.h>
#include <string.h>

static bool fits(const char *typed, const char *text, struct ts_fit *out)
{
	ts_choice *choice = NULL;

	assert_int_equal(ts_choice_create(&choice), TS_OK);
	assert_int_equal(ts_choice_add(choice, "some other text that is longer than most"), TS_OK);
	assert_int_equal(ts_choice_type(choice, typed), TS_OK);
	assert_int_equal(ts_choice_add(choice, text), TS_OK);
	bool result = ts_choice_fits(choice, 1, out);
	ts_choice_destroy(choice);
	return result;
}

static int32_t score(const char *needle, const char *text)
{
	struct ts_fit match;

	assert_true(fits(needle, text, &match));
	return match.score;
}

static void check_marks(const char *needle, const char *text, const char *marked)
{
	struct ts_fit match;
	char marks[256] = "";

	assert_true(fits(needle, text, &match));
	memset(marks, '.', strlen(text));
	for (size_t i = 0; i < match.count; i++)
		marks[match.letters[i]] = '^';
	assert_string_equal(marks, marked);
}

static void letters_fit_in_their_order_only(void **state)
{
	struct ts_fit match;
	(void)state;

	assert_true(fits("stp", "standup", &match));
	assert_false(fits("pst", "standup", &match));
	assert_false(fits("standups", "standup", &match));
	assert_false(fits("a", "", &match));
}

static void nothing_typed_fits_everything(void **state)
{
	struct ts_fit match = { .score = 7, .count = 7 };
	(void)state;

	assert_true(fits("", "standup", &match));
	assert_true(match.score == 0);
	assert_int_equal(match.count, 0);
	assert_true(fits("", "", &match));
}

static void case_and_accents_do_not_matter(void **state)
{
	(void)state;

	check_marks("UBER",
	            "\xC3\xBC"
	            "ber",
	            "^.^^^");
	check_marks("\xC3\xBC", "u\xCC\x88", "^..");
	check_marks("strasse",
	            "Stra\xC3\x9F"
	            "e",
	            "^^^^^.^");
	check_marks("fi", "\xEF\xAC\x81x", "^...");
	check_marks("cafe", "CAF\xC3\x89", "^^^^.");
}

static void letters_in_a_row_are_better_than_scattered_ones(void **state)
{
	(void)state;

	assert_true(score("par", "parser") > score("par", "p a r"));
	assert_true(score("mail", "email") > score("mail", "make a fine list"));
	check_marks("par", "p axr par", "......^^^");
}

static void the_begin_of_words_is_better_than_their_middle(void **state)
{
	(void)state;

	assert_true(score("sp", "sync protocol") > score("sp", "usp"));
	assert_true(score("rev", "code: review") > score("rev", "forever"));
	check_marks("ap", "lap: auth patch", ".....^....^....");
}

static void the_begin_of_the_text_is_better_than_that_of_a_word(void **state)
{
	(void)state;

	assert_true(score("a", "acme") > score("a", "to acme"));
}

static void the_shorter_text_is_better_when_all_else_is_the_same(void **state)
{
	(void)state;

	assert_true(score("pars", "parser") > score("pars", "parser for the new format"));
	assert_true(score("parser", "parser") > score("parser", "parsers"));
}

static void the_whole_text_is_better_than_anything(void **state)
{
	(void)state;

	assert_true(score("a b c d", "a b c d") > score("a b c d", "a b c d e"));
	assert_true(score("x", "X") > score("x", "x ray"));
}

static void long_and_invalid_texts_are_taken_as_they_are(void **state)
{
	char text[TS_TEXT_SIZE];
	struct ts_fit match;
	(void)state;

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_true(fits(text, text, &match));
	assert_int_equal(match.count, TS_FIT_LETTERS);
	assert_true(fits("a",
	                 "\xFF\xFE"
	                 "a\xF0",
	                 &match));
	assert_int_equal(match.letters[0], 2);
	/* one character that decomposes to eighteen */
	assert_false(fits("z", "\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA", &match));
}

static void letters_far_apart_inside_of_words_are_not_close(void **state)
{
	static const struct {
		const char *needle, *text;
		bool close;
	} cases[] = {
		{ "prsr", "parser", true },
		{ "fw", "proj: frontend work", true },
		{ "sync", "proj: sync protocol", true },
		{ "rotoc", "sync protocol", true },
		{ "", "anything", true },
		{ "foo", "proj: frontend work", false },
		{ "review", "remember every single item we know", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ts_fit match;
		assert_true(fits(cases[i].needle, cases[i].text, &match));
		assert_int_equal(match.close, cases[i].close);
	}
}

static void words_fit_in_any_order_and_rank_higher_in_order(void **state)
{
	struct ts_fit fit;
	(void)state;

	check_marks("parser dev", "dev: parser", "^^^..^^^^^^");
	check_marks("dev parser", "dev: parser", "^^^..^^^^^^");
	check_marks("  patch   rev ", "review: auth patch", "^^^..........^^^^^");
	assert_true(score("dev parser", "dev: parser") > score("parser dev", "dev: parser"));
	assert_true(score("a b", "alpha beta") > score("a b", "beta alpha"));
	assert_true(fits("parser dev", "dev: parser", &fit) && fit.close);
	assert_true(fits("prsr dv", "dev: parser", &fit) && fit.close);
	assert_false(fits("parser dex", "dev: parser", &fit));
	/* In order only by chance, close in the other. */
	assert_true(fits("work net", "net: work on an external thing", &fit) && fit.close);
	assert_int_equal(fit.letters[0], 0);
}

static void a_word_begins_where_camel_case_goes_up(void **state)
{
	(void)state;

	check_marks("fw", "proj frontWork", ".....^....^...");
	check_marks("hs", "oh his HTTPServer", ".......^...^.....");
	check_marks("ew", "newÉtatWork", "...^....^...");
	assert_true(score("w", "netWork") > score("w", "network"));
	assert_true(score("w", "net work") > score("w", "network"));
	assert_true(score("m", "XML") <= score("m", "xMl"));
}

static void the_same_text_is_known_whatever_its_form(void **state)
{
	struct ts_fit fit;
	(void)state;

	(void)fits(" CAFE\xCC\x81 ", "caf\xC3\xA9", &fit);
	assert_true(fit.same);
	/* It fits, but it is another name. */
	assert_true(fits("cafe", "caf\xC3\xA9", &fit) && !fit.same);
	assert_true(fits("", "standup", &fit) && !fit.same);
	assert_false(fits("x", "standup", &fit));
	assert_false(fit.same);
}

/* Folding them again asks for memory several times a text; for each letter typed that took 65 to 110 ms, some frames.
 */
static void a_letter_folds_none_of_the_texts_again(void **state)
{
	enum { TEXTS = 5000, OF_WHAT_IS_TYPED = 8 };
	static const char *const typed[] = { "c", "cu", "cus", "customer 12", "review of" };
	ts_choice *choice = NULL;
	struct ts_fit fit;

	(void)state;
	assert_int_equal(ts_choice_create(&choice), TS_OK);
	for (int i = 0; i < TEXTS; i++) {
		char text[64];
		(void)snprintf(text, sizeof text, "customer %d: review of part %d", i % 70, i);
		assert_int_equal(ts_choice_add(choice, text), TS_OK);
	}
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		size_t found = 0;
		allocation_arm(0, false);
		assert_int_equal(ts_choice_type(choice, typed[i]), TS_OK);
		for (size_t text = 0; text < TEXTS; text++)
			found += ts_choice_fits(choice, text, &fit);
		assert_true(found > 0);
		assert_in_range(allocation_count(), 1, OF_WHAT_IS_TYPED);
	}
	ts_choice_destroy(choice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_far_apart_inside_of_words_are_not_close),
		cmocka_unit_test(words_fit_in_any_order_and_rank_higher_in_order),
		cmocka_unit_test(a_word_begins_where_camel_case_goes_up),
		cmocka_unit_test(the_same_text_is_known_whatever_its_form),
		cmocka_unit_test(letters_fit_in_their_order_only),
		cmocka_unit_test(nothing_typed_fits_everything),
		cmocka_unit_test(case_and_accents_do_not_matter),
		cmocka_unit_test(letters_in_a_row_are_better_than_scattered_ones),
		cmocka_unit_test(the_begin_of_words_is_better_than_their_middle),
		cmocka_unit_test(the_begin_of_the_text_is_better_than_that_of_a_word),
		cmocka_unit_test(the_shorter_text_is_better_when_all_else_is_the_same),
		cmocka_unit_test(the_whole_text_is_better_than_anything),
		cmocka_unit_test(long_and_invalid_texts_are_taken_as_they_are),
		cmocka_unit_test(a_letter_folds_none_of_the_texts_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
