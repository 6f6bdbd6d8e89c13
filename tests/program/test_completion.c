/* completions --list: what a shell may offer where a line is being typed. The shells themselves: tools/completions.sh.
 */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();

	EXPECT(sandbox, 0, NULL, "", "log", "--at", "9:00", "acme: parser");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "10:00", "acme: Client call");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "11:00", "lunch");
	EXPECT(sandbox, 0, NULL, "", "activity", "lunch", "--rest");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", "12:00", "old");
	EXPECT(sandbox, 0, NULL, "", "activity", "old", "--archive");
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

/* What is offered for the last of the words, one line each without what stands behind the tab, as one text. */
static char *offered(const struct sandbox *sandbox, const char *const *typed)
{
	const char *words[16] = { "completions", "--list", "words", "--" };
	size_t count = 4;

	for (size_t i = 0; typed[i]; i++)
		words[count++] = typed[i];
	words[count] = NULL;
	struct run run = program_run(sandbox, NULL, words);
	assert_int_equal(run.status, 0);
	assert_string_equal(run.error, "");
	char *out = run.output, *to = out;
	for (char *from = out, *next; *from; from = next) {
		size_t size = strcspn(from, "\t\n");
		next = from + strcspn(from, "\n");
		next += *next == '\n';
		memmove(to, from, size);
		to += size;
		*to++ = '|';
	}
	*to = '\0';
	free(run.error);
	return out;
}

#define OFFERED(state, expected, ...)                                                                                  \
	do {                                                                                                           \
		char *got = offered(*(state), WORDS(__VA_ARGS__));                                                     \
		assert_string_equal(got, expected);                                                                    \
		free(got);                                                                                             \
	} while (0)
#define OFFERS(state, part, ...)                                                                                       \
	do {                                                                                                           \
		char *got = offered(*(state), WORDS(__VA_ARGS__));                                                     \
		assert_non_null(strstr(got, part));                                                                    \
		free(got);                                                                                             \
	} while (0)

static void texts_go_on_from_the_words_that_are_typed(void **state)
{
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "log", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "log", "acme:");
	OFFERED(state, "Client call|parser|", "log", "acme:", "");
	OFFERED(state, "Client call|parser|", "log", "ACME:", "par");
	OFFERED(state, "call|", "log", "acme:", "client", "");
	OFFERED(state, "", "log", "nothing", "such", "");
	OFFERED(state, "Client call|parser|", "log", "--at", "9:00", "acme:", "");
	OFFERED(state, "Client call|parser|", "log", "acme:", "--comment", "x y", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "log", "--", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "edit", "3fa9", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|old|", "activity", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "activity", "old", "--merge", "");
	OFFERED(state, "lunch|acme: Client call|acme: parser|", "report", "--only", "");
}

static void a_budget_is_of_an_activity_or_a_project(void **state)
{
	OFFERED(state, "lunch|acme: Client call|acme: parser|acme|", "budget", "");
	OFFERED(state, "none|", "budget", "acme", "");
	OFFERED(state, "week|month|", "budget", "acme", "38:30", "");
	OFFERED(state, "Client call|parser|none|", "budget", "acme:", "");
	OFFERED(state, "week|month|", "budget", "acme:", "parser", "10", "");
	OFFERED(state, "none|", "budget", "acme:", "parser", "");
	OFFERED(state, "--json|--help|", "budget", "-");
	EXPECT(*state, 0, NULL, "", "activity", "lunch", "--rename", "ACME");
	OFFERED(state, "ACME|acme: Client call|acme: parser|", "budget", "");
}

static void options_and_their_values_are_offered(void **state)
{
	OFFERED(state, "--at|--until|--for|--comment|--slot|--help|", "log", "--");
	OFFERED(state, "--json|--help|", "day", "-");
	OFFERED(state, "3|2|1|0|", "log", "--slot", "");
	OFFERED(state, "--slot=3|--slot=2|--slot=1|--slot=0|", "log", "--slot=");
	OFFERED(state, "csv|json|timeclock|timewarrior|ical|", "export", "--format", "");
}

static void formats_settings_values_and_users_are_offered(void **state)
{
	OFFERED(state, "activity|project|tag|day|week|month|year|", "report", "--by", "act");
	/* The second of two keys, which is another one. */
	OFFERED(state, "day,activity|day,project|day,tag|day,week|day,month|day,year|", "report", "--by", "day,w");
	OFFERED(state,
	        "--by=activity,project|--by=activity,tag|--by=activity,day|--by=activity,week|--by=activity,month|"
	        "--by=activity,year|",
	        "report", "--by=activity,");
	OFFERED(state, "csv|json|timeclock|timewarrior|ical|", "export", "--format", "csv,");
	OFFERS(state, "timewarrior|watson|klog|", "import", "--format", "");
	OFFERS(state, "|ical|bartib|org|", "import", "--format", "");
	OFFERS(state, ":files|", "import", "--format", "csv", "");
	OFFERS(state, "day-start|target|", "settings", "");
	OFFERS(state, "dark|light|", "settings", "theme", "");
	OFFERED(state, "on|off|", "settings", "mouse", "");
	OFFERED(state, "off|count|", "settings", "empty-days", "");
	OFFERED(state, "", "settings", "idle-lock", "");
	OFFERED(state, "ada|", "--user", "");
	OFFERED(state, ":files|", "--db", "");
	OFFERS(state, "theme=dark|", "--set", "");
	OFFERS(state, "log|off|status|", "");
	OFFERS(state, "--user|", "--");
	OFFERS(state, "|settings|", "help", "");
	OFFERS(state, "|report|", "demo", "");
	OFFERED(state, "week|month|quarter|year|", "demo", "report", "last", "");
	OFFERS(state, "--json|", "demo", "day", "--");
	OFFERED(state, "bash|zsh|fish|", "completions", "");
	OFFERS(state, "add|now|status|devices|", "sync", "");
	OFFERED(state, "", "sync", "now", "");
	OFFERED(state, "holiday|leave|sick|flex|work|none|", "mark", "today", "");
	OFFERS(state, "9|10|11|12|auto|", "activity", "x", "--colour", "");
	OFFERED(state, "", "nonsense", "");
}

