/* Looks into a running program from outside, as root, its own user or another user would. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_PROCESS_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_PROCESS_H

#include "support.h"

/* /proc/PID/NAME with a NUL behind it, for the caller to free; NULL: it cannot be read. */
char *process_read(pid_t process, const char *name, size_t *size);
/* Kilobytes after a name in /proc/PID/status ("VmLck"); -1: it is not there. */
long process_kilobytes(pid_t process, const char *name);
/* errno of opening /proc/PID/NAME for reading; 0: it can be opened. */
int process_open_error(pid_t process, const char *name);

/* The test and what it starts become a user without rights of its own, until user_restore. False: we are not root, or
 * such a user cannot run the program where it lies; then we stay who we are. */
bool user_drop(void);
void user_restore(void);

/* What is looked for in memory. */
struct needle {
	const char *name;
	const void *bytes;
	size_t size;
	bool text; /* also as characters of four bytes, in cells of up to 96 bytes, as screens keep them */
	long found;
};
/* Counts each needle in all memory that the program has; false: it may not be read. */
bool process_search(pid_t process, struct needle *needles, size_t count);

#endif
