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
	bool two;                       /* "[," behind them: a second may follow a comma */
};

/* The next option in a usage text; cursor begins at the text and is moved on. False: no more. */
bool usage_next(const char **cursor, struct usage_option *out);

/* "(ACTIVITY... | --slot N)", "[add URL | now]": a word that is no option and no option's value. */
struct usage_word {
	char name[USAGE_NAME_SIZE]; /* "ACTIVITY..." */
	bool choice;                /* in lower case: typed as it stands */
	char of[USAGE_NAME_SIZE];   /* the choice that it stands right behind; "" none */
};

/* The next such word; out is what came before (zeroed at first), cursor begins at the text and is moved on. False: no
 * more. */
bool usage_next_word(const char **cursor, struct usage_word *out);

/* Whether a usage text has a word that is a path. */
bool usage_names_file(const char *usage);

#endif
