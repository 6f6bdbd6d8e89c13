/* A day in the calendar of a month: its number and hours on the tint of the heat map, and what was done where there is
 * room. */
#include "ui/reports/report_screen.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/widgets.h"

#include <stdlib.h>
#include <string.h>

enum {
	NUMBER_WIDTH = 2,
	NAMES_WIDTH = 10, /* columns from which what was done is named */
	NAMES_LINES = 4,
	LENGTHS_WIDTH = 18, /* ... with its length */
	LENGTH_WIDTH = 5,
	BAR_LINES = 6 /* ... below a bar */
};

/* ---- what was done, by its length */

struct done {
	const struct ts_report_part **parts;
	size_t count;
	int64_t work;
};

static int longer_first(const void *left, const void *right)
{
	const struct ts_report_part *const *one = left, *const *other = right;
	if ((*one)->milliseconds != (*other)->milliseconds)
		return (*one)->milliseconds > (*other)->milliseconds ? -1 : 1;
	return (*one)->activity < (*other)->activity ? -1 : (*one)->activity > (*other)->activity;
}

static struct done done_of(const struct ts_report *report, const struct ts_report_day *day)
{
	const size_t place = (size_t)(day - report->days);
	struct done done = { .parts = allocate(report->activity_count + 1, sizeof *done.parts) };
	for (size_t i = 0; i < report->part_count; i++) {
		const struct ts_report_part *part = &report->parts[i];
		if (part->day != place || report->activities[part->activity].rest)
			continue;
		done.parts[done.count++] = part;
		done.work += part->milliseconds;
	}
	if (done.count > 1)
		qsort(done.parts, done.count, sizeof done.parts[0], longer_first);
	return done;
}

/* As wide as the cell where the target is met. */
static void draw_done_bar(const struct report_screen *screen, struct surface *surface, struct rect line,
                          const struct done *done, int64_t target)
{
	const int64_t whole = done->work > target ? done->work : target;
	int64_t before = 0;
	int x = 0;
	if (surface_plain(surface))
		return;
	for (size_t i = 0; i < done->count; i++) {
		const struct ts_total *activity = &screen->report.activities[done->parts[i]->activity];
		const struct look look = { STYLE_SLOT, 0, (unsigned char)activity->colour, 0 };
		before += done->parts[i]->milliseconds;
		for (int end = (int)(before * line.width / whole); x < end; x++)
			surface_put(surface, line.x + x, line.y,
			            surface_tints(surface) ? ' ' : signs_find(&screen->signs, activity->activity),
			            look);
	}
}

/* In little room of "project: task" the task. */
static const char *name_fit(const char *text, int width)
{
	const char *task = text + ts_text_project(text);
	task += strspn(task, ": ");
	return text_width(text) <= width || *task == '\0' ? text : task;
}

static void draw_done(const struct report_screen *screen, struct surface *surface, struct rect rect,
                      const struct done *done)
{
	const int lines = (int)done->count > rect.height ? rect.height - 1 : (int)done->count;
	const int length = rect.width >= LENGTHS_WIDTH ? LENGTH_WIDTH + 1 : 0;
	char text[FORMAT_SIZE];
	for (int i = 0; i < lines; i++) {
		const struct ts_report_part *part = done->parts[i];
		const struct ts_total *activity = &screen->report.activities[part->activity];
		struct look sign = look_of(STYLE_SLOT);
		sign.ink = (unsigned char)activity->colour;
		surface_put(surface, rect.x, rect.y + i, signs_find(&screen->signs, activity->activity), sign);
		surface_text_cut(surface, rect.x + 2, rect.y + i, rect.width - 2 - length,
		                 name_fit(activity->text, rect.width - 2 - length), look_of(STYLE_PLAIN));
		if (length > 0)
			surface_text_right(surface, rect.x + rect.width - length, rect.y + i, length,
			                   format_duration(part->milliseconds, text), look_of(STYLE_DIM));
	}
	if (lines < (int)done->count)
		surface_printf(surface, rect.x + 2, rect.y + lines, look_of(STYLE_DIM), "+%zu more",
		               done->count - (size_t)lines);
}

static void draw_below(const struct report_screen *screen, struct surface *surface, struct rect rect,
                       const struct ts_report_day *day)
{
	struct done done = done_of(&screen->report, day);
	if (rect.height + 1 >= BAR_LINES && done.count > 0) {
		draw_done_bar(screen, surface, (struct rect){ rect.x, rect.y, rect.width, 1 }, &done, day->target);
		rect.y++;
		rect.height--;
	}
	draw_done(screen, surface, rect, &done);
	free(done.parts);
}

/* ---- number, mark and hours */

struct square {
	struct rect rect; /* of what lies on the day's tint */
	int hours;        /* the line they stand on */
	int shade;
	bool selected, tinted;
	struct look look; /* of what is written on it */
};

