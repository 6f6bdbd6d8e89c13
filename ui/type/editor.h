/*
 * Many-line editing as a pure model: text, cursor, soft wrap, words, kill and yank, undo, find. The terminal's width
 * comes in as an argument.
 */
#ifndef TIMESHEET_UI_EDITOR_H
#define TIMESHEET_UI_EDITOR_H

#include "ui/draw/surface.h"
#include "ui/view/event.h"

#include <stddef.h>
#include <stdint.h>

struct editor;

struct editor *editor_create(const char *text, size_t size, size_t size_most);
void editor_destroy(struct editor *editor);                         /* wipes */
const char *editor_text(const struct editor *editor, size_t *size); /* borrowed until the next change */
size_t editor_cursor(const struct editor *editor);
void editor_set_cursor(struct editor *editor, size_t offset); /* to the grapheme's border at or before it */
/* Puts the cursor at a cell of the text as drawn, or as near as there is text. */
void editor_point(struct editor *editor, int x, int y);
void editor_resize(struct editor *editor, int width, int height);
/* Takes EVENT_TEXT, EVENT_PASTE and the actions of CONTEXT_NOTES and CONTEXT_FIELD that edit or move. True: taken;
 * *full (may be NULL) tells that text was refused at the limit. */
bool editor_update(struct editor *editor, const struct event *event, bool *full);
uint64_t editor_revision(const struct editor *editor); /* grows with every change of the text */
/* Selects the next place of needle after the cursor, wrapping; false: none. Case does not matter. */
bool editor_find(struct editor *editor, const char *needle, bool from_here);
/* Line and column of the cursor from 1, and how many lines (of text, not of the screen). */
void editor_position(const struct editor *editor, int *line, int *column, int *lines);
void editor_draw(const struct editor *editor, struct surface *surface, struct rect rect, const char *needle);

#endif
