/* Calendars, Org files and bartib's: what is a log of theirs, what it is called, and when it ends. */
#include "support_import.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

/* ---- calendars ---- */

static void events_of_a_calendar_are_logs_as_often_as_they_were(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source ical = { .format = TS_FORMAT_ICAL, .options = { .now = now } };
	static const char text[] =
	        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
	        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20260901T070000Z\r\nDTEND:20260901T080000Z\r\nSUMMARY:review\r\n"
	        "DESCRIPTION:of the parser\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20260907T070000Z\r\nDURATION:PT30M\r\nSUMMARY:standup\r\n"
	        "RRULE:FREQ=WEEKLY\r\nEXDATE:20260914T070000Z\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:b\r\nRECURRENCE-ID:20260921T070000Z\r\nDTSTART:20260921T090000Z\r\n"
	        "DTEND:20260921T100000Z\r\nSUMMARY:standup\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:c\r\nDTSTART;VALUE=DATE:20260902\r\nSUMMARY:fair\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:d\r\nDTSTART:20260903T070000Z\r\nDTEND:20260903T080000Z\r\nSTATUS:CANCELLED\r\n"
	        "SUMMARY:off sick\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20260904T070000Z\r\nDTEND:20260904T080000Z\r\nSUMMARY:often\r\n"
	        "RRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n"
	        "BEGIN:VEVENT\r\nUID:f\r\nDTSTART:20260905T100000\r\nDTEND:20260905T110000\r\nSUMMARY:here\r\n"
	        "END:VEVENT\r\n"
	        "BEGIN:VJOURNAL\r\nUID:n\r\nDTSTART;VALUE=DATE:20260906\r\nDESCRIPTION:a note\r\nEND:VJOURNAL\r\n"
	        "END:VCALENDAR\r\n";
	/* 7 and 28 September for half an hour, the 21st moved and longer, the 14th not. */
	struct ts_imported sum = imports_bytes(store, &ical, text, sizeof text - 1);
	imports_assert(store, "standup 7200, here 3600, review 3600");
	assert_int_equal(sum.left_out, 3);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), now, "<10:00 off, 10:00 here, 11:00 off");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 21), now, "<09:30 off, 11:00 standup, 12:00 off");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 6), "a note");
	assert_int_equal(imports_bytes(store, &ical, text, sizeof text - 1).logs, 0);
	imports_assert_trouble(TS_FORMAT_ICAL, "start,end,activity\n", 19, "this is no iCalendar");
}

