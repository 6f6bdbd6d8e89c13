/* Marks, targets and bookings as bytes, and how they merge. */
#include "data/rows/row.h"

#include "data/pure/ledger.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { WEEK = 7 };

static bool empty(const void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (((const unsigned char *)bytes)[i] != 0)
			return false;
	}
	return true;
}

static bool target_valid(const struct row_ledger *row)
{
	struct ts_target target = { .from = row->day };

	for (int i = 0; i < WEEK; i++)
		target.minutes[i] = row->minutes[i];
	return ledger_target_valid(&target) && row->mark == 0 && !row->half && row->booked == 0 && row->text[0] == '\0';
}

/* What is not of its kind is zero: what says the same is the same bytes. */
static bool values_valid(const struct row_ledger *row)
{
	const bool timeless = empty(row->minutes, sizeof row->minutes);
	const bool subjectless = empty(row->subject.bytes, TS_ID_SIZE) && !row->project && !row->monthly;

	if (subjectless != (row->entry != ROW_BUDGET))
		return false;
	switch (row->entry) {
	case ROW_MARK:
		return ledger_day_valid(row->day) && row->mark >= TS_MARK_HOLIDAY && row->mark <= TS_MARK_WORK &&
		       timeless && row->booked == 0;
	case ROW_TARGET:
		return target_valid(row);
	case ROW_BUDGET:
		return row->day == 0 && row->mark == 0 && !row->half && timeless && row->booked > 0 &&
		       row->booked <= TS_BUDGET_MOST && row->text[0] != '\0';
	case ROW_BOOKING:
		return ledger_day_valid(row->day) && row->mark == 0 && !row->half && timeless && row->booked != 0 &&
		       row->booked >= -TS_BOOKING_MOST && row->booked <= TS_BOOKING_MOST;
	}
	return false;
}

static void values_put(struct bytes_writer *writer, const struct row_ledger *row)
{
	bytes_put_number(writer, (uint64_t)row->entry, 1);
	bytes_put_number(writer, (uint32_t)row->day, 4);
	bytes_put_number(writer, (uint64_t)row->holding, 1);
	bytes_put_number(writer, row->mark, 1);
	bytes_put_number(writer, row->half, 1);
	for (int i = 0; i < WEEK; i++)
		bytes_put_number(writer, row->minutes[i], 2);
	bytes_put_number(writer, (uint32_t)row->booked, 4);
	bytes_put_text(writer, row->text);
	if (row->entry != ROW_BUDGET)
		return;
	bytes_put_id(writer, &row->subject);
	bytes_put_number(writer, row->project, 1);
	bytes_put_number(writer, row->monthly, 1);
}

size_t row_encode_ledger(const struct row_ledger *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, ROW_LEDGER_SIZE);

	if (!values_valid(row) || !version_valid(row->version))
		return 0;
	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, row->version, 8);
	values_put(&writer, row);
	return writer.failed ? 0 : writer.size;
}

static bool budget_take(struct bytes_reader *reader, struct row_ledger *row)
{
	row->subject = bytes_take_id(reader);
	uint64_t project = bytes_take_number(reader, 1), monthly = bytes_take_number(reader, 1);
	row->project = project == 1;
	row->monthly = monthly == 1;
	return project <= 1 && monthly <= 1;
}

bool row_decode_ledger(const struct ts_id *id, const unsigned char *bytes, size_t size, struct row_ledger *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct row_ledger row = { .id = *id };
	uint64_t format = bytes_take_number(&reader, 1);

	row.version = bytes_take_number(&reader, 8);
	uint64_t entry = bytes_take_number(&reader, 1);
	row.day = (ts_day)(uint32_t)bytes_take_number(&reader, 4);
	uint64_t holding = bytes_take_number(&reader, 1);
	row.mark = (uint8_t)bytes_take_number(&reader, 1);
	uint64_t half = bytes_take_number(&reader, 1);
	for (int i = 0; i < WEEK; i++)
		row.minutes[i] = (uint16_t)bytes_take_number(&reader, 2);
	row.booked = (int32_t)(uint32_t)bytes_take_number(&reader, 4);
	bytes_take_text(&reader, row.text, sizeof row.text);
	bool once = entry != ROW_BUDGET || budget_take(&reader, &row);
	if (!once || !bytes_finished(&reader) || format != ROW_FORMAT || entry < ROW_MARK || entry > ROW_BUDGET ||
	    holding > ROW_NEVER || half > 1 || !version_valid(row.version))
		return false;
	row.entry = (enum row_entry)entry;
	row.holding = (enum row_holding)holding;
	row.half = half != 0;
	if (!values_valid(&row))
		return false;
	*out = row;
	return true;
}

int row_compare_ledger(const struct row_ledger *left, const struct row_ledger *right)
{
	unsigned char left_bytes[ROW_LEDGER_SIZE] = { 0 }, right_bytes[ROW_LEDGER_SIZE] = { 0 };
	struct bytes_writer left_writer = bytes_write_to(left_bytes, sizeof left_bytes);
	struct bytes_writer right_writer = bytes_write_to(right_bytes, sizeof right_bytes);

	values_put(&left_writer, left);
	values_put(&right_writer, right);
	return memcmp(left_bytes, right_bytes, sizeof left_bytes);
}

void row_merge_ledger(struct row_ledger *row, const struct row_ledger *other)
{
	if (other->version != row->version ? other->version > row->version : row_compare_ledger(row, other) < 0)
		*row = *other;
}

bool row_carry_ledger(struct row_ledger *row, const struct row_ledger *from, const struct row_ledger *to,
                      uint64_t version)
{
	if (row_compare_ledger(from, to) == 0 || row_compare_ledger(row, from) != 0)
		return false;
	*row = *to;
	row->version = version;
	return true;
}
