/* What a number of a report is made of: asked for by the report's selection, read span by span, cut at its days. */
#include "ui/reports/report_logs.h"

#include "ui/base/alloc.h"
#include "ui/draw/widgets.h"
#include "ui/search/hit_list.h"
#include "ui/view/card.h"
#include "ui/view/deed.h"
#include "ui/view/title_bar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_ABOVE = 3, HINTS_FROM = 6 };

struct logs {
	struct view view;
	struct logs_asked asked;
	struct hit_list found;
	struct lines copied; /* what was copied last: an effect points at it */
	size_t damaged;      /* rows that do not verify */
	ts_time known;       /* the moment they are of */
	bool undo_asked;     /* whether undo is meant; undo_ask.h */
};

/* ---- reading */

struct gathering {
	const struct logs *logs;
	ts_filter *filter; /* NULL: all */
	struct ts_hits hits;
};

/* As it stands in the row: "#key" is not "#key=value" there. */
static bool has_tag(const struct ts_span *span, const char *tag)
{
	const char *const texts[] = { span->text, span->comment };
	char own[TS_TEXT_SIZE];
	struct ts_place place;

	for (size_t i = 0; i < 2; i++) {
		for (size_t at = 0; ts_tag_next(texts[i], &at, &place);) {
			if (place.size >= sizeof own)
				continue;
			memcpy(own, texts[i] + place.offset, place.size);
			own[place.size] = '\0';
			if (ts_text_same(own, tag))
				return true;
		}
	}
	return false;
}

static bool is_asked(const struct logs_asked *asked, const struct ts_span *span)
{
	if (span->off)
		return false;
	switch (asked->by) {
	case REPORT_ACTIVITIES:
		return ts_id_equal(span->activity, asked->of.activity);
	case REPORT_PROJECTS:
		return report_project_has(&asked->of, span->text, span->rest);
	case REPORT_TAGS:
		return !span->rest && has_tag(span, asked->of.text);
	default:
		/* A day's number is its work. */
		return !span->rest;
	}
}

static struct ts_hit *hit_add(struct ts_hits *hits)
{
	if (hits->count == hits->room) {
		hits->room = hits->room > 0 ? 2 * hits->room : 64;
		hits->at = reallocate(hits->at, hits->room, sizeof *hits->at);
	}
	struct ts_hit *hit = &hits->at[hits->count++];
	*hit = (struct ts_hit){ .kind = TS_HIT_LOG };
	return hit;
}

static void piece_add(struct ts_hits *hits, const struct ts_span *span, ts_day day, int64_t length)
{
	struct ts_hit *hit = hit_add(hits);

	hit->day = day;
	hit->log = span->id;
	hit->at = span->logged;
	hit->offset = span->offset;
	hit->slot = span->slot;
	hit->colour = span->colour;
	hit->rest = span->rest;
	hit->length = length;
	hit->forgotten = span->forgotten;
	memcpy(hit->text, span->text, sizeof hit->text);
	memcpy(hit->line, span->comment, sizeof hit->line);
}

/* A span over midnight counts on each of its days. */
static enum ts_status span_take(void *context, const struct ts_span *span)
{
	struct gathering *gathering = context;
	int day_start = gathering->logs->view.environment->settings.day_start;
	enum ts_status status = is_asked(&gathering->logs->asked, span) ? TS_OK : TS_NOT_FOUND;

	if (status == TS_OK && gathering->filter)
		status = ts_filter_take(gathering->filter, span->text, span->comment);
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	ts_time at = span->begin;
	do {
		ts_time from, until;
		ts_day day = ts_day_of(at, day_start);
		ts_day_bounds(day, day_start, &from, &until);
		until = until < span->end ? until : span->end;
		piece_add(&gathering->hits, span, day, until - at);
		at = until;
	} while (at < span->end);
	return TS_OK;
}

static void logs_read(struct logs *logs, struct effects *effects)
{
	const struct environment *environment = logs->view.environment;
	const struct ts_range range = logs->asked.range;
	struct gathering gathering = { .logs = logs, .filter = report_filter_create(logs->asked.filter) };
	ts_time from, until, unused;

	logs->known = environment->moment.now;
	ts_day_bounds(range.first, environment->settings.day_start, &from, &unused);
	ts_day_bounds(range.last, environment->settings.day_start, &unused, &until);
	enum ts_status status =
	        ts_spans_visit(environment->store, from, until, logs->known, span_take, &gathering, &logs->damaged);
	if (status == TS_OK)
		hit_list_replace(&logs->found, &gathering.hits, gathering.hits.count);
	else
		deed_say_failed(environment, "cannot read these logs", status, effects);
	ts_hits_release(&gathering.hits);
	ts_filter_destroy(gathering.filter);
}

/* ---- drawing */

struct logs_layout {
	struct rect list;
	int event, hints; /* rows, -1: no room */
};

static struct logs_layout layout_of(const struct environment *environment)
{
	struct logs_layout layout = { .event = -1, .hints = -1 };
	int bottom = environment->height;

	if (bottom >= HINTS_FROM) {
		if (environment_hints(environment, 1) > 0)
			layout.hints = --bottom;
		layout.event = --bottom;
	}
	layout.list =
	        (struct rect){ 0, LINES_ABOVE, environment->width, bottom > LINES_ABOVE ? bottom - LINES_ABOVE : 0 };
	return layout;
}

