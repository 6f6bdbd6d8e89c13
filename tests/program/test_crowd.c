/* Many processes on one database at once. TIMESHEET_TEST_CROWD=200 makes each write that often, for a minute and more.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRITERS = 8, LOGS_USUAL = 30, LOGS_MOST = 1000, STEP = 10 };

/* How often each writes: a multiple of STEP. */
static int logs_wanted(void)
{
	const char *wanted = getenv("TIMESHEET_TEST_CROWD");
	long logs = wanted ? strtol(wanted, NULL, 10) : LOGS_USUAL;

	return logs < STEP || logs > LOGS_MOST ? LOGS_USUAL : (int)(logs / STEP * STEP);
}

/* A shell that logs that often, two texts in turn so that no two of its own in a row are the same. It says how far it
 * is, so that no wait is longer than that for a few logs. */
static struct terminal *writer_start(struct sandbox *sandbox, int number, int wanted)
{
	static const char script[] = "i=0; while [ $i -lt $4 ]; do\n"
	                             "i=$((i + 1)); \"$0\" --db \"$1\" log \"$2 $((i % 2))\" >/dev/null ||"
	                             " { echo failed at $i; exit 1; }\n"
	                             "[ $((i % $3)) -ne 0 ] || echo at $i.; done; echo all done";
	char name[16], step[16], logs[16];

	(void)snprintf(name, sizeof name, "w%d", number);
	(void)snprintf(step, sizeof step, "%d", STEP);
	(void)snprintf(logs, sizeof logs, "%d", wanted);
	const char *const words[] = { "-c", script, TEST_PROGRAM, sandbox->database, name, step, logs, NULL };
	return terminal_start(sandbox,
	                      &(struct terminal_options){
	                              .program = "/bin/sh", .arguments = words, .real_clock = true, .height = 60 });
}

static void eight_writers_lose_nothing_and_none_fails(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *screen = story_begin(sandbox, &(struct terminal_options){ .real_clock = true });
	struct terminal *writers[WRITERS];
	char output[512], expected[32];
	int wanted = logs_wanted();

	(void)state;
	/* The ticket is of the real boot's clock, as the writers' is. */
	command_login_real(sandbox);
	for (int i = 0; i < WRITERS; i++)
		writers[i] = writer_start(sandbox, i + 1, wanted);
	for (int done = STEP; done <= wanted; done += STEP) {
		(void)snprintf(expected, sizeof expected, "at %d.", done);
		for (int i = 0; i < WRITERS; i++)
			terminal_wait_text(writers[i], expected);
	}
	for (int i = 0; i < WRITERS; i++) {
		assert_int_equal(terminal_wait_exit(writers[i]), 0);
		terminal_assert_text(writers[i], "all done");
		terminal_assert_no_text(writers[i], "timesheet:");
		terminal_destroy(writers[i]);
	}
	assert_int_equal(command_run(sandbox, NULL, output, sizeof output, "check", NULL), 0);
	(void)snprintf(expected, sizeof expected, " logs %d,", WRITERS * wanted);
	if (!strstr(output, expected))
		fail_msg("not '%s' but: %s", expected, output);
	terminal_fence(screen);
	terminal_assert_text(screen, "from a command");
	assert_int_equal(terminal_quit(screen), 0);
	terminal_destroy(screen);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_writers_lose_nothing_and_none_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
