/*
 * The calendar against libc's, over centuries, and the clock under zones that change it in their several ways. Zones
 * are POSIX strings, so that the machine's zone files do not matter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/pure/day_at.h"
#include "data/timesheet.h"

static const char vienna[] = "CET-1CEST,M3.5.0,M10.5.0/3";
static const char london[] = "GMT0BST,M3.5.0/1,M10.5.0";
static const char adelaide[] = "ACST-9:30ACDT,M10.1.0,M4.1.0/3";
static const char hobart[] = "AEST-10AEDT,M10.1.0,M4.1.0/3";
static const char lord_howe[] = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
static const char kolkata[] = "IST-5:30";
/* Sao Paulo as it was until 2019: clocks change at midnight. */
static const char sao_paulo[] = "BRT3BRST,M11.1.0/0,M2.3.0/0";
static const char new_york[] = "EST5EDT,M3.2.0,M11.1.0";

static const char *const zones[] = { vienna,  london,    adelaide, hobart, lord_howe,
	                             kolkata, sao_paulo, new_york, "UTC0", "<+14>-14" };
enum { ZONE_COUNT = sizeof zones / sizeof zones[0] };

static void zone_set(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

/* A moment given in UTC. */
static ts_time utc(int year, int month, int day, int hour, int minute)
{
	return ((ts_time)ts_day_from_civil(year, month, day) * 1440 + (ts_time)hour * 60 + minute) * TS_MINUTE;
}

static int hours_of(int year, int month, int day, int day_start)
{
	ts_time from, until;

	ts_day_bounds(ts_day_from_civil(year, month, day), day_start, &from, &until);
	assert_int_equal((until - from) % TS_HOUR, 0);
	return (int)((until - from) / TS_HOUR);
}

static void the_first_day_is_the_epoch_and_was_a_thursday(void **state)
{
	(void)state;
	assert_int_equal(ts_day_from_civil(1970, 1, 1), 0);
	assert_int_equal(ts_day_weekday(0), 3);
	assert_int_equal(ts_day_from_civil(1969, 12, 31), -1);
	assert_int_equal(ts_day_weekday(-1), 2);
	assert_int_equal(ts_day_from_civil(2000, 3, 1), 11017);
	assert_int_equal(ts_day_from_civil(1900, 1, 1), -25567);
	assert_int_equal(ts_day_from_civil(9999, 12, 31), 2932896);
}

static void every_day_from_1900_to_9999_comes_back_from_its_date(void **state)
{
	struct ts_civil civil, last;
	ts_day first = ts_day_from_civil(1900, 1, 1), end = ts_day_from_civil(9999, 12, 31);

	(void)state;
	ts_day_to_civil(first - 1, &last);
	assert_int_equal(last.year, 1899);
	for (ts_day day = first; day <= end; day++) {
		ts_day_to_civil(day, &civil);
		assert_int_equal(ts_day_from_civil(civil.year, civil.month, civil.day), day);
		assert_int_equal(civil.weekday, ts_day_weekday(day));
		assert_int_equal(civil.weekday, (last.weekday + 1) % 7);
		assert_int_equal(civil.hour | civil.minute | civil.second | civil.millisecond | civil.offset, 0);
		if (civil.day == 1)
			assert_int_equal(civil.month, last.month % 12 + 1);
		else
			assert_int_equal(civil.day, last.day + 1);
		last = civil;
	}
}

static void days_agree_with_libc_over_five_centuries(void **state)
{
	(void)state;
	zone_set("UTC0");
	for (ts_day day = ts_day_from_civil(1600, 1, 1); day < ts_day_from_civil(2100, 1, 1); day++) {
		time_t moment = (time_t)day * 86400;
		struct tm tm;
		struct ts_civil civil;

		assert_non_null(gmtime_r(&moment, &tm));
		ts_day_to_civil(day, &civil);
		assert_int_equal(civil.year, tm.tm_year + 1900);
		assert_int_equal(civil.month, tm.tm_mon + 1);
		assert_int_equal(civil.day, tm.tm_mday);
		assert_int_equal(civil.weekday, (tm.tm_wday + 6) % 7);
	}
}

static void iso_weeks_agree_with_strftime_over_400_years(void **state)
{
	(void)state;
	for (ts_day day = ts_day_from_civil(1900, 1, 1); day < ts_day_from_civil(2301, 1, 1); day++) {
		time_t moment = (time_t)day * 86400;
		struct tm tm;
		char theirs[16], ours[32];
		int year, week;

		assert_non_null(gmtime_r(&moment, &tm));
		assert_int_not_equal(strftime(theirs, sizeof theirs, "%G-%V", &tm), 0);
		ts_day_iso_week(day, &year, &week);
		snprintf(ours, sizeof ours, "%d-%02d", year, week);
		assert_string_equal(ours, theirs);
	}
}

static void months_and_days_are_carried_over(void **state)
{
	(void)state;
	assert_int_equal(ts_day_from_civil(2026, 13, 1), ts_day_from_civil(2027, 1, 1));
	assert_int_equal(ts_day_from_civil(2026, 0, 1), ts_day_from_civil(2025, 12, 1));
	assert_int_equal(ts_day_from_civil(2026, -11, 1), ts_day_from_civil(2025, 1, 1));
	assert_int_equal(ts_day_from_civil(2026, -12, 1), ts_day_from_civil(2024, 12, 1));
	assert_int_equal(ts_day_from_civil(2026, 25, 1), ts_day_from_civil(2028, 1, 1));
	assert_int_equal(ts_day_from_civil(2026, 3, 0), ts_day_from_civil(2026, 2, 28));
	assert_int_equal(ts_day_from_civil(2024, 3, 0), ts_day_from_civil(2024, 2, 29));
	assert_int_equal(ts_day_from_civil(1900, 3, 0), ts_day_from_civil(1900, 2, 28));
	assert_int_equal(ts_day_from_civil(2000, 3, 0), ts_day_from_civil(2000, 2, 29));
	assert_int_equal(ts_day_from_civil(2026, 11, 31), ts_day_from_civil(2026, 12, 1));
	assert_int_equal(ts_day_from_civil(2026, 1, 366), ts_day_from_civil(2027, 1, 1));
	assert_int_equal(ts_day_from_civil(2026, 1, -364), ts_day_from_civil(2025, 1, 1));
}

static void absurd_dates_stop_at_the_last_day_there_is(void **state)
{
	struct ts_civil civil;
	int year, week;

	(void)state;
	zone_set(vienna);
	assert_int_equal(ts_day_from_civil(INT_MAX, INT_MAX, INT_MAX), INT32_MAX);
	assert_int_equal(ts_day_from_civil(INT_MIN, INT_MIN, INT_MIN), INT32_MIN);
	ts_day_to_civil(INT32_MAX, &civil);
	assert_int_equal(ts_day_from_civil(civil.year, civil.month, civil.day), INT32_MAX);
	ts_day_to_civil(INT32_MIN, &civil);
	assert_int_equal(ts_day_from_civil(civil.year, civil.month, civil.day), INT32_MIN);
	ts_day_iso_week(INT32_MAX, &year, &week);
	assert_in_range(week, 1, 53);
	assert_int_equal(ts_day_of(INT64_MAX, 0), INT32_MAX);
	assert_int_equal(ts_day_of(INT64_MIN, 720), INT32_MIN);
	assert_true(ts_time_local(INT32_MAX, INT_MAX, NULL) > ts_time_local(INT32_MIN, INT_MIN, NULL));
	ts_civil_local(INT64_MAX, &civil);
	ts_civil_offset(INT64_MIN, -43200, &civil);
	assert_in_range(civil.month, 1, 12);
}

static void a_clock_of_a_fixed_offset_needs_no_zone(void **state)
{
	struct ts_civil civil;

	(void)state;
	ts_civil_offset(utc(2026, 11, 23, 23, 30) + 45 * TS_SECOND + 678, 5 * 3600 + 1800, &civil);
	assert_int_equal(civil.year, 2026);
	assert_int_equal(civil.month, 11);
	assert_int_equal(civil.day, 24);
	assert_int_equal(civil.hour, 5);
	assert_int_equal(civil.minute, 0);
	assert_int_equal(civil.second, 45);
	assert_int_equal(civil.millisecond, 678);
	assert_int_equal(civil.weekday, 1);
	assert_int_equal(civil.offset, 19800);
	assert_string_equal(civil.zone, "");
}

static void a_moment_before_1970_is_rounded_down_not_to_zero(void **state)
{
	struct ts_civil civil;

	(void)state;
	ts_civil_offset(-1, 0, &civil);
	assert_int_equal(civil.year, 1969);
	assert_int_equal(civil.day, 31);
	assert_int_equal(civil.hour, 23);
	assert_int_equal(civil.second, 59);
	assert_int_equal(civil.millisecond, 999);
	zone_set("UTC0");
	assert_int_equal(ts_day_of(-1, 0), -1);
	assert_int_equal(ts_day_of(0, 1), -1);
}

static void the_local_clock_is_libcs_in_every_zone(void **state)
{
	(void)state;
	for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
		zone_set(zones[zone]);
		for (ts_time at = utc(1965, 1, 1, 0, 0); at < utc(2040, 1, 1, 0, 0);
		     at += 31 * TS_HOUR + 17 * TS_MINUTE) {
			time_t moment = (time_t)(at / 1000);
			struct tm tm;
			struct ts_civil civil;

			assert_non_null(localtime_r(&moment, &tm));
			ts_civil_local(at, &civil);
			assert_int_equal(civil.year, tm.tm_year + 1900);
			assert_int_equal(civil.month, tm.tm_mon + 1);
			assert_int_equal(civil.day, tm.tm_mday);
			assert_int_equal(civil.hour, tm.tm_hour);
			assert_int_equal(civil.minute, tm.tm_min);
			assert_int_equal(civil.offset, tm.tm_gmtoff);
			assert_string_equal(civil.zone, tm.tm_zone);
		}
	}
}

