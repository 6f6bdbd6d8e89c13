/* Open file description locks (fcntl(2), Linux 3.15): unlike the older kind they belong to one open() and not to a
 * process, so that they do not touch those SQLite holds. */
#include "src/system/user_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int user_lock_open(const char *database, const char *suffix, bool make)
{
	char *path;

	if (asprintf(&path, "%s%s", database, suffix) < 0)
		return -1;
	int descriptor = open(path, O_RDWR | (make ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW, 0600);
	free(path);
	return descriptor;
}

/* Where a user's places begin: FNV-1a of the name (http://www.isthe.com/chongo/tech/comp/fnv/), 40 bits of it. */
static off_t begin_of(const char *user)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (const unsigned char *at = (const unsigned char *)user; *at; at++)
		hash = (hash ^ *at) * UINT64_C(0x100000001b3);
	return (off_t)(hash >> 24) * USER_LOCK_PLACES;
}

static struct flock lock_of(const char *user, int place, short type)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = begin_of(user) + place, .l_len = 1 };
}

enum user_lock user_lock_take(int descriptor, const char *user, int place)
{
	struct flock lock = lock_of(user, place, F_WRLCK);

	if (fcntl(descriptor, F_OFD_SETLK, &lock) == 0)
		return USER_LOCK_TAKEN;
	return errno == EAGAIN || errno == EACCES ? USER_LOCK_HELD : USER_LOCK_NONE;
}

void user_lock_drop(int descriptor, const char *user, int place)
{
	struct flock lock = lock_of(user, place, F_UNLCK);

	(void)fcntl(descriptor, F_OFD_SETLK, &lock);
}

bool user_lock_is_held(int descriptor, const char *user, int place)
{
	struct flock lock = lock_of(user, place, F_WRLCK);

	return fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

void user_lock_touch(int descriptor)
{
	(void)futimens(descriptor, NULL);
}
