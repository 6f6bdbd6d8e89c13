/*
 * Files that went wrong somewhere, each with what is right: what its rows add up to by activity, and that nothing goes
 * on that the file does not say so of. Each kind has members besides those files.
 */
#include "support_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

static unsigned char *case_read(const char *name, size_t *size)
{
	char path[SUPPORT_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/tests/data/exchange/cases/%s", TEST_SOURCE_DIR, name);
	return support_file_read(path, size);
}

static void case_import(ts_store *store, const struct imports_source *source, const char *name)
{
	size_t size;
	unsigned char *bytes = case_read(name, &size);

	(void)imports_bytes(store, source, (const char *)bytes, size);
	free(bytes);
}

static void assert_case(void **state, enum ts_format format, const char *name, const char *expected)
{
	const struct imports_source source = { .format = format };
	ts_store *store = ((struct support *)*state)->store;

	case_import(store, &source, name);
	imports_assert(store, expected);
}

/* ---- ends ---- */

static void toggls_stop_columns_are_ends(void **state)
{
	assert_case(state, TS_FORMAT_TOGGL, "a1-toggl-stop.csv", "Acme: Draft offer 3600, Post 1800");
}

static void a_begin_and_a_length_are_an_end(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "a3-start-duration.csv", "plan 5400, call 1800");
}

static void a_capital_o_clocks_out(void **state)
{
	assert_case(state, TS_FORMAT_TIMECLOCK, "d1-capital-o.timeclock", "acme: billed 3600, acme: open 3600");
}

static void a_stop_that_is_a_float_is_a_stop(void **state)
{
	assert_case(state, TS_FORMAT_WATSON, "f1-float-stop.json", "acme 3600, half 3600");
}

static void what_watson_log_prints_is_read(void **state)
{
	assert_case(state, TS_FORMAT_WATSON, "e1-watson-log.json", "acme 7200");
}

static void an_open_range_of_a_past_day_is_cut_at_the_next_entry(void **state)
{
	assert_case(state, TS_FORMAT_KLOG, "j1-open-range-forgotten.klg", "forgotten 18000, call 3600, monday 3600");
}

