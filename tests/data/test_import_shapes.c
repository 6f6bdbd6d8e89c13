/* Files that went wrong somewhere: columns and dates that people have, and files that are something else. */
#include "support_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

/* ---- columns and dates ---- */

static void clockifys_dates_need_a_word(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source american = { .format = TS_FORMAT_CSV, .options = { .dates = TS_DATES_MDY } };
	const struct imports_source usual = { .format = TS_FORMAT_CSV, .options = { .dates_locale = TS_DATES_DMY } };
	size_t size;
	struct ts_done done;
	unsigned char *bytes = imports_case_read("s1-clockify-us.csv", &size);

	imports_assert_trouble(TS_FORMAT_CSV, (const char *)bytes, size, "--dates dmy or --dates mdy");
	free(bytes);
	imports_case(store, &american, "s1-clockify-us.csv");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), now, "14:00 Acme ([Client] Call), 15:00 off");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	imports_case(store, &usual, "s1-clockify-us.csv");
	rows_assert_day(store, ts_day_from_civil(2026, 5, 9), now, "14:00 Acme ([Client] Call), 15:00 off");
}

static void simple_time_tracker_harvest_and_excel_are_read(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source csv = { .format = TS_FORMAT_CSV };

	imports_case(store, &csv, "u1-excel-sep.csv");
	imports_case(store, &csv, "t1-simple-time-tracker.csv");
	imports_assert(store, "Piano 3600, plan 3600");
}

static void harvests_hours_and_times_are_read(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "t2-harvest.csv", "Acme: Design 5400");
}

static void times_that_have_their_date_need_no_other(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "w1-date-and-full-times.csv", "Dev 12600");
}

static void columns_and_dates_that_people_have(void **state)
{
	IMPORTS_ASSERT(
	        state,
	        { TS_FORMAT_CSV, "Date,Start,End,Activity\n13/09/2026,8:00,9:00,a\n05/09/2026,8:00,9:30,b\n",
	          "b 5400, a 3600" },
	        { TS_FORMAT_CSV,
	          "Date,Start,End,Activity\n09/13/2026,8:00 AM,12:15 PM,a\n09/05/2026,12:00am,1:00 a.m.,b\n",
	          "a 15300, b 3600" },
	        { TS_FORMAT_CSV, "Datum;Von;Bis;Activity\n05.09.2026;8:00;9:00;a\n", "a 3600" },
	        { TS_FORMAT_CSV, "Date (mm/dd/yyyy),Start,End,Activity\n09/05/2026,8:00,9:00,a\n", "a 3600" },
	        { TS_FORMAT_CSV, "Date,Start,Hours,Activity\n2026-09-01,08:00,\"1,5\",a\n", "a 5400" },
	        { TS_FORMAT_CSV, "Start;Duration (min);Activity\n2026-09-01 08:00;90;a\n", "a 5400" },
	        { TS_FORMAT_CSV, "Start,Duration,Activity\n2026-09-01 08:00,1h 30m,a\n2026-09-01 10:00,90 min,a\n",
	          "a 10800" },
	        { TS_FORMAT_CSV, "Start,Duration,Activity\n2026-09-01 08:00,PT1H30M,a\n2026-09-01 10:00,90,b\n",
	          "a 5400" },
	        { TS_FORMAT_CSV, "Date,Client,Project,Task,Notes,Hours\n2026-09-01,C,P,T,n,1.5\n", "" },
	        { TS_FORMAT_CSV,
	          "activity\tstart time\tend time\tduration minutes\tcategory\tdescription\ttags\n"
	          "coding\t2026-09-01 08:00:00\t2026-09-01 09:00:00\t60\tWork\tlong\tx\n",
	          "Work: coding 3600" },
	        { TS_FORMAT_CSV,
	          "Description,Task,Project,Client,User,Start,End,Duration (hh:mm)\n"
	          "d,,P,,u,2026-09-01T08:00:00Z,2026-09-01T09:00:00Z,1:00\n",
	          "P 3600" },
	        { TS_FORMAT_CSV, "\"sep=\t\"\nstart\tend\tactivity\n2026-09-01 08:00\t2026-09-01 09:00\ta\n",
	          "a 3600" },
	        { TS_FORMAT_CSV, "Start (UTC+2),End (UTC+2),Activity\n2026-01-01 09:00,2026-01-01 10:00,a\n",
	          "a 3600" },
	        { TS_FORMAT_CSV, "Started At,Ended At,Title\n\"Sep 1, 2026 9am\",1 Sep 2026 10am,a\n", "a 3600" });
}

