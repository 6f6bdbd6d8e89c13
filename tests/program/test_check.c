/* A file that is not whole: rows taken out or an older copy put in its place behind the program's back. It is noticed
 * by commands and on the screen, asked about, and in nobody's way. */
#include "support_pipes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static bool is_there(const struct sandbox *sandbox, const char *name)
{
	char path[SANDBOX_PATH_SIZE];
	struct stat about;

	sandbox_path(sandbox, name, path);
	return stat(path, &about) == 0;
}

/* Three logs, and the file as it was after the first. */
static void three_logs(struct sandbox *sandbox, char older[SANDBOX_PATH_SIZE])
{
	sandbox_path(sandbox, "older.db", older);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	file_copy(sandbox->database, older);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "review");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "10:00", "parser");
}

/* ---- commands */

static void rows_that_were_deleted_are_missed_by_check_until_they_are_accepted(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE];

	three_logs(sandbox, older);
	EXPECT(sandbox, 0, NULL, "", "check");
	sandbox_sql(sandbox, "DELETE FROM log WHERE id > (SELECT min(id) FROM log)");
	for (int i = 0; i < 2; i++) {
		struct run run = program_run(sandbox, NULL, WORDS("check"));
		assert_int_equal(run.status, 4);
		assert_non_null(strstr(run.output, "rows of ada: 2 fewer than were written\n"));
		assert_non_null(strstr(run.error, "something other than timesheet has changed the rows of 'ada'"));
		/* Not before there are any. */
		assert_int_equal(strstr(run.error, "backups stand beside") != NULL, i > 0);
		run_release(&run);
		EXPECT(sandbox, 0, NULL, NULL, "backup", "--daily");
	}
	/* All else goes on, and what is logged now makes nothing whole. */
	EXPECT(sandbox, 4, NULL, "2 rows of this time do not verify", "status");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "11:00", "standup");
	EXPECT(sandbox, 4, NULL, "something other", "check", "--full");
	struct run run = program_run(sandbox, NULL, WORDS("check", "--accept"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "accepted: the rows of ada as they are\n"));
	assert_string_equal(run.error, "");
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "check");
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
}

static void rows_that_were_put_back_are_noticed(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE], sql[512];

	three_logs(sandbox, older);
	EXPECT(sandbox, 0, NULL, "", "edit", "last", "--comment", "the second version");
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "check");
	sandbox_path(sandbox, "middle.db", older);
	file_copy(sandbox->database, older);
	EXPECT(sandbox, 0, NULL, "", "edit", "last", "--comment", "the third version");
	/* The logs as they were before: as many, all of them sealed by ada. */
	(void)snprintf(sql, sizeof sql,
	               "ATTACH '%s' AS before; UPDATE log SET blob = (SELECT blob FROM before.log AS other WHERE "
	               "other.id = log.id)",
	               older);
	sandbox_sql(sandbox, sql);
	struct run run = program_run(sandbox, NULL, WORDS("check", "--full"));
	assert_int_equal(run.status, 4);
	assert_non_null(strstr(run.output, ", 0 damaged\n"));
	assert_non_null(strstr(run.output,
	                       "rows of ada: some are not as they were last written: damaged, or older versions\n"));
	run_release(&run);
}

static void an_older_copy_is_said_by_every_command_but_a_status_bar_s(void **state)
{
	struct sandbox *sandbox = *state;
	static const char *const commands[] = { "day", "note", "settings", "check", "undo" };
	static const char warning[] = "the file lacks the last 2 changes seen on this machine";
	char older[SANDBOX_PATH_SIZE], output[1024];

	three_logs(sandbox, older);
	file_copy(older, sandbox->database);
	EXPECT(sandbox, 0, "parser\n", "", "status", "--format", "%a");
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "status", NULL), 0); /* a terminal */
	assert_non_null(strstr(output, warning));
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		EXPECT(sandbox, 0, NULL, warning, commands[i]);
	/* However much is logged, it does not catch up unseen. */
	for (int i = 0; i < 4; i++)
		EXPECT(sandbox, 0, NULL, warning, "log", i % 2 ? "a" : "b");
	struct run run = program_run(sandbox, NULL, WORDS("check", "--accept"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "accepted: the file without the last 2 changes seen on this machine\n"));
	assert_string_equal(run.error, "");
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "day");
	EXPECT(sandbox, 0, NULL, "", "check");
}

static void what_is_accepted_needs_a_login_and_a_file_to_write(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE];

	three_logs(sandbox, older);
	struct run run = program_run(sandbox, NULL, WORDS("check", "--accept"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "nothing to accept"));
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "logout");
	EXPECT(sandbox, 3, "", "not logged in", "check", "--accept");
	if (geteuid() == 0)
		return; /* who may write everything */
	assert_int_equal(chmod(sandbox->database, 0400), 0);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 1, "", "can only be read", "check", "--accept");
}

