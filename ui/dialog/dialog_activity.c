/* Which activity a field of a dialog means. */
#include "ui/dialog/dialog_activity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ts_activity *same_find(const struct ts_activities *activities, const char *text)
{
	for (size_t i = 0; i < activities->count; i++) {
		if (ts_text_same(text, activities->at[i].text))
			return &activities->at[i];
	}
	return NULL;
}

/* ---- what is typed */

/* A text that there is already is never taken apart. */
static enum ts_status entry_read(const struct dialog_activity *field, const char *typed,
                                 const struct ts_when_context *context, struct ts_entry *out,
                                 struct ts_when_error *error)
{
	*out = (struct ts_entry){ .slot = -1, .text_size = strlen(typed) };
	return same_find(&field->found.activities, typed) ? TS_OK : ts_entry_parse(typed, context, out, error);
}

/* What the picker would find. */
static void wish_make(const struct ts_entry *entry, const char *typed, struct activity_wish *out)
{
	*out = (struct activity_wish){ .slot = entry->slot, .rest = entry->rest };
	if (entry->slot < 0)
		(void)snprintf(out->needle, sizeof out->needle, "%.*s", (int)entry->text_size, typed + entry->text_at);
}

/* The row that is meant; NULL: none, so it is a new text. Without the list it is the first. */
static const struct ts_activity *row_meant(const struct dialog_activity *field, const struct activity_wish *wish)
{
	const bool typed = wish->needle[0] != '\0' || wish->slot >= 0;
	struct activity_list first = { .activities = field->found.activities, .choice = field->found.choice };

	if (field->open && (typed || field->moved))
		return activity_list_activity(&field->found, activity_list_selected(&field->found));
	if (!typed || !first.choice)
		return NULL;
	activity_list_find(&first, wish);
	const struct ts_activity *found = activity_list_activity(&first, activity_list_selected(&first));
	free(first.rows);
	return found;
}

bool dialog_activity_read(const struct dialog_activity *field, const char *typed, const struct ts_when_context *context,
                          struct activity_meant *out, struct dialog_form_trouble *trouble)
{
	struct activity_meant meant = { .slot = 0 };
	struct activity_wish wish;
	struct ts_when_error error;

	if (entry_read(field, typed, context, &meant.entry, &error) != TS_OK) {
		dialog_form_trouble_set(trouble, error.reason);
		memcpy(trouble->example, error.example, sizeof trouble->example);
		return false;
	}
	wish_make(&meant.entry, typed, &wish);
	(void)snprintf(meant.text, sizeof meant.text, "%.*s", (int)meant.entry.text_size, typed + meant.entry.text_at);
	/* In quotes it is that text, unless another row is chosen. */
	const struct ts_activity *found = meant.entry.quoted && !field->moved
	                                          ? same_find(&field->found.activities, meant.text)
	                                          : row_meant(field, &wish);
	if (!found && meant.entry.slot > 0) {
		(void)snprintf(trouble->why, sizeof trouble->why, "slot %d is empty; \"%d\" in quotes is a text",
		               meant.entry.slot, meant.entry.slot);
		trouble->example[0] = '\0';
		return false;
	}
	meant.known = found != NULL;
	meant.exact = found != NULL && ts_text_same(meant.text, found->text);
	meant.slot = found ? found->slot : 0;
	if (found)
		(void)snprintf(meant.text, sizeof meant.text, "%s", found->text);
	*out = meant;
	return true;
}

void dialog_activity_describe(const struct activity_meant *meant, char *out, size_t size)
{
	char slot[16] = "";

	out[0] = '\0';
	if (meant->slot > 0)
		(void)snprintf(slot, sizeof slot, "%d ", meant->slot);
	if (meant->known && !meant->exact)
		(void)snprintf(out, size, "> %s%s   \"in quotes\": a new one", slot, meant->text);
	else if (!meant->known && meant->text[0] != '\0')
		(void)snprintf(out, size, "+ new \"%s\"%s", meant->text, meant->entry.rest ? " ~" : "");
}

/* ---- the list */

void dialog_activity_load(struct dialog_activity *field, const struct environment *environment)
{
	(void)!activity_list_read(&field->found, environment);
}

void dialog_activity_release(struct dialog_activity *field)
{
	activity_list_release(&field->found);
}

/* Over all rows below the field, at most. */
static struct rect list_rect(const struct dialog_form *dialog)
{
	struct rect rect = dialog_form_rect(dialog);

	return (struct rect){ rect.x, rect.y + 1, rect.width, rect.height > 1 ? rect.height - 1 : 0 };
}

static bool has_focus(const struct dialog_form *dialog)
{
	return dialog->form.focus == 0;
}

static void list_fit(struct dialog_activity *field, const struct dialog_form *dialog)
{
	list_set_height(&field->found.list, list_rect(dialog).height);
}

/* All of them, with the one that stands in the field selected. */
static void list_open(struct dialog_activity *field, const struct dialog_form *dialog)
{
	const char *text = form_text(&dialog->form, 0);

	activity_list_find(&field->found, &(struct activity_wish){ .slot = -1 });
	list_fit(field, dialog);
	for (int i = 0; i < field->found.list.count; i++) {
		const struct ts_activity *activity = activity_list_activity(&field->found, &field->found.rows[i]);
		if (activity && ts_text_same(activity->text, text))
			list_select(&field->found.list, i);
	}
	field->open = field->found.list.count > 0;
	field->moved = field->open;
}

