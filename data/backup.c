/* A verified copy of the database, by VACUUM INTO. Must not know why it is wanted. */
#include "backup.h"

#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
static enum ts_status backup_reserve(ts_store *store, const char *suffix, ts_time now, char **out)
{
	enum ts_status status = TS_EXISTS;
	char *path = NULL;

	for (int try = 0; status == TS_EXISTS && try < NAMES_MOST; try++) {
		free(path);
		path = backup_name(store, suffix, now, try);
		if (!path)
			return store_fail(store, TS_NO_MEMORY, "cannot back up '%s': out of memory", store->path);
		status = file_create(path, store->detail);
	}
	if (status == TS_OK)
		*out = path;
	else
		free(path);
	return status;
}

static enum ts_status backup_copy(ts_store *store, const char *path)
{
	sqlite3_stmt *handle = NULL;
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

enum ts_status backup_fill(ts_store *store, char *path)
{
	struct ts_store copy = { .path = path };
	enum ts_status status = backup_copy(store, path);

	if (status == TS_OK)
		status = backup_verify(store, &copy);
	if (status == TS_OK)
		status = file_sync(path, store->detail);
	if (status == TS_OK)
		status = file_sync_directory(path, store->detail);
	if (status != TS_OK)
		file_remove(path);
	return status;
}

enum ts_status backup_make(ts_store *store, const char *suffix, ts_time now, char **out)
{
	char *path = NULL;
	enum ts_status status = backup_reserve(store, suffix, now, &path);

	if (status != TS_OK)
		return status;
	status = backup_fill(store, path);
	if (status == TS_OK)
		*out = path;
	else
		free(path);
	return status;
}

enum ts_status ts_backup(ts_store *store, const char *path, ts_time now)
{
	char *resolved = NULL;
	enum ts_status status = file_resolve(path, false, &resolved, store->detail);

	(void)now;
	if (status == TS_OK)
		status = file_create(resolved, store->detail);
	if (status == TS_OK)
		status = backup_fill(store, resolved);
	free(resolved);
	return status;
}
