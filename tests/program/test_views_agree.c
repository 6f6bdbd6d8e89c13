/*
 * One balance, whoever tells it: status, report by day, week, month and year, and the screens of day, week, month and
 * year. On the situations that contracts bring, with what was computed by hand (tests/contract/owed_cases.c has them
 * with more days), and on histories by chance.
 */
#include "support_pipes.h"
#include "tests/campaign/campaign.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 128, ARGUMENTS = 8 };

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

/* ---- who tells it */

/* What stands behind a word, up to a blank. */
static void word_behind(const char *text, const char *word, char out[32])
{
	const char *at = text ? strstr(text, word) : NULL;
	out[0] = '\0';
	if (at)
		(void)sscanf(at + strlen(word), "%31s", out);
}

/* Minutes of "+7:30"; a mark of doubt behind it is not for the number. */
static int minutes_of(const char *text)
{
	int hours = 0, minutes = 0;
	assert_int_equal(sscanf(text + 1, "%d:%d", &hours, &minutes), 2);
	return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/* The sum of a field of all rows, in whole minutes. */
static int json_sum(const struct sandbox *sandbox, const char *by, const char *field)
{
	struct run run = program_run(sandbox, NULL, WORDS("report", "2015-01-01..2026-10-04", "--by", by, "--json"));
	char name[48];
	int64_t sum = 0;
	assert_int_equal(run.status, 0);
	int size = snprintf(name, sizeof name, "\"%s\": ", field);
	for (const char *at = run.output; (at = strstr(at, name)); at += size)
		sum += strtoll(at + size, NULL, 10);
	run_release(&run);
	return (int)(sum / 60);
}

static void report_says(const struct sandbox *sandbox, const char *expected, const char *range, const char *by)
{
	char told[32];
	struct run run = program_run(sandbox, NULL, WORDS("report", range, "--by", by, "--flex"));
	assert_int_equal(run.status, 0);
	word_behind(run.output, "flex ", told);
	if (strcmp(told, expected) != 0)
		fail_msg("report %s by %s says '%s', status '%s'", range, by, told, expected);
	run_release(&run);
}

static void screens_say(struct sandbox *sandbox, const char *expected)
{
	/* From one to the next; "q" leads back to the day. */
	static const char *const keys[] = { "", "w", "m", "y", "q" };
	struct terminal *terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	/* What looks forgotten is asked about first. */
	if (strchr(expected, '?'))
		terminal_keys(terminal, "<Escape>");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		char wanted[48];
		(void)snprintf(wanted, sizeof wanted, "flex %s", expected);
		terminal_keys(terminal, keys[i]);
		terminal_wait_text(terminal, wanted);
	}
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

/* The balance, in minutes, if all tell the same; NONE: there is none. */
enum { NONE = -1000000 };
static int balance_of(struct sandbox *sandbox, bool screens)
{
	static const char *const ranges[][2] = { { "week", "activity" },
		                                 { "week", "day" },
		                                 { "2026-09-28..2026-10-04", "week" },
		                                 { "2026", "month" },
		                                 { "2024-01-01..2026-12-31", "year" },
		                                 { "today", "day" } };
	static const char *const keys[] = { "day", "week", "month", "year" };
	struct run run = program_run(sandbox, NULL, WORDS("status", "--format", "%b"));
	char told[32] = "";
	assert_int_equal(run.status, 0);
	(void)sscanf(run.output, "%31s", told);
	run_release(&run);
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		report_says(sandbox, told, ranges[i][0], ranges[i][1]);
	if (told[0] == '\0')
		return NONE;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (json_sum(sandbox, keys[i], "balance_seconds") != minutes_of(told)) {
			fail_msg("rows by %s come to %d minutes, status says %s", keys[i],
			         json_sum(sandbox, keys[i], "balance_seconds"), told);
		}
	if (screens)
		screens_say(sandbox, told);
	return minutes_of(told);
}

/* ---- situations, as command lines */

/* Words between blanks; "TZ=..." in front is the command's. */
static void line_run(const struct sandbox *sandbox, const char *line)
{
	char text[LINE], *words[ARGUMENTS + 1], *left = NULL;
	const char *zone[2] = { NULL, NULL };
	size_t count = 0;
	(void)snprintf(text, sizeof text, "%s", line);
	for (char *word = strtok_r(text, " ", &left); word; word = strtok_r(NULL, " ", &left)) {
		if (count == 0 && strncmp(word, "TZ=", 3) == 0) {
			zone[0] = word;
			continue;
		}
		assert_true(count < ARGUMENTS);
		/* A moment is one word. */
		char *join = strchr(word, '_');
		if (join)
			*join = ' ';
		words[count++] = word;
	}
	words[count] = NULL;
	/* What "import ... -" reads: an hour of a Monday, long ago. */
	const struct run_options options = { .environment = zone,
		                             .input = "i 2020-03-02 09:00:00 parser\no 2020-03-02 10:00:00\n" };
	struct run run = program_run(sandbox, &options, (const char *const *)words);
	if (run.status != 0)
		fail_msg("'%s': %d, %s", line, run.status, run.error);
	run_release(&run);
}

static void lines_run(const struct sandbox *sandbox, const char *lines)
{
	char text[2048], *left = NULL;
	assert_true(snprintf(text, sizeof text, "%s", lines) < (int)sizeof text);
	for (char *line = strtok_r(text, "|", &left); line; line = strtok_r(NULL, "|", &left))
		line_run(sandbox, line);
}

#define FULL "target --from 2026-08-31 8,8,8,8,8|"
#define WORK(day, from, length) "log --at " day "_" from " --for " length " parser|"
static const struct {
	const char *name, *lines, *balance; /* today, Thu 1 Oct 2026; "": none is told */
} situations[] = {
	{ "new contract mid-year",
	  "target --from 2026-01-05 8,8,8,8,8|target --from 2026-07-01 4,4,4,4,4|" WORK("2026-06-29", "09:00", "7h")
	          WORK("2026-06-30", "09:00", "8h") WORK("2026-07-01", "09:00", "8h"),
	  "+3:00" },
	{ "part time on three days",
	  "target --from 2026-08-31 8,8,0,6,0|" WORK("2026-08-31", "09:00", "8h") WORK("2026-09-01", "09:00", "7:30")
	          WORK("2026-09-02", "09:00", "2h") WORK("2026-09-03", "09:00", "6:15"),
	  "+1:45" },
	{ "half holiday",
	  FULL "mark 2026-09-01 holiday --half|" WORK("2026-09-01", "09:00", "4:30") "mark 2026-09-02 holiday --half",
	  "-3:30" },
	{ "sick half day", FULL "mark 2026-09-03 sick --half|" WORK("2026-09-03", "09:00", "3h"), "-1:00" },
	{ "day in lieu",
	  FULL WORK("2026-08-31", "08:00", "10h") WORK("2026-09-01", "08:00", "10h")
	          WORK("2026-09-02", "08:00", "10h") "mark 2026-09-03 flex",
	  "-2:00" },
	{ "opening balance",
	  "target --from 2026-09-01 8,8,8,8,8|book 2026-08-31 +12:30|" WORK("2026-09-01", "09:00", "8h"), "+12:30" },
	{ "overtime paid out",
	  FULL WORK("2026-09-01", "08:00", "10h") WORK("2026-09-02", "08:00", "10h") "book 2026-09-03 -3h", "+1:00" },
	{ "year change",
	  "target --from 2025-12-29 8,8,8,8,8|mark 2026-01-01 holiday|" WORK("2025-12-31", "20:00", "8h"), "+0:00" },
	{ "work on a holiday", FULL "mark 2026-09-07 holiday|" WORK("2026-09-07", "09:00", "3h"), "+3:00" },
	{ "night over a holiday's border", FULL "mark 2026-09-07 holiday|" WORK("2026-09-07", "22:00", "8h"), "+0:00" },
	/* 17:00 in Tokyo is 10:00 in Berlin. */
	{ "zone change on a flex day", FULL "mark 2026-09-10 flex|TZ=JST-9 " WORK("2026-09-10", "17:00", "1h"),
	  "-7:00" },
	{ "empty weeks, days off",
	  "target --from 2026-09-07 8,8,8,8,8|" WORK("2026-09-07", "09:00", "8h") WORK("2026-09-21", "09:00", "8h"),
	  "+0:00" },
	{ "empty weeks that count",
	  "target --from 2026-09-07 8,8,8,8,8|settings empty-days count|" WORK("2026-09-07", "09:00", "8h")
	          WORK("2026-09-21", "09:00", "8h"),
	  "-128:00" },
	{ "imported history without target", "import --format timeclock -|" WORK("2026-09-25", "09:00", "9h"), "" },
	{ "a target after it",
	  "import --format timeclock -|target --from 2026-09-28 8,8,8,8,8|" WORK("2026-09-29", "09:00", "9h"),
	  "+1:00" },
	{ "forgotten Friday", FULL WORK("2026-09-17", "09:00", "8h") "mark 2026-09-18 work", "-8:00" },
	/* And one that looks forgotten: 15 hours on Friday, 24 on each day of the weekend, 9 on Monday. */
	{ "forgotten to stop on Friday", FULL "log --at 2026-09-18_09:00 parser|off --at 2026-09-21_09:00", "+56:00?" },
	{ "leap day",
	  "target --from 2024-02-26 8,8,8,8,8|" WORK("2024-02-29", "09:00", "9h") WORK("2024-03-01", "09:00", "7h"),
	  "+0:00" },
};

static void situations_of_contracts_are_told_alike_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof situations / sizeof situations[0]; i++) {
		struct sandbox *sandbox = ada_logged_in();
		lines_run(sandbox, situations[i].lines);
		int balance = balance_of(sandbox, true);
		const char *expected = situations[i].balance;
		if (balance != (expected[0] == '\0' ? NONE : minutes_of(expected)))
			fail_msg("%s: %d minutes, not %s", situations[i].name, balance, expected);
		ada_destroy(sandbox);
	}
}

