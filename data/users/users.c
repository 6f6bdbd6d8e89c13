/* Who is in the file. Must not know how a password is checked. */
#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/user.h"

#include <stdlib.h>
#include <string.h>

enum ts_status ts_users_read(ts_store *store, struct ts_users *out)
{
	struct ts_users users = { .names = NULL };
	struct query query = statement_start(store, STATEMENT_USER_LIST);
	enum ts_status status;
	size_t room = 0;

	while ((status = statement_step(&query)) == TS_OK) {
		if (!array_room(&users.names, &room, users.count + 1, sizeof *users.names)) {
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

enum ts_status ts_sync_url(ts_store *store, const char *user, char out[TS_URL_SIZE])
{
	struct user found;
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = user_find(store, user, &found);
	if (status == TS_OK) {
		struct query query = statement_start(store, STATEMENT_HUB_URL);
		statement_bind_id(&query, &found.id);
		status = statement_step(&query);
		if (status == TS_OK)
			(void)ts_text_clean(statement_text(&query, 0), strlen(statement_text(&query, 0)), false, out,
			                    TS_URL_SIZE);
		statement_finish(&query);
	}
	store_read_end(store);
	return status;
}
