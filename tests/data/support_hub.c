/* Devices that talk with a hub, packet by packet. */
#include "support_hub.h"

#include "data/hub/name_hash.h"

#include <stdlib.h>
#include <string.h>

enum { HEARD_MOST = 8192 };

struct device {
	struct hub *hub;
	struct serve *serve;
	unsigned char *memory[HEARD_MOST]; /* of the packets, each by itself */
	struct packet heard[HEARD_MOST];
	size_t count, next;
};

struct device *device_open(const struct hub_world *world, const struct serve_rules *rules, int64_t quota)
{
	struct device *device = calloc(1, sizeof *device);
	char reason[TS_REASON_SIZE] = "";

	assert_non_null(device);
	if (hub_open(world->place, &(struct hub_opening){ .quota = quota }, reason, &device->hub) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(serve_begin(device->hub, rules ? rules : &(struct serve_rules){ 0 }, &device->serve), TS_OK);
	return device;
}

void device_close(struct device *device)
{
	serve_end(device->serve);
	hub_close(device->hub);
	for (size_t i = 0; i < device->count; i++)
		free(device->memory[i]);
	free(device);
}

struct serve *device_serve(struct device *device)
{
	return device->serve;
}

/* Takes the answers apart, as one that reads. */
static void answers_take(struct device *device)
{
	size_t size, at = 0;
	const unsigned char *bytes = serve_output(device->serve, &size);
	struct packet packet;

	while (at < size) {
		ptrdiff_t length = packet_read(bytes + at, size - at, PACKET_HUB, &packet);
		assert_true(length > 0);
		assert_true(device->count < HEARD_MOST);
		unsigned char *memory = malloc((size_t)length);
		assert_non_null(memory);
		memcpy(memory, bytes + at, (size_t)length);
		device->memory[device->count] = memory;
		assert_int_equal(packet_read(memory, (size_t)length, PACKET_HUB, &device->heard[device->count]),
		                 length);
		device->count++;
		at += (size_t)length;
	}
	serve_sent(device->serve, size);
}

static void work(struct device *device)
{
	while (serve_step(device->serve))
		answers_take(device);
	answers_take(device);
}

void device_say_bytes(struct device *device, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	while (size > 0) {
		size_t room = serve_room(device->serve), part = size < room ? size : room;
		if (room == 0)
			break;
		assert_int_equal(serve_receive(device->serve, at, part), TS_OK);
		at += part;
		size -= part;
		work(device);
	}
}

void device_say(struct device *device, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_CLIENT, NULL, 0);
	unsigned char *bytes = malloc(size);

	assert_non_null(bytes);
	assert_int_equal(packet_write(packet, PACKET_CLIENT, bytes, size), size);
	device_say_bytes(device, bytes, size);
	free(bytes);
}

void device_look(struct device *device)
{
	serve_look(device->serve);
	work(device);
}

struct packet device_hears(struct device *device, enum packet_kind kind)
{
	if (device->next == device->count)
		fail_msg("nothing is heard, where %d should be", kind);
	struct packet packet = device->heard[device->next++];
	if (packet.kind == PACKET_REFUSED && kind != PACKET_REFUSED)
		fail_msg("refused: %.*s", (int)packet.text.size, (const char *)packet.text.bytes);
	assert_int_equal(packet.kind, kind);
	return packet;
}

bool device_next(struct device *device, struct packet *out)
{
	if (device->next == device->count)
		return false;
	*out = device->heard[device->next++];
	return true;
}

void device_hears_nothing(struct device *device)
{
	if (device->next < device->count)
		fail_msg("%d is heard, where nothing should be", device->heard[device->next].kind);
}

void device_deaf(struct device *device)
{
	device->next = device->count;
}

struct packet device_greets(struct device *device, unsigned char owner, unsigned char self)
{
	struct packet packet = { .kind = PACKET_HELLO, .version = PACKET_VERSION };

	memset(packet.owner, owner, sizeof packet.owner);
	memset(packet.device, self, sizeof packet.device);
	device_say(device, &packet);
	return device_hears(device, PACKET_HELLO);
}

struct device *device_of(const struct hub_world *world, unsigned char owner, unsigned char self)
{
	struct device *device = device_open(world, NULL, 0);

	(void)device_greets(device, owner, self);
	return device;
}

struct packet packet_push(unsigned char id, const char *text)
{
	struct packet packet = { .kind = PACKET_PUSH, .payload = { text, strlen(text) } };

	memset(packet.id, id, sizeof packet.id);
	return packet;
}

struct packet device_pushes(struct device *device, unsigned char id, const char *text)
{
	struct packet packet = packet_push(id, text);

	device_say(device, &packet);
	struct packet answer = device_hears(device, PACKET_ACK);
	assert_memory_equal(answer.id, packet.id, sizeof packet.id);
	return answer;
}

void device_pulls(struct device *device, struct packet_view cursor)
{
	device_say(device, &(struct packet){ .kind = PACKET_PULL, .cursor = cursor });
}

bool view_is(struct packet_view view, const char *text)
{
	return view.size == strlen(text) && memcmp(view.bytes, text, view.size) == 0;
}

struct packet_view device_hears_frame(struct device *device, unsigned char id, const char *text)
{
	struct packet packet = device_hears(device, PACKET_FRAME);
	unsigned char bytes[PACKET_ID_SIZE];

	memset(bytes, id, sizeof bytes);
	assert_memory_equal(packet.id, bytes, sizeof bytes);
	assert_true(view_is(packet.payload, text));
	return packet.cursor;
}

struct packet device_puts(struct device *device, const char *name, uint64_t generation, const char *blob)
{
	struct packet packet = { .kind = PACKET_KEYRING, .generation = generation, .payload = { blob, strlen(blob) } };

	assert_int_equal(hub_name_hash(name, packet.owner), TS_OK);
	device_say(device, &packet);
	return device_hears(device, PACKET_KEYRING);
}

struct packet device_asks(struct device *device, const char *name)
{
	struct packet packet = { .kind = PACKET_WHO };

	if (name)
		assert_int_equal(hub_name_hash(name, packet.owner), TS_OK);
	device_say(device, &packet);
	return device_hears(device, PACKET_KEYRING);
}
