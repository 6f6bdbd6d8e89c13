/* The anchor as a file: written without waiting for the disk. */
#include "data/file/anchor_file.h"

#include "data/file/file.h"
#include "data/file/store.h"
#include "data/seal/bytes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	ANCHOR_FORMAT = 2, /* 1 had one for all files of a user */
	MAC_SIZE = 16,
	ANCHOR_SIZE = 1 + 8 + 2 * ANCHOR_DIGEST_SIZE + MAC_SIZE,
	/* Tallies hash what begins with the number of a table. */
	ANCHOR_DOMAIN = 0xff,
	DIGEST_DOMAIN = 0xfe,
	HEAD_DOMAIN = 0xfd,
	HEAD_SIZE = 1 + TS_ID_SIZE + 8 + MAC_SIZE,
	NAME_SIZE = 4 * TS_ID_SIZE + 2
};
static const char head_suffix[] = "-head";

/* Of bytes that have room for it at their end. */
static void mac_make(const struct identity *identity, unsigned char domain, const struct ts_id *device,
                     const unsigned char *bytes, size_t size, unsigned char out[MAC_SIZE])
{
	unsigned char input[1 + 2 * TS_ID_SIZE + ANCHOR_SIZE];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);

	bytes_put_number(&writer, domain, 1);
	bytes_put_id(&writer, &identity->user);
	bytes_put_id(&writer, device);
	bytes_put(&writer, bytes, size - MAC_SIZE);
	crypt_hash(identity->keys.anchors, input, writer.size, out, MAC_SIZE);
}

void anchor_digest(const ts_store *store, const unsigned char sum[TALLY_SIZE], unsigned char out[ANCHOR_DIGEST_SIZE])
{
	unsigned char input[1 + TALLY_SIZE] = { DIGEST_DOMAIN };

	memcpy(input + 1, sum, TALLY_SIZE);
	crypt_hash(store->identity->keys.anchors, input, sizeof input, out, ANCHOR_DIGEST_SIZE);
}

bool anchor_possible(const ts_store *store)
{
	/* A backup is older, as it should be. */
	return store->anchors && store->identity && !file_is_backup(store->path);
}

static void digits_put(char *out, const struct ts_id *id)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		out[2 * i] = digits[id->bytes[i] >> 4];
		out[2 * i + 1] = digits[id->bytes[i] & 15];
	}
}

