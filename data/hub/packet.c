/* Packets as bytes. Each kind of each side is one list of fields, which reading and writing share. */
#include "data/hub/packet.h"

#include "data/seal/bytes.h"

#include <string.h>

static const char magic[] = "tshub\n";
enum { MAGIC_SIZE = sizeof magic - 1, LENGTH_SIZE = 4, LENGTH_MOST = PACKET_SIZE_MOST - LENGTH_SIZE };

/* What a body is made of. The magic and the version are HELLO's own. */
enum field {
	FIELD_END,
	FIELD_HELLO, /* magic, version, features */
	FIELD_OWNER,
	FIELD_DEVICE,
	FIELD_HUB,
	FIELD_ID,
	FIELD_GENERATION,
	FIELD_KEPT,
	FIELD_CURSOR,
	FIELD_PAYLOAD, /* the rest */
	FIELD_CODE,
	FIELD_TEXT /* the rest */
};

enum { FIELDS_MOST = 6, SIDES = 2, KINDS = PACKET_WIPE + 1 };

struct shape {
	bool spoken; /* that side has such a packet */
	unsigned char fields[FIELDS_MOST];
};

static const struct shape shapes[KINDS][SIDES] = {
	[PACKET_HELLO] = { { true, { FIELD_HELLO, FIELD_OWNER, FIELD_DEVICE } },
	                   { true, { FIELD_HELLO, FIELD_HUB, FIELD_GENERATION, FIELD_KEPT, FIELD_CURSOR } } },
	[PACKET_WHO] = { { true, { FIELD_OWNER } } },
	[PACKET_KEYRING] = { { true, { FIELD_GENERATION, FIELD_OWNER, FIELD_PAYLOAD } },
	                     { true, { FIELD_GENERATION, FIELD_PAYLOAD } } },
	[PACKET_PUSH] = { { true, { FIELD_ID, FIELD_PAYLOAD } } },
	[PACKET_ACK] = { [PACKET_HUB] = { true, { FIELD_ID, FIELD_CURSOR } } },
	[PACKET_PULL] = { { true, { FIELD_CURSOR } } },
	[PACKET_FRAME] = { [PACKET_HUB] = { true, { FIELD_ID, FIELD_CURSOR, FIELD_PAYLOAD } } },
	[PACKET_END] = { [PACKET_HUB] = { true, { FIELD_CURSOR } } },
	[PACKET_COMPACT] = { { true, { FIELD_CURSOR } } },
	[PACKET_PING] = { { true, { FIELD_END } }, { true, { FIELD_END } } },
	[PACKET_PONG] = { { true, { FIELD_END } }, { true, { FIELD_END } } },
	[PACKET_REFUSED] = { [PACKET_HUB] = { true, { FIELD_CODE, FIELD_TEXT } } },
	[PACKET_WIPE] = { { true, { FIELD_OWNER } }, { true, { FIELD_END } } },
};

static const struct shape *shape_of(unsigned kind, enum packet_side side)
{
	return kind < KINDS && shapes[kind][side].spoken ? &shapes[kind][side] : NULL;
}

/* ---- reading */

static struct packet_view view_take(struct bytes_reader *reader, size_t size, size_t most)
{
	if (size > most)
		reader->failed = true;
	const unsigned char *bytes = bytes_take(reader, size);
	return (struct packet_view){ bytes, bytes ? size : 0 };
}

static void id_take(struct bytes_reader *reader, unsigned char out[PACKET_ID_SIZE])
{
	const unsigned char *bytes = bytes_take(reader, PACKET_ID_SIZE);

	if (bytes)
		memcpy(out, bytes, PACKET_ID_SIZE);
}

static void hello_take(struct bytes_reader *reader, struct packet *out)
{
	const unsigned char *bytes = bytes_take(reader, MAGIC_SIZE);

	if (!bytes || memcmp(bytes, magic, MAGIC_SIZE) != 0)
		reader->failed = true;
	out->version = (uint16_t)bytes_take_number(reader, sizeof out->version);
	out->features = (uint32_t)bytes_take_number(reader, sizeof out->features);
}

static void field_take(enum field field, struct bytes_reader *reader, struct packet *out)
{
	switch (field) {
	case FIELD_END:
		break;
	case FIELD_HELLO:
		hello_take(reader, out);
		break;
	case FIELD_OWNER:
		id_take(reader, out->owner);
		break;
	case FIELD_DEVICE:
		id_take(reader, out->device);
		break;
	case FIELD_HUB:
		id_take(reader, out->hub);
		break;
	case FIELD_ID:
		id_take(reader, out->id);
		break;
	case FIELD_GENERATION:
		out->generation = bytes_take_number(reader, sizeof out->generation);
		break;
	case FIELD_KEPT:
		out->kept = bytes_take_number(reader, sizeof out->kept);
		break;
	case FIELD_CURSOR:
		out->cursor = view_take(reader, (size_t)bytes_take_number(reader, 2), PACKET_CURSOR_MOST);
		break;
	case FIELD_PAYLOAD:
		out->payload = view_take(reader, reader->left, PACKET_PAYLOAD_MOST);
		break;
	case FIELD_CODE:
		out->code = (uint8_t)bytes_take_number(reader, sizeof out->code);
		break;
	case FIELD_TEXT:
		out->text = view_take(reader, reader->left, LENGTH_MOST);
		break;
	}
}

