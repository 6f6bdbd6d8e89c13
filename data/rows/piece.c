/* Months of logs as bytes, and read from them. */
#include "data/rows/piece.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

enum {
	POINTS_FORMAT = 2, /* 1 did not say of what may have tags */
	LOGS_FORMAT = 2,   /* 1 was of logs with what are points now */
	/* In the lowest bits of a distance: what it is counted in. In milliseconds all of them have so many bits. */
	UNIT_BITS = 2,
	UNIT_MASK = 3,
	SINCE_BITS = 44,
	/* In the lowest bit of an activity: a byte follows, which says what else there is. */
	ACTIVITY_MORE = 1,
	POINT_SURE = 1,
	POINT_OFFSET = 2,
	POINT_TAGGED = 4, /* the comment has a # */
	POINT_FLAGS = 7,
	POINT_MOST = 3 * NUMBER_SIZE + 1 + 5,
	/* A log's first byte: which of the rest is there. */
	LOG_ZONE = 1,
	LOG_LOCKED = 2,
	LOG_COMMENT = 4,
	LOG_FLAGS = 7,
	LOG_MOST = 1 + TS_ID_SIZE + 1 + TS_ZONE_SIZE + 3, /* and its comment */
	HEAD_MOST = 1 + 2 * NUMBER_SIZE
};

static const ts_time units[] = { 1, TS_SECOND, TS_MINUTE };
enum { UNITS = sizeof units / sizeof units[0] };

/* ---- writing */

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

/* The activities of logs, each once and in order, allocated. */
static struct ts_id *activities_of(const struct row_log *logs, size_t count, size_t *out)
{
	/* Few are of very many logs: most of those that came before are not sorted again. */
	enum { RECENT = 256 };
	const struct ts_id *recent[RECENT] = { NULL };
	struct ts_id *ids = calloc(count + 1, sizeof *ids);
	size_t found = 0, kept = 0;

	if (!ids)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const struct ts_id *id = &logs[i].activity, **last = &recent[id->bytes[0] % RECENT];
		if (*last && ts_id_equal(**last, *id))
			continue;
		*last = id;
		ids[found++] = *id;
	}
	qsort(ids, found, sizeof *ids, id_compare);
	for (size_t i = 0; i < found; i++) {
		if (kept == 0 || !ts_id_equal(ids[kept - 1], ids[i]))
			ids[kept++] = ids[i];
	}
	*out = kept;
	return ids;
}

static void since_put(struct bytes_writer *bytes, ts_time since)
{
	unsigned unit = UNITS - 1;

	while (since % units[unit] != 0)
		unit--;
	number_put(bytes, (uint64_t)(since / units[unit]) << UNIT_BITS | unit);
}

static void point_put(struct bytes_writer *bytes, const struct row_log *log, const struct row_log *before, size_t place)
{
	const bool offset = log->offset != (before ? before->offset : 0);
	const unsigned flags = (log->sure != 0 ? POINT_SURE : 0) | (offset ? POINT_OFFSET : 0) |
	                       (strchr(log->comment, '#') ? POINT_TAGGED : 0);

	since_put(bytes, log->at - (before ? before->at : ROW_EARLIEST));
	number_put(bytes, (uint64_t)place << 1 | (flags != 0 ? ACTIVITY_MORE : 0));
	if (flags != 0)
		bytes_put_number(bytes, flags, 1);
	if (flags & POINT_SURE)
		number_put_signed(bytes, log->sure - log->at);
	if (flags & POINT_OFFSET)
		number_put_signed(bytes, log->offset);
}

static enum ts_status points_encode(const struct row_log *logs, size_t count, struct piece_runs *piece)
{
	size_t activity_count;
	struct ts_id *activities = activities_of(logs, count, &activity_count);
	const size_t room = activities ? HEAD_MOST + activity_count * TS_ID_SIZE + count * POINT_MOST : 0;

