/* What may be opened, what is refused, and that what is refused stays as it was. */
#include "tests/data/support.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What opening gives; the store is closed again. The reason names the file, whenever there is one. */
static enum ts_status open_status(const char *path, bool create)
{
	char reason[TS_REASON_SIZE] = "";
	ts_store *store = NULL;
	enum ts_status status = ts_open(path, create, SUPPORT_NOW, reason, &store);

	if (status == TS_OK) {
		ts_close(store);
	} else {
		assert_null(store);
		if (!strstr(reason, "timesheet"))
			fail_msg("the reason names no file: %s", reason);
		assert_null(strchr(reason, '\n'));
	}
	return status;
}

/* Opening is refused with this status and leaves every byte and no new file. */
static void refused(struct support *support, enum ts_status expected)
{
	size_t before_size, after_size;
	unsigned char *before = support_file_read(support->path, &before_size);

	assert_int_equal(open_status(support->path, true), expected);
	assert_int_equal(open_status(support->path, false), expected);
	unsigned char *after = support_file_read(support->path, &after_size);
	assert_int_equal(after_size, before_size);
	assert_memory_equal(after, before, before_size);
	free(before);
	free(after);
}

static int files_count(const char *directory)
{
	DIR *entries = opendir(directory);
	int count = 0;

	assert_non_null(entries);
	for (struct dirent *entry; (entry = readdir(entries));)
		count += entry->d_name[0] != '.';
	assert_int_equal(closedir(entries), 0);
	return count;
}

/* A sound database, closed. */
static struct support *made(void **state)
{
	struct support *support = *state;

	ts_close(support_open(support));
	support->store = NULL;
	return support;
}

static void a_missing_file_is_made_only_when_asked(void **state)
{
	struct support *support = *state;

	assert_int_equal(open_status(support->path, false), TS_NOT_FOUND);
	assert_int_equal(files_count(support->directory), 0);
	assert_int_equal(open_status(support->path, true), TS_OK);
	assert_int_equal(open_status(support->path, false), TS_OK);
	assert_int_equal(files_count(support->directory), 1);
}

static void what_is_made_is_for_its_owner_only(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE + 64];
	struct stat about;
	mode_t mask = umask(0);

	(void)snprintf(path, sizeof path, "%s/new/deep/timesheet.db", support->directory);
	assert_int_equal(open_status(path, false), TS_NOT_FOUND);
	assert_int_equal(open_status(path, true), TS_OK);
	(void)umask(mask);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0700);
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0700);
}

static void an_empty_file_is_refused(void **state)
{
	struct support *support = *state;

	support_file_write(support->path, "", 0);
	refused(support, TS_EMPTY);
	assert_int_equal(files_count(support->directory), 1);
}

static void a_text_file_is_refused(void **state)
{
	struct support *support = *state;
	char text[4096];

	support_file_write(support->path, "hello\n", 6);
	refused(support, TS_FOREIGN);
	memset(text, 'x', sizeof text);
	support_file_write(support->path, text, sizeof text);
	refused(support, TS_FOREIGN);
	support_file_write(support->path, "SQLite format 3", 16);
	refused(support, TS_DAMAGED);
	assert_int_equal(files_count(support->directory), 1);
}

static void another_programs_database_is_refused(void **state)
{
	struct support *support = made(state);

	support_sql(support->path, "PRAGMA application_id = 0");
	refused(support, TS_FOREIGN);
}

static void a_newer_database_is_refused(void **state)
{
	struct support *support = made(state);
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	support_sql(support->path, "PRAGMA user_version = 99");
	refused(support, TS_NEWER);
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_NEWER);
	assert_non_null(strstr(reason, "99"));
	support_sql(support->path, "PRAGMA user_version = -1");
	refused(support, TS_DAMAGED);
}