static void ids_are_offered_the_newest_first_and_are_taken(void **state)
{
	char id[33];
	struct run run = program_run(*state, NULL, WORDS("completions", "--list", "ids"));
	assert_int_equal(strncmp(run.output, "last\t", 5), 0);
	const char *row = strchr(run.output, '\n') + 1;
	assert_non_null(strstr(row, "\tThu 1 Oct 12:00  old\n"));
	assert_true(strstr(row, "lunch") < strstr(row, "parser"));
	(void)sscanf(row, "%32s", id);
	run_release(&run);
	EXPECT(*state, 0, "deleted 12:00 old\n", "", "delete", id);
	OFFERS(state, "last|", "edit", "");
	OFFERS(state, "last|", "delete", "");
}

/* Each of them, and what goes on from a word of it. */
static void every_range_and_day_that_is_offered_is_understood(void **state)
{
	static const char *const kinds[] = { "ranges", "days" };
	size_t count = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct run run = program_run(*state, NULL, WORDS("completions", "--list", kinds[i]));
		char *rest = NULL;
		for (char *line = strtok_r(run.output, "\n", &rest); line;
		     line = strtok_r(NULL, "\n", &rest), count++) {
			line[strcspn(line, "\t")] = '\0';
			EXPECT(*state, 0, NULL, "", i == 0 ? "report" : "day", line);
		}
		run_release(&run);
	}
	assert_in_range(count, 30, 60);
	OFFERED(state, "week|month|quarter|year|", "report", "last", "");
}

static void every_time_that_is_offered_is_understood(void **state)
{
	struct run run = program_run(*state, NULL, WORDS("completions", "--list", "times"));
	char *rest = NULL;
	for (char *line = strtok_r(run.output, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		line[strcspn(line, "\t")] = '\0';
		EXPECT(*state, 0, NULL, NULL, "log", "--at", line, "x");
	}
	run_release(&run);
}

/* No password is asked for, none that is configured is tried, and nothing is said. */
static void without_a_login_there_is_silence(void **state)
{
	const char *const texts[] = { "completions", "--list", "activities", NULL };

	EXPECT(*state, 0, NULL, "", "logout");
	expect_run(*state, VARIABLES(password_variable(*state)), 0, "", "", texts);
	expect_run(*state, VARIABLES("TIMESHEET_DB=/nowhere/at.all"), 0, "", "", texts);
	expect_run(*state, VARIABLES("TIMESHEET_USER=bob"), 0, "", "", texts);
	EXPECT(*state, 0, "", "", "completions", "--list", "ids");
	EXPECT(*state, 0, "", "", "completions", "--list", "devices");
	EXPECT(*state, 0, "0\toff\n", "", "completions", "--list", "slots");
	EXPECT(*state, 0, "ada\n", "", "completions", "--list", "users");
	EXPECT(*state, 2, "", "'cats' is not words, activities, ", "completions", "--list", "cats");
	EXPECT(*state, 2, "", "one shell: bash, zsh or fish", "completions");
	EXPECT(*state, 2, "", "unknown shell 'tcsh'", "completions", "tcsh");
}

static void the_line_says_whose_they_are(void **state)
{
	struct sandbox *sandbox = *state;
	char other[SANDBOX_PATH_SIZE];

	sandbox_path(sandbox, "other.db", other);
	file_copy(sandbox->database, other);
	expect_run(sandbox, VARIABLES("TIMESHEET_DB=/nowhere/at.all"), 0, "ada\n", "",
	           WORDS("completions", "--list", "words", "--", "--db", other, "--user", ""));
	EXPECT_WITH(sandbox, VARIABLES(password_variable(sandbox)), 0, NULL, NULL, "register", "bob");
	OFFERED(state, "", "log", "");
	OFFERS(state, "lunch|", "--user", "ada", "log", "");
	OFFERED(state, "", "--user", "bob", "log", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts_go_on_from_the_words_that_are_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_budget_is_of_an_activity_or_a_project, setup, teardown),
		cmocka_unit_test_setup_teardown(options_and_their_values_are_offered, setup, teardown),
		cmocka_unit_test_setup_teardown(formats_settings_values_and_users_are_offered, setup, teardown),
		cmocka_unit_test_setup_teardown(ids_are_offered_the_newest_first_and_are_taken, setup, teardown),
		cmocka_unit_test_setup_teardown(every_range_and_day_that_is_offered_is_understood, setup, teardown),
		cmocka_unit_test_setup_teardown(every_time_that_is_offered_is_understood, setup, teardown),
		cmocka_unit_test_setup_teardown(without_a_login_there_is_silence, setup, teardown),
		cmocka_unit_test_setup_teardown(the_line_says_whose_they_are, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