static void a_calendars_times_that_are_not_understood_are_said(void **state)
{
	static const struct {
		const char *lines, *expected;
	} events[] = {
		{ "DTSTART;TZID=America/New_York:20260901T090000\r\nDTEND;TZID=America/New_York:20260901T100000", "" },
		/* A name that only its own program knows, without the zone itself. */
		{ "DTSTART;TZID=Eastern Standard Time:20260901T090000\r\n"
		  "DTEND;TZID=Eastern Standard Time:20260901T100000",
		  "its zone 'Eastern Standard Time' is not known" },
		{ "DTSTART:20260901T090000Z\r\nDTEND;TZID=Mars:20260901T100000", "its zone 'Mars' is not known" },
		{ "DTSTART:20260901T090000Z\r\nDTEND:20260901T100000", "one is of a zone" },
		{ "DTSTART:20260901T090000Z\r\nDTEND;VALUE=DATE:20260902", "one is of a zone or a time of day" },
		{ "DTSTART:2026090T090000Z\r\nDTEND:20260901T100000Z", "its start or its end is no time" },
		{ "DTSTART:20260901T090000Z\r\nDTEND:20260901T250000Z", "its start or its end is no time" },
		{ "DTSTART:20260901T090000Z\r\nDTEND:2026-09-01 10:00", "its DTEND is not understood" },
		{ "DTSTART:20260901T090000Z\r\nDURATION:soon", "its DURATION is not understood" },
		{ "DTSTART:20260901T090000Z\r\nDTEND:20260901T100000Z\r\nRRULE:FREQ=FOO",
		  "its RRULE is not understood" },
		{ "DTSTART:20260901T090000Z\r\nDTEND:20260901T100000Z\r\nLOCATION:", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
		char text[512];
		(void)snprintf(
		        text, sizeof text,
		        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\n%s\r\n"
		        "END:VEVENT\r\nEND:VCALENDAR\r\n",
		        events[i].lines);
		const struct ts_import_options options = { .now = now };
		ts_import *import;
		assert_int_equal(ts_import_create(TS_FORMAT_ICAL, &options, &import), TS_OK);
		assert_int_equal(ts_import_read(import, "calendar", text, strlen(text)), TS_OK);
		assert_int_equal(ts_import_count(import), 1);
		const char *reason = ts_import_line(import, 0).reason;
		if (events[i].expected[0] ? !strstr(reason, events[i].expected) : reason[0] != '\0')
			fail_msg("%s: said '%s'", events[i].lines, reason);
		ts_import_destroy(import);
	}
}

/* ---- outlines ---- */

static void what_is_about_a_headline_is_no_part_of_its_name(void **state)
{
	static const char clock[] = "CLOCK: [2026-09-01 Tue 08:00]--[2026-09-01 Tue 09:00] =>  1:00\n";
	static const struct {
		const char *headlines, *expected;
	} files[] = {
		{ "* NEXT [#A] a [1/3] b [20%] :x:y:\n", "a b" },
		{ "* WAITING COMMENT a\n", "a" },
		{ "* TODO\n", "untitled" },
		{ "* TODOs of mine\n", "TODOs of mine" },
		{ "* a :no tag:\n", "a :no tag:" },
		{ "* a::b:\n", "a::b:" },
		{ "* [[file:x.org][words]] and [[y]]\n", "words and y" },
		{ "* p\n*** deep\n", "p: deep" },
		{ "* p\n** q\n* r\n", "r" },
		{ "* 2026\n** 2026-W36\n*** 2026-09-01 Tuesday\n**** a\n", "a" },
		{ "* 2026-09-01 Tuesday\n", "2026-09-01 Tuesday" },
		{ "* 2026 plans of ours\n** a\n", "2026 plans of ours: a" },
		{ "", "untitled" },
		{ "#+title: Diary\n", "Diary" },
		{ "*bold* text\n", "untitled" },
		{ "#+SEQ_TODO: TODO VERIFY(v@/!) | DONE\n* VERIFY a\n", "a" },
		{ "#+TODO: A | B\n#+TODO: C\n* C a\n", "a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char text[512];
		ts_import *import;
		(void)snprintf(text, sizeof text, "%s%s", files[i].headlines, clock);
		assert_int_equal(ts_import_create(TS_FORMAT_ORG, NULL, &import), TS_OK);
		assert_int_equal(ts_import_read(import, "org", text, strlen(text)), TS_OK);
		assert_int_equal(ts_import_count(import), 1);
		assert_string_equal(ts_import_line(import, 0).text, files[i].expected);
		ts_import_destroy(import);
	}
}

static void a_path_that_is_too_long_loses_its_middle(void **state)
{
	static const char clock[] = "CLOCK: [2026-09-01 Tue 08:00]--[2026-09-01 Tue 09:00]\n";
	char middle[201], text[1024];
	ts_import *import;

	(void)state;
	memset(middle, 'm', sizeof middle - 1);
	middle[sizeof middle - 1] = '\0';
	(void)snprintf(text, sizeof text, "* top\n** %s\n*** more of it than there is room for, words and words\n%s",
	               middle, clock);
	assert_int_equal(ts_import_create(TS_FORMAT_ORG, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "org", text, strlen(text)), TS_OK);
	assert_string_equal(ts_import_line(import, 0).text, "top: more of it than there is room for, words and words");
	ts_import_destroy(import);
}

static void ends_of_bartib_and_org_are_as_they_say(void **state)
{
	IMPORTS_ASSERT(
	        state, { TS_FORMAT_BARTIB, "2026-10-01 08:00 | a | b\n", "a: b 7200 ..." },
	        { TS_FORMAT_BARTIB, "2026-09-01 08:00 | a | b\n", "" },
	        { TS_FORMAT_BARTIB, "2026-09-01 08:00 - soon | a\n", "" },
	        { TS_FORMAT_BARTIB, "2026-09-01 22:00 - 2026-09-02 01:00 | a\n", "a 10800" },
	        { TS_FORMAT_BARTIB, "2026-03-29 01:30 - 2026-03-29 03:30 | a\n", "a 3600" },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-10-01 Thu 08:00]\n", "a 7200 ..." },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-09-01 Tue 08:00]\n", "" },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-10-01 Thu 08:00]\n* b\nCLOCK: [2026-10-01 Thu 09:00]\n",
	          "a 3600, b 3600 ..." },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-09-01 Tue 08:00]--\n", "" },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-09-01 Tue 08:00]--[2026-09-01 Tue]\n", "" },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-09-01 Tue 08:00] soon\n", "" },
	        { TS_FORMAT_ORG, "* a\nclock: [2026-09-01 \xe7\x81\xab 08:00]---[2026-09-01 09:00]\n", "a 3600" },
	        { TS_FORMAT_ORG, "* a\nCLOCK: [2026-03-29 Sun 01:30]--[2026-03-29 Sun 03:30] =>  1:00\n", "a 3600" });
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(events_of_a_calendar_are_logs_as_often_as_they_were),
		CASE(a_calendars_times_that_are_not_understood_are_said),
		CASE(what_is_about_a_headline_is_no_part_of_its_name),
		CASE(a_path_that_is_too_long_loses_its_middle),
		CASE(ends_of_bartib_and_org_are_as_they_say),
	};

	return cmocka_run_group_tests_name("import outlines", tests, NULL, NULL);
}
