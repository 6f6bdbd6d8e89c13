/*
 * Files that went wrong somewhere, each with what is right: what its rows add up to by activity, and that nothing goes
 * on that the file does not say so of. Each kind has members besides those files.
 */
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

enum { TEXT_ROOM = 4096 };

/* "parser 3600, call 1800": seconds by activity, and " ..." behind them while something goes on. */
static void totals_say(ts_store *store, char out[TEXT_ROOM])
{
	const struct ts_range range = { ts_day_from_civil(2025, 1, 1), ts_day_from_civil(2026, 10, 1) };
	struct ts_report report;
	struct ts_span span;
	size_t size = 0;

	assert_int_equal(ts_totals_read(store, range, now, &report), TS_OK);
	out[0] = '\0';
	for (size_t i = 0; i < report.activity_count; i++)
		size += (size_t)snprintf(out + size, TEXT_ROOM - size, "%s%s %lld", i ? ", " : "",
		                         report.activities[i].text,
		                         (long long)(report.activities[i].milliseconds / TS_SECOND));
	if (ts_current_read(store, now, &span) == TS_OK && !span.off)
		(void)snprintf(out + size, TEXT_ROOM - size, " ...");
	ts_report_release(&report);
}

static void assert_totals(ts_store *store, const char *expected)
{
	char said[TEXT_ROOM];

	totals_say(store, said);
	assert_string_equal(said, expected);
}

struct source {
	enum ts_format format;
	struct ts_import_options options;
};

/* Imports bytes; the import's counts. */
static struct ts_imported bytes_import(ts_store *store, const struct source *source, const char *bytes, size_t size)
{
	ts_import *import;
	struct ts_imported sum;

	assert_int_equal(ts_import_create(source->format, &source->options, &import), TS_OK);
	enum ts_status status = ts_import_read(import, "file", bytes, size);
	if (status != TS_OK)
		fail_msg("not read: %s", ts_import_trouble(import));
	status = ts_import_run(store, import, false, now, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	ts_import_destroy(import);
	return sum;
}

static struct ts_imported text_import(ts_store *store, enum ts_format format, const char *text)
{
	const struct source source = { .format = format };

	return bytes_import(store, &source, text, strlen(text));
}

static unsigned char *case_read(const char *name, size_t *size)
{
	char path[SUPPORT_PATH_SIZE];

	(void)snprintf(path, sizeof path, "%s/tests/data/exchange/cases/%s", TEST_SOURCE_DIR, name);
	return support_file_read(path, size);
}

static void case_import(ts_store *store, const struct source *source, const char *name)
{
	size_t size;
	unsigned char *bytes = case_read(name, &size);

	(void)bytes_import(store, source, (const char *)bytes, size);
	free(bytes);
}

static void assert_case(void **state, enum ts_format format, const char *name, const char *expected)
{
	const struct source source = { .format = format };
	ts_store *store = ((struct support *)*state)->store;

	case_import(store, &source, name);
	assert_totals(store, expected);
}

/* Rows of one kind: each is a file, imported by a new user of the same store; that is by undoing the one before. */
struct member {
	enum ts_format format;
	const char *text, *expected;
};

static void assert_members(void **state, const struct member *members, size_t count)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_done done;

	for (size_t i = 0; i < count; i++) {
		char said[TEXT_ROOM];
		struct ts_imported sum = text_import(store, members[i].format, members[i].text);
		totals_say(store, said);
		if (strcmp(said, members[i].expected) != 0)
			fail_msg("%s\nis %s, not %s", members[i].text, said, members[i].expected);
		if (sum.logs + sum.notes + sum.activities > 0)
			assert_int_equal(ts_undo(store, now, &done), TS_OK);
	}
}

#define ASSERT_MEMBERS(state, ...)                                                                                     \
	do {                                                                                                           \
		static const struct member members[] = { __VA_ARGS__ };                                                \
		assert_members(state, members, sizeof members / sizeof members[0]);                                    \
	} while (false)

