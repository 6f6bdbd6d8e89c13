/*
 * The note of a day, full screen: typing is drafted within two seconds, leaving saves, and nothing typed is lost to a
 * failure or to another device.
 */
#include "ui/notes/notes_inside.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { WHEEL_ROWS = 3 };

/* Looks at what the last event did to the text. */
static void text_settle(struct notes *notes)
{
	int64_t uptime = notes->view.environment->moment.uptime;

	if (!notes->read || editor_revision(notes->editor) == notes->revision)
		return;
	notes->revision = editor_revision(notes->editor);
	/* An error stays until the next save: it must be seen. */
	if (notes->kind != MESSAGE_ERROR)
		notes->notice[0] = '\0';
	notes->marked = notes->finding;
	if (notes->unkept_since == 0)
		notes->unkept_since = uptime;
}

static bool draft_is_due(const struct notes *notes)
{
	return notes->unkept_since != 0 &&
	       notes->view.environment->moment.uptime >= notes->unkept_since + NOTES_DRAFT_AFTER;
}

static void edited(struct notes *notes, const struct event *event, struct effects *effects)
{
	bool full = false;

	(void)editor_update(notes->editor, event, &full);
	if (!full)
		return;
	notes_say(notes, MESSAGE_NOTICE, "this does not fit: a note holds %d KiB", TS_NOTE_LIMIT / 1024);
	effects_add(effects, EFFECT_BELL);
}

static void save(struct notes *notes, bool leave, struct effects *effects)
{
	struct answer answer = { .type = ANSWER_DONE };
	bool settled = notes_save(notes, !leave, &answer.status, &answer.done);
	bool failed = answer.status != TS_OK && answer.status != TS_UNCHANGED;

	if (failed)
		effects_add(effects, EFFECT_BELL);
	if (!settled || !leave)
		return;
	answer.day = notes->day;
	effects_close(effects, answer.status == TS_OK ? &answer : NULL);
}

/* ---- find */

static void find_next(struct notes *notes, bool from_here, struct effects *effects)
{
	notes->nothing_found = notes->needle.size > 0 && !editor_find(notes->editor, notes->needle.text, from_here);
	notes->marked = notes->needle.size > 0;
	if (!notes->nothing_found)
		return;
	effects_add(effects, EFFECT_BELL);
	if (!notes->finding)
		notes_say(notes, MESSAGE_NOTICE, "no match for \"%.100s\"", notes->needle.text);
}

static void find_open(struct notes *notes)
{
	notes->finding = true;
	notes->nothing_found = false;
	notes->found_from = editor_cursor(notes->editor);
	field_set(&notes->needle, "");
}

/* What is typed is looked for from where the search began. */
static void find_typed(struct notes *notes, const struct event *event, struct effects *effects)
{
	size_t size = notes->needle.size;

	if (!field_update(&notes->needle, event) || notes->needle.size == size)
		return;
	editor_set_cursor(notes->editor, notes->found_from);
	find_next(notes, true, effects);
}

/* The keys of the find field; false: the key ends finding and is the editor's. */
static bool find_acted(struct notes *notes, const struct event *event, struct effects *effects)
{
	switch (event->as.action.action) {
	case ACTION_LEAVE:
		editor_set_cursor(notes->editor, notes->found_from);
		notes->finding = notes->marked = false;
		return true;
	case ACTION_NEWLINE:
		notes->finding = false;
		return true;
	case ACTION_FIND:
	case ACTION_FIND_NEXT:
	case ACTION_LINE_DOWN:
		find_next(notes, false, effects);
		return true;
	case ACTION_SAVE:
	case ACTION_HELP:
		return false;
	case ACTION_LINE_UP:
	case ACTION_SCREEN_UP:
	case ACTION_SCREEN_DOWN:
	case ACTION_TEXT_START:
	case ACTION_TEXT_END:
	case ACTION_TEXT_UNDO:
	case ACTION_TEXT_REDO:
		notes->finding = false;
		return false;
	default:
		find_typed(notes, event, effects);
		return true;
	}
}

/* ---- events */

