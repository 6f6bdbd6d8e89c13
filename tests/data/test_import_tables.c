/*
 * Tables as trackers and spreadsheets of many countries write them: what each adds up to, and that what cannot be known
 * is said. A time that is wrong without a word is the fault that is looked for.
 */
#include "support_import.h"

#include <stdio.h>
#include <string.h>

/* ---- exports of trackers ---- */

static void exports_of_trackers(void **state)
{
	IMPORTS_ASSERT(
	        state,
	        /* Toggl Track, detailed, of 2024. */
	        { TS_FORMAT_TOGGL,
	          "\xEF\xBB\xBF\"Description\",\"Duration\",\"Member\",\"Email\",\"Project\",\"Tags\",\"Start "
	          "date\",\"Start time\","
	          "\"Stop date\",\"Stop time\"\r\n"
	          "\"Draft\",\"1:00:00\",\"Ada\",\"ada@x.org\",\"Acme\",\"-\",\"2026-09-01\",\"09:00:00\",\"2026-09-"
	          "01\","
	          "\"10:00:00\"\r\n"
	          "\"Night\",\"2:30:00\",\"Ada\",\"ada@x.org\",\"-\",\"a, "
	          "b\",\"2026-09-01\",\"23:00:00\",\"2026-09-02\","
	          "\"01:30:00\"\r\n",
	          "Night 9000, Acme: Draft 3600" },
	        /* The same while one runs: neither stop nor length. */
	        { TS_FORMAT_TOGGL,
	          "Description,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time\n"
	          "Draft,0:00:00,Ada,a@x,Acme,-,2026-10-01,09:00:00,,\n",
	          "Acme: Draft 3600 ..." },
	        /* Clockify, detailed, with the usual two columns of length. */
	        { TS_FORMAT_CSV,
	          "\"Project\",\"Client\",\"Description\",\"Task\",\"User\",\"Group\",\"Email\",\"Tags\",\"Billable\","
	          "\"Start Date\","
	          "\"Start Time\",\"End Date\",\"End Time\",\"Duration (h)\",\"Duration (decimal)\",\"Billable Rate "
	          "(USD)\"\n"
	          "\"Acme\",\"Big\",\"Call\",\"\",\"ada\",\"\",\"a@x\",\"\",\"Yes\",\"09/14/2026\",\"11:30:00 "
	          "PM\",\"09/15/2026\","
	          "\"12:45:00 AM\",\"01:15:00\",\"1.25\",\"0.00\"\n",
	          "Acme 4500" },
	        /* Clockify in German. */
	        { TS_FORMAT_CSV,
	          "\"Projekt\",\"Kunde\",\"Beschreibung\",\"Aufgabe\",\"Benutzer\",\"E-Mail\",\"Tags\",\"Startdatum\","
	          "\"Startzeit\","
	          "\"Enddatum\",\"Endzeit\",\"Dauer (h)\",\"Dauer (dezimal)\"\n"
	          "\"Acme\",\"\",\"Anruf\",\"Beratung\",\"ada\",\"a@x\",\"\",\"14.09.2026\",\"23:30\",\"15.09.2026\","
	          "\"00:45\","
	          "\"01:15:00\",\"1,25\"\n",
	          "Acme: Beratung 4500" });
}