	piece->points = activities ? malloc(room) : NULL;
	if (piece->points) {
		struct bytes_writer bytes = bytes_write_to(piece->points, room);
		bytes_put_number(&bytes, POINTS_FORMAT, 1);
		number_put(&bytes, count);
		number_put(&bytes, activity_count);
		bytes_put(&bytes, activities, activity_count * sizeof *activities);
		for (size_t i = 0; i < count; i++) {
			const struct ts_id *activity =
			        bsearch(&logs[i].activity, activities, activity_count, sizeof *activity, id_compare);
			point_put(&bytes, &logs[i], i > 0 ? &logs[i - 1] : NULL, (size_t)(activity - activities));
		}
		piece->points_size = bytes.size;
	}
	free(activities);
	return piece->points ? TS_OK : TS_NO_MEMORY;
}

static void text_put(struct bytes_writer *bytes, const char *text)
{
	const size_t size = strlen(text);

	number_put(bytes, size);
	bytes_put(bytes, text, size);
}

static void log_put(struct bytes_writer *bytes, const struct row_log *log, const struct row_log *before)
{
	const bool zone = strcmp(log->zone, before ? before->zone : "") != 0;

	bytes_put_number(
	        bytes, (zone ? LOG_ZONE : 0) | (log->locked ? LOG_LOCKED : 0) | (log->comment[0] ? LOG_COMMENT : 0), 1);
	bytes_put_id(bytes, &log->id);
	if (zone)
		text_put(bytes, log->zone);
	if (log->comment[0])
		text_put(bytes, log->comment);
}

static enum ts_status logs_encode(const struct row_log *logs, size_t count, struct piece_runs *piece)
{
	size_t room = HEAD_MOST;

	for (size_t i = 0; i < count; i++)
		room += LOG_MOST + strlen(logs[i].comment);
	piece->logs = malloc(room);
	if (!piece->logs)
		return TS_NO_MEMORY;
	struct bytes_writer bytes = bytes_write_to(piece->logs, room);
	bytes_put_number(&bytes, LOGS_FORMAT, 1);
	number_put(&bytes, count);
	for (size_t i = 0; i < count; i++)
		log_put(&bytes, &logs[i], i > 0 ? &logs[i - 1] : NULL);
	piece->logs_size = bytes.size;
	return TS_OK;
}

enum ts_status piece_encode(const struct row_log *logs, size_t count, struct piece_runs *out)
{
	struct piece_runs piece = { .points = NULL };

	for (size_t i = 0; i < count; i++) {
		if (logs[i].at < (i > 0 ? logs[i - 1].at : ROW_EARLIEST) || logs[i].at >= ROW_LATEST)
			return TS_INVALID;
	}
	enum ts_status status = points_encode(logs, count, &piece);
	if (status == TS_OK)
		status = logs_encode(logs, count, &piece);
	if (status == TS_OK)
		*out = piece;
	else
		piece_runs_release(&piece);
	return status;
}

void piece_runs_release(struct piece_runs *piece)
{
	free(piece->points);
	free(piece->logs);
	*piece = (struct piece_runs){ .points = NULL };
}

/* ---- reading */

static bool head_take(struct numbers *numbers, unsigned format)
{
	const unsigned char *head = numbers_bytes(numbers, 1);

	return head && *head == format;
}

/* The moment of a point, which comes so long behind the one before it. */
static inline bool since_take(struct numbers *numbers, ts_time *at)
{
	const uint64_t value = number_take(numbers), unit = value & UNIT_MASK, since = value >> UNIT_BITS;

	if (unit >= UNITS || since >> SINCE_BITS != 0)
		return false;
	*at += (ts_time)since * units[unit];
	return *at < ROW_LATEST;
}

/* What there is besides; what is not stays as it is. */
static bool more_take(struct numbers *numbers, ts_time at, ts_time *sure, int32_t *offset, bool *tagged)
{
	const uint64_t flags = number_take(numbers);

	if (flags & POINT_SURE)
		*sure = (ts_time)((uint64_t)at + (uint64_t)number_take_signed(numbers));
	if (flags & POINT_OFFSET)
		*offset = (int32_t)number_take_signed(numbers);
	*tagged = *tagged || (flags & POINT_TAGGED);
	return flags != 0 && flags <= POINT_FLAGS;
}

