/* Brings a file to a version of its format by hand: what would go is counted first, and what is left stays sound. */
#include "data/file/backup.h"
#include "data/file/schema.h"
#include "data/file/store.h"
#include "data/rows/record_all.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"

#include <stdio.h>
#include <stdlib.h>

/* Which version brought a kind of rows. */
static const struct kind {
	int version;
	const char *count;
	enum statement clear; /* of the logged-in user's rows: they are in the tally */
	bool tallied;
	size_t place; /* in struct ts_migration */
	int least;    /* only down to this version: further down another kind says it */
} kinds[] = {
	/* No older program can read a step that marked a day. */
	{ 8, "SELECT count(*) FROM history WHERE owner IN (SELECT owner FROM ledger)", STATEMENT_HISTORY_CLEAR_LEDGER,
	  true, offsetof(struct ts_migration, steps), 4 },
	{ 8, "SELECT count(*) FROM part WHERE owner IN (SELECT owner FROM ledger)", STATEMENT_PART_CLEAR_LEDGER, true,
	  offsetof(struct ts_migration, parts), 6 },
	{ 8, "SELECT count(*) FROM ledger", STATEMENT_LEDGER_CLEAR, true, offsetof(struct ts_migration, ledger), 0 },
	{ 2, "SELECT count(*) FROM activity", STATEMENT_ACTIVITY_CLEAR, true, offsetof(struct ts_migration, activities),
	  0 },
	{ 2, "SELECT count(*) FROM log", STATEMENT_LOG_CLEAR, true, offsetof(struct ts_migration, logs), 0 },
	{ 3, "SELECT count(*) FROM note", STATEMENT_NOTE_CLEAR, true, offsetof(struct ts_migration, notes), 0 },
	{ 3, "SELECT count(*) FROM draft", STATEMENT_DRAFT_LIST, false, offsetof(struct ts_migration, drafts), 0 },
	{ 4, "SELECT count(*) FROM history", STATEMENT_HISTORY_CLEAR, true, offsetof(struct ts_migration, steps), 0 },
	{ 4, "SELECT count(*) FROM inbox", STATEMENT_INBOX_LIST, false, offsetof(struct ts_migration, inbox), 0 },
	{ 6, "SELECT count(*) FROM part", STATEMENT_PART_CLEAR, true, offsetof(struct ts_migration, parts), 0 },
	{ 7, "SELECT count(*) FROM hub", STATEMENT_HUB_DELETE, false, offsetof(struct ts_migration, hubs), 0 },
	{ 7, "SELECT count(*) FROM device", STATEMENT_DEVICE_CLEAR, false, offsetof(struct ts_migration, devices), 0 },
	{ 7, "SELECT count(*) FROM outbox", STATEMENT_OUTBOX_CLEAR, false, offsetof(struct ts_migration, unsent), 0 },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool kind_goes(const struct kind *kind, const struct ts_migration *migration)
{
	return kind->version > migration->target && kind->version <= migration->present &&
	       migration->target >= kind->least;
}

enum ts_status ts_migrate_look(ts_store *store, int version, struct ts_migration *out)
{
	struct ts_migration migration = { .target = version < 0 ? SCHEMA_LATEST : version };
	enum ts_status status = schema_version(store, &migration.present);

	if (status == TS_OK && migration.target > SCHEMA_LATEST)
		return store_fail(store, TS_INVALID, "there is no version %d of the format; the latest is %d",
		                  migration.target, (int)SCHEMA_LATEST);
	for (size_t i = 0; i < KINDS && status == TS_OK; i++) {
		int64_t *count = (int64_t *)(void *)((char *)&migration + kinds[i].place);
		if (!kind_goes(&kinds[i], &migration))
			continue;
		status = store_pragma(store, kinds[i].count, count);
		migration.rows += *count;
	}
	if (status == TS_OK)
		*out = migration;
	return status;
}

static enum ts_status kind_clear(ts_store *store, const struct kind *kind)
{
	struct query query = statement_start(store, kind->clear);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

/* What goes, goes by the user's will: the rest is counted anew, so that no alarm is raised of it. */
static enum ts_status rows_clear(ts_store *store, const struct ts_migration *migration, ts_time now)
{
	struct state state;
	enum ts_status status = record_state_read(store, &state);

	for (size_t i = 0; i < KINDS && status == TS_OK; i++) {
		if (kinds[i].tallied && kind_goes(&kinds[i], migration))
			status = kind_clear(store, &kinds[i]);
	}
	/* No step, none that was taken back. */
	if (migration->target < 4 || (migration->target < 8 && state.tally.counts[TALLY_LEDGER] > 0))
		state.done = STATE_DONE_ALL;
	return status == TS_OK ? record_all_retell(store, &state, now) : status;
}

enum ts_status ts_migrate(ts_store *store, int version, ts_time now, int *reached)
{
	struct ts_migration migration = { .rows = 0 };
	char suffix[32], *backup = NULL;
	enum ts_status status = ts_migrate_look(store, version, &migration);

	if (status != TS_OK)
		return status;
	*reached = migration.present;
	if (migration.present == migration.target)
		return TS_UNCHANGED;
	if (migration.rows > 0 && !store->identity)
		return store_fail(store, TS_LOGGED_OUT, "rows would go: log in first");
	(void)snprintf(suffix, sizeof suffix, "before-v%d", migration.target);
	status = backup_make(store, suffix, now, &backup);
	free(backup);
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	if (store->identity && migration.target < migration.present)
		status = rows_clear(store, &migration, now);
	status = schema_migrate_end(store, status, migration.target);
	if (status == TS_OK)
		*reached = migration.target;
	return status;
}
