/* Goes through the logs of many days, cut at the days' bounds, for those who add up. Private to data/. */
#ifndef TIMESHEET_DATA_WALK_H
#define TIMESHEET_DATA_WALK_H

#include "data/lookup/reading.h"
#include "data/rows/points.h"

/* What went into an activity on a day: some time without a break, more than 0. */
struct walk_part {
	ts_day day;
	const struct ts_activity *activity;
	size_t number; /* of the log's activity in this walk, from 0 on: one that it was merged into has another */
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

/* What an activity has of a day, once a day, but for what of it is forgotten or has a comment here: that comes apart,
 * log by log. */
struct walk_sum {
	ts_day day;
	const struct ts_activity *activity;
	size_t number; /* as in struct walk_part */
	int64_t milliseconds;
	struct ts_forgotten forgotten; /* all of it, or nothing */
	const char *comment;           /* of walk_tags, where it may have a tag; else empty */
};
typedef enum ts_status walk_sum_visit(void *context, const struct walk_sum *sum);
/* The same as walk_days, for who asks not when it was: days in order, and of a day in any. */
enum ts_status walk_sums(const struct reading *reading, ts_day first, ts_day last, walk_sum_visit *visit, void *context,
                         size_t *damaged) TS_MUST_CHECK;
/* The same with the comments that may have tags: in the order in which activities and these come first on a day. */
enum ts_status walk_tags(const struct reading *reading, ts_day first, ts_day last, walk_sum_visit *visit, void *context,
                         size_t *damaged) TS_MUST_CHECK;

#endif
