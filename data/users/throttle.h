/* The growing delay after wrong passwords: per user, in the file, so that a restart does not end it. Private to data/.
 */
#ifndef TIMESHEET_DATA_THROTTLE_H
#define TIMESHEET_DATA_THROTTLE_H

#include "data/rows/user.h"

/* Milliseconds until the next try: none after 0 to 2 failures, then 1, 2, 4 ... 60 s. A failure that lies ahead of now
 * (the clock was set back) counts as made now. */
int64_t throttle_wait(const struct user *user, ts_time now);
/* Inside a write transaction: counts a try before it is known to be wrong. TS_WAIT: too early; not counted. */
enum ts_status throttle_count(ts_store *store, const struct user *user, ts_time now) TS_MUST_CHECK;
/* Inside a write transaction: the password was right. */
enum ts_status throttle_clear(ts_store *store, const struct ts_id *user) TS_MUST_CHECK;
/* Inside a write transaction: that try was not the user's fault. */
enum ts_status throttle_forgive(ts_store *store, const struct user *user) TS_MUST_CHECK;
/* When the clock was set back behind the last failure, moves that to now: otherwise the wait would last until the clock
 * has caught up. Outside of a transaction. If it cannot, the wait is only longer. */
void throttle_adjust(ts_store *store, const struct user *user, ts_time now);

#endif
