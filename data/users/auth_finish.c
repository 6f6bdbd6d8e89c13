/* Checking and setting passwords, last part: what run found is committed, and the user logged in. */
#include "data/users/auth.h"

#include "data/care/anchor.h"
#include "data/file/pin_file.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/users/session.h"
#include "data/users/throttle.h"

#include <string.h>

/* A new pair of box keys, with its secret half sealed for the user's row. */
static void box_make(ts_auth *auth)
{
	crypt_box_make(&auth->keys);
	user_box_seal(&auth->user, &auth->keys);
}

/* Opens the pair in the user's row. False: it is damaged, or its clear half is not that of the secret half (somebody
 * would like to read what is logged while locked). What was sealed to another key stays closed, and is counted as junk
 * then. */
static bool box_open(ts_auth *auth, unsigned char plain[USER_BOX_SIZE])
{
	if (!user_box_open(&auth->user, &auth->keys, plain))
		return false;
	memcpy(auth->keys.box_secret, plain, BOX_SECRET_SIZE);
	crypt_box_public(&auth->keys);
	return true;
}

static enum ts_status user_insert(ts_store *store, const ts_auth *auth)
{
	struct query query = statement_start(store, STATEMENT_USER_INSERT);
	enum ts_status status;

	statement_bind_id(&query, &auth->user.id);
	statement_bind_text(&query, auth->user.name);
	statement_bind_text(&query, auth->folded);
	statement_bind_blob(&query, auth->user.box_public, BOX_PUBLIC_SIZE);
	statement_bind_blob(&query, auth->user.box_secret, USER_BOX_SIZE);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

static enum ts_status box_write(ts_store *store, const ts_auth *auth)
{
	struct query query = statement_start(store, STATEMENT_USER_BOX);
	enum ts_status status;

	statement_bind_blob(&query, auth->user.box_public, BOX_PUBLIC_SIZE);
	statement_bind_blob(&query, auth->user.box_secret, USER_BOX_SIZE);
	statement_bind_id(&query, &auth->user.id);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* The box pair of a user who exists, mended in the file when it must be. */
static enum ts_status box_settle(ts_store *store, ts_auth *auth)
{
	unsigned char *plain = ts_secret_allocate(USER_BOX_SIZE);
	enum ts_status status = TS_OK;
	bool sound;

	if (!plain)
		return store_fail(store, TS_NO_MEMORY, "cannot log in: out of memory");
	sound = box_open(auth, plain);
	if (!sound)
		box_make(auth);
	if (!sound || memcmp(auth->keys.box_public, auth->user.box_public, BOX_PUBLIC_SIZE) != 0) {
		memcpy(auth->user.box_public, auth->keys.box_public, BOX_PUBLIC_SIZE);
		if (!store->read_only)
			status = box_write(store, auth);
	}
	ts_secret_free(plain);
	return status;
}

/* Another process may have changed the password while this one was deriving: then what opened is no longer the
 * password. */
static enum ts_status proof_check_current(ts_store *store, ts_auth *auth)
{
	struct key_slot present;
	bool complete;
	enum ts_status status =
	        key_slot_read(store, auth->user.id, (enum key_slot_kind)auth->proof.kind, &present, &complete);

	if (status == TS_OK && present.generation != auth->newest)
		status = store_fail(store, TS_DENIED, "the password was changed meanwhile");
	return status;
}

/* A user has a state from the beginning: one that is missing was taken away. */
static enum ts_status state_make(ts_store *store, struct identity *identity)
{
	struct identity *before = store->identity;
	struct state state = { .done = INT64_MAX };

	store->identity = identity;
	enum ts_status status = record_state_write(store, &state);
	store->identity = before;
	return status;
}

static enum ts_status register_write(ts_store *store, ts_auth *auth, struct identity *identity)
{
	enum ts_status status;

	box_make(auth);
	identity->keys = auth->keys;
	status = user_insert(store, auth);
	if (status == TS_EXISTS)
		status = store_fail(store, TS_EXISTS, "the name '%s' is taken", auth->user.name);
	if (status == TS_OK)
		status = key_slot_write(store, &auth->password_slot);
	if (status == TS_OK)
		status = key_slot_write(store, &auth->recovery_slot);
	return status == TS_OK ? state_make(store, identity) : status;
}

static enum ts_status proven_write(ts_store *store, ts_auth *auth)
{
	enum ts_status status = proof_check_current(store, auth);

