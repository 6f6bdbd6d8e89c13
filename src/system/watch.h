/* Notices that another process has committed to the database, without polling. */
#ifndef TIMESHEET_SRC_SYSTEM_WATCH_H
#define TIMESHEET_SRC_SYSTEM_WATCH_H

#include "data/timesheet.h"
#include "src/system/looks.h"

#include <uv.h>

struct watch_calls {
	void (*changed)(void *context);   /* once for each commit, or several at once, of other processes */
	void (*touched)(void *context);   /* somebody wrote, perhaps this process itself */
	void (*terminals)(void *context); /* another screen came or went: presence.h */
};

struct watch {
	struct looks looks;
	ts_store *store;
	char *name; /* the database's file name without its directory */
	const struct watch_calls *calls;
	void *context;
};

/* Zero, or libuv's error: the system's limit of watches is reached, or the file system has none. Changes then show with
 * the next key or minute. The handles belong to the loop and are closed with it, before watch_release. calls is
 * borrowed. */
int watch_start(struct watch *watch, uv_loop_t *loop, ts_store *store, const struct watch_calls *calls, void *context);
void watch_release(struct watch *watch);

#endif
