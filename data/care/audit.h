/* Adding up all rows of the logged-in user as they stand in the file. Private to data/. */
#ifndef TIMESHEET_DATA_AUDIT_H
#define TIMESHEET_DATA_AUDIT_H

#include "data/seal/tally.h"

/* In a transaction of the caller. */
enum ts_status audit_all(ts_store *store, struct tally *out) TS_MUST_CHECK;

#endif
