/*
 * The note of a day, full screen: typing is drafted within two seconds, leaving saves, and nothing typed is lost to a
 * failure or to another device.
 */
#include "ui/notes/notes_inside.h"

#include "ui/base/alloc.h"
#include "ui/base/format.h"
#include "ui/draw/grapheme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WHEEL_ROWS = 3,
	SAVE_PATIENCE = 400, /* milliseconds that a save may wait for another program's lock, */
	SAVE_AGAIN = 250     /* and after which it is tried again */
};

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
	if (notes->finding)
		editor_look_for(notes->editor, notes->needle.text, notes->words);
	if (notes->unkept_since == 0)
		notes->unkept_since = uptime;
}

static bool draft_is_due(const struct notes *notes)
{
	return notes->unkept_since != 0 &&
	       notes->view.environment->moment.uptime >= notes->unkept_since + NOTES_DRAFT_AFTER;
}

/* Why text was refused: it is measured in bytes, and told in letters. */
static void say_full(struct notes *notes, const struct event *event)
{
	size_t size = 0, added = 1, room = 0;

	(void)editor_text(notes->editor, &size);
	if (size > TS_NOTE_LIMIT) {
		notes_say(notes, MESSAGE_NOTICE, "this note is %zu %s over its %d KiB: it can only get shorter",
		          size - TS_NOTE_LIMIT, ts_counted((int64_t)size - TS_NOTE_LIMIT, "byte", "bytes"),
		          TS_NOTE_LIMIT / 1024);
		return;
	}
	room = TS_NOTE_LIMIT - size;
	if (event->type == EVENT_PASTE)
		added = grapheme_count(event->as.paste.text, event->as.paste.size, room);
	notes_say(notes, MESSAGE_NOTICE, "this does not fit: %zu letter%s too many, a note holds %d KiB", added,
	          added == 1 ? "" : "s", TS_NOTE_LIMIT / 1024);
}

static void say_travel(struct notes *notes, bool redo, bool moved, struct effects *effects)
{
	const char *other =
	        keymap_key(notes->view.environment->keymap, CONTEXT_NOTES, redo ? ACTION_TEXT_UNDO : ACTION_TEXT_REDO);
	size_t left = editor_steps(notes->editor, redo);

	if (!moved) {
		effects_add(effects, EFFECT_BELL);
		notes_say(notes, MESSAGE_PLAIN, redo ? "nothing was taken back" : "nothing to take back");
	} else {
		notes_say(notes, MESSAGE_PLAIN, "%s, %zu more   %s %s", redo ? "done again" : "taken back", left, other,
		          redo ? "takes it back" : "does it again");
	}
}

/* The region, or the line with its end. */
static bool copied_part(const struct notes *notes, size_t *begin, size_t *end)
{
	size_t size = 0, cursor = editor_cursor(notes->editor);
	const char *text = editor_text(notes->editor, &size);

	if (editor_region(notes->editor, begin, end))
		return true;
	const char *before = memrchr(text, '\n', cursor), *after = memchr(text + cursor, '\n', size - cursor);
	*begin = before ? (size_t)(before - text) + 1 : 0;
	*end = after ? (size_t)(after - text) + 1 : size;
	return false;
}

static void copied(struct notes *notes, const struct event *event)
{
	size_t begin = 0, end = 0, size = 0;
	const char *text = editor_text(notes->editor, &size);
	bool region = copied_part(notes, &begin, &end);
	size_t letters = grapheme_count(text + begin, end - begin, 0);

	(void)editor_update(notes->editor, event, NULL);
	text_settle(notes);
	if (letters > 0)
		notes_say(notes, MESSAGE_PLAIN, "%s %s%zu letter%s   %s puts back",
		          event->as.action.action == ACTION_COPY ? "copied" : "cut", region ? "" : "the line, ",
		          letters, letters == 1 ? "" : "s",
		          keymap_key(notes->view.environment->keymap, CONTEXT_NOTES, ACTION_YANK));
}

static void edited(struct notes *notes, const struct event *event, struct effects *effects)
{
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	uint64_t revision = editor_revision(notes->editor);
	size_t begin = 0, end = 0;
	bool full = false;

	if (action == ACTION_COPY || (action == ACTION_CUT && editor_region(notes->editor, &begin, &end))) {
		copied(notes, event);
		return;
	}
	/* Who writes on has not left. */
	notes->leaves = false;
	(void)editor_update(notes->editor, event, &full);
	text_settle(notes);
	if (full) {
		say_full(notes, event);
		effects_add(effects, EFFECT_BELL);
	} else if (action == ACTION_TEXT_UNDO || action == ACTION_TEXT_REDO) {
		say_travel(notes, action == ACTION_TEXT_REDO, editor_revision(notes->editor) != revision, effects);
	}
}

