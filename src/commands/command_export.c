/* export: what was logged, and the notes, in a format for others. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/filters.h"
#include "src/command_line/times.h"
#include "src/output/export.h"

#include <stdio.h>
#include <stdlib.h>

static int export_run(struct command_context *context, const struct export_format *format, ts_filter *filter,
                      const struct ts_range *range)
{
	const struct export_request request = { .format = format,
		                                .range = range,
		                                .now = context->moment.now,
		                                .day_start = context->settings.day_start,
		                                .stream = stdout,
		                                .filter = ts_filter_empty(filter) ? NULL : filter };
	size_t damaged = 0;
	enum ts_status status = export_write(context->store, &request, &damaged);
	if (status != TS_OK && !ferror(stdout))
		return command_fail(context, status, "cannot export");
	return command_fail_damaged(command_finish_output(), damaged, "");
}

static int export_filtered(struct command_context *context, int count, char **arguments, ts_filter *filter)
{
	const char *name = NULL, *only, *without;
	struct ts_range range;
	const struct command_option options[] = { { "--format", &name, NULL },
		                                  { "--only", &only, NULL },
		                                  { "--without", &without, NULL },
		                                  { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (!name)
		return command_misused(context, "which --format?");
	const struct export_format *format = export_format_find(name);
	if (!format)
		return command_misused(context, "there is no format '%s'", name);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (words == 0)
		return export_run(context, format, filter, NULL);
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot export");
	bool understood = command_range(context, text, &range);
	free(text);
	return understood ? export_run(context, format, filter, &range) : EXIT_FAILED;
}

int command_export(struct command_context *context, int count, char **arguments)
{
	ts_filter *filter = NULL;
	int result = filters_read(context, count, arguments, &filter);
	if (result == EXIT_DONE)
		result = export_filtered(context, count, arguments, filter);
	ts_filter_destroy(filter);
	return result;
}
