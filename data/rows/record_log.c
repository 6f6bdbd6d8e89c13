/* The rows of logs. */
#include "data/rows/record_log.h"

#include "data/file/store.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/record.h"
#include "data/rows/record_month.h"
#include "data/rows/record_outbox.h"
#include "data/rows/record_piece.h"
#include "data/rows/version.h"

#include <stdlib.h>
#include <string.h>

enum { LOG_PLAIN = RECORD_ROOM(ROW_LOG_SIZE) };

static bool blob_open(const ts_store *store, const void *blob, size_t blob_size, const struct ts_id *id,
                      const unsigned char bucket[BUCKET_SIZE], struct row_log *out)
{
	unsigned char plain[LOG_PLAIN];
	size_t size;
	struct record_seal seal = record_seal_of(store, RECORD_LOG, id->bytes, TS_ID_SIZE, bucket, BUCKET_SIZE);

	return record_open_blob(&seal, blob, blob_size, plain, sizeof plain, &size) &&
	       row_decode_log(id, plain, size, out);
}

bool record_log_open(const ts_store *store, const struct query *query, int column, const struct ts_id *id,
                     const unsigned char bucket[BUCKET_SIZE], struct row_log *out)
{
	size_t size;
	const void *blob = statement_blob(query, column, &size);

	return blob_open(store, blob, size, id, bucket, out);
}

/* The same, and it stands under its month. */
static bool proper_open(const ts_store *store, const void *blob, size_t size, const struct ts_id *id,
                        const unsigned char *bucket, struct row_log *out)
{
	unsigned char proper[BUCKET_SIZE];
	struct row_log row;

	if (!blob_open(store, blob, size, id, bucket, &row))
		return false;
	crypt_bucket(&store->identity->keys, month_of_time(row.at), proper);
	if (memcmp(proper, bucket, BUCKET_SIZE) != 0)
		return false;
	*out = row;
	return true;
}

