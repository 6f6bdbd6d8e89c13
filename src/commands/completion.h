/* What a shell may offer: lists of all that a word can be, and which of them fits a line that is being typed. */
#ifndef TIMESHEET_SRC_COMMANDS_COMPLETION_H
#define TIMESHEET_SRC_COMMANDS_COMPLETION_H

#include "src/command_line/command.h"

/* Takes a word, and what it is; "" if there is nothing to say. */
typedef void completion_take(void *context, const char *word, const char *what);

/* Hands out all words of a kind: "activities", "ranges" ...; argument: the word before, such as the setting whose
 * values are wanted, or NULL. What needs a login is found while a ticket holds; nobody is asked, and nothing is said.
 * False: no such kind. */
bool completion_list(struct command_context *context, const char *kind, const char *argument, completion_take *take,
                     void *data);
/* The names of the kinds, in one line. */
void completion_kinds(char *out, size_t size);

/* Prints what the last of the words behind the program's name may be, a line each: the word, and behind a tab what it
 * is. It may stand for several words, of which those that are typed already are left out. A line ":files" stands for
 * all files. */
void completion_words(struct command_context *context, int count, char *const *words);

#endif
