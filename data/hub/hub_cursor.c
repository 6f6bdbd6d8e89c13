/* Cursors of hubs that number their frames. */
#include "data/hub/hub_cursor.h"

#include "data/seal/bytes.h"

#include <string.h>

void hub_cursor_encode(const struct hub_cursor *cursor, unsigned char out[HUB_CURSOR_SIZE])
{
	struct bytes_writer writer = bytes_write_to(out, HUB_CURSOR_SIZE);

	bytes_put(&writer, cursor->hub, sizeof cursor->hub);
	bytes_put_number(&writer, (uint64_t)cursor->number, sizeof cursor->number);
	bytes_put(&writer, cursor->mark, sizeof cursor->mark);
}

bool hub_cursor_decode(struct packet_view bytes, const unsigned char hub[PACKET_ID_SIZE], struct hub_cursor *out)
{
	struct bytes_reader reader = { .at = bytes.bytes, .left = bytes.size };
	struct hub_cursor cursor;
	const unsigned char *id = bytes_take(&reader, sizeof cursor.hub);
	uint64_t number = bytes_take_number(&reader, sizeof cursor.number);
	const unsigned char *mark = bytes_take(&reader, sizeof cursor.mark);

	if (!bytes_finished(&reader) || !id || !mark || memcmp(id, hub, sizeof cursor.hub) != 0 || number > INT64_MAX)
		return false;
	memcpy(cursor.hub, id, sizeof cursor.hub);
	memcpy(cursor.mark, mark, sizeof cursor.mark);
	cursor.number = (int64_t)number;
	*out = cursor;
	return true;
}