/* The path of a device's anchor, or of what stands beside it; allocated. NULL: there is none. */
static char *anchor_path(const ts_store *store, const struct ts_id *device, const char *suffix)
{
	const size_t digits = 2 * (size_t)TS_ID_SIZE;
	char name[NAME_SIZE] = "", *path;

	if (!anchor_possible(store))
		return NULL;
	digits_put(name, &store->identity->user);
	name[digits] = '-';
	digits_put(name + digits + 1, device);
	return asprintf(&path, "%s/%s%s", store->anchors, name, suffix) < 0 ? NULL : path;
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

/* Opened, and to write made if it is missing; -1: there is none, or none that is ours. */
static int anchor_open(const ts_store *store, const struct ts_id *device, const char *suffix, bool write)
{
	int flags = (write ? O_RDWR : O_RDONLY) | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
	char *path = anchor_path(store, device, suffix);
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

static struct anchor anchor_decode(const ts_store *store, const struct ts_id *device, int descriptor)
{
	const struct anchor none = { .changes = 0 };
	unsigned char bytes[ANCHOR_SIZE], mac[MAC_SIZE];
	struct bytes_reader reader = { .at = bytes, .left = sizeof bytes };
	struct anchor anchor;

	if (pread(descriptor, bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return none;
	uint64_t format = bytes_take_number(&reader, 1);
	anchor.changes = (int64_t)bytes_take_number(&reader, 8);
	memcpy(anchor.digest, bytes_take(&reader, ANCHOR_DIGEST_SIZE), ANCHOR_DIGEST_SIZE);
	memcpy(anchor.place, bytes_take(&reader, ANCHOR_DIGEST_SIZE), ANCHOR_DIGEST_SIZE);
	mac_make(store->identity, ANCHOR_DOMAIN, device, bytes, sizeof bytes, mac);
	return format == ANCHOR_FORMAT && anchor.changes > 0 && crypt_equal(mac, reader.at, MAC_SIZE) ? anchor : none;
}

static bool anchor_encode(const ts_store *store, const struct ts_id *device, int descriptor,
                          const struct anchor *anchor)
{
	unsigned char bytes[ANCHOR_SIZE], mac[MAC_SIZE];
	struct bytes_writer writer = bytes_write_to(bytes, sizeof bytes);

	bytes_put_number(&writer, ANCHOR_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)anchor->changes, 8);
	bytes_put(&writer, anchor->digest, ANCHOR_DIGEST_SIZE);
	bytes_put(&writer, anchor->place, ANCHOR_DIGEST_SIZE);
	mac_make(store->identity, ANCHOR_DOMAIN, device, bytes, sizeof bytes, mac);
	bytes_put(&writer, mac, sizeof mac);
	return pwrite(descriptor, bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes;
}

struct anchor anchor_read(const ts_store *store, const struct ts_id *device)
{
	struct anchor anchor = { .changes = 0 };
	int descriptor = anchor_open(store, device, "", false);

	if (descriptor < 0)
		return anchor;
	anchor = anchor_decode(store, device, descriptor);
	(void)close(descriptor);
	return anchor;
}

bool anchor_write(const ts_store *store, const struct ts_id *device, const struct anchor *anchor)
{
	int descriptor = anchor_open(store, device, "", true);

	if (descriptor < 0)
		return false;
	bool written = anchor_encode(store, device, descriptor, anchor);
	(void)close(descriptor);
	return written;
}

void anchor_place(const ts_store *store, unsigned char out[ANCHOR_DIGEST_SIZE])
{
	crypt_hash(store->identity->keys.anchors, store->path, strlen(store->path), out, ANCHOR_DIGEST_SIZE);
}

static int digit_value(char digit)
{
	return digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The device in a name of the user's; false: it is another's, or no anchor. */
static bool name_parse(const ts_store *store, const char *name, const char *suffix, struct ts_id *device)
{
	char user[2 * TS_ID_SIZE];

	digits_put(user, &store->identity->user);
	if (strlen(name) != NAME_SIZE - 1 + strlen(suffix) || strcmp(name + NAME_SIZE - 1, suffix) != 0 ||
	    memcmp(name, user, sizeof user) != 0 || name[sizeof user] != '-')
		return false;
	for (size_t i = 0; i < TS_ID_SIZE; i++) {
		const char *digits = name + sizeof user + 1 + 2 * i;
		int high = digit_value(digits[0]), low = digit_value(digits[1]);
		if (high < 0 || low < 0)
			return false;
		device->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

void anchor_visit_all(ts_store *store, anchor_visit *visit, void *context)
{
	DIR *directory = anchor_possible(store) ? opendir(store->anchors) : NULL;
	const struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		struct ts_id device;
		if (name_parse(store, entry->d_name, "", &device))
			visit(store, &device, context);
	}
	if (directory)
		(void)closedir(directory);
}

void anchor_follow(ts_store *store, int64_t count)
{
	const struct identity *identity = store->identity;
	struct anchor present = { .changes = identity->device_changes };
	int descriptor = anchor_open(store, &identity->device, "", true);

	if (descriptor < 0)
		return;
	const struct anchor anchored = anchor_decode(store, &identity->device, descriptor);
	/* A file that is behind stays as far behind until somebody has said that this is right; it would overtake the
	 * anchor unseen otherwise. Several processes that are not behind may come here in any order. */
	if (store->behind > 0 && anchored.changes > 0)
		present.changes = anchored.changes + count;
	else
		anchor_digest(store, identity->written, present.digest);
	anchor_place(store, present.place);
	if (present.changes > anchored.changes)
		(void)anchor_encode(store, &identity->device, descriptor, &present);
	(void)close(descriptor);
}

/* ---- heads */

static struct anchor_head head_decode(const ts_store *store, const struct ts_id *device, int descriptor)
{
	unsigned char bytes[HEAD_SIZE], mac[MAC_SIZE];
	struct bytes_reader reader = { .at = bytes, .left = sizeof bytes };
	struct anchor_head head = { .counter = 0 };

	if (pread(descriptor, bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		return head;
	uint64_t format = bytes_take_number(&reader, 1);
	head.hub = bytes_take_id(&reader);
	head.counter = (int64_t)bytes_take_number(&reader, 8);
	mac_make(store->identity, HEAD_DOMAIN, device, bytes, sizeof bytes, mac);
	if (format != ANCHOR_FORMAT || !crypt_equal(mac, reader.at, MAC_SIZE))
		head.counter = 0;
	return head;
}

struct anchor_head anchor_head_read(const ts_store *store, const struct ts_id *device)
{
	struct anchor_head head = { .counter = 0 };
	int descriptor = anchor_open(store, device, head_suffix, false);

	if (descriptor < 0)
		return head;
	head = head_decode(store, device, descriptor);
	(void)close(descriptor);
	return head;
}

void anchor_head_write(const ts_store *store, const struct ts_id *device, const struct anchor_head *head)
{
	unsigned char bytes[HEAD_SIZE], mac[MAC_SIZE];
	struct bytes_writer writer = bytes_write_to(bytes, sizeof bytes);
	int descriptor = anchor_open(store, device, head_suffix, true);

	if (descriptor < 0)
		return;
	const struct anchor_head present = head_decode(store, device, descriptor);
	bytes_put_number(&writer, ANCHOR_FORMAT, 1);
	bytes_put_id(&writer, &head->hub);
	bytes_put_number(&writer, (uint64_t)head->counter, 8);
	mac_make(store->identity, HEAD_DOMAIN, device, bytes, sizeof bytes, mac);
	bytes_put(&writer, mac, sizeof mac);
	/* Best effort, as all of it. */
	if (!ts_id_equal(present.hub, head->hub) || present.counter < head->counter)
		(void)!pwrite(descriptor, bytes, sizeof bytes, 0);
	(void)close(descriptor);
}

void anchor_heads_visit(ts_store *store, anchor_head_visit *visit, void *context)
{
	DIR *directory = anchor_possible(store) ? opendir(store->anchors) : NULL;
	const struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		struct ts_id device;
		if (!name_parse(store, entry->d_name, head_suffix, &device))
			continue;
		const struct anchor_head head = anchor_head_read(store, &device);
		if (head.counter > 0)
			visit(&device, &head, context);
	}
	if (directory)
		(void)closedir(directory);
}

void anchor_heads_forget(ts_store *store)
{
	DIR *directory = anchor_possible(store) ? opendir(store->anchors) : NULL;
	const struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		struct ts_id device;
		char *path = name_parse(store, entry->d_name, head_suffix, &device)
		                     ? anchor_path(store, &device, head_suffix)
		                     : NULL;
		if (path)
			(void)unlink(path);
		free(path);
	}
	if (directory)
		(void)closedir(directory);
}
