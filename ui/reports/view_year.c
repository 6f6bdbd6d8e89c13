/* The year: a shade for each day, weeks as columns, and what each month came to below. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdio.h>

enum {
	WEEK_DAYS = 7,
	WEEKS_MOST = 54,
	MONTHS = 12,
	NAME_WIDTH = 4,
	WIDE_FROM = 96, /* columns for totals beside */
	MAP_ROWS = 1 + WEEK_DAYS,
	MONTH_NAME = 5,
	MONTH_DURATION = 8,
	MONTH_DIFFERENCE = 9
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

static int cell_width(int width)
{
	return width >= NAME_WIDTH + 2 * WEEKS_MOST + 1 ? 2 : 1;
}

static bool year_day_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out)
{
	int column = (x - rect.x - NAME_WIDTH) / cell_width(rect.width), row = y - rect.y - 1;
	if (x < rect.x + NAME_WIDTH || row < 0 || row >= WEEK_DAYS)
		return false;
	*out = first_column(screen) + column * WEEK_DAYS + row;
	return *out >= screen->range.first && *out <= screen->range.last;
}

static void draw_month_names(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	struct ts_civil civil;
	ts_day_to_civil(screen->range.first, &civil);
	for (int month = 0; month < MONTHS; month++) {
		int week = (ts_day_from_civil(civil.year, month + 1, 1) - first_column(screen)) / WEEK_DAYS;
		surface_text(surface, rect.x + NAME_WIDTH + week * cell_width(rect.width), rect.y, -1,
		             format_month(month + 1), look_of(STYLE_DIM));
	}
}

static void draw_map(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	int cell = cell_width(rect.width);
	draw_month_names(screen, surface, rect);
	for (int i = 0; i < WEEK_DAYS; i++)
		surface_text(surface, rect.x + 1, rect.y + 1 + i, -1,
		             i % 2 == 0 ? format_weekday(ts_day_weekday(first_column(screen) + i)) : "",
		             look_of(STYLE_DIM));
	for (size_t i = 0; i < screen->report.day_count; i++) {
		const struct ts_report_day *day = &screen->report.days[i];
		int place = day->day - first_column(screen), shade = report_shade(screen, day);
		int x = rect.x + NAME_WIDTH + place / WEEK_DAYS * cell, y = rect.y + 1 + place % WEEK_DAYS;
		bool selected = day->day == screen->selected;
		struct look look = report_shade_look(shade);
		/* Neither what is to come nor what was before the first log is a day without work. */
		bool outside = day->day > screen->today || day->day < screen->first;
		uint32_t character = outside && shade == 0 ? ' ' : report_shade_character(surface, shade);
		/* Whatever was worked: a letter, small where nothing was. */
		if (day->mark != TS_MARK_NONE) {
			char letter = format_mark_letter(day->mark);
			character = (uint32_t)(day->work > 0 ? letter : letter - 'A' + 'a');
			look = look_of(STYLE_EMPHASIS);
		}
		if (day->forgotten.milliseconds > 0) {
			character = '?';
			look = look_of(STYLE_NOTICE);
		}
		if (day->day == screen->today)
			look = look_of(STYLE_NOW);
		/* A shade alone would not tell the cursor: it needs a letter that stands out. */
		if (selected) {
			look = look_of(screen->pane == REPORT_DAYS ? STYLE_SELECTED : STYLE_UNFOCUSED);
			if (day->mark == TS_MARK_NONE && day->forgotten.milliseconds == 0)
				character = shade == 0 ? 'o' : '@';
		}
		for (int j = 0; j < cell; j++)
			surface_put(surface, x + j, y, character, look);
	}
}

/* ---- the months */

struct month {
	int64_t work, target, change; /* change: of the balance */
	bool over;                    /* all of its days have passed */
	bool forgotten;               /* some of the work is */
};

static void months_fill(const struct report_screen *screen, struct month months[MONTHS])
{
	struct ts_civil civil;
	for (size_t i = 0; i < screen->report.day_count; i++) {
		const struct ts_report_day *day = &screen->report.days[i];
		ts_day_to_civil(day->day, &civil);
		struct month *month = &months[civil.month - 1];
		month->work += day->work;
		month->forgotten = month->forgotten || day->forgotten.milliseconds > 0;
		month->target += day->target;
		month->change += day->change;
		month->over = day->day < screen->today;
	}
}

/* Those before the first log are left out. */
static int month_first(const struct report_screen *screen)
{
	struct ts_civil civil;
	if (screen->first <= screen->range.first || screen->first > screen->range.last)
		return 0;
	ts_day_to_civil(screen->first, &civil);
	return civil.month - 1;
}

static void draw_months(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	struct month months[MONTHS] = { { 0, 0, 0, false, false } };
	int64_t most = 1;
	char text[FORMAT_SIZE];
	struct ts_civil selected;
	ts_day_to_civil(screen->selected, &selected);
	months_fill(screen, months);
	for (int i = 0; i < MONTHS; i++) {
		most = months[i].work > most ? months[i].work : most;
		most = months[i].target > most ? months[i].target : most;
	}
	int bar = 1 + MONTH_NAME + MONTH_DURATION + 1, width = rect.width - bar - MONTH_DIFFERENCE - 2;
	int first = month_first(screen);
	for (int i = first; i < MONTHS && i - first < rect.height; i++) {
		int y = rect.y + i - first;
		surface_text(surface, rect.x + 1, y, -1, format_month(i + 1),
		             look_of(i + 1 == selected.month ? STYLE_EMPHASIS : STYLE_PLAIN));
		if (months[i].work <= 0)
			continue;
		surface_text_right(surface, rect.x + 1 + MONTH_NAME, y, MONTH_DURATION - 1,
		                   format_duration(months[i].work, text), look_of(STYLE_DURATION));
		if (months[i].forgotten)
			surface_put(surface, rect.x + bar - 1, y, '?', look_of(STYLE_NOTICE));
		draw_bar(surface, rect.x + bar, y, width, (double)months[i].work, (double)most, 0, false);
		int mark = (int)((double)months[i].target / (double)most * width);
		if (months[i].target > 0)
			surface_put(surface, rect.x + bar + mark, y, 0x2502,
			            look_of(months[i].work >= months[i].target ? STYLE_GOOD : STYLE_FRAME));
		if (months[i].target > 0 && months[i].over)
			surface_text_right(surface, rect.x + rect.width - MONTH_DIFFERENCE - 1, y, MONTH_DIFFERENCE,
			                   format_duration_signed(months[i].change, text), look_of(STYLE_DIM));
	}
}

static void year_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	draw_map(screen, surface, rect);
	int below = MAP_ROWS;
	if (rect.height >= MAP_ROWS + 3 + MONTHS)
		below++;
	if (rect.height > below) {
		report_legend_draw(screen, surface, rect.x + NAME_WIDTH, rect.y + below, rect.width - NAME_WIDTH);
		below += 2;
	}
	if (rect.height - below >= MONTHS)
		draw_months(screen, surface, (struct rect){ rect.x, rect.y + below, rect.width, rect.height - below });
}

static int year_width(int width)
{
	if (width < WIDE_FROM)
		return 0;
	int doubled = NAME_WIDTH + 2 * WEEKS_MOST + 1;
	return width >= doubled + 40 ? doubled : NAME_WIDTH + WEEKS_MOST + 1;
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
