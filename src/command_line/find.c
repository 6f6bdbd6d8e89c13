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

/* What other trackers' commands are called, and what is typed here. */
static const struct {
	const char *names[8], *hint;
} foreign[] = {
	{ { "start", "switch", "in", "track", "continue", "add", "begin", "resume" }, "timesheet log ACTIVITY" },
	{ { "stop", "out", "pause", "finish", "end" }, "timesheet off" },
	{ { "now", "current", "active", "what" }, "timesheet status" },
	{ { "list", "ls", "entries", "logs", "today", "show" }, "timesheet day" },
	{ { "summary", "sum", "total", "totals", "stats", "week", "month" }, "timesheet report week" },
	{ { "rm", "remove", "del", "drop" }, "timesheet delete ID" },
	{ { "modify", "change", "amend", "move", "annotate" }, "timesheet edit ID" },
	{ { "cancel", "revert" }, "timesheet undo" },
	{ { "find", "grep" }, "timesheet search TEXT" },
	{ { "rename", "merge", "archive", "pin" },
	  "timesheet activity TEXT, with --rename, --merge, --archive, --slot" },
	{ { "tag", "tags" }, "a #word in a text or comment is a tag: timesheet report --by tag" },
	{ { "project", "projects" }, "a text 'project: task' has one: timesheet report --by project" },
};

static const char *foreign_hint(const char *name)
{
	for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
		for (size_t j = 0; j < sizeof foreign[i].names / sizeof foreign[i].names[0] && foreign[i].names[j];
		     j++) {
			if (strcmp(foreign[i].names[j], name) == 0)
				return foreign[i].hint;
		}
	}
	return NULL;
}

int command_unknown(struct command_table table, const char *name)
{
	const char *hint = foreign_hint(name);
	if (hint)
		return complain(EXIT_USAGE, "unknown command '%s'; here it is: %s", name, hint);
	const struct command *near = command_nearest(table, name);
	return complain(EXIT_USAGE, "unknown command '%s'%s%s%s; timesheet --help lists what there is", name,
	                near ? ", did you mean '" : "", near ? near->name : "", near ? "'?" : "");
}
