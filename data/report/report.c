/* Reports: some days added up, and the balance at their end. */
#include "data/sums/report.h"
#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/lookup/owed.h"
#include "data/lookup/walk.h"
#include "data/pure/array.h"
#include "data/report/balance.h"
#include "data/rows/month.h"
#include "data/sums/breaks.h"

#include <stdlib.h>

struct adding {
	struct report_sum sum;
	struct breaks_sum breaks;
	bool partless;
	size_t *places; /* in the report, by number of the activity in the walk: looked up once */
	size_t place_count, place_room;
};

/* Behind the place of an activity; 0: there is no memory. */
static size_t place_look(struct adding *adding, const struct walk_sum *sum)
{
	const size_t known = adding->sum.report.activity_count;

	if (!array_room(&adding->places, &adding->place_room, sum->number + 1, sizeof *adding->places))
		return 0;
	while (adding->place_count <= sum->number)
		adding->places[adding->place_count++] = 0;
	const size_t place = sum->activity->off ? 0 : report_activity(&adding->sum, sum->activity);
	if (!sum->activity->off && place == known && adding->sum.report.activity_count == known)
		return 0;
	return adding->places[sum->number] = place + 1;
}

static enum ts_status sum_visit(void *context, const struct walk_sum *sum)
{
	struct adding *adding = context;
	size_t place = sum->number < adding->place_count ? adding->places[sum->number] : 0;

	/* Of the day before a range only breaks are told: what is only there is no activity of the report. */
	if (sum->day < adding->sum.report.range.first)
		return TS_OK;
	if (place == 0)
		place = place_look(adding, sum);
	return place > 0 ? report_add_at(&adding->sum, sum->day, sum->activity, place - 1, sum->milliseconds,
	                                 &sum->forgotten)
	                 : TS_NO_MEMORY;
}

static enum ts_status visit(void *context, const struct walk_part *part)
{
	struct adding *adding = context;
	const struct walk_sum sum = { .day = part->day,
		                      .activity = part->activity,
		                      .number = part->number,
		                      .milliseconds = part->end - part->begin,
		                      .forgotten = part->forgotten,
		                      .comment = "" };

	if (!part->activity->off && !part->activity->rest) {
		breaks_add(&adding->breaks, part->day, part->begin, part->end);
		report_pause(&adding->sum, part->day, &adding->breaks);
	}
	return sum_visit(context, &sum);
}

static enum ts_status lengths_read(const struct reading *reading, struct ts_range range, struct adding *adding)
{
	size_t *damaged = &adding->sum.report.damaged;

	/* A stretch of work may reach over from the day before. */
	return ts_breaks_ruled(&reading->settings->breaks)
	               ? walk_days(reading, range.first - 1, range.last, visit, adding, damaged)
	               : walk_sums(reading, range.first, range.last, sum_visit, adding, damaged);
}

/* Days for which it is worth to ask when the first thing was. */
enum { CLAMPED_FROM = 800, WEEK_DAYS = 7 };

static ts_day earlier(ts_day one, ts_day other)
{
	return one < other ? one : other;
}

/* Leaves out the days before a year, and the week it may begin in, before which nothing was logged, marked, booked or
 * owed. */
static enum ts_status range_clamp(const struct reading *reading, const struct owing *owing, struct ts_range *range)
{
	const struct ledger *ledger = owing->ledger;
	ts_day begin = owing->today;
	struct ts_civil civil;
	int32_t month;

	if ((int64_t)range->last - range->first <= CLAMPED_FROM)
		return TS_OK;
	enum ts_status status = months_first_log(reading->store, month_of_time(reading->now), &month);
	/* The month is one of UTC: here it may have begun a day earlier. */
	if (status == TS_OK)
		begin = earlier(begin, month_first_day(month) - 1);
	if (ledger->mark_count > 0)
		begin = earlier(begin, ledger->marks[0].day);
	if (ledger->booking_count > 0)
		begin = earlier(begin, ledger->bookings[0].day);
	if (owing->count_empty)
		begin = earlier(begin, owing->begin);
	ts_day_to_civil(begin, &civil);
	begin = earlier(ts_day_from_civil(civil.year, 1, 1) - WEEK_DAYS, range->last);
	range->first = begin > range->first ? begin : range->first;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static void flex_put(const struct balance_sum *flex, struct ts_report *report)
{
	report->flex_known = flex->known;
	report->flex = flex->sum;
	report->flex_damaged = flex->damaged;
	report->flex_forgotten = flex->forgotten;
}

/* told: the days of the range that the report has; before them there is nothing, as far as is known. */
static enum ts_status days_add(const struct reading *reading, struct ts_range range, struct ts_range told,
                               const struct owing *owing, struct adding *adding)
{
	struct balance_sum flex = { .sum = 0 };
	const size_t damaged = adding->sum.report.damaged;
	enum ts_status status = report_begin(&adding->sum, told);

	adding->sum.report.damaged = damaged;
	adding->sum.partless = adding->partless;
	if (status == TS_OK)
		status = lengths_read(reading, range, adding);
	if (status == TS_OK) {
		report_owe(&adding->sum, owing);
		status = balance_read(reading, range.last, &flex);
	}
	flex_put(&flex, &adding->sum.report);
	return status;
}

static enum ts_status days_read(const struct reading *reading, struct ts_range range, bool partless,
                                struct ts_report *out)
{
	struct adding adding = { .partless = partless };
	struct ts_range told = range;
	struct owing owing;
	enum ts_status status = owed_read(reading, range, &owing, &adding.sum.report.damaged);

	if (status == TS_OK && partless)
		status = range_clamp(reading, &owing, &told);
	if (status == TS_OK)
		status = days_add(reading, range, told, &owing, &adding);
	if (status == TS_OK)
		status = report_finish(&adding.sum, out);
	if (status == TS_OK)
		out->range = range;
	report_drop(&adding.sum);
	free(adding.places);
	return status;
}

static enum ts_status report_read(ts_store *store, struct ts_range range, ts_time now, bool partless,
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
	status = days_read(&reading, range, partless, out);
	reading_end(&reading);
	return status;
}

enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	return report_read(store, range, now, false, out);
}

enum ts_status ts_report_days_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	return report_read(store, range, now, true, out);
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
