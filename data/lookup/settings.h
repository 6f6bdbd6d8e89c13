/* The settings as the rest of data/ reads them. Private to data/. */
#ifndef TIMESHEET_DATA_SETTINGS_H
#define TIMESHEET_DATA_SETTINGS_H

#include "data/seal/tally.h"
#include "data/timesheet.h"

/* Inside a transaction. Settings that do not verify are as a new user's: days must be shown all the same. The row is
 * added to found as it stands in the file. */
enum ts_status settings_read(ts_store *store, struct ts_settings *out, bool *damaged,
                             struct tally *found) TS_MUST_CHECK;
/* The same for who changes them: TS_DAMAGED, and said, when they do not verify. */
enum ts_status settings_row_read(ts_store *store, struct ts_settings *out) TS_MUST_CHECK;
/* For an action: inside of its transaction, with its version. */
enum ts_status settings_row_write(ts_store *store, const struct ts_settings *settings, uint64_t version) TS_MUST_CHECK;
/* Says that they do not verify: TS_DAMAGED. */
enum ts_status settings_fail(ts_store *store);

#endif
