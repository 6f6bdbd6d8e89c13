/*
 * A hub in a folder. Its process keeps nothing between two conversations: what it has to remember (which file is this
 * device's, how far each was read) stands in the cursor that the device keeps.
 */
#include "data/hub/hub_folder.h"

#include "data/file/file.h"
#include "data/file/system.h"
#include "data/hub/folder_keyring.h"
#include "data/hub/folder_read.h"
#include "data/hub/folder_wipe.h"
#include "data/seal/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	OWN_MOST = 256 * 1024 * 1024, /* bytes of a file that is appended to; then another one is begun */
	OFTEN = 10000                 /* milliseconds, where nobody tells of changes */
};

static struct hub_folder *folder_of(struct hub *hub)
{
	return (struct hub_folder *)hub;
}

static enum ts_status system_fail(struct hub_folder *folder, const char *verb, const char *path)
{
	int error = errno;
	return hub_fail(&folder->hub, file_system_status(error), "cannot %s '%s': %s", verb, path, strerror(error));
}

/* ---- whose frames */

/* One id for all copies of one folder: it follows from the owner. */
static void id_of(const unsigned char owner[PACKET_ID_SIZE], unsigned char out[PACKET_ID_SIZE])
{
	static const char purpose[] = "timesheet folder";
	crypto_generichash_state state;

	/* They fail only on sizes out of range. */
	(void)crypto_generichash_init(&state, NULL, 0, PACKET_ID_SIZE);
	(void)crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	(void)crypto_generichash_update(&state, owner, PACKET_ID_SIZE);
	(void)crypto_generichash_final(&state, out, PACKET_ID_SIZE);
}

static enum ts_status directory_make(struct hub_folder *folder)
{
	return file_make_directory(folder->directory, folder->hub.reason);
}

/* Bytes of the files with the owner's frames, all devices' together. */
static enum ts_status frames_measure(struct hub_folder *folder, int64_t *out)
{
	struct folder_names names;
	off_t size;
	enum ts_status status = folder_names_read(folder, folder->directory, folder_name_is_frames, &names);

	*out = 0;
	for (size_t i = 0; i < names.count; i++) {
		int descriptor = folder_open(folder->directory, names.at[i], &size);
		if (descriptor < 0)
			continue;
		*out += size;
		(void)close(descriptor);
	}
	folder_names_release(&names);
	return status;
}

static enum ts_status folder_enter(struct hub *hub, struct hub_about *out)
{
	struct hub_folder *folder = folder_of(hub);
	char digits[FOLDER_NAME_SIZE];
	struct hub_keyring keyring;
	int64_t kept = 0;

	folder_digits(hub->owner, "", digits);
	free(folder->directory);
	if (asprintf(&folder->directory, "%s/%s", folder->top, digits) < 0) {
		folder->directory = NULL;
		return hub_fail(hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	}
	hub->position_size = 0;
	/* So that it can be watched; what cannot be made is said when something is written. */
	if (!sodium_is_zero(hub->owner, sizeof hub->owner))
		(void)!directory_make(folder);
	enum ts_status status = folder_keyring_read(hub, NULL, &keyring);
	if (status != TS_OK)
		return status;
	free(keyring.blob);
	/* What cannot be looked at is said when it is pulled. */
	(void)!frames_measure(folder, &kept);
	*out = (struct hub_about){ .generation = keyring.generation, .kept = kept };
	id_of(hub->owner, out->id);
	return TS_OK;
}

static enum ts_status keyring_write(struct hub *hub, const unsigned char *name, uint64_t expected,
                                    struct packet_view blob)
{
	enum ts_status status = directory_make(folder_of(hub));

