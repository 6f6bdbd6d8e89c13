/* The pane of totals on the screens of reports, by activity or by project, and what they come to. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"
#include "ui/draw/budgets.h"
#include "ui/draw/widgets.h"

#include <stdio.h>
#include <string.h>

enum { TASK_INDENT = 2, PERCENT_WIDTH = 4, BAR_LEAST = 4, BAR_MOST = 40, NAME_LEAST = 10, SUMMARY_MOST = 3 /* rows */ };

struct columns {
	int text, rest, duration, duration_width, bar, bar_width, percent;
};

int report_percent(int64_t part, int64_t whole)
{
	return whole > 0 ? (int)((part * 200 + whole) / (2 * whole)) : 0;
}

const char *report_total_text(const struct report_total *row)
{
	const char *text = row->total->text;
	if (!row->task)
		return text;
	const char *task = text + ts_text_project(text);
	task += strspn(task, ": ");
	return *task != '\0' ? task : text;
}

/* Of all rows, whether they show or not: scrolling moves nothing. */
static int name_longest(const struct report_screen *screen)
{
	int longest = NAME_LEAST;
	for (int i = 0; i < screen->totals.count; i++) {
		const struct report_total *row = &screen->total_rows[i];
		int width = text_width(report_total_text(row)) + (row->task ? TASK_INDENT : 0);
		longest = width > longest ? width : longest;
	}
	return longest;
}

static struct columns columns_fit(const struct report_screen *screen, int width)
{
	struct columns columns = { .duration_width = 5 };
	char text[FORMAT_SIZE];
	if (screen->totals.count > 0 &&
	    text_width(format_duration(screen->total_rows[0].total->milliseconds, text)) > columns.duration_width)
		columns.duration_width = text_width(text);
	/* Slot, text, mark of rest, duration, bar, percent; a blank between. */
	int others = 3 + 1 + columns.duration_width + 1 + 1 + PERCENT_WIDTH;
	/* Names get what they need, the bar what is left of it, but a few columns it has. */
	columns.bar_width = width - others - name_longest(screen);
	if (columns.bar_width < BAR_LEAST)
		columns.bar_width = width - others - NAME_LEAST >= BAR_LEAST ? BAR_LEAST : 0;
	if (columns.bar_width > BAR_MOST)
		columns.bar_width = BAR_MOST;
	columns.text = width - others - columns.bar_width;
	if (columns.text < 0)
		columns.text = 0;
	columns.rest = 3 + columns.text;
	columns.duration = columns.rest + 1;
	columns.bar = columns.duration + columns.duration_width + 1;
	columns.percent = columns.bar + columns.bar_width + 1;
	return columns;
}

/* The sign that the activity has in the bars; of a project the digit of its only task, or that there are several. */
static void draw_activity_sign(const struct report_screen *screen, struct surface *surface,
                               const struct report_total *row, int y, struct look look)
{
	const struct ts_total *total = row->total;
	if (row->task || screen->shown == REPORT_ACTIVITIES)
		surface_put(surface, row->task ? 1 + TASK_INDENT : 1, y, signs_find(&screen->signs, total->activity),
		            look);
	else if (row->tasks > 0)
		surface_put(surface, 1, y, row->open ? '-' : '+', look_of(STYLE_HINT));
	else if (total->slot > 0)
		surface_put(surface, 1, y, (uint32_t)('0' + total->slot), look);
}

static void draw_total(const struct report_screen *screen, struct surface *surface, const struct columns *columns,
                       int y, int row)
{
	const struct report_total *shown = &screen->total_rows[row];
	const struct ts_total *total = shown->total;
	bool selected = screen->pane >= REPORT_ACTIVITIES && row == screen->totals.cursor;
	struct look look = look_of(selected ? STYLE_SELECTED : total->rest ? STYLE_DIM : STYLE_PLAIN);
	struct look slot = look_of(selected ? STYLE_SELECTED : STYLE_SLOT);
	int64_t whole = screen->report.work + screen->report.rest;
	int indent = shown->task ? TASK_INDENT : 0;
	char text[FORMAT_SIZE], percent[FORMAT_SIZE];

	if (selected)
		surface_fill(surface, (struct rect){ 0, y, columns->bar, 1 }, ' ', look);
	if (selected)
		draw_sign(surface, 0, y, '>', look);
	slot.ink = (unsigned char)(selected ? 0 : total->colour);
	draw_activity_sign(screen, surface, shown, y, slot);
	if (columns->text > 0)
		surface_text_cut(surface, 3 + indent, y, columns->text - indent, report_total_text(shown), look);
	if (total->rest && surface_plain(surface))
		surface_text_cut(surface, columns->bar, y, columns->bar_width, "rest", look_of(STYLE_DIM));
	else if (total->rest)
		surface_put(surface, columns->rest, y, '~', look);
	surface_text_right(surface, columns->duration, y, columns->duration_width,
	                   format_duration(total->milliseconds, text), look);
	if (total->forgotten.milliseconds > 0)
		surface_put(surface, columns->bar - 1, y, '?', selected ? look : look_of(STYLE_NOTICE));
	if (columns->bar_width > 0)
		draw_bar(surface, columns->bar, y, columns->bar_width, (double)total->milliseconds,
		         (double)screen->total_rows[0].total->milliseconds, total->colour, false);
	int part = report_percent(total->milliseconds, whole);
	(void)snprintf(percent, sizeof percent, part == 0 ? "<1%%" : "%d%%", part);
	surface_text_right(surface, columns->percent, y, PERCENT_WIDTH, percent, look_of(STYLE_DIM));
}