/* What is said of one row of a file that is imported. */
static void assert_reason(ts_store *store, enum ts_format format, const char *text, size_t row, const char *expected)
{
	ts_import *import;
	struct ts_imported sum;
	struct ts_done done;

	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	if (ts_import_read(import, "rows", text, strlen(text)) != TS_OK)
		fail_msg("not read: %s", ts_import_trouble(import));
	enum ts_status status = ts_import_run(store, import, false, now, NULL, NULL, &sum);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	assert_true(row < ts_import_count(import));
	const char *reason = ts_import_line(import, row).reason;
	if (expected[0] ? !strstr(reason, expected) : reason[0] != '\0')
		fail_msg("%s\nrow %zu: said '%s', not '%s'", text, row, reason, expected);
	ts_import_destroy(import);
	if (status == TS_OK)
		assert_int_equal(ts_undo(store, now, &done), TS_OK);
}

/* What cannot be read as a whole: why. */
static void assert_trouble(enum ts_format format, const char *bytes, size_t size, const char *expected)
{
	ts_import *import;

	assert_int_equal(ts_import_create(format, NULL, &import), TS_OK);
	assert_int_equal(ts_import_read(import, "file", bytes, size), TS_INVALID);
	if (!strstr(ts_import_trouble(import), expected))
		fail_msg("said: %s", ts_import_trouble(import));
	ts_import_destroy(import);
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
	ASSERT_MEMBERS(state, { TS_FORMAT_CSV, "start,end,activity\n2026-10-01 08:00,,a\n", "a 7200 ..." },
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

	(void)text_import(store, TS_FORMAT_CSV,
	                  "start,end,activity\n2026-10-01 08:00,2026-10-01 09:00,a\n2026-10-01 08:30,,a\n");
	assert_totals(store, "a 7200 ...");
	(void)text_import(store, TS_FORMAT_CSV,
	                  "start,end,activity\n2026-10-01 08:00,2026-10-01 09:00,a\n"
	                  "2026-10-01 08:30,2026-10-01 09:15,a\n");
	assert_totals(store, "a 4500");
}

static void what_lies_ahead_of_now_by_seconds_is_said(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	static const char rows[] = "start,end,activity\n2026-10-01 09:00,2026-10-01 09:30,a\n"
	                           "2026-10-01 09:30,2026-10-01 10:00:30,b\n2026-10-01 10:00:20,,c\n";

	assert_reason(store, TS_FORMAT_CSV, rows, 0, "");
	assert_reason(store, TS_FORMAT_CSV, rows, 1, "it ends some seconds ahead of this machine's clock");
	assert_reason(store, TS_FORMAT_CSV, rows, 2, "it begins some seconds ahead of this machine's clock");
}

static void a_state_that_ends_later_ends(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)text_import(store, TS_FORMAT_WATSON, "{\"project\":\"p\",\"start\":1790834400,\"tags\":[]}");
	assert_totals(store, "p 7200 ...");
	(void)text_import(store, TS_FORMAT_WATSON, "[[1790834400,1790838000,\"p\",\"aadc\",[],1790838000]]");
	assert_totals(store, "p 3600");
	assert_int_equal(text_import(store, TS_FORMAT_WATSON, "[[1790834400,1790838000,\"p\",\"aadc\",[],0]]").logs, 0);
}

static void an_old_state_and_the_frames_after_it_are_the_frames(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct source watson = { .format = TS_FORMAT_WATSON };

	case_import(store, &watson, "l1-watson.state.json");
	case_import(store, &watson, "l1-watson.frames.json");
	assert_totals(store, "p 3600");
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
			steps += text_import(store, TS_FORMAT_CSV, orders[i][j]).logs > 0;
		assert_totals(store, "night 14400");
		rows_assert_day(store, ts_day_from_civil(2026, 9, 1), now, "<22:00 night, 02:00 off");
		for (; steps > 0; steps--)
			assert_int_equal(ts_undo(store, now, &done), TS_OK);
		assert_totals(store, "");
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
	(void)text_import(store, TS_FORMAT_CSV, rows);
	(void)snprintf(rows, sizeof rows,
	               "%s000102030405060708090a0b0c0d0e0f,2026-08-31T22:00:00+02:00,2026-09-01T00:00:00+02:00,night,,"
	               "7200,,\n",
	               header);
	(void)text_import(store, TS_FORMAT_CSV, rows);
	assert_totals(store, "night 14400");
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

	(void)text_import(store, TS_FORMAT_JSON, first);
	assert_totals(store, "a 3600");
	(void)text_import(store, TS_FORMAT_JSON, longer);
	assert_totals(store, "a 7200");
	(void)text_import(store, TS_FORMAT_JSON, earlier);
	assert_totals(store, "a 10800");
	(void)text_import(store, TS_FORMAT_JSON, first);
	assert_totals(store, "a 10800");
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
	assert_int_equal(text_import(store, TS_FORMAT_CSV, rows).logs, 0);
	assert_totals(store, "night 43200 ...");
}

