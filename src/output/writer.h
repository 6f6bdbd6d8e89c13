/*
 * Text on its way to a stream, put together in one piece of memory. An export writes dozens of words for each log, and
 * a call of stdio for each of them takes longer than all else. Until writer_flush some of it may not have reached the
 * stream; whether it could be written, the stream says then.
 */
#ifndef TIMESHEET_SRC_OUTPUT_WRITER_H
#define TIMESHEET_SRC_OUTPUT_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	WRITER_ROOM = 16384,
	WRITER_PIECE = 64 /* the most that writer_reserve is asked for */
};
struct writer {
	FILE *stream;
	size_t size; /* of what waits */
	char bytes[WRITER_ROOM];
};

void writer_begin(struct writer *writer, FILE *stream);
/* Hands all of it to the stream, which may keep it. */
void writer_flush(struct writer *writer);

/* What does not fit in what waits. */
void writer_bytes_apart(struct writer *writer, const char *bytes, size_t size);

/* Here, since of most texts the compiler knows the length. */
static inline void writer_bytes(struct writer *writer, const char *bytes, size_t size)
{
	if (size > WRITER_ROOM - writer->size) {
		writer_bytes_apart(writer, bytes, size);
		return;
	}
	memcpy(writer->bytes + writer->size, bytes, size);
	writer->size += size;
}

static inline void writer_text(struct writer *writer, const char *text)
{
	writer_bytes(writer, text, strlen(text));
}

static inline void writer_character(struct writer *writer, char character)
{
	if (writer->size == WRITER_ROOM)
		writer_flush(writer);
	writer->bytes[writer->size++] = character;
}

void writer_integer(struct writer *writer, int64_t value);
/* Room for so many bytes, to be written in place; writer_written says where they end. */
char *writer_reserve(struct writer *writer, size_t size);
void writer_written(struct writer *writer, const char *end);

#endif
