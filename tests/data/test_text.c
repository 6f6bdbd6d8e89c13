/* Text: cleaning for the terminal, and when two texts are the same. */
#include "data/pure/text.h"
#include "tests/data/support.h"

#include <string.h>
#include <utf8proc.h>

static const char *cleaned(const char *text, size_t size, bool lines)
{
	static char out[256];
	size_t written = ts_text_clean(text, size, lines, out, sizeof out);
	assert_int_equal(written, strlen(out));
	return out;
}
#define CLEAN(text, lines) cleaned(text, sizeof(text) - 1, lines)

static void ordinary_text_is_not_changed_by_cleaning(void **state)
{
	(void)state;
	assert_string_equal(CLEAN("caf\u00e9 \u65e5\u672c \U0001F469\u200D\U0001F4BB", false),
	                    "caf\u00e9 \u65e5\u672c \U0001F469\u200D\U0001F4BB");
	assert_string_equal(CLEAN("", false), "");
}

static void control_and_bidi_characters_are_dropped(void **state)
{
	(void)state;
	assert_string_equal(CLEAN("a\x1b[31mb\x7f\x01", false), "a[31mb");
	assert_string_equal(CLEAN("a\0b", false), "ab");
	assert_string_equal(CLEAN("a\xc2\x9b"
	                          "31mb\xc2\x85",
	                          true),
	                    "a31mb");
	assert_string_equal(CLEAN("\u202eab\u202c\u2066\u2069\u200e\u200f\u061cc\u202a", true), "abc");
}

static void line_ends_and_tabs_become_a_space_in_a_line(void **state)
{
	(void)state;
	assert_string_equal(CLEAN("a\tb\nc\r\nd\re\u2028f", false), "a b c d e f");
}

static void line_ends_and_tabs_stay_in_several_lines_but_no_carriage_return(void **state)
{
	(void)state;
	assert_string_equal(CLEAN("a\tb\nc\r\nd\re\u2029f\r", true), "a\tb\nc\nd\ne\nf\n");
}

static void invalid_bytes_become_replacement_characters(void **state)
{
	(void)state;
	assert_string_equal(CLEAN("a\xff", false), "a\uFFFD");
	assert_string_equal(CLEAN("\x9b"
	                          "31m",
	                          false),
	                    "\uFFFD31m");
	assert_string_equal(CLEAN("\xc3", false), "\uFFFD");
	assert_string_equal(CLEAN("\xed\xa0\x80", false), "\uFFFD\uFFFD\uFFFD");
	assert_string_equal(CLEAN("\xc0\xaf", false), "\uFFFD\uFFFD");
}

static void cleaning_cuts_at_the_end_of_a_character(void **state)
{
	char out[5];
	(void)state;
	memset(out, 'x', sizeof out);
	assert_int_equal(ts_text_clean("ab\u65e5", 5, false, out, sizeof out), 2);
	assert_string_equal(out, "ab");
	assert_int_equal(ts_text_clean("a\u65e5", 4, false, out, sizeof out), 4);
	assert_int_equal(ts_text_clean("abc", 3, false, out, 1), 0);
	assert_string_equal(out, "");
	out[0] = 'x';
	assert_int_equal(ts_text_clean("abc", 3, false, out, 0), 0);
	assert_int_equal(out[0], 'x');
}

static void cleaned_random_bytes_are_always_clean(void **state)
{
	char bytes[64], out[256], again[256];
	uint32_t random = 1;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < sizeof bytes; i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = (char)(random >> 24);
		}
		size_t size = ts_text_clean(bytes, sizeof bytes, round & 1, out, sizeof out);
		assert_true(text_valid(out, size));
		assert_int_equal(ts_text_clean(out, size, round & 1, again, sizeof again), size);
		assert_string_equal(out, again);
		if (!(round & 1))
			assert_true(text_plain(out, size));
	}
}

static void texts_are_the_same_without_regard_to_case_form_and_spaces(void **state)
{
	(void)state;
	assert_true(ts_text_same("Parser", "parser"));
	assert_true(ts_text_same("  code \t review\u00a0", "code review"));
	assert_true(ts_text_same("caf\u00e9", "CAFE\u0301"));
	assert_true(ts_text_same("stra\u00dfe", "STRASSE"));
	assert_true(ts_text_same("\u03b1\u0345\u0301", "\u03b1\u0301\u0345"));
	assert_true(ts_text_same("", "  "));
	assert_false(ts_text_same("code review", "codereview"));
	assert_false(ts_text_same("a", "b"));
	assert_false(ts_text_same("\xff", "\xff"));
}

