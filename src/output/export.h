/* Writing what was logged in the formats of others, and in ours: a table of writers, one short file each kind. */
#ifndef TIMESHEET_SRC_OUTPUT_EXPORT_H
#define TIMESHEET_SRC_OUTPUT_EXPORT_H

#include "data/timesheet.h"
#include "src/output/json.h"
#include "src/output/stamp.h"
#include "src/output/writer.h"

#include <stdio.h>

/* A day by the clock of this place, as it was looked at last: whether all of it is at one offset from UTC. */
struct export_day {
	bool told, even;
	ts_day day;
	int32_t offset;
};

/* The tags of the text that was taken apart last: neighbours mostly have the same one. */
struct export_tags {
	char text[TS_TEXT_SIZE];
	char at[TS_TAGS][TS_TEXT_SIZE];
	size_t count;
};

struct export
{
	struct writer writer; /* of formats that are not JSON, */
	struct json json;     /* and of those that are */
	struct stamp_date date;
	struct export_day day;
	struct export_tags tags;
	ts_time now;
	const char *user;
	const struct ts_activities *activities; /* with_activities: those that occur, or all when all is written */
	const bool *wanted;                     /* of each of them */
};

/* Each may be NULL: there is nothing to write then. */
/* Marks, targets, bookings and budgets. */
struct export_owed {
	struct ts_day_marks marks;
	struct ts_targets targets;
	struct ts_bookings bookings;
	struct ts_budgets budgets;
};

struct export_format {
	const char *name;
	void (*begin)(struct export *export);
	void (*span)(struct export *export, const struct ts_span *span); /* off is left out if it has no event there */
	void (*notes)(struct export *export);                            /* between spans and notes */
	void (*note)(struct export *export, const struct ts_note *note);
	void (*owed)(struct export *export, const struct export_owed *owed);
	void (*end)(struct export *export);
	bool with_off;
	bool with_activities; /* it has a list of them */
	bool whole; /* spans are whole, and so go beyond the range: who puts two files together has each once */
};

extern const struct export_format export_csv, export_json, export_timeclock, export_timewarrior, export_ical;

/* NULL: there is no format of that name. */
const struct export_format *export_format_find(const char *name);

/* Where what the functions of a format write goes; and that it goes there. */
void export_begin(struct export *export, FILE *stream);
void export_end(struct export *export);

struct export_request {
	const struct export_format *format;
	const struct ts_range *range; /* NULL: all there is */
	ts_time now;
	int day_start; /* minutes after midnight, where the range's days begin */
	FILE *stream;
	ts_filter *filter; /* of logs; NULL: all, and notes, marks, targets, bookings and budgets */
};
/* Writes what the logged-in user has. damaged grows by the rows that do not verify, and are left out or marked. TS_IO:
 * the stream failed; else as the calls of the data module that it is read by. */
enum ts_status export_write(ts_store *store, const struct export_request *request, size_t *damaged) TS_MUST_CHECK;

#endif
