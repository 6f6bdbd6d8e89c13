/* The machine slept while something went on: who comes back is asked what it was. */
#include "support_pipes.h"

static void a_suspension_is_asked_about_and_one_key_answers(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { "TIMESHEET_IDLE_LOCK=0", NULL };
	struct terminal *terminal = story_begin(sandbox, &(struct terminal_options){ .environment = environment });

	(void)state;
	story_log(terminal, "lunch");
	sandbox_pass(sandbox, 10 * MINUTE);
	story_log(terminal, "parser");
	sandbox_sleep(sandbox, 9 * MINUTE);
	terminal_keys(terminal, "j");
	terminal_assert_no_text(terminal, "Nobody was here");
	sandbox_sleep(sandbox, 83 * MINUTE);
	terminal_keys(terminal, "1");
	terminal_assert_text(terminal, "Nobody was here from 14:56 to 16:19 (1:23), while");
	terminal_keys(terminal, "1");
	story_assert_sees(terminal, "14:47", "parser");
	story_assert_sees(terminal, "14:56", "lunch");
	story_assert_sees(terminal, "16:19", "parser");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_suspension_is_asked_about_and_one_key_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
