/* The live logs of a stretch of time in order. */
#include "data/lookup/timeline.h"

#include "data/lookup/months.h"
#include "data/rows/month.h"

/* How many neighbouring months are simply asked for, before the list of all months is. */
enum { PROBES = 2 };

static const ts_time tolerance = 24 * TS_HOUR;

size_t timeline_count_before(const struct timeline *timeline, ts_time at)
{
	size_t low = 0, high = timeline->logs.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (timeline->logs.at[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct row_log *timeline_at(const struct timeline *timeline, ts_time at)
{
	size_t count = timeline_count_before(timeline, at + 1);

	return count > 0 ? &timeline->logs.at[count - 1] : NULL;
}

/* What is kept of the months that are read: the logs of the stretch, and of the others the nearest on each side. A
 * month has hundreds, of which a day shows twenty. */
struct keep {
	struct record_logs *logs;
	ts_time from, until;
	struct row_log before, after;
	bool has_before, has_after;
};

static enum ts_status keep_visit(void *context, const struct row_log *row)
{
	struct keep *keep = context;

	if (row->at >= keep->from && row->at < keep->until)
		return record_logs_append(keep->logs, row);
	if (row->at < keep->from && (!keep->has_before || row_compare_log(row, &keep->before) > 0)) {
		keep->before = *row;
		keep->has_before = true;
	}
	if (row->at >= keep->until && (!keep->has_after || row_compare_log(row, &keep->after) < 0)) {
		keep->after = *row;
		keep->has_after = true;
	}
	return TS_OK;
}

static enum ts_status month_keep(ts_store *store, int32_t month, struct keep *keep)
{
	return record_logs_visit(store, month, keep_visit, keep, &keep->logs->damaged);
}

static bool keep_has(const struct keep *keep, int step)
{
	return step < 0 ? keep->has_before : keep->has_after;
}

/* Looks from month first to month last, in steps of 1 or -1, for the nearest log. Which months have logs at all is
 * asked once, since asking for each month would cost more than hashing it. */
static enum ts_status months_search(ts_store *store, int32_t first, int32_t last, int step, struct keep *keep)
{
	const int32_t earliest = month_of_time(ROW_EARLIEST), latest = month_of_time(ROW_LATEST);
	struct months months;
	enum ts_status status = months_read(store, MONTHS_OF_LOGS, &months);

	if (status != TS_OK)
		return status;
	/* The day on screen may be of any age. */
	int32_t month = first < earliest ? earliest : first > latest ? latest : first;
	/* All logs of a month may be deleted ones. */
	while (status == TS_OK && !keep_has(keep, step) && months_nearest(&months, month, last, step, &month)) {
		status = month_keep(store, month, keep);
		month += step;
	}
	months_release(&months);
	return status;
}

/* Finds the nearest log from month first on in one direction. */
static enum ts_status nearest_read(ts_store *store, int32_t first, int32_t last, int step, struct keep *keep)
{
	enum ts_status status = TS_OK;

	for (int i = 0; i < PROBES && status == TS_OK && !keep_has(keep, step); i++, first += step) {
		if (step > 0 ? first > last : first < last)
			return TS_OK;
		status = month_keep(store, first, keep);
	}
	if (status == TS_OK && !keep_has(keep, step))
		status = months_search(store, first, last, step, keep);
	return status;
}

static enum ts_status logs_visit(const struct record_logs *logs, record_log_visit *visit, void *context)
{
	enum ts_status status = TS_OK;

	record_logs_sort(logs);
	for (size_t i = 0; i < logs->count && status == TS_OK; i++)
		status = visit(context, &logs->at[i]);
	return status;
}

enum ts_status timeline_visit(ts_store *store, ts_time from, ts_time until, ts_time now, record_log_visit *visit,
                              void *context, size_t *damaged)
{
	struct record_logs logs = { 0 };
	struct keep keep = { .logs = &logs, .from = from, .until = until };
	int32_t first = month_of_time(from), last = month_of_time(until > from ? until - 1 : from);
	enum ts_status status = TS_OK;

	for (int32_t month = first; month <= last && status == TS_OK; month++) {
		logs.count = 0;
		status = month_keep(store, month, &keep);
		if (status == TS_OK && month == first && !keep.has_before)
			status = nearest_read(store, first - 1, month_of_time(ROW_EARLIEST), -1, &keep);
		if (status == TS_OK && month == first && keep.has_before)
			status = visit(context, &keep.before);
		if (status == TS_OK)
			status = logs_visit(&logs, visit, context);
	}
	if (status == TS_OK && !keep.has_after)
		status = nearest_read(store, last + 1, month_of_time(now + tolerance), 1, &keep);
	if (status == TS_OK && keep.has_after)
		status = visit(context, &keep.after);
	*damaged += logs.damaged;
	record_logs_release(&logs);
	return status;
}

enum ts_status timeline_read(ts_store *store, ts_time from, ts_time until, ts_time now, struct timeline *out)
{
	struct timeline timeline = { 0 };
	enum ts_status status =
	        timeline_visit(store, from, until, now, record_logs_append, &timeline.logs, &timeline.logs.damaged);

	if (status == TS_OK)
		*out = timeline;
	else
		timeline_release(&timeline);
	return status;
}

enum ts_status timeline_last_before(ts_store *store, int32_t month, struct row_log *out, bool *found, size_t *damaged)
{
	struct record_logs none = { 0 };
	/* All that is met lies before. */
	struct keep keep = { .logs = &none, .from = INT64_MAX, .until = INT64_MAX };
	enum ts_status status = nearest_read(store, month - 1, month_of_time(ROW_EARLIEST), -1, &keep);

	*found = status == TS_OK && keep.has_before;
	if (*found)
		*out = keep.before;
	*damaged += none.damaged;
	return status;
}

enum ts_status timeline_first_from(ts_store *store, ts_time from, ts_time now, struct row_log *out, bool *found,
                                   size_t *damaged)
{
	struct record_logs none = { 0 };
	/* All that is met lies before or behind. */
	struct keep keep = { .logs = &none, .from = from, .until = from };
	enum ts_status status = nearest_read(store, month_of_time(from), month_of_time(now + tolerance), 1, &keep);

	*found = status == TS_OK && keep.has_after;
	if (*found)
		*out = keep.after;
	*damaged += none.damaged;
	return status;
}

void timeline_release(struct timeline *timeline)
{
	record_logs_release(&timeline->logs);
}
