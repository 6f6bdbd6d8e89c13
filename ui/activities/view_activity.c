/* Changes an activity: text, slot, colour, what it counts as, whether it is offered. One step of undo. */
#include "ui/base/alloc.h"
#include "ui/dialog/dialog_form.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_TEXT, ROW_SLOT, ROW_COLOUR, ROW_REST, ROW_ARCHIVED };
enum { SAMPLE_WIDTH = 5, BLOCK_FULL = 0x2588, NAME_MOST = 60 };

static const char *const slots[] = { "none", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
static const char *const colours[] = { "automatic", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12" };
static const char *const counts_as[] = { "work", "rest" };
static const char *const offered[] = { "offered", "archived" };

struct view_activity {
	struct dialog_form base;
	struct ts_activity activity;
	struct ts_activities others; /* to tell a rename from a merge; empty when they could not be read */
};

static struct view_activity *activity_of(struct view *view)
{
	return (struct view_activity *)view;
}

/* The other activity that has the text which was typed; NULL: none. */
static const struct ts_activity *other_of(const struct view_activity *view)
{
	const char *text = form_text(&view->base.form, ROW_TEXT);

	for (size_t i = 0; i < view->others.count; i++) {
		const struct ts_activity *other = &view->others.at[i];
		if (!ts_id_equal(other->id, view->activity.id) && ts_text_same(other->text, text))
			return other;
	}
	return NULL;
}

static void preview(struct view_activity *view)
{
	struct dialog_form *base = &view->base;
	const struct ts_activity *other = other_of(view);
	const char *text = form_text(&base->form, ROW_TEXT);

	base->preview[0] = '\0';
	base->preview_style = STYLE_DIM;
	base->accept = "save";
	if (other && other->off) {
		(void)snprintf(base->preview, sizeof base->preview, "off is no activity: nothing can become it");
	} else if (other) {
		base->preview_style = STYLE_EMPHASIS;
		base->accept = "merge";
		(void)snprintf(base->preview, sizeof base->preview,
		               "merges into %.*s: all logs of both are its own then", NAME_MOST, other->text);
	} else if (strcmp(text, view->activity.text) != 0 && text[0] != '\0') {
		(void)snprintf(base->preview, sizeof base->preview, "all its logs show the new text");
	}
}

/* The fields that differ. A merge leaves the other's as they are. */
static struct ts_activity_change change_of(const struct view_activity *view)
{
	const struct form *form = &view->base.form;
	const struct ts_activity *activity = &view->activity;
	struct ts_activity_change change = { .text = form_text(form, ROW_TEXT),
		                             .slot = (int)form->rows[ROW_SLOT].choice,
		                             .colour = (int)form->rows[ROW_COLOUR].choice,
		                             .rest = form->rows[ROW_REST].choice == 1,
		                             .archived = form->rows[ROW_ARCHIVED].choice == 1 };

	if (strcmp(change.text, activity->text) != 0)
		change.fields |= TS_CHANGE_TEXT;
	if (other_of(view))
		return change;
	if (change.slot != activity->slot)
		change.fields |= TS_CHANGE_SLOT;
	if (change.colour != (activity->colour_chosen ? activity->colour : 0))
		change.fields |= TS_CHANGE_COLOUR;
	if (change.rest != activity->rest)
		change.fields |= TS_CHANGE_REST;
	if (change.archived != activity->archived)
		change.fields |= TS_CHANGE_ARCHIVED;
	return change;
}

static void accept(struct view_activity *view, struct effects *effects)
{
	const struct environment *environment = view->base.view.environment;
	struct form *form = &view->base.form;
	struct ts_activity_change change = change_of(view);
	struct answer answer = { .type = ANSWER_DONE };

	if (strspn(change.text, " ") == strlen(change.text)) {
		form_error(form, ROW_TEXT, "an activity needs a text");
		return;
	}
	const struct errand errand = {
		.kind = ERRAND_ACTIVITY, .id = view->activity.id, .activity = change, .text = change.text
	};
	answer.status = change.fields == 0 ? TS_UNCHANGED : errand_try(environment, errand, &answer.done, effects);
	if (answer.status == TS_OK || answer.status == TS_BUSY) {
		effects_close(effects, answer.status == TS_OK ? &answer : NULL);
	} else if (answer.status == TS_UNCHANGED) {
		effects_close(effects, NULL);
		effects_message(effects, MESSAGE_PLAIN, "nothing was changed");
	} else if (answer.status == TS_TOO_LONG || answer.status == TS_INVALID) {
		form_error(form, ROW_TEXT, "%s", ts_status_text(answer.status));
	} else {
		dialog_form_fail(&view->base, "not changed", answer.status);
	}
}

static void others_read(struct view_activity *view)
{
	const struct environment *environment = view->base.view.environment;
	struct ts_activities others;

	if (ts_activities_read(environment->store, environment->moment.now, &others) != TS_OK)
		return;
	ts_activities_release(&view->others);
	view->others = others;
}

static void activity_update(struct view *base, const struct event *event, struct effects *effects)
{
	struct view_activity *view = activity_of(base);
	bool accepted = false;

	if (event->type == EVENT_SHOWN || event->type == EVENT_CHANGED)
		others_read(view);
	enum form_result result = dialog_form_update(&view->base, event, effects, &accepted);
	if (result == FORM_CHANGED || event->type == EVENT_CHANGED)
		preview(view);
	if (accepted)
		accept(view, effects);
}

/* All colours side by side, while one is being chosen. */
static void draw_samples(const struct view_activity *view, struct surface *surface)
{
	struct rect rect = dialog_form_rect(&view->base);
	int chosen = (int)view->base.form.rows[ROW_COLOUR].choice, y = rect.y + rect.height;

	for (int colour = 1; colour <= TS_COLOURS && colour * SAMPLE_WIDTH <= rect.width; colour++) {
		int x = rect.x + (colour - 1) * SAMPLE_WIDTH;
		struct look look = look_of(STYLE_BAR);

		look.ink = (unsigned char)colour;
		(void)surface_printf(surface, x, y, look_of(colour == chosen ? STYLE_EMPHASIS : STYLE_DIM), "%2d",
		                     colour);
		surface_put(surface, x + 2, y, BLOCK_FULL, look);
		surface_put(surface, x + 3, y, colour == chosen ? '<' : ' ', look_of(STYLE_EMPHASIS));
	}
}

static void activity_draw(const struct view *base, struct surface *surface)
{
	const struct view_activity *view = (const struct view_activity *)base;
	struct rect inside = dialog_form_rect(&view->base);

	dialog_form_draw(&view->base, surface);
	if (view->base.form.focus == ROW_COLOUR && inside.width > 0 &&
	    inside.y + inside.height < view->base.view.environment->height)
		draw_samples(view, surface);
}

static void activity_destroy(struct view *base)
{
	struct view_activity *view = activity_of(base);

	dialog_form_release(&view->base);
	ts_activities_release(&view->others);
	ts_wipe(view, sizeof *view);
	free(view);
}

static const struct view_ops activity_ops = {
	.title = "Change an activity",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = activity_update,
	.draw = activity_draw,
	.destroy = activity_destroy,
};

struct view *view_activity_create(const struct environment *environment, const struct ts_activity *activity,
                                  bool colour)
{
	struct view_activity *view = allocate(1, sizeof *view);
	struct form *form = &view->base.form;

	view->base.view = (struct view){ &activity_ops, environment };
	view->base.title = "change an activity";
	view->base.accept = "save";
	view->activity = *activity;
	form_init(form);
	(void)form_add_text(form, "text", TS_TEXT_SIZE, activity->text);
	(void)form_add_choice(form, "slot", slots, TS_SLOTS + 1, (size_t)activity->slot);
	(void)form_add_choice(form, "colour", colours, TS_COLOURS + 1,
	                      activity->colour_chosen ? (size_t)activity->colour : 0);
	size_t rest = form_add_choice(form, "counts as", counts_as, 2, activity->rest);
	form->rows[rest].hint = "rest is shown, not counted";
	size_t archived = form_add_choice(form, "is", offered, 2, activity->archived);
	form->rows[archived].hint = "archived: not in the picker";
	if (colour)
		form_focus(form, ROW_COLOUR);
	preview(view);
	return &view->base.view;
}
