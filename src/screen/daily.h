/*
 * The backup of the day, made by another process of this program, so that no key waits for it. Must not know what a
 * backup is: that is "timesheet backup --daily".
 */
#ifndef TIMESHEET_SRC_SCREEN_DAILY_H
#define TIMESHEET_SRC_SCREEN_DAILY_H

#include "ui/view/event.h"

#include <stdbool.h>
#include <uv.h>

struct daily {
	uv_process_t process;
	bool running;
	int reports; /* what the process says on its standard error */
	bool looked;
	ts_day day;  /* the last one that was seen to, if looked */
	bool wanted; /* another day has begun, and is not seen to yet */
	void (*done)(void *context, const char *notice);
	void *context;
};

/* done is told what the user should know, in one clean line; "" when all is well. */
void daily_init(struct daily *daily, void (*done)(void *context, const char *notice), void *context);
/* A database is open for somebody. Starts the backup if a day has begun since it last did, once quiet: while the file
 * is read through nothing can be written into it, and a key would wait. The process has no terminal and the lowest
 * priority, and outlives the loop. Does nothing in test builds, unless the environment has TIMESHEET_DAILY. */
void daily_look(struct daily *daily, uv_loop_t *loop, const char *database, struct moment moment, bool quiet);
/* The screen ends: starts the backup if it was never quiet. */
void daily_leave(struct daily *daily, uv_loop_t *loop, const char *database);

/* After the loop has closed its handles. The process goes on. */
void daily_release(struct daily *daily);

#endif
