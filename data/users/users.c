/* Who is in the file. Must not know how a password is checked. */
#include "data/file/store.h"
#include "data/pure/array.h"

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
