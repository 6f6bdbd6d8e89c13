/* A week against its target, and the balance of the month. */
#include "day.h"
#include "settings.h"

#include <string.h>

enum { WEEK_DAYS = 7 };

/* What a week is made of. */
struct frame {
	struct ts_settings settings;
	struct catalogue catalogue;
	ts_time now;
};

/* Milliseconds worked on each of count days from first on. */
static enum ts_status work_read(ts_store *store, const struct frame *frame, ts_day first, int count, int64_t *work)
{
	struct timeline timeline;
	ts_time from, until, ignored;

	ts_day_bounds(first, frame->settings.day_start, &from, &ignored);
	ts_day_bounds(first + count - 1, frame->settings.day_start, &ignored, &until);
	enum ts_status status = timeline_read(store, from, until, frame->now, &timeline);
	if (status != TS_OK)
		return status;
	for (int i = 0; i < count && status == TS_OK; i++) {
		struct ts_day_view view;
		status = day_fill(&frame->settings, &frame->catalogue, &timeline, first + i, frame->now, &view);
		if (status != TS_OK)
			break;
		work[i] = view.work;
		ts_day_release(&view);
	}
	timeline_release(&timeline);
	return status;
}

/* Work less target of the days of this month before today that have work. */
static enum ts_status flex_read(ts_store *store, const struct frame *frame, int64_t *flex)
{
	ts_day today = ts_day_of(frame->now, frame->settings.day_start);
	struct ts_civil civil;
	int64_t work[31];

	ts_day_to_civil(today, &civil);
	ts_day first = today - (civil.day - 1);
	*flex = 0;
	if (today == first)
		return TS_OK;
	enum ts_status status = work_read(store, frame, first, today - first, work);
	for (ts_day day = first; day < today && status == TS_OK; day++) {
		if (work[day - first] > 0)
			*flex += work[day - first] - day_target(&frame->settings, day);
	}
	return status;
}

/* Inside a transaction. */
static enum ts_status week_read(ts_store *store, ts_day day, ts_time now, struct ts_week *out)
{
	struct frame frame = { .now = now };
	struct ts_week week = { .monday = day - ts_day_weekday(day) };
	enum ts_status status = settings_read(store, &frame.settings);

	if (status == TS_OK)
		status = catalogue_read(store, &frame.catalogue);
	if (status != TS_OK)
		return status;
	status = work_read(store, &frame, week.monday, WEEK_DAYS, week.work);
	if (status == TS_OK)
		status = flex_read(store, &frame, &week.flex);
	for (int i = 0; i < WEEK_DAYS; i++) {
		week.target[i] = day_target(&frame.settings, week.monday + i);
		week.total += week.work[i];
		week.total_target += week.target[i];
	}
	if (status == TS_OK)
		*out = week;
	catalogue_release(&frame.catalogue);
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
