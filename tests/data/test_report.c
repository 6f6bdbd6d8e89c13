/* Reports: what they add up to, what is kept of the balance, and how numbers are rounded. */
#include "support_rows.h"

#include "data/file/statement.h"
#include "data/file/store.h"
#include "tests/contract/whole.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % bound;
}

static struct ts_report report_of(ts_store *store, ts_day first, ts_day last, ts_time now)
{
	struct ts_report report;

	assert_int_equal(whole_report_read(store, (struct ts_range){ first, last }, now, &report), TS_OK);
	return report;
}

static int64_t totals_sum(const struct ts_total *totals, size_t count, bool rest)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += totals[i].rest == rest ? totals[i].milliseconds : 0;
	return sum;
}

static int64_t rows_sum(const struct ts_report *report, enum ts_report_by by)
{
	struct ts_report_rows rows;
	int64_t sum = 0;

	assert_int_equal(ts_report_rows(report, by, &rows), TS_OK);
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].rest ? 0 : rows.at[i].milliseconds;
	ts_report_rows_release(&rows);
	return sum;
}

static void random_logs(ts_store *store, uint64_t *seed, int days, ts_time now)
{
	static const char *const texts[] = { "parser",    "acme: call", "Acme: offer", "off",
		                             "acme: bug", "lunch",      "off",         "reading" };
	ts_time first = rows_at(2026, 6, 1, 0, 0);
	struct ts_done done;

	for (int i = 0; i < 4 * days; i++) {
		ts_time at = first + (ts_time)below(seed, (uint32_t)days * 86400) * TS_SECOND;
		enum ts_status status = ts_log_text(store, texts[below(seed, 8)], NULL, at, now, &done);
		assert_true(status == TS_OK || status == TS_UNCHANGED);
	}
}

/* Whatever was logged, every way to add it up comes to the same, and every day is as the day screen has it. */
static void activities_projects_days_weeks_and_months_add_up_to_the_same(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 9, 1, 12, 0);
	struct ts_settings settings = ts_settings_default();
	struct ts_day_view view;
	uint64_t seed = 7;

	rows_hurry(store);
	random_logs(store, &seed, 70, now);
	for (int start = 0; start <= 240; start += 240) {
		settings.day_start = start;
		assert_in_range(ts_settings_write(store, &settings, now), TS_OK, TS_UNCHANGED);
		ts_day first = ts_day_from_civil(2026, 5, 30), last = ts_day_from_civil(2026, 9, 2);
		struct ts_report report = report_of(store, first, last, now);
		int64_t work = 0, rest = 0, off = 0, flex = 0;
		for (ts_day day = first; day <= last; day++) {
			const struct ts_report_day *reported = &report.days[day - first];
			assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
			assert_int_equal(reported->work, view.work);
			assert_int_equal(reported->rest, view.rest);
			assert_int_equal(reported->off, view.off);
			assert_int_equal(reported->target, view.target);
			work += view.work;
			rest += view.rest;
			off += view.off;
			if (view.work > 0 && day < ts_day_of(now, start))
				flex += view.work - view.target;
			ts_day_release(&view);
		}
		assert_int_equal(report.work, work);
		assert_int_equal(report.rest, rest);
		assert_int_equal(report.off, off);
		assert_int_equal(report.flex, flex);
		assert_int_equal(totals_sum(report.activities, report.activity_count, false), work);
		assert_int_equal(totals_sum(report.activities, report.activity_count, true), rest);
		assert_int_equal(totals_sum(report.projects, report.project_count, false), work);
		for (int by = TS_BY_ACTIVITY; by <= TS_BY_YEAR; by++)
			assert_int_equal(rows_sum(&report, (enum ts_report_by)by), work);
		ts_report_release(&report);
	}
}

