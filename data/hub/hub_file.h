/* The file of a hub in a directory: hub.db found, made if it is missing, connected. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_FILE_H
#define TIMESHEET_DATA_HUB_HUB_FILE_H

#include "data/timesheet.h"

#include <sqlite3.h>

/* The file's resolved path (for the caller to free, also on failure unless NULL) and the connection (for
 * sqlite3_close). As file_resolve, file_examine; TS_BUSY, TS_FULL, TS_IO. */
enum ts_status hub_file_open(const char *directory, char **path, sqlite3 **out,
                             char reason[TS_REASON_SIZE]) TS_MUST_CHECK;

#endif
