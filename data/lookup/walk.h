/* Goes through the logs of many days, cut at the days' bounds, for those who add up. Private to data/. */
#ifndef TIMESHEET_DATA_WALK_H
#define TIMESHEET_DATA_WALK_H

#include "data/lookup/reading.h"

/* A length of time, more than 0, that went into an activity on a day. Anything but TS_OK ends the walk. */
typedef enum ts_status walk_visit(void *context, ts_day day, const struct ts_activity *activity, int64_t length);

/* Day by day from first to last, in order of time, as ts_day_read cuts them. damaged (may be NULL) counts rows that do
 * not verify. */
enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged) TS_MUST_CHECK;

#endif
