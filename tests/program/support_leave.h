/*
 * How a program may leave its terminal, by a signal or because the terminal has gone, and a judge of what it left
 * behind. The judge reports and does not fail, so that a test can show that it sees what is wrong.
 */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_LEAVE_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_LEAVE_H

#include "support.h"

/* The last of such modes ("2004") that was written switched it off, or it was never on. */
bool terminal_mode_off(struct terminal *terminal, const char *mode);
/* NULL: modes, descriptors, screen and cursor are as the program found them; else what is not. */
const char *terminal_not_given_back(struct terminal *terminal);

struct way {
	const char *name;
	int number; /* the signal; 0: the terminal is closed */
};

extern const struct way ways_to_leave[];
extern const size_t ways_to_leave_count;

/* Makes the program leave and waits for it. NULL: within a second and a tenth of a second of processor time, with the
 * status that tells why, the terminal given back; else what was wrong. With sanitizers, which look for leaks at the end
 * and share the machine, three times that. */
const char *terminal_leave(struct terminal *terminal, const struct way *way);

#endif
