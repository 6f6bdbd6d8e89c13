/* activities, activity: what there is to log, and what can be done with it. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "2026-01-12 9:00", "old thing");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "yesterday 9:00", "lunch");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "parser");
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void they_are_listed_the_latest_first_whenever_that_was(void **state)
{
	EXPECT(*state, 0,
	       " 3  parser     colour 3   today\n"
	       " 2  lunch      colour 2   yesterday\n"
	       " 1  old thing  colour 1   Mon 12 Jan 2026\n",
	       "", "activities");
}

static void what_was_never_logged_is_never(void **state)
{
	EXPECT(*state, 0, NULL, "", "delete", "9:00");
	struct run run = program_run(*state, NULL, WORDS("activities"));
	assert_non_null(strstr(run.output, " 3  parser     colour 3   never\n"));
	run_release(&run);
	run = program_run(*state, NULL, WORDS("activities", "--json"));
	assert_json(run.output, "$[2].activity", "parser");
	assert_json_type(run.output, "$[2].last_use", "null");
	run_release(&run);
}

static void a_user_without_any_is_told_how_they_come(void **state)
{
	struct sandbox *sandbox = ada_logged_in();

	(void)state;
	EXPECT(sandbox, 0, "there are no activities yet: what you log makes them\n", "", "activities");
	EXPECT(sandbox, 0, "[]\n", "", "activities", "--json");
	ada_destroy(sandbox);
}

static void json_has_the_documented_fields(void **state)
{
	EXPECT(*state, 0, NULL, "", "activity", "lunch", "--rest", "--colour", "12");
	EXPECT(*state, 0, NULL, "", "activity", "old thing", "--archive");
	struct run run = program_run(*state, NULL, WORDS("activities", "--all", "--json"));
	assert_json(run.output, "$[0].activity", "parser");
	assert_json(run.output, "$[0].slot", "3");
	assert_json_type(run.output, "$[0].rest", "false");
	assert_json_type(run.output, "$[0].colour_chosen", "false");
	assert_json(run.output, "$[0].last_use", "2026-10-01");
	assert_json_type(run.output, "$[1].rest", "true");
	assert_json(run.output, "$[1].colour", "12");
	assert_json_type(run.output, "$[1].colour_chosen", "true");
	assert_json_type(run.output, "$[2].archived", "true");
	assert_json_type(run.output, "$[2].slot", NULL);
	assert_json_type(run.output, "$[3]", NULL);
	char *keys = sql_of("SELECT group_concat(key) FROM json_each(?1, '$[0]')", run.output);
	assert_string_equal(keys, "activity,slot,rest,archived,colour,colour_chosen,last_use");
	free(keys);
	run_release(&run);
}

static void each_change_is_said_and_is_one_step(void **state)
{
	EXPECT(*state, 0, "lunch has colour 7 now\nlunch counts as rest now\n", "", "activity", "lunch", "--rest",
	       "--colour", "7");
	EXPECT(*state, 0, "took back: changed activity lunch\n", "", "undo");
	EXPECT(*state, 0,
	       " 3  parser     colour 3   today\n"
	       " 2  lunch      colour 2   yesterday\n"
	       " 1  old thing  colour 1   Mon 12 Jan 2026\n",
	       "", "activities");
	EXPECT(*state, 0, "lunch counts as rest now\n", "", "activity", "Lunch", "--rest");
	EXPECT(*state, 0, "", "nothing to change", "activity", "lunch", "--rest");
	EXPECT(*state, 0, "lunch counts as work now\n", "", "activity", "lunch", "--work");
	EXPECT(*state, 0, "lunch has colour 7 now\n", "", "activity", "lunch", "--colour", "7");
	EXPECT(*state, 0, "lunch has an automatic colour now\n", "", "activity", "lunch", "--colour", "auto");
}

static void a_slot_is_taken_from_who_has_it(void **state)
{
	EXPECT(*state, 0, "lunch is on 3 now\nparser is on no slot now\n", "", "activity", "lunch", "--slot", "3");
	EXPECT(*state, 0, "lunch is on no slot now\n", "", "activity", "lunch", "--no-slot");
	struct run run = program_run(*state, NULL, WORDS("activities"));
	assert_non_null(strstr(run.output, "    parser  "));
	assert_non_null(strstr(run.output, "    lunch  "));
	assert_non_null(strstr(run.output, " 1  old thing  "));
	run_release(&run);
}

static void what_is_archived_is_not_listed_and_comes_back_with_its_slot(void **state)
{
	EXPECT(*state, 0, "lunch is archived: it is not offered any more\n", "", "activity", "lunch", "--archive");
	EXPECT(*state, 0, " 3  parser     colour 3   today\n 1  old thing  colour 1   Mon 12 Jan 2026\n", "",
	       "activities");
	EXPECT(*state, 1, "", "'lunch' is archived: with --restore it is offered, and can have a slot", "activity",
	       "lunch", "--slot", "5");
	EXPECT(*state, 0, "lunch is offered again, on 2\n", "", "activity", "lunch", "--restore");
	EXPECT(*state, 0, NULL, "", "activity", "lunch", "--archive");
	EXPECT(*state, 0, "lunch is on 5 now\nlunch is offered again, on 5\n", "", "activity", "lunch", "--restore",
	       "--slot", "5");
}

static void a_rename_shows_in_all_logs(void **state)
{
	EXPECT(*state, 0, "parser is called scanner: fast now\n", "", "activity", "parser", "--rename",
	       "scanner: fast");
	struct run run = program_run(*state, NULL, WORDS("day"));
	assert_non_null(strstr(run.output, "scanner: fast"));
	run_release(&run);
}

/* Asks nothing, and says so. */
static void a_rename_onto_another_merges_the_two(void **state)
{
	EXPECT(*state, 0, "parser is merged into lunch: all logs of both are its own\n", "", "activity", "parser",
	       "--rename", "LUNCH");
	EXPECT(*state, 0, " 2  lunch      colour 2   today\n 1  old thing  colour 1   Mon 12 Jan 2026\n", "",
	       "activities");
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 0, "parser is merged into lunch: all logs of both are its own\n", "", "activity", "parser",
	       "--merge", "lunch");
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 1, "", "'lunch' exists already: merge into it first (--merge)", "activity", "parser", "--rename",
	       "lunch", "--rest");
	EXPECT(*state, 1, "", "there is no activity 'luhch', did you mean 'lunch'?", "activity", "parser", "--merge",
	       "luhch");
	EXPECT(*state, 0, "", "nothing to change", "activity", "parser", "--merge", "parser");
}