enum { QUARTERS_OF_YEAR = 365 * 96 };

/* What a wall-clock time should come to is found the long way round: by asking the clock at every quarter of an hour.
 */
static void wall_clock_times_map_to_the_moments_that_show_them(void **state)
{
	static ts_time first[QUARTERS_OF_YEAR];
	static int count[QUARTERS_OF_YEAR];
	const ts_time begin = utc(2026, 1, 1, 0, 0), quarter = 15 * TS_MINUTE;

	(void)state;
	for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
		zone_set(zones[zone]);
		memset(count, 0, sizeof count);
		for (ts_time at = begin - 15 * TS_HOUR; at < begin + (QUARTERS_OF_YEAR + 60) * quarter; at += quarter) {
			struct ts_civil civil;
			ts_civil_local(at, &civil);
			ts_time wall = (at + civil.offset * TS_SECOND - begin) / quarter;

			if (wall >= 0 && wall < QUARTERS_OF_YEAR && at + civil.offset * TS_SECOND >= begin &&
			    count[wall]++ == 0)
				first[wall] = at;
		}
		for (int wall = 0; wall < QUARTERS_OF_YEAR; wall++) {
			enum ts_fold fold, expected = TS_FOLD_NONE;
			ts_time got = ts_time_local(ts_day_from_civil(2026, 1, 1 + wall / 96), wall % 96 * 15, &fold);

			if (count[wall] != 1)
				expected = count[wall] ? TS_FOLD_AMBIGUOUS : TS_FOLD_SKIPPED;
			assert_int_equal(fold, expected);
			if (count[wall])
				assert_int_equal(got, first[wall]);
		}
	}
}

