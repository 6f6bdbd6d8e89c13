/*
 * The logs of a month, read from its piece and the rows that were written since (record_piece.h), or row by row where
 * it has none. Private to data/; record.h says what holds for all rows.
 *
 * What readers count as damaged are rows that do not verify, and those that are fewer or more than the month's row
 * (record_month.h) says; of a month with a piece it is only looked at the rows that were written since.
 */
#ifndef TIMESHEET_DATA_RECORD_LOGS_H
#define TIMESHEET_DATA_RECORD_LOGS_H

#include "data/rows/month_sum.h"
#include "data/rows/pieced.h"
#include "data/rows/record.h"

struct record_logs {
	struct row_log *at;
	size_t count, room, damaged;
};
/* Appends the live logs of a month to an empty list, in the order of row_compare_log. They bear no versions, as none
 * that a reader here is given. */
enum ts_status record_logs_read(ts_store *store, int32_t month, struct record_logs *logs) TS_MUST_CHECK;
/* A record_log_visit: context is the logs. */
enum ts_status record_logs_append(void *context, const struct row_log *row);
/* By row_compare_log, as they are when read. */
void record_logs_sort(const struct record_logs *logs);
void record_logs_release(struct record_logs *logs);

/* For each live log of a month, without keeping any. TS_NOT_FOUND of visit ends the walk well. damaged is added to. */
enum ts_status record_logs_visit(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                 size_t *damaged) TS_MUST_CHECK;

/* For each live log of a month, in the order of row_compare_log; a month with a piece takes no memory for that. The row
 * is lent for the call. visit may reach the store; anything but TS_OK ends the walk with it. damaged is added to. */
enum ts_status record_logs_in_order(ts_store *store, int32_t month, record_log_visit *visit, void *context,
                                    size_t *damaged) TS_MUST_CHECK;

/* The live logs of a month in order, for those who add up: where it has a piece and nothing was written since, its
 * points are all that is read. keep: what has to be read row by row is kept opened (log_cache.h), and what is kept is
 * not read. damaged is added to. */
enum ts_status record_points_read(ts_store *store, int32_t month, bool keep, struct points *out,
                                  size_t *damaged) TS_MUST_CHECK;
/* The same of a piece alone, and how many rows the month has. TS_NOT_FOUND: there is none, or something was written
 * since. */
enum ts_status record_points_piece(ts_store *store, int32_t month, struct points *out, int64_t *rows) TS_MUST_CHECK;

/* Each live log in pages: at most so many rows behind the mark, which moves on; a month with a piece comes as one,
 * however long it is. read: the rows of this page, dead and damaged ones included. complete: there are no more. */
struct record_paged {
	size_t read, damaged;
	bool complete;
};
enum ts_status record_logs_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                record_log_visit *visit, void *context, struct record_paged *out) TS_MUST_CHECK;

/* What a month of logs comes to. A change of one of them makes the piece say it no more: what is there is right.
 * TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_month_total(ts_store *store, int32_t month, struct month_sum *out) TS_MUST_CHECK;

#endif
