/* Finds a command in the table by its name, or the nearest to a mistyped one. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_FIND_H
#define TIMESHEET_SRC_COMMAND_LINE_FIND_H

#include "src/command_line/command.h"

const struct command *command_find(struct command_table table, const char *name); /* NULL: unknown */
/* The known command nearest to a mistyped one; NULL: none is near. */
const struct command *command_nearest(struct command_table table, const char *name);
/* EXIT_USAGE: says that there is no such command, and which one is near. */
int command_unknown(struct command_table table, const char *name);

#endif
