/* Reports, and the balance. */
#include "contract.h"
#include "totals.h"
#include "whole.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days from the story's Thursday; hours and minutes. */
static void log_on(const struct contract *contract, int day, int hour, int minute, const char *text)
{
	struct ts_done done;
	ts_time at = ts_time_local(contract->day + day, hour * 60 + minute, NULL);
	assert_int_equal(ts_log_text(contract->store, text, NULL, at, contract->now, &done), TS_OK);
}

/* Tue 29 September to Thu 1 October: a task of two projects, a break, a night over midnight. */
static void three_days(const struct contract *contract)
{
	log_on(contract, -2, 9, 0, "acme: call");
	log_on(contract, -2, 12, 0, "lunch");
	log_on(contract, -2, 13, 0, "ACME: offer");
	log_on(contract, -2, 18, 30, "off");
	log_on(contract, -1, 22, 0, "parser");
	log_on(contract, 0, 1, 0, "off");
	log_on(contract, 0, 10, 0, "acme: call");
	contract_rest(contract, "lunch");
}

static struct ts_report report_of(const struct contract *contract, int first, int last)
{
	struct ts_report report;
	struct ts_range range = { contract->day + first, contract->day + last };
	assert_int_equal(whole_report_read(contract->store, range, contract->now, &report), TS_OK);
	return report;
}

static void a_report_without_logs_has_days_and_targets_and_nothing_else(void **state)
{
	struct contract *contract = *state;
	struct ts_report report = report_of(contract, -3, 3);
	assert_int_equal(report.day_count, 7);
	assert_int_equal(report.days[0].day, contract->day - 3);
	assert_int_equal(report.days[4].target, 8 * TS_HOUR);
	assert_int_equal(report.days[5].target, 0);
	/* What is over, and empty, owes nothing. */
	assert_int_equal(report.days[2].target, 0);
	assert_int_equal(report.target, 16 * TS_HOUR);
	assert_int_equal(report.activity_count + report.project_count + report.part_count, 0);
	assert_int_equal(report.work + report.rest + report.off + report.flex, 0);
	ts_report_release(&report);
	struct ts_range backwards = { contract->day, contract->day - 1 }, endless = { -100000, 100000 };
	assert_int_equal(ts_report_read(contract->store, backwards, contract->now, &report), TS_INVALID);
	assert_int_equal(ts_report_read(contract->store, endless, contract->now, &report), TS_INVALID);
}

