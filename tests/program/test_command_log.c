/* log and off, as hot keys and scripts use them. */
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

static void logging_prints_time_and_text(void **state)
{
	EXPECT(*state, 0, "14:37 standup\n", "", "log", "standup");
	EXPECT(*state, 0, "09:30 email & triage\n", "", "log", "--at", "9:30", "email", "&", "triage");
	EXPECT(*state, 0, "14:20 call\n", "", "log", "call", "--at=-17m");
	EXPECT(*state, 0, "14:37 standup  0:00  since 14:37\n", "", "status", "--format", "%t %a  %e  since %t");
}

/* What is logged at a terminal, and what that says. */
static void at_terminal(struct sandbox *sandbox, const char *text, const char *says)
{
	const char *const words[] = { "--db", sandbox->database, "log", "--", text, NULL };
	struct terminal *terminal = terminal_start(sandbox, &(struct terminal_options){ .arguments = words });

	assert_int_equal(terminal_wait_exit(terminal), 0);
	if (says)
		terminal_assert_text(terminal, says);
	else
		terminal_assert_no_text(terminal, "is new");
	terminal_destroy(terminal);
}

static void a_new_text_that_is_nearly_another_is_asked_about_at_a_terminal(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "parser");
	at_terminal(sandbox, "pasrer", "'pasrer' is new; if 'parser' was meant: timesheet undo, or edit last 'parser'");
	at_terminal(sandbox, "PARSER", NULL);
	at_terminal(sandbox, "standup", NULL);
	at_terminal(sandbox, "pasrer", NULL);
	/* Scripts know what they log. */
	EXPECT(sandbox, 0, "14:37 parsers\n", "", "log", "parsers");
}

static void a_time_of_another_day_comes_with_its_day(void **state)
{
	EXPECT(*state, 0, "Wed 30 Sep 2026 17:00 report\n", "", "log", "--at", "yesterday 17:00", "report");
}

static void what_goes_on_already_stays_and_says_since_when(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "14:37 standup\n", "", "log", "standup");
	sandbox_pass(sandbox, 5 * MINUTE);
	EXPECT(sandbox, 0, "14:37 standup (goes on since then)\n", "", "log", "Standup");
	EXPECT(sandbox, 0, "14:37 standup (goes on since then)\n", "", "log", "--slot", "1");
	/* A comment has something new to say, once. */
	EXPECT(sandbox, 0, "14:42 standup\n", "", "log", "standup", "--comment", "with Lin");
	sandbox_pass(sandbox, MINUTE);
	EXPECT(sandbox, 0, "14:42 standup (goes on since then)\n", "", "log", "standup", "--comment", "with Lin");
}

static void a_slot_is_as_good_as_a_text(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "9:00", "parser");
	EXPECT(*state, 0, "10:00 off\n", "", "off", "--at", "10:00");
	EXPECT(*state, 0, "11:00 parser\n", "", "log", "--slot", "1", "--at", "11:00", "--comment", "with words");
	EXPECT(*state, 0, "12:00 off\n", "", "log", "--slot=0", "--at", "12:00", "--comment", "lunch");
	EXPECT(*state, 1, "", "slot 7 is empty", "log", "--slot", "7");
	EXPECT(*state, 1, "", "slot 7 is empty", "log", "--slot", "7", "--comment", "x");
	EXPECT(*state, 2, "", "'12' is not a slot", "log", "--slot", "12");
	EXPECT(*state, 2, "", "'-1' is not a slot", "log", "--slot", "-1");
	EXPECT(*state, 2, "", "exclude each other", "log", "--slot", "1", "parser");
	/* Slot and comment are one step of undo. */
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 0, "off\n", "", "status", "--format", "%a");
}

