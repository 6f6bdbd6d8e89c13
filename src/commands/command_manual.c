/* manual: prints the manual pages. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/manual/manual.h"
#include "src/manual/pages.h"

#include <string.h>

int command_manual(struct command_context *context, int count, char **arguments)
{
	static const struct {
		const char *name, *page;
	} pages[] = { { "timesheet", manual_timesheet },
		      { "config", manual_config },
		      { "formats", manual_formats },
		      { "security", manual_security } };
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	const char *wanted = words > 0 ? arguments[0] : pages[0].name;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		if (strcmp(pages[i].name, wanted) == 0) {
			manual_print(pages[i].page, context->table);
			return command_finish_output();
		}
	}
	return command_misused(context, "no page '%s'", wanted);
}
