/* The frame of the screens of reports: title, headings, event line, hints, and the tints of the heat map. */
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEE_DOWN = 0x252c, TEE_UP = 0x2534, CROSS = 0x253c, HEADING_SIZE = 256 };

/* ---- title */

struct title {
	int user, previous, period, next, relative, filter, clock; /* columns, -1: no room */
	int filter_width;
	char user_text[160], period_text[REPORT_TEXT_SIZE], relative_text[48], clock_text[FORMAT_SIZE];
	char filter_text[TS_TEXT_SIZE + 2];
};

static void relative_fill(const struct report_screen *screen, char *out, size_t size)
{
	const char *unit = screen->kind->unit;
	out[0] = '\0';
	if (!unit)
		return;
	int distance = screen->kind->distance(screen->today, screen->range.first);
	if (distance == 0)
		(void)snprintf(out, size, "this %s", unit);
	else if (abs(distance) == 1)
		(void)snprintf(out, size, "%s %s", distance < 0 ? "last" : "next", unit);
	else
		(void)snprintf(out, size, distance < 0 ? "%d %ss ago" : "in %d %ss", abs(distance), unit);
}

/* What is left of the line is the filter's: what is counted is never left unsaid. */
static void filter_fit(const struct report_screen *screen, int end, int x, struct title *out)
{
	int wanted = text_width(out->filter_text);
	out->filter_width = wanted < end - x - 3 ? wanted : end - x - 3;
	if (screen->filtered && out->filter_width > 0)
		out->filter = x + 2;
}

static void title_fit(const struct report_screen *screen, int width, struct title *out)
{
	const struct environment *environment = screen->view.environment;
	*out = (struct title){ -1, -1, -1, -1, -1, -1, -1, 0, "", "", "", "", "" };
	(void)snprintf(out->user_text, sizeof out->user_text, "timesheet  %s%s%s", ts_user_name(environment->store),
	               environment->host[0] != '\0' ? "@" : "", environment->host);
	screen->kind->title(screen, out->period_text);
	relative_fill(screen, out->relative_text, sizeof out->relative_text);
	format_clock_local(environment->clock, environment->moment.now, out->clock_text);
	if (screen->filtered)
		(void)snprintf(out->filter_text, sizeof out->filter_text, "/ %s", screen->filter);
	int user = text_width(out->user_text) + 3, period = text_width(out->period_text) + 4;
	int relative = out->relative_text[0] != '\0' ? text_width(out->relative_text) + 2 : 0;
	int filter = screen->filtered ? text_width(out->filter_text) + 2 : 0;
	int clock = text_width(out->clock_text) + 2, x = 1;
	if (1 + user + period + relative + filter + clock < width) {
		out->user = 1;
		x += user;
	}
	out->previous = x;
	out->period = x + 2;
	out->next = x + period - 1;
	x += period;
	if (relative > 0 && x + relative + filter + clock < width) {
		out->relative = x + 2;
		x += relative;
	}
	if (x + clock < width)
		out->clock = width - clock + 1;
	filter_fit(screen, out->clock >= 0 ? out->clock : width, x, out);
}

int report_title_at(const struct report_screen *screen, int width, int x)
{
	struct title title;
	title_fit(screen, width, &title);
	return x == title.previous || x == title.previous + 1 ? -1 : x == title.next || x == title.next - 1 ? 1 : 0;
}

void report_title_draw(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	struct look bar = look_of(STYLE_TITLE_BAR), strong = look_of(STYLE_TITLE);
	struct title title;
	if (rect.height <= 0)
		return;
	title_fit(screen, rect.width, &title);
	surface_fill(surface, rect, ' ', bar);
	if (title.user >= 0) {
		surface_text(surface, title.user, rect.y, -1, title.user_text, bar);
		surface_text(surface, title.user, rect.y, -1, "timesheet", strong);
	}
	draw_sign(surface, title.previous, rect.y, '<', bar);
	surface_text(surface, title.period, rect.y, -1, title.period_text, strong);
	draw_sign(surface, title.next, rect.y, '>', bar);
	if (title.relative >= 0)
		surface_text(surface, title.relative, rect.y, -1, title.relative_text, bar);
	if (title.filter >= 0)
		surface_text_cut(surface, title.filter, rect.y, title.filter_width, title.filter_text,
		                 look_of(STYLE_NOTICE));
	if (title.clock >= 0)
		surface_text(surface, title.clock, rect.y, -1, title.clock_text, bar);
}

/* ---- headings */

