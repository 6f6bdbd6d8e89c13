/* Months of logs as bytes. */
#include "data/rows/piece.h"

#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	PIECE_FORMAT = 1,
	/* What stands in a log's first byte: which of the rest is there, and that its distance is in minutes. */
	LOG_PLACE = 1,
	LOG_SURE = 2,
	LOG_LOCKED = 4,
	LOG_COMMENT = 8,
	LOG_MINUTES = 16,
	LOG_FLAGS = 31,
	/* A number takes seven bits a byte, the lowest first. */
	NUMBER_BITS = 7,
	NUMBER_MORE = 0x80,
	/* Of a log at most: flags, id, distance, activity, place, sure and the length of its comment. */
	LOG_MOST = 1 + TS_ID_SIZE + 10 + 10 + 5 + 1 + TS_ZONE_SIZE + 10 + 3
};

/* ---- writing */

static void number_put(struct bytes_writer *writer, uint64_t value)
{
	unsigned char bytes[10];
	size_t size = 0;

	for (; value >= NUMBER_MORE; value >>= NUMBER_BITS)
		bytes[size++] = (unsigned char)(value | NUMBER_MORE);
	bytes[size++] = (unsigned char)value;
	bytes_put(writer, bytes, size);
}

/* With the sign in the lowest bit. */
static void signed_put(struct bytes_writer *writer, int64_t value)
{
	number_put(writer, value < 0 ? ~(uint64_t)value << 1 | 1 : (uint64_t)value << 1);
}

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

/* The activities of logs, each once and in order, allocated. */
static struct ts_id *activities_of(const struct row_log *logs, size_t count, size_t *out)
{
	struct ts_id *ids = calloc(count + 1, sizeof *ids);
	size_t kept = 0;

	if (!ids)
		return NULL;
	for (size_t i = 0; i < count; i++)
		ids[i] = logs[i].activity;
	qsort(ids, count, sizeof *ids, id_compare);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || !ts_id_equal(ids[kept - 1], ids[i]))
			ids[kept++] = ids[i];
	}
	*out = kept;
	return ids;
}

struct piece_writer {
	struct bytes_writer bytes;
	const struct ts_id *activities;
	size_t activity_count;
};

static void place_put(struct bytes_writer *bytes, const struct row_log *log)
{
	const size_t size = strlen(log->zone);

	signed_put(bytes, log->offset);
	number_put(bytes, size);
	bytes_put(bytes, log->zone, size);
}

static void log_put(struct piece_writer *writer, const struct row_log *log, const struct row_log *before)
{
	const ts_time since = log->at - (before ? before->at : ROW_EARLIEST);
	const bool place = !before || before->offset != log->offset || strcmp(before->zone, log->zone) != 0;
	const bool minutes = since % TS_MINUTE == 0;
	const struct ts_id *activity =
	        bsearch(&log->activity, writer->activities, writer->activity_count, sizeof *activity, id_compare);
	struct bytes_writer *bytes = &writer->bytes;

	bytes_put_number(bytes,
	                 (place ? LOG_PLACE : 0) | (log->sure != 0 ? LOG_SURE : 0) | (log->locked ? LOG_LOCKED : 0) |
	                         (log->comment[0] ? LOG_COMMENT : 0) | (minutes ? LOG_MINUTES : 0),
	                 1);
	bytes_put_id(bytes, &log->id);
	number_put(bytes, (uint64_t)(minutes ? since / TS_MINUTE : since));
	number_put(bytes, (uint64_t)(activity - writer->activities));
	if (place)
		place_put(bytes, log);
	if (log->sure != 0)
		signed_put(bytes, log->sure - log->at);
	if (log->comment[0]) {
		number_put(bytes, strlen(log->comment));
		bytes_put(bytes, log->comment, strlen(log->comment));
	}
}

enum ts_status piece_encode(const struct row_log *logs, size_t count, unsigned char **out, size_t *size)
{
	struct piece_writer writer = { .activities = NULL };
	struct ts_id *activities = activities_of(logs, count, &writer.activity_count);
	size_t room = 64 + writer.activity_count * TS_ID_SIZE;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < count && status == TS_OK; i++) {
		room += LOG_MOST + strlen(logs[i].comment);
		if (logs[i].at < (i > 0 ? logs[i - 1].at : ROW_EARLIEST) || logs[i].at >= ROW_LATEST)
			status = TS_INVALID;
	}
	unsigned char *bytes = activities && status == TS_OK ? malloc(room) : NULL;
	if (bytes) {
		writer.bytes = bytes_write_to(bytes, room);
		writer.activities = activities;
		bytes_put_number(&writer.bytes, PIECE_FORMAT, 1);
		number_put(&writer.bytes, count);
		number_put(&writer.bytes, writer.activity_count);
		bytes_put(&writer.bytes, activities, writer.activity_count * sizeof *activities);
		for (size_t i = 0; i < count; i++)
			log_put(&writer, &logs[i], i > 0 ? &logs[i - 1] : NULL);
	}
	free(activities);
	if (!bytes)
		return status == TS_OK ? TS_NO_MEMORY : status;
	*out = bytes;
	*size = writer.bytes.size;
	return TS_OK;
}

