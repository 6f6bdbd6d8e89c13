/* Files that went wrong somewhere: nights, lengths of days, zones, changes of clocks. */
#include "support_import.h"

#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

/* ---- nights and days ---- */

static void the_end_date_is_used(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "b1-clockify-night.csv", "Acme 16200");
}

static void an_end_before_its_begin_is_the_next_days(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "c1-kimai-night.csv", "Acme: Coding 13500");
}

static void a_length_of_days_is_believed(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "c3-longer-than-a-day.csv", "migration 265260");
}

static void a_length_that_disagrees_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "start,end,duration,activity\n2026-09-01 08:00,2026-09-01 09:00,2:00,a\n"
	                           "2026-09-01 10:00,2026-09-01 11:00,1:00:40,b\n";
	struct ts_imported sum;
	ts_import *import;

	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "rows", rows, sizeof rows - 1), TS_OK);
	assert_int_equal(ts_import_run(store, import, false, now, NULL, NULL, &sum), TS_OK);
	assert_non_null(strstr(ts_import_line(import, 0).reason, "disagree"));
	assert_string_equal(ts_import_line(import, 1).reason, "");
	ts_import_destroy(import);
}

static void gtimelogs_days_end_where_the_users_do(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source source = { .format = TS_FORMAT_GTIMELOG, .options = { .day_start = 240 } };

	imports_case(store, &source, "k1-virtual-midnight-four.txt");
	imports_assert(store, "acme: release 12600, acme: build 10800, acme: call 3600, acme: mail 1200");
}

static void gtimelogs_lines_out_of_order_are_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char text[] = "2026-09-01 08:00: arrived\n2026-09-01 09:00: a\n2026-09-01 07:30: back\n"
	                           "2026-09-01 10:00: b\n2026-09-01 09:30: c\n";

	/* By time: back, arrived, a, c, b. */
	imports_assert_reason(store, TS_FORMAT_GTIMELOG, text, 2, "its day begins here; it stands behind a later one");
	imports_assert_reason(store, TS_FORMAT_GTIMELOG, text, 4,
	                      "it stands behind a later one: taken in order of time");
	imports_assert_reason(store, TS_FORMAT_GTIMELOG, text, 1, "");
	imports_assert_reason(store, TS_FORMAT_GTIMELOG, text, 3, "");
}

static void seconds_of_ours_that_disagree_with_the_times_are_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char csv[] = "id,time,end,activity,comment,seconds,locked,note,rest,carried\n"
	                          ",2026-09-01T10:00:00+02:00,2026-09-01T11:00:00+02:00,a,,7200,,,,\n"
	                          ",2026-09-01T11:00:00+02:00,2026-09-01T12:00:00.500+02:00,b,,3600,,,,\n";
	static const char json[] = "{\"logs\":[{\"time\":\"2026-09-01T08:00:00+02:00\",\"end\":"
	                           "\"2026-09-01T09:00:00+02:00\",\"activity\":\"a\",\"seconds\":60}]}";

	imports_assert_reason(store, TS_FORMAT_CSV, csv, 0, "its seconds and its times disagree");
	imports_assert_reason(store, TS_FORMAT_CSV, csv, 1, "");
	imports_assert_reason(store, TS_FORMAT_JSON, json, 0, "its seconds and its times disagree");
}

static void dates_over_midnight_and_over_days(void **state)
{
	IMPORTS_ASSERT(
	        state,
	        { TS_FORMAT_CSV, "Date,End Date,Start,End,Activity\n2026-09-01,2026-09-03,22:00,01:00,a\n", "a 97200" },
	        { TS_FORMAT_CSV, "Date,Start,End,Activity\n2026-09-01,2026-09-01 22:00,2026-09-02 01:00,a\n",
	          "a 10800" },
	        { TS_FORMAT_CSV, "Date,Start,End,Duration,Activity\n2026-09-01,22:00,01:00,27:00,a\n", "a 97200" },
	        { TS_FORMAT_CSV, "Date,Start,End,Activity\n2026-09-01,10:00,10:00,a\n", "" },
	        { TS_FORMAT_CSV, "Date,End Date,Start,End,Activity\n2026-09-02,2026-09-01,22:00,01:00,a\n", "" },
	        { TS_FORMAT_CSV, "Date,Start,End,Activity\n2026-10-01,08:00,,a\n", "a 7200 ..." });
}

/* ---- zones ---- */

static void a_zone_in_a_header_holds(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "m1-utc-in-the-header.csv", "plan 3600");
	rows_assert_day(((struct support *)*state)->store, ts_day_from_civil(2026, 9, 1), now, "11:00 plan, 12:00 off");
}

static void lengths_over_a_change_of_clocks_are_real(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "q1-clocks-change.csv", "autumn 10800, spring 9000");
}

static void what_stands_beside_timeclocks_entries_is_no_entry(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char text[] = "; remark\n# remark\n* remark\n\n \t\nh 2026/09/01 8\nb 2026-09-01 -1.5\n"
	                           "  i 2026-09-01 08:00:00 a\n\to 2026-09-01 09:00:00\n";

	assert_int_equal(imports_text(store, TS_FORMAT_TIMECLOCK, text).refused, 0);
	imports_assert(store, "a 3600");
	assert_int_equal(imports_text(store, TS_FORMAT_TIMECLOCK, "his\nhere is text\nb more\n text\ni\n").refused, 5);
}

static void a_zone_in_timeclock_holds(void **state)
{
	IMPORTS_ASSERT(state, { TS_FORMAT_TIMECLOCK,
	                        "i 2025-10-26 01:30:00+0200 autumn\no 2025-10-26 04:30:00+0200\n"
	                        "i 2026-03-29 00:30:00+0100 spring\no 2026-03-29 03:00:00+0100\n",
	                        "autumn 10800, spring 9000" });
}

/* Outlook writes Windows' names and may leave out what they mean. */
static void a_zone_that_is_not_known_is_named_or_said(void **state)
{
	static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
	                           "DTSTART;TZID=\"W. Europe Standard Time\":20260901T090000\r\n"
	                           "DTEND;TZID=\"W. Europe Standard Time\":20260901T100000\r\n"
	                           "SUMMARY:call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	const struct imports_source said = { .format = TS_FORMAT_ICAL,
		                             .options = { .now = SUPPORT_NOW, .zone_said = true } };
	ts_store *store = ((struct support *)*state)->store;

	imports_assert_reason(store, TS_FORMAT_ICAL, text, 0,
	                      "its zone 'W. Europe Standard Time' is not known: say which that is with --zone");
	(void)imports_bytes(store, &said, text, strlen(text));
	rows_assert_day(store, ts_day_from_civil(2026, 9, 1), SUPPORT_NOW, "09:00 call, 10:00 off");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_end_date_is_used),
		CASE(an_end_before_its_begin_is_the_next_days),
		CASE(a_length_of_days_is_believed),
		CASE(a_length_that_disagrees_is_said),
		CASE(gtimelogs_days_end_where_the_users_do),
		CASE(gtimelogs_lines_out_of_order_are_said),
		CASE(seconds_of_ours_that_disagree_with_the_times_are_said),
		CASE(dates_over_midnight_and_over_days),
		CASE(a_zone_in_a_header_holds),
		CASE(lengths_over_a_change_of_clocks_are_real),
		CASE(what_stands_beside_timeclocks_entries_is_no_entry),
		CASE(a_zone_in_timeclock_holds),
		CASE(a_zone_that_is_not_known_is_named_or_said),
	};

	return cmocka_run_group_tests_name("import times", tests, NULL, NULL);
}