static void the_hour_that_occurs_twice_is_the_first_of_the_two_whatever_was_asked_before(void **state)
{
	ts_day day = ts_day_from_civil(2026, 10, 25);
	enum ts_fold fold;

	(void)state;
	zone_set(vienna);
	for (int before = 0; before < 2; before++) {
		struct tm summer = { .tm_year = 126, .tm_mon = before ? 6 : 0, .tm_mday = 1, .tm_isdst = -1 };

		assert_int_not_equal(mktime(&summer), -1);
		assert_int_equal(ts_time_local(day, 150, &fold), utc(2026, 10, 25, 0, 30));
		assert_int_equal(fold, TS_FOLD_AMBIGUOUS);
	}
	ts_time_local(day, 119, &fold);
	assert_int_equal(fold, TS_FOLD_NONE);
	assert_int_equal(ts_time_local(day, 180, &fold), utc(2026, 10, 25, 2, 0));
	assert_int_equal(fold, TS_FOLD_NONE);
}

static void a_skipped_time_is_moved_forward_by_the_width_of_the_gap(void **state)
{
	ts_day day = ts_day_from_civil(2026, 3, 29);
	enum ts_fold fold;
	struct ts_civil civil;

	(void)state;
	zone_set(vienna);
	ts_civil_local(ts_time_local(day, 150, &fold), &civil);
	assert_int_equal(fold, TS_FOLD_SKIPPED);
	assert_int_equal(civil.hour, 3);
	assert_int_equal(civil.minute, 30);
	zone_set(lord_howe);
	ts_civil_local(ts_time_local(ts_day_from_civil(2026, 10, 4), 125, &fold), &civil);
	assert_int_equal(fold, TS_FOLD_SKIPPED);
	assert_int_equal(civil.hour, 2);
	assert_int_equal(civil.minute, 35);
}