/* A store that has just been opened has nothing in memory: what it says is right. */
static int64_t flex_afresh(const char *path, ts_day last, ts_time now)
{
	char reason[TS_REASON_SIZE];
	ts_store *store = NULL;

	assert_int_equal(ts_open(path, false, now, reason, &store), TS_OK);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, now), TS_OK);
	struct ts_report report = report_of(store, last, last, now);
	int64_t flex = report.flex;
	ts_report_release(&report);
	ts_close(store);
	return flex;
}

static int64_t flex_of(ts_store *store, ts_day last, ts_time now)
{
	struct ts_week week;
	struct ts_report report = report_of(store, last, last, now);
	int64_t flex = report.flex;

	ts_report_release(&report);
	if (ts_day_weekday(last) == 6) {
		assert_int_equal(whole_week_read(store, last, now, &week), TS_OK);
		assert_int_equal(week.flex, flex);
	}
	return flex;
}

static void random_change(ts_store *store, uint64_t *seed, ts_time now)
{
	struct ts_done done;
	enum ts_status status = TS_OK;
	ts_day day = ts_day_from_civil(2026, 6, 1) + (ts_day)below(seed, 120);
	struct ts_day_view view;

	assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
	switch (below(seed, 5)) {
	case 0:
		status = ts_undo(store, now, &done);
		break;
	case 1:
		status = ts_redo(store, now, &done);
		break;
	case 2:
		if (view.span_count > 0)
			status = ts_log_delete(store, view.spans[view.span_count - 1].id, now, &done);
		break;
	case 3:
		if (view.span_count > 0) {
			struct ts_log_change change = { .move = true, .at = view.from - 20 * TS_HOUR };
			status = ts_log_change(store, view.spans[0].id, &change, now, &done);
		}
		break;
	default:
		status = ts_log_text(store, below(seed, 2) ? "off" : "parser", NULL,
		                     view.from + (ts_time)below(seed, 80000) * TS_SECOND, now, &done);
	}
	assert_true(status == TS_OK || status == TS_UNCHANGED || status == TS_NOT_FOUND);
	ts_day_release(&view);
}

static void the_balance_kept_in_memory_is_that_of_a_fresh_reading(void **state)
{
	struct support *support = *state;
	ts_time now = rows_at(2026, 10, 1, 12, 0);
	ts_day days[] = { ts_day_from_civil(2026, 10, 4), ts_day_from_civil(2026, 7, 31),
		          ts_day_from_civil(2026, 8, 30) };
	uint64_t seed = 11;

	rows_hurry(support->store);
	random_logs(support->store, &seed, 100, now);
	for (int i = 0; i < 40; i++) {
		(void)flex_of(support->store, days[below(&seed, 3)], now);
		random_change(support->store, &seed, now);
		ts_day day = days[below(&seed, 3)];
		int64_t flex = flex_of(support->store, day, now);
		if (flex != flex_afresh(support->path, day, now))
			fail_msg("after change %d", i);
	}
}

static void what_another_process_logs_moves_the_balance(void **state)
{
	struct support *support = *state;
	ts_time now = rows_at(2026, 10, 8, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 8);
	char reason[TS_REASON_SIZE];
	ts_store *other = NULL;

	(void)rows_log(support->store, "parser", rows_at(2026, 8, 3, 8, 0), now);
	(void)rows_log(support->store, "off", rows_at(2026, 8, 3, 17, 0), now);
	assert_int_equal(flex_of(support->store, today, now), TS_HOUR);
	assert_int_equal(ts_open(support->path, false, now, reason, &other), TS_OK);
	assert_int_equal(support_login(other, "ada", SUPPORT_PASSWORD, now), TS_OK);
	(void)rows_log(other, "off", rows_at(2026, 8, 3, 12, 0), now);
	ts_close(other);
	assert_int_equal(flex_of(support->store, today, now), -4 * TS_HOUR);
}

