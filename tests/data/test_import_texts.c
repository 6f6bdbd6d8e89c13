/* Files that went wrong somewhere: what names a row, and what stands beside it. */
#include "support_import.h"

#include <stdio.h>
#include <string.h>

static const ts_time now = SUPPORT_NOW; /* 10:00 by the clock */

static void blanks_may_stand_before_an_account(void **state)
{
	imports_assert_case(state, TS_FORMAT_TIMECLOCK, "d3-aligned.timeclock", "acme: dev 3600, acme: mail 1800");
}

static void the_first_column_that_is_filled_names_it(void **state)
{
	imports_assert_case(state, TS_FORMAT_CSV, "o1-empty-task.csv", "Lunch 3600");
}

static void toggls_dash_is_nothing(void **state)
{
	imports_assert_case(state, TS_FORMAT_TOGGL, "n1-toggl-dash.csv", "Post 1800");
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

/* Who logs about escapes gets them back. */
static void words_of_a_nul_are_words(void **state)
{
	ts_store *store = ((struct support *)*state)->store;

	(void)imports_text(store, TS_FORMAT_JSON,
	                   "{\"logs\":[{\"time\":\"2026-09-01T06:00:00Z\",\"end\":\"2026-09-01T07:00:00Z\","
	                   "\"activity\":\"a\\\\u0000b\"},{\"time\":\"2026-09-01T07:00:00Z\","
	                   "\"end\":\"2026-09-01T08:00:00Z\",\"activity\":\"a\\\\\\u0000b\"}]}");
	rows_assert_day(store, ts_day_from_civil(2026, 9, 1), now, "06:00 a\\u0000b, 07:00 off");
}

static void a_note_that_grew_gets_what_is_new(void **state)
{
	ts_store *store = ((struct support *)*state)->store;
	const struct imports_source klog = { .format = TS_FORMAT_KLOG };

	imports_case(store, &klog, "p1-note.first.klg");
	imports_case(store, &klog, "p1-note.second.klg");
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

	imports_assert_case(state, TS_FORMAT_TIMEWARRIOR, "r1-tags.data",
	                    "acme #dev 3600, acme #mail 3600, a, b #c 1800");
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, support_setup_login, support_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(blanks_may_stand_before_an_account),
		CASE(the_first_column_that_is_filled_names_it),
		CASE(toggls_dash_is_nothing),
		CASE(client_project_and_tags_are_kept),
		CASE(a_nul_is_refused_with_its_row_in_every_format),
		CASE(words_of_a_nul_are_words),
		CASE(a_note_that_grew_gets_what_is_new),
		CASE(several_tags_stay_several),
	};

	return cmocka_run_group_tests_name("import texts", tests, NULL, NULL);
}
