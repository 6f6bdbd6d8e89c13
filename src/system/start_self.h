/* This program once more, as another process. */
#ifndef TIMESHEET_SRC_SYSTEM_START_SELF_H
#define TIMESHEET_SRC_SYSTEM_START_SELF_H

#include <sys/types.h>

enum start_how {
	START_DETACHED, /* in a session of its own, without a terminal: it neither asks nor says anything */
	START_BESIDE    /* in a process group of its own, with the descriptors of this one */
};

/* words: those behind the program's name, ending with NULL. 0, or what errno would be. */
int start_self(const char *const *words, enum start_how how, pid_t *process);

#endif
