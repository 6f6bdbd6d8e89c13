/* Whether totals over a range, and the report without parts, are those of the report of the same days: for the contract
 * and for tests of data/. */
#ifndef TIMESHEET_TESTS_CONTRACT_TOTALS_H
#define TIMESHEET_TESTS_CONTRACT_TOTALS_H

#include "data/timesheet.h"

#include <string.h>

static inline bool forgotten_are_alike(const struct ts_forgotten *left, const struct ts_forgotten *right)
{
	return left->milliseconds == right->milliseconds && left->since == right->since &&
	       left->offset == right->offset;
}

static inline bool totals_are_alike(const struct ts_total *left, const struct ts_total *right, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!ts_id_equal(left[i].activity, right[i].activity) || strcmp(left[i].text, right[i].text) != 0 ||
		    left[i].slot != right[i].slot || left[i].colour != right[i].colour ||
		    left[i].rest != right[i].rest || left[i].milliseconds != right[i].milliseconds ||
		    !forgotten_are_alike(&left[i].forgotten, &right[i].forgotten))
			return false;
	}
	return true;
}

static inline bool day_is_alike(const struct ts_report_day *one, const struct ts_report_day *other)
{
	return one->day == other->day && one->work == other->work && one->rest == other->rest &&
	       one->off == other->off && forgotten_are_alike(&one->forgotten, &other->forgotten) &&
	       one->pauses.stretch == other->pauses.stretch && one->pauses.breaks == other->pauses.breaks &&
	       one->pauses.going == other->pauses.going && one->target == other->target &&
	       one->change == other->change && one->mark == other->mark && one->half == other->half;
}

/* The days of a report; those that are left out before them have nothing. */
static inline bool days_are_alike(const struct ts_report *days, const struct ts_report *report)
{
	const size_t left_out = report->day_count - days->day_count;

	if (days->day_count == 0 || days->day_count > report->day_count || (left_out > 0 && report->day_count < 800))
		return false;
	for (size_t i = 0; i < left_out; i++) {
		const struct ts_report_day nothing = { .day = report->days[i].day };
		if (!day_is_alike(&nothing, &report->days[i]))
			return false;
	}
	for (size_t i = 0; i < days->day_count; i++) {
		if (!day_is_alike(&days->days[i], &report->days[left_out + i]))
			return false;
	}
	return true;
}

/* What is told of them is the same, by whatever they are added up. */
static inline bool rows_are_alike(const struct ts_report *days, const struct ts_report *report)
{
	bool alike = true;

	for (int by = TS_BY_DAY; by <= TS_BY_YEAR && alike; by++) {
		struct ts_report_rows one, other;
		if (ts_report_rows(days, (enum ts_report_by)by, &one) != TS_OK)
			return false;
		if (ts_report_rows(report, (enum ts_report_by)by, &other) != TS_OK) {
			ts_report_rows_release(&one);
			return false;
		}
		alike = one.count == other.count;
		for (size_t i = 0; i < one.count && alike; i++)
			alike = strcmp(one.at[i].text, other.at[i].text) == 0 && one.at[i].first == other.at[i].first &&
			        one.at[i].last == other.at[i].last &&
			        one.at[i].milliseconds == other.at[i].milliseconds &&
			        one.at[i].target == other.at[i].target && one.at[i].change == other.at[i].change;
		ts_report_rows_release(&one);
		ts_report_rows_release(&other);
	}
	return alike;
}

static inline bool days_agree(ts_store *store, const struct ts_report *report, ts_time now)
{
	struct ts_report days;
	bool agree;

	if (ts_report_days_read(store, report->range, now, &days) != TS_OK)
		return false;
	agree = days.part_count == 0 && !days.parts && days.range.first == report->range.first &&
	        days.range.last == report->range.last && days_are_alike(&days, report) &&
	        rows_are_alike(&days, report) && days.work == report->work && days.rest == report->rest &&
	        days.off == report->off && days.target == report->target && days.change == report->change &&
	        days.no_target == report->no_target && days.flex_known == report->flex_known &&
	        days.flex == report->flex && days.flex_damaged == report->flex_damaged &&
	        days.flex_forgotten == report->flex_forgotten && days.damaged == report->damaged &&
	        forgotten_are_alike(&days.forgotten, &report->forgotten) &&
	        days.activity_count == report->activity_count && days.project_count == report->project_count &&
	        totals_are_alike(days.activities, report->activities, report->activity_count) &&
	        totals_are_alike(days.projects, report->projects, report->project_count);
	ts_report_release(&days);
	return agree;
}

/* To the millisecond. All must succeed. */
static inline bool totals_agree(ts_store *store, struct ts_range range, ts_time now)
{
	struct ts_report report, totals;
	bool agree;

	if (ts_report_read(store, range, now, &report) != TS_OK)
		return false;
	if (ts_totals_read(store, range, now, &totals) != TS_OK) {
		ts_report_release(&report);
		return false;
	}
	agree = totals.day_count == 0 && totals.part_count == 0 && !totals.flex_known && !totals.no_target &&
	        totals.range.first == range.first && totals.range.last == range.last && totals.work == report.work &&
	        totals.rest == report.rest && forgotten_are_alike(&totals.forgotten, &report.forgotten) &&
	        totals.off == report.off && totals.target == 0 && totals.change == 0 &&
	        totals.activity_count == report.activity_count && totals.project_count == report.project_count &&
	        totals_are_alike(totals.activities, report.activities, report.activity_count) &&
	        totals_are_alike(totals.projects, report.projects, report.project_count) &&
	        days_agree(store, &report, now);
	ts_report_release(&report);
	ts_report_release(&totals);
	return agree;
}

#endif
