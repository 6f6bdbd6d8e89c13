/* Checking and setting passwords, last part: what run found is committed, and the user logged in. */
#include "data/users/auth.h"

#include "data/actions/inbox.h"
#include "data/care/anchor.h"
#include "data/care/rekey.h"
#include "data/care/settle.h"
#include "data/file/backup.h"
#include "data/file/pin_file.h"
#include "data/file/store.h"
#include "data/rows/record_outbox.h"
#include "data/rows/record_state.h"
#include "data/sync/hub_row.h"
#include "data/users/adopt.h"
#include "data/users/candidate.h"
#include "data/users/join.h"
#include "data/users/session.h"
#include "data/users/throttle.h"

#include <assert.h>
#include <stdlib.h>
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
			status = user_box_write(store, &auth->user);
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

/* What the state says of the slots that a job writes. */
static void slots_tell(const ts_auth *auth, struct state *state)
{
	if (auth_sets_password(auth) || auth_makes_user(auth))
		memcpy(state->slots[KEY_SLOT_PASSWORD - 1], auth->password_slot.commitment, STATE_SLOT_SIZE);
	if (auth_sets_code(auth) || auth_makes_user(auth))
		memcpy(state->slots[KEY_SLOT_RECOVERY - 1], auth->recovery_slot.commitment, STATE_SLOT_SIZE);
}

/* A user has a state from the beginning: one that is missing was taken away. */
static enum ts_status state_make(ts_store *store, const ts_auth *auth)
{
	struct state state = { .done = STATE_DONE_ALL };

	slots_tell(auth, &state);
	return record_state_write(store, &state);
}

static enum ts_status slot_refuse(ts_store *store, const ts_auth *auth)
{
	return store_fail(
	        store, TS_DAMAGED,
	        "in '%s' the wrap of the key of '%s' by this %s is not the one that was set last: somebody put "
	        "it there; nobody is let in by it",
	        store->path, auth->user.name, auth->proof.kind == KEY_SLOT_PASSWORD ? "password" : "recovery code");
}

/* The state tells of the slots that are set, and refuses one that was put back. One that is damaged knows nothing; it
 * keeps nobody out. */
static enum ts_status state_settle(ts_store *store, const ts_auth *auth)
{
	const struct detail kept = store_detail_keep(store);
	struct state state;
	enum ts_status status = record_state_read(store, &state);

	if (status == TS_DAMAGED || status == TS_LOGGED_OUT) {
		store_detail_restore(store, &kept);
		return TS_OK;
	}
	if (status == TS_OK && !state_knows_slot(&state, auth->proof.kind, auth->proof.commitment))
		return slot_refuse(store, auth);
	/* Where keys are exchanged, that is told with them. */
	if (status != TS_OK || store->read_only || !auth_sets_password(auth) || auth->kind == AUTH_REKEY)
		return status;
	slots_tell(auth, &state);
	return record_state_write(store, &state);
}

/* The pair that a keyring holds, which is the user's on all devices. */
static enum ts_status joined_box_take(ts_store *store, ts_auth *auth)
{
	unsigned char *plain = ts_secret_allocate(USER_BOX_SIZE);
	bool opened;

	if (!plain)
		return store_fail(store, TS_NO_MEMORY, "cannot join: out of memory");
	opened = box_open(auth, plain);
	ts_secret_free(plain);
	store->identity->keys = auth->keys;
	return join_keyring_check(store, auth, opened);
}

/* A user who is new in the file, with all that a user has. */
static enum ts_status user_write(ts_store *store, ts_auth *auth)
{
	enum ts_status status = TS_OK;

	if (auth->kind == AUTH_JOIN) {
		status = joined_box_take(store, auth);
	} else {
		box_make(auth);
		store->identity->keys = auth->keys;
	}
	if (status == TS_OK)
		status = user_insert(store, auth);
	if (status == TS_EXISTS)
		status = store_fail(store, TS_EXISTS, "the name '%s' is taken", auth->user.name);
	if (status == TS_OK)
		status = key_slot_write(store, &auth->password_slot);
	if (status == TS_OK)
		status = key_slot_write(store, &auth->recovery_slot);
	if (status == TS_OK)
		status = state_make(store, auth);
	return status == TS_OK && auth->kind == AUTH_JOIN ? join_hub_write(store, auth) : status;
}

