/* The commands: what is done, how each program is asked for it, and the table of how long that took. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum program { TIMESHEET, FLOOR, TIMEWARRIOR, HLEDGER, CALCURSE, PROGRAM_COUNT };

/* What takes longer than this is run a few times only. */
enum { LONG = 1500 /* milliseconds */, LONG_ROUNDS = 3 };

/* hledger and calcurse read their whole file for any question: beyond this they take minutes for each. */
enum { WHOLE_FILE_MOST = 100000 /* intervals */ };

/* {today} and the like are put in by line_fill. NULL: it has no such command, or none that could be compared. */
struct operation {
	const char *name;
	const char *lines[PROGRAM_COUNT];
	bool fresh; /* into an empty timesheet each time */
};

static const struct operation operations[] = {
	{ "log",
	  { BENCH_PROGRAM " log {activity}", BENCH_FLOOR " journal {dir}/floor", "timew start \"{activity}\"", NULL,
	    NULL },
	  false },
	{ "log, 200 days back",
	  { BENCH_PROGRAM " log --at \"{past} 22:{minute}\" {activity}", BENCH_FLOOR " journal {dir}/floor",
	    "timew track {past}T22:{minute} - {past}T22:{next} \"{activity}\"", NULL, NULL },
	  false },
	{ "status", { BENCH_PROGRAM " status", BENCH_FLOOR " nothing", "timew", NULL, NULL }, false },
	{ "day",
	  { BENCH_PROGRAM " day", BENCH_FLOOR " nothing", "timew summary", "hledger bal -p {today}",
	    "calcurse -D {dir}/calcurse --input-datefmt 4 -Q --from {today} --to {today}" },
	  false },
	{ "week",
	  { BENCH_PROGRAM " report {week}..{yesterday}", BENCH_FLOOR " nothing", "timew summary {week} - {today}",
	    "hledger bal -p {week}..{today}",
	    "calcurse -D {dir}/calcurse --input-datefmt 4 -Q --from {week} --to {yesterday}" },
	  false },
	{ "year by activity",
	  { BENCH_PROGRAM " report {year}..{yesterday} --by activity", BENCH_FLOOR " nothing",
	    "timew totals {year} - {today}", "hledger bal -p {year}..{today}", NULL },
	  false },
	/* The same days, read one by one: as rows, as a table, and as a table of what a filter takes. */
	{ "year by day",
	  { BENCH_PROGRAM " report {year}..{yesterday} --by day", BENCH_FLOOR " nothing", NULL, NULL, NULL },
	  false },
	{ "year by activity and month",
	  { BENCH_PROGRAM " report {year}..{yesterday} --by activity,month", BENCH_FLOOR " nothing", NULL, NULL, NULL },
	  false },
	{ "the same, filtered",
	  { BENCH_PROGRAM " report {year}..{yesterday} --by activity,month --without review", BENCH_FLOOR " nothing",
	    NULL, NULL, NULL },
	  false },
	{ "all by activity",
	  { BENCH_PROGRAM " report 1990-01-01..{yesterday} --by activity", BENCH_FLOOR " nothing",
	    "timew totals 1990-01-01 - {today}", "hledger bal", NULL },
	  false },
	{ "search", { BENCH_PROGRAM " search offsets parser", BENCH_FLOOR " nothing", NULL, NULL, NULL }, false },
	{ "export",
	  { BENCH_PROGRAM " export --format timewarrior", BENCH_FLOOR " nothing", "timew export",
	    "hledger print -O csv", "calcurse -D {dir}/calcurse -x" },
	  false },
	{ "import",
	  { BENCH_PROGRAM " import --format timewarrior {dir}/history.data", BENCH_FLOOR " nothing", NULL, NULL, NULL },
	  true },
};
enum { OPERATION_COUNT = sizeof operations / sizeof operations[0] };

/* What stands for a word in braces in a round. */
static const char *value_of(const char *name, const struct bench_world *world, size_t round, char out[BENCH_PATH])
{
	static const struct {
		const char *name;
		int days;
	} dates[] = { { "today", 0 }, { "yesterday", -1 }, { "week", -7 }, { "year", -365 }, { "past", -200 } };

	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		if (strcmp(name, dates[i].name) == 0)
			return bench_date(world, dates[i].days, out);
	}
	if (strcmp(name, "dir") == 0)
		return world->directory;
	if (strcmp(name, "activity") == 0)
		return round % 2 == 0 ? "acme build" : "code review";
	(void)snprintf(out, BENCH_PATH, "%02zu", strcmp(name, "next") == 0 ? round % 59 + 1 : round % 59);
	return out;
}

