/* The program under strace: which system calls it makes, and what it does when one of them fails or kills it. */
#ifndef TIMESHEET_TESTS_PROGRAM_SUPPORT_TRACE_H
#define TIMESHEET_TESTS_PROGRAM_SUPPORT_TRACE_H

#include "support_deed.h"

struct call {
	char name[24];
	int number;       /* the how manieth of its name, from 1 */
	const char *line; /* as strace prints it, with paths behind descriptors */
};

struct trace {
	struct call *at;
	size_t count;
	size_t own; /* the first call of main: what stands before it is the loader's */
	char *text;
};

/* False: strace is not there, or not allowed; said why. */
bool trace_possible(void);
/* The calls of a deed without faults. */
struct trace trace_take(struct stage *stage);
void trace_release(struct trace *trace);
/* The deed once more, with "signal=SIGKILL", "error=EIO" ... at that call. */
struct run trace_inject(struct stage *stage, const struct call *call, const char *fault);

#endif
