/* The rows of logs. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_LOG_H
#define TIMESHEET_DATA_RECORD_LOG_H

#include "data/rows/record.h"
#include "data/rows/row.h"

struct record_logs {
	struct row_log *at;
	size_t count, room, damaged;
};
/* Appends the live logs of a month, in no order. What readers count as damaged are rows that do not verify, and those
 * that are fewer or more than the month's row (record_month.h) says. */
enum ts_status record_logs_read(ts_store *store, int32_t month, struct record_logs *logs) TS_MUST_CHECK;
/* Called for each live log of a month, in no order, without keeping any. Anything but TS_OK ends the walk; TS_NOT_FOUND
 * ends it well. damaged is added to. */
typedef enum ts_status record_log_visit(void *context, const struct row_log *row);
enum ts_status record_logs_visit(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                 size_t *damaged) TS_MUST_CHECK;
/* The same as record_logs_read in pages: at most so many rows behind the mark, which moves on.
 * read: the rows of this page, dead and damaged ones included; fewer than most: there are no more. */
enum ts_status record_logs_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                struct record_logs *logs, size_t *read) TS_MUST_CHECK;
void record_logs_release(struct record_logs *logs);
enum ts_status record_log_read(ts_store *store, const struct ts_id *id, struct row_log *out) TS_MUST_CHECK;
/* Merges row into what stands there, or makes it, and queues it. TS_DAMAGED: what stands there does not verify. */
enum ts_status record_log_merge(ts_store *store, const struct row_log *row) TS_MUST_CHECK;
/* What was kept in memory of logs, and of the sums that are made of them, holds no more. */
void record_logs_forget(ts_store *store);
/* Merges what arrives (record.h), and raises the clock of versions to what it says. Queues nothing. */
enum ts_status record_log_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                               enum record_taken *out) TS_MUST_CHECK;

#endif