const char *report_flex(const struct ts_report *report, char out[FORMAT_SIZE])
{
	static const char damaged[] = "damaged";
	return report->flex_damaged ? memcpy(out, damaged, sizeof damaged)
	                            : format_doubtful_signed(report->flex, report->flex_forgotten, out);
}

static void days_heading(const struct report_screen *screen, int width, char *out, size_t size)
{
	const struct ts_report *report = &screen->report;
	char work[FORMAT_SIZE], target[FORMAT_SIZE], flex[FORMAT_SIZE];
	const char *mark = screen->pane == REPORT_DAYS   ? "[DAYS]  GRID "
	                   : screen->pane == REPORT_GRID ? " DAYS  [GRID]"
	                                                 : " DAYS   GRID ";
	const bool forgotten = report->forgotten.milliseconds > 0;
	const bool rounds = screen->pane == REPORT_GRID && screen->grid.rounds;
	const char *rounded = rounds ? "rounded to 15  " : "";
	format_doubtful(rounds ? screen->grid.cells.total : report->work, forgotten, work);
	report_flex(report, flex);
	format_duration(report->target, target);
	const bool owes = report->target > 0, told = report->flex_known && !report->no_target;
	for (int words = forgotten ? 1 : 0; words >= 0; words--) {
		(void)snprintf(out, size, "%s %s%s%s%s%s%s%s", mark, rounded, work, owes ? "/" : "", owes ? target : "",
		               told ? "  flex " : "", told ? flex : "", words ? "  forgotten?" : "");
		if (text_width(out) <= width - 4)
			return;
	}
	(void)snprintf(out, size, "%s %s%s", mark, rounded, work);
}

/* Which totals show, as tabs: the focused one in brackets, the others dim. */
static const struct {
	enum report_pane pane;
	const char *name;
} tabs[] = { { REPORT_ACTIVITIES, "ACTIVITIES" }, { REPORT_PROJECTS, "PROJECTS" }, { REPORT_TAGS, "TAGS" } };
enum { TABS = sizeof tabs / sizeof tabs[0], TAB_FIRST = 3 };

enum report_pane report_tab_at(int x)
{
	x -= TAB_FIRST;
	for (size_t i = 0; i < TABS; i++) {
		int width = text_width(tabs[i].name) + 3;
		if (x >= 0 && x < width)
			return tabs[i].pane;
		x -= width;
	}
	return REPORT_PANES;
}

enum report_pane report_days_tab_at(int x)
{
	/* " DAYS  [GRID]" */
	enum { DAYS_WIDTH = 7, BOTH_WIDTH = 13 };
	x -= TAB_FIRST;
	return x < 0 || x >= BOTH_WIDTH ? REPORT_PANES : x < DAYS_WIDTH ? REPORT_DAYS : REPORT_GRID;
}

static void draw_totals_heading(const struct report_screen *screen, struct surface *surface, struct rect rect, int x)
{
	char text[HEADING_SIZE] = "", scroll[FORMAT_SIZE] = "";
	const struct list *totals = &screen->totals;
	size_t used = 0;
	for (size_t i = 0; i < TABS; i++) {
		bool focused = screen->pane == tabs[i].pane;
		used += (size_t)snprintf(text + used, sizeof text - used, "%s%c%s%c", i > 0 ? " " : "",
		                         focused ? '[' : ' ', tabs[i].name, focused ? ']' : ' ');
	}
	if (totals->count > totals->height && totals->height > 0)
		(void)snprintf(scroll, sizeof scroll, "%d-%d of %d", totals->top + 1, totals->top + totals->height,
		               totals->count);
	int width = rect.x + rect.width - x;
	draw_heading(surface, x, rect.y, width, text, scroll);
	for (size_t i = 0, at = TAB_FIRST + 1; i < TABS; at += strlen(tabs[i++].name) + 3) {
		int room = width - 2 - (int)at;
		if (screen->shown != tabs[i].pane && room > 0)
			surface_text(surface, x + (int)at, rect.y, room, tabs[i].name, look_of(STYLE_DIM));
	}
}

