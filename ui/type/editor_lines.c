/* What keys do to whole lines of the editor: moved up and down, boxes ticked. */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* The lines of the region, else of the cursor: from the first one's begin to the last one's end. */
static void lines_of(const struct editor *editor, size_t *begin, size_t *end)
{
	size_t first = editor->cursor, last = first;

	/* A region that ends at the begin of a line has nothing of it. */
	if (editor_region(editor, &first, &last) && last == line_begin(editor, last))
		last--;
	*begin = line_begin(editor, first);
	*end = line_end(editor, last);
}

/* Two neighbours, the line end between them, change places as one step. */
static void swap(struct editor *editor, size_t begin, size_t middle, size_t end)
{
	size_t above = middle - begin, below = end - middle - 1;
	char *swapped = allocate(end - begin + 1, 1);

	memcpy(swapped, editor->text + middle + 1, below);
	swapped[below] = '\n';
	memcpy(swapped + below + 1, editor->text + begin, above);
	(void)editor_replace(editor, EDIT_WHOLE, begin, end - begin, swapped, end - begin);
	ts_wipe(swapped, end - begin);
	free(swapped);
}

/* The cursor and the region move along. */
static void lines_move(struct editor *editor, bool up)
{
	enum marking marking = editor->marking;
	size_t begin = 0, end = 0, cursor = editor->cursor, mark = editor->mark, shift = 0;

	lines_of(editor, &begin, &end);
	if (up ? begin == 0 : end == editor->size)
		return;
	if (up) {
		size_t before = line_begin(editor, begin - 1);
		shift = begin - before;
		swap(editor, before, begin - 1, end);
	} else {
		size_t after = line_end(editor, end + 1);
		shift = after - end;
		swap(editor, begin, end, after);
	}
	cursor = up ? cursor - shift : cursor + shift;
	editor_set_cursor(editor, cursor < editor->size ? cursor : editor->size);
	editor->mark = up ? mark - shift : mark + shift;
	editor->marking = editor->mark <= editor->size ? marking : MARKING_NOT;
}

/* "- [ ] " becomes "- [x] " and back; an item gets a box, and any other line becomes an item with one. */
static void tick(struct editor *editor, bool *full)
{
	size_t begin = line_begin(editor, editor->cursor), end = line_end(editor, begin), cursor = editor->cursor;
	const char *line = editor->text + begin;
	size_t mark = item_mark(line, end - begin), at = begin + mark, removed = 0;
	const char *text = "- [ ] ";

	if (mark >= 6 && line[mark - 2] == ']') {
		at = begin + mark - 3;
		removed = 1;
		text = *(editor->text + at) == ' ' ? "x" : " ";
	} else if (mark > 0) {
		text = "[ ] ";
	} else {
		while (at < end && (editor->text[at] == ' ' || editor->text[at] == '\t'))
			at++;
	}
	size_t size = strlen(text);
	*full = !editor_replace(editor, EDIT_WHOLE, at, removed, text, size);
	if (*full)
		return;
	editor_set_cursor(editor, cursor >= at + removed ? cursor - removed + size : cursor);
}

bool editor_lines_edit(struct editor *editor, enum action action, bool *full)
{
	switch (action) {
	case ACTION_MOVE_UP:
	case ACTION_MOVE_DOWN:
		lines_move(editor, action == ACTION_MOVE_UP);
		return true;
	case ACTION_TICK:
		tick(editor, full);
		return true;
	default:
		return false;
	}
}
