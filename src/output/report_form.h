/* What of a report is written, and its words: keys, names of rows, lengths of time. */
#ifndef TIMESHEET_SRC_OUTPUT_REPORT_FORM_H
#define TIMESHEET_SRC_OUTPUT_REPORT_FORM_H

#include "data/timesheet.h"
#include "src/output/paint.h"
#include "ui/base/format.h"

struct report_print {
	const struct ts_report *report;
	enum ts_report_by by;
	const struct ts_report_rows *rows; /* rounded, if they are to be; NULL: it is a table */
	enum ts_report_by across;          /* of a table: what its columns are */
	const struct ts_report_grid *grid; /* rounded, if it is to be */
	int64_t work, rest;                /* what is shown adds up to, in milliseconds */
	int64_t unit;                      /* milliseconds that are rounded to; 0: nothing is */
	enum ts_rounding how;
	bool decimal;                   /* hours as 1.75, not 1:45 */
	int columns;                    /* of the terminal: names are cut, bars drawn; 0: it is none */
	bool blocks;                    /* it shows block elements, and an ellipsis */
	const struct paint *paint;      /* of text; NULL: none */
	const char *filter;             /* what of it is counted, in words; NULL: all */
	const struct ts_breaks *breaks; /* the rule for them; NULL: they are not told */
	bool flex;                      /* the balance is wished for, and known */
};

extern const char *const report_words[]; /* by enum ts_report_by: "activity" ... ; ends with NULL */

/* Days, weeks, months and years: they owe something, and have no rest. */
bool report_of_days(enum ts_report_by by);
/* The key that the word is; false: there is none. */
bool report_by_find(const char *word, enum ts_report_by *out);

enum { REPORT_NAME_SIZE = TS_TEXT_SIZE + 64 };
/* A row's name for people: days say which of the week they are, and what they are marked as. Returns out. */
const char *report_row_name(enum ts_report_by by, const struct ts_report_row *row, char out[REPORT_NAME_SIZE]);

/* 1:45, or 1.75; signed: +1:45. Returns out. */
const char *report_hours(const struct report_print *print, int64_t milliseconds, char out[FORMAT_SIZE]);
const char *report_hours_signed(const struct report_print *print, int64_t milliseconds, char out[FORMAT_SIZE]);

#endif
