/* status --follow: a line at each change, without being asked. */
#include "support_pipes.h"
#include "support_trace.h"

#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
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

/* Ends it as a bar does, and looks that it had nothing to say of that. */
static void follow_end(struct running *running)
{
	program_stop_reading(running);
	struct run run = program_finish(running);
	assert_int_equal(run.status, 128 + SIGPIPE);
	assert_string_equal(run.error ? run.error : "", "");
	run_release(&run);
}

static void a_line_comes_at_each_change_and_at_no_other(void **state)
{
	struct sandbox *sandbox = *state;
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%a %t"));

	assert_string_equal(program_lines(running, 1), " --:--\n");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "parser");
	assert_string_equal(program_lines(running, 2), " --:--\nparser 13:00\n");
	/* Of a note the line says nothing; what comes next is the next change. Several at once may be one. */
	EXPECT(sandbox, 0, NULL, "", "note", "--message", "ask Lin");
	EXPECT(sandbox, 0, NULL, "", "edit", "last", "--at", "13:05");
	assert_string_equal(program_lines(running, 3), " --:--\nparser 13:00\nparser 13:05\n");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "14:00", "call");
	assert_non_null(strstr(program_lines(running, 4), "parser 13:05\ncall 14:00\n"));
	EXPECT(sandbox, 0, NULL, "", "undo");
	assert_non_null(strstr(program_lines(running, 5), "call 14:00\nparser 13:05\n"));
	follow_end(running);
}

static void a_line_comes_when_the_minute_turns_that_it_tells(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "parser");
	/* Just before the minute. */
	sandbox_pass(sandbox, MINUTE - 20);
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%a %e"));
	assert_string_equal(program_lines(running, 1), "parser 1:37\n");
	sandbox_pass(sandbox, MINUTE);
	assert_string_equal(program_lines(running, 2), "parser 1:37\nparser 1:38\n");
	follow_end(running);
}

static void a_log_that_was_made_ahead_of_time_begins_by_itself(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "14:38", "call");
	sandbox_pass(sandbox, MINUTE - 20);
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%a"));
	assert_string_equal(program_lines(running, 1), "parser\n");
	sandbox_pass(sandbox, 30);
	assert_string_equal(program_lines(running, 2), "parser\ncall\n");
	follow_end(running);
}

static void who_is_not_logged_in_is_waited_for_and_a_logout_ends_it(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "parser");
	EXPECT(sandbox, 0, NULL, "", "logout");
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow"));
	assert_string_equal(program_lines(running, 1), "locked\n");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "14:00", "call");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, "", "login");
	/* What was logged without a login counts. */
	assert_string_equal(program_lines(running, 2), "locked\ncall  0:37  since 14:00\n");
	EXPECT(sandbox, 0, NULL, "", "logout");
	assert_string_equal(program_lines(running, 3), "locked\ncall  0:37  since 14:00\nlocked\n");
	struct run run = program_finish(running);
	assert_int_equal(run.status, 0);
	assert_string_equal(run.error, "");
	run_release(&run);
}

static void a_login_that_runs_out_ends_it(void **state)
{
	struct sandbox *sandbox = *state;
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%a"));

	assert_string_equal(program_lines(running, 1), "\n");
	sandbox_pass(sandbox, 61 * MINUTE);
	EXPECT(sandbox, 0, NULL, "", "log", "--slot", "1");
	assert_string_equal(program_lines(running, 2), "\nlocked\n");
	struct run run = program_finish(running);
	assert_int_equal(run.status, 0);
	run_release(&run);
}

/* A bar counts as a use of the login, as one that asks again and again does. */
static void following_keeps_the_login(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "14:37", "parser");
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%e"));
	assert_string_equal(program_lines(running, 1), "0:00\n");
	sandbox_pass(sandbox, 40 * MINUTE);
	/* Somebody commits who has no login. */
	sandbox_sql(sandbox, "UPDATE log SET bucket = bucket");
	assert_string_equal(program_lines(running, 2), "0:00\n0:40\n");
	follow_end(running);
	sandbox_pass(sandbox, 40 * MINUTE);
	EXPECT(sandbox, 0, "1:20\n", "", "status", "--format", "%e");
}

static void a_bar_gets_what_waybar_takes(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "8:00", "acme: parser", "--comment", "\"arena\"");
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--json"));
	const char *line = program_lines(running, 1);
	assert_json(line, "$.text", "acme: parser 6:37");
	assert_json(line, "$.tooltip", "acme: parser  # \"arena\"\nsince 08:00\nwork 6:37 of 8:00, 1:23 to go");
	assert_json(line, "$.class", "work");
	assert_json(line, "$.alt", "acme: parser");
	size_t before = strlen(line);
	EXPECT(sandbox, 0, NULL, "", "activity", "acme: parser", "--rest");
	assert_json(program_lines(running, 2) + before, "$.class", "rest");
	before = strlen(program_lines(running, 2));
	EXPECT(sandbox, 0, NULL, "", "off");
	assert_json(program_lines(running, 3) + before, "$.class", "off");
	before = strlen(program_lines(running, 3));
	EXPECT(sandbox, 0, NULL, "", "logout");
	assert_json(program_lines(running, 4) + before, "$.class", "locked");
	struct run run = program_finish(running);
	assert_int_equal(run.status, 0);
	run_release(&run);
}

