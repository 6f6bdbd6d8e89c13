/*
 * The anchor: a file for each user and device (a file of the user's, state.h) outside of the database, which tells how
 * many changes that device had made when this machine last saw one. Written without waiting for the disk: after a power
 * cut it may be older than the database, never newer, and an older one only sees less. Best effort in all it does: it
 * never keeps a change from being made. Private to data/.
 */
#ifndef TIMESHEET_DATA_ANCHOR_FILE_H
#define TIMESHEET_DATA_ANCHOR_FILE_H

#include "data/seal/tally.h"
#include "data/timesheet.h"

enum { ANCHOR_DIGEST_SIZE = 16 };

struct anchor {
	int64_t changes; /* of the device; 0: nothing is known */
	/* Of the sum of what travelled after the last of them; all zero: it is not known. */
	unsigned char digest[ANCHOR_DIGEST_SIZE];
	/* Of the path at which the device's file stood; all zero: it has left it. */
	unsigned char place[ANCHOR_DIGEST_SIZE];
};

/* Whether there can be anchors for this file: a backup has none. */
bool anchor_possible(const ts_store *store);
/* All zero: there is none, or none that is true. */
struct anchor anchor_read(const ts_store *store, const struct ts_id *device);
bool anchor_write(const ts_store *store, const struct ts_id *device, const struct anchor *anchor);
void anchor_digest(const ts_store *store, const unsigned char sum[TALLY_SIZE], unsigned char out[ANCHOR_DIGEST_SIZE]);

/*
 * Beside it, for each other device that this machine has heard of at a hub: the last of its changes that has come from
 * there. So a hub that gives an older history to a file that was put back is found out. counter: 0: nothing is known.
 */
struct anchor_head {
	struct ts_id hub;
	int64_t counter;
};
struct anchor_head anchor_head_read(const ts_store *store, const struct ts_id *device);
/* Only if it is further than what stands there of that hub. */
void anchor_head_write(const ts_store *store, const struct ts_id *device, const struct anchor_head *head);
typedef void anchor_head_visit(const struct ts_id *device, const struct anchor_head *head, void *context);
void anchor_heads_visit(ts_store *store, anchor_head_visit *visit, void *context);
/* When what was seen there says no more what is to come. */
void anchor_heads_forget(ts_store *store);

void anchor_place(const ts_store *store, unsigned char out[ANCHOR_DIGEST_SIZE]);

/* Called for each device of the user of which there is an anchor, true or not. */
typedef void anchor_visit(ts_store *store, const struct ts_id *device, void *context);
void anchor_visit_all(ts_store *store, anchor_visit *visit, void *context);

/* After a commit that wrote the state `count` times; identity tells as which device. */
void anchor_follow(ts_store *store, int64_t count);

#endif
