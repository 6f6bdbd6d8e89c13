/* Days and weeks: where they begin and end, clocks that change, months of silence, what is forgotten, the balance. */
#include "support_rows.h"

#include "data/file/statement.h"
#include "data/file/store.h"
#include "data/rows/log_cache.h"
#include "tests/contract/whole.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ts_day_view day_of(ts_store *store, ts_day day, ts_time now)
{
	struct ts_day_view view;

	assert_int_equal(ts_day_read(store, day, now, &view), TS_OK);
	return view;
}

static int64_t work_of(ts_store *store, ts_day day, ts_time now)
{
	struct ts_day_view view = day_of(store, day, now);
	int64_t work = view.work;

	ts_day_release(&view);
	return work;
}

static void start_days_at(ts_store *store, int minute)
{
	struct ts_settings settings;

	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	settings.day_start = minute;
	assert_int_equal(ts_settings_write(store, &settings, SUPPORT_NOW), TS_OK);
}

static void a_night_shift_is_one_day_when_days_start_at_four(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 3, 12, 0);
	ts_day day = ts_day_from_civil(2026, 10, 1);

	(void)rows_log(store, "ward", rows_at(2026, 10, 1, 22, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 2, 3, 30), now);
	rows_assert_day(store, day, now, "22:00 ward");
	rows_assert_day(store, day + 1, now, "<22:00 ward, 03:30 off");
	start_days_at(store, 240);
	rows_assert_day(store, day, now, "22:00 ward, 03:30 off");
	assert_int_equal(work_of(store, day, now), 5 * TS_HOUR + 30 * TS_MINUTE);
	rows_assert_day(store, day + 1, now, "<03:30 off");
	assert_int_equal(work_of(store, day + 1, now), 0);
}

static void a_span_over_the_start_of_the_day_is_cut_there_and_adds_up(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 3, 12, 0);
	ts_day day = ts_day_from_civil(2026, 10, 1);

	start_days_at(store, 240);
	(void)rows_log(store, "ward", rows_at(2026, 10, 2, 3, 15), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 2, 4, 45), now);
	struct ts_day_view first = day_of(store, day, now), second = day_of(store, day + 1, now);
	assert_int_equal(first.until, second.from);
	assert_int_equal(first.spans[0].end, first.until);
	assert_false(first.spans[0].carried);
	assert_true(second.spans[0].carried);
	assert_int_equal(second.spans[0].begin, second.from);
	assert_int_equal(second.spans[0].logged, rows_at(2026, 10, 2, 3, 15));
	assert_int_equal(first.work, 45 * TS_MINUTE);
	assert_int_equal(second.work, 45 * TS_MINUTE);
	ts_day_release(&first);
	ts_day_release(&second);
}

static void a_log_on_the_boundary_begins_its_day_and_carries_nothing(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 2, 12, 0);
	ts_day day = ts_day_from_civil(2026, 10, 2);

	(void)rows_log(store, "late", rows_at(2026, 10, 1, 23, 0), now);
	(void)rows_log(store, "early", rows_at(2026, 10, 2, 0, 0), now);
	rows_assert_day(store, day, now, "00:00 early");
	rows_assert_day(store, day - 1, now, "23:00 late");
}

static void days_of_23_and_25_hours_have_their_length(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 11, 15, 12, 0);
	ts_day spring = ts_day_from_civil(2026, 3, 29), autumn = ts_day_from_civil(2026, 10, 25);

	(void)rows_log(store, "watch", rows_at(2026, 3, 28, 12, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 3, 30, 12, 0), now);
	(void)rows_log(store, "watch", rows_at(2026, 10, 24, 12, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 26, 12, 0), now);
	assert_int_equal(work_of(store, spring, now), 23 * TS_HOUR);
	assert_int_equal(work_of(store, autumn, now), 25 * TS_HOUR);
	(void)rows_log(store, "off", rows_at(2026, 10, 25, 8, 0), now);
	/* From 00:00 in summer time to 08:00 in winter time. */
	assert_int_equal(work_of(store, autumn, now), 9 * TS_HOUR);
	struct ts_day_view view = day_of(store, autumn, now);
	assert_true(view.several_zones);
	assert_string_equal(view.spans[0].zone, "CEST");
	assert_string_equal(view.spans[1].zone, "CET");
	ts_day_release(&view);
}