/* ---- by chance */

static unsigned below(uint64_t *seed, unsigned bound)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(*seed >> 33) % bound;
}

/* A day from 1 Jul to 29 Sep. */
static const char *any_day(uint64_t *seed, char out[16])
{
	(void)snprintf(out, 16, "2026-%02u-%02u", 7 + below(seed, 3), 1 + below(seed, 29));
	return out;
}

static void anything_do(const struct sandbox *sandbox, uint64_t *seed)
{
	static const char *const kinds[] = { "holiday", "leave", "sick", "flex", "work" };
	char line[LINE], day[16];
	any_day(seed, day);
	switch (below(seed, 7)) {
	case 0:
		(void)snprintf(line, sizeof line, "target --from %s %u,%u,%u,%u,%u:30", day, below(seed, 10),
		               below(seed, 10), below(seed, 10), below(seed, 10), below(seed, 10));
		break;
	case 1:
	case 2:
		(void)snprintf(line, sizeof line, "mark %s %s%s", day, kinds[below(seed, 5)],
		               below(seed, 2) == 0 ? " --half" : "");
		break;
	case 3:
		(void)snprintf(line, sizeof line, "book %s %c%u:%02u", day, below(seed, 2) == 0 ? '+' : '-',
		               1 + below(seed, 20), below(seed, 60));
		break;
	case 4:
		(void)snprintf(line, sizeof line, "settings empty-days %s", below(seed, 2) == 0 ? "count" : "off");
		break;
	default:
		(void)snprintf(line, sizeof line, "log --at %s_%02u:%02u --for %u:%02u parser", day, below(seed, 20),
		               below(seed, 60), 1 + below(seed, 9), below(seed, 60));
	}
	line_run(sandbox, line);
}

