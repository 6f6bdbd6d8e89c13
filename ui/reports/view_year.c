/* The year: a tint for each day, weeks as columns, and what each month came to below. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"

#include <stdio.h>

enum {
	WEEK_DAYS = 7,
	WEEKS_MOST = 54,
	NAME_WIDTH = 4,
	WIDE_FROM = 96,   /* columns for totals beside */
	ROOMY_FROM = 120, /* ... and for longer lines of months */
	TOTALS_LEAST = 40,
	MAP_ROWS = 1 + WEEK_DAYS,
	LEGEND_ROWS = 2 /* and a blank */
};

static struct ts_range year_period(const struct report_screen *screen, ts_day day)
{
	struct ts_civil civil;
	(void)screen;
	ts_day_to_civil(day, &civil);
	return (struct ts_range){ ts_day_from_civil(civil.year, 1, 1), ts_day_from_civil(civil.year, 12, 31) };
}

static ts_day year_step(struct report_screen *screen, ts_day day, int by)
{
	struct ts_civil civil;
	(void)screen;
	ts_day_to_civil(day, &civil);
	/* There is no 29 February in the next one. */
	if (civil.month == 2 && civil.day == 29)
		civil.day = 28;
	return ts_day_from_civil(civil.year + by, civil.month, civil.day);
}

static int year_distance(ts_day from, ts_day to)
{
	struct ts_civil left, right;
	ts_day_to_civil(from, &left);
	ts_day_to_civil(to, &right);
	return right.year - left.year;
}

static ts_day year_move(const struct report_screen *screen, enum action action)
{
	switch (action) {
	case ACTION_FIRST:
		return screen->range.first;
	case ACTION_LAST:
		return screen->range.last;
	case ACTION_UP:
	case ACTION_DOWN:
		return screen->selected + (action == ACTION_UP ? -1 : 1);
	default:
		return screen->selected + (action == ACTION_CHAR_LEFT ? -WEEK_DAYS : WEEK_DAYS);
	}
}

static void year_title(const struct report_screen *screen, char out[REPORT_TEXT_SIZE])
{
	struct ts_civil civil;
	char first[FORMAT_SIZE];
	ts_day_to_civil(screen->range.first, &civil);
	(void)snprintf(out, REPORT_TEXT_SIZE, "%d", civil.year);
	/* A year that begins with the first log. */
	if (screen->has_report && screen->first > screen->range.first && screen->first <= screen->range.last)
		(void)snprintf(out, REPORT_TEXT_SIZE, "%d since %s", civil.year,
		               format_day_short(screen->first, first) + 4);
}

/* ---- the map */

static ts_day first_column(const struct report_screen *screen)
{
	return environment_week(screen->view.environment, screen->range.first);
}

/* Columns of the map. */
static int columns_of(const struct report_screen *screen)
{
	return (screen->range.last - first_column(screen)) / WEEK_DAYS + 1;
}

static int cell_width(int width)
{
	return width >= NAME_WIDTH + 2 * WEEKS_MOST + 1 ? 2 : 1;
}

/* Where there is room for all else, and two lines for each month, days are higher. */
static int cell_height(struct rect rect)
{
	const int all = 1 + 2 * WEEK_DAYS + 1 + LEGEND_ROWS + 2 * YEAR_MONTHS;
	return cell_width(rect.width) > 1 && rect.height >= all ? 2 : 1;
}

/* The first one that shows: where there is no room for all, the selected day is among those that do. */
static int column_first(const struct report_screen *screen, struct rect rect)
{
	const int room = (rect.width - NAME_WIDTH) / cell_width(rect.width), all = columns_of(screen);
	const int selected = (screen->selected - first_column(screen)) / WEEK_DAYS;
	const int middle = selected - room / 2;
	if (room >= all || middle <= 0)
		return 0;
	return middle < all - room ? middle : all - room;
}

static bool year_day_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out)
{
	int column = column_first(screen, rect) + (x - rect.x - NAME_WIDTH) / cell_width(rect.width);
	int row = y - rect.y - 1;
	if (x < rect.x + NAME_WIDTH || row < 0)
		return false;
	row /= cell_height(rect);
	if (row >= WEEK_DAYS)
		return false;
	*out = first_column(screen) + column * WEEK_DAYS + row;
	return *out >= screen->range.first && *out <= screen->range.last;
}

/* A mark where it goes on beyond the pane. */
static void draw_month_names(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	const int cell = cell_width(rect.width), first = column_first(screen, rect);
	const int end = rect.x + rect.width, left = rect.x + NAME_WIDTH;
	struct ts_civil civil;
	ts_day_to_civil(screen->range.first, &civil);
	for (int month = 0; month < YEAR_MONTHS; month++) {
		int week = (ts_day_from_civil(civil.year, month + 1, 1) - first_column(screen)) / WEEK_DAYS;
		int x = left + (week - first) * cell;
		if (week >= first && x + text_width(format_month(month + 1)) <= end)
			surface_text(surface, x, rect.y, -1, format_month(month + 1), look_of(STYLE_DIM));
	}
	if (first > 0)
		surface_put(surface, left - 1, rect.y, 0x2026, look_of(STYLE_DIM));
	if (left + (columns_of(screen) - first) * cell > end)
		surface_put(surface, end - 1, rect.y, 0x2026, look_of(STYLE_DIM));
}

