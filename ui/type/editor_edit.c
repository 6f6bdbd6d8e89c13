/* What keys do to the text of the editor: typing, erasing, cutting, pasting, and lists that go on by themselves. */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"
#include "ui/draw/grapheme.h"

#include <stdlib.h>
#include <string.h>

/* The border at or after an offset: where a mark joined what stands before it, the cursor goes behind both. */
static size_t border_after(const struct editor *editor, size_t offset)
{
	size_t border = grapheme_floor(editor->text, editor->size, offset);

	return border == offset ? offset : grapheme_next(editor->text, editor->size, border);
}

bool editor_replace(struct editor *editor, enum edit edit, size_t at, size_t removed, const char *text, size_t size)
{
	if (size > removed && (editor->size > editor->size_most || size - removed > editor->size_most - editor->size))
		return false;
	if (removed == 0 && size == 0)
		return true;
	steps_add(editor, edit, at, removed, text, size);
	editor_splice(editor, at, removed, text, size);
	editor->cursor = border_after(editor, at + size);
	editor->last = edit;
	return true;
}

static void insert(struct editor *editor, enum edit edit, const char *text, size_t size, bool *full)
{
	*full = !editor_replace(editor, edit, editor->cursor, 0, text, size);
}

void editor_type(struct editor *editor, uint32_t character, bool *full)
{
	char bytes[CHARACTER_SIZE];
	char clean[CHARACTER_SIZE + 1];
	size_t size = character_write(character, bytes);

	size = ts_text_clean(bytes, size, false, clean, sizeof clean);
	if (size > 0)
		insert(editor, EDIT_TYPE, clean, size, full);
}

void editor_paste(struct editor *editor, const char *text, size_t size, bool *full)
{
	/* An invalid byte grows to the three of U+FFFD; what is over the limit anyway need not be cleaned. */
	size_t room = size > editor->size_most ? editor->size_most + 1 : size;
	char *clean = allocate(room * 3 + 1, 1);
	size_t clean_size = ts_text_clean(text, size, true, clean, room * 3 + 1);

	insert(editor, EDIT_WHOLE, clean, clean_size, full);
	ts_wipe(clean, room * 3 + 1);
	free(clean);
}

void editor_cut(struct editor *editor, size_t begin, size_t end, bool in_front)
{
	if (begin == end)
		return;
	if (editor->last != EDIT_KILL)
		piece_release(editor->cut);
	piece_insert(editor->cut, in_front ? 0 : editor->cut->size, editor->text + begin, end - begin);
	(void)editor_replace(editor, EDIT_KILL, begin, end - begin, NULL, 0);
}

/* To the end of the line, or at its end the line end itself. */
static size_t cut_end(const struct editor *editor)
{
	size_t end = line_end(editor, editor->cursor);

	return end > editor->cursor || end == editor->size ? end : end + 1;
}

size_t item_mark(const char *line, size_t size)
{
	size_t at = 0;

	while (at < size && (line[at] == ' ' || line[at] == '\t'))
		at++;
	if (size - at < 2 || (line[at] != '-' && line[at] != '*') || line[at + 1] != ' ')
		return 0;
	at += 2;
	if (size - at >= 4 && line[at] == '[' && strchr(" xX", line[at + 1]) && line[at + 2] == ']' &&
	    line[at + 3] == ' ')
		at += 4;
	return at;
}

/* Enter. In a list it begins the next item, as a step of its own so that undo takes back only that; on an empty item it
 * ends the list. */
static void newline(struct editor *editor, bool *full)
{
	size_t begin = line_begin(editor, editor->cursor);
	size_t mark = item_mark(editor->text + begin, editor->cursor - begin);
	char *next = NULL;

	if (mark > 0 && begin + mark == line_end(editor, begin)) {
		(void)editor_replace(editor, EDIT_WHOLE, begin, mark, NULL, 0);
		return;
	}
	if (mark > 0) {
		next = allocate(mark, 1);
		memcpy(next, editor->text + begin, mark);
		if (mark >= 6 && next[mark - 2] == ']')
			next[mark - 3] = ' ';
	}
	insert(editor, EDIT_WHOLE, "\n", 1, full);
	if (mark > 0 && !*full)
		(void)editor_replace(editor, EDIT_WHOLE, editor->cursor, 0, next, mark);
	free(next);
}

