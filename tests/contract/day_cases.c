/* A day, a week, what goes on. */
#include "contract.h"
#include "whole.h"

#include <string.h>

static struct ts_day_view day_of(const struct contract *contract, ts_day day)
{
	struct ts_day_view view;
	assert_int_equal(ts_day_read(contract->store, day, contract->now, &view), TS_OK);
	return view;
}

static void a_day_without_logs_has_no_spans(void **state)
{
	struct contract *contract = *state;
	struct ts_day_view view = day_of(contract, contract->day);
	assert_int_equal(view.span_count, 0);
	assert_int_equal(view.total_count, 0);
	assert_int_equal(view.work + view.rest + view.off, 0);
	assert_int_equal(view.target, 8 * TS_HOUR);
	ts_day_release(&view);
}

static void spans_end_where_the_next_begins_and_the_last_goes_on(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "lunch", 12, 0);
	(void)contract_log(contract, "parser", 13, 0);
	struct ts_day_view view = day_of(contract, contract->day);
	assert_int_equal(view.span_count, 3);
	assert_int_equal(view.spans[0].end, contract_at(contract, 12, 0));
	assert_false(view.spans[0].running);
	assert_int_equal(view.spans[2].begin, contract_at(contract, 13, 0));
	assert_int_equal(view.spans[2].end, contract->now);
	assert_true(view.spans[2].running);
	assert_int_equal(view.total_count, 2);
	assert_string_equal(view.totals[0].text, "parser");
	assert_int_equal(view.totals[0].milliseconds, 4 * TS_HOUR + 37 * TS_MINUTE);
	assert_int_equal(view.work, 5 * TS_HOUR + 37 * TS_MINUTE);
	ts_day_release(&view);
}

static void rest_is_shown_but_not_counted_as_work_and_off_is_neither(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	(void)contract_log(contract, "parser", 9, 0);
	(void)contract_log(contract, "lunch", 12, 0);
	(void)contract_log(contract, "off", 13, 0);
	struct ts_day_view view = day_of(contract, contract->day);
	const struct ts_activity_change rest = { .fields = TS_CHANGE_REST, .rest = true };
	assert_int_equal(ts_activity_change(contract->store, view.spans[1].activity, &rest, contract->now, &done),
	                 TS_OK);
	ts_day_release(&view);
	view = day_of(contract, contract->day);
	assert_true(view.spans[1].rest);
	assert_true(view.spans[2].off);
	assert_int_equal(view.work, 3 * TS_HOUR);
	assert_int_equal(view.rest, TS_HOUR);
	assert_int_equal(view.off, TS_HOUR + 37 * TS_MINUTE);
	assert_int_equal(view.total_count, 2);
	assert_true(view.totals[1].rest);
	ts_day_release(&view);
}

static void a_span_across_midnight_is_cut_there_and_carried_over(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "reading", -1, 40);
	(void)contract_log(contract, "off", 0, 35);
	assert_day(contract, "<23:40 reading, 00:35 off");
	struct ts_day_view view = day_of(contract, contract->day);
	assert_true(view.spans[0].carried);
	assert_int_equal(view.spans[0].begin, view.from);
	assert_int_equal(view.spans[0].logged, contract_at(contract, -1, 40));
	assert_int_equal(view.spans[0].end, contract_at(contract, 0, 35));
	assert_int_equal(view.work, 35 * TS_MINUTE);
	ts_day_release(&view);
	view = day_of(contract, contract->day - 1);
	assert_int_equal(view.span_count, 1);
	assert_false(view.spans[0].running);
	assert_int_equal(view.spans[0].end, view.until);
	assert_int_equal(view.work, 20 * TS_MINUTE);
	ts_day_release(&view);
}

static void the_day_starts_when_the_user_says(void **state)
{
	struct contract *contract = *state;
	struct ts_settings settings = ts_settings_default();
	(void)contract_log(contract, "reading", 3, 0);
	(void)contract_log(contract, "off", 5, 0);
	settings.day_start = 240;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_day(contract, "<03:00 reading, 05:00 off");
	struct ts_day_view view = day_of(contract, contract->day);
	assert_int_equal(view.from, contract_at(contract, 4, 0));
	assert_int_equal(view.work, TS_HOUR);
	ts_day_release(&view);
	view = day_of(contract, contract->day - 1);
	assert_int_equal(view.span_count, 1);
	assert_int_equal(view.work, TS_HOUR);
	ts_day_release(&view);
}

