/* Bytes that wait: put behind, taken off before. Private to data/sync/. */
#ifndef TIMESHEET_DATA_SYNC_BUFFER_H
#define TIMESHEET_DATA_SYNC_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	unsigned char *bytes; /* allocated */
	size_t begin, end, room;
};
size_t buffer_size(const struct buffer *buffer);
const unsigned char *buffer_front(const struct buffer *buffer);
/* Room for so many bytes at its end, which become part of it by buffer_grown; NULL without memory. */
unsigned char *buffer_room(struct buffer *buffer, size_t size);
void buffer_grown(struct buffer *buffer, size_t size);
void buffer_taken(struct buffer *buffer, size_t size);
/* Takes off at its end what makes it larger than that. */
void buffer_cut(struct buffer *buffer, size_t size);
void buffer_release(struct buffer *buffer);

#endif
