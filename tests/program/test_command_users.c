/* register, login, passwd, recover, users: asked on a terminal, or from a file. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int setup(void **state)
{
	*state = ada_create();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

/* The program on a terminal, with the sandbox's database. */
static struct terminal *ask(struct sandbox *sandbox, const char *command, const char *argument)
{
	const char *const words[] = { "--db", sandbox->database, command, argument, NULL };

	return terminal_start(sandbox, &(struct terminal_options){ .arguments = words, .width = 160 });
}

/* Types an answer once the question stands there, and Enter. */
static void answer(struct terminal *terminal, const char *question, const char *text)
{
	terminal_wait_text(terminal, question);
	terminal_press(terminal, text);
	terminal_press(terminal, "<Enter>");
}

static void assert_never_shown(struct terminal *terminal, const char *secret)
{
	size_t size;
	const char *output = terminal_output(terminal, &size);

	assert_null(memmem(output, size, secret, strlen(secret)));
}

static int end(struct terminal *terminal)
{
	int status = terminal_wait_exit(terminal);
	terminal_destroy(terminal);
	return status;
}

static void login_asks_on_the_terminal_without_echo(void **state)
{
	struct terminal *terminal = ask(*state, "login", NULL);

	answer(terminal, "Password of ada:", PASSWORD);
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "ada is logged in until 15:37");
	assert_never_shown(terminal, PASSWORD);
	terminal_destroy(terminal);
	EXPECT(*state, 0, "nothing logged yet\n", "", "status");
	EXPECT(*state, 0, "ada is logged out everywhere\n", "", "logout");
	EXPECT(*state, 0, "ada was not logged in\n", "", "logout");
	EXPECT(*state, 3, "", "not logged in", "status");
}

static void a_wrong_password_on_the_terminal_ends_in_status_3(void **state)
{
	struct terminal *terminal = ask(*state, "login", NULL);

	answer(terminal, "Password of ada:", "wrong horse");
	assert_int_equal(terminal_wait_exit(terminal), 3);
	terminal_assert_text(terminal, "timesheet: wrong password for 'ada'");
	terminal_destroy(terminal);
	terminal = ask(*state, "login", NULL);
	answer(terminal, "Password of ada:", "");
	assert_int_equal(terminal_wait_exit(terminal), 3);
	terminal_assert_text(terminal, "nothing was typed");
	terminal_destroy(terminal);
}

static void an_interrupt_ends_the_question_at_once_and_echo_is_back(void **state)
{
	struct terminal *terminal = ask(*state, "login", NULL);

	terminal_wait_text(terminal, "Password of ada:");
	assert_false(terminal_modes(terminal).c_lflag & ECHO);
	terminal_press(terminal, "corr<C-c>");
	assert_int_equal(terminal_wait_exit(terminal), 3);
	assert_true(terminal_modes(terminal).c_lflag & ECHO);
	assert_true(terminal_modes(terminal).c_lflag & ISIG);
	assert_never_shown(terminal, "corr");
	terminal_destroy(terminal);
}

static void without_a_terminal_nobody_can_be_asked(void **state)
{
	EXPECT(*state, 3, "", "there is no terminal to ask on", "login");
	EXPECT(*state, 3, "", "there is no terminal to ask on", "passwd");
	EXPECT(*state, 1, "", "there is no terminal to ask on", "recover");
	EXPECT(*state, 1, "", "there is no terminal to ask on", "register");
	EXPECT(*state, 1, "", "there is no terminal to ask on", "register", "bob");
}

static void register_asks_for_name_and_password_twice(void **state)
{
	struct terminal *terminal = ask(*state, "register", NULL);

	answer(terminal, "Name:", "bob");
	answer(terminal, "New password:", "battery staple");
	answer(terminal, "Again:", "battery stable");
	answer(terminal, "They differ. Password, try 2 of 3:", "battery staple");
	answer(terminal, "Again, try 2 of 3:", "battery staple");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "Above is the recovery code");
	assert_never_shown(terminal, "staple");
	terminal_destroy(terminal);
	EXPECT(*state, 0, "ada\nbob\n", "", "users");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo battery staple"), 0, "nothing logged yet\n", "",
	            "--user", "bob", "status");
}

