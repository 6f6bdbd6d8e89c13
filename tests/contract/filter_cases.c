/* What of a timesheet is counted: filters, and tags. */
#include "contract.h"
#include "totals.h"
#include "whole.h"

#include <stdio.h>
#include <string.h>

static void log_with(const struct contract *contract, int day, int hour, const char *text, const char *comment)
{
	struct ts_done done;
	ts_time at = ts_time_local(contract->day + day, hour * 60, NULL);
	assert_int_equal(ts_log_text(contract->store, text, comment, at, contract->now, &done), TS_OK);
}

/* Two days, a night between them. */
static void two_days(const struct contract *contract)
{
	log_with(contract, -2, 8, "acme: call", "fix #Core and #client=acme");
	log_with(contract, -2, 10, "acme: offer #sales", "#core #core");
	log_with(contract, -2, 11, "lunch", "priv\xc3\xa9");
	log_with(contract, -2, 12, "off", NULL);
	log_with(contract, -2, 22, "night #core-team", NULL);
	log_with(contract, -1, 2, "off", NULL);
}

static struct ts_report filtered(const struct contract *contract, const char *only, const char *without)
{
	const struct ts_range range = { contract->day - 2, contract->day };
	ts_filter *filter = NULL;
	struct ts_report report;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	if (only)
		assert_int_equal(ts_filter_only(filter, only), TS_OK);
	if (without)
		assert_int_equal(ts_filter_without(filter, without), TS_OK);
	assert_int_equal(ts_filter_empty(filter), !only && !without);
	assert_int_equal(ts_report_filtered(contract->store, range, filter, contract->now, &report), TS_OK);
	assert_true(report.no_target);
	ts_filter_destroy(filter);
	return report;
}

static int64_t hours(const struct contract *contract, const char *only, const char *without)
{
	struct ts_report report = filtered(contract, only, without);
	int64_t days = 0;
	for (size_t i = 0; i < report.day_count; i++)
		days += report.days[i].work;
	assert_int_equal(days, report.work);
	assert_int_equal(report.target, 0);
	ts_report_release(&report);
	return days / TS_HOUR;
}

static void without_a_filter_it_is_the_report(void **state)
{
	struct contract *contract = *state;
	two_days(contract);
	struct ts_report report, all = filtered(contract, NULL, NULL);
	const struct ts_range range = { contract->day - 2, contract->day };
	assert_int_equal(whole_report_read(contract->store, range, contract->now, &report), TS_OK);
	assert_int_equal(all.work, report.work);
	assert_int_equal(all.off, report.off);
	assert_int_equal(all.activity_count, report.activity_count);
	assert_true(totals_are_alike(all.activities, report.activities, report.activity_count));
	assert_true(totals_are_alike(all.projects, report.projects, report.project_count));
	for (size_t i = 0; i < report.day_count; i++) {
		assert_int_equal(all.days[i].work, report.days[i].work);
		assert_int_equal(all.days[i].off, report.days[i].off);
	}
	ts_report_release(&report);
	ts_report_release(&all);
}

static void words_and_tags_say_what_is_counted(void **state)
{
	struct contract *contract = *state;
	two_days(contract);
	assert_int_equal(hours(contract, NULL, NULL), 8);
	assert_int_equal(hours(contract, "acme", NULL), 3);
	assert_int_equal(hours(contract, "ACME offer", NULL), 1);
	assert_int_equal(hours(contract, "acme", "offer"), 2);
	assert_int_equal(hours(contract, NULL, "acme"), 5);
	/* Accents never matter, and comments are looked at. */
	assert_int_equal(hours(contract, "prive", NULL), 1);
	/* That tag, in any case, not one that begins so; a key has any value. */
	assert_int_equal(hours(contract, "#core", NULL), 3);
	assert_int_equal(hours(contract, "#CORE-TEAM", NULL), 4);
	assert_int_equal(hours(contract, "#client", NULL), 2);
	assert_int_equal(hours(contract, "#client=acme", NULL), 2);
	assert_int_equal(hours(contract, "#client=other", NULL), 0);
	assert_int_equal(hours(contract, "#cor", NULL), 0);
	assert_int_equal(hours(contract, "nothing", NULL), 0);
}

