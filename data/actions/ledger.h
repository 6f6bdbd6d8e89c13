/* What is written of marks, targets and bookings by those who change them in more than one way. Private to data/. */
#ifndef TIMESHEET_DATA_ACTIONS_LEDGER_H
#define TIMESHEET_DATA_ACTIONS_LEDGER_H

#include "data/actions/action.h"

/* The row that stands for a mark or a target of a day: before is what is there, *exists false: nothing is. after is one
 * that says nothing yet. TS_DAMAGED. */
enum ts_status ledger_row_read(struct action *action, enum row_entry entry, ts_day day, struct row_ledger *before,
                               bool *exists) TS_MUST_CHECK;
/* A target from a day on, or (NULL) none from that day. What has held from the first log on, because nobody had chosen,
 * is written down with the first one. */
enum ts_status ledger_target_write(struct action *action, ts_day from, const int minutes[7]) TS_MUST_CHECK;
/* The week's hours as the settings have them: a target from today on; from the first log on, where that is no earlier.
 */
enum ts_status ledger_weekly_write(struct action *action, int weekly) TS_MUST_CHECK;
/* For an import: writes the row unless something of its id stands or stood there; what was taken back never did. dry:
 * nothing is written. made: it is, or would be. */
enum ts_status ledger_make(struct action *action, const struct row_ledger *row, bool dry, bool *made) TS_MUST_CHECK;
/* For an import that is about to bring logs from so far back on: what it brings from before the first log is not judged
 * by what nobody has chosen for it. first_log: as it was before the import, LEDGER_NEVER: there was none. */
enum ts_status ledger_import(struct action *action, ts_day first_log, ts_day first_brought) TS_MUST_CHECK;

#endif
