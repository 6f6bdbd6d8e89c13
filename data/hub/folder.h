/*
 * The inside of a hub in a folder: each device appends to a file of its own, and reads everybody's. Something else may
 * carry the files to other machines, in pieces, in any order, under other names, more than once.
 *
 * FOLDER/OWNER/NAME.ts holds records: a length (4 bytes, little-endian, of what follows), the frame's id (16 bytes),
 * its payload. OWNER is 32 hexadecimal digits, NAME anything that does not begin with a dot: copies that a syncer made
 * of two versions are read like the others. FOLDER/OWNER/keyring-GENERATION-CHECK is a keyring (folder_keyring.h).
 * Private to data/hub/hub_folder.c and its parts.
 */
#ifndef TIMESHEET_DATA_HUB_FOLDER_H
#define TIMESHEET_DATA_HUB_FOLDER_H

#include "data/hub/operations.h"

#include <sys/types.h>

enum {
	FOLDER_FILES_MOST = 4096,
	FOLDER_FILE_MOST = 1024 * 1024 * 1024, /* bytes of one: more is not read */
	FOLDER_RECORD_HEAD = 4 + PACKET_ID_SIZE,
	FOLDER_HASH_SIZE = 8,
	FOLDER_TAIL = 16 /* bytes before a place in a file that tell whether it is still the same file */
};

/* How far a file has been read. */
struct folder_seen {
	unsigned char name[FOLDER_HASH_SIZE]; /* BLAKE2b of its name */
	uint32_t offset;
	unsigned char tail[FOLDER_HASH_SIZE]; /* BLAKE2b of the bytes before it */
	/* As it was when there was nothing more to read, in this process: */
	ino_t inode;
	off_t size;
	int64_t changed; /* nanoseconds; 0: not known */
};

struct hub_folder {
	struct hub hub;
	char *top;       /* resolved */
	char *directory; /* the owner's in it; NULL before there is one */
	struct folder_seen *seen;
	size_t count, room;
	/* The file that this device appends to: */
	unsigned char own[PACKET_ID_SIZE]; /* its name is this in hexadecimal digits; zeroes: there is none yet */
	uint32_t own_size;                 /* as it was left */
	unsigned char own_tail[FOLDER_HASH_SIZE];
};

/* BLAKE2b, 8 bytes. */
void folder_hash(const void *bytes, size_t size, unsigned char out[FOLDER_HASH_SIZE]);
/* Room for 16 bytes as digits, a NUL, and what follows them in names. */
enum { FOLDER_NAME_SIZE = 2 * PACKET_ID_SIZE + 8 };
void folder_digits(const unsigned char bytes[PACKET_ID_SIZE], const char *ending, char out[FOLDER_NAME_SIZE]);
/* The entry of a file of that name; it is made if there is none. NULL: no memory. */
struct folder_seen *folder_seen_of(struct hub_folder *folder, const char *name);

/* Where the device stands now becomes hub.position. Of files beyond some 200 the place is not kept: they are read again
 * by the next process, which changes nothing for who merges them. */
void folder_cursor_write(struct hub_folder *folder);
/* The other way about. False: it is none; then nothing is known. */
bool folder_cursor_read(struct hub_folder *folder, struct packet_view cursor);
/* Nothing is known. */
void folder_cursor_forget(struct hub_folder *folder);

#endif
