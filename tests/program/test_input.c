/* Bytes as terminals really send them: torn, pasted, broken. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_paste_on_the_day_screen_logs_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	story_log(terminal, "one");
	sandbox_go(sandbox, 0, 15 * 60);
	terminal_paste(terminal, "0q1\nx\n2026-10-01 9:30 u");
	story_assert_sees(terminal, "14:37", "one");
	assert_false(story_sees(terminal, "15:00", "off"));
	sandbox_go(sandbox, 0, 15 * 60 + 1);
	terminal_keys(terminal, "0");
	story_assert_sees(terminal, "15:01", "off");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_paste_into_a_note_is_text(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	terminal_keys(terminal, "n");
	terminal_paste(terminal, "first line\rsecond: \033q\007 and caf\303\251\nthird");
	terminal_assert_text(terminal, "first line");
	terminal_assert_text(terminal, "caf\303\251");
	terminal_assert_text(terminal, "third");
	terminal_keys(terminal, "<Escape>");
	terminal_assert_text(terminal, "first line");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_huge_paste_into_a_note_is_cut_at_its_limit(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	enum { SIZE = 300000 };
	char *text = malloc(SIZE + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'm', SIZE);
	for (int i = 60; i < SIZE; i += 61)
		text[i] = '\n';
	text[SIZE] = '\0';
	terminal_keys(terminal, "n");
	terminal_paste(terminal, text);
	free(text);
	terminal_keys(terminal, "<Escape>");
	terminal_assert_text(terminal, "LOGS");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void an_escape_gives_the_keys_back_when_the_end_of_a_paste_was_lost(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	terminal_keys(terminal, "n");
	terminal_press(terminal, "<Escape>[200~half of a paste, then keys");
	terminal_press(terminal, "<Escape>"); /* nothing behind it: only time tells */
	terminal_wait_text(terminal, "half of a paste, then keys");
	terminal_keys(terminal, "<Escape>");
	terminal_assert_text(terminal, "LOGS");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void broken_utf8_swallows_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	terminal_keys(terminal, "a");
	terminal_send(terminal, "x\377y\303z\355\240\200w", 10);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "x");
	terminal_assert_text(terminal, "y");
	terminal_assert_text(terminal, "z");
	terminal_assert_text(terminal, "w");
	terminal_keys(terminal, "<C-u>");
	/* A character in two pieces. */
	terminal_send(terminal, "caf\303", 4);
	terminal_send(terminal, "\251", 1);
	terminal_keys(terminal, "<Enter>");
	story_assert_sees(terminal, "14:37", "caf\303\251");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void unknown_sequences_press_no_keys(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	/* An unknown function key, a report nobody asked for, the focus, a string with a bell. */
	static const char sequences[] = "\033[99;5u\033[?62;0;0q\033[I\033]11;rgb:0/0/0\007\033P0q0\033\\";

	(void)state;
	story_log(terminal, "one");
	sandbox_go(sandbox, 0, 15 * 60);
	terminal_send(terminal, sequences, sizeof sequences - 1);
	terminal_fence(terminal);
	assert_false(story_sees(terminal, "15:00", "off"));
	terminal_assert_text(terminal, "LOGS");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_lone_escape_closes_the_picker(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	terminal_keys(terminal, "a");
	terminal_keys(terminal, "nonsense");
	terminal_assert_text(terminal, "nonsense");
	terminal_press(terminal, "<Escape>"); /* nothing behind it: only time tells */
	terminal_wait_gone(terminal, "nonsense");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_click_selects_what_keys_then_change(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	int x, y;

	(void)state;
	story_log(terminal, "9:00 one");
	story_log(terminal, "10:00 two");
	story_log(terminal, "11:00 three");
	assert_true(terminal_find(terminal, "10:00", &x, &y));
	terminal_mouse(terminal, x, y);
	terminal_keys(terminal, "x");
	assert_false(story_logged(terminal, "10:00", "two"));
	story_assert_sees(terminal, "09:00", "one");
	story_assert_sees(terminal, "11:00", "three");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_hundred_keys_in_one_piece_are_all_taken(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	char keys[101] = "";

	(void)state;
	terminal_keys(terminal, "n");
	for (int i = 0; i < 100; i++)
		keys[i] = (char)('a' + i % 26);
	terminal_press(terminal, keys);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "uvwxyzabcdefghijklmnopqrstuv");
	terminal_keys(terminal, "<Escape>");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_paste_on_the_day_screen_logs_nothing),
		cmocka_unit_test(a_paste_into_a_note_is_text),
		cmocka_unit_test(a_huge_paste_into_a_note_is_cut_at_its_limit),
		cmocka_unit_test(an_escape_gives_the_keys_back_when_the_end_of_a_paste_was_lost),
		cmocka_unit_test(broken_utf8_swallows_nothing),
		cmocka_unit_test(unknown_sequences_press_no_keys),
		cmocka_unit_test(a_lone_escape_closes_the_picker),
		cmocka_unit_test(a_click_selects_what_keys_then_change),
		cmocka_unit_test(a_hundred_keys_in_one_piece_are_all_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