static void what_cannot_be_is_refused_by_name(void **state)
{
	EXPECT(*state, 1, "", "there is no activity 'parsre', did you mean 'parser'?", "activity", "parsre", "--rest");
	EXPECT(*state, 1, "", "there is no activity 'x'; timesheet activities lists them", "activity", "x", "--rest");
	EXPECT(*state, 1, "", "off is no activity: it cannot be changed", "activity", "off", "--rest");
	EXPECT(*state, 1, "", "off is no activity: nothing can become it", "activity", "parser", "--rename", "off");
	EXPECT(*state, 2, "", "an activity needs a text", "activity", "parser", "--rename", " ");
	EXPECT(*state, 1, "", "cannot change 'parser': too long", "activity", "parser", "--rename",
	       "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
	       "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
	       "01234567890123456789012345678901234567890123456789012345678901234567890123456789");
	EXPECT(*state, 2, "", "'10' is not a slot from 1 to 9", "activity", "parser", "--slot", "10");
	EXPECT(*state, 2, "", "'red' is not a colour from 1 to 12, or auto", "activity", "parser", "--colour", "red");
	EXPECT(*state, 2, "", "'13' is not a colour", "activity", "parser", "--colour", "13");
	EXPECT(*state, 2, "", "--rest and --work exclude each other", "activity", "parser", "--rest", "--work");
	EXPECT(*state, 2, "", "--archive and --restore exclude", "activity", "parser", "--archive", "--restore");
	EXPECT(*state, 2, "", "--slot and --no-slot exclude", "activity", "parser", "--slot", "1", "--no-slot");
	EXPECT(*state, 2, "", "--slot and --archive exclude", "activity", "parser", "--slot", "1", "--archive");
	EXPECT(*state, 2, "", "--merge goes with nothing else", "activity", "parser", "--merge", "lunch", "--rest");
	EXPECT(*state, 2, "", "nothing to change; usage: timesheet activity", "activity", "parser");
	EXPECT(*state, 2, "", "no activity; usage: timesheet activity", "activity", "--rest");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(they_are_listed_the_latest_first_whenever_that_was, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_never_logged_is_never, setup, teardown),
		cmocka_unit_test_setup_teardown(a_user_without_any_is_told_how_they_come, setup, teardown),
		cmocka_unit_test_setup_teardown(json_has_the_documented_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(each_change_is_said_and_is_one_step, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slot_is_taken_from_who_has_it, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_archived_is_not_listed_and_comes_back_with_its_slot, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_rename_shows_in_all_logs, setup, teardown),
		cmocka_unit_test_setup_teardown(a_rename_onto_another_merges_the_two, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_by_name, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
