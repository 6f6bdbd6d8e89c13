/* What readers say of months with pieces, held against the rows themselves. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_PIECES_H
#define TIMESHEET_TESTS_DATA_SUPPORT_PIECES_H

#include "support_rows.h"

/* Reads all months of 2026 and the year before twice, with their pieces and without any; and searches, reports,
 * exports, balances all of them. True: both are the same, and nothing is damaged. */
bool pieces_agree(ts_store *store, ts_time now);
/* How many months are read from a piece just now. */
int pieces_count(ts_store *store);
/* How many of them are added up from points alone. */
int pieces_of_points(ts_store *store);
/* Logs of that many days back from a moment, some a day, with what logs may have. */
void pieces_fill(ts_store *store, int days, int a_day, ts_time now);

#endif
