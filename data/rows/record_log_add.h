/* Very many rows of logs that are new: what months and sums have to do with them is done once for all. Private to
 * data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_LOG_ADD_H
#define TIMESHEET_DATA_RECORD_LOG_ADD_H

#include "data/rows/record.h"
#include "data/rows/row.h"

/* Tells the log of an index, whenever it is asked: its id first of all, which must not be there. */
typedef void record_log_tell(void *context, size_t index, struct row_log *out);
/* Writes and queues so many, which should come in the order of their ids: the index of ids is then gone through once.
 * TS_EXISTS: one is there. */
enum ts_status record_logs_add(ts_store *store, size_t count, record_log_tell *tell, void *context) TS_MUST_CHECK;

/* Hands the ids of the user's logs to visit, deleted ones too, in their order, until it returns false. */
typedef bool record_id_visit(void *context, const struct ts_id *id);
enum ts_status record_log_ids(ts_store *store, record_id_visit *visit, void *context) TS_MUST_CHECK;

#endif
