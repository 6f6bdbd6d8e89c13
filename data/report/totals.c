/*
 * Totals over any range of days. Whole months come from what they come to, where that is kept; the months that the
 * range cuts, and those that were written to since, come from their logs.
 */
#include "data/file/store.h"
#include "data/lookup/going.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/month_sum.h"
#include "data/rows/record_logs.h"
#include "data/rows/row.h"
#include "data/sums/forgotten.h"
#include "data/sums/report.h"

#include <stdlib.h>
#include <string.h>

struct doubt {
	struct ts_id activity;
	struct ts_forgotten forgotten;
};

/* One adding up under way. */
struct pass {
	ts_store *store;
	struct going going;
	bool begun; /* what goes on at the range's begin is known */
	struct lengths lengths;
	struct points points; /* of a month */
	struct doubt *doubts; /* of what is forgotten: it is little */
	size_t doubt_count, doubt_room;
	size_t damaged;
	bool sound; /* the rows of months are all there, as they were last written */
};

static enum ts_status doubt_add(struct pass *pass, ts_time end, int64_t length)
{
	struct ts_activity shown;

	(void)catalogue_show(pass->going.reading->catalogue, &pass->going.log.activity, &shown);
	const struct doubt doubt = { pass->going.log.activity, going_forgotten(&pass->going, &shown, end, length) };
	if (doubt.forgotten.milliseconds == 0)
		return TS_OK;
	if (!array_room(&pass->doubts, &pass->doubt_room, pass->doubt_count + 1, sizeof *pass->doubts))
		return TS_NO_MEMORY;
	pass->doubts[pass->doubt_count++] = doubt;
	return TS_OK;
}

/* What goes on ends at a moment: adds what lies in the range. */
static enum ts_status part_add(struct pass *pass, ts_time end)
{
	const struct point *log = &pass->going.log;
	ts_time begin, stop;

	if (!going_part(&pass->going, end, &begin, &stop))
		return TS_OK;
	enum ts_status status = lengths_add(&pass->lengths, &log->activity, stop - begin, 0);
	if (status == TS_OK && forgotten_since(pass->going.reading->settings, log->at, log->sure, end))
		status = doubt_add(pass, end, stop - begin);
	return status;
}

/* What goes on at the range's end. */
static enum ts_status last_add(struct pass *pass)
{
	struct ts_activity shown;
	ts_time end;

	(void)catalogue_show(pass->going.reading->catalogue, &pass->going.log.activity, &shown);
	enum ts_status status = going_end(&pass->going, &shown, &end, &pass->damaged);
	return status == TS_OK ? part_add(pass, end) : status;
}

/* TS_NOT_FOUND: there is none that could be believed. */
static enum ts_status sum_find(const struct pass *pass, int32_t month, struct month_sum *out)
{
	if (!pass->sound)
		return TS_NOT_FOUND;
	enum ts_status status = record_month_total(pass->store, month, out);
	return status == TS_DAMAGED ? TS_NOT_FOUND : status;
}

static enum ts_status look_back(struct pass *pass, int32_t month)
{
	struct month_sum sum;
	enum ts_status status = sum_find(pass, month - 1, &sum);

	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	if (status == TS_OK) {
		bool any = sum.any;
		if (any)
			going_log(&pass->going, &sum.going);
		month_sum_release(&sum);
		if (any)
			return TS_OK;
	}
	return going_look_back(&pass->going, month, &pass->damaged);
}

/* Before the logs of the first month, whose first one this is: the log before it goes on into the range, however old it
 * is. */
static enum ts_status begin(struct pass *pass, int32_t month, bool any, ts_time first)
{
	bool covered = any && first <= pass->going.from;

	if (pass->begun)
		return TS_OK;
	pass->begun = true;
	return pass->going.eldest || covered ? TS_OK : look_back(pass, month);
}

static bool month_is_whole(const struct pass *pass, int32_t month)
{
	return month_first_moment(month) >= pass->going.from && month_first_moment(month + 1) <= pass->going.until;
}

/* True: no log of the month lies inside of the range, so that the sum says all there is to know. */
static bool sum_is_apart(const struct pass *pass, const struct month_sum *sum)
{
	return !sum->any || sum->last <= pass->going.from || sum->first >= pass->going.until;
}

/* True: something of the month may be forgotten, and only its logs tell what. */
static bool sum_forgets(const struct pass *pass, const struct month_sum *sum)
{
	const struct reading *reading = pass->going.reading;
	struct ts_activity shown;

	for (size_t i = 0; i < sum->lengths.room; i++) {
		const struct length *length = &sum->lengths.at[i];
		if (length->milliseconds == 0 || !forgotten_since(reading->settings, 0, 0, length->longest))
			continue;
		(void)catalogue_show(reading->catalogue, &length->activity, &shown);
		if (!shown.off && !shown.rest)
			return true;
	}
	return false;
}

