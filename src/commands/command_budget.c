/* budget: how much an activity or a project may take of a week or a month, and how much of it is used. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/output/json.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* " 33:10 of 40:00 a week   83%  acme" */
static void budget_print(const struct ts_budget *budget)
{
	char used[FORMAT_SIZE], hours[HOURS_SIZE], words[FORMAT_SIZE];
	const bool forgotten = budget->forgotten.milliseconds > 0;
	(void)printf(" %8s of %s a %-5s %4lld%%  %s%s%s\n", format_doubtful(budget->used, forgotten, used),
	             hours_format(budget->minutes, hours), ts_per_word(budget->per),
	             (long long)(budget->used * 100 / (budget->minutes * TS_MINUTE)), budget->text,
	             forgotten ? "  " : "", forgotten ? format_forgotten(CLOCK_24, &budget->forgotten, words) : "");
}

static void budget_json(struct json *json, const struct ts_budget *budget)
{
	json_object(json, NULL);
	json_text(json, budget->project ? "project" : "activity", budget->text);
	json_text(json, "per", ts_per_word(budget->per));
	json_integer(json, "budget_seconds", (int64_t)budget->minutes * 60);
	json_integer(json, "seconds", budget->used / TS_SECOND);
	json_forgotten(json, &budget->forgotten);
	json_object_end(json);
}

static int budgets_print(struct command_context *context, bool as_json)
{
	struct ts_budgets budgets;
	struct json json;
	enum ts_status status = ts_budgets_read(context->store, context->moment.now, &budgets);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the budgets");
	if (as_json) {
		json_begin(&json, stdout);
		json_array(&json, NULL);
	}
	for (size_t i = 0; i < budgets.count; i++) {
		if (as_json)
			budget_json(&json, &budgets.at[i]);
		else
			budget_print(&budgets.at[i]);
	}
	if (as_json) {
		json_array_end(&json);
		json_end(&json);
	} else if (budgets.count == 0) {
		(void)puts("nothing has a budget");
	}
	size_t damaged = budgets.damaged;
	ts_budgets_release(&budgets);
	return command_fail_damaged(command_finish_output(), damaged, " of budgets and this time");
}

/* "TEXT... none" or "TEXT... HOURS week|month": how many words are the text; 0: it is neither. */
static int budget_read(int words, char *const *arguments, int64_t *minutes, enum ts_per *per)
{
	*per = TS_PER_WEEK;
	*minutes = 0;
	if (words > 1 && strcmp(arguments[words - 1], "none") == 0)
		return words - 1;
	if (words < 3)
		return 0;
	bool understood = ts_per_find(arguments[words - 1], per) && hours_parse(arguments[words - 2], minutes) &&
	                  *minutes > 0 && *minutes <= TS_BUDGET_MOST;
	return understood ? words - 2 : 0;
}

int command_budget(struct command_context *context, int count, char **arguments)
{
	bool as_json = false;
	int64_t minutes = 0;
	enum ts_per per;
	struct ts_done done;
	const struct command_option options[] = { { "--json", NULL, &as_json }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	const int named = words > 0 ? budget_read(words, arguments, &minutes, &per) : 0;
	if (words > 0 && (named == 0 || as_json))
		return command_misused(context,
		                       "a budget is an activity or a project, and 10 week, 38:30 month or none");
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (words == 0)
		return budgets_print(context, as_json);
	char *text = command_words_join(named, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot set the budget");
	enum ts_status status = ts_budget_set(context->store, text, (int)minutes, per, context->moment.now, &done);
	int result = EXIT_DONE;
	if (status == TS_NOT_FOUND)
		result = complain(EXIT_FAILED, "no activity or project is called '%s'", text);
	else if (status == TS_UNCHANGED)
		result = complain(EXIT_DONE, "it is so already");
	else if (status != TS_OK)
		result = command_fail(context, status, "cannot set the budget");
	else
		(void)printf("%s%s\n", minutes == 0 ? "removed " : "", done.text);
	free(text);
	return result == EXIT_DONE ? command_finish_output() : result;
}
