/* What the program says and does before it has a screen: options, files that are not its own, terminals that cannot
 * show it. */
#include "support.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Runs to the end; the caller looks at the screen. */
static int run(struct sandbox *sandbox, struct terminal **terminal, const struct terminal_options *options)
{
	struct terminal_options wide = options ? *options : (struct terminal_options){ 0 };

	wide.width = 250; /* so that a line stays one */
	wide.height = 60;
	*terminal = terminal_start(sandbox, &wide);
	return terminal_wait_exit(*terminal);
}

static void assert_refused(const char *const *arguments, const char *word)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;

	assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .arguments = arguments }), 2);
	terminal_assert_text(terminal, word);
	terminal_assert_text(terminal, "--help");
	assert_string_equal(terminal_row(terminal, 1), ""); /* one line, no more */
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void help_names_every_option_and_succeeds(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const arguments[] = { "-h", NULL };
	struct terminal *terminal;

	(void)state;
	assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .arguments = arguments }), 0);
	terminal_assert_text(terminal, "TIMESHEET_PASSWORD_COMMAND");
	terminal_assert_text(terminal, "128 + n");
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void version_names_the_libraries(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const arguments[] = { "--version", NULL };
	struct terminal *terminal;

	(void)state;
	assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .arguments = arguments }), 0);
	terminal_assert_text(terminal, "timesheet " TIMESHEET_VERSION);
	terminal_assert_text(terminal, "SQLite 3.");
	terminal_assert_text(terminal, "libsodium 1.");
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_wrong_word_is_named_and_help_pointed_to(void **state)
{
	(void)state;
	assert_refused((const char *const[]){ "--dbb", NULL }, "--dbb");
	assert_refused((const char *const[]){ "--db=x", "-q", NULL }, "-q");
	assert_refused((const char *const[]){ "frobnicate", NULL }, "frobnicate");
	assert_refused((const char *const[]){ "--user", NULL }, "--user");
	assert_refused((const char *const[]){ "--db=", NULL }, "--db");
	assert_refused((const char *const[]){ "evil\033[2Jword\a", NULL }, "evil[2Jword");
}

static void assert_untouched(const char *bytes, size_t size, const char *says)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal;
	size_t kept_size;
	char *kept;

	file_write(sandbox->database, bytes, size);
	assert_int_equal(run(sandbox, &terminal, NULL), 4);
	terminal_assert_text(terminal, "ada.db");
	terminal_assert_text(terminal, says);
	kept = file_read(sandbox->database, &kept_size);
	assert_int_equal(kept_size, size);
	assert_memory_equal(kept, bytes, size);
	free(kept);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_file_that_is_no_database_is_left_alone(void **state)
{
	char text[8192];

	(void)state;
	memset(text, 'x', sizeof text);
	assert_untouched(text, sizeof text, "not a");
}

static void an_address_is_no_file(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const arguments[] = { "--db", "mysql://root@localhost/ts", NULL };
	struct terminal *terminal;

	(void)state;
	assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .arguments = arguments }), 1);
	terminal_assert_text(terminal, "'mysql://root@localhost/ts' is no file: the database is one");
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void an_empty_file_is_left_alone(void **state)
{
	(void)state;
	assert_untouched("", 0, "0 bytes");
}

/* A database made by the program, then changed by hand. */
static void assert_refused_after(const char *sql, const char *says)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = terminal_open(sandbox, NULL);
	sqlite3 *database;
	char *bytes;
	size_t size;

	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	terminal_destroy(terminal);
	assert_int_equal(sqlite3_open(sandbox->database, &database), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(database, 10000), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	bytes = file_read(sandbox->database, &size);
	assert_non_null(bytes);
	file_write(sandbox->database, bytes, size);
	assert_int_equal(run(sandbox, &terminal, NULL), 4);
	terminal_assert_text(terminal, says);
	size_t kept_size;
	char *kept = file_read(sandbox->database, &kept_size);
	assert_int_equal(kept_size, size);
	assert_memory_equal(kept, bytes, size);
	free(kept);
	free(bytes);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_newer_database_is_left_alone(void **state)
{
	(void)state;
	assert_refused_after("PRAGMA user_version = 1000000", "newer");
}

static void another_programs_database_is_left_alone(void **state)
{
	(void)state;
	assert_refused_after("PRAGMA application_id = 42", "another program");
	assert_refused_after("PRAGMA application_id = 1953720436", "of before the first release");
}

static void a_directory_that_is_missing_is_said_not_made(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[128];
	const char *const arguments[] = { "--db", path, NULL };
	struct terminal *terminal;
	struct stat status;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/ada.db/below", sandbox->directory);
	file_write(sandbox->database, "", 0);
	(void)snprintf(path, sizeof path, "%s/below.db", sandbox->database);
	assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .arguments = arguments }), 1);
	terminal_assert_text(terminal, "below.db");
	assert_int_not_equal(stat(path, &status), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void the_usual_database_is_private_to_its_owner(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const arguments[] = { NULL };
	struct terminal *terminal = terminal_open(sandbox, &(struct terminal_options){ .arguments = arguments });
	char path[128];
	struct stat status;

	(void)state;
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	(void)snprintf(path, sizeof path, "%s/data/timesheet", sandbox->directory);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	(void)snprintf(path, sizeof path, "%s/data/timesheet/timesheet.db", sandbox->directory);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void the_environment_names_database_and_user(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char database[128];
	const char *const nothing[] = { NULL }, *const environment[] = { database, "TIMESHEET_USER=grace", NULL };
	struct terminal *terminal;

	(void)state;
	(void)snprintf(database, sizeof database, "TIMESHEET_DB=%s", sandbox->database);
	terminal =
	        terminal_open(sandbox, &(struct terminal_options){ .arguments = nothing, .environment = environment });
	terminal_assert_text(terminal, "grace");
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	struct stat status;
	assert_int_equal(stat(sandbox->database, &status), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void a_terminal_that_cannot_show_screens_is_refused_in_a_line(void **state)
{
	static const char *const names[] = { "dumb", "" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal;
		size_t size;
		assert_int_equal(run(sandbox, &terminal, &(struct terminal_options){ .term = names[i] }), 1);
		terminal_assert_text(terminal, "timesheet: ");
		terminal_assert_text(terminal, names[i][0] ? names[i] : "TERM");
		const char *output = terminal_output(terminal, &size);
		assert_null(memchr(output, '\033', size));
		terminal_destroy(terminal);
		sandbox_destroy(sandbox);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_names_every_option_and_succeeds),
		cmocka_unit_test(version_names_the_libraries),
		cmocka_unit_test(a_wrong_word_is_named_and_help_pointed_to),
		cmocka_unit_test(a_file_that_is_no_database_is_left_alone),
		cmocka_unit_test(an_address_is_no_file),
		cmocka_unit_test(an_empty_file_is_left_alone),
		cmocka_unit_test(a_newer_database_is_left_alone),
		cmocka_unit_test(another_programs_database_is_left_alone),
		cmocka_unit_test(a_directory_that_is_missing_is_said_not_made),
		cmocka_unit_test(the_usual_database_is_private_to_its_owner),
		cmocka_unit_test(the_environment_names_database_and_user),
		cmocka_unit_test(a_terminal_that_cannot_show_screens_is_refused_in_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
