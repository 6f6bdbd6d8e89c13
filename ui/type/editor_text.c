/* What every change of the editor's text and every jump of its cursor come down to. */
#include "ui/type/editor_inside.h"

#include "ui/draw/grapheme.h"

#include <string.h>

void editor_set_cursor(struct editor *editor, size_t offset)
{
	editor->cursor = grapheme_floor(editor->text, editor->size, offset);
	editor->goal = -1;
	editor->last = EDIT_NONE;
	editor_show_cursor(editor);
}

void editor_splice(struct editor *editor, size_t at, size_t removed, const char *text, size_t size)
{
	memmove(editor->text + at + size, editor->text + at + removed, editor->size - at - removed);
	if (size > 0)
		memcpy(editor->text + at, text, size);
	if (size < removed)
		ts_wipe(editor->text + editor->size - (removed - size), removed - size);
	editor->size = editor->size - removed + size;
	editor->text[editor->size] = '\0';
	rows_replaced(editor, at, removed, size);
	editor->marking = MARKING_NOT;
	editor->revision++;
}