static enum ts_status sum_pass(struct pass *pass, int32_t month, const struct month_sum *sum)
{
	enum ts_status status = begin(pass, month, sum->any, sum->first);

	if (status != TS_OK || !sum->any || sum->first >= pass->going.until)
		return status;
	status = part_add(pass, sum->first);
	if (status == TS_OK && sum->last > pass->going.from)
		status = lengths_add_all(&pass->lengths, &sum->lengths);
	going_log(&pass->going, &sum->going);
	return status;
}

static enum ts_status points_pass(struct pass *pass, int32_t month)
{
	const struct points *points = &pass->points;
	enum ts_status status = begin(pass, month, points->count > 0, points->count > 0 ? points->at[0].at : 0);

	for (size_t i = 0; i < points->count && status == TS_OK; i++) {
		status = part_add(pass, points->at[i].at);
		going_log(&pass->going, &points->at[i]);
	}
	return status;
}

static enum ts_status rows_pass(struct pass *pass, int32_t month)
{
	enum ts_status status = record_points_read(pass->store, month, true, &pass->points, &pass->damaged);

	return status == TS_OK ? points_pass(pass, month) : status;
}

static enum ts_status month_pass(struct pass *pass, int32_t month)
{
	struct month_sum sum;
	enum ts_status status = sum_find(pass, month, &sum);

	if (status == TS_NOT_FOUND)
		return rows_pass(pass, month);
	if (status != TS_OK)
		return status;
	if (sum_is_apart(pass, &sum) || (month_is_whole(pass, month) && !sum_forgets(pass, &sum)))
		status = sum_pass(pass, month, &sum);
	else
		status = rows_pass(pass, month);
	month_sum_release(&sum);
	return status;
}

static enum ts_status range_pass(struct pass *pass, const struct reading *reading, struct ts_range range)
{
	enum ts_status status = going_begin(&pass->going, reading, range);

	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	int32_t first = month_of_time(pass->going.from), last = month_of_time(pass->going.until - 1);
	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = month_pass(pass, month);
	return status == TS_OK ? last_add(pass) : status;
}

static struct ts_forgotten doubts_of(const struct pass *pass, const struct ts_id *activity)
{
	struct ts_forgotten sum = { .milliseconds = 0 };

	for (size_t i = 0; i < pass->doubt_count; i++) {
		if (ts_id_equal(pass->doubts[i].activity, *activity))
			forgotten_add(&sum, &pass->doubts[i].forgotten);
	}
	return sum;
}

static enum ts_status lengths_report(const struct pass *pass, const struct catalogue *catalogue, struct report_sum *sum)
{
	const struct lengths *lengths = &pass->lengths;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < lengths->room && status == TS_OK; i++) {
		struct ts_activity shown;
		if (lengths->at[i].milliseconds == 0)
			continue;
		(void)catalogue_show(catalogue, &lengths->at[i].activity, &shown);
		const struct ts_forgotten forgotten = doubts_of(pass, &lengths->at[i].activity);
		status = report_add_total(sum, &shown, lengths->at[i].milliseconds, &forgotten);
	}
	return status;
}

static enum ts_status totals_read(struct pass *pass, const struct reading *reading, struct ts_range range,
                                  struct ts_report *out)
{
	struct report_sum sum = { 0 };
	struct ts_report report;
	enum ts_status status = report_begin_totals(&sum, range);

	pass->sound = reading->kept->damaged_months == 0;
	if (status == TS_OK)
		status = range_pass(pass, reading, range);
	if (status == TS_OK)
		status = lengths_report(pass, reading->catalogue, &sum);
	sum.report.damaged = pass->damaged + reading->kept->damaged;
	if (status == TS_OK)
		status = report_finish(&sum, &report);
	if (status == TS_OK)
		*out = report;
	report_drop(&sum);
	return status;
}

static void pass_release(struct pass *pass)
{
	free(pass->doubts);
	points_release(&pass->points);
	lengths_release(&pass->lengths);
}

enum ts_status ts_totals_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	struct pass pass = { .store = store };
	struct reading reading;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && (range.last < range.first || (int64_t)range.last - range.first >= TS_REPORT_DAYS))
		status = TS_INVALID;
	if (status == TS_OK)
		status = reading_begin(&reading, store, now);
	if (status != TS_OK)
		return status;
	status = totals_read(&pass, &reading, range, out);
	reading_end(&reading);
	pass_release(&pass);
	return status;
}
