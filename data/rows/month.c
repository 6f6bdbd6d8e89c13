/* Months as numbers. */
#include "data/rows/month.h"

enum { EPOCH_YEAR = 1970, YEAR_MONTHS = 12 };

int32_t month_of_time(ts_time at)
{
	struct ts_civil civil;

	ts_civil_offset(at, 0, &civil);
	return (civil.year - EPOCH_YEAR) * YEAR_MONTHS + civil.month - 1;
}

int32_t month_of_day(ts_day day)
{
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	return (civil.year - EPOCH_YEAR) * YEAR_MONTHS + civil.month - 1;
}

ts_day month_first_day(int32_t month)
{
	return ts_day_from_civil(EPOCH_YEAR, (int)month + 1, 1);
}

ts_time month_first_moment(int32_t month)
{
	return (ts_time)month_first_day(month) * 24 * TS_HOUR;
}
