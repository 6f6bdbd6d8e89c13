/* The day of moments that follow each other: asked of the calendar once a day, which costs as much as all else that is
 * done for a log. Pure. Private to data/. */
#ifndef TIMESHEET_DATA_DAY_AT_H
#define TIMESHEET_DATA_DAY_AT_H

#include "data/timesheet.h"

/* Begun all zero. */
struct day_at {
	ts_day day;
	ts_time from, until; /* its bounds */
};
/* Another day than the last one. */
ts_day day_at_other(struct day_at *last, ts_time at, int day_start);
/* As ts_day_of, for one day_start all the time. */
static inline ts_day day_at(struct day_at *last, ts_time at, int day_start)
{
	return at >= last->from && at < last->until ? last->day : day_at_other(last, at, day_start);
}

#endif
