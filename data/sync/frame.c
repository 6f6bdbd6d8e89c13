/* Frames as bytes. */
#include "data/sync/frame.h"

#include "data/hub/packet.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	PADDING = 64,
	/* What a head takes at most: its fields, a name, and all devices. */
	HEAD_ROOM = 256 + DEED_SIZE + FRAME_DEVICES * (TS_ID_SIZE + 9),
	RECORD_HEAD = 4,
	FORMAT_PLACE = 0,
	EPOCH_PLACE = 1
};
_Static_assert(FRAME_MOST + FRAME_OVERHEAD <= PACKET_PAYLOAD_MOST && FRAME_MOST % PADDING == 0, "a hub takes it");

void frame_digest_sum(const ts_store *store, const unsigned char sum[TALLY_SIZE], unsigned char out[FRAME_DIGEST_SIZE])
{
	crypt_hash(store->identity->keys.tally, sum, TALLY_SIZE, out, FRAME_DIGEST_SIZE);
}

void frame_digest(const void *payload, size_t size, unsigned char out[FRAME_DIGEST_SIZE])
{
	crypt_hash(NULL, payload, size, out, FRAME_DIGEST_SIZE);
}

/* ---- the head */

static void head_put(struct bytes_writer *writer, const struct frame_head *head)
{
	bytes_put_id(writer, &head->device);
	bytes_put_text(writer, head->name);
	bytes_put_number(writer, (uint64_t)head->counter, 8);
	bytes_put_number(writer, (uint64_t)head->previous, 8);
	bytes_put_number(writer, (uint64_t)head->floor, 8);
	bytes_put(writer, head->before, sizeof head->before);
	bytes_put_number(writer, (uint64_t)head->generation, 8);
	bytes_put_number(writer, (uint64_t)head->moment, 8);
	bytes_put_number(writer, head->settled, 1);
	bytes_put(writer, head->sum, sizeof head->sum);
	bytes_put_number(writer, head->seen_count, 1);
	for (size_t i = 0; i < head->seen_count; i++) {
		bytes_put_id(writer, &head->seen[i].device);
		bytes_put_number(writer, (uint64_t)head->seen[i].counter, 8);
		bytes_put_number(writer, head->seen[i].missing, 1);
	}
	deed_put(writer, &head->deed);
}

static void digest_take(struct bytes_reader *reader, unsigned char out[FRAME_DIGEST_SIZE])
{
	const unsigned char *bytes = bytes_take(reader, FRAME_DIGEST_SIZE);

	if (bytes)
		memcpy(out, bytes, FRAME_DIGEST_SIZE);
}

static void seen_take(struct bytes_reader *reader, struct frame_head *head)
{
	uint64_t count = bytes_take_number(reader, 1);

	if (count > FRAME_DEVICES) {
		reader->failed = true;
		return;
	}
	head->seen_count = (size_t)count;
	for (size_t i = 0; i < head->seen_count; i++) {
		head->seen[i].device = bytes_take_id(reader);
		head->seen[i].counter = (int64_t)bytes_take_number(reader, 8);
		head->seen[i].missing = bytes_take_number(reader, 1) != 0;
		reader->failed = reader->failed || head->seen[i].counter < 0;
	}
}

static bool head_take(struct bytes_reader *reader, struct frame_head *head)
{
	head->device = bytes_take_id(reader);
	bytes_take_text(reader, head->name, sizeof head->name);
	head->counter = (int64_t)bytes_take_number(reader, 8);
	head->previous = (int64_t)bytes_take_number(reader, 8);
	head->floor = (int64_t)bytes_take_number(reader, 8);
	digest_take(reader, head->before);
	head->generation = (int64_t)bytes_take_number(reader, 8);
	head->moment = (ts_time)bytes_take_number(reader, 8);
	head->settled = bytes_take_number(reader, 1) != 0;
	digest_take(reader, head->sum);
	seen_take(reader, head);
	deed_take(reader, &head->deed);
	return !reader->failed && head->previous >= 0 && head->counter >= head->previous && head->floor >= 0;
}

/* ---- making one */

enum ts_status frame_begin(struct frame_writer *writer)
{
	*writer = (struct frame_writer){ .size = HEAD_ROOM, .room = FRAME_TARGET };
	writer->plain = malloc(writer->room);
	return writer->plain ? TS_OK : TS_NO_MEMORY;
}

void frame_release(struct frame_writer *writer)
{
	free(writer->plain);
	*writer = (struct frame_writer){ 0 };
}

static bool kind_has_id(enum outbox_kind kind)
{
	return kind != OUTBOX_SETTING && kind != OUTBOX_SLOTS;
}

enum ts_status frame_add(struct frame_writer *writer, enum outbox_kind kind, const struct record_arriving *row)
{
	size_t id = kind_has_id(kind) ? TS_ID_SIZE : 0, bucket = row->bucket ? BUCKET_SIZE : 0;
	size_t body = id + bucket + row->size;
	size_t size = RECORD_HEAD + body;

	/* The mark of the padding takes a byte. */
	if (writer->size + size + 1 > FRAME_TARGET && writer->size > HEAD_ROOM)
		return TS_FULL;
	if (row->size > FRAME_MOST || HEAD_ROOM + size + 1 > FRAME_MOST)
		return TS_TOO_LONG;
	if (writer->size + size > writer->room) {
		unsigned char *plain = realloc(writer->plain, writer->size + size);
		if (!plain)
			return TS_NO_MEMORY;
		writer->plain = plain;
		writer->room = writer->size + size;
	}
	struct bytes_writer bytes = bytes_write_to(writer->plain + writer->size, size);
	bytes_put_number(&bytes, (uint64_t)kind, 1);
	bytes_put_number(&bytes, body, 3);
	if (kind_has_id(kind))
		bytes_put_id(&bytes, &row->id);
	if (row->bucket)
		bytes_put(&bytes, row->bucket, BUCKET_SIZE);
	bytes_put(&bytes, row->blob, row->size);
	writer->size += size;
	return TS_OK;
}