static void any_text_can_be_logged(void **state)
{
	struct sandbox *sandbox = *state;
	static const char *const texts[][2] = {
		{ "it's \"quoted\" \\ and $HOME `x`", "it's \"quoted\" \\ and $HOME `x`" },
		{ "Gr\xc3\xb6\xc3\x9f"
		  "e \xe6\x97\xa5\xe6\x9c\xac",
		  "Gr\xc3\xb6\xc3\x9f"
		  "e \xe6\x97\xa5\xe6\x9c\xac" },
		{ "  many   spaces ", "many spaces" },
		{ "%s %n %d", "%s %n %d" },
		{ "- call", "- call" },
		{ "\"-15 degrees\"", "-15 degrees" },
		{ "project: task", "project: task" },
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char expected[128];
		sandbox_pass(sandbox, MINUTE);
		(void)snprintf(expected, sizeof expected, "%s\n", texts[i][1]);
		EXPECT(sandbox, 0, NULL, "", "log", texts[i][0]);
		EXPECT(sandbox, 0, expected, "", "status", "--format", "%a");
	}
	EXPECT(sandbox, 0, NULL, "", "log", "--", "--slot", "-x");
	EXPECT(sandbox, 0, "--slot -x\n", "", "status", "--format=%a");
	EXPECT(sandbox, 0, NULL, "", "log", "--", "--help");
}

static void control_characters_never_reach_a_terminal(void **state)
{
	struct run run = program_run(*state, NULL,
	                             WORDS("log", "a\033[2J\007b\nc\xc2\x9b"
	                                          "d \xe2\x80\xae"
	                                          "e"));

	assert_int_equal(run.status, 0);
	assert_string_equal(run.output, "14:37 a[2Jb cd e\n");
	run_release(&run);
	/* What is refused is shown cleaned too. */
	run = program_run(*state, NULL, WORDS("log", "\033]0;x\007\xff"));
	assert_int_equal(run.status, 1);
	assert_null(strchr(run.error, '\033'));
	assert_null(strchr(run.error, '\007'));
	run_release(&run);
}

