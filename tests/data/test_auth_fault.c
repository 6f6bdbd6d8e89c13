/* Accounts on a disk that fails: exactly one password opens, the old or the new, and the answer says which. */
#include "tests/data/support.h"
#include "tests/data/support_fault.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { AT_MOST = 500 };

/* Runs act with operation number at failing; reached tells whether there was such an operation. */
static enum ts_status act_failing(ts_store *store, enum ts_status (*act)(ts_store *store, const char *argument),
                                  const char *argument, int at, bool *reached)
{
	fault_arm(at, SQLITE_FULL, false);
	enum ts_status status = act(store, argument);
	*reached = fault_count() >= at;
	fault_arm(0, 0, false);
	return status;
}

static enum ts_status act_register(ts_store *store, const char *name)
{
	return support_register(store, name, SUPPORT_PASSWORD);
}

static void registering_leaves_a_whole_user_or_none(void **state)
{
	struct support *support = *state;
	bool reached = true;
	int failed = 0;

	(void)support_open(support);
	for (int at = 1; reached && at < AT_MOST; at++) {
		char name[16];
		(void)snprintf(name, sizeof name, "user%d", at);
		enum ts_status status = act_failing(support->store, act_register, name, at, &reached);
		assert_int_equal(ts_logged_in(support->store), status == TS_OK);
		failed += status != TS_OK;
		ts_store *store = support_reopen(support);
		assert_int_equal(support_login(store, name, SUPPORT_PASSWORD, SUPPORT_NOW),
		                 status == TS_OK ? TS_OK : TS_NOT_FOUND);
	}
	assert_false(reached);
	assert_true(failed >= 3);
}

static enum ts_status act_login(ts_store *store, const char *password)
{
	return support_login(store, "ada", password, SUPPORT_NOW);
}

static void logging_in_fails_or_works_and_harms_nothing(void **state)
{
	struct support *support = *state;
	bool reached = true;
	int failed = 0;

	for (int at = 1; reached && at < AT_MOST; at++) {
		ts_store *store = support_reopen(support);
		/* One copy to mend, so that it writes as much as it ever does. */
		support_sql(support->path,
		            "DELETE FROM slot WHERE kind = 1 AND copy = 2; UPDATE user SET failures = 0");
		enum ts_status status = act_failing(store, act_login, SUPPORT_PASSWORD, at, &reached);
		assert_true(status == TS_OK || status == TS_FULL || status == TS_IO);
		assert_int_equal(ts_logged_in(store), status == TS_OK);
		failed += status != TS_OK;
		assert_int_equal(support_login(support_reopen(support), "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	}
	assert_false(reached);
	assert_true(failed >= 3);
}

static const char *const passwords[] = { SUPPORT_PASSWORD, "the other password" };

/* From the other one to this one. */
static enum ts_status act_passwd(ts_store *store, const char *password)
{
	const char *present = strcmp(password, passwords[0]) == 0 ? passwords[1] : passwords[0];
	ts_auth *auth = NULL;
	enum ts_status status = ts_passwd_begin(store, present, password, SUPPORT_NOW, &auth);

	if (status != TS_OK)
		return status;
	ts_auth_run(auth);
	status = ts_auth_finish(store, auth);
	ts_auth_destroy(auth);
	return status;
}

static void changing_the_password_leaves_the_old_or_the_new_as_it_says(void **state)
{
	struct support *support = *state;
	bool reached = true;
	int failed = 0, present = 0;

	for (int at = 1; reached && at < AT_MOST; at++) {
		enum ts_status status = act_failing(support->store, act_passwd, passwords[!present], at, &reached);
		if (status == TS_OK)
			present = !present;
		failed += status != TS_OK;
		ts_store *store = support_reopen(support);
		assert_int_equal(support_login(store, "ada", passwords[!present], SUPPORT_NOW), TS_DENIED);
		assert_int_equal(support_login(store, "ada", passwords[present], SUPPORT_NOW), TS_OK);
	}
	assert_false(reached);
	assert_true(failed >= 3);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(registering_leaves_a_whole_user_or_none),
		LOGGED_IN(logging_in_fails_or_works_and_harms_nothing),
		LOGGED_IN(changing_the_password_leaves_the_old_or_the_new_as_it_says),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
