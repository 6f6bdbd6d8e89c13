/* The inside of a conversation with a hub. Private to data/sync/. */
#ifndef TIMESHEET_DATA_SYNC_TALK_H
#define TIMESHEET_DATA_SYNC_TALK_H

#include "data/hub/packet.h"
#include "data/sync/buffer.h"
#include "data/sync/send.h"
#include "data/sync/turn.h"

enum {
	PENDING_MOST = 8,         /* frames that wait for their acknowledgement */
	OUTPUT_MOST = 512 * 1024, /* bytes that wait to be sent, after which no frame is made */
};

/* A frame that was pushed. */
struct pending {
	unsigned char id[PACKET_ID_SIZE], digest[FRAME_DIGEST_SIZE];
	int64_t through;
	bool acknowledged;
};

/* How far this conversation is with the keyring that the hub keeps of the user. */
enum talk_keyring_stage {
	KEYRING_DUE,    /* the hub's is to be looked at, once all has come */
	KEYRING_ASKED,  /* it is asked for, */
	KEYRING_PUT,    /* or another one was put in its place */
	KEYRING_SETTLED /* it is as it should be, as far as is known here */
};
struct talk_keyring {
	enum talk_keyring_stage stage;
	uint64_t generation;                  /* of the hub's; 0: it has none */
	int puts;                             /* how often one was put */
	unsigned char own[FRAME_DIGEST_SIZE]; /* of the one that stands here, */
	unsigned char put[FRAME_DIGEST_SIZE]; /* and of the one that was put */
};

/* What a transaction may change, and a rollback takes back. */
struct talk {
	enum ts_sync_state state;
	struct sent_place place;
	struct pending pending[PENDING_MOST];
	size_t pending_count;
	bool owes;    /* rows came, and the others do not know yet how far this device is */
	ts_time told; /* when they were last told */
	/* Of a pull from the beginning: bytes of frames that the hub keeps, and that have come. 0: it is none. */
	uint64_t due, came;
	size_t processed; /* bytes of the input */
	int64_t unsent;   /* rows in the outbox, as counted */
	ts_time counted;  /* then */
	struct talk_keyring keyring;
	bool locked_out; /* what comes is sealed under a later key: the keyring that goes with it is asked for */
	char refused[TS_REASON_SIZE];
};

struct ts_sync {
	ts_store *store;
	struct ts_id user;
	struct buffer input, output;
	size_t whole; /* bytes of the input that are whole packets */
	struct talk talk;
	bool again; /* two devices do not have the same: all is to be sent */
	struct turn turn;
};

/* Puts a packet behind the output. */
enum ts_status talk_say(ts_sync *sync, const struct packet *packet) TS_MUST_CHECK;
/* Takes packets that are whole, until about so many rows are merged. In a transaction. */
enum ts_status talk_hear(ts_sync *sync, size_t rows) TS_MUST_CHECK;
/* Frames that were made are of a device that this file is no more, or are sent again behind others: they begin anew, if
 * the transaction says so. */
void talk_renew(ts_sync *sync);
/* A hub has greeted; known: it is the one of the last time, and has lost nothing. */
void talk_keyring_greet(ts_sync *sync, const struct packet *packet, bool known);
/* Where it is due: asks for the hub's keyring, or puts one where it has none. In a transaction, once all has come. */
enum ts_status talk_keyring_say(ts_sync *sync) TS_MUST_CHECK;
/* A later key has been met: asks for the keyring that goes with it. */
enum ts_status talk_keyring_want(ts_sync *sync) TS_MUST_CHECK;
/* The hub's keyring has come. */
enum ts_status talk_keyring_hear(ts_sync *sync, const struct packet *packet) TS_MUST_CHECK;
/* Nothing more is said or heard. */
bool talk_over(enum ts_sync_state state);

#endif
