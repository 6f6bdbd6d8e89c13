/* A report as rows. */
#include "data/sums/report.h"

#include "data/sums/forgotten.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void report_row_of_total(const struct ts_total *total, struct ts_report_row *out)
{
	*out = (struct ts_report_row){
		.slot = total->slot, .colour = total->colour, .rest = total->rest, .milliseconds = total->milliseconds
	};
	out->forgotten = total->forgotten;
	memcpy(out->text, total->text, sizeof out->text);
}

/* The first day of the stretch that a day belongs to. */
static ts_day stretch_begin(const struct ts_report *report, ts_day day, enum ts_report_by by)
{
	struct ts_civil civil;

	if (by == TS_BY_WEEK)
		return day - (ts_day_weekday(day) - report->week_begins + 7) % 7;
	if (by != TS_BY_MONTH && by != TS_BY_YEAR)
		return day;
	ts_day_to_civil(day, &civil);
	return ts_day_from_civil(civil.year, by == TS_BY_MONTH ? civil.month : 1, 1);
}

static void stretch_name(const struct ts_report *report, ts_day day, enum ts_report_by by, char *out, size_t size)
{
	const bool iso = by == TS_BY_WEEK && report->week_begins == 0;
	struct ts_civil civil;
	int year, week;

	ts_day_to_civil(day, &civil);
	ts_day_iso_week(day, &year, &week);
	if (iso)
		(void)snprintf(out, size, "%04d-W%02d", year, week);
	else if (by == TS_BY_MONTH)
		(void)snprintf(out, size, "%04d-%02d", civil.year, civil.month);
	else if (by == TS_BY_YEAR)
		(void)snprintf(out, size, "%04d", civil.year);
	else
		(void)snprintf(out, size, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* Whether there is anything to be told of it. */
static bool row_tells(const struct ts_report_row *row)
{
	return row->milliseconds > 0 || row->change != 0 || row->mark != TS_MARK_NONE;
}

static void stretch_add(struct ts_report_row *row, const struct ts_report_day *day, enum ts_report_by by)
{
	row->last = day->day;
	row->milliseconds += day->work;
	forgotten_add(&row->forgotten, &day->forgotten);
	row->target += day->target;
	row->change += day->change;
	row->mark = by == TS_BY_DAY ? day->mark : TS_MARK_NONE;
	row->half = by == TS_BY_DAY && day->half;
	if (by == TS_BY_DAY)
		row->pauses = day->pauses;
}

size_t report_stretch_count(const struct ts_report *report, enum ts_report_by by)
{
	size_t count = 0;

	for (size_t i = 0; i < report->day_count; i++) {
		const ts_day day = report->days[i].day;
		count += i == 0 || stretch_begin(report, day, by) == day;
	}
	return count;
}

/* At least as many as there are rows of days that have anything. */
static size_t telling_days(const struct ts_report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->day_count; i++) {
		const struct ts_report_day *day = &report->days[i];
		count += day->work > 0 || day->change != 0 || day->mark != TS_MARK_NONE;
	}
	return count;
}

enum ts_status report_stretches(const struct ts_report *report, enum ts_report_by by, bool all,
                                struct ts_report_rows *out, size_t *places)
{
	size_t count = all ? report_stretch_count(report, by) : telling_days(report);
	struct ts_report_row *rows = calloc(count + 1, sizeof *rows);

	count = 0;
	if (!rows)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < report->day_count; i++) {
		const struct ts_report_day *day = &report->days[i];
		if (i == 0 || stretch_begin(report, day->day, by) == day->day) {
			/* What has nothing to tell makes room for the next. */
			count += i > 0 && (all || row_tells(&rows[count]));
			rows[count] = (struct ts_report_row){ .first = day->day };
		}
		stretch_add(&rows[count], day, by);
		if (places)
			places[i] = count;
	}
	count += report->day_count > 0 && (all || row_tells(&rows[count]));
	/* Where a range is long, most days have nothing to tell. */
	for (size_t i = 0; i < count; i++)
		stretch_name(report, rows[i].first, by, rows[i].text, sizeof rows[i].text);
	*out = (struct ts_report_rows){ rows, count };
	return TS_OK;
}

enum ts_status ts_report_rows(const struct ts_report *report, enum ts_report_by by, struct ts_report_rows *out)
{
	const struct ts_total *from = by == TS_BY_PROJECT ? report->projects
	                              : by == TS_BY_TAG   ? report->tags
	                                                  : report->activities;
	size_t count = by == TS_BY_PROJECT ? report->project_count
	               : by == TS_BY_TAG   ? report->tag_count
	                                   : report->activity_count;

	if (by != TS_BY_ACTIVITY && by != TS_BY_PROJECT && by != TS_BY_TAG)
		return report_stretches(report, by, false, out, NULL);
	struct ts_report_row *rows = calloc(count + 1, sizeof *rows);
	if (!rows)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		report_row_of_total(&from[i], &rows[i]);
	*out = (struct ts_report_rows){ rows, count };
	return TS_OK;
}

void ts_report_rows_release(struct ts_report_rows *rows)
{
	free(rows->at);
	*rows = (struct ts_report_rows){ 0 };
}
