/* Registering, logging in, changing passwords, recovering: on real files. */
#include "data/file/store.h"
#include "data/keyring/key_slot.h"
#include "tests/data/support.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define OTHER_PASSWORD "another long password"

static struct support *fixture(void **state)
{
	return *state;
}

static void a_registered_user_is_logged_in_and_listed(void **state)
{
	ts_store *store = support_open(fixture(state));
	struct ts_users users;

	assert_int_equal(ts_users_read(store, &users), TS_OK);
	assert_int_equal(users.count, 0);
	ts_users_release(&users);
	assert_int_equal(support_register(store, "  Ada   Lovelace ", SUPPORT_PASSWORD), TS_OK);
	assert_true(ts_logged_in(store));
	assert_string_equal(ts_user_name(store), "Ada Lovelace");
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_string_equal(ts_user_name(store), "bob");
	assert_int_equal(ts_users_read(store, &users), TS_OK);
	assert_int_equal(users.count, 2);
	assert_string_equal(users.names[0], "Ada Lovelace");
	assert_string_equal(users.names[1], "bob");
	ts_users_release(&users);
}

static void many_users_are_all_listed(void **state)
{
	ts_store *store = support_open(fixture(state));
	struct ts_users users;

	for (int i = 0; i < 20; i++) {
		char name[8];
		(void)snprintf(name, sizeof name, "user%02d", i);
		assert_int_equal(support_register(store, name, SUPPORT_PASSWORD), TS_OK);
	}
	assert_int_equal(ts_users_read(store, &users), TS_OK);
	assert_int_equal(users.count, 20);
	assert_string_equal(users.names[0], "user00");
	assert_string_equal(users.names[19], "user19");
	ts_users_release(&users);
	assert_null(users.names);
}