static void passwords_that_differ_three_times_are_given_up(void **state)
{
	struct terminal *terminal = ask(*state, "register", "bob");

	answer(terminal, "New password:", "battery staple");
	answer(terminal, "Again:", "battery stable");
	answer(terminal, "They differ. Password, try 2 of 3:", "battery staple");
	answer(terminal, "Again, try 2 of 3:", "battery stable");
	answer(terminal, "They differ. Password, try 3 of 3:", "battery staple");
	answer(terminal, "Again, try 3 of 3:", "battery stable");
	assert_int_equal(terminal_wait_exit(terminal), 1);
	terminal_assert_text(terminal, "the passwords differ");
	terminal_destroy(terminal);
	EXPECT(*state, 0, "ada\n", "", "users");
}

static void register_without_a_terminal_takes_the_configured_password(void **state)
{
	struct run run = program_run(*state, VARIABLES(password_variable(*state)), WORDS("register", "Zo\xc3\xab"));

	assert_int_equal(run.status, 0);
	assert_int_equal(run.output_size, 35); /* seven groups of four, and a line end */
	assert_non_null(strstr(run.error, "Above is the recovery code"));
	run_release(&run);
	EXPECT(*state, 0, "ada\nZo\xc3\xab\n", "", "users");
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 1, "", "the name 'ada' is taken", "register", "ADA");
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 1, "", "a name has at least one", "register", " ");
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 1, "", "without control characters", "register",
	            "a\033b");
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 1, "", "a name has at most 63 bytes", "register",
	            "0123456789012345678901234567890123456789012345678901234567890123");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo short"), 1, "", "at least 10 bytes", "register",
	            "carl");
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 2, "", "unexpected 'Lovelace'", "register", "Ada",
	            "Lovelace");
}

static void a_recovery_code_that_cannot_be_printed_is_shown_all_the_same(void **state)
{
	const struct run_options full = { .environment = WORDS(password_variable(*state)), .output_file = "/dev/full" };
	struct run run = program_run(*state, &full, WORDS("register", "bob"));

	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "cannot write to standard output"));
	assert_int_equal(strcspn(run.error, "\n"), 34);
	run_release(&run);
}

static void a_changed_password_ends_logins_and_replaces_the_old_one(void **state)
{
	struct sandbox *sandbox = *state;

	char older[SANDBOX_PATH_SIZE];

	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	sandbox_path(sandbox, "older.db", older);
	file_copy(sandbox->database, older);
	struct terminal *terminal = ask(sandbox, "passwd", NULL);
	answer(terminal, "Old password:", PASSWORD);
	answer(terminal, "New password:", "battery staple");
	answer(terminal, "Again:", "battery staple");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "the password of ada is changed");
	assert_never_shown(terminal, "staple");
	terminal_destroy(terminal);
	EXPECT(sandbox, 3, "", "not logged in", "status");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 3, "", "wrong password", "status");
	EXPECT_WITH(sandbox, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo battery staple"), 0, NULL, "", "status");
	/* The machine's half is gone as well: the older file, with its session and its slots, opens for nobody. */
	file_copy(older, sandbox->database);
	EXPECT(sandbox, 3, "", "not logged in", "status");
}

/* Between the questions the key is derived: whoever types on then types a password. */
static void nothing_is_echoed_from_the_first_question_to_the_last(void **state)
{
	struct sandbox *sandbox = *state;
	char pipe[SANDBOX_PATH_SIZE], command[SANDBOX_PATH_SIZE + 64];
	const char *const words[] = { "--db", sandbox->database, "passwd", NULL }, *const environment[] = { command,
		                                                                                            NULL };
	const time_t begun = time(NULL);
	sandbox_path(sandbox, "pipe", pipe);
	(void)snprintf(command, sizeof command, "TIMESHEET_PASSWORD_COMMAND=cat %s", pipe);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	struct terminal *terminal =
	        terminal_start(sandbox, &(struct terminal_options){ .arguments = words, .environment = environment });
	/* The old password takes its time. */
	while ((terminal_modes(terminal).c_lflag & (tcflag_t)(ECHO | ECHONL)) != 0)
		assert_true(time(NULL) < begun + 30);
	file_write(pipe, PASSWORD "\n", strlen(PASSWORD) + 1);
	answer(terminal, "New password:", "battery staple");
	answer(terminal, "Again:", "battery staple");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	assert_true((terminal_modes(terminal).c_lflag & (tcflag_t)ECHO) != 0);
	terminal_destroy(terminal);
}

