/* A hub in a directory: hub.db, a database of SQLite that several of its processes share. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_SQLITE_H
#define TIMESHEET_DATA_HUB_HUB_SQLITE_H

#include "data/hub/hub.h"

/* hub_open, of a directory. */
enum ts_status hub_sqlite_open(const char *directory, char reason[TS_REASON_SIZE], struct hub **out) TS_MUST_CHECK;

#endif