static void an_import_leaves_the_file_whole(void **state)
{
	struct sandbox *sandbox = *state;
	char path[SANDBOX_PATH_SIZE];
	static const char csv[] = "start,end,activity\n2026-09-30T08:00:00Z,2026-09-30T09:00:00Z,parser\n"
	                          "2026-09-30T10:00:00Z,2026-09-30T11:00:00Z,email\n";

	sandbox_path(sandbox, "rows.csv", path);
	file_write(path, csv, sizeof csv - 1);
	EXPECT(sandbox, 0, NULL, NULL, "import", "--format", "csv", path);
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
	EXPECT(sandbox, 0, NULL, "", "undo");
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
	EXPECT(sandbox, 0, NULL, "", "redo");
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
}

/* ---- where the anchors are */

static void anchors_stand_where_the_desktop_s_rules_say(void **state)
{
	struct sandbox *sandbox = *state;
	char variable[160];

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	assert_true(is_there(sandbox, ".local/state/timesheet/anchors"));
	(void)snprintf(variable, sizeof variable, "XDG_STATE_HOME=%s/elsewhere", sandbox->directory);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "log", "--at", "9:00", "review");
	assert_true(is_there(sandbox, "elsewhere/timesheet/anchors"));
	/* What is not absolute is ignored. */
	EXPECT_WITH(sandbox, VARIABLES("XDG_STATE_HOME=relative"), 0, NULL, "", "log", "--at", "10:00", "parser");
	assert_false(is_there(sandbox, "relative"));
	assert_int_not_equal(access("relative", F_OK), 0);
}

static void without_a_place_for_anchors_all_works_and_nothing_is_said(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE], variable[160];

	sandbox_path(sandbox, "in-the-way", older);
	file_write(older, "", 0);
	(void)snprintf(variable, sizeof variable, "XDG_STATE_HOME=%s", older);
	sandbox_path(sandbox, "older.db", older);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "log", "--at", "8:00", "parser");
	file_copy(sandbox->database, older);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "log", "--at", "9:00", "review");
	file_copy(older, sandbox->database);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "day");
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "check", "--accept");
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "log", "--at", "10:00", "standup");
}

/* ---- the screen */

static void leave(struct terminal *terminal)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

static void the_screen_asks_about_an_older_copy_and_logs_all_the_same(void **state)
{
	struct sandbox *sandbox = *state;
	static const char question[] = "It lacks the last 2 changes seen on this machine.";
	char older[SANDBOX_PATH_SIZE];

	three_logs(sandbox, older);
	file_copy(older, sandbox->database);
	struct terminal *terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_assert_text(terminal, question);
	terminal_keys(terminal, "0");
	terminal_assert_no_text(terminal, question);
	assert_true(story_logged(terminal, "14:37", "off"));
	leave(terminal);
	/* Put off, and asked again. */
	terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_assert_text(terminal, question);
	terminal_keys(terminal, "<Escape>");
	terminal_assert_no_text(terminal, question);
	leave(terminal);
	terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_keys(terminal, "K");
	terminal_assert_text(terminal, "kept: from now on this is the right file");
	leave(terminal);
	EXPECT(sandbox, 0, NULL, "", "logout");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_assert_no_text(terminal, question);
	leave(terminal);
}

static void the_screen_tells_of_rows_that_are_gone_until_that_is_accepted(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE];

	three_logs(sandbox, older);
	sandbox_sql(sandbox, "DELETE FROM log WHERE id = (SELECT max(id) FROM log)");
	struct terminal *terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_wait_text(terminal, "It has 1 row fewer than were written.");
	terminal_wait_text(terminal, "test/backups");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "z");
	terminal_keys(terminal, "<Enter>");
	story_login(terminal);
	terminal_wait_text(terminal, "It has 1 row fewer than were written.");
	terminal_keys(terminal, "K");
	terminal_assert_text(terminal, "kept: from now on these rows are the right ones");
	leave(terminal);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "",
	            "login"); /* the lock ended the ticket */
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
}

static void a_screen_at_work_says_nothing_of_itself(void **state)
{
	struct sandbox *sandbox = *state;
	char older[SANDBOX_PATH_SIZE];

	three_logs(sandbox, older);
	struct terminal *terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	story_log(terminal, "standup");
	terminal_keys(terminal, "uU");
	terminal_keys(terminal, "z1<Enter>"); /* a digit on the locked screen */
	story_login(terminal);
	terminal_fence(terminal);
	terminal_assert_no_text(terminal, "It has ");
	terminal_assert_no_text(terminal, "It lacks ");
	leave(terminal);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "check", "--full");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(rows_that_were_deleted_are_missed_by_check_until_they_are_accepted),
		TEST(rows_that_were_put_back_are_noticed),
		TEST(an_older_copy_is_said_by_every_command_but_a_status_bar_s),
		TEST(what_is_accepted_needs_a_login_and_a_file_to_write),
		TEST(an_import_leaves_the_file_whole),
		TEST(anchors_stand_where_the_desktop_s_rules_say),
		TEST(without_a_place_for_anchors_all_works_and_nothing_is_said),
		TEST(the_screen_asks_about_an_older_copy_and_logs_all_the_same),
		TEST(the_screen_tells_of_rows_that_are_gone_until_that_is_accepted),
		TEST(a_screen_at_work_says_nothing_of_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