/* Everything is sealed anew, and what is sealed to the user from elsewhere. */
static enum ts_status keys_exchange(ts_store *store, ts_auth *auth, struct identity *identity)
{
	struct state told = { .done = 0 };
	struct hub_row hub;
	enum ts_status status, hub_there = hub_row_read(store, &hub);

	/* Who exchanges keys has a second identity. */
	assert(identity);
	crypt_box_make(&auth->next);
	slots_tell(auth, &told);
	status = inbox_reseal(store, auth->next.box_public);
	identity->keys = auth->next;
	if (status == TS_OK && hub_there == TS_OK)
		status = former_add(store->identity, identity, &hub.former_keys);
	if (status == TS_OK)
		status = rekey_rows(store, identity, &told, auth->told, auth->told_context, auth->now);
	if (status == TS_OK && hub_there == TS_OK)
		status = hub_row_reseal(store, &hub, auth->now);
	if (status != TS_OK)
		return status;
	user_box_seal(&auth->user, &auth->next);
	return user_box_write(store, &auth->user);
}

/* The one who is logged in becomes the one who joins. */
static enum ts_status adopted_write(ts_store *store, ts_auth *auth, struct identity *before)
{
	struct identity *proven = store->identity;
	struct adoption *adoption = NULL;

	store->identity = before;
	enum ts_status status = adoption_begin(store, &adoption);
	store->identity = proven;
	if (status == TS_OK)
		status = user_write(store, auth);
	if (status == TS_OK)
		status = adoption_run(adoption, auth->told, auth->told_context);
	adoption_end(adoption);
	return status;
}

static enum ts_status proven_write(ts_store *store, ts_auth *auth, struct identity *next)
{
	enum ts_status status = proof_check_current(store, auth);

	store->identity->keys = auth->keys;
	/* Nothing may be written under a key that is not that of the rows: it would be mended to death. */
	bool strange = false;
	if (status == TS_OK)
		status = record_keys_strange(store, &strange);
	if (status == TS_OK && strange)
		return slot_refuse(store, auth);
	if (status == TS_OK)
		status = box_settle(store, auth);
	if (status != TS_OK)
		return status;
	store->identity->keys = auth->keys;
	status = state_settle(store, auth);
	if (status != TS_OK || store->read_only)
		return status;
	status = throttle_clear(store, &auth->user.id);
	if (status == TS_OK && next)
		status = keys_exchange(store, auth, next);
	if (status == TS_OK && auth_sets_password(auth))
		status = key_slot_write(store, &auth->password_slot);
	/* Mends the copy that is damaged. Nothing is written over one that seems to be newer: it may be. */
	else if (status == TS_OK && !auth->proof_complete && auth->proof.generation == auth->newest)
		status = key_slot_write(store, &auth->proof);
	if (status == TS_OK && auth_sets_code(auth))
		status = key_slot_write(store, &auth->recovery_slot);
	/* Other devices are to know it, too. */
	if (status == TS_OK && auth_sets_password(auth))
		status = record_queue(store, OUTBOX_SLOTS, NULL);
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

/* The identity that is to be logged in stands in the store while its rows are written, so that the anchor follows. */
static enum ts_status outcome_write(ts_store *store, ts_auth *auth, struct identity *proven, struct identity *next)
{
	struct identity *before = store->identity;
	enum ts_status status = store->read_only ? store_read_begin(store) : store_begin(store);

	if (status != TS_OK)
		return status;
	store->identity = proven;
	if (auth->takes)
		status = candidate_take(store, auth, proven, next);
	else if (auth->join.adopts)
		status = adopted_write(store, auth, before);
	else
		status = auth_makes_user(auth) ? user_write(store, auth) : proven_write(store, auth, next);
	if (store->read_only)
		store_read_end(store);
	else
		status = store_end(store, status, auth->kind == AUTH_LOGIN ? NULL : slot_landed, auth);
	store->identity = before;
	return status;
}

/* A derivation without its memory says nothing about the password. */
static enum ts_status attempt_forgive(ts_store *store, const ts_auth *auth)
{
	struct user user;
	enum ts_status status;

	if (auth_makes_user(auth) || store->read_only)
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
		if (auth->kind == AUTH_JOIN)
			return store_fail(store, TS_DENIED,
			                  "wrong password for '%s', or this hub has exchanged the wrap of her key",
			                  auth->user.name);
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

static struct identity *identity_create(const ts_auth *auth)
{
	struct identity *identity = ts_secret_allocate(sizeof *identity);

