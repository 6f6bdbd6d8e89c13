/* Time that looks forgotten: all who count it say so, until somebody says that it is right. */
#include "contract.h"
#include "tests/campaign/campaign.h"
#include "totals.h"
#include "whole.h"

#include <string.h>

static void log_on(const struct contract *contract, const char *text, int day, int minute)
{
	struct ts_done done;
	enum ts_status status = ts_log_text(contract->store, text, NULL,
	                                    ts_time_local(contract->day + day, minute, NULL), contract->now, &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
}

static struct ts_report report_of(const struct contract *contract, int first, int last)
{
	const struct ts_range range = { contract->day + first, contract->day + last };
	struct ts_report report;
	assert_int_equal(whole_report_read(contract->store, range, contract->now, &report), TS_OK);
	assert_true(totals_agree(contract->store, range, contract->now));
	return report;
}

static struct ts_balance balance_at(const struct contract *contract, int last)
{
	struct ts_balance balance;
	assert_int_equal(whole_prepare(contract->store, contract->now), TS_OK);
	assert_int_equal(ts_balance_read(contract->store, contract->day + last, contract->now, &balance), TS_OK);
	assert_true(balance.known);
	return balance;
}

/* Hours of the work of a day, as day, week and report tell it. */
static int64_t day_forgotten(const struct contract *contract, int place)
{
	const ts_day date = contract->day + place;
	struct ts_day_view view;
	struct ts_week week;
	assert_int_equal(ts_day_read(contract->store, date, contract->now, &view), TS_OK);
	assert_int_equal(whole_week_read(contract->store, date, contract->now, &week), TS_OK);
	struct ts_report report = report_of(contract, place, place);
	const struct ts_forgotten told = view.forgotten;
	assert_true(forgotten_are_alike(&told, &report.forgotten));
	assert_true(forgotten_are_alike(&told, &report.days[0].forgotten));
	assert_true(forgotten_are_alike(&told, &week.forgotten[ts_day_weekday(date)]));
	ts_day_release(&view);
	ts_report_release(&report);
	return told.milliseconds / TS_HOUR;
}

/* From Fri 25 Sep 9:00 to Mon 28 Sep 8:00: 15 + 24 + 24 + 8 hours. */
static void weekend_forget(const struct contract *contract)
{
	log_on(contract, "email", -7, 8 * 60);
	log_on(contract, "acme: parser #core", -6, 9 * 60);
	log_on(contract, "email", -3, 8 * 60);
	log_on(contract, "off", -3, 9 * 60);
}

static void it_is_told_by_all_who_count_it(void **state)
{
	struct contract *contract = *state;
	struct ts_report_rows rows;
	weekend_forget(contract);
	assert_int_equal(day_forgotten(contract, -7), 16);
	assert_int_equal(day_forgotten(contract, -6), 9 + 15);
	assert_int_equal(day_forgotten(contract, -5), 24);
	assert_int_equal(day_forgotten(contract, -4), 24);
	assert_int_equal(day_forgotten(contract, -3), 8);
	assert_int_equal(day_forgotten(contract, -2), 0);
	struct ts_report report = report_of(contract, -5, -3);
	assert_int_equal(report.work, 57 * TS_HOUR);
	assert_int_equal(report.forgotten.milliseconds, 56 * TS_HOUR);
	assert_int_equal(report.forgotten.since, ts_time_local(contract->day - 6, 9 * 60, NULL));
	assert_int_equal(report.forgotten.offset, 7200);
	assert_int_equal(report.projects[0].forgotten.milliseconds, 56 * TS_HOUR);
	assert_int_equal(report.activities[1].forgotten.milliseconds, 0);
	assert_int_equal(report.parts[0].forgotten, 24 * TS_HOUR);
	assert_true(report.flex_forgotten);
	assert_int_equal(ts_report_rows(&report, TS_BY_WEEK, &rows), TS_OK);
	assert_int_equal(rows.count, 2);
	assert_int_equal(rows.at[0].forgotten.milliseconds, 48 * TS_HOUR);
	assert_int_equal(rows.at[1].forgotten.milliseconds, 8 * TS_HOUR);
	ts_report_rows_release(&rows);
	ts_report_release(&report);
}

static void it_is_told_of_a_part_and_of_tags(void **state)
{
	struct contract *contract = *state;
	const struct ts_range range = { contract->day - 5, contract->day };
	struct ts_report report;
	ts_filter *filter;
	weekend_forget(contract);
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	assert_int_equal(ts_filter_only(filter, "acme"), TS_OK);
	assert_int_equal(ts_report_filtered(contract->store, range, filter, contract->now, &report), TS_OK);
	assert_int_equal(report.forgotten.milliseconds, 56 * TS_HOUR);
	assert_int_equal(report.tag_count, 1);
	assert_int_equal(report.tags[0].forgotten.milliseconds, 56 * TS_HOUR);
	assert_int_equal(report.tags[0].forgotten.since, ts_time_local(contract->day - 6, 9 * 60, NULL));
	ts_report_release(&report);
	ts_filter_destroy(filter);
}

static void the_balance_says_so_from_the_day_on_that_it_holds_it(void **state)
{
	struct contract *contract = *state;
	const struct ts_target later = { .from = contract->day - 2, .minutes = { 480, 480, 480, 480, 480 } };
	struct ts_done done;
	weekend_forget(contract);
	assert_false(balance_at(contract, -8).forgotten);
	assert_true(balance_at(contract, -7).forgotten);
	assert_true(balance_at(contract, 0).forgotten);
	/* Before there was a target nothing of it counts. */
	assert_int_equal(ts_target_remove(contract->store, TS_TARGET_EVER, contract->now, &done), TS_OK);
	assert_int_equal(ts_target_set(contract->store, &later, contract->now, &done), TS_OK);
	assert_false(balance_at(contract, 0).forgotten);
}

static void what_is_ended_where_it_ended_is_told_no_more(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	log_on(contract, "parser", -6, 9 * 60);
	log_on(contract, "off", -3, 8 * 60);
	assert_true(balance_at(contract, 0).forgotten);
	log_on(contract, "off", -6, 17 * 60);
	assert_int_equal(day_forgotten(contract, -6), 0);
	assert_false(balance_at(contract, 0).forgotten);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(day_forgotten(contract, -6), 15);
	assert_true(balance_at(contract, 0).forgotten);
}

/* The log of a day, the first of it. */
static struct ts_id id_on(const struct contract *contract, int place)
{
	struct ts_day_view view;
	assert_int_equal(ts_day_read(contract->store, contract->day + place, contract->now, &view), TS_OK);
	assert_true(view.span_count > 0);
	struct ts_id id = view.spans[0].id;
	ts_day_release(&view);
	return id;
}

static enum ts_status right(const struct contract *contract, struct ts_id id)
{
	const struct ts_log_change change = { .right = true };
	struct ts_done done;
	return ts_log_change(contract->store, id, &change, contract->now, &done);
}

static void what_somebody_says_is_right_is_not_forgotten(void **state)
{
	struct contract *contract = *state;
	struct ts_done done;
	log_on(contract, "parser", -6, 9 * 60);
	log_on(contract, "off", -3, 8 * 60);
	const struct ts_id id = id_on(contract, -6);
	assert_int_equal(right(contract, id), TS_OK);
	assert_int_equal(right(contract, id), TS_UNCHANGED);
	assert_int_equal(day_forgotten(contract, -6), 0);
	assert_int_equal(day_forgotten(contract, -4), 0);
	assert_false(balance_at(contract, 0).forgotten);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_EDIT);
	assert_int_equal(day_forgotten(contract, -4), 24);
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(day_forgotten(contract, -4), 0);
	/* Of what it lasts longer than that nobody was sure: what ended it is gone. */
	assert_int_equal(ts_log_delete(contract->store, id_on(contract, -2), contract->now, &done), TS_OK);
	assert_int_equal(day_forgotten(contract, -6), 15);
}

