/* The rows of months. */
#include "data/rows/record_month.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { MONTH_FORMAT = 1, FIXED_SIZE = 1 + 8 + TALLY_SIZE + 8 + 1, PLAIN_SIZE = FIXED_SIZE + MONTH_SUM_SIZE };

/* A row as it stands in the file; the total is in its bytes. */
struct month_bytes {
	struct month_row row;
	unsigned char *plain; /* allocated */
	const unsigned char *total;
	size_t total_size; /* 0: it has none */
};

static void month_bytes_release(struct month_bytes *bytes)
{
	free(bytes->plain);
	*bytes = (struct month_bytes){ 0 };
}

static struct record_seal month_seal(const ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	unsigned char column[TALLY_COLUMN_SIZE];

	tally_column(kind, column);
	return record_seal_of(store, RECORD_MONTH, bucket, BUCKET_SIZE, column, sizeof column);
}

static struct tally_row month_tally_row(int64_t kind, const unsigned char bucket[BUCKET_SIZE], const void *blob,
                                        size_t size)
{
	struct ts_id key = { { (unsigned char)kind } };

	return tally_row_of(TALLY_MONTH, &key, bucket, blob, size);
}

static bool month_decode(struct month_bytes *bytes, size_t size)
{
	struct bytes_reader reader = { .at = bytes->plain, .left = size };
	uint64_t format = bytes_take_number(&reader, 1);

	bytes->row.count = (int64_t)bytes_take_number(&reader, 8);
	const unsigned char *sum = bytes_take(&reader, TALLY_SIZE);
	bytes->row.versions = bytes_take_number(&reader, 8);
	uint64_t totalled = bytes_take_number(&reader, 1);
	if (!sum || reader.failed || format != MONTH_FORMAT || totalled > 1 || bytes->row.count < 1 ||
	    (totalled == 0) != (reader.left == 0))
		return false;
	memcpy(bytes->row.sum, sum, TALLY_SIZE);
	bytes->total = reader.at;
	bytes->total_size = reader.left;
	return true;
}

/* Opens a column of the row that the query stands on. */
static enum ts_status month_open(ts_store *store, const struct query *query, int column, int64_t kind,
                                 const unsigned char bucket[BUCKET_SIZE], struct month_bytes *out)
{
	const struct record_seal seal = month_seal(store, kind, bucket);
	struct month_bytes bytes = { .plain = NULL };
	size_t size;
	enum ts_status status = record_open_long(&seal, query, column, &bytes.plain, &size);

	if (status == TS_OK && !month_decode(&bytes, size))
		status = TS_DAMAGED;
	if (status != TS_OK) {
		month_bytes_release(&bytes);
		return status;
	}
	*out = bytes;
	return TS_OK;
}

static struct query month_query(ts_store *store, enum statement statement, int64_t kind,
                                const unsigned char bucket[BUCKET_SIZE])
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, kind);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	return query;
}

static enum ts_status bucket_read(ts_store *store, enum month_kind kind, const unsigned char bucket[BUCKET_SIZE],
                                  struct month_bytes *out)
{
	struct query query = month_query(store, STATEMENT_MONTH_READ, kind, bucket);
	enum ts_status status = statement_step(&query);

	if (status == TS_OK)
		status = month_open(store, &query, 0, kind, bucket, out);
	statement_finish(&query);
	return status;
}

/* What the present transaction has changed already; NULL: nothing. */
static struct month_change *change_find(const ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	/* Mostly it is the last one. */
	for (size_t i = store->month_count; i > 0; i--) {
		struct month_change *change = &store->month_changes[i - 1];
		if (change->kind == kind && memcmp(change->bucket, bucket, BUCKET_SIZE) == 0)
			return change;
	}
	return NULL;
}

static void change_apply(struct month_row *row, const struct month_change *change)
{
	row->count += change->difference.counts[change->kind == MONTH_LOGS ? TALLY_LOG : TALLY_NOTE];
	crypt_add(row->sum, change->difference.sums[TALLY_TRAVELS], TALLY_SIZE);
	row->versions += change->versions;
}

enum ts_status record_month_read(ts_store *store, enum month_kind kind, int32_t month, struct month_row *out)
{
	unsigned char bucket[BUCKET_SIZE];
	struct month_bytes bytes = { .plain = NULL };

	crypt_bucket(&store->identity->keys, month, bucket);
	const struct month_change *change = change_find(store, kind, bucket);
	enum ts_status status = bucket_read(store, kind, bucket, &bytes);
	if (status == TS_NOT_FOUND && change)
		status = TS_OK;
	if (status != TS_OK)
		return status;
	if (change)
		change_apply(&bytes.row, change);
	*out = bytes.row;
	month_bytes_release(&bytes);
	return TS_OK;
}