/* ---- reading */

static uint64_t number_take(struct piece_reader *reader)
{
	uint64_t value = 0;

	for (unsigned bits = 0; bits < 64 && reader->at < reader->end; bits += NUMBER_BITS) {
		const unsigned char byte = *reader->at++;
		value |= (uint64_t)(byte & (NUMBER_MORE - 1)) << bits;
		if (!(byte & NUMBER_MORE))
			return value;
	}
	reader->failed = true;
	return 0;
}

static int64_t signed_take(struct piece_reader *reader)
{
	const uint64_t value = number_take(reader);

	return value & 1 ? (int64_t) ~(value >> 1) : (int64_t)(value >> 1);
}

static const unsigned char *bytes_next(struct piece_reader *reader, uint64_t size)
{
	const unsigned char *taken = reader->at;

	if (reader->failed || size > (uint64_t)(reader->end - reader->at)) {
		reader->failed = true;
		return NULL;
	}
	reader->at += size;
	return taken;
}

/* In place of a text, which leaves zeroes after its end. */
static void text_take(struct piece_reader *reader, char *out, size_t room)
{
	const uint64_t size = number_take(reader);
	const unsigned char *text = bytes_next(reader, size);
	const size_t before = strlen(out);

	if (!text || size >= room || memchr(text, 0, size)) {
		reader->failed = true;
		return;
	}
	if (size > 0)
		memcpy(out, text, size);
	if (before > size)
		memset(out + size, 0, before - size);
}

bool piece_begin(struct piece_reader *reader, const unsigned char *bytes, size_t size)
{
	struct piece_reader begun = { .at = bytes, .end = bytes + size, .last = ROW_EARLIEST };

	if (size == 0 || *begun.at++ != PIECE_FORMAT)
		return false;
	begun.left = number_take(&begun);
	begun.activity_count = number_take(&begun);
	if (begun.failed || begun.activity_count > size / TS_ID_SIZE)
		return false;
	begun.activities = bytes_next(&begun, begun.activity_count * TS_ID_SIZE);
	*reader = begun;
	return !begun.failed;
}

static void moment_take(struct piece_reader *reader, bool minutes, struct row_log *row)
{
	const uint64_t most = (uint64_t)(ROW_LATEST - reader->last);
	uint64_t since = number_take(reader);

	if (since >= most || (minutes && since > most / TS_MINUTE)) {
		reader->failed = true;
		return;
	}
	row->at = reader->last + (ts_time)(minutes ? since * TS_MINUTE : since);
	reader->failed = reader->failed || row->at >= ROW_LATEST;
	reader->last = row->at;
}

static void activity_take(struct piece_reader *reader, struct row_log *row)
{
	const uint64_t place = number_take(reader);

	if (place >= reader->activity_count) {
		reader->failed = true;
		return;
	}
	memcpy(row->activity.bytes, reader->activities + place * TS_ID_SIZE, TS_ID_SIZE);
}

bool piece_next(struct piece_reader *reader, struct row_log *row)
{
	const unsigned char *head = reader->left > 0 ? bytes_next(reader, 1 + TS_ID_SIZE) : NULL;

	if (!head)
		return false;
	const unsigned flags = head[0];
	reader->failed = flags > LOG_FLAGS;
	reader->left--;
	memcpy(row->id.bytes, head + 1, TS_ID_SIZE);
	moment_take(reader, flags & LOG_MINUTES, row);
	activity_take(reader, row);
	if (flags & LOG_PLACE) {
		row->offset = (int32_t)signed_take(reader);
		text_take(reader, row->zone, sizeof row->zone);
	}
	row->sure = flags & LOG_SURE ? row->at + signed_take(reader) : 0;
	row->locked = flags & LOG_LOCKED;
	if (flags & LOG_COMMENT)
		text_take(reader, row->comment, sizeof row->comment);
	else if (row->comment[0])
		memset(row->comment, 0, strlen(row->comment));
	return !reader->failed;
}

bool piece_finished(const struct piece_reader *reader)
{
	return !reader->failed && reader->left == 0 && reader->at == reader->end;
}
