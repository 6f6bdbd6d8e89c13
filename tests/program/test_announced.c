/* What the terminal is told outside of its screen: its title, its clipboard, notifications. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool wrote(struct terminal *terminal, const char *text)
{
	size_t size;
	const char *output;

	terminal_take(terminal);
	output = terminal_output(terminal, &size);
	return memmem(output, size, text, strlen(text)) != NULL;
}

/* A day with a parser that goes on since five minutes. */
static struct terminal *begin(struct sandbox *sandbox, const char *variable, const char *term)
{
	const char *const environment[] = { variable, "TIMESHEET_NOTIFY_OFF=30", NULL };
	struct terminal *terminal =
	        story_begin(sandbox, &(struct terminal_options){ .environment = environment, .term = term });

	story_log(terminal, "-5 parser");
	return terminal;
}

static void end(struct terminal *terminal, struct sandbox *sandbox)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void the_title_says_what_goes_on_but_not_while_locked(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=on", NULL);
	size_t size;

	(void)state;
	assert_true(wrote(terminal, "\033[22;2t\033]2;timesheet\033\\"));
	assert_true(wrote(terminal, "\033]2;parser 0:05\033\\"));
	terminal_keys(terminal, "z");
	terminal_take(terminal);
	const char *output = terminal_output(terminal, &size), *last = output;
	for (const char *at; (at = memmem(last + 1, size - (size_t)(last + 1 - output), "\033]2;", 4)) != NULL;)
		last = at;
	assert_int_equal(strncmp(last, "\033]2;timesheet\033\\", 15), 0);
	terminal_press(terminal, "<C-q>");
	assert_int_equal(terminal_wait_exit(terminal), 0);
	assert_true(wrote(terminal, "\033[23;2t"));
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void without_the_setting_there_is_no_title(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=off", NULL);

	(void)state;
	assert_false(wrote(terminal, "\033]2;"));
	assert_false(wrote(terminal, "\033[22;2t"));
	end(terminal, sandbox);
}

static void a_log_and_a_day_are_copied(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=off", NULL);

	(void)state;
	terminal_keys(terminal, "Y");
	terminal_assert_text(terminal, "copied: 14:32-  0:05  parser");
	/* "14:32-  0:05  parser" */
	assert_true(wrote(terminal, "\033]52;c;MTQ6MzItICAwOjA1ICBwYXJzZXI=\033\\"));
	terminal_keys(terminal, "<Tab>Y");
	terminal_assert_text(terminal, "copied: Thu 1 Oct 2026, as text");
	/* "Thu 1 Oct 2026\n" and more. */
	assert_true(wrote(terminal, "\033]52;c;VGh1IDEgT2N0IDIwMjYK"));
	end(terminal, sandbox);
}

static unsigned value_of(char letter)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = strchr(letters, letter);
	return at ? (unsigned)(at - letters) : 0;
}

/* What went to the clipboard last. */
static void copied(struct terminal *terminal, char *out, size_t size)
{
	static const char begin[] = "\033]52;c;";
	const char *last = NULL, *at;
	size_t bytes, used = 0;
	terminal_take(terminal);
	at = terminal_output(terminal, &bytes);
	for (const char *end = at + bytes; (at = memmem(at, (size_t)(end - at), begin, sizeof begin - 1)) != NULL;)
		last = at += sizeof begin - 1;
	assert_non_null(last);
	for (; last[0] != '\033' && used + 4 < size; last += 4) {
		unsigned group =
		        value_of(last[0]) << 18 | value_of(last[1]) << 12 | value_of(last[2]) << 6 | value_of(last[3]);
		out[used++] = (char)(group >> 16);
		out[used++] = (char)(group >> 8);
		out[used++] = (char)group;
		used -= last[2] == '=' ? 2 : last[3] == '=' ? 1 : 0;
	}
	out[used] = '\0';
}

/* One table, whoever tells it. */
static void the_grid_is_copied_as_the_command_prints_it(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=off", NULL);
	char text[4096];

	(void)state;
	story_log(terminal, "9:00-9:50 =1+1, \"quoted\"");
	story_log(terminal, "-2 acme: docs");
	terminal_keys(terminal, "w<Tab>C");
	terminal_assert_text(terminal, "copied as CSV, in hours: 3 rows");
	copied(terminal, text, sizeof text);
	command_login(sandbox);
	struct run run =
	        program_run(sandbox, NULL, WORDS("report", "week", "--by", "activity,day", "--csv", "--decimal"));
	assert_string_equal(text, run.output);
	run_release(&run);
	terminal_keys(terminal, "RC");
	copied(terminal, text, sizeof text);
	run = program_run(sandbox, NULL,
	                  WORDS("report", "week", "--by", "activity,day", "--csv", "--decimal", "--round", "15"));
	assert_string_equal(text, run.output);
	run_release(&run);
	terminal_keys(terminal, "<Escape>");
	end(terminal, sandbox);
}

