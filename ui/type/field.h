/*
 * One-line editing by grapheme: text, cursor, kill and yank. A masked field keeps its text in locked memory and shows
 * dots.
 */
#ifndef TIMESHEET_UI_FIELD_H
#define TIMESHEET_UI_FIELD_H

#include "ui/draw/surface.h"
#include "ui/view/event.h"

struct field {
	char *text;  /* size_most bytes */
	size_t size; /* without the NUL */
	size_t size_most;
	size_t cursor; /* byte offset at a grapheme's border */
	bool masked;
	char *killed; /* for yank; never of a masked field */
};

void field_init(struct field *field, size_t size_most, bool masked);
void field_release(struct field *field); /* wipes */
void field_set(struct field *field, const char *text);
/* Takes EVENT_TEXT, EVENT_PASTE (line ends become spaces) and the editing actions of CONTEXT_FIELD; true: the field
 * took it. */
bool field_update(struct field *field, const struct event *event);
/* Draws in one row, scrolled so that the cursor shows; places the terminal's cursor if focused. */
void field_draw(const struct field *field, struct surface *surface, int x, int y, int width, bool focused);

#endif