static void a_wrong_old_password_is_told_before_a_new_one_is_asked_for(void **state)
{
	struct terminal *terminal = ask(*state, "passwd", NULL);

	answer(terminal, "Old password:", "wrong horse");
	assert_int_equal(terminal_wait_exit(terminal), 3);
	terminal_assert_text(terminal, "wrong password for 'ada'");
	terminal_assert_no_text(terminal, "New password");
	terminal_destroy(terminal);
	terminal = ask(*state, "passwd", NULL);
	answer(terminal, "Old password:", PASSWORD);
	answer(terminal, "New password:", "short");
	answer(terminal, "Again:", "short");
	assert_int_equal(terminal_wait_exit(terminal), 1);
	terminal_assert_text(terminal, "at least 10 bytes");
	terminal_destroy(terminal);
}

static void the_recovery_code_sets_a_new_password_once(void **state)
{
	struct sandbox *sandbox = *state;
	struct run run = program_run(sandbox, VARIABLES(password_variable(sandbox)), WORDS("register", "bob"));
	char code[64];

	(void)snprintf(code, sizeof code, "%.34s", run.output);
	run_release(&run);
	const char *const words[] = { "--db", sandbox->database, "--user", "bob", "recover", NULL };
	const struct terminal_options options = { .arguments = words, .width = 160 };
	struct terminal *terminal = terminal_start(sandbox, &options);
	answer(terminal, "Recovery code:", code);
	answer(terminal, "New password:", "battery staple");
	answer(terminal, "Again:", "battery staple");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_assert_text(terminal, "Above is the recovery code");
	terminal_destroy(terminal);
	EXPECT_WITH(sandbox, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo battery staple"), 0, NULL, "", "--user", "bob",
	            "status");
	/* It was used up; and one with a typing error is told apart from one that does not fit. */
	terminal = terminal_start(sandbox, &options);
	answer(terminal, "Recovery code:", code);
	answer(terminal, "New password:", "battery stable");
	answer(terminal, "Again:", "battery stable");
	assert_int_equal(terminal_wait_exit(terminal), 3);
	terminal_assert_text(terminal, "this is not its recovery code");
	terminal_destroy(terminal);
	terminal = terminal_start(sandbox, &options);
	code[0] = code[0] == '7' ? '8' : '7';
	answer(terminal, "Recovery code:", code);
	answer(terminal, "New password:", "battery stable");
	answer(terminal, "Again:", "battery stable");
	assert_int_equal(end(terminal), 1);
	EXPECT_WITH(sandbox, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo battery staple"), 0, NULL, "", "--user", "bob",
	            "status");
}

/* What was known before opens nothing that comes after: password, code, ticket, and the copies that were made. */
static void rekey_seals_all_anew_and_offers_older_copies_for_removal(void **state)
{
	struct sandbox *sandbox = *state;
	char code[64], copy[SANDBOX_PATH_SIZE + 16];

	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "log", "parser");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	(void)snprintf(copy, sizeof copy, "%s.before-v3", sandbox->database);
	file_copy(sandbox->database, copy);
	struct terminal *terminal = ask(sandbox, "rekey", NULL);
	answer(terminal, "Password:", PASSWORD);
	terminal_wait_text(terminal, "Above is the recovery code");
	terminal_wait_text(terminal, "All of ada is sealed by a new key");
	terminal_wait_text(terminal, "1 older copy still opens by the older key");
	terminal_wait_text(terminal, ".before-v3");
	answer(terminal, "Remove them?", "y");
	terminal_wait_text(terminal, "They are removed, and a new backup is made");
	assert_int_equal(end(terminal), 0);
	assert_int_not_equal(access(copy, F_OK), 0);
	EXPECT(sandbox, 3, "", "not logged in", "status");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "day");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, NULL, "check");
	/* In a script nothing is asked, and nothing removed but by an option. */
	struct run run = program_run(sandbox, VARIABLES(password_variable(sandbox)), WORDS("rekey"));
	assert_int_equal(run.status, 0);
	(void)snprintf(code, sizeof code, "%.34s", run.output);
	assert_int_equal(strlen(run.output), 35);
	assert_non_null(strstr(run.error, "They are left"));
	run_release(&run);
	run = program_run(sandbox, VARIABLES(password_variable(sandbox)), WORDS("rekey", "--remove-copies"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.error, "They are removed"));
	run_release(&run);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 2, "", "unexpected 'now'", "rekey", "now");
}

