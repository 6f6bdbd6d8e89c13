/* The search screen: words typed, what they find in all days as they are typed, Enter goes there. */
#include "ui/base/alloc.h"
#include "ui/search/finder_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct finder *finder_of(struct view *view)
{
	return (struct finder *)view;
}

static void accept(struct finder *finder, struct effects *effects)
{
	const struct ts_hit *hit = finder_selected(finder);
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
	effects_close(effects, &answer);
}

static void edited(struct finder *finder, const struct event *event, struct effects *effects)
{
	size_t size = finder->field.size;
	char *before = copy_text(finder->field.text);

	/* Undo brings them back. */
	if (finder->fresh && (event->type == EVENT_TEXT || event->type == EVENT_PASTE))
		(void)field_replace(&finder->field, "");
	finder->fresh = false;
	if (field_update(&finder->field, event) &&
	    (size != finder->field.size || memcmp(before, finder->field.text, size) != 0)) {
		effects_text(effects, EFFECT_SEARCHED, finder->field.text);
		finder_begin(finder);
	}
	if (finder->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	ts_wipe(before, size);
	free(before);
}

static void clicked(struct finder *finder, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = finder->view.environment;
	struct rect rect = finder_layout(environment->width, environment->height).list;
	int y = mouse->y - rect.y, row = finder->list.top + y;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		(void)finder_move(finder, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
		return;
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || y < 0 || y >= rect.height ||
	    row >= finder->list.count)
		return;
	if (finder->rows[row].heading)
		return;
	finder_select(finder, row);
	if (finder->clicked == row)
		accept(finder, effects);
	else
		finder->clicked = row;
}

static void acted(struct finder *finder, const struct event *event, struct effects *effects)
{
	enum action action = event->as.action.action;

	switch (action) {
	case ACTION_ACCEPT:
		accept(finder, effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(finder->view.environment, CONTEXT_SEARCH));
		break;
	default:
		if (!finder_move(finder, action))
			edited(finder, event, effects);
		break;
	}
}

static void search_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct finder *finder = finder_of(view);
	const struct environment *environment = view->environment;

	list_set_height(&finder->list, finder_layout(environment->width, environment->height).list.height);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		finder_again(finder);
		break;
	case EVENT_TICK:
		finder_step(finder);
		break;
	case EVENT_ACTION:
		acted(finder, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		edited(finder, event, effects);
		break;
	case EVENT_MOUSE:
		clicked(finder, &event->as.mouse, effects);
		break;
	default:
		break;
	}
}

/* As soon as what is waiting has been handled: keys come first. */
static int64_t search_wake(const struct view *view)
{
	return finder_running((const struct finder *)view) ? view->environment->moment.uptime + 1 : 0;
}

static void search_destroy(struct view *view)
{
	finder_release(finder_of(view));
	ts_wipe(view, sizeof(struct finder));
	free(view);
}

static const struct view_ops search_ops = {
	.title = "Search",
	.context = CONTEXT_SEARCH,
	.update = search_update,
	.draw = finder_draw,
	.wake = search_wake,
	.destroy = search_destroy,
};

struct view *view_search_create(const struct environment *environment)
{
	struct finder *finder = allocate(1, sizeof *finder);

	finder->view = (struct view){ &search_ops, environment };
	finder->clicked = -1;
	finder->status = TS_INVALID;
	field_init(&finder->field, TS_TEXT_SIZE, false);
	/* To go on with the next of what was found last time. */
	field_set(&finder->field, environment->searched);
	finder->fresh = true;
	return &finder->view;
}
