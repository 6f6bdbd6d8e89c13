/* The connection's settings, transactions, other processes, and writes that fail. */
#include "data/file/store.h"
#include "data/rows/user.h"
#include "tests/data/support.h"
#include "tests/data/support_fault.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static ts_store *fixture(void **state)
{
	return ((struct support *)*state)->store;
}

/* Stands for any action: the failures of user ada, counted up. */
static enum ts_status counter_write(ts_store *store, int64_t value)
{
	struct user user;
	enum ts_status status = user_find(store, "ada", &user);

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_USER_FAILURES);
	statement_bind_integer(&query, value);
	statement_bind_integer(&query, 0);
	statement_bind_id(&query, &user.id);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

static int64_t counter_read(ts_store *store)
{
	struct user user;
	return user_find(store, "ada", &user) == TS_OK ? user.failures : -1;
}

static bool counter_landed(ts_store *store, const void *context)
{
	return counter_read(store) == *(const int64_t *)context;
}

/* One whole action. */
static enum ts_status counter_set(ts_store *store, int64_t value)
{
	enum ts_status status = store_begin(store);

	if (status != TS_OK)
		return status;
	return store_end(store, counter_write(store, value), counter_landed, &value);
}

static void the_settings_that_safety_rests_on_are_in_force(void **state)
{
	static const struct {
		const char *sql;
		int64_t expected;
	} settings[] = {
		{ "PRAGMA synchronous", 3 },
		{ "PRAGMA secure_delete", 1 },
		{ "PRAGMA cell_size_check", 1 },
		{ "PRAGMA temp_store", 2 },
		{ "PRAGMA mmap_size", 0 },
		{ "PRAGMA fullfsync", 1 },
		{ "PRAGMA trusted_schema", 0 },
		{ "SELECT (SELECT journal_mode FROM pragma_journal_mode) = 'truncate'", 1 },
	};
	static const int options[][2] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
		{ SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
	};
	ts_store *store = fixture(state);

	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		int64_t value = -1;
		assert_int_equal(store_pragma(store, settings[i].sql, &value), TS_OK);
		if (value != settings[i].expected)
			fail_msg("%s gives %lld", settings[i].sql, (long long)value);
	}
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
		int value = -1;
		assert_int_equal(sqlite3_db_config(store->database, options[i][0], -1, &value), SQLITE_OK);
		assert_int_equal(value, options[i][1]);
	}
	assert_int_equal(store_check(store), TS_OK);
}

static void a_database_that_was_put_into_wal_mode_becomes_one_file_again(void **state)
{
	struct support *support = *state;
	char beside[SUPPORT_PATH_SIZE + 16];
	int64_t is_truncate = 0;

	ts_close(support->store);
	support->store = NULL;
	support_sql(support->path, "PRAGMA journal_mode = WAL; UPDATE user SET failures = 7");
	ts_store *store = support_open(support);
	assert_int_equal(
	        store_pragma(store, "SELECT (SELECT journal_mode FROM pragma_journal_mode) = 'truncate'", &is_truncate),
	        TS_OK);
	assert_int_equal(is_truncate, 1);
	assert_int_equal(counter_read(store), 7);
	(void)snprintf(beside, sizeof beside, "%s-wal", support->path);
	assert_int_equal(access(beside, F_OK), -1);
}

static void a_trigger_planted_while_we_run_does_nothing(void **state)
{
	struct support *support = *state;

	support_sql(support->path, "CREATE TRIGGER t BEFORE UPDATE ON user BEGIN SELECT raise(IGNORE); END");
	assert_int_equal(counter_set(support->store, 9), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 9);
}

static void a_write_that_changes_another_number_of_rows_is_an_error(void **state)
{
	ts_store *store = fixture(state);
	struct ts_id nobody = { { 0 } };

	assert_int_equal(store_begin(store), TS_OK);
	struct query query = statement_start(store, STATEMENT_USER_FAILURES);
	statement_bind_integer(&query, 1);
	statement_bind_integer(&query, 1);
	statement_bind_id(&query, &nobody);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	assert_int_equal(status, TS_DAMAGED);
	store_rollback(store);
	assert_int_equal(counter_read(store), 0);
}

static void nested_transactions_are_one(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(counter_set(store, 5), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 0);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), 5);
}

static void a_rollback_inside_undoes_all_and_the_outer_commit_says_so(void **state)
{
	ts_store *store = fixture(state);

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(counter_write(store, 5), TS_OK);
	assert_int_equal(store_begin(store), TS_OK);
	store_rollback(store);
	assert_int_equal(store_commit(store, NULL, NULL), TS_IO);
	assert_int_equal(counter_read(store), 0);
	store_rollback(store);
	assert_int_equal(counter_set(store, 6), TS_OK);
}

