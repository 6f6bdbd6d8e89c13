/* The day of a moment, kept for the next one. */
#include "data/pure/day_at.h"

ts_day day_at(struct day_at *last, ts_time at, int day_start)
{
	if (at < last->from || at >= last->until) {
		last->day = ts_day_of(at, day_start);
		ts_day_bounds(last->day, day_start, &last->from, &last->until);
	}
	return last->day;
}