static void exports_of_more_trackers(void **state)
{
	IMPORTS_ASSERT(
	        state,
	        /* Kimai. */
	        { TS_FORMAT_CSV,
	          "Date,From,To,Duration,Currency,Price,\"Internal price\",\"Hourly price\",\"Fixed "
	          "price\",Name,User,Customer,"
	          "Project,Activity,Description,Billable,Tags,Type,Category\n"
	          "2026-09-01,22:30,01:00,2:30,EUR,0,0,0,0,Ada,ada,Big,Site,Coding,fix,1,,timesheet,work\n",
	          "Site: Coding 9000" },
	        /* Harvest with timestamps, and without. */
	        { TS_FORMAT_CSV,
	          "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Started At,Ended At,Billable?,First "
	          "Name,"
	          "Last Name\n"
	          "2026-09-01,Big,Site,S,Design,n,1.50,1.50,9:00am,10:30am,Yes,Ada,L\n",
	          "Site: Design 5400" },
	        { TS_FORMAT_CSV,
	          "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n"
	          "2026-09-01,Big,Site,S,Design,n,1.50,Yes,Ada,L\n",
	          "" },
	        /* solidtime, and Timing with full times in columns called dates. */
	        { TS_FORMAT_CSV,
	          "Description,Task,Project,Client,User,Start,End,Duration,Duration (decimal),Billable,Tags\n"
	          "d,t,p,c,u,2026-09-01 08:00:00,2026-09-01 09:30:00,1:30:00,1.5,No,\n",
	          "p: t 5400" },
	        { TS_FORMAT_CSV,
	          "Project,Title,Start Date,End Date,Duration,Notes\n"
	          "Acme,mail,2026-09-01 08:00:00,2026-09-01 09:30:00,1:30:00,\n",
	          "Acme: mail 5400" },
	        /* Jibble and the like: clock in, clock out. */
	        { TS_FORMAT_CSV, "Date,Activity,Clock In,Clock Out\n2026-09-01,a,12:30 PM,1:15 PM\n", "a 2700" });
}

static void reports_without_moments_are_none(void **state)
{
	static const char summary[] = "Project,Client,Title,Duration\nAcme,Big,Draft,1:00:00\n";
	static const char watch[] = "timestamp,duration,app,title\n2026-09-01T08:00:00.123+00:00,12.5,firefox,x\n";

	(void)state;
	imports_assert_trouble(TS_FORMAT_TOGGL, summary, sizeof summary - 1,
	                       "its columns are Project, Client, Title, Duration");
	imports_assert_trouble(TS_FORMAT_CSV, summary, sizeof summary - 1, "its header names no start");
	imports_assert_trouble(TS_FORMAT_CSV, watch, sizeof watch - 1,
	                       "its columns are timestamp, duration, app, title");
}

/* ---- spreadsheets ---- */

static void spreadsheets_of_several_countries(void **state)
{
	IMPORTS_ASSERT(
	        state,
	        { TS_FORMAT_CSV,
	          "sep=;\r\nDatum;Von;Bis;Projekt;T\xC3\xA4tigkeit\r\n01.09.26;8:00;9:30;Acme;bauen\r\n;;;;\r\n;;;;"
	          "\r\n",
	          "Acme: bauen 5400" },
	        { TS_FORMAT_CSV,
	          "Date;D\xC3\xA9"
	          "but;Fin;Dur\xC3\xA9"
	          "e;Projet;T\xC3\xA2"
	          "che\n13/09/2026;08:00;09:30;1,5;Acme;b\xC3\xA2tir\n",
	          "Acme: b\xC3\xA2tir 5400" },
	        { TS_FORMAT_CSV, "Date,Start,End,Hours,Project\r\n9/15/2026,9:00 AM,5:00 PM,8.00,Acme\r\n",
	          "Acme 28800" },
	        { TS_FORMAT_CSV, "Date,Start,End,Hours,Project\r\n9/15/2026 0:00,9:00:00 AM,5:00:00 PM,8.00,Acme\r\n",
	          "Acme 28800" },
	        { TS_FORMAT_CSV, "Start,Hours,Activity\r2026-09-01 08:00,\"1,25\",a\r2026-09-02 08:00,\"0,75\",a\r",
	          "a 7200" },
	        { TS_FORMAT_CSV,
	          "Start,End,Activity\n2026-09-01 22:00,2026-09-01 24:00,a\n2026-09-02 24:00,2026-09-03 1:00,b\n",
	          "a 7200, b 3600" },
	        { TS_FORMAT_CSV, "Start,Duration,Activity\n2026-09-01 08:00,25:30:00,a\n", "a 91800" },
	        { TS_FORMAT_CSV,
	          "Start,Duration (mm:ss),Activity\n2026-09-01 08:00,45:30,a\n2026-09-02 08:00,1:02:30,a\n", "a 6480" },
	        { TS_FORMAT_CSV,
	          "Start,End,Activity,Notes\n2026-09-01 08:00,2026-09-01 09:00,a,\"two\nlines, and \"\"x\"\"\"\n",
	          "a 3600" },
	        { TS_FORMAT_CSV, "Start,Duration,Activity\n2026-09-01 08:00,0:00,a\n2026-09-01 09:00,1:00,b\n",
	          "b 3600" },
	        { TS_FORMAT_CSV, "Start\tEnd\tActivity\n\"Sep 1, 2026 9:00 PM\"\tSep 1, 2026 11:00 PM\ta\n",
	          "a 7200" });
}

