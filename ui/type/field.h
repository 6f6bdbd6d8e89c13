/*
 * One-line editing by grapheme: text, cursor, kill and yank, undo. A masked field keeps its text in locked memory and
 * shows dots; it has no undo.
 */
#ifndef TIMESHEET_UI_FIELD_H
#define TIMESHEET_UI_FIELD_H

#include "ui/draw/surface.h"
#include "ui/type/field_history.h"
#include "ui/view/event.h"

struct field {
	char *text;  /* size_most bytes */
	size_t size; /* without the NUL */
	size_t size_most;
	size_t cursor; /* byte offset at a grapheme's border */
	bool masked;
	char *killed; /* for yank; never of a masked field */
	struct field_history history;
	size_t refused; /* letters that were too many in what came last, which was not taken then; 0: it was */
};

void field_init(struct field *field, size_t size_most, bool masked);
void field_release(struct field *field); /* wipes */
/* The text it begins with: cut if it is too long, and undo does not go behind it. */
void field_set(struct field *field, const char *text);
/* The same as a step of undo, and not cut. False: it does not fit, nothing was changed; refused says by how much. */
bool field_replace(struct field *field, const char *text);
/* Takes EVENT_TEXT, EVENT_PASTE (line ends become spaces) and the editing actions of CONTEXT_FIELD; true: the field
 * took it. What does not fit is refused as a whole: refused then says by how much, as field_draw does. */
bool field_update(struct field *field, const struct event *event);
/* Draws in one row, scrolled so that the cursor shows; places the terminal's cursor if focused. */
void field_draw(const struct field *field, struct surface *surface, int x, int y, int width, bool focused);

#endif
