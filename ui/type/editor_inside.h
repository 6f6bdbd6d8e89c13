/*
 * What the parts of the editor share: the text and its rows on the screen, the steps of undo. For ui/editor*.c only.
 */
#ifndef TIMESHEET_UI_EDITOR_INSIDE_H
#define TIMESHEET_UI_EDITOR_INSIDE_H

#include "ui/type/editor.h"

enum { TAB_WIDTH = 4 };

/* What was done last: what goes on doing it joins its step, and cuts in a row gather in one text. */
enum edit { EDIT_NONE, EDIT_TYPE, EDIT_ERASE_BACK, EDIT_ERASE, EDIT_KILL, EDIT_WHOLE };

/* A piece of the text, owned by whoever holds it. */
struct piece {
	char *text;
	size_t size, capacity;
};

/* One step of undo: at offset at, removed gave way to inserted. */
struct undo_step {
	enum edit edit;
	size_t at;
	struct piece removed, inserted;
	size_t cursor; /* before the step */
};

struct steps {
	struct undo_step *at;
	size_t count, done, capacity; /* those from done on are undone and wait for redo */
};

/* Where each row of the screen begins in the text. The first is at 0; a text that ends with a line end has an empty
 * last row. */
struct rows {
	size_t *begins;
	size_t count, capacity;
};

struct editor {
	char *text; /* size bytes and a NUL */
	size_t size, size_most;
	size_t cursor;
	int goal; /* the column that moving up and down keeps, -1 none */
	int width, height;
	size_t top; /* the first row shown */
	struct rows rows;
	struct rows fresh; /* room for rows_replaced to work in */
	struct steps steps;
	struct piece killed;
	enum edit last;
	uint64_t revision;
};

/* ---- rows (editor_wrap.c) */

/* Lays out the whole text anew. */
void rows_layout(struct editor *editor);
/* After the text changed at offset at: lays out only what may differ. */
void rows_replaced(struct editor *editor, size_t at, size_t removed, size_t inserted);
size_t rows_find(const struct editor *editor, size_t offset); /* the row that shows offset */
/* Behind the last character of a row that the cursor can stand on while in this row; its line end is not in it. */
size_t row_end(const struct editor *editor, size_t row);
/* Columns from the begin of a row to an offset in it, not cut to the screen; and the offset at a column, or the last
 * before. */
int row_column(const struct editor *editor, size_t row, size_t offset);
size_t row_offset(const struct editor *editor, size_t row, int column);
/* Columns of the grapheme from at to next that stands at a column of its row. */
int shown_width(const struct editor *editor, size_t at, size_t next, int column);
int text_columns(const struct editor *editor); /* how wide rows may be: one less than the width, for the cursor */

/* ---- the text (editor_text.c) */

/* The bare change, with rows and cursor. There must be room. */
void editor_splice(struct editor *editor, size_t at, size_t removed, const char *text, size_t size);

/* ---- changes (editor_edit.c, editor_undo.c) */

/* The one way the text changes, but for undo itself: as a step, or joining the last one. False: there is no room. */
bool editor_replace(struct editor *editor, enum edit edit, size_t at, size_t removed, const char *text, size_t size);
bool editor_edit(struct editor *editor, enum action action, bool *full);
void editor_type(struct editor *editor, uint32_t character, bool *full);
void editor_paste(struct editor *editor, const char *text, size_t size, bool *full);

void steps_add(struct editor *editor, enum edit edit, size_t at, size_t removed, const char *text, size_t size);
void steps_undo(struct editor *editor);
void steps_redo(struct editor *editor);
void steps_release(struct steps *steps);
void piece_insert(struct piece *piece, size_t at, const char *text, size_t size);
void piece_release(struct piece *piece); /* wipes */

/* ---- movement (editor_move.c) */

bool editor_move(struct editor *editor, enum action action);
void editor_show_cursor(struct editor *editor); /* scrolls */
size_t line_begin(const struct editor *editor, size_t offset);
size_t line_end(const struct editor *editor, size_t offset); /* at its line end, or the text's end */

/* ---- find (editor_find.c) */

/* Bytes of the text at offset at that match needle without regard to case; 0: none. */
size_t match_at(const struct editor *editor, size_t at, const char *needle);

#endif
