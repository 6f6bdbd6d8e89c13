/* Keyrings of a hub in a folder. */
#include "data/hub/folder_keyring.h"

#include "data/file/file.h"
#include "data/hub/folder_read.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char prefix[] = "keyring-";
enum {
	PREFIX_SIZE = sizeof prefix - 1,
	NUMBER_DIGITS = 16,
	KEYRING_NAME = PREFIX_SIZE + NUMBER_DIGITS + 1 + NUMBER_DIGITS,
	KEYRING_MOST = PACKET_ID_SIZE + PACKET_PAYLOAD_MOST
};

bool folder_name_is_keyring(const char *name)
{
	return strlen(name) == KEYRING_NAME && strncmp(name, prefix, PREFIX_SIZE) == 0 &&
	       strspn(name + PREFIX_SIZE, "0123456789abcdef") == NUMBER_DIGITS;
}

static bool name_is_owner(const char *name)
{
	return strlen(name) == (size_t)2 * PACKET_ID_SIZE &&
	       strspn(name, "0123456789abcdef") == (size_t)2 * PACKET_ID_SIZE;
}

static uint64_t generation_of(const char *name)
{
	return strtoull(name + PREFIX_SIZE, NULL, 16);
}

static void check_of(const void *bytes, size_t size, char out[NUMBER_DIGITS + 1])
{
	unsigned char hash[FOLDER_HASH_SIZE];

	folder_hash(bytes, size, hash);
	for (size_t i = 0; i < sizeof hash; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", hash[i]);
}

/* False: there is no such file, or not all of it yet. */
static bool keyring_load(const char *directory, const char *name, struct hub_keyring *out)
{
	char check[NUMBER_DIGITS + 1];
	off_t size = 0;
	int descriptor = folder_open(directory, name, &size);

	if (descriptor < 0)
		return false;
	unsigned char *bytes = size >= PACKET_ID_SIZE && size <= KEYRING_MOST ? malloc((size_t)size + 1) : NULL;
	bool whole = bytes && pread(descriptor, bytes, (size_t)size, 0) == size;
	(void)close(descriptor);
	if (whole) {
		check_of(bytes, (size_t)size, check);
		whole = strcmp(check, name + PREFIX_SIZE + NUMBER_DIGITS + 1) == 0;
	}
	if (!whole) {
		free(bytes);
		return false;
	}
	out->generation = generation_of(name);
	memcpy(out->name, bytes, sizeof out->name);
	out->size = (size_t)size - PACKET_ID_SIZE;
	memmove(bytes, bytes + PACKET_ID_SIZE, out->size);
	out->blob = bytes;
	return true;
}

/* The one that holds in an owner's directory. */
static enum ts_status present_read(struct hub_folder *folder, const char *directory, struct hub_keyring *out)
{
	struct folder_names names;
	enum ts_status status = folder_names_read(folder, directory, folder_name_is_keyring, &names);

	*out = (struct hub_keyring){ .generation = 0 };
	for (size_t i = names.count; status == TS_OK && i > 0; i--) {
		if (keyring_load(directory, names.at[i - 1], out))
			break;
	}
	folder_names_release(&names);
	return status;
}

static void owner_of(const char *digits, unsigned char out[PACKET_ID_SIZE])
{
	for (size_t i = 0; i < PACKET_ID_SIZE; i++) {
		const char pair[] = { digits[2 * i], digits[2 * i + 1], '\0' };
		out[i] = (unsigned char)strtoul(pair, NULL, 16);
	}
}

static enum ts_status named_read(struct hub_folder *folder, const unsigned char *name, struct hub_keyring *out)
{
	struct folder_names owners;
	enum ts_status status = folder_names_read(folder, folder->top, name_is_owner, &owners);
	char *directory;

	*out = (struct hub_keyring){ .generation = 0 };
	for (size_t i = 0; status == TS_OK && out->generation == 0 && i < owners.count; i++) {
		if (asprintf(&directory, "%s/%s", folder->top, owners.at[i]) < 0)
			break;
		status = present_read(folder, directory, out);
		free(directory);
		owner_of(owners.at[i], out->owner);
		if (out->generation == 0 || memcmp(out->name, name, sizeof out->name) == 0)
			continue;
		free(out->blob);
		*out = (struct hub_keyring){ .generation = 0 };
	}
	folder_names_release(&owners);
	return status;
}

enum ts_status folder_keyring_read(struct hub *hub, const unsigned char *name, struct hub_keyring *out)
{
	struct hub_folder *folder = (struct hub_folder *)hub;

	if (name)
		return named_read(folder, name, out);
	enum ts_status status = present_read(folder, folder->directory, out);
	memcpy(out->owner, hub->owner, sizeof out->owner);
	return status;
}

/* Whole, or not there. */
static enum ts_status file_write(struct hub_folder *folder, const char *path, const unsigned char *bytes, size_t size)
{
	char *part;

	if (asprintf(&part, "%s.part", path) < 0)
		return hub_fail(&folder->hub, TS_NO_MEMORY, "%s", ts_status_text(TS_NO_MEMORY));
	int descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool written = descriptor >= 0 && write(descriptor, bytes, size) == (ssize_t)size && fsync(descriptor) == 0;
	int error = errno;
	if (descriptor >= 0 && close(descriptor) != 0)
		written = false;
	if (written && rename(part, path) != 0) {
		error = errno;
		written = false;
	}
	enum ts_status status = TS_OK;
	if (!written) {
		status = hub_fail(&folder->hub, file_system_status(error), "cannot write '%s': %s", path,
		                  strerror(error));
		(void)unlink(part);
	}
	free(part);
	return status == TS_OK ? file_sync_directory(path, folder->hub.reason) : status;
}

/* An older one would still be opened by an older password. */
static void older_remove(struct hub_folder *folder, uint64_t generation)
{
	struct folder_names names;
	char *path;

	if (folder_names_read(folder, folder->directory, folder_name_is_keyring, &names) != TS_OK)
		return;
	for (size_t i = 0; i < names.count; i++) {
		if (generation_of(names.at[i]) >= generation ||
		    asprintf(&path, "%s/%s", folder->directory, names.at[i]) < 0)
			continue;
		(void)unlink(path);
		free(path);
	}
	folder_names_release(&names);
}

static enum ts_status keyring_put(struct hub_folder *folder, const unsigned char *name, uint64_t generation,
                                  struct packet_view blob)
{
	unsigned char *bytes = malloc(PACKET_ID_SIZE + blob.size);
	char check[NUMBER_DIGITS + 1], *path = NULL;
	enum ts_status status = TS_NO_MEMORY;

	if (bytes) {
		memcpy(bytes, name, PACKET_ID_SIZE);
		memcpy(bytes + PACKET_ID_SIZE, blob.bytes, blob.size);
		check_of(bytes, PACKET_ID_SIZE + blob.size, check);
		if (asprintf(&path, "%s/%s%016" PRIx64 "-%s", folder->directory, prefix, generation, check) < 0)
			path = NULL;
	}
	if (path)
		status = file_write(folder, path, bytes, PACKET_ID_SIZE + blob.size);
	else
		(void)hub_fail(&folder->hub, status, "%s", ts_status_text(status));
	if (status == TS_OK)
		older_remove(folder, generation);
	free(path);
	free(bytes);
	return status;
}

enum ts_status folder_keyring_write(struct hub *hub, const unsigned char *name, uint64_t expected,
                                    struct packet_view blob)
{
	struct hub_folder *folder = (struct hub_folder *)hub;
	struct hub_keyring present, named = { .generation = 0 };
	enum ts_status status = present_read(folder, folder->directory, &present);

	if (status == TS_OK)
		status = named_read(folder, name, &named);
	if (status == TS_OK && named.generation > 0 && memcmp(named.owner, hub->owner, sizeof named.owner) != 0)
		status = TS_EXISTS;
	else if (status == TS_OK && present.generation != expected)
		status = TS_UNCHANGED;
	free(present.blob);
	free(named.blob);
	return status == TS_OK ? keyring_put(folder, name, expected + 1, blob) : status;
}
