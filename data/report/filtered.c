/* Reports of what a filter takes, with tags: gone through log by log, since comments decide. Where it takes all, only
 * comments that may have a tag are looked at. */
#include "data/file/store.h"
#include "data/lookup/walk.h"
#include "data/sums/report.h"

struct filtering {
	struct report_sum sum;
	ts_filter *filter;
	int day_start;
};

static enum ts_status span_add(void *context, const struct ts_span *span)
{
	struct filtering *filtering = context;
	enum ts_status status = ts_filter_take(filtering->filter, span->text, span->comment);

	if (status == TS_NOT_FOUND)
		return TS_OK;
	return status == TS_OK ? report_add_span(&filtering->sum, span, filtering->day_start) : status;
}

static enum ts_status sum_add(void *context, const struct walk_sum *sum)
{
	struct filtering *filtering = context;

	return report_add_tagged(&filtering->sum, sum->day, sum->activity, sum->comment, sum->milliseconds,
	                         &sum->forgotten);
}

static enum ts_status logs_read(const struct reading *reading, struct ts_range range, struct filtering *filtering,
                                size_t *damaged)
{
	ts_time from, until, unused;

	if (ts_filter_empty(filtering->filter))
		return walk_tags(reading, range.first, range.last, sum_add, filtering, damaged);
	ts_day_bounds(range.first, filtering->day_start, &from, &unused);
	ts_day_bounds(range.last, filtering->day_start, &unused, &until);
	return ts_spans_visit(reading->store, from, until, reading->now, span_add, filtering, damaged);
}

static enum ts_status range_read(const struct reading *reading, struct ts_range range, ts_filter *filter,
                                 struct ts_report *out)
{
	struct filtering filtering = { .filter = filter, .day_start = reading->settings->day_start };
	struct ts_report report;
	size_t damaged = 0;
	enum ts_status status = report_begin(&filtering.sum, range);

	if (status == TS_OK)
		status = logs_read(reading, range, &filtering, &damaged);
	filtering.sum.report.damaged = damaged;
	filtering.sum.report.no_target = true;
	filtering.sum.report.tagged = true;
	if (status == TS_OK)
		status = report_finish(&filtering.sum, &report);
	if (status == TS_OK)
		*out = report;
	report_drop(&filtering.sum);
	return status;
}

enum ts_status ts_report_filtered(ts_store *store, struct ts_range range, ts_filter *filter, ts_time now,
                                  struct ts_report *out)
{
	struct reading reading;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && (range.last < range.first || (int64_t)range.last - range.first >= TS_REPORT_DAYS))
		status = TS_INVALID;
	if (status == TS_OK)
		status = reading_begin(&reading, store, now);
	if (status != TS_OK)
		return status;
	status = range_read(&reading, range, filter, out);
	reading_end(&reading);
	return status;
}
