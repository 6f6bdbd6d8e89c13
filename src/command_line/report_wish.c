/* What of a report is asked for: keys, range, filter, rounding, form. */
#include "src/command_line/report_wish.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/filters.h"
#include "src/command_line/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND_MOST = 24 * 60 }; /* minutes */

/* "15", "15:up", "15:down". False: no number of minutes, or one that nobody means. */
static bool round_read(const char *text, struct report_wish *wish)
{
	char *end = NULL;
	long minutes = strtol(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || minutes < 1 || minutes > ROUND_MOST)
		return false;
	wish->unit = minutes * TS_MINUTE;
	wish->how = TS_ROUND_NEAREST;
	if (strcmp(end, ":up") == 0)
		wish->how = TS_ROUND_UP;
	else if (strcmp(end, ":down") == 0)
		wish->how = TS_ROUND_DOWN;
	return *end == '\0' || wish->how != TS_ROUND_NEAREST;
}

static int key_read(const struct command_context *context, const char *word, enum ts_report_by *out)
{
	if (report_by_find(word, out))
		return EXIT_DONE;
	return command_misused(context, "'%s' is not activity, project, tag, day, week, month or year", word);
}

/* "activity", or "activity,day". */
static int keys_read(const struct command_context *context, const char *said, struct report_wish *wish)
{
	char first[TS_TEXT_SIZE];
	const char *comma = strchr(said, ',');
	(void)snprintf(first, sizeof first, "%.*s", comma ? (int)(comma - said) : (int)strlen(said), said);
	int result = key_read(context, first, &wish->by);
	wish->grid = comma != NULL;
	if (result != EXIT_DONE || !wish->grid)
		return result;
	if (strchr(comma + 1, ','))
		return command_misused(context, "a table has two keys, for rows and columns; '%s' has more", said);
	result = key_read(context, comma + 1, &wish->across);
	if (result == EXIT_DONE && wish->by == wish->across)
		return command_misused(context, "a table has two different keys, for rows and columns: not '%s'", said);
	return result;
}

static int by_read(const struct command_context *context, int count, char *const *arguments, struct report_wish *wish)
{
	const char **said = command_values(count, arguments, "--by");
	int result;
	if (!said)
		return command_fail(context, TS_NO_MEMORY, "cannot read --by");
	if (said[0] && said[1])
		result = command_misused(context, "--by is said once; two keys make a table: --by %s,%s", said[0],
		                         said[1]);
	else
		result = keys_read(context, said[0] ? said[0] : "activity", wish);
	free(said);
	return result;
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

/* All that there is is counted, and once. */
static bool is_whole(const struct report_wish *wish)
{
	return ts_filter_empty(wish->filter) && wish->by != TS_BY_TAG && (!wish->grid || wish->across != TS_BY_TAG);
}

/* Options that exclude each other. */
static int wish_check(const struct command_context *context, const struct report_wish *wish)
{
	if (wish->flex && !is_whole(wish))
		return command_misused(context, "--flex is told of all there is: not by tag, with --only or --without");
	if (wish->flex && wish->form != REPORT_TEXT)
		return command_misused(context,
		                       "--flex is told as text: not with --json and --csv, and --html has it anyway");
	if ((wish->logs || wish->notes) && wish->form != REPORT_PAGE)
		return command_misused(context, "--logs and --notes are lists of --html");
	if (wish->notes && !ts_filter_empty(wish->filter))
		return command_misused(context, "--notes are of whole days: not with --only or --without");
	if (wish->decimal && wish->form == REPORT_JSON)
		return command_misused(context, "--decimal is for people and spreadsheets: JSON tells seconds");
	return EXIT_DONE;
}

/* A page has a table: of one key, by the time that fits the range; of times, by activity. */
static void across_settle(struct report_wish *wish)
{
	enum { MONTH = 31, WEEKS = 31 * 7, MONTHS = 31 * 31 };
	const ts_day days = wish->range.last - wish->range.first + 1;
	wish->grid = true;
	if (report_of_days(wish->by))
		wish->across = TS_BY_ACTIVITY;
	else
		wish->across = days <= MONTH    ? TS_BY_DAY
		               : days <= WEEKS  ? TS_BY_WEEK
		               : days <= MONTHS ? TS_BY_MONTH
		                                : TS_BY_YEAR;
}

int report_wish_range(struct command_context *context, int words, char **arguments, struct report_wish *out)
{
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot read the range");
	const bool understood = command_range(context, words > 0 ? text : "week", &out->range);
	free(text);
	if (out->form == REPORT_PAGE && !out->grid)
		across_settle(out);
	out->flex = out->flex || (out->form == REPORT_PAGE && is_whole(out));
	return understood ? EXIT_DONE : EXIT_FAILED;
}

int report_wish_read(const struct command_context *context, int count, char **arguments, struct report_wish *out,
                     int *words)
{
	const char *by = NULL, *round = NULL, *only = NULL, *without = NULL;
	bool json = false, csv = false, html = false;
	const struct command_option options[] = { { "--by", &by, NULL },
		                                  { "--json", NULL, &json },
		                                  { "--csv", NULL, &csv },
		                                  { "--html", NULL, &html },
		                                  { "--logs", NULL, &out->logs },
		                                  { "--notes", NULL, &out->notes },
		                                  { "--round", &round, NULL },
		                                  { "--flex", NULL, &out->flex },
		                                  { "--only", &only, NULL },
		                                  { "--without", &without, NULL },
		                                  { "--decimal", NULL, &out->decimal },
		                                  { NULL, NULL, NULL } };
	int result = filters_read(context, count, arguments, &out->filter);
	if (result == EXIT_DONE)
		result = by_read(context, count, arguments, out);
	if (result != EXIT_DONE)
		return result;
	filter_words(count, arguments, out->words);
	*words = command_options(context, count, arguments, options);
	if (*words < 0)
		return EXIT_USAGE;
	if (json + csv + html > 1)
		return command_misused(context, "--json, --csv and --html exclude each other");
	out->form = json ? REPORT_JSON : csv ? REPORT_CSV : html ? REPORT_PAGE : REPORT_TEXT;
	result = wish_check(context, out);
	if (result != EXIT_DONE)
		return result;
	if (round && !round_read(round, out))
		return command_misused(context, "'%s' is no number of minutes from 1 to %d, perhaps with :up or :down",
		                       round, ROUND_MOST);
	return EXIT_DONE;
}
