/*
 * Soft wrap: which part of the text stands in which row. A row's layout follows from where it begins and what comes
 * after, so a change is laid out anew only from just before it to where the rows fall in step with the old ones.
 */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <string.h>

static void rows_push(struct rows *rows, size_t begin)
{
	rows->begins = with_room(rows->begins, &rows->capacity, rows->count + 1, sizeof *rows->begins);
	rows->begins[rows->count++] = begin;
}

int text_columns(const struct editor *editor)
{
	return editor->width > 1 ? editor->width - 1 : 1;
}

int shown_width(const struct editor *editor, size_t at, size_t next, int column)
{
	if (editor->text[at] == '\t')
		return TAB_WIDTH - column % TAB_WIDTH;
	return grapheme_width(editor->text, at, next);
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* The next row's begin. Rows break behind spaces and beside wide characters; a word longer than a row wherever it is
 * full. Spaces that do not fit stay at the end of their row. */
static size_t row_layout(const struct editor *editor, size_t begin)
{
	const char *text = editor->text;
	int most = text_columns(editor);
	int column = 0;
	int before = 0;
	size_t chance = begin;

	for (size_t at = begin; at < editor->size;) {
		size_t next = grapheme_next(text, editor->size, at);
		int width = 0;

		if (text[at] == '\n')
			return next;
		width = shown_width(editor, at, next, column);
		if (at > begin && !is_space(text[at]) && (is_space(text[at - 1]) || before == 2 || width == 2))
			chance = at;
		if (column + width > most && !is_space(text[at]) && at > begin)
			return chance > begin ? chance : at;
		column += width;
		before = is_space(text[at]) ? 0 : width;
		at = next;
	}
	return editor->size;
}

/* True if another row follows the one that ends at end. */
static bool goes_on(const struct editor *editor, size_t begin, size_t end)
{
	return end < editor->size || (end > begin && editor->text[end - 1] == '\n');
}

void rows_layout(struct editor *editor)
{
	size_t begin = 0;

	editor->rows.count = 0;
	rows_push(&editor->rows, 0);
	for (;;) {
		size_t end = row_layout(editor, begin);

		if (!goes_on(editor, begin, end))
			return;
		rows_push(&editor->rows, end);
		begin = end;
	}
}

size_t rows_find(const struct editor *editor, size_t offset)
{
	size_t low = 0;
	size_t high = editor->rows.count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (editor->rows.begins[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* A change reaches back to the row before, when its first word now fits there, and one more when that row is one broken
 * word; never beyond the line. */
static size_t first_touched(const struct editor *editor, size_t at)
{
	const size_t *begins = editor->rows.begins;
	size_t row = rows_find(editor, at);

	for (int back = 0; back < 2 && row > 0 && editor->text[begins[row] - 1] != '\n'; back++)
		row--;
	return row;
}

static void rows_splice(struct rows *rows, size_t first, size_t last, const struct rows *fresh)
{
	size_t kept = rows->count - last;
	size_t count = first + fresh->count + kept;

	rows->begins = with_room(rows->begins, &rows->capacity, count, sizeof *rows->begins);
	memmove(rows->begins + first + fresh->count, rows->begins + last, kept * sizeof *rows->begins);
	if (fresh->count > 0)
		memcpy(rows->begins + first, fresh->begins, fresh->count * sizeof *rows->begins);
	rows->count = count;
}

void rows_replaced(struct editor *editor, size_t at, size_t removed, size_t inserted)
{
	struct rows *rows = &editor->rows;
	struct rows *fresh = &editor->fresh;
	size_t first = first_touched(editor, at);
	size_t begin = rows->begins[first];
	size_t old = first + 1; /* the first old row that may still stand */

	fresh->count = 0;
	for (;;) {
		size_t end = row_layout(editor, begin);

		if (!goes_on(editor, begin, end)) {
			old = rows->count;
			break;
		}
		while (old < rows->count &&
		       (rows->begins[old] < at + removed || rows->begins[old] - removed + inserted < end))
			old++;
		if (old < rows->count && rows->begins[old] - removed + inserted == end)
			break;
		rows_push(fresh, end);
		begin = end;
	}
	for (size_t i = old; i < rows->count; i++)
		rows->begins[i] = rows->begins[i] - removed + inserted;
	rows_splice(rows, first + 1, old, fresh);
}

size_t row_end(const struct editor *editor, size_t row)
{
	size_t begin = editor->rows.begins[row];
	size_t end = 0;

	if (row + 1 == editor->rows.count)
		return editor->size;
	end = editor->rows.begins[row + 1];
	if (editor->text[end - 1] == '\n')
		return end - 1;
	end = grapheme_previous(editor->text, editor->size, end);
	return end > begin ? end : begin;
}

int row_column(const struct editor *editor, size_t row, size_t offset)
{
	int column = 0;

	for (size_t at = editor->rows.begins[row]; at < offset;) {
		size_t next = grapheme_next(editor->text, editor->size, at);

		column += shown_width(editor, at, next, column);
		at = next;
	}
	return column;
}

size_t row_offset(const struct editor *editor, size_t row, int column)
{
	size_t end = row_end(editor, row);
	size_t at = editor->rows.begins[row];
	int here = 0;

	while (at < end) {
		size_t next = grapheme_next(editor->text, editor->size, at);

		here += shown_width(editor, at, next, here);
		if (here > column)
			break;
		at = next;
	}
	return at < end ? at : end;
}
