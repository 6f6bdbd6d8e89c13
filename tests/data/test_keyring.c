/* Keyrings: what a new device is given, cut and altered anywhere; and slots that come from another device. */
#include "data/file/store.h"
#include "data/keyring/keyring.h"
#include "data/rows/record_state.h"
#include "support_devices.h"
#include "support_rows.h"

#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

/* ada's, as bytes. */
static size_t keyring_make(ts_store *store, unsigned char out[KEYRING_MOST])
{
	struct keyring keyring;
	size_t size = 0;

	assert_int_equal(keyring_read(store, &keyring), TS_OK);
	assert_int_equal(keyring_encode(store->identity, &keyring, out, &size), TS_OK);
	return size;
}

/* The same with something in it that is not ada's, and sealed as hers. */
static bool decodes_with(ts_store *store, const struct keyring *keyring)
{
	unsigned char bytes[KEYRING_MOST];
	struct keyring found;
	size_t size = 0;

	assert_int_equal(keyring_encode(store->identity, keyring, bytes, &size), TS_OK);
	return keyring_decode(bytes, size, &found);
}

/* Member by member: there is padding in it. */
static void assert_slot(const struct key_slot *slot, const struct key_slot *expected)
{
	assert_true(ts_id_equal(slot->owner, expected->owner));
	assert_true(slot->kind == expected->kind && slot->generation == expected->generation);
	assert_true(slot->algorithm == expected->algorithm && slot->operations == expected->operations &&
	            slot->memory == expected->memory);
	assert_memory_equal(slot->salt, expected->salt, sizeof slot->salt);
	assert_memory_equal(slot->nonce, expected->nonce, sizeof slot->nonce);
	assert_memory_equal(slot->wrapped, expected->wrapped, sizeof slot->wrapped);
	assert_memory_equal(slot->commitment, expected->commitment, sizeof slot->commitment);
}

static void a_keyring_comes_back_as_it_went(void **state)
{
	const struct support *support = *state;
	ts_store *store = support->store;
	unsigned char bytes[KEYRING_MOST], again[KEYRING_MOST];
	struct keyring keyring, read;
	size_t size = keyring_make(store, bytes), again_size = 0;

	assert_true(keyring_decode(bytes, size, &keyring));
	assert_true(keyring_verify(store->identity, &keyring));
	assert_int_equal(keyring_epoch(&keyring), 1);
	assert_int_equal(keyring_read(store, &read), TS_OK);
	assert_string_equal(keyring.user.name, "ada");
	assert_memory_equal(keyring.user.box_public, read.user.box_public, BOX_PUBLIC_SIZE);
	assert_memory_equal(keyring.user.box_secret, read.user.box_secret, USER_BOX_SIZE);
	for (size_t i = 0; i < sizeof read.slots / sizeof read.slots[0]; i++)
		assert_slot(&keyring.slots[i], &read.slots[i]);
	/* Another device has the same bytes. */
	assert_int_equal(keyring_encode(store->identity, &keyring, again, &again_size), TS_OK);
	assert_int_equal(again_size, size);
	assert_memory_equal(again, bytes, size);
}

static void no_cut_is_a_keyring(void **state)
{
	const struct support *support = *state;
	unsigned char bytes[KEYRING_MOST + 1] = { 0 };
	size_t size = keyring_make(support->store, bytes);

	for (size_t cut = 0; cut <= size + 1; cut++) {
		unsigned char *exact = malloc(cut ? cut : 1);
		struct keyring keyring;
		assert_non_null(exact);
		memcpy(exact, bytes, cut);
		assert_int_equal(keyring_decode(exact, cut, &keyring), cut == size);
		free(exact);
	}
}