	return status == TS_OK ? folder_keyring_write(hub, name, expected, blob) : status;
}

/* ---- the device's own file */

static bool own_is_none(const struct hub_folder *folder)
{
	return sodium_is_zero(folder->own, sizeof folder->own);
}

/* The device's file is there, as long as it was left at least, and the same up to there. exactly: no longer. */
static bool own_stands(const struct hub_folder *folder, bool exactly)
{
	char name[FOLDER_NAME_SIZE];
	off_t size = 0;

	folder_digits(folder->own, ".ts", name);
	int descriptor = folder_open(folder->directory, name, &size);
	if (descriptor < 0)
		return false;
	bool stands = (exactly ? size == folder->own_size : size >= folder->own_size) &&
	              folder_tail_matches(descriptor, folder->own_size, folder->own_tail);
	(void)close(descriptor);
	return stands;
}

static unsigned char *records_make(const struct hub_frame *frames, size_t count, size_t *size)
{
	*size = 0;
	for (size_t i = 0; i < count; i++)
		*size += FOLDER_RECORD_HEAD + frames[i].payload.size;
	unsigned char *bytes = malloc(*size + 1);
	if (!bytes)
		return NULL;
	struct bytes_writer writer = bytes_write_to(bytes, *size);
	for (size_t i = 0; i < count; i++) {
		bytes_put_number(&writer, PACKET_ID_SIZE + frames[i].payload.size, 4);
		bytes_put(&writer, frames[i].id, PACKET_ID_SIZE);
		bytes_put(&writer, frames[i].payload.bytes, frames[i].payload.size);
	}
	return bytes;
}

/* Behind what stands there, and durable. What was written of it before a failure is cut off again, and would be read by
 * nobody: it is no whole record. */
static enum ts_status own_append(struct hub_folder *folder, const char *name, const unsigned char *bytes, size_t size)
{
	enum ts_status status = TS_OK;
	char *path;

	if (asprintf(&path, "%s/%s", folder->directory, name) < 0)
		return hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	int made = folder->own_size == 0 ? O_CREAT | O_EXCL : 0;
	int descriptor = open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | made, 0600);
	ssize_t written = descriptor >= 0 ? write(descriptor, bytes, size) : -1;
	if (written >= 0 && written != (ssize_t)size)
		errno = ENOSPC;
	if (written != (ssize_t)size || fsync(descriptor) != 0)
		status = system_fail(folder, "write", path);
	if (status == TS_OK && made)
		status = file_sync_directory(path, folder->hub.reason);
	if (status == TS_OK && !folder_tail_read(descriptor, folder->own_size + (off_t)size, folder->own_tail))
		status = system_fail(folder, "read", path);
	if (status != TS_OK && descriptor >= 0)
		(void)!ftruncate(descriptor, folder->own_size);
	if (descriptor >= 0)
		(void)close(descriptor);
	free(path);
	return status;
}

static enum ts_status quota_check(struct hub_folder *folder, size_t more)
{
	int64_t bytes;

	if (folder->hub.quota == 0)
		return TS_OK;
	enum ts_status status = frames_measure(folder, &bytes);
	if (status != TS_OK || bytes + (int64_t)more <= folder->hub.quota)
		return status;
	return hub_fail(&folder->hub, TS_TOO_LONG, "the quota of %lld bytes is used up", (long long)folder->hub.quota);
}

/* Another name, where the device's file is not as it was left: another process appended to it, or it was put back. */
static void own_choose(struct hub_folder *folder, size_t more)
{
	if (!own_is_none(folder) && folder->own_size + more <= OWN_MOST && own_stands(folder, true))
		return;
	randombytes_buf(folder->own, sizeof folder->own);
	folder->own_size = 0;
}

static enum ts_status folder_push(struct hub *hub, const struct hub_frame *frames, size_t count)
{
	struct hub_folder *folder = folder_of(hub);
	char name[FOLDER_NAME_SIZE];
	size_t size;
	enum ts_status status = directory_make(folder);
	unsigned char *bytes = records_make(frames, count, &size);

