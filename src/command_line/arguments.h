/* A command's words and options, checked against its line of help. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_ARGUMENTS_H
#define TIMESHEET_SRC_COMMAND_LINE_ARGUMENTS_H

#include "src/command_line/command.h"

/* An option of a command. Short ones do not exist. */
struct command_option {
	const char *name;   /* "--at" */
	const char **value; /* where its value goes; NULL: a flag */
	bool *flag;         /* where a flag goes */
};
/* EXIT_DONE: the options are those that the command's line of help names. */
int arguments_check(const struct command_context *context, int count, char *const *arguments);
bool arguments_ask_help(int count, char *const *arguments);
/* Takes the options (ending with a NULL name) out of the arguments; what is left is counted and moved to the front, the
 * command's name not included. "--" ends options. Negative on wrong usage (said already: return EXIT_USAGE). */
int command_options(const struct command_context *context, int count, char **arguments,
                    const struct command_option *options);

/* The values of an option that may be said several times, in their order, before command_options takes them out; NULL
 * behind them. Borrowed; the list is the caller's to free. NULL: out of memory. */
const char **command_values(int count, char *const *arguments, const char *name) TS_MUST_CHECK;

/* The same for a command without options and with that many words at most. */
int command_words(const struct command_context *context, int count, char **arguments, int most);

/* Joins words with spaces; the caller frees. */
char *command_words_join(int count, char *const *words);
#endif
