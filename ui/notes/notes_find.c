/* Finding in a note: what is typed into the find field, or what a search was for. */
#include "ui/notes/notes_inside.h"

#include <stdio.h>

const char *notes_found_text(const struct notes *notes, char *out, size_t size)
{
	const struct editor_found *found = &notes->found;
	const char *wrapped = !found->wrapped ? "" : notes->backwards ? ", wrapped to the end" : ", wrapped to the top";

	if (found->count == 0)
		(void)snprintf(out, size, "no match");
	else
		(void)snprintf(out, size, "%zu of %zu%s", found->number, found->count, wrapped);
	return out;
}

static void find(struct notes *notes, enum editor_find which, struct effects *effects)
{
	char text[NOTES_NOTICE_SIZE];
	bool any = editor_find(notes->editor, which, &notes->found);

	notes->backwards = which == EDITOR_FIND_PREVIOUS;
	notes->marked = notes->needle.size > 0;
	if (notes->needle.size > 0 && !any)
		effects_add(effects, EFFECT_BELL);
	if (notes->finding || notes->kind == MESSAGE_ERROR)
		return;
	if (any)
		notes_say(notes, MESSAGE_PLAIN, "%s", notes_found_text(notes, text, sizeof text));
	else
		notes_say(notes, MESSAGE_NOTICE, "no match for \"%.100s\"", notes->needle.text);
}

void notes_find_open(struct notes *notes)
{
	notes->finding = true;
	notes->words = false;
	notes->found = (struct editor_found){ 0 };
	notes->found_from = editor_cursor(notes->editor);
	field_set(&notes->needle, "");
	editor_look_for(notes->editor, "", false);
}

void notes_find_next(struct notes *notes, bool back, struct effects *effects)
{
	if (notes->needle.size > 0)
		find(notes, back ? EDITOR_FIND_PREVIOUS : EDITOR_FIND_NEXT, effects);
	else
		notes_find_open(notes);
}

void notes_find_words(struct notes *notes, size_t line)
{
	notes->words = true;
	notes->marked = true;
	editor_set_line(notes->editor, line);
	editor_look_for(notes->editor, notes->needle.text, true);
	(void)editor_find(notes->editor, EDITOR_FIND_HERE, &notes->found);
}

void notes_find_typed(struct notes *notes, const struct event *event, struct effects *effects)
{
	size_t size = notes->needle.size;

	if (!field_update(&notes->needle, event))
		return;
	if (notes->needle.refused > 0)
		effects_add(effects, EFFECT_BELL);
	if (notes->needle.size == size)
		return;
	/* Looked for from where it began. */
	editor_set_cursor(notes->editor, notes->found_from);
	editor_look_for(notes->editor, notes->needle.text, false);
	find(notes, EDITOR_FIND_HERE, effects);
}

/* The field has one row, and nothing is marked in it. */
static enum action of_a_field(enum action action)
{
	switch (action) {
	case ACTION_ROW_START:
		return ACTION_LINE_START;
	case ACTION_ROW_END:
		return ACTION_LINE_END;
	case ACTION_CUT:
		return ACTION_KILL_WORD;
	default:
		return action;
	}
}

bool notes_find_acted(struct notes *notes, const struct event *event, struct effects *effects)
{
	struct event plain = *event;

	plain.as.action.action = of_a_field(event->as.action.action);
	switch (plain.as.action.action) {
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
		find(notes, EDITOR_FIND_NEXT, effects);
		return true;
	case ACTION_FIND_PREVIOUS:
		find(notes, EDITOR_FIND_PREVIOUS, effects);
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
	case ACTION_MARK:
	case ACTION_EXTEND:
	case ACTION_COPY:
	case ACTION_TICK:
	case ACTION_MOVE_UP:
	case ACTION_MOVE_DOWN:
	case ACTION_PUT_TIME:
		notes->finding = false;
		return false;
	default:
		notes_find_typed(notes, &plain, effects);
		return true;
	}
}
