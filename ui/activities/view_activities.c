/* The activities screen: what can be done with an activity beside logging it. */
#include "ui/activities/activities_inside.h"

#include "ui/base/activity_words.h"
#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/view/deed.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 64, TEXT_MOST = 200 };

static const struct view_ops activities_ops, filter_ops;

static struct activities *activities_of(struct view *view)
{
	return (struct activities *)view;
}

/* ---- words */

static const char *name_short(const char *text, char out[NAME_SIZE])
{
	static const char ellipsis[] = "\u2026";
	size_t size = strlen(text);
	size_t used = ts_text_clean(text, size, false, out, NAME_SIZE - sizeof ellipsis);

	if (used < size)
		memcpy(out + used, ellipsis, sizeof ellipsis);
	return out;
}

static void say_failed(const struct activities *activities, const char *what, enum ts_status status,
                       struct effects *effects)
{
	const char *detail = ts_detail(activities->view.environment->store);

	effects_message(effects, MESSAGE_ERROR, "%s: %s%s%.120s", what, ts_status_text(status),
	                detail[0] != '\0' ? ": " : "", detail);
}

static void say_done(const struct activities *activities, const char *text, struct effects *effects)
{
	effects_message(effects, MESSAGE_GOOD, "%.200s   %s takes it back", text,
	                keymap_key(activities->view.environment->keymap, CONTEXT_ACTIVITIES, ACTION_UNDO));
}

static void read_again(struct activities *activities, struct effects *effects)
{
	enum ts_status status = activities_read(activities);

	if (status != TS_OK)
		say_failed(activities, "cannot read the activities", status, effects);
}

/* ---- changes */

/* Why it is as it was. */
static void say_unchanged(const struct activities *activities, const struct ts_activity *selected,
                          const struct ts_activity_change *change, struct effects *effects)
{
	if (selected->archived && (change->fields & TS_CHANGE_SLOT) && change->slot > 0)
		effects_message(effects, MESSAGE_NOTICE, "it is archived: %s offers it again, then it can have a slot",
		                keymap_key(activities->view.environment->keymap, CONTEXT_ACTIVITIES, ACTION_ARCHIVE));
	else
		effects_message(effects, MESSAGE_PLAIN, "it is so already");
}

static void change(struct activities *activities, const struct ts_activity_change *change, struct effects *effects)
{
	const struct environment *environment = activities->view.environment;
	const struct ts_activity *selected = activities_selected(activities);
	char text[ACTIVITY_WORDS_SIZE], name[NAME_SIZE];
	struct ts_done done;

	if (!selected) {
		effects_add(effects, EFFECT_BELL);
		return;
	}
	const struct errand errand = { .kind = ERRAND_ACTIVITY, .id = selected->id, .activity = *change };
	enum ts_status status = errand_try(environment, errand, &done, effects);
	if (status == TS_BUSY)
		return;
	if (status == TS_OK) {
		(void)activity_words(name_short(selected->text, name), change->fields, change, done.slot, false, text);
		say_done(activities, text, effects);
		read_again(activities, effects);
	} else if (status == TS_UNCHANGED) {
		say_unchanged(activities, selected, change, effects);
	} else {
		say_failed(activities, "not changed", status, effects);
	}
}

static void pinned(struct activities *activities, uint32_t character, struct effects *effects)
{
	int digit = keymap_digit(activities->view.environment->keymap, (struct key){ .character = character });

	activities->pinning = false;
	if (digit >= 0)
		change(activities, &(struct ts_activity_change){ .fields = TS_CHANGE_SLOT, .slot = digit }, effects);
}

static void take_back(struct activities *activities, bool again, struct effects *effects)
{
	struct ts_done done;

	if (deed_take_back(activities->view.environment, CONTEXT_ACTIVITIES, again, &activities->undo_asked, &done,
	                   effects) == TS_OK)
		read_again(activities, effects);
}

/* A dialog has changed or merged something. */
static void answered(struct activities *activities, const struct answer *answer, struct effects *effects)
{
	char text[TEXT_MOST], name[NAME_SIZE];

	if (answer->type != ANSWER_DONE)
		return;
	(void)snprintf(text, sizeof text, "changed: %s", name_short(answer->done.text, name));
	say_done(activities, text, effects);
	/* What it was merged into is what one wants to see. */
	for (size_t i = 0; i < activities->known.count; i++) {
		if (ts_text_same(activities->known.at[i].text, answer->done.text))
			activities->selected = activities->known.at[i].id;
	}
	activities_arrange(activities);
}

/* ---- the filter */

static void filter_open(struct activities *activities)
{
	activities->filtering = true;
	activities->view.ops = &filter_ops;
}

static void filter_close(struct activities *activities, bool keep)
{
	activities->filtering = false;
	activities->view.ops = &activities_ops;
	if (!keep)
		field_set(&activities->filter, "");
	activities_arrange(activities);
}

static void filter_edited(struct activities *activities, const struct event *event, struct effects *effects)
{
	if (!field_update(&activities->filter, event))
		return;
	if (activities->filter.refused > 0)
		effects_add(effects, EFFECT_BELL);
	activities_arrange(activities);
}

/* ---- keys */

static void open_dialog(struct activities *activities, enum action action, struct effects *effects)
{
	const struct environment *environment = activities->view.environment;
	const struct activity_row *row = activities_row(activities);
	const struct ts_activity *selected = activities_selected(activities);

	if (!row)
		effects_add(effects, EFFECT_BELL);
	else if (action == ACTION_MERGE)
		effects_open(effects, view_merge_create(environment, selected));
	else
		effects_open(effects, view_activity_create(environment, selected, action == ACTION_COLOUR));
}

