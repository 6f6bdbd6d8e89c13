/* Prints a manual page: its text, and in place of its marks what the tables of commands, keys, environment and exit
 * statuses say, so that it cannot go stale. */
#ifndef TIMESHEET_SRC_MANUAL_MANUAL_H
#define TIMESHEET_SRC_MANUAL_MANUAL_H

#include "src/command_line/command.h"

/* A mark is a line of its own: "@COMMANDS@", "@KEYS@", "@ENVIRONMENT@", "@EXIT@". Prints to standard output. */
void manual_print(const char *page, struct command_table table);

#endif
