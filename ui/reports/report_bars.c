/* Rows of days, weeks or months, each with a bar of work in the colours of its activities against the target's mark. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAME_MOST = 12,
	DURATION_LEAST = 5,
	BAR_LEAST = 4,
	MORE_WIDTH = 4, /* "  +3" */
	MARK_WIDTH = 2, /* a letter and a blank, where a day is marked */
	LINES_MOST = 3 /* the bar, its numbers, a blank */,
	DEFAULT_WHOLE = 8 /* hours */
};

static ts_day stretch_last(const struct environment *environment, ts_day day, enum report_stretch stretch)
{
	struct ts_civil civil;
	if (stretch == STRETCH_DAY)
		return day;
	if (stretch == STRETCH_WEEK)
		return environment_week(environment, day) + 6;
	ts_day_to_civil(day, &civil);
	return ts_day_from_civil(civil.year, civil.month + 1, 1) - 1;
}

static size_t bars_count(const struct environment *environment, struct ts_range range, enum report_stretch stretch)
{
	size_t count = 0;
	for (ts_day day = range.first; day <= range.last; day = stretch_last(environment, day, stretch) + 1)
		count++;
	return count;
}

static void bar_fill(const struct ts_report *report, struct report_bar *bar, size_t *part)
{
	for (ts_day day = bar->first; day <= bar->last; day++) {
		const struct ts_report_day *from = &report->days[day - report->range.first];
		bar->work += from->work;
		bar->forgotten = bar->forgotten || from->forgotten.milliseconds > 0;
		bar->rest += from->rest;
		bar->target += from->target;
		bar->mark = bar->first == bar->last ? from->mark : TS_MARK_NONE;
		bar->half = from->half;
	}
	bar->part = *part;
	while (*part < report->part_count && report->range.first + (ts_day)report->parts[*part].day <= bar->last)
		(*part)++;
	bar->part_count = *part - bar->part;
}

static int row_lines(const struct report_screen *screen, int height)
{
	int lines = screen->rows.count > 0 ? height / screen->rows.count : 1;
	return lines > LINES_MOST ? LINES_MOST : lines > 1 ? lines : 1;
}

void report_bars_arrange(struct report_screen *screen, enum report_stretch stretch)
{
	const struct ts_report *report = &screen->report;
	struct report_layout layout;
	size_t count = screen->has_report ? bars_count(screen->view.environment, report->range, stretch) : 0, part = 0;
	int selected = 0;

	free(screen->bars);
	screen->bars = allocate(count + 1, sizeof *screen->bars);
	ts_day day = count > 0 ? report->range.first : 0;
	for (size_t i = 0; i < count; i++) {
		struct report_bar *bar = &screen->bars[i];
		ts_day last = stretch_last(screen->view.environment, day, stretch);
		*bar = (struct report_bar){ .first = day,
			                    .last = last < report->range.last ? last : report->range.last };
		bar_fill(report, bar, &part);
		if (screen->selected >= bar->first)
			selected = (int)i;
		day = bar->last + 1;
	}
	report_layout(screen, &layout);
	list_set_count(&screen->rows, (int)count);
	list_set_height(&screen->rows, layout.days.height / row_lines(screen, layout.days.height));
	list_select(&screen->rows, selected);
}

ts_day report_bars_move(const struct report_screen *screen, enum action action)
{
	struct list rows = screen->rows;
	if (rows.count == 0)
		return screen->selected;
	(void)list_action(&rows, action == ACTION_CHAR_LEFT    ? ACTION_UP
	                         : action == ACTION_CHAR_RIGHT ? ACTION_DOWN
	                                                       : action);
	return rows.cursor == screen->rows.cursor ? screen->selected : screen->bars[rows.cursor].first;
}

bool report_bars_at(const struct report_screen *screen, struct rect rect, int x, int y, ts_day *out)
{
	int row = (y - rect.y) / row_lines(screen, rect.height) + screen->rows.top;
	(void)x;
	if (y < rect.y || row >= screen->rows.count || row - screen->rows.top >= screen->rows.height)
		return false;
	const struct report_bar *bar = &screen->bars[row];
	*out = screen->selected >= bar->first && screen->selected <= bar->last ? screen->selected : bar->first;
	return true;
}

