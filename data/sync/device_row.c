/* The rows of devices. */
#include "data/sync/device_row.h"

#include "data/file/store.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	DEVICE_FORMAT = 1,
	PLAIN_SIZE = 320 + FRAME_DEVICES * (TS_ID_SIZE + 9),
	FLAG_MISSING = 1,
	FLAG_FORKED = 2,
	FLAG_LACKS = 4,
	FLAG_SETTLED = 8,
	FLAG_COMPARED = 16,
	FLAG_SAME = 32,
	FLAG_FORGOTTEN = 64
};
/* A clock that is further ahead than this is told of. */
#define AHEAD_LIMIT (24 * TS_HOUR)

static size_t device_encode(const struct device_row *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, PLAIN_SIZE);
	const unsigned flags = (row->missing ? FLAG_MISSING : 0) | (row->forked ? FLAG_FORKED : 0) |
	                       (row->lacks ? FLAG_LACKS : 0) | (row->settled ? FLAG_SETTLED : 0) |
	                       (row->compared ? FLAG_COMPARED : 0) | (row->same ? FLAG_SAME : 0) |
	                       (row->forgotten ? FLAG_FORGOTTEN : 0);

	bytes_put_number(&writer, DEVICE_FORMAT, 1);
	bytes_put_text(&writer, row->name);
	bytes_put_number(&writer, (uint64_t)row->counter, 8);
	bytes_put(&writer, row->frames, sizeof row->frames);
	bytes_put_number(&writer, flags, 1);
	bytes_put_number(&writer, (uint64_t)row->doubt, 1);
	bytes_put_number(&writer, (uint64_t)row->generation, 8);
	bytes_put_number(&writer, (uint64_t)row->heard, 8);
	bytes_put_number(&writer, (uint64_t)row->ahead, 8);
	bytes_put(&writer, row->sum, sizeof row->sum);
	bytes_put_number(&writer, row->seen_count, 1);
	for (size_t i = 0; i < row->seen_count; i++) {
		bytes_put_id(&writer, &row->seen[i].device);
		bytes_put_number(&writer, (uint64_t)row->seen[i].counter, 8);
		bytes_put_number(&writer, row->seen[i].missing, 1);
	}
	return writer.failed ? 0 : writer.size;
}

static void flags_take(struct bytes_reader *reader, struct device_row *row)
{
	uint64_t flags = bytes_take_number(reader, 1);

	row->missing = flags & FLAG_MISSING;
	row->forked = flags & FLAG_FORKED;
	row->lacks = flags & FLAG_LACKS;
	row->settled = flags & FLAG_SETTLED;
	row->compared = flags & FLAG_COMPARED;
	row->same = flags & FLAG_SAME;
	row->forgotten = flags & FLAG_FORGOTTEN;
}

static void bytes_copy(struct bytes_reader *reader, void *out, size_t size)
{
	const unsigned char *bytes = bytes_take(reader, size);

	if (bytes)
		memcpy(out, bytes, size);
}

static bool device_decode(const unsigned char *bytes, size_t size, struct device_row *row)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	uint64_t format = bytes_take_number(&reader, 1);

	bytes_take_text(&reader, row->name, sizeof row->name);
	row->counter = (int64_t)bytes_take_number(&reader, 8);
	bytes_copy(&reader, row->frames, sizeof row->frames);
	flags_take(&reader, row);
	uint64_t doubt = bytes_take_number(&reader, 1);
	row->generation = (int64_t)bytes_take_number(&reader, 8);
	row->heard = (ts_time)bytes_take_number(&reader, 8);
	row->ahead = (ts_time)bytes_take_number(&reader, 8);
	bytes_copy(&reader, row->sum, sizeof row->sum);
	row->seen_count = (size_t)bytes_take_number(&reader, 1);
	if (row->seen_count > FRAME_DEVICES)
		return false;
	for (size_t i = 0; i < row->seen_count; i++) {
		row->seen[i].device = bytes_take_id(&reader);
		row->seen[i].counter = (int64_t)bytes_take_number(&reader, 8);
		row->seen[i].missing = bytes_take_number(&reader, 1) != 0;
	}
	row->doubt = (enum device_doubt)doubt;
	return bytes_finished(&reader) && format == DEVICE_FORMAT && row->counter >= 0 && doubt <= DOUBT_ANSWERED;
}