static void what_has_no_end_runs_only_if_it_is_the_newest_and_not_old(void **state)
{
	IMPORTS_ASSERT(state, { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00,,a\n", "a 7200 ..." },
	               { TS_FORMAT_CSV, "start,end,activity\n2026-09-01 08:00,,a\n", "" },
	               { TS_FORMAT_CSV, "start,activity\n2026-10-01 08:00,a\n2026-10-01 09:00,b\n", "a 3600" },
	               { TS_FORMAT_CSV,
	                 "start,end,activity\n2026-09-29 08:00,,a\n2026-10-01 09:00,2026-10-01 09:30,b\n", "b 1800" },
	               { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00,soon,a\n", "" },
	               { TS_FORMAT_CSV, "start,end,duration,activity\n2026-10-01 08:00,,0:20,a\n", "a 1200" },
	               { TS_FORMAT_WATSON, "[[1790834400,null,\"p\",\"x\",[],0]]", "" },
	               { TS_FORMAT_WATSON, "[[1790834400,\"3600\",\"p\",\"x\",[],0]]", "" },
	               { TS_FORMAT_WATSON, "{\"project\":\"p\",\"start\":1790834400.0}", "p 7200 ..." },
	               { TS_FORMAT_WATSON, "{\"project\":\"p\",\"start\":1788255000}", "" },
	               { TS_FORMAT_TIMECLOCK, "i 2026-10-01 08:00:00 a\n", "a 7200 ..." },
	               { TS_FORMAT_TIMECLOCK, "i 2026-09-01 08:00:00 a\ni 2026-10-01 09:00:00 b\n", "b 3600 ..." },
	               { TS_FORMAT_TIMECLOCK, "i 2026-10-01 08:00:00 a\no 2026-10-01 08:30:00\nO 2026-10-01 09:00:00\n",
	                 "a 1800" },
	               { TS_FORMAT_KLOG, "2026-10-01\n    8:00 - ? a\n", "a 7200 ..." },
	               { TS_FORMAT_KLOG, "2026-09-29\n    8:00 - ??? a\n", "" },
	               { TS_FORMAT_TIMEWARRIOR, "inc 20261001T060000Z # a\n", "a 7200 ..." },
	               { TS_FORMAT_TIMEWARRIOR,
	                 "inc 20260901T060000Z # a\ninc 20260901T070000Z - 20260901T080000Z # b\n", "a 3600, b 3600" },
	               { TS_FORMAT_TIMEWARRIOR, "[{\"start\":\"20261001T060000Z\",\"end\":7,\"tags\":[\"a\"]}]", "" },
	               { TS_FORMAT_JSON,
	                 "{\"logs\":[{\"time\":\"2026-09-01T08:00:00+02:00\",\"end\":null,\"activity\":\"a\","
	                 "\"seconds\":600}]}",
	                 "a 600" },
	               { TS_FORMAT_JSON,
	                 "{\"logs\":[{\"time\":\"2026-09-01T08:00:00+02:00\",\"end\":5,\"activity\":\"a\"}]}", "" });
}

static void what_the_newest_row_goes_on_with_runs_until_that_ends(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)imports_text(store, TS_FORMAT_CSV,
	                   "start,end,activity\n2026-10-01 08:00,2026-10-01 09:00,a\n2026-10-01 08:30,,a\n");
	imports_assert(store, "a 7200 ...");
	(void)imports_text(store, TS_FORMAT_CSV,
	                   "start,end,activity\n2026-10-01 08:00,2026-10-01 09:00,a\n"
	                   "2026-10-01 08:30,2026-10-01 09:15,a\n");
	imports_assert(store, "a 4500");
}

static void what_lies_ahead_of_now_by_seconds_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "start,end,activity\n2026-10-01 09:00,2026-10-01 09:30,a\n"
	                           "2026-10-01 09:30,2026-10-01 10:00:30,b\n2026-10-01 10:00:20,,c\n";

	imports_assert_reason(store, TS_FORMAT_CSV, rows, 0, "");
	imports_assert_reason(store, TS_FORMAT_CSV, rows, 1, "it ends some seconds ahead of this machine's clock");
	imports_assert_reason(store, TS_FORMAT_CSV, rows, 2, "it begins some seconds ahead of this machine's clock");
}

static void a_state_that_ends_later_ends(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)imports_text(store, TS_FORMAT_WATSON, "{\"project\":\"p\",\"start\":1790834400,\"tags\":[]}");
	imports_assert(store, "p 7200 ...");
	(void)imports_text(store, TS_FORMAT_WATSON, "[[1790834400,1790838000,\"p\",\"aadc\",[],1790838000]]");
	imports_assert(store, "p 3600");
	assert_int_equal(imports_text(store, TS_FORMAT_WATSON, "[[1790834400,1790838000,\"p\",\"aadc\",[],0]]").logs,
	                 0);
}

static void an_old_state_and_the_frames_after_it_are_the_frames(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source watson = { .format = TS_FORMAT_WATSON };

	case_import(store, &watson, "l1-watson.state.json");
	case_import(store, &watson, "l1-watson.frames.json");
	imports_assert(store, "p 3600");
}

static void what_was_logged_by_hand_and_goes_on_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "start,end,activity\n2026-10-01 08:00,2026-10-01 08:30,parser\n";
	struct ts_imported sum;
	ts_import *import;

	(void)rows_log(store, "parser", rows_at(2026, 10, 1, 8, 0), now);
	assert_int_equal(ts_import_create(TS_FORMAT_CSV, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "rows", rows, sizeof rows - 1), TS_OK);
	assert_int_equal(ts_import_run(store, import, false, now, NULL, NULL, &sum), TS_UNCHANGED);
	assert_non_null(strstr(ts_import_line(import, 0).reason, "its end is not taken over"));
	ts_import_destroy(import);
}

/* ---- ours ---- */