static void closing_inside_a_transaction_undoes_it(void **state)
{
	struct support *support = *state;

	assert_int_equal(store_begin(support->store), TS_OK);
	assert_int_equal(counter_write(support->store, 5), TS_OK);
	assert_int_equal(counter_read(support_reopen(support)), 0);
}

static void a_read_of_several_statements_sees_one_state(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(counter_read(store), 0);
	/* Another connection cannot commit meanwhile. */
	sqlite3 *other = NULL;
	assert_int_equal(sqlite3_open(support->path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "UPDATE user SET failures = 3", NULL, NULL, NULL), SQLITE_BUSY);
	store_read_end(store);
	assert_int_equal(counter_read(store), 0);
	store_read_end(store);
	assert_int_equal(sqlite3_exec(other, "UPDATE user SET failures = 3", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	assert_int_equal(counter_read(store), 3);
	/* A write may hold a read. */
	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(store_read_begin(store), TS_OK);
	store_read_end(store);
	assert_int_equal(counter_write(store, 4), TS_OK);
	assert_int_equal(store_commit(store, NULL, NULL), TS_OK);
	assert_int_equal(counter_read(store), 4);
}

static void only_other_connections_changes_count_as_changes(void **state)
{
	struct support *support = *state;
	ts_store *store = support->store;

	assert_false(ts_changed(store));
	assert_int_equal(counter_set(store, 1), TS_OK);
	assert_false(ts_changed(store));
	support_sql(support->path, "UPDATE user SET failures = 2");
	assert_true(ts_changed(store));
	assert_false(ts_changed(store));
}

static void wrong_column_types_read_as_nothing(void **state)
{
	struct support *support = *state;
	struct ts_id id;
	size_t size = 9;

	struct query query = statement_start(support->store, STATEMENT_USER_READ);
	statement_bind_text(&query, "ada");
	assert_int_equal(statement_step(&query), TS_OK);
	assert_string_equal(statement_text(&query, 1), "ada");
	assert_string_equal(statement_text(&query, 0), "");
	assert_int_equal(statement_integer(&query, 1), 0);
	assert_null(statement_blob(&query, 1, &size));
	assert_int_equal(size, 0);
	assert_false(statement_id(&query, 1, &id));
	assert_false(statement_id(&query, 2, &id));
	assert_true(statement_id(&query, 0, &id));
	assert_int_equal(statement_step(&query), TS_NOT_FOUND);
	statement_finish(&query);
	statement_finish(&query);
}

static void eight_processes_lose_nothing_and_are_never_refused(void **state)
{
	enum { PROCESSES = 8, WRITES = 200 };
	struct support *support = *state;

	ts_close(support->store);
	support->store = NULL;
	for (int i = 0; i < PROCESSES; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child > 0)
			continue;
		char reason[TS_REASON_SIZE];
		ts_store *store = NULL;
		enum ts_status status = ts_open(support->path, false, SUPPORT_NOW, reason, &store);
		for (int write = 0; status == TS_OK && write < WRITES; write++) {
			status = store_begin(store);
			if (status != TS_OK)
				break;
			/* Read and written in one transaction: a lost one would be missing in the sum. */
			int64_t value = counter_read(store) + 1;
			status = store_end(store, counter_write(store, value), NULL, NULL);
		}
		if (status != TS_OK)
			(void)fprintf(stderr, "%s\n", store ? ts_detail(store) : reason);
		_exit((int)status);
	}
	for (int i = 0; i < PROCESSES; i++) {
		int result = -1;
		assert_true(wait(&result) > 0);
		assert_int_equal(result, 0);
	}
	assert_int_equal(support_sql_integer(support->path, "SELECT failures FROM user"), PROCESSES * WRITES);
}

/* Fails each operation of one action in turn: what was said to be done is done, and what was said to have failed is
 * not. */
static void action_fails_everywhere(struct support *support, int code, enum ts_status expected)
{
	int64_t value = counter_read(support->store);
	int failures = 0, at = 1;

	for (; at < 1000; at++) {
		fault_arm(at, code, false);
		enum ts_status status = counter_set(support->store, value + 1);
		bool reached = fault_count() >= at;
		fault_arm(0, 0, false);
		if (status != TS_OK) {
			failures++;
			assert_true(status == expected || status == TS_IO);
			assert_non_null(strstr(ts_detail(support->store), support->path));
		}
		int64_t found = support_sql_integer(support->path, "SELECT failures FROM user");
		assert_int_equal(found, status == TS_OK ? value + 1 : value);
		/* And the store goes on. */
		assert_int_equal(counter_read(support->store), found);
		assert_int_equal(counter_set(support->store, ++value), TS_OK);
		if (!reached)
			break;
	}
	assert_true(failures >= 3);
	assert_true(at < 1000);
	assert_int_equal(store_check(support->store), TS_OK);
}

static void a_failed_action_left_nothing_and_a_done_one_is_there(void **state)
{
	action_fails_everywhere(*state, SQLITE_FULL, TS_FULL);
	action_fails_everywhere(*state, SQLITE_IOERR_WRITE, TS_IO);
}

static void a_disk_that_fails_for_good_is_survived_by_the_file(void **state)
{
	struct support *support = *state;
	int64_t value = 0;

	for (int at = 1; at < 40; at++) {
		fault_arm(at, SQLITE_FULL, true);
		enum ts_status status = counter_set(support->store, value + 1);
		fault_arm(0, 0, false);
		int64_t found = counter_read(support_reopen(support));
		if (status == TS_OK)
			assert_int_equal(found, value + 1);
		else
			assert_true(found == value || found == value + 1);
		value = found;
	}
}

static void making_a_database_on_a_failing_disk_leaves_none_or_a_whole_one(void **state)
{
	struct support *support = *state;
	int at = 1;

	for (; at < 2000; at++) {
		char reason[TS_REASON_SIZE];
		fault_arm(at, SQLITE_FULL, false);
		enum ts_status status = ts_open(support->path, true, SUPPORT_NOW, reason, &support->store);
		bool reached = fault_count() >= at;
		fault_arm(0, 0, false);
		if (status == TS_OK)
			assert_int_equal(store_check(support->store), TS_OK);
		else
			assert_int_equal(access(support->path, F_OK), -1);
		ts_close(support->store);
		support->store = NULL;
		(void)unlink(support->path);
		if (!reached)
			break;
	}
	assert_true(at > 10 && at < 2000);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, support_setup, support_teardown)
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

static int group_setup(void **state)
{
	(void)state;
	fault_install();
	return 0;
}

/* Bytes of the pages that a connection keeps, once it has read a table of 400 of them. */
static int kept_bytes(ts_store *store)
{
	int64_t sum;
	int used = 0, most = 0;

	assert_int_equal(store_pragma(store, "SELECT sum(length(bytes)) FROM filler", &sum), TS_OK);
	assert_int_equal(sum, 400 * 4000);
	assert_int_equal(sqlite3_db_status(store->database, SQLITE_DBSTATUS_CACHE_USED, &used, &most, 0), SQLITE_OK);
	return used;
}

/* What is open for days goes through many pages, a few at a time. */
static void a_lean_store_keeps_few_pages_also_of_what_it_wrote(void **state)
{
	enum { FEW = 320 * 1024, MANY = 1200 * 1024 };
	const struct support *support = *state;
	const struct ts_opening how = { .quickly = true, .lean = true };
	char reason[TS_REASON_SIZE];
	ts_store *lean;

	assert_int_equal(ts_open_with(support->path, &how, 0, reason, &lean), TS_OK);
	assert_int_equal(store_begin(lean), TS_OK);
	assert_int_equal(store_execute(lean,
	                               "CREATE TABLE filler (number INTEGER PRIMARY KEY, bytes BLOB) STRICT;"
	                               "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 400) "
	                               "INSERT INTO filler SELECT i, zeroblob(4000) FROM n"),
	                 TS_OK);
	assert_int_equal(store_commit(lean, NULL, NULL), TS_OK);
	assert_in_range(kept_bytes(lean), 1, FEW);
	assert_in_range(kept_bytes(support->store), MANY, INT_MAX);
	/* And so does the connection after one that was lost. */
	store_disconnect(lean);
	assert_int_equal(store_connect(lean), TS_OK);
	assert_in_range(kept_bytes(lean), 1, FEW);
	ts_close(lean);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(a_lean_store_keeps_few_pages_also_of_what_it_wrote),
		LOGGED_IN(the_settings_that_safety_rests_on_are_in_force),
		LOGGED_IN(a_database_that_was_put_into_wal_mode_becomes_one_file_again),
		LOGGED_IN(a_trigger_planted_while_we_run_does_nothing),
		LOGGED_IN(a_write_that_changes_another_number_of_rows_is_an_error),
		LOGGED_IN(nested_transactions_are_one),
		LOGGED_IN(a_rollback_inside_undoes_all_and_the_outer_commit_says_so),
		LOGGED_IN(closing_inside_a_transaction_undoes_it),
		LOGGED_IN(a_read_of_several_statements_sees_one_state),
		LOGGED_IN(only_other_connections_changes_count_as_changes),
		LOGGED_IN(wrong_column_types_read_as_nothing),
		LOGGED_IN(eight_processes_lose_nothing_and_are_never_refused),
		LOGGED_IN(a_failed_action_left_nothing_and_a_done_one_is_there),
		LOGGED_IN(a_disk_that_fails_for_good_is_survived_by_the_file),
		FRESH(making_a_database_on_a_failing_disk_leaves_none_or_a_whole_one),
	};
	return cmocka_run_group_tests(tests, group_setup, NULL);
}
