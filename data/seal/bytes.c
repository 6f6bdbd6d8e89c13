/* Bounded writing and reading of bytes. */
#include "data/seal/bytes.h"

#include <string.h>

struct bytes_writer bytes_write_to(unsigned char *out, size_t room)
{
	return (struct bytes_writer){ .at = out, .room = room };
}

void bytes_put(struct bytes_writer *writer, const void *bytes, size_t size)
{
	if (writer->failed || size > writer->room) {
		writer->failed = true;
		return;
	}
	if (size > 0)
		memcpy(writer->at, bytes, size);
	writer->at += size;
	writer->size += size;
	writer->room -= size;
}

void bytes_put_number(struct bytes_writer *writer, uint64_t value, size_t size)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	bytes_put(writer, bytes, size);
}

void bytes_put_id(struct bytes_writer *writer, const struct ts_id *id)
{
	bytes_put(writer, id->bytes, sizeof id->bytes);
}

void bytes_put_text(struct bytes_writer *writer, const char *text)
{
	size_t size = strlen(text);

	if (size > UINT16_MAX) {
		writer->failed = true;
		return;
	}
	bytes_put_number(writer, size, 2);
	bytes_put(writer, text, size);
}

const unsigned char *bytes_take(struct bytes_reader *reader, size_t size)
{
	const unsigned char *taken = reader->at;

	if (reader->failed || size > reader->left) {
		reader->failed = true;
		return NULL;
	}
	reader->at += size;
	reader->left -= size;
	return taken;
}

uint64_t bytes_take_number(struct bytes_reader *reader, size_t size)
{
	const unsigned char *bytes = bytes_take(reader, size);
	uint64_t value = 0;

	for (size_t i = 0; bytes && i < size; i++)
		value |= (uint64_t)bytes[i] << (8 * i);
	return value;
}

struct ts_id bytes_take_id(struct bytes_reader *reader)
{
	const unsigned char *bytes = bytes_take(reader, TS_ID_SIZE);
	struct ts_id id = { 0 };

	if (bytes)
		memcpy(id.bytes, bytes, sizeof id.bytes);
	return id;
}

void bytes_take_text(struct bytes_reader *reader, char *out, size_t size)
{
	size_t length = (size_t)bytes_take_number(reader, 2);
	const unsigned char *bytes = bytes_take(reader, length);

	memset(out, 0, size);
	if (!bytes)
		return;
	if (length >= size || memchr(bytes, 0, length)) {
		reader->failed = true;
		return;
	}
	memcpy(out, bytes, length);
}

bool bytes_finished(const struct bytes_reader *reader)
{
	return !reader->failed && reader->left == 0;
}