/* ---- drawing */

struct scale {
	int name, mark, duration, duration_width, bar, width; /* columns */
	int64_t whole;                                        /* milliseconds of the bar's width */
};

const char *report_bar_name(const struct report_screen *screen, const struct report_bar *bar, char out[FORMAT_SIZE])
{
	struct ts_civil civil;
	char day[FORMAT_SIZE], week[FORMAT_SIZE];
	ts_day_to_civil(bar->first, &civil);
	if (bar->first == bar->last)
		(void)snprintf(out, FORMAT_SIZE, "%.2s %2d %s", format_day_short(bar->first, day), civil.day,
		               format_month(civil.month));
	else if (bar->last - bar->first < 7)
		(void)snprintf(out, FORMAT_SIZE, "%.3s  %2d %s",
		               environment_week_number(screen->view.environment, bar->first, week), civil.day,
		               format_month(civil.month));
	else
		(void)snprintf(out, FORMAT_SIZE, "%s %d", format_month(civil.month), civil.year);
	return out;
}

static struct scale scale_of(const struct report_screen *screen, int width)
{
	struct scale scale = { .name = 1, .duration_width = DURATION_LEAST };
	char text[FORMAT_SIZE];
	int name = 0, mark = 0;
	for (int i = 0; i < screen->rows.count; i++) {
		const struct report_bar *bar = &screen->bars[i];
		mark = bar->mark != TS_MARK_NONE ? MARK_WIDTH : mark;
		int taken = text_width(format_duration(bar->work, text));
		scale.duration_width = taken > scale.duration_width ? taken : scale.duration_width;
		taken = text_width(report_bar_name(screen, bar, text));
		name = taken > name ? taken : name;
		scale.whole = bar->work > scale.whole ? bar->work : scale.whole;
		scale.whole = bar->target > scale.whole ? bar->target : scale.whole;
	}
	if (scale.whole == 0)
		scale.whole = DEFAULT_WHOLE * TS_HOUR;
	scale.mark = scale.name + name + 1;
	scale.duration = scale.mark + mark;
	scale.bar = scale.duration + scale.duration_width + 1;
	/* The mark may stand behind the bar, and a blank behind that. */
	scale.width = width - scale.bar - 2;
	return scale;
}

static int column_of(const struct scale *scale, int64_t length)
{
	return (int)lround((double)length / (double)scale->whole * scale->width);
}

/* Work of each activity in a bar, in the order of the totals. */
static int64_t *bar_works(const struct report_screen *screen, const struct report_bar *bar)
{
	const struct ts_report *report = &screen->report;
	int64_t *works = allocate(report->activity_count + 1, sizeof *works);
	for (size_t i = 0; i < bar->part_count; i++) {
		const struct ts_report_part *part = &report->parts[bar->part + i];
		if (!report->activities[part->activity].rest)
			works[part->activity] += part->milliseconds;
	}
	return works;
}

static void draw_segments(const struct report_screen *screen, struct surface *surface, const struct scale *scale, int y,
                          const struct report_bar *bar)
{
	const struct ts_report *report = &screen->report;
	int64_t *works = bar_works(screen, bar), before = 0;
	const struct report_total *row = report_row(screen);
	bool focused = row && screen->pane >= REPORT_ACTIVITIES;
	/* Where colours show, a letter at the beginning is enough. */
	bool once = screen->view.environment->half_blocks && !surface_ascii(surface);
	int x = 0;
	for (size_t i = 0; i < report->activity_count; i++) {
		const struct ts_total *activity = &report->activities[i];
		struct look look = { STYLE_SLOT, 0, (unsigned char)activity->colour, 0 };
		uint32_t sign = signs_find(&screen->signs, activity->activity);
		before += works[i];
		look.underline = focused && row->total == activity;
		int end = column_of(scale, before);
		for (int begin = x; x < end && x < scale->width; x++)
			surface_put(surface, scale->bar + x, y, once && x > begin ? ' ' : sign, look);
	}
	/* Little is not nothing. */
	if (bar->work > 0 && x == 0)
		draw_bar(surface, scale->bar, y, 1, 1, 8, 0, false);
	free(works);
}

