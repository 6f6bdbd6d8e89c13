/*
 * Notes. A day's note is the set of its revisions that no other revision replaces; a save adds one that names those it
 * replaces. Nothing is ever taken away, so that the order in which revisions arrive does not matter, and no text is
 * lost.
 */
#include "data/actions/note.h"

#include "data/file/store.h"
#include "data/lookup/merge.h"
#include "data/pure/text.h"
#include "data/rows/month.h"
#include "data/rows/record_draft.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* Ids in a list that grows. */
struct ids {
	struct ts_id *at;
	size_t count;
};

struct revision {
	struct ts_id id;
	uint64_t version;
};

/* The revisions of a day, and all that any of them replaces. */
struct revisions {
	ts_day day;
	struct revision *at;
	size_t count;
	struct ids replaced;
	size_t damaged;
};

static bool ids_add(struct ids *ids, const struct ts_id *id)
{
	struct ts_id *grown = ids->at;

	/* Room grows at powers of two. */
	if ((ids->count & (ids->count - 1)) == 0)
		grown = realloc(ids->at, (ids->count == 0 ? 1 : 2 * ids->count) * sizeof *grown);
	if (!grown)
		return false;
	ids->at = grown;
	ids->at[ids->count++] = *id;
	return true;
}

static enum ts_status revision_visit(void *context, const struct row_note *row)
{
	struct revisions *revisions = context;

	if (row->day != revisions->day)
		return TS_OK;
	if ((revisions->count & (revisions->count - 1)) == 0) {
		size_t room = revisions->count == 0 ? 1 : 2 * revisions->count;
		struct revision *grown = realloc(revisions->at, room * sizeof *grown);
		if (!grown)
			return TS_NO_MEMORY;
		revisions->at = grown;
	}
	revisions->at[revisions->count++] = (struct revision){ row->id, row->version };
	for (size_t i = 0; i < row->replace_count; i++) {
		struct ts_id id;
		memcpy(id.bytes, row->replaces + i * TS_ID_SIZE, TS_ID_SIZE);
		if (!ids_add(&revisions->replaced, &id))
			return TS_NO_MEMORY;
	}
	return TS_OK;
}

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

static int revision_compare(const void *left, const void *right)
{
	const struct revision *a = left, *b = right;

	if (a->version != b->version)
		return a->version < b->version ? -1 : 1;
	return id_compare(&a->id, &b->id);
}

static void revisions_release(struct revisions *revisions)
{
	free(revisions->at);
	free(revisions->replaced.at);
	*revisions = (struct revisions){ 0 };
}

/* Reads a day's revisions and leaves of them the heads, the oldest first. */
static enum ts_status heads_read(ts_store *store, ts_day day, struct revisions *out)
{
	struct revisions revisions = { .day = day };
	enum ts_status status =
	        record_notes_visit(store, month_of_day(day), revision_visit, &revisions, &revisions.damaged);

	if (status != TS_OK) {
		revisions_release(&revisions);
		return status;
	}
	size_t kept = 0;
	if (revisions.replaced.count > 1)
		qsort(revisions.replaced.at, revisions.replaced.count, TS_ID_SIZE, id_compare);
	for (size_t i = 0; i < revisions.count; i++) {
		bool replaced =
		        revisions.replaced.count > 0 && bsearch(&revisions.at[i].id, revisions.replaced.at,
		                                                revisions.replaced.count, TS_ID_SIZE, id_compare);
		if (!replaced)
			revisions.at[kept++] = revisions.at[i];
	}
	revisions.count = kept;
	if (kept > 1)
		qsort(revisions.at, kept, sizeof *revisions.at, revision_compare);
	*out = revisions;
	return TS_OK;
}

/* A text that grows by merging. */
struct text {
	char *at; /* size bytes and a NUL; NULL: nothing yet */
	size_t size;
};

static void text_release(struct text *text)
{
	if (text->at)
		ts_wipe(text->at, text->size);
	free(text->at);
	*text = (struct text){ 0 };
}

static enum ts_status text_merge(struct text *text, const char *more, size_t size)
{
	struct text merged;
	/* merge_lines of nothing and a text is that text. */
	enum ts_status status = merge_lines(text->at ? text->at : "", text->size, more, size, &merged.at, &merged.size);

	if (status != TS_OK)
		return status;
	text_release(text);
	*text = merged;
	return TS_OK;
}

/* Merges the text of a revision into text. */
static enum ts_status revision_merge(ts_store *store, const struct ts_id *id, struct text *text)
{
	unsigned char *plain = NULL;
	struct row_note row;
	enum ts_status status = record_note_read(store, id, &plain, &row);

	if (status == TS_OK)
		status = text_merge(text, row.text, row.size);
	free(plain);
	return status;
}

/* Makes text what may be handed out. */
static enum ts_status text_clean(struct text *text)
{
	/* A byte that is no UTF-8 becomes a character of three. */
	size_t room = 3 * text->size + 1;
	char *clean = malloc(room);

	if (!clean)
		return TS_NO_MEMORY;
	size_t size = ts_text_clean(text->at ? text->at : "", text->size, true, clean, room);
	text_release(text);
	*text = (struct text){ clean, size };
	return TS_OK;
}

