/* A verified copy of the database. Private to data/. */
#ifndef TIMESHEET_DATA_BACKUP_H
#define TIMESHEET_DATA_BACKUP_H

#include "store.h"

/* Copies the database, as it is at one moment, to a new file (0600) named "PATH.SUFFIX", or "PATH.SUFFIX.SECONDS" with
 * the seconds of now when that exists (and a number behind when that does too). The copy is opened, checked and flushed
 * to the disk before TS_OK; otherwise there is none. out, TS_OK only, is the copy's path for the caller to free. */
enum ts_status backup_make(ts_store *store, const char *suffix, ts_time now, char **out) TS_MUST_CHECK;
/* Fills a file that was just made, empty, at a resolved path, in the same way; removes it on failure. TS_BUSY: another
 * program changed the format meanwhile. */
enum ts_status backup_fill(ts_store *store, char *path) TS_MUST_CHECK;

#endif
