/* Staying logged in: a screen that opens without asking, what ends that, and where secrets are not. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void leave(struct terminal *terminal)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

/* ada has registered and wants to stay logged in; the screen that she logs in to. */
static struct terminal *stay_begin(struct sandbox *sandbox)
{
	leave(story_begin(sandbox, NULL));
	command_login(sandbox);
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "settings", "stay", "on", NULL), 0);
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "logout", NULL), 0);
	struct terminal *terminal = terminal_open(sandbox, NULL);
	terminal_assert_text(terminal, "password");
	story_login(terminal);
	return terminal;
}

static void assert_asks(struct sandbox *sandbox)
{
	struct terminal *terminal = terminal_open(sandbox, NULL);

	terminal_assert_text(terminal, "log in");
	terminal_assert_no_text(terminal, "LOGS");
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
}

static void the_next_start_asks_for_nothing_and_says_why(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = stay_begin(sandbox);

	(void)state;
	terminal_assert_text(terminal, "logged in until 15:37");
	leave(terminal);
	sandbox_pass(sandbox, 30 * MINUTE);
	terminal = terminal_open(sandbox, NULL);
	terminal_assert_text(terminal, "LOGS");
	terminal_assert_text(terminal, "opened without asking: ada stays logged in until 16:07");
	story_log(terminal, "standup");
	assert_true(story_logged(terminal, "15:07", "standup"));
	leave(terminal);
	/* An hour without use. */
	sandbox_pass(sandbox, 61 * MINUTE);
	assert_asks(sandbox);
	sandbox_destroy(sandbox);
}

static void a_command_s_login_opens_no_screen_unless_wanted(void **state)
{
	struct sandbox *sandbox = sandbox_create();

	(void)state;
	leave(story_begin(sandbox, NULL));
	command_login(sandbox);
	assert_asks(sandbox);
	sandbox_destroy(sandbox);
}

static void locking_ends_it_for_screens_and_commands(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = stay_begin(sandbox);

	(void)state;
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "status", NULL), 0);
	terminal_keys(terminal, "z");
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "status", NULL), 3);
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	assert_asks(sandbox);
	sandbox_destroy(sandbox);
}

static void a_logout_elsewhere_ends_tickets_and_no_open_screen(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = stay_begin(sandbox);

	(void)state;
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "logout", NULL), 0);
	terminal_wait_gone(terminal, "logged in until");
	story_log(terminal, "standup");
	assert_true(story_logged(terminal, "14:37", "standup"));
	leave(terminal);
	assert_asks(sandbox);
	sandbox_destroy(sandbox);
}

static void a_password_changed_elsewhere_leaves_the_screen_open_and_locks_with_the_new_one(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = stay_begin(sandbox);
	const char *words[] = { "--db", sandbox->database, "passwd", NULL };
	struct terminal *command = terminal_start(sandbox, &(struct terminal_options){ .arguments = words });

	(void)state;
	terminal_wait_text(command, "Old password");
	terminal_press(command, PASSWORD "<Enter>");
	terminal_wait_text(command, "New password");
	terminal_press(command, "battery staple<Enter>");
	terminal_wait_text(command, "gain");
	terminal_press(command, "battery staple<Enter>");
	assert_int_equal(terminal_wait_exit(command), 0);
	terminal_destroy(command);
	terminal_wait_gone(desk, "logged in until"); /* the ticket was of the old one */
	story_log(desk, "standup");
	assert_true(story_logged(desk, "14:37", "standup"));
	terminal_keys(desk, "z<Enter>" PASSWORD "<Enter>");
	terminal_assert_text(desk, "wrong password");
	sandbox_pass(sandbox, MINUTE);
	terminal_keys(desk, "battery staple<Enter>");
	assert_true(story_logged(desk, "14:37", "standup"));
	leave(desk);
	sandbox_destroy(sandbox);
}

/* True if the bytes of one of the process's files hold the text. What cannot be read holds it from nobody but root. */
static bool process_file_holds(pid_t process, const char *name, const char *text)
{
	char path[64];
	size_t size;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
	char *bytes = file_read(path, &size);
	bool holds = bytes && memmem(bytes, size, text, strlen(text));
	free(bytes);
	return holds;
}

static void no_secret_stands_where_other_processes_look(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = stay_begin(sandbox);
	pid_t process = terminal_process(terminal);

	(void)state;
	assert_true(process_file_holds(process, "cmdline", sandbox->database)); /* it is that process */
	assert_false(process_file_holds(process, "cmdline", PASSWORD));
	assert_false(process_file_holds(process, "environ", PASSWORD));
	leave(terminal);
	/* Nor in what is left between two starts: the machine's half, if it is a file, is for its owner alone. */
	char path[128];
	struct stat status;
	(void)snprintf(path, sizeof path, "%s/run/timesheet", sandbox->directory);
	if (stat(path, &status) == 0)
		assert_int_equal(status.st_mode & 077, 0);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_next_start_asks_for_nothing_and_says_why),
		cmocka_unit_test(a_command_s_login_opens_no_screen_unless_wanted),
		cmocka_unit_test(locking_ends_it_for_screens_and_commands),
		cmocka_unit_test(a_logout_elsewhere_ends_tickets_and_no_open_screen),
		cmocka_unit_test(a_password_changed_elsewhere_leaves_the_screen_open_and_locks_with_the_new_one),
		cmocka_unit_test(no_secret_stands_where_other_processes_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
