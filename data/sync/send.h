/* Frames of what is unsent. Private to data/sync/. */
#ifndef TIMESHEET_DATA_SYNC_SEND_H
#define TIMESHEET_DATA_SYNC_SEND_H

#include "data/sync/turn.h"

/* How far the file's changes have been put into frames in this conversation: up to a number, the last frame being this
 * one. */
struct sent_place {
	int64_t counter;
	unsigned char before[FRAME_DIGEST_SIZE];
};

/* A frame that is made. */
struct sent_frame {
	unsigned char *payload; /* allocated */
	size_t size;
	int64_t through; /* the last change in it */
	bool settled;    /* nothing is left unsent behind it */
};

/* Makes a frame of what is unsent behind a place, and moves the place behind it. TS_NOT_FOUND: nothing is. */
enum ts_status send_rows(struct turn *turn, struct sent_place *place, struct sent_frame *out) TS_MUST_CHECK;
/* One that only says how far this device is. */
enum ts_status send_head(struct turn *turn, const struct sent_place *place, struct sent_frame *out) TS_MUST_CHECK;

#endif
