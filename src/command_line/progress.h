/* A progress bar on standard error: on a terminal only, and only for what lasts over half a second. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_PROGRESS_H
#define TIMESHEET_SRC_COMMAND_LINE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	const char *what;
	int64_t begun; /* milliseconds of the uptime clock */
	bool wanted;   /* standard error is a terminal */
	bool shown;
	int percent;
};

struct progress progress_begin(const char *what);
/* A ts_progress_tell; context is a struct progress. */
void progress_tell(void *context, size_t done, size_t total);
/* Takes the bar away. */
void progress_end(struct progress *progress);

#endif
