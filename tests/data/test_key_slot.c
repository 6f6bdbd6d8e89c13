/* Key slots: what opens them, what damages them, what they may cost. */
#include "data/file/store.h"
#include "data/keyring/key_slot.h"
#include "tests/data/support.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct keys wrapped_keys = { .epoch = 3, .data = { 42, 43 }, .lasting = { [KEY_SIZE - 1] = 44 } };

static struct key_slot slot_made(const char *password)
{
	struct ts_id owner = { { 7 } };
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];
	struct key_slot slot;

	key_slot_init(&slot, owner, KEY_SLOT_PASSWORD, 1);
	assert_int_equal(key_slot_derive(&slot, password, strlen(password), derived), TS_OK);
	key_slot_wrap(&slot, derived, &wrapped_keys);
	return slot;
}

static bool slot_opens(const struct key_slot *slot, const char *password)
{
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];
	struct keys keys = { .epoch = 9 };

	if (key_slot_derive(slot, password, strlen(password), derived) != TS_OK)
		return false;
	bool opened = key_slot_unwrap(slot, derived, &keys);
	assert_int_equal(keys.epoch, opened ? wrapped_keys.epoch : 9);
	assert_int_equal(keys.data[0], opened ? wrapped_keys.data[0] : 0);
	assert_int_equal(keys.lasting[KEY_SIZE - 1], opened ? wrapped_keys.lasting[KEY_SIZE - 1] : 0);
	return opened;
}

static void a_slot_opens_with_its_password_only(void **state)
{
	struct key_slot slot = slot_made("correct horse");

	(void)state;
	assert_true(slot_opens(&slot, "correct horse"));
	assert_false(slot_opens(&slot, "correct hors"));
	assert_false(slot_opens(&slot, ""));
}

static void every_field_of_a_slot_is_bound_to_its_wrap(void **state)
{
	struct key_slot slot = slot_made("correct horse");

	(void)state;
#define CHANGED(change)                                                                                                \
	do {                                                                                                           \
		struct key_slot changed = slot;                                                                        \
		changed.change;                                                                                        \
		assert_false(slot_opens(&changed, "correct horse"));                                                   \
	} while (0)
	CHANGED(owner.bytes[15] ^= 1);
	CHANGED(kind = KEY_SLOT_RECOVERY);
	CHANGED(generation++);
	CHANGED(algorithm = 1);
	CHANGED(operations++);
	CHANGED(memory *= 2);
	CHANGED(salt[0] ^= 1);
	CHANGED(nonce[23] ^= 1);
	CHANGED(wrapped[0] ^= 1);
	CHANGED(wrapped[KEY_SLOT_WRAPPED_SIZE - 1] ^= 1);
	CHANGED(commitment[0] ^= 1);
#undef CHANGED
	assert_true(slot_opens(&slot, "correct horse"));
}

