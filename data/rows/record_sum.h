/* The rows of the sums of months. Private to data/; record.h says what holds for all rows. */
#ifndef TIMESHEET_DATA_RECORD_SUM_H
#define TIMESHEET_DATA_RECORD_SUM_H

#include "data/rows/month_sum.h"
#include "data/seal/crypt.h"

/* Every change of a log drops the sums of the months it leaves and enters: one that is there is right. TS_NOT_FOUND,
 * TS_DAMAGED. */
enum ts_status record_sum_read(ts_store *store, int32_t month, struct month_sum *out) TS_MUST_CHECK;
/* In place of what stands there. A month of too many activities gets none. */
enum ts_status record_sum_write(ts_store *store, int32_t month, const struct month_sum *sum) TS_MUST_CHECK;
/* Of the month in a bucket, if there is one. */
enum ts_status record_sum_drop(ts_store *store, const unsigned char bucket[BUCKET_SIZE]) TS_MUST_CHECK;
/* Opens all of them: adds how many there are, and how many do not open. */
enum ts_status record_sums_check(ts_store *store, int64_t *seals, int64_t *damaged) TS_MUST_CHECK;

#endif
