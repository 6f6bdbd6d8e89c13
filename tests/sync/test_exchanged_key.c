/* A key or a password that was exchanged on one device, and what the password opens on the others from then on. */
#include "data/file/store.h"
#include "data/keyring/keyring.h"
#include "data/rows/record_state.h"
#include "support_served.h"
#include "tests/data/support_devices.h"
#include "tests/data/support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;

/* Ada has synced her desk with a hub, and her laptop has joined. */
struct world {
	struct support *support;
	char place[SUPPORT_PATH_SIZE + 8];
	ts_store *desk, *laptop;
};

static int setup(void **state)
{
	struct world *world = calloc(1, sizeof *world);
	void *support;

	assert_non_null(world);
	assert_int_equal(support_setup_login(&support), 0);
	world->support = support;
	(void)snprintf(world->place, sizeof world->place, "%s/hub", world->support->directory);
	world->desk = world->support->store;
	rows_hurry(world->desk);
	(void)rows_log(world->desk, "parser", now - 3 * TS_HOUR, now);
	assert_int_equal(ts_sync_add(world->desk, "ssh://home", "desk", now), TS_OK);
	(void)served_visit(world->place, world->desk, now);
	world->laptop = served_store(world->support, "laptop");
	assert_int_equal(served_join(world->place, world->laptop, "ada", SUPPORT_PASSWORD, "laptop", now), TS_OK);
	(void)served_visit(world->place, world->laptop, now);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;
	void *support = world->support;

	ts_close(world->laptop);
	free(world);
	return support_teardown(&support);
}

static enum ts_status auth_end(ts_store *store, enum ts_status status, ts_auth *auth)
{
	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static enum ts_status rekey(ts_store *store, const char *password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_rekey_begin(store, password, NULL, NULL, now, &auth);

	return auth_end(store, status, auth);
}

static enum ts_status passwd(ts_store *store, const char *password, const char *next)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, password, next, now, &auth);

	return auth_end(store, status, auth);
}

static enum ts_status login(ts_store *store, const char *password)
{
	ts_lock(store);
	return support_login(store, "ada", password, now);
}

static void exchange(const struct world *world)
{
	for (int i = 0; i < 3; i++) {
		assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_LIVE);
		assert_int_equal(served_visit(world->place, world->laptop, now).step.state, TS_SYNC_LIVE);
	}
}

static void assert_same(const struct world *world)
{
	unsigned char desk[TALLY_SIZE], laptop[TALLY_SIZE];
	struct ts_check check;

	travels_sum(world->desk, desk);
	travels_sum(world->laptop, laptop);
	assert_memory_equal(desk, laptop, TALLY_SIZE);
	assert_int_equal(unsent(world->desk) + unsent(world->laptop), 0);
	assert_int_equal(ts_check(world->laptop, true, &check), TS_OK);
	assert_int_equal(check.damaged, 0);
}

static struct ts_id device_of(ts_store *store)
{
	struct state state;

	assert_int_equal(record_state_read(store, &state), TS_OK);
	return state_own(&state)->id;
}

