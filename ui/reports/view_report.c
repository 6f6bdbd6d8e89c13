/* Any days: bars for each day, week or month of a range, as many as it takes, and the totals beside. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"

#include <stdio.h>

/* Up to so many days there is a row for each, then for each week. */
enum { DAYS_MOST = 42, WEEKS_MOST = 42 * 7 };

struct view_report {
	struct report_screen screen; /* first */
	struct ts_range range;
};

static struct ts_range report_period(const struct report_screen *screen, ts_day day)
{
	(void)day;
	return ((const struct view_report *)screen)->range;
}

/* As many days before or after. */
static ts_day report_step(struct report_screen *screen, ts_day day, int by)
{
	struct view_report *report = (struct view_report *)screen;
	int days = report->range.last - report->range.first + 1;
	struct ts_range moved = { report->range.first + by * days, report->range.last + by * days };
	/* Not beyond what a calendar can say. */
	if (moved.first < ts_day_from_civil(1, 1, 1) || moved.last > ts_day_from_civil(9999, 12, 31))
		return day;
	report->range = moved;
	return day + by * days;
}

static void report_title(const struct report_screen *screen, char out[REPORT_TEXT_SIZE])
{
	char first[FORMAT_SIZE], last[FORMAT_SIZE];
	struct ts_range range = screen->range;
	if (range.first == range.last)
		(void)snprintf(out, REPORT_TEXT_SIZE, "%s", format_day(range.first, first));
	else
		(void)snprintf(out, REPORT_TEXT_SIZE, "%s - %s  %d days", format_day(range.first, first) + 4,
		               format_day(range.last, last) + 4, range.last - range.first + 1);
}

static void report_arrange(struct report_screen *screen)
{
	int days = screen->range.last - screen->range.first + 1;
	report_bars_arrange(screen, days <= DAYS_MOST    ? STRETCH_DAY
	                            : days <= WEEKS_MOST ? STRETCH_WEEK
	                                                 : STRETCH_MONTH);
}

static int report_width(int width)
{
	return width * 56 / 100;
}

/* So few that each has its place. */
static enum ts_report_by report_columns(const struct report_screen *screen)
{
	int days = screen->range.last - screen->range.first + 1;
	struct ts_civil first, last;
	ts_day_to_civil(screen->range.first, &first);
	ts_day_to_civil(screen->range.last, &last);
	if (days <= TS_GRID_ALL)
		return TS_BY_DAY;
	if (days <= (TS_GRID_ALL - 1) * 7)
		return TS_BY_WEEK;
	return (last.year - first.year) * 12 + last.month - first.month < TS_GRID_ALL ? TS_BY_MONTH : TS_BY_YEAR;
}

static const struct report_kind report_kind = {
	.columns = report_columns,
	.period = report_period,
	.step = report_step,
	.move = report_bars_move,
	.title = report_title,
	.arrange = report_arrange,
	.days_width = report_width,
	.draw = report_bars_draw,
	.day_at = report_bars_at,
};

static const struct view_ops report_ops = {
	.title = "Report",
	.context = CONTEXT_REPORT,
	.update = report_update,
	.draw = report_draw,
	.wake = report_wake,
	.destroy = report_destroy,
};

struct view *view_report_create(const struct environment *environment, struct ts_range range)
{
	struct view_report *report = allocate(1, sizeof *report);
	ts_day today = ts_day_of(environment->moment.now, environment->settings.day_start);
	report_init(&report->screen, environment, &report_ops, &report_kind, today);
	report->range = range;
	return &report->screen.view;
}
