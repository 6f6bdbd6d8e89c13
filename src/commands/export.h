/* Writing what was logged in the formats of others, and in ours: a table of writers, one short file each kind. */
#ifndef TIMESHEET_SRC_EXPORT_H
#define TIMESHEET_SRC_EXPORT_H

#include "../../data/timesheet.h"
#include "json.h"

#include <stdio.h>

struct export
{
	FILE *stream;
	ts_time now;
	const char *user;
	struct json json;
	bool filled; /* something was written already */
};

/* Each may be NULL: there is nothing to write then. */
struct export_format {
	const char *name;
	void (*begin)(struct export *export);
	void (*span)(struct export *export, const struct ts_span *span); /* off is left out if it has no event there */
	void (*notes)(struct export *export);                            /* between spans and notes */
	void (*note)(struct export *export, const struct ts_note *note);
	void (*end)(struct export *export);
	bool with_off;
};

extern const struct export_format export_csv, export_json, export_timeclock, export_timewarrior, export_ical;

enum { EXPORT_TIME_SIZE = 40 };
/* 2026-10-01T14:12:08+02:00, with milliseconds only if there are any. Returns out. */
const char *export_time(ts_time at, int32_t offset, char out[EXPORT_TIME_SIZE]);
/* 20261001T121208Z. */
const char *export_utc(ts_time at, char out[EXPORT_TIME_SIZE]);
const char *export_id(struct ts_id id, char out[TS_ID_SIZE * 2 + 1]);

#endif
