/*
 * The row that says with which hub a user's rows are exchanged, and how far that has come. The hub's address stands in
 * clear, all else is sealed and bound to it. Private to data/.
 */
#ifndef TIMESHEET_DATA_SYNC_HUB_ROW_H
#define TIMESHEET_DATA_SYNC_HUB_ROW_H

#include "data/hub/packet.h"
#include "data/keyring/former.h"
#include "data/rows/state.h"
#include "data/sync/deed.h"
#include "data/sync/frame.h"

struct hub_row {
	char url[TS_URL_SIZE];
	char name[TS_ORIGIN_SIZE];   /* what this device is called, */
	char former[TS_ORIGIN_SIZE]; /* and what it was called when it was found to be a copy; "": it was not */
	bool paused;
	struct ts_id hub;                        /* whose cursor this is; zeroes: none has been met */
	struct ts_id device;                     /* whose numbers these are: */
	int64_t counter;                         /* the last change that the hub has got, */
	unsigned char before[FRAME_DIGEST_SIZE]; /* in this frame; */
	int64_t floor;                           /* changes up to here have been queued once more */
	ts_time queued;                          /* when that was done last, */
	ts_time differed;                        /* and when it was since two devices did not have the same; 0: never */
	int64_t junk;                            /* frames, and rows in frames, that did not open */
	int64_t healed;                          /* rows that were damaged here and came anew */
	int64_t left;                            /* rows that came, and are damaged here and not sent */
	int64_t oversize;                        /* notes too long for a frame */
	uint64_t keyring_generation;             /* of the keyring that the hub has, as it was seen last; 0: of none */
	unsigned char keyring[FRAME_DIGEST_SIZE]; /* of the one that stood here then, of which the hub's was made */
	struct former former_keys;                /* the keys before the present one */
	struct arrival last, newest; /* of what came from other devices: by when it came, and by what it says */
	unsigned char cursor[PACKET_CURSOR_MOST];
	size_t cursor_size;
};

/* TS_NOT_FOUND: there is none. TS_DAMAGED, and said. */
enum ts_status hub_row_read(ts_store *store, struct hub_row *out) TS_MUST_CHECK;
enum ts_status hub_row_write(ts_store *store, const struct hub_row *row) TS_MUST_CHECK;
enum ts_status hub_row_delete(ts_store *store) TS_MUST_CHECK;

/* Queues all rows, because the hub or another device does not have all that this one has sent. */
enum ts_status hub_row_queue_all(ts_store *store, struct hub_row *row, struct state *state, ts_time now) TS_MUST_CHECK;

/* After an exchange of keys, with what was read before it: seals it by the new key, and queues all rows, which are
 * others now. What was known of other devices is forgotten. */
enum ts_status hub_row_reseal(ts_store *store, struct hub_row *row, ts_time now) TS_MUST_CHECK;

#endif
