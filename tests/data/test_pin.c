/* A machine's pins: whose name it is, and the key to which is sealed what is logged without a login. */
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const ts_time now = SUPPORT_NOW;

static void anchors_use(const struct support *support, ts_store *store)
{
	char directory[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(directory, sizeof directory, "%s/anchors", support->directory);
	assert_int_equal(ts_anchor_use(store, directory), TS_OK);
}

/* Closes and opens, with the anchors of this machine; nobody is logged in. */
static ts_store *locked(struct support *support)
{
	ts_store *store = support_reopen(support);

	anchors_use(support, store);
	return store;
}

static ts_store *logged_in(struct support *support, const char *name)
{
	ts_store *store = locked(support);

	assert_int_equal(support_login(store, name, SUPPORT_PASSWORD, now), TS_OK);
	return store;
}

static enum ts_status log_locked(ts_store *store, const char *name)
{
	return ts_inbox_log(store, name, 0, "call", now - TS_HOUR);
}

static int64_t waiting(const struct support *support)
{
	return support_sql_integer(support->path, "SELECT count(*) FROM inbox");
}

/* Exchanged, read, sealed anew and put back: between the two nothing may be sealed to it. */
static void nothing_is_sealed_to_another_key(void **state)
{
	struct support *support = *state;
	char sql[SUPPORT_PATH_SIZE + 128], kept[SUPPORT_PATH_SIZE + 16];

	(void)snprintf(kept, sizeof kept, "%s.kept", support->path);
	support_file_write(kept, "", 0);
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_SAME);
	assert_int_equal(log_locked(locked(support), "ada"), TS_OK);
	(void)snprintf(sql, sizeof sql, "ATTACH '%s' AS k; CREATE TABLE k.user AS SELECT * FROM main.user", kept);
	support_sql(support->path, sql);
	support_sql(support->path, "UPDATE user SET box_public = randomblob(32)");
	assert_int_equal(log_locked(locked(support), "ADA"), TS_DAMAGED);
	assert_non_null(strstr(ts_detail(support->store), "the last login on this machine"));
	assert_int_equal(waiting(support), 1);
	(void)snprintf(sql, sizeof sql,
	               "ATTACH '%s' AS k; UPDATE user SET box_public = (SELECT box_public FROM k.user)", kept);
	support_sql(support->path, sql);
	assert_int_equal(log_locked(locked(support), "ada"), TS_OK);
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_SAME);
}

static void another_key_is_told_by_the_next_login_and_mended(void **state)
{
	struct support *support = *state;

	(void)logged_in(support, "ada");
	support_sql(support->path, "UPDATE user SET box_public = randomblob(32)");
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_KEY);
	ts_lock(support->store);
	assert_int_equal(ts_pinned_read(support->store), TS_PINNED_SAME);
	assert_int_equal(log_locked(locked(support), "ada"), TS_OK);
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_SAME);
}

static void names_that_were_exchanged_take_no_logs(void **state)
{
	struct support *support = *state;

	assert_int_equal(support_register(support->store, "bob", SUPPORT_PASSWORD), TS_OK);
	(void)logged_in(support, "ada");
	(void)logged_in(support, "bob");
	support_sql(support->path, "UPDATE user SET name = name || '.', folded = folded || '.'");
	support_sql(support->path, "UPDATE user SET name = CASE name WHEN 'ada.' THEN 'bob' ELSE 'ada' END, "
	                           "folded = CASE name WHEN 'ada.' THEN 'bob' ELSE 'ada' END");
	assert_int_equal(log_locked(locked(support), "ada"), TS_DAMAGED);
	assert_int_equal(log_locked(support->store, "bob"), TS_DAMAGED);
	assert_int_equal(waiting(support), 0);
	/* Both have one password here: who logs in is told. */
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_USER);
}

static void a_pin_is_of_one_file_and_no_machine_needs_one(void **state)
{
	struct support *support = *state;
	char path[SUPPORT_PATH_SIZE], command[2 * SUPPORT_PATH_SIZE];
	struct stat about;

	(void)logged_in(support, "ada");
	/* Another machine: it has seen nobody. */
	support_sql(support->path, "UPDATE user SET box_public = randomblob(32)");
	assert_int_equal(log_locked(support_reopen(support), "ada"), TS_OK);
	(void)snprintf(command, sizeof command, "cd '%s' && set -- anchors/.pin-* && test $# = 1 && ln $1 pin",
	               support->directory);
	assert_int_equal(system(command), 0);
	(void)snprintf(path, sizeof path, "%.480s/pin", support->directory);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	/* One that was torn is none, and is written anew. */
	assert_int_equal(log_locked(locked(support), "ada"), TS_DAMAGED);
	support_file_write(path, "torn", 4);
	assert_int_equal(log_locked(locked(support), "ada"), TS_OK);
	assert_int_equal(ts_pinned_read(logged_in(support, "ada")), TS_PINNED_SAME);
	support_sql(support->path, "UPDATE user SET box_public = randomblob(32)");
	assert_int_equal(log_locked(locked(support), "ada"), TS_DAMAGED);
	/* A file of another name that holds an ada of its own. */
	(void)snprintf(support->path, sizeof support->path, "%.480s/other.db", support->directory);
	ts_close(support->store);
	support->store = NULL;
	assert_int_equal(support_register(support_open(support), "ada", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(log_locked(locked(support), "ada"), TS_OK);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(nothing_is_sealed_to_another_key),
		CASE(another_key_is_told_by_the_next_login_and_mended),
		CASE(names_that_were_exchanged_take_no_logs),
		CASE(a_pin_is_of_one_file_and_no_machine_needs_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