static void a_taken_name_is_refused_in_any_case_and_form(void **state)
{
	ts_store *store = support_open(fixture(state));

	assert_int_equal(support_register(store, "Zo\u00eb", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(support_register(store, "Zo\u00eb", SUPPORT_PASSWORD), TS_EXISTS);
	assert_int_equal(support_register(store, "ZOE\u0308", OTHER_PASSWORD), TS_EXISTS);
	assert_int_equal(support_register(store, " zo\u00cb ", OTHER_PASSWORD), TS_EXISTS);
	assert_non_null(strstr(ts_detail(store), "Zo\u00eb"));
	assert_int_equal(support_login(store, "ZOE\u0308", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_string_equal(ts_user_name(store), "Zo\u00eb");
}

static void a_name_taken_while_the_key_was_derived_is_refused(void **state)
{
	ts_store *store = support_open(fixture(state));
	ts_auth *late = NULL;

	assert_int_equal(ts_register_begin(store, "ada", OTHER_PASSWORD, &late), TS_OK);
	assert_int_equal(support_register(store, "Ada", SUPPORT_PASSWORD), TS_OK);
	ts_auth_run(late);
	assert_int_equal(ts_auth_finish(store, late), TS_EXISTS);
	assert_null(ts_auth_recovery_code(late));
	ts_auth_destroy(late);
	ts_lock(store);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
}

static void names_and_passwords_out_of_bounds_are_refused(void **state)
{
	ts_store *store = support_open(fixture(state));
	char text[2000];

	memset(text, 'x', sizeof text);
	text[TS_NAME_SIZE] = '\0';
	assert_int_equal(support_register(store, text, SUPPORT_PASSWORD), TS_TOO_LONG);
	text[TS_NAME_SIZE - 1] = '\0';
	assert_int_equal(support_register(store, text, SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(support_register(store, "", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, " \u00a0 ", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, "a\x1b[2Jb", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, "a\nb", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, "a\u202eb", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, "a\xff", SUPPORT_PASSWORD), TS_INVALID);
	assert_int_equal(support_register(store, "short", "123456789"), TS_INVALID);
	assert_int_equal(support_register(store, "just", "1234567890"), TS_OK);
	memset(text, 'x', sizeof text);
	text[TS_PASSWORD_MOST + 1] = '\0';
	assert_int_equal(support_register(store, "long", text), TS_TOO_LONG);
	assert_int_equal(support_login(store, "just", text, SUPPORT_NOW), TS_TOO_LONG);
	text[TS_PASSWORD_MOST] = '\0';
	assert_int_equal(support_register(store, "long", text), TS_OK);
	assert_int_equal(support_login(store, "long", text, SUPPORT_NOW), TS_OK);
	text[TS_PASSWORD_MOST - 1] = '\0';
	assert_int_equal(support_login(store, "long", text, SUPPORT_NOW), TS_DENIED);
}

static void only_the_right_password_logs_in(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support_reopen(support);

	assert_false(ts_logged_in(store));
	assert_string_equal(ts_user_name(store), "");
	assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_false(ts_logged_in(store));
	assert_int_equal(support_login(store, "ada", "", SUPPORT_NOW), TS_DENIED);
	assert_int_equal(support_login(store, "bob", SUPPORT_PASSWORD, SUPPORT_NOW), TS_NOT_FOUND);
	assert_int_equal(support_login(store, "\xff", SUPPORT_PASSWORD, SUPPORT_NOW), TS_NOT_FOUND);
	assert_int_equal(support_login(store, "ADA", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_true(ts_logged_in(store));
	assert_string_equal(ts_user_name(store), "ada");
}

static void the_same_keys_come_back_at_each_login(void **state)
{
	struct support *support = fixture(state);
	struct keys first = support->store->identity->keys;
	struct ts_id user = support->store->identity->user;
	ts_store *store = support_reopen(support);

	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_memory_equal(&store->identity->keys, &first, sizeof first);
	assert_true(ts_id_equal(store->identity->user, user));
}

static void a_failed_login_leaves_who_was_logged_in(void **state)
{
	ts_store *store = fixture(state)->store;

	assert_int_equal(support_register(store, "bob", OTHER_PASSWORD), TS_OK);
	assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_string_equal(ts_user_name(store), "bob");
}

static void locking_forgets_the_keys(void **state)
{
	ts_store *store = fixture(state)->store;

	assert_int_equal(store_require_login(store), TS_OK);
	ts_lock(store);
	assert_null(store->identity);
	assert_false(ts_logged_in(store));
	assert_string_equal(ts_user_name(store), "");
	assert_int_equal(store_require_login(store), TS_LOGGED_OUT);
	ts_auth *auth = NULL;
	assert_int_equal(ts_passwd_begin(store, SUPPORT_PASSWORD, OTHER_PASSWORD, SUPPORT_NOW, &auth), TS_LOGGED_OUT);
	ts_lock(store);
}

static void wrong_passwords_are_slowed_more_and_more(void **state)
{
	struct support *support = fixture(state);
	static const int waits[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
	ts_time now = SUPPORT_NOW;

	for (int i = 0; i < 3; i++) {
		assert_int_equal(ts_auth_wait(support->store, "ada", now), 0);
		assert_int_equal(support_login(support->store, "ada", OTHER_PASSWORD, now), TS_DENIED);
	}
	for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
		ts_time wait = waits[i] * TS_SECOND;
		/* Neither another spelling nor a restart helps. */
		ts_store *store = support_reopen(support);
		assert_int_equal(ts_auth_wait(store, "ADA", now), wait);
		assert_int_equal(support_login(store, "Ada", SUPPORT_PASSWORD, now), TS_WAIT);
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now + wait - 1), TS_WAIT);
		assert_int_equal(ts_auth_wait(store, "ada", now + wait - 1), 1);
		now += wait;
		assert_int_equal(ts_auth_wait(store, "ada", now), 0);
		assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, now), TS_DENIED);
	}
	assert_int_equal(ts_auth_wait(support->store, "nobody", now), 0);
	now += 60 * TS_SECOND;
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(support_login(support->store, "ada", OTHER_PASSWORD, now), TS_DENIED);
}

static void a_try_counts_before_it_is_known_to_be_wrong(void **state)
{
	struct support *support = fixture(state);

	for (int i = 0; i < 3; i++) {
		ts_auth *auth = NULL;
		assert_int_equal(ts_login_begin(support->store, "ada", OTHER_PASSWORD, SUPPORT_NOW, &auth), TS_OK);
		ts_auth_destroy(auth);
	}
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 3);
	assert_int_equal(ts_auth_wait(support->store, "ada", SUPPORT_NOW), 1000);
}

static void a_clock_set_back_neither_ends_the_wait_nor_makes_it_longer(void **state)
{
	ts_store *store = fixture(state)->store;
	ts_time yesterday = SUPPORT_NOW - 24 * TS_HOUR;

	for (int i = 0; i < 3; i++)
		assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, yesterday), TS_WAIT);
	assert_non_null(strstr(ts_detail(store), "wait 1 s"));
	assert_int_equal(ts_auth_wait(store, "ada", yesterday + 400), 600);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, yesterday + 1000), TS_OK);
}