enum ts_status record_log_read(ts_store *store, const struct ts_id *id, struct row_log *out)
{
	struct query query = statement_start(store, STATEMENT_LOG_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	status = statement_step(&query);
	if (status == TS_OK) {
		size_t size, blob_size;
		const unsigned char *bucket = statement_blob(&query, 0, &size);
		const void *blob = statement_blob(&query, 1, &blob_size);
		if (size != BUCKET_SIZE || !proper_open(store, blob, blob_size, id, bucket, out))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

enum ts_status record_log_read_in(ts_store *store, int32_t month, const struct ts_id *id, struct row_log *out)
{
	struct query query = statement_start(store, STATEMENT_LOG_READ_IN);
	unsigned char bucket[BUCKET_SIZE];
	enum ts_status status;

	crypt_bucket(&store->identity->keys, month, bucket);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, sizeof bucket);
	statement_bind_id(&query, id);
	status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *blob = statement_blob(&query, 0, &size);
		if (!proper_open(store, blob, size, id, bucket, out))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

static struct tally_row log_row(const struct query *query, const void *id)
{
	size_t size, bucket_size;
	const unsigned char *bucket = statement_blob(query, 0, &bucket_size);
	const void *blob = statement_blob(query, 1, &size);

	return tally_row_of(TALLY_LOG, id, bucket_size == BUCKET_SIZE ? bucket : NULL, blob, size);
}

/* The log as it stands leaves the tally. */
static enum ts_status log_leave(ts_store *store, const struct row_log *row, struct tally *difference)
{
	struct query query = statement_start(store, STATEMENT_LOG_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &row->id);
	return record_rows_leave(store, &query, log_row, &row->id, difference);
}

/* What is written of a log changes its month; here: it is in it. */
static enum ts_status month_change(ts_store *store, const unsigned char bucket[BUCKET_SIZE], const struct row_log *row,
                                   bool here, const struct tally *rows, uint64_t versions)
{
	const struct month_written written = { row->id, row_versions_log(row), here && !row->dead };
	const struct month_difference difference = { MONTH_LOGS, bucket,   month_of_time(row->at),
		                                     rows,       versions, &written };

	return record_month_change(store, &difference);
}

/* A log left one month, perhaps, and came into another or the same. */
static enum ts_status months_change(ts_store *store, const struct row_log *before, const struct tally *left,
                                    const struct row_log *row, const unsigned char bucket[BUCKET_SIZE],
                                    const struct tally *both)
{
	const uint64_t lost = before ? row_versions_log(before) : 0, won = row_versions_log(row);
	unsigned char former[BUCKET_SIZE];
	struct tally came = *both;

	if (!before)
		return month_change(store, bucket, row, true, both, won);
	crypt_bucket(&store->identity->keys, month_of_time(before->at), former);
	if (memcmp(former, bucket, BUCKET_SIZE) == 0)
		return month_change(store, bucket, row, true, both, won - lost);
	tally_subtract(&came, left);
	enum ts_status status = month_change(store, former, before, false, left, 0 - lost);
	return status == TS_OK ? month_change(store, bucket, row, true, &came, won) : status;
}

struct query record_log_put(ts_store *store, const struct record_arriving *sealed, bool exists)
{
	struct query query = statement_start(store, exists ? STATEMENT_LOG_UPDATE : STATEMENT_LOG_INSERT);

	if (exists) {
		statement_bind_blob(&query, sealed->bucket, BUCKET_SIZE);
		statement_bind_blob(&query, sealed->blob, sealed->size);
	}
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &sealed->id);
	if (!exists) {
		statement_bind_blob(&query, sealed->bucket, BUCKET_SIZE);
		statement_bind_blob(&query, sealed->blob, sealed->size);
	}
	return query;
}

/* row: what is sealed. before: the row in whose place it comes, as it was read; NULL: there is none. */
static enum ts_status log_put(ts_store *store, const struct record_arriving *sealed, const struct row_log *row,
                              const struct row_log *before)
{
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = before ? log_leave(store, before, &difference) : TS_OK;

	if (status != TS_OK)
		return status;
	const struct tally left = difference;
	struct query query = record_log_put(store, sealed, before != NULL);
	status = record_row_write(store, &query, &difference,
	                          tally_row_of(TALLY_LOG, &sealed->id, sealed->bucket, sealed->blob, sealed->size));
	return status == TS_OK ? months_change(store, before, &left, row, sealed->bucket, &difference) : status;
}

static enum ts_status log_write(ts_store *store, const struct row_log *row, const struct row_log *before)
{
	unsigned char plain[ROW_LOG_SIZE], bucket[BUCKET_SIZE], *sealed = NULL;
	size_t plain_size = row_encode_log(row, plain), size;

	if (plain_size == 0)
		return TS_INVALID;
	crypt_bucket(&store->identity->keys, month_of_time(row->at), bucket);
	struct record_seal seal = record_seal_of(store, RECORD_LOG, row->id.bytes, TS_ID_SIZE, bucket, sizeof bucket);
	enum ts_status status = record_close(&seal, plain, plain_size, &sealed, &size);
	if (status != TS_OK)
		return status;
	status = log_put(store, &(struct record_arriving){ row->id, bucket, sealed, size }, row, before);
	if (status == TS_OK)
		log_cache_write(store, row);
	free(sealed);
	return status;
}

void record_log_changes(ts_store *store, ts_time at)
{
	store->logs_since = at < store->logs_since ? at : store->logs_since;
}

void record_logs_forget(ts_store *store)
{
	record_log_changes(store, ROW_EARLIEST);
	log_cache_forget(store);
}

enum ts_status record_log_merge(ts_store *store, const struct row_log *row)
{
	struct row_log present, merged;
	enum ts_status status = record_log_read(store, &row->id, &present);

	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "a log in '%s' does not verify; it was not changed", store->path);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	bool exists = status == TS_OK;
	record_log_changes(store, row->at);
	merged = *row;
	if (exists) {
		record_log_changes(store, present.at);
		merged = present;
		row_merge_log(&merged, row);
	}
	status = log_write(store, &merged, exists ? &present : NULL);
	return status == TS_OK ? record_queue(store, OUTBOX_LOG, &row->id) : status;
}

/* ---- what arrives */

static bool logs_equal(const struct row_log *left, const struct row_log *right)
{
	unsigned char left_bytes[ROW_LOG_SIZE], right_bytes[ROW_LOG_SIZE];
	size_t size = row_encode_log(left, left_bytes);

	return size == row_encode_log(right, right_bytes) && memcmp(left_bytes, right_bytes, size) == 0;
}

/* Whether it stands here already, byte for byte: then there is nothing to be opened. What stands here otherwise:
 * TS_NOT_FOUND, TS_DAMAGED. */
static enum ts_status log_known(ts_store *store, const struct record_arriving *arriving, bool *known,
                                struct row_log *present)
{
	struct query query = statement_start(store, STATEMENT_LOG_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &arriving->id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t bucket_size, size;
		const unsigned char *bucket = statement_blob(&query, 0, &bucket_size);
		const void *blob = statement_blob(&query, 1, &size);
		bool placed = bucket_size == BUCKET_SIZE;
		*known = placed && size == arriving->size && memcmp(bucket, arriving->bucket, BUCKET_SIZE) == 0 &&
		         memcmp(blob, arriving->blob, size) == 0;
		if (!*known && !(placed && proper_open(store, blob, size, &arriving->id, bucket, present)))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

/* In place of a row that does not verify: as a rule it is that row as it was, so that the sums hold again, which tell
 * of it still. If it is another version, they go on to object. */
static enum ts_status log_heal(ts_store *store, const struct record_arriving *arriving, enum record_taken *out)
{
	bool queued = false;
	enum ts_status status = record_queued(store, OUTBOX_LOG, &arriving->id, &queued);

	*out = queued ? TAKEN_LEFT : TAKEN_HEALED;
	if (status != TS_OK || queued)
		return status;
	struct query query = record_log_put(store, arriving, true);
	status = statement_run(&query, 1);
	statement_finish(&query);
	/* Which months it stood in is not known, nor what their pieces say of it. */
	record_logs_forget(store);
	return status == TS_OK ? record_pieces_delete(store) : status;
}

static enum ts_status log_join(ts_store *store, const struct record_arriving *arriving, const struct row_log *row,
                               const struct row_log *present, enum record_taken *out)
{
	struct row_log merged = *present;

	row_merge_log(&merged, row);
	*out = logs_equal(&merged, present) ? TAKEN_KNOWN : logs_equal(&merged, row) ? TAKEN_WHOLE : TAKEN_MIXED;
	if (*out == TAKEN_KNOWN)
		return TS_OK;
	record_log_changes(store, row->at);
	record_log_changes(store, present->at);
	if (*out == TAKEN_MIXED)
		return log_write(store, &merged, present);
	enum ts_status status = log_put(store, arriving, row, present);
	if (status == TS_OK)
		log_cache_write(store, row);
	return status;
}

enum ts_status record_log_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                               enum record_taken *out)
{
	struct row_log row, present;
	bool known = false;
	enum ts_status status = log_known(store, arriving, &known, &present);

	*out = known ? TAKEN_KNOWN : TAKEN_REFUSED;
	if (known || (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED))
		return status;
	if (!proper_open(store, arriving->blob, arriving->size, &arriving->id, arriving->bucket, &row))
		return TS_OK;
	version_witness(clock, row_version_log(&row));
	if (status == TS_OK)
		return log_join(store, arriving, &row, &present, out);
	if (status == TS_DAMAGED)
		return log_heal(store, arriving, out);
	*out = TAKEN_WHOLE;
	record_log_changes(store, row.at);
	status = log_put(store, arriving, &row, NULL);
	if (status == TS_OK)
		log_cache_write(store, &row);
	/* It is there, and no index leads to it: the file is damaged, and says so elsewhere. */
	if (status == TS_EXISTS)
		*out = TAKEN_LEFT;
	return status == TS_EXISTS ? TS_OK : status;
}