static void draw_mark(struct surface *surface, const struct scale *scale, int y, const struct report_bar *bar)
{
	if (bar->target <= 0)
		return;
	int x = scale->bar + column_of(scale, bar->target);
	surface_put(surface, x, y, 0x2502, look_of(bar->work >= bar->target ? STYLE_GOOD : STYLE_FRAME));
}

static size_t works_count(const struct ts_report *report, const int64_t *works)
{
	size_t count = 0;
	for (size_t i = 0; i < report->activity_count; i++)
		count += works[i] > 0;
	return count;
}

/* The activities of a row with their lengths, as many as there is room for: "2 3:10  5 2:15  +3". */
static void draw_names(const struct report_screen *screen, struct surface *surface, const struct scale *scale, int y,
                       const struct report_bar *bar)
{
	const struct ts_report *report = &screen->report;
	int64_t *works = bar_works(screen, bar);
	int x = scale->bar, end = scale->bar + scale->width + 1;
	size_t left = works_count(report, works);
	char length[FORMAT_SIZE];
	for (size_t i = 0; i < report->activity_count; i++) {
		if (works[i] <= 0)
			continue;
		const struct ts_total *activity = &report->activities[i];
		struct look look = look_of(STYLE_SLOT);
		look.ink = (unsigned char)activity->colour;
		format_duration(works[i], length);
		/* What does not fit is counted behind those that do. */
		if (x + 2 + text_width(length) + (left > 1 ? MORE_WIDTH : 0) > end)
			break;
		surface_put(surface, x, y, signs_find(&screen->signs, activity->activity), look);
		x += 1 + surface_printf(surface, x + 1, y, look_of(STYLE_DIM), " %s", length) + 2;
		left--;
	}
	if (left > 0 && x + MORE_WIDTH - 2 <= end)
		(void)surface_printf(surface, x, y, look_of(STYLE_DIM), "+%zu", left);
	free(works);
}

static void draw_row(const struct report_screen *screen, struct surface *surface, const struct scale *scale, int y,
                     int row, int lines)
{
	const struct report_bar *bar = &screen->bars[row];
	bool selected = row == screen->rows.cursor, focused = selected && screen->pane == REPORT_DAYS;
	bool today = screen->today >= bar->first && screen->today <= bar->last;
	struct look look = look_of(focused    ? STYLE_SELECTED
	                           : selected ? STYLE_UNFOCUSED
	                           : today    ? STYLE_NOW
	                                      : STYLE_PLAIN);
	char text[FORMAT_SIZE];
	if (selected)
		surface_fill(surface, (struct rect){ 0, y, scale->bar, 1 }, ' ', look);
	bool plain = surface_plain(surface);
	if (selected)
		draw_sign(surface, 0, y, '>', look);
	surface_text(surface, scale->name, y, -1, report_bar_name(screen, bar, text), look);
	if (bar->mark != TS_MARK_NONE)
		surface_put(surface, scale->mark, y, (uint32_t)format_mark_letter(bar->mark),
		            focused ? look : look_of(STYLE_EMPHASIS));
	if (bar->work > 0)
		surface_text_right(surface, scale->duration, y, scale->duration_width, format_duration(bar->work, text),
		                   look_of(focused ? STYLE_SELECTED : STYLE_DURATION));
	else if (bar->mark != TS_MARK_NONE)
		surface_text(surface, scale->bar, y, -1, format_mark(bar->mark, bar->half, text), look_of(STYLE_PLAIN));
	else if (bar->last < screen->today && !plain)
		surface_put(surface, scale->bar, y, 0x00b7, look_of(STYLE_DIM));
	if (bar->forgotten)
		surface_put(surface, scale->bar - 1, y, '?', focused ? look : look_of(STYLE_NOTICE));
	if (scale->width < BAR_LEAST)
		return;
	if (!plain) {
		draw_segments(screen, surface, scale, y, bar);
		draw_mark(surface, scale, y, bar);
	}
	if (lines > 1)
		draw_names(screen, surface, scale, y + 1, bar);
}

void report_bars_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	int lines = row_lines(screen, rect.height);
	struct scale scale = scale_of(screen, rect.width);
	for (int i = 0; i < screen->rows.height && i + screen->rows.top < screen->rows.count; i++)
		draw_row(screen, surface, &scale, rect.y + i * lines, i + screen->rows.top, lines);
}
