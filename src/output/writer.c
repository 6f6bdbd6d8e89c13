/* Text gathered for a stream. */
#include "src/output/writer.h"

#include <assert.h>

void writer_begin(struct writer *writer, FILE *stream)
{
	writer->stream = stream;
	writer->size = 0;
}

void writer_flush(struct writer *writer)
{
	if (writer->size > 0)
		(void)fwrite(writer->bytes, 1, writer->size, writer->stream);
	writer->size = 0;
}

void writer_bytes_apart(struct writer *writer, const char *bytes, size_t size)
{
	writer_flush(writer);
	if (size > WRITER_ROOM)
		(void)fwrite(bytes, 1, size, writer->stream);
	else
		writer_bytes(writer, bytes, size);
}

void writer_integer(struct writer *writer, int64_t value)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (value < 0)
		*--at = '-';
	writer_bytes(writer, at, (size_t)(digits + sizeof digits - at));
}

char *writer_reserve(struct writer *writer, size_t size)
{
	assert(size <= WRITER_PIECE);
	if (size > WRITER_ROOM - writer->size)
		writer_flush(writer);
	return writer->bytes + writer->size;
}

void writer_written(struct writer *writer, const char *end)
{
	writer->size = (size_t)(end - writer->bytes);
}
