/*
 * The state that a user's rows share, as bytes and as a struct: one sealed row a user, written by every change. Pure
 * like row.h. Private to data/.
 */
#ifndef TIMESHEET_DATA_STATE_H
#define TIMESHEET_DATA_STATE_H

#include "data/seal/tally.h"

struct state {
	uint64_t clock;     /* the last version that was given out (version.h) */
	int64_t done;       /* the steps of the history up to this number are done, those after it were taken back */
	int64_t steps;      /* the number of the last step that was made, also if it is gone */
	int64_t changes;    /* how often this row was written: what tells an older file from a newer one */
	struct tally tally; /* of the user's rows */
};

enum { STATE_SIZE = 192 };
/* Bytes written to out (room for STATE_SIZE). */
size_t state_encode(const struct state *state, unsigned char *out);
bool state_decode(const unsigned char *bytes, size_t size, struct state *out) TS_MUST_CHECK;

#endif
