/* Runs the slow half of a login on another thread, so that the screen goes on. */
#ifndef TIMESHEET_SRC_SCREEN_WORKER_H
#define TIMESHEET_SRC_SCREEN_WORKER_H

#include "data/timesheet.h"

#include <uv.h>

/* Takes auth, and gives it back on the loop's thread once it has run. */
void worker_start(uv_loop_t *loop, ts_auth *auth, void (*done)(void *context, ts_auth *auth), void *context);

#endif
