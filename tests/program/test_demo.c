/* demo: a filled timesheet that is nobody's, and of which nothing is left however it ends. */
#include "support_pipes.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DEADLINE = 20000, HOURS = 7 * 24 };

/* A place of its own for what is temporary, and the variable that names it. */
static char place[SANDBOX_PATH_SIZE], variable[SANDBOX_PATH_SIZE + 8];

static int setup(void **state)
{
	struct sandbox *sandbox = sandbox_create();

	sandbox_path(sandbox, "temporary", place);
	(void)snprintf(variable, sizeof variable, "TMPDIR=%s", place);
	*state = sandbox;
	return mkdir(place, 0700);
}

static int teardown(void **state)
{
	sandbox_destroy(*state);
	return 0;
}

static size_t entries(const char *directory)
{
	DIR *open = opendir(directory);
	size_t count = 0;

	assert_non_null(open);
	for (const struct dirent *entry; (entry = readdir(open));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	(void)closedir(open);
	return count;
}

/* Who takes it away is another process. */
static void assert_goes(void)
{
	for (int waited = 0; entries(place) > 0; waited += 10) {
		assert_in_range(waited, 0, DEADLINE);
		(void)poll(NULL, 0, 10);
	}
}

static struct terminal *demo_open(struct sandbox *sandbox)
{
	return terminal_open(sandbox,
	                     &(struct terminal_options){ .arguments = WORDS("demo"),
	                                                 .environment = WORDS(variable, "TIMESHEET_USER=bob") });
}

static void every_screen_has_something_to_show(void **state)
{
	static const char *const screens[][3] = { { "w", "acme: parser", "W40" },
		                                  { "mh", "globex: sync", "leave" },
		                                  { "y", "2026", "target met" },
		                                  { "A", "reading", "~ rest" },
		                                  { "n", "arena allocator", "acme call" } };
	struct terminal *terminal = demo_open(*state);

	terminal_assert_text(terminal, "demo: nothing is kept");
	terminal_assert_text(terminal, "password: timesheet demo");
	terminal_assert_text(terminal, "demo@");
	terminal_assert_text(terminal, "acme: support");
	terminal_wait_text(terminal, "flex +");
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		terminal_keys(terminal, screens[i][0]);
		terminal_assert_text(terminal, screens[i][1]);
		terminal_assert_text(terminal, screens[i][2]);
		terminal_keys(terminal, strcmp(screens[i][0], "n") == 0 ? "<Escape>" : "q");
	}
	terminal_keys(terminal, "/bug=812");
	terminal_wait_text(terminal, "export stalls");
	terminal_keys(terminal, "<Escape>");
	terminal_keys(terminal, "<Escape>");
	/* What one does there is done as ever, and asked for as ever. */
	terminal_keys(terminal, "8");
	terminal_assert_text(terminal, "8 admin");
	terminal_keys(terminal, "z");
	terminal_assert_no_text(terminal, "parser");
	terminal_keys(terminal, "timesheet demo<Enter>");
	terminal_wait_text(terminal, "LOGS");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	assert_int_equal(entries(place), 0);
}

static void nothing_of_the_user_is_touched(void **state)
{
	struct sandbox *sandbox = *state;
	size_t before = entries(sandbox->directory);
	struct terminal *terminal = demo_open(sandbox);

	terminal_keys(terminal, "1");
	assert_int_equal(entries(place), 1);
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "demo", "day");
	assert_int_equal(entries(sandbox->directory), before);
	assert_int_not_equal(access(sandbox->database, F_OK), 0);
	assert_int_equal(entries(place), 0);
}

static void nothing_is_left_whatever_ends_it(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGQUIT, SIGKILL };
	struct sandbox *sandbox = *state;
	struct terminal *terminal;

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		terminal = demo_open(sandbox);
		assert_int_equal(entries(place), 1);
		terminal_signal(terminal, signals[i]);
		(void)terminal_wait_exit(terminal);
		assert_goes();
		terminal_destroy(terminal);
	}
	terminal = demo_open(sandbox);
	terminal_hang_up(terminal);
	(void)terminal_wait_exit(terminal);
	assert_goes();
	terminal_destroy(terminal);
}

static void a_command_that_reads_runs_on_it(void **state)
{
	struct sandbox *sandbox = *state;
	struct run run = program_run(sandbox, VARIABLES(variable), WORDS("demo", "report", "14w", "--by", "week"));

	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "2026-W36"));
	assert_string_equal(run.error, "");
	run_release(&run);
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, "globex: sync\n", "", "demo", "status", "--format", "%a");
	EXPECT_WITH(sandbox, VARIABLES(variable), 0, NULL, "", "demo", "search", "#deep");
	EXPECT(sandbox, 2, "", "unknown option '--wek'", "demo", "report", "--wek");
	EXPECT(sandbox, 2, "", "unknown option '--wek'", "demo", "--wek", "report");
	EXPECT(sandbox, 2, "", "'log' does not only read", "demo", "log", "x");
	EXPECT(sandbox, 2, "", "'login' does not only read", "demo", "login");
	EXPECT(sandbox, 2, "", "'demo' does not only read", "demo", "demo");
	EXPECT(sandbox, 2, "", "unknown command 'reprot', did you mean 'report'?", "demo", "reprot");
	EXPECT_WITH(sandbox, VARIABLES("TMPDIR=/nowhere/at/all"), 1, "",
	            "cannot make a directory for the demo: No such file or directory", "demo");
	assert_int_equal(entries(place), 0);
}

static void the_same_day_has_the_same_story(void **state)
{
	struct run first =
	        program_run(*state, VARIABLES(variable), WORDS("demo", "report", "all", "--by", "day", "--csv"));
	struct run second =
	        program_run(*state, VARIABLES(variable), WORDS("demo", "report", "all", "--by", "day", "--csv"));

	assert_int_equal(first.status, 0);
	assert_true(first.output_size > 1000);
	assert_string_equal(first.output, second.output);
	run_release(&first);
	run_release(&second);
}

/* Whenever somebody looks: the day has logs, and one goes on that does not look forgotten. */
static void at_every_hour_of_the_week_something_goes_on(void **state)
{
	struct sandbox *sandbox = *state;

	for (int hour = 0; hour < HOURS; hour += 5) {
		sandbox_go(sandbox, hour / 24, hour % 24 * 60 + hour % 60);
		struct run run = program_run(sandbox, VARIABLES(variable), WORDS("demo", "day"));
		assert_int_equal(run.status, 0);
		assert_non_null(strstr(run.output, "(running)"));
		assert_null(strstr(run.output, "forgotten"));
		assert_null(strstr(run.output, "off  (running)"));
		assert_true(ids_cut(run.output) >= 1);
		run_release(&run);
		run = program_run(sandbox, VARIABLES(variable), WORDS("demo", "status", "--json"));
		char *seconds = sql_of("SELECT json_extract(?1, '$.seconds')", run.output);
		assert_in_range(atoi(seconds), 1, 4 * 3600);
		free(seconds);
		run_release(&run);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_screen_has_something_to_show, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_of_the_user_is_touched, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_is_left_whatever_ends_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_that_reads_runs_on_it, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_day_has_the_same_story, setup, teardown),
		cmocka_unit_test_setup_teardown(at_every_hour_of_the_week_something_goes_on, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
