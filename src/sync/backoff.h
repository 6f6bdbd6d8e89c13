/* How long to wait before what has failed is tried again. */
#ifndef TIMESHEET_SRC_SYNC_BACKOFF_H
#define TIMESHEET_SRC_SYNC_BACKOFF_H

#include <stdint.h>

/* Milliseconds: after the first failure, doubled with each, up to the most. */
enum { BACKOFF_FIRST = 200, BACKOFF_MOST = 60000 };

/* Milliseconds, after so many failures in a row: half of it by chance, so that devices that lost the same hub do not
 * come back in step. */
uint64_t backoff_wait(int failures);

#endif
