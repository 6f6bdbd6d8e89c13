/* Typed letters against texts: what fits, what fits better, which letters are marked. */
#include "tests/ui/support.h"
#include "ui/type/fuzzy.h"

#include <string.h>

static double score(const char *needle, const char *text)
{
	struct fuzzy_match match;

	assert_true(fuzzy_match(needle, text, &match));
	return match.score;
}

static void check_marks(const char *needle, const char *text, const char *marked)
{
	struct fuzzy_match match;
	char marks[256] = "";

	assert_true(fuzzy_match(needle, text, &match));
	memset(marks, '.', strlen(text));
	for (size_t i = 0; i < match.count; i++)
		marks[match.positions[i]] = '^';
	assert_string_equal(marks, marked);
}

static void letters_fit_in_their_order_only(void **state)
{
	struct fuzzy_match match;
	(void)state;

	assert_true(fuzzy_match("stp", "standup", &match));
	assert_false(fuzzy_match("pst", "standup", &match));
	assert_false(fuzzy_match("standups", "standup", &match));
	assert_false(fuzzy_match("a", "", &match));
}

static void nothing_typed_fits_everything(void **state)
{
	struct fuzzy_match match = { .score = 7, .count = 7 };
	(void)state;

	assert_true(fuzzy_match("", "standup", &match));
	assert_true(match.score == 0);
	assert_int_equal(match.count, 0);
	assert_true(fuzzy_match("", "", &match));
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
	struct fuzzy_match match;
	(void)state;

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_true(fuzzy_match(text, text, &match));
	assert_int_equal(match.count, FUZZY_POSITIONS);
	assert_true(fuzzy_match("a",
	                        "\xFF\xFE"
	                        "a\xF0",
	                        &match));
	assert_int_equal(match.positions[0], 2);
	/* one character that decomposes to eighteen */
	assert_false(fuzzy_match("z", "\xEF\xB7\xBA\xEF\xB7\xBA\xEF\xB7\xBA", &match));
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
		struct fuzzy_match match;
		assert_true(fuzzy_match(cases[i].needle, cases[i].text, &match));
		assert_int_equal(match.close, cases[i].close);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_far_apart_inside_of_words_are_not_close),
		cmocka_unit_test(letters_fit_in_their_order_only),
		cmocka_unit_test(nothing_typed_fits_everything),
		cmocka_unit_test(case_and_accents_do_not_matter),
		cmocka_unit_test(letters_in_a_row_are_better_than_scattered_ones),
		cmocka_unit_test(the_begin_of_words_is_better_than_their_middle),
		cmocka_unit_test(the_begin_of_the_text_is_better_than_that_of_a_word),
		cmocka_unit_test(the_shorter_text_is_better_when_all_else_is_the_same),
		cmocka_unit_test(the_whole_text_is_better_than_anything),
		cmocka_unit_test(long_and_invalid_texts_are_taken_as_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
