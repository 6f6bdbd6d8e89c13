/* The command line and the environment, as one struct. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_OPTIONS_H
#define TIMESHEET_SRC_COMMAND_LINE_OPTIONS_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <stddef.h>

enum options_wish { OPTIONS_SCREEN, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_COMMAND };

enum { OPTIONS_SET_MOST = 16 };
struct options {
	enum options_wish wish;
	const char *database;              /* --db or TIMESHEET_DB; NULL: the usual place */
	const char *user;                  /* --user or TIMESHEET_USER; NULL: not said */
	bool colour;                       /* false with NO_COLOR (no-color.org: set and not empty) */
	const char *set[OPTIONS_SET_MOST]; /* --set, KEY=VALUE, in their order: see ui/config/config.h */
	size_t set_count;
	int command; /* COMMAND: where among the arguments its name stands */
	/* The screen, for a command that has made what it shows: somebody is logged in, nothing is looked for or left
	 * elsewhere (tickets, anchors, backups, a hub). notice: its first line. Returns the exit status. */
	int (*show)(const struct options *options, ts_store *store, const char *notice);
};

/* Strings are borrowed from arguments and environment. False: the arguments are wrong; error then holds one line, clean
 * for a terminal, that names the word. */
bool options_parse(int count, char *const *arguments, struct options *out, char *error, size_t size);

#endif