/* How far the work is from its target: what was missing of days gone by is not the same as what is to do. */
static void draw_difference(const struct report_screen *screen, struct surface *surface, int y, int width)
{
	const struct ts_report *report = &screen->report;
	char length[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	int64_t left = report->target - report->work;
	if (report->target <= 0)
		return;
	if (left <= 0)
		(void)snprintf(text, sizeof text, "target met, %s",
		               format_doubtful_signed(-left, report->forgotten.milliseconds > 0, length));
	else
		(void)snprintf(text, sizeof text, "%s %s", format_duration(left, length),
		               screen->range.last < screen->today ? "short of the target" : "to go");
	surface_text_cut(surface, 1, y, width - 1, text, look_of(left <= 0 ? STYLE_GOOD : STYLE_PLAIN));
}

/* The balance, and what was no work, as much as there is room for. */
static void draw_rest(const struct report_screen *screen, struct surface *surface, int y, int width)
{
	const struct ts_report *report = &screen->report;
	char length[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	int x = 1;
	if (report->flex_known && !report->no_target)
		x += surface_printf(surface, x, y, look_of(STYLE_DURATION), "flex %s", report_flex(report, length)) + 2;
	const struct {
		const char *name;
		int64_t length;
	} others[] = { { "forgotten?", report->forgotten.milliseconds },
		       { "rest", report->rest },
		       { "off", report->off } };
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		(void)snprintf(text, sizeof text, "%s %s", others[i].name, format_duration(others[i].length, length));
		if (others[i].length <= 0 || x + text_width(text) > width)
			continue;
		x += surface_text(surface, x, y, -1, text, look_of(i == 0 ? STYLE_NOTICE : STYLE_DIM)) + 2;
	}
}

static void draw_summary(const struct report_screen *screen, struct surface *surface, int y, int width)
{
	const struct ts_report *report = &screen->report;
	char work[FORMAT_SIZE], target[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	format_doubtful(report->work, report->forgotten.milliseconds > 0, work);
	if (report->target > 0)
		(void)snprintf(text, sizeof text, "%s/%s", work, format_duration(report->target, target));
	else
		(void)snprintf(text, sizeof text, "%s", work);
	int track = width - 8 - text_width(text) - 2;
	surface_text(surface, 1, y, -1, "work", look_of(STYLE_PLAIN));
	if (report->target > 0 && track > 4 && !surface_plain(surface)) {
		surface_put(surface, 6, y, '[', look_of(STYLE_FRAME));
		draw_bar(surface, 7, y, track - 1, (double)report->work, (double)report->target, 0, true);
		surface_put(surface, 6 + track, y, ']', look_of(STYLE_FRAME));
		surface_text(surface, 8 + track, y, -1, text, look_of(STYLE_DURATION));
	} else {
		surface_text(surface, 6, y, -1, text, look_of(STYLE_DURATION));
	}
	draw_difference(screen, surface, y + 1, width);
	draw_rest(screen, surface, report->target > 0 ? y + 2 : y + 1, width);
}

static const char *empty_text(const struct report_screen *screen)
{
	if (screen->filtered)
		return "nothing of it on these days";
	return screen->shown == REPORT_TAGS && screen->report.activity_count > 0 ? "no #tag in texts and comments"
	                                                                         : "nothing was logged on these days";
}

void report_totals_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	if (rect.height <= 0 || rect.width <= 0 || !screen->has_report)
		return;
	surface_clip_push(surface, rect);
	const struct columns columns = columns_fit(screen, rect.width);
	int rows = report_totals_rows(screen, rect), shown = 0;
	for (; shown < rows && shown + screen->totals.top < screen->totals.count; shown++)
		draw_total(screen, surface, &columns, shown, shown + screen->totals.top);
	if (screen->totals.count == 0)
		surface_text_cut(surface, 1, 0, rect.width - 1, empty_text(screen), look_of(STYLE_DIM));
	const int below = (shown > 0 ? shown : 1) + 1;
	if (rows < rect.height) {
		draw_summary(screen, surface, below, rect.width);
		budgets_draw(&screen->budgets, surface, below + SUMMARY_MOST, rect.width, rect.height);
	}
	surface_clip_pop(surface);
}
