/* backup, check, migrate, and the way back from a backup. */
#include "support_pipes.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
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

static void a_backup_is_a_database_of_its_own_and_leads_back(void **state)
{
	struct sandbox *sandbox = *state;
	char copy[SANDBOX_PATH_SIZE], expected[256];
	struct stat about;

	sandbox_path(sandbox, "copy.db", copy);
	(void)snprintf(expected, sizeof expected, "%s: copied and verified\n", copy);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, "", "", "note", "--message", "kept");
	EXPECT(sandbox, 0, expected, "", "backup", copy);
	assert_int_equal(stat(copy, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	/* No ticket opens it: sessions are in no backup. */
	EXPECT(sandbox, 3, "", "not logged in", "--db", copy, "status");
	/* The way back: what happened after the backup is gone, what was in it is there. */
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "a mistake");
	EXPECT(sandbox, 0, NULL, "", "logout");
	file_copy(copy, sandbox->database);
	/* Where the newer file was seen that is said, until somebody says that it is right. */
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL,
	            "lacks the last change seen on this machine", "login");
	EXPECT(sandbox, 0, NULL, "", "check", "--accept");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	EXPECT(sandbox, 0, "parser\n", "", "status", "--format", "%a");
	EXPECT(sandbox, 0, "kept\n", "", "note");
	EXPECT(sandbox, 0, NULL, "", "check", "--full");
}

static void a_backup_that_cannot_be_made_is_said_and_leaves_nothing(void **state)
{
	struct sandbox *sandbox = *state;
	char path[SANDBOX_PATH_SIZE];
	struct stat about;

	EXPECT(sandbox, 1, "", "exists already", "backup", sandbox->database);
	sandbox_path(sandbox, "missing/copy.db", path);
	EXPECT(sandbox, 1, "", "No such file or directory", "backup", path);
	assert_int_not_equal(stat(path, &about), 0);
	sandbox_path(sandbox, "run", path);
	EXPECT(sandbox, 1, "", "exists already", "backup", path);
	EXPECT(sandbox, 1, "", "names no file", "backup", "");
	EXPECT(sandbox, 2, "", "one FILE, or --daily", "backup");
	EXPECT(sandbox, 2, "", "one FILE, or --daily", "backup", "a", "b");
	EXPECT(sandbox, 2, "", "--daily chooses the file itself", "backup", "--daily", "a");
}

static void a_full_disk_leaves_no_half_backup(void **state)
{
	struct sandbox *sandbox = *state;
	char small[SANDBOX_PATH_SIZE], path[160];
	struct stat about;

	sandbox_path(sandbox, "small", small);
	assert_int_equal(mkdir(small, 0700), 0);
	/* Seen by this process and its children only. */
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", small, "tmpfs", 0, "size=32k,mode=700") != 0) {
		print_message("skipped: no small disk can be mounted here: %s\n", strerror(errno));
		skip();
	}
	(void)snprintf(path, sizeof path, "%s/copy.db", small);
	EXPECT(sandbox, 1, "", "the disk is full", "backup", path);
	assert_int_not_equal(stat(path, &about), 0);
	assert_int_equal(umount2(small, MNT_DETACH), 0);
}

static void a_daily_backup_is_made_once_a_day(void **state)
{
	struct sandbox *sandbox = *state;
	char expected[160];

	(void)snprintf(expected, sizeof expected, "%s/test/backups/ada.db.2026-10-01\n", sandbox->directory);
	EXPECT(sandbox, 0, expected, "", "backup", "--daily");
	EXPECT(sandbox, 0, "", "", "backup", "--daily");
	sandbox_go(sandbox, 1, 600);
	(void)snprintf(expected, sizeof expected, "%s/test/backups/ada.db.2026-10-02\n", sandbox->directory);
	EXPECT(sandbox, 0, expected, "", "backup", "--daily");
}

static void check_counts_what_there_is(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, "", "", "note", "--message", "text");
	struct run run = program_run(sandbox, NULL, WORDS("check", "--full"));
	assert_int_equal(run.status, 0);
	assert_non_null(
	        strstr(run.output, "pages sound; users 1, activities 1, logs 1, notes 1, steps of undo 2, inbox 0\n"));
	assert_non_null(strstr(run.output, " seals of ada opened, 0 damaged\n"));
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "logout");
	run = program_run(sandbox, NULL, WORDS("check", "--full"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "seals not checked: log in first (timesheet login)\n"));
	run_release(&run);
}

