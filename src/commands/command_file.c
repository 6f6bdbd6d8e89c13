/* backup, migrate: care for the database as a file. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int command_backup(struct command_context *context, int count, char **arguments)
{
	bool daily = false;
	char path[TS_PATH_SIZE];
	const struct command_option options[] = { { "--daily", NULL, &daily }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);
	if (words < 0)
		return EXIT_USAGE;
	if (daily ? words != 0 : words != 1)
		return command_misused(context, daily ? "--daily chooses the file itself" : "one FILE, or --daily");
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	if (daily) {
		enum ts_status status = ts_backup_daily(context->store, context->moment.now, path, sizeof path);
		if (status == TS_UNCHANGED)
			return EXIT_DONE;
		if (status != TS_OK)
			return command_fail(context, status, "cannot back up");
		command_print_given(path);
		(void)putchar('\n');
		if (ts_detail(context->store)[0])
			(void)complain(EXIT_DONE, "%s", ts_detail(context->store));
		return command_finish_output();
	}
	enum ts_status status = ts_backup(context->store, arguments[0]);
	if (status == TS_EXISTS)
		return complain(EXIT_FAILED, "cannot back up: '%s' exists already", arguments[0]);
	if (status != TS_OK)
		return complain(exit_status_of(status), "cannot back up to '%s': %s", arguments[0],
		                ts_detail(context->store)[0] ? ts_detail(context->store) : ts_status_text(status));
	command_print_given(arguments[0]);
	(void)puts(": copied and verified");
	return command_finish_output();
}

int command_migrate(struct command_context *context, int count, char **arguments)
{
	int version = -1;
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	if (words == 1) {
		char *end;
		long number = strtol(arguments[0], &end, 10);
		if (end == arguments[0] || *end || number < 0 || number > 1000)
			return command_misused(context, "'%s' is not a version", arguments[0]);
		version = (int)number;
	}
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	int reached;
	enum ts_status status = ts_migrate(context->store, version, context->moment.now, &reached);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "%s", ts_detail(context->store));
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot migrate");
	(void)putchar('\'');
	command_print_given(ts_path(context->store));
	(void)printf("' has version %d%s\n", reached, status == TS_UNCHANGED ? " already" : "");
	return command_finish_output();
}
