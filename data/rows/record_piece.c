/* The rows of pieces. */
#include "data/rows/record_piece.h"

#include "data/pure/array.h"
#include "data/rows/record.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that a log of a piece is counted with, and all activities of points: what is sealed is as long as all rows of
 * the month with that, or a multiple of it. How many rows a month has, the file tells anyhow. */
enum { POINT_STEP = 4, ACTIVITIES_STEP = 1024, LOG_STEP = 28 };
/* Of what is sealed: record_open_long_blob opens no more. */
enum { PADDED_MOST = ROW_NOTE_SIZE };

struct piece_key record_piece_key(const ts_store *store, int32_t month, struct ts_id tag)
{
	struct piece_key key = { .tag = tag };

	crypt_bucket(&store->identity->keys, month, key.bucket);
	return key;
}

static struct record_seal piece_seal(const ts_store *store, enum record_table table, const struct piece_key *key)
{
	return record_seal_of(store, table, key->bucket, BUCKET_SIZE, key->tag.bytes, TS_ID_SIZE);
}

static int64_t place_of(const unsigned char bucket[BUCKET_SIZE])
{
	struct bytes_reader reader = { .at = bucket, .left = BUCKET_SIZE };

	return (int64_t)bytes_take_number(&reader, BUCKET_SIZE);
}

/* ---- writing */

static size_t points_step(size_t rows)
{
	return POINT_STEP * rows + ACTIVITIES_STEP;
}

static size_t logs_step(size_t rows)
{
	return LOG_STEP * (rows > 0 ? rows : 1);
}

/* At least a byte of padding. */
static size_t padded(size_t size, size_t step)
{
	return (size / step + 1) * step;
}

bool record_piece_fits(const struct piece_runs *logs, size_t rows)
{
	return padded(logs->points_size, points_step(rows)) <= PADDED_MOST &&
	       padded(logs->logs_size, logs_step(rows)) <= PADDED_MOST;
}

static enum ts_status run_close(ts_store *store, enum record_table table, const struct piece_key *key,
                                const unsigned char *run, size_t size, size_t step, unsigned char **out,
                                size_t *sealed_size)
{
	struct record_seal seal = piece_seal(store, table, key);

	if (size == 0)
		return TS_OK;
	seal.least = padded(size, step);
	return record_close(&seal, run, size, out, sealed_size);
}

static enum ts_status sum_close(ts_store *store, const struct piece_key *key, const struct month_sum *sum,
                                unsigned char **out, size_t *sealed_size)
{
	const struct record_seal seal = piece_seal(store, RECORD_SUM, key);
	unsigned char *plain = malloc(MONTH_SUM_SIZE);
	size_t size = plain ? month_sum_encode(sum, plain) : 0;
	enum ts_status status = plain ? TS_OK : TS_NO_MEMORY;

	/* Of a month of too many activities there is none. */
	if (size > 0)
		status = record_close(&seal, plain, size, out, sealed_size);
	free(plain);
	return status;
}

/* The columns of a piece, sealed and allocated. */
struct sealed {
	unsigned char *sum, *points, *logs;
	size_t sum_size, points_size, logs_size;
};

static enum ts_status piece_close(ts_store *store, const struct piece_key *key, const struct month_sum *sum,
                                  const struct piece_runs *logs, size_t rows, struct sealed *out)
{
	enum ts_status status = sum_close(store, key, sum, &out->sum, &out->sum_size);

	if (status == TS_OK)
		status = run_close(store, RECORD_POINTS, key, logs->points, logs->points_size, points_step(rows),
		                   &out->points, &out->points_size);
	if (status == TS_OK)
		status = run_close(store, RECORD_PIECE, key, logs->logs, logs->logs_size, logs_step(rows), &out->logs,
		                   &out->logs_size);
	return status;
}

enum ts_status record_piece_write(ts_store *store, const struct piece_key *key, const struct month_sum *sum,
                                  const struct piece_runs *logs, size_t rows)
{
	struct sealed sealed = { .sum = NULL };
	enum ts_status status = piece_close(store, key, sum, logs, rows, &sealed);

	if (status == TS_OK) {
		struct query query = statement_start(store, STATEMENT_PIECE_WRITE);
		statement_bind_integer(&query, place_of(key->bucket));
		statement_bind_id(&query, &store->identity->user);
		statement_bind_blob(&query, sealed.sum, sealed.sum_size);
		statement_bind_blob(&query, sealed.points, sealed.points_size);
		statement_bind_blob(&query, sealed.logs, sealed.logs_size);
		status = statement_run(&query, 1);
		statement_finish(&query);
	}
	free(sealed.sum);
	free(sealed.points);
	free(sealed.logs);
	return status;
}

