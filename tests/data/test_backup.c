/* Backups: whole or not there at all, and none that holds more is rotated out. */
#include "support_rows.h"

#include "data/file/store.h"
#include "tests/memory/allocation.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const ts_time now = SUPPORT_NOW;

/* Files in the directory of backups with this in their name; "" for all. */
static int backups_with(const struct support *support, const char *part)
{
	char path[SUPPORT_PATH_SIZE + 16];
	const struct dirent *entry;
	int count = 0;

	(void)snprintf(path, sizeof path, "%s/backups", support->directory);
	DIR *stream = opendir(path);
	while (stream && (entry = readdir(stream)))
		count += entry->d_name[0] != '.' && strstr(entry->d_name, part) != NULL;
	if (stream)
		assert_int_equal(closedir(stream), 0);
	return count;
}

static int process_end(void *context)
{
	int *left = context;

	if (--*left == 0)
		_exit(9);
	return 0;
}

/* Begins the backup of the day in a process that ends suddenly after some instructions of SQLite. True: it did. */
static bool backup_cut(struct support *support, int instructions)
{
	pid_t child = fork();
	int result = -1;

	assert_true(child >= 0);
	if (child == 0) {
		char reason[TS_REASON_SIZE], path[TS_PATH_SIZE];
		ts_store *store = NULL;
		if (ts_open(support->path, false, now, reason, &store) != TS_OK)
			_exit(1);
		sqlite3_progress_handler(store->database, 1, process_end, &instructions);
		_exit(ts_backup_daily(store, now, path, sizeof path) == TS_OK ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	return WEXITSTATUS(result) == 9;
}

static void a_backup_that_was_cut_short_is_not_the_backup_of_the_day(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE], reason[TS_REASON_SIZE];
	int cuts = 0;

	(void)rows_log(support->store, "parser", now - TS_HOUR, now);
	for (int instructions = 1; backup_cut(support, instructions); instructions += 37)
		cuts++;
	assert_true(cuts >= 3);
	/* The last one was not cut; the others left nothing that could be taken for a backup. */
	assert_int_equal(backups_with(support, "2026-10-01") - backups_with(support, ".part-"), 1);
	assert_int_equal(ts_backup_daily(support->store, now, path, sizeof path), TS_UNCHANGED);
	ts_store *copy = NULL;
	assert_int_equal(ts_open(path, false, now, reason, &copy), TS_OK);
	assert_int_equal(support_login(copy, "ada", SUPPORT_PASSWORD, now), TS_OK);
	rows_assert_day(copy, ts_day_of(now, 0), now, "09:00 parser");
	ts_close(copy);
}

static void what_unfinished_backups_left_goes_with_a_later_one(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE];
	struct stat about;

	/* Until it is cut while the copy is made. */
	for (int instructions = 50; backups_with(support, ".part-") == 0; instructions *= 2)
		assert_true(backup_cut(support, instructions));
	const int left = backups_with(support, ".part-");
	assert_int_equal(stat(support->directory, &about), 0);
	/* One that was just begun may be another process's. */
	ts_time real = about.st_mtim.tv_sec * TS_SECOND;
	assert_int_equal(ts_backup_daily(support->store, real, path, sizeof path), TS_OK);
	assert_int_equal(backups_with(support, ".part-"), left);
	assert_int_equal(ts_backup_daily(support->store, real + 25 * TS_HOUR, path, sizeof path), TS_OK);
	assert_int_equal(backups_with(support, ".part-"), 0);
}

/* "t.db2", "t.db-work": databases in the same directory have their backups in the same place. */
static void what_another_database_s_backups_left_stays(void **state)
{
	struct support *support = *state;
	const char *base = strrchr(support->path, '/') + 1;
	char path[TS_PATH_SIZE], own[TS_PATH_SIZE];
	static const char *const names[] = { "2", "-work", ".copy", "" };
	struct stat about;

	(void)snprintf(path, sizeof path, "%s/backups", support->directory);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < 4; i++) {
		(void)snprintf(own, sizeof own, "%s/backups/%s%s.2026-09-01.part-0123abcd", support->directory, base,
		               names[i]);
		support_file_write(own, "x", 1);
	}
	assert_int_equal(stat(own, &about), 0);
	ts_time real = about.st_mtim.tv_sec * TS_SECOND;
	assert_int_equal(ts_backup_daily(support->store, real + 2 * TS_HOUR, path, sizeof path), TS_OK);
	assert_int_equal(backups_with(support, ".part-"), 3);
	assert_int_equal(stat(own, &about), -1);
}

