/*
 * Many-line editing as a pure model: text, cursor, soft wrap, words, a marked region, cut and yank, undo, find. The
 * terminal's width comes in as an argument.
 */
#ifndef TIMESHEET_UI_EDITOR_H
#define TIMESHEET_UI_EDITOR_H

#include "ui/draw/surface.h"
#include "ui/view/event.h"

#include <stddef.h>
#include <stdint.h>

struct editor;
struct piece;

struct editor *editor_create(const char *text, size_t size, size_t size_most);
/* What is cut goes there, and what is put back comes from there; borrowed. Without it the editor has its own. */
void editor_share_cut(struct editor *editor, struct piece *cut);
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
/* The text gives way to another one, as one step of undo, whatever its size; the cursor stays beside what it stood at.
 */
void editor_replace_all(struct editor *editor, const char *text, size_t size);
/* Steps that undo, or redo, could still go. */
size_t editor_steps(const struct editor *editor, bool redo);

/* The marked region; false: there is none, or it is empty. */
bool editor_region(const struct editor *editor, size_t *begin, size_t *end);
void editor_region_end(struct editor *editor); /* nothing is marked any more */

/* What is looked for from now on, as ts_text_find does; "" for nothing. Its places are marked until the text changes.
 */
void editor_look_for(struct editor *editor, const char *needle, bool words);
enum editor_find { EDITOR_FIND_HERE, EDITOR_FIND_NEXT, EDITOR_FIND_PREVIOUS };
struct editor_found {
	size_t number, count; /* "3 of 7" */
	bool wrapped;         /* over an end of the text */
};
/* Puts the cursor on a place of what is looked for: at or after the cursor, after it, or before it, over the ends of
 * the text. False: there is none. */
bool editor_find(struct editor *editor, enum editor_find which, struct editor_found *out);
void editor_set_line(struct editor *editor, size_t line); /* the cursor at a line's begin, from 0 */
/* Line and column of the cursor from 1, and how many lines (of text, not of the screen). */
void editor_position(const struct editor *editor, int *line, int *column, int *lines);
/* With marked, where what is looked for stands is shown. */
void editor_draw(const struct editor *editor, struct surface *surface, struct rect rect, bool marked);

#endif