static void line_fill(const char *line, const struct bench_world *world, size_t round, char *out, size_t room)
{
	size_t size = 0;

	while (*line && size + 1 < room) {
		char name[16], value[BENCH_PATH];
		int taken = 0;
		if (sscanf(line, "{%15[a-z]}%n", name, &taken) == 1 && taken > 0) {
			size += (size_t)snprintf(out + size, room - size, "%s", value_of(name, world, round, value));
			line += taken;
			continue;
		}
		out[size++] = *line++;
	}
	out[size < room ? size : room - 1] = '\0';
}

static void run(const struct operation *operation, enum program program, const struct bench_world *world, size_t round,
                struct bench_samples *samples)
{
	char line[4096], *words[BENCH_WORDS_MOST];
	double milliseconds;
	long memory;

	line_fill(operation->lines[program], world, round, line, sizeof line);
	(void)bench_words(line, words, BENCH_WORDS_MOST);
	bench_flush();
	if (bench_process(words, NULL, &milliseconds, &memory))
		bench_add(samples, milliseconds, memory);
	else
		samples->failed = true;
}

/* ---- all of them ---- */

typedef struct bench_samples table_samples[OPERATION_COUNT][PROGRAM_COUNT];

/* What has failed, or takes very long and was measured, is left out of the rounds to come. */
static bool worth_it(const struct bench_samples *samples, size_t round)
{
	return !samples->failed && (round < LONG_ROUNDS || samples->at[0] < LONG);
}

static void round_run(const struct bench_world *world, size_t round, table_samples *samples)
{
	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		const struct operation *operation = &operations[i];
		if (operation->fresh && (round >= LONG_ROUNDS || !bench_world_empty(world)))
			continue;
		for (int program = 0; program < PROGRAM_COUNT; program++) {
			struct bench_samples *cell = &(*samples)[i][program];
			if (program >= HLEDGER && world->size > WHOLE_FILE_MOST)
				continue;
			if (operation->lines[program] && worth_it(cell, round))
				run(operation, program, world, round, cell);
		}
		bench_world_enter(world);
	}
}

/* ---- the table ---- */

static void time_print(double milliseconds)
{
	if (milliseconds >= 10000)
		(void)printf(" %.1f s |", milliseconds / 1000);
	else if (milliseconds >= 100)
		(void)printf(" %.0f ms |", milliseconds);
	else
		(void)printf(" %.1f ms |", milliseconds);
}

static void ratio_print(double ours, double theirs)
{
	if (ours <= 0 || theirs <= 0)
		(void)printf(" |");
	else
		(void)printf(theirs / ours < 9.95 ? " %.1fx |" : " %.0fx |", theirs / ours);
}

static void row_print(const struct operation *operation, long size, struct bench_samples *cells)
{
	double medians[PROGRAM_COUNT];

	for (int program = 0; program < PROGRAM_COUNT; program++)
		medians[program] = bench_quantile(&cells[program], 0.5);
	(void)printf("| %s | %ld |", operation->name, size);
	if (medians[TIMESHEET] <= 0) {
		(void)printf(" failed | | | | | |\n");
		return;
	}
	time_print(medians[TIMESHEET]);
	(void)printf(" %.1fx |", medians[TIMESHEET] / medians[FLOOR]);
	for (int program = TIMEWARRIOR; program < PROGRAM_COUNT; program++)
		ratio_print(medians[TIMESHEET], medians[program]);
	(void)printf(" %.1f |\n", (double)cells[TIMESHEET].memory / 1024);
}

void bench_operations(const struct bench_options *options, struct bench_world *worlds)
{
	static table_samples samples[BENCH_SIZES];

	for (size_t round = 0; round < options->rounds; round++) {
		(void)fprintf(stderr, "\rround %zu of %zu ", round + 1, options->rounds);
		for (size_t size = 0; size < options->size_count; size++) {
			bench_world_enter(&worlds[size]);
			round_run(&worlds[size], round, &samples[size]);
		}
	}
	(void)fputc('\n', stderr);
	(void)printf("| command | intervals | timesheet | of the floor | timewarrior | hledger | calcurse | MiB |\n"
	             "|---|--:|--:|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < OPERATION_COUNT; i++) {
		for (size_t size = 0; size < options->size_count; size++)
			row_print(&operations[i], worlds[size].size, samples[size][i]);
	}
}
