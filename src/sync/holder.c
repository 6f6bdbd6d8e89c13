/* One place of a user's: who has it speaks. */
#include "src/sync/holder.h"

#include "src/system/user_lock.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct holder {
	int descriptor; /* -1: none */
	char *user;     /* whose it is, NULL: nobody's */
};

struct holder *holder_create(const char *database)
{
	struct holder *holder = allocate(1, sizeof *holder);

	*holder = (struct holder){ user_lock_open(database, HOLDER_SUFFIX, true), NULL };
	return holder;
}

bool holder_take(struct holder *holder, const char *user)
{
	if (holder->descriptor < 0 || (holder->user && strcmp(holder->user, user) == 0))
		return true;
	holder_release(holder);
	switch (user_lock_take(holder->descriptor, user, 0)) {
	case USER_LOCK_TAKEN:
		holder->user = copy_text(user);
		return true;
	case USER_LOCK_NONE:
		return true;
	default:
		return false;
	}
}

bool holder_found(const char *database, const char *user)
{
	int descriptor = user_lock_open(database, HOLDER_SUFFIX, false);

	if (descriptor < 0)
		return false;
	bool found = user_lock_is_held(descriptor, user, 0);
	(void)close(descriptor);
	return found;
}

void holder_release(struct holder *holder)
{
	if (!holder->user)
		return;
	user_lock_drop(holder->descriptor, holder->user, 0);
	free(holder->user);
	holder->user = NULL;
	user_lock_touch(holder->descriptor);
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
