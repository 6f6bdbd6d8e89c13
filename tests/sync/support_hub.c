/* A hub in memory, and links to it. */
#include "support_hub.h"

#include "data/pure/array.h"
#include "tests/data/support_rows.h"

#include <stdlib.h>
#include <string.h>

enum { CURSOR_SIZE = 24 };

void memory_hub_make(struct memory_hub *hub, unsigned char number)
{
	*hub = (struct memory_hub){ .id = { number, 1 } };
}

void memory_hub_roll_back(struct memory_hub *hub, size_t count)
{
	while (hub->count > count)
		free(hub->at[--hub->count].payload);
}

void memory_hub_compact(struct memory_hub *hub, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hub->at[i].withheld = true;
}

static struct hub_frame *frame_append(struct memory_hub *hub, const void *payload, size_t size)
{
	assert_true(array_room(&hub->at, &hub->room, hub->count + 1, sizeof *hub->at));
	struct hub_frame *frame = &hub->at[hub->count++];
	*frame = (struct hub_frame){ .size = size, .payload = malloc(size) };
	assert_non_null(frame->payload);
	memcpy(frame->payload, payload, size);
	return frame;
}

void memory_hub_replay(struct memory_hub *hub, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct hub_frame *frame = frame_append(hub, hub->at[i].payload, hub->at[i].size);
		memcpy(frame->id, hub->at[i].id, sizeof frame->id);
		/* The copies have ids of their own. */
		for (size_t j = 0; j < sizeof hub->count; j++)
			frame->id[j] ^= (unsigned char)(hub->count >> (8 * j));
	}
}

void memory_hub_destroy(struct memory_hub *hub)
{
	memory_hub_roll_back(hub, 0);
	free(hub->at);
	free(hub->keyring);
	*hub = (struct memory_hub){ .count = 0 };
}

/* ---- the hub's side */

static void hub_say(struct link *link, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_HUB, NULL, 0);

	assert_true(size > 0);
	unsigned char *room = buffer_room(&link->to_device, size);
	assert_non_null(room);
	buffer_grown(&link->to_device, packet_write(packet, PACKET_HUB, room, size));
}

/* The hub's own mark, how many frames are before it, and which the last of them is: one that was put back and has got
 * others since is told. */
static struct packet_view cursor_make(const struct memory_hub *hub, size_t next, unsigned char out[CURSOR_SIZE])
{
	memcpy(out, hub->id, 8);
	for (int i = 0; i < 8; i++)
		out[8 + i] = (unsigned char)(next >> (8 * i));
	memset(out + 16, 0, 8);
	if (next > 0)
		memcpy(out + 16, hub->at[next - 1].id, 8);
	return (struct packet_view){ out, CURSOR_SIZE };
}

static bool cursor_read(const struct memory_hub *hub, struct packet_view cursor, size_t *next)
{
	const unsigned char *bytes = cursor.bytes;

	*next = 0;
	if (cursor.size == 0)
		return true;
	if (cursor.size != CURSOR_SIZE || memcmp(bytes, hub->id, 8) != 0)
		return false;
	for (int i = 0; i < 8; i++)
		*next |= (size_t)bytes[8 + i] << (8 * i);
	if (hub->credulous && *next > hub->count)
		*next = hub->count;
	if (*next <= hub->count && (hub->credulous || *next == 0 || memcmp(bytes + 16, hub->at[*next - 1].id, 8) == 0))
		return true;
	*next = 0;
	return false;
}

static void hello_say(struct link *link)
{
	unsigned char cursor[CURSOR_SIZE];
	struct packet packet = { .kind = PACKET_HELLO,
		                 .version = PACKET_VERSION,
		                 .generation = link->hub->keyring_generation };

	memcpy(packet.hub, link->hub->id, sizeof packet.hub);
	packet.cursor = cursor_make(link->hub, link->hub->count, cursor);
	hub_say(link, &packet);
}

/* All that one device says is not to be withheld only because devices speak by turns: that nobody could prove. */
static size_t scattered(size_t number)
{
	return number * UINT32_C(2654435761) >> 7 & 0xffff;
}

static void push_take(struct link *link, const struct packet *pushed)
{
	struct memory_hub *hub = link->hub;
	unsigned char cursor[CURSOR_SIZE];
	struct packet answer = { .kind = PACKET_ACK };
	size_t place = 0;

	link->pushed++;
	if (hub->read_only) {
		hub_say(link, &(struct packet){ .kind = PACKET_REFUSED,
		                                .code = PACKET_REFUSED_READ_ONLY,
		                                .text = { "it is\n read-only", 16 } });
		return;
	}
	while (place < hub->count && memcmp(hub->at[place].id, pushed->id, PACKET_ID_SIZE) != 0)
		place++;
	if (place == hub->count) {
		struct hub_frame *frame = frame_append(hub, pushed->payload.bytes, pushed->payload.size);
		frame->withheld = hub->withholds || (hub->each > 0 && scattered(hub->count) % hub->each == 0);
		frame->forked = hub->forks;
		memcpy(frame->id, pushed->id, sizeof frame->id);
		memcpy(frame->device, link->device, sizeof frame->device);
	}
	if (hub->loses_acks)
		return;
	memcpy(answer.id, pushed->id, sizeof answer.id);
	if (link->pulls && link->next == place) {
		link->next = place + 1;
		answer.cursor = cursor_make(hub, link->next, cursor);
	}
	hub_say(link, &answer);
}