static void what_goes_on_is_right_until_now(void **state)
{
	struct contract *contract = *state;
	struct ts_span span;
	contract_log(contract, "parser", 0, 30);
	assert_int_equal(ts_current_read(contract->store, contract->now, &span), TS_OK);
	assert_true(span.forgotten);
	assert_int_equal(right(contract, span.id), TS_OK);
	assert_int_equal(ts_current_read(contract->store, contract->now + 12 * TS_HOUR, &span), TS_OK);
	assert_false(span.forgotten);
	assert_int_equal(span.sure, contract->now);
	assert_int_equal(ts_current_read(contract->store, contract->now + 12 * TS_HOUR + 1, &span), TS_OK);
	assert_true(span.forgotten);
}

/* ---- whatever happens, all tell the same */

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % bound;
}

enum { DAYS = 80 };

static void any_act(const struct contract *contract, uint64_t *seed)
{
	static const char *const texts[] = { "parser", "email", "lunch", "off", "off" };
	const int place = -(int)below(seed, DAYS);
	struct ts_day_view view;
	struct ts_done done;
	struct ts_settings settings;
	switch (below(seed, 8)) {
	case 0:
		assert_int_equal(ts_day_read(contract->store, contract->day + place, contract->now, &view), TS_OK);
		if (view.span_count > 0 && below(seed, 2) == 0)
			assert_true(right(contract, view.spans[0].id) <= TS_UNCHANGED);
		else if (view.span_count > 0)
			assert_int_equal(ts_log_delete(contract->store, view.spans[0].id, contract->now, &done), TS_OK);
		ts_day_release(&view);
		break;
	case 1:
		assert_true(ts_undo(contract->store, contract->now, &done) <= TS_NOT_FOUND);
		break;
	case 2:
		assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
		settings.forgotten_after = (int)below(seed, 49);
		assert_true(ts_settings_write(contract->store, &settings, contract->now) <= TS_UNCHANGED);
		break;
	default:
		log_on(contract, texts[below(seed, 5)], place, (int)below(seed, place == 0 ? 14 * 60 : 24 * 60));
	}
}

