/* The terminal is the user's: it is given back as it was, however the program ends, and may change or vanish at any
 * moment. */
#include "support_leave.h"

#include <signal.h>
#include <string.h>

static void assert_modes_equal(struct termios left, struct termios right)
{
	assert_int_equal(left.c_iflag, right.c_iflag);
	assert_int_equal(left.c_oflag, right.c_oflag);
	assert_int_equal(left.c_cflag, right.c_cflag);
	assert_int_equal(left.c_lflag, right.c_lflag);
	assert_memory_equal(left.c_cc, right.c_cc, sizeof left.c_cc);
}

static void assert_given_back(struct terminal *terminal)
{
	const char *fault = terminal_not_given_back(terminal);

	if (fault)
		fail_msg("%s", fault);
}

static void quitting_gives_the_terminal_back(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);

	(void)state;
	assert_int_equal(terminal_modes(terminal).c_lflag & (tcflag_t)(ICANON | ECHO | ISIG), 0);
	story_register(terminal, NULL);
	assert_int_equal(terminal_quit(terminal), 0);
	assert_given_back(terminal);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void signals_give_the_terminal_back_and_are_told_in_the_status(void **state)
{
	static const int numbers[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal = terminal_open(sandbox, NULL);
		terminal_signal(terminal, numbers[i]);
		assert_int_equal(terminal_wait_exit(terminal), 128 + numbers[i]);
		assert_given_back(terminal);
		terminal_destroy(terminal);
		sandbox_destroy(sandbox);
	}
}

static void a_fault_gives_the_terminal_back(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);

	(void)state;
	/* What a failed assertion or the lack of memory raises. */
	terminal_signal(terminal, SIGABRT);
	assert_int_equal(terminal_wait_exit(terminal), -SIGABRT);
	assert_given_back(terminal);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void suspending_gives_the_terminal_back_and_resuming_draws_again(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);

	(void)state;
	story_register(terminal, NULL);
	struct termios during = terminal_modes(terminal);
	for (int round = 0; round < 3; round++) {
		if (round == 2)
			terminal_signal(terminal, SIGTSTP); /* from outside */
		else
			terminal_press(terminal, "<C-z>");
		terminal_wait_stopped(terminal);
		assert_modes_equal(terminal_modes(terminal), terminal_modes_before(terminal));
		assert_true(terminal_mode_off(terminal, "1049"));
		assert_true(terminal_mode_off(terminal, "2004"));
		if (round == 1)
			terminal_resize(terminal, 80, 24);
		terminal_signal(terminal, SIGCONT);
		terminal_fence(terminal);
		terminal_assert_text(terminal, "LOGS");
		assert_modes_equal(terminal_modes(terminal), during);
		assert_false(terminal_mode_off(terminal, "1049"));
	}
	story_log(terminal, "after the pause");
	story_assert_sees(terminal, "14:37", "after the pause");
	assert_int_equal(terminal_quit(terminal), 0);
	assert_given_back(terminal);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_terminal_that_vanishes_ends_the_program(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	/* Nobody reads or writes there any more: a program that did not notice would go on until the deadline. */
	terminal_hang_up(terminal);
	assert_int_equal(terminal_wait_exit(terminal), 128 + SIGHUP);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void every_size_is_drawn_and_typed_text_survives_it(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	unsigned random = 1;

	(void)state;
	story_log(terminal, "standup");
	terminal_keys(terminal, "a");
	terminal_keys(terminal, "half typed");
	for (int i = 0; i < 200; i++) {
		random = random * 1103515245 + 12345;
		terminal_resize(terminal, 1 + (int)(random >> 16 & 0xff), 1 + (int)(random >> 8 & 0x3f));
		if (i % 10 == 0)
			terminal_fence(terminal);
	}
	terminal_resize(terminal, 1, 1);
	terminal_fence(terminal);
	terminal_resize(terminal, 59, 15);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "60x16");
	terminal_resize(terminal, 60, 16);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "half typed");
	terminal_resize(terminal, 300, 100);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "half typed");
	terminal_resize(terminal, 100, 30);
	terminal_fence(terminal);
	terminal_keys(terminal, "<Escape>");
	story_assert_sees(terminal, "14:37", "standup");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void lines_and_columns_of_the_environment_do_not_freeze_the_size(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { "LINES=10", "COLUMNS=40", NULL };
	struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .environment = environment });

	(void)state;
	terminal_assert_text(terminal, "register");
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void an_idle_program_writes_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);
	size_t before, after;

	(void)state;
	story_log(terminal, "standup");
	terminal_fence(terminal);
	(void)terminal_output(terminal, &before);
	for (int i = 0; i < 50; i++)
		terminal_fence(terminal);
	const char *output = terminal_output(terminal, &after);
	/* Only the answers themselves: nothing of the picture is sent again. */
	assert_int_equal(after - before, 50 * strlen("\033]7771;idle\a"));
	assert_non_null(output);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void the_running_span_grows_with_the_clock(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = story_begin(sandbox, NULL);

	(void)state;
	story_log(terminal, "standup");
	sandbox_pass(sandbox, 5 * MINUTE);
	terminal_fence(terminal);
	story_assert_sees(terminal, "standup", "0:05");
	terminal_assert_text(terminal, "14:42");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quitting_gives_the_terminal_back),
		cmocka_unit_test(signals_give_the_terminal_back_and_are_told_in_the_status),
		cmocka_unit_test(a_fault_gives_the_terminal_back),
		cmocka_unit_test(suspending_gives_the_terminal_back_and_resuming_draws_again),
		cmocka_unit_test(a_terminal_that_vanishes_ends_the_program),
		cmocka_unit_test(every_size_is_drawn_and_typed_text_survives_it),
		cmocka_unit_test(lines_and_columns_of_the_environment_do_not_freeze_the_size),
		cmocka_unit_test(an_idle_program_writes_nothing),
		cmocka_unit_test(the_running_span_grows_with_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