static void keyring_say(struct link *link)
{
	const struct memory_hub *hub = link->hub;
	/* Each time another byte. */
	unsigned char *byte = hub->exchanges && hub->keyring ? &hub->keyring[hub->asked * 7 % hub->keyring_size] : NULL;

	if (byte)
		*byte ^= 1;

	hub_say(link, &(struct packet){ .kind = PACKET_KEYRING,
	                                .generation = hub->keyring_generation,
	                                .payload = { hub->keyring, hub->keyring_size } });
	if (byte)
		*byte ^= 1;
}

static void keyring_take(struct link *link, const struct packet *packet)
{
	struct memory_hub *hub = link->hub;

	if (packet->generation == hub->keyring_generation && !hub->deaf) {
		free(hub->keyring);
		hub->keyring = malloc(packet->payload.size);
		assert_non_null(hub->keyring);
		memcpy(hub->keyring, packet->payload.bytes, packet->payload.size);
		hub->keyring_size = packet->payload.size;
		hub->keyring_generation++;
	}
	keyring_say(link);
}

static void packet_take(struct link *link, const struct packet *packet)
{
	switch (packet->kind) {
	case PACKET_HELLO:
		memcpy(link->device, packet->device, sizeof link->device);
		hello_say(link);
		break;
	case PACKET_PULL:
		if (!cursor_read(link->hub, packet->cursor, &link->next))
			hello_say(link);
		link->pulls = link->ends = true;
		break;
	case PACKET_PUSH:
		push_take(link, packet);
		break;
	case PACKET_WHO:
		link->hub->asked++;
		keyring_say(link);
		break;
	case PACKET_KEYRING:
		keyring_take(link, packet);
		break;
	default:
		fail_msg("a device says %d", packet->kind);
	}
}

static void frames_say(struct link *link)
{
	struct memory_hub *hub = link->hub;
	unsigned char cursor[CURSOR_SIZE];

	for (; link->pulls && link->next < hub->count; link->next++) {
		const struct hub_frame *frame = &hub->at[link->next];
		struct packet packet = { .kind = PACKET_FRAME, .payload = { frame->payload, frame->size } };
		link->ends = true;
		if (frame->withheld || (frame->forked && (frame->device[0] ^ link->device[0]) & 1))
			continue;
		memcpy(packet.id, frame->id, sizeof packet.id);
		packet.cursor = cursor_make(hub, link->next + 1, cursor);
		hub_say(link, &packet);
		if (hub->repeats)
			hub_say(link, &packet);
	}
	if (link->pulls && link->ends)
		hub_say(link, &(struct packet){ .kind = PACKET_END, .cursor = cursor_make(hub, link->next, cursor) });
	link->ends = false;
}

static void hub_turn(struct link *link)
{
	struct packet packet;
	ptrdiff_t taken;

	while ((taken = packet_read(buffer_front(&link->to_hub), buffer_size(&link->to_hub), PACKET_CLIENT, &packet)) >
	       0) {
		packet_take(link, &packet);
		buffer_taken(&link->to_hub, (size_t)taken);
	}
	assert_true(taken == 0);
	frames_say(link);
}

/* ---- the device's side */

void link_open(struct link *link, struct memory_hub *hub, ts_store *store)
{
	*link = (struct link){ .hub = hub, .store = store };
	assert_int_equal(ts_sync_begin(store, &link->sync), TS_OK);
}

void link_close(struct link *link)
{
	ts_sync_end(link->sync);
	buffer_release(&link->to_hub);
	buffer_release(&link->to_device);
	link->sync = NULL;
}

static size_t cut(size_t size, uint64_t *chance)
{
	return rows_random_below(chance, 3) == 0 ? (size_t)rows_random_below(chance, (int)size + 1) : size;
}

static bool output_move(struct link *link, uint64_t *chance)
{
	size_t size;
	const void *bytes = ts_sync_output(link->sync, &size);

	if (!bytes)
		return false;
	size = cut(size, chance);
	unsigned char *room = buffer_room(&link->to_hub, size);
	if (size > 0)
		memcpy(room, bytes, size);
	buffer_grown(&link->to_hub, size);
	ts_sync_sent(link->sync, size);
	return true;
}

static bool input_move(struct link *link, uint64_t *chance)
{
	size_t size = buffer_size(&link->to_device);

	if (size == 0)
		return false;
	size = cut(size, chance);
	assert_int_equal(ts_sync_receive(link->sync, buffer_front(&link->to_device), size), TS_OK);
	buffer_taken(&link->to_device, size);
	return true;
}

void link_pump(struct link *link, int rounds, size_t rows, ts_time now, uint64_t *chance)
{
	bool moves = true;
	size_t size;

	for (int round = 0; rounds > 0 ? round < rounds : moves; round++) {
		moves = output_move(link, chance);
		hub_turn(link);
		moves = input_move(link, chance) || moves;
		(void)ts_sync_output(link->sync, &size);
		const size_t before = size;
		enum ts_status status = ts_sync_step(link->sync, rows, now, &link->step);
		if (status != TS_OK) {
			assert_true(link->may_fail);
			/* It has said nothing. */
			(void)ts_sync_output(link->sync, &size);
			assert_int_equal(size, before);
			link->failures++;
			moves = true;
			continue;
		}
		link->events |= link->step.events;
		link->changed += link->step.changed;
		moves = moves || link->step.more || ts_sync_output(link->sync, &size);
		assert_true(round < 100000);
	}
}
