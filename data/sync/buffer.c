/* Bytes that wait. */
#include "data/sync/buffer.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

size_t buffer_size(const struct buffer *buffer)
{
	return buffer->end - buffer->begin;
}

const unsigned char *buffer_front(const struct buffer *buffer)
{
	return buffer->bytes ? buffer->bytes + buffer->begin : NULL;
}

unsigned char *buffer_room(struct buffer *buffer, size_t size)
{
	if (buffer->begin > 0 && buffer->end + size > buffer->room) {
		memmove(buffer->bytes, buffer->bytes + buffer->begin, buffer->end - buffer->begin);
		buffer->end -= buffer->begin;
		buffer->begin = 0;
	}
	return array_room(&buffer->bytes, &buffer->room, buffer->end + size, 1) ? buffer->bytes + buffer->end : NULL;
}

void buffer_grown(struct buffer *buffer, size_t size)
{
	buffer->end += size;
}

void buffer_taken(struct buffer *buffer, size_t size)
{
	buffer->begin += size;
	if (buffer->begin == buffer->end)
		buffer->begin = buffer->end = 0;
}

void buffer_cut(struct buffer *buffer, size_t size)
{
	buffer->end = buffer->begin + size;
}

void buffer_release(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){ .bytes = NULL };
}
