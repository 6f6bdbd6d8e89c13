/* The tables of a file: made, brought to a version, admitted. Private to data/. */
#ifndef TIMESHEET_DATA_SCHEMA_H
#define TIMESHEET_DATA_SCHEMA_H

#include "data/file/schema_steps.h"
#include "data/timesheet.h"

/* Makes the database at store->path, which is not connected yet: under another name, complete, then renamed, so that
 * nobody ever meets half of one. TS_EXISTS: somebody else made it meanwhile. */
enum ts_status schema_make(ts_store *store) TS_MUST_CHECK;

/* For a connected store: ours, not newer, not damaged, with exactly our tables; brought up to SCHEMA_LATEST after a
 * verified backup beside it, NAME.before-vN. TS_FOREIGN, TS_NEWER, TS_DAMAGED, TS_READ_ONLY (old, and cannot be brought
 * up). */
enum ts_status schema_admit(ts_store *store, bool thorough, ts_time now) TS_MUST_CHECK;

/* Up or down to a version (0: no tables) in one transaction. Going down drops what later versions hold. TS_INVALID:
 * there is no such version. TS_UNCHANGED: it has that version. */
enum ts_status schema_migrate(ts_store *store, int target) TS_MUST_CHECK;
/* The same at the end of a transaction of the caller, which it ends; status: how that went so far. */
enum ts_status schema_migrate_end(ts_store *store, enum ts_status status, int target) TS_MUST_CHECK;
enum ts_status schema_version(ts_store *store, int *out) TS_MUST_CHECK;

#endif
