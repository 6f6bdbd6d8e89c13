/*
 * What a number of a report is made of: the logs, by day, from which one goes to any of them.
 */
#ifndef TIMESHEET_UI_REPORTS_REPORT_LOGS_H
#define TIMESHEET_UI_REPORTS_REPORT_LOGS_H

#include "ui/reports/report_screen.h"

struct logs_asked {
	struct ts_range range;
	char when[REPORT_TEXT_SIZE]; /* the range, as the report names it */
	enum report_pane by;         /* what of is: an activity, a project, a tag; DAYS: all */
	struct ts_total of;
	char filter[TS_TEXT_SIZE]; /* as typed; "" all */
};
struct view *report_logs_create(const struct environment *environment, const struct logs_asked *asked);

/* Goes to the selected day, or opens the logs of what is selected. */
void report_open_logs(struct report_screen *screen, struct effects *effects);

#endif
