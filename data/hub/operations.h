/*
 * What each kind of hub can do: a table of operations, and the part of a hub that all kinds share. One open hub serves
 * one conversation. Its calls may wait for a disk or a server, and nothing else: they are made in a process that has
 * nothing else to do. Private to data/.
 */
#ifndef TIMESHEET_DATA_HUB_OPERATIONS_H
#define TIMESHEET_DATA_HUB_OPERATIONS_H

#include "data/hub/hub.h"
#include "data/hub/packet.h"
#include "data/timesheet.h"

struct hub_frame {
	unsigned char id[PACKET_ID_SIZE];
	struct packet_view payload;
};

struct hub_keyring {
	unsigned char owner[PACKET_ID_SIZE];
	unsigned char name[PACKET_ID_SIZE]; /* hub_name_hash */
	uint64_t generation;                /* 0: there is none, and all else is empty */
	void *blob;                         /* freed by who asked */
	size_t size;
};

struct hub_about {
	unsigned char id[PACKET_ID_SIZE]; /* whose cursors these are */
	uint64_t generation;              /* of the owner's keyring; 0: there is none */
	int64_t kept;                     /* bytes of the owner's frames, about */
	unsigned char head[PACKET_CURSOR_MOST];
	size_t head_size;
};

/* Takes one frame, and the cursor behind it; false: it was not taken, and no more is. */
typedef bool hub_sink(void *context, const struct hub_frame *frame, struct packet_view cursor);

struct hub_operations {
	/* For hub->owner and hub->device, which have just been set; the position is none. */
	enum ts_status (*enter)(struct hub *hub, struct hub_about *out);
	/* By the hash of a name, or with NULL that of hub->owner. TS_OK also where there is none. */
	enum ts_status (*keyring_read)(struct hub *hub, const unsigned char *name, struct hub_keyring *out);
	/* Of hub->owner: the next generation after expected, if that is what stands there now. TS_UNCHANGED: it is not.
	 * TS_EXISTS: another owner has the name. */
	enum ts_status (*keyring_write)(struct hub *hub, const unsigned char *name, uint64_t expected,
	                                struct packet_view blob);
	/* All of them, durably, or none. Where frames stand directly behind the position it moves behind them.
	 * TS_TOO_LONG: they would be more than the quota. */
	enum ts_status (*push)(struct hub *hub, const struct hub_frame *frames, size_t count);
	/* Puts the position where a cursor says, or at the beginning: TS_NOT_FOUND, this hub cannot go on from it. */
	enum ts_status (*seek)(struct hub *hub, struct packet_view cursor);
	/* Hands on frames behind the position, and moves it, until there are no more (out: true) or the sink takes no
	 * more. */
	enum ts_status (*pull)(struct hub *hub, hub_sink *sink, void *context, bool *out);
	/* Drops frames up to a cursor of this hub. NULL: this kind cannot. */
	enum ts_status (*compact)(struct hub *hub, struct packet_view cursor);
	/* Drops all frames of hub->owner, and the keyring. Cursors of before are none to go on from; whoever is being
	 * told of frames gets those that come afterwards. NULL: this kind cannot. */
	enum ts_status (*wipe)(struct hub *hub);
	/* Whether others may have changed something since this was asked last. */
	bool (*changed)(struct hub *hub);
	/* What tells that there may be news. */
	struct hub_wait (*wait)(const struct hub *hub);
	void (*close)(struct hub *hub);
};

struct hub {
	const struct hub_operations *operations;
	int64_t quota; /* bytes of one owner; 0: no limit */
	unsigned char owner[PACKET_ID_SIZE], device[PACKET_ID_SIZE];
	/* How far the device has been told of what is here: the cursor behind it; empty: it has not asked yet. */
	unsigned char position[PACKET_CURSOR_MOST];
	size_t position_size;
	bool lost;                   /* it cannot go on: the reason says why */
	char reason[TS_REASON_SIZE]; /* of the last failure, in one clean line */
};

struct packet_view hub_position(const struct hub *hub);
/* Records the reason and returns status. */
enum ts_status hub_fail(struct hub *hub, enum ts_status status, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

#endif
