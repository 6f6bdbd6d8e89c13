/* The day of a moment, kept for the next one. */
#include "data/pure/day_at.h"

/* Mostly it is the next day, which begins where the last one ends. */
static bool next_day(struct day_at *last, ts_time at, int day_start)
{
	enum { MINUTES_OF_DAY = 1440 };

	if (last->from >= last->until || at < last->until || last->day == INT32_MAX)
		return false;
	const ts_time until = ts_time_local(last->day + 1, day_start + MINUTES_OF_DAY, NULL);
	if (at >= until)
		return false;
	*last = (struct day_at){ last->day + 1, last->until, until };
	return true;
}

ts_day day_at_other(struct day_at *last, ts_time at, int day_start)
{
	if (!next_day(last, at, day_start)) {
		last->day = ts_day_of(at, day_start);
		ts_day_bounds(last->day, day_start, &last->from, &last->until);
	}
	return last->day;
}