static void minutes_outside_a_day_reach_into_its_neighbours(void **state)
{
	ts_day day = ts_day_from_civil(2026, 3, 29);

	(void)state;
	zone_set(vienna);
	assert_int_equal(ts_time_local(day, 1440 + 60, NULL), ts_time_local(day + 1, 60, NULL));
	assert_int_equal(ts_time_local(day, -60, NULL), ts_time_local(day - 1, 1380, NULL));
	assert_int_equal(ts_time_local(day, 30 * 1440, NULL), ts_time_local(day + 30, 0, NULL));
}

static void days_last_23_or_25_hours_when_the_clocks_change(void **state)
{
	(void)state;
	zone_set(vienna);
	assert_int_equal(hours_of(2026, 3, 29, 0), 23);
	assert_int_equal(hours_of(2026, 10, 25, 0), 25);
	assert_int_equal(hours_of(2026, 10, 24, 0), 24);
	zone_set(london);
	assert_int_equal(hours_of(2026, 3, 29, 0), 23);
	assert_int_equal(hours_of(2026, 10, 25, 0), 25);
	zone_set(adelaide);
	assert_int_equal(hours_of(2026, 10, 4, 0), 23);
	assert_int_equal(hours_of(2026, 4, 5, 0), 25);
	zone_set(hobart);
	assert_int_equal(hours_of(2026, 10, 4, 0), 23);
	zone_set(kolkata);
	assert_int_equal(hours_of(2026, 3, 29, 0), 24);
	assert_int_equal(hours_of(2026, 10, 25, 0), 24);
}

static void a_later_start_of_the_day_moves_the_change_into_the_day_before(void **state)
{
	ts_time from, until;
	struct ts_civil civil;

	(void)state;
	zone_set(vienna);
	assert_int_equal(hours_of(2026, 3, 28, 240), 23);
	assert_int_equal(hours_of(2026, 3, 29, 240), 24);
	assert_int_equal(hours_of(2026, 10, 24, 240), 25);
	/* It is what the clock on the wall shows, not what has gone by since midnight. */
	ts_day_bounds(ts_day_from_civil(2026, 3, 29), 240, &from, &until);
	ts_civil_local(from, &civil);
	assert_int_equal(civil.hour, 4);
	ts_day_bounds(ts_day_from_civil(2026, 10, 25), 720, &from, &until);
	ts_civil_local(from, &civil);
	assert_int_equal(civil.hour, 12);
}

static void a_day_without_a_midnight_begins_at_one(void **state)
{
	ts_time from, until;
	struct ts_civil civil;
	ts_day day = ts_day_from_civil(2026, 11, 1);

	(void)state;
	zone_set(sao_paulo);
	ts_day_bounds(day, 0, &from, &until);
	ts_civil_local(from, &civil);
	assert_int_equal(civil.day, 1);
	assert_int_equal(civil.hour, 1);
	assert_int_equal(until - from, 23 * TS_HOUR);
	assert_int_equal(ts_day_of(from, 0), day);
	assert_int_equal(ts_day_of(from - 1, 0), day - 1);
	/* The evening before the clocks go back has its last hour twice. */
	assert_int_equal(hours_of(2026, 2, 14, 0), 25);
	assert_int_equal(hours_of(2026, 2, 15, 0), 24);
}

