/* Passwords from a file or from a program, and where they must never be seen. */
#include "support_pipes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static void assert_file(const struct sandbox *sandbox, const char *bytes, size_t size, int status, const char *error)
{
	char path[96], variable[128];

	(void)snprintf(path, sizeof path, "%s/secret", sandbox->directory);
	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_FILE=%s", path);
	file_write(path, bytes, size);
	EXPECT_WITH(sandbox, VARIABLES(variable), status, status ? "" : NULL, error, "status");
}

static void a_file_holds_it_in_its_first_line(void **state)
{
	assert_file(*state, PASSWORD, strlen(PASSWORD), 0, "");
	assert_file(*state, PASSWORD "\n", strlen(PASSWORD) + 1, 0, "");
	assert_file(*state, PASSWORD "\r\n", strlen(PASSWORD) + 2, 0, "");
	assert_file(*state, PASSWORD "\nanother line\n", strlen(PASSWORD) + 14, 0, "");
	assert_file(*state, " " PASSWORD "\n", strlen(PASSWORD) + 2, 3, "wrong password for 'ada'");
}

static void a_file_without_a_password_is_said(void **state)
{
	char longer[2000];

	memset(longer, 'x', sizeof longer);
	longer[sizeof longer - 1] = '\n';
	assert_file(*state, "", 0, 3, "TIMESHEET_PASSWORD_FILE gives no password");
	assert_file(*state, "\n", 1, 3, "TIMESHEET_PASSWORD_FILE gives no password");
	assert_file(*state, "\r\n", 2, 3, "TIMESHEET_PASSWORD_FILE gives no password");
	assert_file(*state, PASSWORD "\0tail\n", strlen(PASSWORD) + 6, 3, "TIMESHEET_PASSWORD_FILE gives no password");
	assert_file(*state, longer, sizeof longer, 3, "longer than 1024 bytes");
	assert_file(*state, longer + sizeof longer - 1026, 1026, 3, "longer than 1024 bytes");
	longer[sizeof longer - 2] = '\r';
	assert_file(*state, longer + sizeof longer - 1026, 1026, 3, "wrong password for 'ada'");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_PASSWORD_FILE=/nonexistent/file"), 3, "",
	            "cannot read the password file '/nonexistent/file': No such file or directory", "status");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_PASSWORD_FILE=/"), 3, "", "TIMESHEET_PASSWORD_FILE: Is a directory",
	            "status");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_PASSWORD_FILE="), 3, "", "'ada' is not logged in", "status");
}

/* What some editors put in front. */
static void a_byte_order_mark_is_no_part_of_it(void **state)
{
	static const char mark[] = "\xef\xbb\xbf";
	assert_file(*state, "\xef\xbb\xbf" PASSWORD "\n", strlen(PASSWORD) + 4, 0, "");
	assert_file(*state, mark, sizeof mark - 1, 3, "TIMESHEET_PASSWORD_FILE gives no password");
}

static void a_file_that_others_can_read_is_used_and_that_is_said(void **state)
{
	static const mode_t modes[] = { 0640, 0604, 0644 };
	char path[SANDBOX_PATH_SIZE];
	sandbox_path(*state, "password", path);
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 0, NULL, "others can read the password in",
		            "status");
	}
	assert_int_equal(chmod(path, 0400), 0);
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 0, NULL, "", "status");
}

static void assert_command(const struct sandbox *sandbox, const char *command, int status, const char *error)
{
	char variable[256];

	(void)snprintf(variable, sizeof variable, "TIMESHEET_PASSWORD_COMMAND=%s", command);
	EXPECT_WITH(sandbox, VARIABLES(variable), status, status ? "" : NULL, error, "status");
}

static void a_command_prints_it(void **state)
{
	char command[200];
	const struct sandbox *sandbox = *state;

	(void)snprintf(command, sizeof command, "cat %s/password", sandbox->directory);
	assert_command(sandbox, command, 0, "");
	assert_command(sandbox, "printf '%s\\n' 'correct horse'", 0, "");
	assert_command(sandbox, "printf \"%s %s\" correct horse", 0, "");
	assert_command(sandbox, "  echo   -n \"correct horse\"  ", 0, "");
	assert_command(sandbox, "cat $HOME/password", 0, "");
	assert_command(sandbox, "cat ~/password", 0, "");
	/* It need not end by itself. */
	assert_command(sandbox, "sh -c 'echo correct horse; exec yes'", 0, "");
	assert_command(sandbox, "sh -c 'echo correct horse; yes | head -c 1000000'", 0, "");
}

