/* Goes through the logs of many days. */
#include "data/lookup/walk.h"

#include "data/lookup/months.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/points.h"
#include "data/rows/record_log.h"
#include "data/rows/row.h"

#include <stdlib.h>

enum { CLAMPED_FROM = 800 /* days for which it is worth to ask when the first log was */ };

/* What ids stand for, so that each is looked up once. */
struct seen {
	struct {
		struct ts_id id;
		struct ts_activity shown;
	} * at;
	size_t count, room, latest;
};

static const struct ts_activity *seen_find(struct seen *seen, const struct catalogue *catalogue, const struct ts_id *id)
{
	if (seen->count > 0 && ts_id_equal(seen->at[seen->latest].id, *id))
		return &seen->at[seen->latest].shown;
	for (size_t i = 0; i < seen->count; i++) {
		if (ts_id_equal(seen->at[i].id, *id)) {
			seen->latest = i;
			return &seen->at[i].shown;
		}
	}
	if (!array_room(&seen->at, &seen->room, seen->count + 1, sizeof *seen->at))
		return NULL;
	seen->latest = seen->count++;
	seen->at[seen->latest].id = *id;
	(void)catalogue_show(catalogue, id, &seen->at[seen->latest].shown);
	return &seen->at[seen->latest].shown;
}

/* One walk under way. */
struct pass {
	const struct reading *reading;
	struct seen seen;
	walk_visit *visit;
	void *context;
	ts_time from, until;         /* of all its days */
	ts_day day;                  /* that the walk has reached, */
	ts_time day_from, day_until; /* and its bounds */
	struct point held;           /* what goes on there */
	bool has_held;
};

/* What is held ends at a moment: hands on what lies in the days. */
static enum ts_status held_pass(struct pass *pass, ts_time end)
{
	ts_time begin = pass->held.at > pass->from ? pass->held.at : pass->from;
	enum ts_status status = TS_OK;

	end = end < pass->reading->now ? end : pass->reading->now;
	end = end < pass->until ? end : pass->until;
	if (!pass->has_held || begin >= end)
		return TS_OK;
	const struct ts_activity *activity = seen_find(&pass->seen, pass->reading->catalogue, &pass->held.activity);
	if (!activity)
		return TS_NO_MEMORY;
	while (begin < end && status == TS_OK) {
		/* Days without logs are passed over, not gone through. */
		if (begin >= pass->day_until) {
			pass->day = ts_day_of(begin, pass->reading->settings->day_start);
			ts_day_bounds(pass->day, pass->reading->settings->day_start, &pass->day_from, &pass->day_until);
		}
		ts_time stop = end < pass->day_until ? end : pass->day_until;
		status = pass->visit(pass->context, pass->day, activity, stop - begin);
		begin = stop;
	}
	return status;
}

/* The log before the first of these goes on into the days, however old it is. */
static enum ts_status begin_hold(struct pass *pass, int32_t month, const struct points *points, size_t *damaged)
{
	struct row_log before;
	bool found = false;

	if (points->count > 0 && points->at[0].at <= pass->from)
		return TS_OK;
	enum ts_status status = timeline_last_before(pass->reading->store, month, &before, &found, damaged);
	if (status == TS_OK && found) {
		pass->held = (struct point){ before.at, before.id, before.activity };
		pass->has_held = true;
	}
	return status;
}

static enum ts_status month_pass(struct pass *pass, int32_t month, struct points *points, bool first, size_t *damaged)
{
	points->count = 0;
	enum ts_status status = record_logs_visit(pass->reading->store, month, points_add, points, damaged);

	if (status == TS_OK)
		points_sort(points);
	if (status == TS_OK && first)
		status = begin_hold(pass, month, points, damaged);
	for (size_t i = 0; i < points->count && status == TS_OK; i++) {
		status = held_pass(pass, points->at[i].at);
		pass->held = points->at[i];
		pass->has_held = true;
	}
	return status;
}

static enum ts_status months_pass(struct pass *pass, size_t *damaged)
{
	int32_t first = month_of_time(pass->from), last = month_of_time(pass->until - 1);
	struct points points = { 0 };
	enum ts_status status = TS_OK;

	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = month_pass(pass, month, &points, month == first, damaged);
	/* What comes next lies in a later month, behind the last day. */
	if (status == TS_OK)
		status = held_pass(pass, pass->until);
	points_release(&points);
	return status;
}

enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .reading = reading, .visit = visit, .context = context, .day_until = INT64_MIN };
	ts_day today = ts_day_of(reading->now, reading->settings->day_start);
	ts_time ignored;
	size_t broken = 0;

	if (last > today)
		last = today;
	if (last < first)
		return TS_OK;
	if ((int64_t)last - first > CLAMPED_FROM) {
		int32_t month;
		enum ts_status status = months_first_log(reading->store, month_of_time(reading->now), &month);
		if (status != TS_OK)
			return status == TS_NOT_FOUND ? TS_OK : status;
		/* The month is one of UTC: here it may have begun a day earlier. */
		if (first < month_first_day(month) - 1)
			first = month_first_day(month) - 1;
		if (last < first)
			return TS_OK;
	}
	ts_day_bounds(first, reading->settings->day_start, &pass.from, &ignored);
	ts_day_bounds(last, reading->settings->day_start, &ignored, &pass.until);
	enum ts_status status = months_pass(&pass, &broken);
	if (status == TS_OK && damaged)
		*damaged += broken;
	free(pass.seen.at);
	return status;
}
