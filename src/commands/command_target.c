/* target: how much is to be worked, from which day on. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "ui/base/format.h"
#include "ui/base/hours.h"

#include <stdio.h>
#include <string.h>

static void target_print(const struct ts_target *target)
{
	static const char *const days[] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };
	char day[FORMAT_SIZE], hours[HOURS_SIZE];
	int week = 0;
	bool ever = target->from == TS_TARGET_EVER;
	(void)printf("%-22s", ever ? "from the first log on" : format_day(target->from, day));
	for (int i = 0; i < 7; i++) {
		week += target->minutes[i];
		if (target->minutes[i] > 0)
			(void)printf("  %s %s", days[i], hours_format(target->minutes[i], hours));
	}
	(void)printf("  %s a week%s\n", hours_format(week, hours), target->usual ? " (nobody has chosen)" : "");
}

static int targets_print(struct command_context *context)
{
	struct ts_targets targets;
	enum ts_status status = ts_targets_read(context->store, &targets);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the targets");
	for (size_t i = 0; i < targets.count; i++)
		target_print(&targets.at[i]);
	if (targets.count == 0)
		(void)puts("no target is set, so there is no balance: timesheet target 40");
	size_t damaged = targets.damaged;
	ts_targets_release(&targets);
	return command_fail_damaged(command_finish_output(), damaged, " of targets");
}

/* "first": from the first log on, whichever that is. */
static bool from_read(struct command_context *context, const char *text, ts_day *out)
{
	char *words[] = { (char *)(uintptr_t)text };
	if (!text) {
		*out = ts_day_of(context->moment.now, context->settings.day_start);
		return true;
	}
	if (strcmp(text, "first") == 0) {
		*out = TS_TARGET_EVER;
		return true;
	}
	return command_day_named(context, 1, words, out);
}

static int removed(struct command_context *context, const char *from, ts_day day)
{
	struct ts_done done;
	enum ts_status status = ts_target_remove(context->store, day, context->moment.now, &done);
	if (status == TS_NOT_FOUND)
		return complain(EXIT_FAILED, "no target begins on '%s': timesheet target lists them",
		                from ? from : "today");
	return status == TS_OK ? targets_print(context) : command_fail(context, status, "cannot remove the target");
}

int command_target(struct command_context *context, int count, char **arguments)
{
	const char *from = NULL;
	struct ts_target target = { .from = 0 };
	struct ts_done done;
	const struct command_option options[] = { { "--from", &from, NULL }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 1)
		return command_misused(context, "one word too many: '%s'", arguments[1]);
	if (words == 0 && from)
		return command_misused(context, "how much from '%s' on?", from);
	bool none = words == 1 && strcmp(arguments[0], "none") == 0;
	if (words == 1 && !none && !hours_parse_week(arguments[0], target.minutes))
		return command_misused(context, "'%s' is not hours: 38:30, or 8,8,8,8,6:30 from Monday on",
		                       arguments[0]);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (words == 0)
		return targets_print(context);
	if (!from_read(context, from, &target.from))
		return EXIT_FAILED;
	if (none)
		return removed(context, from, target.from);
	enum ts_status status = ts_target_set(context->store, &target, context->moment.now, &done);
	if (status == TS_UNCHANGED)
		return complain(EXIT_DONE, "nothing to change");
	return status == TS_OK ? targets_print(context) : command_fail(context, status, "cannot set the target");
}
