/*
 * The anchor: a file for each user outside of the database, which tells how many changes the user's file had seen when
 * this machine last made one. Written without waiting for the disk: after a power cut it may be older than the
 * database, never newer, and an older one only sees less. Best effort in all it does: it never keeps a change from
 * being made. Private to data/.
 */
#ifndef TIMESHEET_DATA_ANCHOR_FILE_H
#define TIMESHEET_DATA_ANCHOR_FILE_H

#include "data/timesheet.h"

/* The user's anchor, opened, and to write made if it is missing; -1: there is none, or none that is ours. */
int anchor_open(const ts_store *store, bool write);
/* What stands in it; 0: nothing that is true. */
int64_t anchor_changes_read(const ts_store *store, int descriptor);
bool anchor_changes_write(const ts_store *store, int descriptor, int64_t changes);

/* After a commit that wrote the state `count` times, the last time as its change number `changes`. */
void anchor_follow(ts_store *store, int64_t changes, int64_t count);

#endif