static void a_database_cut_short_is_refused(void **state)
{
	struct support *support = made(state);
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);

	for (size_t left = size - 4096; left > 0; left -= 4096) {
		support_file_write(support->path, bytes, left);
		refused(support, TS_DAMAGED);
	}
	support_file_write(support->path, bytes, size - 1);
	refused(support, TS_DAMAGED);
	support_file_write(support->path, bytes, 50);
	refused(support, TS_DAMAGED);
	support_file_write(support->path, bytes, size);
	assert_int_equal(open_status(support->path, false), TS_OK);
	free(bytes);
}

static void planted_triggers_views_and_tables_are_refused(void **state)
{
	static const char *const plants[] = {
		"CREATE TRIGGER t AFTER INSERT ON user BEGIN DELETE FROM user; END",
		"CREATE TRIGGER t BEFORE INSERT ON log BEGIN SELECT raise(IGNORE); END",
		"CREATE VIEW v AS SELECT * FROM user",
		"CREATE TABLE extra (a)",
		"CREATE INDEX extra ON user (name)",
		"DROP TABLE inbox",
		"DROP INDEX log_id",
		"ALTER TABLE note ADD COLUMN extra TEXT",
		"DROP TABLE setting; CREATE VIEW setting AS SELECT id AS owner, id AS blob FROM user",
		"DROP TABLE setting; CREATE TABLE setting (owner BLOB NOT NULL PRIMARY KEY, blob BLOB)",
	};
	struct support *support = made(state);
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);

	for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
		support_file_write(support->path, bytes, size);
		support_sql(support->path, plants[i]);
		refused(support, TS_DAMAGED);
	}
	support_file_write(support->path, bytes, size);
	support_sql(support->path, "ANALYZE");
	assert_int_equal(open_status(support->path, false), TS_OK);
	free(bytes);
}

static void a_trigger_hidden_under_a_reserved_name_is_refused(void **state)
{
	struct support *support = made(state);

	support_sql(
	        support->path,
	        "CREATE TRIGGER t AFTER INSERT ON user BEGIN DELETE FROM user; END;"
	        "PRAGMA writable_schema = ON;"
	        "UPDATE sqlite_schema SET name = 'sqlite_t', "
	        "sql = 'CREATE TRIGGER sqlite_t AFTER INSERT ON user BEGIN DELETE FROM user; END' WHERE name = 't'");
	refused(support, TS_DAMAGED);
}

static void changed_bytes_are_refused_or_harmless(void **state)
{
	struct support *support = made(state);
	size_t size;
	unsigned char *bytes = support_file_read(support->path, &size);
	uint32_t random = 7;

	for (int round = 0; round < 300; round++) {
		random = random * 1664525 + 1013904223;
		size_t at = random % size;
		unsigned char was = bytes[at];
		bytes[at] ^= (unsigned char)(1 + (random >> 24) % 255);
		support_file_write(support->path, bytes, size);
		bytes[at] = was;
		enum ts_status status = open_status(support->path, false);
		if (status != TS_OK && status != TS_DAMAGED && status != TS_FOREIGN && status != TS_NEWER &&
		    status != TS_IO)
			fail_msg("a flip at %zu gives status %d", at, (int)status);
	}
	free(bytes);
}

static void links_are_followed_once_and_must_lead_somewhere(void **state)
{
	struct support *support = made(state);
	char link[SUPPORT_PATH_SIZE + 64], reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	(void)snprintf(link, sizeof link, "%s/timesheet-link.db", support->directory);
	assert_int_equal(symlink(support->path, link), 0);
	assert_int_equal(ts_open(link, false, SUPPORT_NOW, reason, &store), TS_OK);
	assert_string_equal(strrchr(ts_path(store), '/'), "/timesheet.db");
	ts_close(store);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("timesheet-nowhere.db", link), 0);
	assert_int_equal(open_status(link, true), TS_INVALID);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink(link, link), 0);
	assert_int_equal(open_status(link, true), TS_INVALID);
}

