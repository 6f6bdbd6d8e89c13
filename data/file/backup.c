/* A verified copy of the database, by VACUUM INTO. Must not know why it is wanted. */
#include "data/file/backup.h"

#include "data/file/file.h"
#include "data/file/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names that are tried: a thousand backups of one second are a loop that somebody should look at. */
enum { NAMES_MOST = 1000 };

/* The name of the backup at a try: plain, with the seconds of now, with a number behind these. NULL without memory. */
static char *backup_name(const ts_store *store, const char *suffix, ts_time now, int try)
{
	long long seconds = (long long)(now / TS_SECOND);
	char *path = NULL;
	int size;

	if (try == 0)
		size = asprintf(&path, "%s.%s", store->path, suffix);
	else if (try == 1)
		size = asprintf(&path, "%s.%s.%lld", store->path, suffix, seconds);
	else
		size = asprintf(&path, "%s.%s.%lld.%d", store->path, suffix, seconds, try);
	return size < 0 ? NULL : path;
}

/* A file that was just made, 0600 and empty, which VACUUM INTO then accepts. */
static enum ts_status part_create(ts_store *store, const char *path, char **out)
{
	uint32_t random;
	char *part = NULL;

	crypt_random(&random, sizeof random);
	if (asprintf(&part, "%s" BACKUP_PART "%08x", path, random) < 0)
		return store_fail(store, TS_NO_MEMORY, "cannot back up '%s': out of memory", store->path);
	enum ts_status status = file_create(part, store->detail);
	if (status == TS_OK)
		*out = part;
	else
		free(part);
	return status;
}

static enum ts_status backup_copy(ts_store *store, const char *path)
{
	sqlite3_stmt *handle = NULL;
	/* It has a transaction of its own. */
	store_read_anew(store);
	int code = sqlite3_prepare_v2(store->database, "VACUUM INTO ?", -1, &handle, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_text(handle, 1, path, -1, SQLITE_STATIC);
	if (code == SQLITE_OK)
		code = sqlite3_step(handle);
	enum ts_status status = code == SQLITE_DONE ? TS_OK : store_sqlite_failure(store, code);
	/* Repeats what the step said. */
	(void)sqlite3_finalize(handle);
	return status;
}

/* Takes out what is nothing to keep: a session would open with a ticket of a login that has ended since, and a draft
 * is what its writer has not said yet. An older format may not have them. */
static enum ts_status passing_delete(ts_store *copy)
{
	static const char *const tables[] = { "session", "draft" };
	/* What is cut short here is no backup yet: nothing has to be played back. */
	enum ts_status status = store_execute(copy, "PRAGMA journal_mode=MEMORY");

	for (size_t i = 0; i < sizeof tables / sizeof tables[0] && status == TS_OK; i++) {
		char sql[96];
		int64_t there = 0;
		(void)snprintf(sql, sizeof sql,
		               "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%s'", tables[i]);
		status = store_pragma(copy, sql, &there);
		(void)snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
		if (status == TS_OK && there == 1)
			status = store_execute(copy, sql);
	}
	return status;
}

/* By a connection of its own: what is verified is read from the file. */
static enum ts_status backup_lighten(ts_store *store, ts_store *copy)
{
	enum ts_status status = store_connect(copy);

	if (status == TS_OK)
		status = passing_delete(copy);
	if (status != TS_OK)
		memcpy(store->detail, copy->detail, sizeof store->detail);
	store_disconnect(copy);
	return status;
}

/* Opened anew, because what matters is what the file holds, not what we believe to have written. */
static enum ts_status backup_verify(ts_store *store, ts_store *copy)
{
	int64_t expected = 0, found = 0;
	enum ts_status status = store_pragma(store, "PRAGMA user_version", &expected);

	if (status != TS_OK)
		return status;
	status = store_connect(copy);
	if (status == TS_OK)
		status = store_check(copy);
	if (status == TS_OK)
		status = store_pragma(copy, "PRAGMA user_version", &found);
	if (status == TS_OK && found != expected)
		status = store_fail(copy, TS_BUSY, "'%s' changed its format while it was backed up", store->path);
	if (status != TS_OK)
		memcpy(store->detail, copy->detail, sizeof store->detail);
	store_disconnect(copy);
	return status;
}

/* A whole copy under a name that says it is none yet. */
static enum ts_status part_make(ts_store *store, const char *path, char **out)
{
	char *part = NULL;
	enum ts_status status = part_create(store, path, &part);

	if (status != TS_OK)
		return status;
	struct ts_store copy = { .path = part };
	status = backup_copy(store, part);
	if (status == TS_OK)
		status = backup_lighten(store, &copy);
	if (status == TS_OK)
		status = backup_verify(store, &copy);
	if (status == TS_OK)
		status = file_sync(part, store->detail);
	if (status == TS_OK) {
		*out = part;
		return TS_OK;
	}
	file_remove(part);
	free(part);
	return status;
}

/* What is left of a part: its journal, or on failure all. */
static void part_release(char *part)
{
	if (part)
		file_remove(part);
	free(part);
}

/* Before the work is done; that the name is still free at the end is seen to by the renaming. */
static enum ts_status name_check_free(ts_store *store, const char *path)
{
	struct stat about;

	if (lstat(path, &about) != 0)
		return TS_OK;
	return store_fail(store, TS_EXISTS, "cannot make '%s': there is one already", path);
}

/* A copy whose name a power cut may take is none: what is said to have failed is not there. */
static enum ts_status part_publish(ts_store *store, const char *part, const char *path)
{
	assert(part && path);
	enum ts_status status = file_publish(part, path, store->detail);

	if (status != TS_OK && status != TS_EXISTS && access(part, F_OK) != 0)
		(void)unlink(path);
	return status;
}

enum ts_status backup_write(ts_store *store, const char *path)
{
	char *part = NULL;
	enum ts_status status = name_check_free(store, path);

	if (status == TS_OK)
		status = part_make(store, path, &part);
	if (status == TS_OK)
		status = part_publish(store, part, path);
	part_release(part);
	return status;
}

enum ts_status backup_make(ts_store *store, const char *suffix, ts_time now, char **out)
{
	char *part = NULL, *path = backup_name(store, suffix, now, 0);
	enum ts_status status = TS_NO_MEMORY;

	if (path)
		status = part_make(store, path, &part);
	for (int try = 1; status == TS_OK; try++) {
		status = part_publish(store, part, path);
		if (status != TS_EXISTS || try == NAMES_MOST)
			break;
		free(path);
		path = backup_name(store, suffix, now, try);
		status = path ? TS_OK : TS_NO_MEMORY;
	}
	part_release(part);
	if (!path)
		return store_fail(store, TS_NO_MEMORY, "cannot back up '%s': out of memory", store->path);
	if (status == TS_OK)
		*out = path;
	else
		free(path);
	return status;
}

enum ts_status ts_backup(ts_store *store, const char *path)
{
	char *resolved = NULL;
	enum ts_status status = file_resolve(path, false, &resolved, store->detail);

	if (status == TS_OK)
		status = backup_write(store, resolved);
	free(resolved);
	return status;
}
