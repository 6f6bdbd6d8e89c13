/* The tables and their versions. Must not know what the columns mean beyond their names, nor how a blob is sealed. */
#include "data/file/schema.h"

#include "data/file/backup.h"
#include "data/file/file.h"
#include "data/file/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Step n leads from version n to n + 1 and back. A released step is never edited: add one. */
struct schema_step {
	const char *up, *down;
};

/* clang-format off */
static const struct schema_step steps[SCHEMA_LATEST] = {
	{
		.up = "CREATE TABLE user ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"name TEXT NOT NULL, "
			"folded TEXT NOT NULL UNIQUE, "
			"box_public BLOB NOT NULL, "
			"box_secret BLOB NOT NULL, "
			"failures INTEGER NOT NULL, "
			"failed_at INTEGER NOT NULL) STRICT;"
			/* kind: 1 password, 2 recovery code; copy: 1 and 2, alike. */
			"CREATE TABLE slot ("
			"owner BLOB NOT NULL, "
			"kind INTEGER NOT NULL, "
			"copy INTEGER NOT NULL, "
			"generation INTEGER NOT NULL, "
			"algorithm INTEGER NOT NULL, "
			"operations INTEGER NOT NULL, "
			"memory INTEGER NOT NULL, "
			"salt BLOB NOT NULL, "
			"nonce BLOB NOT NULL, "
			"wrapped BLOB NOT NULL, "
			"commitment BLOB NOT NULL, "
			"checksum BLOB NOT NULL, "
			"PRIMARY KEY (owner, kind, copy)) STRICT;"
			"CREATE TABLE state (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT;"
			"CREATE TABLE setting (owner BLOB NOT NULL PRIMARY KEY, blob BLOB NOT NULL) STRICT;",
		.down = "DROP TABLE setting; DROP TABLE state; DROP TABLE slot; DROP TABLE user;",
	},
	{
		.up = "CREATE TABLE activity ("
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL CHECK (length(id) = 16), "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, id)) STRICT, WITHOUT ROWID;"
			"CREATE TABLE log ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX log_bucket ON log (owner, bucket);",
		.down = "DROP TABLE log; DROP TABLE activity;",
	},
	{
		.up = "CREATE TABLE note ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX note_bucket ON note (owner, bucket);"
			/* day: a keyed hash of it. */
			"CREATE TABLE draft ("
			"owner BLOB NOT NULL, "
			"day BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, day)) STRICT;",
		.down = "DROP TABLE draft; DROP TABLE note;",
	},
	{
		.up = "CREATE TABLE history ("
			"sequence INTEGER PRIMARY KEY AUTOINCREMENT, "
			"owner BLOB NOT NULL, "
			"id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX history_owner ON history (owner);"
			"CREATE TABLE inbox ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX inbox_owner ON inbox (owner);",
		.down = "DROP TABLE inbox; DROP TABLE history;",
	},
	{
		.up = "CREATE TABLE session ("
			"id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), "
			"owner BLOB NOT NULL, "
			"blob BLOB NOT NULL) STRICT;"
			"CREATE INDEX session_owner ON session (owner);",
		.down = "DROP TABLE session;",
	},
	{
		/* What a step of the history holds beyond its own row: sequence is the step's. */
		.up = "CREATE TABLE part ("
			"owner BLOB NOT NULL, "
			"sequence INTEGER NOT NULL, "
			"number INTEGER NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, sequence, number)) STRICT;",
		.down = "DROP TABLE part;",
	},
	{
		/* A state row has a tally of the user's rows in it from here on. Earlier versions cannot read it: going
		 * down, users begin a new one, as if nothing had been taken back.
		 * month_sum: what a past month comes to, made by who reads it and dropped by who changes it. */
		.up = "CREATE TABLE month_sum ("
			"owner BLOB NOT NULL, "
			"bucket BLOB NOT NULL, "
			"blob BLOB NOT NULL, "
			"PRIMARY KEY (owner, bucket)) STRICT;",
		.down = "DROP TABLE month_sum; DELETE FROM state;",
	},
};
/* clang-format on */

const char *schema_step_up(int version)
{
	return steps[version].up;
}

enum ts_status schema_version(ts_store *store, int *out)
{
	int64_t version = 0;
	enum ts_status status = store_pragma(store, "PRAGMA user_version", &version);

	/* The header's field has 32 bits. */
	if (status == TS_OK)
		*out = (int)version;
	return status;
}

static enum ts_status version_write(ts_store *store, int version)
{
	char sql[64];

	(void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
	return store_execute(store, sql);
}

static bool version_reached(ts_store *store, const void *context)
{
	int version;
	return schema_version(store, &version) == TS_OK && version == *(const int *)context;
}

/* Inside a write transaction, in which alone the version is sure: two processes may start together. */
static enum ts_status steps_run(ts_store *store, int target)
{
	int version;
	enum ts_status status = schema_version(store, &version);

