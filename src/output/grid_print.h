/* A table of a report for people. */
#ifndef TIMESHEET_SRC_OUTPUT_GRID_PRINT_H
#define TIMESHEET_SRC_OUTPUT_GRID_PRINT_H

#include "src/output/report_form.h"

/* Rows by the first key, columns by the second, sums at both ends. On a terminal names are cut; what is too wide even
 * then is printed in parts, and that is said. */
void grid_print(const struct report_print *print);
/* A column's heading, as short as the range allows: "Mo 28", "28 Sep", "W40", "Oct". Returns out. */
const char *grid_heading(const struct report_print *print, const struct ts_report_row *column,
                         char out[REPORT_NAME_SIZE]);

#endif
