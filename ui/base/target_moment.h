/* When a day's target is met. */
#ifndef TIMESHEET_UI_TARGET_MOMENT_H
#define TIMESHEET_UI_TARGET_MOMENT_H

#include "data/timesheet.h"

/* The moment within the day's spans; 0: there is no target, or not that much work. left (milliseconds) becomes what is
 * missing of it, 0 where it is met. */
ts_time target_moment(const struct ts_day_view *view, int64_t *left);

#endif
