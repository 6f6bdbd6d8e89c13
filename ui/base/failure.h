/*
 * Why something could not be done, in words for whoever asked for it.
 */
#ifndef TIMESHEET_UI_FAILURE_H
#define TIMESHEET_UI_FAILURE_H

#include "data/timesheet.h"

/* What the store tells of a failure of its file, which names that; else the words for the status. Borrowed until the
 * next call that changes the store. */
const char *failure_words(const ts_store *store, enum ts_status status);

#endif
