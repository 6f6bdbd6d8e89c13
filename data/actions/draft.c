/*
 * Unsaved text of the notes editor: a sealed row for each day and store that types, written over as one types. What
 * another store left is taken over by the one that asks for it.
 */
#include "data/actions/memory_draft.h"
#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/record_draft.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

/* All but the text: format, day, moment, cursor, the heads with their count, the text's length. */
enum { DRAFT_FRAME = 1 + 4 + 8 + 4 + 1 + TS_NOTE_HEADS * TS_ID_SIZE + 4 };

/* A draft as its row holds it, without the seal. */
struct draft_bytes {
	ts_day day;
	unsigned char *at;
	size_t size;
};

static enum ts_status draft_encode(const struct ts_note *from, const char *text, size_t size, size_t cursor,
                                   ts_time now, struct draft_bytes *out)
{
	size_t room = DRAFT_FRAME + size;
	unsigned char *plain = malloc(room);
	struct bytes_writer writer = bytes_write_to(plain, room);

	if (!plain)
		return TS_NO_MEMORY;
	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, (uint32_t)from->day, 4);
	bytes_put_number(&writer, (uint64_t)now, 8);
	bytes_put_number(&writer, cursor < size ? cursor : size, 4);
	bytes_put_number(&writer, from->head_count, 1);
	for (size_t i = 0; i < from->head_count; i++)
		bytes_put_id(&writer, &from->heads[i]);
	bytes_put_number(&writer, size, 4);
	bytes_put(&writer, text, size);
	*out = (struct draft_bytes){ from->day, plain, writer.size };
	return TS_OK;
}

static void draft_bytes_release(struct draft_bytes *bytes)
{
	if (bytes->at)
		ts_wipe(bytes->at, bytes->size);
	free(bytes->at);
	*bytes = (struct draft_bytes){ 0 };
}

/* Asked when it is not known whether the commit reached the disk: then this draft is there; without bytes, none is. */
static bool draft_confirm(ts_store *store, const void *context)
{
	const struct draft_bytes *wanted = context;
	struct draft_bytes found = { .day = wanted->day };
	struct ts_id key;
	record_draft_key(store, wanted->day, &key);
	enum ts_status status = record_draft_read(store, &key, &found.at, &found.size);
	bool same = wanted->at ? status == TS_OK && found.size == wanted->size &&
	                                 memcmp(found.at, wanted->at, found.size) == 0
	                       : status == TS_NOT_FOUND;

	draft_bytes_release(&found);
	return same;
}

/* Looks at what is to be kept, and encodes it. */
static enum ts_status draft_prepare(ts_store *store, const struct ts_note *from, const char *text, size_t size,
                                    size_t cursor, ts_time now, struct draft_bytes *out)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && size > TS_NOTE_MOST)
		status = TS_TOO_LONG;
	if (status == TS_OK && (from->head_count > TS_NOTE_HEADS || !text_valid(text, size)))
		status = TS_INVALID;
	return status == TS_OK ? draft_encode(from, text, size, cursor, now, out) : status;
}

enum ts_status ts_draft_keep(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	struct draft_bytes bytes = { 0 };
	enum ts_status status = draft_prepare(store, from, text, size, cursor, now, &bytes);

	/* The next login has others. */
	if (status == TS_OK && ts_key_gone(store))
		status = TS_LOGGED_OUT;
	if (status == TS_OK)
		status = memory_draft_keep(store, from->day, bytes.at, bytes.size);
	draft_bytes_release(&bytes);
	return status;
}

enum ts_status ts_draft_save(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	struct draft_bytes bytes = { 0 };
	struct ts_id key;
	enum ts_status status = draft_prepare(store, from, text, size, cursor, now, &bytes);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		goto out;
	record_draft_key(store, from->day, &key);
	/* Nobody could open it any more. */
	status = record_keys_check(store);
	if (status == TS_OK)
		status = record_draft_write(store, &key, bytes.at, bytes.size);
	status = store_end(store, status, draft_confirm, &bytes);
	if (status == TS_OK)
		memory_draft_drop(store, from->day);
out:
	draft_bytes_release(&bytes);
	return status;
}

/* The plain bytes of a draft as a value whose text is allocated. */
static enum ts_status draft_decode(const unsigned char *bytes, size_t size, struct ts_draft *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct ts_draft draft = { 0 };
	uint64_t format = bytes_take_number(&reader, 1);

	draft.note.day = (ts_day)(uint32_t)bytes_take_number(&reader, 4);
	draft.saved = (ts_time)bytes_take_number(&reader, 8);
	draft.cursor = (size_t)bytes_take_number(&reader, 4);
	draft.note.head_count = (size_t)bytes_take_number(&reader, 1);
	for (size_t i = 0; i < draft.note.head_count && i < TS_NOTE_HEADS; i++)
		draft.note.heads[i] = bytes_take_id(&reader);
	size_t text_size = (size_t)bytes_take_number(&reader, 4);
	const char *text = (const char *)bytes_take(&reader, text_size);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || draft.note.head_count > TS_NOTE_HEADS ||
	    text_size > TS_NOTE_MOST || draft.cursor > text_size || !text_valid(text, text_size))
		return TS_DAMAGED;
	/* What is dropped in front of the cursor moves it. */
	draft.note.text = malloc(text_size + 1);
	if (!draft.note.text)
		return TS_NO_MEMORY;
	draft.cursor = ts_text_clean(text, draft.cursor, true, draft.note.text, text_size + 1);
	draft.note.size = ts_text_clean(text, text_size, true, draft.note.text, text_size + 1);
	*out = draft;
	return TS_OK;
}

