/* What goes on until the next log. */
#include "data/lookup/going.h"

#include "data/lookup/months.h"
#include "data/lookup/timeline.h"
#include "data/rows/month.h"

#include <string.h>

/* Days for which it is worth to ask when the first log was. */
enum { CLAMPED_FROM = 800 };

/* Leaves out the days before the first log. */
static enum ts_status range_clamp(struct going *going, struct ts_range *range)
{
	int32_t month;

	if ((int64_t)range->last - range->first <= CLAMPED_FROM)
		return TS_OK;
	enum ts_status status = months_first_log(going->reading->store, month_of_time(going->reading->now), &month);
	if (status != TS_OK)
		return status;
	/* The month is one of UTC: here it may have begun a day earlier. */
	going->eldest = range->first < month_first_day(month);
	if (range->first < month_first_day(month) - 1)
		range->first = month_first_day(month) - 1;
	return TS_OK;
}

enum ts_status going_begin(struct going *going, const struct reading *reading, struct ts_range range)
{
	const int day_start = reading->settings->day_start;
	ts_day today = ts_day_of(reading->now, day_start);
	ts_time ignored;

	*going = (struct going){ .reading = reading };
	if (range.last > today)
		range.last = today;
	enum ts_status status = range_clamp(going, &range);
	if (status != TS_OK)
		return status;
	if (range.last < range.first)
		return TS_NOT_FOUND;
	ts_day_bounds(range.first, day_start, &going->from, &ignored);
	ts_day_bounds(range.last, day_start, &ignored, &going->until);
	going->until = going->until < reading->now ? going->until : reading->now;
	return going->from < going->until ? TS_OK : TS_NOT_FOUND;
}

void going_row(struct going *going, const struct row_log *row)
{
	going_log(going, &(struct point){ .at = row->at,
	                                  .sure = row->sure,
	                                  .offset = row->offset,
	                                  .place = POINT_NOWHERE,
	                                  .activity = row->activity,
	                                  .id = row->id });
	if (strchr(row->comment, '#'))
		memcpy(going->comment, row->comment, sizeof going->comment);
}

enum ts_status going_look_back(struct going *going, int32_t month, size_t *damaged)
{
	struct row_log before;
	bool found = false;
	enum ts_status status = timeline_last_before(going->reading->store, month, &before, &found, damaged);

	if (status == TS_OK && found)
		going_row(going, &before);
	return status;
}

enum ts_status going_end(const struct going *going, const struct ts_activity *activity, ts_time *end, size_t *damaged)
{
	struct row_log next;
	bool found = false;

	*end = going->until;
	if (!going->on || going_forgotten(going, activity, going->until, 1).milliseconds > 0 ||
	    going_forgotten(going, activity, going->reading->now, 1).milliseconds == 0)
		return TS_OK;
	enum ts_status status =
	        timeline_first_from(going->reading->store, going->until, going->reading->now, &next, &found, damaged);
	*end = found ? next.at : going->reading->now;
	return status;
}
