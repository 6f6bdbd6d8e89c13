/* The rows of months and their pieces, written. */
#include "data/rows/months_write.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/points.h"
#include "data/rows/record_log.h"
#include "data/rows/record_logs.h"
#include "data/rows/record_piece.h"

#include <stdlib.h>
#include <string.h>

/* Rows after which it is tried anew to make a piece where none is. */
enum { TRY_STEP = 16 };

/* ---- a piece */

static enum ts_status sum_make(const struct record_logs *logs, struct month_sum *out)
{
	struct points points = { 0 };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < logs->count && status == TS_OK; i++)
		status = points_add(&points, &logs->at[i]);
	if (status == TS_OK)
		status = month_sum_make(&points, out);
	points_release(&points);
	return status;
}

static enum ts_status piece_write(ts_store *store, const struct piece_key *key, const struct record_logs *logs,
                                  int64_t rows, struct month_piece *out)
{
	struct piece_runs piece = { .points = NULL };
	struct month_sum sum;
	enum ts_status status = sum_make(logs, &sum);

	if (status != TS_OK)
		return status;
	if (rows >= MONTH_PIECED)
		status = piece_encode(logs->at, logs->count, &piece);
	/* A month with very long comments has none. */
	if (status == TS_OK && record_piece_fits(&piece, (size_t)rows)) {
		status = record_piece_write(store, key, &sum, &piece, (size_t)rows);
		*out = (struct month_piece){ .made = true, .logs = piece.points_size > 0, .tag = key->tag };
	}
	month_sum_release(&sum);
	piece_runs_release(&piece);
	return status;
}

/* Of a month as it is read in this transaction, with so many rows. What is not sound gets none, and out says so. */
static enum ts_status piece_make(ts_store *store, int32_t month, const unsigned char bucket[BUCKET_SIZE], int64_t rows,
                                 struct month_piece *out)
{
	const struct piece_key key = record_piece_key(store, month, crypt_random_id());
	struct record_logs logs = { .at = NULL };
	enum ts_status status = TS_OK;

	*out = (struct month_piece){ .made = false };
	if (rows > MONTH_ROWS_MOST || memcmp(key.bucket, bucket, BUCKET_SIZE) != 0)
		return TS_OK;
	if (!array_room(&logs.at, &logs.room, (size_t)rows, sizeof *logs.at))
		return TS_NO_MEMORY;
	status = record_logs_read(store, month, &logs);
	if (status == TS_OK && logs.damaged == 0)
		status = piece_write(store, &key, &logs, rows, out);
	record_logs_release(&logs);
	return status;
}

enum ts_status record_month_piece(ts_store *store, int32_t month, const struct record_logs *logs, int64_t rows)
{
	const struct piece_key key = record_piece_key(store, month, crypt_random_id());
	struct month_piece piece = { .made = false };

	struct month_change *change = record_month_changed(store, MONTH_LOGS, key.bucket);
	if (!change || rows > MONTH_ROWS_MOST)
		return TS_OK;
	enum ts_status status = piece_write(store, &key, logs, rows, &piece);
	if (status != TS_OK || !piece.made)
		return status;
	change->piece = piece.tag;
	change->piece_rows = rows;
	change->piece_logs = piece.logs;
	change->piece_holds = true;
	return TS_OK;
}

/* ---- months that were changed */

/* Whether it is time to make a piece: before is what the file says, row what it is now. */
static bool piece_is_due(const struct month_row *before, const struct month_row *row, const struct month_change *change)
{
	if (change->kind != MONTH_LOGS || row->piece.made)
		return false;
	return change->many || (before->piece.made && before->piece.logs) ||
	       (row->count >= MONTH_PIECED && row->count % TRY_STEP == 0);
}

/* rows: how many the month has now. */
static enum ts_status change_write(ts_store *store, const struct month_change *change, int64_t *rows)
{
	struct month_row before = { .count = 0 };
	enum ts_status status = record_month_stored(store, change->kind, change->bucket, &before);

	/* Nothing is made right by the way: readers go on to object. */
	if (status == TS_DAMAGED)
		return TS_OK;
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	struct month_row row = before;
	record_month_apply(&row, change);
	*rows = row.count;
	status = TS_OK;
	if (change->piece_holds && change->piece_rows == row.count)
		row.piece = (struct month_piece){ .made = true, .logs = change->piece_logs, .tag = change->piece };
	else if (row.count > 0 && piece_is_due(&before, &row, change))
		status = piece_make(store, change->month, change->bucket, row.count, &row.piece);
	if (status == TS_OK && (before.piece.made || change->piece_rows > 0) && !row.piece.made)
		status = record_piece_delete(store, change->bucket);
	return status == TS_OK ? record_month_write(store, change->kind, change->bucket, &row) : status;
}

