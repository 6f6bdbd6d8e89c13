/* Sealing all rows of a user anew, under other keys. Private to data/. */
#ifndef TIMESHEET_DATA_REKEY_H
#define TIMESHEET_DATA_REKEY_H

#include "data/file/store.h"
#include "data/rows/state.h"

/*
 * In a write transaction, for the logged-in user: the rows are looked through first (TS_DAMAGED: they are not those
 * that were last written, and nothing was changed), then sealed under next's keys, which become store->identity: the
 * caller puts the former one back if the transaction does not land. A row that does not verify stays as it is: no key
 * opens it. What is the box's and the slots' is the caller's. told: what the state says of the key slots from now
 * on.
 */
enum ts_status rekey_rows(ts_store *store, struct identity *next, const struct state *told, ts_progress_tell *progress,
                          void *context, ts_time now) TS_MUST_CHECK;

#endif
