/* The pin as a file: named by a hash of database and name, written without waiting for the disk. */
#include "data/file/pin_file.h"

#include "data/file/file.h"
#include "data/file/store.h"
#include "data/pure/name.h"
#include "data/seal/bytes.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIN_FORMAT = 1, SUM_SIZE = 16, PIN_TOLD = 1 + TS_ID_SIZE + BOX_PUBLIC_SIZE, PIN_SIZE = PIN_TOLD + SUM_SIZE };

/* The path of a pin, allocated; NULL: there is none. */
static char *pin_path(const ts_store *store, const char *name)
{
	char input[TS_PATH_SIZE + NAME_KEY_SIZE], key[NAME_KEY_SIZE], *path;
	unsigned char hash[8];
	size_t size;

	/* A backup is older, as it should be. */
	if (!store->anchors || file_is_backup(store->path) || name_key(name, key, sizeof key) != TS_OK)
		return NULL;
	size = strnlen(store->path, TS_PATH_SIZE - 1) + 1;
	memcpy(input, store->path, size - 1);
	input[size - 1] = '\0';
	memcpy(input + size, key, strlen(key));
	crypt_hash(NULL, input, size + strlen(key), hash, sizeof hash);
	return asprintf(&path, "%s/.pin-%02x%02x%02x%02x%02x%02x%02x%02x", store->anchors, hash[0], hash[1], hash[2],
	                hash[3], hash[4], hash[5], hash[6], hash[7]) < 0
	               ? NULL
	               : path;
}

/* The sum tells one that a power cut has torn. */
static void pin_encode(const struct ts_id *user, const unsigned char box_public[BOX_PUBLIC_SIZE],
                       unsigned char out[PIN_SIZE])
{
	struct bytes_writer writer = bytes_write_to(out, PIN_SIZE);

	bytes_put_number(&writer, PIN_FORMAT, 1);
	bytes_put_id(&writer, user);
	bytes_put(&writer, box_public, BOX_PUBLIC_SIZE);
	crypt_hash(NULL, out, PIN_TOLD, out + PIN_TOLD, SUM_SIZE);
}

/* False: nothing is noted there, or nothing that is ours and whole. */
static bool pin_read(const char *path, unsigned char out[PIN_SIZE])
{
	unsigned char sum[SUM_SIZE];
	struct stat about;
	int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (descriptor < 0)
		return false;
	bool read = fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
	            pread(descriptor, out, PIN_SIZE, 0) == PIN_SIZE;
	(void)close(descriptor);
	if (!read)
		return false;
	crypt_hash(NULL, out, PIN_TOLD, sum, sizeof sum);
	return out[0] == PIN_FORMAT && memcmp(sum, out + PIN_TOLD, SUM_SIZE) == 0;
}

enum ts_pinned pin_compare(const ts_store *store, const char *name, const struct ts_id *user,
                           const unsigned char box_public[BOX_PUBLIC_SIZE])
{
	unsigned char noted[PIN_SIZE], present[PIN_SIZE];
	enum ts_pinned pinned = TS_PINNED_SAME;
	char *path = pin_path(store, name);

	if (!path)
		return TS_PINNED_SAME;
	pin_encode(user, box_public, present);
	if (pin_read(path, noted) && memcmp(noted, present, PIN_SIZE) != 0)
		pinned = memcmp(noted + 1, user->bytes, TS_ID_SIZE) == 0 ? TS_PINNED_KEY : TS_PINNED_USER;
	free(path);
	return pinned;
}

void pin_note(const ts_store *store, const char *name, const struct ts_id *user,
              const unsigned char box_public[BOX_PUBLIC_SIZE])
{
	unsigned char noted[PIN_SIZE], present[PIN_SIZE];
	char reason[TS_REASON_SIZE], *resolved = NULL, *path = pin_path(store, name);

	if (!path)
		return;
	pin_encode(user, box_public, present);
	bool same = pin_read(path, noted) && memcmp(noted, present, PIN_SIZE) == 0;
	if (!same && file_resolve(path, true, &resolved, reason) == TS_OK) {
		int descriptor = open(resolved, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
		if (descriptor >= 0) {
			(void)!pwrite(descriptor, present, PIN_SIZE, 0);
			(void)close(descriptor);
		}
	}
	free(resolved);
	free(path);
}
