/*
 * The rows of months: how many logs or notes a month has and their sum, by which a reader knows that it got all of
 * them, and what a past month of logs comes to. Private to data/; record.h says what holds for all rows.
 */
#ifndef TIMESHEET_DATA_RECORD_MONTH_H
#define TIMESHEET_DATA_RECORD_MONTH_H

#include "data/file/statement.h"
#include "data/rows/month_sum.h"
#include "data/rows/record.h"
#include "data/seal/tally.h"

enum month_kind { MONTH_LOGS = 1, MONTH_NOTES = 2 };

struct month_row {
	int64_t count;                 /* rows of the month, those of deleted logs too */
	unsigned char sum[TALLY_SIZE]; /* of them (tally.h) */
	uint64_t versions;             /* of logs: the sum of all versions in them (row.h), modulo 2^64 */
};

/* TS_NOT_FOUND: no row was ever in that month. TS_DAMAGED. */
enum ts_status record_month_read(ts_store *store, enum month_kind kind, int32_t month,
                                 struct month_row *out) TS_MUST_CHECK;
/* Adds the note that a query stands on, whose columns are id and blob. Hashing logs, too, would take their readers a
 * quarter longer. */
void record_month_meet(const ts_store *store, const struct query *query, const unsigned char bucket[BUCKET_SIZE],
                       struct record_found *found);
/* A reader got all that it found: adds to damaged how many rows more or fewer that is than there should be; at least 1
 * if what should be there cannot be told, or if damaged is 0 and they are not those that were last written. */
enum ts_status record_month_compare(ts_store *store, enum month_kind kind, int32_t month,
                                    const struct record_found *found, size_t *damaged) TS_MUST_CHECK;
/* Rows of a month were written: what that changed. It is collected, since an action writes many, and written by
 * record_months_write, before the state. What the month came to is forgotten then. A damaged row stays as it is. */
enum ts_status record_months_write(ts_store *store) TS_MUST_CHECK;
enum ts_status record_month_change(ts_store *store, enum month_kind kind, const unsigned char bucket[BUCKET_SIZE],
                                   const struct tally *difference, uint64_t versions) TS_MUST_CHECK;
/* The blind buckets of months with rows, and how many: count times BUCKET_SIZE bytes in ascending order, allocated. */
enum ts_status record_month_buckets(ts_store *store, enum month_kind kind, unsigned char **out,
                                    size_t *count) TS_MUST_CHECK;

/* What a month of logs comes to. Every change of a log forgets it for the months it leaves and enters: one that is
 * there is right. TS_NOT_FOUND, TS_DAMAGED. */
enum ts_status record_month_total_read(ts_store *store, int32_t month, struct month_sum *out) TS_MUST_CHECK;
/* A month without rows, or of too many activities, gets none. */
enum ts_status record_month_total_write(ts_store *store, int32_t month, const struct month_sum *sum) TS_MUST_CHECK;

/* Opens all of them: adds how many there are, and how many do not open. */
enum ts_status record_months_check(ts_store *store, int64_t *seals, int64_t *damaged) TS_MUST_CHECK;
/* Makes all of them anew of the rows that are there, whatever they are. */
enum ts_status record_months_make(ts_store *store) TS_MUST_CHECK;

#endif