static void draw_asked(const struct logs *logs, struct surface *surface, int y)
{
	const struct logs_asked *asked = &logs->asked;
	int width = surface_width(surface) - 2, x = 1;
	const char *rest = asked->by != REPORT_DAYS && asked->by != REPORT_TAGS && asked->of.rest ? " ~" : "";

	if (asked->by != REPORT_DAYS) {
		x += surface_text_cut(surface, x, y, width / 2, asked->of.text, look_of(STYLE_EMPHASIS));
		x += surface_text(surface, x, y, -1, rest, look_of(STYLE_DIM)) + 2;
	}
	x += surface_text_cut(surface, x, y, width - x, asked->when, look_of(STYLE_PLAIN)) + 2;
	if (asked->filter[0] == '\0' || x + 3 >= width)
		return;
	x += surface_text(surface, x, y, -1, "/ ", look_of(STYLE_NOTICE));
	(void)surface_text_cut(surface, x, y, width - x, asked->filter, look_of(STYLE_NOTICE));
}

static void draw_found(const struct logs *logs, struct surface *surface, int y)
{
	char text[FORMAT_SIZE];

	hit_list_found(&logs->found, text);
	draw_heading(surface, 0, y, surface_width(surface), text, NULL);
}

static void draw_event(const struct logs *logs, struct surface *surface, int y)
{
	const struct message *message = &logs->view.environment->message;
	int width = surface_width(surface) - 2;

	if (message->text[0] != '\0')
		(void)surface_text_cut(surface, 1, y, width, message->text, look_of(message_style(message->kind)));
	else if (logs->damaged > 0)
		(void)surface_printf(
		        surface, 1, y, look_of(STYLE_ERROR), "%zu %s left out", logs->damaged,
		        ts_counted((int64_t)logs->damaged, "row does not verify and is", "rows do not verify and are"));
}

static void logs_draw(const struct view *view, struct surface *surface)
{
	const struct logs *logs = (const struct logs *)view;
	const struct environment *environment = view->environment;
	const struct logs_layout layout = layout_of(environment);

	surface_clear(surface);
	surface_cursor(surface, -1, -1);
	int x = draw_title_bar(surface, 0, environment);
	x += surface_text(surface, x, 0, -1, "Logs", look_of(STYLE_TITLE));
	draw_title_clock(surface, x, 0, environment);
	draw_asked(logs, surface, 1);
	draw_found(logs, surface, 2);
	if (logs->found.shown > 0)
		hit_list_draw(&logs->found, environment, surface, layout.list);
	else if (layout.list.height > 1)
		(void)surface_text(surface, 1, LINES_ABOVE + 1, -1, "there is nothing left of it", look_of(STYLE_DIM));
	if (layout.event >= 0)
		draw_event(logs, surface, layout.event);
	if (layout.hints >= 0)
		draw_hints(surface, (struct rect){ 1, layout.hints, surface_width(surface) - 2, 1 },
		           environment->keymap, CONTEXT_LOGS);
}

/* ---- keys */

static void go_there(const struct logs *logs, struct effects *effects)
{
	const struct ts_hit *hit = hit_list_selected(&logs->found);

	if (!hit) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	struct answer answer = { .type = ANSWER_LOG, .day = hit->day, .done.log = hit->log };
	hit_list_tell(&logs->found, &answer);
	effects_visit(effects, &answer);
}

static void step(struct logs *logs, int by, struct effects *effects)
{
	if (hit_list_step(&logs->found, by))
		go_there(logs, effects);
	else
		effects_message(effects, MESSAGE_PLAIN, "this is the %s of these logs", by < 0 ? "first" : "last");
}

static void act(struct logs *logs, const struct event *event, struct effects *effects)
{
	const struct environment *environment = logs->view.environment;
	bool changed = false;

	if (deed_act(environment, CONTEXT_LOGS, event, &logs->undo_asked, &changed, effects)) {
		if (changed)
			logs_read(logs, effects);
		return;
	}
	switch (event->as.action.action) {
	case ACTION_GO_THERE:
		go_there(logs, effects);
		break;
	case ACTION_COPY_OUT:
		hit_list_copy_out(&logs->found, environment, &logs->copied, effects);
		break;
	case ACTION_LOCK:
		effects_add(effects, EFFECT_LOCK);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(environment, CONTEXT_LOGS));
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	default:
		(void)hit_list_move(&logs->found, event->as.action.action);
		break;
	}
}

static void logs_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct logs *logs = (struct logs *)view;
	const struct rect list = layout_of(view->environment).list;

	list_set_height(&logs->found.list, list.height);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		logs_read(logs, effects);
		break;
	case EVENT_TICK:
		/* What goes on grows, minute by minute. */
		if (view->environment->moment.now / TS_MINUTE != logs->known / TS_MINUTE)
			logs_read(logs, effects);
		break;
	case EVENT_ACTION:
		act(logs, event, effects);
		break;
	case EVENT_STEP:
		step(logs, event->as.step, effects);
		break;
	case EVENT_MOUSE:
		if (hit_list_mouse(&logs->found, list, &event->as.mouse))
			go_there(logs, effects);
		break;
	default:
		break;
	}
}

static void logs_destroy(struct view *view)
{
	hit_list_release(&((struct logs *)view)->found);
	lines_release(&((struct logs *)view)->copied);
	ts_wipe(view, sizeof(struct logs));
	free(view);
}

static const struct view_ops logs_ops = {
	.title = "Logs",
	.context = CONTEXT_LOGS,
	.update = logs_update,
	.draw = logs_draw,
	.destroy = logs_destroy,
};

struct view *report_logs_create(const struct environment *environment, const struct logs_asked *asked)
{
	struct logs *logs = allocate(1, sizeof *logs);

	logs->view = (struct view){ &logs_ops, environment };
	logs->asked = *asked;
	return &logs->view;
}
