/* Who is it? All users of the file, to choose one from: typing narrows the list down. */
#include "ui/base/alloc.h"
#include "ui/draw/marked.h"
#include "ui/draw/widgets.h"
#include "ui/type/choice.h"
#include "ui/type/field.h"
#include "ui/view/card.h"
#include "ui/view/list.h"
#include "ui/view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 50, HEIGHT = 16, TEXT_AT = 2 };

struct name_row {
	size_t user;
	int32_t score;
	struct ts_marks marks;
};

struct users {
	struct view view;
	struct ts_users known;
	ts_choice *choice; /* their names; NULL until they are read */
	struct field field;
	struct name_row *rows;
	struct list list;
	int clicked; /* the row of the last click, -1 none */
	enum ts_status status;
};

static struct users *users_of(struct view *view)
{
	return (struct users *)view;
}

static struct rect list_rect(int width, int height)
{
	struct rect inside = dialog_inside(width, height, WIDTH, HEIGHT);

	/* The field and a rule above; a rule and the hints below. */
	return (struct rect){ inside.x, inside.y + 2, inside.width, inside.height > 4 ? inside.height - 4 : 0 };
}

static int row_compare(const void *left, const void *right)
{
	const struct name_row *a = left, *b = right;

	if (a->score > b->score || a->score < b->score)
		return a->score > b->score ? -1 : 1;
	return a->user < b->user ? -1 : a->user > b->user;
}

static const char *selected(const struct users *users)
{
	return users->list.count > 0 ? users->known.names[users->rows[users->list.cursor].user] : NULL;
}

static void rows_find(struct users *users)
{
	size_t count = 0;

	users->rows = reallocate(users->rows, users->known.count + 1, sizeof *users->rows);
	if (users->choice)
		choice_type(users->choice, users->field.text);
	for (size_t i = 0; i < users->known.count; i++) {
		struct name_row *row = &users->rows[count];
		struct ts_fit fit;
		if (!ts_choice_fits(users->choice, i, &fit))
			continue;
		*row = (struct name_row){ .user = i, .score = fit.score };
		choice_marks(&fit, users->known.names[i], &row->marks);
		count++;
	}
	qsort(users->rows, count, sizeof *users->rows, row_compare);
	list_set_count(&users->list, (int)count);
	list_select(&users->list, 0);
	users->clicked = -1;
}

static void select_name(struct users *users, const char *name)
{
	for (int i = 0; i < users->list.count; i++) {
		if (ts_text_same(users->known.names[users->rows[i].user], name))
			list_select(&users->list, i);
	}
}

/* Reads anew; who is selected stays so, first the one whose name is offered. */
static void load(struct users *users)
{
	const struct environment *environment = users->view.environment;
	const char *before = selected(users);
	char name[TS_NAME_SIZE];
	struct ts_users known = { 0 };

	(void)snprintf(name, sizeof name, "%s", before ? before : environment->user);
	users->status = ts_users_read(environment->store, &known);
	if (users->status != TS_OK)
		return;
	ts_users_release(&users->known);
	users->known = known;
	ts_choice_destroy(users->choice);
	users->choice = choice_of_names(&users->known);
	rows_find(users);
	select_name(users, name);
}

static void accept(struct users *users, struct effects *effects)
{
	struct answer answer = { .type = ANSWER_USER };
	const char *name = selected(users);

	if (!name) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	(void)snprintf(answer.user, sizeof answer.user, "%s", name);
	effects_close(effects, &answer);
}

static void edited(struct users *users, const struct event *event, struct effects *effects)
{
	if (!field_update(&users->field, event))
		return;
	if (users->field.refused > 0)
		effects_add(effects, EFFECT_BELL);
	rows_find(users);
}

static void acted(struct users *users, const struct event *event, struct effects *effects)
{
	switch (event->as.action.action) {
	case ACTION_ACCEPT:
		accept(users, effects);
		break;
	case ACTION_CANCEL:
		effects_close(effects, NULL);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(users->view.environment, CONTEXT_SEARCH));
		break;
	default:
		if (list_action(&users->list, event->as.action.action))
			users->clicked = -1;
		else
			edited(users, event, effects);
		break;
	}
}

