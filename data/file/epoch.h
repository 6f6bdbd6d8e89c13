/*
 * Which state of the file a transaction reads, told from others by what changes it behind somebody's back: what is
 * opened once can be kept for as long as the epoch is the same. What this store itself commits does not end it: who
 * keeps something writes there too. Private to data/.
 */
#ifndef TIMESHEET_DATA_EPOCH_H
#define TIMESHEET_DATA_EPOCH_H

#include "data/timesheet.h"

struct epoch {
	uint64_t connections; /* each counts others' commits anew */
	uint64_t given_up;    /* what was read then may be what was not written */
	int64_t version;      /* PRAGMA data_version: other connections' commits. In a transaction it tells of the state
	                         that is read there */
};

/* False outside of a transaction, where the next statement may see another state, and when it cannot be read. */
bool epoch_read(ts_store *store, struct epoch *out) TS_MUST_CHECK;
bool epoch_equal(const struct epoch *left, const struct epoch *right);

#endif
