/* The month as a calendar: a row for each week, in each day its hours, and as a tint how much of its target that is. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"

#include <stdio.h>

enum {
	WEEK_DAYS = 7,
	WEEK_NAME = 4,
	CELL_MOST = 12,
	CELL_MOST_WIDE = 20, /* with names in it */
	CELL_LEAST = 5,
	CELL_LINES = 6, /* without names */
	CELL_LINES_MOST = 9,
	CELL_NAMES_FROM = 11,
	GAP_FROM = 3, /* lines of a row, of which the last one is left blank */
	WIDE_FROM = 120
};

static const char *const month_names[] = { "January", "February", "March",     "April",   "May",      "June",
	                                   "July",    "August",   "September", "October", "November", "December" };

static struct ts_range month_period(const struct report_screen *screen, ts_day day)
{
	struct ts_civil civil;
	(void)screen;
	ts_day_to_civil(day, &civil);
	return (struct ts_range){ ts_day_from_civil(civil.year, civil.month, 1),
		                  ts_day_from_civil(civil.year, civil.month + 1, 1) - 1 };
}

/* The same day of the other month, or its last one. */
static ts_day month_step(struct report_screen *screen, ts_day day, int by)
{
	struct ts_civil civil;
	ts_day_to_civil(day, &civil);
	struct ts_range other = month_period(screen, ts_day_from_civil(civil.year, civil.month + by, 1));
	ts_day same = other.first + civil.day - 1;
	return same < other.last ? same : other.last;
}

static int month_distance(ts_day from, ts_day to)
{
	struct ts_civil left, right;
	ts_day_to_civil(from, &left);
	ts_day_to_civil(to, &right);
	return (right.year - left.year) * 12 + right.month - left.month;
}

static ts_day month_move(const struct report_screen *screen, enum action action)
{
	switch (action) {
	case ACTION_FIRST:
		return screen->range.first;
	case ACTION_LAST:
		return screen->range.last;
	case ACTION_UP:
		return screen->selected - WEEK_DAYS;
	case ACTION_DOWN:
		return screen->selected + WEEK_DAYS;
	default:
		return screen->selected + (action == ACTION_CHAR_LEFT ? -1 : 1);
	}
}

static void month_title(const struct report_screen *screen, char out[REPORT_TEXT_SIZE])
{
	struct ts_civil civil;
	ts_day_to_civil(screen->range.first, &civil);
	(void)snprintf(out, REPORT_TEXT_SIZE, "%s %d", month_names[civil.month - 1], civil.year);
}

/* ---- where days stand */

struct grid {
	ts_day first; /* of the first row */
	int rows, cell_width, cell_height;
};

static struct grid grid_of(const struct report_screen *screen, struct rect rect)
{
	ts_day first = screen->range.first;
	struct grid grid = { .first = environment_week(screen->view.environment, first) };
	grid.rows = (screen->range.last - grid.first) / WEEK_DAYS + 1;
	grid.cell_width = (rect.width - WEEK_NAME - 1) / WEEK_DAYS;
	if (grid.cell_width > CELL_MOST_WIDE)
		grid.cell_width = CELL_MOST_WIDE;
	if (grid.cell_width < CELL_LEAST)
		grid.cell_width = CELL_LEAST;
	const int most = grid.cell_width >= CELL_NAMES_FROM ? CELL_LINES_MOST : CELL_LINES;
	grid.cell_height = (rect.height - 1) / grid.rows;
	if (grid.cell_height > most)
		grid.cell_height = most;
	if (grid.cell_height < 1)
		grid.cell_height = 1;
	return grid;
}

static bool month_day_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out)
{
	struct grid grid = grid_of(screen, rect);
	int column = x - rect.x - WEEK_NAME, row = y - rect.y - 1;
	if (column < 0 || row < 0 || column >= WEEK_DAYS * grid.cell_width)
		return false;
	*out = grid.first + row / grid.cell_height * WEEK_DAYS + column / grid.cell_width;
	return *out >= screen->range.first && *out <= screen->range.last;
}

/* ---- drawing */

static void month_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	struct grid grid = grid_of(screen, rect);
	char week[FORMAT_SIZE];

	for (int i = 0; i < WEEK_DAYS; i++)
		surface_text(surface, rect.x + WEEK_NAME + i * grid.cell_width, rect.y, -1,
		             format_weekday(ts_day_weekday(grid.first + i)), look_of(STYLE_DIM));
	for (int row = 0; row < grid.rows; row++) {
		int y = rect.y + 1 + row * grid.cell_height;
		environment_week_number(screen->view.environment, grid.first + row * WEEK_DAYS, week);
		(void)surface_text(surface, rect.x + 1, y, -1, week[0] != '\0' ? week + 1 : "", look_of(STYLE_FRAME));
	}
	for (size_t i = 0; i < screen->report.day_count; i++) {
		const struct ts_report_day *day = &screen->report.days[i];
		int place = day->day - grid.first;
		const struct rect cell = { rect.x + WEEK_NAME + place % WEEK_DAYS * grid.cell_width,
			                   rect.y + 1 + place / WEEK_DAYS * grid.cell_height, grid.cell_width - 1,
			                   grid.cell_height - (grid.cell_height >= GAP_FROM ? 1 : 0) };
		month_cell_draw(screen, surface, cell, day);
	}
	int below = 1 + grid.rows * grid.cell_height;
	if (below < rect.height)
		report_legend_draw(screen, surface, rect.x + WEEK_NAME, rect.y + rect.height - 1,
		                   rect.width - WEEK_NAME);
}

static int month_width(int width)
{
	const bool wide = width >= WIDE_FROM;
	int days = width * (wide ? 66 : 58) / 100;
	int most = WEEK_NAME + WEEK_DAYS * (wide ? CELL_MOST_WIDE : CELL_MOST) + 1;
	return days < most ? days : most;
}

static enum ts_report_by month_columns(const struct report_screen *screen)
{
	(void)screen;
	return TS_BY_WEEK;
}

static const struct report_kind month_kind = {
	.columns = month_columns,
	.unit = "month",
	.period = month_period,
	.step = month_step,
	.distance = month_distance,
	.move = month_move,
	.title = month_title,
	.days_width = month_width,
	.draw = month_draw,
	.day_at = month_day_at,
};

static const struct view_ops month_ops = {
	.title = "Month",
	.context = CONTEXT_REPORT,
	.update = report_update,
	.draw = report_draw,
	.wake = report_wake,
	.destroy = report_destroy,
};

struct view *view_month_create(const struct environment *environment, ts_day day)
{
	return report_create(environment, &month_ops, &month_kind, day);
}
