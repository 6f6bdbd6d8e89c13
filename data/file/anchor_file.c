/* The anchor as a file: written without waiting for the disk. */
#include "data/file/anchor_file.h"

#include "data/file/file.h"
#include "data/file/store.h"
#include "data/seal/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

	/* A backup is older, as it should be. */
	if (!store->anchors || !store->identity || file_is_backup(store->path))
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

int anchor_open(const ts_store *store, bool write)
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

int64_t anchor_changes_read(const ts_store *store, int descriptor)
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

bool anchor_changes_write(const ts_store *store, int descriptor, int64_t changes)
{
	unsigned char bytes[ANCHOR_SIZE], mac[MAC_SIZE];
	struct bytes_writer writer = bytes_write_to(bytes, sizeof bytes);

	mac_make(store->identity, changes, mac);
	bytes_put_number(&writer, ANCHOR_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)changes, 8);
	bytes_put(&writer, mac, sizeof mac);
	return pwrite(descriptor, bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes;
}

void anchor_follow(ts_store *store, int64_t changes, int64_t count)
{
	int descriptor = anchor_open(store, true);
	if (descriptor < 0)
		return;
	int64_t anchored = anchor_changes_read(store, descriptor);
	/* A file that is behind stays as far behind until somebody has said that this is right; it would overtake the
	 * anchor unseen otherwise. Several processes that are not behind may come here in any order. */
	if (store->behind > 0 && anchored > 0)
		(void)anchor_changes_write(store, descriptor, anchored + count);
	else if (changes > anchored)
		(void)anchor_changes_write(store, descriptor, changes);
	(void)close(descriptor);
}