/* A row is refused, and no other suffers. */
static void cells_that_are_no_times(void **state)
{
	static const char *const ends[] = {
		"46266.375", "0,375", "####",    "#VALUE!",  "24:30",           "25:00",   "17.30",
		"9h30",      "9:3",   "-1:00",   "13:00 PM", "0:30 AM",         "1. Sept", "1899-12-30 17:00",
		"noon",      "9:60",  "9:00:61", "5/9",      "2026-02-30 09:00"
	};
	ts_store *store = ((struct support *)*state)->store;

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		char text[256];
		struct ts_done done;
		(void)snprintf(text, sizeof text,
		               "Start;End;Activity\n2026-09-01 08:00;%s;a\n2026-09-01 10:00;2026-09-01 11:00;b\n",
		               ends[i]);
		struct ts_imported sum = imports_text(store, TS_FORMAT_CSV, text);
		if (sum.refused != 1)
			fail_msg("%s: %zu refused", ends[i], sum.refused);
		imports_assert(store, "b 3600");
		assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	}
}

static void lengths_that_are_none(void **state)
{
	static const struct {
		const char *column, *length;
	} rows[] = { { "Duration", "-1:30" },       { "Duration", "90" },         { "Duration (min)", "1.234" },
		     { "Duration (s)", "3,600" },   { "Hours", "1.234,5" },       { "Duration", "1 day, 2:00:00" },
		     { "Duration", "1:30:00 AM" },  { "Duration", "1.02:30:00" }, { "Duration", "0.0625" },
		     { "Duration", "0,354166667" }, { "Hours", "99999" },         { "Duration", "1:75" },
		     { "Duration", "PT" },          { "Duration", "1h30m?" } };
	ts_store *store = ((struct support *)*state)->store;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char text[256];
		(void)snprintf(text, sizeof text, "Start;%s;Activity\n2026-09-01 08:00;%s;a\n", rows[i].column,
		               rows[i].length);
		imports_assert_reason(store, TS_FORMAT_CSV, text, 0, "its length is no time");
		/* Beside an end it counts for nothing, and that is said. */
		(void)snprintf(text, sizeof text, "Start;End;%s;Activity\n2026-09-01 08:00;2026-09-01 09:00;%s;a\n",
		               rows[i].column, rows[i].length);
		imports_assert_reason(store, TS_FORMAT_CSV, text, 0, "the times count");
	}
	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Start,End,Duration,Activity\n2026-09-01 08:00,2026-09-01 09:30,90,a\n", 0, "");
	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Start,End,Duration,Activity\n2026-09-01 08:00,2026-09-01 09:30,5400,a\n", 0, "");
}

/* ---- what would be wrong without a word ---- */

