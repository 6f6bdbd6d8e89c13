/* A report, rows or a table, as text for people, JSON or CSV for programs. */
#ifndef TIMESHEET_SRC_OUTPUT_REPORT_PRINT_H
#define TIMESHEET_SRC_OUTPUT_REPORT_PRINT_H

#include "src/output/report_form.h"

void report_print_text(const struct report_print *print);
void report_print_json(const struct report_print *print);
void report_print_csv(const struct report_print *print);

#endif
