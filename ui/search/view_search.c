/* The search screen: words typed, what they find in all days as they are typed, Enter goes there. */
#include "ui/base/alloc.h"
#include "ui/search/search_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct search_screen *search_of(struct view *view)
{
	return (struct search_screen *)view;
}

static void accept(struct search_screen *screen, struct effects *effects)
{
	const struct ts_hit *hit = hit_list_selected(&screen->found);
	struct answer answer = { .type = ANSWER_NOTE };

	if (!hit) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	answer.day = hit->day;
	answer.line = hit->line_number;
	if (hit->kind == TS_HIT_LOG) {
		answer.type = ANSWER_LOG;
		answer.done.log = hit->log;
	}
	hit_list_tell(&screen->found, &answer);
	answer.more = search_running(screen) || search_full(screen);
	effects_visit(effects, &answer);
}

static void step(struct search_screen *screen, int by, struct effects *effects)
{
	if (hit_list_step(&screen->found, by))
		accept(screen, effects);
	else if (by < 0)
		effects_message(effects, MESSAGE_PLAIN, "this is the first hit");
	else
		effects_message(effects, MESSAGE_PLAIN, "this is the last hit%s",
		                search_running(screen) ? " so far" : "");
}

static void edited(struct search_screen *screen, const struct event *event, struct effects *effects)
{
	size_t size = screen->field.size;
	char *before = copy_text(screen->field.text);

	/* Undo brings them back. */
	if (screen->fresh && (event->type == EVENT_TEXT || event->type == EVENT_PASTE))
		(void)field_replace(&screen->field, "");
	screen->fresh = false;
	if (field_update(&screen->field, event) &&
	    (size != screen->field.size || memcmp(before, screen->field.text, size) != 0)) {
		effects_text(effects, EFFECT_SEARCHED, screen->field.text);
		search_begin(screen);
	}
	if (screen->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	ts_wipe(before, size);
	free(before);
}

static void acted(struct search_screen *screen, const struct event *event, struct effects *effects)
{
	enum action action = event->as.action.action;

	switch (action) {
	case ACTION_ACCEPT:
		accept(screen, effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_COPY_OUT:
		hit_list_copy_out(&screen->found, screen->view.environment, &screen->copied, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(screen->view.environment, CONTEXT_SEARCH));
		break;
	default:
		if (!hit_list_move(&screen->found, action))
			edited(screen, event, effects);
		break;
	}
}

static void search_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct search_screen *screen = search_of(view);
	const struct environment *environment = view->environment;

	const struct rect list = search_layout(environment).list;

	list_set_height(&screen->found.list, list.height);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		search_again(screen);
		break;
	case EVENT_TICK:
		search_step(screen);
		break;
	case EVENT_ACTION:
		acted(screen, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		edited(screen, event, effects);
		break;
	case EVENT_STEP:
		step(screen, event->as.step, effects);
		break;
	case EVENT_MOUSE:
		if (hit_list_mouse(&screen->found, list, &event->as.mouse))
			accept(screen, effects);
		break;
	default:
		break;
	}
}

/* As soon as what is waiting has been handled: keys come first. */
static int64_t search_wake(const struct view *view)
{
	return search_running((const struct search_screen *)view) ? view->environment->moment.uptime + 1 : 0;
}

static void search_destroy(struct view *view)
{
	search_release(search_of(view));
	ts_wipe(view, sizeof(struct search_screen));
	free(view);
}

static const struct view_ops search_ops = {
	.title = "Search",
	.context = CONTEXT_SEARCH,
	.update = search_update,
	.draw = search_draw,
	.wake = search_wake,
	.destroy = search_destroy,
};

struct view *view_search_create(const struct environment *environment)
{
	struct search_screen *screen = allocate(1, sizeof *screen);

	screen->view = (struct view){ &search_ops, environment };
	screen->status = TS_INVALID;
	field_init(&screen->field, TS_TEXT_SIZE, false);
	/* To go on with the next of what was found last time. */
	field_set(&screen->field, environment->searched);
	screen->fresh = true;
	return &screen->view;
}