static void both_hours_of_the_night_the_clocks_go_back_are_told_apart(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 26, 12, 0), first = rows_at(2026, 10, 25, 2, 30);

	(void)rows_log(store, "a", first, now);
	(void)rows_log(store, "b", first + TS_HOUR, now);
	(void)rows_log(store, "off", first + 2 * TS_HOUR, now);
	rows_assert_day(store, ts_day_from_civil(2026, 10, 25), now, "02:30 a, 02:30 b, 03:30 off");
	assert_int_equal(work_of(store, ts_day_from_civil(2026, 10, 25), now), 2 * TS_HOUR);
}

static void what_goes_on_is_carried_over_months_and_years_of_silence(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = SUPPORT_NOW;
	ts_day today = ts_day_from_civil(2026, 10, 1);

	(void)rows_log(store, "watch", rows_at(1999, 12, 31, 23, 0), now);
	rows_assert_day(store, today, now, "<23:00 watch");
	rows_assert_day(store, ts_day_from_civil(2010, 6, 1), now, "<23:00 watch");
	assert_int_equal(work_of(store, ts_day_from_civil(2010, 6, 1), now), 24 * TS_HOUR);
	(void)rows_log(store, "off", rows_at(2020, 5, 5, 5, 5), now);
	rows_assert_day(store, today, now, "<05:05 off");
	rows_assert_day(store, ts_day_from_civil(2010, 6, 1), now, "<23:00 watch");
	(void)rows_log(store, "parser", rows_at(2026, 8, 31, 9, 0), now);
	rows_assert_day(store, today, now, "<09:00 parser");
	/* Days ahead know nothing yet. */
	rows_assert_day(store, today + 1, now, "");
	rows_assert_day(store, ts_day_from_civil(1999, 12, 30), now, "");
}

static void a_month_of_dead_logs_is_passed_over(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = SUPPORT_NOW;
	struct ts_done done;

	(void)rows_log(store, "watch", rows_at(2026, 1, 10, 9, 0), now);
	for (int month = 2; month <= 9; month++) {
		struct ts_done log = rows_log(store, "gone", rows_at(2026, month, 10, 9, 0), now);
		assert_int_equal(ts_log_delete(store, log.log, now, &done), TS_OK);
	}
	rows_assert_day(store, ts_day_from_civil(2026, 10, 1), now, "<09:00 watch");
}

static void the_span_over_a_whole_quiet_day_knows_its_whole_length(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 20, 12, 0);
	struct ts_day_view view;

	(void)rows_log(store, "parser", rows_at(2026, 8, 20, 17, 0), now);
	view = day_of(store, ts_day_from_civil(2026, 8, 20), now);
	assert_true(view.spans[0].forgotten);
	assert_false(view.spans[0].running);
	assert_int_equal(view.work, 7 * TS_HOUR);
	ts_day_release(&view);
	/* Ended in the next month: the day alone could not tell. */
	(void)rows_log(store, "off", rows_at(2026, 8, 20, 23, 59), now);
	(void)rows_log(store, "night", rows_at(2026, 8, 31, 23, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 9, 1, 3, 0), now);
	view = day_of(store, ts_day_from_civil(2026, 8, 20), now);
	assert_false(view.spans[0].forgotten);
	ts_day_release(&view);
	view = day_of(store, ts_day_from_civil(2026, 8, 31), now);
	assert_string_equal(view.spans[1].text, "night");
	assert_false(view.spans[1].forgotten);
	ts_day_release(&view);
}

static void only_work_over_the_limit_counts_as_forgotten(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time begin = rows_at(2026, 10, 1, 8, 0);
	struct ts_settings settings = ts_settings_default();
	const struct ts_activity_change rest = { .fields = TS_CHANGE_REST, .rest = true };
	struct ts_done done;
	struct ts_span span;

	(void)rows_log(store, "parser", begin, begin);
	assert_int_equal(ts_current_read(store, begin + 12 * TS_HOUR, &span), TS_OK);
	assert_false(span.forgotten);
	assert_int_equal(ts_current_read(store, begin + 12 * TS_HOUR + 1, &span), TS_OK);
	assert_true(span.forgotten);
	settings.forgotten_after = 0;
	assert_int_equal(ts_settings_write(store, &settings, begin), TS_OK);
	assert_int_equal(ts_current_read(store, begin + 1000 * TS_HOUR, &span), TS_OK);
	assert_false(span.forgotten);
	settings.forgotten_after = 1;
	assert_int_equal(ts_settings_write(store, &settings, begin), TS_OK);
	assert_int_equal(ts_activity_change(store, span.activity, &rest, begin, &done), TS_OK);
	assert_int_equal(ts_current_read(store, begin + 2 * TS_HOUR, &span), TS_OK);
	assert_false(span.forgotten);
	(void)rows_log(store, "off", begin + TS_HOUR, begin + TS_HOUR);
	assert_int_equal(ts_current_read(store, begin + 20 * TS_HOUR, &span), TS_OK);
	assert_false(span.forgotten);
}