static void our_files_of_any_ranges_give_what_they_say(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char header[] = "id,time,end,activity,comment,seconds,locked,note,rest,carried\n";
	static const char night[] = "000102030405060708090a0b0c0d0e0f";
	char august[512], september[512], both[512];
	struct ts_done done;

	(void)snprintf(august, sizeof august,
	               "%s%s,2026-08-31T22:00:00+02:00,2026-09-01T00:00:00+02:00,night,,7200,,,,\n", header, night);
	(void)snprintf(september, sizeof september,
	               "%s%s,2026-09-01T00:00:00+02:00,2026-09-01T02:00:00+02:00,night,,7200,,,,true\n", header, night);
	(void)snprintf(both, sizeof both, "%s%s,2026-08-31T22:00:00+02:00,2026-09-01T02:00:00+02:00,night,,14400,,,,\n",
	               header, night);
	const char *const orders[][3] = { { august, september, both },
		                          { september, august, both },
		                          { september, both, august },
		                          { august, both, september },
		                          { both, august, september } };
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
		size_t steps = 0;
		for (size_t j = 0; j < 3; j++)
			steps += imports_text(store, TS_FORMAT_CSV, orders[i][j]).logs > 0;
		imports_assert(store, "night 14400");
		rows_assert_day(store, ts_day_from_civil(2026, 9, 1), now, "<22:00 night, 02:00 off");
		for (; steps > 0; steps--)
			assert_int_equal(ts_undo(store, now, &done), TS_OK);
		imports_assert(store, "");
	}
}

static void files_of_before_said_nothing_of_what_was_carried(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char header[] = "id,time,end,activity,comment,seconds,locked,note\n";
	char rows[512];

	(void)snprintf(rows, sizeof rows,
	               "%s000102030405060708090a0b0c0d0e0f,2026-09-01T00:00:00+02:00,2026-09-01T02:00:00+02:00,night,,"
	               "7200,,\n",
	               header);
	(void)imports_text(store, TS_FORMAT_CSV, rows);
	(void)snprintf(rows, sizeof rows,
	               "%s000102030405060708090a0b0c0d0e0f,2026-08-31T22:00:00+02:00,2026-09-01T00:00:00+02:00,night,,"
	               "7200,,\n",
	               header);
	(void)imports_text(store, TS_FORMAT_CSV, rows);
	imports_assert(store, "night 14400");
}

static void a_log_of_ours_that_got_longer_is_longer(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char first[] =
	        "{\"logs\":[{\"id\":\"000102030405060708090a0b0c0d0e0f\",\"time\":"
	        "\"2026-09-01T10:00:00+02:00\",\"end\":\"2026-09-01T11:00:00+02:00\",\"activity\":\"a\"}]}";
	static const char longer[] =
	        "{\"logs\":[{\"id\":\"000102030405060708090a0b0c0d0e0f\",\"time\":"
	        "\"2026-09-01T10:00:00+02:00\",\"end\":\"2026-09-01T12:00:00+02:00\",\"activity\":\"a\"}]}";
	static const char earlier[] =
	        "{\"logs\":[{\"id\":\"000102030405060708090a0b0c0d0e0f\",\"time\":"
	        "\"2026-09-01T09:00:00+02:00\",\"end\":\"2026-09-01T10:00:00+02:00\",\"activity\":\"a\"}]}";

	(void)imports_text(store, TS_FORMAT_JSON, first);
	imports_assert(store, "a 3600");
	(void)imports_text(store, TS_FORMAT_JSON, longer);
	imports_assert(store, "a 7200");
	(void)imports_text(store, TS_FORMAT_JSON, earlier);
	imports_assert(store, "a 10800");
	(void)imports_text(store, TS_FORMAT_JSON, first);
	imports_assert(store, "a 10800");
}

