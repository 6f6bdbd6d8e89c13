/* A keyring that a hub has handed out, taken in place of what stands here. */
#include "data/users/candidate.h"

#include "data/actions/inbox.h"
#include "data/care/rekey.h"
#include "data/file/store.h"
#include "data/rows/record_state.h"
#include "data/sync/hub_row.h"
#include "data/users/session.h"
#include "data/users/throttle.h"

#include <string.h>

enum ts_status candidate_look(ts_store *store, ts_auth *auth)
{
	enum ts_status status = store_read_begin(store);

	if (status != TS_OK)
		return status;
	status = keyring_candidate_read(store, &auth->user.id, &auth->candidate);
	store_read_end(store);
	/* Most are those of the key slots that stand here. */
	auth->has_candidate = status == TS_OK && memcmp(auth->candidate.slots[KEY_SLOT_PASSWORD - 1].commitment,
	                                                auth->proof.commitment, KEY_SLOT_COMMITMENT_SIZE) != 0;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static enum ts_status refuse(ts_store *store, const ts_auth *auth)
{
	return store_fail(store, TS_DENIED, "wrong password for '%s'", auth->user.name);
}

static bool state_opens(ts_store *store, struct state *state)
{
	const struct detail kept = store_detail_keep(store);
	bool opens = record_state_read(store, state) == TS_OK;

	store_detail_restore(store, &kept);
	return opens;
}

/* ---- another password */

static enum ts_status slots_take(ts_store *store, ts_auth *auth, struct state *state, struct identity *present)
{
	struct keyring_taken taken;
	enum ts_status status = keyring_slots_take(store, state, auth->candidate.slots, &taken);

	/* An older one, which a hub may hand out again, lets nobody in. */
	if (status == TS_OK && !taken.password)
		return refuse(store, auth);
	present->generation = auth->candidate.slots[KEY_SLOT_PASSWORD - 1].generation;
	return status == TS_OK ? record_state_write(store, state) : status;
}

/* ---- another key */

/* With the keys under which the rows stand here: those that the password has opened, or that the later ones followed.
 */
static bool present_find(ts_auth *auth, const struct identity *later, uint64_t epoch, struct keys *out)
{
	if (!auth->opened || auth->keys.epoch != epoch)
		return former_find(later, &auth->candidate.former, epoch, out);
	*out = auth->keys;
	return crypt_equal(out->lasting, later->keys.lasting, KEY_SIZE);
}

/* What was logged while locked is sealed to the present pair. */
static bool box_open(const struct user *user, struct keys *keys)
{
	unsigned char *plain = ts_secret_allocate(USER_BOX_SIZE);
	bool opened = plain && user_box_open(user, keys, plain);

	if (opened) {
		memcpy(keys->box_secret, plain, BOX_SECRET_SIZE);
		crypt_box_public(keys);
	}
	ts_secret_free(plain);
	return opened;
}

static enum ts_status slots_write(ts_store *store, const struct keyring *keyring)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < KEY_SLOT_KINDS && status == TS_OK; i++)
		status = key_slot_write(store, &keyring->slots[i]);
	return status;
}

static enum ts_status rows_reseal(ts_store *store, ts_auth *auth, struct identity *later)
{
	const struct keyring *keyring = &auth->candidate;
	struct state told = { .done = 0 };
	struct hub_row hub;
	enum ts_status status = hub_row_read(store, &hub);

	for (size_t i = 0; i < KEY_SLOT_KINDS; i++)
		memcpy(told.slots[i], keyring->slots[i].commitment, STATE_SLOT_SIZE);
	if (status == TS_OK)
		status = inbox_reseal(store, later->keys.box_public);
	if (status == TS_OK)
		status = rekey_rows(store, later, &told, NULL, NULL, auth->now);
	if (status != TS_OK)
		return status;
	hub.former_keys = keyring->former;
	return hub_row_reseal(store, &hub, auth->now);
}

static enum ts_status key_take(ts_store *store, ts_auth *auth, struct identity *present, struct identity *later)
{
	const struct keyring *keyring = &auth->candidate;

	if (!box_open(&keyring->user, &later->keys))
		return refuse(store, auth);
	/* What is sealed to a pair that does not open stays closed, and is counted as junk. */
	(void)box_open(&auth->user, &present->keys);
	later->generation = keyring->slots[KEY_SLOT_PASSWORD - 1].generation;
	enum ts_status status = rows_reseal(store, auth, later);
	if (status == TS_OK)
		status = user_box_write(store, &keyring->user);
	if (status == TS_OK)
		status = slots_write(store, keyring);
	return status == TS_OK ? session_forget_all(store, &auth->user.id, NULL) : status;
}

/* ---- which of the two */

enum ts_status candidate_take(ts_store *store, ts_auth *auth, struct identity *present, struct identity *later)
{
	uint64_t epoch = 0;
	struct state state;
	enum ts_status status = record_keys_epoch(store, &epoch);

	later->keys = auth->later;
	if (status != TS_OK)
		return status;
	const bool same = epoch == auth->later.epoch;
	if (epoch > auth->later.epoch || !keyring_verify(later, &auth->candidate))
		return refuse(store, auth);
	if (same)
		present->keys = auth->later;
	else if (!present_find(auth, later, epoch, &present->keys))
		return refuse(store, auth);
	if (!state_opens(store, &state))
		return refuse(store, auth);
	status = same ? slots_take(store, auth, &state, present) : key_take(store, auth, present, later);
	if (status == TS_OK && same)
		status = box_open(&auth->user, &present->keys) ? TS_OK : refuse(store, auth);
	if (status == TS_OK)
		status = throttle_clear(store, &auth->user.id);
	return status == TS_OK ? keyring_candidate_write(store, &auth->user.id, NULL, 0) : status;
}
