/* Asking a hub for a user, on the command line: a child, and a loop of its own until there is an answer. */
#ifndef TIMESHEET_SRC_SYNC_JOIN_RUN_H
#define TIMESHEET_SRC_SYNC_JOIN_RUN_H

#include "src/sync/hub_url.h"

/* ssh may ask its questions on the terminal. True: ts_join_state says what the hub said. False: it could not be asked,
 * and trouble (size bytes) says why in one line. */
bool join_ask(ts_join *join, struct hub_url *url, char *trouble, size_t size);

#endif