/* What another version has behind its number is its own. */
static bool hello_is_foreign(const struct packet *packet, const struct bytes_reader *reader)
{
	return packet->kind == PACKET_HELLO && !reader->failed && packet->version != PACKET_VERSION;
}

static bool body_read(struct bytes_reader reader, const struct shape *shape, struct packet *out)
{
	for (size_t i = 0; i < FIELDS_MOST && shape->fields[i] != FIELD_END; i++) {
		field_take((enum field)shape->fields[i], &reader, out);
		if (hello_is_foreign(out, &reader))
			return true;
	}
	return bytes_finished(&reader);
}

ptrdiff_t packet_read(const void *bytes, size_t size, enum packet_side side, struct packet *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };

	if (size < LENGTH_SIZE)
		return 0;
	size_t length = (size_t)bytes_take_number(&reader, LENGTH_SIZE);
	if (length < 1 || length > LENGTH_MOST)
		return -1;
	if (size < PACKET_HEADER_SIZE)
		return 0;
	unsigned kind = (unsigned)bytes_take_number(&reader, 1);
	const struct shape *shape = shape_of(kind, side);
	if (!shape)
		return -1;
	if (size < LENGTH_SIZE + length)
		return 0;
	reader.left = length - 1;
	struct packet packet = { .kind = (enum packet_kind)kind };
	if (!body_read(reader, shape, &packet))
		return -1;
	*out = packet;
	return (ptrdiff_t)(LENGTH_SIZE + length);
}

/* ---- writing */

static void view_put(struct bytes_writer *writer, struct packet_view view, size_t most)
{
	if (view.size > most)
		writer->failed = true;
	bytes_put(writer, view.bytes, view.size);
}

static void field_put(enum field field, struct bytes_writer *writer, const struct packet *packet)
{
	switch (field) {
	case FIELD_END:
		break;
	case FIELD_HELLO:
		bytes_put(writer, magic, MAGIC_SIZE);
		bytes_put_number(writer, packet->version, sizeof packet->version);
		bytes_put_number(writer, packet->features, sizeof packet->features);
		break;
	case FIELD_OWNER:
		bytes_put(writer, packet->owner, sizeof packet->owner);
		break;
	case FIELD_DEVICE:
		bytes_put(writer, packet->device, sizeof packet->device);
		break;
	case FIELD_HUB:
		bytes_put(writer, packet->hub, sizeof packet->hub);
		break;
	case FIELD_ID:
		bytes_put(writer, packet->id, sizeof packet->id);
		break;
	case FIELD_GENERATION:
		bytes_put_number(writer, packet->generation, sizeof packet->generation);
		break;
	case FIELD_KEPT:
		bytes_put_number(writer, packet->kept, sizeof packet->kept);
		break;
	case FIELD_CURSOR:
		bytes_put_number(writer, packet->cursor.size, 2);
		view_put(writer, packet->cursor, PACKET_CURSOR_MOST);
		break;
	case FIELD_PAYLOAD:
		view_put(writer, packet->payload, PACKET_PAYLOAD_MOST);
		break;
	case FIELD_CODE:
		bytes_put_number(writer, packet->code, sizeof packet->code);
		break;
	case FIELD_TEXT:
		view_put(writer, packet->text, LENGTH_MOST);
		break;
	}
}

/* The bytes of a field; of a view that is too long, more than any packet has. */
static size_t field_size(enum field field, const struct packet *packet)
{
	switch (field) {
	case FIELD_END:
		return 0;
	case FIELD_HELLO:
		return MAGIC_SIZE + sizeof packet->version + sizeof packet->features;
	case FIELD_OWNER:
	case FIELD_DEVICE:
	case FIELD_HUB:
	case FIELD_ID:
		return PACKET_ID_SIZE;
	case FIELD_GENERATION:
		return sizeof packet->generation;
	case FIELD_KEPT:
		return sizeof packet->kept;
	case FIELD_CURSOR:
		return packet->cursor.size <= PACKET_CURSOR_MOST ? 2 + packet->cursor.size : PACKET_SIZE_MOST;
	case FIELD_PAYLOAD:
		return packet->payload.size <= PACKET_PAYLOAD_MOST ? packet->payload.size : PACKET_SIZE_MOST;
	case FIELD_CODE:
		return sizeof packet->code;
	case FIELD_TEXT:
		return packet->text.size < LENGTH_MOST ? packet->text.size : PACKET_SIZE_MOST;
	}
	return PACKET_SIZE_MOST;
}

size_t packet_write(const struct packet *packet, enum packet_side side, void *out, size_t size)
{
	const struct shape *shape = shape_of((unsigned)packet->kind, side);
	size_t length = 1;

	if (!shape)
		return 0;
	for (size_t i = 0; i < FIELDS_MOST && shape->fields[i] != FIELD_END; i++)
		length += field_size((enum field)shape->fields[i], packet);
	/* A view that is too long counts as more than any packet has. */
	if (length > LENGTH_MOST)
		return 0;
	if (size < LENGTH_SIZE + length)
		return LENGTH_SIZE + length;
	struct bytes_writer writer = bytes_write_to(out, LENGTH_SIZE + length);
	bytes_put_number(&writer, length, LENGTH_SIZE);
	bytes_put_number(&writer, packet->kind, 1);
	for (size_t i = 0; i < FIELDS_MOST && shape->fields[i] != FIELD_END; i++)
		field_put((enum field)shape->fields[i], &writer, packet);
	return writer.failed ? 0 : LENGTH_SIZE + length;
}
