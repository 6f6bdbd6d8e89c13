/*
 * What is known here of each of the user's devices: how far it has been followed, and what it last said of itself. One
 * sealed row each, which stays here. Private to data/.
 */
#ifndef TIMESHEET_DATA_SYNC_DEVICE_ROW_H
#define TIMESHEET_DATA_SYNC_DEVICE_ROW_H

#include "data/sync/frame.h"

/* Whether a device that says it has another sum has been asked once more: what it said may be older than what has come
 * here since, where two files have sent as one device. */
enum device_doubt {
	DOUBT_NONE,
	DOUBT_ASKED,   /* what it said last is doubted */
	DOUBT_ANSWERED /* and it has spoken since */
};

enum { DEVICE_FRAMES = 4 };

struct device_row {
	struct ts_id id;
	char name[TS_ORIGIN_SIZE];
	int64_t counter; /* all changes up to here have come; 0: none has */
	/* Of the last frames up to there: one that was sent again, or by another process of that file too, is another.
	 */
	unsigned char frames[DEVICE_FRAMES][FRAME_DIGEST_SIZE];
	bool missing;   /* a frame came, but not the one before it */
	bool forked;    /* two files have sent as this device */
	bool forgotten; /* by its user: she has it no more. What it says is no news, and no other's word of it counts */
	bool lacks;     /* it said that a frame of ours is missing */
	int64_t generation;
	ts_time heard; /* when it last said something, by its clock */
	ts_time ahead; /* by so much its clock was ahead of the one here, if more than a day; else 0 */
	/* What it last said it has: */
	bool settled;
	unsigned char sum[FRAME_DIGEST_SIZE];
	size_t seen_count;
	struct frame_seen seen[FRAME_DEVICES];
	bool compared, same; /* with what is here, when both had the same frames */
	enum device_doubt doubt;
};

struct device_rows {
	struct device_row at[FRAME_DEVICES];
	size_t count;
};

/* Those that verify; one that does not is as one that was never heard of. */
enum ts_status device_rows_read(ts_store *store, struct device_rows *out) TS_MUST_CHECK;
enum ts_status device_row_write(ts_store *store, const struct device_row *row) TS_MUST_CHECK;
enum ts_status device_rows_clear(ts_store *store) TS_MUST_CHECK;
/* NULL: it was never heard of. */
struct device_row *device_row_find(struct device_rows *rows, const struct ts_id *id);
/* The same, made if there is room for it. */
struct device_row *device_row_make(struct device_rows *rows, const struct ts_id *id);

/* A device has said this, in a frame with that digest. False: a frame before it is missing. */
bool device_row_hear(struct device_row *row, const struct frame_head *head,
                     const unsigned char digest[FRAME_DIGEST_SIZE], ts_time now);

#endif