static void act(struct activities *activities, enum action action, struct effects *effects)
{
	const struct ts_activity *selected = activities_selected(activities);
	struct ts_activity_change toggle = { 0 };

	switch (action) {
	case ACTION_REST:
		toggle = (struct ts_activity_change){ .fields = TS_CHANGE_REST, .rest = selected && !selected->rest };
		change(activities, &toggle, effects);
		break;
	case ACTION_ARCHIVE:
		toggle.fields = TS_CHANGE_ARCHIVED;
		toggle.archived = selected && !selected->archived;
		change(activities, &toggle, effects);
		break;
	case ACTION_PIN:
		activities->pinning = selected != NULL;
		break;
	case ACTION_SORT:
		activities->order = (enum activities_order)((activities->order + 1) % ORDERS);
		activities_arrange(activities);
		break;
	case ACTION_UNDO:
	case ACTION_REDO:
		take_back(activities, action == ACTION_REDO, effects);
		break;
	case ACTION_FILTER:
		filter_open(activities);
		break;
	case ACTION_CANCEL:
		/* What is filtered out comes back first. */
		if (activities->filter.size > 0)
			filter_close(activities, false);
		else
			effects_close(effects, NULL);
		break;
	default:
		break;
	}
}

static void acted(struct activities *activities, const struct event *event, struct effects *effects)
{
	enum action action = event->as.action.action;
	bool was_pinning = activities->pinning;

	activities->undo_asked = activities->undo_asked && action == ACTION_UNDO;
	if (was_pinning && action == ACTION_PIN &&
	    keymap_digit(activities->view.environment->keymap, event->as.action.key) >= 0) {
		pinned(activities, event->as.action.key.character, effects);
		return;
	}
	activities->pinning = false;
	/* Whatever else is pressed after ' leaves the slots alone; Escape does only that. */
	if (was_pinning && (action == ACTION_CANCEL || action == ACTION_PIN))
		return;
	if (list_action(&activities->list, action)) {
		activities_select(activities, activities->list.cursor);
		activities->clicked = -1;
		return;
	}
	switch (action) {
	case ACTION_CHANGE:
	case ACTION_COLOUR:
	case ACTION_MERGE:
		open_dialog(activities, action, effects);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(activities->view.environment, activities->view.ops->context));
		break;
	default:
		act(activities, action, effects);
		break;
	}
}

static void clicked(struct activities *activities, const struct mouse *mouse, struct effects *effects)
{
	const struct environment *environment = activities->view.environment;
	struct activities_layout layout;

	activities_layout(activities, environment->width, environment->height, &layout);
	int y = mouse->y - layout.list.y, row = activities->list.top + y;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		(void)list_action(&activities->list, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
		activities_select(activities, activities->list.cursor);
		return;
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || y < 0 || y >= layout.list.height ||
	    row >= activities->list.count)
		return;
	activities_select(activities, row);
	if (activities->clicked == row)
		open_dialog(activities, ACTION_CHANGE, effects);
	activities->clicked = row;
}

static void fit(struct activities *activities)
{
	const struct environment *environment = activities->view.environment;
	struct activities_layout layout;

	activities_layout(activities, environment->width, environment->height, &layout);
	list_set_height(&activities->list, layout.list.height);
}

/* What both modes have in common; false: not such an event. */
static bool updated(struct activities *activities, const struct event *event, struct effects *effects)
{
	fit(activities);
	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		read_again(activities, effects);
		return true;
	case EVENT_TICK:
		activities_count_step(activities);
		return true;
	case EVENT_ANSWER:
		answered(activities, &event->as.answer, effects);
		return true;
	case EVENT_MOUSE:
		clicked(activities, &event->as.mouse, effects);
		return true;
	default:
		return false;
	}
}

static void activities_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct activities *activities = activities_of(view);

	if (updated(activities, event, effects))
		return;
	if (event->type == EVENT_ACTION)
		acted(activities, event, effects);
	else if (event->type == EVENT_TEXT && activities->pinning)
		pinned(activities, event->as.character, effects);
	fit(activities);
}

static void filter_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct activities *activities = activities_of(view);
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;

	if (updated(activities, event, effects))
		return;
	if (action == ACTION_ACCEPT || action == ACTION_CANCEL)
		filter_close(activities, action == ACTION_ACCEPT);
	else if (action == ACTION_HELP || action == ACTION_UP || action == ACTION_DOWN || action == ACTION_PAGE_UP ||
	         action == ACTION_PAGE_DOWN || action == ACTION_FIRST || action == ACTION_LAST)
		acted(activities, event, effects);
	else
		filter_edited(activities, event, effects);
	fit(activities);
}

static int64_t activities_wake(const struct view *view)
{
	return ((const struct activities *)view)->counting ? view->environment->moment.uptime + 1 : 0;
}

static void activities_destroy(struct view *view)
{
	activities_release(activities_of(view));
	ts_wipe(view, sizeof(struct activities));
	free(view);
}

static const struct view_ops activities_ops = {
	.title = "Activities",
	.context = CONTEXT_ACTIVITIES,
	.update = activities_update,
	.draw = activities_draw,
	.wake = activities_wake,
	.destroy = activities_destroy,
};

/* The same while text is typed into the filter. */
static const struct view_ops filter_ops = {
	.title = "Activities",
	.context = CONTEXT_SEARCH,
	.update = filter_update,
	.draw = activities_draw,
	.wake = activities_wake,
	.destroy = activities_destroy,
};

struct view *view_activities_create(const struct environment *environment)
{
	struct activities *activities = allocate(1, sizeof *activities);

	activities->view = (struct view){ &activities_ops, environment };
	activities->clicked = -1;
	field_init(&activities->filter, TS_TEXT_SIZE, false);
	return &activities->view;
}
