/* The marked region of the editor: from the mark to the cursor, until the text changes. */
#include "ui/type/editor_inside.h"

#include "ui/draw/grapheme.h"

bool editor_region(const struct editor *editor, size_t *begin, size_t *end)
{
	if (editor->marking == MARKING_NOT || editor->mark == editor->cursor)
		return false;
	*begin = editor->mark < editor->cursor ? editor->mark : editor->cursor;
	*end = editor->mark < editor->cursor ? editor->cursor : editor->mark;
	return true;
}

void editor_region_end(struct editor *editor)
{
	editor->marking = MARKING_NOT;
}

/* The line of the cursor when nothing is marked. */
static void copy(struct editor *editor)
{
	size_t begin = 0, end = 0;

	if (!editor_region(editor, &begin, &end)) {
		begin = line_begin(editor, editor->cursor);
		end = line_after(editor, editor->cursor);
	}
	if (begin == end)
		return;
	piece_release(editor->cut);
	piece_insert(editor->cut, 0, editor->text + begin, end - begin);
	editor->last = EDIT_NONE;
	editor_region_end(editor);
}

bool editor_region_edit(struct editor *editor, enum action action)
{
	size_t begin = 0, end = 0;

	if (action == ACTION_MARK) {
		editor->marking = editor->marking == MARKING_NOT ? MARKING_SET : MARKING_NOT;
		editor->mark = editor->cursor;
		editor->last = EDIT_NONE;
		return true;
	}
	if (action == ACTION_COPY) {
		copy(editor);
		return true;
	}
	bool marked = editor_region(editor, &begin, &end);
	if (action == ACTION_CUT && !marked) {
		size_t word = word_previous(editor->text, editor->size, editor->cursor);
		editor_cut(editor, word, editor->cursor, true);
		return true;
	}
	if (!marked)
		return false;
	if (action == ACTION_ERASE || action == ACTION_ERASE_BACK)
		return editor_replace(editor, EDIT_WHOLE, begin, end - begin, NULL, 0);
	if (action != ACTION_CUT)
		return false;
	/* What was cut before is another text. */
	editor->last = EDIT_NONE;
	editor_cut(editor, begin, end, false);
	editor->last = EDIT_NONE;
	return true;
}

static enum action movement_of(struct key key)
{
	bool words = (key.modifiers & MODIFIER_CONTROL) != 0;

	switch (key.name) {
	case KEYNAME_LEFT:
		return words ? ACTION_WORD_LEFT : ACTION_CHAR_LEFT;
	case KEYNAME_RIGHT:
		return words ? ACTION_WORD_RIGHT : ACTION_CHAR_RIGHT;
	case KEYNAME_UP:
		return ACTION_LINE_UP;
	case KEYNAME_DOWN:
		return ACTION_LINE_DOWN;
	case KEYNAME_HOME:
		return words ? ACTION_TEXT_START : ACTION_ROW_START;
	case KEYNAME_END:
		return words ? ACTION_TEXT_END : ACTION_ROW_END;
	default:
		return ACTION_NONE;
	}
}

enum action editor_region_move(struct editor *editor, enum action action, struct key key)
{
	if (action != ACTION_EXTEND) {
		if (editor->marking == MARKING_EXTENDED)
			editor_region_end(editor);
		return action;
	}
	if (editor->marking == MARKING_NOT) {
		editor->marking = MARKING_EXTENDED;
		editor->mark = editor->cursor;
	}
	return movement_of(key);
}
