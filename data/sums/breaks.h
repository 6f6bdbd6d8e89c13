/*
 * Breaks: how long somebody worked without one, and how much of them a day had. Pure arithmetic on pieces of days; the
 * tests' fake adds up the same way. Private to data/.
 *
 * A break is at least a quarter of an hour without work: rest, off, or a time before which nothing was logged. It ends
 * a stretch; what is shorter does not, and counts neither as work nor as a break. A day's breaks lie between its first
 * work and its last. One that lies across the day's border is none of either day; but a stretch goes on over it: who
 * works from 22:00 to 6:00 has worked for eight hours on the second day, whatever the clock says at midnight.
 */
#ifndef TIMESHEET_DATA_SUMS_BREAKS_H
#define TIMESHEET_DATA_SUMS_BREAKS_H

#include "data/timesheet.h"

/* Begins zeroed. */
struct breaks_sum {
	bool begun;
	ts_day day;
	ts_time last;           /* the end of the last work */
	int64_t stretch;        /* since the last break */
	bool worked;            /* on this day */
	struct ts_pauses today; /* of the day, as far as it was added */
};

/* A piece of work of a day, in order of time. */
void breaks_add(struct breaks_sum *sum, ts_day day, ts_time begin, ts_time end);
/* What a day comes to, after all of its pieces and before those of a later one. */
struct ts_pauses breaks_of(const struct breaks_sum *sum, ts_day day);

#endif