static void what_goes_on_is_not_cut_to_its_day(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time begin = rows_at(2026, 9, 29, 22, 0), now = SUPPORT_NOW;
	struct ts_span span;

	assert_int_equal(ts_current_read(store, now, &span), TS_NOT_FOUND);
	(void)rows_log(store, "parser", begin, now);
	assert_int_equal(ts_current_read(store, begin - 1, &span), TS_NOT_FOUND);
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	assert_int_equal(span.begin, begin);
	assert_int_equal(span.end, now);
	assert_true(span.running);
	assert_false(span.carried);
	(void)rows_log(store, "email", now, now);
	assert_int_equal(ts_current_read(store, now - 1, &span), TS_OK);
	assert_string_equal(span.text, "parser");
	assert_false(span.running);
}

static void a_day_that_just_began_shows_what_runs(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time midnight = rows_at(2026, 10, 2, 0, 0);
	struct ts_day_view view;

	(void)rows_log(store, "parser", midnight - TS_HOUR, midnight - TS_HOUR);
	view = day_of(store, ts_day_from_civil(2026, 10, 2), midnight);
	assert_int_equal(view.span_count, 1);
	assert_true(view.spans[0].running && view.spans[0].carried);
	assert_int_equal(view.work, 0);
	ts_day_release(&view);
	view = day_of(store, ts_day_from_civil(2026, 10, 2), midnight - 1);
	assert_int_equal(view.span_count, 0);
	ts_day_release(&view);
}

