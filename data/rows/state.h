/*
 * The state that a user's rows share, as bytes and as a struct: one sealed row a user, written by every change. Pure
 * like row.h. Private to data/.
 */
#ifndef TIMESHEET_DATA_STATE_H
#define TIMESHEET_DATA_STATE_H

#include "data/seal/tally.h"

/* A file of the user's that this one has seen: a copy that goes on by itself becomes one of its own. */
struct state_device {
	struct ts_id id;
	int64_t changes; /* how often its state was written, as far as this file knows */
};

#define STATE_DONE_ALL INT64_MAX

enum { STATE_DEVICES = 16, STATE_SLOTS = 2, STATE_SLOT_SIZE = 16 };

struct state {
	uint64_t clock; /* the last version that was given out (version.h) */
	/* The steps of the history up to this number are done, those after it were taken back. It is a step's, or 0;
	 * STATE_DONE_ALL where there was none yet. */
	int64_t done;
	int64_t steps;      /* the number of the last step that was made, also if it is gone */
	int64_t changes;    /* how often this row was written, whatever the file was called then */
	struct tally tally; /* of the user's rows */
	struct state_device devices[STATE_DEVICES]; /* this file is the last one */
	size_t device_count;
	/* Of the key slots as they were last written, by their kind (key_slot.h) less one: their commitments, so that
	 * no other one is believed. All zero: it is not known. */
	unsigned char slots[STATE_SLOTS][STATE_SLOT_SIZE];
	/* The settings that are this machine's own: its half of them. */
	struct ts_settings local;
	bool has_local; /* false: a new user's, or those of before they were parted (settings.h) */
};

enum { STATE_SIZE = 352 + STATE_DEVICES * (TS_ID_SIZE + 8) };
/* Bytes written to out (room for STATE_SIZE). */
size_t state_encode(const struct state *state, unsigned char *out);
bool state_decode(const unsigned char *bytes, size_t size, struct state *out) TS_MUST_CHECK;
/* The file's own device; NULL: it has none yet. */
const struct state_device *state_own(const struct state *state);
/* What is known of a device's changes; 0: it is not known. */
int64_t state_changes_of(const struct state *state, const struct ts_id *device);
/* Whether a slot of that kind (from 1) is the one that was last written, as far as it is known. */
bool state_knows_slot(const struct state *state, int64_t kind, const unsigned char commitment[STATE_SLOT_SIZE]);
/* From now on the file is that device. The one that was seen first is forgotten when there is no room. */
void state_become(struct state *state, const struct ts_id *device);

#endif