static void what_is_not_a_regular_file_is_refused(void **state)
{
	struct support *support = made(state);
	char path[SUPPORT_PATH_SIZE + 64];

	(void)snprintf(path, sizeof path, "%s/timesheet-directory", support->directory);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(open_status(path, true), TS_INVALID);
	(void)snprintf(path, sizeof path, "%s/timesheet-pipe", support->directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(open_status(path, true), TS_INVALID);
	assert_int_equal(open_status("/dev/null/timesheet", true), TS_INVALID);
	(void)snprintf(path, sizeof path, "%s/timesheet/", support->directory);
	assert_int_equal(open_status(path, true), TS_INVALID);
	(void)snprintf(path, sizeof path, "%s/inside", support->path);
	assert_int_equal(open_status(path, true), TS_INVALID);
}

static void a_path_without_a_directory_is_one_here(void **state)
{
	struct support *support = *state;
	char here[SUPPORT_PATH_SIZE];

	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(support->directory), 0);
	assert_int_equal(open_status("timesheet.db", true), TS_OK);
	assert_int_equal(chdir(here), 0);
	assert_int_equal(access(support->path, F_OK), 0);
}

/* A process that dies in the middle of writing the file, after its first page was changed. */
static void crash_while_writing(const char *path)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		sqlite3 *database = NULL;
		/* With so small a cache pages are written before the commit, which never comes. */
		bool wrote =
		        sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		        sqlite3_exec(database,
		                     "PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1;"
		                     "BEGIN IMMEDIATE; PRAGMA user_version = 77; PRAGMA application_id = 5;"
		                     "CREATE TABLE junk (a);"
		                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
		                     "INSERT INTO junk SELECT randomblob(2000) FROM n",
		                     NULL, NULL, NULL) == SQLITE_OK;
		_exit(wrote ? 0 : 1);
	}
	int result = -1;
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_int_equal(result, 0);
}

static void what_a_crash_left_half_written_is_played_back(void **state)
{
	struct support *support = made(state);
	char journal[SUPPORT_PATH_SIZE + 16];
	size_t sound_size, torn_size, size;
	unsigned char *sound = support_file_read(support->path, &sound_size);

	crash_while_writing(support->path);
	unsigned char *torn = support_file_read(support->path, &torn_size);
	assert_true(torn_size > sound_size);
	(void)snprintf(journal, sizeof journal, "%s-journal", support->path);
	free(support_file_read(journal, &size));
	assert_true(size > 0);
	/* As if the disk had torn the page with the header as well. */
	memset(torn, 'x', 100);
	support_file_write(support->path, torn, torn_size);
	assert_int_equal(open_status(support->path, false), TS_OK);
	free(torn);
	torn = support_file_read(support->path, &torn_size);
	assert_int_equal(torn_size, sound_size);
	assert_memory_equal(torn, sound, sound_size);
	free(torn);
	free(sound);
}

/* Runs check as an ordinary user who owns the test's directory, since root may write anything. Its result, 0 for
 * success. */
static int run_unprivileged(struct support *support, int (*check)(const struct support *support))
{
	enum { NOBODY = 65534 };
	pid_t child;
	int result = -1;

	if (geteuid() == 0) {
		assert_int_equal(chown(support->directory, NOBODY, NOBODY), 0);
		assert_int_equal(chown(support->path, NOBODY, NOBODY), 0);
		char journal[SUPPORT_PATH_SIZE + 16];
		(void)snprintf(journal, sizeof journal, "%s-journal", support->path);
		(void)unlink(journal);
	}
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (geteuid() == 0 && setuid(NOBODY) != 0)
			_exit(99);
		_exit(check(support));
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	return result;
}

/* Reading works, writing is refused before anything is tried. 0, or the number of the step that went wrong. */
static int read_only_check(const struct support *support)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;
	ts_auth *auth = NULL;
	struct ts_users users = { .names = NULL };
	int step = 0;

	if (ts_open(support->path, true, SUPPORT_NOW, reason, &store) != TS_OK)
		return 1;
	if (!ts_read_only(store))
		step = 2;
	else if (ts_users_read(store, &users) != TS_OK || users.count != 1)
		step = 3;
	else if (support_login(store, "ada", "a wrong password", SUPPORT_NOW) != TS_DENIED)
		step = 4;
	else if (support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW) != TS_OK || !ts_logged_in(store))
		step = 5;
	else if (ts_register_begin(store, "bob", SUPPORT_PASSWORD, &auth) != TS_READ_ONLY)
		step = 6;
	else if (ts_passwd_begin(store, SUPPORT_PASSWORD, SUPPORT_PASSWORD, SUPPORT_NOW, &auth) != TS_READ_ONLY)
		step = 7;
	ts_users_release(&users);
	ts_close(store);
	return step;
}