static void a_slots_cost_is_bounded(void **state)
{
	struct key_slot slot = slot_made("correct horse");
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];

	(void)state;
	assert_true(key_slot_cost_allowed(3, (int64_t)256 << 20, KEY_SLOT_MEMORY_LEAST));
	assert_true(key_slot_cost_allowed(1, KEY_SLOT_MEMORY_LEAST, KEY_SLOT_MEMORY_LEAST));
	assert_true(key_slot_cost_allowed(10, KEY_SLOT_MEMORY_MOST, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(1, 8192, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(1, KEY_SLOT_MEMORY_LEAST - 1, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(1, KEY_SLOT_MEMORY_MOST + 1, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(1, (int64_t)4 << 40, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(1, -1, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(0, KEY_SLOT_MEMORY_LEAST, KEY_SLOT_MEMORY_LEAST));
	assert_false(key_slot_cost_allowed(11, KEY_SLOT_MEMORY_LEAST, KEY_SLOT_MEMORY_LEAST));
	slot.memory = (int64_t)4 << 40;
	assert_int_equal(key_slot_derive(&slot, "x", 1, derived), TS_DAMAGED);
	slot.memory = 4096;
	assert_int_equal(key_slot_derive(&slot, "x", 1, derived), TS_DAMAGED);
	slot.memory = 8192;
	slot.operations = INT64_MIN;
	assert_int_equal(key_slot_derive(&slot, "x", 1, derived), TS_DAMAGED);
}

/* Lets this process map 64 MiB more and no further: room for a sanitizer's own needs, not for a derivation. */
enum { NO_LIMITS = 97 }; /* of a child: nothing here holds a process to its limits (an emulator does not) */

static bool memory_is_limited(void)
{
	const size_t size = (size_t)256 << 20;
	void *much = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (much == MAP_FAILED)
		return true;
	(void)munmap(much, size);
	return false;
}

static bool memory_limit(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	char line[128] = "";

	if (!file)
		return false;
	bool read = fgets(line, sizeof line, file) != NULL;
	(void)fclose(file);
	rlim_t most = strtoull(line, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)64 << 20);
	struct rlimit limit = { .rlim_cur = most, .rlim_max = most };
	return read && setrlimit(RLIMIT_AS, &limit) == 0;
}

static void a_derivation_without_memory_says_so(void **state)
{
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct ts_id owner = { { 7 } };
		unsigned char derived[KEY_SLOT_DERIVED_SIZE];
		struct key_slot slot;
		key_slot_init(&slot, owner, KEY_SLOT_PASSWORD, 1);
		slot.operations = crypto_pwhash_OPSLIMIT_MODERATE;
		slot.memory = crypto_pwhash_MEMLIMIT_MODERATE;
		if (!memory_limit())
			_exit(99);
		if (!memory_is_limited())
			_exit(NO_LIMITS);
		_exit((int)key_slot_derive(&slot, "correct horse", 13, derived));
	}
	int result = -1;
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	if (WEXITSTATUS(result) == NO_LIMITS)
		skip();
	assert_int_equal(WEXITSTATUS(result), TS_NO_MEMORY);
}

static void a_login_without_memory_is_no_wrong_password(void **state)
{
	struct support *support = *state;
	struct key_slot slot = slot_made(SUPPORT_PASSWORD);

	/* The cost of a real build; what it wraps does not matter, for it never gets that far. */
	slot.owner = support->store->identity->user;
	slot.operations = crypto_pwhash_OPSLIMIT_MODERATE;
	slot.memory = crypto_pwhash_MEMLIMIT_MODERATE;
	assert_int_equal(store_begin(support->store), TS_OK);
	assert_int_equal(store_end(support->store, key_slot_write(support->store, &slot), NULL, NULL), TS_OK);
	ts_close(support->store);
	support->store = NULL;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		char reason[TS_REASON_SIZE];
		ts_store *store = NULL;
		if (ts_open(support->path, false, SUPPORT_NOW, reason, &store) != TS_OK || !memory_limit())
			_exit(99);
		if (!memory_is_limited())
			_exit(NO_LIMITS);
		enum ts_status status = support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW);
		_exit(strstr(ts_detail(store), "256 MiB") ? (int)status : 98);
	}
	int result = -1;
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	if (WEXITSTATUS(result) == NO_LIMITS)
		skip();
	assert_int_equal(WEXITSTATUS(result), TS_NO_MEMORY);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 0);
}

static void the_cost_of_a_real_build_works(void **state)
{
	struct key_slot slot = slot_made("correct horse");
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];

	(void)state;
	slot.operations = 1;
	slot.memory = KEY_SLOT_MEMORY_LEAST;
	assert_int_equal(key_slot_derive(&slot, "correct horse", 13, derived), TS_OK);
	key_slot_wrap(&slot, derived, &wrapped_keys);
	assert_true(slot_opens(&slot, "correct horse"));
}

/* It opens here; nobody who is handed it by a hub takes it. */
static void the_least_cost_works_and_is_not_enough_for_others(void **state)
{
	struct key_slot slot;
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];

	(void)state;
	key_slot_init(&slot, (struct ts_id){ { 1 } }, KEY_SLOT_PASSWORD, 1);
	assert_true(key_slot_cost_enough(&slot));
	key_slot_cost_least(&slot);
	assert_false(key_slot_cost_enough(&slot));
	assert_int_equal(key_slot_derive(&slot, "correct horse", 13, derived), TS_OK);
	key_slot_wrap(&slot, derived, &wrapped_keys);
	assert_true(slot_opens(&slot, "correct horse"));
	assert_false(slot_opens(&slot, "wrong horse"));
}

