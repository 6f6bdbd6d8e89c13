/* day: for people and as JSON. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

/* What a day is printed as, but for the ids at the ends of its rows. */
static void expect_day(struct sandbox *sandbox, const char *expected, size_t ids, const char *const *words)
{
	struct run run = program_run(sandbox, NULL, words);

	assert_int_equal(run.status, 0);
	assert_int_equal(ids_cut(run.output), ids);
	assert_string_equal(run.output, expected);
	assert_string_equal(run.error, "");
	run_release(&run);
}

static void a_day_is_printed_for_people(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 23:00", "reading");
	EXPECT(sandbox, 0, NULL, "", "off", "--at", "0:30");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser", "--comment", "arena");
	expect_day(sandbox,
	           "Thu 1 Oct 2026\n"
	           "<23:00   0:30  reading\n"
	           " 00:30   7:30  off\n"
	           " 08:00   6:37  parser  # arena  (running)\n"
	           " work 7:07  rest 0:00  off 7:30\n",
	           3, WORDS("day"));
	expect_day(sandbox, "Wed 30 Sep 2026\n 23:00   1:00  reading\n work 1:00  rest 0:00  off 0:00\n", 1,
	           WORDS("day", "yesterday"));
	EXPECT(sandbox, 0, "Mon 28 Sep 2026\n nothing logged\n work 0:00  rest 0:00  off 0:00\n", "", "day", "last",
	       "monday");
}

/* As on the screen: each time by the clock it was made in, and which that is. */
static void a_day_of_two_zones_labels_them(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT_WITH(sandbox, VARIABLES("TZ=EST5"), 0, NULL, "", "log", "--at", "6:00", "call");
	expect_day(sandbox,
	           "Thu 1 Oct 2026\n"
	           " 08:00 CEST    5:00  parser\n"
	           " 06:00 EST     1:37  call  (running)\n"
	           " work 6:37  rest 0:00  off 0:00\n",
	           2, WORDS("day"));
}

static void a_day_as_json_has_the_documented_fields(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 23:00", "reading");
	EXPECT(sandbox, 0, NULL, "", "off", "--at", "0:30");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser", "--comment", "\"arena\" \\ \xe6\x97\xa5");
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_int_equal(run.status, 0);
	assert_string_equal(run.error, "");
	assert_json(run.output, "$.date", "2026-10-01");
	assert_json_type(run.output, "$.logs", "array");
	assert_json_type(run.output, "$.logs[2].id", "text");
	assert_json(run.output, "$.logs[0].time", "2026-10-01T00:00:00+02:00");
	assert_json(run.output, "$.logs[0].end", "2026-10-01T00:30:00+02:00");
	assert_json(run.output, "$.logs[0].activity", "reading");
	assert_json(run.output, "$.logs[0].comment", "");
	assert_json(run.output, "$.logs[0].seconds", "1800");
	assert_json_type(run.output, "$.logs[0].carried", "true");
	assert_json_type(run.output, "$.logs[0].locked", NULL);
	assert_json(run.output, "$.logs[1].activity", "off");
	assert_json_type(run.output, "$.logs[1].carried", NULL);
	assert_json(run.output, "$.logs[2].comment", "\"arena\" \\ \xe6\x97\xa5");
	assert_json(run.output, "$.logs[2].end", "2026-10-01T14:37:00+02:00");
	assert_json_type(run.output, "$.logs[3]", NULL);
	assert_json(run.output, "$.totals[0].activity", "parser");
	assert_json(run.output, "$.totals[0].seconds", "23820");
	assert_json(run.output, "$.totals[1].activity", "reading");
	assert_json_type(run.output, "$.totals[2]", NULL);
	assert_json(run.output, "$.work_seconds", "25620");
	assert_json(run.output, "$.rest_seconds", "0");
	assert_json(run.output, "$.off_seconds", "27000");
	char *keys = sql_of("SELECT group_concat(key) FROM json_each(?1, '$.logs[2]')", run.output);
	assert_string_equal(keys, "id,time,end,activity,comment,seconds");
	free(keys);
	keys = sql_of("SELECT group_concat(key) FROM json_each(?1)", run.output);
	assert_string_equal(keys, "date,logs,totals,work_seconds,rest_seconds,off_seconds,target_seconds");
	free(keys);
	run_release(&run);
}

