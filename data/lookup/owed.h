/*
 * What decides what days owe, as it stands in the file: read once, and kept with settings and activities. Private to
 * data/.
 */
#ifndef TIMESHEET_DATA_OWED_H
#define TIMESHEET_DATA_OWED_H

#include "data/lookup/reading.h"
#include "data/pure/ledger.h"

/* Inside a transaction, for as long as kept is held: kept->ledger, and how many of its rows do not verify or are
 * missing. Rows that are written later in this transaction are not in it. */
enum ts_status owed_ledger(ts_store *store, struct kept *kept, const struct ledger **out) TS_MUST_CHECK;
/* Settings as they are shown: with the week of the last target. TS_DAMAGED: that does not verify. */
enum ts_status owed_settings(ts_store *store, struct kept *kept, struct ts_settings *out) TS_MUST_CHECK;
/* The day of the first log up to now; LEDGER_NEVER: there is none. damaged is added to. */
enum ts_status owed_first_log(ts_store *store, int day_start, ts_time now, ts_day *out, size_t *damaged) TS_MUST_CHECK;
/* Who tells what the days of a range owe. out borrows from the reading. damaged: rows it rests on. */
enum ts_status owed_read(const struct reading *reading, struct ts_range range, struct owing *out,
                         size_t *damaged) TS_MUST_CHECK;

#endif
