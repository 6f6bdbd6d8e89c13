/*
 * Ranges of days that people type, on Monday 23 November 2026.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/timesheet.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct ts_when_context context_on(int year, int month, int day)
{
	struct ts_when_context context = { .order = TS_DATES_DMY };

	assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	context.day = ts_day_from_civil(year, month, day);
	context.now = ts_time_local(context.day, 16 * 60, NULL);
	return context;
}

struct reading {
	const char *text, *expected;
};

static void expect_readings(const struct ts_when_context *context, const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct ts_range range;
		struct ts_when_error error = { 0 };
		char got[200], expected[200];

		if (ts_range_parse(readings[i].text, context, &range, &error) == TS_OK) {
			struct ts_civil first, last;
			ts_day_to_civil(range.first, &first);
			ts_day_to_civil(range.last, &last);
			snprintf(got, sizeof got, "%s: %04d-%02d-%02d..%04d-%02d-%02d", readings[i].text, first.year,
			         first.month, first.day, last.year, last.month, last.day);
		} else {
			snprintf(got, sizeof got, "%s: %s", readings[i].text, error.reason);
		}
		snprintf(expected, sizeof expected, "%s: %s", readings[i].text, readings[i].expected);
		assert_string_equal(got, expected);
	}
}

/* clang-format off */
static void ranges_are_understood_as_people_write_them(void **state)
{
	static const struct reading readings[] = {
		{ "today", "2026-11-23..2026-11-23" },
		{ "Yesterday", "2026-11-22..2026-11-22" },
		{ "fri", "2026-11-20..2026-11-20" },
		{ "23 nov", "2026-11-23..2026-11-23" },
		{ "11/23", "2026-11-23..2026-11-23" },
		{ "23.11", "2026-11-23..2026-11-23" },
		{ "2026-11-22", "2026-11-22..2026-11-22" },
		{ "week", "2026-11-23..2026-11-29" },
		{ "this week", "2026-11-23..2026-11-29" },
		{ "last week", "2026-11-16..2026-11-22" },
		{ "next week", "2026-11-30..2026-12-06" },
		{ " MONTH ", "2026-11-01..2026-11-30" },
		{ "last month", "2026-10-01..2026-10-31" },
		{ "year", "2026-01-01..2026-12-31" },
		{ "quarter", "2026-10-01..2026-12-31" },
		{ "this quarter", "2026-10-01..2026-12-31" },
		{ "last quarter", "2026-07-01..2026-09-30" },
		{ "next quarter", "2027-01-01..2027-03-31" },
		{ "lastweek", "2026-11-16..2026-11-22" },
		{ "ThisMonth", "2026-11-01..2026-11-30" },
		{ "nextyear", "2027-01-01..2027-12-31" },
		{ "lastquarter", "2026-07-01..2026-09-30" },
		{ "q1", "2026-01-01..2026-03-31" },
		{ "Q4", "2026-10-01..2026-12-31" },
		{ "q4 2024", "2024-10-01..2024-12-31" },
		{ "2026-Q3", "2026-07-01..2026-09-30" },
		{ "2026q3", "2026-07-01..2026-09-30" },
		{ "2026 q3", "2026-07-01..2026-09-30" },
		{ "q1..q3", "2026-01-01..2026-09-30" },
		{ "2025-Q4..2026-Q1", "2025-10-01..2026-03-31" },
		{ "since q3", "2026-07-01..2026-11-23" },
		{ "ytd", "2026-01-01..2026-11-23" },
		{ "qtd", "2026-10-01..2026-11-23" },
		{ "MTD", "2026-11-01..2026-11-23" },
		{ "all", "1900-01-01..2026-11-23" },
		{ "last year", "2025-01-01..2025-12-31" },
		{ "2026", "2026-01-01..2026-12-31" },
		{ "1900", "1900-01-01..1900-12-31" },
		{ "2026-11", "2026-11-01..2026-11-30" },
		{ "2024-02", "2024-02-01..2024-02-29" },
		{ "2026/2", "2026-02-01..2026-02-28" },
		{ "11/2026", "2026-11-01..2026-11-30" },
		{ "nov", "2026-11-01..2026-11-30" },
		{ "nov.", "2026-11-01..2026-11-30" },
		{ "dec", "2025-12-01..2025-12-31" },
		{ "nov 2025", "2025-11-01..2025-11-30" },
		{ "November, 2025", "2025-11-01..2025-11-30" },
		{ "2026-W47", "2026-11-16..2026-11-22" },
		{ "2026W47", "2026-11-16..2026-11-22" },
		{ "w47", "2026-11-16..2026-11-22" },
		{ "W50", "2025-12-08..2025-12-14" },
		{ "1d", "2026-11-23..2026-11-23" },
		{ "30d", "2026-10-25..2026-11-23" },
		{ "30 days", "2026-10-25..2026-11-23" },
		{ "last 30 days", "2026-10-25..2026-11-23" },
		{ "last two weeks", "2026-11-10..2026-11-23" },
		{ "2w", "2026-11-10..2026-11-23" },
		{ "3m", "2026-08-24..2026-11-23" },
		{ "1y", "2025-11-24..2026-11-23" },
		{ "2026-11-01..2026-11-15", "2026-11-01..2026-11-15" },
		{ "2026-11-01 .. 2026-11-15", "2026-11-01..2026-11-15" },
		{ "1 nov..15 nov", "2026-11-01..2026-11-15" },
		{ "1.11...15.11.", "2026-11-01..2026-11-15" },
		{ "1.11..15.11", "2026-11-01..2026-11-15" },
		{ "from 1 nov to 15 nov", "2026-11-01..2026-11-15" },
		{ "nov..", "2026-11-01..2026-11-23" },
		{ "since friday", "2026-11-20..2026-11-23" },
		{ "..nov 2025", "1900-01-01..2025-11-30" },
		{ "..", "1900-01-01..2026-11-23" },
		{ "2025..2026-02", "2025-01-01..2026-02-28" },
		{ "30d..yesterday", "2026-10-25..2026-11-22" },
		{ "last fri..today", "2026-11-20..2026-11-23" },
	};
	struct ts_when_context context = context_on(2026, 11, 23);

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void a_beginning_without_a_year_lies_before_its_end(void **state)
{
	static const struct reading readings[] = {
		{ "nov..feb", "2025-11-01..2026-02-28" },
		{ "mon..fri", "2026-11-16..2026-11-20" },
		{ "15 nov..1 nov", "2025-11-15..2026-11-01" },
		{ "nov..feb 2024", "2023-11-01..2024-02-29" },
	};
	struct ts_when_context context = context_on(2026, 11, 23);

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void months_of_different_lengths_are_counted_from_the_next_day(void **state)
{
	static const struct reading january[] = { { "1m", "2026-01-01..2026-01-31" }, { "3m", "2025-11-01..2026-01-31" } };
	static const struct reading march[] = { { "1m", "2024-02-29..2024-03-30" }, { "last month", "2024-02-01..2024-02-29" } };
	struct ts_when_context context = context_on(2026, 1, 31);

	(void)state;
	expect_readings(&context, january, COUNT(january));
	context = context_on(2024, 3, 30);
	expect_readings(&context, march, COUNT(march));
}

static void today_is_the_day_as_the_user_counts_it(void **state)
{
	static const struct reading readings[] = { { "today", "2026-11-22..2026-11-22" }, { "week", "2026-11-16..2026-11-22" },
		{ "2d", "2026-11-21..2026-11-22" } };
	struct ts_when_context context = context_on(2026, 11, 23);

	(void)state;
	context.day_start = 240;
	context.now = ts_time_local(context.day, 120, NULL);
	expect_readings(&context, readings, COUNT(readings));
}

static void what_is_no_range_is_marked_and_explained(void **state)
{
	static const struct {
		const char *text;
		size_t offset, size;
		const char *reason;
	} refusals[] = {
		{ "", 0, 0, "no date or time is given" },
		{ "foo", 0, 3, "foo is not understood as a date or a time" },
		{ "foo..", 0, 3, "foo is not understood as a date or a time" },
		{ "1 nov..foo", 7, 3, "foo is not understood as a date or a time" },
		{ "since foo", 6, 3, "foo is not understood as a date or a time" },
		{ "from 1 nov to foo", 14, 3, "foo is not understood as a date or a time" },
		{ "9:30", 0, 4, "a range is of whole days: leave out the time" },
		{ "15 minutes", 0, 10, "15 minutes is not a number of days" },
		{ "0d", 0, 2, "a range has at least one day" },
		{ "99999999999999d", 0, 15, "99999999999999d is too long" },
		{ "99999999999999y", 0, 15, "99999999999999y is too long" },
		{ "1600", 0, 4, "years go from 1900 to 9999" },
		{ "1600-W03", 0, 8, "years go from 1900 to 9999" },
		{ "nov 1600", 0, 8, "years go from 1900 to 9999" },
		{ "2026-13", 0, 7, "there is no month 13" },
		{ "2026-W54", 0, 8, "2026 has no week 54" },
		{ "q5", 0, 2, "there is no quarter 5" },
		{ "2026-Q0", 0, 7, "there is no quarter 0" },
		{ "q3 1600", 0, 7, "years go from 1900 to 9999" },
		{ "week acme", 5, 4, "acme is not understood behind a range" },
		{ "last week acme: parser", 10, 12, "acme: parser is not understood behind a range" },
		{ "2026-11 #deep", 8, 5, "#deep is not understood behind a range" },
		{ "1 jan 2026 .. 31 feb 2026", 14, 11, "there is no 31 february" },
		{ "2026-11-15..2026-11-01", 0, 22, "the end lies before the beginning" },
		{ "tomorrow..", 0, 10, "the end lies before the beginning" },
		{ "1 nov..2 nov..3 nov", 12, 1, ". is not understood as a date or a time" },
	};
	struct ts_when_context context = context_on(2026, 11, 23);

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct ts_range range = { 42, 42 };
		struct ts_when_error error = { 0 };
		char got[200], expected[200];

		enum ts_status status = ts_range_parse(refusals[i].text, &context, &range, &error);
		snprintf(got, sizeof got, "%s: %d %zu+%zu %s", refusals[i].text, status, error.offset, error.size, error.reason);
		snprintf(expected, sizeof expected, "%s: %d %zu+%zu %s", refusals[i].text, TS_INVALID, refusals[i].offset,
			 refusals[i].size, refusals[i].reason);
		assert_string_equal(got, expected);
		assert_int_equal(range.first, 42);
		assert_int_equal(ts_range_parse(error.example, &context, &range, NULL), TS_OK);
		assert_int_equal(ts_range_parse(refusals[i].text, &context, &range, NULL), TS_INVALID);
	}
}
/* clang-format on */

static void every_pair_of_dates_is_read_back(void **state)
{
	struct ts_when_context context = context_on(2026, 11, 23);

	(void)state;
	for (ts_day first = ts_day_from_civil(1900, 1, 1); first < ts_day_from_civil(2200, 1, 1); first += 97) {
		struct ts_civil begin, end;
		struct ts_range range;
		char text[80];

		ts_day last = first + first % 400 + 400;
		ts_day_to_civil(first, &begin);
		ts_day_to_civil(last, &end);
		snprintf(text, sizeof text, "%04d-%02d-%02d..%d/%d/%d", begin.year, begin.month, begin.day, end.day,
		         end.month, end.year);
		assert_int_equal(ts_range_parse(text, &context, &range, NULL), TS_OK);
		assert_int_equal(range.first, first);
		assert_int_equal(range.last, last);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_are_understood_as_people_write_them),
		cmocka_unit_test(a_beginning_without_a_year_lies_before_its_end),
		cmocka_unit_test(months_of_different_lengths_are_counted_from_the_next_day),
		cmocka_unit_test(today_is_the_day_as_the_user_counts_it),
		cmocka_unit_test(what_is_no_range_is_marked_and_explained),
		cmocka_unit_test(every_pair_of_dates_is_read_back),
	};
	return cmocka_run_group_tests_name("range", tests, NULL, NULL);
}