static enum ts_status login_after(struct support *support, const char *sql)
{
	support_sql(support->path, sql);
	return support_login(support_reopen(support), "ada", SUPPORT_PASSWORD, SUPPORT_NOW);
}

static void either_damaged_copy_is_survived_and_mended(void **state)
{
	static const char *const columns[] = {
		"generation = generation + 1", "algorithm = 1",         "operations = 2",
		"memory = 4398046511104",      "salt = randomblob(16)", "nonce = randomblob(24)",
		"wrapped = randomblob(48)",    "wrapped = x''",         "commitment = randomblob(16)",
		"checksum = randomblob(16)",   "checksum = x'00'"
	};
	struct support *support = *state;
	char sql[128];

	for (int copy = 1; copy <= KEY_SLOT_COPIES; copy++) {
		for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
			(void)snprintf(sql, sizeof sql, "UPDATE slot SET %s WHERE kind = 1 AND copy = %d", columns[i],
			               copy);
			assert_int_equal(login_after(support, sql), TS_OK);
			assert_int_equal(support_sql_integer(support->path,
			                                     "SELECT count(DISTINCT hex(generation || salt || nonce "
			                                     "|| wrapped || commitment || checksum)) FROM slot "
			                                     "WHERE kind = 1"),
			                 1);
		}
		(void)snprintf(sql, sizeof sql, "DELETE FROM slot WHERE kind = 1 AND copy = %d", copy);
		assert_int_equal(login_after(support, sql), TS_OK);
		assert_int_equal(support_sql_integer(support->path, "SELECT count(*) FROM slot WHERE kind = 1"), 2);
	}
}

static void both_copies_damaged_are_told_from_a_wrong_password(void **state)
{
	struct support *support = *state;

	assert_int_equal(login_after(support, "UPDATE slot SET wrapped = randomblob(48) WHERE kind = 1"), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(support->store), support->path));
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 0);
	assert_int_equal(login_after(support, "DELETE FROM slot"), TS_DAMAGED);
}

static void a_hostile_cost_with_a_right_checksum_is_refused(void **state)
{
	struct support *support = *state;
	static const int64_t memories[] = { (int64_t)4 << 40, 4096, -1, INT64_MIN };

	for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++) {
		struct key_slot slot = slot_made(SUPPORT_PASSWORD);
		slot.owner = support->store->identity->user;
		slot.memory = memories[i];
		assert_int_equal(store_begin(support->store), TS_OK);
		assert_int_equal(store_end(support->store, key_slot_write(support->store, &slot), NULL, NULL), TS_OK);
		assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DAMAGED);
	}
}

/* The slots as they were made, in a file beside. */
static void slots_keep(struct support *support)
{
	char sql[SUPPORT_PATH_SIZE + 128], path[SUPPORT_PATH_SIZE + 8];

	(void)snprintf(path, sizeof path, "%s.kept", support->path);
	support_file_write(path, "", 0);
	(void)snprintf(sql, sizeof sql,
	               "ATTACH '%s.kept' AS k; CREATE TABLE k.slot AS SELECT * FROM main.slot WHERE kind = 1",
	               support->path);
	support_sql(support->path, sql);
}

/* A slot of somebody's own making, with a right checksum, in the place of one copy; the other is as it was made. */
static void copy_put(struct support *support, const struct key_slot *slot, int copy)
{
	char sql[SUPPORT_PATH_SIZE + 128];

	assert_int_equal(store_begin(support->store), TS_OK);
	assert_int_equal(store_end(support->store, key_slot_write(support->store, slot), NULL, NULL), TS_OK);
	(void)snprintf(sql, sizeof sql,
	               "ATTACH '%s.kept' AS k; INSERT OR REPLACE INTO main.slot SELECT * FROM k.slot WHERE copy <> %d",
	               support->path, copy);
	support_sql(support->path, sql);
}

static struct key_slot slot_forged(const struct support *support, int64_t generation)
{
	struct key_slot slot = slot_made("another password");
	unsigned char derived[KEY_SLOT_DERIVED_SIZE];

