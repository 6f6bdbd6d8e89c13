/*
 * The anchor: outside of the database, how many changes the user's file has seen. Best effort in all it does: it never
 * keeps a change from being made. Private to data/.
 */
#ifndef TIMESHEET_DATA_ANCHOR_H
#define TIMESHEET_DATA_ANCHOR_H

#include "data/timesheet.h"

/* After a login: compares. */
void anchor_look(ts_store *store);
/* After a commit that wrote the state `count` times, the last time as its change number `changes`. */
void anchor_follow(ts_store *store, int64_t changes, int64_t count);

#endif
