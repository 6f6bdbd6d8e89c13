/* The inside of an import: what was read, what becomes of it, and what is told of it. Private to data/. */
#ifndef TIMESHEET_DATA_IMPORT_H
#define TIMESHEET_DATA_IMPORT_H

#include "data/actions/action.h"
#include "data/exchange/plan.h"
#include "data/pure/day_at.h"
#include "data/rows/part.h"

/* So much of a file of lines is kept at a time, or its longest line. */
enum { IMPORT_PIECE = 65536 };

struct ts_import {
	enum ts_format format;
	struct ts_import_options options;
	struct exchange_rows rows;
	const char **sources; /* borrowed names, by rows' source */
	size_t source_count;
	bool run;
};

/* ---- which activity a text is ---- */

/* Texts to activities, by what they are known by: a file names few activities many times. */
struct names_entry {
	char *normal; /* NULL: free */
	struct ts_id id;
};
/* Texts that were asked for last: rows of one text share one copy of it. */
enum { NAMES_RECENT = 256, NAMES_HASH = 32 };
struct names_recent {
	const char *text; /* where it stands; NULL: free */
	struct ts_id id;
};
/* And their hashes, of which ids of rows are made. */
struct names_hashed {
	const char *text; /* where it stands; NULL: free */
	unsigned char hash[NAMES_HASH];
};
struct names {
	struct names_entry *at;
	size_t count, room; /* room: a power of two */
	struct names_recent recent[NAMES_RECENT];
	struct names_hashed hashed[NAMES_RECENT];
};
enum ts_status names_fill(const struct catalogue *catalogue, struct names *out) TS_MUST_CHECK;
void names_release(struct names *names);

/* ---- the run ---- */

struct import_run {
	ts_import *import;
	struct action *action; /* dry: only its store, catalogue and time are there */
	struct names names;
	struct parts *parts;
	struct ts_imported counts;
	bool dry, any_day;
	struct day_at reached; /* where the logs made are */
	bool targets;          /* the file has some */
	ts_progress_tell *progress;
	void *context;
};

/* The activity of a row's text: the one that there is, or will be. TS_INVALID, TS_TOO_LONG: none can have that text. */
enum ts_status names_find(struct import_run *run, const struct exchange_row *row, struct ts_id *out) TS_MUST_CHECK;
/* Makes it if it is new, to look as the row says. */
enum ts_status names_make(struct import_run *run, const struct exchange_row *row) TS_MUST_CHECK;
/* Hands what the action has gathered on to the parts: an action's own step has little room. */
enum ts_status import_harvest(struct import_run *run) TS_MUST_CHECK;
/* The id of what a row leads to, always the same: a keyed hash. at: of what is not its begin. A log of ours has its
 * own, or that of a piece. */
struct ts_id import_point_id(struct import_run *run, const struct exchange_row *row, enum plan_role role, ts_time at);
/* Of its begin, by the text and the moment alone. */
struct ts_id import_plain_id(struct import_run *run, const struct exchange_row *row);
/* Of a log of ours, from a moment on that is not its begin. */
struct ts_id import_piece_id(struct import_run *run, const struct exchange_row *row, ts_time at);
struct ts_id import_note_id(struct import_run *run, const struct exchange_row *row);

/* Makes the activities that the file tells of and that are new. What is there stays as it looks. */
enum ts_status import_activities(struct import_run *run) TS_MUST_CHECK;
enum ts_status import_points(struct import_run *run, const struct plan_order *order) TS_MUST_CHECK;
enum ts_status import_notes(struct import_run *run) TS_MUST_CHECK;
/* Marks, targets, bookings and budgets: what stands or stood in their place stays. */
bool import_is_owed(const struct exchange_row *row);
enum ts_status import_owed(struct import_run *run) TS_MUST_CHECK;

#endif