enum { LONG_LOGS = 1200, LONG_TEXT = 80 };

/* Minutes of logs with long texts, as a file of CSV. */
static void long_logs_write(const char *path)
{
	char *text = malloc((size_t)LONG_LOGS * (LONG_TEXT + 64)), letters[LONG_TEXT + 1];
	size_t used = 0;

	assert_non_null(text);
	memset(letters, 'x', LONG_TEXT);
	letters[LONG_TEXT] = '\0';
	used += (size_t)sprintf(text, "start,end,activity\n");
	for (int i = 0; i < LONG_LOGS; i++)
		used += (size_t)sprintf(text + used, "2026-09-%02d %02d:%02d,2026-09-%02d %02d:%02d,long %s %d\n",
		                        1 + i / 60, 8, i % 60, 1 + i / 60, 8 + (i % 60 + 1) / 60, (i % 60 + 1) % 60,
		                        letters, i % 7);
	file_write(path, text, used);
	free(text);
}

/* xterm and its kin take 100,000 bytes of base64; a part of a text is not what was asked for. */
static void what_is_too_long_for_a_clipboard_is_refused_with_a_word(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=off", NULL);
	char path[96];

	(void)state;
	(void)snprintf(path, sizeof path, "%s/long.csv", sandbox->directory);
	long_logs_write(path);
	command_login(sandbox);
	struct run run = program_run(sandbox, NULL, WORDS("import", "--format", "csv", path));
	if (run.status != 0)
		fail_msg("%s%s", run.output, run.error);
	run_release(&run);
	terminal_keys(terminal, "/");
	terminal_keys(terminal, "long");
	terminal_wait_text(terminal, "FOUND 1200");
	terminal_keys(terminal, "<M-w>");
	terminal_assert_text(terminal, "not copied: it is more than the 74,994 bytes that terminals take");
	assert_false(wrote(terminal, "\033]52;"));
	terminal_keys(terminal, "<Escape>");
	end(terminal, sandbox);
}

static void a_terminal_without_a_clipboard_is_told_so(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_TITLE=on", "linux");

	(void)state;
	terminal_keys(terminal, "Y");
	terminal_assert_text(terminal, "not copied: this kind of terminal has no clipboard");
	assert_false(wrote(terminal, "\033]2;"));
	assert_false(wrote(terminal, "\033]52;"));
	end(terminal, sandbox);
}

static void off_for_long_is_notified(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin(sandbox, "TIMESHEET_NOTIFY=osc777", NULL);

	(void)state;
	terminal_keys(terminal, "0");
	for (int i = 0; i < 4; i++) {
		sandbox_pass(sandbox, 7 * MINUTE);
		terminal_keys(terminal, "j");
	}
	terminal_fence(terminal);
	assert_false(wrote(terminal, "\033]777;"));
	sandbox_pass(sandbox, 2 * MINUTE);
	terminal_fence(terminal);
	assert_true(wrote(terminal, "\033]777;notify;timesheet;nothing is logged since 14:37\033\\"));
	terminal_assert_text(terminal, "nothing is logged since 14:37");
	end(terminal, sandbox);
}

/* A parser that goes on since five minutes, on a screen that stays open. */
static struct terminal *begin_open(struct sandbox *sandbox, const char *way)
{
	const char *const environment[] = { way, "TIMESHEET_IDLE_LOCK=0", NULL };
	struct terminal *terminal = story_begin(sandbox, &(struct terminal_options){ .environment = environment });

	story_log(terminal, "-5 parser");
	return terminal;
}

static void wait_minutes(struct sandbox *sandbox, struct terminal *terminal, int minutes)
{
	sandbox_pass(sandbox, minutes * MINUTE);
	terminal_fence(terminal);
}

static void a_target_that_is_met_is_notified_and_a_forgotten_end(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin_open(sandbox, "TIMESHEET_NOTIFY=osc99");

	(void)state;
	wait_minutes(sandbox, terminal, 474);
	assert_false(wrote(terminal, "\033]99;"));
	wait_minutes(sandbox, terminal, 1);
	assert_true(wrote(terminal, "\033]99;;timesheet: the target is met, 8:00\033\\"));
	terminal_assert_text(terminal, "the target is met, 8:00");
	wait_minutes(sandbox, terminal, 4 * 60 + 1);
	assert_true(wrote(terminal, "\033]99;;timesheet: parser goes on since 14:32: was its end forgotten?\033\\"));
	end(terminal, sandbox);
}

