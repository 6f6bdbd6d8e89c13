/* A week against its target, and the balance at its end. */
#include "data/file/store.h"
#include "data/lookup/walk.h"
#include "data/pure/report.h"
#include "data/report/balance.h"

enum { WEEK_DAYS = 7 };

static enum ts_status work_add(void *context, ts_day day, const struct ts_activity *activity, int64_t length)
{
	struct ts_week *week = context;

	if (activity->off || activity->rest)
		return TS_OK;
	week->work[day - week->monday] += length;
	week->total += length;
	return TS_OK;
}

static enum ts_status week_fill(const struct reading *reading, ts_day day, struct ts_week *out)
{
	struct ts_week week = { .monday = day - ts_day_weekday(day) };
	ts_day today = ts_day_of(reading->now, reading->settings->day_start), end = week.monday + WEEK_DAYS;
	enum ts_status status = walk_days(reading, week.monday, end - 1, work_add, &week, &week.damaged);

	struct balance_sum flex = { .sum = 0 };
	if (status == TS_OK)
		status = balance_read(reading, end < today ? end : today, &flex);
	week.flex_known = flex.known;
	week.flex = flex.sum;
	week.flex_damaged = flex.damaged;
	for (int i = 0; i < WEEK_DAYS; i++) {
		week.target[i] = report_target(reading->settings, week.monday + i);
		week.total_target += week.target[i];
	}
	if (status == TS_OK)
		*out = week;
	return status;
}

enum ts_status ts_week_read(ts_store *store, ts_day day, ts_time now, struct ts_week *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = week_fill(&reading, day, out);
	reading_end(&reading);
	return status;
}
