/* The home screen: a day's logs, totals, note and week. This file joins its parts to the view interface. */
#include "ui/day/day_inside.h"

#include "ui/base/alloc.h"
#include "ui/base/failure.h"
#include "ui/base/format.h"
#include "ui/draw/widgets.h"
#include "ui/view/card.h"
#include "ui/view/deed.h"

#include <stdlib.h>

enum { FORGOTTEN_DAYS = 31 }; /* back from now, that are asked about */

static struct day *day_of(struct view *view)
{
	return (struct day *)view;
}

/* What happened before this screen was there is no news. */
static void news_begin(struct day *day)
{
	const struct environment *environment = day->view.environment;
	struct ts_news news;
	if (!day->news_begun)
		day->news_begun =
		        ts_news_read(environment->store, environment->moment.now, &day->news, &news) <= TS_UNCHANGED;
}

struct forgotten_search {
	ts_time after;
	bool found;
	struct ts_span span;
};

/* Any other status ends the walk. */
static enum ts_status forgotten_look(void *context, const struct ts_span *span)
{
	struct forgotten_search *search = context;
	if (!span->forgotten || span->logged <= search->after)
		return TS_OK;
	search->span = *span;
	search->found = true;
	return TS_UNCHANGED;
}

/* Asks when it really ended, one span after the other, each once: to leave it as it is is an answer too. What is older
 * than a month nobody remembers. True: there was one. */
static bool ask_forgotten(struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	const ts_time now = environment->moment.now;
	struct forgotten_search search = { .after = environment->asked_until };
	size_t damaged = 0;
	enum ts_status status = ts_spans_visit(environment->store, now - (ts_time)FORGOTTEN_DAYS * 24 * TS_HOUR,
	                                       now + 1, now, forgotten_look, &search, &damaged);
	if ((status != TS_OK && status != TS_UNCHANGED) || !search.found)
		return false;
	effects_asked(effects, search.span.logged);
	effects_open(effects, view_forgotten_create(environment, &search.span));
	return true;
}

/* What another terminal or device did is told, as nobody pressed a key for it here. */
static void changed(struct day *day, struct effects *effects)
{
	const struct environment *environment = day->view.environment;
	struct ts_news news;

	day_read(day, effects);
	enum ts_status status = ts_news_read(environment->store, environment->moment.now, &day->news, &news);
	/* What is told takes the place of a question. */
	if (status == TS_OK)
		day->asks = DAY_ASKS_NOTHING;
	if (status == TS_OK)
		day_say_news(day, &news, effects);
	else if (status != TS_UNCHANGED && status != TS_LOGGED_OUT)
		effects_message(effects, MESSAGE_ERROR, "what was done elsewhere cannot be told: %s",
		                failure_words(environment->store, status));
}

static void answered(struct day *day, const struct answer *answer, struct effects *effects)
{
	if (answer->type == ANSWER_DAY) {
		day_show(day, answer->day, NULL, effects);
		return;
	}
	/* Below the note the day that it is of. */
	if (answer->type == ANSWER_NOTE) {
		day_show(day, answer->day, NULL, effects);
		day_hit_begin(day, answer);
		effects_open(effects, view_notes_create_at(day->view.environment, answer->day, answer->line,
		                                           day->view.environment->searched));
		return;
	}
	if (answer->type == ANSWER_LOG) {
		day_show(day, answer->day, &answer->done.log, effects);
		day_hit_begin(day, answer);
		return;
	}
	if (answer->type == ANSWER_RANGE)
		effects_report_range(effects, answer->range, false);
	if (answer->type != ANSWER_DONE)
		return;
	const struct ts_done *done = &answer->done;
	if (answer->status == TS_OK && done->deed == TS_DEED_LOGS)
		day_marks_forget(day);
	deed_say_answer(day->view.environment, CONTEXT_DAY, answer, effects);
	if (format_is_of_log(done->deed))
		day_show(day, done->day, &done->log, effects);
}

static void shown(struct day *day, struct effects *effects)
{
	bool asks = !day->asks_no_more && day->view.environment->behind == 0;

	news_begin(day);
	/* Who comes back from elsewhere does not know where the focus was. */
	day->pane = DAY_LOGS;
	day_read(day, effects);
	/* In an older copy everything has gone on for long: first it has to be known that it is the right file. */
	size_t said = effects->count;
	if (asks)
		day->asks_no_more = !ask_forgotten(day, effects);
	/* Also from a note that was a hit, however long it was read. */
	day->hit_at = day->view.environment->moment.uptime;
	/* One question at a time. */
	if (effects->count == said && day->view.environment->behind == 0)
		day_welcome(day, effects);
}

