/* Who is in the file, and who is logged in. Must not know how a password is checked. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

/* Makes room for one more; doubles, from 8. */
static bool users_grow(struct ts_users *users)
{
	size_t count = users->count;

	if (count != 0 && (count < 8 || (count & (count - 1)) != 0))
		return true;
	size_t capacity = count == 0 ? 8 : count * 2;
	void *names = realloc(users->names, capacity * sizeof *users->names);
	if (!names)
		return false;
	users->names = names;
	return true;
}

enum ts_status ts_users_read(ts_store *store, struct ts_users *out)
{
	struct ts_users users = { .names = NULL };
	struct query query = statement_start(store, STATEMENT_USER_LIST);
	enum ts_status status;

	while ((status = statement_step(&query)) == TS_OK) {
		if (!users_grow(&users)) {
			status = store_fail(store, TS_NO_MEMORY, "cannot read the users of '%s': out of memory",
			                    store->path);
			break;
		}
		const char *name = statement_text(&query, 0);
		(void)ts_text_clean(name, strlen(name), false, users.names[users.count], TS_NAME_SIZE);
		users.count++;
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND) {
		ts_users_release(&users);
		return status;
	}
	*out = users;
	return TS_OK;
}

void ts_users_release(struct ts_users *users)
{
	free(users->names);
	*users = (struct ts_users){ .names = NULL };
}

bool ts_logged_in(const ts_store *store)
{
	return store->identity != NULL;
}

const char *ts_user_name(const ts_store *store)
{
	return store->identity ? store->identity->name : "";
}

void ts_lock(ts_store *store)
{
	ts_secret_free(store->identity);
	store->identity = NULL;
}
