/* What tells one state of the file from another, as far as this connection can see. Private to data/. */
#ifndef TIMESHEET_DATA_STAMP_H
#define TIMESHEET_DATA_STAMP_H

#include "data/timesheet.h"

struct stamp {
	uint64_t connections; /* the store made: the two below begin anew with each */
	int64_t version;      /* PRAGMA data_version: commits of others */
	int changes;          /* rows this connection ever changed */
};

enum ts_status stamp_read(ts_store *store, struct stamp *out) TS_MUST_CHECK;
bool stamp_equal(const struct stamp *left, const struct stamp *right);

#endif
