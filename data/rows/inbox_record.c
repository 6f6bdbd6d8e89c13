/* Records of the inbox as bytes. */
#include "data/rows/inbox_record.h"

#include "data/pure/text.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

#include <string.h>

enum { DAY_SECONDS = 86400 };

void inbox_encode(const struct inbox_record *record, unsigned char out[INBOX_SIZE])
{
	struct bytes_writer writer = bytes_write_to(out, INBOX_SIZE);

	memset(out, 0, INBOX_SIZE);
	bytes_put_number(&writer, ROW_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)record->at, 8);
	bytes_put_number(&writer, (uint32_t)record->offset, 4);
	bytes_put_number(&writer, (uint64_t)record->slot, 1);
	bytes_put_text(&writer, record->zone);
	bytes_put_text(&writer, record->text);
}

bool inbox_decode(const unsigned char *bytes, size_t size, struct inbox_record *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct inbox_record record = { 0 };
	uint64_t format = bytes_take_number(&reader, 1);

	record.at = (ts_time)bytes_take_number(&reader, 8);
	record.offset = (int32_t)(uint32_t)bytes_take_number(&reader, 4);
	record.slot = (int)bytes_take_number(&reader, 1);
	bytes_take_text(&reader, record.zone, sizeof record.zone);
	bytes_take_text(&reader, record.text, sizeof record.text);
	if (reader.failed || size != INBOX_SIZE || format != ROW_FORMAT || record.slot > TS_SLOTS ||
	    record.at < ROW_EARLIEST || record.at >= ROW_LATEST || record.offset <= -DAY_SECONDS ||
	    record.offset >= DAY_SECONDS || !text_valid(record.text, strlen(record.text)))
		return false;
	*out = record;
	return true;
}
