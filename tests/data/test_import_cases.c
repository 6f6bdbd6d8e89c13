/*
 * Files that went wrong somewhere, each with what is right: what its rows add up to by activity, and that nothing goes
 * on that the file does not say so of. Each kind has members besides those files.
 */
#include "support_import.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

/* ---- ends ---- */

static void toggls_stop_columns_are_ends(void **state)
{
	imports_assert_case(state, TS_FORMAT_TOGGL, "a1-toggl-stop.csv", "Acme: Draft offer 3600, Post 1800");
}

static void a_begin_and_a_length_are_an_end(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "a3-start-duration.csv", "plan 5400, call 1800");
}

static void a_capital_o_clocks_out(void **state)
{
	imports_assert_case(state, TS_FORMAT_TIMECLOCK, "d1-capital-o.timeclock", "acme: billed 3600, acme: open 3600");
}

static void a_stop_that_is_a_float_is_a_stop(void **state)
{
	imports_assert_case(state, TS_FORMAT_WATSON, "f1-float-stop.json", "acme 3600, half 3600");
}

static void what_watson_log_prints_is_read(void **state)
{
	imports_assert_case(state, TS_FORMAT_WATSON, "e1-watson-log.json", "acme 7200");
}

static void an_open_range_of_a_past_day_is_cut_at_the_next_entry(void **state)
{
	imports_assert_case(state, TS_FORMAT_KLOG, "j1-open-range-forgotten.klg",
	                    "forgotten 18000, call 3600, monday 3600");
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

	imports_case(store, &watson, "l1-watson.state.json");
	imports_case(store, &watson, "l1-watson.frames.json");
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
	};

	return cmocka_run_group_tests_name("import cases", tests, NULL, NULL);
}