static void a_command_that_gives_none_is_said(void **state)
{
	assert_command(*state, "false", 3, "the password command 'false' failed");
	assert_command(*state, "true", 3, "TIMESHEET_PASSWORD_COMMAND gives no password");
	assert_command(*state, "sh -c 'echo correct horse; exit 1'", 3, "the password command 'sh' failed");
	assert_command(*state, "sh -c 'kill -9 $$'", 3, "the password command 'sh' failed");
	assert_command(*state, "no-such-program-here", 3, "cannot run 'no-such-program-here': No such file");
	assert_command(*state, "head -c 5000 /dev/zero", 3, "longer than 1024 bytes");
	assert_command(*state, "   ", 3, "cannot understand TIMESHEET_PASSWORD_COMMAND");
	assert_command(*state, "echo wrong horse", 3, "wrong password for 'ada'");
}

/* One that never ends is ended; one that says nothing is not waited for without end. */
static void a_command_that_does_not_end_is_cut(void **state)
{
	assert_command(*state, "sh -c 'echo correct horse; exec sleep 1000'", 0, "");
	assert_command(*state, "sh -c 'echo correct horse; exec >&-; exec sleep 1000'", 0, "");
	assert_command(*state, "sh -c 'printf correct; exec sleep 1000'", 3,
	               "TIMESHEET_PASSWORD_COMMAND has given no password within 4 seconds");
	assert_command(*state, "yes", 3, "wrong password for 'ada'");
}

static void a_command_is_not_given_to_a_shell(void **state)
{
	const struct sandbox *sandbox = *state;
	char trap[96], command[200];
	struct stat status;
	static const char *const forms[] = { "echo $(touch ", "echo `touch ", "echo x; touch ", "true && touch ",
		                             "true | touch ", "echo x > ",    "(touch ",        "echo 'open " };
	static const char *const ends[] = { ")", "`", "", "", "", "", ")", "" };

	(void)snprintf(trap, sizeof trap, "%s/trap", sandbox->directory);
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		(void)snprintf(command, sizeof command, "%s%s%s", forms[i], trap, ends[i]);
		assert_command(sandbox, command, 3, "cannot understand TIMESHEET_PASSWORD_COMMAND");
		assert_int_not_equal(stat(trap, &status), 0);
	}
}

static void a_file_goes_before_a_command(void **state)
{
	EXPECT_WITH(*state, VARIABLES(password_variable(*state), "TIMESHEET_PASSWORD_COMMAND=false"), 0, NULL, "",
	            "status");
}

static void one_try_too_many_has_to_wait(void **state)
{
	struct run run;
	bool waited = false;

	for (int i = 0; i < 12 && !waited; i++) {
		run = program_run(*state, VARIABLES("TIMESHEET_PASSWORD_COMMAND=echo wrong horse"), WORDS("log", "x"));
		assert_int_equal(run.status, 3);
		waited = strstr(run.error, "too many wrong passwords for 'ada': wait ") != NULL;
		run_release(&run);
	}
	assert_true(waited);
	/* Now even the right one. */
	EXPECT_WITH(*state, VARIABLES(password_variable(*state)), 3, "", "too many wrong passwords", "status");
}

/* False: the kernel does not let us look, and so nobody else. */
static bool process_shows(pid_t process, const char *what, const char *secret)
{
	char path[64];
	size_t size;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)process, what);
	char *bytes = file_read(path, &size);
	bool shown = bytes && memmem(bytes, size, secret, strlen(secret));
	free(bytes);
	return shown;
}

static void no_other_process_can_see_it(void **state)
{
	const struct sandbox *sandbox = *state;
	char gate[96], command[256];
	DIR *processes;
	const struct dirent *entry;

	/* The command has printed the password, and goes on until the gate is closed; so does the program. */
	(void)snprintf(gate, sizeof gate, "%s/gate", sandbox->directory);
	assert_int_equal(mkfifo(gate, 0600), 0);
	(void)snprintf(command, sizeof command, "TIMESHEET_PASSWORD_COMMAND=sh -c 'cat $0/password; cat $0/gate' %s",
	               sandbox->directory);
	struct running *running = program_start(sandbox, VARIABLES(command), WORDS("login"));
	int end = open(gate, O_WRONLY | O_CLOEXEC);
	assert_true(end >= 0);
	assert_true(process_shows(program_process(running), "cmdline", "login"));
	processes = opendir("/proc");
	assert_non_null(processes);
	while ((entry = readdir(processes))) {
		int process = atoi(entry->d_name);
		if (process <= 0 || process == getpid())
			continue;
		assert_false(process_shows(process, "cmdline", PASSWORD));
		assert_false(process_shows(process, "environ", PASSWORD));
	}
	(void)closedir(processes);
	(void)close(end);
	struct run run = program_finish(running);
	assert_int_equal(run.status, 0);
	run_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_holds_it_in_its_first_line, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_without_a_password_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(a_byte_order_mark_is_no_part_of_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_that_others_can_read_is_used_and_that_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_prints_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_that_gives_none_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_that_does_not_end_is_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_is_not_given_to_a_shell, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_goes_before_a_command, setup, teardown),
		cmocka_unit_test_setup_teardown(one_try_too_many_has_to_wait, setup, teardown),
		cmocka_unit_test_setup_teardown(no_other_process_can_see_it, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
