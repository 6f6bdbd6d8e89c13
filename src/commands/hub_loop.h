/* A hub's process: standard input and output, and what tells that there is news. */
#ifndef TIMESHEET_SRC_COMMANDS_HUB_LOOP_H
#define TIMESHEET_SRC_COMMANDS_HUB_LOOP_H

#include "data/hub/hub.h"
#include "data/hub/serve.h"

/* Serves the device at the other end of standard input and output until it goes, or the conversation is over. Never
 * waits for one that does not read. The exit status; why there is one is said. */
int hub_loop_run(struct hub *hub, struct serve *serve);

#endif