static void clicked(struct users *users, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = users->view.environment;
	struct rect rect = list_rect(environment->width, environment->height);
	int y = mouse->y - rect.y, row = users->list.top + y;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		(void)list_action(&users->list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
		return;
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || y < 0 || y >= rect.height ||
	    row >= users->list.count || mouse->x < rect.x || mouse->x >= rect.x + rect.width)
		return;
	list_select(&users->list, row);
	if (users->clicked == row)
		accept(users, effects);
	users->clicked = row;
}

static void users_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct users *users = users_of(view);
	const struct environment *environment = view->environment;

	list_set_height(&users->list, list_rect(environment->width, environment->height).height);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		load(users);
		break;
	case EVENT_ACTION:
		acted(users, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		edited(users, event, effects);
		break;
	case EVENT_MOUSE:
		clicked(users, &event->as.mouse, effects);
		break;
	default:
		break;
	}
}

static void draw_row(const struct users *users, struct surface *surface, int y, int width, int index)
{
	const struct name_row *row = &users->rows[index];
	bool here = index == users->list.cursor;
	struct look look = look_of(here ? STYLE_SELECTED : STYLE_DIALOG);

	if (here) {
		surface_fill(surface, (struct rect){ 0, y, width, 1 }, ' ', look);
		draw_sign(surface, 0, y, '>', look);
	}
	(void)draw_marked(surface, TEXT_AT, y, width - TEXT_AT - 1, users->known.names[row->user], &row->marks, look);
}

static void users_draw(const struct view *view, struct surface *surface)
{
	const struct users *users = (const struct users *)view;
	struct rect list = list_rect(surface_width(surface), surface_height(surface));
	struct list shown = users->list;
	static const struct card_hint hints[] = { { ACTION_ACCEPT, "that is me" }, { ACTION_CANCEL, NULL } };
	char title[64];

	(void)snprintf(title, sizeof title, "who is it?  %zu %s", users->known.count,
	               ts_counted((int64_t)users->known.count, "user", "users"));
	struct rect inside = draw_dialog(surface, WIDTH, HEIGHT, title);
	surface_clip_push(surface, inside);
	draw_rule(surface, 0, 1, inside.width);
	draw_rule(surface, 0, inside.height - 2, inside.width);
	card_hints(surface, (struct rect){ 0, inside.height - 1, inside.width, 1 }, view->environment->keymap,
	           CONTEXT_SEARCH, hints, sizeof hints / sizeof hints[0]);
	field_draw(&users->field, surface, 0, 0, inside.width, true);
	surface_clip_pop(surface);
	list_set_height(&shown, list.height);
	surface_clip_push(surface, list);
	for (int y = 0; y < list.height && shown.top + y < shown.count; y++)
		draw_row(users, surface, y, list.width, shown.top + y);
	if (users->status != TS_OK)
		(void)surface_text_cut(surface, 0, 0, list.width, ts_status_text(users->status), look_of(STYLE_ERROR));
	else if (shown.count == 0)
		(void)surface_text_cut(surface, 0, 0, list.width, "nobody has that in their name", look_of(STYLE_HINT));
	surface_clip_pop(surface);
}

static void users_destroy(struct view *view)
{
	struct users *users = users_of(view);

	field_release(&users->field);
	ts_users_release(&users->known);
	ts_choice_destroy(users->choice);
	free(users->rows);
	free(users);
}

static const struct view_ops users_ops = {
	.title = "Users",
	.context = CONTEXT_SEARCH,
	.overlay = true,
	.update = users_update,
	.draw = users_draw,
	.destroy = users_destroy,
};

struct view *view_users_create(const struct environment *environment)
{
	struct users *users = allocate(1, sizeof *users);

	users->view = (struct view){ &users_ops, environment };
	users->clicked = -1;
	field_init(&users->field, TS_NAME_SIZE, false);
	return &users->view;
}
