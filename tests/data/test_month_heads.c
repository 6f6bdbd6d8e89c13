/* Who needs a day rests on the rows of its months alone, and still is not shown older ones. */
#include "data/file/store.h"
#include "data/lookup/reading.h"
#include "data/rows/month_heads.h"
#include "support_rows.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW;
enum { MONTHS = 20 };

/* A log in each of the months before this one, and two today; then read by who was not there. */
static ts_store *history_reopen(struct support *support)
{
	for (int i = MONTHS; i > 0; i--)
		(void)rows_log(support->store, i % 2 ? "work" : "mail", now - i * 30 * 24 * TS_HOUR, now);
	(void)rows_log(support->store, "email", now - 2 * TS_HOUR, now);
	(void)rows_log(support->store, "parser", now - TS_HOUR, now);
	ts_store *store = rows_reopen(support);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	return store;
}

static size_t current_damage(ts_store *store)
{
	struct ts_span span;

	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	return span.damaged;
}

static size_t day_damage(ts_store *store, ts_time at)
{
	struct ts_day_view view;

	assert_int_equal(ts_day_read(store, ts_day_of(at, 0), now, &view), TS_OK);
	size_t damaged = view.damaged;
	ts_day_release(&view);
	return damaged;
}

static size_t report_damage(ts_store *store)
{
	const ts_day today = ts_day_of(now, 0);
	struct ts_report report;

	assert_int_equal(ts_report_read(store, (struct ts_range){ today - 1000, today }, now, &report), TS_OK);
	size_t damaged = report.damaged;
	ts_report_release(&report);
	return damaged;
}

static bool months_added(const ts_store *store)
{
	return store->kept && store->kept->months_added;
}

static void what_goes_on_is_told_without_all_months(void **state)
{
	ts_store *store = history_reopen(*state);

	assert_int_equal(current_damage(store), 0);
	assert_int_equal(day_damage(store, now), 0);
	assert_false(months_added(store));
	/* What is logged meanwhile is known, too. */
	(void)rows_log(store, "lunch", now - TS_MINUTE, now);
	assert_int_equal(current_damage(store), 0);
	assert_false(months_added(store));
	assert_int_equal(report_damage(store), 0);
	assert_true(months_added(store));
}

static void a_day_of_a_month_that_was_not_written_lately_adds_all_of_them_up(void **state)
{
	ts_store *store = history_reopen(*state);

	assert_int_equal(day_damage(store, now - MONTHS * 30 * 24 * TS_HOUR), 0);
	assert_true(months_added(store));
}

/* The rows of months as they stand are put aside, and back. */
static void months_keep(const struct support *support)
{
	support_sql(support->path, "DROP TABLE IF EXISTS kept_month; CREATE TABLE kept_month AS SELECT * FROM month; "
	                           "DROP TABLE IF EXISTS kept_log; CREATE TABLE kept_log AS SELECT * FROM log");
}

static void months_restore(const struct support *support, const char *condition)
{
	char sql[512];

	(void)snprintf(sql, sizeof sql,
	               "DELETE FROM log; INSERT INTO log SELECT * FROM kept_log; "
	               "INSERT OR REPLACE INTO month SELECT * FROM kept_month WHERE %s; "
	               "DROP TABLE kept_month; DROP TABLE kept_log",
	               condition);
	support_sql(support->path, sql);
}

static void an_older_month_is_noticed_with_or_without_its_heads(void **state)
{
	static const char *const conditions[] = { "kind = 1", "1", "kind = 3" };
	struct support *support = *state;
	ts_store *store = history_reopen(support);

	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
		months_keep(support);
		(void)rows_log(store, i % 2 ? "lunch" : "call", now - TS_MINUTE, now);
		assert_int_equal(current_damage(store), 0);
		months_restore(support, conditions[i]);
		assert_true(current_damage(store) > 0);
		assert_true(day_damage(store, now) > 0);
		assert_int_equal(ts_audit_accept(store, now), TS_OK);
		assert_int_equal(current_damage(store), 0);
	}
}

