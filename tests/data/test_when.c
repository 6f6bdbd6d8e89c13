/*
 * Dates that people type, in a Vienna afternoon: Monday 23 November 2026, 16:10:20, the last log at 15:00. Tables of
 * what a text comes to, and of where and why others are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/timesheet.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct ts_when_context context_vienna(void)
{
	ts_day today = ts_day_from_civil(2026, 11, 23);
	struct ts_when_context context = { .day = today, .order = TS_DATES_DMY };

	assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	context.now = ts_time_local(today, 16 * 60 + 10, NULL) + 20 * TS_SECOND;
	context.last_log = ts_time_local(today, 15 * 60, NULL);
	return context;
}

/* "2026-11-23 09:30:00.000", and what was named: D a date, T a time. */
static void when_print(const struct ts_when *when, char *out, size_t size)
{
	struct ts_civil civil;

	ts_civil_local(when->at, &civil);
	snprintf(out, size, "%04d-%02d-%02d %02d:%02d:%02d.%03d%s%s", civil.year, civil.month, civil.day, civil.hour,
	         civil.minute, civil.second, civil.millisecond, when->has_date ? " D" : "", when->has_time ? " T" : "");
}

struct reading {
	const char *text, *expected;
};

static void expect_readings(const struct ts_when_context *context, const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct ts_when when;
		struct ts_when_error error = { 0 };
		char got[sizeof error.reason], line[200], expected[200];

		if (ts_when_parse(readings[i].text, context, &when, &error) == TS_OK)
			when_print(&when, got, sizeof got);
		else
			snprintf(got, sizeof got, "%s", error.reason);
		snprintf(line, sizeof line, "%s: %s", readings[i].text, got);
		snprintf(expected, sizeof expected, "%s: %s", readings[i].text, readings[i].expected);
		assert_string_equal(line, expected);
	}
}

