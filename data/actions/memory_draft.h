/*
 * Drafts that no file could take, in memory: sealed to the public key of the user who wrote them, so that they may
 * outlive a lock. Private to data/.
 */
#ifndef TIMESHEET_DATA_MEMORY_DRAFT_H
#define TIMESHEET_DATA_MEMORY_DRAFT_H

#include "data/timesheet.h"

struct memory_draft {
	struct memory_draft *next;
	struct ts_id owner;
	size_t size; /* without the seal */
	unsigned char sealed[];
};

/* The logged-in user's, as the next two. bytes is what a draft is in a row, too: after its format, the day in four
 * bytes. TS_NO_MEMORY. */
enum ts_status memory_draft_keep(ts_store *store, ts_day day, const unsigned char *bytes, size_t size) TS_MUST_CHECK;
/* The bytes of a day's, for the caller to wipe and free; NULL: there is none, or no memory. */
unsigned char *memory_draft_find(ts_store *store, ts_day day, size_t *size);
void memory_draft_drop(ts_store *store, ts_day day);
void memory_drafts_free(ts_store *store); /* everybody's */

#endif
