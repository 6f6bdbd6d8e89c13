/*
 * Which screen is the report that was asked for: no screen of reports knows the others.
 */
#ifndef TIMESHEET_UI_REPORT_OPEN_H
#define TIMESHEET_UI_REPORT_OPEN_H

#include "ui/view/view.h"

/* The view for an EFFECT_REPORT. */
struct view *report_open(const struct environment *environment, const struct report_asked *asked);

#endif
