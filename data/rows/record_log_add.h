/* Very many rows of logs that are new: what months and sums have to do with them is done once for all. Private to
 * data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_LOG_ADD_H
#define TIMESHEET_DATA_RECORD_LOG_ADD_H

#include "data/rows/record.h"
#include "data/rows/row.h"

/* A log in little room. It lives. */
struct log_brief {
	struct ts_id id, activity;
	ts_time at;
	const char *comment, *zone; /* shorter than a log's; borrowed */
	ts_time sure;               /* 0: nobody has said that it is right */
	int32_t offset;
	bool locked;
};

struct logs_added {
	const struct log_brief *logs; /* mostly in the order of their moments; none of their ids is there */
	const uint32_t *order;        /* their indices as they are written: mostly in the order of their ids, whose
	                               * index is gone through then, and not looked up for each */
	size_t count;
	uint64_t version; /* of all their registers */
};
/* Writes and queues them. TS_EXISTS: one is there. */
enum ts_status record_logs_add(ts_store *store, const struct logs_added *added) TS_MUST_CHECK;

/* Hands the ids of the user's logs to visit, deleted ones too, in their order, until it returns false. */
typedef bool record_id_visit(void *context, const struct ts_id *id);
enum ts_status record_log_ids(ts_store *store, record_id_visit *visit, void *context) TS_MUST_CHECK;

#endif