/* What stands on a day: a letter for its mark or for a doubt, else nothing. */
static uint32_t day_letter(const struct ts_report_day *day)
{
	char letter;
	if (day->forgotten.milliseconds > 0)
		return '?';
	if (day->mark == TS_MARK_NONE)
		return ' ';
	/* Whatever was worked: a letter, small where nothing was. */
	letter = format_mark_letter(day->mark);
	return (uint32_t)(day->work > 0 ? letter : letter - 'A' + 'a');
}

/* A line at the foot of its tint, or of its shade. */
static void draw_today(struct surface *surface, struct rect rect)
{
	const uint32_t character = surface_ascii(surface) ? '+' : 0x2584;
	for (int i = 0; i < rect.width; i++)
		surface_put(surface, rect.x + i, rect.y + rect.height - 1, character, look_of(STYLE_NOW));
}

static void draw_day(const struct report_screen *screen, struct surface *surface, struct rect rect,
                     const struct ts_report_day *day)
{
	const int shade = report_shade(screen, day);
	const bool selected = day->day == screen->selected, tinted = shade > 0 && surface_tints(surface);
	/* Neither what is to come nor what was before the first log is a day without work. */
	const bool outside = day->day > screen->today || day->day < screen->first;
	uint32_t letter = day_letter(day);
	struct look look = day->forgotten.milliseconds > 0 ? look_of(STYLE_NOTICE) : look_of(STYLE_EMPHASIS);
	if (tinted)
		look = report_heat_look(shade);
	/* A shade alone would not tell the cursor: it needs a letter that stands out. */
	if (selected) {
		look = look_of(screen->pane == REPORT_DAYS ? STYLE_SELECTED : STYLE_UNFOCUSED);
		if (letter == ' ' && !surface_plain(surface))
			letter = shade == 0 ? 'o' : '@';
		surface_fill(surface, rect, ' ', look);
	} else if (!outside || shade > 0) {
		report_heat_draw(surface, rect, shade);
	}
	if (letter != ' ')
		surface_put(surface, rect.x, rect.y, letter, look);
	else if (day->day == screen->today && !selected)
		draw_today(surface, rect);
}

static void draw_map(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	const int width = cell_width(rect.width), height = cell_height(rect), first = column_first(screen, rect);
	draw_month_names(screen, surface, rect);
	for (int i = 0; i < WEEK_DAYS; i++)
		surface_text(surface, rect.x + 1, rect.y + 1 + i * height, -1,
		             i % 2 == 0 || height > 1 ? format_weekday(ts_day_weekday(first_column(screen) + i)) : "",
		             look_of(STYLE_DIM));
	for (size_t i = 0; i < screen->report.day_count; i++) {
		const struct ts_report_day *day = &screen->report.days[i];
		const int place = day->day - first_column(screen), column = place / WEEK_DAYS - first;
		const struct rect cell = { rect.x + NAME_WIDTH + column * width,
			                   rect.y + 1 + place % WEEK_DAYS * height, width, height };
		if (column >= 0)
			draw_day(screen, surface, cell, day);
	}
}

/* ---- both */

static void year_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	draw_map(screen, surface, rect);
	int below = 1 + WEEK_DAYS * cell_height(rect);
	const int spare = rect.height - below - LEGEND_ROWS - YEAR_MONTHS;
	/* A blank, but for the one that leaves no second line for the months. */
	if (spare > 0 && spare != YEAR_MONTHS)
		below++;
	if (rect.height > below) {
		report_legend_draw(screen, surface, rect.x + NAME_WIDTH, rect.y + below, rect.width - NAME_WIDTH);
		below += LEGEND_ROWS;
	}
	if (rect.height - below >= YEAR_MONTHS)
		year_months_draw(screen, surface,
		                 (struct rect){ rect.x, rect.y + below, rect.width, rect.height - below });
}

static int year_width(int width)
{
	if (width < WIDE_FROM)
		return 0;
	const int single = NAME_WIDTH + WEEKS_MOST + 1, doubled = NAME_WIDTH + 2 * WEEKS_MOST + 1;
	if (width >= doubled + TOTALS_LEAST)
		return doubled;
	return width >= ROOMY_FROM ? width * 58 / 100 : single;
}

static enum ts_report_by year_columns(const struct report_screen *screen)
{
	(void)screen;
	return TS_BY_MONTH;
}

static const struct report_kind year_kind = {
	.columns = year_columns,
	.unit = "year",
	.period = year_period,
	.step = year_step,
	.distance = year_distance,
	.move = year_move,
	.title = year_title,
	.days_width = year_width,
	.days_height = MAP_ROWS,
	.draw = year_draw,
	.day_at = year_day_at,
};

static const struct view_ops year_ops = {
	.title = "Year",
	.context = CONTEXT_REPORT,
	.update = report_update,
	.draw = report_draw,
	.wake = report_wake,
	.destroy = report_destroy,
};

struct view *view_year_create(const struct environment *environment, ts_day day)
{
	return report_create(environment, &year_ops, &year_kind, day);
}
