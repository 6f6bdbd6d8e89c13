/*
 * What a transaction changed of months, written at its end: their rows, and now and then their pieces. Private to
 * data/.
 *
 * A piece is made anew when more rows were written than the month's row can name, a few at a time or many at once; with
 * some of the first logs of a month also that of the month before, to which little will come any more.
 */
#ifndef TIMESHEET_DATA_MONTHS_WRITE_H
#define TIMESHEET_DATA_MONTHS_WRITE_H

#include "data/rows/record_logs.h"
#include "data/rows/record_month.h"

/* Rows of a month whose piece has the logs, too; of one with fewer it has only what they come to. */
enum { MONTH_PIECED = 64 };
/* A month with more has no piece: it would be a machine's, or made to take memory. */
enum { MONTH_ROWS_MOST = 16384 };

/* Before the state. A damaged row of a month stays as it is. */
enum ts_status record_months_write(ts_store *store) TS_MUST_CHECK;
/* Makes the piece of a month of which the file has no row, and all rows of which were written in this transaction, so
 * that they need not be read back at its end: logs are the live ones in their order, rows how many there are. After
 * record_month_change; what changes the month later makes the piece hold no more. */
enum ts_status record_month_piece(ts_store *store, int32_t month, const struct record_logs *logs,
                                  int64_t rows) TS_MUST_CHECK;
/* Makes the rows of all months anew of the rows that are there, whatever they are; and the pieces of those that are
 * sound. */
enum ts_status record_months_make(ts_store *store) TS_MUST_CHECK;
/* Makes the piece of a month that has none, and adds the rows it read. In a write transaction that has changed nothing,
 * before the state. */
enum ts_status record_month_settle(ts_store *store, int32_t month, size_t *rows) TS_MUST_CHECK;

#endif
