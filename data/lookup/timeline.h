/*
 * The live logs of a stretch of time in order, with the one before and the one after it however far away they are.
 * Reads the months of the stretch; beyond them it looks at single months until it meets a log. Private to data/.
 */
#ifndef TIMESHEET_DATA_TIMELINE_H
#define TIMESHEET_DATA_TIMELINE_H

#include "data/rows/record_logs.h"
#include "data/rows/row.h"

struct timeline {
	struct record_logs logs; /* by moment, then id */
};

/* The logs from <= at < until, the last one before from, and the first one at until or later that is known by
 * now (a day of tolerance for clocks). Stands in a transaction of the caller. */
enum ts_status timeline_read(ts_store *store, ts_time from, ts_time until, ts_time now,
                             struct timeline *out) TS_MUST_CHECK;
/* The same, one log after the other, and with the memory of one month. damaged is added to. */
enum ts_status timeline_visit(ts_store *store, ts_time from, ts_time until, ts_time now, record_log_visit *visit,
                              void *context, size_t *damaged) TS_MUST_CHECK;
/* The last log of all months before one. Stands in a transaction of the caller. */
enum ts_status timeline_last_before(ts_store *store, int32_t month, struct row_log *out, bool *found,
                                    size_t *damaged) TS_MUST_CHECK;
/* The first log at a moment or later that is known by now. Stands in a transaction of the caller. */
enum ts_status timeline_first_from(ts_store *store, ts_time from, ts_time now, struct row_log *out, bool *found,
                                   size_t *damaged) TS_MUST_CHECK;
void timeline_release(struct timeline *timeline);
/* How many logs are made before a moment: the index of the first that is not. */
size_t timeline_count_before(const struct timeline *timeline, ts_time at);
/* The log that is in force at a moment; NULL when none was made until then. */
const struct row_log *timeline_at(const struct timeline *timeline, ts_time at);

#endif
