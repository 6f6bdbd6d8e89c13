/*
 * Weeks and reports with their balance, which is added up beforehand, month by month: for tests that ask what it is,
 * not when it is known.
 */
#ifndef TIMESHEET_TESTS_CONTRACT_WHOLE_H
#define TIMESHEET_TESTS_CONTRACT_WHOLE_H

#include "data/timesheet.h"

static inline enum ts_status whole_prepare(ts_store *store, ts_time now)
{
	enum ts_status status;
	bool done;

	do
		status = ts_flex_prepare(store, now, 1, &done);
	while (status == TS_OK && !done);
	return status;
}

static inline enum ts_status whole_week_read(ts_store *store, ts_day day, ts_time now, struct ts_week *out)
{
	enum ts_status status = whole_prepare(store, now);

	return status == TS_OK ? ts_week_read(store, day - ts_day_weekday(day), now, out) : status;
}

static inline enum ts_status whole_report_read(ts_store *store, struct ts_range range, ts_time now,
                                               struct ts_report *out)
{
	enum ts_status status = whole_prepare(store, now);

	*out = (struct ts_report){ .work = 0 };
	return status == TS_OK ? ts_report_read(store, range, now, out) : status;
}

#endif
