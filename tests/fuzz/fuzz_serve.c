/*
 * A hub's side of a conversation, from any bytes: with a hub in memory, in pieces of any size. Whatever comes, its
 * answers are packets, and bounded. The first byte says how it is cut, the second by which rules it is served.
 */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/hub/operations.h"
#include "data/hub/serve.h"
#include "tests/fuzz/fuzz.h"

enum { FRAMES = 8, KEPT = 64 };

/* Keeps a few short frames of whoever comes. */
struct memory_hub {
	struct hub hub;
	struct {
		unsigned char id[PACKET_ID_SIZE], bytes[KEPT];
		size_t size;
	} frames[FRAMES];
	size_t count, position;
	uint64_t generation;
	unsigned char name[PACKET_ID_SIZE];
};

static void position_set(struct memory_hub *hub, size_t position)
{
	hub->position = position;
	hub->hub.position[0] = (unsigned char)position;
	hub->hub.position_size = 1;
}

static enum ts_status memory_enter(struct hub *base, struct hub_about *out)
{
	*out = (struct hub_about){ .generation = ((struct memory_hub *)base)->generation };
	return TS_OK;
}

static enum ts_status memory_keyring_read(struct hub *base, const unsigned char *name, struct hub_keyring *out)
{
	struct memory_hub *hub = (struct memory_hub *)base;

	*out = (struct hub_keyring){ .generation = 0 };
	if (hub->generation == 0 || (name && memcmp(name, hub->name, sizeof hub->name) != 0))
		return TS_OK;
	*out = (struct hub_keyring){ .generation = hub->generation, .blob = calloc(1, 1), .size = 1 };
	memcpy(out->name, hub->name, sizeof out->name);
	return out->blob ? TS_OK : TS_NO_MEMORY;
}

static enum ts_status memory_keyring_write(struct hub *base, const unsigned char *name, uint64_t expected,
                                           struct packet_view blob)
{
	struct memory_hub *hub = (struct memory_hub *)base;

	assert(blob.size > 0);
	if (expected != hub->generation)
		return TS_UNCHANGED;
	hub->generation++;
	memcpy(hub->name, name, sizeof hub->name);
	return TS_OK;
}

static enum ts_status memory_push(struct hub *base, const struct hub_frame *frames, size_t count)
{
	struct memory_hub *hub = (struct memory_hub *)base;

	assert(count > 0);
	if (hub->count + count > FRAMES)
		return TS_FULL;
	for (size_t i = 0; i < count; i++) {
		if (frames[i].payload.size > KEPT)
			return TS_TOO_LONG;
		memcpy(hub->frames[hub->count].id, frames[i].id, PACKET_ID_SIZE);
		memcpy(hub->frames[hub->count].bytes, frames[i].payload.bytes, frames[i].payload.size);
		hub->frames[hub->count++].size = frames[i].payload.size;
	}
	return TS_OK;
}

static enum ts_status memory_seek(struct hub *base, struct packet_view cursor)
{
	struct memory_hub *hub = (struct memory_hub *)base;
	const unsigned char *bytes = cursor.bytes;
	bool known = cursor.size == 0 || (cursor.size == 1 && bytes[0] <= hub->count);

	position_set(hub, known && cursor.size == 1 ? bytes[0] : 0);
	return known ? TS_OK : TS_NOT_FOUND;
}

static enum ts_status memory_pull(struct hub *base, hub_sink *sink, void *context, bool *out)
{
	struct memory_hub *hub = (struct memory_hub *)base;

	while (hub->position < hub->count) {
		struct hub_frame frame = { .payload = { hub->frames[hub->position].bytes,
			                                hub->frames[hub->position].size } };
		memcpy(frame.id, hub->frames[hub->position].id, sizeof frame.id);
		unsigned char behind = (unsigned char)(hub->position + 1);
		if (!sink(context, &frame, (struct packet_view){ &behind, 1 }))
			break;
		position_set(hub, behind);
	}
	*out = hub->position == hub->count;
	return TS_OK;
}

static enum ts_status memory_compact(struct hub *base, struct packet_view cursor)
{
	(void)base;
	return cursor.size == 1 ? TS_OK : TS_NOT_FOUND;
}

static bool memory_changed(struct hub *base)
{
	(void)base;
	return true;
}

static const struct hub_operations operations = {
	.enter = memory_enter,
	.keyring_read = memory_keyring_read,
	.keyring_write = memory_keyring_write,
	.push = memory_push,
	.seek = memory_seek,
	.pull = memory_pull,
	.compact = memory_compact,
	.changed = memory_changed,
};

/* All answers are packets of a hub. */
static void answers_check(struct serve *serve)
{
	size_t size, at = 0;
	const unsigned char *bytes = serve_output(serve, &size);
	struct packet packet;

	while (at < size) {
		ptrdiff_t length = packet_read(bytes + at, size - at, PACKET_HUB, &packet);
		assert(length > 0);
		at += (size_t)length;
	}
	serve_sent(serve, size);
}

static void conversation(struct serve *serve, const uint8_t *data, size_t size, size_t piece)
{
	while (size > 0) {
		size_t room = serve_room(serve), part = size < piece ? size : piece;
		if (room == 0)
			break;
		part = part < room ? part : room;
		assert(serve_receive(serve, data, part) == TS_OK);
		while (serve_step(serve)) {
		}
		serve_look(serve);
		answers_check(serve);
		data += part;
		size -= part;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct serve_rules rules[] = {
		{ 0 }, { .read_only = true }, { .only = "ada" }, { .only = "000102030405060708090a0b0c0d0e0f" }
	};
	struct serve *serve = NULL;

	if (size < 2)
		return 0;
	struct memory_hub *hub = calloc(1, sizeof *hub);
	assert(hub);
	hub->hub.operations = &operations;
	assert(serve_begin(&hub->hub, &rules[data[1] % (sizeof rules / sizeof rules[0])], &serve) == TS_OK);
	conversation(serve, data + 2, size - 2, data[0] ? data[0] : SIZE_MAX);
	serve_end(serve);
	free(hub);
	return 0;
}
