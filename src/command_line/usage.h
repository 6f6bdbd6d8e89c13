/* Reads the usage text of the command table back into options: one source for what is accepted, help and
 * completions. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_USAGE_H
#define TIMESHEET_SRC_COMMAND_LINE_USAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { USAGE_NAME_SIZE = 32, USAGE_CHOICES_SIZE = 160 };

/* "--format csv|json": an option, and what may stand behind it. */
struct usage_option {
	char name[USAGE_NAME_SIZE]; /* with its hyphens */
	bool takes_value;
	char value[USAGE_CHOICES_SIZE]; /* "WHEN", or the choices separated by spaces */
	bool choices;                   /* value lists all there are */
};

/* The next option in a usage text; cursor begins at the text and is moved on. False: no more. */
bool usage_next(const char **cursor, struct usage_option *out);

/* Whether a usage text has a word that is a path. */
bool usage_names_file(const char *usage);

#endif
