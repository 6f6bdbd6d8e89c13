/* Revisions of notes as bytes. They have no merge: a revision never changes, and which are replaced only grows. */
#include "data/rows/row.h"

#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <string.h>

size_t row_encode_note(const struct row_note *row, unsigned char *out, size_t room)
{
	struct bytes_writer writer = bytes_write_to(out, room);

	if (row->size > TS_NOTE_MOST || row->replace_count > ROW_NOTE_REPLACES || !version_valid(row->version))
		return 0;
	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, row->version, 8);
	bytes_put_number(&writer, (uint32_t)row->day, 4);
	bytes_put_number(&writer, row->replace_count, 1);
	bytes_put(&writer, row->replaces, row->replace_count * TS_ID_SIZE);
	bytes_put_number(&writer, row->size, 4);
	bytes_put(&writer, row->text, row->size);
	return writer.failed ? 0 : writer.size;
}

bool row_decode_note(const struct ts_id *id, const unsigned char *bytes, size_t size, struct row_note *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct row_note row = { .id = *id };
	uint64_t format = bytes_take_number(&reader, 1);

	row.version = bytes_take_number(&reader, 8);
	row.day = (ts_day)(uint32_t)bytes_take_number(&reader, 4);
	row.replace_count = (size_t)bytes_take_number(&reader, 1);
	row.replaces = bytes_take(&reader, row.replace_count * TS_ID_SIZE);
	row.size = (size_t)bytes_take_number(&reader, 4);
	row.text = (const char *)bytes_take(&reader, row.size);
	if (!bytes_finished(&reader) || format != ROW_FORMAT || !version_valid(row.version) ||
	    row.size > TS_NOTE_MOST || memchr(row.text, 0, row.size))
		return false;
	*out = row;
	return true;
}
