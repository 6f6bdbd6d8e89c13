/* Keyrings as bytes, and slots that travel. */
#include "data/keyring/keyring.h"

#include "data/file/store.h"
#include "data/pure/name.h"
#include "data/pure/text.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { KEYRING_FORMAT = 1, SLOTS_SIZE = KEY_SLOT_KINDS * KEY_SLOT_ENCODED_SIZE, EPOCH_PLACE = 1 };
_Static_assert((int)KEY_SLOT_KINDS == (int)STATE_SLOTS && (int)KEY_SLOT_COMMITMENT_SIZE == (int)STATE_SLOT_SIZE,
               "the state has a place for each");

/* ---- parts */

static enum ts_status slots_read(ts_store *store, struct key_slot out[KEY_SLOT_KINDS])
{
	enum ts_status status = TS_OK;
	bool complete;

	for (int kind = 1; kind <= KEY_SLOT_KINDS && status == TS_OK; kind++)
		status = key_slot_read(store, store->identity->user, (enum key_slot_kind)kind, &out[kind - 1],
		                       &complete);
	return status;
}

static void slots_put(struct bytes_writer *writer, const struct key_slot slots[KEY_SLOT_KINDS])
{
	for (size_t i = 0; i < KEY_SLOT_KINDS; i++)
		key_slot_put(writer, &slots[i]);
}

static bool slots_take(struct bytes_reader *reader, const struct ts_id *owner, struct key_slot out[KEY_SLOT_KINDS])
{
	bool taken = true;

	for (int kind = 1; kind <= KEY_SLOT_KINDS && taken; kind++)
		taken = key_slot_take(reader, owner, (enum key_slot_kind)kind, &out[kind - 1]);
	return taken;
}

static void bytes_copy(struct bytes_reader *reader, unsigned char *out, size_t size)
{
	const unsigned char *bytes = bytes_take(reader, size);

	if (bytes)
		memcpy(out, bytes, size);
}

/* As one registers: it stands on screens, and others are told from it by their names. */
static bool name_allowed(const char *name)
{
	char key[NAME_KEY_SIZE], composed[TS_NAME_SIZE];

	return name[0] != '\0' && text_plain(name, strlen(name)) && name_visible(name) &&
	       text_compose(name, composed, sizeof composed) == TS_OK && strcmp(composed, name) == 0 &&
	       name_key(name, key, sizeof key) == TS_OK;
}

/* ---- the whole */

enum ts_status keyring_read(ts_store *store, struct keyring *out)
{
	struct keyring keyring = { .user = { .failures = 0 } };
	enum ts_status status = user_find(store, store->identity->name, &keyring.user);

	if (status == TS_OK && !ts_id_equal(keyring.user.id, store->identity->user))
		status = TS_NOT_FOUND;
	if (status == TS_OK && keyring.user.box_damaged)
		status = TS_DAMAGED;
	if (status == TS_OK)
		status = slots_read(store, keyring.slots);
	if (status == TS_OK)
		*out = keyring;
	return status;
}

static struct record_seal seal_of(const struct identity *identity)
{
	return record_seal_under(identity, RECORD_KEYRING, NULL, 0, NULL, 0);
}

enum ts_status keyring_encode(const struct identity *identity, const struct keyring *keyring,
                              unsigned char out[KEYRING_MOST], size_t *size)
{
	const struct record_seal seal = seal_of(identity);
	struct bytes_writer writer = bytes_write_to(out, KEYRING_MOST);
	unsigned char digest[KEYRING_DIGEST_SIZE], *sealed = NULL;
	size_t sealed_size;

	bytes_put_number(&writer, KEYRING_FORMAT, 1);
	bytes_put_id(&writer, &keyring->user.id);
	bytes_put_text(&writer, keyring->user.name);
	bytes_put(&writer, keyring->user.box_public, sizeof keyring->user.box_public);
	bytes_put(&writer, keyring->user.box_secret, sizeof keyring->user.box_secret);
	slots_put(&writer, keyring->slots);
	bytes_put_number(&writer, keyring->former.size, 2);
	bytes_put(&writer, keyring->former.blob, keyring->former.size);
	crypt_hash(NULL, out, writer.size, digest, sizeof digest);
	enum ts_status status = record_close(&seal, digest, sizeof digest, &sealed, &sealed_size);
	if (status != TS_OK)
		return status;
	bytes_put(&writer, sealed, sealed_size);
	free(sealed);
	*size = writer.size;
	return writer.failed ? TS_TOO_LONG : TS_OK;
}

bool keyring_decode(const void *bytes, size_t size, struct keyring *out)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	struct keyring keyring = { .user = { .failures = 0 } };
	uint64_t format = bytes_take_number(&reader, 1);

	keyring.user.id = bytes_take_id(&reader);
	bytes_take_text(&reader, keyring.user.name, sizeof keyring.user.name);
	bytes_copy(&reader, keyring.user.box_public, sizeof keyring.user.box_public);
	bytes_copy(&reader, keyring.user.box_secret, sizeof keyring.user.box_secret);
	if (!slots_take(&reader, &keyring.user.id, keyring.slots))
		return false;
	keyring.former.size = (size_t)bytes_take_number(&reader, 2);
	if (keyring.former.size > sizeof keyring.former.blob)
		return false;
	bytes_copy(&reader, keyring.former.blob, keyring.former.size);
	if (reader.left != KEYRING_SEAL_SIZE)
		return false;
	crypt_hash(NULL, bytes, size - KEYRING_SEAL_SIZE, keyring.digest, sizeof keyring.digest);
	bytes_copy(&reader, keyring.seal, sizeof keyring.seal);
	if (!bytes_finished(&reader) || format != KEYRING_FORMAT || !name_allowed(keyring.user.name))
		return false;
	*out = keyring;
	return true;
}

