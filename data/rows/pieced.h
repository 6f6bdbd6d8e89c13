/*
 * A month read from its piece (record_piece.h), with the rows that were written since in place of what it says of them.
 * Private to data/; record.h says what holds for all rows.
 */
#ifndef TIMESHEET_DATA_PIECED_H
#define TIMESHEET_DATA_PIECED_H

#include "data/rows/points.h"
#include "data/rows/record_month.h"

/* Called for each live log of a month, mostly in order, without keeping any: the row is lent for the call. Anything but
 * TS_OK ends the walk. */
typedef enum ts_status record_log_visit(void *context, const struct row_log *row);

struct pieced;
/* By the row of the month, as it is read in this transaction. TS_NOT_FOUND: there is no piece that can be read, or what
 * was written since is not as it should be; the month's rows tell. */
enum ts_status pieced_begin(ts_store *store, int32_t month, const struct month_row *row,
                            struct pieced **out) TS_MUST_CHECK;
/* Each live log in the order of row_compare_log, once. visit may reach the store; what it returns is returned. */
enum ts_status pieced_visit(struct pieced *pieced, record_log_visit *visit, void *context) TS_MUST_CHECK;
/* Whatever is NULL. */
void pieced_release(struct pieced *pieced);

/* The points of the month into an empty list, from the piece alone; TS_NOT_FOUND also where something was written
 * since. */
enum ts_status pieced_points(ts_store *store, int32_t month, const struct month_row *row,
                             struct points *out) TS_MUST_CHECK;

#endif