/* clang-format off */
static void times_of_day_are_understood_as_people_write_them(void **state)
{
	static const struct reading readings[] = {
		{ "9:30", "2026-11-23 09:30:00.000 T" },
		{ "09:30", "2026-11-23 09:30:00.000 T" },
		{ " 9:30\t", "2026-11-23 09:30:00.000 T" },
		{ "9.30", "2026-11-23 09:30:00.000 T" },
		{ "930", "2026-11-23 09:30:00.000 T" },
		{ "0930", "2026-11-23 09:30:00.000 T" },
		{ "9", "2026-11-23 09:00:00.000 T" },
		{ "0", "2026-11-23 00:00:00.000 T" },
		{ "1530", "2026-11-23 15:30:00.000 T" },
		{ "9:30am", "2026-11-23 09:30:00.000 T" },
		{ "9:30 PM", "2026-11-22 21:30:00.000 T" },
		{ "9.30pm", "2026-11-22 21:30:00.000 T" },
		{ "930pm", "2026-11-22 21:30:00.000 T" },
		{ "9am", "2026-11-23 09:00:00.000 T" },
		{ "9 pm", "2026-11-22 21:00:00.000 T" },
		{ "9 a.m.", "2026-11-23 09:00:00.000 T" },
		{ "9:15 p.m", "2026-11-22 21:15:00.000 T" },
		{ "12am", "2026-11-23 00:00:00.000 T" },
		{ "12pm", "2026-11-23 12:00:00.000 T" },
		{ "12:30am", "2026-11-23 00:30:00.000 T" },
		{ "9h", "2026-11-23 09:00:00.000 T" },
		{ "9h30", "2026-11-23 09:30:00.000 T" },
		{ "9H05", "2026-11-23 09:05:00.000 T" },
		{ "9h30m", "2026-11-23 09:30:00.000 T" },
		{ "@9:30", "2026-11-23 09:30:00.000 T" },
		{ "at 9:30", "2026-11-23 09:30:00.000 T" },
		{ "9:30:15", "2026-11-23 09:30:15.000 T" },
		{ "9:30:15.25", "2026-11-23 09:30:15.250 T" },
		{ "9:30:15,1239", "2026-11-23 09:30:15.123 T" },
		{ "noon", "2026-11-23 12:00:00.000 T" },
		{ "Midday", "2026-11-23 12:00:00.000 T" },
		{ "midnight", "2026-11-23 00:00:00.000 T" },
		{ "0:00", "2026-11-23 00:00:00.000 T" },
		{ "24:00", "2026-11-23 00:00:00.000 T" },
		{ "23:59", "2026-11-22 23:59:00.000 T" },
		{ "now", "2026-11-23 16:10:20.000 T" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void distances_count_from_now_or_from_the_last_log(void **state)
{
	static const struct reading readings[] = {
		{ "-15m", "2026-11-23 15:55:20.000 T" },
		{ "-15", "2026-11-23 15:55:20.000 T" },
		{ "- 15", "2026-11-23 15:55:20.000 T" },
		{ "-15 min", "2026-11-23 15:55:20.000 T" },
		{ "-15 minutes ago", "2026-11-23 15:55:20.000 T" },
		{ "-90", "2026-11-23 14:40:20.000 T" },
		{ "-1h", "2026-11-23 15:10:20.000 T" },
		{ "-1h30", "2026-11-23 14:40:20.000 T" },
		{ "-1h30m", "2026-11-23 14:40:20.000 T" },
		{ "-1h 30m", "2026-11-23 14:40:20.000 T" },
		{ "-1:30", "2026-11-23 14:40:20.000 T" },
		{ "-1.5h", "2026-11-23 14:40:20.000 T" },
		{ "-1,5h", "2026-11-23 14:40:20.000 T" },
		{ "-20s", "2026-11-23 16:10:00.000 T" },
		{ "-0", "2026-11-23 16:10:20.000 T" },
		{ "-24h", "2026-11-22 16:10:20.000 T" },
		{ "+15", "2026-11-23 15:15:00.000 T" },
		{ "+15m", "2026-11-23 15:15:00.000 T" },
		{ "+1:30", "2026-11-23 16:30:00.000 T" },
		{ "15 minutes ago", "2026-11-23 15:55:20.000 T" },
		{ "15m ago", "2026-11-23 15:55:20.000 T" },
		{ "1h30 ago", "2026-11-23 14:40:20.000 T" },
		{ "an hour ago", "2026-11-23 15:10:20.000 T" },
		{ "A Minute Ago", "2026-11-23 16:09:20.000 T" },
		{ "two hours ago", "2026-11-23 14:10:20.000 T" },
		{ "half an hour ago", "2026-11-23 15:40:20.000 T" },
		{ "a quarter of an hour ago", "2026-11-23 15:55:20.000 T" },
		{ "an hour and a half ago", "2026-11-23 14:40:20.000 T" },
		{ "2 hours and 15 minutes ago", "2026-11-23 13:55:20.000 T" },
		{ "2 hours 15 min ago", "2026-11-23 13:55:20.000 T" },
		{ "1.5 hours ago", "2026-11-23 14:40:20.000 T" },
		{ "1 day 2 hours ago", "2026-11-22 14:10:20.000 T" },
		{ "2 days ago", "2026-11-21 00:00:00.000 D" },
		{ "a week ago", "2026-11-16 00:00:00.000 D" },
		{ "-2d", "2026-11-21 00:00:00.000 D" },
		{ "-2d 17:00", "2026-11-21 17:00:00.000 D T" },
		{ "2 days ago at 5pm", "2026-11-21 17:00:00.000 D T" },
		{ "9 months ago", "2026-02-23 00:00:00.000 D" },
		{ "a year ago", "2025-11-23 00:00:00.000 D" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void dates_are_understood_as_people_write_them(void **state)
{
	static const struct reading readings[] = {
		{ "today", "2026-11-23 00:00:00.000 D" },
		{ "Yesterday", "2026-11-22 00:00:00.000 D" },
		{ "tomorrow 8:00", "2026-11-24 08:00:00.000 D T" },
		{ "yesterday 17:00", "2026-11-22 17:00:00.000 D T" },
		{ "17:00 yesterday", "2026-11-22 17:00:00.000 D T" },
		{ "yesterday at 1700", "2026-11-22 17:00:00.000 D T" },
		{ "yesterday, noon", "2026-11-22 12:00:00.000 D T" },
		{ "yesterday 9.30", "2026-11-22 09:30:00.000 D T" },
		{ "23 nov", "2026-11-23 00:00:00.000 D" },
		{ "23 NOVEMBER", "2026-11-23 00:00:00.000 D" },
		{ "nov 23", "2026-11-23 00:00:00.000 D" },
		{ "23nov", "2026-11-23 00:00:00.000 D" },
		{ "23-nov", "2026-11-23 00:00:00.000 D" },
		{ "23. nov.", "2026-11-23 00:00:00.000 D" },
		{ "Nov. 22nd, 2025 at 5pm", "2025-11-22 17:00:00.000 D T" },
		{ "the 22nd of november", "2026-11-22 00:00:00.000 D" },
		{ "november the 22nd", "2026-11-22 00:00:00.000 D" },
		{ "sept 1", "2026-09-01 00:00:00.000 D" },
		{ "23 nov 2025", "2025-11-23 00:00:00.000 D" },
		{ "23 nov 2025 8:15", "2025-11-23 08:15:00.000 D T" },
		{ "23 nov 2025 0815", "2025-11-23 08:15:00.000 D T" },
		{ "23-nov-25", "2025-11-23 00:00:00.000 D" },
		{ "nov 23 8:15", "2026-11-23 08:15:00.000 D T" },
		{ "8:15 nov 23", "2026-11-23 08:15:00.000 D T" },
		{ "nov 23, 8", "2026-11-23 08:00:00.000 D T" },
		{ "23 nov 9am", "2026-11-23 09:00:00.000 D T" },
		{ "23 nov 0930", "2026-11-23 09:30:00.000 D T" },
		{ "the 22nd", "2026-11-22 00:00:00.000 D" },
		{ "22.", "2026-11-22 00:00:00.000 D" },
		{ "1st 9:00", "2026-11-01 09:00:00.000 D T" },
		{ "2026-11-22", "2026-11-22 00:00:00.000 D" },
		{ "2026-1-5", "2026-01-05 00:00:00.000 D" },
		{ "2026/11/22", "2026-11-22 00:00:00.000 D" },
		{ "20261122", "2026-11-22 00:00:00.000 D" },
		{ "2026-327", "2026-11-23 00:00:00.000 D" },
		{ "2024-366", "2024-12-31 00:00:00.000 D" },
		{ "2026-W48-1", "2026-11-23 00:00:00.000 D" },
		{ "2026-w48", "2026-11-23 00:00:00.000 D" },
		{ "2026W487", "2026-11-29 00:00:00.000 D" },
		{ "2026-W53-5", "2027-01-01 00:00:00.000 D" },
		{ "2026-W01-1", "2025-12-29 00:00:00.000 D" },
		{ "1900-01-01", "1900-01-01 00:00:00.000 D" },
		{ "9999-12-31", "9999-12-31 00:00:00.000 D" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void what_other_programs_print_is_understood(void **state)
{
	static const struct reading readings[] = {
		{ "2026-11-22T09:30", "2026-11-22 09:30:00.000 D T" },
		{ "2026-11-22 09:30:15", "2026-11-22 09:30:15.000 D T" },
		{ "2026-11-22T09:30:15.250Z", "2026-11-22 10:30:15.250 D T" },
		{ "2026-11-22t09:30z", "2026-11-22 10:30:00.000 D T" },
		{ "2026-11-22T09:30+01:00", "2026-11-22 09:30:00.000 D T" },
		{ "2026-11-22T09:30+0530", "2026-11-22 05:00:00.000 D T" },
		{ "2026-11-22T23:30-05", "2026-11-23 05:30:00.000 D T" },
		{ "20261122T0930", "2026-11-22 09:30:00.000 D T" },
		{ "20261122T093015Z", "2026-11-22 10:30:15.000 D T" },
		{ "2026-11-22 09:30:15 +0100", "2026-11-22 09:30:15.000 D T" },
		{ "Mon, 23 Nov 2026 09:30:00 +0100", "2026-11-23 09:30:00.000 D T" },
		{ "Mon Nov 23 16:10:18 UTC 2026", "2026-11-23 17:10:18.000 D T" },
		{ "Sun Nov 23 16:10:18 2025", "2025-11-23 16:10:18.000 D T" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void a_day_without_its_year_is_the_latest_past_one(void **state)
{
	static const struct reading readings[] = {
		{ "24 nov", "2025-11-24 00:00:00.000 D" },
		{ "1 dec 9:00", "2025-12-01 09:00:00.000 D T" },
		{ "1 jan", "2026-01-01 00:00:00.000 D" },
		{ "29 feb", "2024-02-29 00:00:00.000 D" },
		{ "the 24th", "2026-10-24 00:00:00.000 D" },
		{ "31st", "2026-10-31 00:00:00.000 D" },
		{ "mon", "2026-11-23 00:00:00.000 D" },
		{ "monday 9:00", "2026-11-23 09:00:00.000 D T" },
		{ "fri", "2026-11-20 00:00:00.000 D" },
		{ "fri.", "2026-11-20 00:00:00.000 D" },
		{ "Thurs 9", "2026-11-19 09:00:00.000 D T" },
		{ "on tuesday", "2026-11-17 00:00:00.000 D" },
		{ "last monday", "2026-11-16 00:00:00.000 D" },
		{ "last friday 17:00", "2026-11-20 17:00:00.000 D T" },
		{ "this sunday", "2026-11-29 00:00:00.000 D" },
		{ "next monday", "2026-11-30 00:00:00.000 D" },
		{ "next fri", "2026-11-27 00:00:00.000 D" },
		{ "fri 20 nov", "2026-11-20 00:00:00.000 D" },
		{ "9:00 fri", "2026-11-20 09:00:00.000 D T" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, readings, COUNT(readings));
}

static void numbers_are_day_and_month_by_the_custom_of_the_place(void **state)
{
	static const struct reading day_first[] = {
		{ "3/4", "2026-04-03 00:00:00.000 D" },
		{ "3/4/2025", "2025-04-03 00:00:00.000 D" },
		{ "3/4/25 8:15", "2025-04-03 08:15:00.000 D T" },
		{ "3-4-2025", "2025-04-03 00:00:00.000 D" },
		{ "3.4.", "2026-04-03 00:00:00.000 D" },
	};
	static const struct reading month_first[] = {
		{ "3/4", "2026-03-04 00:00:00.000 D" },
		{ "3/4/2025", "2025-03-04 00:00:00.000 D" },
		{ "3/4/25 8:15", "2025-03-04 08:15:00.000 D T" },
		{ "3-4-2025", "2025-03-04 00:00:00.000 D" },
		/* Nobody who puts the month first writes dates with full stops. */
		{ "3.4.", "2026-04-03 00:00:00.000 D" },
	};
	static const struct reading year_first[] = {
		{ "3/4", "2026-03-04 00:00:00.000 D" },
		{ "11/10", "2026-11-10 00:00:00.000 D" },
		{ "3.4.", "2026-03-04 00:00:00.000 D" },
		{ "3-4-2025", "2025-03-04 00:00:00.000 D" },
		{ "25/11/23", "2025-11-23 00:00:00.000 D" },
	};
	static const struct reading unknown[] = {
		{ "11/10", "11 october or 10 november? no locale tells which comes first" },
		{ "3.4.", "3 april or 4 march? no locale tells which comes first" },
		{ "3-4-2025", "3 april or 4 march? no locale tells which comes first" },
		{ "4/4", "2026-04-04 00:00:00.000 D" },
	};
	static const struct reading either[] = {
		{ "11/23", "2026-11-23 00:00:00.000 D" },
		{ "23/11", "2026-11-23 00:00:00.000 D" },
		{ "23/11 17:00", "2026-11-23 17:00:00.000 D T" },
		{ "23/11 2025", "2025-11-23 00:00:00.000 D" },
		{ "23.11.", "2026-11-23 00:00:00.000 D" },
		{ "23.11. 8:15", "2026-11-23 08:15:00.000 D T" },
		{ "11.23.", "2026-11-23 00:00:00.000 D" },
		{ "23.11.2025", "2025-11-23 00:00:00.000 D" },
		{ "23.11. 2025", "2025-11-23 00:00:00.000 D" },
		{ "31.12", "2025-12-31 00:00:00.000 D" },
		{ "23.11 17:00", "2026-11-23 17:00:00.000 D T" },
		{ "17:00 23.11", "2026-11-23 17:00:00.000 D T" },
		{ "23.11 17.30", "2026-11-23 17:30:00.000 D T" },
		{ "11/23/2025", "2025-11-23 00:00:00.000 D" },
		{ "23.11.25 9.30", "2025-11-23 09:30:00.000 D T" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_readings(&context, day_first, COUNT(day_first));
	expect_readings(&context, either, COUNT(either));
	context.order = TS_DATES_MDY;
	expect_readings(&context, month_first, COUNT(month_first));
	expect_readings(&context, either, COUNT(either));
	context.order = TS_DATES_YMD;
	expect_readings(&context, year_first, COUNT(year_first));
	expect_readings(&context, either, COUNT(either) - 1);
	context.order = TS_DATES_UNKNOWN;
	expect_readings(&context, unknown, COUNT(unknown));
	expect_readings(&context, either, COUNT(either));
}

struct refusal {
	const char *text;
	size_t offset, size;
	const char *reason;
};

static void what_is_not_understood_is_marked_and_explained(void **state)
{
	static const struct refusal refusals[] = {
		{ "", 0, 0, "no date or time is given" },
		{ "   ", 3, 0, "no date or time is given" },
		{ "at", 0, 2, "no date or time is given" },
		{ "foo", 0, 3, "foo is not understood as a date or a time" },
		{ "9:30 foo", 5, 3, "foo is not understood as a date or a time" },
		{ "9:30 t", 5, 1, "t is not understood as a date or a time" },
		{ "9a", 1, 1, "a is not understood as a date or a time" },
		{ "\xc3\xb1", 0, 2, "this is not understood as a date or a time" },
		{ "9:30 \xe2\x80\x94 x", 5, 3, "this is not understood as a date or a time" },
		{ "9:30\x1b[2J", 4, 2, "this is not understood as a date or a time" },
		{ "25:00", 0, 5, "25:00 is not a time of day" },
		{ "yesterday 25:00", 10, 5, "25:00 is not a time of day" },
		{ "24:01", 0, 5, "24:01 is not a time of day" },
		{ "9:75", 0, 4, "9:75 is not a time of day" },
		{ "9:5", 0, 3, "9:5 is not a time of day" },
		{ "9:", 0, 2, "9: is not a time of day" },
		{ "9:30:", 0, 5, "9:30: is not a time of day" },
		{ "9:30:99", 0, 7, "9:30:99 is not a time of day" },
		{ "09:300", 0, 6, "09:300 is not a time of day" },
		{ "961", 0, 3, "961 is not a time of day" },
		{ "25", 0, 2, "25 is not a time of day" },
		{ "12345", 0, 5, "12345 is not a time of day" },
		{ "13pm", 0, 4, "13pm is not a time of day" },
		{ "0am", 0, 3, "0am is not a time of day" },
		{ "31 november", 0, 11, "there is no 31 november" },
		{ "9:00 31 nov 2025", 5, 11, "there is no 31 november" },
		{ "nov 31", 0, 6, "there is no 31 november" },
		{ "31/11", 0, 5, "there is no 31 november" },
		{ "0 nov", 0, 5, "there is no 0 november" },
		{ "2026-02-30", 0, 10, "there is no 30 february" },
		{ "29 feb 2025", 0, 11, "there is no 29 february in 2025" },
		{ "45th", 0, 4, "no month has a day 45" },
		{ "13/13", 0, 5, "there is no month 13" },
		{ "2026-13-01", 0, 10, "there is no month 13" },
		{ "20261301", 0, 8, "there is no month 13" },
		{ "2026-366", 0, 8, "2026 has no day 366" },
		{ "2026-W54-1", 0, 10, "2026 has no week 54" },
		{ "2025-W53", 0, 8, "2025 has no week 53" },
		{ "2026-W47-8", 0, 10, "the days of a week are 1 to 7, Monday to Sunday" },
		{ "1800-01-01", 0, 10, "years go from 1900 to 9999" },
		{ "18001123", 0, 8, "years go from 1900 to 9999" },
		{ "1800-123", 0, 8, "years go from 1900 to 9999" },
		{ "1800-W12", 0, 8, "years go from 1900 to 9999" },
		{ "23.11.1800", 0, 10, "years go from 1900 to 9999" },
		{ "yesterday 2026-W47-1", 10, 10, "2026-W47-1 is a second date" },
		{ "yesterday 23/11", 10, 5, "23/11 is a second date" },
		{ "31/2", 0, 4, "there is no 31 february" },
		{ "0th", 0, 3, "no month has a day 0" },
		{ "nov", 0, 3, "which day of november?" },
		{ "nov 2025", 0, 8, "which day of november?" },
		{ "nov 9:30", 0, 3, "which day of november?" },
		{ "2026-11", 0, 7, "which day of november 2026?" },
		{ "9:30 10:00", 5, 5, "10:00 is a second time" },
		{ "-15 9:30", 4, 4, "9:30 is a second time" },
		{ "now now", 4, 3, "now does not go with a date or a time" },
		{ "yesterday -15", 10, 3, "-15 does not go with a date or a time" },
		{ "yesterday today", 10, 5, "today is a second date" },
		{ "23 nov 24 nov", 7, 6, "24 nov is a second date" },
		{ "fri sat", 4, 3, "sat is a second day" },
		{ "9:30-10:00", 0, 10, "one moment is wanted, not a span" },
		{ "9:30 - 10:00", 0, 6, "one moment is wanted, not a span" },
		{ "2026-11-23 9:30+15:00", 15, 6, "+15:00 is not an offset from UTC" },
		{ "fri 23 nov", 0, 3, "23 november 2026 is a monday" },
		{ "yesterday fri", 10, 3, "22 november 2026 is a sunday" },
		{ "-", 0, 1, "how long? a number is missing after -" },
		{ "+ call", 0, 1, "how long? a number is missing after +" },
		{ "-1.30", 0, 1, "how long? a number is missing after -" },
		{ "15m", 0, 3, "15m is a length of time, not a moment" },
		{ "15 minutes", 0, 10, "15 minutes is a length of time, not a moment" },
		{ "a month 2 hours ago", 0, 19, "months do not go with hours and minutes" },
		{ "last week", 0, 9, "last week is not one day" },
		{ "last blursday", 5, 8, "blursday is not understood as a date or a time" },
		{ "next  blursday", 6, 8, "blursday is not understood as a date or a time" },
		{ "last", 0, 4, "last is not understood as a date or a time" },
		{ "a fortnight ago", 2, 9, "fortnight is not understood as a date or a time" },
		{ "an hour", 0, 7, "an hour is a length of time, not a moment" },
		{ "yesterday half past nine", 15, 4, "past is not understood as a date or a time" },
		{ "99999999999999999999999", 0, 23, "99999999999999999999999 is not a time of day" },
		{ "-99999999999999h", 0, 16, "that is too far away: years go from 1900 to 9999" },
		{ "-99999999999999d", 0, 16, "that is too far away: years go from 1900 to 9999" },
		{ "99999999999 years ago", 0, 21, "that is too far away: years go from 1900 to 9999" },
		{ "+99999999y", 0, 10, "that is too far away: years go from 1900 to 9999" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct ts_when when = { .at = 42 };
		struct ts_when_error error = { 0 };
		char got[200], expected[200];

		enum ts_status status = ts_when_parse(refusals[i].text, &context, &when, &error);
		snprintf(got, sizeof got, "%s: %d %zu+%zu %s", refusals[i].text, status, error.offset, error.size, error.reason);
		snprintf(expected, sizeof expected, "%s: %d %zu+%zu %s", refusals[i].text, TS_INVALID, refusals[i].offset,
			 refusals[i].size, refusals[i].reason);
		assert_string_equal(got, expected);
		assert_int_equal(when.at, 42);
		/* The example must itself be understood. */
		assert_int_equal(ts_when_parse(error.example, &context, &when, NULL), TS_OK);
		assert_int_equal(ts_when_parse(refusals[i].text, &context, &when, NULL), TS_INVALID);
	}
}
/* clang-format on */

static void a_text_of_any_length_is_refused_in_one_piece(void **state)
{
	struct ts_when_context context = context_vienna();
	struct ts_when when;
	struct ts_when_error error;
	char *text = malloc(100001);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < 100000; i++)
		text[i] = "9 , - a"[i % 7];
	text[100000] = '\0';
	assert_int_equal(ts_when_parse(text, &context, &when, &error), TS_INVALID);
	assert_true(error.offset + error.size <= 100000);
	memset(text, ',', 100000);
	assert_int_equal(ts_when_parse(text, &context, &when, &error), TS_INVALID);
	assert_true(error.offset + error.size <= 100000);
	free(text);
}

static void a_bare_time_is_of_the_day_on_screen(void **state)
{
	struct ts_when_context context = context_vienna();
	static const struct reading readings[] = {
		{ "9:30", "2026-10-01 09:30:00.000 T" },
		{ "noon", "2026-10-01 12:00:00.000 T" },
		{ "yesterday 9:30", "2026-11-22 09:30:00.000 D T" },
		{ "fri 9:30", "2026-11-20 09:30:00.000 D T" },
		{ "-15", "2026-11-23 15:55:20.000 T" },
		{ "now", "2026-11-23 16:10:20.000 T" },
	};
	struct ts_when when;

	(void)state;
	context.day = ts_day_from_civil(2026, 10, 1);
	expect_readings(&context, readings, COUNT(readings));
	assert_int_equal(ts_when_parse("9:30", &context, &when, NULL), TS_OK);
	assert_int_equal(when.day, context.day);
	assert_int_equal(ts_when_parse("-15", &context, &when, NULL), TS_OK);
	assert_int_equal(when.day, ts_day_from_civil(2026, 11, 23));
}

static void the_night_belongs_to_the_day_before_for_one_who_works_nights(void **state)
{
	struct ts_when_context context = context_vienna();
	static const struct reading readings[] = {
		{ "2:00", "2026-11-23 02:00:00.000 T" },
		{ "22:00", "2026-11-22 22:00:00.000 T" },
		{ "midnight", "2026-11-23 00:00:00.000 T" },
		{ "today", "2026-11-22 04:00:00.000 D" },
		{ "yesterday", "2026-11-21 04:00:00.000 D" },
		{ "yesterday 2:00", "2026-11-22 02:00:00.000 D T" },
		{ "sun", "2026-11-22 04:00:00.000 D" },
		{ "sun 2:00", "2026-11-23 02:00:00.000 D T" },
		{ "mon", "2026-11-16 04:00:00.000 D" },
		/* A date of the calendar is taken at its word. */
		{ "22 nov 2:00", "2026-11-22 02:00:00.000 D T" },
		{ "2026-11-22 2:00", "2026-11-22 02:00:00.000 D T" },
	};

	(void)state;
	context.day_start = 240;
	context.now = ts_time_local(ts_day_from_civil(2026, 11, 23), 150, NULL);
	context.day = ts_day_of(context.now, context.day_start);
	assert_int_equal(context.day, ts_day_from_civil(2026, 11, 22));
	expect_readings(&context, readings, COUNT(readings));
}

static void plus_counts_from_now_when_nothing_was_logged(void **state)
{
	struct ts_when_context context = context_vienna();
	static const struct reading readings[] = { { "+15", "2026-11-23 16:25:20.000 T" } };

	(void)state;
	context.last_log = 0;
	expect_readings(&context, readings, COUNT(readings));
}

static void an_hour_that_occurs_twice_or_never_is_reported(void **state)
{
	static const struct {
		const char *text;
		enum ts_fold fold;
		const char *expected;
	} changes[] = {
		{ "25 oct 2:30", TS_FOLD_AMBIGUOUS, "2026-10-25 02:30:00.000 D T" },
		{ "25 oct 1:59", TS_FOLD_NONE, "2026-10-25 01:59:00.000 D T" },
		{ "25 oct 3:00", TS_FOLD_NONE, "2026-10-25 03:00:00.000 D T" },
		{ "29 mar 2:30", TS_FOLD_SKIPPED, "2026-03-29 03:30:00.000 D T" },
		{ "29 mar 3:00", TS_FOLD_NONE, "2026-03-29 03:00:00.000 D T" },
		{ "2026-10-25T02:30+01:00", TS_FOLD_NONE, "2026-10-25 02:30:00.000 D T" },
		{ "2026-10-25T02:30+02:00", TS_FOLD_NONE, "2026-10-25 02:30:00.000 D T" },
	};
	struct ts_when_context context = context_vienna();
	struct ts_when when, other;
	char got[64];

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		assert_int_equal(ts_when_parse(changes[i].text, &context, &when, NULL), TS_OK);
		when_print(&when, got, sizeof got);
		assert_string_equal(got, changes[i].expected);
		assert_int_equal(when.fold, changes[i].fold);
	}
	/* Without a zone it is the first of the two; a zone tells them apart. */
	assert_int_equal(ts_when_parse("25 oct 2:30", &context, &when, NULL), TS_OK);
	assert_int_equal(ts_when_parse("2026-10-25T02:30+02:00", &context, &other, NULL), TS_OK);
	assert_int_equal(when.at, other.at);
	assert_int_equal(ts_when_parse("2026-10-25T02:30+01:00", &context, &other, NULL), TS_OK);
	assert_int_equal(other.at - when.at, TS_HOUR);
}

static void every_moment_that_is_written_out_is_read_back(void **state)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
		                              "jul", "aug", "sep", "oct", "nov", "dec" };
	struct ts_when_context context = context_vienna();
	uint64_t random = 88172645463325252u;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct ts_civil civil;
		struct ts_when when;
		char text[64];

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		ts_time at = (ts_time)(random % (4102444800u + 2000000000u)) * TS_SECOND - 2000000000 * TS_SECOND;
		ts_civil_local(at, &civil);
		/* ISO with the offset names any moment, even in an hour that occurs twice. */
		snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", civil.year, civil.month,
		         civil.day, civil.hour, civil.minute, civil.second, civil.offset < 0 ? '-' : '+',
		         abs(civil.offset) / 3600, abs(civil.offset) / 60 % 60);
		assert_int_equal(ts_when_parse(text, &context, &when, NULL), TS_OK);
		assert_int_equal(when.at, at);
		snprintf(text, sizeof text, "%d %s %d %d:%02d", civil.day, months[civil.month - 1], civil.year,
		         civil.hour, civil.minute);
		assert_int_equal(ts_when_parse(text, &context, &when, NULL), TS_OK);
		if (when.fold == TS_FOLD_NONE)
			assert_int_equal(when.at, at - civil.second * TS_SECOND);
		assert_int_equal(when.day, ts_day_from_civil(civil.year, civil.month, civil.day));
		snprintf(text, sizeof text, "%d.%d.%d", civil.day, civil.month, civil.year);
		assert_int_equal(ts_when_parse(text, &context, &when, NULL), TS_OK);
		assert_int_equal(when.day, ts_day_from_civil(civil.year, civil.month, civil.day));
		assert_true(when.has_date && !when.has_time);
	}
}

static void a_broken_clock_does_no_harm(void **state)
{
	static const ts_time moments[] = { INT64_MIN, INT64_MAX, 0, -1 };
	static const char *const texts[] = { "9:30",     "-15",  "+15", "yesterday",    "29 feb",        "fri",
		                             "last fri", "31st", "-3d", "12 years ago", "tomorrow 24:00" };
	struct ts_when_context context = context_vienna();

	(void)state;
	for (size_t i = 0; i < COUNT(moments); i++) {
		for (size_t j = 0; j < COUNT(texts); j++) {
			struct ts_when when;
			struct ts_civil civil;

			context.now = context.last_log = moments[i];
			context.day = moments[i] < 0 ? INT32_MIN : INT32_MAX;
			context.day_start = moments[i] < 0 ? INT_MIN : INT_MAX;
			if (ts_when_parse(texts[j], &context, &when, NULL) != TS_OK)
				continue;
			ts_civil_local(when.at, &civil);
			assert_in_range(civil.year, 1900, 9999);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_of_day_are_understood_as_people_write_them),
		cmocka_unit_test(distances_count_from_now_or_from_the_last_log),
		cmocka_unit_test(dates_are_understood_as_people_write_them),
		cmocka_unit_test(what_other_programs_print_is_understood),
		cmocka_unit_test(a_day_without_its_year_is_the_latest_past_one),
		cmocka_unit_test(numbers_are_day_and_month_by_the_custom_of_the_place),
		cmocka_unit_test(what_is_not_understood_is_marked_and_explained),
		cmocka_unit_test(a_text_of_any_length_is_refused_in_one_piece),
		cmocka_unit_test(a_bare_time_is_of_the_day_on_screen),
		cmocka_unit_test(the_night_belongs_to_the_day_before_for_one_who_works_nights),
		cmocka_unit_test(plus_counts_from_now_when_nothing_was_logged),
		cmocka_unit_test(an_hour_that_occurs_twice_or_never_is_reported),
		cmocka_unit_test(every_moment_that_is_written_out_is_read_back),
		cmocka_unit_test(a_broken_clock_does_no_harm),
	};
	return cmocka_run_group_tests_name("when", tests, NULL, NULL);
}
