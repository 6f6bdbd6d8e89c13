/* Asking a hub, on the command line, to remove what it keeps of a user. */
#ifndef TIMESHEET_SRC_SYNC_WIPE_RUN_H
#define TIMESHEET_SRC_SYNC_WIPE_RUN_H

#include "src/sync/hub_url.h"

/* As join_ask: ts_hub_wipe_state says what the hub said. */
bool wipe_ask(ts_hub_wipe *wipe, struct hub_url *url, char *trouble, size_t size);

#endif