static void a_break_is_not_taken_off_and_that_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	imports_assert_reason(store, TS_FORMAT_CSV, "Datum;Von;Bis;Pause;Projekt\n01.09.2026;8:00;17:00;0:30;a\n", 0,
	                      "its break ('0:30') is not taken off");
	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Date,Start,End,Break,Hours,Project\n2026-09-01,8:00,17:00,1:00,8.00,a\n", 0,
	                      "disagree: the times count; its break ('1:00') is not taken off");
	imports_assert_reason(store, TS_FORMAT_CSV, "Datum;Von;Bis;Pause;Projekt\n01.09.2026;8:00;17:00;0:00;a\n", 0,
	                      "");
	imports_assert_reason(store, TS_FORMAT_CSV, "Datum;Von;Bis;Pause;Projekt\n01.09.2026;8:00;17:00;;a\n", 0, "");
}

static void a_header_with_two_pairs_of_times_is_refused(void **state)
{
	static const char rows[] = "Datum;Von;Bis;Von;Bis;Projekt\n01.09.2026;8:00;12:00;13:00;17:00;a\n";
	static const char twice[] = "Date,Start,End,Duration,Duration,Project\n2026-09-01,8:00,9:00,1:00,2:00,a\n";

	(void)state;
	imports_assert_trouble(TS_FORMAT_CSV, rows, sizeof rows - 1, "its header names 'Von' twice");
	imports_assert_trouble(TS_FORMAT_CSV, twice, sizeof twice - 1, "its header names 'Duration' twice");
}

static void a_number_with_a_comma_and_no_quotes_moves_no_columns(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,Hours,Activity\n2026-09-01,08:00,7,5,dev\n", 0,
	                      "it has 5 fields, and the header 4");
	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,Hours,Activity\n2026-09-01,08:00,7,dev,,\n", 0, "");
}

static void a_file_that_was_cut_off_runs_nothing(void **state)
{
	IMPORTS_ASSERT(state, { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00,", "" },
	               { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00", "" },
	               { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00,2026-10-01 09:3", "" },
	               { TS_FORMAT_CSV, "activity,start,end,notes\na,2026-10-01 08:00,\n", "a 7200 ..." },
	               { TS_FORMAT_CSV, "activity,start,end\na,2026-10-01 08:00", "" });
}

static void dates_that_can_be_meant_in_several_ways_are_asked_for(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source german = { .format = TS_FORMAT_CSV, .options = { .dates_locale = TS_DATES_DMY } };
	const struct imports_source american = { .format = TS_FORMAT_CSV, .options = { .dates_locale = TS_DATES_MDY } };
	const struct imports_source said = { .format = TS_FORMAT_CSV, .options = { .dates = TS_DATES_YMD } };
	static const char year[] = "Date,Start,End,Activity\n26-09-01,8:00,9:00,a\n";
	static const char both[] = "Date,Start,End,Activity\n13/09/2026,8:00,9:00,a\n09/13/2026,8:00,9:00,b\n";
	static const char last[] = "Date,Start,End,Activity\n05/09/26,8:00,9:00,a\n31/08/26,8:00,9:00,a\n";
	struct ts_done done;

	imports_assert_trouble(TS_FORMAT_CSV, year, sizeof year - 1,
	                       "the year first ('26-09-01'): say --dates dmy or --dates ymd");
	imports_assert_trouble(TS_FORMAT_CSV, both, sizeof both - 1, "in no one order");
	imports_assert_trouble(TS_FORMAT_CSV, last, sizeof last - 1, "--dates dmy or --dates ymd");
	(void)imports_bytes(store, &said, year, sizeof year - 1);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 1), SUPPORT_NOW, "08:00 a, 09:00 off");
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	(void)imports_bytes(store, &german, last, sizeof last - 1);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), SUPPORT_NOW, "<09:00 off, 08:00 a, 09:00 off");
	assert_int_equal(ts_undo(store, SUPPORT_NOW, &done), TS_OK);
	/* What the file tells goes before the locale. */
	static const char british[] = "Date,Start,End,Activity\n05/09/2026,8:00,9:00,a\n31/08/2026,8:00,9:00,a\n";
	(void)imports_bytes(store, &american, british, sizeof british - 1);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), SUPPORT_NOW, "<09:00 off, 08:00 a, 09:00 off");
}

