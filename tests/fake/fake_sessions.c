/* The fake's tickets and its care for a file that it has not. */
#include "inside.h"

#include <stdio.h>
#include <string.h>

void fake_fail_keep(ts_store *store, enum ts_status status)
{
	store->fail_keep = status;
}

static struct user *user_named(ts_store *store, const char *name)
{
	for (size_t i = 0; i < store->user_count; i++) {
		if (ts_text_same(store->users[i]->name, name))
			return store->users[i];
	}
	return NULL;
}

static int64_t session_left(const struct user *user, const struct ts_machine *machine)
{
	int64_t until = user->session_expires < user->session_ends ? user->session_expires : user->session_ends;
	bool holds = strcmp(user->session_boot, machine->boot) == 0 && machine->uptime < until;
	return holds ? until - machine->uptime : 0;
}

enum ts_status ts_session_keep(ts_store *store, const struct ts_machine *machine, enum ts_ticket_place *place)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	enum ts_status keep = store->fail_keep;
	store->fail_keep = TS_OK;
	if (keep != TS_OK)
		return keep;
	struct user *user = store->current;
	memcpy(user->session_boot, machine->boot, sizeof user->session_boot);
	user->session_expires = machine->uptime + TS_SESSION_SLIDING;
	user->session_ends = machine->uptime + TS_SESSION_MOST;
	*place = TS_TICKET_KEYRING;
	return TS_OK;
}

enum ts_status ts_session_resume(ts_store *store, const char *name, const struct ts_machine *machine)
{
	struct user *user = user_named(store, name);
	if (!user)
		return TS_NOT_FOUND;
	if (session_left(user, machine) == 0) {
		user->session_ends = 0;
		return TS_LOGGED_OUT;
	}
	user->session_expires = machine->uptime + TS_SESSION_SLIDING;
	store->current = user;
	return TS_OK;
}

int64_t ts_session_left(ts_store *store, const struct ts_machine *machine)
{
	return store->current ? session_left(store->current, machine) : 0;
}

int64_t ts_session_renew(ts_store *store, const struct ts_machine *machine)
{
	if (ts_session_left(store, machine) > 0)
		store->current->session_expires = machine->uptime + TS_SESSION_SLIDING;
	return ts_session_left(store, machine);
}

enum ts_status ts_session_end(ts_store *store, const char *name, const struct ts_machine *machine)
{
	(void)machine;
	struct user *user = user_named(store, name);
	if (!user)
		return TS_NOT_FOUND;
	if (user->session_ends == 0)
		return TS_UNCHANGED;
	user->session_ends = 0;
	return TS_OK;
}
