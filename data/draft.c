/* Unsaved text of the notes editor: one sealed row a day, written over as one types. */
#include "bytes.h"
#include "pure/text.h"
#include "record.h"

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
	enum ts_status status = record_draft_read(store, wanted->day, &found.at, &found.size);
	bool same = wanted->at ? status == TS_OK && found.size == wanted->size &&
	                                 memcmp(found.at, wanted->at, found.size) == 0
	                       : status == TS_NOT_FOUND;

	draft_bytes_release(&found);
	return same;
}

enum ts_status ts_draft_save(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	struct draft_bytes bytes = { 0 };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && size > TS_NOTE_LIMIT)
		status = TS_TOO_LONG;
	if (status == TS_OK && (from->head_count > TS_NOTE_HEADS || !text_valid(text, size)))
		status = TS_INVALID;
	if (status == TS_OK)
		status = draft_encode(from, text, size, cursor, now, &bytes);
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		goto out;
	status = record_draft_write(store, from->day, bytes.at, bytes.size);
	status = store_end(store, status, draft_confirm, &bytes);
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
	    text_size > TS_NOTE_LIMIT || draft.cursor > text_size || !text_valid(text, text_size))
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

enum ts_status ts_draft_read(ts_store *store, ts_day day, struct ts_draft *out)
{
	unsigned char *plain = NULL;
	size_t size = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = record_draft_read(store, day, &plain, &size);
	store_read_end(store);
	if (status == TS_OK)
		status = draft_decode(plain, size, out);
	if (status == TS_DAMAGED)
		status = store_fail(store, TS_DAMAGED, "the draft of this day does not verify");
	if (plain)
		ts_wipe(plain, size);
	free(plain);
	return status;
}

enum ts_status ts_draft_drop(ts_store *store, ts_day day)
{
	const struct draft_bytes none = { .day = day };
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	return store_end(store, record_draft_delete(store, day), draft_confirm, &none);
}

void ts_draft_release(struct ts_draft *draft)
{
	ts_note_release(&draft->note);
	*draft = (struct ts_draft){ 0 };
}