/* By who has not the key: in each bit. */
static void what_is_altered_does_not_verify(void **state)
{
	const struct support *support = *state;
	unsigned char bytes[KEYRING_MOST];
	size_t size = keyring_make(support->store, bytes), decoded = 0;

	for (size_t bit = 0; bit < 8 * size; bit++) {
		struct keyring keyring;
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		if (keyring_decode(bytes, size, &keyring)) {
			assert_false(keyring_verify(support->store->identity, &keyring));
			decoded++;
		}
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	assert_true(decoded > size);
}

static void what_is_out_of_bounds_is_no_keyring(void **state)
{
	const struct support *support = *state;
	ts_store *store = support->store;
	struct keyring good;

	assert_int_equal(keyring_read(store, &good), TS_OK);
	assert_true(decodes_with(store, &good));
	static const char *const names[] = { "", " ada", "a\nda", "\xff", "a\xe2\x80\x8b" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct keyring bad = good;
		strcpy(bad.user.name, names[i]);
		assert_false(decodes_with(store, &bad));
	}
	const struct {
		int64_t generation, algorithm, operations, memory;
	} numbers[] = {
		{ 0, 2, 1, 8192 },
		{ -1, 2, 1, 8192 },
		{ KEY_SLOT_GENERATION_MOST + 1, 2, 1, 8192 },
		{ 1, 1, 1, 8192 },
		{ 1, 2, 0, 8192 },
		{ 1, 2, KEY_SLOT_OPERATIONS_MOST + 1, 8192 },
		{ 1, 2, 1, 8191 },
		{ 1, 2, 1, KEY_SLOT_MEMORY_MOST + 1 },
		{ 1, 2, INT64_MIN, INT64_MAX },
	};
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		for (size_t kind = 0; kind < KEY_SLOT_KINDS; kind++) {
			struct keyring bad = good;
			bad.slots[kind].generation = numbers[i].generation;
			bad.slots[kind].algorithm = numbers[i].algorithm;
			bad.slots[kind].operations = numbers[i].operations;
			bad.slots[kind].memory = numbers[i].memory;
			assert_false(decodes_with(store, &bad));
		}
	}
}

static void a_keyring_of_another_user_does_not_verify(void **state)
{
	const struct support *support = *state;
	ts_store *store = support->store;
	unsigned char bytes[KEYRING_MOST];
	size_t size = keyring_make(store, bytes);
	struct keyring keyring;

	assert_int_equal(support_register(store, "eve", SUPPORT_PASSWORD), TS_OK);
	assert_true(keyring_decode(bytes, size, &keyring));
	assert_false(keyring_verify(store->identity, &keyring));
}

/* ---- slots that come */

static void slots_give(ts_store *store, const struct key_slot slots[KEY_SLOT_KINDS], struct keyring_taken *taken)
{
	struct state state;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	assert_int_equal(keyring_slots_take(store, &state, slots, taken), TS_OK);
	assert_int_equal(store_end(store, record_state_write(store, &state), NULL, NULL), TS_OK);
}