static enum ts_status month_settle(ts_store *store, int32_t month, bool again, size_t *rows)
{
	unsigned char bucket[BUCKET_SIZE];
	struct month_row row;

	crypt_bucket(&store->identity->keys, month, bucket);
	enum ts_status status = record_month_stored(store, MONTH_LOGS, bucket, &row);
	if (status != TS_OK)
		return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
	if (row.piece.made && row.piece.written_count == 0 && !again)
		return TS_OK;
	if (row.count <= MONTH_ROWS_MOST)
		*rows += (size_t)row.count;
	status = piece_make(store, month, bucket, row.count, &row.piece);
	return status == TS_OK && row.piece.made ? record_month_write(store, MONTH_LOGS, bucket, &row) : status;
}

enum ts_status record_month_settle(ts_store *store, int32_t month, size_t *rows)
{
	return month_settle(store, month, true, rows);
}

/* Whether a month of logs was changed in this transaction. */
static bool month_changes(const ts_store *store, size_t count, int32_t month)
{
	for (size_t i = 0; i < count; i++) {
		if (store->month_changes[i].kind == MONTH_LOGS && store->month_changes[i].month == month)
			return true;
	}
	return false;
}

enum ts_status record_months_write(ts_store *store)
{
	const size_t count = store->month_count;
	enum ts_status status = TS_OK;
	int32_t latest = INT32_MIN;
	bool settles = false;

	for (size_t i = 0; i < count && status == TS_OK; i++) {
		const struct month_change *change = &store->month_changes[i];
		int64_t rows = 0;
		status = change_write(store, change, &rows);
		if (change->kind != MONTH_LOGS || change->month < latest)
			continue;
		latest = change->month;
		settles = rows == 1 || rows % TRY_STEP == 0;
	}
	store->month_count = 0;
	if (status != TS_OK || !settles || month_changes(store, count, latest - 1))
		return status;
	return month_settle(store, latest - 1, false, &(size_t){ 0 });
}

/* ---- all of them */

/* The rows of one month, as they come. */
struct month_making {
	enum month_kind kind;
	unsigned char bucket[BUCKET_SIZE];
	struct tally tally;
	uint64_t versions;
	int32_t month; /* as its logs say; where none of them verifies, another one */
};

static enum ts_status making_end(ts_store *store, const struct month_making *making)
{
	if (tally_empty(&making->tally))
		return TS_OK;
	const struct month_difference difference = { making->kind,   making->bucket,   making->month,
		                                     &making->tally, making->versions, NULL };
	return record_month_change(store, &difference);
}

/* The row that a query stands on. A log that does not verify adds no version, which readers find, too. */
static void making_add(ts_store *store, struct month_making *making, const struct query *query)
{
	const struct ts_id id = statement_id_or_zero(query, 0);
	struct row_log row;
	size_t size;
	const void *blob = statement_blob(query, 1, &size);

	record_tally_add(
	        store, &making->tally,
	        tally_row_of(making->kind == MONTH_LOGS ? TALLY_LOG : TALLY_NOTE, &id, making->bucket, blob, size));
	if (making->kind != MONTH_LOGS || !record_log_open(store, query, 1, &id, making->bucket, &row))
		return;
	making->versions += row_versions_log(&row);
	making->month = month_of_time(row.at);
}

/* Those of one kind, of the rows in the order of their buckets. */
static enum ts_status months_of_kind(ts_store *store, enum month_kind kind)
{
	struct query query = statement_start(store, kind == MONTH_LOGS ? STATEMENT_CHECK_LOGS : STATEMENT_CHECK_NOTES);
	struct month_making making = { .kind = kind };
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		unsigned char bucket[BUCKET_SIZE];
		/* A row that stands under no bucket is of no month: all find it missing. */
		if (!statement_bytes(&query, 2, bucket, sizeof bucket))
			continue;
		if (memcmp(bucket, making.bucket, BUCKET_SIZE) != 0) {
			status = making_end(store, &making);
			making = (struct month_making){ .kind = kind };
			memcpy(making.bucket, bucket, BUCKET_SIZE);
		}
		if (status != TS_OK)
			break;
		making_add(store, &making, &query);
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? making_end(store, &making) : status;
}

enum ts_status record_months_make(ts_store *store)
{
	enum ts_status status = record_months_delete(store);

	if (status == TS_OK)
		status = record_pieces_delete(store);
	if (status == TS_OK)
		status = months_of_kind(store, MONTH_LOGS);
	if (status == TS_OK)
		status = months_of_kind(store, MONTH_NOTES);
	return status == TS_OK ? record_months_write(store) : status;
}
