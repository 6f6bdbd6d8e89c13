/* Merges an activity into another one: type to find it, the last line says what Enter does. */
#include "ui/base/alloc.h"
#include "ui/draw/widgets.h"
#include "ui/type/choice.h"
#include "ui/type/field.h"
#include "ui/view/card.h"
#include "ui/view/errand.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 66, HEIGHT = 16, NAME_MOST = 40, ERROR_SIZE = 192 };

struct merge {
	struct view view;
	struct ts_activity from;
	struct ts_activities others;
	ts_choice *choice; /* their texts; NULL until they are read */
	struct field field;
	size_t *rows; /* in others, the best first */
	struct list list;
	int clicked; /* -1: none */
	char error[ERROR_SIZE];
};

struct candidate {
	size_t index;
	int32_t score;
	bool archived;
};

static struct merge *merge_of(struct view *view)
{
	return (struct merge *)view;
}

static struct rect list_rect(int width, int height)
{
	struct rect inside = dialog_inside(width, height, WIDTH, HEIGHT);

	/* The field and a rule above; a rule, what Enter does and the hints below. */
	return (struct rect){ inside.x, inside.y + 2, inside.width, inside.height > 5 ? inside.height - 5 : 0 };
}

static int candidate_compare(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	if (a->archived != b->archived)
		return a->archived ? 1 : -1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static void candidates_find(struct merge *merge)
{
	struct candidate *all = allocate(merge->others.count + 1, sizeof *all);
	size_t count = 0;

	if (merge->choice)
		choice_type(merge->choice, merge->field.text);
	for (size_t i = 0; i < merge->others.count; i++) {
		const struct ts_activity *other = &merge->others.at[i];
		struct ts_fit fit;
		if (!other->off && !ts_id_equal(other->id, merge->from.id) && ts_choice_fits(merge->choice, i, &fit))
			all[count++] = (struct candidate){ i, fit.score, other->archived };
	}
	qsort(all, count, sizeof *all, candidate_compare);
	merge->rows = reallocate(merge->rows, count + 1, sizeof *merge->rows);
	for (size_t i = 0; i < count; i++)
		merge->rows[i] = all[i].index;
	free(all);
	list_set_count(&merge->list, (int)count);
	list_select(&merge->list, 0);
	merge->clicked = -1;
}

static const struct ts_activity *selected(const struct merge *merge)
{
	return merge->list.count > 0 ? &merge->others.at[merge->rows[merge->list.cursor]] : NULL;
}

/* The one that was chosen stays so when the list is read anew. */
static void select_again(struct merge *merge, const struct ts_id *chosen)
{
	for (int i = 0; i < merge->list.count; i++) {
		if (ts_id_equal(merge->others.at[merge->rows[i]].id, *chosen))
			list_select(&merge->list, i);
	}
}

static void fail(struct merge *merge, const char *what, enum ts_status status)
{
	const char *detail = ts_detail(merge->view.environment->store);

	(void)snprintf(merge->error, sizeof merge->error, "%s: %s%s%.100s", what, ts_status_text(status),
	               detail[0] != '\0' ? ": " : "", detail);
}

static void load(struct merge *merge)
{
	const struct environment *environment = merge->view.environment;
	struct ts_activities others;
	enum ts_status status = ts_activities_read(environment->store, environment->moment.now, &others);

	if (status != TS_OK) {
		fail(merge, "cannot read the activities", status);
		return;
	}
	const struct ts_activity *into = selected(merge);
	struct ts_id chosen = into ? into->id : (struct ts_id){ 0 };
	ts_activities_release(&merge->others);
	merge->others = others;
	ts_choice_destroy(merge->choice);
	merge->choice = choice_of_activities(&merge->others);
	candidates_find(merge);
	if (into)
		select_again(merge, &chosen);
}

static void accept(struct merge *merge, struct effects *effects)
{
	const struct environment *environment = merge->view.environment;
	const struct ts_activity *into = selected(merge);
	struct answer answer = { .type = ANSWER_DONE };

	if (!into) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	const struct errand errand = { .kind = ERRAND_ACTIVITY,
		                       .id = merge->from.id,
		                       .activity = { .fields = TS_CHANGE_TEXT },
		                       .text = into->text };
	answer.status = errand_try(environment, errand, &answer.done, effects);
	if (answer.status == TS_OK || answer.status == TS_BUSY) {
		effects_close(effects, answer.status == TS_OK ? &answer : NULL);
		return;
	}
	fail(merge, "not merged", answer.status);
	effects_add(effects, EFFECT_BELL);
}

static void edited(struct merge *merge, const struct event *event, struct effects *effects)
{
	if (!field_update(&merge->field, event))
		return;
	if (merge->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	merge->error[0] = '\0';
	candidates_find(merge);
}

static void acted(struct merge *merge, const struct event *event, struct effects *effects)
{
	switch (event->as.action.action) {
	case ACTION_ACCEPT:
		accept(merge, effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(merge->view.environment, CONTEXT_SEARCH));
		break;
	default:
		if (list_action(&merge->list, event->as.action.action))
			merge->clicked = -1;
		else
			edited(merge, event, effects);
		break;
	}
}

static void clicked(struct merge *merge, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = merge->view.environment;
	struct rect rect = list_rect(environment->width, environment->height);
	int y = mouse->y - rect.y, row = merge->list.top + y;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		(void)list_action(&merge->list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
		return;
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || y < 0 || y >= rect.height ||
	    row >= merge->list.count || mouse->x < rect.x || mouse->x >= rect.x + rect.width)
		return;
	list_select(&merge->list, row);
	if (merge->clicked == row)
		accept(merge, effects);
	merge->clicked = row;
}

static void merge_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct merge *merge = merge_of(view);
	const struct environment *environment = view->environment;

	list_set_height(&merge->list, list_rect(environment->width, environment->height).height);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		load(merge);
		break;
	case EVENT_ACTION:
		acted(merge, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		edited(merge, event, effects);
		break;
	case EVENT_MOUSE:
		clicked(merge, &event->as.mouse, effects);
		break;
	default:
		break;
	}
}

/* ---- drawing */

static void draw_row(const struct merge *merge, struct surface *surface, int y, int width, int index)
{
	const struct ts_activity *activity = &merge->others.at[merge->rows[index]];
	bool here = index == merge->list.cursor;
	struct look look = look_of(here ? STYLE_SELECTED : activity->archived ? STYLE_DIM : STYLE_DIALOG);
	struct look slot = look_of(STYLE_SLOT);

	if (here) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	slot.ink = (unsigned char)activity->colour;
	if (activity->slot > 0)
		surface_put(surface, 2, y, (uint32_t)('0' + activity->slot), slot);
	(void)surface_text_cut(surface, 4, y, width - 4 - 10, activity->text, look);
	if (activity->archived)
		surface_text_right(surface, width - 9, y, 8, "archived", look_of(STYLE_DIM));
}

static void draw_preview(const struct merge *merge, struct surface *surface, int y, int width)
{
	const struct ts_activity *into = selected(merge);
	char text[2 * TS_TEXT_SIZE + 64], from[NAME_MOST + 4];

	if (merge->error[0] != '\0') {
		(void)surface_text_cut(surface, 0, y, width, merge->error, look_of(STYLE_ERROR));
		return;
	}
	(void)ts_text_clean(merge->from.text, strlen(merge->from.text), false, from, NAME_MOST);
	if (into)
		(void)snprintf(text, sizeof text, "all logs of %s become logs of %s", from, into->text);
	else
		(void)snprintf(text, sizeof text, "no other activity has that in its text");
	(void)surface_text_cut(surface, 0, y, width, text, look_of(into ? STYLE_EMPHASIS : STYLE_HINT));
}

static void merge_draw(const struct view *view, struct surface *surface)
{
	const struct merge *merge = (const struct merge *)view;
	char title[TS_TEXT_SIZE + 32];
	struct rect list = list_rect(surface_width(surface), surface_height(surface));
	struct list shown = merge->list;
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "merge" }, { ACTION_CANCEL, NULL } };

	(void)snprintf(title, sizeof title, "merge %.*s into", NAME_MOST, merge->from.text);
	struct rect inside = draw_dialog(surface, WIDTH, HEIGHT, title);
	surface_clip_push(surface, inside);
	draw_rule(surface, 0, 1, inside.width);
	draw_rule(surface, 0, inside.height - 3, inside.width);
	draw_preview(merge, surface, inside.height - 2, inside.width);
	card_hints(surface, (struct rect){ 0, inside.height - 1, inside.width, 1 }, merge->view.environment->keymap,
	           CONTEXT_SEARCH, hints, sizeof hints / sizeof hints[0]);
	field_draw(&merge->field, surface, 0, 0, inside.width, true);
	surface_clip_pop(surface);
	list_set_height(&shown, list.height);
	surface_clip_push(surface, list);
	for (int y = 0; y < list.height && shown.top + y < shown.count; y++)
		draw_row(merge, surface, y, list.width, shown.top + y);
	surface_clip_pop(surface);
}

static void merge_destroy(struct view *view)
{
	struct merge *merge = merge_of(view);

	field_release(&merge->field);
	ts_activities_release(&merge->others);
	ts_choice_destroy(merge->choice);
	free(merge->rows);
	ts_wipe(merge, sizeof *merge);
	free(merge);
}

static const struct view_ops merge_ops = {
	.title = "Merge",
	.context = CONTEXT_SEARCH,
	.overlay = true,
	.update = merge_update,
	.draw = merge_draw,
	.destroy = merge_destroy,
};

struct view *view_merge_create(const struct environment *environment, const struct ts_activity *activity)
{
	struct merge *merge = allocate(1, sizeof *merge);

	merge->view = (struct view){ &merge_ops, environment };
	merge->from = *activity;
	merge->clicked = -1;
	field_init(&merge->field, TS_TEXT_SIZE, false);
	return &merge->view;
}
