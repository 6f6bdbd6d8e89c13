/* Open file description locks, as presence.c has them. */
#include "src/sync/holder.h"

#include "src/system/user_region.h"
#include "ui/base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct holder {
	int descriptor; /* -1: none */
	off_t at;       /* the byte that is held, or -1 */
};

struct holder *holder_create(const char *database)
{
	struct holder *holder = allocate(1, sizeof *holder);
	char *path;

	*holder = (struct holder){ -1, -1 };
	if (asprintf(&path, "%s%s", database, HOLDER_SUFFIX) < 0)
		return holder;
	holder->descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	free(path);
	return holder;
}

static int lock_set(const struct holder *holder, off_t at, short type)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };

	return fcntl(holder->descriptor, F_OFD_SETLK, &lock);
}

bool holder_take(struct holder *holder, const char *user)
{
	off_t at = user_region(user);

	if (holder->descriptor < 0 || holder->at == at)
		return true;
	holder_release(holder);
	if (lock_set(holder, at, F_WRLCK) != 0)
		return errno != EAGAIN && errno != EACCES;
	holder->at = at;
	return true;
}

bool holder_found(const char *database, const char *user)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = user_region(user), .l_len = 1 };
	char *path;

	if (asprintf(&path, "%s%s", database, HOLDER_SUFFIX) < 0)
		return false;
	int descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	free(path);
	if (descriptor < 0)
		return false;
	bool found = fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	(void)close(descriptor);
	return found;
}

void holder_release(struct holder *holder)
{
	if (holder->descriptor < 0 || holder->at < 0)
		return;
	(void)lock_set(holder, holder->at, F_UNLCK);
	holder->at = -1;
	(void)futimens(holder->descriptor, NULL);
}

void holder_destroy(struct holder *holder)
{
	if (!holder)
		return;
	holder_release(holder);
	if (holder->descriptor >= 0)
		(void)close(holder->descriptor);
	free(holder);
}