	if (status == TS_OK)
		status = box_settle(store, auth);
	if (status != TS_OK || store->read_only)
		return status;
	status = throttle_clear(store, &auth->user.id);
	if (status == TS_OK && auth_sets_password(auth))
		status = key_slot_write(store, &auth->password_slot);
	/* Mends the copy that is damaged. Nothing is written over one that seems to be newer: it may be. */
	else if (status == TS_OK && !auth->proof_complete && auth->proof.generation == auth->newest)
		status = key_slot_write(store, &auth->proof);
	if (status == TS_OK && auth_sets_code(auth))
		status = key_slot_write(store, &auth->recovery_slot);
	/* Who changes the password wants everybody out who came in by the old one. */
	if (status == TS_OK && auth_sets_password(auth))
		status = session_forget_all(store, &auth->user.id, NULL);
	return status;
}

/* Whether a commit that failed has landed: the slot with this job's own random salt is there. */
static bool slot_landed(ts_store *store, const void *context)
{
	const ts_auth *auth = context;
	struct key_slot present;
	bool complete;

	return key_slot_read(store, auth->user.id, KEY_SLOT_PASSWORD, &present, &complete) == TS_OK &&
	       memcmp(present.salt, auth->password_slot.salt, KEY_SLOT_SALT_SIZE) == 0;
}

static enum ts_status outcome_write(ts_store *store, ts_auth *auth, struct identity *identity)
{
	enum ts_status status = store->read_only ? store_read_begin(store) : store_begin(store);

	if (status != TS_OK)
		return status;
	status = auth->kind == AUTH_REGISTER ? register_write(store, auth, identity) : proven_write(store, auth);
	if (store->read_only) {
		store_read_end(store);
		return status;
	}
	return store_end(store, status, auth_sets_password(auth) ? slot_landed : NULL, auth);
}

/* A derivation without its memory says nothing about the password. */
static enum ts_status attempt_forgive(ts_store *store, const ts_auth *auth)
{
	struct user user;
	enum ts_status status;

	if (auth->kind == AUTH_REGISTER || store->read_only)
		return TS_OK;
	status = store_begin(store);
	if (status != TS_OK)
		return status;
	status = user_find(store, auth->user.name, &user);
	if (status == TS_OK)
		status = throttle_forgive(store, &user);
	return store_end(store, status, NULL, NULL);
}

static enum ts_status failure_finish(ts_store *store, const ts_auth *auth)
{
	const char *path = store->path;

	switch (auth->status) {
	case TS_DENIED:
		return store_fail(store, TS_DENIED,
		                  auth->kind == AUTH_RECOVER ? "this is not the recovery code of '%s'"
		                                             : "wrong password for '%s'",
		                  auth->user.name);
	case TS_NO_MEMORY:
		/* If the count cannot be taken back either, the answer is still the same. */
		if (attempt_forgive(store, auth) != TS_OK)
			store->detail[0] = '\0';
		return store_fail(
		        store, TS_NO_MEMORY, "checking a password needs %lld MiB of free memory",
		        (long long)((auth->kind == AUTH_REGISTER ? auth->password_slot : auth->proof).memory >> 20));
	default:
		return store_fail(store, auth->status, "'%s' is damaged: the wrapped key of '%s' cannot be used", path,
		                  auth->user.name);
	}
}

enum ts_status ts_auth_finish(ts_store *store, ts_auth *auth)
{
	struct identity *identity;
	enum ts_status status;

	if (auth->stage != AUTH_RAN)
		return store_fail(store, TS_INVALID, "a password check is finished once, after it ran");
	auth->stage = AUTH_FINISHED;
	if (auth->status != TS_OK)
		return failure_finish(store, auth);
	identity = ts_secret_allocate(sizeof *identity);
	if (!identity) {
		auth->status = TS_NO_MEMORY;
		return store_fail(store, TS_NO_MEMORY, "cannot log in: out of memory");
	}
	identity->user = auth->user.id;
	memcpy(identity->name, auth->user.name, sizeof identity->name);
	/* As begin found it: what is amiss is mended below. */
	enum ts_pinned pinned = auth->kind == AUTH_REGISTER
	                                ? TS_PINNED_SAME
	                                : pin_compare(store, auth->user.name, &auth->user.id, auth->user.box_public);
	status = outcome_write(store, auth, identity);
	auth->status = status;
	if (status != TS_OK) {
		ts_secret_free(identity);
		return status;
	}
	identity->keys = auth->keys;
	ts_lock(store);
	store->identity = identity;
	if (auth->kind == AUTH_REGISTER)
		anchor_begin(store);
	store->pinned = pinned;
	pin_note(store, identity->name, &identity->user, identity->keys.box_public);
	anchor_look(store);
	return TS_OK;
}

enum ts_pinned ts_pinned_read(const ts_store *store)
{
	return store->identity ? store->pinned : TS_PINNED_SAME;
}
