/* The rows of logs. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_LOG_H
#define TIMESHEET_DATA_RECORD_LOG_H

#include "data/rows/record.h"
#include "data/rows/row.h"

/* Opens a column of the row that a query stands on. False: it does not verify. */
bool record_log_open(const ts_store *store, const struct query *query, int column, const struct ts_id *id,
                     const unsigned char bucket[BUCKET_SIZE], struct row_log *out) TS_MUST_CHECK;
enum ts_status record_log_read(ts_store *store, const struct ts_id *id, struct row_log *out) TS_MUST_CHECK;
/* The same of a log that is known to be in that month: it is found beside its neighbours there, without the index of
 * ids, whose pages are others for each log. (SQLite would take the index for an id that is equal: the statement asks
 * for one between two.) */
enum ts_status record_log_read_in(ts_store *store, int32_t month, const struct ts_id *id,
                                  struct row_log *out) TS_MUST_CHECK;
/* Merges row into what stands there, or makes it, and queues it. TS_DAMAGED: what stands there does not verify. */
enum ts_status record_log_merge(ts_store *store, const struct row_log *row) TS_MUST_CHECK;
/* A statement that puts a sealed row where it stands already (exists), or where none stands yet. Borrowed. */
struct query record_log_put(ts_store *store, const struct record_arriving *sealed, bool exists);
/* What was added up of logs from a moment on is so no more, whatever becomes of this transaction. */
void record_log_changes(ts_store *store, ts_time at);
/* What was kept in memory of logs, and of the sums that are made of them, holds no more. */
void record_logs_forget(ts_store *store);
/* Merges what arrives (record.h), and raises the clock of versions to what it says. Queues nothing. */
enum ts_status record_log_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                               enum record_taken *out) TS_MUST_CHECK;

#endif
