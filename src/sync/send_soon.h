/* What a command has changed is sent by another process, which nobody waits for. */
#ifndef TIMESHEET_SRC_SYNC_SEND_SOON_H
#define TIMESHEET_SRC_SYNC_SEND_SOON_H

#include "data/timesheet.h"

/* Starts "timesheet sync now --quiet", if something that this store wrote waits for a hub and no screen sends it. It
 * logs in as this process did without asking: by a ticket, or where the environment says what tells the password. That
 * it cannot be started is told to nobody: what waits is sent with what comes next. */
void send_soon(ts_store *store);

#endif
