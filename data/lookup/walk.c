/* Goes through the logs of many days. */
#include "data/lookup/walk.h"

#include "data/lookup/going.h"
#include "data/lookup/met.h"
#include "data/pure/day_at.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/points.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"

/* One walk under way. */
struct pass {
	struct going going;
	struct met met;
	walk_visit *visit;
	void *context;
	struct day_at reached;
	bool is_long;
};

/* What goes on ends at a moment: hands on what lies in the days. */
static enum ts_status part_pass(struct pass *pass, ts_time whole_end)
{
	const struct reading *reading = pass->going.reading;
	const int day_start = reading->settings->day_start;
	ts_time begin, end;
	enum ts_status status = TS_OK;

	if (!going_part(&pass->going, whole_end, &begin, &end))
		return TS_OK;
	const struct met_activity *met = met_find(&pass->met, reading->catalogue, &pass->going.log.activity);
	if (!met)
		return TS_NO_MEMORY;
	const struct ts_activity *activity = &met->shown;
	while (begin < end && status == TS_OK) {
		/* Days without logs are passed over, not gone through. */
		const ts_day day = day_at(&pass->reached, begin, day_start);
		ts_time stop = end < pass->reached.until ? end : pass->reached.until;
		const struct walk_part part = {
			day,   activity, &pass->going.log,
			begin, stop,     going_forgotten(&pass->going, activity, whole_end, stop - begin)
		};
		status = pass->visit(pass->context, &part);
		begin = stop;
	}
	return status;
}

/* Months of a long walk are not kept opened: they would drive out each other, and those that others look at. */
static enum ts_status points_read(const struct pass *pass, int32_t month, struct points *points, size_t *damaged)
{
	ts_store *store = pass->going.reading->store;

	points->count = 0;
	return pass->is_long ? record_logs_in_order(store, month, points_add, points, damaged)
	                     : record_logs_visit(store, month, points_add, points, damaged);
}

static enum ts_status month_pass(struct pass *pass, int32_t month, struct points *points, bool first, size_t *damaged)
{
	enum ts_status status = points_read(pass, month, points, damaged);

	if (status == TS_OK)
		points_sort(points);
	bool covered = points->count > 0 && points->at[0].at <= pass->going.from;
	if (status == TS_OK && first && !covered && !pass->going.eldest)
		status = going_look_back(&pass->going, month, damaged);
	for (size_t i = 0; i < points->count && status == TS_OK; i++) {
		status = part_pass(pass, points->at[i].at);
		going_log(&pass->going, &points->at[i]);
	}
	return status;
}

static enum ts_status last_pass(struct pass *pass, size_t *damaged)
{
	ts_time end;

	if (!pass->going.on)
		return TS_OK;
	const struct met_activity *met =
	        met_find(&pass->met, pass->going.reading->catalogue, &pass->going.log.activity);
	if (!met)
		return TS_NO_MEMORY;
	enum ts_status status = going_end(&pass->going, &met->shown, &end, damaged);
	return status == TS_OK ? part_pass(pass, end) : status;
}

static enum ts_status months_pass(struct pass *pass, size_t *damaged)
{
	int32_t first = month_of_time(pass->going.from), last = month_of_time(pass->going.until - 1);
	struct points points = { 0 };
	enum ts_status status = TS_OK;

	pass->is_long = last - first >= CACHED_MONTHS;
	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = month_pass(pass, month, &points, month == first, damaged);
	/* What comes next lies in a later month, behind the last day. */
	if (status == TS_OK)
		status = last_pass(pass, damaged);
	points_release(&points);
	return status;
}

enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .visit = visit, .context = context };
	size_t broken = 0;
	enum ts_status status = going_begin(&pass.going, reading, (struct ts_range){ first, last });

	if (status == TS_OK)
		status = months_pass(&pass, &broken);
	/* Nothing lies there, as far as is known. */
	else if (status == TS_NOT_FOUND)
		status = TS_OK;
	if (status == TS_OK && damaged)
		*damaged += broken + reading->kept->damaged;
	met_release(&pass.met);
	return status;
}
