/* What was logged while locked, as bytes. Pure. Private to data/. */
#ifndef TIMESHEET_DATA_INBOX_RECORD_H
#define TIMESHEET_DATA_INBOX_RECORD_H

#include "data/timesheet.h"

enum {
	/* Every record has this size, so that none tells a slot from a text: format, moment, offset, slot, and both
	 * texts at their longest come to less. */
	INBOX_SIZE = 320
};

struct inbox_record {
	ts_time at;
	int32_t offset; /* seconds east of UTC, and zone: the clock it was logged in */
	char zone[TS_ZONE_SIZE];
	int slot; /* 0..9, if text is "" */
	char text[TS_TEXT_SIZE];
};

void inbox_encode(const struct inbox_record *record, unsigned char out[INBOX_SIZE]);
/* Whoever can write the file can put anything there: checks all of it, and leaves out untouched when false. */
bool inbox_decode(const unsigned char *bytes, size_t size, struct inbox_record *out) TS_MUST_CHECK;

#endif
