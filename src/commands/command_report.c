/* report: what was done over some days. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/filters.h"
#include "src/command_line/times.h"
#include "src/output/report_print.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	COLUMNS_DEFAULT = 80,
	FLEX_MONTHS = 10000,  /* added up at once: no key waits */
	ROUND_MOST = 24 * 60, /* minutes */
	OWED_DAYS = 62        /* of a longer range it takes too long to look which days had work */
};

/* False: there is no such word. */
static bool by_read(const char *word, enum ts_report_by *out)
{
	for (int i = 0; report_words[i]; i++) {
		if (strcmp(report_words[i], word) == 0) {
			*out = (enum ts_report_by)i;
			return true;
		}
	}
	return false;
}

/* False: no number of minutes, or one that nobody means. */
static bool round_read(const char *text, int64_t *out)
{
	char *end = NULL;
	long minutes = strtol(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || minutes < 1 || minutes > ROUND_MOST)
		return false;
	*out = minutes * TS_MINUTE;
	return true;
}

/* Work and rest are rounded each for itself: they are never added to one another. unit 0: as it is. Returns what the
 * rows add up to; negative without memory. */
static int64_t rows_round(struct ts_report_rows *rows, bool rest, int64_t unit)
{
	int64_t *parts = calloc(rows->count + 1, sizeof *parts);
	int64_t sum = 0;
	size_t count = 0;
	if (!parts)
		return -1;
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].rest != rest)
			continue;
		sum += rows->at[i].milliseconds;
		parts[count++] = rows->at[i].milliseconds;
	}
	if (unit > 0) {
		sum = ts_round_parts(parts, count, unit, TS_ROUND_NEAREST);
		count = 0;
		for (size_t i = 0; i < rows->count; i++) {
			if (rows->at[i].rest == rest)
				rows->at[i].milliseconds = parts[count++];
		}
	}
	free(parts);
	return sum;
}

static int terminal_columns(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO))
		return 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return COLUMNS_DEFAULT;
}

/* What was asked for. */
struct wish {
	struct ts_range range;
	enum ts_report_by by;
	bool json, csv, flex;
	int64_t round; /* milliseconds, 0: none */
	ts_filter *filter;
	char words[256]; /* of the filter; "" */
};

static int report_print(struct command_context *context, const struct wish *wish, const struct ts_report *report)
{
	struct ts_report_rows rows;
	enum ts_status status = ts_report_rows(report, wish->by, &rows);
	if (status != TS_OK)
		return command_fail(context, status, "cannot make the report");
	struct report_print print = { .report = report, .rows = &rows, .by = wish->by };
	print.work = rows_round(&rows, false, wish->round);
	print.rest = rows_round(&rows, true, wish->round);
	/* Days have no rows for rest; what there was is said all the same. */
	if (wish->by != TS_BY_ACTIVITY && wish->by != TS_BY_PROJECT && wish->by != TS_BY_TAG)
		print.rest = report->rest;
	/* A log of several tags counts for each: the rows add up to more than there is. */
	if (wish->by == TS_BY_TAG) {
		print.work = report->work;
		print.rest = report->rest;
	}
	print.filter = wish->words[0] != '\0' ? wish->words : NULL;
	print.columns = terminal_columns();
	print.flex = wish->flex && report->flex_known;
	print.blocks = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	if (print.work < 0 || print.rest < 0) {
		ts_report_rows_release(&rows);
		return command_fail(context, TS_NO_MEMORY, "cannot make the report");
	}
	if (wish->json)
		report_print_json(&print);
	else if (wish->csv)
		report_print_csv(&print);
	else
		report_print_text(&print);
	ts_report_rows_release(&rows);
	return command_finish_output();
}

