/* The rows of users, which are not sealed: they are read before anybody is logged in. */
#include "data/rows/user.h"

#include "data/file/store.h"
#include "data/pure/text.h"

#include <string.h>

static enum ts_status user_take(const struct query *query, struct user *out)
{
	struct user user = { .failures = statement_integer(query, 4), .failed_at = statement_integer(query, 5) };
	const char *name = statement_text(query, 1);

	if (!statement_id(query, 0, &user.id))
		return store_fail(query->store, TS_DAMAGED, "'%s' is damaged: a user has no id", query->store->path);
	(void)ts_text_clean(name, strlen(name), false, user.name, sizeof user.name);
	/* Both or neither: half a pair opens nothing. */
	if (!statement_bytes(query, 2, user.box_public, sizeof user.box_public) ||
	    !statement_bytes(query, 3, user.box_secret, sizeof user.box_secret)) {
		memset(user.box_public, 0, sizeof user.box_public);
		memset(user.box_secret, 0, sizeof user.box_secret);
		user.box_damaged = true;
	}
	*out = user;
	return TS_OK;
}

enum ts_status user_find(ts_store *store, const char *name, struct user *out)
{
	char folded[USER_FOLDED_SIZE];
	enum ts_status status = text_normalise(name, folded, sizeof folded);

	if (status == TS_NO_MEMORY)
		return store_fail(store, status, "cannot read the users of '%s': out of memory", store->path);
	struct query query = statement_start(store, STATEMENT_USER_READ);
	/* What cannot be a name is nobody's. */
	statement_bind_text(&query, status == TS_OK ? folded : "");
	status = statement_step(&query);
	if (status == TS_OK)
		status = user_take(&query, out);
	else if (status == TS_NOT_FOUND)
		status = store_fail(store, TS_NOT_FOUND, "'%s' has no user '%.*s'", store->path, TS_NAME_SIZE, name);
	statement_finish(&query);
	return status;
}
