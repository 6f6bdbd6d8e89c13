/* status, for status bars and prompts. */
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

static void every_letter_of_a_format_has_its_meaning(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "12:00", "lunch");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "standup");
	EXPECT(sandbox, 0, "standup\n", "", "status", "--format", "%a");
	EXPECT(sandbox, 0, "1:37\n", "", "status", "--format", "%e");
	EXPECT(sandbox, 0, "13:00\n", "", "status", "--format", "%t");
	EXPECT(sandbox, 0, "3\n", "", "status", "--format", "%s");
	EXPECT(sandbox, 0, "6:37\n", "", "status", "--format", "%w");
	EXPECT(sandbox, 0, "1:23\n", "", "status", "--format", "%g");
	EXPECT(sandbox, 0, "8:00\n", "", "status", "--format", "%T");
	EXPECT(sandbox, 0, "a\nb%\n", "", "status", "--format", "a%nb%%");
	EXPECT(sandbox, 0, "\n", "", "status", "--format", "");
	EXPECT(sandbox, 0, "[3] standup 1:37 %d \\n\n", "", "status", "--format=[%s] %a %e %%d \\n");
	EXPECT(sandbox, 0, "standup  1:37  since 13:00\n", "", "status");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "4:00", "early");
	EXPECT(sandbox, 0, "0:00\n", "", "status", "--format", "%g");
}

static void off_has_a_slot_and_a_name(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "8:00", "parser");
	EXPECT(*state, 0, NULL, "", "off", "--at", "14:00");
	EXPECT(*state, 0, "off 0 0:37 14:00 6:00\n", "", "status", "--format", "%a %s %e %t %w");
	EXPECT(*state, 0, "off  0:37  since 14:00\n", "", "status");
}

static void before_the_first_log_there_is_nothing_to_say(void **state)
{
	EXPECT(*state, 0, "nothing logged yet\n", "", "status");
	EXPECT(*state, 0, "[] 0:00 --:-- [] 0:00 8:00\n", "", "status", "--format", "[%a] %e %t [%s] %w %g");
	EXPECT(*state, 0,
	       "{\"activity\": null, \"since\": null, \"seconds\": 0, \"work_seconds\": 0, \"target_seconds\": 28800, "
	       "\"balance_seconds\": 0}\n",
	       "", "status", "--json");
}

static void json_has_the_documented_fields(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "13:00", "it's \"q\" \\ \xc3\xa9 / </script>");
	struct run run = program_run(*state, NULL, WORDS("status", "--json"));
	assert_int_equal(run.status, 0);
	assert_json(run.output, "$.activity", "it's \"q\" \\ \xc3\xa9 / </script>");
	assert_json(run.output, "$.since", "2026-10-01T13:00:00+02:00");
	assert_json(run.output, "$.seconds", "5820");
	assert_json_type(run.output, "$.seconds", "integer");
	char *keys = sql_of("SELECT group_concat(key) FROM json_each(?1)", run.output);
	assert_string_equal(keys, "activity,since,seconds,slot,work_seconds,target_seconds,balance_seconds");
	free(keys);
	run_release(&run);
}

static void json_says_what_it_is_and_whether_that_may_be_wrong(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 21:00", "acme: parser");
	struct run run = program_run(sandbox, NULL, WORDS("status", "--json"));
	assert_json(run.output, "$.project", "acme");
	assert_json_type(run.output, "$.forgotten", "true");
	assert_json_type(run.output, "$.rest", NULL);
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "12:00", "\"12:30 train\"");
	EXPECT(sandbox, 0, NULL, "", "activity", "12:30 train", "--rest");
	run = program_run(sandbox, NULL, WORDS("status", "--json"));
	assert_json_type(run.output, "$.project", NULL);
	assert_json_type(run.output, "$.rest", "true");
	assert_json_type(run.output, "$.forgotten", NULL);
	assert_json(run.output, "$.work_seconds", "43200");
	/* Yesterday owed 8 hours and had 3. */
	assert_json(run.output, "$.balance_seconds", "-18000");
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "target", "none", "--from", "first");
	EXPECT(sandbox, 0, "[] [] 12:00?\n", "", "status", "--format", "[%b] [%f] %w");
	EXPECT(sandbox, 0, "[]\n", "", "status", "--format", "[%b]");
	run = program_run(sandbox, NULL, WORDS("status", "--json"));
	assert_json_type(run.output, "$.target_seconds", NULL);
	assert_json_type(run.output, "$.balance_seconds", NULL);
	run_release(&run);
}

