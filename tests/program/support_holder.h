/* A process that holds a lock on a sandbox's database, and stands still if it is told to. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_HOLDER_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_HOLDER_H

#include "support.h"

/* begin: "BEGIN IMMEDIATE" or "BEGIN EXCLUSIVE". Returns once it has the lock, and is stopped. */
pid_t holder_start(const struct sandbox *sandbox, const char *begin);
/* Ends it, and with it the lock. */
void holder_end(pid_t holder);
/* Milliseconds of a clock that only goes forward. */
int64_t holder_clock(void);

#endif
