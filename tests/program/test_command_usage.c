/* What is wrong with a command's line, and help: said before anything is opened. */
#include "support_pipes.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Nobody has registered: what needs a database fails, what is wrong in itself is still wrong. */
static int setup(void **state)
{
	*state = sandbox_create();
	return 0;
}

static int teardown(void **state)
{
	sandbox_destroy(*state);
	return 0;
}

static const char *const names[] = { "register", "login",    "logout", "passwd", "recover", "users",  "log",
	                             "off",      "status",   "day",    "note",   "edit",    "delete", "undo",
	                             "redo",     "settings", "backup", "check",  "migrate" };
enum { NAME_COUNT = sizeof names / sizeof names[0] };

static void help_lists_every_command_and_each_explains_itself(void **state)
{
	struct run all = program_run(*state, NULL, WORDS("--help"));

	assert_int_equal(all.status, 0);
	assert_string_equal(all.error, "");
	for (size_t i = 0; i < NAME_COUNT; i++) {
		struct run one = program_run(*state, NULL, WORDS(names[i], "--help"));
		char usage[64], line[64];
		(void)snprintf(usage, sizeof usage, "usage: timesheet [--db FILE] [--user NAME] %s", names[i]);
		(void)snprintf(line, sizeof line, "\n  %s ", names[i]);
		assert_int_equal(one.status, 0);
		assert_string_equal(one.error, "");
		assert_int_equal(strncmp(one.output, usage, strlen(usage)), 0);
		assert_non_null(strstr(all.output, line));
		run_release(&one);
	}
	run_release(&all);
}

static void help_is_asked_for_in_every_usual_way(void **state)
{
	const char *const *const ways[] = { WORDS("-h"), WORDS("help"), WORDS("help", "log"), WORDS("log", "-h") };
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct run run = program_run(*state, NULL, ways[i]);
		assert_int_equal(run.status, 0);
		assert_int_equal(strncmp(run.output, "usage: timesheet", 16), 0);
		assert_int_equal(strstr(run.output, " log [--at") != NULL, i >= 2);
		run_release(&run);
	}
	EXPECT(*state, 2, "", "unknown command 'lgo', did you mean 'log'?", "help", "lgo");
}

static void assert_narrow(const struct sandbox *sandbox, const char *const *words)
{
	struct run run = program_run(sandbox, NULL, words);

	assert_int_equal(run.status, 0);
	for (const char *line = run.output; *line; line += strcspn(line, "\n") + 1) {
		if (strcspn(line, "\n") > 79)
			fail_msg("too wide: %s", line);
	}
	run_release(&run);
}

static void no_line_of_help_is_wider_than_a_terminal(void **state)
{
	struct run list = program_run(*state, NULL, WORDS("completions", "--list", "commands"));
	size_t count = 0;

	assert_narrow(*state, WORDS("--help"));
	for (char *row = list.output, *next; *row; row = next, count++) {
		next = row + strcspn(row, "\n") + 1;
		row[strcspn(row, "\t")] = '\0';
		assert_narrow(*state, WORDS(row, "--help"));
	}
	assert_true(count > NAME_COUNT);
	run_release(&list);
}

/* Whoever adds one puts it into a group, too. */
static void every_command_is_in_one_group_of_the_help(void **state)
{
	struct run help = program_run(*state, NULL, WORDS("--help"));
	struct run list = program_run(*state, NULL, WORDS("completions", "--list", "commands"));

	for (char *row = list.output; *row; row += strcspn(row, "\n") + 1) {
		char line[64];
		(void)snprintf(line, sizeof line, "\n  %.*s ", (int)strcspn(row, "\t"), row);
		const char *found = strstr(help.output, line);
		assert_non_null(found);
		assert_null(strstr(found + 1, line));
	}
	assert_non_null(strstr(help.output, "\n  completions  print completions for a shell\n\nOptions"));
	run_release(&list);
	run_release(&help);
}

static void help_wins_over_what_else_is_wrong(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--nonsense", "--help");
	EXPECT(*state, 0, NULL, "", "--help", "nonsense");
}