static void activities_projects_and_days_of_a_report_add_up(void **state)
{
	struct contract *contract = *state;
	three_days(contract);
	struct ts_report report = report_of(contract, -2, 1);
	/* 3:00 + 4:37 of calls, 5:30 of offers, 3:00 of parser over midnight, an hour of lunch. */
	assert_int_equal(report.activity_count, 4);
	assert_string_equal(report.activities[0].text, "acme: call");
	assert_int_equal(report.activities[0].milliseconds, 7 * TS_HOUR + 37 * TS_MINUTE);
	assert_string_equal(report.activities[1].text, "ACME: offer");
	assert_string_equal(report.activities[2].text, "parser");
	assert_string_equal(report.activities[3].text, "lunch");
	assert_true(report.activities[3].rest);
	assert_int_equal(report.work, 16 * TS_HOUR + 7 * TS_MINUTE);
	assert_int_equal(report.rest, TS_HOUR);
	assert_int_equal(report.project_count, 3);
	assert_string_equal(report.projects[0].text, "acme");
	assert_int_equal(report.projects[0].milliseconds, 13 * TS_HOUR + 7 * TS_MINUTE);
	assert_int_equal(report.projects[0].slot, 0);
	assert_int_equal(report.projects[0].colour, report.activities[0].colour);
	assert_int_equal(report.projects[1].slot, report.activities[2].slot);
	assert_int_equal(report.days[0].work, 8 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(report.days[0].rest, TS_HOUR);
	assert_int_equal(report.days[1].work, 2 * TS_HOUR);
	assert_int_equal(report.days[2].work, 5 * TS_HOUR + 37 * TS_MINUTE);
	assert_int_equal(report.days[2].off, 9 * TS_HOUR);
	assert_int_equal(report.days[3].work, 0);
	int64_t parts = 0;
	for (size_t i = 0; i < report.part_count; i++)
		parts += report.parts[i].milliseconds;
	assert_int_equal(parts, report.work + report.rest);
	/* The first day: calls, offers and lunch, in the order of activities. */
	assert_int_equal(report.parts[1].day, 0);
	assert_int_equal(report.parts[1].activity, 1);
	assert_int_equal(report.parts[2].activity, 3);
	ts_report_release(&report);
}

static void rest_of_a_project_stands_apart_from_its_work(void **state)
{
	struct contract *contract = *state;
	log_on(contract, 0, 9, 0, "acme: call");
	log_on(contract, 0, 10, 0, "acme: lunch");
	log_on(contract, 0, 12, 0, "12:30 train");
	log_on(contract, 0, 13, 0, "off");
	contract_rest(contract, "acme: lunch");
	struct ts_report report = report_of(contract, 0, 0);
	assert_int_equal(report.project_count, 3);
	assert_string_equal(report.projects[0].text, "acme");
	assert_true(report.projects[0].rest);
	assert_int_equal(report.projects[0].milliseconds, 2 * TS_HOUR);
	assert_string_equal(report.projects[1].text, "12:30 train");
	assert_string_equal(report.projects[2].text, "acme");
	assert_false(report.projects[2].rest);
	ts_report_release(&report);
}

static void rows_are_of_days_weeks_and_months_with_work(void **state)
{
	struct contract *contract = *state;
	struct ts_report_rows rows;
	three_days(contract);
	struct ts_report report = report_of(contract, -10, 10);
	assert_int_equal(ts_report_rows(&report, TS_BY_DAY, &rows), TS_OK);
	assert_int_equal(rows.count, 3);
	assert_string_equal(rows.at[0].text, "2026-09-29");
	assert_int_equal(rows.at[0].milliseconds, report.days[8].work);
	assert_int_equal(rows.at[0].target, 8 * TS_HOUR);
	ts_report_rows_release(&rows);
	assert_int_equal(ts_report_rows(&report, TS_BY_WEEK, &rows), TS_OK);
	assert_int_equal(rows.count, 1);
	assert_string_equal(rows.at[0].text, "2026-W40");
	assert_int_equal(rows.at[0].milliseconds, report.work);
	assert_int_equal(rows.at[0].first, contract->day - 3);
	assert_int_equal(rows.at[0].last, contract->day + 3);
	ts_report_rows_release(&rows);
	assert_int_equal(ts_report_rows(&report, TS_BY_MONTH, &rows), TS_OK);
	assert_int_equal(rows.count, 2);
	assert_string_equal(rows.at[1].text, "2026-10");
	assert_int_equal(rows.at[0].milliseconds + rows.at[1].milliseconds, report.work);
	ts_report_rows_release(&rows);
	assert_int_equal(ts_report_rows(&report, TS_BY_PROJECT, &rows), TS_OK);
	assert_int_equal(rows.count, 3);
	assert_string_equal(rows.at[0].text, "acme");
	ts_report_rows_release(&rows);
	ts_report_release(&report);
}

static void the_balance_is_of_all_days_with_work_up_to_the_end_but_before_today(void **state)
{
	struct contract *contract = *state;
	three_days(contract);
	/* Tue +0:30, Wed 2:00 - 8:00, Thursday is today. */
	struct ts_report report = report_of(contract, -2, -2);
	assert_int_equal(report.flex, 30 * TS_MINUTE);
	ts_report_release(&report);
	report = report_of(contract, -1, -1);
	assert_int_equal(report.flex, -5 * TS_HOUR - 30 * TS_MINUTE);
	ts_report_release(&report);
	report = report_of(contract, 0, 20);
	assert_int_equal(report.flex, -5 * TS_HOUR - 30 * TS_MINUTE);
	ts_report_release(&report);
	report = report_of(contract, -20, -15);
	assert_int_equal(report.flex, 0);
	ts_report_release(&report);
}

static void the_week_and_its_report_have_one_balance(void **state)
{
	struct contract *contract = *state;
	struct ts_week week;
	log_on(contract, -40, 9, 0, "parser");
	log_on(contract, -40, 19, 0, "off");
	three_days(contract);
	for (int back = 0; back <= 49; back += 7) {
		struct ts_report report = report_of(contract, -3 - back, 3 - back);
		assert_int_equal(whole_week_read(contract->store, contract->day - back, contract->now, &week), TS_OK);
		assert_int_equal(week.flex, report.flex);
		assert_int_equal(week.total, report.work);
		assert_int_equal(week.total_target, report.target);
		for (int i = 0; i < 7; i++)
			assert_int_equal(week.work[i], report.days[i].work);
		ts_report_release(&report);
	}
}

static void a_change_in_the_past_moves_the_balance(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	log_on(contract, -100, 9, 0, "parser");
	log_on(contract, -100, 17, 0, "off");
	log_on(contract, -41, 9, 0, "lunch");
	log_on(contract, -41, 18, 0, "off");
	struct ts_report report = report_of(contract, 0, 0);
	assert_int_equal(report.flex, TS_HOUR);
	ts_report_release(&report);
	log_on(contract, -101, 9, 0, "parser");
	log_on(contract, -101, 11, 0, "off");
	report = report_of(contract, 0, 0);
	assert_int_equal(report.flex, TS_HOUR - 6 * TS_HOUR);
	ts_report_release(&report);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	report = report_of(contract, 0, 0);
	assert_int_equal(report.flex, TS_HOUR);
	ts_report_release(&report);
	/* Lunch is no work, then: neither is its target. */
	contract_rest(contract, "lunch");
	report = report_of(contract, 0, 0);
	assert_int_equal(report.flex, 0);
	ts_report_release(&report);
	struct ts_settings settings = ts_settings_default();
	/* Another target judges no day before today. */
	settings.weekly_target = 35 * 60;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	report = report_of(contract, 0, 0);
	assert_int_equal(report.flex, 0);
	assert_int_equal(report.days[0].target, 7 * TS_HOUR);
	ts_report_release(&report);
}

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % bound;
}

