/*
 * The settings as the rest of data/ reads them: the half that all devices share is a row, the machine's own half stands
 * in the state. Before they were parted, all of them were in the row: such a one is read as both. Private to data/.
 */
#ifndef TIMESHEET_DATA_SETTINGS_H
#define TIMESHEET_DATA_SETTINGS_H

#include "data/rows/record.h"
#include "data/rows/row.h"
#include "data/rows/state.h"

/* Inside a transaction, whose state is handed in (NULL: it does not verify). Settings that do not verify are as a new
 * user's: days must be shown all the same. The row is added to found as it stands in the file. */
enum ts_status settings_read(ts_store *store, const struct state *state, struct ts_settings *out, bool *damaged,
                             struct tally *found) TS_MUST_CHECK;
/* The same for who changes them: TS_DAMAGED, and said, when they do not verify. version: of the shared half. */
enum ts_status settings_row_read(ts_store *store, const struct state *state, struct ts_settings *out,
                                 uint64_t *version) TS_MUST_CHECK;
/* For an action: inside of its transaction, with a version that is greater than the present one. The machine's half
 * goes into the state, which the action writes; the row is written only if it says something else now. */
enum ts_status settings_row_write(ts_store *store, struct state *state, const struct ts_settings *settings,
                                  uint64_t version) TS_MUST_CHECK;
/* Parts a row of before: as it stands, so that it is the same on all devices. Nothing to do: nothing is done. */
enum ts_status settings_part(ts_store *store, struct state *state) TS_MUST_CHECK;
/* Merges the shared half that arrives (record.h), and raises the state's clock to what it says. Queues nothing. */
enum ts_status settings_take(ts_store *store, struct state *state, const struct record_arriving *arriving,
                             enum record_taken *out) TS_MUST_CHECK;
/* Says that they do not verify: TS_DAMAGED. */
enum ts_status settings_fail(ts_store *store);

#endif