static void an_empty_day_as_json_is_empty(void **state)
{
	EXPECT(*state, 0,
	       "{\"date\": \"2026-09-30\", \"logs\": [], \"totals\": [], \"work_seconds\": 0, \"rest_seconds\": 0, "
	       "\"off_seconds\": 0, \"target_seconds\": 0}\n",
	       "", "day", "--json", "yesterday");
}

static void what_was_logged_while_locked_says_so(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "logout");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "standup");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_json_type(run.output, "$.logs[0].locked", "true");
	run_release(&run);
}

static void any_text_makes_valid_json(void **state)
{
	struct sandbox *sandbox = *state;
	static const char *const texts[] = { "\"",
		                             "\\",
		                             "\\\"",
		                             "{\"a\": [1]}",
		                             "\\u0041",
		                             "\xf0\x9f\xa6\x84",
		                             "\xc2\x80\xc2\x9f"
		                             "x",
		                             "e\xcc\x81",
		                             "\xe2\x80\xa8line\xe2\x80\xa9",
		                             "tab\there",
		                             "\x7f"
		                             "del",
		                             "'); DROP TABLE log; --" };
	enum { COUNT = sizeof texts / sizeof texts[0] };

	for (size_t i = 0; i < COUNT; i++) {
		sandbox_pass(sandbox, MINUTE);
		EXPECT(sandbox, 0, NULL, "", "log", "--comment", texts[i], "--", texts[i]);
	}
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	char *same = sql_of("SELECT sum(json_extract(value, '$.activity') = json_extract(value, '$.comment'))"
	                    " FROM json_each(?1, '$.logs')",
	                    run.output);
	assert_int_equal(atoi(same), COUNT);
	free(same);
	assert_json(run.output, "$.logs[0].activity", "\"");
	assert_json(run.output, "$.logs[3].activity", "{\"a\": [1]}");
	assert_json(run.output, "$.logs[4].activity", "\\u0041");
	run_release(&run);
}

static void what_looks_forgotten_is_marked(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 23:00", "reading");
	expect_day(sandbox,
	           "Thu 1 Oct 2026\n"
	           "<23:00  14:37  reading  (running)  (forgotten?)\n"
	           " work 14:37?  rest 0:00  off 0:00\n"
	           " forgotten? 14:37 since Wed 30 Sep 23:00\n",
	           1, WORDS("day"));
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_json_type(run.output, "$.logs[0].forgotten", "true");
	run_release(&run);
}

static void a_longer_day_and_one_that_begins_late_add_up(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "", "", "settings", "day-start", "04:00");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2026-10-01T02:00", "night");
	EXPECT(sandbox, 0, NULL, "", "day", "2026-09-30 12:00");
	struct run run = program_run(sandbox, NULL, WORDS("day", "yesterday", "--json"));
	assert_json(run.output, "$.date", "2026-09-30");
	assert_json(run.output, "$.logs[0].seconds", "7200");
	run_release(&run);
}

static void damaged_rows_are_counted_and_end_in_their_own_status(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "standup");
	sandbox_sql(sandbox, "UPDATE log SET blob = CAST(zeroblob(1) || substr(blob, 2) AS BLOB)"
	                     " WHERE id = (SELECT min(id) FROM log)");
	EXPECT(sandbox, 4, NULL, "1 row of this time does not verify: left out", "day");
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_int_equal(run.status, 4);
	assert_json_type(run.output, "$.logs[0]", "object");
	assert_json_type(run.output, "$.logs[1]", NULL);
	run_release(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_day_is_printed_for_people, setup, teardown),
		cmocka_unit_test_setup_teardown(a_day_of_two_zones_labels_them, setup, teardown),
		cmocka_unit_test_setup_teardown(a_day_as_json_has_the_documented_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(an_empty_day_as_json_is_empty, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_logged_while_locked_says_so, setup, teardown),
		cmocka_unit_test_setup_teardown(any_text_makes_valid_json, setup, teardown),
		cmocka_unit_test_setup_teardown(what_looks_forgotten_is_marked, setup, teardown),
		cmocka_unit_test_setup_teardown(a_longer_day_and_one_that_begins_late_add_up, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_rows_are_counted_and_end_in_their_own_status, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
