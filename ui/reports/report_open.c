/* The screens of reports, made of what was asked for. */
#include "ui/reports/report_open.h"

struct view *report_open(const struct environment *environment, const struct report_asked *asked)
{
	switch (asked->action) {
	case ACTION_WEEK:
		return view_week_create(environment, asked->day);
	case ACTION_MONTH:
		return view_month_create(environment, asked->day);
	case ACTION_YEAR:
		return view_year_create(environment, asked->day);
	case ACTION_REPORT:
		return view_range_create(environment, asked->day);
	default:
		return view_report_create(environment, asked->range);
	}
}