/* Who writes upon it believes it as little as who reads it. */
static void a_log_into_an_older_month_does_not_make_it_a_good_one(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);

	months_keep(support);
	(void)rows_log(store, "call", now - 2 * TS_MINUTE, now);
	months_restore(support, "kind = 1");
	(void)rows_log(store, "lunch", now - TS_MINUTE, now);
	assert_true(current_damage(store) > 0);
	ts_store *there = rows_second(support);
	assert_true(current_damage(there) > 0);
	ts_close(there);
}

static void a_month_that_is_gone_is_missed(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);
	struct ts_span span;

	support_sql(support->path, "CREATE TABLE latest AS SELECT bucket FROM log GROUP BY bucket HAVING count(*) = 2; "
	                           "DELETE FROM log WHERE bucket IN latest; DELETE FROM month WHERE bucket IN latest");
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_string_equal(span.text, "work");
	assert_true(span.damaged > 0);
}

static void heads_that_are_gone_are_missed_as_any_month_is(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);

	support_sql(support->path, "DELETE FROM month WHERE kind = 3");
	assert_int_equal(current_damage(store), 1);
	assert_int_equal(ts_audit_accept(store, now), TS_OK);
	assert_int_equal(current_damage(store), 0);
}

/* Damage elsewhere is told by who tells of it. */
static void a_damaged_month_is_not_what_goes_on(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);

	support_sql(support->path, "CREATE TABLE single AS SELECT bucket FROM log GROUP BY bucket HAVING count(*) = 1 "
	                           "LIMIT 1; UPDATE month SET blob = randomblob(100) WHERE bucket IN single");
	assert_int_equal(current_damage(store), 0);
	assert_true(report_damage(store) > 0);
}

static void what_was_not_committed_is_not_known(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);

	assert_int_equal(store_begin(store), TS_OK);
	(void)rows_log(store, "call", now - TS_MINUTE, now);
	store_rollback(store);
	assert_int_equal(current_damage(store), 0);
	assert_int_equal(day_damage(store, now), 0);
	(void)rows_log(store, "call", now - TS_MINUTE, now);
	assert_int_equal(current_damage(store), 0);
}

/* With a note, a log in another month, all of a month taken back: they are never told wrongly. */
static void whatever_is_written_the_next_reader_finds_nothing_wrong(void **state)
{
	struct support *support = *state;
	ts_store *store = history_reopen(support);
	uint64_t chance = 7;
	struct ts_done done;

	for (int i = 0; i < 60; i++) {
		chance = chance * 6364136223846793005u + 1442695040888963407u;
		const int back = (int)(chance >> 40) % (MONTHS * 30);
		const ts_time at = now - back * 24 * TS_HOUR - (int)(chance >> 33) % 1000 * TS_MINUTE;
		if (i % 7 == 3)
			(void)!ts_undo(store, now, &done);
		else
			(void)!ts_log_text(store, (char[]){ 'a', (char)('a' + i % 26), '\0' }, NULL, at, now, &done);
		ts_store *there = rows_second(support);
		assert_int_equal(current_damage(there), 0);
		assert_int_equal(day_damage(there, at), 0);
		assert_int_equal(report_damage(there), 0);
		ts_close(there);
		assert_int_equal(day_damage(store, at), 0);
	}
	rows_assert_sound(store);
}

#define LOGGED_IN(test) cmocka_unit_test_setup_teardown(test, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOGGED_IN(what_goes_on_is_told_without_all_months),
		LOGGED_IN(a_day_of_a_month_that_was_not_written_lately_adds_all_of_them_up),
		LOGGED_IN(an_older_month_is_noticed_with_or_without_its_heads),
		LOGGED_IN(a_log_into_an_older_month_does_not_make_it_a_good_one),
		LOGGED_IN(a_month_that_is_gone_is_missed),
		LOGGED_IN(heads_that_are_gone_are_missed_as_any_month_is),
		LOGGED_IN(a_damaged_month_is_not_what_goes_on),
		LOGGED_IN(what_was_not_committed_is_not_known),
		LOGGED_IN(whatever_is_written_the_next_reader_finds_nothing_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