/* "only acme, without #private", as it was said. */
static void filter_words(int count, char *const *arguments, char out[256])
{
	size_t used = 0;
	out[0] = '\0';
	for (int i = 1; i < count && used < 255; i++) {
		const char *name = strncmp(arguments[i], "--only", 6) == 0      ? "only"
		                   : strncmp(arguments[i], "--without", 9) == 0 ? "without"
		                                                                : NULL;
		const char *joined = strchr(arguments[i], '=');
		char plain[TS_TEXT_SIZE];
		if (!name || (!joined && i + 1 >= count))
			continue;
		const char *said = joined ? joined + 1 : arguments[++i];
		(void)ts_text_clean(said, strlen(said), false, plain, sizeof plain);
		used += (size_t)snprintf(out + used, 256 - used, "%s%s %s", used > 0 ? ", " : "", name, plain);
	}
}

/* EXIT_DONE: the wish is understood. */
static int wish_read(struct command_context *context, int count, char **arguments, struct wish *wish)
{
	const char *by = "activity", *round = NULL, *only = NULL, *without = NULL;
	const struct command_option options[] = { { "--by", &by, NULL },           { "--json", NULL, &wish->json },
		                                  { "--csv", NULL, &wish->csv },   { "--round", &round, NULL },
		                                  { "--flex", NULL, &wish->flex }, { "--only", &only, NULL },
		                                  { "--without", &without, NULL }, { NULL, NULL, NULL } };
	filter_words(count, arguments, wish->words);
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (!by_read(by, &wish->by))
		return command_misused(context, "'%s' is not activity, project, tag, day, week, month or year", by);
	if (wish->json && wish->csv)
		return command_misused(context, "--json and --csv exclude each other");
	if (wish->flex && (only || without || wish->by == TS_BY_TAG))
		return command_misused(context, "--flex is told of all there is: not by tag, with --only or --without");
	if (wish->flex && (wish->json || wish->csv))
		return command_misused(context, "--flex is told as text only: neither with --json nor with --csv");
	if (round && !round_read(round, &wish->round))
		return command_misused(context, "'%s' is no number of minutes from 1 to %d", round, ROUND_MOST);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot read the range");
	bool understood = command_range(context, words > 0 ? text : "week", &wish->range);
	free(text);
	if (wish->json || wish->csv)
		wish->flex = false;
	return understood ? EXIT_DONE : EXIT_FAILED;
}

static int report_run(struct command_context *context, struct wish asked)
{
	struct wish wish = asked;
	struct ts_report report;
	int exit;
	bool done = false;
	enum ts_status status = TS_OK;
	while (wish.flex && !done && status == TS_OK)
		status = ts_flex_prepare(context->store, context->moment.now, FLEX_MONTHS, &done);
	/* What days owe is known of days; of many years nobody asks how much that is. */
	bool days = wish.flex || (wish.by != TS_BY_ACTIVITY && wish.by != TS_BY_PROJECT) ||
	            wish.range.last - wish.range.first < OWED_DAYS;
	bool part = wish.by == TS_BY_TAG || !ts_filter_empty(wish.filter);
	if (status == TS_OK && part)
		status = ts_report_filtered(context->store, wish.range, wish.filter, context->moment.now, &report);
	else if (status == TS_OK)
		status = days ? ts_report_read(context->store, wish.range, context->moment.now, &report)
		              : ts_totals_read(context->store, wish.range, context->moment.now, &report);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the report");
	exit = report_print(context, &wish, &report);
	/* The balance is told with --flex only. */
	size_t damaged = report.damaged > 0 ? report.damaged : wish.flex && report.flex_damaged;
	ts_report_release(&report);
	return command_fail_damaged(exit, damaged, " of this time");
}

int command_report(struct command_context *context, int count, char **arguments)
{
	struct wish wish = { 0 };
	int exit = filters_read(context, count, arguments, &wish.filter);
	if (exit != EXIT_DONE)
		return exit;
	exit = wish_read(context, count, arguments, &wish);
	if (exit == EXIT_DONE)
		exit = report_run(context, wish);
	ts_filter_destroy(wish.filter);
	return exit;
}
