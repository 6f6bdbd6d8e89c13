/* How the cursor of the editor moves, and the rows with it. Up and down go by rows of the screen and keep their column.
 */
#include "ui/type/editor_inside.h"

#include "ui/draw/grapheme.h"

#include <string.h>

size_t line_begin(const struct editor *editor, size_t offset)
{
	const char *end = memrchr(editor->text, '\n', offset);

	return end ? (size_t)(end - editor->text) + 1 : 0;
}

size_t line_end(const struct editor *editor, size_t offset)
{
	const char *end = memchr(editor->text + offset, '\n', editor->size - offset);

	return end ? (size_t)(end - editor->text) : editor->size;
}

size_t line_after(const struct editor *editor, size_t offset)
{
	size_t end = line_end(editor, offset);

	return end < editor->size ? end + 1 : end;
}

void editor_show_cursor(struct editor *editor)
{
	size_t row = rows_find(editor, editor->cursor);
	size_t height = editor->height > 0 ? (size_t)editor->height : 1;

	if (row < editor->top)
		editor->top = row;
	else if (row - editor->top >= height)
		editor->top = row - height + 1;
	/* No empty rows under the text while there is text above. */
	if (editor->top > 0 && editor->rows.count - editor->top < height)
		editor->top = editor->rows.count > height ? editor->rows.count - height : 0;
}

static void move_rows(struct editor *editor, bool up, size_t count)
{
	size_t row = rows_find(editor, editor->cursor);
	size_t most = up ? row : editor->rows.count - 1 - row;
	size_t target = 0;

	if (count > most)
		count = most;
	if (count == 0)
		return;
	target = up ? row - count : row + count;
	if (editor->goal < 0)
		editor->goal = row_column(editor, row, editor->cursor);
	editor->cursor = row_offset(editor, target, editor->goal);
}

/* A screen: all but one row of it, and the cursor stays where it is on the screen. */
static void move_screen(struct editor *editor, bool up)
{
	size_t step = editor->height > 2 ? (size_t)editor->height - 1 : 1;

	move_rows(editor, up, step);
	if (up)
		editor->top = editor->top > step ? editor->top - step : 0;
	else
		editor->top += step;
}

static bool move_far(struct editor *editor, enum action action)
{
	switch (action) {
	case ACTION_LINE_UP:
		move_rows(editor, true, 1);
		return true;
	case ACTION_LINE_DOWN:
		move_rows(editor, false, 1);
		return true;
	case ACTION_SCREEN_UP:
		move_screen(editor, true);
		return true;
	case ACTION_SCREEN_DOWN:
		move_screen(editor, false);
		return true;
	default:
		return false;
	}
}

/* The row's begin, and from there the line's. */
static size_t row_start_target(const struct editor *editor)
{
	size_t begin = editor->rows.begins[rows_find(editor, editor->cursor)];

	return editor->cursor > begin ? begin : line_begin(editor, editor->cursor);
}

static size_t row_end_target(const struct editor *editor)
{
	size_t end = row_end(editor, rows_find(editor, editor->cursor));

	return editor->cursor < end ? end : line_end(editor, editor->cursor);
}

/* Where a movement that forgets the column ends; false: it is none. */
static bool target(const struct editor *editor, enum action action, size_t *out)
{
	size_t cursor = editor->cursor;

	switch (action) {
	case ACTION_CHAR_LEFT:
		*out = grapheme_previous(editor->text, editor->size, cursor);
		return true;
	case ACTION_CHAR_RIGHT:
		*out = grapheme_next(editor->text, editor->size, cursor);
		return true;
	case ACTION_WORD_LEFT:
		*out = word_previous(editor->text, editor->size, cursor);
		return true;
	case ACTION_WORD_RIGHT:
		*out = word_next(editor->text, editor->size, cursor);
		return true;
	case ACTION_LINE_START:
		*out = line_begin(editor, cursor);
		return true;
	case ACTION_LINE_END:
		*out = line_end(editor, cursor);
		return true;
	case ACTION_ROW_START:
		*out = row_start_target(editor);
		return true;
	case ACTION_ROW_END:
		*out = row_end_target(editor);
		return true;
	case ACTION_TEXT_START:
		*out = 0;
		return true;
	case ACTION_TEXT_END:
		*out = editor->size;
		return true;
	default:
		return false;
	}
}

bool editor_move(struct editor *editor, enum action action)
{
	if (target(editor, action, &editor->cursor))
		editor->goal = -1;
	else if (!move_far(editor, action))
		return false;
	editor->last = EDIT_NONE;
	return true;
}