enum ts_status frame_close(const ts_store *store, struct frame_writer *writer, const struct frame_head *head,
                           unsigned char **payload, size_t *size)
{
	const struct record_seal seal = record_seal_of(store, RECORD_FRAME, NULL, 0, NULL, 0);
	unsigned char front[HEAD_ROOM], key[KEY_SIZE], *sealed = NULL;
	struct bytes_writer bytes = bytes_write_to(front, sizeof front);

	head_put(&bytes, head);
	/* The head is shorter than its room: it comes right before the records. */
	unsigned char *plain = writer->plain + HEAD_ROOM - bytes.size;
	size_t plain_size = writer->size - HEAD_ROOM + bytes.size, padded = (plain_size / PADDING + 1) * PADDING;
	if (!bytes.failed)
		sealed = malloc(FRAME_OVERHEAD + padded);
	if (!sealed) {
		frame_release(writer);
		return bytes.failed ? TS_INVALID : TS_NO_MEMORY;
	}
	memcpy(plain, front, bytes.size);
	memcpy(sealed, seal.associated, RECORD_HEADER);
	crypt_frame_key(&store->identity->keys, key);
	*size = RECORD_HEADER + crypt_seal_padded(key, NULL, seal.associated, seal.size, plain, plain_size, padded,
	                                          sealed + RECORD_HEADER);
	*payload = sealed;
	ts_wipe(key, sizeof key);
	frame_release(writer);
	return TS_OK;
}

/* ---- reading one */

static bool record_take(struct bytes_reader *reader, unsigned *kind, struct bytes_reader *body)
{
	*kind = (unsigned)bytes_take_number(reader, 1);
	size_t size = (size_t)bytes_take_number(reader, 3);

	*body = (struct bytes_reader){ .at = bytes_take(reader, size), .left = size };
	return !reader->failed;
}

static bool kind_known(unsigned kind)
{
	return (kind >= OUTBOX_ACTIVITY && kind <= OUTBOX_SLOTS) || kind == OUTBOX_LEDGER;
}

static bool row_take(struct bytes_reader *body, enum outbox_kind kind, struct record_arriving *row)
{
	*row = (struct record_arriving){ .bucket = NULL };
	if (kind_has_id(kind))
		row->id = bytes_take_id(body);
	if (kind == OUTBOX_LOG || kind == OUTBOX_NOTE)
		row->bucket = bytes_take(body, BUCKET_SIZE);
	row->blob = body->at;
	row->size = body->left;
	return !body->failed && row->size > 0;
}

/* All of it is looked at before anything is taken out of it. */
static enum ts_status frame_check(struct frame *frame)
{
	struct bytes_reader reader = { .at = frame->plain, .left = frame->size }, body;
	struct record_arriving row;
	unsigned kind;

	if (!head_take(&reader, &frame->head))
		return TS_DAMAGED;
	frame->at = frame->size - reader.left;
	while (reader.left > 0) {
		if (!record_take(&reader, &kind, &body))
			return TS_DAMAGED;
		if (kind >= FRAME_CRITICAL && !kind_known(kind))
			return TS_NEWER;
		if (kind_known(kind) && !row_take(&body, (enum outbox_kind)kind, &row))
			return TS_DAMAGED;
	}
	return TS_OK;
}

unsigned frame_epoch(const void *payload, size_t size)
{
	const unsigned char *bytes = payload;

	return size > FRAME_OVERHEAD ? bytes[EPOCH_PLACE] | (unsigned)bytes[EPOCH_PLACE + 1] << 8 : 0;
}

enum ts_status frame_open(const ts_store *store, const void *payload, size_t size, struct frame *out)
{
	struct record_seal seal = record_seal_of(store, RECORD_FRAME, NULL, 0, NULL, 0);
	struct frame frame = { .plain = NULL };
	unsigned char key[KEY_SIZE];

	if (size <= FRAME_OVERHEAD || size > FRAME_MOST + FRAME_OVERHEAD)
		return TS_DAMAGED;
	if (*(const unsigned char *)payload > seal.associated[FORMAT_PLACE])
		return TS_NEWER;
	const unsigned epoch = frame_epoch(payload, size), own = store->identity->keys.epoch;
	if (epoch != own)
		return epoch > own ? TS_NEWER : epoch > 0 ? TS_UNCHANGED : TS_DAMAGED;
	frame.plain = malloc(size);
	if (!frame.plain)
		return TS_NO_MEMORY;
	crypt_frame_key(&store->identity->keys, key);
	seal.key = key;
	bool opened = record_open_blob(&seal, payload, size, frame.plain, size, &frame.size);
	ts_wipe(key, sizeof key);
	enum ts_status status = opened ? frame_check(&frame) : TS_DAMAGED;
	if (status == TS_OK)
		*out = frame;
	else
		free(frame.plain);
	return status;
}

bool frame_next(struct frame *frame, enum outbox_kind *kind, struct record_arriving *row)
{
	struct bytes_reader reader = { .at = frame->plain + frame->at, .left = frame->size - frame->at }, body;
	unsigned found;

	while (reader.left > 0 && record_take(&reader, &found, &body)) {
		frame->at = frame->size - reader.left;
		if (!kind_known(found) || !row_take(&body, (enum outbox_kind)found, row))
			continue;
		*kind = (enum outbox_kind)found;
		return true;
	}
	return false;
}

void frame_forget(struct frame *frame)
{
	free(frame->plain);
	*frame = (struct frame){ .plain = NULL };
}
