/* The search screen on a surface: the words, how far the search has come, and what it found, by day. */
#include "ui/search/search_inside.h"

#include "ui/base/format.h"
#include "ui/draw/grapheme.h"
#include "ui/draw/paragraph.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"
#include "ui/view/title_bar.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_WITH_HINTS = 6 };

struct search_layout search_layout(const struct environment *environment)
{
	struct search_layout layout = { .hints = -1, .event = -1 };
	int bottom = environment->height;

	layout.title = 0;
	layout.field = 1;
	layout.heading = 2;
	if (bottom >= LEAST_WITH_HINTS) {
		if (environment_hints(environment, 1) > 0)
			layout.hints = --bottom;
		layout.event = --bottom;
	}
	layout.list = (struct rect){ 0, 3, environment->width, bottom > 3 ? bottom - 3 : 0 };
	return layout;
}

static void draw_title(const struct search_screen *screen, struct surface *surface, int y)
{
	const struct environment *environment = screen->view.environment;
	int x = draw_title_bar(surface, y, environment);

	x += surface_text(surface, x, y, -1, "Search", look_of(STYLE_TITLE));
	draw_title_clock(surface, x, y, environment);
}

static void draw_words(const struct search_screen *screen, struct surface *surface, int y)
{
	static const char hint[] = "what you type takes its place";
	int width = surface_width(surface);
	bool told = screen->fresh && screen->field.size > 0 && width > 60;
	int field = width - 4 - (told ? (int)sizeof hint + 1 : 0);

	surface_put(surface, 1, y, '/', look_of(STYLE_KEY));
	if (field > 0)
		field_draw(&screen->field, surface, 3, y, field, true);
	if (told)
		(void)surface_text(surface, width - (int)sizeof hint, y, -1, hint, look_of(STYLE_HINT));
}

/* "March 2024" */
static const char *month_text(ts_day day, char out[FORMAT_SIZE])
{
	static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
		                              "July",    "August",   "September", "October", "November", "December" };
	struct ts_civil civil;

	ts_day_to_civil(day, &civil);
	(void)snprintf(out, FORMAT_SIZE, "%s %d", months[civil.month - 1], civil.year);
	return out;
}

static void draw_progress(const struct search_screen *screen, struct surface *surface, int y)
{
	char found[FORMAT_SIZE] = "", back[2 * FORMAT_SIZE] = "", month[FORMAT_SIZE];
	int width = surface_width(surface);

	if (search_full(screen))
		(void)snprintf(found, sizeof found, "FOUND over %d", SEARCH_HITS_MOST);
	else if (screen->found.hits.count > 0 || search_running(screen) || screen->progress.done)
		hit_list_found(&screen->found, found);
	if (search_running(screen) && screen->progress.back == INT32_MAX)
		(void)snprintf(back, sizeof back, "searching");
	else if (!screen->progress.done && screen->progress.back != INT32_MAX)
		(void)snprintf(back, sizeof back, "searched back to %s", month_text(screen->progress.back, month));
	else if (screen->progress.done)
		(void)snprintf(back, sizeof back, "all days searched");
	draw_heading(surface, 0, y, width, found, back);
	if (search_running(screen) && back[0] != '\0')
		draw_spinner(surface, width - 2, y, screen->view.environment->moment.uptime);
}

/* Instead of a list. */
static const char *empty_text(const struct search_screen *screen)
{
	if (screen->status == TS_TOO_LONG)
		return "That is more than 16 words.";
	if (screen->status == TS_OK)
		return "Nothing is found. Fewer words, or only their beginnings, find more.";
	return "Type what to look for: the texts and comments of logs and the notes of all days are "
	       "searched. Every word has to occur; case and accents do not matter. \"two words\" in quotes are found "
	       "as "
	       "they stand, -word leaves out what has it, since:monday and until:2026-09 say when.";
}

/* Of the words, not of the store: said where the list is. */
static bool is_refused(enum ts_status status)
{
	return status == TS_INVALID || status == TS_TOO_LONG;
}

static void draw_empty(const struct search_screen *screen, struct surface *surface, struct rect rect)
{
	/* What failed stands on the event line. */
	if ((screen->status != TS_OK && !is_refused(screen->status)) || search_running(screen))
		return;
	int width = rect.width < 64 ? rect.width - 4 : 60;
	if (width < 1 || rect.height < 2)
		return;
	rect = (struct rect){ (rect.width - width) / 2, rect.y + 1 + rect.height / 6, width,
		              rect.height - 1 - rect.height / 6 };
	(void)paragraph_draw(surface, rect, empty_text(screen), look_of(STYLE_HINT), PARAGRAPH_CENTRED);
}

static void draw_event(const struct search_screen *screen, struct surface *surface, int y)
{
	const struct message *message = &screen->view.environment->message;
	const char *detail = ts_detail(screen->view.environment->store);
	int width = surface_width(surface) - 2;
	char text[TS_REASON_SIZE + FORMAT_SIZE];
	enum style style = STYLE_NOTICE;

	if (screen->status == TS_INVALID && screen->error.size > 0) {
		(void)snprintf(text, sizeof text, "%s   for example: %s", screen->error.reason, screen->error.example);
	} else if (screen->status != TS_OK && !is_refused(screen->status)) {
		(void)snprintf(text, sizeof text, "cannot search: %s%s%s", ts_status_text(screen->status),
		               detail[0] != '\0' ? ": " : "", detail);
		style = STYLE_ERROR;
	} else if (screen->progress.damaged > 0) {
		(void)snprintf(text, sizeof text, "%zu %s left out: timesheet check --full", screen->progress.damaged,
		               ts_counted((int64_t)screen->progress.damaged, "row does not verify and is",
		                          "rows do not verify and are"));
	} else if (search_full(screen)) {
		(void)snprintf(text, sizeof text, "the newest %d are shown: another word narrows it down",
		               SEARCH_HITS_MOST);
	} else {
		(void)snprintf(text, sizeof text, "%s", message->text);
		style = message->kind == MESSAGE_ERROR  ? STYLE_ERROR
		        : message->kind == MESSAGE_GOOD ? STYLE_GOOD
		                                        : STYLE_NOTICE;
	}
	(void)surface_text_cut(surface, 1, y, width, text, look_of(style));
}

void search_draw(const struct view *view, struct surface *surface)
{
	const struct search_screen *screen = (const struct search_screen *)view;
	struct search_layout layout = search_layout(screen->view.environment);
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "go there" },
		                                  { ACTION_CANCEL, NULL },
		                                  { ACTION_HELP, NULL } };

	surface_clear(surface);
	draw_title(screen, surface, layout.title);
	draw_progress(screen, surface, layout.heading);
	if (screen->found.list.count > 0)
		hit_list_draw(&screen->found, screen->view.environment, surface, layout.list);
	else
		draw_empty(screen, surface, layout.list);
	if (layout.event >= 0)
		draw_event(screen, surface, layout.event);
	if (layout.hints >= 0)
		card_hints(surface, (struct rect){ 1, layout.hints, surface_width(surface) - 2, 1 },
		           screen->view.environment->keymap, CONTEXT_SEARCH, hints, sizeof hints / sizeof hints[0]);
	draw_words(screen, surface, layout.field);
}
