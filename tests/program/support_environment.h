/* Words as execve takes them: the program's arguments, and an environment of its own. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_ENVIRONMENT_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_ENVIRONMENT_H

#include "support.h"

enum { WORDS_MOST = 48 };
struct words {
	char *at[WORDS_MOST + 1];
	size_t count;
};

void words_add(struct words *words, char *text); /* takes text */
void words_release(struct words *words);
/* "NAME=VALUE" in place of an older one. */
void variable_set(struct words *words, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The sandbox's home, a fixed zone, sanitizers that report into it. Leaks are looked for at the end of the first run
 * with such arguments in a test file, whatever the texts among them: the search takes longer than most runs. In the
 * campaign at the end of each. */
void environment_fill(struct words *variables, const struct sandbox *sandbox, const char *const *arguments);
/* More of them, ending with NULL; NULL: none. A word that is a name only takes the variable away. */
void environment_add(struct words *variables, const char *const *more);

#endif
