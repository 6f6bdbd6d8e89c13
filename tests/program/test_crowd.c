/* Many processes on one database at once. */
#include "support.h"
#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <string.h>

enum { WRITERS = 8, READERS = 4, STEP = 10 };

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
	const char *const words[] = { "-c", script, test_program, sandbox->database, name, step, logs, NULL };
	return terminal_start(sandbox,
	                      &(struct terminal_options){
	                              .program = "/bin/sh", .arguments = words, .real_clock = true, .height = 60 });
}

/* A shell that reads, in three ways, until the writers are done: it looks for a file. */
static struct terminal *reader_start(struct sandbox *sandbox, const char *done)
{
	static const char script[] = "while ! [ -e \"$2\" ]; do\n"
	                             "for words in 'status' 'day --json' 'report today'; do\n"
	                             "\"$0\" --db \"$1\" $words >/dev/null || { echo failed at $words; exit 1; }\n"
	                             "done; done; echo all read";
	const char *const words[] = { "-c", script, test_program, sandbox->database, done, NULL };

	return terminal_start(
	        sandbox, &(struct terminal_options){ .program = "/bin/sh", .arguments = words, .real_clock = true });
}

static void ended_well(struct terminal *terminal, const char *text)
{
	int status = terminal_wait_exit(terminal);
	/* The texts first: they show what a program said that failed. */
	terminal_assert_text(terminal, text);
	/* On a busy machine one may have to wait, and then says for whom. */
	terminal_assert_no_text(terminal, "timesheet: cannot");
	terminal_assert_no_text(terminal, "failed at");
	assert_int_equal(status, 0);
	terminal_destroy(terminal);
}

static void crowd_write(struct sandbox *sandbox, int wanted)
{
	struct terminal *writers[WRITERS], *readers[READERS];
	char done[96], expected[32];

	(void)snprintf(done, sizeof done, "%s/done", sandbox->directory);
	for (int i = 0; i < READERS; i++)
		readers[i] = reader_start(sandbox, done);
	for (int i = 0; i < WRITERS; i++)
		writers[i] = writer_start(sandbox, i + 1, wanted);
	for (int logs = STEP; logs <= wanted; logs += STEP) {
		(void)snprintf(expected, sizeof expected, "at %d.", logs);
		for (int i = 0; i < WRITERS; i++)
			terminal_wait_text(writers[i], expected);
	}
	for (int i = 0; i < WRITERS; i++)
		ended_well(writers[i], "all done");
	file_write(done, "", 0);
	for (int i = 0; i < READERS; i++)
		ended_well(readers[i], "all read");
}

static void crowd_run(int wanted)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *screen = story_begin(sandbox, &(struct terminal_options){ .real_clock = true });
	char output[512], expected[32];

	/* The ticket is of the real boot's clock, as the writers' is. */
	command_login_real(sandbox);
	crowd_write(sandbox, wanted);
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

static void eight_writers_lose_nothing_and_none_fails_nor_do_four_readers(void **state)
{
	long runs = campaign_rounds(1, 5);
	int wanted = (int)(campaign_rounds(10, 200) / STEP * STEP);

	(void)state;
	for (long run = 0; run < runs; run++)
		crowd_run(wanted);
	campaign_record("Crowd", "eight processes write at once, while a screen looks on and four others read",
	                runs * WRITERS * wanted, "logs", 0, "lost or refused");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_writers_lose_nothing_and_none_fails_nor_do_four_readers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
