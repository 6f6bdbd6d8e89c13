/* Two texts as one: no line of either is lost, what both have stands once. */
#include "support_rows.h"

#include "data/lookup/note_join.h"

#include <stdlib.h>
#include <string.h>

static void assert_joined(const char *left, const char *right, const char *expected)
{
	char *out = NULL;
	size_t size = 0;

	assert_int_equal(note_join(left, strlen(left), right, strlen(right), &out, &size), TS_OK);
	assert_string_equal(out, expected);
	assert_int_equal(size, strlen(expected));
	free(out);
}

static void equal_texts_stand_once(void **state)
{
	(void)state;
	assert_joined("", "", "");
	assert_joined("a", "a", "a");
	assert_joined("a\nb\n", "a\nb\n", "a\nb\n");
	assert_joined("\n\n", "\n\n", "\n\n");
}

static void what_one_side_added_is_kept_without_a_mark(void **state)
{
	(void)state;
	assert_joined("a\nc", "a\nb\nc", "a\nb\nc");
	assert_joined("a\nb\nc", "a\nc", "a\nb\nc");
	assert_joined("a", "a\nb\n", "a\nb\n");
	assert_joined("", "a", "a");
	assert_joined("a\n", "", "a\n");
	assert_joined("x\na\nb", "a\nb\ny", "x\na\nb\ny");
}

static void where_both_differ_both_stand_between_marks(void **state)
{
	(void)state;
	assert_joined("head\nhere\ntail", "head\nthere\ntail",
	              "head\n" NOTE_MARK_FIRST "\nhere\n" NOTE_MARK_SECOND "\nthere\n" NOTE_MARK_END "\ntail");
	assert_joined("a", "b", NOTE_MARK_FIRST "\na\n" NOTE_MARK_SECOND "\nb\n" NOTE_MARK_END);
}

static void a_text_joined_with_part_of_itself_is_itself(void **state)
{
	(void)state;
	/* So that a head that a save could not name adds nothing when it is joined again. */
	assert_joined("a\nb\nc\nd", "b\nd", "a\nb\nc\nd");
	assert_joined("b\nd", "a\nb\nc\nd", "a\nb\nc\nd");
}

/* True when the lines of part stand in whole, in their order. */
static bool holds_lines(const char *whole, const char *part)
{
	while (*part) {
		size_t wanted = strcspn(part, "\n");
		for (;;) {
			size_t size = strcspn(whole, "\n");
			bool found = size == wanted && memcmp(whole, part, size) == 0;
			if (!found && !whole[size])
				return false;
			whole += size + (whole[size] != '\0');
			if (found)
				break;
		}
		part += wanted + (part[wanted] != '\0');
	}
	return true;
}

static void random_text(uint64_t *chance, char *out, int lines)
{
	static const char *const words[] = { "", "a", "b", "c", "dd", "eee", "f f" };

	for (int i = rows_random_below(chance, lines + 1); i > 0; i--) {
		const char *word = words[rows_random_below(chance, 7)];
		memcpy(out, word, strlen(word));
		out += strlen(word);
		if (i > 1 || rows_random_below(chance, 2))
			*out++ = '\n';
	}
	*out = '\0';
}

static void no_line_of_either_side_is_ever_lost(void **state)
{
	uint64_t chance = 11;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		char left[256], right[256], *out = NULL;
		size_t size;
		random_text(&chance, left, 12);
		random_text(&chance, right, 12);
		assert_int_equal(note_join(left, strlen(left), right, strlen(right), &out, &size), TS_OK);
		assert_int_equal(size, strlen(out));
		if (!holds_lines(out, left) || !holds_lines(out, right))
			fail_msg("lost a line\n--- left\n%s\n--- right\n%s\n--- joined\n%s", left, right, out);
		free(out);
	}
}

static void texts_too_long_to_compare_are_both_kept(void **state)
{
	const size_t lines = 30000;
	char *left = malloc(2 * lines + 1), *right = malloc(2 * lines + 1), *out = NULL;
	size_t size = 0;

	(void)state;
	assert_non_null(left);
	assert_non_null(right);
	for (size_t i = 0; i < lines; i++) {
		left[2 * i] = 'l';
		right[2 * i] = 'r';
		left[2 * i + 1] = right[2 * i + 1] = '\n';
	}
	left[2 * lines] = right[2 * lines] = '\0';
	assert_int_equal(note_join(left, 2 * lines, right, 2 * lines, &out, &size), TS_OK);
	size_t left_lines = 0, right_lines = 0;
	for (const char *line = out; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		left_lines += strncmp(line, "l\n", 2) == 0;
		right_lines += strncmp(line, "r\n", 2) == 0;
	}
	assert_int_equal(left_lines, lines);
	assert_int_equal(right_lines, lines);
	free(out);
	free(right);
	free(left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_texts_stand_once),
		cmocka_unit_test(what_one_side_added_is_kept_without_a_mark),
		cmocka_unit_test(where_both_differ_both_stand_between_marks),
		cmocka_unit_test(a_text_joined_with_part_of_itself_is_itself),
		cmocka_unit_test(no_line_of_either_side_is_ever_lost),
		cmocka_unit_test(texts_too_long_to_compare_are_both_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
