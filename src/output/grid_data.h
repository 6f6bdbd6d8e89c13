/* A table of a report for programs. */
#ifndef TIMESHEET_SRC_OUTPUT_GRID_DATA_H
#define TIMESHEET_SRC_OUTPUT_GRID_DATA_H

#include "src/output/report_form.h"

/* An object for each cell that holds something: both keys and "seconds". */
void grid_data_json(const struct report_print *print);
/* A row for each row, with its sum; then "work", "target" where columns are days and owe something, and
 * "forgotten" where some of it may be wrong. */
void grid_data_csv(const struct report_print *print);

#endif