	if (status == TS_OK && !bytes)
		status = hub_fail(hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	if (status == TS_OK)
		status = quota_check(folder, size);
	if (status != TS_OK)
		goto out;
	own_choose(folder, size);
	folder_digits(folder->own, ".ts", name);
	struct folder_seen *seen = folder_seen_of(folder, name);
	if (!seen) {
		status = hub_fail(hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
		goto out;
	}
	status = own_append(folder, name, bytes, size);
	if (status != TS_OK) {
		/* What is in it now, nobody knows. */
		memset(folder->own, 0, sizeof folder->own);
		goto out;
	}
	bool behind = seen->offset == folder->own_size;
	folder->own_size += (uint32_t)size;
	if (behind) {
		seen->offset = folder->own_size;
		memcpy(seen->tail, folder->own_tail, sizeof seen->tail);
	}
	if (hub->position_size > 0)
		folder_cursor_write(folder);
out:
	free(bytes);
	return status;
}

/* ---- reading */

/* The first word of what the device knew is still there. */
static bool anything_is_known(struct hub_folder *folder)
{
	struct folder_names names;
	unsigned char hash[FOLDER_HASH_SIZE];
	bool known = false;

	if (folder_names_read(folder, folder->directory, folder_name_is_frames, &names) != TS_OK)
		return false;
	for (size_t i = 0; !known && i < names.count; i++) {
		folder_hash(names.at[i], strlen(names.at[i]), hash);
		for (size_t at = 0; !known && at < folder->count; at++)
			known = memcmp(folder->seen[at].name, hash, sizeof hash) == 0;
	}
	folder_names_release(&names);
	return known;
}

/* A folder in which the device's own file is missing or was put back has lost what it acknowledged; so has one in which
 * nothing is left of what it gave. */
static enum ts_status folder_seek(struct hub *hub, struct packet_view cursor)
{
	struct hub_folder *folder = folder_of(hub);
	bool good = cursor.size == 0 || folder_cursor_read(folder, cursor);

	if (cursor.size == 0)
		folder_cursor_forget(folder);
	if (good && !own_is_none(folder))
		good = own_stands(folder, false);
	if (good && folder->count > 0)
		good = anything_is_known(folder);
	if (!good)
		folder_cursor_forget(folder);
	folder_cursor_write(folder);
	return good ? TS_OK : TS_NOT_FOUND;
}

static enum ts_status folder_pull(struct hub *hub, hub_sink *sink, void *context, bool *out)
{
	return folder_read(folder_of(hub), sink, context, out);
}

static bool folder_changed(struct hub *hub)
{
	(void)hub;
	return true; /* reading finds out, and costs little where nothing has */
}

static struct hub_wait folder_wait(const struct hub *hub)
{
	const struct hub_folder *folder = (const struct hub_folder *)hub;
	struct hub_wait wait = { .descriptor = -1 };

	if (!folder->directory)
		return wait;
	wait.directory = folder->directory;
	wait.milliseconds = system_is_remote(folder->top) ? OFTEN : 0;
	return wait;
}

/* ---- beginning and end */

static void folder_close(struct hub *hub)
{
	struct hub_folder *folder = folder_of(hub);

	free(folder->seen);
	free(folder->directory);
	free(folder->top);
	free(folder);
}

static const struct hub_operations operations = {
	.enter = folder_enter,
	.keyring_read = folder_keyring_read,
	.keyring_write = keyring_write,
	.push = folder_push,
	.seek = folder_seek,
	.pull = folder_pull,
	.wipe = folder_wipe,
	.changed = folder_changed,
	.wait = folder_wait,
	.close = folder_close,
};

/* What a syncer does to an open database ruins it. */
static enum ts_status database_refuse(struct hub_folder *folder)
{
	char *path, ignored[TS_REASON_SIZE];

	if (asprintf(&path, "%s/timesheet.db", folder->top) < 0)
		return hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	bool there = file_examine(path, INT32_MAX, ignored) == TS_OK;
	free(path);
	if (!there)
		return TS_OK;
	return hub_fail(&folder->hub, TS_INVALID,
	                "cannot use '%s': a timesheet's database lies there, and would be ruined by what carries files "
	                "to other machines; name another folder",
	                folder->top);
}

static enum ts_status top_find(struct hub_folder *folder, const char *path)
{
	struct stat about;

	folder->top = realpath(path, NULL);
	if (!folder->top)
		return system_fail(folder, "open the folder", path);
	if (stat(folder->top, &about) != 0)
		return system_fail(folder, "look at", path);
	if (!S_ISDIR(about.st_mode))
		return hub_fail(&folder->hub, TS_INVALID, "cannot open '%s': it is no folder", path);
	return database_refuse(folder);
}

enum ts_status hub_folder_open(const char *path, char reason[TS_REASON_SIZE], struct hub **out)
{
	struct hub_folder *folder = calloc(1, sizeof *folder);

	if (!folder)
		return file_fail(reason, TS_NO_MEMORY, "cannot open '%s': out of memory", path);
	folder->hub.operations = &operations;
	enum ts_status status = sodium_init() >= 0
	                                ? top_find(folder, path)
	                                : hub_fail(&folder->hub, TS_IO, "this machine gives no random numbers");
	if (status == TS_OK) {
		*out = &folder->hub;
		return TS_OK;
	}
	memcpy(reason, folder->hub.reason, TS_REASON_SIZE);
	folder_close(&folder->hub);
	return status;
}