/* The numbers by which one connection tells others' commits may be those of the next. */
static void a_new_connection_takes_nothing_of_the_balance_on_trust(void **state)
{
	struct support *support = *state;
	ts_time now = rows_at(2026, 10, 8, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 8);
	ts_store *other = rows_second(support);

	(void)rows_log(other, "parser", rows_at(2026, 8, 3, 8, 0), now);
	(void)rows_log(other, "off", rows_at(2026, 8, 3, 17, 0), now);
	store_disconnect(support->store);
	assert_int_equal(flex_of(support->store, today, now), TS_HOUR);
	store_disconnect(support->store);
	(void)rows_log(other, "off", rows_at(2026, 8, 3, 12, 0), now);
	ts_close(other);
	assert_int_equal(flex_of(support->store, today, now), -4 * TS_HOUR);
}

static void a_log_that_leaves_a_month_or_comes_before_all_others_moves_the_balance(void **state)
{
	struct support *support = *state;
	ts_time now = rows_at(2026, 10, 8, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 8);
	const struct ts_log_change later = { .move = true, .at = rows_at(2026, 10, 5, 8, 0) };
	struct ts_span span;
	struct ts_done done;

	(void)rows_log(support->store, "parser", rows_at(2026, 8, 3, 8, 0), now);
	(void)rows_log(support->store, "off", rows_at(2026, 8, 3, 17, 0), now);
	assert_int_equal(flex_of(support->store, today, now), TS_HOUR);
	assert_int_equal(ts_current_read(support->store, rows_at(2026, 8, 3, 9, 0), &span), TS_OK);
	assert_int_equal(ts_log_change(support->store, span.id, &later, now, &done), TS_OK);
	(void)rows_log(support->store, "off", rows_at(2026, 10, 5, 9, 0), now);
	assert_int_equal(flex_of(support->store, today, now), -7 * TS_HOUR);
	(void)rows_log(support->store, "parser", rows_at(2020, 1, 6, 8, 0), now);
	(void)rows_log(support->store, "off", rows_at(2020, 1, 6, 18, 0), now);
	assert_int_equal(flex_of(support->store, today, now), -5 * TS_HOUR);
	assert_int_equal(flex_afresh(support->path, today, now), -5 * TS_HOUR);
}

static void a_balance_goes_back_to_the_first_log_however_long_ago(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 8, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 8);

	/* The first moment of a month here is the last of another in UTC. */
	(void)rows_log(store, "parser", rows_at(1999, 2, 1, 0, 0), now);
	(void)rows_log(store, "off", rows_at(1999, 2, 1, 11, 0), now);
	(void)rows_log(store, "parser", rows_at(2012, 2, 29, 9, 0), now);
	(void)rows_log(store, "off", rows_at(2012, 2, 29, 16, 0), now);
	assert_int_equal(flex_of(store, today, now), 2 * TS_HOUR);
	assert_int_equal(flex_of(store, ts_day_from_civil(2000, 1, 1), now), 3 * TS_HOUR);
	assert_int_equal(flex_of(store, ts_day_from_civil(1999, 1, 31), now), 0);
	struct ts_report report = report_of(store, ts_day_from_civil(1900, 1, 1), ts_day_from_civil(2100, 1, 1), now);
	assert_int_equal(report.work, 18 * TS_HOUR);
	ts_report_release(&report);
}

static int64_t steps_taken(ts_store *store)
{
	int64_t steps = 0;

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (store->statements[i])
			steps += sqlite3_stmt_status(store->statements[i], SQLITE_STMTSTATUS_VM_STEP, 1);
	}
	return steps;
}

static int64_t cost_of_week(ts_store *store, ts_time now)
{
	struct ts_week week;

	(void)steps_taken(store);
	assert_int_equal(whole_week_read(store, ts_day_from_civil(2026, 10, 1), now, &week), TS_OK);
	return steps_taken(store);
}