static void a_command_that_is_nearly_right_is_suggested(void **state)
{
	EXPECT(*state, 2, "", "unknown command 'lgo', did you mean 'log'?", "lgo", "standup");
	EXPECT(*state, 2, "", "unknown command 'statsu', did you mean 'status'?", "statsu");
	EXPECT(*state, 2, "", "unknown command 'setings', did you mean 'settings'?", "setings");
	EXPECT(*state, 2, "", "unknown command 'standup'; timesheet --help lists what there is", "standup");
	EXPECT(*state, 2, "", "unknown command ''", "");
	EXPECT(*state, 2, "", "unknown command '[2J'", "\033[2J");
	EXPECT(*state, 2, "", "unknown command 'a-command-name-that-is-far-too-long-for-any-table'",
	       "a-command-name-that-is-far-too-long-for-any-table");
}

static void words_of_other_trackers_are_answered_by_ours(void **state)
{
	static const char *const answers[][2] = {
		{ "start", "unknown command 'start'; here it is: timesheet log ACTIVITY" },
		{ "switch", "here it is: timesheet log ACTIVITY" },
		{ "in", "here it is: timesheet log ACTIVITY" },
		{ "track", "here it is: timesheet log ACTIVITY" },
		{ "continue", "here it is: timesheet log ACTIVITY" },
		{ "add", "here it is: timesheet log ACTIVITY" },
		{ "stop", "here it is: timesheet off" },
		{ "out", "here it is: timesheet off" },
		{ "now", "here it is: timesheet status" },
		{ "list", "here it is: timesheet day" },
		{ "summary", "here it is: timesheet report week" },
		{ "rm", "here it is: timesheet delete ID" },
		{ "tag", "here it is: a #word in a text" },
	};
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
		EXPECT(*state, 2, "", answers[i][1], answers[i][0], "x");
	EXPECT(*state, 2, "", "here it is: timesheet off", "help", "stop");
}

static void an_option_that_is_nearly_right_is_suggested(void **state)
{
	EXPECT(*state, 2, "", "unknown option '--comnent', did you mean '--comment'?", "log", "--comnent", "x", "y");
	EXPECT(*state, 2, "", "unknown option '--jsn=1', did you mean '--json'?", "day", "--jsn=1");
	EXPECT(*state, 2, "", "unknown option '-m'", "note", "-m", "text");
	EXPECT(*state, 2, "", "unknown option '--frobnicate'", "users", "--frobnicate");
	EXPECT(*state, 2, "", "unknown option '-x'", "-x");
}

static void options_have_values_or_not(void **state)
{
	EXPECT(*state, 2, "", "option '--at' needs a value", "log", "standup", "--at");
	EXPECT(*state, 2, "", "option '--comment' needs a value", "edit", "last", "--comment");
	EXPECT(*state, 2, "", "option '--json' takes no value", "status", "--json=yes");
	EXPECT(*state, 2, "", "option '--user' needs a value", "--user");
	EXPECT(*state, 2, "", "option '--db' needs a value", "--db=", "status");
}

static void wrong_usage_shows_the_line_of_help(void **state)
{
	EXPECT(*state, 2, "", "; usage: timesheet day [WHEN] [--json]", "day", "--yaml");
}

/* Also what only the command itself understands. */
static void wrong_usage_is_that_before_there_is_a_database(void **state)
{
	const char *const *const wrong[] = {
		WORDS("log"),
		WORDS("log", "--slot", "12"),
		WORDS("off", "now"),
		WORDS("status", "--format", "%q"),
		WORDS("note", "--stdin", "--message", "x"),
		WORDS("edit"),
		WORDS("delete"),
		WORDS("undo", "all"),
		WORDS("report", "--by", "cat"),
		WORDS("search"),
		WORDS("search", ""),
		WORDS("search", " ", ""),
		WORDS("edit", "no-id", "--at", "9:00"),
		WORDS("edit", "", "--at", "9:00"),
		WORDS("delete", "0123456789abcdef0123456789abcdef0"),
		WORDS("settings", "colour", "red"),
		WORDS("export"),
		WORDS("import", "--format", "csv"),
		WORDS("backup"),
		WORDS("check", "all"),
		WORDS("inbox", "all"),
		WORDS("migrate", "x"),
		WORDS("login", "ada"),
		WORDS("logout", "ada"),
		WORDS("passwd", "ada"),
		WORDS("recover", "ada"),
		WORDS("users", "all"),
		WORDS("register", "ada", "lovelace"),
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		expect_run(*state, NULL, 2, "", "usage: timesheet", wrong[i]);
}

/* Where there is nothing yet, looking makes nothing. */
static void who_only_reads_makes_no_directory(void **state)
{
	struct sandbox *sandbox = *state;
	char home[SANDBOX_PATH_SIZE + 8], path[SANDBOX_PATH_SIZE];
	static const char *const readers[] = { "status", "migrate", "check", "users", "day", "undo" };
	(void)snprintf(home, sizeof home, "HOME=%s/nobody", sandbox->directory);
	sandbox_path(sandbox, "nobody", path);
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		const struct run_options options = { .environment = WORDS(home, "XDG_DATA_HOME", "TIMESHEET_DB") };
		EXPECT_WITH(sandbox, &options, 1, "", "there is no database", readers[i]);
		assert_int_not_equal(access(path, F_OK), 0);
	}
}