static void acted(struct notes *notes, const struct event *event, struct effects *effects)
{
	if (notes->finding && find_acted(notes, event, effects))
		return;
	switch (event->as.action.action) {
	case ACTION_LEAVE:
		save(notes, true, effects);
		break;
	case ACTION_SAVE:
		save(notes, false, effects);
		break;
	case ACTION_FIND:
		find_open(notes);
		break;
	case ACTION_FIND_NEXT:
		if (notes->needle.size > 0)
			find_next(notes, false, effects);
		else
			find_open(notes);
		break;
	case ACTION_HELP:
		effects_open(effects, view_help_create(notes->view.environment, CONTEXT_NOTES));
		break;
	default:
		edited(notes, event, effects);
		break;
	}
}

static void clicked(struct notes *notes, const struct mouse *mouse)
{
	const struct environment *environment = notes->view.environment;
	struct rect text = notes_layout(environment->width, environment->height).text;
	struct event event = { .type = EVENT_ACTION };

	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		event.as.action.action = mouse->action == MOUSE_WHEEL_UP ? ACTION_LINE_UP : ACTION_LINE_DOWN;
		for (int i = 0; i < WHEEL_ROWS; i++)
			(void)editor_update(notes->editor, &event, NULL);
		return;
	}
	if (mouse->action == MOUSE_PRESS && mouse->button == 1 && mouse->y >= text.y && mouse->y < text.y + text.height)
		editor_point(notes->editor, mouse->x - text.x, mouse->y - text.y);
}

static void typed(struct notes *notes, const struct event *event, struct effects *effects)
{
	if (notes->finding)
		find_typed(notes, event, effects);
	else
		edited(notes, event, effects);
}

/* Without a note there is only the way out, and another try when something changed. */
static void update_unread(struct notes *notes, const struct event *event, struct effects *effects)
{
	if (event->type == EVENT_SHOWN || event->type == EVENT_CHANGED)
		notes_load(notes);
	else if (event->type == EVENT_ACTION && event->as.action.action == ACTION_LEAVE)
		effects_close(effects, NULL);
}

static void update_read(struct notes *notes, const struct event *event, struct effects *effects)
{
	const struct environment *environment = notes->view.environment;
	struct rect text = notes_layout(environment->width, environment->height).text;

	switch (event->type) {
	case EVENT_SHOWN:
	case EVENT_CHANGED:
		notes_look(notes);
		break;
	case EVENT_ACTION:
		acted(notes, event, effects);
		break;
	case EVENT_TEXT:
	case EVENT_PASTE:
		typed(notes, event, effects);
		break;
	case EVENT_MOUSE:
		clicked(notes, &event->as.mouse);
		break;
	case EVENT_RESIZE:
		editor_resize(notes->editor, text.width, text.height);
		break;
	case EVENT_SAVE:
		notes_draft(notes);
		break;
	default:
		break;
	}
}

static void notes_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct notes *notes = (struct notes *)view;

	if (!notes->read)
		update_unread(notes, event, effects);
	else
		update_read(notes, event, effects);
	text_settle(notes);
	/* Not only on the tick: keys may keep it waiting. */
	if (draft_is_due(notes))
		notes_draft(notes);
}

static int64_t notes_wake(const struct view *view)
{
	const struct notes *notes = (const struct notes *)view;

	return notes->unkept_since != 0 ? notes->unkept_since + NOTES_DRAFT_AFTER : 0;
}

static void notes_destroy(struct view *view)
{
	struct notes *notes = (struct notes *)view;

	editor_destroy(notes->editor);
	ts_note_release(&notes->stored);
	field_release(&notes->needle);
	ts_wipe(notes, sizeof *notes);
	free(notes);
}

static const struct view_ops notes_ops = {
	.title = "Note",
	.context = CONTEXT_NOTES,
	.update = notes_update,
	.draw = notes_draw,
	.wake = notes_wake,
	.destroy = notes_destroy,
};

struct view *view_notes_create(const struct environment *environment, ts_day day)
{
	struct notes *notes = allocate(1, sizeof *notes);

	notes->view = (struct view){ &notes_ops, environment };
	notes->day = day;
	field_init(&notes->needle, NOTES_NEEDLE_SIZE, false);
	return &notes->view;
}
