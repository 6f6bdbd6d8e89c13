/*
 * What a hub says, from any bytes; a frame with any bytes in its seal, as another device could have made it; and rows
 * with any bytes in theirs. A conversation takes what it can and counts the rest: the file stays sound. The first byte
 * says which.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/file/store.h"
#include "data/hub/packet.h"
#include "data/rows/month.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/sync/turn.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/store.h"

enum { ROWS = 1000, AUDIT_EVERY = 64 };

static ts_store *hub_store(void)
{
	ts_store *store = fuzz_store();
	struct ts_sync_info info;

	if (ts_sync_read(store, &info) != TS_OK)
		assert(ts_sync_add(store, "ssh://home", "desk", FUZZ_NOW) == TS_OK);
	return store;
}

static void sound_check(ts_store *store)
{
	static unsigned inputs;
	struct ts_audit_result result = { .done = false };
	ts_audit *audit = NULL;

	if (++inputs % AUDIT_EVERY != 0)
		return;
	assert(ts_audit_begin(store, &audit) == TS_OK);
	while (!result.done)
		assert(ts_audit_step(audit, ROWS, &result) == TS_OK);
	assert(result.sound);
	ts_audit_end(audit);
}

/* In pieces of any size. */
static void words_check(const uint8_t *data, size_t size)
{
	struct ts_sync_step step = { .more = true };
	ts_sync *sync = NULL;
	size_t at = 0;

	assert(ts_sync_begin(hub_store(), &sync) == TS_OK);
	while (at < size) {
		size_t piece = 1 + data[at] % 61;
		piece = piece < size - at ? piece : size - at;
		if (ts_sync_receive(sync, data + at, piece) != TS_OK)
			break;
		at += piece;
		assert(ts_sync_step(sync, 1, FUZZ_NOW, &step) == TS_OK);
		for (int i = 0; step.more; i++) {
			assert(i < 10000);
			assert(ts_sync_step(sync, 1, FUZZ_NOW, &step) == TS_OK);
		}
		assert(strlen(step.refused) < sizeof step.refused && strlen(step.device) < sizeof step.device);
	}
	ts_sync_end(sync);
}

static unsigned char *payload_make(ts_store *store, const uint8_t *data, size_t size, size_t *payload_size)
{
	const struct record_seal seal = record_seal_of(store, RECORD_FRAME, NULL, 0, NULL, 0);
	size_t padded = (size / 64 + 1) * 64;
	unsigned char key[KEY_SIZE], *payload = malloc(FRAME_OVERHEAD + padded);

	assert(payload);
	memcpy(payload, seal.associated, RECORD_HEADER);
	crypt_frame_key(&store->identity->keys, key);
	*payload_size = RECORD_HEADER + crypt_seal_padded(key, NULL, seal.associated, seal.size, data, size, padded,
	                                                  payload + RECORD_HEADER);
	return payload;
}

static void frame_check(const uint8_t *data, size_t size)
{
	static struct turn turn;
	ts_store *store = hub_store();
	size_t payload_size;
	unsigned char *payload = payload_make(store, data, size, &payload_size);

	assert(turn_begin(&turn, store, FUZZ_NOW) == TS_OK);
	enum ts_status status = turn_merge(&turn, payload, payload_size);
	assert(status == TS_OK || status == TS_NEWER);
	assert(turn_settle(&turn) == TS_OK);
	turn_compare(&turn);
	assert(turn_end(&turn, TS_OK) == TS_OK);
	free(payload);
}

/* Any row, sealed under its own id and the month that its first bytes choose, in a frame of another device. */
static void row_check(const uint8_t *data, size_t size)
{
	static const enum record_table tables[] = { RECORD_ACTIVITY, RECORD_LOG, RECORD_NOTE, RECORD_SETTING,
		                                    RECORD_SLOTS };
	ts_store *store = hub_store();
	struct frame_head head = { .device = { { 1 } }, .name = "laptop", .counter = 1 };
	unsigned char bucket[BUCKET_SIZE], *sealed = NULL, *payload = NULL;
	struct frame_writer writer;
	size_t sealed_size, payload_size;
	static struct turn turn;

	if (size < 2)
		return;
	const enum outbox_kind kind = (enum outbox_kind)(OUTBOX_ACTIVITY + data[0] % 5);
	struct record_arriving row = { .id = { { 7, (unsigned char)(data[1] % 4) } } };
	bool bucketed = kind == OUTBOX_LOG || kind == OUTBOX_NOTE,
	     single = kind == OUTBOX_SETTING || kind == OUTBOX_SLOTS;
	crypt_bucket(&store->identity->keys, month_of_time(FUZZ_NOW) - data[1] % 3, bucket);
	const struct record_seal seal = record_seal_of(store, tables[kind - OUTBOX_ACTIVITY], row.id.bytes,
	                                               single ? 0 : TS_ID_SIZE, bucket, bucketed ? BUCKET_SIZE : 0);
	assert(record_close(&seal, data + 2, size - 2, &sealed, &sealed_size) == TS_OK);
	row.bucket = bucketed ? bucket : NULL;
	row.blob = sealed;
	row.size = sealed_size;
	assert(frame_begin(&writer) == TS_OK);
	assert(frame_add(&writer, kind, &row) == TS_OK);
	assert(frame_close(store, &writer, &head, &payload, &payload_size) == TS_OK);
	assert(turn_begin(&turn, store, FUZZ_NOW) == TS_OK);
	assert(turn_merge(&turn, payload, payload_size) == TS_OK);
	assert(turn_settle(&turn) == TS_OK);
	assert(turn_end(&turn, TS_OK) == TS_OK);
	free(payload);
	free(sealed);
	sound_check(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const uint8_t *, size_t) = { words_check, frame_check, row_check };

	if (size == 0)
		return 0;
	checks[data[0] % (sizeof checks / sizeof checks[0])](data + 1, size - 1);
	return 0;
}
