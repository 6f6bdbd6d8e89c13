/* Packets from any bytes: what is read is written to the same bytes. The first byte says who speaks. */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/hub/packet.h"
#include "tests/fuzz/fuzz.h"

static bool view_is_inside(struct packet_view view, const unsigned char *bytes, size_t size)
{
	const unsigned char *begin = view.bytes;

	return view.size == 0 || (begin >= bytes && begin + view.size <= bytes + size);
}

static void packet_check(const struct packet *packet, enum packet_side side, const unsigned char *bytes, size_t size)
{
	assert(view_is_inside(packet->cursor, bytes, size) && packet->cursor.size <= PACKET_CURSOR_MOST);
	assert(view_is_inside(packet->payload, bytes, size) && packet->payload.size <= PACKET_PAYLOAD_MOST);
	assert(view_is_inside(packet->text, bytes, size));
	if (packet->kind == PACKET_HELLO && packet->version != PACKET_VERSION)
		return;
	unsigned char *written = malloc(size);
	assert(written);
	assert(packet_write(packet, side, written, size) == size && memcmp(written, bytes, size) == 0);
	free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packet packet;
	size_t at = 0;
	ptrdiff_t taken;

	if (size == 0)
		return 0;
	enum packet_side side = data[0] % 2 ? PACKET_HUB : PACKET_CLIENT;
	/* Exactly as large as it is said to be. */
	unsigned char *bytes = malloc(size - 1 ? size - 1 : 1);
	assert(bytes);
	size--;
	memcpy(bytes, data + 1, size);
	while ((taken = packet_read(bytes + at, size - at, side, &packet)) > 0) {
		assert((size_t)taken <= size - at);
		packet_check(&packet, side, bytes + at, (size_t)taken);
		/* A byte less is not enough. */
		assert(packet_read(bytes + at, (size_t)taken - 1, side, &packet) == 0);
		at += (size_t)taken;
	}
	assert(taken == 0 || taken == -1);
	free(bytes);
	return 0;
}