	if (!identity)
		return NULL;
	identity->user = auth->user.id;
	memcpy(identity->name, auth->user.name, sizeof identity->name);
	identity->generation = auth_sets_password(auth) ? auth->password_slot.generation : auth->newest;
	return identity;
}

/* Everything is written: the user is logged in. */
static void identity_enter(ts_store *store, const ts_auth *auth, struct identity *identity, enum ts_pinned pinned)
{
	ts_lock(store);
	store->identity = identity;
	if (auth_makes_user(auth))
		anchor_begin(store);
	store->pinned = pinned;
	pin_note(store, identity->name, &identity->user, identity->keys.box_public);
	anchor_look(store);
}

/* As it is before two users become one. */
static enum ts_status copy_make(ts_store *store, ts_time now)
{
	char *path = NULL;
	enum ts_status status = backup_make(store, "before-join", now, &path);

	free(path);
	return status;
}

/* Keys are exchanged by who has those that are: another may have been faster. */
static enum ts_status login_holds(ts_store *store, const ts_auth *auth)
{
	if (auth->join.adopts && (!store->identity || ts_id_equal(store->identity->user, auth->user.id)))
		return store_fail(store, TS_LOGGED_OUT, "'%s' is not logged in any more", auth->user.name);
	if (auth->kind != AUTH_REKEY)
		return TS_OK;
	if (!store->identity || !crypt_equal(store->identity->keys.data, auth->keys.data, KEY_SIZE))
		return store_fail(store, TS_LOGGED_OUT, "the key of '%s' was exchanged meanwhile", auth->user.name);
	if (auth->next.epoch == UINT16_MAX)
		return store_fail(store, TS_INVALID, "the key of '%s' was exchanged too often", auth->user.name);
	return TS_OK;
}

/* Who is logged in by it; NULL: nobody. What a hub handed out keeps nobody out whom the file lets in. */
static struct identity *outcome_settle(ts_store *store, ts_auth *auth, struct identity *proven, struct identity *next)
{
	const bool tried = auth->takes;

	auth->status = outcome_write(store, auth, proven, next);
	if (auth->status != TS_OK && tried && auth->opened) {
		auth->takes = false;
		auth->status = outcome_write(store, auth, proven, NULL);
	}
	if (auth->status != TS_OK)
		return NULL;
	assert(next || (!auth->takes && auth->kind != AUTH_REKEY));
	if (auth->takes)
		return next->keys.epoch > proven->keys.epoch ? next : proven;
	proven->keys = auth->keys;
	return auth->kind == AUTH_REKEY ? next : proven;
}

enum ts_status ts_auth_finish(ts_store *store, ts_auth *auth)
{
	if (auth->stage != AUTH_RAN)
		return store_fail(store, TS_INVALID, "a password check is finished once, after it ran");
	auth->stage = AUTH_FINISHED;
	if (auth->status != TS_OK)
		return failure_finish(store, auth);
	auth->status = login_holds(store, auth);
	if (auth->status == TS_OK && auth->join.adopts)
		auth->status = copy_make(store, auth->now);
	if (auth->status != TS_OK)
		return auth->status;
	auth->takes = auth->opened_candidate && !store->read_only;
	bool pair = auth->kind == AUTH_REKEY || auth->takes;
	struct identity *proven = identity_create(auth);
	struct identity *next = proven && pair ? identity_create(auth) : NULL;
	if (!proven || (pair && !next)) {
		ts_secret_free(proven);
		auth->status = TS_NO_MEMORY;
		return store_fail(store, TS_NO_MEMORY, "cannot log in: out of memory");
	}
	/* As begin found it: what is amiss is mended below. */
	enum ts_pinned pinned = auth_makes_user(auth)
	                                ? TS_PINNED_SAME
	                                : pin_compare(store, auth->user.name, &auth->user.id, auth->user.box_public);
	struct identity *enters = outcome_settle(store, auth, proven, next);
	if (enters) {
		identity_enter(store, auth, enters, pinned);
		settle_months(store, auth->now);
	}
	if (enters != proven)
		ts_secret_free(proven);
	if (enters != next)
		ts_secret_free(next);
	return auth->status;
}

enum ts_pinned ts_pinned_read(const ts_store *store)
{
	return store->identity ? store->pinned : TS_PINNED_SAME;
}
