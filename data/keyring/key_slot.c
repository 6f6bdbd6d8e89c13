/* Key slots. Must not know whose password it is or how often it was wrong. */
#include "data/keyring/key_slot.h"

#include "data/file/store.h"
#include "data/keyring/free_memory.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

_Static_assert(KEY_SLOT_SALT_SIZE == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(KEY_SLOT_NONCE_SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(KEY_SLOT_WRAPPED_SIZE == KEY_SLOT_SECRET_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "wrapped key");

static const char slot_context[] = "tsheet/1/slot";
enum {
	CONTEXT_SIZE = sizeof slot_context - 1,
	ASSOCIATED_SIZE = CONTEXT_SIZE + TS_ID_SIZE + 5 * 8 + KEY_SLOT_SALT_SIZE + KEY_SLOT_COMMITMENT_SIZE
};

/* For so much nobody has to look. */
#define ALWAYS_FREE ((int64_t)16 * 1024 * 1024)

/* A test build derives keys in microseconds; its databases are refused by a real one. */
#ifdef TIMESHEET_TEST_BUILD
static const int64_t cost_operations = crypto_pwhash_OPSLIMIT_MIN + 1, cost_memory = crypto_pwhash_MEMLIMIT_MIN;
static const int64_t cost_memory_least = crypto_pwhash_MEMLIMIT_MIN;
#else
static const int64_t cost_operations = crypto_pwhash_OPSLIMIT_MODERATE, cost_memory = crypto_pwhash_MEMLIMIT_MODERATE;
static const int64_t cost_memory_least = KEY_SLOT_MEMORY_LEAST;
#endif

static unsigned char *bytes_append(unsigned char *at, const void *bytes, size_t size)
{
	memcpy(at, bytes, size);
	return at + size;
}

static unsigned char *number_append(unsigned char *at, int64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		*at++ = (unsigned char)((uint64_t)number >> shift);
	return at;
}

/* Every field but the wrap itself, so that none can be exchanged without the wrap failing. */
static void associated_make(const struct key_slot *slot, unsigned char out[ASSOCIATED_SIZE])
{
	unsigned char *at = bytes_append(out, slot_context, CONTEXT_SIZE);

	at = bytes_append(at, slot->owner.bytes, TS_ID_SIZE);
	at = number_append(at, slot->kind);
	at = number_append(at, slot->generation);
	at = number_append(at, slot->algorithm);
	at = number_append(at, slot->operations);
	at = number_append(at, slot->memory);
	at = bytes_append(at, slot->salt, KEY_SLOT_SALT_SIZE);
	(void)bytes_append(at, slot->commitment, KEY_SLOT_COMMITMENT_SIZE);
}

/* Without a key: it tells rot from a wrong password, and proves nothing against somebody who writes it anew. */
static void checksum_make(const struct key_slot *slot, unsigned char out[KEY_SLOT_CHECKSUM_SIZE])
{
	unsigned char input[ASSOCIATED_SIZE + KEY_SLOT_NONCE_SIZE + KEY_SLOT_WRAPPED_SIZE];

	associated_make(slot, input);
	memcpy(input + ASSOCIATED_SIZE, slot->nonce, KEY_SLOT_NONCE_SIZE);
	memcpy(input + ASSOCIATED_SIZE + KEY_SLOT_NONCE_SIZE, slot->wrapped, KEY_SLOT_WRAPPED_SIZE);
	crypt_hash(NULL, input, sizeof input, out, KEY_SLOT_CHECKSUM_SIZE);
}

void key_slot_init(struct key_slot *slot, struct ts_id owner, enum key_slot_kind kind, int64_t generation)
{
	*slot = (struct key_slot){
		.owner = owner,
		.kind = kind,
		.generation = generation,
		.algorithm = crypto_pwhash_ALG_ARGON2ID13,
		.operations = cost_operations,
		.memory = cost_memory,
	};
	crypt_random(slot->salt, sizeof slot->salt);
}

void key_slot_cost_least(struct key_slot *slot)
{
	slot->operations = crypto_pwhash_OPSLIMIT_MIN;
	slot->memory = cost_memory_least;
}

bool key_slot_cost_allowed(int64_t operations, int64_t memory, int64_t memory_least)
{
	return operations >= 1 && operations <= KEY_SLOT_OPERATIONS_MOST && memory >= memory_least &&
	       memory <= KEY_SLOT_MEMORY_MOST;
}

bool key_slot_cost_enough(const struct key_slot *slot)
{
	return slot->operations >= cost_operations && slot->memory >= cost_memory;
}

bool key_slot_holds_over(const struct key_slot *slot, const struct key_slot *other)
{
	if (slot->generation != other->generation)
		return slot->generation > other->generation;
	return memcmp(slot->commitment, other->commitment, sizeof slot->commitment) > 0;
}

enum ts_status key_slot_derive(const struct key_slot *slot, const void *secret, size_t size,
                               unsigned char derived[KEY_SLOT_DERIVED_SIZE])
{
	if (slot->algorithm != crypto_pwhash_ALG_ARGON2ID13 ||
	    !key_slot_cost_allowed(slot->operations, slot->memory, cost_memory_least))
		return TS_DAMAGED;
	if (slot->memory > ALWAYS_FREE && slot->memory > free_memory(""))
		return TS_NO_MEMORY;
	errno = 0;
	if (crypto_pwhash(derived, KEY_SLOT_DERIVED_SIZE, secret, size, slot->salt,
	                  (unsigned long long)slot->operations, (size_t)slot->memory, (int)slot->algorithm) == 0)
		return TS_OK;
	/* With a cost in bounds only memory can be missing. */
	return errno == EINVAL || errno == EFBIG ? TS_DAMAGED : TS_NO_MEMORY;
}

void key_slot_wrap(struct key_slot *slot, const unsigned char derived[KEY_SLOT_DERIVED_SIZE], const struct keys *keys)
{
	unsigned char associated[ASSOCIATED_SIZE], secret[KEY_SLOT_SECRET_SIZE];
	struct bytes_writer writer = bytes_write_to(secret, sizeof secret);

	bytes_put_number(&writer, keys->epoch, 2);
	bytes_put(&writer, keys->data, KEY_SIZE);
	bytes_put(&writer, keys->lasting, KEY_SIZE);
	crypt_hash(NULL, derived + KEY_SIZE, KEY_SLOT_DERIVED_SIZE - KEY_SIZE, slot->commitment,
	           KEY_SLOT_COMMITMENT_SIZE);
	crypt_random(slot->nonce, sizeof slot->nonce);
	associated_make(slot, associated);
	/* Fails only for messages over 256 GiB. */
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(slot->wrapped, NULL, secret, sizeof secret, associated,
	                                                 sizeof associated, NULL, slot->nonce, derived);
	ts_wipe(secret, sizeof secret);
}

static bool secret_take(unsigned char secret[KEY_SLOT_SECRET_SIZE], struct keys *keys)
{
	struct bytes_reader reader = { .at = secret, .left = KEY_SLOT_SECRET_SIZE };
	uint64_t epoch = bytes_take_number(&reader, 2);

	/* The last epoch has no next one: who has written it wants that no key is exchanged any more. */
	if (epoch == 0 || epoch == UINT16_MAX)
		return false;
	keys->epoch = (uint16_t)epoch;
	memcpy(keys->data, bytes_take(&reader, KEY_SIZE), KEY_SIZE);
	memcpy(keys->lasting, bytes_take(&reader, KEY_SIZE), KEY_SIZE);
	return true;
}

bool key_slot_unwrap(const struct key_slot *slot, const unsigned char derived[KEY_SLOT_DERIVED_SIZE], struct keys *keys)
{
	unsigned char associated[ASSOCIATED_SIZE], commitment[KEY_SLOT_COMMITMENT_SIZE], secret[KEY_SLOT_SECRET_SIZE];

	crypt_hash(NULL, derived + KEY_SIZE, KEY_SLOT_DERIVED_SIZE - KEY_SIZE, commitment, sizeof commitment);
	associated_make(slot, associated);
	bool opened =
	        sodium_memcmp(commitment, slot->commitment, sizeof commitment) == 0 &&
	        crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, slot->wrapped, KEY_SLOT_WRAPPED_SIZE,
	                                                   associated, sizeof associated, slot->nonce, derived) == 0 &&
	        secret_take(secret, keys);
	ts_wipe(secret, sizeof secret);
	return opened;
}

static bool numbers_allowed(const struct key_slot *slot)
{
	return slot->generation >= 1 && slot->generation <= KEY_SLOT_GENERATION_MOST &&
	       slot->algorithm == crypto_pwhash_ALG_ARGON2ID13 &&
	       key_slot_cost_allowed(slot->operations, slot->memory, cost_memory_least);
}

/* ---- as bytes */

void key_slot_put(struct bytes_writer *writer, const struct key_slot *slot)
{
	bytes_put_number(writer, (uint64_t)slot->generation, 8);
	bytes_put_number(writer, (uint64_t)slot->algorithm, 8);
	bytes_put_number(writer, (uint64_t)slot->operations, 8);
	bytes_put_number(writer, (uint64_t)slot->memory, 8);
	bytes_put(writer, slot->salt, sizeof slot->salt);
	bytes_put(writer, slot->nonce, sizeof slot->nonce);
	bytes_put(writer, slot->wrapped, sizeof slot->wrapped);
	bytes_put(writer, slot->commitment, sizeof slot->commitment);
}

static void part_take(struct bytes_reader *reader, unsigned char *out, size_t size)
{
	const unsigned char *bytes = bytes_take(reader, size);

	if (bytes)
		memcpy(out, bytes, size);
}

bool key_slot_take(struct bytes_reader *reader, const struct ts_id *owner, enum key_slot_kind kind,
                   struct key_slot *out)
{
	struct key_slot slot = { .owner = *owner, .kind = kind };

	slot.generation = (int64_t)bytes_take_number(reader, 8);
	slot.algorithm = (int64_t)bytes_take_number(reader, 8);
	slot.operations = (int64_t)bytes_take_number(reader, 8);
	slot.memory = (int64_t)bytes_take_number(reader, 8);
	part_take(reader, slot.salt, sizeof slot.salt);
	part_take(reader, slot.nonce, sizeof slot.nonce);
	part_take(reader, slot.wrapped, sizeof slot.wrapped);
	part_take(reader, slot.commitment, sizeof slot.commitment);
	if (reader->failed || !numbers_allowed(&slot))
		return false;
	*out = slot;
	return true;
}

/* ---- in the file */

/* True when the copy on which the query stands is intact and may be used. */
static bool slot_take(const struct query *query, struct ts_id owner, enum key_slot_kind kind, struct key_slot *slot)
{
	unsigned char stored[KEY_SLOT_CHECKSUM_SIZE], computed[KEY_SLOT_CHECKSUM_SIZE];

	*slot = (struct key_slot){
		.owner = owner,
		.kind = kind,
		.generation = statement_integer(query, 1),
		.algorithm = statement_integer(query, 2),
		.operations = statement_integer(query, 3),
		.memory = statement_integer(query, 4),
	};
	if (!statement_bytes(query, 5, slot->salt, KEY_SLOT_SALT_SIZE) ||
	    !statement_bytes(query, 6, slot->nonce, KEY_SLOT_NONCE_SIZE) ||
	    !statement_bytes(query, 7, slot->wrapped, KEY_SLOT_WRAPPED_SIZE) ||
	    !statement_bytes(query, 8, slot->commitment, KEY_SLOT_COMMITMENT_SIZE) ||
	    !statement_bytes(query, 9, stored, KEY_SLOT_CHECKSUM_SIZE))
		return false;
	checksum_make(slot, computed);
	return memcmp(stored, computed, sizeof stored) == 0 && numbers_allowed(slot);
}

static bool slot_same(const struct key_slot *left, const struct key_slot *right)
{
	unsigned char checksums[2][KEY_SLOT_CHECKSUM_SIZE];

	checksum_make(left, checksums[0]);
	checksum_make(right, checksums[1]);
	return memcmp(checksums[0], checksums[1], KEY_SLOT_CHECKSUM_SIZE) == 0;
}

/* The newest generation comes first. */
static void slot_add(struct key_slots *slots, const struct key_slot *slot)
{
	if (slots->count == 0) {
		slots->at[slots->count++] = *slot;
	} else if (slots->count == 1 && slot_same(&slots->at[0], slot)) {
		slots->complete = true;
	} else if (slots->count < KEY_SLOT_COPIES) {
		bool newer = slot->generation > slots->at[0].generation;
		slots->at[1] = newer ? slots->at[0] : *slot;
		slots->at[0] = newer ? *slot : slots->at[0];
		slots->count++;
	}
}

enum ts_status key_slots_read(ts_store *store, struct ts_id owner, enum key_slot_kind kind, struct key_slots *out)
{
	struct query query = statement_start(store, STATEMENT_SLOT_READ);
	struct key_slots slots = { .count = 0 };
	struct key_slot slot;
	enum ts_status status;

	statement_bind_id(&query, &owner);
	statement_bind_integer(&query, kind);
	while ((status = statement_step(&query)) == TS_OK) {
		if (slot_take(&query, owner, kind, &slot))
			slot_add(&slots, &slot);
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND)
		return status;
	if (slots.count == 0)
		return store_fail(store, TS_DAMAGED, "'%s' is damaged: no copy of the wrapped key is intact",
		                  store->path);
	*out = slots;
	return TS_OK;
}

enum ts_status key_slot_read(ts_store *store, struct ts_id owner, enum key_slot_kind kind, struct key_slot *out,
                             bool *complete)
{
	struct key_slots slots = { .count = 0 };
	enum ts_status status = key_slots_read(store, owner, kind, &slots);

	if (status != TS_OK)
		return status;
	*out = slots.at[0];
	*complete = slots.complete;
	return TS_OK;
}

int64_t key_slot_generation_next(int64_t generation)
{
	return generation < KEY_SLOT_GENERATION_MOST ? generation + 1 : KEY_SLOT_GENERATION_MOST;
}

static enum ts_status copy_write(ts_store *store, const struct key_slot *slot, int copy)
{
	struct query query = statement_start(store, STATEMENT_SLOT_WRITE);
	unsigned char checksum[KEY_SLOT_CHECKSUM_SIZE];
	enum ts_status status;

	checksum_make(slot, checksum);
	statement_bind_id(&query, &slot->owner);
	statement_bind_integer(&query, slot->kind);
	statement_bind_integer(&query, copy);
	statement_bind_integer(&query, slot->generation);
	statement_bind_integer(&query, slot->algorithm);
	statement_bind_integer(&query, slot->operations);
	statement_bind_integer(&query, slot->memory);
	statement_bind_blob(&query, slot->salt, KEY_SLOT_SALT_SIZE);
	statement_bind_blob(&query, slot->nonce, KEY_SLOT_NONCE_SIZE);
	statement_bind_blob(&query, slot->wrapped, KEY_SLOT_WRAPPED_SIZE);
	statement_bind_blob(&query, slot->commitment, KEY_SLOT_COMMITMENT_SIZE);
	statement_bind_blob(&query, checksum, sizeof checksum);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status key_slot_write(ts_store *store, const struct key_slot *slot)
{
	enum ts_status status = TS_OK;

	for (int copy = 1; status == TS_OK && copy <= KEY_SLOT_COPIES; copy++)
		status = copy_write(store, slot, copy);
	return status;
}