enum ts_status record_piece_delete(ts_store *store, const unsigned char bucket[BUCKET_SIZE])
{
	struct query query = statement_start(store, STATEMENT_PIECE_DELETE);

	statement_bind_integer(&query, place_of(bucket));
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status record_pieces_delete(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_PIECE_CLEAR);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

/* ---- reading */

/* The query of a column of the piece, on its row. */
static enum ts_status piece_find(ts_store *store, enum statement statement, const struct piece_key *key,
                                 struct query *query)
{
	*query = statement_start(store, statement);
	statement_bind_integer(query, place_of(key->bucket));
	statement_bind_id(query, &store->identity->user);
	return statement_step(query);
}

/* Opens a column of the row that the query stands on. TS_NOT_FOUND: it is empty. */
static enum ts_status column_open(const ts_store *store, const struct query *query, int column, enum record_table table,
                                  const struct piece_key *key, unsigned char **out, size_t *size)
{
	const struct record_seal seal = piece_seal(store, table, key);
	size_t blob_size;
	const void *blob = statement_blob(query, column, &blob_size);

	return blob_size == 0 ? TS_NOT_FOUND : record_open_long_blob(&seal, blob, blob_size, out, size);
}

enum ts_status record_piece_points(ts_store *store, const struct piece_key *key, struct piece_runs *out)
{
	struct query query;
	enum ts_status status = piece_find(store, STATEMENT_PIECE_POINTS, key, &query);

	if (status == TS_OK)
		status = column_open(store, &query, 0, RECORD_POINTS, key, &out->points, &out->points_size);
	statement_finish(&query);
	return status;
}

enum ts_status record_piece_logs(ts_store *store, const struct piece_key *key, struct piece_runs *out)
{
	struct piece_runs piece = { .points = NULL };
	struct query query;
	enum ts_status status = piece_find(store, STATEMENT_PIECE_LOGS, key, &query);

	if (status == TS_OK)
		status = column_open(store, &query, 0, RECORD_POINTS, key, &piece.points, &piece.points_size);
	if (status == TS_OK)
		status = column_open(store, &query, 1, RECORD_PIECE, key, &piece.logs, &piece.logs_size);
	statement_finish(&query);
	if (status == TS_OK)
		*out = piece;
	else
		piece_runs_release(&piece);
	return status;
}

enum ts_status record_piece_sum(ts_store *store, const struct piece_key *key, int32_t month, struct month_sum *out)
{
	unsigned char *plain = NULL;
	struct query query;
	size_t size = 0;
	enum ts_status status = piece_find(store, STATEMENT_PIECE_SUM, key, &query);

	if (status == TS_OK)
		status = column_open(store, &query, 0, RECORD_SUM, key, &plain, &size);
	statement_finish(&query);
	if (status == TS_OK)
		status = month_sum_decode(month, plain, size, out);
	free(plain);
	return status;
}

static enum ts_status column_check(ts_store *store, const struct query *query, int column, enum record_table table,
                                   const struct piece_key *key)
{
	unsigned char *plain = NULL;
	size_t size;
	const enum ts_status status = column_open(store, query, column, table, key, &plain, &size);

	free(plain);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_piece_check(ts_store *store, const struct piece_key *key, bool *found)
{
	struct query query;
	enum ts_status status = piece_find(store, STATEMENT_PIECE_READ, key, &query);

	*found = status == TS_OK;
	if (status == TS_OK)
		status = column_check(store, &query, 0, RECORD_SUM, key);
	if (status == TS_OK)
		status = column_check(store, &query, 1, RECORD_POINTS, key);
	if (status == TS_OK)
		status = column_check(store, &query, 2, RECORD_PIECE, key);
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static int place_compare(const void *left, const void *right)
{
	const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

enum ts_status record_pieces_list(ts_store *store, struct piece_list *out)
{
	struct query query = statement_start(store, STATEMENT_PIECE_PLACES);
	struct piece_list list = { .places = NULL };
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		if (!array_room(&list.places, &list.room, list.count + 1, sizeof *list.places)) {
			status = TS_NO_MEMORY;
			break;
		}
		list.places[list.count++] = statement_integer(&query, 0);
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND) {
		free(list.places);
		return status;
	}
	if (list.count > 0)
		qsort(list.places, list.count, sizeof *list.places, place_compare);
	*out = list;
	return TS_OK;
}

bool piece_list_has(const struct piece_list *list, const unsigned char bucket[BUCKET_SIZE])
{
	const int64_t place = place_of(bucket);

	return list->count > 0 && bsearch(&place, list->places, list->count, sizeof place, place_compare);
}

void piece_list_release(struct piece_list *list)
{
	free(list->places);
	*list = (struct piece_list){ 0 };
}
