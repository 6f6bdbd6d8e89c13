/* Two terminals on one database: what one does, the other shows, without being asked. */
#include "support.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_in_one_terminal_shows_in_the_other),
		cmocka_unit_test(many_logs_from_two_sides_are_all_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
