/* What of a report is asked for on the command line. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_REPORT_WISH_H
#define TIMESHEET_SRC_COMMAND_LINE_REPORT_WISH_H

#include "src/command_line/command.h"
#include "src/output/report_form.h"

enum report_form { REPORT_TEXT, REPORT_JSON, REPORT_CSV, REPORT_PAGE };

struct report_wish {
	struct ts_range range;
	enum ts_report_by by, across;
	bool grid; /* by both */
	enum report_form form;
	bool flex, decimal;
	bool logs, notes; /* lists of a page */
	int64_t unit;     /* milliseconds to round to; 0: as it is */
	enum ts_rounding how;
	ts_filter *filter;
	char words[256]; /* of the filter; "" */
};

/* Takes the command's options; words becomes the number of those that are left in front. EXIT_DONE: they are
 * understood; else it has been said why not. Whatever comes of it, the filter is the caller's to destroy. */
int report_wish_read(const struct command_context *context, int count, char **arguments, struct report_wish *out,
                     int *words);
/* The words that are left are a range, or none: this week. It is read once the user's settings are known. */
int report_wish_range(struct command_context *context, int words, char **arguments, struct report_wish *out);

#endif
