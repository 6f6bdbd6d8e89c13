/* status: what goes on, for status bars and prompts. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/commands/status.h"

#include <stdio.h>

enum { FLEX_MONTHS = 10000 }; /* added up at once: no key waits */

static enum ts_status balance_read(struct command_context *context, struct status_shown *shown)
{
	const ts_time now = context->moment.now;
	enum ts_status status = TS_OK;
	for (bool done = false; !done && status == TS_OK;)
		status = ts_flex_prepare(context->store, now, FLEX_MONTHS, &done);
	if (status == TS_OK)
		status = ts_balance_read(context->store, ts_day_of(now, context->settings.day_start), now,
		                         &shown->balance);
	if (status == TS_OK && shown->balance.damaged && shown->damaged == 0)
		shown->damaged = 1;
	return status;
}

/* Without a hub nothing waits for it. */
static enum ts_status unsent_read(struct command_context *context, struct status_shown *shown)
{
	struct ts_sync_info info = { .unsent = 0 };
	enum ts_status status = ts_sync_read(context->store, &info);

	shown->unsent = info.unsent;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* Its own comes before its project's. */
static enum ts_status budget_find(struct command_context *context, struct status_shown *shown)
{
	struct ts_budgets budgets;
	enum ts_status status = ts_budgets_read(context->store, context->moment.now, &budgets);

	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < budgets.count; i++) {
		const struct ts_budget *budget = &budgets.at[i];
		if (ts_budget_counts(budget, shown->span.text) && (shown->budget.minutes == 0 || !budget->project))
			shown->budget = *budget;
	}
	shown->damaged = budgets.damaged > shown->damaged ? budgets.damaged : shown->damaged;
	ts_budgets_release(&budgets);
	return TS_OK;
}

static enum ts_status today_read(struct command_context *context, struct status_shown *shown)
{
	struct ts_day_view view;
	ts_day day = ts_day_of(context->moment.now, context->settings.day_start);
	enum ts_status status = ts_day_read(context->store, day, context->moment.now, &view);
	if (status != TS_OK)
		return status;
	shown->work = view.work;
	shown->forgotten = view.forgotten;
	shown->target = view.target;
	shown->no_target = view.no_target;
	shown->damaged = view.damaged > shown->damaged ? view.damaged : shown->damaged;
	ts_day_release(&view);
	return TS_OK;
}

enum ts_status status_look(struct command_context *context, unsigned parts, struct status_shown *out)
{
	struct status_shown shown = { 0 };
	enum ts_status status = ts_current_read(context->store, context->moment.now, &shown.span);
	shown.logged = status == TS_OK;
	shown.damaged = shown.span.damaged;
	/* Where nothing was ever logged, something may be missing. */
	if (status == TS_NOT_FOUND || (shown.logged && (parts & STATUS_TODAY)))
		status = today_read(context, &shown);
	/* Without a target there is none, and reading decades for that takes a tenth of a second. */
	if (status == TS_OK && (parts & STATUS_BALANCE) && !shown.no_target)
		status = balance_read(context, &shown);
	if (status == TS_OK && shown.logged && !shown.span.off && (parts & STATUS_BUDGET))
		status = budget_find(context, &shown);
	if (status == TS_OK && (parts & STATUS_UNSENT))
		status = unsent_read(context, &shown);
	if (status == TS_OK)
		*out = shown;
	return status;
}

void status_write(FILE *out, const struct status_wish *wish, const struct status_shown *shown)
{
	if (wish->json && wish->follow)
		status_print_bar(out, wish->plain && !shown->logged ? "" : wish->format, shown);
	else if (wish->json)
		status_print_json(out, shown);
	else if (wish->plain && !shown->logged)
		(void)fputs("nothing logged yet\n", out);
	else
		status_print(out, wish->plain && shown->span.forgotten ? "%a  %e  since %t  %f" : wish->format, shown);
}

static int status_once(struct command_context *context, const struct status_wish *wish)
{
	struct status_shown shown;
	/* A balance may take a while. */
	context->reads_on = (wish->parts & STATUS_BALANCE) == 0;
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	enum ts_status status = status_look(context, wish->parts, &shown);
	ts_read_release(context->store);
	if (status != TS_OK)
		return command_fail(context, status, "cannot tell what goes on");
	status_write(stdout, wish, &shown);
	return command_fail_damaged(command_finish_output(), shown.damaged, " of this time");
}

/* EXIT_DONE: it is understood. */
static int wish_read(struct command_context *context, int count, char **arguments, struct status_wish *wish)
{
	char bad[4];
	const struct command_option options[] = { { "--format", &wish->format, NULL },
		                                  { "--json", NULL, &wish->json },
		                                  { "--follow", NULL, &wish->follow },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "unexpected '%s'", arguments[0]);
	if (wish->format && wish->json && !wish->follow)
		return command_misused(context, "--format and --json exclude each other, but for --follow");
	if (wish->format && !status_format_check(wish->format, bad))
		return command_misused(context, "unknown '%s' in the format", bad);
	wish->plain = wish->format == NULL;
	if (wish->plain)
		wish->format = wish->json ? "%a %e" : "%a  %e  since %t";
	wish->parts = status_parts(wish->format);
	if (wish->json)
		wish->parts |= STATUS_TODAY | STATUS_TIME | (wish->follow ? 0 : STATUS_BALANCE | STATUS_BUDGET);
	return EXIT_DONE;
}

int command_status(struct command_context *context, int count, char **arguments)
{
	struct status_wish wish = { 0 };
	int read = wish_read(context, count, arguments, &wish);
	if (read != EXIT_DONE)
		return read;
	return wish.follow ? status_follow(context, &wish) : status_once(context, &wish);
}