static void logging_today_does_not_read_the_whole_history_for_the_balance(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 1, 12, 0);

	rows_hurry(store);
	for (int month = 1; month <= 8; month++) {
		for (int day = 1; day <= 28; day++) {
			(void)rows_log(store, "a", rows_at(2026, month, day, 8, 0), now);
			(void)rows_log(store, "off", rows_at(2026, month, day, 16, 0), now);
		}
	}
	int64_t whole = cost_of_week(store, now);
	(void)rows_log(store, "a", rows_at(2026, 10, 1, 9, 0), now);
	assert_in_range(cost_of_week(store, now), 1, whole / 4);
}

/* A first look at a week costs the same however long the history is, and so does a step towards its balance. */
static void the_balance_of_years_is_added_up_in_steps_of_a_month(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 1, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 1);
	struct ts_week week;
	int64_t most = 0;
	bool done = false;
	int steps = 0;

	rows_hurry(store);
	for (int month = 0; month < 60; month++) {
		for (int day = 1; day <= 10; day++) {
			(void)rows_log(store, "a", rows_at(2021, 10 + month, day, 8, 0), now);
			(void)rows_log(store, "off", rows_at(2021, 10 + month, day, 17, 0), now);
		}
	}
	(void)steps_taken(store);
	assert_int_equal(ts_week_read(store, today - ts_day_weekday(today), now, &week), TS_OK);
	assert_false(week.flex_known);
	int64_t first = steps_taken(store);
	for (; !done; steps++) {
		assert_int_equal(ts_flex_prepare(store, now, 1, &done), TS_OK);
		int64_t taken = steps_taken(store);
		most = taken > most ? taken : most;
	}
	assert_in_range(steps, 58, 62);
	assert_in_range(most, 1, 2 * first);
	assert_int_equal(ts_week_read(store, today - ts_day_weekday(today), now, &week), TS_OK);
	assert_true(week.flex_known);
	int64_t flex = week.flex;
	/* What is logged today leaves it known; what is logged years ago does not. */
	(void)rows_log(store, "a", rows_at(2026, 10, 1, 9, 0), now);
	assert_int_equal(ts_week_read(store, today - ts_day_weekday(today), now, &week), TS_OK);
	assert_true(week.flex_known);
	(void)rows_log(store, "off", rows_at(2022, 1, 3, 16, 0), now);
	assert_int_equal(ts_week_read(store, today - ts_day_weekday(today), now, &week), TS_OK);
	assert_false(week.flex_known);
	assert_int_equal(whole_week_read(store, today, now, &week), TS_OK);
	assert_int_equal(week.flex, flex - TS_HOUR);
	assert_int_equal(week.flex, flex_afresh(((struct support *)*state)->path, today, now));
}

static void nothing_is_kept_of_one_user_for_another(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 8, 12, 0);
	ts_day today = ts_day_from_civil(2026, 10, 8);

	(void)rows_log(store, "parser", rows_at(2026, 8, 3, 8, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 8, 3, 17, 0), now);
	assert_int_equal(flex_of(store, today, now), TS_HOUR);
	ts_lock(store);
	assert_null(store->balance);
	assert_int_equal(support_register(store, "bob", SUPPORT_PASSWORD), TS_OK);
	assert_int_equal(flex_of(store, today, now), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(activities_projects_days_weeks_and_months_add_up_to_the_same),
		CASE(the_balance_kept_in_memory_is_that_of_a_fresh_reading),
		CASE(what_another_process_logs_moves_the_balance),
		CASE(a_new_connection_takes_nothing_of_the_balance_on_trust),
		CASE(a_log_that_leaves_a_month_or_comes_before_all_others_moves_the_balance),
		CASE(a_balance_goes_back_to_the_first_log_however_long_ago),
		CASE(logging_today_does_not_read_the_whole_history_for_the_balance),
		CASE(the_balance_of_years_is_added_up_in_steps_of_a_month),
		CASE(nothing_is_kept_of_one_user_for_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
