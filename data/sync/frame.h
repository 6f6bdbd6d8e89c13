/*
 * Frames: what a device hands to its others by way of a hub, which can neither read nor change one. A head that says
 *how far the device is and how far it has followed the others, then rows as they are sealed. Bytes and structs; no SQL,
 *no conversation. Private to data/.
 *
 *	payload  format 1, epoch 2 (as of every blob), nonce 24, sealed: head, then records, padded to a multiple of 64
 *	record   kind 1, size 3, body
 *	         1 activity, 129 of the ledger: id 16, blob      2 log, 3 note: id 16, bucket 8, blob
 *	         4 settings, 5 key slots: blob
 *
 * A kind of 128 and more is one that must be understood: who does not know it goes no further. Others are passed over.
 */
#ifndef TIMESHEET_DATA_SYNC_FRAME_H
#define TIMESHEET_DATA_SYNC_FRAME_H

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/rows/record_outbox.h"
#include "data/sync/deed.h"
#include "data/timesheet.h"

enum {
	FRAME_DEVICES = 32, /* of a user, at most: others are not told of */
	FRAME_DIGEST_SIZE = 16,
	FRAME_TARGET = 65536, /* a frame is not made larger than that, unless by one row alone, */
	FRAME_MOST = 1044352, /* nor than that: what a hub takes (packet.h), without the seal's overhead */
	FRAME_OVERHEAD = RECORD_HEADER + SEAL_OVERHEAD,
	FRAME_CRITICAL = 128
};

/* How far a device has followed another one. */
struct frame_seen {
	struct ts_id device;
	int64_t counter;
	bool missing; /* and that it knows of a frame of that one which it has not got */
};

/*
 * A device numbers its changes; a frame holds those after `previous` up to `counter`. Without rows both are the last
 * one's. What was changed up to `floor` has been sent once more behind it, so that who has all behind it lacks nothing.
 * A frame that was sent and never acknowledged is made anew from the same `previous`: so a smaller one is no gap.
 */
struct frame_head {
	struct ts_id device;
	char name[TS_ORIGIN_SIZE];
	int64_t counter, previous, floor;
	unsigned char before[FRAME_DIGEST_SIZE]; /* of the device's frame up to `previous`; zeroes: there was none */
	int64_t generation;                      /* of the password's key slot, as that device knows it */
	ts_time moment;                          /* the device's clock when it was made */
	bool settled;                            /* nothing is unsent there behind this frame, and what travels has */
	unsigned char sum[FRAME_DIGEST_SIZE];    /* this sum */
	size_t seen_count;
	struct frame_seen seen[FRAME_DEVICES];
	struct deed deed; /* the last one there, if what it changed is in this frame, and nothing behind it is unsent */
};

/* Of what travels, of a tally. */
void frame_digest_sum(const ts_store *store, const unsigned char sum[TALLY_SIZE], unsigned char out[FRAME_DIGEST_SIZE]);
/* Of a frame, as it was sent. */
void frame_digest(const void *payload, size_t size, unsigned char out[FRAME_DIGEST_SIZE]);

/* ---- making one */

struct frame_writer {
	unsigned char *plain; /* allocated */
	size_t size, room;
};
/* TS_NO_MEMORY. The head is put when the frame is closed: its size is reserved. */
enum ts_status frame_begin(struct frame_writer *writer) TS_MUST_CHECK;
/* TS_FULL: not in this frame any more. TS_TOO_LONG: not in any. TS_NO_MEMORY. */
enum ts_status frame_add(struct frame_writer *writer, enum outbox_kind kind,
                         const struct record_arriving *row) TS_MUST_CHECK;
/* Seals it for the logged-in user's devices: *payload is allocated, the caller's. Releases the writer in any case. */
enum ts_status frame_close(const ts_store *store, struct frame_writer *writer, const struct frame_head *head,
                           unsigned char **payload, size_t *size) TS_MUST_CHECK;
void frame_release(struct frame_writer *writer);

/* ---- reading one */

struct frame {
	struct frame_head head;
	unsigned char *plain; /* allocated; records borrow from it */
	size_t size, at;
};
/* Which of the user's keys it says it is sealed with; 0: it says nothing. */
unsigned frame_epoch(const void *payload, size_t size);
/* TS_UNCHANGED: it is sealed with a former key of hers: nothing of it is believed. TS_DAMAGED: it does not open, or
 * what is in it is no frame. TS_NEWER: it is sealed with a later key, is of a later format, or holds what must be
 * understood and is not: nothing of it may be passed over. TS_NO_MEMORY. */
enum ts_status frame_open(const ts_store *store, const void *payload, size_t size, struct frame *out) TS_MUST_CHECK;
/* The next record; false: there is no more. Those of kinds that are not known are passed over. */
bool frame_next(struct frame *frame, enum outbox_kind *kind, struct record_arriving *row) TS_MUST_CHECK;
void frame_forget(struct frame *frame);

#endif