static void day_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct day *day = day_of(view);

	if (event->type != EVENT_SHOWN && event->type != EVENT_CHANGED)
		day_advance(day, effects);
	switch (event->type) {
	case EVENT_SHOWN:
		shown(day, effects);
		break;
	case EVENT_CHANGED:
		changed(day, effects);
		break;
	case EVENT_ACTION:
		day_action(day, event->as.action.action, &event->as.action.key, effects);
		break;
	case EVENT_TEXT:
		day_typed(day, event->as.character, effects);
		break;
	case EVENT_MOUSE:
		day->hit.hits = 0;
		day_mouse(day, &event->as.mouse, effects);
		break;
	case EVENT_RESIZE:
		day_resized(day, effects);
		break;
	case EVENT_ANSWER:
		answered(day, &event->as.answer, effects);
		break;
	case EVENT_PASTE:
		effects_message(effects, MESSAGE_NOTICE, "pasted text is dropped here: %s opens a field for it",
		                day_key(day, ACTION_PICK));
		break;
	case EVENT_TICK:
		day_add_up(day);
		break;
	case EVENT_AUTH:
	case EVENT_SAVE:
	case EVENT_STEP:
		break;
	}
}

/* Before the first log most keys do nothing. */
static void draw_hints_of(const struct day *day, struct surface *surface, struct rect rect)
{
	static const struct card_hint first[] = {
		{ ACTION_PICK, "what do you do?" }, { ACTION_NOTE, NULL }, { ACTION_HELP, NULL }, { ACTION_QUIT, NULL }
	};
	const struct keymap *keymap = day->view.environment->keymap;

	if (day_is_new(day))
		card_hints(surface, (struct rect){ rect.x, rect.y, rect.width, 1 }, keymap, CONTEXT_DAY, first,
		           sizeof first / sizeof first[0]);
	else
		draw_hints(surface, rect, keymap, CONTEXT_DAY);
}

static void day_draw(const struct view *view, struct surface *surface)
{
	const struct day *day = (const struct day *)view;
	struct day_layout layout;

	day_layout(day, &layout);
	surface_clear(surface);
	surface_cursor(surface, -1, -1);
	day_title_draw(day, surface, layout.title);
	day_strip_draw(day, surface, &layout);
	if (layout.rule_above.height > 0)
		draw_rule(surface, 0, layout.rule_above.y, layout.rule_above.width);
	if (layout.rule_below.height > 0)
		draw_rule(surface, 0, layout.rule_below.y, layout.rule_below.width);
	day_logs_draw(day, surface, &layout);
	day_totals_draw(day, surface, &layout);
	day_note_draw(day, surface, &layout);
	day_week_draw(day, surface, &layout);
	day_grid_draw(day, surface, &layout);
	day_headings_draw(day, surface, &layout);
	day_event_draw(day, surface, layout.event);
	day_slots_draw(day, surface, layout.slots);
	if (layout.hints.height > 0) {
		layout.hints.x++;
		layout.hints.width -= 2;
		draw_hints_of(day, surface, layout.hints);
	}
}

/* As soon as what is waiting has been handled: keys come first. */
static int64_t day_wake(const struct view *view)
{
	return ((const struct day *)view)->adds_up ? view->environment->moment.uptime + 1 : 0;
}

static void day_destroy(struct view *view)
{
	struct day *day = day_of(view);
	ts_day_release(&day->content);
	ts_note_release(&day->note);
	ts_budgets_release(&day->budgets);
	signs_release(&day->signs);
	day_marks_forget(day);
	day_copied_forget(day);
	ts_report_grid_release(&day->grid);
	ts_report_release(&day->report);
	ts_wipe(day, sizeof *day);
	free(day);
}

static const struct view_ops day_ops = {
	.title = "Day",
	.context = CONTEXT_DAY,
	.update = day_update,
	.draw = day_draw,
	.wake = day_wake,
	.destroy = day_destroy,
};

struct view *view_day_create(const struct environment *environment, ts_day shown)
{
	struct day *day = allocate(1, sizeof *day);
	day->view = (struct view){ &day_ops, environment };
	day->day = shown;
	day->follows = true;
	return &day->view;
}
