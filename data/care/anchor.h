/* The anchor, compared with the file. anchor_file.h says what it is. Private to data/. */
#ifndef TIMESHEET_DATA_ANCHOR_H
#define TIMESHEET_DATA_ANCHOR_H

#include "data/timesheet.h"

/* After a login: compares. */
void anchor_look(ts_store *store);

#endif