/* The text of all heads as one, clean. */
static enum ts_status heads_text(ts_store *store, const struct revisions *heads, struct text *out)
{
	struct text text = { 0 };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < heads->count && status == TS_OK; i++)
		status = revision_merge(store, &heads->at[i].id, &text);
	if (status == TS_OK)
		status = text_clean(&text);
	if (status == TS_OK)
		*out = text;
	else
		text_release(&text);
	return status;
}

enum ts_status note_text_read(ts_store *store, const struct ts_id *revisions, size_t count, char **out, size_t *size)
{
	struct text text = { 0 };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < count && status == TS_OK; i++)
		status = revision_merge(store, &revisions[i], &text);
	if (status == TS_OK)
		status = text_clean(&text);
	if (status != TS_OK) {
		text_release(&text);
		return status;
	}
	*out = text.at;
	*size = text.size;
	return TS_OK;
}

enum ts_status ts_note_read(ts_store *store, ts_day day, struct ts_note *out)
{
	struct revisions heads = { 0 };
	struct text text = { 0 };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = heads_read(store, day, &heads);
	if (status == TS_OK)
		status = heads_text(store, &heads, &text);
	store_read_end(store);
	if (status == TS_OK) {
		*out = (struct ts_note){ .day = day, .text = text.at, .size = text.size, .damaged = heads.damaged };
		/* Heads beyond these show too; a save leaves them, and they show again with the next reading. */
		for (size_t i = 0; i < heads.count && i < TS_NOTE_HEADS; i++)
			out->heads[out->head_count++] = heads.at[i].id;
	}
	revisions_release(&heads);
	return status;
}

void ts_note_release(struct ts_note *note)
{
	if (note->text)
		ts_wipe(note->text, note->size);
	free(note->text);
	*note = (struct ts_note){ 0 };
}

/* True when the note is this text already. */
static enum ts_status note_is(ts_store *store, const struct revisions *heads, const char *text, size_t size, bool *same)
{
	struct text present = { 0 }, wanted = { 0 };
	enum ts_status status = TS_OK;

	*same = false;
	if (heads->count > 1)
		return TS_OK;
	status = heads_text(store, heads, &present);
	if (status == TS_OK)
		status = text_merge(&wanted, text, size);
	if (status == TS_OK)
		status = text_clean(&wanted);
	if (status == TS_OK)
		*same = present.size == wanted.size && memcmp(present.at, wanted.at, present.size) == 0;
	text_release(&present);
	text_release(&wanted);
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
	struct revisions heads;
	struct ts_id draft;
	bool same = false;
	enum ts_status status = heads_read(action->store, replaces->day, &heads);

	if (status != TS_OK)
		return status;
	record_draft_key(action->store, replaces->day, &draft);
	status = note_is(action->store, &heads, text, size, &same);
	revisions_release(&heads);
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

	if (status == TS_OK && size > TS_NOTE_LIMIT)
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
		return status == TS_OK ? TS_UNCHANGED : status;
	}
	status = action_end(&action, status);
	if (status == TS_OK)
		*done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = replaces->day };
	return status;
}

/* The texts before and after a save. */
static enum ts_status step_texts(ts_store *store, const struct step_note *note, struct text *before, struct text *after)
{
	enum ts_status status = text_merge(before, "", 0);

	for (size_t i = 0; i < note->before_count && status == TS_OK; i++)
		status = revision_merge(store, &note->before[i], before);
	if (status == TS_OK)
		status = revision_merge(store, &note->after, after);
	return status;
}

/* Of the heads the latest whose text is this one; another of the same text is somebody else's. */
static enum ts_status head_with_text(ts_store *store, const struct revisions *heads, const struct text *text,
                                     const struct ts_id **out)
{
	enum ts_status status = TS_OK;

	*out = NULL;
	for (size_t i = heads->count; i-- > 0 && status == TS_OK && !*out;) {
		struct text own = { 0 };
		status = revision_merge(store, &heads->at[i].id, &own);
		if (status == TS_OK && own.size == text->size && memcmp(own.at, text->at, own.size) == 0)
			*out = &heads->at[i].id;
		text_release(&own);
	}
	return status;
}

/* Texts that are too long for one revision come back one by one, as they stood before they were joined. */
static enum ts_status texts_part(struct action *action, const struct step_note *note, const struct ts_id *replaced)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < note->before_count && status == TS_OK; i++) {
		struct text own = { 0 };
		struct ts_id id;
		status = revision_merge(action->store, &note->before[i], &own);
		if (status == TS_OK)
			status = revision_insert(action, note->day, replaced, 1, own.at, own.size, &id);
		text_release(&own);
	}
	return status;
}

enum ts_status note_carry(struct action *action, const struct step_note *note, bool back)
{
	struct text before = { 0 }, after = { 0 };
	struct revisions heads = { 0 };
	const struct ts_id *replaced = NULL;
	struct ts_id id;
	enum ts_status status = step_texts(action->store, note, &before, &after);

	if (status == TS_OK)
		status = heads_read(action->store, note->day, &heads);
	if (status == TS_OK)
		status = head_with_text(action->store, &heads, back ? &after : &before, &replaced);
	/* What was written over it elsewhere stays: that is not what this step did. */
	const struct text *text = back ? &before : &after;
	if (status == TS_OK && replaced && text->size > TS_NOTE_LIMIT)
		status = texts_part(action, note, replaced);
	else if (status == TS_OK && replaced)
		status = revision_insert(action, note->day, replaced, 1, text->at, text->size, &id);
	revisions_release(&heads);
	text_release(&after);
	text_release(&before);
	return status;
}