static void a_budget_that_is_used_is_notified_but_not_while_locked(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin_open(sandbox, "TIMESHEET_NOTIFY=osc9");

	(void)state;
	command_login(sandbox);
	assert_int_equal(command_run(sandbox, NULL, NULL, 0, "budget", "parser", "1", "week", NULL), 0);
	wait_minutes(sandbox, terminal, 42);
	assert_false(wrote(terminal, "\033]9;"));
	wait_minutes(sandbox, terminal, 1);
	assert_true(wrote(terminal, "\033]9;timesheet: parser: 0:48 of 1:00 this week\033\\"));
	terminal_keys(terminal, "z");
	wait_minutes(sandbox, terminal, 20);
	assert_false(wrote(terminal, "of 1:00 this week\033\\\033]9;"));
	assert_false(wrote(terminal, "parser: 1:08"));
	story_login(terminal);
	wait_minutes(sandbox, terminal, 1);
	/* At the first look after it, which a fence brings, too. */
	assert_true(wrote(terminal, "\033]9;timesheet: parser: 1:08 of 1:00 this week\033\\") ||
	            wrote(terminal, "\033]9;timesheet: parser: 1:09 of 1:00 this week\033\\"));
	end(terminal, sandbox);
}

/* Those that end the answer to a fence are none. */
static int bells(struct terminal *terminal)
{
	size_t size;
	int count = 0;

	terminal_take(terminal);
	const char *output = terminal_output(terminal, &size);
	for (size_t i = 0; i < size; i++)
		count += output[i] == '\a' && (i == 0 || output[i - 1] != 'e');
	return count;
}

static void a_bell_is_a_bell(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = begin_open(sandbox, "TIMESHEET_NOTIFY=bell");

	(void)state;
	wait_minutes(sandbox, terminal, 474);
	assert_int_equal(bells(terminal), 0);
	wait_minutes(sandbox, terminal, 1);
	assert_int_equal(bells(terminal), 1);
	end(terminal, sandbox);
}

/* On the screen by a key, printed on a terminal of colours as what it is, and else as its text. */
static void a_number_with_an_address_is_a_link(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	char path[SANDBOX_PATH_SIZE], printed[1024];
	const char *const day[] = { "--db", sandbox->database, "day", NULL };
	static const char line[] = "link #%d = https://e.org/%d\n";

	(void)state;
	sandbox_path(sandbox, "config", path);
	assert_int_equal(mkdir(path, 0700), 0);
	sandbox_path(sandbox, "config/timesheet", path);
	assert_int_equal(mkdir(path, 0700), 0);
	sandbox_path(sandbox, "config/timesheet/config", path);
	file_write(path, line, sizeof line - 1);
	struct terminal *terminal = story_begin(sandbox, NULL);
	story_log(terminal, "-5 fix #123 // as #7");
	terminal_keys(terminal, "O");
	terminal_assert_text(terminal, "copied: https://e.org/123");
	assert_true(wrote(terminal, "\033]52;c;aHR0cHM6Ly9lLm9yZy8xMjM=\033\\"));
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	command_login(sandbox);
	static const char *const plain[] = { "NO_COLOR=1", NULL };
	assert_int_equal(command_run(sandbox, plain, printed, sizeof printed, "day", NULL), 0);
	assert_non_null(strstr(printed, "fix #123  # as #7"));
	terminal = terminal_start(sandbox, &(struct terminal_options){ .arguments = day });
	assert_int_equal(terminal_wait_exit(terminal), 0);
	assert_true(wrote(terminal, "fix \033]8;;https://e.org/123\033\\#123\033]8;;\033\\"));
	assert_true(wrote(terminal, "\033]8;;https://e.org/7\033\\#7\033]8;;\033\\"));
	terminal_destroy(terminal);
	terminal = terminal_start(sandbox, &(struct terminal_options){ .arguments = day, .term = "linux" });
	assert_int_equal(terminal_wait_exit(terminal), 0);
	assert_false(wrote(terminal, "\033]8;"));
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_title_says_what_goes_on_but_not_while_locked),
		cmocka_unit_test(without_the_setting_there_is_no_title),
		cmocka_unit_test(a_log_and_a_day_are_copied),
		cmocka_unit_test(the_grid_is_copied_as_the_command_prints_it),
		cmocka_unit_test(what_is_too_long_for_a_clipboard_is_refused_with_a_word),
		cmocka_unit_test(a_terminal_without_a_clipboard_is_told_so),
		cmocka_unit_test(off_for_long_is_notified),
		cmocka_unit_test(a_target_that_is_met_is_notified_and_a_forgotten_end),
		cmocka_unit_test(a_budget_that_is_used_is_notified_but_not_while_locked),
		cmocka_unit_test(a_bell_is_a_bell),
		cmocka_unit_test(a_number_with_an_address_is_a_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
