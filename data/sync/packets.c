/* Packets of a client, as bytes. */
#include "data/sync/packets.h"

#include <string.h>

enum ts_status packets_say(struct buffer *output, const struct packet *packet)
{
	size_t size = packet_write(packet, PACKET_CLIENT, NULL, 0);
	unsigned char *room = size > 0 ? buffer_room(output, size) : NULL;

	if (!room)
		return size > 0 ? TS_NO_MEMORY : TS_TOO_LONG;
	buffer_grown(output, packet_write(packet, PACKET_CLIENT, room, size));
	return TS_OK;
}

enum ts_status packets_hear(struct buffer *input, const void *bytes, size_t size, packets_take *take, void *context)
{
	unsigned char *room = size > 0 ? buffer_room(input, size) : NULL;
	enum ts_status status = TS_OK;
	struct packet packet;
	ptrdiff_t taken = 1;

	if (!room)
		return size > 0 ? TS_NO_MEMORY : TS_OK;
	memcpy(room, bytes, size);
	buffer_grown(input, size);
	while (status == TS_OK && taken > 0) {
		taken = packet_read(buffer_front(input), buffer_size(input), PACKET_HUB, &packet);
		if (taken > 0) {
			status = take(context, &packet);
			buffer_taken(input, (size_t)taken);
		}
	}
	return taken < 0 ? TS_INVALID : status;
}