static int64_t typed(const struct contract *contract, const char *line)
{
	const struct ts_range range = { contract->day - 2, contract->day };
	ts_filter *filter = NULL;
	struct ts_report report;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	assert_int_equal(ts_filter_typed(filter, line), TS_OK);
	assert_int_equal(ts_report_filtered(contract->store, range, filter, contract->now, &report), TS_OK);
	ts_filter_destroy(filter);
	int64_t work = report.work;
	ts_report_release(&report);
	return work / TS_HOUR;
}

static void a_line_that_is_typed_says_both(void **state)
{
	struct contract *contract = *state;
	two_days(contract);
	assert_int_equal(typed(contract, "acme"), 3);
	assert_int_equal(typed(contract, "  acme   -offer "), 2);
	assert_int_equal(typed(contract, "-acme"), 5);
	assert_int_equal(typed(contract, "-acme -night"), 1);
	assert_int_equal(typed(contract, "acme call"), 2);
	/* A tag is that tag, also where it must not be. */
	assert_int_equal(typed(contract, "#core"), 3);
	assert_int_equal(typed(contract, "-#core"), 5);
	assert_int_equal(typed(contract, "-#core-team"), 4);
	assert_int_equal(typed(contract, "\"acme: call\""), 2);
	assert_int_equal(typed(contract, "-\"acme: call\""), 6);
	assert_int_equal(typed(contract, "acme -"), 3);
}

static void a_line_that_says_nothing_leaves_a_filter_as_it_was(void **state)
{
	static const char *const lines[] = { "", "   ", "-", "\"\"", "-\"" };
	char longer[2 * TS_TEXT_SIZE];
	ts_filter *filter = NULL;
	(void)state;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		assert_int_equal(ts_filter_typed(filter, lines[i]), TS_INVALID);
	assert_int_equal(ts_filter_typed(filter, "a b c d e f g h i j k l m n o p q"), TS_TOO_LONG);
	assert_int_equal(ts_filter_typed(filter, "-first a b c d e f g h i j k l m n o p q"), TS_TOO_LONG);
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(ts_filter_typed(filter, longer), TS_TOO_LONG);
	longer[0] = '-';
	assert_int_equal(ts_filter_typed(filter, longer), TS_TOO_LONG);
	assert_true(ts_filter_empty(filter));
	assert_int_equal(ts_filter_take(filter, "first", ""), TS_OK);
	ts_filter_destroy(filter);
}

static void a_project_is_what_stands_before_the_colon(void **state)
{
	(void)state;
	assert_int_equal(ts_text_project("acme: call"), 4);
	assert_int_equal(ts_text_project("12:30 train"), 11);
	assert_int_equal(ts_text_project("lunch"), 5);
}

static void tags_are_totals_of_the_logs_that_have_them(void **state)
{
	struct contract *contract = *state;
	struct ts_report_rows rows;
	two_days(contract);
	struct ts_report report = filtered(contract, NULL, NULL);
	assert_int_equal(report.tag_count, 4);
	assert_string_equal(report.tags[0].text, "#core-team");
	assert_int_equal(report.tags[0].milliseconds, 4 * TS_HOUR);
	/* As it was typed first; a log that says it twice counts once. */
	assert_string_equal(report.tags[1].text, "#Core");
	assert_int_equal(report.tags[1].milliseconds, 3 * TS_HOUR);
	assert_string_equal(report.tags[2].text, "#client=acme");
	assert_string_equal(report.tags[3].text, "#sales");
	assert_int_equal(ts_report_rows(&report, TS_BY_TAG, &rows), TS_OK);
	assert_int_equal(rows.count, 4);
	assert_string_equal(rows.at[1].text, "#Core");
	ts_report_rows_release(&rows);
	ts_report_release(&report);
}