static void times_of_several_people_are_told_apart_by_any_name(void **state)
{
	static const char users[] =
	        "Date,From,To,User,Activity\n2026-09-01,8:00,9:00,ada,a\n2026-09-01,8:00,9:00,bob,a\n";
	static const char members[] = "Start,End,Member,Activity\n2026-09-01 8:00,2026-09-01 9:00,Ada L,a\n"
	                              "2026-09-01 8:00,2026-09-01 9:00,Bob,a\n";
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source ada = { .format = TS_FORMAT_CSV, .options = { .person = "ada" } };

	imports_assert_trouble(TS_FORMAT_CSV, users, sizeof users - 1, "several people, ada and bob");
	imports_assert_trouble(TS_FORMAT_CSV, members, sizeof members - 1, "several people, Ada L and Bob");
	assert_int_equal(imports_bytes(store, &ada, users, sizeof users - 1).taken, 1);
	imports_assert(store, "a 3600");
}

static void a_day_and_a_start_that_disagree_are_refused(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Date,Start,End,Activity\n2026-09-01,1900-01-01 08:00,1900-01-01 09:00,a\n", 0,
	                      "beside the one of its start");
	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Date,Start,End,Activity\n2026-09-01,2026-09-02 01:00,2026-09-02 02:00,a\n", 0, "");
}

static void a_night_that_is_long_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,End,Activity\n2026-09-01,9:00,5:00,a\n", 0,
	                      "it ends before it begins: taken as the next day's");
	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,End,Activity\n2026-09-01,22:00,5:00,a\n", 0, "");
	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,End,Duration,Activity\n2026-09-01,9:00,5:00,20:00,a\n",
	                      0, "");
}

/* Sums at the end, sums between, a title, names that are repeated: none is a log, and each is told with its line. */
static void what_is_no_row_is_told_with_its_line(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char carriage[] = "Start,End,Activity\r2026-09-01 08:00,2026-09-01 09:00,a\r\r\"x\ry\",b,c\r";
	ts_import *import;

	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Date,Start,End,Hours,Activity\n2026-09-01,8:00,9:00,1,a\nTotal,,,1,\n", 1, "Total");
	imports_assert_reason(store, TS_FORMAT_CSV, "Date,Start,End,Hours,Activity\n2026-09-01,8:00,9:00,1,a\n,,,1,\n",
	                      1, "a length without a time of day has no place in time");
	imports_assert_reason(store, TS_FORMAT_CSV,
	                      "Start,End,Activity\nStart,End,Activity\n2026-09-01 8:00,2026-09-01 9:00,a\n", 0,
	                      "its start is no time ('Start')");
	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "old", carriage, sizeof carriage - 1), TS_OK);
	assert_int_equal(ts_import_count(import), 2);
	assert_int_equal(ts_import_line(import, 0).line, 2);
	assert_int_equal(ts_import_line(import, 1).line, 4);
	ts_import_destroy(import);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(exports_of_trackers),
		CASE(exports_of_more_trackers),
		CASE(reports_without_moments_are_none),
		CASE(spreadsheets_of_several_countries),
		CASE(cells_that_are_no_times),
		CASE(lengths_that_are_none),
		CASE(a_break_is_not_taken_off_and_that_is_said),
		CASE(a_header_with_two_pairs_of_times_is_refused),
		CASE(a_number_with_a_comma_and_no_quotes_moves_no_columns),
		CASE(a_file_that_was_cut_off_runs_nothing),
		CASE(dates_that_can_be_meant_in_several_ways_are_asked_for),
		CASE(times_of_several_people_are_told_apart_by_any_name),
		CASE(a_day_and_a_start_that_disagree_are_refused),
		CASE(a_night_that_is_long_is_said),
		CASE(what_is_no_row_is_told_with_its_line),
	};

	return cmocka_run_group_tests_name("import tables", tests, NULL, NULL);
}