static void importing_a_day_where_it_came_from_leaves_what_goes_on(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_span span;
	char rows[512], id[40] = "";

	(void)rows_log(store, "night", rows_at(2026, 9, 30, 22, 0), now);
	assert_int_equal(ts_current_read(store, now, &span), TS_OK);
	for (size_t i = 0; i < TS_ID_SIZE; i++)
		(void)snprintf(id + 2 * i, 3, "%02x", span.id.bytes[i]);
	(void)snprintf(rows, sizeof rows,
	               "id,time,end,activity,comment,seconds,locked,note,rest,carried\n"
	               "%s,2026-09-30T22:00:00+02:00,2026-10-01T00:00:00+02:00,night,,7200,,,,\n",
	               id);
	assert_int_equal(imports_text(store, TS_FORMAT_CSV, rows).logs, 0);
	imports_assert(store, "night 43200 ...");
}

static void json_tells_how_activities_look_and_csv_what_is_rest(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_activity activity;

	(void)imports_text(store, TS_FORMAT_JSON,
	                   "{\"logs\":[],\"notes\":[],\"activities\":[{\"activity\":\"lunch\",\"slot\":6,\"colour\":3,"
	                   "\"rest\":true},{\"activity\":\"old\",\"archived\":true}]}");
	assert_true(rows_activity_find(store, "lunch", now, &activity));
	assert_int_equal(activity.slot, 6);
	assert_int_equal(activity.colour, 3);
	assert_true(activity.rest && activity.colour_chosen);
	assert_true(rows_activity_find(store, "old", now, &activity));
	assert_true(activity.archived);
	(void)imports_text(store, TS_FORMAT_CSV,
	                   "id,time,end,activity,comment,seconds,locked,note,rest,carried\n"
	                   ",2026-09-01T10:00:00+02:00,2026-09-01T11:00:00+02:00,tea,,3600,,,true,\n");
	assert_true(rows_activity_find(store, "tea", now, &activity));
	assert_true(activity.rest);
}

/* ---- nights and days ---- */

static void the_end_date_is_used(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "b1-clockify-night.csv", "Acme 16200");
}

static void an_end_before_its_begin_is_the_next_days(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "c1-kimai-night.csv", "Acme: Coding 13500");
}

static void a_length_of_days_is_believed(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "c3-longer-than-a-day.csv", "migration 265260");
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

	case_import(store, &source, "k1-virtual-midnight-four.txt");
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

/* ---- texts ---- */

static void blanks_may_stand_before_an_account(void **state)
{
	assert_case(state, TS_FORMAT_TIMECLOCK, "d3-aligned.timeclock", "acme: dev 3600, acme: mail 1800");
}

static void the_first_column_that_is_filled_names_it(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "o1-empty-task.csv", "Lunch 3600");
}

static void toggls_dash_is_nothing(void **state)
{
	assert_case(state, TS_FORMAT_TOGGL, "n1-toggl-dash.csv", "Post 1800");
	rows_assert_day(((struct support *)*state)->store, ts_day_from_civil(2026, 9, 1), now, "13:00 Post, 13:30 off");
}

static void client_project_and_tags_are_kept(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)imports_text(store, TS_FORMAT_TOGGL,
	                   "Client,Project,Description,Start date,Start time,End date,End time,Tags\n"
	                   "Big,Site,Fix,2026-09-01,08:00:00,2026-09-01,09:00:00,\"a, two words\"\n"
	                   "Big,-,Call,2026-09-01,09:00:00,2026-09-01,10:00:00,-\n");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 1), now,
	                "08:00 Big / Site: Fix (#a #\"two words\"), 09:00 Big: Call, 10:00 off");
}

