/* The rows of the history: steps. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_STEP_H
#define TIMESHEET_DATA_RECORD_STEP_H

#include "data/rows/state.h"
#include "data/rows/step.h"

/* Appends a step under the id of the action that made it, behind the one that was done last; its number is
 * state->steps then. */
enum ts_status record_step_insert(ts_store *store, struct state *state, const struct ts_id *id,
                                  struct step *step) TS_MUST_CHECK;
/* The last step up to a number, or the first after it. TS_NOT_FOUND, TS_DAMAGED (sequence is then set all the same). */
enum ts_status record_step_back(ts_store *store, int64_t from, int64_t *sequence, struct step *out) TS_MUST_CHECK;
enum ts_status record_step_forth(ts_store *store, int64_t from, int64_t *sequence, struct step *out) TS_MUST_CHECK;
/* Puts a step under the id of the action that took it back or did it again. */
enum ts_status record_step_rename(ts_store *store, int64_t sequence, const struct ts_id *id,
                                  const struct step *step) TS_MUST_CHECK;
/* Removes the steps after a number, and their parts. */
enum ts_status record_steps_cut(ts_store *store, int64_t after) TS_MUST_CHECK;
/* True when the action's row is in the file. */
bool record_step_exists(ts_store *store, const struct ts_id *id);

#endif
