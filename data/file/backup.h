/* A verified copy of the database. Private to data/. */
#ifndef TIMESHEET_DATA_BACKUP_H
#define TIMESHEET_DATA_BACKUP_H

#include "data/timesheet.h"

/* Copies the database, as it is at one moment, to a new file (0600) at a resolved path. The copy grows under the name
 * "PATH.part-XXXXXXXX", and gets its own only once it was opened, checked and flushed to the disk: whatever ends the
 * program, a file of that name is a whole backup. TS_EXISTS: something has that name. TS_BUSY: another program changed
 * the format meanwhile. */
enum ts_status backup_write(ts_store *store, const char *path) TS_MUST_CHECK;
/* The same to a file named "PATH.SUFFIX" beside the database, or "PATH.SUFFIX.SECONDS" with the seconds of now when
 * that exists (and a number behind when that does too). out, TS_OK only, is the copy's path for the caller to free. */
enum ts_status backup_make(ts_store *store, const char *suffix, ts_time now, char **out) TS_MUST_CHECK;
/* What a copy that is not finished has in its name. */
#define BACKUP_PART ".part-"

#endif