/* timesheet ... | head -1. A named pipe has both ends, and loses its reader before a word is written. */
static void a_reader_that_has_gone_ends_it_in_silence(void **state)
{
	static const char script[] = "cd \"$HOME\" && mkfifo pipe && exec 3<>pipe 4>pipe 3>&-; \"$0\" \"$@\" >&4";
	static const char *const commands[] = { "--help", "--version", "manual" };
	char path[SANDBOX_PATH_SIZE];
	sandbox_path(*state, "pipe", path);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		const struct run_options options = { .before = WORDS("/bin/sh", "-c", script) };
		EXPECT_WITH(*state, &options, 128 + SIGPIPE, "", "", commands[i]);
		assert_int_equal(unlink(path), 0);
	}
}

static void what_needs_a_database_says_how_to_make_one(void **state)
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		/* As few words as each takes. */
		static const char *const with_text[] = { "log", "edit", "delete", "backup" };
		bool text = false;
		for (size_t j = 0; j < sizeof with_text / sizeof with_text[0]; j++)
			text = text || strcmp(names[i], with_text[j]) == 0;
		const char *const words[] = { names[i], text ? "last" : NULL,
			                      text && strcmp(names[i], "edit") == 0 ? "y" : NULL, NULL };
		if (strcmp(names[i], "register") != 0)
			expect_run(*state, NULL, 1, "", "yet; run: timesheet register", words);
	}
}

static void a_full_disk_behind_standard_output_is_a_failure(void **state)
{
	const struct run_options full = { .output_file = "/dev/full" };

	EXPECT_WITH(*state, &full, 1, "", "cannot write to standard output", "--help");
	EXPECT_WITH(*state, &full, 1, "", "cannot write to standard output", "--version");
	for (size_t i = 0; i < NAME_COUNT; i++)
		EXPECT_WITH(*state, &full, 1, "", "cannot write to standard output", names[i], "--help");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(help_lists_every_command_and_each_explains_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(help_is_asked_for_in_every_usual_way, setup, teardown),
		cmocka_unit_test_setup_teardown(no_line_of_help_is_wider_than_a_terminal, setup, teardown),
		cmocka_unit_test_setup_teardown(every_command_is_in_one_group_of_the_help, setup, teardown),
		cmocka_unit_test_setup_teardown(help_wins_over_what_else_is_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(a_command_that_is_nearly_right_is_suggested, setup, teardown),
		cmocka_unit_test_setup_teardown(words_of_other_trackers_are_answered_by_ours, setup, teardown),
		cmocka_unit_test_setup_teardown(an_option_that_is_nearly_right_is_suggested, setup, teardown),
		cmocka_unit_test_setup_teardown(options_have_values_or_not, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_usage_shows_the_line_of_help, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_usage_is_that_before_there_is_a_database, setup, teardown),
		cmocka_unit_test_setup_teardown(who_only_reads_makes_no_directory, setup, teardown),
		cmocka_unit_test_setup_teardown(a_reader_that_has_gone_ends_it_in_silence, setup, teardown),
		cmocka_unit_test_setup_teardown(what_needs_a_database_says_how_to_make_one, setup, teardown),
		cmocka_unit_test_setup_teardown(a_full_disk_behind_standard_output_is_a_failure, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