static void what_cannot_be_a_text_is_refused(void **state)
{
	char longest[256], longer[301], comment[600];

	memset(longest, 'x', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	memset(longer, 'y', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	memset(comment, 'z', sizeof comment);
	comment[sizeof comment - 1] = '\0';
	EXPECT(*state, 1, "", "255 bytes at most, this one has 300", "log", longer);
	EXPECT(*state, 1, "", "511 bytes at most, this one has 599", "log", "x", "--comment", comment);
	EXPECT(*state, 1, "", "named by a text", "log", "");
	EXPECT(*state, 1, "", "named by a text", "log", "   ");
	EXPECT(*state, 1, "", "named by a text", "log", "broken \xff utf-8");
	EXPECT(*state, 2, "", "no activity", "log");
	EXPECT(*state, 0, "nothing logged yet\n", "", "status");
	EXPECT(*state, 0, NULL, "", "log", longest);
}

static void assert_pointed_at(const struct sandbox *sandbox, const char *when, const char *lines)
{
	struct run run = program_run(sandbox, NULL, WORDS("log", "--at", when, "standup"));

	assert_int_equal(run.status, 1);
	assert_string_equal(run.output, "");
	assert_int_equal(strncmp(run.error, "timesheet: ", 11), 0);
	assert_string_equal(strchr(run.error, '\n') + 1, lines);
	run_release(&run);
}

static void a_time_that_is_not_understood_is_pointed_at(void **state)
{
	assert_pointed_at(*state, "25:00", "  25:00\n  ^~~~~\n  for example: 9:30\n");
	assert_pointed_at(*state, "24 nob", "  24 nob\n     ^~~\n  for example: 9:30\n");
	/* The caret counts columns, not bytes. */
	assert_pointed_at(*state, "9:30 \xe6\x97\xa5\xe6\x9c\xac",
	                  "  9:30 \xe6\x97\xa5\xe6\x9c\xac\n       ^~~~\n  for example: 9:30\n");
	assert_pointed_at(*state, "fri", "  fri\n  ^~~\n  for example: yesterday 17:00\n");
	assert_pointed_at(*state, "15:00", "  15:00\n  ^~~~~\n  for example: 9:30\n");
	/* The example is of a time, not of a day. */
	assert_pointed_at(*state, "31 nov", "  31 nov\n  ^~~~~~\n  for example: 23 nov 9:30\n");
	assert_pointed_at(*state, "last blursday", "  last blursday\n       ^~~~~~~~\n  for example: 9:30\n");
	assert_pointed_at(*state, "11/10 9:00", "  11/10 9:00\n  ^~~~~\n  for example: 2025-10-11 9:30\n");
	assert_pointed_at(*state, "\033[2J", "  [2J\n  ^\n  for example: 9:30\n");
	EXPECT(*state, 0, "nothing logged yet\n", "", "status");
}

/* Exit status 1, and an error of several lines. */
static void assert_told(const struct sandbox *sandbox, const char *told, const char *const *words)
{
	struct run run = program_run(sandbox, NULL, words);

	assert_int_equal(run.status, 1);
	assert_string_equal(run.output, "");
	if (!strstr(run.error, told))
		fail_msg("%s: not in %s", told, run.error);
	run_release(&run);
}

/* 14:37 on Thu 1 Oct 2026. */
static void a_stretch_of_time_is_logged_by_its_ends_or_its_length(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "parser");
	EXPECT(sandbox, 0, "10:00-11:00 docs; parser goes on\n", "", "log", "--at", "10:00", "--until", "11:00",
	       "docs");
	EXPECT(sandbox, 0, "12:00-12:45 call; parser goes on\n", "", "log", "--at", "12", "--until", "+45", "call");
	EXPECT(sandbox, 0, "14:07-14:37 mail; parser goes on\n", "", "log", "--for", "30m", "mail");
	EXPECT(sandbox, 0, "10:30-13:00 workshop, in place of parser and 2 more; parser goes on\n", "", "log",
	       "10:30-13:00", "workshop", "//", "all", "of", "us");
	EXPECT(sandbox, 0, "took back: inserted 10:30 workshop (new)\n", "", "undo");
	EXPECT(sandbox, 0, "", "docs goes on there already", "log", "--at", "10:10", "--for", "5", "docs");
	EXPECT(sandbox, 0, "Wed 30 Sep 2026 23:50-00:10 night; off goes on\n", "", "log", "--at", "yesterday 23:50",
	       "--for", "20m", "night");
	EXPECT(sandbox, 2, "", "exclude each other", "log", "--at", "9", "--until", "10", "--for", "1h", "x");
	EXPECT(sandbox, 2, "", "--until needs --at", "log", "--until", "10", "x");
	EXPECT(sandbox, 1, "", "not over yet", "log", "--at", "14:00", "--for", "2h", "x");
	assert_told(sandbox, "for example: 45m", WORDS("log", "--for", "soon", "x"));
	assert_told(sandbox, "is still to come", WORDS("log", "--at", "14:00", "--until", "15:30", "x"));
}

static void what_stands_behind_log_is_read_as_on_the_screen(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "09:30 standup\n", "", "log", "9:30", "standup");
	EXPECT(sandbox, 0, "14:27 call\n", "", "log", "-10 call // acme");
	EXPECT(sandbox, 0, "14:37 standup\n", "", "log", "1");
	EXPECT(sandbox, 0, "14:37 5\n", "", "log", "\"5\"");
	EXPECT(sandbox, 1, "", "slot 7 is empty", "log", "7");
	assert_told(sandbox, "25:00 is not a time of day", WORDS("log", "25:00", "x"));
	EXPECT(sandbox, 0, "14:37 25:00 x\n", "", "log", "\"25:00 x\"");
	EXPECT(sandbox, 2, "", "and as an option too", "log", "--at", "9:00", "9:30", "x");
	EXPECT(sandbox, 2, "", "and as an option too", "log", "--comment", "y", "x // z");
	EXPECT(sandbox, 0, "14:37 2 pizzas\n", "", "log", "2", "pizzas");
}

