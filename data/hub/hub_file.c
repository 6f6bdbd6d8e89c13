/* The file of a hub in a directory: hub.db. */
#include "data/hub/hub_file.h"

#include "data/file/file.h"
#include "data/file/safe.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	HUB_FILE_APPLICATION = 0x74736862, /* "tshb" */
	HUB_FILE_VERSION = 1,
	BUSY_LIMIT = 10000, /* milliseconds that another process of the hub is waited for */
	LENGTH_LIMIT = 4 * 1024 * 1024
};

static const struct file_kind hub_kind = { HUB_FILE_APPLICATION, "a hub's database" };

/* frame: numbers are never given twice (AUTOINCREMENT), or a device would take a new frame for one that it has. */
static const char schema[] =
        "PRAGMA application_id = 1953720418;" /* HUB_FILE_APPLICATION */
        "BEGIN IMMEDIATE;"
        "CREATE TABLE about (one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),"
        " hub BLOB NOT NULL CHECK (length(hub) = 16)) STRICT;"
        "CREATE TABLE owner (owner BLOB NOT NULL PRIMARY KEY CHECK (length(owner) = 16),"
        " bytes INTEGER NOT NULL, compacted INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE TABLE keyring (owner BLOB NOT NULL PRIMARY KEY CHECK (length(owner) = 16),"
        " name BLOB NOT NULL UNIQUE CHECK (length(name) = 16), generation INTEGER NOT NULL, blob BLOB NOT NULL) STRICT;"
        "CREATE TABLE frame (number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " owner BLOB NOT NULL CHECK (length(owner) = 16), id BLOB NOT NULL CHECK (length(id) = 16),"
        " device BLOB NOT NULL, payload BLOB NOT NULL, UNIQUE (owner, id)) STRICT;"
        "CREATE INDEX frame_owner ON frame (owner);"
        "INSERT INTO about VALUES (1, randomblob(16));"
        "PRAGMA user_version = 1;" /* HUB_FILE_VERSION */
        "COMMIT;";

static enum ts_status sqlite_fail(sqlite3 *database, const char *path, int code, char reason[TS_REASON_SIZE])
{
	return file_fail(reason, safe_status(database, code), "cannot open '%s': %s", path,
	                 database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

static enum ts_status connect(const char *path, sqlite3 **out, char reason[TS_REASON_SIZE])
{
	struct safe_difference difference = { NULL, "" };
	sqlite3 *database = NULL;
	int code = sqlite3_open_v2(
	        path, &database,
	        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE, NULL);
	enum ts_status status = TS_OK;

	if (code == SQLITE_OK)
		code = sqlite3_busy_timeout(database, BUSY_LIMIT);
	if (code == SQLITE_OK && safe_restrict(database, LENGTH_LIMIT) != 0)
		status = file_fail(reason, TS_IO, "cannot open '%s': this SQLite cannot be made safe", path);
	if (code == SQLITE_OK && status == TS_OK)
		code = safe_configure(database, &difference);
	if (code != SQLITE_OK)
		status = sqlite_fail(database, path, code, reason);
	else if (difference.set)
		status = file_fail(reason, TS_BUSY, "cannot open '%s': '%s' gives '%s'", path, difference.set,
		                   difference.found);
	if (status == TS_OK)
		*out = database;
	else
		(void)sqlite3_close(database);
	return status;
}

/* Under another name first: whoever sees hub.db sees a whole one. */
static enum ts_status file_make(const char *path, char reason[TS_REASON_SIZE])
{
	sqlite3 *database = NULL;
	char *made;

	if (asprintf(&made, "%s.new-%08x", path, randombytes_random()) < 0)
		return file_fail(reason, TS_NO_MEMORY, "cannot make '%s': out of memory", path);
	enum ts_status status = file_create(made, reason);
	if (status != TS_OK)
		goto out;
	status = connect(made, &database, reason);
	int code = status == TS_OK ? sqlite3_exec(database, schema, NULL, NULL, NULL) : SQLITE_OK;
	if (code != SQLITE_OK)
		status = sqlite_fail(database, path, code, reason);
	(void)sqlite3_close(database);
	if (status == TS_OK)
		status = file_publish(made, path, reason);
	/* What is left of it: the journal, or on failure all. */
	file_remove(made);
out:
	free(made);
	return status;
}

static enum ts_status file_find(const char *path, char reason[TS_REASON_SIZE])
{
	enum ts_status status = file_examine_kind(path, &hub_kind, HUB_FILE_VERSION, reason);

	if (status != TS_NOT_FOUND)
		return status;
	status = file_sync_path(path, reason);
	if (status == TS_OK)
		status = file_make(path, reason);
	/* Another process was faster: then it is there. */
	if (status == TS_OK || status == TS_EXISTS)
		status = file_examine_kind(path, &hub_kind, HUB_FILE_VERSION, reason);
	return status;
}

enum ts_status hub_file_open(const char *directory, char **path, sqlite3 **out, char reason[TS_REASON_SIZE])
{
	char *joined;

	*path = NULL;
	if (asprintf(&joined, "%s/hub.db", directory) < 0)
		return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", directory);
	enum ts_status status = file_resolve(joined, true, path, reason);
	free(joined);
	if (status == TS_OK)
		status = file_find(*path, reason);
	return status == TS_OK ? connect(*path, out, reason) : status;
}
