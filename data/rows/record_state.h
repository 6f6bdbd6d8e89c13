/* The rows of which each user has one: state and settings. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_STATE_H
#define TIMESHEET_DATA_RECORD_STATE_H

#include "data/rows/record.h"
#include "data/rows/state.h"

/* The state of a user who has none yet: clock 0, all steps done, no rows. */
enum ts_status record_state_read(ts_store *store, struct state *out) TS_MUST_CHECK;
/* The same, to be written at the end of this transaction, before which all rows are written: makes the tally if the row
 * has none yet. */
enum ts_status record_state_begin(ts_store *store, struct state *out) TS_MUST_CHECK;
/* Takes into the state what was written since it was begun, counts the change, and writes it. */
enum ts_status record_state_write(ts_store *store, struct state *state) TS_MUST_CHECK;
/* A row of a table with one row for each user (RECORD_STATE, RECORD_SETTING) as plain bytes. TS_NOT_FOUND, TS_DAMAGED.
 */
enum ts_status record_single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size) TS_MUST_CHECK;
enum ts_status record_single_write(ts_store *store, enum record_table table, const unsigned char *plain,
                                   size_t size) TS_MUST_CHECK;

#endif