void record_month_meet(const ts_store *store, const struct query *query, const unsigned char bucket[BUCKET_SIZE],
                       struct record_found *found)
{
	const struct ts_id id = statement_id_or_zero(query, 0);
	size_t size;
	const void *blob = statement_blob(query, 1, &size);
	const struct tally_row row = tally_row_of(TALLY_NOTE, &id, bucket, blob, size);

	found->count++;
	tally_add_row(found->sum, &store->identity->keys, &row);
}

static bool found_all(enum month_kind kind, const struct month_row *row, const struct record_found *found)
{
	return kind == MONTH_LOGS ? row->versions == found->versions : crypt_equal(row->sum, found->sum, TALLY_SIZE);
}

enum ts_status record_month_compare(ts_store *store, enum month_kind kind, int32_t month,
                                    const struct record_found *found, size_t *damaged)
{
	struct month_row row = { .count = 0 };
	enum ts_status status = record_month_read(store, kind, month, &row);

	if (status == TS_DAMAGED) {
		++*damaged;
		return TS_OK;
	}
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	*damaged += (size_t)(row.count > found->count ? row.count - found->count : found->count - row.count);
	/* As many rows, all of which verify, and others: older ones. */
	if (*damaged == 0 && !found_all(kind, &row, found))
		*damaged = 1;
	return TS_OK;
}

/* ---- writing */

struct month_key {
	int64_t kind;
	const unsigned char *bucket;
};

static struct tally_row month_row_of(const struct query *query, const void *context)
{
	const struct month_key *key = context;
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	return month_tally_row(key->kind, key->bucket, blob, size);
}

/* The row as it stands leaves the tally. */
static enum ts_status month_leave(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  struct tally *difference)
{
	const struct month_key key = { kind, bucket };
	struct query query = month_query(store, STATEMENT_MONTH_READ, kind, bucket);

	return record_rows_leave(store, &query, month_row_of, &key, difference);
}

static enum ts_status month_delete(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = month_leave(store, kind, bucket, &difference);

	if (status != TS_OK)
		return status;
	struct query query = month_query(store, STATEMENT_MONTH_DELETE, kind, bucket);
	status = statement_run(&query, -1);
	statement_finish(&query);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	return status;
}

/* In place of what stands there. */
static enum ts_status month_write(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  const struct month_row *row, const unsigned char *total, size_t total_size)
{
	unsigned char plain[PLAIN_SIZE], *sealed = NULL;
	struct bytes_writer writer = bytes_write_to(plain, sizeof plain);
	const struct record_seal seal = month_seal(store, kind, bucket);
	struct tally difference = { .counts = { 0 } };
	size_t size;

	bytes_put_number(&writer, MONTH_FORMAT, 1);
	bytes_put_number(&writer, (uint64_t)row->count, 8);
	bytes_put(&writer, row->sum, TALLY_SIZE);
	bytes_put_number(&writer, row->versions, 8);
	bytes_put_number(&writer, total_size > 0, 1);
	bytes_put(&writer, total, total_size);
	enum ts_status status = month_leave(store, kind, bucket, &difference);
	if (status == TS_OK)
		status = record_close(&seal, plain, writer.size, &sealed, &size);
	ts_wipe(plain, sizeof plain);
	if (status != TS_OK)
		return status;
	struct query query = month_query(store, STATEMENT_MONTH_WRITE, kind, bucket);
	statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference, month_tally_row(kind, bucket, sealed, size));
	free(sealed);
	return status;
}

enum ts_status record_month_change(ts_store *store, enum month_kind kind, const unsigned char bucket[BUCKET_SIZE],
                                   const struct tally *difference, uint64_t versions)
{
	struct month_change *change = change_find(store, kind, bucket);

	if (!change) {
		if (!array_room(&store->month_changes, &store->month_room, store->month_count + 1,
		                sizeof *store->month_changes))
			return TS_NO_MEMORY;
		change = &store->month_changes[store->month_count++];
		*change = (struct month_change){ .kind = kind };
		memcpy(change->bucket, bucket, BUCKET_SIZE);
	}
	tally_merge(&change->difference, difference);
	change->versions += versions;
	return TS_OK;
}

static enum ts_status change_write(ts_store *store, const struct month_change *change)
{
	struct month_bytes bytes = { .plain = NULL };
	enum ts_status status = bucket_read(store, (enum month_kind)change->kind, change->bucket, &bytes);

	/* Nothing is made right by the way: readers go on to object. */
	if (status == TS_DAMAGED)
		return TS_OK;
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	struct month_row row = bytes.row;
	month_bytes_release(&bytes);
	change_apply(&row, change);
	return row.count > 0 ? month_write(store, change->kind, change->bucket, &row, NULL, 0)
	                     : month_delete(store, change->kind, change->bucket);
}

enum ts_status record_months_write(ts_store *store)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < store->month_count && status == TS_OK; i++)
		status = change_write(store, &store->month_changes[i]);
	store->month_count = 0;
	return status;
}

/* ---- all of them */

