/* Which revisions of a note stand, and their texts as one. */
#include "data/lookup/note_heads.h"

#include "data/file/store.h"
#include "data/lookup/note_join.h"
#include "data/lookup/reading.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/record_note.h"

#include <stdlib.h>
#include <string.h>

bool note_revisions_add(struct note_revisions *revisions, const struct row_note *row)
{
	size_t after = revisions->replaced_count + row->replace_count;

	if (!array_room(&revisions->at, &revisions->room, revisions->count + 1, sizeof *revisions->at) ||
	    !array_room(&revisions->replaced, &revisions->replaced_room, after, sizeof *revisions->replaced))
		return false;
	revisions->at[revisions->count++] = (struct note_revision){ row->id, row->version, row->day };
	if (row->replace_count > 0)
		memcpy(revisions->replaced + revisions->replaced_count, row->replaces, row->replace_count * TS_ID_SIZE);
	revisions->replaced_count = after;
	return true;
}

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

static int revision_compare(const void *left, const void *right)
{
	const struct note_revision *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->version != b->version)
		return a->version < b->version ? -1 : 1;
	return id_compare(&a->id, &b->id);
}

void note_revisions_keep_heads(struct note_revisions *revisions)
{
	size_t kept = 0;

	if (revisions->replaced_count > 1)
		qsort(revisions->replaced, revisions->replaced_count, TS_ID_SIZE, id_compare);
	for (size_t i = 0; i < revisions->count; i++) {
		bool replaced =
		        revisions->replaced_count > 0 && bsearch(&revisions->at[i].id, revisions->replaced,
		                                                 revisions->replaced_count, TS_ID_SIZE, id_compare);
		if (!replaced)
			revisions->at[kept++] = revisions->at[i];
	}
	revisions->count = kept;
	if (kept > 1)
		qsort(revisions->at, kept, sizeof *revisions->at, revision_compare);
}

void note_revisions_release(struct note_revisions *revisions)
{
	free(revisions->at);
	free(revisions->replaced);
	*revisions = (struct note_revisions){ 0 };
}

struct day_revisions {
	ts_day day;
	struct note_revisions revisions;
};

static enum ts_status revision_visit(void *context, const struct row_note *row)
{
	struct day_revisions *of_day = context;

	if (row->day != of_day->day)
		return TS_OK;
	return note_revisions_add(&of_day->revisions, row) ? TS_OK : TS_NO_MEMORY;
}

enum ts_status note_heads_read(ts_store *store, ts_day day, struct note_heads *out)
{
	struct day_revisions of_day = { .day = day };
	size_t damaged = 0;
	enum ts_status status = record_notes_visit(store, month_of_day(day), revision_visit, &of_day, &damaged);

	if (status == TS_OK) {
		note_revisions_keep_heads(&of_day.revisions);
		*out = (struct note_heads){ of_day.revisions.at, of_day.revisions.count, damaged };
		of_day.revisions.at = NULL;
	}
	note_revisions_release(&of_day.revisions);
	return status;
}

void note_heads_release(struct note_heads *heads)
{
	free(heads->at);
	*heads = (struct note_heads){ 0 };
}

void note_text_release(struct note_text *text)
{
	if (text->at)
		ts_wipe(text->at, text->size);
	free(text->at);
	*text = (struct note_text){ 0 };
}

enum ts_status note_text_join(struct note_text *text, const char *more, size_t size)
{
	struct note_text merged;
	/* note_join of nothing and a text is that text. */
	enum ts_status status = note_join(text->at ? text->at : "", text->size, more, size, &merged.at, &merged.size);

	if (status != TS_OK)
		return status;
	note_text_release(text);
	*text = merged;
	return TS_OK;
}

enum ts_status note_text_join_revision(ts_store *store, const struct ts_id *id, struct note_text *text)
{
	unsigned char *plain = NULL;
	struct row_note row;
	enum ts_status status = record_note_read(store, id, &plain, &row);

	/* It is there: who names it has seen it, or what replaces it. */
	if (status == TS_NOT_FOUND)
		status = store_fail(store, TS_DAMAGED, "'%s' is damaged: a version of a note is not found by its id",
		                    store->path);
	if (status == TS_OK)
		status = note_text_join(text, row.text, row.size);
	free(plain);
	return status;
}

enum ts_status note_text_clean(struct note_text *text)
{
	/* A byte that is no UTF-8 becomes a character of three. */
	size_t room = 3 * text->size + 1;
	char *clean = malloc(room);

	if (!clean)
		return TS_NO_MEMORY;
	size_t size = ts_text_clean(text->at ? text->at : "", text->size, true, clean, room);
	note_text_release(text);
	*text = (struct note_text){ clean, size };
	return TS_OK;
}

/* Makes clean what was joined, or nothing of it where that failed. */
static enum ts_status text_finish(enum ts_status status, struct note_text *text, struct note_text *out)
{
	if (status == TS_OK)
		status = note_text_clean(text);
	if (status == TS_OK)
		*out = *text;
	else
		note_text_release(text);
	return status;
}

enum ts_status note_revisions_text(ts_store *store, const struct note_revision *revisions, size_t count,
                                   struct note_text *out)
{
	struct note_text text = { 0 };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < count && status == TS_OK; i++)
		status = note_text_join_revision(store, &revisions[i].id, &text);
	return text_finish(status, &text, out);
}

enum ts_status note_heads_text(ts_store *store, const struct note_heads *heads, struct note_text *out)
{
	return note_revisions_text(store, heads->at, heads->count, out);
}

/* Heads beyond those that it has room for show too; a save leaves them, and they show again with the next reading. */
static struct ts_note note_make(ts_day day, const struct note_text *text, const struct note_revision *heads,
                                size_t count)
{
	struct ts_note note = { .day = day, .text = text->at, .size = text->size };

	for (size_t i = 0; i < count && i < TS_NOTE_HEADS; i++)
		note.heads[note.head_count++] = heads[i].id;
	return note;
}

enum ts_status note_of_revisions(ts_store *store, const struct note_revision *heads, size_t count, struct ts_note *out)
{
	struct note_text text = { 0 };
	enum ts_status status = note_revisions_text(store, heads, count, &text);

	if (status == TS_OK)
		*out = note_make(heads[0].day, &text, heads, count);
	return status;
}

enum ts_status ts_note_read(ts_store *store, ts_day day, struct ts_note *out)
{
	struct note_heads heads = { 0 };
	struct note_text text = { 0 };
	struct reading reading;
	enum ts_status status = reading_begin_near(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = note_heads_read(store, day, &heads);
	if (status == TS_OK)
		status = note_heads_text(store, &heads, &text);
	if (status == TS_OK)
		status = reading_prove(&reading);
	/* A month whose row is missing may be this one. */
	const size_t damaged = heads.damaged + reading.kept->damaged_months;
	reading_end(&reading);
	if (status == TS_OK) {
		*out = note_make(day, &text, heads.at, heads.count);
		out->damaged = damaged;
	}
	note_heads_release(&heads);
	return status;
}

void ts_note_release(struct ts_note *note)
{
	if (note->text)
		ts_wipe(note->text, note->size);
	free(note->text);
	*note = (struct ts_note){ 0 };
}