/* Bytes that two texts have in common at their begin, and at their end; the first may not reach into the second. */
static size_t same_begin(const char *left, const char *right, size_t most)
{
	size_t count = 0;

	while (count < most && left[count] == right[count])
		count++;
	return count;
}

static size_t same_end(const char *left_end, const char *right_end, size_t most)
{
	size_t count = 0;

	while (count < most && left_end[-1 - (ptrdiff_t)count] == right_end[-1 - (ptrdiff_t)count])
		count++;
	return count;
}

static void room_make(struct editor *editor, size_t size)
{
	if (size <= editor->room)
		return;
	char *grown = allocate(size + 1, 1);
	memcpy(grown, editor->text, editor->size + 1);
	ts_wipe(editor->text, editor->size);
	free(editor->text);
	editor->text = grown;
	editor->room = size;
}

void editor_replace_all(struct editor *editor, const char *text, size_t size)
{
	size_t least = size < editor->size ? size : editor->size;
	size_t begin = same_begin(editor->text, text, least);
	size_t end = same_end(editor->text + editor->size, text + size, least - begin);
	size_t removed = editor->size - begin - end, inserted = size - begin - end;
	size_t cursor = editor->cursor;

	if (removed == 0 && inserted == 0)
		return;
	room_make(editor, size);
	if (cursor >= begin + removed)
		cursor = cursor - removed + inserted;
	else if (cursor > begin)
		cursor = begin + inserted;
	editor->last = EDIT_NONE;
	steps_add(editor, EDIT_WHOLE, begin, removed, text + begin, inserted);
	editor_splice(editor, begin, removed, text + begin, inserted);
	editor_set_cursor(editor, cursor);
}

static bool erase(struct editor *editor, enum action action)
{
	size_t cursor = editor->cursor;
	size_t other = 0;

	if (action == ACTION_ERASE_BACK) {
		other = grapheme_previous(editor->text, editor->size, cursor);
		(void)editor_replace(editor, EDIT_ERASE_BACK, other, cursor - other, NULL, 0);
		return true;
	}
	if (action == ACTION_ERASE) {
		other = grapheme_next(editor->text, editor->size, cursor);
		(void)editor_replace(editor, EDIT_ERASE, cursor, other - cursor, NULL, 0);
		return true;
	}
	return false;
}

static bool kill_part(struct editor *editor, enum action action)
{
	size_t cursor = editor->cursor;

	switch (action) {
	case ACTION_KILL_WORD:
		editor_cut(editor, word_previous(editor->text, editor->size, cursor), cursor, true);
		return true;
	case ACTION_KILL_WORD_AFTER:
		editor_cut(editor, cursor, word_next(editor->text, editor->size, cursor), false);
		return true;
	case ACTION_KILL_START:
		editor_cut(editor, line_begin(editor, cursor), cursor, true);
		return true;
	case ACTION_KILL_END:
		editor_cut(editor, cursor, cut_end(editor), false);
		return true;
	default:
		return false;
	}
}

bool editor_edit(struct editor *editor, enum action action, bool *full)
{
	if (erase(editor, action) || kill_part(editor, action))
		return true;
	switch (action) {
	case ACTION_NEWLINE:
		newline(editor, full);
		return true;
	case ACTION_TAB:
		insert(editor, EDIT_TYPE, "\t", 1, full);
		return true;
	case ACTION_YANK:
		insert(editor, EDIT_WHOLE, editor->cut->text, editor->cut->size, full);
		return true;
	case ACTION_TEXT_UNDO:
		steps_undo(editor);
		editor->last = EDIT_NONE;
		return true;
	case ACTION_TEXT_REDO:
		steps_redo(editor);
		editor->last = EDIT_NONE;
		return true;
	default:
		return false;
	}
}