static void put_time(struct notes *notes, struct effects *effects)
{
	char clock[FORMAT_SIZE], text[FORMAT_SIZE + 2];

	(void)snprintf(text, sizeof text, "%s ",
	               format_clock_local(notes->view.environment->clock, notes->view.environment->moment.now, clock));
	edited(notes, &(struct event){ .type = EVENT_PASTE, .as.paste = { text, strlen(text) } }, effects);
}

/* again: nobody has pressed a key for it. */
static void save(struct notes *notes, bool leave, bool again, struct effects *effects)
{
	const struct environment *environment = notes->view.environment;
	struct answer answer = { .type = ANSWER_DONE };

	if (!again)
		ts_patience_set(environment->store, SAVE_PATIENCE);
	bool settled = notes_save(notes, !leave, &answer.status, &answer.done);
	bool failed = answer.status != TS_OK && answer.status != TS_UNCHANGED;
	notes->save_again = answer.status == TS_BUSY ? environment->moment.uptime + SAVE_AGAIN : 0;
	notes->leaves = leave;
	if (failed && !again)
		effects_add(effects, EFFECT_BELL);
	if (!settled || !leave)
		return;
	answer.day = notes->day;
	effects_close(effects, answer.status == TS_OK ? &answer : NULL);
}

/* ---- events */

static void acted(struct notes *notes, const struct event *event, struct effects *effects)
{
	size_t begin = 0, end = 0;

	if (notes->finding && notes_find_acted(notes, event, effects))
		return;
	switch (event->as.action.action) {
	case ACTION_LEAVE:
		/* What is marked first. */
		if (editor_region(notes->editor, &begin, &end))
			editor_region_end(notes->editor);
		else
			save(notes, true, false, effects);
		break;
	case ACTION_SAVE:
		save(notes, false, false, effects);
		break;
	case ACTION_FIND:
		notes_find_open(notes);
		break;
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
		notes_find_next(notes, event->as.action.action == ACTION_FIND_PREVIOUS, effects);
		break;
	case ACTION_PUT_TIME:
		put_time(notes, effects);
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
	struct rect text = notes_layout(environment).text;
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
		notes_find_typed(notes, event, effects);
	else
		edited(notes, event, effects);
}

/* Without a note there is only the way out, and another try when something changed. */
static void update_unread(struct notes *notes, const struct event *event, struct effects *effects)
{
	if (event->type == EVENT_SHOWN || event->type == EVENT_CHANGED) {
		notes_load(notes);
		if (notes->read && notes->has_goal)
			notes_find_words(notes, notes->goal);
		notes->has_goal = false;
	} else if (event->type == EVENT_ACTION && event->as.action.action == ACTION_LEAVE) {
		effects_close(effects, NULL);
	}
}

static void update_read(struct notes *notes, const struct event *event, struct effects *effects)
{
	const struct environment *environment = notes->view.environment;
	struct rect text = notes_layout(environment).text;

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
	case EVENT_TICK:
		if (notes->save_again != 0 && environment->moment.uptime >= notes->save_again)
			save(notes, notes->leaves, true, effects);
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

	int64_t draft = notes->unkept_since != 0 ? notes->unkept_since + NOTES_DRAFT_AFTER : 0;

	return notes->save_again != 0 && (draft == 0 || notes->save_again < draft) ? notes->save_again : draft;
}

static bool notes_unsaved(const struct view *view, char *out, size_t size)
{
	const struct notes *notes = (const struct notes *)view;
	char day[FORMAT_SIZE];

	if (!notes->read || editor_revision(notes->editor) == notes->kept)
		return false;
	(void)snprintf(out, size, "what was written last in the note of %s", format_day_short(notes->day, day));
	return true;
}

static bool notes_keep(const struct view *view, char *out, size_t size)
{
	const struct notes *notes = (const struct notes *)view;
	char day[FORMAT_SIZE];

	if (!notes_unsaved(view, out, size) || !notes_draft_keep(notes))
		return false;
	(void)snprintf(out, size, "the note of %s: it is there when you open it", format_day_short(notes->day, day));
	return true;
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
	.unsaved = notes_unsaved,
	.keep = notes_keep,
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

struct view *view_notes_create_at(const struct environment *environment, ts_day day, size_t line, const char *words)
{
	struct view *view = view_notes_create(environment, day);
	struct notes *notes = (struct notes *)view;

	field_set(&notes->needle, words);
	notes->has_goal = true;
	notes->goal = line;
	return view;
}
