/* The anchor, compared with the file. anchor_file.h says what it is. Private to data/. */
#ifndef TIMESHEET_DATA_ANCHOR_H
#define TIMESHEET_DATA_ANCHOR_H

#include "data/timesheet.h"

/* After a login: compares. */
void anchor_look(ts_store *store);
/* After the user was made here: this machine knows the file from its beginning. */
void anchor_begin(ts_store *store);

#endif