static void a_read_only_file_is_opened_for_reading(void **state)
{
	struct support *support = *state;

	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(chmod(support->path, 0400), 0);
	assert_int_equal(run_unprivileged(support, read_only_check), 0);
}

static void a_file_in_a_read_only_directory_is_opened_for_reading(void **state)
{
	struct support *support = *state;

	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(chmod(support->directory, 0500), 0);
	int result = run_unprivileged(support, read_only_check);
	assert_int_equal(chmod(support->directory, 0700), 0);
	assert_int_equal(result, 0);
}

static int cannot_be_made_check(const struct support *support)
{
	char reason[TS_REASON_SIZE], path[SUPPORT_PATH_SIZE + 32];
	ts_store *store = NULL;

	(void)snprintf(path, sizeof path, "%s/other.db", support->directory);
	if (ts_open(path, true, SUPPORT_NOW, reason, &store) != TS_READ_ONLY)
		return 1;
	(void)snprintf(path, sizeof path, "%s/deep/other.db", support->directory);
	return ts_open(path, true, SUPPORT_NOW, reason, &store) == TS_READ_ONLY ? 0 : 2;
}

static void a_file_that_cannot_be_made_says_so(void **state)
{
	struct support *support = made(state);

	assert_int_equal(chmod(support->directory, 0500), 0);
	int result = run_unprivileged(support, cannot_be_made_check);
	assert_int_equal(chmod(support->directory, 0700), 0);
	assert_int_equal(result, 0);
}

static void a_file_of_another_user_is_refused(void **state)
{
	struct support *support = made(state);

	if (geteuid() != 0)
		skip();
	assert_int_equal(chown(support->path, 65534, 65534), 0);
	refused(support, TS_INVALID);
}

static void directories_and_journals_of_others_are_refused_by_name(void **state)
{
	struct support *support = made(state);
	char journal[SUPPORT_PATH_SIZE + 16], reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	if (geteuid() != 0)
		skip();
	/* A group of others, and what everybody's own group is by custom. */
	assert_int_equal(chown(support->directory, 0, 12345), 0);
	assert_int_equal(chmod(support->directory, 0770), 0);
	refused(support, TS_INVALID);
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_non_null(strstr(reason, "a group may replace files"));
	assert_int_equal(chmod(support->directory, 0750), 0);
	assert_int_equal(open_status(support->path, false), TS_OK);
	assert_int_equal(chmod(support->directory, 0700), 0);
	/* Somebody else's. */
	assert_int_equal(chown(support->directory, 12345, 12345), 0);
	refused(support, TS_INVALID);
	assert_int_equal(chown(support->directory, 0, 0), 0);
	static const char *const endings[] = { "-journal", "-wal", "-shm" };
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		(void)snprintf(journal, sizeof journal, "%s%s", support->path, endings[i]);
		support_file_write(journal, "x", 1);
		assert_int_equal(chown(journal, 12345, 12345), 0);
		assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_INVALID);
		assert_non_null(strstr(reason, journal));
		assert_int_equal(unlink(journal), 0);
	}
	assert_int_equal(open_status(support->path, false), TS_OK);
}

