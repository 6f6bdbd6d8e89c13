/* demo: the screen, or a command that only reads, on a filled timesheet that is nobody's. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/find.h"
#include "src/demo/demo.h"

/* What only looks, and needs nothing but the logs. */
static bool can_show(const struct command *command)
{
	return command->need == COMMAND_READS || command->need == COMMAND_READS_SOON;
}

static int demo_run(struct command_context *context, ts_store *store, int count, char **arguments)
{
	context->store = store;
	enum ts_status status = ts_settings_read(store, &context->settings);
	int result = status == TS_OK ? command_run_on(context, count, arguments)
	                             : command_fail(context, status, "cannot read the settings");

	/* It is the demo's, and closed with it. */
	context->store = NULL;
	return result;
}

int command_demo(struct command_context *context, int count, char **arguments)
{
	/* At 80 columns it has 78. */
	static const char words[] = "demo: nothing is kept   w m y r A / ? show more   password: " DEMO_PASSWORD;
	static const struct command_option none[] = { { NULL, NULL, NULL } };
	char reason[TS_REASON_SIZE];
	int left = command_options(context, count, arguments, none);
	const struct command *command = left > 0 ? command_find(context->table, arguments[0]) : NULL;

	if (left < 0)
		return EXIT_USAGE;
	if (left > 0 && !command)
		return command_unknown(context->table, arguments[0]);
	if (left > 0 && !can_show(command))
		return command_misused(context,
		                       "'%s' does not only read: status, day, report, search, activities, export",
		                       arguments[0]);
	struct demo *demo = demo_create(context->moment.now, reason);
	if (!demo)
		return complain(EXIT_FAILED, "%s", reason);
	int result = command ? demo_run(context, demo_store(demo), left, arguments)
	                     : context->options->show(context->options, demo_store(demo), words);
	demo_destroy(demo);
	return result;
}
