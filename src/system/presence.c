/* Open file description locks (fcntl(2), Linux 3.15): unlike the older kind they belong to one open() and not to a
 * process, so that they do not touch those SQLite holds. */
#include "src/system/presence.h"

#include "src/system/user_region.h"
#include "ui/base/alloc.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct presence {
	int descriptor; /* -1: none */
	char *user;     /* whose screen this is; "" nobody's */
	int place;      /* the byte held, -1: none */
};

struct presence *presence_create(const char *database)
{
	struct presence *presence = allocate(1, sizeof *presence);
	size_t size = strlen(database) + sizeof PRESENCE_SUFFIX;
	char *path = allocate(size, 1);
	(void)snprintf(path, size, "%s%s", database, PRESENCE_SUFFIX);
	presence->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	presence->user = copy_text("");
	presence->place = -1;
	free(path);
	return presence;
}

static struct flock lock_of(const struct presence *presence, int place, short type)
{
	return (struct flock){
		.l_type = type, .l_whence = SEEK_SET, .l_start = user_region(presence->user) + place, .l_len = 1
	};
}

static void presence_leave(struct presence *presence)
{
	if (presence->place < 0)
		return;
	struct flock lock = lock_of(presence, presence->place, F_UNLCK);
	(void)fcntl(presence->descriptor, F_OFD_SETLK, &lock);
	presence->place = -1;
}

bool presence_show(struct presence *presence, const char *user)
{
	if (presence->descriptor < 0 || strcmp(presence->user, user) == 0)
		return false;
	presence_leave(presence);
	free(presence->user);
	presence->user = copy_text(user);
	for (int place = 0; *user && place < USER_REGION_PLACES && presence->place < 0; place++) {
		struct flock lock = lock_of(presence, place, F_WRLCK);
		if (fcntl(presence->descriptor, F_OFD_SETLK, &lock) == 0)
			presence->place = place;
	}
	/* The others watch the directory. */
	(void)futimens(presence->descriptor, NULL);
	return true;
}

int presence_count(const struct presence *presence)
{
	int count = 1;
	if (presence->place < 0)
		return 0;
	for (int place = 0; place < USER_REGION_PLACES; place++) {
		struct flock lock = lock_of(presence, place, F_WRLCK);
		if (place != presence->place && fcntl(presence->descriptor, F_OFD_GETLK, &lock) == 0 &&
		    lock.l_type != F_UNLCK)
			count++;
	}
	return count;
}

void presence_destroy(struct presence *presence)
{
	if (!presence)
		return;
	(void)presence_show(presence, "");
	if (presence->descriptor >= 0)
		(void)close(presence->descriptor);
	free(presence->user);
	free(presence);
}
