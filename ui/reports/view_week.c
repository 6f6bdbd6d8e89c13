/* The week: a bar for each day in the colours of its activities, against the target, and the totals beside. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"

#include <stdio.h>

static struct ts_range week_period(const struct report_screen *screen, ts_day day)
{
	ts_day first = environment_week(screen->view.environment, day);
	return (struct ts_range){ first, first + 6 };
}

static ts_day week_step(struct report_screen *screen, ts_day day, int by)
{
	(void)screen;
	return day + 7 * by;
}

/* To a week that begins with that day, whatever day of the week it is. */
static int week_distance(ts_day from, ts_day to)
{
	int days = from - to;

	return days >= 0 ? -(days / 7) : (6 - days) / 7;
}

/* Up and down lead on into the week before and after. */
static ts_day week_move(const struct report_screen *screen, enum action action)
{
	ts_day day = screen->selected;
	switch (action) {
	case ACTION_FIRST:
		return screen->range.first;
	case ACTION_LAST:
		return screen->range.last;
	case ACTION_UP:
	case ACTION_CHAR_LEFT:
		return day - 1;
	default:
		return day + 1;
	}
}

static void week_title(const struct report_screen *screen, char out[REPORT_TEXT_SIZE])
{
	char first[FORMAT_SIZE], last[FORMAT_SIZE], week[FORMAT_SIZE];
	environment_week_number(screen->view.environment, screen->range.first, week);
	(void)snprintf(out, REPORT_TEXT_SIZE, "%s%s%s - %s", week, week[0] != '\0' ? "  " : "",
	               format_day_short(screen->range.first, first) + 4, format_day(screen->range.last, last) + 4);
}

static void week_arrange(struct report_screen *screen)
{
	report_bars_arrange(screen, STRETCH_DAY);
}

static int week_width(int width)
{
	return width * 56 / 100;
}

static enum ts_report_by week_columns(const struct report_screen *screen)
{
	(void)screen;
	return TS_BY_DAY;
}

static const struct report_kind week_kind = {
	.columns = week_columns,
	.unit = "week",
	.has_budgets = true,
	.period = week_period,
	.step = week_step,
	.distance = week_distance,
	.move = week_move,
	.title = week_title,
	.arrange = week_arrange,
	.days_width = week_width,
	.draw = report_bars_draw,
	.day_at = report_bars_at,
};

static const struct view_ops week_ops = {
	.title = "Week",
	.context = CONTEXT_REPORT,
	.update = report_update,
	.draw = report_draw,
	.wake = report_wake,
	.destroy = report_destroy,
};

struct view *view_week_create(const struct environment *environment, ts_day day)
{
	return report_create(environment, &week_ops, &week_kind, day);
}