static void utf_16_is_read(void **state)
{
	static const char text[] = "start,end,activity\n2026-09-01 08:00,2026-09-01 09:00,t\xE9\n";
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source csv = { .format = TS_FORMAT_CSV };
	char little[2 * sizeof text] = "\xFF\xFE", big[2 * sizeof text] = "\xFE\xFF";
	struct ts_done done;

	for (size_t i = 0; i < sizeof text - 1; i++) {
		little[2 + 2 * i] = big[3 + 2 * i] = text[i];
		little[3 + 2 * i] = big[2 + 2 * i] = '\0';
	}
	(void)imports_bytes(store, &csv, little, sizeof little);
	imports_assert(store, "t\xC3\xA9 3600");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	(void)imports_bytes(store, &csv, big, sizeof big);
	imports_assert(store, "t\xC3\xA9 3600");
}

static void a_header_that_is_not_understood_is_listed(void **state)
{
	static const char rows[] = "when,how long,who\n1,2,3\n", textless[] = "start,end,who\n1,2,3\n";

	(void)state;
	imports_assert_trouble(TS_FORMAT_CSV, rows, sizeof rows - 1, "its columns are when, how long, who");
	imports_assert_trouble(TS_FORMAT_CSV, textless, sizeof textless - 1, "its header names no activity");
	imports_assert_trouble(TS_FORMAT_TOGGL, rows, sizeof rows - 1, "its columns are when, how long, who");
}

/* ---- shapes ---- */