	if (status == TS_OK && version == target)
		return TS_UNCHANGED;
	if (status == TS_OK && (version < 0 || version > SCHEMA_LATEST))
		return store_fail(store, TS_NEWER, "'%s' has format %d, this program knows %d", store->path, version,
		                  (int)SCHEMA_LATEST);
	for (; status == TS_OK && version < target; version++)
		status = store_execute(store, steps[version].up);
	for (; status == TS_OK && version > target; version--)
		status = store_execute(store, steps[version - 1].down);
	if (status == TS_OK)
		status = version_write(store, target);
	return status;
}

enum ts_status schema_migrate(ts_store *store, int target)
{
	enum ts_status status;

	if (target < 0 || target > SCHEMA_LATEST)
		return store_fail(store, TS_INVALID, "there is no format %d, only 0 to %d", target, (int)SCHEMA_LATEST);
	status = store_begin(store);
	if (status != TS_OK)
		return status;
	return store_end(store, steps_run(store, target), version_reached, &target);
}

enum ts_status schema_make(ts_store *store)
{
	struct ts_store maker = { .path = NULL };
	struct ts_id random = crypt_random_id();
	enum ts_status status;
	char sql[64];

	if (asprintf(&maker.path, "%s.new-%02x%02x%02x%02x%02x%02x", store->path, random.bytes[0], random.bytes[1],
	             random.bytes[2], random.bytes[3], random.bytes[4], random.bytes[5]) < 0)
		return store_fail(store, TS_NO_MEMORY, "cannot make '%s': out of memory", store->path);
	status = file_create(maker.path, maker.detail);
	if (status != TS_OK)
		goto out;
	status = store_connect(&maker);
	(void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", (int)FILE_APPLICATION);
	if (status == TS_OK)
		status = store_execute(&maker, sql);
	if (status == TS_OK)
		status = schema_migrate(&maker, SCHEMA_LATEST);
	store_disconnect(&maker);
	if (status == TS_OK)
		status = file_publish(maker.path, store->path, maker.detail);
	/* What is left of it: the journal, or on failure all. */
	file_remove(maker.path);
out:
	if (status != TS_OK)
		memcpy(store->detail, maker.detail, sizeof store->detail);
	free(maker.path);
	return status;
}

/* With a backup, up to the latest version. TS_UNCHANGED: another process has done it. */
static enum ts_status upgrade_run(ts_store *store, ts_time now)
{
	char suffix[32], *backup = NULL;
	int version = 0;
	enum ts_status status;

	(void)snprintf(suffix, sizeof suffix, "before-v%d", (int)SCHEMA_LATEST);
	status = backup_make(store, suffix, now, &backup);
	if (status == TS_BUSY && schema_version(store, &version) == TS_OK && version == SCHEMA_LATEST)
		return TS_UNCHANGED;
	if (status != TS_OK)
		return status;
	status = schema_migrate(store, SCHEMA_LATEST);
	/* A file that stays old is its own backup; one more would be made at each try. */
	if (status != TS_OK)
		file_remove(backup);
	free(backup);
	return status;
}

static enum ts_status schema_upgrade(ts_store *store, ts_time now)
{
	enum ts_status status;

	if (store->read_only)
		return store_fail(
		        store, TS_READ_ONLY,
		        "cannot open '%s': it is of an older format and cannot be written to bring it up to date",
		        store->path);
	status = upgrade_run(store, now);
	return status == TS_OK || status == TS_UNCHANGED ? schema_compare(store, SCHEMA_LATEST) : status;
}

enum ts_status schema_admit(ts_store *store, bool thorough, ts_time now)
{
	int64_t application = 0;
	int version = 0;
	/* One look: another process may be migrating. */
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = store_pragma(store, "PRAGMA application_id", &application);
	if (status == TS_OK)
		status = schema_version(store, &version);
	if (status == TS_OK && application != FILE_APPLICATION)
		status = store_fail(store, TS_FOREIGN, "cannot open '%s': it is not a timesheet database", store->path);
	else if (status == TS_OK && version > SCHEMA_LATEST)
		status = store_fail(
		        store, TS_NEWER,
		        "cannot open '%s': it was made by a newer timesheet (its format is %d, this program knows %d)",
		        store->path, version, (int)SCHEMA_LATEST);
	else if (status == TS_OK && version < 0)
		status = store_fail(store, TS_DAMAGED, "cannot open '%s': it is damaged, it has no valid version",
		                    store->path);
	if (status == TS_OK)
		status = schema_compare(store, version);
	/* What is to be rewritten is looked at first in any case. */
	if (status == TS_OK && (thorough || version < SCHEMA_LATEST))
		status = store_check(store);
	store_read_end(store);
	if (status == TS_OK && version < SCHEMA_LATEST)
		status = schema_upgrade(store, now);
	return status;
}
