/* Another process that acts on the same database, when it is told to. */
#ifndef TIMESHEET_TESTS_POWER_SECOND_H
#define TIMESHEET_TESTS_POWER_SECOND_H

#include "act.h"

#include <sys/types.h>

struct second {
	int socket; /* -1: there is none */
	pid_t process;
};

/* After the disk was started, so that it is the same one; before anything is open. */
struct second second_begin(const char *path, const char *pragma);
struct act_result second_act(const struct second *second, const struct act *act);
/* Closes what it has open. */
void second_rest(const struct second *second);
void second_end(struct second *second);

#endif
