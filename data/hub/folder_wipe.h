/* All that a folder keeps of one owner, removed. Private to data/hub/hub_folder.c. */
#ifndef TIMESHEET_DATA_HUB_FOLDER_WIPE_H
#define TIMESHEET_DATA_HUB_FOLDER_WIPE_H

#include "data/hub/folder.h"

/* As hub_operations.wipe. Whatever carries the folder removes the files elsewhere too. */
enum ts_status folder_wipe(struct hub *hub) TS_MUST_CHECK;

#endif