static void every_moment_lies_within_the_bounds_of_its_day(void **state)
{
	static const int starts[] = { 0, 1, 30, 90, 120, 150, 179, 240, 720 };

	(void)state;
	for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
		zone_set(zones[zone]);
		for (size_t start = 0; start < sizeof starts / sizeof starts[0]; start++) {
			ts_time last_until = 0;

			for (ts_day day = ts_day_from_civil(2026, 1, 1); day < ts_day_from_civil(2027, 1, 1); day++) {
				ts_time from, until;

				ts_day_bounds(day, starts[start], &from, &until);
				assert_true(from < until);
				if (last_until)
					assert_int_equal(from, last_until);
				last_until = until;
				assert_int_equal(ts_day_of(from, starts[start]), day);
				assert_int_equal(ts_day_of(until - 1, starts[start]), day);
				for (ts_time at = from; at < until; at += 29 * TS_MINUTE)
					assert_int_equal(ts_day_of(at, starts[start]), day);
			}
		}
	}
}

/* Samoa left out 30 December 2011 to be on the other side of the date line. */
/* Forwards by minutes to days, and back again. */
static void a_day_that_is_kept_for_the_next_moment_is_that_moments(void **state)
{
	(void)state;
	for (size_t zone = 0; zone < ZONE_COUNT; zone++) {
		struct day_at last = { 0 };
		ts_time at = -40 * 24 * TS_HOUR;

		zone_set(zones[zone]);
		for (int i = 0; i < 6000; i++) {
			assert_int_equal(day_at(&last, at, 4 * 60), ts_day_of(at, 4 * 60));
			at += (i % 97 == 0 ? -50 * TS_HOUR : 0) + i % 13 * i % 17 * 11 * TS_MINUTE;
		}
	}
}

static void a_day_that_never_was_is_empty(void **state)
{
	ts_day day = ts_day_from_civil(2011, 12, 30);
	ts_time from, until;

	(void)state;
	struct tm tm;
	zone_set("Pacific/Apia");
	assert_non_null(localtime_r(&(time_t){ 0 }, &tm));
	if (tm.tm_gmtoff == 0)
		skip(); /* this machine has no zone files */
	ts_day_bounds(day, 0, &from, &until);
	assert_int_equal(from, until);
	assert_int_equal(from, utc(2011, 12, 30, 10, 0));
	assert_int_equal(ts_day_of(from, 0), day + 1);
	assert_int_equal(ts_day_of(from - 1, 0), day - 1);
}

static void a_long_name_of_a_zone_is_cut_not_overrun(void **state)
{
	struct ts_civil civil;

	(void)state;
	zone_set("<ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ>-1");
	ts_civil_local(0, &civil);
	assert_true(strlen(civil.zone) < TS_ZONE_SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_day_is_the_epoch_and_was_a_thursday),
		cmocka_unit_test(every_day_from_1900_to_9999_comes_back_from_its_date),
		cmocka_unit_test(days_agree_with_libc_over_five_centuries),
		cmocka_unit_test(iso_weeks_agree_with_strftime_over_400_years),
		cmocka_unit_test(months_and_days_are_carried_over),
		cmocka_unit_test(absurd_dates_stop_at_the_last_day_there_is),
		cmocka_unit_test(a_clock_of_a_fixed_offset_needs_no_zone),
		cmocka_unit_test(a_moment_before_1970_is_rounded_down_not_to_zero),
		cmocka_unit_test(the_local_clock_is_libcs_in_every_zone),
		cmocka_unit_test(wall_clock_times_map_to_the_moments_that_show_them),
		cmocka_unit_test(the_hour_that_occurs_twice_is_the_first_of_the_two_whatever_was_asked_before),
		cmocka_unit_test(a_skipped_time_is_moved_forward_by_the_width_of_the_gap),
		cmocka_unit_test(minutes_outside_a_day_reach_into_its_neighbours),
		cmocka_unit_test(days_last_23_or_25_hours_when_the_clocks_change),
		cmocka_unit_test(a_later_start_of_the_day_moves_the_change_into_the_day_before),
		cmocka_unit_test(a_day_without_a_midnight_begins_at_one),
		cmocka_unit_test(every_moment_lies_within_the_bounds_of_its_day),
		cmocka_unit_test(a_day_that_is_kept_for_the_next_moment_is_that_moments),
		cmocka_unit_test(a_day_that_never_was_is_empty),
		cmocka_unit_test(a_long_name_of_a_zone_is_cut_not_overrun),
	};
	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
