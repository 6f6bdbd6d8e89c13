/*
 * A sweep through all months in which the user has logs or notes, from the newest to the oldest, a few rows at a time.
 * Holds no transaction between its steps: each begins with a look whether something was committed meanwhile. Private to
 * data/.
 */
#ifndef TIMESHEET_DATA_SWEEP_H
#define TIMESHEET_DATA_SWEEP_H

#include "data/file/stamp.h"
#include "data/lookup/reading.h"

struct sweep {
	ts_store *store;
	struct ts_id user;
	ts_time now;
	bool notes;          /* months that have only notes count too */
	int32_t first, last; /* months that are wanted, both included */
	int32_t *months;     /* descending; the present one is the first not gone through */
	size_t count, at;
	struct stamp stamp;
	struct ts_progress progress;
};

/* Reads nothing yet. */
void sweep_init(struct sweep *sweep, ts_store *store, ts_time now, bool notes);
/* Only months that may hold something of these days, both included. */
void sweep_limit(struct sweep *sweep, ts_day since, ts_day until);
void sweep_release(struct sweep *sweep);
/* Begins a reading, which the caller ends. *anew: the months were listed for the first time, or again since something
 * was committed; what is known of the present month and of activities no longer holds. */
enum ts_status sweep_read_begin(struct sweep *sweep, struct reading *reading, bool *anew) TS_MUST_CHECK;
/* A step failed half-way: the next one begins the present month again. */
void sweep_spoil(struct sweep *sweep);
bool sweep_done(const struct sweep *sweep);
int32_t sweep_month(const struct sweep *sweep); /* unless done */
void sweep_next(struct sweep *sweep);           /* the present month is gone through */

#endif
