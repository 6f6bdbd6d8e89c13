/*
 * What the parts of the editor share: the text and its rows on the screen, the steps of undo. For ui/editor*.c only.
 */
#ifndef TIMESHEET_UI_EDITOR_INSIDE_H
#define TIMESHEET_UI_EDITOR_INSIDE_H

#include "ui/type/editor.h"
#include "ui/type/piece.h"

enum { TAB_WIDTH = 4 };

/* What was done last: what goes on doing it joins its step, and cuts in a row gather in one text. */
enum edit { EDIT_NONE, EDIT_TYPE, EDIT_ERASE_BACK, EDIT_ERASE, EDIT_KILL, EDIT_WHOLE };

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

/* A region begins at the mark and ends at the cursor, or the other way round. */
enum marking {
	MARKING_NOT,
	MARKING_SET,     /* by a key: any movement moves its end */
	MARKING_EXTENDED /* by Shift: a movement without Shift ends it */
};

/* What is looked for, and where it stands in the text of a revision. */
struct looked {
	char *needle; /* NULL or "": nothing */
	bool words;
	struct ts_places places; /* those that begin at a grapheme's border */
	uint64_t revision;
};

struct editor {
	char *text;  /* size bytes and a NUL */
	size_t room; /* bytes there are for it, without the NUL */
	size_t size, size_most;
	size_t cursor;
	int goal; /* the column that moving up and down keeps, -1 none */
	int width, height;
	size_t top; /* the first row shown */
	struct rows rows;
	struct rows fresh; /* room for rows_replaced to work in */
	struct steps steps;
	struct piece *cut; /* where what is cut goes */
	struct piece own_cut;
	enum marking marking;
	size_t mark;
	struct looked looked;
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
/* To the end of a line, with its line end if there is one. */
size_t line_after(const struct editor *editor, size_t offset);
/* Bytes of what makes a line a list's item: "- ", "* ", "- [ ] ", "- [x] ", after spaces; 0: it is none. */
size_t item_mark(const char *line, size_t size);
void editor_cut(struct editor *editor, size_t begin, size_t end, bool in_front); /* gathers cuts in a row */

/* ---- the marked region (editor_region.c) */

/* Takes ACTION_MARK, ACTION_COPY and ACTION_CUT, and what erases while something is marked. */
bool editor_region_edit(struct editor *editor, enum action action);
/* Before a movement: ACTION_EXTEND becomes the movement of its key, and the mark is set or given up. */
enum action editor_region_move(struct editor *editor, enum action action, struct key key);

/* ---- whole lines (editor_lines.c) */

/* Takes ACTION_MOVE_UP, ACTION_MOVE_DOWN and ACTION_TICK. */
bool editor_lines_edit(struct editor *editor, enum action action, bool *full);

/* ---- movement (editor_move.c) */

bool editor_move(struct editor *editor, enum action action);
void editor_show_cursor(struct editor *editor); /* scrolls */
size_t line_begin(const struct editor *editor, size_t offset);
size_t line_end(const struct editor *editor, size_t offset); /* at its line end, or the text's end */

/* ---- find (editor_find.c) */

/* The places of what is looked for in the text as it is now; NULL: they are those of an older text, or nothing is. */
const struct ts_places *looked_places(const struct editor *editor);
void looked_release(struct looked *looked);

#endif
