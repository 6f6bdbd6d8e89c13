/* note: read, added to, replaced. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void a_message_is_a_line_more(void **state)
{
	EXPECT(*state, 0, "", "", "note");
	EXPECT(*state, 0, "", "", "note", "--message", "first line");
	EXPECT(*state, 0, "", "", "note", "--message=second \"line\" \xe2\x9c\x93");
	EXPECT(*state, 0, "first line\nsecond \"line\" \xe2\x9c\x93\n", "", "note");
	EXPECT(*state, 0, "", "", "note", "yesterday", "--message", "of another day");
	EXPECT(*state, 0, "of another day\n", "", "note", "wed");
	EXPECT(*state, 0, "of another day\n", "", "note", "30", "sep");
	EXPECT(*state, 0, "took back: note of Wed 30 Sep\n", "", "undo");
	EXPECT(*state, 0, "", "", "note", "yesterday");
	EXPECT(*state, 0, "first line\nsecond \"line\" \xe2\x9c\x93\n", "", "note", "--", "today");
}

static void an_empty_message_changes_nothing(void **state)
{
	EXPECT(*state, 0, "", "", "note", "--message", "text");
	EXPECT(*state, 0, "", "", "note", "--message", "");
	EXPECT(*state, 0, "text\n", "", "note");
}

static void standard_input_replaces_it(void **state)
{
	EXPECT(*state, 0, "", "", "note", "--message", "old");
	EXPECT_WITH(*state, INPUT("# new\n\n- [ ] a\ttab\n\n\n"), 0, "", "", "note", "--stdin");
	EXPECT(*state, 0, "# new\n\n- [ ] a\ttab\n", "", "note");
	EXPECT_WITH(*state, INPUT("one\r\ntwo\r\n"), 0, "", "", "note", "--stdin");
	EXPECT(*state, 0, "one\ntwo\n", "", "note");
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 0, "# new\n\n- [ ] a\ttab\n", "", "note");
	/* Nothing at all empties it: that was asked for. */
	EXPECT_WITH(*state, INPUT(""), 0, "", "", "note", "--stdin");
	EXPECT(*state, 0, "", "", "note");
}

static void the_largest_note_fits_and_one_byte_more_does_not(void **state)
{
	enum { LIMIT = 65536 };
	char *text = malloc(2 * LIMIT);

	assert_non_null(text);
	memset(text, 'x', 2 * LIMIT);
	const struct run_options fits = { .input = text, .input_size = LIMIT };
	const struct run_options over = { .input = text, .input_size = LIMIT + 1 };
	const struct run_options twice = { .input = text, .input_size = 2 * LIMIT };
	EXPECT_WITH(*state, &fits, 0, "", "", "note", "--stdin");
	EXPECT_WITH(*state, &over, 1, "", "a note holds 65536 bytes at most", "note", "--stdin");
	EXPECT_WITH(*state, &twice, 1, "", "a note holds 65536 bytes at most", "note", "--stdin");
	EXPECT(*state, 1, "", "65536 bytes at most", "note", "--message", "x");
	struct run run = program_run(*state, NULL, WORDS("note"));
	assert_int_equal(run.output_size, LIMIT + 1);
	run_release(&run);
	/* The line end that editors add is not text. */
	text[LIMIT] = '\n';
	EXPECT_WITH(*state, &over, 0, "", "", "note", "--stdin");
	free(text);
}

static void what_is_no_text_is_refused(void **state)
{
	const struct run_options nul = { .input = "a\0b", .input_size = 3 };

	EXPECT(*state, 0, "", "", "note", "--message", "kept");
	EXPECT_WITH(*state, INPUT("latin \xe4\n"), 1, "", "it is not UTF-8 text", "note", "--stdin");
	EXPECT(*state, 1, "", "it is not UTF-8 text", "note", "--message", "\xff");
	EXPECT_WITH(*state, &nul, 1, "", "it is not UTF-8 text", "note", "--stdin");
	EXPECT(*state, 0, "kept\n", "", "note");
}

static void a_closed_standard_input_loses_nothing(void **state)
{
	const struct run_options closed = { .input_closed = true };

	EXPECT(*state, 0, "", "", "note", "--message", "kept");
	EXPECT_WITH(*state, &closed, 1, "", "cannot read standard input", "note", "--stdin");
	EXPECT(*state, 0, "kept\n", "", "note");
}

static void what_is_printed_cannot_steer_a_terminal(void **state)
{
	EXPECT_WITH(*state, INPUT("a\033[2Jb\nc\x07\n"), 0, "", "", "note", "--stdin");
	EXPECT(*state, 0, "a[2Jb\nc\n", "", "note");
}

static void wrong_usage_and_days_are_said(void **state)
{
	EXPECT(*state, 2, "", "exclude each other", "note", "--stdin", "--message", "x");
	struct run run = program_run(*state, NULL, WORDS("note", "32", "nov"));
	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "  32 nov\n  ^~~~~~\n  for example: 23 nov\n"));
	run_release(&run);
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "/dev/full" }), 0, "", "", "note");
	EXPECT(*state, 0, "", "", "note", "--message", "x");
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "/dev/full" }), 1, "", "cannot write", "note");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_message_is_a_line_more, setup, teardown),
		cmocka_unit_test_setup_teardown(an_empty_message_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(standard_input_replaces_it, setup, teardown),
		cmocka_unit_test_setup_teardown(the_largest_note_fits_and_one_byte_more_does_not, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_text_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_closed_standard_input_loses_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_printed_cannot_steer_a_terminal, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_usage_and_days_are_said, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
