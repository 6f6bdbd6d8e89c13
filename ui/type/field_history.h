/* What a one-line field held before, for undo and redo: whole texts, as they are short. */
#ifndef TIMESHEET_UI_FIELD_HISTORY_H
#define TIMESHEET_UI_FIELD_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

/* What was done: what goes on doing it joins its step. */
enum field_edit { FIELD_TYPED, FIELD_ERASED, FIELD_OTHER };

struct field_state {
	char *text;
	size_t cursor;
	enum field_edit edit; /* that led here */
};

/* Begins zeroed, and then holds "". */
struct field_history {
	struct field_state *at;
	size_t count, now; /* those after now are undone and wait for redo */
};

/* Forgets everything: the field begins with a text. */
void field_history_begin(struct field_history *history, const char *text);
/* The field was changed to a text by an edit that began at a place of the cursor; nothing if it is as it was. */
void field_history_add(struct field_history *history, enum field_edit edit, size_t from, const char *text,
                       size_t cursor);
/* The text to go back or forth to; NULL: there is none. Borrowed until the next call. */
const struct field_state *field_history_go(struct field_history *history, bool back);
void field_history_release(struct field_history *history); /* wipes */

#endif