	slot.owner = support->store->identity->user;
	slot.generation = generation;
	assert_int_equal(key_slot_derive(&slot, "another password", 16, derived), TS_OK);
	key_slot_wrap(&slot, derived, &wrapped_keys);
	return slot;
}

static void another_slot_in_one_place_keeps_nobody_out(void **state)
{
	struct support *support = *state;
	static const int64_t generations[] = {
		1, 2, 1000, KEY_SLOT_GENERATION_MOST, KEY_SLOT_GENERATION_MOST + 1, INT64_MAX
	};
	ts_auth *auth;

	slots_keep(support);
	for (size_t i = 0; i < 2 * sizeof generations / sizeof generations[0]; i++) {
		struct key_slot slot = slot_forged(support, generations[i / 2]);
		copy_put(support, &slot, 1 + (int)(i % 2));
		support_reopen(support);
		assert_int_equal(support_login(support->store, "ada", "no password of it", SUPPORT_NOW), TS_DENIED);
		assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	}
	/* Whoever then sets a password has both copies, whatever number stood there. */
	struct key_slot slot = slot_forged(support, KEY_SLOT_GENERATION_MOST);
	copy_put(support, &slot, 1);
	assert_int_equal(ts_passwd_begin(support->store, SUPPORT_PASSWORD, "yet another one", SUPPORT_NOW, &auth),
	                 TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(support->store, auth), TS_OK);
	ts_auth_destroy(auth);
	support_reopen(support);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_DENIED);
	assert_int_equal(support_login(support->store, "ada", "yet another one", SUPPORT_NOW + TS_HOUR), TS_OK);
}

static void a_third_copy_and_costs_out_of_bounds_change_nothing(void **state)
{
	static const struct {
		int64_t operations, memory;
	} costs[] = { { 0, 8192 },         { KEY_SLOT_OPERATIONS_MOST + 1, 8192 },
		      { 1, 8191 },         { 1, KEY_SLOT_MEMORY_MOST + 1 },
		      { INT64_MIN, 8192 }, { 1, INT64_MAX } };
	struct support *support = *state;
	struct key_slots slots;

	slots_keep(support);
	for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
		struct key_slot slot = slot_forged(support, 99);
		slot.operations = costs[i].operations;
		slot.memory = costs[i].memory;
		copy_put(support, &slot, 2);
		assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	}
	/* At both bounds they are taken, and mended over only by who opens the newest. */
	for (int most = 0; most < 2; most++) {
		struct key_slot slot = slot_forged(support, 99);
		slot.operations = most ? KEY_SLOT_OPERATIONS_MOST : 1;
		slot.memory = most ? KEY_SLOT_MEMORY_MOST : 8192;
		copy_put(support, &slot, 2);
		assert_int_equal(key_slots_read(support->store, slot.owner, KEY_SLOT_PASSWORD, &slots), TS_OK);
		assert_int_equal(slots.count, 2);
		assert_int_equal(slots.at[0].memory, slot.memory);
	}
	assert_int_equal(login_after(support,
	                             "DELETE FROM slot WHERE kind = 1 AND copy = 2; INSERT INTO slot SELECT "
	                             "owner, kind, 3, 99, algorithm, operations, memory, salt, nonce, wrapped, "
	                             "commitment, checksum FROM slot WHERE kind = 1"),
	                 TS_OK);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	return crypt_start() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slot_opens_with_its_password_only),
		cmocka_unit_test(every_field_of_a_slot_is_bound_to_its_wrap),
		cmocka_unit_test(a_slots_cost_is_bounded),
		cmocka_unit_test(a_derivation_without_memory_says_so),
		LOGGED_IN(a_login_without_memory_is_no_wrong_password),
		cmocka_unit_test(the_cost_of_a_real_build_works),
		cmocka_unit_test(the_least_cost_works_and_is_not_enough_for_others),
		LOGGED_IN(either_damaged_copy_is_survived_and_mended),
		LOGGED_IN(both_copies_damaged_are_told_from_a_wrong_password),
		LOGGED_IN(another_slot_in_one_place_keeps_nobody_out),
		LOGGED_IN(a_third_copy_and_costs_out_of_bounds_change_nothing),
		LOGGED_IN(a_hostile_cost_with_a_right_checksum_is_refused),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