/* Its own, else its project's; one of something else is not told. */
static void json_has_the_budget_of_what_goes_on(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 8:00", "acme: call");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 9:00", "off");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "acme: parser");
	EXPECT(sandbox, 0, NULL, "", "budget", "acme: call", "1", "week");
	struct run run = program_run(sandbox, NULL, WORDS("status", "--json"));
	assert_json_type(run.output, "$.budget", NULL);
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "budget", "acme", "40", "week");
	run = program_run(sandbox, NULL, WORDS("status", "--json"));
	char *budget = sql_of("SELECT json_extract(?1, '$.budget')", run.output);
	assert_string_equal(budget,
	                    "{\"project\":\"acme\",\"seconds\":144000,\"used_seconds\":9420,\"period\":\"week\"}");
	free(budget);
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "budget", "acme: parser", "10:30", "month");
	run = program_run(sandbox, NULL, WORDS("status", "--json"));
	budget = sql_of("SELECT json_extract(?1, '$.budget')", run.output);
	assert_string_equal(
	        budget, "{\"activity\":\"acme: parser\",\"seconds\":37800,\"used_seconds\":5820,\"period\":\"month\"}");
	free(budget);
	run_release(&run);
	EXPECT(sandbox, 0, NULL, "", "off");
	run = program_run(sandbox, NULL, WORDS("status", "--json"));
	assert_json_type(run.output, "$.budget", NULL);
	run_release(&run);
}

static void what_is_wrong_is_said_and_nothing_else(void **state)
{
	EXPECT(*state, 2, "", "unknown '%q' in the format", "status", "--format", "%a %q");
	EXPECT(*state, 2, "", "unknown '%' in the format", "status", "--format", "%");
	EXPECT(*state, 2, "", "exclude each other", "status", "--format", "%a", "--json");
	EXPECT(*state, 2, "", "unexpected 'now'", "status", "now");
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "/dev/full" }), 1, "",
	            "cannot write to standard output", "status");
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "" }), 1, "",
	            "cannot write to standard output", "status");
	EXPECT_WITH(*state, &((const struct run_options){ .input_closed = true }), 0, NULL, "", "status");
	EXPECT(*state, 0, NULL, "", "logout");
	EXPECT(*state, 3, "", "'ada' is not logged in; run: timesheet login", "status");
	EXPECT(*state, 3, "", "there is no user 'bob'", "--user", "bob", "status");
	EXPECT_WITH(*state, VARIABLES("TIMESHEET_USER=bob"), 3, "", "there is no user 'bob'", "status");
}

static void several_users_must_be_told_apart(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, NULL, "register", "bob");
	EXPECT(sandbox, 3, "", "which user? name one with --user or TIMESHEET_USER", "status");
	EXPECT(sandbox, 3, "", "which user?", "log", "x");
	EXPECT(sandbox, 3, "", "which user?", "login");
	EXPECT(sandbox, 3, "", "which user?", "logout");
	EXPECT(sandbox, 0, "nothing logged yet\n", "", "--user", "ada", "status");
	EXPECT(sandbox, 0, "nothing logged yet\n", "", "--user=ADA", "status");
	EXPECT(sandbox, 3, "", "'bob' is not logged in", "--user", "bob", "status");
}

static void a_login_ends_by_itself(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_pass(sandbox, 59 * MINUTE);
	EXPECT(sandbox, 0, NULL, "", "status");
	sandbox_pass(sandbox, 59 * MINUTE);
	EXPECT(sandbox, 0, NULL, "", "status");
	sandbox_pass(sandbox, 61 * MINUTE);
	EXPECT(sandbox, 3, "", "not logged in", "status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_letter_of_a_format_has_its_meaning, setup, teardown),
		cmocka_unit_test_setup_teardown(off_has_a_slot_and_a_name, setup, teardown),
		cmocka_unit_test_setup_teardown(before_the_first_log_there_is_nothing_to_say, setup, teardown),
		cmocka_unit_test_setup_teardown(json_has_the_documented_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(json_says_what_it_is_and_whether_that_may_be_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(json_has_the_budget_of_what_goes_on, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_wrong_is_said_and_nothing_else, setup, teardown),
		cmocka_unit_test_setup_teardown(several_users_must_be_told_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(a_login_ends_by_itself, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