static void draw_headings(const struct report_screen *screen, struct surface *surface,
                          const struct report_layout *layout)
{
	char text[HEADING_SIZE], scroll[FORMAT_SIZE] = "";
	const struct list *rows = &screen->rows;
	if (layout->heading.height <= 0)
		return;
	if (layout->days.height == 0) {
		draw_totals_heading(screen, surface, layout->heading, layout->heading.x);
		return;
	}
	days_heading(screen, layout->heading.width, text, sizeof text);
	if (screen->pane != REPORT_GRID && rows->count > rows->height && rows->height > 0)
		(void)snprintf(scroll, sizeof scroll, "%d-%d of %d", rows->top + 1, rows->top + rows->height,
		               rows->count);
	draw_heading(surface, layout->heading.x, layout->heading.y, layout->heading.width, text, scroll);
	if (layout->totals_heading.height <= 0)
		return;
	int x = layout->divider >= 0 ? layout->divider : layout->totals_heading.x;
	draw_totals_heading(screen, surface, layout->totals_heading, x);
	if (layout->divider < 0)
		return;
	draw_rule_down(surface, layout->divider, layout->days.y, layout->days.height);
	surface_put(surface, layout->divider, layout->heading.y, TEE_DOWN, look_of(STYLE_FRAME));
	if (layout->rule.height > 0 && !surface_ascii(surface))
		surface_put(surface, layout->divider, layout->rule.y, TEE_UP, look_of(STYLE_FRAME));
}

/* ---- event line: what was said last, else what the selected day came to */

/* A word behind others; what has no room is left out, as a number that is cut would be another one. */
static int draw_part(struct surface *surface, struct rect line, int x, const char *text, enum style style)
{
	return x + text_width(text) > line.width ? x : x + surface_text(surface, x, line.y, -1, text, look_of(style));
}

static void draw_selected(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	const struct ts_report_day *day = report_day(screen, screen->selected);
	char text[3 * FORMAT_SIZE], work[FORMAT_SIZE], target[FORMAT_SIZE];
	if (!day)
		return;
	int x = draw_part(surface, rect, 1, format_day_short(day->day, work), STYLE_EMPHASIS);
	if (day->day == screen->today)
		x = draw_part(surface, rect, x, "  today", STYLE_NOW);
	(void)snprintf(text, sizeof text, "   work %s%s%s",
	               format_doubtful(day->work, day->forgotten.milliseconds > 0, work), day->target > 0 ? "/" : "",
	               day->target > 0 ? format_duration(day->target, target) : "");
	x = draw_part(surface, rect, x, text, STYLE_DURATION);
	if (day->rest > 0) {
		(void)snprintf(text, sizeof text, "   rest %s", format_duration(day->rest, work));
		x = draw_part(surface, rect, x, text, STYLE_DIM);
	}
	if (day->forgotten.milliseconds > 0) {
		(void)snprintf(text, sizeof text, "   %s",
		               format_forgotten(screen->view.environment->clock, &day->forgotten, work));
		x = draw_part(surface, rect, x, text, STYLE_NOTICE);
	}
	const struct keymap *keymap = screen->view.environment->keymap;
	(void)snprintf(text, sizeof text, "   %s shows its logs", keymap_key(keymap, CONTEXT_REPORT, ACTION_LOGS));
	if (screen->pane == REPORT_GRID)
		(void)snprintf(text, sizeof text, "   %s text   %s CSV   %s rounds",
		               keymap_key(keymap, CONTEXT_REPORT, ACTION_COPY_OUT),
		               keymap_key(keymap, CONTEXT_REPORT, ACTION_COPY_CSV),
		               keymap_key(keymap, CONTEXT_REPORT, ACTION_ROUND));
	(void)draw_part(surface, rect, x, text, STYLE_HINT);
}

static void draw_event(const struct report_screen *screen, struct surface *surface, struct rect rect)
{
	const struct message *message = &screen->view.environment->message;
	if (rect.height <= 0 || rect.width < 3)
		return;
	if (message->text[0] == '\0' && screen->report.damaged > 0)
		surface_printf(
		        surface, 1, rect.y, look_of(STYLE_ERROR), "%zu %s not verify", screen->report.damaged,
		        ts_counted((int64_t)screen->report.damaged, "row of these days does", "rows of these days do"));
	else if (message->text[0] != '\0')
		surface_text_cut(surface, 1, rect.y, rect.width - 2, message->text,
		                 look_of(message_style(message->kind)));
	else
		draw_selected(screen, surface, rect);
}

/* ---- the heat map: tints, or shades where grounds do not show */

struct look report_heat_look(int shade)
{
	static const enum style styles[REPORT_SHADES] = { STYLE_DIM, STYLE_HEAT_1, STYLE_HEAT_2, STYLE_HEAT_3,
		                                          STYLE_HEAT_4 };
	return look_of(styles[shade]);
}