static void tags_stand_where_no_word_goes_before(void **state)
{
	static const struct {
		const char *text, *tags;
	} texts[] = {
		{ "#one", "#one|" },
		{ "fix #one, #two.", "#one|#two|" },
		{ "a#b C# # #", "" },
		{ "#k=v;#k= #=v", "#k=v|#k|" },
		{ "#a/b-c_d #\xc3\xa4", "#a/b-c_d|#\xc3\xa4|" },
		{ "#\"two words\" #\"open", "#\"two words\"|" },
		{ "##twice", "#twice|" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char found[128] = "";
		struct ts_place place;
		for (size_t at = 0; ts_tag_next(texts[i].text, &at, &place);) {
			strncat(found, texts[i].text + place.offset, place.size);
			strcat(found, "|");
		}
		assert_string_equal(found, texts[i].tags);
	}
}

/* Asked for many texts in turns, again and again, and with more words in between, it says what one says that is asked
 * once. */
static void a_filter_says_of_a_text_what_it_would_say_first(void **state)
{
	static const char *const words[] = { "acme", "1", "#t2" };
	ts_filter *filter = NULL;
	(void)state;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	for (size_t count = 1; count <= sizeof words / sizeof words[0]; count++) {
		assert_int_equal(ts_filter_only(filter, words[count - 1]), TS_OK);
		for (int i = 0; i < 900; i++) {
			char text[40];
			ts_filter *fresh = NULL;
			(void)snprintf(text, sizeof text, "%s %d #t%d", i % 7 == 0 ? "acme" : "globex", i % 90, i % 4);
			assert_int_equal(ts_filter_create(&fresh), TS_OK);
			for (size_t at = 0; at < count; at++)
				assert_int_equal(ts_filter_only(fresh, words[at]), TS_OK);
			const char *comment = i % 5 == 0 ? "for acme" : "";
			assert_int_equal(ts_filter_take(filter, text, comment), ts_filter_take(fresh, text, comment));
			ts_filter_destroy(fresh);
		}
	}
	ts_filter_destroy(filter);
}

static void filters_of_nothing_are_refused(void **state)
{
	struct contract *contract = *state;
	const struct ts_range backwards = { contract->day, contract->day - 1 };
	struct ts_report report;
	ts_filter *filter = NULL;
	assert_int_equal(ts_filter_create(&filter), TS_OK);
	assert_int_equal(ts_filter_only(filter, ""), TS_INVALID);
	assert_int_equal(ts_filter_only(filter, "-acme"), TS_INVALID);
	assert_int_equal(ts_filter_without(filter, "  "), TS_INVALID);
	assert_int_equal(ts_filter_without(filter, "a b c d e f g h i j k l m n o p q"), TS_TOO_LONG);
	assert_true(ts_filter_empty(filter));
	assert_int_equal(ts_report_filtered(contract->store, backwards, filter, contract->now, &report), TS_INVALID);
	ts_lock(contract->store);
	assert_int_equal(ts_report_filtered(contract->store, (struct ts_range){ contract->day, contract->day }, filter,
	                                    contract->now, &report),
	                 TS_LOGGED_OUT);
	ts_filter_destroy(filter);
	ts_filter_destroy(NULL);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, contract_setup, contract_teardown)

const struct CMUnitTest filter_cases[] = {
	CASE(without_a_filter_it_is_the_report),
	CASE(words_and_tags_say_what_is_counted),
	CASE(a_line_that_is_typed_says_both),
	CASE(a_line_that_says_nothing_leaves_a_filter_as_it_was),
	CASE(a_project_is_what_stands_before_the_colon),
	CASE(tags_are_totals_of_the_logs_that_have_them),
	CASE(tags_stand_where_no_word_goes_before),
	CASE(a_filter_says_of_a_text_what_it_would_say_first),
	CASE(filters_of_nothing_are_refused),
};
const size_t filter_case_count = sizeof filter_cases / sizeof filter_cases[0];