static enum ts_status passwd(ts_store *store, const char *password, const char *new_password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, password, new_password, now, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static void slots_read(ts_store *store, struct key_slot out[KEY_SLOT_KINDS])
{
	struct keyring keyring;

	assert_int_equal(keyring_read(store, &keyring), TS_OK);
	memcpy(out, keyring.slots, sizeof keyring.slots);
}

static void the_slot_of_the_later_password_holds(void **state)
{
	struct support *support = *state;
	ts_store *desk = support->store, *laptop = device_make(support, "laptop");
	struct key_slot old[KEY_SLOT_KINDS], new[KEY_SLOT_KINDS];
	struct keyring_taken taken = { .password = false };

	slots_read(desk, old);
	assert_int_equal(passwd(desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	slots_read(desk, new);
	slots_give(laptop, new, &taken);
	assert_true(taken.password && !taken.code);
	slots_give(laptop, new, &taken);
	assert_false(taken.password || taken.code);
	/* One of before is not taken again. */
	slots_give(laptop, old, &taken);
	assert_false(taken.password || taken.code);
	/* Who was logged in still is; the old password is none any more. */
	(void)rows_log(laptop, "parser", now - TS_HOUR, now);
	ts_lock(laptop);
	assert_int_equal(support_login(laptop, "ada", SUPPORT_PASSWORD, now), TS_DENIED);
	assert_int_equal(support_login(laptop, "ada", "the other password", now), TS_OK);
	rows_assert_sound(laptop);
	ts_close(laptop);
}

/* Of one generation that of the greater commitment, on both sides. */
static void of_two_new_passwords_one_holds_on_both(void **state)
{
	struct support *support = *state;
	ts_store *desk = support->store, *laptop = device_make(support, "laptop");
	struct key_slot ours[KEY_SLOT_KINDS], theirs[KEY_SLOT_KINDS];
	struct keyring_taken desk_took, laptop_took;

	assert_int_equal(passwd(desk, SUPPORT_PASSWORD, "the desk's password"), TS_OK);
	assert_int_equal(passwd(laptop, SUPPORT_PASSWORD, "the laptop's password"), TS_OK);
	slots_read(desk, ours);
	slots_read(laptop, theirs);
	slots_give(desk, theirs, &desk_took);
	slots_give(laptop, ours, &laptop_took);
	assert_true(desk_took.password != laptop_took.password);
	const char *holds = laptop_took.password ? "the desk's password" : "the laptop's password";
	assert_int_equal(support_login(desk, "ada", holds, now), TS_OK);
	assert_int_equal(support_login(laptop, "ada", holds, now), TS_OK);
	ts_close(laptop);
}

/* Of those that are damaged here, only what was set last is put back: a hub may hand out what was before. */
static void a_damaged_slot_is_healed_and_not_rolled_back(void **state)
{
	const struct support *support = *state;
	ts_store *store = support->store;
	struct key_slot old[KEY_SLOT_KINDS], new[KEY_SLOT_KINDS];
	struct keyring_taken taken;

	slots_read(store, old);
	assert_int_equal(passwd(store, SUPPORT_PASSWORD, "the other password"), TS_OK);
	slots_read(store, new);
	support_sql(support->path, "UPDATE slot SET checksum = zeroblob(16)");
	slots_give(store, old, &taken);
	assert_false(taken.password);
	assert_true(taken.code);
	slots_give(store, new, &taken);
	assert_true(taken.password);
	ts_lock(store);
	assert_int_equal(support_login(store, "ada", "the other password", now), TS_OK);
	rows_assert_sound(store);
}

static void slots_on_their_way_are_sealed(void **state)
{
	const struct support *support = *state;
	ts_store *store = support->store;
	struct key_slot slots[KEY_SLOT_KINDS], found[KEY_SLOT_KINDS];
	unsigned char *blob = NULL;
	size_t size = 0;

	slots_read(store, slots);
	assert_int_equal(keyring_slots_close(store, &blob, &size), TS_OK);
	assert_true(keyring_slots_open(store, blob, size, found));
	for (size_t i = 0; i < KEY_SLOT_KINDS; i++)
		assert_slot(&found[i], &slots[i]);
	for (size_t cut = 0; cut < size; cut++)
		assert_false(keyring_slots_open(store, blob, cut, found));
	for (size_t at = 0; at < size; at++) {
		blob[at] ^= 1;
		assert_false(keyring_slots_open(store, blob, size, found));
		blob[at] ^= 1;
	}
	free(blob);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_keyring_comes_back_as_it_went),
		LOGGED_IN(no_cut_is_a_keyring),
		LOGGED_IN(what_is_altered_does_not_verify),
		LOGGED_IN(what_is_out_of_bounds_is_no_keyring),
		LOGGED_IN(a_keyring_of_another_user_does_not_verify),
		LOGGED_IN(the_slot_of_the_later_password_holds),
		LOGGED_IN(of_two_new_passwords_one_holds_on_both),
		LOGGED_IN(a_damaged_slot_is_healed_and_not_rolled_back),
		LOGGED_IN(slots_on_their_way_are_sealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
