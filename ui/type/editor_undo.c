/* The steps of undo and redo: without limit, a run of the same kind of edit in one step, typing by words. */
#include "ui/type/editor_inside.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

static void steps_cut(struct steps *steps, size_t count)
{
	while (steps->count > count) {
		struct undo_step *step = &steps->at[--steps->count];

		piece_release(&step->removed);
		piece_release(&step->inserted);
	}
}

void steps_release(struct steps *steps)
{
	steps_cut(steps, 0);
	free(steps->at);
	*steps = (struct steps){ 0 };
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n';
}

/* The step that this change goes on with; NULL: it begins its own. */
static struct undo_step *step_to_join(struct editor *editor, enum edit edit, size_t at, size_t removed,
                                      const char *text)
{
	struct steps *steps = &editor->steps;
	struct undo_step *step = steps->done > 0 ? &steps->at[steps->done - 1] : NULL;

	if (!step || editor->last != edit || step->edit != edit)
		return NULL;
	if (edit == EDIT_TYPE) {
		const struct piece *typed = &step->inserted;
		bool new_word = typed->size > 0 && is_blank(typed->text[typed->size - 1]) && !is_blank(text[0]);

		return step->at + typed->size == at && removed == 0 && !new_word ? step : NULL;
	}
	if (edit == EDIT_ERASE_BACK)
		return at + removed == step->at ? step : NULL;
	return edit == EDIT_ERASE && at == step->at ? step : NULL;
}

void steps_add(struct editor *editor, enum edit edit, size_t at, size_t removed, const char *text, size_t size)
{
	struct steps *steps = &editor->steps;
	struct undo_step *step = NULL;

	steps_cut(steps, steps->done);
	step = step_to_join(editor, edit, at, removed, text);
	if (!step) {
		steps->at = with_room(steps->at, &steps->capacity, steps->count + 1, sizeof *steps->at);
		step = &steps->at[steps->count++];
		*step = (struct undo_step){ .edit = edit, .at = at, .cursor = editor->cursor };
		steps->done = steps->count;
	}
	piece_insert(&step->removed, edit == EDIT_ERASE_BACK ? 0 : step->removed.size, editor->text + at, removed);
	piece_insert(&step->inserted, step->inserted.size, text, size);
	if (edit == EDIT_ERASE_BACK)
		step->at = at;
}

void steps_undo(struct editor *editor)
{
	const struct undo_step *step = NULL;

	if (editor->steps.done == 0)
		return;
	step = &editor->steps.at[--editor->steps.done];
	editor_splice(editor, step->at, step->inserted.size, step->removed.text, step->removed.size);
	editor_set_cursor(editor, step->cursor);
}

void steps_redo(struct editor *editor)
{
	const struct undo_step *step = NULL;

	if (editor->steps.done == editor->steps.count)
		return;
	step = &editor->steps.at[editor->steps.done++];
	editor_splice(editor, step->at, step->removed.size, step->inserted.text, step->inserted.size);
	editor_set_cursor(editor, step->at + step->inserted.size);
}

size_t editor_steps(const struct editor *editor, bool redo)
{
	return redo ? editor->steps.count - editor->steps.done : editor->steps.done;
}