/* Both logged something meanwhile; nothing of it is lost, and the laptop stays the device that it was. */
static void after_an_exchange_of_keys_the_password_goes_on_with_the_new_one(void **state)
{
	struct world *world = *state;
	const struct ts_id before = device_of(world->laptop);
	struct ts_sync_info info;
	size_t folded, junk;

	assert_int_equal(rekey(world->desk, SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(world->desk, "review", now - 2 * TS_HOUR, now);
	(void)rows_log(world->laptop, "mail", now - TS_HOUR, now);
	(void)served_visit(world->place, world->desk, now);
	struct served said = served_visit(world->place, world->laptop, now);
	assert_int_equal(said.step.state, TS_SYNC_KEY);
	assert_int_equal(said.events, 0);
	assert_int_equal(ts_sync_read(world->laptop, &info), TS_OK);
	assert_true(info.locked_out);
	/* Until then what is done there goes on as before, and waits. */
	assert_int_equal(served_visit(world->place, world->laptop, now).step.state, TS_SYNC_KEY);
	assert_int_equal(ts_inbox_log(world->laptop, "ada", 0, "while locked", now - TS_MINUTE), TS_OK);
	assert_int_equal(login(world->laptop, "a wrong password"), TS_DENIED);
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(world->laptop->identity->keys.epoch, 2);
	assert_int_equal(ts_sync_read(world->laptop, &info), TS_OK);
	assert_false(info.locked_out);
	assert_int_equal(ts_inbox_fold(world->laptop, now, &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	exchange(world);
	assert_same(world);
	const struct ts_id after = device_of(world->laptop);
	assert_memory_equal(before.bytes, after.bytes, TS_ID_SIZE);
	rows_assert_day(world->desk, ts_day_of(now, 0), now,
	                "07:00 parser, 08:00 review, 09:00 mail, 09:59 while locked");
	/* And once more, from the other side, twice. */
	assert_int_equal(rekey(world->laptop, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(rekey(world->laptop, SUPPORT_PASSWORD), TS_OK);
	(void)served_visit(world->place, world->laptop, now);
	assert_int_equal(served_visit(world->place, world->desk, now).step.state, TS_SYNC_KEY);
	assert_int_equal(login(world->desk, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(world->desk->identity->keys.epoch, 4);
	exchange(world);
	assert_same(world);
}

/* Who only knows the former password stays with what was known, and learns nothing of the new key. */
static void with_another_password_that_one_is_asked_for(void **state)
{
	struct world *world = *state;

	assert_int_equal(rekey(world->desk, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	(void)rows_log(world->desk, "review", now - 2 * TS_HOUR, now);
	(void)served_visit(world->place, world->desk, now);
	(void)rows_log(world->laptop, "mail", now - TS_HOUR, now);
	assert_int_equal(served_visit(world->place, world->laptop, now).step.state, TS_SYNC_KEY);
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(world->laptop->identity->keys.epoch, 1);
	rows_assert_day(world->laptop, ts_day_of(now, 0), now, "07:00 parser, 09:00 mail");
	assert_int_equal(served_visit(world->place, world->laptop, now).step.state, TS_SYNC_KEY);
	/* The new one opens the rows of before, too: the key of before travels with the one that followed it. */
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
	assert_int_equal(world->laptop->identity->keys.epoch, 2);
	exchange(world);
	assert_same(world);
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_DENIED);
}

/* The laptop was off: it asks the hub, and nobody is logged in. */
static void a_password_that_was_changed_elsewhere_is_learnt_at_the_login(void **state)
{
	struct world *world = *state;
	char url[TS_URL_SIZE];

	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	(void)served_visit(world->place, world->desk, now);
	assert_int_equal(login(world->laptop, "the other password"), TS_DENIED);
	assert_int_equal(ts_sync_url(world->laptop, "ada", url), TS_OK);
	assert_string_equal(url, "ssh://home");
	assert_int_equal(ts_sync_url(world->laptop, "bob", url), TS_NOT_FOUND);
	ts_join *join = served_ask(world->place, world->laptop, "ada");
	assert_int_equal(ts_join_candidate(join), TS_OK);
	ts_join_end(join);
	/* It keeps nobody out who knows the former one, */
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(login(world->laptop, "a wrong password"), TS_DENIED);
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
	/* until the new one has been used. */
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_DENIED);
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
	exchange(world);
	assert_same(world);
}

/* What the hub keeps of her now. */
static struct keyring candidate_take(const struct world *world, ts_store *store)
{
	struct keyring keyring;
	ts_join *join = served_ask(world->place, store, "ada");

	assert_int_equal(ts_join_candidate(join), TS_OK);
	ts_join_end(join);
	assert_int_equal(keyring_candidate_read(store, &world->desk->identity->user, &keyring), TS_OK);
	return keyring;
}

static void candidate_put(ts_store *store, const struct identity *identity, const struct keyring *keyring)
{
	unsigned char bytes[KEYRING_MOST];
	size_t size;

	assert_int_equal(keyring_encode(identity, keyring, bytes, &size), TS_OK);
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(store_end(store, keyring_candidate_write(store, &identity->user, bytes, size), NULL, NULL),
	                 TS_OK);
}

/* A hub hands out the one of before the password was changed: the former password does not come back by it. */
static void an_older_keyring_lets_nobody_in(void **state)
{
	struct world *world = *state;
	struct keyring older = candidate_take(world, world->laptop);

	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	exchange(world);
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
	candidate_put(world->laptop, world->laptop->identity, &older);
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_DENIED);
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
}

/* Somebody else's keyring, with her id and her name, that opens by her password: what opens the rows here is not in it.
 */
static void a_keyring_that_does_not_open_her_state_is_not_believed(void **state)
{
	struct world *world = *state;
	struct keyring theirs = candidate_take(world, world->laptop), hers = theirs;
	struct identity *stranger = ts_secret_allocate(sizeof *stranger);
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];
	struct key_slot *slot = &theirs.slots[KEY_SLOT_PASSWORD - 1];

	assert_non_null(stranger);
	for (uint16_t epoch = 1; epoch < 4; epoch++) {
		*stranger = *world->laptop->identity;
		crypt_random(stranger->keys.data, KEY_SIZE);
		crypt_random(stranger->keys.lasting, epoch == 3 ? KEY_SIZE : 1);
		stranger->keys.epoch = epoch;
		crypt_derive_keys(&stranger->keys);
		key_slot_init(slot, stranger->user, KEY_SLOT_PASSWORD, hers.slots[0].generation + 5);
		assert_int_equal(key_slot_derive(slot, "a password of mine", 18, derived), TS_OK);
		key_slot_wrap(slot, derived, &stranger->keys);
		user_box_seal(&theirs.user, &stranger->keys);
		candidate_put(world->laptop, stranger, &theirs);
		assert_int_equal(login(world->laptop, "a password of mine"), TS_DENIED);
		assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	}
	ts_secret_free(stranger);
	exchange(world);
	assert_same(world);
}

/* The password opens it, but the hub has put something else into it. */
static void a_keyring_in_which_something_was_exchanged_lets_nobody_in(void **state)
{
	struct world *world = *state;
	const struct ts_id user = world->desk->identity->user;
	unsigned char bytes[KEYRING_MOST];
	size_t size;

	assert_int_equal(passwd(world->desk, SUPPORT_PASSWORD, "the other password"), TS_OK);
	(void)served_visit(world->place, world->desk, now);
	const struct keyring whole = candidate_take(world, world->laptop);
	assert_int_equal(keyring_encode(world->desk->identity, &whole, bytes, &size), TS_OK);
	/* The public half of the box pair, the sealed one, and the recovery code's wrap. */
	const size_t places[] = { 1 + TS_ID_SIZE + 2 + 3, 1 + TS_ID_SIZE + 2 + 3 + BOX_PUBLIC_SIZE + 5,
		                  size - KEYRING_SEAL_SIZE - 2 - whole.former.size - 1 };
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		bytes[places[i]] ^= 1;
		assert_int_equal(store_begin(world->laptop), TS_OK);
		assert_int_equal(store_end(world->laptop, keyring_candidate_write(world->laptop, &user, bytes, size),
		                           NULL, NULL),
		                 TS_OK);
		bytes[places[i]] ^= 1;
		assert_int_equal(login(world->laptop, "the other password"), TS_DENIED);
		assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	}
	(void)candidate_take(world, world->laptop);
	assert_int_equal(login(world->laptop, "the other password"), TS_OK);
}

/* Slots on their way are sealed once more inside of a frame: as they stand they are nobody's. */
static void slots_without_their_seal_are_none(void **state)
{
	struct world *world = *state;
	struct key_slot slots[KEY_SLOT_KINDS], taken[KEY_SLOT_KINDS];
	unsigned char plain[KEY_SLOT_KINDS * KEY_SLOT_ENCODED_SIZE], *blob = NULL;
	struct bytes_writer writer = bytes_write_to(plain, sizeof plain);
	bool complete;
	size_t size;

	for (int kind = 1; kind <= KEY_SLOT_KINDS; kind++) {
		assert_int_equal(key_slot_read(world->desk, world->desk->identity->user, (enum key_slot_kind)kind,
		                               &slots[kind - 1], &complete),
		                 TS_OK);
		key_slot_put(&writer, &slots[kind - 1]);
	}
	assert_false(keyring_slots_open(world->laptop, plain, writer.size, taken));
	assert_int_equal(keyring_slots_close(world->desk, &blob, &size), TS_OK);
	assert_true(keyring_slots_open(world->laptop, blob, size, taken));
	blob[size - 1] ^= 1;
	assert_false(keyring_slots_open(world->laptop, blob, size, taken));
	free(blob);
}

/* Frames under the former key are not believed: who has the stolen file could write them. */
static void what_is_sent_under_the_former_key_is_passed_over(void **state)
{
	struct world *world = *state;
	struct ts_sync_info info;

	assert_int_equal(rekey(world->desk, SUPPORT_PASSWORD), TS_OK);
	(void)rows_log(world->laptop, "mail", now - TS_HOUR, now);
	(void)served_visit(world->place, world->laptop, now);
	struct served said = served_visit(world->place, world->desk, now);
	assert_int_equal(said.step.state, TS_SYNC_LIVE);
	assert_int_equal(said.events, 0);
	rows_assert_day(world->desk, ts_day_of(now, 0), now, "07:00 parser");
	assert_int_equal(ts_sync_read(world->desk, &info), TS_OK);
	assert_int_equal(info.junk, 0);
	/* It comes again, once the laptop has the present key. */
	(void)served_visit(world->place, world->laptop, now);
	assert_int_equal(login(world->laptop, SUPPORT_PASSWORD), TS_OK);
	exchange(world);
	assert_same(world);
	rows_assert_day(world->desk, ts_day_of(now, 0), now, "07:00 parser, 09:00 mail");
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD(after_an_exchange_of_keys_the_password_goes_on_with_the_new_one),
		WORLD(with_another_password_that_one_is_asked_for),
		WORLD(a_password_that_was_changed_elsewhere_is_learnt_at_the_login),
		WORLD(an_older_keyring_lets_nobody_in),
		WORLD(a_keyring_that_does_not_open_her_state_is_not_believed),
		WORLD(a_keyring_in_which_something_was_exchanged_lets_nobody_in),
		WORLD(slots_without_their_seal_are_none),
		WORLD(what_is_sent_under_the_former_key_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
