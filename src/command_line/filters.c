/* --only and --without, which several commands take. */
#include "src/command_line/filters.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"

#include <stdlib.h>

typedef enum ts_status rule_add(ts_filter *filter, const char *words);

static int rules_read(const struct command_context *context, int count, char *const *arguments, const char *name,
                      rule_add *add, ts_filter *filter)
{
	const char **values = command_values(count, arguments, name);
	enum ts_status status = values ? TS_OK : TS_NO_MEMORY;
	int result = EXIT_DONE;
	for (size_t i = 0; values && values[i] && result == EXIT_DONE; i++) {
		status = add(filter, values[i]);
		if (status == TS_INVALID)
			result = command_misused(context, "there is nothing to look for in %s '%s'", name, values[i]);
		else if (status == TS_TOO_LONG)
			result = command_misused(context, "%s '%s' has too many words", name, values[i]);
		else if (status != TS_OK)
			result = command_fail(context, status, "cannot read %s", name);
	}
	free(values);
	return values ? result : command_fail(context, status, "cannot read %s", name);
}

int filters_read(const struct command_context *context, int count, char *const *arguments, ts_filter **out)
{
	ts_filter *filter = NULL;
	enum ts_status status = ts_filter_create(&filter);
	if (status != TS_OK)
		return command_fail(context, status, "cannot read what is wanted");
	int result = rules_read(context, count, arguments, "--only", ts_filter_only, filter);
	if (result == EXIT_DONE)
		result = rules_read(context, count, arguments, "--without", ts_filter_without, filter);
	if (result != EXIT_DONE) {
		ts_filter_destroy(filter);
		return result;
	}
	*out = filter;
	return EXIT_DONE;
}