/* What is selected stands in the field then, with the time and the comment that were typed with it. */
static void list_take(struct dialog_activity *field, struct dialog_form *dialog, const struct ts_when_context *context)
{
	const struct ts_activity *activity =
	        activity_list_activity(&field->found, activity_list_selected(&field->found));
	const char *typed = form_text(&dialog->form, 0);
	char text[ACTIVITY_NEEDLE_SIZE + TS_TEXT_SIZE + 8];
	struct ts_entry entry;
	struct ts_when_error error;
	bool chosen = field->moved || field->found.wish.needle[0] != '\0' || field->found.wish.slot >= 0;

	field->open = field->moved = false;
	if (!activity || !chosen || entry_read(field, typed, context, &entry, &error) != TS_OK)
		return;
	(void)snprintf(text, sizeof text, "%.*s%s%s%s", (int)entry.lead, typed, activity->text,
	               entry.comment_at > 0 ? " // " : "", entry.comment_at > 0 ? typed + entry.comment_at : "");
	form_set_text(&dialog->form, 0, text);
	dialog->typed |= 1U;
}

static bool list_press(struct dialog_activity *field, struct dialog_form *dialog, const struct mouse *mouse,
                       const struct ts_when_context *context)
{
	struct rect rect = list_rect(dialog);
	int row = field->found.list.top + mouse->y - rect.y;

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		field->moved = true;
		return activity_list_move(&field->found, mouse->action == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
	}
	if (mouse->action != MOUSE_PRESS || mouse->button != 1 || !rect_holds(rect, mouse->x, mouse->y))
		return false;
	if (row < field->found.list.count) {
		list_select(&field->found.list, row);
		field->moved = true;
		list_take(field, dialog, context);
	}
	return true;
}

static bool list_key(struct dialog_activity *field, struct dialog_form *dialog, const struct event *event,
                     const struct ts_when_context *context)
{
	const enum key_name name = event->as.action.key.name;
	const enum action action = event->as.action.action;

	if (!field->open && name == KEYNAME_DOWN) {
		list_open(field, dialog);
		return field->open;
	}
	if (!field->open)
		return false;
	form_clear_errors(&dialog->form);
	if (name == KEYNAME_DOWN || name == KEYNAME_UP) {
		/* Without letters nothing is selected yet. */
		if (field->moved || field->found.wish.needle[0] != '\0')
			(void)activity_list_move(&field->found, name == KEYNAME_DOWN ? ACTION_DOWN : ACTION_UP);
		field->moved = true;
		return true;
	}
	if (action == ACTION_FIELD_NEXT || action == ACTION_FIELD_PREVIOUS)
		list_take(field, dialog, context);
	/* Opened by hand, it is closed first. */
	if (action == ACTION_CANCEL && field->moved && field->found.wish.needle[0] == '\0') {
		field->open = field->moved = false;
		return true;
	}
	return false;
}

static bool list_update(struct dialog_activity *field, struct dialog_form *dialog, const struct event *event,
                        const struct ts_when_context *context)
{
	list_fit(field, dialog);
	if (!has_focus(dialog))
		return false;
	if (event->type == EVENT_MOUSE)
		return field->open && list_press(field, dialog, &event->as.mouse, context);
	return event->type == EVENT_ACTION && list_key(field, dialog, event, context);
}

static void list_follow(struct dialog_activity *field, struct dialog_form *dialog, enum form_result result,
                        const struct ts_when_context *context)
{
	const char *typed = form_text(&dialog->form, 0);
	struct activity_wish wish = { .slot = -1, .nothing = true };
	struct ts_when_error error;
	struct ts_entry entry;

	if (!has_focus(dialog))
		field->open = field->moved = false;
	if (result != FORM_CHANGED || !has_focus(dialog) || !field->found.choice)
		return;
	if (entry_read(field, typed, context, &entry, &error) == TS_OK)
		wish_make(&entry, typed, &wish);
	activity_list_find(&field->found, &wish);
	list_select(&field->found.list, 0);
	field->open = field->found.list.count > 0;
	field->moved = field->doubted = false;
}

enum form_result dialog_activity_update(struct dialog_activity *field, struct dialog_form *dialog,
                                        const struct event *event, const struct ts_when_context *context,
                                        struct effects *effects, bool *accepted)
{
	const bool taken = list_update(field, dialog, event, context);
	const enum form_result result = taken ? FORM_TAKEN : dialog_form_update(dialog, event, effects, accepted);

	list_follow(field, dialog, result, context);
	return result;
}

bool dialog_activity_is_meant(struct dialog_activity *field, struct dialog_form *dialog,
                              const struct activity_meant *meant)
{
	if (meant->known || field->doubted || !environment_habit(dialog->view.environment, meant->text))
		return true;
	field->doubted = true;
	form_error(&dialog->form, 0, "no password is asked for here: Enter again makes it");
	return false;
}

void dialog_activity_draw(const struct dialog_activity *field, const struct dialog_form *dialog,
                          struct surface *surface)
{
	struct activity_list shown = field->found;
	struct rect rect = list_rect(dialog);

	/* What is wrong is said below the field. */
	if (!field->open || rect.height <= 0 || !has_focus(dialog) || dialog->form.rows[0].error[0] != '\0')
		return;
	surface_fill(surface, rect, ' ', look_of(STYLE_DIALOG));
	if (!field->moved && shown.wish.needle[0] == '\0' && shown.wish.slot < 0)
		shown.list.cursor = -1;
	activity_list_draw(&shown, dialog->view.environment, surface, rect);
}
