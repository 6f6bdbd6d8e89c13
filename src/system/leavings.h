/* A directory that goes with the process that made it, however that ends. */
#ifndef TIMESHEET_SRC_SYSTEM_LEAVINGS_H
#define TIMESHEET_SRC_SYSTEM_LEAVINGS_H

#include <stdbool.h>
#include <sys/types.h>

enum { LEAVINGS_PATH_SIZE = 256 };

struct leavings {
	char directory[LEAVINGS_PATH_SIZE];
	int held;    /* closed with this process: that is what is waited for */
	pid_t guard; /* who waits, and takes it away */
};

/* Makes the directory, 0700, in TMPDIR or /tmp; from here on it is taken away with all that is in it once this process
 * has ended, by a signal too. To be called before there are secrets or threads: the guard is a fork. False: errno says
 * why, and nothing is left. */
bool leavings_begin(struct leavings *leavings);
/* Takes it away now, and returns when it is gone. */
void leavings_end(struct leavings *leavings);

#endif
