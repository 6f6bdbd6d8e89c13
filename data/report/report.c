/* Reports: some days added up, and the balance at their end. */
#include "data/sums/report.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/walk.h"
#include "data/report/balance.h"
#include "data/sums/breaks.h"

struct adding {
	struct report_sum sum;
	struct breaks_sum breaks;
	bool ruled; /* breaks are told */
};

static enum ts_status visit(void *context, const struct walk_part *part)
{
	struct adding *adding = context;

	if (adding->ruled && !part->activity->off && !part->activity->rest) {
		breaks_add(&adding->breaks, part->day, part->begin, part->end);
		report_pause(&adding->sum, part->day, &adding->breaks);
	}
	return report_add(&adding->sum, part->day, part->activity, part->end - part->begin, &part->forgotten);
}

static enum ts_status days_read(const struct reading *reading, struct ts_range range, struct ts_report *out)
{
	struct adding adding = { .ruled = ts_breaks_ruled(&reading->settings->breaks) };
	struct ts_report *report = &adding.sum.report;
	struct owing owing;
	struct balance_sum flex = { .sum = 0 };
	enum ts_status status = report_begin(&adding.sum, range);

	/* A stretch of work may reach over from the day before. */
	if (status == TS_OK)
		status = walk_days(reading, range.first - adding.ruled, range.last, visit, &adding, &report->damaged);
	if (status == TS_OK)
		status = owed_read(reading, range, &owing, &report->damaged);
	if (status == TS_OK) {
		report_owe(&adding.sum, &owing);
		status = balance_read(reading, range.last, &flex);
	}
	report->flex_known = flex.known;
	report->flex = flex.sum;
	report->flex_damaged = flex.damaged;
	report->flex_forgotten = flex.forgotten;
	if (status == TS_OK)
		status = report_finish(&adding.sum, out);
	report_drop(&adding.sum);
	return status;
}

enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	struct reading reading;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && (range.last < range.first || (int64_t)range.last - range.first >= TS_REPORT_DAYS))
		status = TS_INVALID;
	if (status == TS_OK)
		status = reading_begin(&reading, store, now);
	if (status != TS_OK)
		return status;
	status = days_read(&reading, range, out);
	reading_end(&reading);
	return status;
}

enum ts_status ts_flex_prepare(ts_store *store, ts_time now, int months, bool *done)
{
	struct reading reading;
	bool all = false;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = balance_add(&reading, months, &all);
	reading_end(&reading);
	if (status != TS_OK)
		return status;
	/* What was read once is not read again. */
	if (all)
		(void)sqlite3_db_release_memory(store->database);
	*done = all;
	return TS_OK;
}