/* Three months, with nights, breaks and days off. */
static void random_months(const struct contract *contract, uint64_t *seed)
{
	static const char *const texts[] = { "acme: call", "ACME: offer", "parser", "lunch", "off", "off" };
	for (int i = 0; i < 60; i++) {
		ts_time at = ts_time_local(contract->day - 92, 0, NULL) + (ts_time)below(seed, 92 * 86400) * TS_SECOND;
		struct ts_done done;
		enum ts_status status =
		        ts_log_text(contract->store, texts[below(seed, 6)], NULL, at, contract->now, &done);
		assert_true(status == TS_OK || status == TS_UNCHANGED);
	}
	contract_rest(contract, "lunch");
}

static void zone_set(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

static void totals_are_those_of_the_report_in_any_zone_and_whenever_days_start(void **state)
{
	static const char *const zones[] = { "CET-1CEST,M3.5.0,M10.5.0/3", "UTC0", "XXX+9:30", "YYY-13" };
	struct contract *contract = *state;
	struct ts_settings settings = ts_settings_default();
	uint64_t seed = 5;
	random_months(contract, &seed);
	for (int i = 0; i < 80; i++) {
		zone_set(zones[i % 4]);
		if (i % 8 == 0) {
			settings.day_start = (int)below(&seed, 13) * 30;
			assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
		}
		ts_day first = contract->day - (ts_day)below(&seed, 110), last = first + (ts_day)below(&seed, 120);
		if (!totals_agree(contract->store, (struct ts_range){ first, last }, contract->now))
			fail_msg("round %d: %d..%d in %s", i, first - contract->day, last - contract->day,
			         zones[i % 4]);
	}
	zone_set(zones[0]);
	assert_true(totals_agree(contract->store, (struct ts_range){ -20000, 40000 }, contract->now));
}

/* By a filter that says nothing, or one that says what no log has. */
static struct ts_report tagged_of(const struct contract *contract, struct ts_range range, bool empty)
{
	struct ts_report report;
	ts_filter *filter;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	if (!empty)
		assert_int_equal(ts_filter_without(filter, "nowhere"), TS_OK);
	assert_int_equal(ts_report_filtered(contract->store, range, filter, contract->now, &report), TS_OK);
	ts_filter_destroy(filter);
	return report;
}

/* A log with tags may go on for months without another. */
static void tags_of_what_began_long_before_a_range_are_counted(void **state)
{
	static const int firsts[] = { -75, -70, -69, -40, -35, -3, -1, 0 };
	struct contract *contract = *state;
	struct ts_done done;
	const ts_time at = ts_time_local(contract->day - 70, 9 * 60, NULL);
	assert_int_equal(ts_log_text(contract->store, "parser #own", "of #long ago", at, contract->now, &done), TS_OK);
	for (int later = 0; later < 2; later++) {
		for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
			const struct ts_range range = { contract->day + firsts[i], contract->day };
			struct ts_report one = tagged_of(contract, range, true),
			                 other = tagged_of(contract, range, false);
			struct ts_report plain = report_of(contract, firsts[i], 0);
			assert_int_equal(one.tag_count, other.tag_count);
			assert_true((later || one.tag_count == 2) &&
			            totals_are_alike(one.tags, other.tags, one.tag_count));
			assert_int_equal(one.by_tag_count, other.by_tag_count);
			assert_int_equal(one.work, plain.work);
			assert_int_equal(other.work, plain.work);
			assert_true(one.work > 0 && forgotten_are_alike(&one.forgotten, &plain.forgotten));
			ts_report_release(&one);
			ts_report_release(&other);
			ts_report_release(&plain);
		}
		if (later == 0) {
			log_on(contract, -2, 9, 0, "mail");
			log_on(contract, -1, 9, 0, "parser #own");
		}
	}
}

