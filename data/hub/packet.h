/*
 * Packets: what a device and a hub say to each other, as bytes (protocol 1). No I/O, no memory of its own, nothing of
 * what the frames hold. Private to data/.
 *
 * A packet is a length (4 bytes, of what follows it: 1 byte to 1 MiB), a kind (1 byte), a body; all numbers are
 * little-endian. Anything else is no packet: whoever speaks so is not answered, and the link ends.
 *
 *	kind     from     body
 *	HELLO    client   "tshub\n", version 2, features 4, owner 16, device 16
 *	         hub      "tshub\n", version 2, features 4, hub 16, generation 8, kept 8, cursor: behind the last frame
 *	WHO      client   hash 16
 *	KEYRING  client   generation 8, hash 16, blob
 *	         hub      generation 8, blob
 *	PUSH     client   id 16, payload
 *	ACK      hub      id 16, cursor
 *	PULL     client   cursor
 *	FRAME    hub      id 16, cursor: behind this frame, payload
 *	END      hub      cursor
 *	COMPACT  client   cursor
 *	PING, PONG        nothing
 *	REFUSED  hub      code 1, text
 *	WIPE     client   owner 16
 *	         hub      nothing
 *
 * A cursor is a length (2 bytes) and at most 4096 bytes that only the hub which made them understands; "" is the
 * beginning. Blob, payload and text are the rest of their packet.
 *
 * The conversation:
 *
 * - HELLO comes first, from the client, and is answered. The owner is zeroes while a device joins: it may then only ask
 *   who has a name, and say HELLO once more when the keyring has told it whose it is.
 * - WHO asks for the keyring of the user with a name (hub_name_hash), and with zeroes for that of one's own owner.
 *   KEYRING answers; generation 0 and no blob: there is none.
 * - KEYRING from a client is put in the place of the one whose generation it names (0: there is none yet) and becomes
 *   the next generation; it is answered by the KEYRING that stands there then, which has the same blob if it was put,
 *   and another one if somebody else was first, or if another owner has the name.
 * - A cursor from the hub, in whatever packet, is always one to go on from: a PULL of it loses nothing. So the client
 *   keeps the last one that it got once it has merged all that came before, and compares none. An ACK moves it only
 *   where nothing of others stands between; "" there: the client has not pulled yet, and keeps what it has.
 * - PUSH is answered by ACK when the frame is sure to last. A frame whose id is there already is acknowledged as if it
 *   were new, and not stored again.
 * - PULL asks for all frames behind a cursor, one's own too; END comes when there are no more at present. New frames go
 *   out by themselves from then on, and another END behind them. A later PULL begins anew.
 * - A PULL of a cursor that this hub cannot go on from (it is another hub's, or this one was put back to an older state
 *   and has lost frames) is answered by the hub's HELLO once more, then by all frames from the beginning: the client
 *   should queue all it has.
 * - COMPACT says that frames up to a cursor may go, which is answered by END with the same cursor, where the hub can do
 *   it (PACKET_COMPACTS).
 * - WIPE removes all frames of that owner, who must be the client's own, and the keyring, for good; it is answered by
 *   WIPE, where the hub can do it (PACKET_WIPES). A cursor of before is none to go on from: to whoever comes with one
 *   the hub is one that has lost frames.
 * - PING is answered by PONG, after all that was sent before it.
 * - REFUSED says why something was not done, in words for a status line. The link goes on after PACKET_REFUSED_QUOTA,
 *   _READ_ONLY, _FULL and _NOT_ALLOWED, and has ended after the others.
 */
#ifndef TIMESHEET_DATA_HUB_PACKET_H
#define TIMESHEET_DATA_HUB_PACKET_H

#include <stddef.h>
#include <stdint.h>

enum {
	PACKET_VERSION = 1,
	PACKET_ID_SIZE = 16,
	PACKET_CURSOR_MOST = 4096,
	PACKET_HEADER_SIZE = 5,                                     /* length and kind */
	PACKET_SIZE_MOST = 4 + 1024 * 1024,                         /* of a whole packet, its length included */
	PACKET_PAYLOAD_MOST = 1024 * 1024 - PACKET_CURSOR_MOST - 64 /* of a frame, and of a keyring's blob */
};

enum packet_kind {
	PACKET_HELLO = 1,
	PACKET_WHO,
	PACKET_KEYRING,
	PACKET_PUSH,
	PACKET_ACK,
	PACKET_PULL,
	PACKET_FRAME,
	PACKET_END,
	PACKET_COMPACT,
	PACKET_PING,
	PACKET_PONG,
	PACKET_REFUSED,
	PACKET_WIPE
};

/* Bits of a hub's features. */
enum { PACKET_COMPACTS = 1, PACKET_WIPES = 2 };

enum packet_refusal {
	PACKET_REFUSED_VERSION = 1, /* the hub speaks another protocol */
	PACKET_REFUSED_QUOTA,       /* the user has used up what there is for her */
	PACKET_REFUSED_READ_ONLY,   /* this hub only gives */
	PACKET_REFUSED_FULL,        /* its disk is full */
	PACKET_REFUSED_NOT_ALLOWED, /* this owner, or this name, or not in this order */
	PACKET_REFUSED_FAILED       /* the hub cannot go on: a disk, a server */
};

enum packet_side { PACKET_CLIENT, PACKET_HUB }; /* who speaks */

struct packet_view {
	const void *bytes;
	size_t size;
};

/* A packet; fields that its kind has not are zero when it is read. Views point into the bytes it was read from. */
struct packet {
	enum packet_kind kind;
	uint16_t version;  /* HELLO */
	uint32_t features; /* HELLO */
	unsigned char
	        owner[PACKET_ID_SIZE]; /* HELLO, WIPE of a client; WHO, KEYRING of a client: the hash of the name */
	unsigned char device[PACKET_ID_SIZE]; /* HELLO of a client */
	unsigned char hub[PACKET_ID_SIZE];    /* HELLO of the hub: whose cursors these are */
	unsigned char id[PACKET_ID_SIZE];     /* PUSH, ACK, FRAME: the frame's */
	uint64_t generation;        /* HELLO of the hub, KEYRING of the hub: the present one's, 0: none; KEYRING of a
	                             * client: that of the one whose place it takes */
	uint64_t kept;              /* HELLO of the hub: about how many bytes all of the owner's frames are, for who
	                             * wants to know how much is to come; nothing else depends on it */
	struct packet_view cursor;  /* HELLO of the hub, ACK, PULL, FRAME, END, COMPACT */
	struct packet_view payload; /* KEYRING: the blob; PUSH, FRAME */
	uint8_t code;               /* REFUSED: enum packet_refusal, or one that is not known yet */
	struct packet_view text;    /* REFUSED: UTF-8, and to be cleaned before it is shown */
};

/* Reads the packet at the beginning of `size` bytes that `side` has sent. Returns how many bytes it takes; 0: more must
 * come; -1: nobody speaks like that, which is told as early as it can be. A HELLO of another version is read as far as
 * its version; what is behind the known fields is not looked at. */
ptrdiff_t packet_read(const void *bytes, size_t size, enum packet_side side, struct packet *out);

/* How many bytes the packet takes; they are written if `size` is enough for them (out may be NULL if it is 0). 0: it
 * breaks a bound, or `side` has no such packet. */
size_t packet_write(const struct packet *packet, enum packet_side side, void *out, size_t size);

#endif
