/* inbox: what was logged without a login and cannot be used, shown and, if wanted, dropped. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"

#include <stdio.h>

int command_inbox(struct command_context *context, int count, char **arguments)
{
	bool drop = false;
	size_t folded = 0, junk = 0;
	const struct command_option options[] = { { "--drop", NULL, &drop }, { NULL, NULL, NULL } };
	int begun = command_begin_wordless(context, count, arguments, options);
	if (begun != EXIT_DONE)
		return begun;
	enum ts_status status = ts_inbox_fold(context->store, context->moment.now, &folded, &junk);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read the inbox");
	if (folded > 0)
		(void)printf("%zu logged while locked, now folded in\n", folded);
	if (junk == 0) {
		(void)printf("nothing is left in the inbox\n");
		return command_finish_output();
	}
	if (!drop) {
		(void)printf("%zu cannot be opened: %s not sealed for %s, or damaged; --drop removes %s\n", junk,
		             ts_counted((int64_t)junk, "it is", "they are"), ts_user_name(context->store),
		             ts_counted((int64_t)junk, "it", "them"));
		return command_finish_output();
	}
	status = ts_inbox_drop_junk(context->store, context->moment.now);
	if (status != TS_OK)
		return command_fail(context, status, "cannot empty the inbox");
	(void)printf("%zu that could not be opened %s dropped\n", junk, ts_counted((int64_t)junk, "is", "are"));
	return command_finish_output();
}
