/* What was done or taken back last in this file, of the steps of its history. Private to data/. */
#ifndef TIMESHEET_DATA_LAST_STEP_H
#define TIMESHEET_DATA_LAST_STEP_H

#include "data/rows/record_step.h"

/* Inside of a transaction. back: it was taken back. TS_NOT_FOUND: nothing was ever done. TS_DAMAGED; TS_NO_MEMORY. */
enum ts_status last_step_read(ts_store *store, const struct state *state, struct step *out, bool *back) TS_MUST_CHECK;

#endif