/* All there is, of a time in which days began to owe something, and were marked or booked, long before anything was
 * logged. */
static void days_before_the_first_log_are_told_where_they_have_anything(void **state)
{
	struct contract *contract = *state;
	const struct ts_range all = { ts_day_from_civil(1900, 1, 1), contract->day };
	const ts_day old[] = { ts_day_from_civil(2001, 1, 1), ts_day_from_civil(1990, 12, 31),
		               ts_day_from_civil(1979, 12, 30) };
	const struct ts_day_mark mark = { .kind = TS_MARK_HOLIDAY };
	const struct ts_booking booking = { .day = old[1], .minutes = -75 };
	const struct ts_target target = { .from = old[2], .minutes = { 60, 0, 60 } };
	struct ts_settings settings;
	struct ts_done done;
	struct ts_id id;

	assert_true(totals_agree(contract->store, all, contract->now));
	three_days(contract);
	assert_true(totals_agree(contract->store, all, contract->now));
	assert_int_equal(
	        ts_day_mark_set(contract->store, (struct ts_range){ old[0], old[0] }, &mark, contract->now, &done),
	        TS_OK);
	assert_true(totals_agree(contract->store, all, contract->now));
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_OK);
	assert_true(totals_agree(contract->store, all, contract->now));
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_OK);
	assert_true(totals_agree(contract->store, all, contract->now));
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	settings.count_empty = true;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_true(totals_agree(contract->store, all, contract->now));
	assert_true(totals_agree(contract->store, (struct ts_range){ old[2] - 900, old[2] - 1 }, contract->now));
}

static void totals_are_of_the_same_ranges_as_reports_and_need_a_login(void **state)
{
	struct contract *contract = *state;
	struct ts_range backwards = { contract->day, contract->day - 1 }, endless = { -100000, 100000 };
	struct ts_report report;
	assert_int_equal(ts_totals_read(contract->store, backwards, contract->now, &report), TS_INVALID);
	assert_int_equal(ts_totals_read(contract->store, endless, contract->now, &report), TS_INVALID);
	assert_true(totals_agree(contract->store, (struct ts_range){ -20000, 40000 }, contract->now));
	ts_lock(contract->store);
	assert_int_equal(ts_totals_read(contract->store, (struct ts_range){ 0, 1 }, contract->now, &report),
	                 TS_LOGGED_OUT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest report_cases[] = {
	CASE(a_report_without_logs_has_days_and_targets_and_nothing_else),
	CASE(activities_projects_and_days_of_a_report_add_up),
	CASE(rest_of_a_project_stands_apart_from_its_work),
	CASE(rows_are_of_days_weeks_and_months_with_work),
	CASE(the_balance_is_of_all_days_with_work_up_to_the_end_but_before_today),
	CASE(the_week_and_its_report_have_one_balance),
	CASE(a_change_in_the_past_moves_the_balance),
	CASE(totals_are_those_of_the_report_in_any_zone_and_whenever_days_start),
	CASE(tags_of_what_began_long_before_a_range_are_counted),
	CASE(days_before_the_first_log_are_told_where_they_have_anything),
	CASE(totals_are_of_the_same_ranges_as_reports_and_need_a_login),
};
const size_t report_case_count = sizeof report_cases / sizeof report_cases[0];
