/*
 * The anchor: a file for each user outside of the database, which tells how many changes the user's file had seen when
 * this machine last made one. Written without waiting for the disk: after a power cut it may be older than the
 * database, never newer, and an older one only sees less.
 */
#include "data/care/anchor.h"

#include "data/file/file.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"
#include "data/seal/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	ANCHOR_FORMAT = 1,
	MAC_SIZE = 16,
	ANCHOR_SIZE = 1 + 8 + MAC_SIZE,
	/* Tallies hash what begins with the number of a table. */
	ANCHOR_DOMAIN = 0xff,
	NAME_SIZE = 2 * TS_ID_SIZE + 1
};

static void mac_make(const struct identity *identity, int64_t changes, unsigned char out[MAC_SIZE])
{
	unsigned char input[1 + TS_ID_SIZE + 8] = { ANCHOR_DOMAIN };
	struct bytes_writer writer = bytes_write_to(input + 1, sizeof input - 1);

	bytes_put_id(&writer, &identity->user);
	bytes_put_number(&writer, (uint64_t)changes, 8);
	crypt_hash(identity->keys.tally, input, sizeof input, out, MAC_SIZE);
}

/* The path of the user's anchor, allocated; NULL: there is none. */
static char *anchor_path(const ts_store *store)
{
	static const char digits[] = "0123456789abcdef";
	char name[NAME_SIZE] = "", *path;

	if (!store->anchors || !store->identity)
		return NULL;
	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		name[2 * i] = digits[store->identity->user.bytes[i] >> 4];
		name[2 * i + 1] = digits[store->identity->user.bytes[i] & 15];
	}
	return asprintf(&path, "%s/%s", store->anchors, name) < 0 ? NULL : path;
}

/* Makes an empty one, and the directories above it. */
static int anchor_make(const char *path, int flags)
{
	char reason[TS_REASON_SIZE], *resolved = NULL;
	int descriptor = -1;

	if (file_resolve(path, true, &resolved, reason) == TS_OK)
		descriptor = open(resolved, flags | O_CREAT, 0600);
	free(resolved);
	return descriptor;
}

/* The user's anchor, opened, and to write made if it is missing; -1: there is none, or none that is ours. */
static int anchor_open(const ts_store *store, bool write)
{
	int flags = (write ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	char *path = anchor_path(store);
	struct stat about;

	if (!path)
		return -1;
	int descriptor = open(path, flags);
	if (descriptor < 0 && errno == ENOENT && write)
		descriptor = anchor_make(path, flags);
	free(path);
	if (descriptor >= 0 &&
	    (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_uid != geteuid())) {
		(void)close(descriptor);
		descriptor = -1;
	}
	return descriptor;
}

/* What stands in it; 0: nothing that is true. */
static int64_t changes_read(const ts_store *store, int descriptor)
{
	unsigned char bytes[ANCHOR_SIZE], mac[MAC_SIZE];
	struct bytes_reader reader = { .at = bytes, .left = sizeof bytes };

	if (pread(descriptor, bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return 0;
	uint64_t format = bytes_take_number(&reader, 1);
	int64_t changes = (int64_t)bytes_take_number(&reader, 8);
	mac_make(store->identity, changes, mac);
	return format == ANCHOR_FORMAT && changes > 0 && crypt_equal(mac, reader.at, MAC_SIZE) ? changes : 0;
}

static bool changes_write(const ts_store *store, int descriptor, int64_t changes)
{
	unsigned char bytes[ANCHOR_SIZE], mac[MAC_SIZE];
	struct bytes_writer writer = bytes_write_to(bytes, sizeof bytes);

	mac_make(store->identity, changes, mac);
	bytes_put_number(&writer, ANCHOR_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)changes, 8);
	bytes_put(&writer, mac, sizeof mac);
	return pwrite(descriptor, bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes;
}

void anchor_look(ts_store *store)
{
	char detail[TS_REASON_SIZE];
	struct state state;

	store->behind = 0;
	int descriptor = anchor_open(store, false);
	if (descriptor < 0)
		return;
	/* The anchor first: what is committed after it was read can only be more. */
	int64_t anchored = changes_read(store, descriptor);
	(void)close(descriptor);
	memcpy(detail, store->detail, sizeof detail);
	if (record_state_read(store, &state) == TS_OK && anchored > state.changes)
		store->behind = anchored - state.changes;
	memcpy(store->detail, detail, sizeof detail);
}

void anchor_follow(ts_store *store, int64_t changes, int64_t count)
{
	int descriptor = anchor_open(store, true);
	if (descriptor < 0)
		return;
	int64_t anchored = changes_read(store, descriptor);
	/* A file that is behind stays as far behind until somebody has said that this is right; it would overtake the
	 * anchor unseen otherwise. Several processes that are not behind may come here in any order. */
	if (store->behind > 0 && anchored > 0)
		(void)changes_write(store, descriptor, anchored + count);
	else if (changes > anchored)
		(void)changes_write(store, descriptor, changes);
	(void)close(descriptor);
}

enum ts_status ts_anchor_use(ts_store *store, const char *directory)
{
	char *copy = directory ? strdup(directory) : NULL;

	if (directory && !copy)
		return store_fail(store, TS_NO_MEMORY, "cannot remember '%s': out of memory", directory);
	free(store->anchors);
	store->anchors = copy;
	store->behind = 0;
	return TS_OK;
}

enum ts_status ts_anchor_read(ts_store *store, int64_t *behind)
{
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	anchor_look(store);
	*behind = store->behind;
	return TS_OK;
}

enum ts_status ts_anchor_accept(ts_store *store)
{
	struct state state;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = record_state_read(store, &state);
	if (status != TS_OK)
		return status;
	bool behind = store->behind > 0;
	store->behind = 0;
	int descriptor = anchor_open(store, true);
	bool written = descriptor >= 0 && changes_write(store, descriptor, state.changes);
	if (descriptor >= 0)
		(void)close(descriptor);
	/* Where there can be no anchor, nothing has to be put right. */
	return written || !behind ? TS_OK
	                          : store_fail(store, TS_IO, "the anchor in '%s' cannot be written", store->anchors);
}
