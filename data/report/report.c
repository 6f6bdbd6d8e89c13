/* Reports: some days added up, and the balance at their end. */
#include "data/pure/report.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/lookup/walk.h"
#include "data/report/balance.h"

static enum ts_status visit(void *context, ts_day day, const struct ts_activity *activity, int64_t length)
{
	return report_add(context, day, activity, length);
}

/* Inside a transaction. */
static enum ts_status range_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	struct ts_settings settings;
	struct catalogue catalogue = { 0 };
	struct report_sum sum = { 0 };
	enum ts_status status = settings_read(store, &settings);

	if (status == TS_OK)
		status = catalogue_read(store, &catalogue);
	if (status != TS_OK)
		return status;
	const struct walk walk = { &settings, &catalogue, now };
	ts_day today = ts_day_of(now, settings.day_start);
	struct ts_report report;
	status = report_begin(&sum, range, &settings);
	if (status == TS_OK)
		status = walk_days(store, &walk, range.first, range.last, visit, &sum, &sum.report.damaged);
	if (status == TS_OK)
		status = balance_read(store, &walk, range.last < today ? range.last + 1 : today, &sum.report.flex_known,
		                      &sum.report.flex);
	if (status == TS_OK)
		status = report_finish(&sum, &report);
	if (status == TS_OK)
		*out = report;
	report_drop(&sum);
	catalogue_release(&catalogue);
	return status;
}

enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && (range.last < range.first || (int64_t)range.last - range.first >= TS_REPORT_DAYS))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = range_read(store, range, now, out);
	store_read_end(store);
	return status;
}

/* Inside a transaction. */
static enum ts_status flex_prepare(ts_store *store, ts_time now, int months, bool *done)
{
	struct ts_settings settings;
	struct catalogue catalogue = { 0 };
	enum ts_status status = settings_read(store, &settings);

	if (status == TS_OK)
		status = catalogue_read(store, &catalogue);
	if (status != TS_OK)
		return status;
	const struct walk walk = { &settings, &catalogue, now };
	status = balance_add(store, &walk, months, done);
	catalogue_release(&catalogue);
	return status;
}

enum ts_status ts_flex_prepare(ts_store *store, ts_time now, int months, bool *done)
{
	enum ts_status status = store_require_login(store);
	bool all = false;

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = flex_prepare(store, now, months, &all);
	store_read_end(store);
	if (status != TS_OK)
		return status;
	/* What was read once is not read again. */
	if (all)
		(void)sqlite3_db_release_memory(store->database);
	*done = all;
	return TS_OK;
}