static void a_nul_is_refused_with_its_row_in_every_format(void **state)
{
	static const struct {
		enum ts_format format;
		const char *bytes;
		size_t size;
	} files[] = {
#define FILE_OF(format, text) { format, (text), sizeof(text) - 1 }
		FILE_OF(TS_FORMAT_CSV, "start,end,activity\n2026-09-01 08:00,2026-09-01 09:00,a\0b\n"),
		FILE_OF(TS_FORMAT_TOGGL, "Description,Start date,Start time,End date,End time\n"
		                         "a\0b,2026-09-01,08:00:00,2026-09-01,09:00:00\n"),
		FILE_OF(TS_FORMAT_TIMEWARRIOR, "inc 20260901T060000Z - 20260901T070000Z # a\0b\n"),
		FILE_OF(TS_FORMAT_TIMECLOCK, "i 2026-09-01 09:00:00 a\0b\n"),
		FILE_OF(TS_FORMAT_KLOG, "2026-09-01\n    8:00 - 9:00 a\0b\n"),
		FILE_OF(TS_FORMAT_GTIMELOG, "2026-09-01 08:00: x\n2026-09-01 09:00: a\0b\n"),
		FILE_OF(TS_FORMAT_TIMETRAP, "start,end,note,sheet\n2026-09-01 08:00,2026-09-01 09:00,n,a\0b\n"),
		FILE_OF(TS_FORMAT_WATSON, "[[1788255000,1788258600,\"a\\u0000b\",\"x\",[],0]]"),
		FILE_OF(TS_FORMAT_JSON,
		        "{\"logs\":[{\"time\":\"2026-09-01T08:00:00Z\",\"end\":\"2026-09-01T09:00:00Z\","
		        "\"activity\":\"a\\u0000b\"}]}"),
#undef FILE_OF
	};
	ts_store *store = ((struct support *)*state)->store;

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		const struct imports_source source = { .format = files[i].format };
		struct ts_imported sum = imports_bytes(store, &source, files[i].bytes, files[i].size);
		if (sum.refused != 1 || sum.logs != 0)
			fail_msg("file %zu: %zu refused, %zu logs", i, sum.refused, sum.logs);
	}
}

static void a_note_that_grew_gets_what_is_new(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source klog = { .format = TS_FORMAT_KLOG };

	case_import(store, &klog, "p1-note.first.klg");
	case_import(store, &klog, "p1-note.second.klg");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 1), "A line\nB line");
	(void)imports_text(store, TS_FORMAT_KLOG, "2026-09-01\nA line\nbetween\nB line\nlast\n");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 1), "A line\nbetween\nB line\nlast");
	(void)imports_text(store, TS_FORMAT_JSON,
	                   "{\"logs\":[],\"notes\":[{\"date\":\"2026-09-01\",\"text\":\"A line\\n\\nmore\"}]}");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 1), "A line\n\nmore\nbetween\nB line\nlast");
}

static void several_tags_stay_several(void **state)
{
	static const char *const lists[][3] = { { "acme", "dev", NULL },       { "a, b", "c", NULL },
		                                { "fix #12", "x", NULL },      { "#a", "#b", NULL },
		                                { "say \"hi\"", "k=v", NULL }, { "one", NULL, NULL },
		                                { "fix #12 more", NULL, NULL } };

	assert_case(state, TS_FORMAT_TIMEWARRIOR, "r1-tags.data", "acme #dev 3600, acme #mail 3600, a, b #c 1800");
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		char json[256], tags[TS_TAGS][TS_TEXT_SIZE], quoted[2][64] = { "", "" };
		ts_import *import;
		for (size_t j = 0; j < 2 && lists[i][j]; j++) {
			for (const char *at = lists[i][j]; *at; at++)
				(void)snprintf(quoted[j] + strlen(quoted[j]), 3, "%s%c", *at == '"' ? "\\" : "", *at);
		}
		(void)snprintf(json, sizeof json, "[{\"start\":\"20260901T060000Z\",\"tags\":[\"%s\"%s%s%s]}]",
		               quoted[0], lists[i][1] ? ",\"" : "", quoted[1], lists[i][1] ? "\"" : "");
		assert_int_equal(ts_import_create(TS_FORMAT_TIMEWARRIOR, NULL, &import), TS_OK);
		assert_int_equal(ts_import_read(import, "tags", json, strlen(json)), TS_OK);
		assert_int_equal(ts_text_tags(ts_import_line(import, 0).text, tags), lists[i][1] ? 2 : 1);
		for (size_t j = 0; j < 2 && lists[i][j]; j++)
			assert_string_equal(tags[j], lists[i][j]);
		ts_import_destroy(import);
	}
}

/* ---- zones ---- */

static void a_zone_in_a_header_holds(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "m1-utc-in-the-header.csv", "plan 3600");
	rows_assert_day(((struct support *)*state)->store, ts_day_from_civil(2026, 9, 1), now, "11:00 plan, 12:00 off");
}