/* After so many looks. */
static int interrupt(void *context)
{
	int *left = context;

	return --*left <= 0;
}

static void a_backup_that_fails_leaves_nothing_and_the_next_try_makes_it(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE];

	int tries = 0;
	enum ts_status status;

	do {
		int left = 1 << tries++;
		sqlite3_progress_handler(support->store->database, 1, interrupt, &left);
		status = ts_backup_daily(support->store, now, path, sizeof path);
		sqlite3_progress_handler(support->store->database, 0, NULL, NULL);
		assert_int_equal(backups_with(support, ""), status == TS_OK);
	} while (status != TS_OK);
	/* It failed while the file was looked at, and while it was copied. */
	assert_in_range(tries, 8, 20);
}

/* A session in an older copy would open with a ticket of a login that has ended; a draft is nothing said yet. */
static void no_session_and_no_draft_is_in_a_backup(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE];
	const struct ts_note none = { .day = ts_day_of(now, 0) };

	(void)rows_log(support->store, "parser", now - TS_HOUR, now);
	assert_int_equal(ts_draft_save(support->store, &none, "draft", 5, 0, now), TS_OK);
	support_sql(support->path, "INSERT INTO session SELECT id, 1, randomblob(16), randomblob(300) FROM user");
	assert_int_equal(ts_backup_daily(support->store, now, path, sizeof path), TS_OK);
	assert_int_equal(support_sql_integer(path, "SELECT (SELECT count(*) FROM session) + "
	                                           "(SELECT count(*) FROM draft)"),
	                 0);
	assert_int_equal(support_sql_integer(path, "SELECT count(*) FROM log"), 1);
	assert_int_equal(support_sql_integer(support->path, "SELECT (SELECT count(*) FROM session) + "
	                                                    "(SELECT count(*) FROM draft)"),
	                 2);
	(void)snprintf(path, sizeof path, "%s/by-hand", support->directory);
	assert_int_equal(ts_backup(support->store, path), TS_OK);
	assert_int_equal(support_sql_integer(path, "SELECT (SELECT count(*) FROM session) + "
	                                           "(SELECT count(*) FROM draft)"),
	                 0);
}

static void a_directory_of_others_takes_no_backup(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE], directory[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(directory, sizeof directory, "%s/backups", support->directory);
	assert_int_equal(mkdir(directory, 0700), 0);
	assert_int_equal(chmod(directory, 0777), 0);
	assert_int_equal(ts_backup_daily(support->store, now, path, sizeof path), TS_INVALID);
	assert_non_null(strstr(ts_detail(support->store), directory));
	assert_int_equal(chmod(directory, 0700), 0);
	if (geteuid() == 0) {
		assert_int_equal(chown(directory, 65534, 65534), 0);
		assert_int_equal(ts_backup_daily(support->store, now, path, sizeof path), TS_INVALID);
		assert_non_null(strstr(ts_detail(support->store), "belongs to another user"));
		assert_int_equal(chown(directory, 0, 0), 0);
	}
	assert_int_equal(ts_backup_daily(support->store, now, path, sizeof path), TS_OK);
}

/* What fails after it was made, in the look after older ones, is told with it and not instead. */
static void a_backup_that_was_made_is_never_told_as_failed(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE];
	int told = 0, failed = 0;
	bool reached = true;

	for (int day = 0; day < 3; day++)
		assert_int_equal(ts_backup_daily(support->store, now - day * 24 * TS_HOUR, path, sizeof path), TS_OK);
	for (int allocation = 1; reached; allocation++) {
		allocation_arm(allocation, false);
		enum ts_status status = ts_backup_daily(support->store, now + 24 * TS_HOUR, path, sizeof path);
		reached = allocation_count() >= allocation;
		allocation_arm(0, false);
		assert_int_equal(backups_with(support, "2026-10-02"), status == TS_OK);
		told += strstr(ts_detail(support->store), "the backup is made, but older ones") != NULL;
		failed += status != TS_OK;
		if (status == TS_OK)
			assert_int_equal(unlink(path), 0);
	}
	assert_true(told > 0);
	assert_true(failed > 0);
}

