/* The screen's colours in what commands print on a terminal. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "parser", "--comment", "arena");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "lunch");
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

/* Runs a command in a terminal of its own. */
static struct terminal *shown(struct sandbox *sandbox, const char *term, int width, const char *variable,
                              const char *command)
{
	const char *const words[] = { "--db", sandbox->database, command, NULL };
	struct terminal *terminal =
	        terminal_start(sandbox, &(struct terminal_options){ .term = term,
	                                                            .width = width,
	                                                            .height = 24,
	                                                            .arguments = words,
	                                                            .environment = WORDS(variable) });

	assert_int_equal(terminal_wait_exit(terminal), 0);
	return terminal;
}

/* The colour of what stands there first; -1: the terminal's own. */
static int32_t ink_of(struct terminal *terminal, const char *text)
{
	int x, y;

	assert_true(terminal_find(terminal, text, &x, &y));
	return terminal_cell(terminal, x, y).ink;
}

static void on_a_terminal_a_day_has_the_colours_of_its_activities(void **state)
{
	struct terminal *terminal = shown(*state, NULL, 80, "LANG=C.UTF-8", "day");

	assert_int_not_equal(ink_of(terminal, "parser"), -1);
	assert_int_not_equal(ink_of(terminal, "lunch"), -1);
	assert_int_not_equal(ink_of(terminal, "parser"), ink_of(terminal, "lunch"));
	assert_int_equal(ink_of(terminal, "work"), -1);
	terminal_destroy(terminal);
}

static void the_list_of_activities_shows_their_colours(void **state)
{
	struct terminal *terminal = shown(*state, NULL, 80, "LANG=C.UTF-8", "activities");

	assert_int_not_equal(ink_of(terminal, "colour 1"), -1);
	assert_int_not_equal(ink_of(terminal, "colour 1"), ink_of(terminal, "colour 2"));
	terminal_destroy(terminal);
}

static void bars_of_a_report_have_them_and_end_within_the_terminal(void **state)
{
	static const int widths[] = { 40, 60, 80, 200 };

	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		struct terminal *terminal = shown(*state, NULL, widths[i], "LANG=C.UTF-8", "report");
		int x, y;
		assert_true(terminal_find(terminal, "\xe2\x96\x88", &x, &y));
		assert_int_not_equal(terminal_cell(terminal, x, y).ink, -1);
		/* One row each: nothing was broken by the terminal. */
		assert_true(terminal_find(terminal, "parser", &x, &y));
		assert_non_null(strstr(terminal_row(terminal, y + 1), "lunch"));
		terminal_destroy(terminal);
	}
}

static void who_wants_none_gets_none(void **state)
{
	static const char *const terms[] = { NULL, "dumb", "vt100" };
	static const char *const variables[] = { "NO_COLOR=1", "LANG=C.UTF-8", "NO_COLOR=yes" };

	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		struct terminal *terminal = shown(*state, terms[i], 80, variables[i], "day");
		assert_int_equal(ink_of(terminal, "parser"), -1);
		assert_false(terminal_cell(terminal, 0, 0).bold);
		terminal_destroy(terminal);
	}
	struct run run = program_run(*state, NULL, WORDS("day"));
	assert_null(strchr(run.output, '\033'));
	run_release(&run);
}

static void who_wants_them_in_a_pipe_gets_them(void **state)
{
	struct run run = program_run(*state, VARIABLES("CLICOLOR_FORCE=1"), WORDS("report"));
	assert_non_null(strstr(run.output, "\033["));
	assert_non_null(strstr(run.output, "\xe2\x96\x88"));
	run_release(&run);
	static const char *const none[][2] = { { "CLICOLOR_FORCE=0", "X=" },
		                               { "CLICOLOR_FORCE=", "X=" },
		                               { "CLICOLOR_FORCE=1", "NO_COLOR=1" } };
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		run = program_run(*state, VARIABLES(none[i][0], none[i][1]), WORDS("report"));
		assert_null(strchr(run.output, '\033'));
		run_release(&run);
	}
	/* For programs nothing is painted. */
	static const char *const forms[] = { "--json", "--csv" };
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		run = program_run(*state, VARIABLES("CLICOLOR_FORCE=1"), WORDS("report", forms[i]));
		assert_null(strchr(run.output, '\033'));
		run_release(&run);
	}
}

/* As many colours as the terminal has. */
static void the_terminal_gets_what_it_can_show(void **state)
{
	static const char *const depths[][3] = { { "TERM=xterm", "COLORTERM=", "\033[0;1;3" },
		                                 { "TERM=xterm-256color", "COLORTERM=", ";38;5;" },
		                                 { "TERM=xterm", "COLORTERM=truecolor", ";38;2;" } };

	for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
		struct run run =
		        program_run(*state, VARIABLES("CLICOLOR_FORCE=1", depths[i][0], depths[i][1]), WORDS("day"));
		assert_non_null(strstr(run.output, depths[i][2]));
		assert_int_equal(strstr(run.output, ";38;2;") != NULL, i == 2);
		run_release(&run);
	}
}

static void the_theme_is_the_screens(void **state)
{
	const char *const colours[] = { "CLICOLOR_FORCE=1", "COLORTERM=truecolor", NULL };
	const struct run_options options = { .environment = colours };
	struct run dark = program_run(*state, &options, WORDS("--set", "theme=dark", "day"));
	struct run light = program_run(*state, &options, WORDS("--set", "theme=light", "day"));

	assert_string_not_equal(dark.output, light.output);
	run_release(&dark);
	run_release(&light);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(on_a_terminal_a_day_has_the_colours_of_its_activities, setup, teardown),
		cmocka_unit_test_setup_teardown(the_list_of_activities_shows_their_colours, setup, teardown),
		cmocka_unit_test_setup_teardown(bars_of_a_report_have_them_and_end_within_the_terminal, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(who_wants_none_gets_none, setup, teardown),
		cmocka_unit_test_setup_teardown(who_wants_them_in_a_pipe_gets_them, setup, teardown),
		cmocka_unit_test_setup_teardown(the_terminal_gets_what_it_can_show, setup, teardown),
		cmocka_unit_test_setup_teardown(the_theme_is_the_screens, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