static void what_was_logged_long_ago_is_carried_into_today(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_time at = ts_time_local(ts_day_from_civil(2024, 2, 29), 17 * 60, NULL);
	assert_int_equal(ts_log_text(contract->store, "off", NULL, at, contract->now, &done), TS_OK);
	struct ts_day_view view = day_of(contract, contract->day);
	assert_int_equal(view.span_count, 1);
	assert_true(view.spans[0].carried);
	assert_true(view.spans[0].running);
	assert_int_equal(view.off, contract->now - view.from);
	ts_day_release(&view);
	/* And the day of long ago ends at its midnight, whatever comes years later. */
	view = day_of(contract, ts_day_from_civil(2024, 2, 29));
	assert_int_equal(view.span_count, 1);
	assert_int_equal(view.off, 7 * TS_HOUR);
	ts_day_release(&view);
	view = day_of(contract, ts_day_from_civil(2024, 2, 28));
	assert_int_equal(view.span_count, 0);
	ts_day_release(&view);
}

static void the_day_after_today_is_empty(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", 9, 0);
	struct ts_day_view view = day_of(contract, contract->day + 1);
	assert_int_equal(view.span_count, 0);
	ts_day_release(&view);
}

static void a_span_over_the_limit_is_marked_as_forgotten_unless_off(void **state)
{
	struct contract *contract = *state;
	(void)contract_log(contract, "parser", -15, 0);
	(void)contract_log(contract, "off", 8, 0);
	struct ts_day_view view = day_of(contract, contract->day);
	assert_true(view.spans[0].forgotten);
	assert_false(view.spans[1].forgotten);
	ts_day_release(&view);
}

static void the_day_the_clocks_go_back_has_25_hours(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_day day = ts_day_from_civil(2026, 10, 25);
	contract->now = ts_time_local(day + 1, 600, NULL);
	assert_int_equal(
	        ts_log_text(contract->store, "parser", NULL, ts_time_local(day, 0, NULL), contract->now, &done), TS_OK);
	struct ts_day_view view = day_of(contract, day);
	assert_int_equal(view.work, 25 * TS_HOUR);
	assert_int_equal(view.until - view.from, 25 * TS_HOUR);
	ts_day_release(&view);
	day = ts_day_from_civil(2026, 3, 29);
	view = day_of(contract, day);
	assert_int_equal(view.until - view.from, 23 * TS_HOUR);
	ts_day_release(&view);
}

static void what_goes_on_is_known_without_naming_a_day(void **state)
{
	struct contract *contract = *state;
	struct ts_span span;
	assert_int_equal(ts_current_read(contract->store, contract->now, &span), TS_NOT_FOUND);
	(void)contract_log(contract, "parser", -10, 0);
	assert_int_equal(ts_current_read(contract->store, contract->now, &span), TS_OK);
	assert_string_equal(span.text, "parser");
	assert_int_equal(span.begin, contract_at(contract, -10, 0));
	assert_int_equal(span.end, contract->now);
	assert_true(span.running);
}

static void a_week_adds_up_and_knows_its_targets(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	ts_time now = contract->now;
	ts_day monday = contract->day - 3;
	for (ts_day day = monday; day < contract->day; day++) {
		assert_int_equal(
		        ts_log_text(contract->store, "parser", NULL, ts_time_local(day, 9 * 60, NULL), now, &done),
		        TS_OK);
		assert_int_equal(
		        ts_log_text(contract->store, "off", NULL, ts_time_local(day, 17 * 60 + 30, NULL), now, &done),
		        TS_OK);
	}
	(void)contract_log(contract, "parser", 9, 0);
	struct ts_week week;
	assert_int_equal(whole_week_read(contract->store, contract->day, now, &week), TS_OK);
	assert_int_equal(week.first, monday);
	assert_int_equal(week.work[0], 8 * TS_HOUR + 30 * TS_MINUTE);
	assert_int_equal(week.work[3], 5 * TS_HOUR + 37 * TS_MINUTE);
	assert_int_equal(week.work[4], 0);
	assert_int_equal(week.target[4], 8 * TS_HOUR);
	assert_int_equal(week.target[5], 0);
	assert_int_equal(week.total, 25 * TS_HOUR + 30 * TS_MINUTE + 5 * TS_HOUR + 37 * TS_MINUTE);
	assert_int_equal(week.total_target, 40 * TS_HOUR);
	/* Three days of half an hour too much; today is not over. */
	assert_int_equal(week.flex, TS_HOUR + 30 * TS_MINUTE);
	contract->now = ts_time_local(contract->day + 1, 12 * 60, NULL);
	assert_int_equal(ts_log_text(contract->store, "off", NULL, ts_time_local(contract->day, 18 * 60, NULL),
	                             contract->now, &done),
	                 TS_OK);
	assert_int_equal(whole_week_read(contract->store, contract->day, contract->now, &week), TS_OK);
	assert_int_equal(week.flex, TS_HOUR + 30 * TS_MINUTE + TS_HOUR);
}

