/* The terminal is the user's: it is given back as it was, however the program ends, and may change or vanish at any
 * moment. */
#include "support_leave.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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
	static const int numbers[] = { SIGTERM, SIGXCPU, SIGIO };
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct terminal *terminal = terminal_open(sandbox, NULL);
		terminal_signal(terminal, numbers[i]);
		assert_int_equal(terminal_wait_exit(terminal), 128 + numbers[i]);
		assert_given_back(terminal);
		terminal_destroy(terminal);
	}
	sandbox_destroy(sandbox);
}

/* A mask of /proc/PID/status. */
static uint64_t signals_of(pid_t process, const char *name)
{
	char path[64], *text, *at;
	size_t size;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)process);
	text = file_read(path, &size);
	assert_non_null(text);
	at = strstr(text, name);
	assert_non_null(at);
	uint64_t mask = strtoull(at + strlen(name), NULL, 16);
	free(text);
	return mask;
}

/* The modes, the mouse and the other screen outlive a program that is ended without being asked. */
static void no_signal_but_kill_ends_it_unheard(void **state)
{
	/* What they do to who has no mind about them: signal(7). 32 and 33 are the C library's. */
	static const int harmless[] = { SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGTTIN, SIGTTOU, 32, 33 };
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);
	pid_t process = terminal_process(terminal);
	uint64_t heard = signals_of(process, "SigCgt:") | signals_of(process, "SigIgn:");

	(void)state;
	for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++)
		heard |= UINT64_C(1) << (harmless[i] - 1);
	for (int number = 1; number <= 64; number++) {
		if ((heard >> (number - 1) & 1) == 0)
			fail_msg("signal %d would leave the terminal as it is", number);
	}
	/* A file that may not grow is no reason to go. */
	assert_true((signals_of(process, "SigIgn:") >> (SIGXFSZ - 1) & 1) == 1);
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_fault_gives_the_terminal_back(void **state)
{
	/* What a failed assertion or the lack of memory raises, a filter of system calls, a breakpoint nobody waits at.
	 */
	static const int numbers[] = { SIGABRT, SIGSYS };
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct terminal *terminal = terminal_open(sandbox, NULL);
		terminal_signal(terminal, numbers[i]);
		assert_int_equal(terminal_wait_exit(terminal), -numbers[i]);
		assert_given_back(terminal);
		terminal_destroy(terminal);
	}
	sandbox_destroy(sandbox);
}

/* Where there is no other screen, or GNU screen has it switched off, the day would stay under the prompt. */
static void nothing_of_the_day_stays_on_a_terminal_without_another_screen(void **state)
{
	static const char *const types[] = { "linux", "vt100" };
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		const struct terminal_options options = { .term = types[i] };
		struct terminal *terminal = terminal_open(sandbox, &options);
		if (i == 0) {
			story_register(terminal, NULL);
			story_log(terminal, "standup");
		} else {
			story_login(terminal);
		}
		terminal_assert_text(terminal, "standup");
		terminal_press(terminal, "<C-z>");
		terminal_wait_stopped(terminal);
		terminal_take(terminal);
		for (int y = 0; y < terminal_height(terminal); y++)
			assert_string_equal(terminal_row(terminal, y), "");
		terminal_signal(terminal, SIGCONT);
		terminal_fence(terminal);
		terminal_assert_text(terminal, "standup");
		assert_int_equal(terminal_quit(terminal), 0);
		for (int y = 0; y < terminal_height(terminal); y++)
			assert_string_equal(terminal_row(terminal, y), "");
		terminal_destroy(terminal);
	}
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
	terminal_resize(terminal, 44, 11);
	terminal_fence(terminal);
	terminal_assert_text(terminal, "45x12");
	terminal_resize(terminal, 45, 12);
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
		cmocka_unit_test(no_signal_but_kill_ends_it_unheard),
		cmocka_unit_test(a_fault_gives_the_terminal_back),
		cmocka_unit_test(suspending_gives_the_terminal_back_and_resuming_draws_again),
		cmocka_unit_test(nothing_of_the_day_stays_on_a_terminal_without_another_screen),
		cmocka_unit_test(a_terminal_that_vanishes_ends_the_program),
		cmocka_unit_test(every_size_is_drawn_and_typed_text_survives_it),
		cmocka_unit_test(lines_and_columns_of_the_environment_do_not_freeze_the_size),
		cmocka_unit_test(an_idle_program_writes_nothing),
		cmocka_unit_test(the_running_span_grows_with_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