static void lengths_over_a_change_of_clocks_are_real(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "q1-clocks-change.csv", "autumn 10800, spring 9000");
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

/* ---- columns and dates ---- */

static void clockifys_dates_need_a_word(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source american = { .format = TS_FORMAT_CSV, .options = { .dates = TS_DATES_MDY } };
	const struct imports_source usual = { .format = TS_FORMAT_CSV, .options = { .dates_locale = TS_DATES_DMY } };
	size_t size;
	struct ts_done done;
	unsigned char *bytes = case_read("s1-clockify-us.csv", &size);

	imports_assert_trouble(TS_FORMAT_CSV, (const char *)bytes, size, "--dates dmy or --dates mdy");
	free(bytes);
	case_import(store, &american, "s1-clockify-us.csv");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), now, "14:00 Acme ([Client] Call), 15:00 off");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	case_import(store, &usual, "s1-clockify-us.csv");
	rows_assert_day(store, ts_day_from_civil(2026, 5, 9), now, "14:00 Acme ([Client] Call), 15:00 off");
}

static void simple_time_tracker_harvest_and_excel_are_read(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source csv = { .format = TS_FORMAT_CSV };

	case_import(store, &csv, "u1-excel-sep.csv");
	case_import(store, &csv, "t1-simple-time-tracker.csv");
	imports_assert(store, "Piano 3600, plan 3600");
}

static void harvests_hours_and_times_are_read(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "t2-harvest.csv", "Acme: Design 5400");
}

static void times_that_have_their_date_need_no_other(void **state)
{
	assert_case(state, TS_FORMAT_CSV, "w1-date-and-full-times.csv", "Dev 12600");
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(toggls_stop_columns_are_ends),
		CASE(a_begin_and_a_length_are_an_end),
		CASE(a_capital_o_clocks_out),
		CASE(a_stop_that_is_a_float_is_a_stop),
		CASE(what_watson_log_prints_is_read),
		CASE(an_open_range_of_a_past_day_is_cut_at_the_next_entry),
		CASE(what_has_no_end_runs_only_if_it_is_the_newest_and_not_old),
		CASE(what_the_newest_row_goes_on_with_runs_until_that_ends),
		CASE(what_lies_ahead_of_now_by_seconds_is_said),
		CASE(a_state_that_ends_later_ends),
		CASE(an_old_state_and_the_frames_after_it_are_the_frames),
		CASE(what_was_logged_by_hand_and_goes_on_is_said),
		CASE(our_files_of_any_ranges_give_what_they_say),
		CASE(files_of_before_said_nothing_of_what_was_carried),
		CASE(a_log_of_ours_that_got_longer_is_longer),
		CASE(importing_a_day_where_it_came_from_leaves_what_goes_on),
		CASE(json_tells_how_activities_look_and_csv_what_is_rest),
		CASE(the_end_date_is_used),
		CASE(an_end_before_its_begin_is_the_next_days),
		CASE(a_length_of_days_is_believed),
		CASE(a_length_that_disagrees_is_said),
		CASE(gtimelogs_days_end_where_the_users_do),
		CASE(gtimelogs_lines_out_of_order_are_said),
		CASE(seconds_of_ours_that_disagree_with_the_times_are_said),
		CASE(dates_over_midnight_and_over_days),
		CASE(blanks_may_stand_before_an_account),
		CASE(the_first_column_that_is_filled_names_it),
		CASE(toggls_dash_is_nothing),
		CASE(client_project_and_tags_are_kept),
		CASE(a_nul_is_refused_with_its_row_in_every_format),
		CASE(a_note_that_grew_gets_what_is_new),
		CASE(several_tags_stay_several),
		CASE(a_zone_in_a_header_holds),
		CASE(lengths_over_a_change_of_clocks_are_real),
		CASE(what_stands_beside_timeclocks_entries_is_no_entry),
		CASE(a_zone_in_timeclock_holds),
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
	};

	return cmocka_run_group_tests_name("import cases", tests, NULL, NULL);
}