static void a_tilde_behind_a_new_activity_makes_it_rest(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "12:00 lunch\n", "", "log", "12:00 lunch ~");
	EXPECT(sandbox, 0, "13:00-13:10 tea; lunch goes on\n", "", "log", "13:00-13:10", "tea", "~", "//", "green");
	struct run run = program_run(sandbox, NULL, WORDS("report", "today"));
	assert_non_null(strstr(run.output, " lunch ~ "));
	assert_non_null(strstr(run.output, " tea ~ "));
	run_release(&run);
	/* One undo takes back the log and what it made. */
	EXPECT(sandbox, 0, "took back: inserted 13:00 tea (new)\n", "", "undo");
	EXPECT(sandbox, 0, "14:00 parser\n", "", "log", "14:00 parser");
	EXPECT(sandbox, 0, "14:00 parser (goes on since then)\n",
	       "'parser' counts as work, as before: ~ is for new ones", "log", "14:30 parser ~");
	EXPECT(sandbox, 0, "14:37 lunch\n", "", "log", "lunch ~");
	EXPECT(sandbox, 0, "14:37 a ~\n", "", "log", "\"a ~\"");
}

static void a_bare_time_after_midnight_is_last_night(void **state)
{
	struct sandbox *sandbox = *state;

	sandbox_go(sandbox, 1, 20);
	EXPECT(sandbox, 0, "Thu 1 Oct 2026 23:50 call\n", "", "log", "--at", "23:50", "call");
	EXPECT(sandbox, 0, "Thu 1 Oct 2026 23:55 mail\n", "", "log", "23:55", "mail");
	assert_told(sandbox, "0:30 is still to come", WORDS("log", "--at", "0:30", "x"));
}

static void without_a_login_it_goes_to_the_inbox_and_says_so(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "ada is logged out everywhere\n", "", "logout");
	EXPECT(sandbox, 0, "14:37 standup (sealed, folded in at the next login)\n", "", "log", "standup");
	EXPECT(sandbox, 0, "13:00 off (sealed, folded in at the next login)\n", "", "off", "--at", "13:00");
	EXPECT(sandbox, 0, "13:30 slot 1 (sealed, folded in at the next login)\n", "", "log", "--slot", "1", "--at",
	       "13:30");
	EXPECT(sandbox, 0, "14:00 slot 8 (sealed, folded in at the next login)\n", "", "log", "--slot", "8", "--at",
	       "14:00");
	EXPECT(sandbox, 3, "", "a comment needs a login", "log", "standup", "--comment", "x");
	EXPECT(sandbox, 1, "", "255 bytes at most", "log",
	       "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
	       "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
	       "0123456789012345678901234567890123456789012345678901234567890123456789");
	EXPECT(sandbox, 3, "", "there is no user 'bob'", "--user", "bob", "log", "x");
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0,
	            "4 logged while locked, now folded in\nada is logged in until 15:37, longer while in use\n", "",
	            "login");
	EXPECT(sandbox, 0, "standup since 14:37\n", "", "status", "--format", "%a since %t");
}

/* Dual boot, an empty battery: the clock was an hour ahead, and is set right. */
static void a_log_ahead_of_now_is_said_to_end_what_is_logged(void **state)
{
	struct sandbox *sandbox = *state;
	EXPECT(sandbox, 0, "14:37 standup\n", "", "log", "standup");
	sandbox_set_clock(sandbox, sandbox->wall - 60 * MINUTE, sandbox->uptime + 1000);
	EXPECT(sandbox, 0, "13:37 review\n",
	       "a log ahead of now, Thu 1 Oct 2026 14:37, ends it: was the clock set back?", "log", "review");
	sandbox_set_clock(sandbox, sandbox->wall + 120 * MINUTE, sandbox->uptime + 1000);
	EXPECT(sandbox, 0, "15:37 review\n", "", "log", "review");
}

static void a_file_that_may_not_grow_is_an_error_with_a_name(void **state)
{
	const struct run_options limited = { .before = WORDS("/bin/sh", "-c", "ulimit -f 0; exec \"$0\" \"$@\"") };

	EXPECT_WITH(*state, &limited, 1, "", "File too large", "log", "mail");
	EXPECT(*state, 0, "14:37 mail\n", "", "log", "mail");
}

