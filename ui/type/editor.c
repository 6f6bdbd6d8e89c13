/* The editor from outside: made, fed with events, asked. Knows no clock, no store and no terminal. */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <stdlib.h>
#include <string.h>

struct editor *editor_create(const char *text, size_t size, size_t size_most)
{
	struct editor *editor = allocate(1, sizeof *editor);
	size_t room = size > size_most ? size : size_most;

	/* A text made of two versions may be longer than one may get by typing. */
	editor->text = allocate(room + 1, 1);
	memcpy(editor->text, text, size);
	editor->size = size;
	editor->size_most = size_most;
	editor->room = room;
	editor->cut = &editor->own_cut;
	editor->goal = -1;
	editor->width = 80;
	editor->height = 24;
	rows_layout(editor);
	return editor;
}

void editor_destroy(struct editor *editor)
{
	if (!editor)
		return;
	ts_wipe(editor->text, editor->size);
	free(editor->text);
	free(editor->rows.begins);
	free(editor->fresh.begins);
	steps_release(&editor->steps);
	piece_release(&editor->own_cut);
	looked_release(&editor->looked);
	free(editor);
}

void editor_share_cut(struct editor *editor, struct piece *cut)
{
	editor->cut = cut ? cut : &editor->own_cut;
}

const char *editor_text(const struct editor *editor, size_t *size)
{
	*size = editor->size;
	return editor->text;
}

size_t editor_cursor(const struct editor *editor)
{
	return editor->cursor;
}

void editor_set_line(struct editor *editor, size_t line)
{
	size_t at = 0;

	while (line > 0 && line_end(editor, at) < editor->size) {
		at = line_after(editor, at);
		line--;
	}
	editor_set_cursor(editor, at);
}

void editor_point(struct editor *editor, int x, int y)
{
	size_t row = editor->top + (y > 0 ? (size_t)y : 0);

	if (row >= editor->rows.count)
		row = editor->rows.count - 1;
	editor_set_cursor(editor, row_offset(editor, row, x > 0 ? x : 0));
}

void editor_resize(struct editor *editor, int width, int height)
{
	bool wraps = width != editor->width;
	size_t shown = editor->rows.begins[editor->top];

	editor->width = width;
	editor->height = height;
	if (wraps) {
		rows_layout(editor);
		editor->top = rows_find(editor, shown);
		editor->goal = -1;
	}
	editor_show_cursor(editor);
}

bool editor_update(struct editor *editor, const struct event *event, bool *full)
{
	enum action action = event->type == EVENT_ACTION ? event->as.action.action : ACTION_NONE;
	bool refused = false;
	bool taken = true;

	switch (event->type) {
	case EVENT_TEXT:
		editor_type(editor, event->as.character, &refused);
		break;
	case EVENT_PASTE:
		editor_paste(editor, event->as.paste.text, event->as.paste.size, &refused);
		break;
	case EVENT_ACTION:
		/* What is marked comes first. */
		taken = editor_region_edit(editor, action) || editor_lines_edit(editor, action, &refused) ||
		        editor_edit(editor, action, &refused);
		if (taken)
			editor->goal = -1;
		else
			taken = editor_move(editor, editor_region_move(editor, action, event->as.action.key)) ||
			        action == ACTION_EXTEND;
		break;
	default:
		taken = false;
		break;
	}
	if (event->type == EVENT_TEXT || event->type == EVENT_PASTE)
		editor->goal = -1;
	if (taken)
		editor_show_cursor(editor);
	if (full)
		*full = refused;
	return taken;
}

uint64_t editor_revision(const struct editor *editor)
{
	return editor->revision;
}

void editor_position(const struct editor *editor, int *line, int *column, int *lines)
{
	int count = 1;

	*line = 1;
	*column = 1;
	for (size_t at = line_end(editor, 0); at < editor->size; at = line_end(editor, at + 1)) {
		count++;
		if (at < editor->cursor)
			(*line)++;
	}
	for (size_t at = line_begin(editor, editor->cursor); at < editor->cursor; (*column)++)
		at = grapheme_next(editor->text, editor->size, at);
	*lines = count;
}
