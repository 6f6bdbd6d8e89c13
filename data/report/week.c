/* A week against its target, and the balance at its end. */
#include "data/file/store.h"
#include "data/lookup/settings.h"
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

/* Inside a transaction. */
static enum ts_status week_read(ts_store *store, ts_day day, ts_time now, struct ts_week *out)
{
	struct ts_settings settings;
	struct catalogue catalogue = { 0 };
	struct ts_week week = { .monday = day - ts_day_weekday(day) };
	enum ts_status status = settings_read(store, &settings);

	if (status == TS_OK)
		status = catalogue_read(store, &catalogue);
	if (status != TS_OK)
		return status;
	const struct walk walk = { &settings, &catalogue, now };
	ts_day today = ts_day_of(now, settings.day_start), end = week.monday + WEEK_DAYS;
	status = walk_days(store, &walk, week.monday, end - 1, work_add, &week, NULL);
	if (status == TS_OK)
		status = balance_read(store, &walk, end < today ? end : today, &week.flex_known, &week.flex);
	for (int i = 0; i < WEEK_DAYS; i++) {
		week.target[i] = report_target(&settings, week.monday + i);
		week.total_target += week.target[i];
	}
	if (status == TS_OK)
		*out = week;
	catalogue_release(&catalogue);
	return status;
}

enum ts_status ts_week_read(ts_store *store, ts_day day, ts_time now, struct ts_week *out)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = week_read(store, day, now, out);
	store_read_end(store);
	return status;
}