static void rekey_waits_for_no_terminal_that_is_open(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *desk = story_begin(sandbox, NULL);
	const char *const words[] = { "--db", sandbox->database, "rekey", NULL };

	(void)state;
	struct terminal *terminal =
	        terminal_start(sandbox, &(struct terminal_options){ .arguments = words, .width = 160 });
	answer(terminal, "Password:", PASSWORD);
	assert_int_equal(terminal_wait_exit(terminal), 1);
	terminal_assert_text(terminal, "1 terminal of 'ada' is open and unlocked; lock it first");
	terminal_destroy(terminal);
	/* Locked, it knows no key, and logs in by the new one. */
	terminal_keys(desk, "z");
	terminal_wait_gone(desk, "LOGS");
	terminal = terminal_start(sandbox, &(struct terminal_options){ .arguments = words, .width = 160 });
	answer(terminal, "Password:", PASSWORD);
	terminal_wait_text(terminal, "is sealed by a new key");
	assert_int_equal(end(terminal), 0);
	terminal_keys(desk, "<Enter>" PASSWORD "<Enter>");
	terminal_wait_text(desk, "LOGS");
	assert_int_equal(terminal_quit(desk), 0);
	terminal_destroy(desk);
	sandbox_destroy(sandbox);
}

static void without_a_safe_place_for_the_ticket_login_says_so_or_uses_the_keyring(void **state)
{
	/* With the kernel's keyring it works without a directory; where that is closed, the words are these. */
	struct run run = program_run(*state, VARIABLES(password_variable(*state), "XDG_RUNTIME_DIR="), WORDS("login"));

	if (run.status == 0)
		assert_non_null(strstr(run.output, "ada is logged in until"));
	else
		assert_non_null(strstr(run.error, "no safe place to stay logged in"));
	run_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(login_asks_on_the_terminal_without_echo, setup, teardown),
		cmocka_unit_test_setup_teardown(a_wrong_password_on_the_terminal_ends_in_status_3, setup, teardown),
		cmocka_unit_test_setup_teardown(an_interrupt_ends_the_question_at_once_and_echo_is_back, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(without_a_terminal_nobody_can_be_asked, setup, teardown),
		cmocka_unit_test_setup_teardown(register_asks_for_name_and_password_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(passwords_that_differ_three_times_are_given_up, setup, teardown),
		cmocka_unit_test_setup_teardown(register_without_a_terminal_takes_the_configured_password, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_recovery_code_that_cannot_be_printed_is_shown_all_the_same, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_changed_password_ends_logins_and_replaces_the_old_one, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(nothing_is_echoed_from_the_first_question_to_the_last, setup, teardown),
		cmocka_unit_test_setup_teardown(a_wrong_old_password_is_told_before_a_new_one_is_asked_for, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(the_recovery_code_sets_a_new_password_once, setup, teardown),
		cmocka_unit_test_setup_teardown(rekey_seals_all_anew_and_offers_older_copies_for_removal, setup,
		                                teardown),
		cmocka_unit_test(rekey_waits_for_no_terminal_that_is_open),
		cmocka_unit_test_setup_teardown(without_a_safe_place_for_the_ticket_login_says_so_or_uses_the_keyring,
		                                setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
