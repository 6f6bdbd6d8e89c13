/* An activity as a row for people, or as an object for programs. */
#ifndef TIMESHEET_SRC_OUTPUT_ACTIVITY_PRINT_H
#define TIMESHEET_SRC_OUTPUT_ACTIVITY_PRINT_H

#include "data/timesheet.h"
#include "src/output/json.h"
#include "src/output/paint.h"

/* off is none to choose; what is archived is shown with all. */
bool activity_is_listed(const struct ts_activity *activity, bool all);
/* Columns of its text, or least if that is more. */
int activity_width(const struct ts_activity *activity, int least);
/* " 6  lunch ~      colour 6   yesterday", the text padded to width columns; day_start in minutes. */
void activity_print(const struct paint *paint, const struct ts_activity *activity, int width, ts_time now,
                    int day_start);
void activity_print_json(struct json *json, const struct ts_activity *activity, int day_start);

#endif