/* sudo -E: root with somebody's HOME. */
static void root_makes_no_directories_in_somebodys_home(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE], reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	if (geteuid() != 0)
		skip();
	assert_int_equal(chown(support->directory, 12345, 12345), 0);
	(void)snprintf(path, sizeof path, "%.480s/share/timesheet/t.db", support->directory);
	assert_int_equal(ts_open(path, true, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_non_null(strstr(reason, "belongs to another user"));
	(void)snprintf(path, sizeof path, "%.480s/share", support->directory);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(ts_open(support->path, true, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_int_equal(access(support->path, F_OK), -1);
}

static void several_processes_that_make_the_file_at_once_share_it(void **state)
{
	enum { PROCESSES = 6 };
	struct support *support = *state;
	char name[] = "user0";

	for (int i = 0; i < PROCESSES; i++, name[4]++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			char reason[TS_REASON_SIZE];
			ts_store *store = NULL;
			_exit(ts_open(support->path, true, SUPPORT_NOW, reason, &store) == TS_OK &&
			                      support_register(store, name, SUPPORT_PASSWORD) == TS_OK
			              ? 0
			              : 1);
		}
	}
	for (int i = 0; i < PROCESSES; i++) {
		int result = -1;
		assert_true(wait(&result) > 0);
		assert_int_equal(result, 0);
	}
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM user"), PROCESSES);
	/* The file, and its journal at rest. */
	assert_int_equal(files_count(support->directory), 2);
}

/* SQLite finds a journal by the name of the file: under the other name it would not be seen. */
static void a_file_with_a_second_name_is_refused(void **state)
{
	struct support *support = made(state);
	char other[SUPPORT_PATH_SIZE + 16], reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	(void)snprintf(other, sizeof other, "%s/other.db", support->directory);
	assert_int_equal(link(support->path, other), 0);
	refused(support, TS_INVALID);
	assert_int_equal(ts_open(other, false, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_non_null(strstr(reason, "hard link"));
	assert_int_equal(unlink(other), 0);
	assert_int_equal(open_status(support->path, false), TS_OK);
}

static void a_directory_in_which_everybody_may_replace_files_is_refused(void **state)
{
	struct support *support = made(state);
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	assert_int_equal(chmod(support->directory, 0777), 0);
	refused(support, TS_INVALID);
	assert_int_equal(ts_open(support->path, false, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_non_null(strstr(reason, support->directory));
	assert_int_equal(unlink(support->path), 0);
	assert_int_equal(ts_open(support->path, true, SUPPORT_NOW, reason, &store), TS_INVALID);
	assert_int_equal(access(support->path, F_OK), -1);
	/* As /tmp is: others can make files there, but not take ours away. */
	assert_int_equal(chmod(support->directory, 01777), 0);
	assert_int_equal(open_status(support->path, true), TS_OK);
	assert_int_equal(chmod(support->directory, 0770), 0);
	assert_int_equal(open_status(support->path, false), TS_OK);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(a_missing_file_is_made_only_when_asked),
		FRESH(what_is_made_is_for_its_owner_only),
		FRESH(an_empty_file_is_refused),
		FRESH(a_text_file_is_refused),
		FRESH(another_programs_database_is_refused),
		FRESH(a_newer_database_is_refused),
		FRESH(a_database_cut_short_is_refused),
		FRESH(planted_triggers_views_and_tables_are_refused),
		FRESH(a_trigger_hidden_under_a_reserved_name_is_refused),
		FRESH(changed_bytes_are_refused_or_harmless),
		FRESH(links_are_followed_once_and_must_lead_somewhere),
		FRESH(what_is_not_a_regular_file_is_refused),
		FRESH(a_file_with_a_second_name_is_refused),
		FRESH(a_directory_in_which_everybody_may_replace_files_is_refused),
		FRESH(a_path_without_a_directory_is_one_here),
		FRESH(what_a_crash_left_half_written_is_played_back),
		LOGGED_IN(a_read_only_file_is_opened_for_reading),
		LOGGED_IN(a_file_in_a_read_only_directory_is_opened_for_reading),
		FRESH(a_file_that_cannot_be_made_says_so),
		FRESH(a_file_of_another_user_is_refused),
		FRESH(directories_and_journals_of_others_are_refused_by_name),
		FRESH(root_makes_no_directories_in_somebodys_home),
		FRESH(several_processes_that_make_the_file_at_once_share_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
