/* Whether a file has exactly the tables of a version. Private to data/. */
#ifndef TIMESHEET_DATA_SCHEMA_COMPARE_H
#define TIMESHEET_DATA_SCHEMA_COMPARE_H

#include "data/timesheet.h"

/* TS_DAMAGED: the connected file does not have them, or more than them. */
enum ts_status schema_compare(ts_store *store, int version) TS_MUST_CHECK;

#endif