static bool points_take(struct numbers *numbers, const unsigned char *activities, struct points *out)
{
	ts_time at = ROW_EARLIEST;
	int32_t offset = 0;

	out->tagged = false;
	for (size_t i = 0; i < out->count; i++) {
		struct point *point = &out->at[i];
		if (!since_take(numbers, &at))
			return false;
		const uint64_t activity = number_take(numbers), place = activity >> 1;
		ts_time sure = 0;
		if (place >= out->place_count ||
		    ((activity & ACTIVITY_MORE) && !more_take(numbers, at, &sure, &offset, &out->tagged)))
			return false;
		point->at = at;
		point->sure = sure;
		point->offset = offset;
		point->place = (uint32_t)place;
		memcpy(&point->activity, activities + place * TS_ID_SIZE, TS_ID_SIZE);
		point->id = (struct ts_id){ { 0 } };
	}
	return !numbers->failed && numbers->at == numbers->end;
}

enum ts_status piece_points(const unsigned char *bytes, size_t size, struct points *out)
{
	struct numbers numbers = { .at = bytes, .end = bytes + size };

	if (!head_take(&numbers, POINTS_FORMAT))
		return TS_DAMAGED;
	const uint64_t count = number_take(&numbers), activity_count = number_take(&numbers);
	/* A point takes two bytes at least. */
	if (numbers.failed || count > size / 2 || activity_count > size / TS_ID_SIZE)
		return TS_DAMAGED;
	const unsigned char *activities = numbers_bytes(&numbers, activity_count * TS_ID_SIZE);
	if (!activities)
		return TS_DAMAGED;
	if (!array_room(&out->at, &out->room, (size_t)count, sizeof *out->at))
		return TS_NO_MEMORY;
	out->count = (size_t)count;
	out->place_count = (size_t)activity_count;
	if (points_take(&numbers, activities, out))
		return TS_OK;
	out->count = 0;
	return TS_DAMAGED;
}

/* In place of a text, which leaves zeroes after its end. */
static void text_take(struct numbers *numbers, char *out, size_t room)
{
	const uint64_t size = number_take(numbers);
	const unsigned char *text = numbers_bytes(numbers, size);
	const size_t before = strlen(out);

	if (!text || size >= room || memchr(text, 0, size)) {
		numbers->failed = true;
		return;
	}
	if (size > 0)
		memcpy(out, text, size);
	if (before > size)
		memset(out + size, 0, before - size);
}

bool piece_begin(struct piece_reader *reader, const struct points *points, const unsigned char *bytes, size_t size)
{
	struct piece_reader begun = { .numbers = { .at = bytes, .end = bytes + size }, .points = points };

	if (!head_take(&begun.numbers, LOGS_FORMAT) || number_take(&begun.numbers) != points->count)
		return false;
	*reader = begun;
	return !begun.numbers.failed;
}

bool piece_next(struct piece_reader *reader, struct row_log *row)
{
	struct numbers *numbers = &reader->numbers;
	const bool more = reader->next < reader->points->count;
	const unsigned char *head = more ? numbers_bytes(numbers, 1 + TS_ID_SIZE) : NULL;

	if (!head)
		return false;
	const struct point *point = &reader->points->at[reader->next++];
	const unsigned flags = head[0];
	numbers->failed = flags > LOG_FLAGS;
	memcpy(row->id.bytes, head + 1, TS_ID_SIZE);
	row->at = point->at;
	row->sure = point->sure;
	row->offset = point->offset;
	row->activity = point->activity;
	row->locked = flags & LOG_LOCKED;
	if (flags & LOG_ZONE)
		text_take(numbers, row->zone, sizeof row->zone);
	if (flags & LOG_COMMENT)
		text_take(numbers, row->comment, sizeof row->comment);
	else if (row->comment[0])
		memset(row->comment, 0, strlen(row->comment));
	return !numbers->failed;
}

bool piece_finished(const struct piece_reader *reader)
{
	return !reader->numbers.failed && reader->next == reader->points->count &&
	       reader->numbers.at == reader->numbers.end;
}
