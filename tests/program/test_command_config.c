/* config: what holds on this machine, and what is wrong with its file; and what becomes of it on the screen. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static void file_make(const struct sandbox *sandbox, const char *text)
{
	char path[SANDBOX_PATH_SIZE];

	sandbox_path(sandbox, "config", path);
	(void)mkdir(path, 0700);
	sandbox_path(sandbox, "config/timesheet", path);
	(void)mkdir(path, 0700);
	sandbox_path(sandbox, "config/timesheet/config", path);
	file_write(path, text, strlen(text));
}

static void without_a_file_all_is_fine(void **state)
{
	char expected[256];

	(void)snprintf(expected, sizeof expected, "# %s/config/timesheet/config (there is none)\n",
	               ((struct sandbox *)*state)->directory);
	EXPECT(*state, 0, expected, "", "config", "--check");
	EXPECT(*state, 0, NULL, "", "config");
	EXPECT(*state, 2, "", "no words", "config", "theme");
}

static void a_bad_line_is_named_by_file_and_line(void **state)
{
	file_make(*state, "mouse = off\nthem = light\n");
	EXPECT(*state, 1, NULL, "config/timesheet/config:2: there is no key 'them', did you mean 'theme'?", "config",
	       "--check");
}

static void what_holds_is_told_with_where_it_comes_from(void **state)
{
	file_make(*state, "mouse = off\nidle-lock = 7\nbind day Q quit\nstyle frame = red\n");
	struct run run = program_run(*state, VARIABLES("TIMESHEET_IDLE_LOCK=9", "TIMESHEET_NUMBER_ROW=azerty"),
	                             WORDS("--set", "theme=light", "config"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "\ntheme = light "));
	assert_non_null(strstr(run.output, "# --set\n"));
	assert_non_null(strstr(run.output, "\nidle-lock = 9 "));
	assert_non_null(strstr(run.output, "# TIMESHEET_IDLE_LOCK\n"));
	assert_non_null(strstr(run.output, "\nmouse = off "));
	assert_non_null(strstr(run.output, "# line 1\n"));
	assert_non_null(strstr(run.output, "\nbind day Q quit "));
	assert_non_null(strstr(run.output, "\nstyle frame = #cd0000 - "));
	/* It is such a file itself. */
	file_make(*state, run.output);
	run_release(&run);
	EXPECT(*state, 0, NULL, "", "config", "--check");
}

static void a_file_that_cannot_be_read_is_named(void **state)
{
	char path[SANDBOX_PATH_SIZE];

	file_make(*state, "");
	sandbox_path(*state, "config/timesheet/config", path);
	assert_int_equal(remove(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	EXPECT(*state, 1, NULL, "config/timesheet/config: is no file", "config", "--check");
}

static void words_of_the_command_line_are_understood_or_refused(void **state)
{
	EXPECT(*state, 2, "", "--set them: there is no such key, did you mean 'theme'?", "--set", "them=dark");
	EXPECT(*state, 2, "", "KEY=VALUE is wanted", "--set", "theme");
	EXPECT(*state, 2, "", "'drak' is no value, did you mean 'dark'?", "--set=theme=drak");
	EXPECT(*state, 2, "", "option '--set' needs a value", "--set");
}

static void settings_say_what_this_machine_has_otherwise(void **state)
{
	file_make(*state, "theme = light\n");
	struct run run = program_run(*state, VARIABLES("TIMESHEET_MOUSE=off"), WORDS("settings"));
	assert_non_null(
	        strstr(run.output, "theme           auto\n                (here light, by the configuration file)\n"));
	assert_non_null(strstr(run.output, "mouse           on\n                (here off, by TIMESHEET_MOUSE)\n"));
	run_release(&run);
	EXPECT(*state, 0, "auto\n", "", "settings", "theme");
	EXPECT(*state, 0, "", "theme is here light, by the configuration file", "settings", "theme", "dark");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_file_all_is_fine, setup, teardown),
		cmocka_unit_test_setup_teardown(a_bad_line_is_named_by_file_and_line, setup, teardown),
		cmocka_unit_test_setup_teardown(what_holds_is_told_with_where_it_comes_from, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_that_cannot_be_read_is_named, setup, teardown),
		cmocka_unit_test_setup_teardown(words_of_the_command_line_are_understood_or_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(settings_say_what_this_machine_has_otherwise, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
