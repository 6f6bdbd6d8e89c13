/* A hub in a folder: files that something else may carry to other machines. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_FOLDER_H
#define TIMESHEET_DATA_HUB_HUB_FOLDER_H

#include "data/hub/hub.h"

/* hub_open, of a folder, which must be there: what is not mounted is not made. */
enum ts_status hub_folder_open(const char *path, char reason[TS_REASON_SIZE], struct hub **out) TS_MUST_CHECK;

#endif
