/* Fresh directories, stores and users for the tests of data/. */
#include "support.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int support_setup(void **state)
{
	const char *parent = getenv("TMPDIR");
	struct support *support = calloc(1, sizeof *support);

	if (!support)
		return -1;
	(void)snprintf(support->directory, sizeof support->directory, "%s/timesheet-test-XXXXXX",
	               parent ? parent : "/tmp");
	if (!mkdtemp(support->directory)) {
		free(support);
		return -1;
	}
	(void)snprintf(support->path, sizeof support->path, "%.480s/timesheet.db", support->directory);
	*state = support;
	return 0;
}

static int entry_remove(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

int support_teardown(void **state)
{
	struct support *support = *state;

	ts_close(support->store);
	int code = nftw(support->directory, entry_remove, 8, FTW_DEPTH | FTW_PHYS);
	free(support);
	return code;
}

int support_setup_login(void **state)
{
	if (support_setup(state) != 0)
		return -1;
	struct support *support = *state;
	ts_store *store = support_open(support);
	return support_register(store, "ada", SUPPORT_PASSWORD) == TS_OK ? 0 : -1;
}

ts_store *support_open(struct support *support)
{
	char reason[TS_REASON_SIZE] = "";

	if (ts_open(support->path, true, SUPPORT_NOW, reason, &support->store) != TS_OK)
		fail_msg("%s", reason);
	return support->store;
}

ts_store *support_reopen(struct support *support)
{
	ts_close(support->store);
	support->store = NULL;
	return support_open(support);
}

static enum ts_status job_complete(ts_store *store, ts_auth *auth)
{
	ts_auth_run(auth);
	enum ts_status status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

enum ts_status support_register(ts_store *store, const char *name, const char *password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_register_begin(store, name, password, &auth);
	return status == TS_OK ? job_complete(store, auth) : status;
}

enum ts_status support_login(ts_store *store, const char *name, const char *password, ts_time now)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_login_begin(store, name, password, now, &auth);
	return status == TS_OK ? job_complete(store, auth) : status;
}

void support_sql(const char *path, const char *sql)
{
	sqlite3 *database = NULL;
	char *words = NULL;

	assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_exec(database, sql, NULL, NULL, &words) != SQLITE_OK)
		fail_msg("%s: %s", sql, words);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

int64_t support_sql_integer(const char *path, const char *sql)
{
	sqlite3 *database = NULL;
	sqlite3_stmt *statement = NULL;
	int64_t value = -1;

	assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	if (sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
	return value;
}

unsigned char *support_file_read(const char *path, size_t *size)
{
	struct stat about;
	FILE *file = fopen(path, "rbe");

	assert_non_null(file);
	assert_int_equal(fstat(fileno(file), &about), 0);
	*size = (size_t)about.st_size;
	unsigned char *bytes = malloc(*size + 1);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, *size, file), *size);
	assert_int_equal(fclose(file), 0);
	return bytes;
}

void support_file_write(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wbe");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}