static void histories_by_chance_are_told_alike_everywhere(void **state)
{
	(void)state;
	const uint64_t rounds = (uint64_t)campaign_rounds(2, 60);
	for (uint64_t round = 1; round <= rounds; round++) {
		struct sandbox *sandbox = ada_logged_in();
		uint64_t seed = round * 15485863;
		for (int i = 0; i < 24; i++) {
			anything_do(sandbox, &seed);
			if (i % 8 == 7)
				(void)balance_of(sandbox, i == 23);
		}
		ada_destroy(sandbox);
	}
}

/* What is to go today, and when it is done: of 8 hours three and a half are worked by 14:37, at the clock of the screen
 * that is 19:07. */
static void what_is_to_go_is_told_alike(void **state)
{
	struct sandbox *sandbox = *state;
	lines_run(sandbox, FULL WORK("2026-10-01", "08:00", "2h") "log --at 2026-10-01_13:07 parser");
	EXPECT(sandbox, 0, "4:30 8:00 3:30\n", "", "status", "--format", "%g %T %w");
	struct run run = program_run(sandbox, NULL, WORDS("day", "--json"));
	assert_json(run.output, "$.work_seconds", "12600");
	assert_json(run.output, "$.target_seconds", "28800");
	run_release(&run);
	struct terminal *terminal = terminal_open(sandbox, NULL);
	story_login(terminal);
	terminal_assert_text(terminal, "4:30 to go, done at 19:07");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(situations_of_contracts_are_told_alike_everywhere),
		cmocka_unit_test(histories_by_chance_are_told_alike_everywhere),
		CASE(what_is_to_go_is_told_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
