/*
 * Which months hold rows. Rows stand under blind buckets, which do not tell their months: of a month one can only ask
 * whether its bucket is among them, and that is done here. Private to data/.
 */
#ifndef TIMESHEET_DATA_MONTHS_H
#define TIMESHEET_DATA_MONTHS_H

#include "data/timesheet.h"

/* Of which rows. Deleted logs and replaced notes count: their rows are there. */
enum { MONTHS_OF_LOGS = 1, MONTHS_OF_NOTES = 2 };

struct months {
	const ts_store *store;
	unsigned char *buckets; /* in order, each once */
	size_t count;
};

/* rows: MONTHS_OF_LOGS, MONTHS_OF_NOTES, or both. Stands in a transaction of the caller, who must still be logged in as
 * the same user at each question. */
enum ts_status months_read(ts_store *store, unsigned rows, struct months *out) TS_MUST_CHECK;
void months_release(struct months *months); /* leaves an empty one */

bool months_hold(const struct months *months, int32_t month);
/* The first that holds rows from month from on, which is asked too, to month last, in steps of 1 or -1. */
bool months_nearest(const struct months *months, int32_t from, int32_t last, int step, int32_t *out);
/* All that hold rows, the latest first, as many as *count; NULL: out of memory. The caller's to free. They are looked
 * for from month present back, where they mostly are, and then after it, until each bucket was met. */
int32_t *months_list(const struct months *months, int32_t present, size_t *count) TS_MUST_CHECK;

/* The earliest month with logs up to month present. TS_NOT_FOUND: there are none. Stands in a transaction of the
 * caller.
 */
enum ts_status months_first_log(ts_store *store, int32_t present, int32_t *out) TS_MUST_CHECK;

#endif
