/*
 * Moments, days and ids as exact text: ISO 8601 and hexadecimal. Written by hand: an export has hundreds of thousands
 * of them, and printf takes as long for one as all else does for a log.
 */
#ifndef TIMESHEET_SRC_OUTPUT_STAMP_H
#define TIMESHEET_SRC_OUTPUT_STAMP_H

#include "data/timesheet.h"

enum {
	STAMP_SIZE = 40, /* of each of these, with the NUL */
	STAMP_ID_SIZE = TS_ID_SIZE * 2 + 1
};

/* The date that was written last: of moments in a row most are of one day. Begun all zero. */
struct stamp_date {
	ts_day day;
	bool told;
	char text[STAMP_SIZE];
};
/* At a place with room for STAMP_SIZE bytes, without a NUL; returns where it ends. As stamp_time, stamp_utc, stamp_id.
 */
char *stamp_put_time(struct stamp_date *date, ts_time at, int32_t offset, bool exactly, char *out);
char *stamp_put_utc(struct stamp_date *date, ts_time at, char *out);
char *stamp_put_id(struct ts_id id, char *out);
/* "2026-10-01 09:30:00", with "+0200" behind it if the zone is wanted. */
char *stamp_put_clock(struct stamp_date *date, ts_time at, int32_t offset, bool zone, char *out);

/* The day that a clock so far east of UTC shows. */
ts_day stamp_day_of(ts_time at, int32_t offset);

/* Each returns out. "2026-10-01T09:30:00+02:00"; exactly: with ".123" behind the seconds unless they are whole. */
const char *stamp_time(ts_time at, int32_t offset, bool exactly, char out[STAMP_SIZE]);
/* "20261001T073000Z" */
const char *stamp_utc(ts_time at, char out[STAMP_SIZE]);
/* "2026-10-01" */
const char *stamp_day(ts_day day, char out[STAMP_SIZE]);
const char *stamp_id(struct ts_id id, char out[STAMP_ID_SIZE]);

#endif