enum ts_status record_month_buckets(ts_store *store, enum month_kind kind, unsigned char **out, size_t *count)
{
	struct query query = statement_start(store, STATEMENT_MONTH_BUCKETS);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, kind);
	return record_buckets_read(&query, out, count);
}

enum ts_status record_months_check(ts_store *store, int64_t *seals, int64_t *damaged)
{
	struct query query = statement_start(store, STATEMENT_MONTH_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		struct month_bytes bytes = { .plain = NULL };
		unsigned char bucket[BUCKET_SIZE];
		++*seals;
		status = statement_bytes(&query, 1, bucket, sizeof bucket) ? TS_OK : TS_DAMAGED;
		if (status == TS_OK)
			status = month_open(store, &query, 2, statement_integer(&query, 0), bucket, &bytes);
		month_bytes_release(&bytes);
		*damaged += status == TS_DAMAGED;
		if (status != TS_OK && status != TS_DAMAGED)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* Of the log that a query stands on, whose columns are id and blob; 0: it does not verify, which readers find, too. */
static uint64_t versions_read(const ts_store *store, const struct query *query, const unsigned char bucket[BUCKET_SIZE])
{
	unsigned char plain[RECORD_ROOM(ROW_LOG_SIZE)];
	struct row_log row;
	struct ts_id id;
	size_t size;

	if (!statement_id(query, 0, &id))
		return 0;
	const struct record_seal seal = record_seal_of(store, RECORD_LOG, id.bytes, TS_ID_SIZE, bucket, BUCKET_SIZE);
	return record_open(&seal, query, 1, plain, sizeof plain, &size) && row_decode_log(&id, plain, size, &row)
	               ? row_versions_log(&row)
	               : 0;
}

/* Those of one kind, of the rows in the order of their buckets. */
static enum ts_status months_of_kind(ts_store *store, enum month_kind kind)
{
	const enum tally_table table = kind == MONTH_LOGS ? TALLY_LOG : TALLY_NOTE;
	struct query query = statement_start(store, kind == MONTH_LOGS ? STATEMENT_CHECK_LOGS : STATEMENT_CHECK_NOTES);
	unsigned char present[BUCKET_SIZE] = { 0 };
	struct tally tally = { .counts = { 0 } };
	uint64_t versions = 0;
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		const struct ts_id id = statement_id_or_zero(&query, 0);
		unsigned char bucket[BUCKET_SIZE];
		size_t size;
		const void *blob = statement_blob(&query, 1, &size);
		/* A row that stands under no bucket is of no month: all find it missing. */
		if (!statement_bytes(&query, 2, bucket, sizeof bucket))
			continue;
		if (tally.counts[table] > 0 && memcmp(bucket, present, BUCKET_SIZE) != 0) {
			status = record_month_change(store, kind, present, &tally, versions);
			tally = (struct tally){ .counts = { 0 } };
			versions = 0;
		}
		if (status != TS_OK)
			break;
		memcpy(present, bucket, BUCKET_SIZE);
		record_tally_add(store, &tally, tally_row_of(table, &id, bucket, blob, size));
		versions += kind == MONTH_LOGS ? versions_read(store, &query, bucket) : 0;
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND)
		return status;
	return tally.counts[table] > 0 ? record_month_change(store, kind, present, &tally, versions) : TS_OK;
}

enum ts_status record_months_make(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_MONTH_DELETE_ALL);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	if (status == TS_OK)
		status = months_of_kind(store, MONTH_LOGS);
	if (status == TS_OK)
		status = months_of_kind(store, MONTH_NOTES);
	return status == TS_OK ? record_months_write(store) : status;
}

/* ---- what a month comes to */

enum ts_status record_month_total_read(ts_store *store, int32_t month, struct month_sum *out)
{
	unsigned char bucket[BUCKET_SIZE];
	struct month_bytes bytes = { .plain = NULL };

	crypt_bucket(&store->identity->keys, month, bucket);
	enum ts_status status = bucket_read(store, MONTH_LOGS, bucket, &bytes);
	if (status == TS_OK && (bytes.total_size == 0 || change_find(store, MONTH_LOGS, bucket)))
		status = TS_NOT_FOUND;
	if (status == TS_OK)
		status = month_sum_decode(month, bytes.total, bytes.total_size, out);
	month_bytes_release(&bytes);
	return status;
}

enum ts_status record_month_total_write(ts_store *store, int32_t month, const struct month_sum *sum)
{
	unsigned char total[MONTH_SUM_SIZE], bucket[BUCKET_SIZE];
	size_t size = month_sum_encode(sum, total);
	struct month_row row;
	enum ts_status status = record_month_read(store, MONTH_LOGS, month, &row);

	if (status == TS_NOT_FOUND || size == 0)
		return TS_OK;
	crypt_bucket(&store->identity->keys, month, bucket);
	if (status == TS_OK)
		status = month_write(store, MONTH_LOGS, bucket, &row, total, size);
	ts_wipe(total, sizeof total);
	return status;
}
