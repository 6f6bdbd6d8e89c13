/* Goes through the logs of many days, cut at the days' bounds, for those who add up. Private to data/. */
#ifndef TIMESHEET_DATA_WALK_H
#define TIMESHEET_DATA_WALK_H

#include "data/lookup/reading.h"
#include "data/rows/points.h"

/* What went into an activity on a day: some time without a break, more than 0. */
struct walk_part {
	ts_day day;
	const struct ts_activity *activity;
	const struct point *log;
	ts_time begin, end;
	struct ts_forgotten forgotten; /* all of it, or nothing */
};
/* Anything but TS_OK ends the walk. */
typedef enum ts_status walk_visit(void *context, const struct walk_part *part);

/* Day by day from first to last, in order of time, as ts_day_read cuts them. damaged (may be NULL) counts rows that do
 * not verify. */
enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged) TS_MUST_CHECK;

#endif
