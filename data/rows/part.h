/*
 * What a step of the history holds beyond its own row: an import, or a stretch of time over many logs, touches more
 * logs than a row has room for. Parts are
 * numbered in the order of their making. Private to data/.
 */
#ifndef TIMESHEET_DATA_PART_H
#define TIMESHEET_DATA_PART_H

#include "data/rows/step.h"
#include "data/timesheet.h"

enum { PART_IDS = 1024 }; /* logs that were made, in one part */

/* A part being filled: the ids of logs that were made, until there is no more room. */
struct parts {
	ts_store *store;
	int64_t sequence; /* of the step */
	int64_t number;   /* of the next part */
	struct ts_id ids[PART_IDS];
	size_t count;
};

enum ts_status parts_add_log(struct parts *parts, const struct ts_id *id) TS_MUST_CHECK;
enum ts_status parts_add_change(struct parts *parts, const struct step_change *change) TS_MUST_CHECK;
/* Writes what is left. */
enum ts_status parts_flush(struct parts *parts) TS_MUST_CHECK;

/* What a part holds: a change, or ids of logs that were made (count 0: a change). */
struct part {
	struct ts_id ids[PART_IDS];
	size_t count;
	struct step_change change;
};
/* How many parts a step has; their numbers begin with 0. */
enum ts_status parts_count(ts_store *store, int64_t sequence, int64_t *out) TS_MUST_CHECK;
/* TS_NOT_FOUND: the step has no part of that number. TS_DAMAGED. */
enum ts_status part_read(ts_store *store, int64_t sequence, int64_t number, struct part *out) TS_MUST_CHECK;

#endif
