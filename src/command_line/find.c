/* Finds a command in the table by its name, or the nearest to a mistyped one. */
#include "src/command_line/find.h"

#include "src/command_line/complain.h"
#include "ui/base/distance.h"

#include <string.h>

const struct command *command_find(struct command_table table, const char *name)
{
	for (size_t i = 0; i < table.count; i++) {
		if (strcmp(table.rows[i].name, name) == 0)
			return &table.rows[i];
	}
	return NULL;
}

const struct command *command_nearest(struct command_table table, const char *name)
{
	const struct command *nearest = NULL;
	size_t least = NEAR_MOST + 1;
	for (size_t i = 0; i < table.count; i++) {
		size_t far = text_distance(name, table.rows[i].name);
		if (far < least) {
			least = far;
			nearest = &table.rows[i];
		}
	}
	return nearest;
}

int command_unknown(struct command_table table, const char *name)
{
	const struct command *near = command_nearest(table, name);
	return complain(EXIT_USAGE, "unknown command '%s'%s%s%s; timesheet --help lists what there is", name,
	                near ? ", did you mean '" : "", near ? near->name : "", near ? "'?" : "");
}
