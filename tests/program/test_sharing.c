/* Two terminals on one database: what one does, the other shows, without being asked. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void a_log_in_one_terminal_shows_in_the_other(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);

	(void)state;
	story_login(train);
	story_log(desk, "standup");
	terminal_wait_text(train, "standup");
	/* And back, by the slot that the other terminal filled. */
	story_log(train, "parser");
	terminal_wait_text(desk, "parser");
	terminal_keys(desk, "u");
	terminal_wait_text(train, "took back");
	assert_false(story_logged(train, "14:37", "parser"));
	assert_true(story_logged(train, "14:37", "standup"));
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

static void many_logs_from_two_sides_are_all_there(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);

	(void)state;
	story_login(train);
	story_log(desk, "one");
	story_log(desk, "two");
	terminal_wait_text(train, "two");
	for (int minute = 0; minute < 10; minute++) {
		sandbox_go(sandbox, 0, 15 * 60 + minute);
		terminal_press(desk, minute % 2 ? "2" : "1");
		terminal_press(train, minute % 2 ? "2" : "1"); /* the same: one of them changes nothing */
		terminal_fence(desk);
		terminal_fence(train);
	}
	static const char *const times[] = { "15:00", "15:01", "15:02", "15:03", "15:04",
		                             "15:05", "15:06", "15:07", "15:08", "15:09" };
	for (int minute = 0; minute < 10; minute++) {
		terminal_wait_text(desk, times[minute]);
		terminal_wait_text(train, times[minute]);
		story_assert_sees(desk, times[minute], minute % 2 ? "two" : "one");
		story_assert_sees(train, times[minute], minute % 2 ? "two" : "one");
	}
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

static void the_note_of_two_terminals_keeps_both_texts(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);

	(void)state;
	story_login(train);
	terminal_keys(desk, "nwritten at the desk");
	terminal_keys(train, "nwritten on the train<Escape>");
	terminal_wait_text(desk, "this note was changed elsewhere: saving joins both");
	terminal_assert_text(desk, "written at the desk");
	terminal_keys(desk, "<C-s>");
	terminal_wait_text(desk, "joined with a change from elsewhere");
	terminal_assert_text(desk, "written at the desk");
	terminal_assert_text(desk, "written on the train");
	terminal_keys(desk, "<Escape>");
	terminal_wait_text(train, "written at the desk");
	terminal_assert_text(train, "written on the train");
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

static void a_log_edited_by_two_terminals_takes_both_changes(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);

	(void)state;
	story_login(train);
	story_log(desk, "standup");
	terminal_wait_text(train, "standup");
	terminal_keys(desk, "e<Tab><Tab><Tab>with Bob");
	terminal_keys(train, "e<End> meeting<Enter>");
	terminal_wait_text(desk, "changed elsewhere just now");
	terminal_assert_text(desk, "with Bob");
	terminal_keys(desk, "<Enter>");
	assert_true(story_logged(desk, "14:37", "standup meeting"));
	terminal_assert_text(desk, "with Bob");
	terminal_wait_text(train, "with Bob");
	/* And a log that is gone when the other one saves. */
	terminal_keys(desk, "e<End> again");
	terminal_keys(train, "x");
	terminal_wait_text(desk, "elsewhere it was deleted");
	terminal_keys(desk, "<Enter>");
	terminal_assert_text(desk, "deleted elsewhere: Escape, then u brings it back");
	terminal_keys(desk, "<Escape>");
	terminal_keys(desk, "u");
	assert_true(story_logged(desk, "14:37", "standup meeting"));
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

static int64_t microseconds_now(void)
{
	struct timespec time;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int compare(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;

	return *a > *b ? 1 : *a < *b ? -1 : 0;
}

static void a_command_s_log_is_seen_on_every_screen(void **state)
{
	enum { TRIES = 20 };
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL), *train = terminal_open(sandbox, NULL);
	int64_t took[TRIES];

	(void)state;
	story_login(train);
	command_login(sandbox);
	for (int try = 0; try < TRIES; try++) {
		char text[32], shown[48];
		(void)snprintf(text, sizeof text, "call %d", try);
		(void)snprintf(shown, sizeof shown, "%s (new)", text);
		sandbox_pass(sandbox, MINUTE / 4);
		assert_int_equal(command_run(sandbox, NULL, NULL, 0, "log", text, NULL), 0);
		int64_t ended = microseconds_now();
		terminal_wait_text(desk, shown);
		terminal_wait_text(train, shown);
		took[try] = microseconds_now() - ended;
	}
	qsort(took, TRIES, sizeof took[0], compare);
	print_message("from a command's end until both screens show its log: median %lld us, most %lld us\n",
	              (long long)took[TRIES / 2], (long long)took[TRIES - 1]);
	assert_int_equal(terminal_quit(desk), 0);
	assert_int_equal(terminal_quit(train), 0);
	terminal_destroy(desk);
	terminal_destroy(train);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_in_one_terminal_shows_in_the_other),
		cmocka_unit_test(many_logs_from_two_sides_are_all_there),
		cmocka_unit_test(the_note_of_two_terminals_keeps_both_texts),
		cmocka_unit_test(a_log_edited_by_two_terminals_takes_both_changes),
		cmocka_unit_test(a_command_s_log_is_seen_on_every_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
