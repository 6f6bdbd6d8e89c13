/* Each place of a user's is one screen. */
#include "src/system/presence.h"

#include "src/system/user_lock.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct presence {
	int descriptor; /* -1: none */
	char *user;     /* whose screen this is; "" nobody's */
	int place;      /* the byte held, -1: none */
};

struct presence *presence_create(const char *database)
{
	struct presence *presence = allocate(1, sizeof *presence);

	presence->descriptor = user_lock_open(database, PRESENCE_SUFFIX, true);
	presence->user = copy_text("");
	presence->place = -1;
	return presence;
}

static void presence_leave(struct presence *presence)
{
	if (presence->place >= 0)
		user_lock_drop(presence->descriptor, presence->user, presence->place);
	presence->place = -1;
}

bool presence_show(struct presence *presence, const char *user)
{
	if (presence->descriptor < 0 || strcmp(presence->user, user) == 0)
		return false;
	presence_leave(presence);
	free(presence->user);
	presence->user = copy_text(user);
	for (int place = 0; *user && place < USER_LOCK_PLACES && presence->place < 0; place++) {
		if (user_lock_take(presence->descriptor, user, place) == USER_LOCK_TAKEN)
			presence->place = place;
	}
	user_lock_touch(presence->descriptor);
	return true;
}

int presence_count(const struct presence *presence)
{
	int count = 1;
	if (presence->place < 0)
		return 0;
	for (int place = 0; place < USER_LOCK_PLACES; place++) {
		if (place != presence->place && user_lock_is_held(presence->descriptor, presence->user, place))
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