static void json_tells_how_activities_look_and_csv_what_is_rest(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	struct ts_activity activity;

	(void)text_import(store, TS_FORMAT_JSON,
	                  "{\"logs\":[],\"notes\":[],\"activities\":[{\"activity\":\"lunch\",\"slot\":6,\"colour\":3,"
	                  "\"rest\":true},{\"activity\":\"old\",\"archived\":true}]}");
	assert_true(rows_activity_find(store, "lunch", now, &activity));
	assert_int_equal(activity.slot, 6);
	assert_int_equal(activity.colour, 3);
	assert_true(activity.rest && activity.colour_chosen);
	assert_true(rows_activity_find(store, "old", now, &activity));
	assert_true(activity.archived);
	(void)text_import(store, TS_FORMAT_CSV,
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
	const struct source source = { .format = TS_FORMAT_GTIMELOG, .options = { .day_start = 240 } };

	case_import(store, &source, "k1-virtual-midnight-four.txt");
	assert_totals(store, "acme: release 12600, acme: build 10800, acme: call 3600, acme: mail 1200");
}

static void dates_over_midnight_and_over_days(void **state)
{
	ASSERT_MEMBERS(
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

	(void)text_import(store, TS_FORMAT_TOGGL,
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
#define FILE_OF(format, text) { format, text, sizeof text - 1 }
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
		const struct source source = { .format = files[i].format };
		struct ts_imported sum = bytes_import(store, &source, files[i].bytes, files[i].size);
		if (sum.refused != 1 || sum.logs != 0)
			fail_msg("file %zu: %zu refused, %zu logs", i, sum.refused, sum.logs);
	}
}

static void a_note_that_grew_gets_what_is_new(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct source klog = { .format = TS_FORMAT_KLOG };

	case_import(store, &klog, "p1-note.first.klg");
	case_import(store, &klog, "p1-note.second.klg");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 1), "A line\nB line");
	(void)text_import(store, TS_FORMAT_KLOG, "2026-09-01\nA line\nbetween\nB line\nlast\n");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 1), "A line\nbetween\nB line\nlast");
	(void)text_import(store, TS_FORMAT_JSON,
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

static void a_zone_in_timeclock_holds(void **state)
{
	ASSERT_MEMBERS(state, { TS_FORMAT_TIMECLOCK,
	                        "i 2025-10-26 01:30:00+0200 autumn\no 2025-10-26 04:30:00+0200\n"
	                        "i 2026-03-29 00:30:00+0100 spring\no 2026-03-29 03:00:00+0100\n",
	                        "autumn 10800, spring 9000" });
}

/* ---- columns and dates ---- */

static void clockifys_dates_need_a_word(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct source american = { .format = TS_FORMAT_CSV, .options = { .dates = TS_DATES_MDY } };
	const struct source usual = { .format = TS_FORMAT_CSV, .options = { .dates_locale = TS_DATES_DMY } };
	size_t size;
	struct ts_done done;
	unsigned char *bytes = case_read("s1-clockify-us.csv", &size);

	assert_trouble(TS_FORMAT_CSV, (const char *)bytes, size, "--dates dmy or --dates mdy");
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
	const struct source csv = { .format = TS_FORMAT_CSV };

	case_import(store, &csv, "u1-excel-sep.csv");
	case_import(store, &csv, "t1-simple-time-tracker.csv");
	assert_totals(store, "Piano 3600, plan 3600");
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
	ASSERT_MEMBERS(
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
	const struct source csv = { .format = TS_FORMAT_CSV };
	char little[2 * sizeof text] = "\xFF\xFE", big[2 * sizeof text] = "\xFE\xFF";
	struct ts_done done;

	for (size_t i = 0; i < sizeof text - 1; i++) {
		little[2 + 2 * i] = big[3 + 2 * i] = text[i];
		little[3 + 2 * i] = big[2 + 2 * i] = '\0';
	}
	(void)bytes_import(store, &csv, little, sizeof little);
	assert_totals(store, "t\xC3\xA9 3600");
	assert_int_equal(ts_undo(store, now, &done), TS_OK);
	(void)bytes_import(store, &csv, big, sizeof big);
	assert_totals(store, "t\xC3\xA9 3600");
}

static void a_header_that_is_not_understood_is_listed(void **state)
{
	static const char rows[] = "when,how long,who\n1,2,3\n", textless[] = "start,end,who\n1,2,3\n";

	(void)state;
	assert_trouble(TS_FORMAT_CSV, rows, sizeof rows - 1, "its columns are when, how long, who");
	assert_trouble(TS_FORMAT_CSV, textless, sizeof textless - 1, "its header names no activity");
	assert_trouble(TS_FORMAT_TOGGL, rows, sizeof rows - 1, "its columns are when, how long, who");
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
		assert_trouble(files[i].format, files[i].bytes, strlen(files[i].bytes), files[i].expected);
}

static void reading_stops_when_nothing_of_a_file_is_understood(void **state)
{
	static const enum ts_format formats[] = { TS_FORMAT_TIMEWARRIOR, TS_FORMAT_KLOG, TS_FORMAT_GTIMELOG,
		                                  TS_FORMAT_TIMECLOCK };
	enum { LINES = 20000, LINE = 6 };
	char *junk = malloc((size_t)LINES * LINE + 1);

	(void)state;
	assert_non_null(junk);
	for (size_t i = 0; i < LINES; i++)
		memcpy(junk + i * LINE, "junk!\n", LINE + 1);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		assert_trouble(formats[i], junk, (size_t)LINES * LINE, "first 1000 rows");
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
	struct ts_imported sum = text_import(((struct support *)*state)->store, TS_FORMAT_TIMEWARRIOR, text);
	free(text);
	assert_int_equal(sum.taken, 1);
	assert_int_equal(sum.refused, LINES);
	assert_int_equal(sum.untold, LINES - 1000);
}

/* ---- calendars ---- */

static void events_of_a_calendar_are_logs_as_often_as_they_were(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct source ical = { .format = TS_FORMAT_ICAL, .options = { .now = now } };
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
	struct ts_imported sum = bytes_import(store, &ical, text, sizeof text - 1);
	assert_totals(store, "standup 7200, here 3600, review 3600");
	assert_int_equal(sum.left_out, 3);
	rows_assert_day(store, ts_day_from_civil(2026, 9, 5), now, "<10:00 off, 10:00 here, 11:00 off");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 21), now, "<09:30 off, 11:00 standup, 12:00 off");
	rows_assert_note(store, ts_day_from_civil(2026, 9, 6), "a note");
	assert_int_equal(bytes_import(store, &ical, text, sizeof text - 1).logs, 0);
	assert_trouble(TS_FORMAT_ICAL, "start,end,activity\n", 19, "this is no iCalendar");
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
	ASSERT_MEMBERS(
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

/* ---- hostile databases ---- */

static void a_database_that_computes_is_none_of_timetraps(void **state)
{
	struct support *support = *state;
	static const char *const schemas[] = {
		"CREATE TABLE entries (id INTEGER PRIMARY KEY, note, start, \"end\", sheet AS "
		"(hex(zeroblob(100000000))))",
		"CREATE TABLE entries (id, note, start, \"end\", sheet); CREATE VIEW v AS SELECT 1",
		"CREATE TABLE entries (id, note, start, \"end\", sheet);"
		"CREATE TRIGGER t AFTER INSERT ON entries BEGIN SELECT 1; END"
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
		assert_trouble(TS_FORMAT_TIMETRAP, (const char *)bytes, size, "computed, views or triggers");
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
		CASE(events_of_a_calendar_are_logs_as_often_as_they_were),
		CASE(what_is_about_a_headline_is_no_part_of_its_name),
		CASE(a_path_that_is_too_long_loses_its_middle),
		CASE(ends_of_bartib_and_org_are_as_they_say),
		CASE(a_database_that_computes_is_none_of_timetraps),
	};

	return cmocka_run_group_tests_name("import cases", tests, NULL, NULL);
}