static void flipped_bytes_in_what_is_sealed_are_counted(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "review");
	EXPECT(sandbox, 0, "", "", "note", "--message", "text");
	sandbox_sql(sandbox, "UPDATE log SET blob = CAST(substr(blob, 1, 40) || x'00ff' || substr(blob, 43) AS BLOB)"
	                     " WHERE id = (SELECT max(id) FROM log);"
	                     "UPDATE note SET blob = CAST(substr(blob, 1, 40) || x'00ff' || substr(blob, 43) AS BLOB)");
	/* Quickly nothing is noticed: the pages are sound. */
	EXPECT(sandbox, 0, NULL, "", "check");
	struct run run = program_run(sandbox, NULL, WORDS("check", "--full"));
	assert_int_equal(run.status, 4);
	assert_non_null(strstr(run.output, ", 2 damaged\n"));
	assert_non_null(strstr(run.error, "2 rows do not verify"));
	run_release(&run);
}

static void a_damaged_file_ends_every_command_in_status_4(void **state)
{
	struct sandbox *sandbox = *state;
	static const char *const commands[] = { "check", "status",  "day",      "users",
		                                "login", "migrate", "settings", "undo" };
	size_t size;

	EXPECT(sandbox, 0, NULL, "", "logout");
	char *bytes = file_read(sandbox->database, &size);
	/* All pages but the first, which says what the file is. */
	memset(bytes + 4096, 0x5a, size - 4096);
	file_write(sandbox->database, bytes, size);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		expect_run(sandbox, NULL, 4, "", "ada.db", (const char *const[]){ commands[i], NULL });
	EXPECT(sandbox, 4, "", "ada.db", "log", "standup");
	size_t after;
	char *kept = file_read(sandbox->database, &after);
	assert_int_equal(after, size);
	assert_memory_equal(kept, bytes, size);
	free(kept);
	free(bytes);
}

static void files_that_are_not_ours_are_named_and_left_alone(void **state)
{
	struct sandbox *sandbox = *state;
	char path[SANDBOX_PATH_SIZE];

	sandbox_path(sandbox, "other.db", path);
	file_write(path, "", 0);
	EXPECT(sandbox, 4, "", "it has 0 bytes", "--db", path, "status");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 4, "", "it has 0 bytes", "--db", path, "register",
	            "x");
	file_write(path, "text, and more of it than a header has: 0123456789012345678901234567890123456789", 80);
	EXPECT(sandbox, 4, "", "it is not a timesheet database", "--db", path, "log", "x");
	file_copy(sandbox->database, path);
	sandbox_sql(sandbox, "PRAGMA user_version = 999");
	EXPECT(sandbox, 4, "", "made by a newer timesheet", "status");
	file_copy(path, sandbox->database);
}

static void the_format_goes_down_and_up_again(void **state)
{
	struct sandbox *sandbox = *state;
	char expected[192];

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, "", "", "note", "--message", "text");
	struct run run = program_run(sandbox, NULL, WORDS("migrate"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, " already\n"));
	run_release(&run);
	EXPECT(sandbox, 1, "", "there is no version 999", "migrate", "999");
	EXPECT(sandbox, 2, "", "'x' is not a version", "migrate", "x");
	EXPECT(sandbox, 2, "", "'-1' is not a version", "migrate", "-1");
	EXPECT(sandbox, 2, "", "unexpected '3'", "migrate", "2", "3");
	/* Notes and undo came with later versions. */
	EXPECT(sandbox, 1, "",
	       "version 2 has no room for notes (1), steps of undo (2): --force lets it go, a copy stays at", "migrate",
	       "2");
	EXPECT(sandbox, 0, "text\n", "", "note");
	EXPECT(sandbox, 0, NULL, "", "logout");
	EXPECT(sandbox, 3, "", "cannot log in", "migrate", "2", "--force");
	(void)snprintf(expected, sizeof expected, "'%s' has version 2\n", sandbox->database);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, expected, NULL, "migrate", "2", "--force");
	/* The next command brings it up, and nothing is missed. */
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, "parser\n", "", "status", "--format", "%a");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, "", "", "note");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "check");
	(void)snprintf(expected, sizeof expected, "%s.before-v2", sandbox->database);
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, "text\n", "", "--db", expected, "note");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_backup_is_a_database_of_its_own_and_leads_back, setup, teardown),
		cmocka_unit_test_setup_teardown(a_backup_that_cannot_be_made_is_said_and_leaves_nothing, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_full_disk_leaves_no_half_backup, setup, teardown),
		cmocka_unit_test_setup_teardown(a_daily_backup_is_made_once_a_day, setup, teardown),
		cmocka_unit_test_setup_teardown(check_counts_what_there_is, setup, teardown),
		cmocka_unit_test_setup_teardown(flipped_bytes_in_what_is_sealed_are_counted, setup, teardown),
		cmocka_unit_test_setup_teardown(a_damaged_file_ends_every_command_in_status_4, setup, teardown),
		cmocka_unit_test_setup_teardown(files_that_are_not_ours_are_named_and_left_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(the_format_goes_down_and_up_again, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
