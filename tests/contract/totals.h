/* Whether totals over a range are those of the report of the same days: for the contract and for tests of data/. */
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

/* To the millisecond. Both must succeed. */
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
	        totals_are_alike(totals.projects, report.projects, report.project_count);
	ts_report_release(&report);
	ts_report_release(&totals);
	return agree;
}

#endif
