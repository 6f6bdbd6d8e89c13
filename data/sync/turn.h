/*
 * One transaction of a conversation with a hub: what it reads, changes and writes. Private to data/sync/.
 */
#ifndef TIMESHEET_DATA_SYNC_TURN_H
#define TIMESHEET_DATA_SYNC_TURN_H

#include "data/keyring/keyring.h"
#include "data/rows/state.h"
#include "data/sync/device_row.h"
#include "data/sync/hub_row.h"

struct turn {
	ts_store *store;
	ts_time now;
	struct state state;
	struct hub_row hub;
	struct device_rows devices;
	uint64_t clock; /* the state's, at first */
	bool state_dirty, hub_dirty;
	bool device_dirty[FRAME_DEVICES]; /* by their places in devices */
	bool anew;                        /* it was found to be brought here from elsewhere */
	bool renewed;                /* the file has become another device, or queued all it has: frames begin anew */
	bool different;              /* two devices that should have the same do not */
	bool slots;                  /* key slots are now others here, or are sent: the keyring is to follow */
	bool owes;                   /* rows of others came: they are told how far this device is now */
	size_t taken, changed;       /* rows that were looked at, and rows that are now others */
	int64_t deeds;               /* by how many different versions */
	uint64_t version;            /* the last of these, */
	uint64_t newest;             /* and the greatest in the present frame; 0: nothing in it has changed anything */
	char device[TS_ORIGIN_SIZE]; /* who changed the last of them */
	unsigned events;             /* enum ts_sync_event */
};

/* Takes the write lock and reads what is known. Anything but TS_OK leaves nothing open. TS_NOT_FOUND: there is no hub.
 */
enum ts_status turn_begin(struct turn *turn, ts_store *store, ts_time now) TS_MUST_CHECK;
/* Writes the state, if anything in it has changed: before frames are made, which tell of it. */
enum ts_status turn_settle(struct turn *turn) TS_MUST_CHECK;
/* Writes the rest and commits, or takes all back. */
enum ts_status turn_end(struct turn *turn, enum ts_status status) TS_MUST_CHECK;

/* Everything is to be sent once more. */
enum ts_status turn_queue_all(struct turn *turn) TS_MUST_CHECK;
/* The file goes on as another device, because another file goes on as the one that it was. copied: that has just been
 * found out, and the device gets another name. */
enum ts_status turn_become(struct turn *turn, bool copied) TS_MUST_CHECK;
/* Gives the device another name, which none of the others has. */
void turn_rename(struct turn *turn);
/* Merges what a frame holds. What does not open is counted, and stops nothing. TS_NEWER: it cannot be understood, and
 * must not be passed over. */
enum ts_status turn_merge(struct turn *turn, const void *payload, size_t size) TS_MUST_CHECK;
/* Takes key slots that were verified, as far as they hold over those here; changed: some do. */
enum ts_status turn_slots_take(struct turn *turn, const struct key_slot slots[KEY_SLOT_KINDS],
                               bool *changed) TS_MUST_CHECK;
/* Something of that version has changed a row here; and it was in a frame with that head. */
void turn_count(struct turn *turn, uint64_t version);
void turn_arrived(struct turn *turn, const struct frame_head *head);
/* What has come in this turn and those before it is told of, if that is all at present. Before the turn is settled. */
void turn_arrive(struct turn *turn, bool all);
/* Remembers, beside the file, how far other devices have been followed: once that is committed. */
void turn_heads_keep(const struct turn *turn);
/* When all has come that the hub hands out: whether less of a device has come than this machine has seen of it there.
 */
void turn_heads_compare(struct turn *turn);
/* When all that is here is at the hub: compares it with what the others say they have. */
void turn_compare(struct turn *turn);

#endif
