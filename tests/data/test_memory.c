/* Secrets do not stay in memory, and memory that runs out breaks nothing. */
#include "data/file/store.h"
#include "tests/campaign/campaign.h"
#include "tests/data/support.h"
#include "tests/data/support_memory.h"
#include "tests/memory/allocation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void locking_leaves_no_key_in_memory(void **state)
{
	struct support *support = *state;
	const struct keys *keys = &support->store->identity->keys;
	unsigned char data[KEY_SIZE], rows[KEY_SIZE], box[BOX_SECRET_SIZE];

	memory_mask(keys->data, KEY_SIZE, data);
	memory_mask(keys->rows, KEY_SIZE, rows);
	memory_mask(keys->box_secret, BOX_SECRET_SIZE, box);
	assert_true(memory_find(data, sizeof data) >= 1);
	assert_true(memory_find(rows, sizeof rows) >= 1);
	assert_true(memory_find(box, sizeof box) >= 1);
	ts_lock(support->store);
	assert_int_equal(memory_find(data, sizeof data), 0);
	assert_int_equal(memory_find(rows, sizeof rows), 0);
	assert_int_equal(memory_find(box, sizeof box), 0);
	assert_int_equal(support_login(support->store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	assert_true(memory_find(data, sizeof data) >= 1);
	assert_true(memory_find(rows, sizeof rows) >= 1);
	assert_true(memory_find(box, sizeof box) >= 1);
	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(memory_find(data, sizeof data), 0);
	assert_int_equal(memory_find(box, sizeof box), 0);
}

static void a_finished_job_leaves_no_password_in_memory(void **state)
{
	struct support *support = *state;
	char *password = ts_secret_allocate(32);
	unsigned char masked[23];
	ts_auth *auth = NULL;

	/* Not a literal: it would be found in the program's data. */
	assert_non_null(password);
	for (char i = 0; i < 23; i++)
		password[(size_t)i] = (char)('a' + i);
	memory_mask(password, 23, masked);
	ts_store *store = support_open(support);
	assert_int_equal(ts_register_begin(store, "ada", password, &auth), TS_OK);
	ts_secret_free(password);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	assert_true(memory_find(masked, sizeof masked) >= 1);
	ts_auth_destroy(auth);
	assert_int_equal(memory_find(masked, sizeof masked), 0);
}

/* A session of everything: open, make, register, log in, list, close. Nothing may come of it but success or the right
 * word. */
static enum ts_status session(struct support *support)
{
	char reason[TS_REASON_SIZE] = "";
	struct ts_users users = { .names = NULL };
	ts_store *store = NULL;
	enum ts_status status = ts_open(support->path, true, SUPPORT_NOW, reason, &store);

	if (status != TS_OK) {
		assert_string_not_equal(reason, "");
		return status;
	}
	status = support_register(store, "ada", SUPPORT_PASSWORD);
	if (status == TS_OK || status == TS_EXISTS)
		status = support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW);
	if (status == TS_OK)
		status = ts_users_read(store, &users);
	if (status == TS_OK)
		assert_int_equal(users.count, 1);
	ts_users_release(&users);
	ts_close(store);
	return status;
}

/* From one allocation that fails to the next: in the campaign each of them does. */
static int memory_stride(int usual)
{
	return campaign_on() ? 1 : usual;
}

static void an_open_that_runs_out_of_memory_never_says_damaged(void **state)
{
	struct support *support = *state;
	const int stride = memory_stride(251);
	int at = 1;

	ts_close(support_open(support));
	support->store = NULL;
	for (bool reached = true; reached && at < 100000; at += at < 3000 ? stride : 1) {
		char reason[TS_REASON_SIZE] = "";
		ts_store *store = NULL;
		allocation_arm(at, false);
		enum ts_status status = ts_open(support->path, false, SUPPORT_NOW, reason, &store);
		reached = allocation_count() >= at;
		allocation_arm(0, false);
		if (status != TS_OK && status != TS_NO_MEMORY)
			fail_msg("allocation %d: %s", at, reason);
		ts_close(store);
	}
	assert_true(at > 1000 && at < 100000);
}

static void each_allocation_that_fails_is_survived(void **state)
{
	struct support *support = *state;
	const int stride = memory_stride(997);
	long tried = 0;

	for (int for_good = 0; for_good <= 1; for_good++) {
		int at = 1;
		for (bool reached = true; reached && at < 100000; at += stride) {
			(void)unlink(support->path);
			allocation_arm(at, for_good);
			enum ts_status status = session(support);
			reached = allocation_count() >= at;
			allocation_arm(0, false);
			if (status != TS_OK && status != TS_NO_MEMORY)
				fail_msg("allocation %d gives status %d", at, (int)status);
			/* What was begun can be finished. */
			assert_int_equal(session(support), TS_OK);
			tried++;
			if (!reached)
				break;
		}
		assert_true(at > 1000 && at < 100000);
	}
	campaign_record("Memory", "any allocation of making a database, registering and logging in is refused", tried,
	                "refusals", 0, "crashed or half done");
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	return allocation_include_sqlite() ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(locking_leaves_no_key_in_memory),
		FRESH(a_finished_job_leaves_no_password_in_memory),
		FRESH(an_open_that_runs_out_of_memory_never_says_damaged),
		FRESH(each_allocation_that_fails_is_survived),
	};
	if (access("/dev/shm", W_OK) == 0 && setenv("TMPDIR", "/dev/shm", 0) != 0)
		return 1;
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
