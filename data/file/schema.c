/* Making a file's tables, and bringing them from one version to another. */
#include "data/file/schema.h"

#include "data/file/backup.h"
#include "data/file/file.h"
#include "data/file/schema_compare.h"
#include "data/file/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
		status = store_execute(store, schema_step_up(version));
	for (; status == TS_OK && version > target; version--)
		status = store_execute(store, schema_step_down(version - 1));
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
	return status == TS_OK ? schema_migrate_end(store, TS_OK, target) : status;
}

enum ts_status schema_migrate_end(ts_store *store, enum ts_status status, int target)
{
	if (status == TS_OK)
		status = steps_run(store, target);
	return store_end(store, status, version_reached, &target);
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