bool keyring_verify(const struct identity *identity, const struct keyring *keyring)
{
	const struct record_seal seal = seal_of(identity);
	unsigned char plain[KEYRING_SEAL_SIZE];
	size_t size;

	return ts_id_equal(keyring->user.id, identity->user) &&
	       record_open_blob(&seal, keyring->seal, sizeof keyring->seal, plain, sizeof plain, &size) &&
	       size == KEYRING_DIGEST_SIZE && memcmp(plain, keyring->digest, size) == 0;
}

unsigned keyring_epoch(const struct keyring *keyring)
{
	return keyring->seal[EPOCH_PLACE] | (unsigned)keyring->seal[EPOCH_PLACE + 1] << 8;
}

/* ---- one that is to be tried */

bool keyring_costs_enough(const struct keyring *keyring)
{
	bool enough = true;

	for (size_t i = 0; i < KEY_SLOT_KINDS; i++)
		enough = enough && key_slot_cost_enough(&keyring->slots[i]);
	return enough;
}

enum ts_status keyring_candidate_read(ts_store *store, const struct ts_id *user, struct keyring *out)
{
	struct query query = statement_start(store, STATEMENT_HUB_CANDIDATE);

	statement_bind_id(&query, user);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *bytes = statement_blob(&query, 0, &size);
		if (size == 0 || !keyring_decode(bytes, size, out) || !ts_id_equal(out->user.id, *user) ||
		    !keyring_costs_enough(out))
			status = TS_NOT_FOUND;
	}
	statement_finish(&query);
	return status;
}

enum ts_status keyring_candidate_write(ts_store *store, const struct ts_id *user, const void *bytes, size_t size)
{
	struct query query = statement_start(store, STATEMENT_HUB_CANDIDATE_WRITE);

	statement_bind_blob(&query, size > 0 ? bytes : "", size);
	statement_bind_id(&query, user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

/* ---- slots by themselves */

enum ts_status keyring_slots_close(ts_store *store, unsigned char **blob, size_t *size)
{
	const struct record_seal seal = record_seal_of(store, RECORD_SLOTS, NULL, 0, NULL, 0);
	struct key_slot slots[KEY_SLOT_KINDS];
	unsigned char plain[SLOTS_SIZE];
	struct bytes_writer writer = bytes_write_to(plain, sizeof plain);
	enum ts_status status = slots_read(store, slots);

	if (status != TS_OK)
		return status;
	slots_put(&writer, slots);
	return record_close(&seal, plain, writer.size, blob, size);
}

bool keyring_slots_open(const ts_store *store, const void *blob, size_t size, struct key_slot out[KEY_SLOT_KINDS])
{
	const struct record_seal seal = record_seal_of(store, RECORD_SLOTS, NULL, 0, NULL, 0);
	unsigned char plain[RECORD_ROOM(SLOTS_SIZE)];
	struct bytes_reader reader = { .at = plain };

	return record_open_blob(&seal, blob, size, plain, sizeof plain, &reader.left) &&
	       slots_take(&reader, &store->identity->user, out) && bytes_finished(&reader);
}

/* In the place of one of which nothing is left: not an older one, which a hub may hand out again. */
static bool slot_heals(const ts_store *store, const struct state *state, const struct key_slot *slot)
{
	return state_knows_slot(state, slot->kind, slot->commitment) ||
	       (slot->kind == KEY_SLOT_PASSWORD && slot->generation > store->identity->generation);
}

static enum ts_status slot_look(ts_store *store, const struct state *state, const struct key_slot *slot, bool *holds)
{
	const struct detail kept = store_detail_keep(store);
	struct key_slot present;
	bool complete;
	enum ts_status status = key_slot_read(store, slot->owner, (enum key_slot_kind)slot->kind, &present, &complete);

	*holds = status == TS_DAMAGED ? slot_heals(store, state, slot)
	                              : status == TS_OK && key_slot_holds_over(slot, &present);
	if (status != TS_DAMAGED)
		return status;
	store_detail_restore(store, &kept);
	return TS_OK;
}

static enum ts_status slot_take(ts_store *store, struct state *state, const struct key_slot *slot, bool *taken)
{
	enum ts_status status = slot_look(store, state, slot, taken);

	if (status != TS_OK || !*taken)
		return status;
	memcpy(state->slots[slot->kind - 1], slot->commitment, STATE_SLOT_SIZE);
	return key_slot_write(store, slot);
}

static enum ts_status sessions_forget(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_SESSION_DELETE_ALL);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status keyring_slots_take(ts_store *store, struct state *state, const struct key_slot slots[KEY_SLOT_KINDS],
                                  struct keyring_taken *out)
{
	struct keyring_taken taken = { .password = false };
	enum ts_status status = slot_take(store, state, &slots[KEY_SLOT_PASSWORD - 1], &taken.password);

	if (status == TS_OK)
		status = slot_take(store, state, &slots[KEY_SLOT_RECOVERY - 1], &taken.code);
	if (status == TS_OK && taken.password)
		status = sessions_forget(store);
	if (status == TS_OK)
		*out = taken;
	return status;
}
