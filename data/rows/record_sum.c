/* The rows of the sums of months. */
#include "data/rows/record_sum.h"

#include "data/file/store.h"
#include "data/rows/record.h"

#include <stdlib.h>

static struct record_seal sum_seal(const ts_store *store, const unsigned char bucket[BUCKET_SIZE])
{
	return record_seal_of(store, RECORD_SUM, bucket, BUCKET_SIZE, NULL, 0);
}

static struct tally_row sum_row(const unsigned char bucket[BUCKET_SIZE], const void *blob, size_t size)
{
	return tally_row_of(TALLY_SUM, &(struct ts_id){ { 0 } }, bucket, blob, size);
}

static enum ts_status sum_decode(const struct query *query, int column, const struct record_seal *seal, int32_t month,
                                 struct month_sum *out)
{
	unsigned char *plain = NULL;
	size_t size;
	enum ts_status status = record_open_long(seal, query, column, &plain, &size);

	if (status == TS_OK)
		status = month_sum_decode(month, plain, size, out);
	free(plain);
	return status;
}

enum ts_status record_sum_read(ts_store *store, int32_t month, struct month_sum *out)
{
	unsigned char bucket[BUCKET_SIZE];
	struct query query = statement_start(store, STATEMENT_SUM_READ);

	crypt_bucket(&store->identity->keys, month, bucket);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, sizeof bucket);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		const struct record_seal seal = sum_seal(store, bucket);
		status = sum_decode(&query, 0, &seal, month, out);
	}
	statement_finish(&query);
	return status;
}

static struct tally_row sum_row_of(const struct query *query, const void *bucket)
{
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	return sum_row(bucket, blob, size);
}

static enum ts_status sum_leave(ts_store *store, const unsigned char bucket[BUCKET_SIZE], struct tally *difference)
{
	struct query query = statement_start(store, STATEMENT_SUM_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	return record_rows_leave(store, &query, sum_row_of, bucket, difference);
}

enum ts_status record_sum_drop(ts_store *store, const unsigned char bucket[BUCKET_SIZE])
{
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = sum_leave(store, bucket, &difference);

	/* Mostly there is none. */
	if (status != TS_OK || tally_empty(&difference))
		return status;
	struct query query = statement_start(store, STATEMENT_SUM_DELETE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	status = statement_run(&query, 1);
	statement_finish(&query);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	return status;
}

static enum ts_status sum_insert(ts_store *store, const unsigned char bucket[BUCKET_SIZE], const unsigned char *sealed,
                                 size_t size)
{
	struct tally difference = { .counts = { 0 } };
	struct query query = statement_start(store, STATEMENT_SUM_INSERT);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	statement_bind_blob(&query, sealed, size);
	return record_row_write(store, &query, &difference, sum_row(bucket, sealed, size));
}

enum ts_status record_sum_write(ts_store *store, int32_t month, const struct month_sum *sum)
{
	unsigned char plain[MONTH_SUM_SIZE], bucket[BUCKET_SIZE], *sealed = NULL;
	size_t plain_size = month_sum_encode(sum, plain), size;

	if (plain_size == 0)
		return TS_OK;
	crypt_bucket(&store->identity->keys, month, bucket);
	const struct record_seal seal = sum_seal(store, bucket);
	enum ts_status status = record_sum_drop(store, bucket);
	if (status == TS_OK)
		status = record_close(&seal, plain, plain_size, &sealed, &size);
	ts_wipe(plain, sizeof plain);
	if (status == TS_OK)
		status = sum_insert(store, bucket, sealed, size);
	free(sealed);
	return status;
}

enum ts_status record_sums_check(ts_store *store, int64_t *seals, int64_t *damaged)
{
	struct query query = statement_start(store, STATEMENT_SUM_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		unsigned char bucket[BUCKET_SIZE], *plain = NULL;
		size_t size;
		++*seals;
		status = statement_bytes(&query, 0, bucket, sizeof bucket) ? TS_OK : TS_DAMAGED;
		if (status == TS_OK) {
			const struct record_seal seal = sum_seal(store, bucket);
			status = record_open_long(&seal, &query, 1, &plain, &size);
		}
		free(plain);
		*damaged += status == TS_DAMAGED;
		if (status != TS_OK && status != TS_DAMAGED)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}