/* Two that are the same have one normal form, whatever they begin with. */
static void texts_that_are_the_same_have_one_normal_form(void **state)
{
	static const char *const parts[] = { "a",      "A",      "k",       "K",      "\u212A",     "s",
		                             "\u017F", "ss",     "\u00DF",  "\u0301", "a\u0301",    "\u00E1",
		                             "\u0345", "\u200D", "i\u0307", "\u0130", "\U0001D160", "1",
		                             " ",      "\u00B9", "\uFB00",  "ff",     "-",          "" };
	enum { PARTS = sizeof parts / sizeof parts[0], LENGTH = 3, ROOM = 16 * LENGTH };
	uint32_t random = 7;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		char texts[2][ROOM] = { "", "" }, normal[2][TEXT_NORMAL_SIZE];
		for (size_t i = 0; i < 2; i++) {
			for (int part = 0; part < LENGTH; part++) {
				random = random * 1664525U + 1013904223U;
				(void)strncat(texts[i], parts[(random >> 16) % PARTS], ROOM - strlen(texts[i]) - 1);
			}
			assert_int_equal(text_normalise(texts[i], normal[i], sizeof normal[i]), TS_OK);
		}
		assert_int_equal(ts_text_same(texts[0], texts[1]), strcmp(normal[0], normal[1]) == 0);
	}
}

static void a_text_at_its_limit_fits_its_normal_form(void **state)
{
	char text[TS_TEXT_SIZE] = "", normal[TEXT_NORMAL_SIZE];
	(void)state;
	/* U+0390 folds to three characters of two bytes; U+1D160 decomposes to three of four bytes for ever. */
	for (size_t at = 0; at + 2 < sizeof text; at += 2)
		memcpy(text + at, "\u0390", 3);
	assert_int_equal(text_normalise(text, normal, sizeof normal), TS_OK);
	text[0] = '\0';
	for (size_t at = 0; at + 4 < sizeof text; at += 4)
		memcpy(text + at, "\U0001D160", 5);
	assert_int_equal(text_normalise(text, normal, sizeof normal), TS_OK);
	assert_int_equal(text_normalise(text, normal, 8), TS_TOO_LONG);
	assert_true(ts_text_same(text, text));
}

static void a_normal_form_is_its_own_normal_form_and_at_most_three_times_as_long(void **state)
{
	char text[8], normal[64], again[64];

	(void)state;
	/* All blocks, and in each all kinds of characters; every one takes too long for each run. */
	for (int32_t character = 1; character < 0x20000; character += 3) {
		if (character >= 0xD800 && character < 0xE000)
			continue;
		size_t size = (size_t)utf8proc_encode_char(character, (utf8proc_uint8_t *)text);
		text[size] = '\0';
		assert_int_equal(text_normalise(text, normal, sizeof normal), TS_OK);
		assert_true(strlen(normal) <= 3 * size);
		assert_int_equal(text_normalise(normal, again, sizeof again), TS_OK);
		assert_string_equal(normal, again);
	}
}

static void composing_keeps_case_and_refuses_what_is_not_text(void **state)
{
	char out[32];
	(void)state;
	assert_int_equal(text_compose("  Cafe\u0301   Noir \n", out, sizeof out), TS_OK);
	assert_string_equal(out, "Caf\u00e9 Noir");
	assert_int_equal(text_compose("e\x01\u0301", out, sizeof out), TS_OK);
	assert_string_equal(out, "\u00e9");
	assert_int_equal(text_compose("a\xc3", out, sizeof out), TS_INVALID);
}

static void every_status_has_words(void **state)
{
	(void)state;
	for (int status = TS_OK; status <= TS_NO_MEMORY; status++) {
		assert_true(strlen(ts_status_text((enum ts_status)status)) > 3);
		assert_string_not_equal(ts_status_text((enum ts_status)status), "unknown failure");
	}
	assert_string_equal(ts_status_text((enum ts_status)99), "unknown failure");
}

static void ids_are_equal_in_all_bytes_or_not_at_all(void **state)
{
	struct ts_id left = { { 1, 2, 3 } }, right = left;
	(void)state;
	assert_true(ts_id_equal(left, right));
	right.bytes[TS_ID_SIZE - 1] = 1;
	assert_false(ts_id_equal(left, right));
}

static void one_is_counted_as_one(void **state)
{
	(void)state;
	assert_string_equal(ts_counted(1, "row", "rows"), "row");
	assert_string_equal(ts_counted(0, "row", "rows"), "rows");
	assert_string_equal(ts_counted(2, "row", "rows"), "rows");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_text_is_not_changed_by_cleaning),
		cmocka_unit_test(control_and_bidi_characters_are_dropped),
		cmocka_unit_test(line_ends_and_tabs_become_a_space_in_a_line),
		cmocka_unit_test(line_ends_and_tabs_stay_in_several_lines_but_no_carriage_return),
		cmocka_unit_test(invalid_bytes_become_replacement_characters),
		cmocka_unit_test(cleaning_cuts_at_the_end_of_a_character),
		cmocka_unit_test(cleaned_random_bytes_are_always_clean),
		cmocka_unit_test(texts_are_the_same_without_regard_to_case_form_and_spaces),
		cmocka_unit_test(texts_that_are_the_same_have_one_normal_form),
		cmocka_unit_test(a_text_at_its_limit_fits_its_normal_form),
		cmocka_unit_test(a_normal_form_is_its_own_normal_form_and_at_most_three_times_as_long),
		cmocka_unit_test(composing_keeps_case_and_refuses_what_is_not_text),
		cmocka_unit_test(every_status_has_words),
		cmocka_unit_test(ids_are_equal_in_all_bytes_or_not_at_all),
		cmocka_unit_test(one_is_counted_as_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