static void with_a_wrong_password_nothing_is_written(void **state)
{
	struct sandbox *sandbox = *state;
	char path[96], wrong[128];
	size_t before_size, after_size;

	EXPECT(sandbox, 0, NULL, "", "logout");
	(void)snprintf(path, sizeof path, "%s/wrong", sandbox->directory);
	(void)snprintf(wrong, sizeof wrong, "TIMESHEET_PASSWORD_FILE=%s", path);
	file_write(path, "wrong horse\n", 12);
	EXPECT_WITH(sandbox, VARIABLES(wrong), 3, "", "wrong password for 'ada'", "log", "standup");
	(void)remove(path);
	EXPECT_WITH(sandbox, VARIABLES(wrong), 3, "", "cannot read the password file", "off");
	char *before = file_read(sandbox->database, &before_size);
	EXPECT_WITH(sandbox, VARIABLES(wrong), 3, "", "cannot read the password file", "log", "standup");
	char *after = file_read(sandbox->database, &after_size);
	assert_int_equal(before_size, after_size);
	assert_memory_equal(before, after, after_size);
	free(before);
	free(after);
	EXPECT(sandbox, 0, "pages sound; users 1, activities 0, logs 0, notes 0, steps of undo 0, inbox 0\n", "",
	       "check");
}

static void what_cannot_be_opened_waits_until_the_user_drops_it(void **state)
{
	struct sandbox *sandbox = *state;

	EXPECT(sandbox, 0, "nothing is left in the inbox\n", "", "inbox");
	sandbox_sql(sandbox,
	            "INSERT INTO inbox (id, owner, blob) SELECT randomblob(16), id, randomblob(120) FROM user");
	EXPECT(sandbox, 0, "1 cannot be opened: it is not sealed for ada, or damaged; --drop removes it\n", "",
	       "inbox");
	EXPECT(sandbox, 0, NULL, "", "log", "parser");
	EXPECT(sandbox, 0, "1 that could not be opened is dropped\n", "", "inbox", "--drop");
	EXPECT(sandbox, 0, "nothing is left in the inbox\n", "", "inbox");
	EXPECT(sandbox, 2, "", "unexpected 'all'", "inbox", "all");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(logging_prints_time_and_text, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_opened_waits_until_the_user_drops_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_new_text_that_is_nearly_another_is_asked_about_at_a_terminal, setup,
		                                teardown),
		cmocka_unit_test_setup_teardown(a_time_of_another_day_comes_with_its_day, setup, teardown),
		cmocka_unit_test_setup_teardown(what_goes_on_already_stays_and_says_since_when, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slot_is_as_good_as_a_text, setup, teardown),
		cmocka_unit_test_setup_teardown(any_text_can_be_logged, setup, teardown),
		cmocka_unit_test_setup_teardown(control_characters_never_reach_a_terminal, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_a_text_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_time_that_is_not_understood_is_pointed_at, setup, teardown),
		cmocka_unit_test_setup_teardown(a_stretch_of_time_is_logged_by_its_ends_or_its_length, setup, teardown),
		cmocka_unit_test_setup_teardown(what_stands_behind_log_is_read_as_on_the_screen, setup, teardown),
		cmocka_unit_test_setup_teardown(a_tilde_behind_a_new_activity_makes_it_rest, setup, teardown),
		cmocka_unit_test_setup_teardown(a_bare_time_after_midnight_is_last_night, setup, teardown),
		cmocka_unit_test_setup_teardown(without_a_login_it_goes_to_the_inbox_and_says_so, setup, teardown),
		cmocka_unit_test_setup_teardown(a_log_ahead_of_now_is_said_to_end_what_is_logged, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_that_may_not_grow_is_an_error_with_a_name, setup, teardown),
		cmocka_unit_test_setup_teardown(with_a_wrong_password_nothing_is_written, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
