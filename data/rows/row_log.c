/* Logs as bytes, and how they merge. */
#include "data/rows/row.h"

#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { DAY_SECONDS = 86400 };
/* What the register of death holds besides 0 and 1. */
enum { DEAD_UNMADE = 2 };

static bool when_valid(ts_time at, int64_t offset)
{
	return at >= ROW_EARLIEST && at < ROW_LATEST && offset > -DAY_SECONDS && offset < DAY_SECONDS;
}

/* What nobody has said is not encoded: what says the same is the same bytes. */
static bool sure_valid(const struct row_log *row)
{
	return row->sure_version > 0 ? when_valid(row->sure, 0) : row->sure == 0;
}

static bool sure_take(struct bytes_reader *reader, struct row_log *row)
{
	if (reader->failed || reader->left == 0)
		return true;
	row->sure_version = bytes_take_number(reader, 8);
	row->sure = (ts_time)bytes_take_number(reader, 8);
	return row->sure_version > 0 && sure_valid(row);
}

size_t row_encode_log(const struct row_log *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, ROW_LOG_SIZE);

	if (!when_valid(row->at, row->offset) || !sure_valid(row) || !version_valid(row_version_log(row)))
		return 0;
	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, row->when_version, 8);
	bytes_put_number(&writer, row->what_version, 8);
	bytes_put_number(&writer, row->comment_version, 8);
	bytes_put_number(&writer, row->dead_version, 8);
	bytes_put_number(&writer, (uint64_t)row->at, 8);
	bytes_put_number(&writer, (uint32_t)row->offset, 4);
	bytes_put_id(&writer, &row->activity);
	bytes_put_number(&writer, row->dead && row->unmade ? DEAD_UNMADE : row->dead, 1);
	bytes_put_number(&writer, row->locked, 1);
	bytes_put_text(&writer, row->zone);
	bytes_put_text(&writer, row->comment);
	if (row->sure_version > 0) {
		bytes_put_number(&writer, row->sure_version, 8);
		bytes_put_number(&writer, (uint64_t)row->sure, 8);
	}
	return writer.failed ? 0 : writer.size;
}

uint64_t row_version_log(const struct row_log *row)
{
	uint64_t most = 0;

	version_witness(&most, row->when_version);
	version_witness(&most, row->what_version);
	version_witness(&most, row->comment_version);
	version_witness(&most, row->dead_version);
	version_witness(&most, row->sure_version);
	return most;
}

uint64_t row_versions_log(const struct row_log *row)
{
	return row->when_version + row->what_version + row->comment_version + row->dead_version + row->sure_version;
}

void row_drop_versions(struct row_log *row)
{
	row->when_version = row->what_version = row->comment_version = row->dead_version = row->sure_version = 0;
}

bool row_decode_log(const struct ts_id *id, const unsigned char *bytes, size_t size, struct row_log *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct row_log row = { .id = *id };
	uint64_t format = bytes_take_number(&reader, 1);

	row.when_version = bytes_take_number(&reader, 8);
	row.what_version = bytes_take_number(&reader, 8);
	row.comment_version = bytes_take_number(&reader, 8);
	row.dead_version = bytes_take_number(&reader, 8);
	row.at = (ts_time)bytes_take_number(&reader, 8);
	row.offset = (int32_t)(uint32_t)bytes_take_number(&reader, 4);
	row.activity = bytes_take_id(&reader);
	uint64_t dead = bytes_take_number(&reader, 1);
	uint64_t locked = bytes_take_number(&reader, 1);
	bytes_take_text(&reader, row.zone, sizeof row.zone);
	bytes_take_text(&reader, row.comment, sizeof row.comment);
	if (!sure_take(&reader, &row) || !bytes_finished(&reader) || format != ROW_FORMAT || dead > DEAD_UNMADE ||
	    locked > 1 || !when_valid(row.at, row.offset) || !version_valid(row_version_log(&row)))
		return false;
	row.dead = dead != 0;
	row.unmade = dead == DEAD_UNMADE;
	row.locked = locked != 0;
	*out = row;
	return true;
}

static int when_compare(const struct row_log *left, const struct row_log *right)
{
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	return memcmp(left->zone, right->zone, sizeof left->zone);
}

static bool register_wins(uint64_t version, uint64_t other_version, int value_compared)
{
	return other_version != version ? other_version > version : value_compared < 0;
}

static int dead_value(const struct row_log *row)
{
	return row->dead ? 1 + row->unmade : 0;
}

void row_merge_log(struct row_log *row, const struct row_log *other)
{
	if (register_wins(row->when_version, other->when_version, when_compare(row, other))) {
		row->when_version = other->when_version;
		row->at = other->at;
		row->offset = other->offset;
		memcpy(row->zone, other->zone, sizeof row->zone);
	}
	if (register_wins(row->what_version, other->what_version,
	                  memcmp(row->activity.bytes, other->activity.bytes, TS_ID_SIZE))) {
		row->what_version = other->what_version;
		row->activity = other->activity;
	}
	if (register_wins(row->comment_version, other->comment_version,
	                  memcmp(row->comment, other->comment, sizeof row->comment))) {
		row->comment_version = other->comment_version;
		memcpy(row->comment, other->comment, sizeof row->comment);
	}
	if (register_wins(row->dead_version, other->dead_version, dead_value(row) - dead_value(other))) {
		row->dead_version = other->dead_version;
		row->dead = other->dead;
		row->unmade = other->dead && other->unmade;
	}
	if (register_wins(row->sure_version, other->sure_version,
	                  row->sure < other->sure   ? -1
	                  : row->sure > other->sure ? 1
	                                            : 0)) {
		row->sure_version = other->sure_version;
		row->sure = other->sure;
	}
	row->locked = row->locked || other->locked;
}

bool row_carry_log(struct row_log *row, const struct row_log *from, const struct row_log *to, uint64_t version)
{
	/* A moment that no write has: what is not carried must not win where both versions are 0. */
	struct row_log write = { .id = row->id, .at = INT64_MIN };

	if (when_compare(from, to) != 0 && when_compare(row, from) == 0) {
		write.when_version = version;
		write.at = to->at;
		write.offset = to->offset;
		memcpy(write.zone, to->zone, sizeof write.zone);
	}
	if (!ts_id_equal(from->activity, to->activity) && ts_id_equal(row->activity, from->activity)) {
		write.what_version = version;
		write.activity = to->activity;
	}
	if (memcmp(from->comment, to->comment, sizeof to->comment) != 0 &&
	    memcmp(row->comment, from->comment, sizeof to->comment) == 0) {
		write.comment_version = version;
		memcpy(write.comment, to->comment, sizeof write.comment);
	}
	if (from->dead != to->dead && row->dead == from->dead) {
		write.dead_version = version;
		write.dead = to->dead;
		write.unmade = to->dead && to->unmade;
	}
	if (from->sure != to->sure && row->sure == from->sure) {
		write.sure_version = version;
		write.sure = to->sure;
	}
	if (row_version_log(&write) == 0)
		return false;
	row_merge_log(row, &write);
	return true;
}

int row_compare_log(const void *left, const void *right)
{
	const struct row_log *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}