static void a_bar_may_have_its_own_text(void **state)
{
	struct sandbox *sandbox = *state;
	struct running *running =
	        program_start(sandbox, NULL, WORDS("status", "--follow", "--json", "--format", "[%a]\x01\xff"));

	const char *line = program_lines(running, 1);
	assert_json(line, "$.text", "[]\xef\xbf\xbd");
	assert_json(line, "$.class", "none");
	assert_json(line, "$.alt", "none");
	follow_end(running);
}

/* Nothing changes, and it still ends. */
static void a_reader_that_goes_ends_it_at_once(void **state)
{
	struct running *running = program_start(*state, NULL, WORDS("status", "--follow", "--format", "%a"));

	(void)program_lines(running, 1);
	follow_end(running);
}

/* How often a process has waited for something. */
static long waits_of(pid_t process)
{
	char path[64];
	size_t size;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)process);
	char *text = file_read(path, &size);
	assert_non_null(text);
	const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
	assert_non_null(line);
	long count = strtol(line + 25, NULL, 10);
	free(text);
	return count;
}

/* That a file is locked says nothing of the login. */
static void a_program_that_holds_the_file_does_not_end_it(void **state)
{
	struct sandbox *sandbox = *state;
	sqlite3 *holder;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "13:00", "parser");
	sandbox_pass(sandbox, MINUTE - 20);
	struct running *running = program_start(sandbox, NULL, WORDS("status", "--follow", "--format", "%a %e"));
	assert_string_equal(program_lines(running, 1), "parser 1:37\n");
	assert_int_equal(sqlite3_open(sandbox->database, &holder), SQLITE_OK);
	/* What printed the line may still be reading. */
	assert_int_equal(sqlite3_busy_timeout(holder, 10000), SQLITE_OK);
	assert_int_equal(sqlite3_exec(holder, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	/* The minute turns, it looks, gives up, and looks again. */
	enum { WAITS = 40 };
	const long before = waits_of(program_process(running));
	for (int tries = 0; waits_of(program_process(running)) < before + WAITS; tries++) {
		assert_in_range(tries, 0, 20000);
		(void)poll(NULL, 0, 1);
	}
	assert_int_equal(sqlite3_exec(holder, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(holder), SQLITE_OK);
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "14:00", "call");
	assert_string_equal(program_lines(running, 2), "parser 1:37\ncall 0:37\n");
	follow_end(running);
}

/* How long it would have slept, in milliseconds, when its reader went. */
static long sleep_of(struct sandbox *sandbox, const char *format)
{
	char trace[SANDBOX_PATH_SIZE];
	size_t size;

	sandbox_path(sandbox, "trace", trace);
	const struct run_options traced = { .before = WORDS("/usr/bin/strace", "-o", trace, "-e",
		                                            "trace=epoll_wait,epoll_pwait"),
		                            .environment = WORDS(leaks_variable(sandbox)) };
	struct running *running = program_start(sandbox, &traced, WORDS("status", "--follow", "--format", format));
	(void)program_lines(running, 1);
	follow_end(running);
	char *calls = file_read(trace, &size);
	assert_non_null(calls);
	/* The last call but those at the end, which wait for nothing: "epoll_wait(4, [...], 1024, 1800000) = 1". */
	long slept = 0;
	for (const char *at = calls; (at = strstr(at, ", 1024, ")); at++) {
		long timeout = strtol(at + 8, NULL, 10);
		slept = timeout > slept ? timeout : slept;
	}
	free(calls);
	return slept;
}

/* Until the ticket has to be used again, or the minute turns that is told. */
static void nothing_wakes_it_that_changes_nothing(void **state)
{
	if (!trace_possible())
		skip();
	EXPECT(*state, 0, NULL, "", "log", "--at", "13:00", "parser");
	assert_in_range(sleep_of(*state, "%a since %t"), 29 * MINUTE, 30 * MINUTE);
	assert_in_range(sleep_of(*state, "%a %e"), 1, MINUTE);
}

static void wrong_usage_is_that(void **state)
{
	EXPECT(*state, 2, "", "unknown '%q' in the format", "status", "--follow", "--format", "%q");
	EXPECT(*state, 3, "", "there is no user 'bob'", "--user", "bob", "status", "--follow");
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "/dev/full" }), 1, "",
	            "cannot write to standard output", "status", "--follow");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_comes_at_each_change_and_at_no_other, setup, teardown),
		cmocka_unit_test_setup_teardown(a_line_comes_when_the_minute_turns_that_it_tells, setup, teardown),
		cmocka_unit_test_setup_teardown(a_log_that_was_made_ahead_of_time_begins_by_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(who_is_not_logged_in_is_waited_for_and_a_logout_ends_it, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_login_that_runs_out_ends_it, setup, teardown),
		cmocka_unit_test_setup_teardown(following_keeps_the_login, setup, teardown),
		cmocka_unit_test_setup_teardown(a_bar_gets_what_waybar_takes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_bar_may_have_its_own_text, setup, teardown),
		cmocka_unit_test_setup_teardown(a_reader_that_goes_ends_it_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_program_that_holds_the_file_does_not_end_it, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_wakes_it_that_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_usage_is_that, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
