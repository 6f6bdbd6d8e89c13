/* Times, days and deeds as the screens write them. */
#include "tests/ui/support.h"
#include "ui/base/format.h"

#include <stdlib.h>
#include <time.h>

static void a_clock_is_that_of_its_offset(void **state)
{
	char out[FORMAT_SIZE];
	(void)state;

	assert_string_equal(format_clock(CLOCK_24, 0, 0, out), "00:00");
	assert_string_equal(format_clock(CLOCK_24, 9 * TS_HOUR + 5 * TS_MINUTE + 59 * TS_SECOND, 0, out), "09:05");
	assert_string_equal(format_clock(CLOCK_24, 0, -3600, out), "23:00");
	assert_string_equal(format_clock(CLOCK_12, 0, 0, out), "12:00am");
	assert_string_equal(format_clock(CLOCK_12, 9 * TS_HOUR + 5 * TS_MINUTE, 0, out), "9:05am");
	assert_string_equal(format_clock(CLOCK_12, 12 * TS_HOUR, 0, out), "12:00pm");
	assert_string_equal(format_clock(CLOCK_12, 23 * TS_HOUR + 59 * TS_MINUTE, 0, out), "11:59pm");
	assert_string_equal(format_clock(CLOCK_24, 0, 5 * 3600 + 1800, out), "05:30");
}

static void the_local_clock_follows_summer_time(void **state)
{
	char out[FORMAT_SIZE];
	(void)state;

	/* 2026-01-15 and 2026-07-15, 12:00 UTC, in CET-1CEST */
	assert_string_equal(format_clock_local(CLOCK_24, (ts_time)1768478400 * TS_SECOND, out), "13:00");
	assert_string_equal(format_clock_local(CLOCK_24, (ts_time)1784116800 * TS_SECOND, out), "14:00");
}

static void durations_are_whole_minutes_cut_towards_zero(void **state)
{
	char out[FORMAT_SIZE];
	(void)state;

	assert_string_equal(format_duration(0, out), "0:00");
	assert_string_equal(format_duration(65 * TS_MINUTE + 59999, out), "1:05");
	assert_string_equal(format_duration(10 * TS_HOUR, out), "10:00");
	assert_string_equal(format_duration(-15 * TS_MINUTE, out), "-0:15");
	assert_string_equal(format_duration(-59999, out), "0:00");
	assert_string_equal(format_duration(1234 * TS_HOUR, out), "1234:00");
	assert_string_equal(format_duration_signed(85 * TS_MINUTE, out), "+1:25");
	assert_string_equal(format_duration_signed(-85 * TS_MINUTE, out), "-1:25");
	assert_string_equal(format_duration_signed(0, out), "+0:00");
	(void)format_duration(INT64_MIN, out);
	(void)format_duration_signed(INT64_MAX, out);
}

static void days_have_their_weekday(void **state)
{
	char out[FORMAT_SIZE];
	(void)state;

	assert_string_equal(format_day(ts_day_from_civil(2026, 10, 1), out), "Thu 1 Oct 2026");
	assert_string_equal(format_day_short(ts_day_from_civil(2026, 10, 1), out), "Thu 1 Oct");
	assert_string_equal(format_day(ts_day_from_civil(1969, 12, 31), out), "Wed 31 Dec 1969");
}

static void offsets_show_minutes_only_when_there_are_any(void **state)
{
	char out[FORMAT_SIZE];
	(void)state;

	assert_string_equal(format_offset(7200, out), "+02");
	assert_string_equal(format_offset(0, out), "+00");
	assert_string_equal(format_offset(19800, out), "+05:30");
	assert_string_equal(format_offset(-12600, out), "-03:30");
	assert_string_equal(format_offset(-36000, out), "-10");
}

static const char *said(struct ts_done done)
{
	static char out[TS_TEXT_SIZE + FORMAT_SIZE];

	return format_done(CLOCK_24, &done, out, sizeof out);
}

static void a_deed_says_what_was_done_to_what(void **state)
{
	struct ts_done done = { .at = 9 * TS_HOUR + 30 * TS_MINUTE, .text = "standup" };
	(void)state;

	assert_string_equal(said(done), "09:30 standup");
	done.created = true;
	assert_string_equal(said(done), "09:30 standup (new)");
	done.created = false;
	done.deed = TS_DEED_INSERT;
	assert_string_equal(said(done), "inserted 09:30 standup");
	done.deed = TS_DEED_EDIT;
	assert_string_equal(said(done), "changed 09:30 standup");
	done.deed = TS_DEED_MOVE;
	assert_string_equal(said(done), "moved standup to 09:30");
	done.deed = TS_DEED_DELETE;
	assert_string_equal(said(done), "deleted 09:30 standup");
	done.deed = TS_DEED_FOLD;
	assert_string_equal(said(done), "09:30 standup, logged while locked");
	done.deed = TS_DEED_ACTIVITY;
	assert_string_equal(said(done), "changed activity standup");
	done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = ts_day_from_civil(2026, 10, 1) };
	assert_string_equal(said(done), "note of Thu 1 Oct");
}

static void a_deed_that_does_not_fit_is_cut(void **state)
{
	struct ts_done done = { .at = 9 * TS_HOUR, .text = "standup" };
	char out[10];
	(void)state;

	assert_string_equal(format_done(CLOCK_24, &done, out, sizeof out), "09:00 sta");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_is_that_of_its_offset),
		cmocka_unit_test(the_local_clock_follows_summer_time),
		cmocka_unit_test(durations_are_whole_minutes_cut_towards_zero),
		cmocka_unit_test(days_have_their_weekday),
		cmocka_unit_test(offsets_show_minutes_only_when_there_are_any),
		cmocka_unit_test(a_deed_says_what_was_done_to_what),
		cmocka_unit_test(a_deed_that_does_not_fit_is_cut),
	};

	(void)setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
