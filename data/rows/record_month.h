/*
 * The rows of months: how many logs or notes a month has and their sum, by which a reader knows that it got all of
 * them; and of logs which piece of them holds (record_piece.h), and what was written since. Private to data/; record.h
 * says what holds for all rows.
 */
#ifndef TIMESHEET_DATA_RECORD_MONTH_H
#define TIMESHEET_DATA_RECORD_MONTH_H

#include "data/file/statement.h"
#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/seal/tally.h"

enum month_kind { MONTH_LOGS = 1, MONTH_NOTES = 2 };

/* What the row of a month says of its piece. The piece and the rows that are named here are all live logs of the month:
 * what a piece says of a row that is named here holds no more. */
struct month_piece {
	bool made;        /* there was one: */
	bool logs;        /* it has the logs, too, and not only what they come to */
	struct ts_id tag; /* its name */
	size_t written_count;
	struct month_written written[MONTH_WRITTEN];
};

struct month_row {
	int64_t count;                 /* rows of the month, those of deleted logs too */
	unsigned char sum[TALLY_SIZE]; /* of them (tally.h) */
	uint64_t versions;             /* of logs: the sum of all versions in them (row.h), modulo 2^64 */
	struct month_piece piece;      /* of logs */
};

/* TS_NOT_FOUND: no row was ever in that month. TS_DAMAGED. */
enum ts_status record_month_read(ts_store *store, enum month_kind kind, int32_t month,
                                 struct month_row *out) TS_MUST_CHECK;
/* Adds the note that a query stands on, whose columns are id and blob. Hashing logs, too, would take their readers a
 * quarter longer. */
void record_month_meet(const ts_store *store, const struct query *query, const unsigned char bucket[BUCKET_SIZE],
                       struct record_found *found);
/* A reader got all that it found: adds to damaged how many rows more or fewer that is than there should be; at least 1
 * if what should be there cannot be told (no row), or if damaged is 0 and they are not those that were last written. */
void record_month_judge(enum month_kind kind, const struct month_row *row, const struct record_found *found,
                        size_t *damaged);
/* The same of the row as it stands. */
enum ts_status record_month_compare(ts_store *store, enum month_kind kind, int32_t month,
                                    const struct record_found *found, size_t *damaged) TS_MUST_CHECK;
/* Rows of a month were written: what that changed. It is collected, since an action writes many, and written by
 * record_months_write (months_write.h), before the state. */
struct month_difference {
	enum month_kind kind;
	const unsigned char *bucket;
	int32_t month; /* of logs */
	const struct tally *rows;
	uint64_t versions;
	const struct month_written *written; /* the log that it was; NULL: many, and any of the month */
};
enum ts_status record_month_change(ts_store *store, const struct month_difference *difference) TS_MUST_CHECK;
/* The blind buckets of months with rows, and how many: count times BUCKET_SIZE bytes in ascending order, allocated. */
enum ts_status record_month_buckets(ts_store *store, enum month_kind kind, unsigned char **out,
                                    size_t *count) TS_MUST_CHECK;
/* Opens all of them and their pieces: adds how many there are, and how many do not open. */
enum ts_status record_months_check(ts_store *store, int64_t *seals, int64_t *damaged) TS_MUST_CHECK;

/* What the present transaction has changed of a month already; NULL: nothing. Good until it changes another one. */
struct month_change *record_month_changed(const ts_store *store, enum month_kind kind,
                                          const unsigned char bucket[BUCKET_SIZE]);
/* Of any row of the table of months, that of heads (month_heads.h) too: how it is sealed, how it is summed, and a
 * statement about it. bucket must outlive all three. */
struct record_seal record_month_seal(const ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE]);
struct tally_row record_month_tally_row(int64_t kind, const unsigned char bucket[BUCKET_SIZE], const void *blob,
                                        size_t size);
struct query record_month_query(ts_store *store, enum statement statement, int64_t kind,
                                const unsigned char bucket[BUCKET_SIZE]);
/* For who writes them. As they stand in the file, without what was collected: */
enum ts_status record_month_stored(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                   struct month_row *out) TS_MUST_CHECK;
/* and with it. A piece that cannot say it all holds no more. */
void record_month_apply(struct month_row *row, const struct month_change *change);
/* In place of what stands there; of no rows: nothing. */
enum ts_status record_month_write(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  const struct month_row *row) TS_MUST_CHECK;
enum ts_status record_months_delete(ts_store *store) TS_MUST_CHECK;

#endif
