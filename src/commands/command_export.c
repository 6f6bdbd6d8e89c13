/* export: what was logged, and the notes, in a format for others. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/times.h"
#include "src/output/export.h"

#include <stdio.h>
#include <stdlib.h>

static int export_run(struct command_context *context, const struct export_format *format, const struct ts_range *range)
{
	const struct export_request request = { .format = format,
		                                .range = range,
		                                .now = context->moment.now,
		                                .day_start = context->settings.day_start,
		                                .stream = stdout };
	size_t damaged = 0;
	enum ts_status status = export_write(context->store, &request, &damaged);
	if (status != TS_OK && !ferror(stdout))
		return command_fail(context, status, "cannot export");
	return command_fail_damaged(command_finish_output(), damaged, "");
}

int command_export(struct command_context *context, int count, char **arguments)
{
	const char *name = NULL;
	struct ts_range range;
	const struct command_option options[] = { { "--format", &name, NULL }, { NULL, NULL, NULL } };
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
		return export_run(context, format, NULL);
	char *text = command_words_join(words, arguments);
	if (!text)
		return command_fail(context, TS_NO_MEMORY, "cannot export");
	bool understood = command_range(context, text, &range);
	free(text);
	return understood ? export_run(context, format, &range) : EXIT_FAILED;
}
