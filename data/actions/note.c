/*
 * Notes, read and saved: a day's note is the set of its revisions that no other revision replaces. A save adds one that
 * names those it replaces. Nothing is ever taken away, so that the order in which revisions arrive does not matter, and
 * no text is lost.
 */
#include "data/actions/note.h"

#include "data/actions/memory_draft.h"
#include "data/file/store.h"
#include "data/lookup/note_heads.h"
#include "data/pure/text.h"
#include "data/rows/record_draft.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* Compares a text with what stands there. *same: it is the note already. TS_TOO_LONG: it may not be as long as it is.
 */
static enum ts_status text_judge(ts_store *store, const struct note_heads *heads, const char *text, size_t size,
                                 bool *same)
{
	struct note_text present = { 0 }, wanted = { 0 };
	enum ts_status status = TS_OK;

	*same = false;
	if (heads->count > 1 && size <= TS_NOTE_LIMIT)
		return TS_OK;
	status = note_heads_text(store, heads, &present);
	if (status == TS_OK && size > TS_NOTE_LIMIT && size > present.size)
		status = TS_TOO_LONG;
	if (status == TS_OK)
		status = note_text_join(&wanted, text, size);
	if (status == TS_OK)
		status = note_text_clean(&wanted);
	if (status == TS_OK)
		*same = heads->count < 2 && present.size == wanted.size &&
		        memcmp(present.at, wanted.at, present.size) == 0;
	note_text_release(&present);
	note_text_release(&wanted);
	return status;
}

static enum ts_status revision_insert(struct action *action, ts_day day, const struct ts_id *replaces, size_t count,
                                      const char *text, size_t size, struct ts_id *id)
{
	struct row_note row = { .id = crypt_random_id(),
		                .version = action->version,
		                .day = day,
		                .replaces = (const unsigned char *)replaces,
		                .replace_count = count,
		                .text = text,
		                .size = size };

	*id = row.id;
	return record_note_insert(action->store, &row);
}

static enum ts_status save_run(struct action *action, const struct ts_note *replaces, const char *text, size_t size)
{
	struct note_heads heads;
	struct ts_id draft;
	bool same = false;
	enum ts_status status = note_heads_read(action->store, replaces->day, &heads);

	if (status != TS_OK)
		return status;
	record_draft_key(action->store, replaces->day, &draft);
	status = text_judge(action->store, &heads, text, size, &same);
	note_heads_release(&heads);
	if (status == TS_OK)
		status = record_draft_delete(action->store, &draft);
	if (status != TS_OK || same)
		return status == TS_OK ? TS_UNCHANGED : status;

	struct step_change *change = &action->step.changes[0];
	change->kind = STEP_NOTE;
	change->note.day = action->step.day = replaces->day;
	change->note.before_count = replaces->head_count;
	memcpy(change->note.before, replaces->heads, replaces->head_count * sizeof *replaces->heads);
	action->step.count = 1;
	return revision_insert(action, replaces->day, replaces->heads, replaces->head_count, text, size,
	                       &change->note.after);
}

enum ts_status ts_note_save(ts_store *store, const struct ts_note *replaces, const char *text, size_t size, ts_time now,
                            struct ts_done *done)
{
	struct action action;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && size > TS_NOTE_MOST)
		status = TS_TOO_LONG;
	if (status == TS_OK && (replaces->head_count > TS_NOTE_HEADS || !text_valid(text, size)))
		status = TS_INVALID;
	if (status == TS_OK)
		status = action_begin(&action, store, now, TS_DEED_NOTE);
	if (status != TS_OK)
		return status;
	status = save_run(&action, replaces, text, size);
	if (status == TS_UNCHANGED) {
		/* The draft goes all the same, so this is a change of the file. */
		status = action_end_silent(&action, TS_OK);
		if (status == TS_OK)
			memory_draft_drop(store, replaces->day);
		return status == TS_OK ? TS_UNCHANGED : status;
	}
	status = action_end(&action, status);
	if (status != TS_OK)
		return status;
	memory_draft_drop(store, replaces->day);
	*done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = replaces->day };
	return TS_OK;
}

/* The texts before and after a save. */
static enum ts_status step_texts(ts_store *store, const struct step_note *note, struct note_text *before,
                                 struct note_text *after)
{
	enum ts_status status = note_text_join(before, "", 0);

	for (size_t i = 0; i < note->before_count && status == TS_OK; i++)
		status = note_text_join_revision(store, &note->before[i], before);
	if (status == TS_OK)
		status = note_text_join_revision(store, &note->after, after);
	return status;
}

/* Of the heads the latest whose text is this one; another of the same text is somebody else's. */
static enum ts_status head_with_text(ts_store *store, const struct note_heads *heads, const struct note_text *text,
                                     const struct ts_id **out)
{
	enum ts_status status = TS_OK;

	*out = NULL;
	for (size_t i = heads->count; i-- > 0 && status == TS_OK && !*out;) {
		struct note_text own = { 0 };
		status = note_text_join_revision(store, &heads->at[i].id, &own);
		if (status == TS_OK && own.size == text->size && memcmp(own.at, text->at, own.size) == 0)
			*out = &heads->at[i].id;
		note_text_release(&own);
	}
	return status;
}

/* Texts that are too long for one revision come back one by one, as they stood before they were joined. */
static enum ts_status texts_part(struct action *action, const struct step_note *note, const struct ts_id *replaced)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < note->before_count && status == TS_OK; i++) {
		struct note_text own = { 0 };
		struct ts_id id;
		status = note_text_join_revision(action->store, &note->before[i], &own);
		if (status == TS_OK)
			status = revision_insert(action, note->day, replaced, 1, own.at, own.size, &id);
		note_text_release(&own);
	}
	return status;
}

enum ts_status note_carry(struct action *action, const struct step_note *note, bool back)
{
	struct note_text before = { 0 }, after = { 0 };
	struct note_heads heads = { 0 };
	const struct ts_id *replaced = NULL;
	struct ts_id id;
	enum ts_status status = step_texts(action->store, note, &before, &after);

	if (status == TS_OK)
		status = note_heads_read(action->store, note->day, &heads);
	if (status == TS_OK)
		status = head_with_text(action->store, &heads, back ? &after : &before, &replaced);
	/* What was written over it elsewhere stays: that is not what this step did. */
	const struct note_text *text = back ? &before : &after;
	if (status == TS_OK && replaced && back && note->before_count > 1 && text->size > TS_NOTE_LIMIT)
		status = texts_part(action, note, replaced);
	else if (status == TS_OK && replaced)
		status = revision_insert(action, note->day, replaced, 1, text->at, text->size, &id);
	note_heads_release(&heads);
	note_text_release(&after);
	note_text_release(&before);
	return status;
}