static void a_file_of_another_shape_is_named(void **state)
{
	static const struct {
		enum ts_format format;
		const char *bytes, *expected;
	} files[] = {
		{ TS_FORMAT_TIMEWARRIOR, "2026-09-01\n    8:00 - 9:00 a\n", "klog" },
		{ TS_FORMAT_KLOG, "inc 20260901T060000Z - 20260901T070000Z # a\n", "timewarrior" },
		{ TS_FORMAT_TIMECLOCK, "2026-09-01 08:00: arrived\n2026-09-01 09:00: a\n", "gtimelog" },
		{ TS_FORMAT_GTIMELOG, "i 2026-09-01 09:00:00 a\n", "timeclock" },
		{ TS_FORMAT_KLOG, "start,end,activity\n", "CSV" },
		{ TS_FORMAT_JSON, "[1,2]", "no JSON of timesheet's" },
		{ TS_FORMAT_WATSON, "{\"logs\":[]}", "neither Watson's frames nor its state" },
		{ TS_FORMAT_CSV, "PK\x03\x04zip", "save it as CSV" },
		{ TS_FORMAT_CSV, "{\"logs\":[]}", "JSON" },
		{ TS_FORMAT_GTIMELOG, "2026-09-01 08:00 - 2026-09-01 09:00 | a | b\n", "bartib" },
		{ TS_FORMAT_KLOG, "2026-09-01 08:00 | a\n", "bartib" },
		{ TS_FORMAT_BARTIB, "* a\n  CLOCK: [2026-09-01 Tue 08:00]--[2026-09-01 Tue 09:00] =>  1:00\n",
		  "an Org file" },
		{ TS_FORMAT_BARTIB, "2026-09-01 08:00: arrived\n2026-09-01 09:00: a\n", "gtimelog" },
		{ TS_FORMAT_ORG, "start,end,activity\n", "CSV" },
		{ TS_FORMAT_ORG, "2026-09-01 08:00 - 2026-09-01 09:00 | a | b\n", "bartib" },
		{ TS_FORMAT_KLOG, "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "iCalendar" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		imports_assert_trouble(files[i].format, files[i].bytes, strlen(files[i].bytes), files[i].expected);
}

static void reading_stops_when_nothing_of_a_file_is_understood(void **state)
{
	static const enum ts_format formats[] = { TS_FORMAT_TIMEWARRIOR, TS_FORMAT_KLOG, TS_FORMAT_GTIMELOG,
		                                  TS_FORMAT_TIMECLOCK, TS_FORMAT_BARTIB };
	enum { LINES = 20000, LINE = 6 };
	char *junk = malloc((size_t)LINES * LINE + 1);

	(void)state;
	assert_non_null(junk);
	for (size_t i = 0; i < LINES; i++)
		memcpy(junk + i * LINE, i % 2 ? "junk!\n" : "his !\n", LINE + 1);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		imports_assert_trouble(formats[i], junk, (size_t)LINES * LINE, "first 1000 rows");
	free(junk);
}

static void refused_rows_beyond_a_thousand_are_counted(void **state)
{
	enum { LINES = 3000, LINE = 6 };
	static const char good[] = "inc 20260901T060000Z - 20260901T070000Z # a\n";
	char *text = malloc(sizeof good + (size_t)LINES * LINE);

	assert_non_null(text);
	memcpy(text, good, sizeof good);
	for (size_t i = 0; i < LINES; i++)
		memcpy(text + sizeof good - 1 + i * LINE, "junk!\n", LINE + 1);
	struct ts_imported sum = imports_text(((struct support *)*state)->store, TS_FORMAT_TIMEWARRIOR, text);
	free(text);
	assert_int_equal(sum.taken, 1);
	assert_int_equal(sum.refused, LINES);
	assert_int_equal(sum.untold, LINES - 1000);
}

/* ---- hostile databases ---- */

static void a_database_that_computes_is_none_of_timetraps(void **state)
{
	struct support *support = *state;
	static const char *const schemas[] = {
		"CREATE TABLE entries (id INTEGER PRIMARY KEY, note, start, \"end\", sheet AS "
		"(hex(zeroblob(100000000))))",
		"CREATE TABLE entries (id, note, start, \"end\", sheet); CREATE VIEW v AS SELECT 1",
		"CREATE TABLE entries (id, note, start, \"end\", sheet);"
		"CREATE TRIGGER t AFTER INSERT ON entries BEGIN SELECT 1; END",
		"CREATE TABLE entries (id INTEGER PRIMARY KEY, start, \"end\", sheet);"
		"INSERT INTO entries VALUES (1, 's', 'e', 't');"
		"ALTER TABLE entries ADD COLUMN note DEFAULT "
		"'0123456789012345678901234567890123456789012345678901234567890123456789'"
	};

	for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
		char path[SUPPORT_PATH_SIZE];
		size_t size;
		(void)snprintf(path, sizeof path, "%.400s/hostile%zu.db", support->directory, i);
		FILE *made = fopen(path, "we");
		assert_non_null(made);
		assert_int_equal(fclose(made), 0);
		support_sql(path, schemas[i]);
		unsigned char *bytes = support_file_read(path, &size);
		imports_assert_trouble(TS_FORMAT_TIMETRAP, (const char *)bytes, size, "computed, views or triggers");
		free(bytes);
	}
}

/* 26-09-32 is no day of 2032: it neither tells which number is the year nor becomes one. */
static void a_date_that_cannot_be_does_not_tell_the_order_of_the_others(void **state)
{
	static const char slip[] = "date,start,end,activity\n26-09-01,9:00,10:00,a\n26-09-32,9:00,10:00,b\n";
	const struct imports_source years = { .format = TS_FORMAT_CSV,
		                              .options = { .now = SUPPORT_NOW, .dates = TS_DATES_YMD } };
	const struct imports_source unsaid = { .format = TS_FORMAT_CSV, .options = { .now = SUPPORT_NOW } };
	ts_store *store = ((struct support *)*state)->store;
	ts_import *import;

	assert_int_equal(ts_import_create(TS_FORMAT_CSV, &unsaid.options, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "file", slip, strlen(slip)), TS_INVALID);
	assert_non_null(strstr(ts_import_trouble(import), "('26-09-01'): say --dates dmy or --dates ymd"));
	ts_import_destroy(import);
	struct ts_imported sum = imports_bytes(store, &years, slip, strlen(slip));
	assert_int_equal(sum.refused, 1);
	imports_assert(store, "a 3600");
	/* What is planned for the months to come tells it all the same. */
	static const char planned[] = "date,start,end,activity\n05/09/2026,9:00,10:00,a\n13/10/2026,9:00,10:00,b\n";
	sum = imports_bytes(store, &unsaid, planned, strlen(planned));
	assert_int_equal(sum.refused, 1);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), SUPPORT_NOW, "<10:00 off, 09:00 a, 10:00 off");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(clockifys_dates_need_a_word),
		CASE(simple_time_tracker_harvest_and_excel_are_read),
		CASE(harvests_hours_and_times_are_read),
		CASE(times_that_have_their_date_need_no_other),
		CASE(columns_and_dates_that_people_have),
		CASE(utf_16_is_read),
		CASE(a_header_that_is_not_understood_is_listed),
		CASE(a_file_of_another_shape_is_named),
		CASE(reading_stops_when_nothing_of_a_file_is_understood),
		CASE(refused_rows_beyond_a_thousand_are_counted),
		CASE(a_database_that_computes_is_none_of_timetraps),
		CASE(a_date_that_cannot_be_does_not_tell_the_order_of_the_others),
	};

	return cmocka_run_group_tests_name("import shapes", tests, NULL, NULL);
}