static void asking_for_the_wait_is_enough_after_the_clock_was_set_back(void **state)
{
	ts_store *store = fixture(state)->store;
	ts_time yesterday = SUPPORT_NOW - 24 * TS_HOUR;

	for (int i = 0; i < 3; i++)
		assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_int_equal(ts_auth_wait(store, "ada", yesterday), 1000);
	assert_int_equal(ts_auth_wait(store, "ada", yesterday + 1000), 0);
}

static void hostile_failure_counts_lock_nobody_out(void **state)
{
	struct support *support = fixture(state);
	static const char *const changes[] = {
		"UPDATE user SET failures = 9223372036854775807, failed_at = -9223372036854775807 - 1",
		"UPDATE user SET failures = -9223372036854775807 - 1, failed_at = 9223372036854775807",
		"UPDATE user SET failures = -1, failed_at = 0",
	};

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		support_sql(support->path, changes[i]);
		assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	}
	support_sql(support->path, "UPDATE user SET failures = 9223372036854775807, failed_at = 9223372036854775807");
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_WAIT);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW + 60 * TS_SECOND), TS_OK);
}

static enum ts_status passwd(ts_store *store, const char *password, const char *new_password)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, password, new_password, SUPPORT_NOW, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	assert_null(ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

static void a_changed_password_replaces_the_old_one_and_keeps_the_keys(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support->store;
	struct keys before = store->identity->keys;

	assert_int_equal(passwd(store, OTHER_PASSWORD, "yet another one"), TS_DENIED);
	assert_int_equal(passwd(store, SUPPORT_PASSWORD, "short"), TS_INVALID);
	assert_int_equal(passwd(store, SUPPORT_PASSWORD, OTHER_PASSWORD), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
	store = support_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_int_equal(support_login(store, "ada", OTHER_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
	assert_int_equal(
	        support_sql_integer(support->path, "SELECT count(*) FROM slot WHERE kind = 1 AND generation = 2"), 2);
	assert_int_equal(
	        support_sql_integer(support->path, "SELECT count(*) FROM slot WHERE kind = 2 AND generation = 1"), 2);
}

static void a_login_that_runs_while_the_password_changes_is_denied(void **state)
{
	ts_store *store = fixture(state)->store;
	ts_auth *late = NULL;

	assert_int_equal(ts_login_begin(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW, &late), TS_OK);
	ts_auth_run(late);
	assert_int_equal(passwd(store, SUPPORT_PASSWORD, OTHER_PASSWORD), TS_OK);
	ts_lock(store);
	assert_int_equal(ts_auth_finish(store, late), TS_DENIED);
	assert_false(ts_logged_in(store));
	ts_auth_destroy(late);
}

static void a_job_is_finished_once_and_only_after_it_ran(void **state)
{
	ts_store *store = support_reopen(fixture(state));
	ts_auth *auth = NULL;

	assert_int_equal(ts_login_begin(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW, &auth), TS_OK);
	assert_int_equal(ts_auth_finish(store, auth), TS_INVALID);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	ts_lock(store);
	assert_int_equal(ts_auth_finish(store, auth), TS_INVALID);
	assert_false(ts_logged_in(store));
	ts_auth_destroy(auth);
	ts_auth_destroy(NULL);
}

/* Registers "eve" and keeps the recovery code. */
static void eve_registers(ts_store *store, char code[TS_RECOVERY_SIZE])
{
	ts_auth *auth = NULL;

	assert_int_equal(ts_register_begin(store, "eve", SUPPORT_PASSWORD, &auth), TS_OK);
	assert_null(ts_auth_recovery_code(auth));
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	(void)snprintf(code, TS_RECOVERY_SIZE, "%s", ts_auth_recovery_code(auth));
	assert_true(ts_auth_recovery_matches(auth, code));
	assert_false(ts_auth_recovery_matches(auth, ""));
	assert_false(ts_auth_recovery_matches(auth, "0000-0000-0000-0000-0000-0000-0000"));
	ts_auth_destroy(auth);
}

static enum ts_status recover(ts_store *store, const char *code, const char *password, char new_code[TS_RECOVERY_SIZE])
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_recover_begin(store, "eve", code, password, SUPPORT_NOW, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	if (status == TS_OK)
		(void)snprintf(new_code, TS_RECOVERY_SIZE, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	return status;
}

static void the_recovery_code_sets_a_new_password_and_a_new_code(void **state)
{
	ts_store *store = support_open(fixture(state));
	char code[TS_RECOVERY_SIZE], new_code[TS_RECOVERY_SIZE], newest[TS_RECOVERY_SIZE];

	eve_registers(store, code);
	struct keys before = store->identity->keys;
	ts_lock(store);
	assert_int_equal(recover(store, code, "short", new_code), TS_INVALID);
	assert_int_equal(recover(store, code, OTHER_PASSWORD, new_code), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
	assert_string_not_equal(code, new_code);
	ts_lock(store);
	assert_int_equal(support_login(store, "eve", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_int_equal(recover(store, code, SUPPORT_PASSWORD, newest), TS_DENIED);
	assert_int_equal(support_login(store, "eve", OTHER_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_int_equal(recover(store, new_code, SUPPORT_PASSWORD, newest), TS_OK);
	assert_int_equal(support_login(store, "eve", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
}

static void a_mistyped_code_is_told_from_a_wrong_one_and_costs_no_try(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support_open(support);
	char code[TS_RECOVERY_SIZE], mistyped[TS_RECOVERY_SIZE], new_code[TS_RECOVERY_SIZE];

	eve_registers(store, code);
	memcpy(mistyped, code, sizeof code);
	mistyped[3] = mistyped[3] == '7' ? '8' : '7';
	assert_int_equal(recover(store, mistyped, OTHER_PASSWORD, new_code), TS_INVALID);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 0);
	assert_int_equal(recover(store, "0000-0000-0000-0000-0000-0000-0000", OTHER_PASSWORD, new_code), TS_DENIED);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 1);
}

static void recovering_works_when_nothing_of_the_password_is_left(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support_open(support);
	char code[TS_RECOVERY_SIZE], new_code[TS_RECOVERY_SIZE];

	eve_registers(store, code);
	support_sql(support->path, "UPDATE slot SET wrapped = x'00' WHERE kind = 1");
	assert_int_equal(support_login(store, "eve", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DAMAGED);
	assert_int_equal(recover(store, code, OTHER_PASSWORD, new_code), TS_OK);
	assert_int_equal(support_login(store, "eve", OTHER_PASSWORD, SUPPORT_NOW), TS_OK);
}

static void two_users_with_one_password_share_nothing(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support->store;
	struct keys ada = store->identity->keys;

	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	const struct keys *bob = &store->identity->keys;
	assert_memory_not_equal(ada.data, bob->data, KEY_SIZE);
	assert_memory_not_equal(ada.rows, bob->rows, KEY_SIZE);
	assert_memory_not_equal(ada.buckets, bob->buckets, KEY_SIZE);
	assert_memory_not_equal(ada.box_secret, bob->box_secret, BOX_SECRET_SIZE);
	/* Two slots of two users: four wraps, each in two copies. */
	static const char *const columns[] = { "salt", "nonce", "wrapped", "commitment", "checksum" };
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		char sql[80];
		(void)snprintf(sql, sizeof sql, "SELECT count(DISTINCT %s) FROM slot", columns[i]);
		assert_int_equal(support_sql_integer(support->path, sql), 4);
	}
	assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM slot"), 8);
	assert_int_equal(support_sql_integer(support->path, "SELECT count(DISTINCT box_secret) FROM user"), 2);
}

static void one_users_slot_does_not_open_for_another(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support->store;

	assert_int_equal(support_register(store, "bob", OTHER_PASSWORD), TS_OK);
	support_sql(support->path,
	            "DELETE FROM slot WHERE owner = (SELECT id FROM user WHERE name = 'bob') AND kind = 1;"
	            "UPDATE slot SET owner = (SELECT id FROM user WHERE name = 'bob') "
	            "WHERE owner = (SELECT id FROM user WHERE name = 'ada') AND kind = 1");
	ts_lock(store);
	assert_int_equal(support_login(store, "bob", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DAMAGED);
	assert_false(ts_logged_in(store));
}

static void a_damaged_box_pair_is_replaced_at_login(void **state)
{
	struct support *support = fixture(state);
	ts_store *store = support->store;
	struct keys before = store->identity->keys;

	/* A public half that somebody planted gives way to the true one. */
	support_sql(support->path, "UPDATE user SET box_public = randomblob(32)");
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_memory_equal(&store->identity->keys, &before, sizeof before);
	static const char *const changes[] = { "UPDATE user SET box_secret = randomblob(104)",
		                               "UPDATE user SET box_secret = x''",
		                               "UPDATE user SET box_public = x'01'" };
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		support_sql(support->path, changes[i]);
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
		assert_memory_not_equal(store->identity->keys.box_secret, before.box_secret, BOX_SECRET_SIZE);
		assert_memory_equal(store->identity->keys.rows, before.rows, KEY_SIZE);
		before = store->identity->keys;
		assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
		assert_memory_equal(&store->identity->keys, &before, sizeof before);
	}
}

static void secrets_are_zeroed_aligned_and_freed_with_null(void **state)
{
	(void)state;
	for (size_t size = 0; size < 100; size++) {
		unsigned char *secret = ts_secret_allocate(size);
		assert_non_null(secret);
		assert_int_equal((uintptr_t)secret % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(secret[i], 0);
		memset(secret, 0xff, size);
		ts_wipe(secret, size);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(secret[i], 0);
		ts_secret_free(secret);
	}
	ts_secret_free(NULL);
	assert_null(ts_secret_allocate(SIZE_MAX));
}

/* Before passwords were brought to a normal form, they were taken as they came: in two letters here. */
static void a_password_set_as_it_was_typed_opens_still(void **state)
{
	static const char typed[] = "cafe\xcc\x81 au lait", bytes[] = "caf\xe9 au lait", form[] = "caf\xc3\xa9 au lait";
	ts_store *store = fixture(state)->store;
	const char *const passwords[] = { typed, bytes };

	for (size_t i = 0; i < 2; i++) {
		unsigned char derived[KEY_SLOT_DERIVED_SIZE];
		struct key_slot slot;
		bool complete;
		assert_int_equal(key_slot_read(store, store->identity->user, KEY_SLOT_PASSWORD, &slot, &complete),
		                 TS_OK);
		key_slot_init(&slot, store->identity->user, KEY_SLOT_PASSWORD, slot.generation + 1);
		assert_int_equal(key_slot_derive(&slot, passwords[i], strlen(passwords[i]), derived), TS_OK);
		key_slot_wrap(&slot, derived, &store->identity->keys);
		assert_int_equal(store_begin(store), TS_OK);
		assert_int_equal(store_end(store, key_slot_write(store, &slot), NULL, NULL), TS_OK);
		assert_int_equal(ts_audit_accept(store, SUPPORT_NOW), TS_OK);
		assert_int_equal(support_login(store, "ada", "something else", SUPPORT_NOW), TS_DENIED);
		assert_int_equal(support_login(store, "ada", passwords[i], SUPPORT_NOW), TS_OK);
	}
	/* Only what was typed then. */
	assert_int_equal(support_login(store, "ada", form, SUPPORT_NOW), TS_DENIED);
	/* It cannot be set so any more. */
	assert_int_equal(support_register(store, "bob", bytes), TS_INVALID);
	assert_non_null(strstr(ts_detail(store), "UTF-8"));
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(a_registered_user_is_logged_in_and_listed),
		FRESH(many_users_are_all_listed),
		FRESH(a_taken_name_is_refused_in_any_case_and_form),
		FRESH(a_name_taken_while_the_key_was_derived_is_refused),
		FRESH(names_and_passwords_out_of_bounds_are_refused),
		LOGGED_IN(only_the_right_password_logs_in),
		LOGGED_IN(the_same_keys_come_back_at_each_login),
		LOGGED_IN(a_failed_login_leaves_who_was_logged_in),
		LOGGED_IN(locking_forgets_the_keys),
		LOGGED_IN(wrong_passwords_are_slowed_more_and_more),
		LOGGED_IN(a_try_counts_before_it_is_known_to_be_wrong),
		LOGGED_IN(a_clock_set_back_neither_ends_the_wait_nor_makes_it_longer),
		LOGGED_IN(asking_for_the_wait_is_enough_after_the_clock_was_set_back),
		LOGGED_IN(hostile_failure_counts_lock_nobody_out),
		LOGGED_IN(a_changed_password_replaces_the_old_one_and_keeps_the_keys),
		LOGGED_IN(a_login_that_runs_while_the_password_changes_is_denied),
		LOGGED_IN(a_job_is_finished_once_and_only_after_it_ran),
		FRESH(the_recovery_code_sets_a_new_password_and_a_new_code),
		FRESH(a_mistyped_code_is_told_from_a_wrong_one_and_costs_no_try),
		FRESH(recovering_works_when_nothing_of_the_password_is_left),
		LOGGED_IN(a_password_set_as_it_was_typed_opens_still),
		LOGGED_IN(two_users_with_one_password_share_nothing),
		LOGGED_IN(one_users_slot_does_not_open_for_another),
		LOGGED_IN(a_damaged_box_pair_is_replaced_at_login),
		cmocka_unit_test(secrets_are_zeroed_aligned_and_freed_with_null),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