static void the_week_adds_up_and_flex_counts_only_days_with_work_before_today(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 8, 12, 0); /* a Thursday */
	struct ts_week week;

	/* Wed 30 September: 12 hours, four over the target. */
	(void)rows_log(store, "parser", rows_at(2026, 9, 30, 9, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 9, 30, 21, 0), now);
	/* Thu 1: 9 hours. Fri 2: nothing, so it does not count. Sat 3: 2 hours, all over the target. */
	(void)rows_log(store, "parser", rows_at(2026, 10, 1, 9, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 1, 18, 0), now);
	(void)rows_log(store, "parser", rows_at(2026, 10, 3, 9, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 3, 11, 0), now);
	/* Mon 5: 7:30. Thu 8, today: 3 hours so far. */
	(void)rows_log(store, "parser", rows_at(2026, 10, 5, 9, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 5, 16, 30), now);
	(void)rows_log(store, "parser", rows_at(2026, 10, 8, 9, 0), now);
	assert_int_equal(whole_week_read(store, ts_day_from_civil(2026, 10, 11), now, &week), TS_OK);
	assert_int_equal(week.first, ts_day_from_civil(2026, 10, 5));
	assert_int_equal(week.work[0], 7 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(week.work[3], 3 * TS_HOUR);
	assert_int_equal(week.total, 10 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(week.target[4], 8 * TS_HOUR);
	assert_int_equal(week.target[5], 0);
	/* Tuesday and Wednesday are over and empty: days off. */
	assert_int_equal(week.total_target, 24 * TS_HOUR);
	assert_int_equal(week.change, -30 * TS_MINUTE);
	assert_int_equal(week.flex, 4 * TS_HOUR + TS_HOUR + 2 * TS_HOUR - 30 * TS_MINUTE);
	/* The balance is that at the end of the week that is shown. */
	assert_int_equal(whole_week_read(store, ts_day_from_civil(2026, 9, 30), now, &week), TS_OK);
	assert_int_equal(week.work[2], 12 * TS_HOUR);
	assert_int_equal(week.work[3], 9 * TS_HOUR);
	assert_int_equal(week.flex, 4 * TS_HOUR + TS_HOUR + 2 * TS_HOUR);
	/* And before the first log it is nothing. */
	assert_int_equal(whole_week_read(store, ts_day_from_civil(2026, 9, 20), SUPPORT_NOW, &week), TS_OK);
	assert_int_equal(week.flex, 0);
}

static void totals_go_from_the_longest_down_and_leave_off_out(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = rows_at(2026, 10, 1, 18, 0);
	struct ts_day_view view;

	(void)rows_log(store, "b", rows_at(2026, 10, 1, 8, 0), now);
	(void)rows_log(store, "a", rows_at(2026, 10, 1, 9, 0), now);
	(void)rows_log(store, "c", rows_at(2026, 10, 1, 10, 0), now);
	(void)rows_log(store, "off", rows_at(2026, 10, 1, 12, 0), now);
	(void)rows_log(store, "b", rows_at(2026, 10, 1, 17, 30), now);
	view = day_of(store, ts_day_from_civil(2026, 10, 1), now);
	assert_int_equal(view.total_count, 3);
	assert_string_equal(view.totals[0].text, "c");
	assert_string_equal(view.totals[1].text, "b");
	assert_int_equal(view.totals[1].milliseconds, 90 * TS_MINUTE);
	assert_int_equal(view.totals[1].slot, 1);
	assert_string_equal(view.totals[2].text, "a");
	assert_int_equal(view.off, 5 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(view.work, 4 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(view.target, 8 * TS_HOUR);
	ts_day_release(&view);
}

/* Counts the rows that statements went through, by SQLite's own count of steps. */
static int64_t steps_taken(ts_store *store)
{
	int64_t steps = 0;

	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (store->statements[i])
			steps += sqlite3_stmt_status(store->statements[i], SQLITE_STMTSTATUS_VM_STEP, 1);
	}
	return steps;
}

static int64_t cost_of_today(ts_store *store)
{
	struct ts_day_view view;

	/* What a day costs that has to be read: none of it is kept. */
	log_cache_forget(store);
	(void)steps_taken(store);
	view = day_of(store, ts_day_from_civil(2026, 10, 1), SUPPORT_NOW);
	ts_day_release(&view);
	return steps_taken(store);
}

static void a_day_costs_the_same_however_long_the_history_is(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	ts_time now = SUPPORT_NOW;

	rows_hurry(store);
	(void)rows_log(store, "a", rows_at(2026, 9, 1, 9, 0), now);
	(void)rows_log(store, "b", rows_at(2026, 10, 1, 9, 0), now);
	int64_t before = cost_of_today(store);
	for (int month = 1; month <= 8; month++) {
		for (int day = 1; day <= 28; day++) {
			(void)rows_log(store, "a", rows_at(2026, month, day, 8, 0), now);
			(void)rows_log(store, "b", rows_at(2026, month, day, 16, 0), now);
		}
	}
	/* A step or two more, where an index now goes on behind what was looked for. */
	assert_in_range(cost_of_today(store), 1, before + 5);
}

/* However many empty months lie between: none of them is looked at where no log can be. */
static void a_day_of_another_age_is_read_at_once(void **state)
{
	struct support *support = *state;
	const ts_day days[] = { INT32_MAX - 1, INT32_MIN + 2, 400 * 365, -400 * 365 };
	struct ts_day_view view;

	(void)rows_log(support->store, "a", SUPPORT_NOW - TS_HOUR, SUPPORT_NOW);
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		assert_int_equal(ts_day_read(support->store, days[i], SUPPORT_NOW, &view), TS_OK);
		assert_int_equal(view.span_count, 0);
		ts_day_release(&view);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_day_of_another_age_is_read_at_once),
		CASE(a_night_shift_is_one_day_when_days_start_at_four),
		CASE(a_span_over_the_start_of_the_day_is_cut_there_and_adds_up),
		CASE(a_log_on_the_boundary_begins_its_day_and_carries_nothing),
		CASE(days_of_23_and_25_hours_have_their_length),
		CASE(both_hours_of_the_night_the_clocks_go_back_are_told_apart),
		CASE(what_goes_on_is_carried_over_months_and_years_of_silence),
		CASE(a_month_of_dead_logs_is_passed_over),
		CASE(the_span_over_a_whole_quiet_day_knows_its_whole_length),
		CASE(only_work_over_the_limit_counts_as_forgotten),
		CASE(what_goes_on_is_not_cut_to_its_day),
		CASE(a_day_that_just_began_shows_what_runs),
		CASE(the_week_adds_up_and_flex_counts_only_days_with_work_before_today),
		CASE(totals_go_from_the_longest_down_and_leave_off_out),
		CASE(a_day_costs_the_same_however_long_the_history_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
