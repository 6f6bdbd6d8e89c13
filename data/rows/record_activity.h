/* The rows of activities. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_ACTIVITY_H
#define TIMESHEET_DATA_RECORD_ACTIVITY_H

#include "data/rows/record.h"
#include "data/rows/row.h"
#include "data/seal/tally.h"

struct record_activities {
	struct row_activity *at;
	size_t count, room, damaged;
	struct tally found; /* of all the rows, as they stand in the file */
};
enum ts_status record_activities_read(ts_store *store, struct record_activities *out) TS_MUST_CHECK;
void record_activities_release(struct record_activities *activities);
/* TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_activity_read(ts_store *store, const struct ts_id *id, struct row_activity *out) TS_MUST_CHECK;
/* Merges row into what stands there, or makes it, and queues it. TS_DAMAGED: what stands there does not verify. */
enum ts_status record_activity_merge(ts_store *store, const struct row_activity *row) TS_MUST_CHECK;
/* Merges what arrives (record.h), and raises the clock of versions to what it says. Queues nothing. */
enum ts_status record_activity_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                    enum record_taken *out) TS_MUST_CHECK;

#endif
