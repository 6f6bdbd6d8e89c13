/* Activities as bytes, and how they merge. */
#include "data/rows/row.h"

#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

size_t row_encode_activity(const struct row_activity *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, ROW_ACTIVITY_SIZE);

	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, row->text_version, 8);
	bytes_put_number(&writer, row->slot_version, 8);
	bytes_put_number(&writer, row->colour_version, 8);
	bytes_put_number(&writer, row->rest_version, 8);
	bytes_put_number(&writer, row->standing_version, 8);
	bytes_put_number(&writer, row->merged_version, 8);
	bytes_put_number(&writer, row->slot, 1);
	bytes_put_number(&writer, row->colour, 1);
	bytes_put_number(&writer, row->rest, 1);
	bytes_put_number(&writer, (uint64_t)row->standing, 1);
	bytes_put_id(&writer, &row->merged);
	bytes_put_text(&writer, row->text);
	return writer.failed || !version_valid(row_version_activity(row)) ? 0 : writer.size;
}

uint64_t row_version_activity(const struct row_activity *row)
{
	uint64_t most = 0;

	version_witness(&most, row->text_version);
	version_witness(&most, row->slot_version);
	version_witness(&most, row->colour_version);
	version_witness(&most, row->rest_version);
	version_witness(&most, row->standing_version);
	version_witness(&most, row->merged_version);
	return most;
}

static bool colour_valid(uint8_t colour)
{
	return colour != ROW_COLOUR_GIVEN && (colour & ~ROW_COLOUR_GIVEN) <= TS_COLOURS;
}

bool row_decode_activity(const struct ts_id *id, const unsigned char *bytes, size_t size, struct row_activity *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct row_activity row = { .id = *id };
	uint64_t format = bytes_take_number(&reader, 1);

	row.text_version = bytes_take_number(&reader, 8);
	row.slot_version = bytes_take_number(&reader, 8);
	row.colour_version = bytes_take_number(&reader, 8);
	row.rest_version = bytes_take_number(&reader, 8);
	row.standing_version = bytes_take_number(&reader, 8);
	row.merged_version = bytes_take_number(&reader, 8);
	row.slot = (uint8_t)bytes_take_number(&reader, 1);
	row.colour = (uint8_t)bytes_take_number(&reader, 1);
	uint64_t rest = bytes_take_number(&reader, 1);
	uint64_t standing = bytes_take_number(&reader, 1);
	row.merged = bytes_take_id(&reader);
	bytes_take_text(&reader, row.text, sizeof row.text);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || row.slot > TS_SLOTS || !colour_valid(row.colour) ||
	    rest > 1 || standing > ROW_UNMADE || !version_valid(row_version_activity(&row)))
		return false;
	row.rest = rest != 0;
	row.standing = (enum row_standing)standing;
	*out = row;
	return true;
}

static int number_compare(uint64_t left, uint64_t right)
{
	return left < right ? -1 : left > right;
}

/* True when other's write of a register goes before row's: the greater version, or the greater value of one version. */
static bool register_wins(uint64_t version, uint64_t other_version, int value_compared)
{
	return other_version != version ? other_version > version : value_compared < 0;
}

void row_merge_activity(struct row_activity *row, const struct row_activity *other)
{
	if (register_wins(row->text_version, other->text_version, memcmp(row->text, other->text, sizeof row->text))) {
		row->text_version = other->text_version;
		memcpy(row->text, other->text, sizeof row->text);
	}
	if (register_wins(row->slot_version, other->slot_version, number_compare(row->slot, other->slot))) {
		row->slot_version = other->slot_version;
		row->slot = other->slot;
	}
	if (register_wins(row->colour_version, other->colour_version, number_compare(row->colour, other->colour))) {
		row->colour_version = other->colour_version;
		row->colour = other->colour;
	}
	if (register_wins(row->rest_version, other->rest_version, number_compare(row->rest, other->rest))) {
		row->rest_version = other->rest_version;
		row->rest = other->rest;
	}
	if (register_wins(row->standing_version, other->standing_version,
	                  number_compare((uint64_t)row->standing, (uint64_t)other->standing))) {
		row->standing_version = other->standing_version;
		row->standing = other->standing;
	}
	if (register_wins(row->merged_version, other->merged_version,
	                  memcmp(row->merged.bytes, other->merged.bytes, TS_ID_SIZE))) {
		row->merged_version = other->merged_version;
		row->merged = other->merged;
	}
}

bool row_carry_activity(struct row_activity *row, const struct row_activity *from, const struct row_activity *to,
                        uint64_t version)
{
	struct row_activity write = { .id = row->id };

	/* What is not carried has version 0 there, and the merge below leaves it alone. */
	if (memcmp(from->text, to->text, sizeof to->text) != 0 && memcmp(row->text, from->text, sizeof to->text) == 0) {
		write.text_version = version;
		memcpy(write.text, to->text, sizeof write.text);
	}
	if (from->slot != to->slot && row->slot == from->slot) {
		write.slot_version = version;
		write.slot = to->slot;
	}
	if (from->colour != to->colour && row->colour == from->colour) {
		write.colour_version = version;
		write.colour = to->colour;
	}
	if (from->rest != to->rest && row->rest == from->rest) {
		write.rest_version = version;
		write.rest = to->rest;
	}
	if (from->standing != to->standing && row->standing == from->standing) {
		write.standing_version = version;
		write.standing = to->standing;
	}
	if (!ts_id_equal(from->merged, to->merged) && ts_id_equal(row->merged, from->merged)) {
		write.merged_version = version;
		write.merged = to->merged;
	}
	if (row_version_activity(&write) == 0)
		return false;
	row_merge_activity(row, &write);
	return true;
}
