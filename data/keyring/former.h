/*
 * The data keys that were a user's before the present one, sealed by it: so a device that still has its rows under one
 * of them can seal them anew, once the password has opened the present one. Who has a former key learns nothing of the
 * present one by it. Private to data/.
 */
#ifndef TIMESHEET_DATA_FORMER_H
#define TIMESHEET_DATA_FORMER_H

#include "data/file/store.h"
#include "data/rows/record.h"

enum {
	FORMER_KEYS = 8, /* the last ones */
	FORMER_PLAIN_SIZE = 1 + FORMER_KEYS * (2 + KEY_SIZE),
	FORMER_MOST = RECORD_ROOM(FORMER_PLAIN_SIZE)
};

struct former {
	unsigned char blob[FORMER_MOST];
	size_t size; /* 0: the key is the user's first */
};

/* As they are when next's key takes the place of before's. TS_NO_MEMORY. */
enum ts_status former_add(const struct identity *before, const struct identity *next,
                          struct former *former) TS_MUST_CHECK;
/* The keys of an epoch before the identity's, all but the box pair. False: they are not among them. */
bool former_find(const struct identity *identity, const struct former *former, uint64_t epoch,
                 struct keys *out) TS_MUST_CHECK;

#endif
