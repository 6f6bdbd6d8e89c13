/*
 * A hub in memory, and links to it, for tests of conversations: what goes over a link is cut anywhere, and the hub can
 * be told to lie. It keeps frames in one list and hands each link those behind its cursor, as packet.h says.
 */
#ifndef TIMESHEET_TESTS_SYNC_SUPPORT_HUB_H
#define TIMESHEET_TESTS_SYNC_SUPPORT_HUB_H

#include "data/hub/packet.h"
#include "data/sync/buffer.h"
#include "data/timesheet.h"

struct hub_frame {
	unsigned char id[PACKET_ID_SIZE], device[PACKET_ID_SIZE], *payload;
	size_t size;
	bool withheld; /* nobody gets it */
	bool forked;   /* only devices whose number is as odd as the sender's get it */
};

struct memory_hub {
	unsigned char id[PACKET_ID_SIZE];
	unsigned char *keyring; /* of the one user it has */
	size_t keyring_size;
	uint64_t keyring_generation;
	size_t asked; /* how often a keyring was asked for */
	struct hub_frame *at;
	size_t count, room;
	bool loses_acks; /* what is pushed is kept, and not acknowledged */
	bool withholds;  /* what is pushed is acknowledged, and not handed out */
	bool credulous;  /* any cursor is one of its own */
	bool read_only;  /* what is pushed is refused */
	bool repeats;    /* frames are handed out twice */
	bool forks;      /* what is pushed is for half of the devices */
	bool deaf;       /* it drops keyrings that it is given */
	bool exchanges;  /* it hands out keyrings in which a byte is another */
	size_t each;     /* of what is pushed, one of so many is withheld; 0: none */
};

void memory_hub_make(struct memory_hub *hub, unsigned char number);
void memory_hub_destroy(struct memory_hub *hub);
/* Put back to when it had so many frames. */
void memory_hub_roll_back(struct memory_hub *hub, size_t count);
/* What it was given up to there goes. */
void memory_hub_compact(struct memory_hub *hub, size_t count);
/* Hands out once more what it was given first, as if it were new. */
void memory_hub_replay(struct memory_hub *hub, size_t count);

/* A link, and the device's end of it. */
struct link {
	struct memory_hub *hub;
	ts_store *store;
	ts_sync *sync;
	unsigned char device[PACKET_ID_SIZE];
	struct buffer to_hub, to_device;
	size_t next; /* of the hub's frames */
	bool pulls, ends;
	/* Of all steps: */
	unsigned events;
	size_t changed, pushed, failures;
	bool may_fail;            /* steps that fail are taken again */
	struct ts_sync_step step; /* the last one */
};

/* Begins a conversation. */
void link_open(struct link *link, struct memory_hub *hub, ts_store *store);
/* Ends it, wherever it is: what is on its way is lost. */
void link_close(struct link *link);
/* Moves bytes both ways and steps, so many rounds, with cuts by chance; 0: until nothing moves any more. Fails the test
 * when a step fails. */
void link_pump(struct link *link, int rounds, size_t rows, ts_time now, uint64_t *chance);

#endif
