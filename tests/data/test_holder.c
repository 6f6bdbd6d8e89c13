/* Who holds a lock on the database, and how long it is waited for. */
#include "data/file/store.h"
#include "tests/data/support.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const ts_time now = INT64_C(1790858220000);

static ts_store *fixture(void **state)
{
	return ((struct support *)*state)->store;
}

/* The status with which begin ends in another process, which then stops if it is to hold. */
static pid_t other_start(const ts_store *store, const char *begin, bool hold)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		sqlite3 *database = NULL;
		int code = prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (code == 0)
			code = sqlite3_open_v2(ts_path(store), &database, SQLITE_OPEN_READWRITE, NULL);
		if (code == SQLITE_OK)
			code = sqlite3_exec(database, begin, NULL, NULL, NULL);
		if (code == SQLITE_OK && hold)
			(void)kill(getpid(), SIGSTOP);
		_exit(code);
	}
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	if (hold)
		assert_true(WIFSTOPPED(status));
	return hold ? child : WEXITSTATUS(status);
}

static void other_end(pid_t other)
{
	assert_int_equal(kill(other, SIGKILL), 0);
	assert_int_equal(waitpid(other, NULL, 0), other);
}

static enum ts_status log_now(ts_store *store, const char *text)
{
	struct ts_done done;
	return ts_log_text(store, text, NULL, now, now, &done);
}

static void who_has_the_write_lock_is_named(void **state)
{
	ts_store *store = fixture(state);
	struct ts_holder holder;
	char words[96], expected[96];

	assert_false(ts_holder_read(store, &holder));
	pid_t other = other_start(store, "BEGIN IMMEDIATE", true);
	ts_patience_set(store, 0);
	assert_int_equal(log_now(store, "parser"), TS_BUSY);
	assert_true(ts_holder_read(store, &holder));
	assert_int_equal(holder.process, other);
	assert_true(holder.stopped);
	ts_holder_words(&holder, words, sizeof words);
	(void)snprintf(expected, sizeof expected, "(process %d, stopped)", (int)other);
	assert_non_null(strstr(words, expected));
	assert_non_null(strstr(ts_detail(store), words));
	/* It is not in the way of who reads. */
	struct ts_activities activities;
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	ts_activities_release(&activities);
	assert_int_equal(ts_busy_count(store), 0);
	other_end(other);
	assert_false(ts_holder_read(store, &holder));
	assert_int_equal(log_now(store, "parser"), TS_OK);
}

static void who_reads_is_named_when_a_commit_waits_for_it(void **state)
{
	ts_store *store = fixture(state);
	struct ts_holder holder;
	pid_t other = other_start(store, "BEGIN; SELECT count(*) FROM user", true);

	ts_patience_set(store, 0);
	assert_int_equal(log_now(store, "parser"), TS_BUSY);
	assert_true(ts_holder_read(store, &holder));
	assert_int_equal(holder.process, other);
	assert_int_equal(ts_busy_count(store), 0);
	other_end(other);
	assert_int_equal(log_now(store, "parser"), TS_OK);
}

static void who_cannot_read_is_counted(void **state)
{
	ts_store *store = fixture(state);
	struct ts_activities activities;
	pid_t other = other_start(store, "BEGIN EXCLUSIVE", true);

	ts_patience_set(store, 0);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_BUSY);
	assert_int_equal(ts_busy_count(store), 1);
	other_end(other);
	assert_int_equal(ts_activities_read(store, now, &activities), TS_OK);
	ts_activities_release(&activities);
}

/* Closing any descriptor of a file drops the locks that a process has on it (fcntl(2)). */
static void asking_costs_no_lock_of_ours(void **state)
{
	ts_store *store = fixture(state);
	struct ts_holder holder;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(other_start(store, "BEGIN IMMEDIATE", false), SQLITE_BUSY);
	assert_false(ts_holder_read(store, &holder));
	assert_int_equal(other_start(store, "BEGIN IMMEDIATE", false), SQLITE_BUSY);
	store_rollback(store);
	assert_int_equal(other_start(store, "BEGIN IMMEDIATE", false), SQLITE_OK);
}

static void patience_is_for_all_calls_together(void **state)
{
	ts_store *store = fixture(state);
	pid_t other = other_start(store, "BEGIN IMMEDIATE", true);

	ts_patience_set(store, 20);
	assert_int_equal(log_now(store, "parser"), TS_BUSY);
	assert_true(store->waited >= 20);
	int waited = store->waited;
	assert_int_equal(log_now(store, "parser"), TS_BUSY);
	assert_int_equal(store->waited, waited);
	ts_patience_set(store, 20);
	assert_int_equal(store->waited, 0);
	assert_int_equal(log_now(store, "parser"), TS_BUSY);
	assert_true(store->waited >= 20);
	other_end(other);
}

static void told(void *context, const struct ts_holder *holder)
{
	*(struct ts_holder *)context = *holder;
}

static void a_long_wait_is_told_once(void **state)
{
	ts_store *store = NULL;
	struct ts_holder holder = { .process = 0 };
	const struct ts_opening how = { .patience = 1050, .waiting = told, .context = &holder };
	char reason[TS_REASON_SIZE];
	pid_t other = other_start(fixture(state), "BEGIN EXCLUSIVE", true);

	assert_int_equal(ts_open_with(ts_path(fixture(state)), &how, now, reason, &store), TS_BUSY);
	assert_int_equal(holder.process, other);
	assert_true(holder.stopped);
	assert_non_null(strstr(reason, "stopped"));
	other_end(other);
}

int main(void)
{
#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)
	const struct CMUnitTest tests[] = {
		LOGGED_IN(who_has_the_write_lock_is_named),    LOGGED_IN(who_reads_is_named_when_a_commit_waits_for_it),
		LOGGED_IN(who_cannot_read_is_counted),         LOGGED_IN(asking_costs_no_lock_of_ours),
		LOGGED_IN(patience_is_for_all_calls_together), LOGGED_IN(a_long_wait_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