/* The index of the months is as it was before the rows changed: opening does not see that, for it reads no row twice.
 */
static void what_only_a_look_at_the_indexes_shows_is_said_instead_of_copied(void **state)
{
	struct support *support = *state;
	char path[TS_PATH_SIZE], aside[SUPPORT_PATH_SIZE + 32];

	(void)rows_log(support->store, "a", now - TS_HOUR, now);
	ts_close(support->store);
	support->store = NULL;
	/* The index is taken out of the schema while that happens, and put back. */
	(void)snprintf(aside, sizeof aside, "%s.aside", support->path);
	support_file_write(aside, "", 0);
	const char *const sql[] = {
		("CREATE TABLE aside.kept AS SELECT * FROM sqlite_schema WHERE name = 'log_id'; "
		 "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'log_id'"),
		"UPDATE log SET bucket = randomblob(16)",
		"PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM aside.kept",
	};
	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		char all[2048];
		(void)snprintf(all, sizeof all, "ATTACH '%s' AS aside; %s", aside, sql[i]);
		support_sql(support->path, all);
	}
	ts_store *store = support_open(support);
	assert_int_equal(ts_backup_daily(store, now, path, sizeof path), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(store), support->path));
	assert_int_equal(backups_with(support, ""), 0);
}

static void an_existing_file_is_never_written_over(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE + 16];
	size_t size;

	(void)snprintf(path, sizeof path, "%s/copy.db", support->directory);
	support_file_write(path, "mine", 4);
	assert_int_equal(ts_backup(support->store, path), TS_EXISTS);
	unsigned char *bytes = support_file_read(path, &size);
	assert_int_equal(size, 4);
	assert_memory_equal(bytes, "mine", 4);
	free(bytes);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(ts_backup(support->store, path), TS_OK);
	struct stat about;
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

static void good_backups_outlive_any_number_of_bad_days(void **state)
{
	enum { GOOD = 10, BAD = 60 };
	struct support *support = *state;
	char path[TS_PATH_SIZE], best[TS_PATH_SIZE] = "";

	for (int day = 0; day < GOOD; day++) {
		ts_time at = now + day * 24 * TS_HOUR;
		(void)rows_log(support->store, day % 2 ? "parser" : "review", at, at);
		assert_int_equal(ts_backup_daily(support->store, at, best, sizeof best), TS_OK);
	}
	int64_t most = support_sql_integer(best, "SELECT count(*) FROM log");
	assert_int_equal(most, GOOD);
	support_sql(support->path, "DELETE FROM log");
	for (int day = GOOD; day < GOOD + BAD; day++) {
		ts_time at = now + day * 24 * TS_HOUR;
		if (day % 10 == 0)
			(void)rows_log(support->store, day % 20 ? "again" : "anew", at, at);
		assert_int_equal(ts_backup_daily(support->store, at, path, sizeof path), TS_OK);
	}
	assert_int_equal(support_sql_integer(best, "SELECT count(*) FROM log"), most);
	/* The bad ones are rotated among themselves. */
	assert_true(backups_with(support, "") < GOOD + 7 + 5 + 12);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_backup_that_was_cut_short_is_not_the_backup_of_the_day),
		LOGGED_IN(what_unfinished_backups_left_goes_with_a_later_one),
		LOGGED_IN(what_another_database_s_backups_left_stays),
		LOGGED_IN(a_backup_that_fails_leaves_nothing_and_the_next_try_makes_it),
		LOGGED_IN(a_backup_that_was_made_is_never_told_as_failed),
		LOGGED_IN(no_session_and_no_draft_is_in_a_backup),
		LOGGED_IN(a_directory_of_others_takes_no_backup),
		LOGGED_IN(what_only_a_look_at_the_indexes_shows_is_said_instead_of_copied),
		LOGGED_IN(an_existing_file_is_never_written_over),
		LOGGED_IN(good_backups_outlive_any_number_of_bad_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
