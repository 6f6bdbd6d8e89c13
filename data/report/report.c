/* Reports: some days added up, and the balance at their end. */
#include "data/sums/report.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/walk.h"
#include "data/report/balance.h"

static enum ts_status visit(void *context, const struct walk_part *part)
{
	return report_add(context, part->day, part->activity, part->end - part->begin, &part->forgotten);
}

static enum ts_status days_read(const struct reading *reading, struct ts_range range, struct ts_report *out)
{
	struct report_sum sum = { 0 };
	struct ts_report report;
	struct owing owing;
	enum ts_status status = report_begin(&sum, range);

	if (status == TS_OK)
		status = walk_days(reading, range.first, range.last, visit, &sum, &sum.report.damaged);
	struct balance_sum flex = { .sum = 0 };
	if (status == TS_OK)
		status = owed_read(reading, range, &owing, &sum.report.damaged);
	if (status == TS_OK) {
		report_owe(&sum, &owing);
		status = balance_read(reading, range.last, &flex);
	}
	sum.report.flex_known = flex.known;
	sum.report.flex = flex.sum;
	sum.report.flex_damaged = flex.damaged;
	sum.report.flex_forgotten = flex.forgotten;
	if (status == TS_OK)
		status = report_finish(&sum, &report);
	if (status == TS_OK)
		*out = report;
	report_drop(&sum);
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
