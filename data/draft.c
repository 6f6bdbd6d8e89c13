/* Unsaved text of the notes editor: one sealed row a day, written over as one types. */
#include "bytes.h"
#include "pure/text.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

/* All but the text: format, day, moment, cursor, the heads with their count, the text's length. */
enum { DRAFT_FRAME = 1 + 4 + 8 + 4 + 1 + TS_NOTE_HEADS * TS_ID_SIZE + 4 };

static enum ts_status draft_write(ts_store *store, const struct ts_note *from, const char *text, size_t size,
                                  size_t cursor, ts_time now)
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
	enum ts_status status = record_draft_write(store, from->day, plain, writer.size);
	ts_wipe(plain, room);
	free(plain);
	return status;
}

enum ts_status ts_draft_save(ts_store *store, const struct ts_note *from, const char *text, size_t size, size_t cursor,
                             ts_time now)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && size > TS_NOTE_LIMIT)
		status = TS_TOO_LONG;
	if (status == TS_OK && (from->head_count > TS_NOTE_HEADS || !text_valid(text, size)))
		status = TS_INVALID;
	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	status = draft_write(store, from, text, size, cursor, now);
	return store_end(store, status, NULL, NULL);
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
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	return store_end(store, record_draft_delete(store, day), NULL, NULL);
}

void ts_draft_release(struct ts_draft *draft)
{
	ts_note_release(&draft->note);
	*draft = (struct ts_draft){ 0 };
}
