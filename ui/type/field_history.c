/* Undo and redo of one-line fields. */
#include "ui/type/field_history.h"

#include "data/timesheet.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { STATES_MOST = 200 };

static void state_release(struct field_state *state)
{
	ts_wipe(state->text, strlen(state->text));
	free(state->text);
}

static void states_cut(struct field_history *history, size_t count)
{
	while (history->count > count)
		state_release(&history->at[--history->count]);
}

void field_history_release(struct field_history *history)
{
	states_cut(history, 0);
	free(history->at);
	*history = (struct field_history){ 0 };
}

static void state_add(struct field_history *history, const struct field_state *state)
{
	if (!history->at)
		history->at = allocate(STATES_MOST, sizeof *history->at);
	if (history->count == STATES_MOST) {
		state_release(&history->at[0]);
		memmove(history->at, history->at + 1, --history->count * sizeof *history->at);
	}
	history->now = history->count;
	history->at[history->count++] = *state;
}

void field_history_begin(struct field_history *history, const char *text)
{
	states_cut(history, 0);
	state_add(history, &(struct field_state){ copy_text(text), strlen(text), FIELD_OTHER });
}

/* Typing goes on word by word, erasing as long as it lasts. */
static bool goes_on(const struct field_history *history, enum field_edit edit, size_t from, const char *text)
{
	const struct field_state *last = &history->at[history->now];

	if (history->now == 0 || edit == FIELD_OTHER || last->edit != edit || last->cursor != from)
		return false;
	return edit == FIELD_ERASED || from == 0 || text[from - 1] != ' ' || text[from] == ' ';
}

void field_history_add(struct field_history *history, enum field_edit edit, size_t from, const char *text,
                       size_t cursor)
{
	if (history->count == 0)
		field_history_begin(history, "");
	struct field_state *last = &history->at[history->now];
	if (strcmp(last->text, text) == 0)
		return;
	states_cut(history, history->now + 1);
	if (goes_on(history, edit, from, text)) {
		state_release(last);
		*last = (struct field_state){ copy_text(text), cursor, edit };
		return;
	}
	/* Undo leads back to where it was done. */
	last->cursor = from;
	state_add(history, &(struct field_state){ copy_text(text), cursor, edit });
}

const struct field_state *field_history_go(struct field_history *history, bool back)
{
	if (back ? history->now == 0 : history->now + 1 >= history->count)
		return NULL;
	history->now = back ? history->now - 1 : history->now + 1;
	return &history->at[history->now];
}