/* The days one by one, and what is told of them together. */
static void all_agree(const struct contract *contract, uint64_t *seed)
{
	struct ts_report report = report_of(contract, -DAYS, 0);
	int64_t sum = 0;
	bool held = false;
	const int last = -(int)below(seed, DAYS);
	for (size_t i = 0; i < report.day_count; i++) {
		sum += report.days[i].forgotten.milliseconds;
		held = held || (report.days[i].forgotten.milliseconds > 0 && report.days[i].day < contract->day &&
		                report.days[i].day <= contract->day + last);
	}
	assert_int_equal(report.forgotten.milliseconds, sum);
	assert_int_equal(balance_at(contract, last).forgotten, held);
	(void)day_forgotten(contract, last);
	ts_report_release(&report);
	assert_true(totals_agree(contract->store,
	                         (struct ts_range){ contract->day + last, contract->day + last + (int)below(seed, 40) },
	                         contract->now));
}

static void all_agree_whatever_was_done(void **state)
{
	(void)state;
	const uint64_t rounds = (uint64_t)campaign_rounds(3, 200);
	for (uint64_t round = 1; round <= rounds; round++) {
		void *fresh = NULL;
		uint64_t seed = round * 104729;
		assert_int_equal(contract_setup(&fresh), 0);
		struct contract *contract = fresh;
		log_on(contract, "off", -DAYS, 0);
		for (int i = 0; i < 60; i++) {
			any_act(contract, &seed);
			/* Time passes, too. */
			contract->now += below(&seed, 3) == 0 ? (ts_time)below(&seed, 20) * TS_MINUTE : 0;
			all_agree(contract, &seed);
		}
		assert_int_equal(contract_teardown(&fresh), 0);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, contract_setup, contract_teardown)
const struct CMUnitTest forgotten_cases[] = {
	CASE(it_is_told_by_all_who_count_it),
	CASE(it_is_told_of_a_part_and_of_tags),
	CASE(the_balance_says_so_from_the_day_on_that_it_holds_it),
	CASE(what_is_ended_where_it_ended_is_told_no_more),
	CASE(what_somebody_says_is_right_is_not_forgotten),
	CASE(what_goes_on_is_right_until_now),
	CASE(all_agree_whatever_was_done),
};
const size_t forgotten_case_count = sizeof forgotten_cases / sizeof forgotten_cases[0];
