/* The rows of users, which are not sealed: they are read before anybody is logged in. */
#include "data/rows/user.h"

#include "data/file/store.h"
#include "data/pure/text.h"

#include <string.h>

static const char box_context[] = "tsheet/1/box";
enum { BOX_CONTEXT_SIZE = sizeof box_context - 1, BOX_ASSOCIATED_SIZE = BOX_CONTEXT_SIZE + TS_ID_SIZE };

static void box_associated(const struct ts_id *owner, unsigned char out[BOX_ASSOCIATED_SIZE])
{
	memcpy(out, box_context, BOX_CONTEXT_SIZE);
	memcpy(out + BOX_CONTEXT_SIZE, owner->bytes, TS_ID_SIZE);
}

void user_box_seal(struct user *user, const struct keys *keys)
{
	unsigned char associated[BOX_ASSOCIATED_SIZE];

	box_associated(&user->id, associated);
	memcpy(user->box_public, keys->box_public, BOX_PUBLIC_SIZE);
	(void)crypt_seal(keys->state, associated, sizeof associated, keys->box_secret, BOX_SECRET_SIZE,
	                 user->box_secret);
}

bool user_box_open(const struct user *user, const struct keys *keys, unsigned char plain[USER_BOX_SIZE])
{
	unsigned char associated[BOX_ASSOCIATED_SIZE];
	size_t size = 0;

	box_associated(&user->id, associated);
	return !user->box_damaged &&
	       crypt_open(keys->state, associated, sizeof associated, user->box_secret, USER_BOX_SIZE, plain, &size) &&
	       size == BOX_SECRET_SIZE;
}

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

static enum ts_status user_read(ts_store *store, const char *folded, struct user *out)
{
	struct query query = statement_start(store, STATEMENT_USER_READ);
	enum ts_status status;

	statement_bind_text(&query, folded);
	status = statement_step(&query);
	if (status == TS_OK)
		status = user_take(&query, out);
	statement_finish(&query);
	return status;
}

enum ts_status user_find(ts_store *store, const char *name, struct user *out)
{
	char folded[USER_FOLDED_SIZE];
	enum ts_status status = name_key(name, folded, sizeof folded);

	/* What cannot be a name is nobody's. */
	if (status == TS_OK)
		status = user_read(store, folded, out);
	/* Users of former versions are known by less: NFC, case folded. */
	if (status == TS_NOT_FOUND && text_normalise(name, folded, sizeof folded) == TS_OK)
		status = user_read(store, folded, out);
	if (status == TS_NO_MEMORY)
		return store_fail(store, status, "cannot read the users of '%s': out of memory", store->path);
	if (status == TS_NOT_FOUND || status == TS_INVALID || status == TS_TOO_LONG)
		return store_fail(store, TS_NOT_FOUND, "'%s' has no user '%.*s'", store->path, TS_NAME_SIZE, name);
	return status;
}

enum ts_status user_box_write(ts_store *store, const struct user *user)
{
	struct query query = statement_start(store, STATEMENT_USER_BOX);

	statement_bind_blob(&query, user->box_public, BOX_PUBLIC_SIZE);
	statement_bind_blob(&query, user->box_secret, USER_BOX_SIZE);
	statement_bind_id(&query, &user->id);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}