/* The character of a shade; of a tint a blank on its ground. */
static uint32_t heat_character(const struct surface *surface, int shade)
{
	static const uint32_t blocks[REPORT_SHADES] = { 0x00b7, 0x2591, 0x2592, 0x2593, 0x2588 };
	static const char ascii[] = ".-+*#";
	if (surface_plain(surface) || (surface_tints(surface) && shade > 0))
		return ' ';
	return surface_ascii(surface) ? (uint32_t)ascii[shade] : blocks[shade];
}

void report_heat_draw(struct surface *surface, struct rect rect, int shade)
{
	const uint32_t character = heat_character(surface, shade);
	/* Nothing is one dot, however large the cell. */
	if (shade == 0)
		surface_put(surface, rect.x, rect.y, character, report_heat_look(shade));
	else if (surface_tints(surface))
		surface_fill(surface, rect, character, report_heat_look(shade));
	else
		for (int i = 0; i < rect.width * rect.height; i++)
			surface_put(surface, rect.x + i % rect.width, rect.y + i / rect.width, character,
			            report_heat_look(shade));
}

/* Which kinds of marks there are; the columns that their legend takes. */
static int marks_find(const struct report_screen *screen, bool used[TS_MARK_WORK + 1])
{
	int width = 0;

	for (size_t i = 0; i < screen->report.day_count; i++)
		used[screen->report.days[i].mark] = true;
	for (enum ts_mark_kind kind = TS_MARK_HOLIDAY; kind <= TS_MARK_WORK; kind++)
		width += used[kind] ? 4 + text_width(ts_mark_word(kind)) : 0;
	return width;
}

/* As many as there is room for. */
static void marks_draw(const bool used[TS_MARK_WORK + 1], struct surface *surface, int x, int y, int end)
{
	for (enum ts_mark_kind kind = TS_MARK_HOLIDAY; kind <= TS_MARK_WORK; kind++) {
		if (!used[kind])
			continue;
		if (x + 2 + text_width(ts_mark_word(kind)) > end)
			return;
		surface_put(surface, x, y, (uint32_t)format_mark_letter(kind), look_of(STYLE_EMPHASIS));
		x += 4 + surface_text(surface, x + 2, y, -1, ts_mark_word(kind), look_of(STYLE_DIM));
	}
}

void report_legend_draw(const struct report_screen *screen, struct surface *surface, int x, int y, int width)
{
	static const char *const words[] = { "no work", "a little", "some", "most" };
	static const char *const few[] = { "none", "", "", "" };
	/* Nothing is owed of a part, nor by whom nothing is asked of. */
	const char *last = screen->filtered ? "the most" : screen->report.no_target ? "8:00 or more" : "target met";
	bool used[TS_MARK_WORK + 1] = { false };
	int whole = marks_find(screen, used) + text_width(last) + 4;
	const int end = x + width;

	for (int shade = 0; shade < REPORT_SHADES - 1; shade++)
		whole += text_width(words[shade]) + 4;
	const char *const *names = screen->filtered || whole - 2 > width ? few : words;
	for (int shade = 0; shade < REPORT_SHADES && !surface_plain(surface); shade++) {
		report_heat_draw(surface, (struct rect){ x, y, 1, 1 }, shade);
		x += 2;
		const char *name = shade < REPORT_SHADES - 1 ? names[shade] : last;
		int taken = surface_text(surface, x, y, -1, name, look_of(STYLE_DIM));
		x += taken > 0 ? taken + 2 : 0;
	}
	marks_draw(used, surface, x, y, end);
}

/* ---- all of it */

void report_draw(const struct view *view, struct surface *surface)
{
	const struct report_screen *screen = (const struct report_screen *)view;
	struct report_layout layout;
	report_layout(screen, &layout);
	surface_clear(surface);
	surface_cursor(surface, -1, -1);
	report_title_draw(screen, surface, layout.title);
	if (layout.rule.height > 0)
		draw_rule(surface, 0, layout.rule.y, layout.rule.width);
	if (layout.days.height > 0 && layout.days.width > 0 && screen->has_report) {
		surface_clip_push(surface, layout.days);
		const struct rect inside = { 0, 0, layout.days.width, layout.days.height };
		if (screen->pane == REPORT_GRID)
			report_grid_draw(screen, surface, inside);
		else
			screen->kind->draw(screen, surface, inside);
		surface_clip_pop(surface);
	}
	report_totals_draw(screen, surface, layout.totals);
	draw_headings(screen, surface, &layout);
	if (screen->typing)
		report_filter_draw(screen, surface, layout.event);
	else
		draw_event(screen, surface, layout.event);
	if (layout.hints.height > 0)
		draw_hints(surface, layout.hints, screen->view.environment->keymap, view->ops->context);
}
