/* Writes JSON (RFC 8259) to a stream as it comes; keeps only the nesting. Nothing else is written to the stream between
 * json_begin and json_end, unless json_flush comes before it. */
#ifndef TIMESHEET_SRC_OUTPUT_JSON_H
#define TIMESHEET_SRC_OUTPUT_JSON_H

#include "data/timesheet.h"
#include "src/output/stamp.h"
#include "src/output/writer.h"

#include <stdio.h>

enum { JSON_DEPTH_MOST = 16 };
struct json {
	struct writer writer;
	struct stamp_date date;
	int depth;
	bool filled[JSON_DEPTH_MOST]; /* something stands in this object or array already */
};

void json_begin(struct json *json, FILE *stream);
void json_end(struct json *json);   /* a line end */
void json_line(struct json *json);  /* a line end before what comes next */
void json_flush(struct json *json); /* hands to the stream what there is until now */
/* name is NULL in arrays and at the top. */
void json_object(struct json *json, const char *name);
void json_object_end(struct json *json);
void json_array(struct json *json, const char *name);
void json_array_end(struct json *json);
void json_text(struct json *json, const char *name, const char *text); /* NULL: null */
void json_integer(struct json *json, const char *name, int64_t value);
void json_boolean(struct json *json, const char *name, bool value);
/* A moment as ISO 8601 with seconds and offset: 2026-10-01T14:12:08+02:00. */
void json_time(struct json *json, const char *name, ts_time at, int32_t offset);
/* The same with its milliseconds, where there are any. */
void json_time_exactly(struct json *json, const char *name, ts_time at, int32_t offset);
void json_utc(struct json *json, const char *name, ts_time at); /* 20261001T121208Z */
void json_day(struct json *json, const char *name, ts_day day); /* 2026-10-01 */
/* "forgotten_seconds", "forgotten_since" of a time that holds forgotten spans; else nothing. */
void json_forgotten(struct json *json, const struct ts_forgotten *forgotten);
/* "stretch_seconds", "break_seconds", and where that is against the rule "breaks_passed": what of it, in a list of
 * "stretch", "breaks", "day". */
void json_pauses(struct json *json, const struct ts_breaks *rule, int64_t work, const struct ts_pauses *pauses);
void json_id(struct json *json, const char *name, struct ts_id id); /* 32 hexadecimal digits */

#endif
