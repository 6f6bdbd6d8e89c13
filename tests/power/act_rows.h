/* What a logged-in user does to logs, notes and activities. */
#ifndef TIMESHEET_TESTS_POWER_ACT_ROWS_H
#define TIMESHEET_TESTS_POWER_ACT_ROWS_H

#include "act.h"

enum ts_status act_rows(ts_store *store, const struct act *act);

#endif
