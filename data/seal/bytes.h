/*
 * Bounded writing and reading of bytes, little-endian, for the codecs of rows. A step over the end marks the whole as
 * failed and does nothing; so a codec checks once, at its end.
 */
#ifndef TIMESHEET_DATA_BYTES_H
#define TIMESHEET_DATA_BYTES_H

#include "data/timesheet.h"

struct bytes_writer {
	unsigned char *at; /* where the next byte goes */
	size_t room;       /* bytes left */
	size_t size;       /* bytes written */
	bool failed;
};

struct bytes_reader {
	const unsigned char *at;
	size_t left;
	bool failed;
};

/* A writer to out, which has room for that many bytes. */
struct bytes_writer bytes_write_to(unsigned char *out, size_t room);
void bytes_put(struct bytes_writer *writer, const void *bytes, size_t size);
/* size: how many of value's low bytes, 1 to 8. */
void bytes_put_number(struct bytes_writer *writer, uint64_t value, size_t size);
void bytes_put_id(struct bytes_writer *writer, const struct ts_id *id);
/* Two bytes of length, then the text without its NUL. */
void bytes_put_text(struct bytes_writer *writer, const char *text);

/* Borrowed from what is read; NULL once failed. */
const unsigned char *bytes_take(struct bytes_reader *reader, size_t size);
uint64_t bytes_take_number(struct bytes_reader *reader, size_t size); /* 0 once failed */
struct ts_id bytes_take_id(struct bytes_reader *reader);
/* The counterpart of bytes_put_text. All of out (size bytes) is set. Fails when the text has no room or a NUL in it. */
void bytes_take_text(struct bytes_reader *reader, char *out, size_t size);
/* True when everything was read, and nothing failed. */
bool bytes_finished(const struct bytes_reader *reader);

#endif