/* The newest draft of a day that another store left. */
struct left_draft {
	bool found;
	struct ts_id key;
	ts_time saved;
	struct draft_bytes bytes;
};

static enum ts_status left_look(void *context, const struct ts_id *key, const unsigned char *plain, size_t size)
{
	struct left_draft *left = context;
	struct bytes_reader reader = { .at = plain, .left = size };

	(void)bytes_take_number(&reader, 1);
	ts_day day = (ts_day)(uint32_t)bytes_take_number(&reader, 4);
	ts_time saved = (ts_time)bytes_take_number(&reader, 8);
	if (reader.failed || day != left->bytes.day || (left->found && saved <= left->saved))
		return TS_OK;
	unsigned char *copy = malloc(size);
	if (!copy)
		return TS_NO_MEMORY;
	memcpy(copy, plain, size);
	draft_bytes_release(&left->bytes);
	left->bytes.day = day;
	left->found = true;
	left->key = *key;
	left->saved = saved;
	left->bytes.at = copy;
	left->bytes.size = size;
	return TS_OK;
}

/* TS_NOT_FOUND; TS_DAMAGED: a draft does not verify, and whose day it is of cannot be known. */
static enum ts_status left_find(ts_store *store, struct left_draft *left)
{
	size_t damaged = 0;
	enum ts_status status = record_drafts_visit(store, left_look, left, &damaged);

	if (status != TS_OK || left->found)
		return status;
	return damaged > 0 ? TS_DAMAGED : TS_NOT_FOUND;
}

/* Makes it this store's own, so that what its writer types on, if there still is one, stands beside it. Left where it
 * is when the file cannot be written. */
static enum ts_status left_take(ts_store *store, struct left_draft *left)
{
	struct ts_id key;
	enum ts_status status = store_begin(store);

	if (status == TS_READ_ONLY || status == TS_BUSY)
		return left_find(store, left);
	if (status != TS_OK)
		return status;
	record_draft_key(store, left->bytes.day, &key);
	status = left_find(store, left);
	if (status == TS_OK)
		status = record_draft_write(store, &key, left->bytes.at, left->bytes.size);
	if (status == TS_OK)
		status = record_draft_delete(store, &left->key);
	return store_end(store, status, draft_confirm, &left->bytes);
}

/* This store's own, or the newest of another one. Its bytes are the caller's to release. */
static enum ts_status draft_find(ts_store *store, ts_day day, struct draft_bytes *out)
{
	struct left_draft left = { .bytes = { .day = day } };
	struct ts_id key;
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	record_draft_key(store, day, &key);
	status = record_draft_read(store, &key, &out->at, &out->size);
	if (status == TS_NOT_FOUND)
		status = left_find(store, &left);
	store_read_end(store);
	if (!left.found)
		return status;
	draft_bytes_release(&left.bytes);
	left = (struct left_draft){ .bytes = { .day = day } };
	status = left_take(store, &left);
	if (status == TS_OK)
		*out = left.bytes;
	else
		draft_bytes_release(&left.bytes);
	return status;
}

/* One in memory comes before what the file has of the day, if it is newer. status: what came of the file's. */
static enum ts_status memory_take(ts_store *store, ts_day day, enum ts_status status, struct ts_draft *out)
{
	struct draft_bytes bytes = { .day = day };
	struct ts_draft draft;

	bytes.at = memory_draft_find(store, day, &bytes.size);
	if (bytes.at && draft_decode(bytes.at, bytes.size, &draft) == TS_OK) {
		draft.in_memory = true;
		if (status == TS_OK && out->saved > draft.saved) {
			ts_draft_release(&draft);
		} else {
			if (status == TS_OK)
				ts_draft_release(out);
			*out = draft;
			status = TS_OK;
		}
	}
	draft_bytes_release(&bytes);
	return status;
}

enum ts_status ts_draft_read(ts_store *store, ts_day day, struct ts_draft *out)
{
	struct draft_bytes bytes = { .day = day };
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	status = draft_find(store, day, &bytes);
	if (status == TS_OK)
		status = draft_decode(bytes.at, bytes.size, out);
	if (status == TS_DAMAGED)
		status = store_fail(store, TS_DAMAGED, "the draft of this day does not verify");
	draft_bytes_release(&bytes);
	return memory_take(store, day, status, out);
}

enum ts_status ts_draft_drop(ts_store *store, ts_day day)
{
	const struct draft_bytes none = { .day = day };
	struct ts_id key;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	record_draft_key(store, day, &key);
	status = store_end(store, record_draft_delete(store, &key), draft_confirm, &none);
	if (status == TS_OK)
		memory_draft_drop(store, day);
	return status;
}

void ts_draft_release(struct ts_draft *draft)
{
	ts_note_release(&draft->note);
	*draft = (struct ts_draft){ 0 };
}