enum ts_status device_rows_read(ts_store *store, struct device_rows *out)
{
	struct query query = statement_start(store, STATEMENT_DEVICE_LIST);
	enum ts_status status;

	out->count = 0;
	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		unsigned char plain[RECORD_ROOM(PLAIN_SIZE)];
		struct device_row row = { .counter = 0 };
		size_t size;
		if (out->count == FRAME_DEVICES || !statement_id(&query, 0, &row.id))
			continue;
		const struct record_seal seal = record_seal_of(store, RECORD_DEVICE, row.id.bytes, TS_ID_SIZE, NULL, 0);
		if (record_open(&seal, &query, 1, plain, sizeof plain, &size) && device_decode(plain, size, &row))
			out->at[out->count++] = row;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status device_row_write(ts_store *store, const struct device_row *row)
{
	const struct record_seal seal = record_seal_of(store, RECORD_DEVICE, row->id.bytes, TS_ID_SIZE, NULL, 0);
	unsigned char plain[PLAIN_SIZE], *sealed = NULL;
	size_t plain_size = device_encode(row, plain), size;
	enum ts_status status = plain_size > 0 ? record_close(&seal, plain, plain_size, &sealed, &size) : TS_TOO_LONG;

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_DEVICE_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &row->id);
	statement_bind_blob(&query, sealed, size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

enum ts_status device_rows_clear(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_DEVICE_CLEAR);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

struct device_row *device_row_find(struct device_rows *rows, const struct ts_id *id)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (ts_id_equal(rows->at[i].id, *id))
			return &rows->at[i];
	}
	return NULL;
}

struct device_row *device_row_make(struct device_rows *rows, const struct ts_id *id)
{
	struct device_row *row = device_row_find(rows, id);

	if (row || rows->count == FRAME_DEVICES)
		return row;
	row = &rows->at[rows->count++];
	*row = (struct device_row){ .id = *id };
	return row;
}

/* The frame before this one, as the sender says, is one of those that came. */
static bool frame_follows(const struct device_row *row, const struct frame_head *head)
{
	bool follows = false;

	for (size_t i = 0; i < DEVICE_FRAMES; i++)
		follows = follows || memcmp(row->frames[i], head->before, FRAME_DIGEST_SIZE) == 0;
	return follows;
}

static void counter_move(struct device_row *row, const struct frame_head *head,
                         const unsigned char digest[FRAME_DIGEST_SIZE])
{
	/* Where everything was sent again there is no frame before it that matters. */
	row->missing = head->previous > row->counter && head->previous > head->floor;
	if (row->missing)
		return;
	if (row->counter > 0 && head->previous == row->counter && !frame_follows(row, head))
		row->forked = true;
	if (head->counter < row->counter)
		return;
	for (size_t i = DEVICE_FRAMES - 1; i > 0; i--)
		memcpy(row->frames[i], head->counter == row->counter ? row->frames[i - 1] : digest, FRAME_DIGEST_SIZE);
	memcpy(row->frames[0], digest, FRAME_DIGEST_SIZE);
	row->counter = head->counter;
}

bool device_row_hear(struct device_row *row, const struct frame_head *head,
                     const unsigned char digest[FRAME_DIGEST_SIZE], ts_time now)
{
	/* What was sent later, and of what was sent between two changes what comes later: clocks are set back. */
	bool newest = head->counter >= row->counter;

	if (head->counter > head->previous)
		counter_move(row, head, digest);
	else
		/* It only speaks: of what it has sent, the last must have come. */
		row->missing = row->missing || head->counter > row->counter;
	if (!newest)
		return !row->missing;
	row->doubt = row->doubt == DOUBT_NONE ? DOUBT_NONE : DOUBT_ANSWERED;
	row->heard = head->moment;
	row->ahead = head->moment - now > AHEAD_LIMIT ? head->moment - now : 0;
	memcpy(row->name, head->name, sizeof row->name);
	row->generation = head->generation;
	row->settled = head->settled;
	memcpy(row->sum, head->sum, sizeof row->sum);
	row->seen_count = head->seen_count;
	memcpy(row->seen, head->seen, sizeof row->seen);
	return !row->missing;
}