struct visited {
	struct ts_span spans[8];
	size_t count;
};

static enum ts_status span_keep(void *context, const struct ts_span *span)
{
	struct visited *visited = context;
	assert_true(visited->count < 8);
	visited->spans[visited->count++] = *span;
	return TS_OK;
}

static struct visited visited_of(const struct contract *contract, ts_time from, ts_time until)
{
	struct visited visited = { .count = 0 };
	size_t damaged = 1;
	assert_int_equal(ts_spans_visit(contract->store, from, until, contract->now, span_keep, &visited, &damaged),
	                 TS_OK);
	assert_int_equal(damaged, 0);
	return visited;
}

static void spans_of_a_stretch_are_those_of_its_days(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	const ts_time night = contract_at(contract, -2, 0);
	assert_int_equal(ts_log_text(contract->store, "night", "a comment", night, contract->now, &done), TS_OK);
	(void)contract_log(contract, "off", 2, 0);
	(void)contract_log(contract, "parser", 9, 0);
	struct ts_day_view view = day_of(contract, contract->day);
	struct visited visited = visited_of(contract, view.from, view.until);
	assert_int_equal(visited.count, view.span_count);
	for (size_t i = 0; i < visited.count; i++) {
		assert_true(ts_id_equal(visited.spans[i].id, view.spans[i].id));
		assert_int_equal(visited.spans[i].begin, view.spans[i].begin);
		assert_int_equal(visited.spans[i].end, view.spans[i].end);
		assert_string_equal(visited.spans[i].text, view.spans[i].text);
		assert_string_equal(visited.spans[i].comment, view.spans[i].comment);
		assert_int_equal(visited.spans[i].carried, view.spans[i].carried);
		assert_int_equal(visited.spans[i].running, view.spans[i].running);
	}
	/* Over midnight it is one. */
	visited = visited_of(contract, view.from - 24 * TS_HOUR, view.until);
	assert_int_equal(visited.count, 3);
	assert_int_equal(visited.spans[0].begin, night);
	assert_int_equal(visited.spans[0].end, contract_at(contract, 2, 0));
	assert_false(visited.spans[0].carried);
	/* What was over before, or comes after, is not there. */
	assert_int_equal(visited_of(contract, night - TS_HOUR, night).count, 0);
	assert_int_equal(visited_of(contract, contract->now + 1, view.until).count, 0);
	ts_day_release(&view);
	ts_lock(contract->store);
	assert_int_equal(ts_spans_visit(contract->store, 0, 1, contract->now, span_keep, &visited, &visited.count),
	                 TS_LOGGED_OUT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest day_cases[] = {
	CASE(spans_of_a_stretch_are_those_of_its_days),
	CASE(a_day_without_logs_has_no_spans),
	CASE(spans_end_where_the_next_begins_and_the_last_goes_on),
	CASE(rest_is_shown_but_not_counted_as_work_and_off_is_neither),
	CASE(a_span_across_midnight_is_cut_there_and_carried_over),
	CASE(the_day_starts_when_the_user_says),
	CASE(what_was_logged_long_ago_is_carried_into_today),
	CASE(the_day_after_today_is_empty),
	CASE(a_span_over_the_limit_is_marked_as_forgotten_unless_off),
	CASE(the_day_the_clocks_go_back_has_25_hours),
	CASE(what_goes_on_is_known_without_naming_a_day),
	CASE(a_week_adds_up_and_knows_its_targets),
};
const size_t day_case_count = sizeof day_cases / sizeof day_cases[0];