static struct square square_of(const struct report_screen *screen, const struct surface *surface, struct rect rect,
                               const struct ts_report_day *day)
{
	struct square square = { .rect = rect, .hours = rect.height - 1, .shade = report_shade(screen, day) };
	if (rect.height >= NAMES_LINES && rect.width >= NAMES_WIDTH) {
		square.rect.height = 1;
		square.hours = 0;
	}
	square.selected = day->day == screen->selected;
	square.tinted = !square.selected && square.shade > 0 && surface_tints(surface);
	square.look = square.selected ? look_of(screen->pane == REPORT_DAYS ? STYLE_SELECTED : STYLE_UNFOCUSED)
	              : square.tinted ? report_heat_look(square.shade)
	                              : look_of(STYLE_PLAIN);
	return square;
}

/* Behind the number, above the hours; in one line it leaves them their room. */
static void draw_shade(const struct report_screen *screen, struct surface *surface, const struct square *square,
                       const struct ts_report_day *day, int hours_width)
{
	const struct rect rect = square->rect;
	struct rect shade = { rect.x + NUMBER_WIDTH + 1, rect.y, rect.width - NUMBER_WIDTH - 1, square->hours };
	if (square->hours == 0) {
		shade.height = 1;
		shade.width -= hours_width + 1;
		/* As much as there is room for, and be it in place of the blank. */
		if (shade.width < 1)
			shade = (struct rect){ rect.x + NUMBER_WIDTH, rect.y, 1, 1 };
	}
	if (square->shade > 0 || (day->day <= screen->today && day->mark == TS_MARK_NONE))
		report_heat_draw(surface, shade, square->shade);
}

/* A letter behind the number; and where there are no hours, the word in their place. */
static void draw_mark(struct surface *surface, const struct square *square, const struct ts_report_day *day)
{
	const struct look look = square->selected || square->tinted ? square->look : look_of(STYLE_EMPHASIS);
	char text[FORMAT_SIZE];
	surface_put(surface, square->rect.x + NUMBER_WIDTH, square->rect.y, (uint32_t)format_mark_letter(day->mark),
	            look);
	if (day->work > 0)
		return;
	format_mark(day->mark, day->half, text);
	/* Where it has no room the letter tells it. */
	if (square->hours > 0 && text_width(text) <= square->rect.width)
		surface_text(surface, square->rect.x, square->rect.y + square->hours, -1, text, look);
	else if (square->hours == 0 && text_width(text) <= square->rect.width - NUMBER_WIDTH - 2)
		surface_text_right(surface, square->rect.x, square->rect.y, square->rect.width, text, look);
}

static void draw_number(const struct report_screen *screen, struct surface *surface, const struct square *square,
                        const struct ts_report_day *day)
{
	const bool today = day->day == screen->today;
	struct look look = square->look;
	struct ts_civil civil;
	ts_day_to_civil(day->day, &civil);
	if (square->tinted)
		look.underline = today;
	else if (!square->selected)
		look = look_of(today ? STYLE_NOW : ts_day_weekday(day->day) < 5 ? STYLE_PLAIN : STYLE_DIM);
	(void)surface_printf(surface, square->rect.x, square->rect.y, look, "%2d", civil.day);
	if (square->selected)
		draw_sign(surface, square->rect.x - 1, square->rect.y, '>', look_of(STYLE_EMPHASIS));
}

void month_cell_draw(const struct report_screen *screen, struct surface *surface, struct rect rect,
                     const struct ts_report_day *day)
{
	const struct square square = square_of(screen, surface, rect, day);
	const bool forgotten = day->forgotten.milliseconds > 0;
	char text[FORMAT_SIZE] = "";
	if (day->work > 0)
		format_doubtful(day->work, forgotten && day->mark != TS_MARK_NONE, text);
	if (square.selected)
		surface_fill(surface, square.rect, ' ', square.look);
	if (square.tinted)
		report_heat_draw(surface, square.rect, square.shade);
	else if (!square.selected || !surface_tints(surface))
		draw_shade(screen, surface, &square, day, text_width(text));
	draw_number(screen, surface, &square, day);
	if (day->mark != TS_MARK_NONE)
		draw_mark(surface, &square, day);
	else if (forgotten)
		surface_put(surface, square.rect.x + NUMBER_WIDTH, square.rect.y, '?',
		            square.selected || square.tinted ? square.look : look_of(STYLE_NOTICE));
	int at = square.hours > 0 ? 0 : NUMBER_WIDTH + 1;
	if (text_width(text) <= square.rect.width - at)
		surface_text_right(surface, square.rect.x + at, square.rect.y + square.hours, square.rect.width - at,
		                   text, square.selected || square.tinted ? square.look : look_of(STYLE_DURATION));
	if (square.rect.height < rect.height)
		draw_below(screen, surface, (struct rect){ rect.x, rect.y + 1, rect.width, rect.height - 1 }, day);
}
