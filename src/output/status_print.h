/* What goes on, as a line of one's own format, as JSON, or as what a status bar takes. */
#ifndef TIMESHEET_SRC_OUTPUT_STATUS_PRINT_H
#define TIMESHEET_SRC_OUTPUT_STATUS_PRINT_H

#include "data/timesheet.h"

#include <stdio.h>

/* What is known; but for span, as far as it was asked for. */
struct status_shown {
	bool logged;         /* something was: span */
	struct ts_span span; /* zeroed before the first log */
	int64_t work, target;
	struct ts_forgotten forgotten; /* of the work */
	bool no_target;
	struct ts_balance balance;
	struct ts_budget budget; /* of what goes on, or else of its project; minutes 0: none */
	int64_t unsent;          /* changes that wait for a hub */
	size_t damaged;          /* rows that do not verify, whatever they are about */
};

/* Which parts a format asks for: letters of it stand for them. */
enum status_part {
	STATUS_TODAY = 1,
	STATUS_BALANCE = 2,
	STATUS_UNSENT = 4,
	STATUS_TIME = 8, /* it passes */
	STATUS_BUDGET = 16
};
unsigned status_parts(const char *format);
/* False: bad becomes the first letter that means nothing, "%q". */
bool status_format_check(const char *format, char bad[4]);

/* A line each. */
void status_print(FILE *out, const char *format, const struct status_shown *shown);
void status_print_json(FILE *out, const struct status_shown *shown);
/* For waybar: text as the format has it, tooltip, class (work, rest, off, forgotten, none) and alt. */
void status_print_bar(FILE *out, const char *format, const struct status_shown *shown);
/* The same while nobody is logged in. */
void status_print_bar_locked(FILE *out);

#endif
