/* The UTC months that logs and notes are kept under: numbers of months since January 1970. Private to data/. */
#ifndef TIMESHEET_DATA_MONTH_H
#define TIMESHEET_DATA_MONTH_H

#include "data/timesheet.h"

int32_t month_of_time(ts_time at); /* in UTC */
int32_t month_of_day(ts_day day);
ts_day month_first_day(int32_t month);     /* its first day */
ts_time month_first_moment(int32_t month); /* its first moment, in UTC */

#endif
