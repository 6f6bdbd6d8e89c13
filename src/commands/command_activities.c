/* activities: what there is to log, the most recently used first, as the screen A lists it. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/colours.h"
#include "src/command_line/complain.h"
#include "src/output/activity_print.h"
#include "src/output/json.h"

#include <stdio.h>

enum { ROWS = 20000 /* looked at between two questions whether that is enough */ };

/* The list knows the last use of some months only. */
static bool uses_known(const struct ts_activities *activities, const ts_usage *usage, bool all)
{
	for (size_t i = 0; i < activities->count; i++) {
		const struct ts_activity *activity = &activities->at[i];
		bool wanted = !activity->off && (all || !activity->archived);
		if (wanted && activity->last_used == 0 && ts_usage_of(usage, activity->id).logs == 0)
			return false;
	}
	return true;
}

/* From the newest month back, as far as it takes. */
static enum ts_status uses_find(struct command_context *context, struct ts_activities *activities, bool all)
{
	struct ts_progress progress = { 0 };
	ts_usage *usage = NULL;
	enum ts_status status = ts_usage_begin(context->store, context->moment.now, &usage);

	while (status == TS_OK && !progress.done && !uses_known(activities, usage, all))
		status = ts_usage_step(usage, ROWS, &progress);
	for (size_t i = 0; status == TS_OK && i < activities->count; i++) {
		struct ts_use use = ts_usage_of(usage, activities->at[i].id);
		if (use.logs > 0 && activities->at[i].last_used == 0)
			activities->at[i].last_used = use.last;
	}
	if (progress.damaged > activities->damaged)
		activities->damaged = progress.damaged;
	ts_usage_end(usage);
	return status;
}

static void list_print(const struct command_context *context, const struct ts_activities *activities, bool all)
{
	struct paint paint;
	int width = 0;
	size_t shown = 0;

	command_paint(context, &paint);
	for (size_t i = 0; i < activities->count; i++) {
		if (activity_is_listed(&activities->at[i], all))
			width = activity_width(&activities->at[i], width);
	}
	for (size_t i = 0; i < activities->count; i++) {
		if (!activity_is_listed(&activities->at[i], all))
			continue;
		activity_print(&paint, &activities->at[i], width, context->moment.now, context->settings.day_start);
		shown++;
	}
	if (shown == 0)
		(void)puts("there are no activities yet: what you log makes them");
}

static void list_print_json(const struct command_context *context, const struct ts_activities *activities, bool all)
{
	struct json json;

	json_begin(&json, stdout);
	json_array(&json, NULL);
	for (size_t i = 0; i < activities->count; i++) {
		if (activity_is_listed(&activities->at[i], all))
			activity_print_json(&json, &activities->at[i], context->settings.day_start);
	}
	json_array_end(&json);
	json_end(&json);
}

int command_activities(struct command_context *context, int count, char **arguments)
{
	bool all = false, as_json = false;
	struct ts_activities activities;
	const struct command_option options[] = { { "--all", NULL, &all },
		                                  { "--json", NULL, &as_json },
		                                  { NULL, NULL, NULL } };
	int begun = command_begin_wordless(context, count, arguments, options);
	if (begun != EXIT_DONE)
		return begun;
	enum ts_status status = ts_activities_read(context->store, context->moment.now, &activities);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the activities");
	status = uses_find(context, &activities, all);
	size_t damaged = activities.damaged;
	if (status == TS_OK && as_json)
		list_print_json(context, &activities, all);
	else if (status == TS_OK)
		list_print(context, &activities, all);
	ts_activities_release(&activities);
	if (status != TS_OK)
		return command_fail(context, status, "cannot tell when activities were used");
	return command_fail_damaged(command_finish_output(), damaged, " of activities and logs");
}
