/* A report as text for people, JSON or CSV for programs. */
#ifndef TIMESHEET_SRC_OUTPUT_REPORT_PRINT_H
#define TIMESHEET_SRC_OUTPUT_REPORT_PRINT_H

#include "data/timesheet.h"

struct report_print {
	const struct ts_report *report;
	const struct ts_report_rows *rows; /* rounded, if they are to be */
	enum ts_report_by by;
	int64_t work, rest; /* what the rows add up to, in milliseconds */
	int columns;        /* of the terminal: bars are drawn; 0: it is none */
	bool blocks;        /* it shows block elements */
	const char *filter; /* what of it is counted, in words; NULL: all */
	bool flex;          /* the balance is wished for, and known */
};

extern const char *const report_words[]; /* by enum ts_report_by: "activity" ... ; ends with NULL */

void report_print_text(const struct report_print *print);
void report_print_json(const struct report_print *print);
void report_print_csv(const struct report_print *print);

#endif
