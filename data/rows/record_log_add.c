/* Very many rows of logs that are new. */
#include "data/rows/record_log_add.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/months_write.h"
#include "data/rows/record_logs.h"
#include "data/rows/record_month.h"
#include "data/rows/record_outbox.h"

#include <stdlib.h>
#include <string.h>

/* What comes into a month. */
struct adding_month {
	int32_t month;
	unsigned char bucket[BUCKET_SIZE];
	struct tally difference;
	uint64_t versions;
	bool fresh;    /* it had no rows before */
	uint32_t last; /* behind the index of its last row; 0: none yet */
};

struct adding {
	ts_store *store;
	struct adding_month *at;
	size_t count, room;
	size_t last;      /* the month that was found last */
	uint32_t *before; /* of each row: behind the index of the one before it in its month; 0: none */
	record_log_tell *tell;
	void *context;
};

/* Whether neither the file nor this transaction has rows of it. */
static bool month_is_fresh(ts_store *store, const unsigned char bucket[BUCKET_SIZE])
{
	struct month_row row;

	return !record_month_changed(store, MONTH_LOGS, bucket) &&
	       record_month_stored(store, MONTH_LOGS, bucket, &row) == TS_NOT_FOUND;
}

/* The months of a batch are few, and mostly a log is of the month of the one before, or of one near it. */
static struct adding_month *month_find(struct adding *adding, int32_t month)
{
	for (size_t i = 0; i < adding->count; i++) {
		size_t at = (adding->last + i) % adding->count;
		if (adding->at[at].month != month)
			continue;
		adding->last = at;
		return &adding->at[at];
	}
	if (!array_room(&adding->at, &adding->room, adding->count + 1, sizeof *adding->at))
		return NULL;
	struct adding_month *found = &adding->at[adding->count];
	*found = (struct adding_month){ .month = month };
	crypt_bucket(&adding->store->identity->keys, month, found->bucket);
	found->fresh = month_is_fresh(adding->store, found->bucket);
	adding->last = adding->count++;
	return found;
}

static enum ts_status row_insert(ts_store *store, const struct ts_id *id, const unsigned char bucket[BUCKET_SIZE],
                                 const unsigned char *blob, size_t size)
{
	struct query query = statement_start(store, STATEMENT_LOG_INSERT);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	statement_bind_blob(&query, blob, size);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

static enum ts_status log_add(struct adding *adding, size_t index, const struct row_log *row)
{
	ts_store *store = adding->store;
	unsigned char plain[ROW_LOG_SIZE], *sealed = NULL;
	size_t plain_size = row_encode_log(row, plain), size;

	if (plain_size == 0)
		return TS_INVALID;
	struct adding_month *month = month_find(adding, month_of_time(row->at));
	if (!month)
		return TS_NO_MEMORY;
	const struct record_seal seal =
	        record_seal_of(store, RECORD_LOG, row->id.bytes, TS_ID_SIZE, month->bucket, BUCKET_SIZE);
	enum ts_status status = record_close(&seal, plain, plain_size, &sealed, &size);
	if (status != TS_OK)
		return status;
	status = row_insert(store, &row->id, month->bucket, sealed, size);
	record_tally_add(store, &month->difference, tally_row_of(TALLY_LOG, &row->id, month->bucket, sealed, size));
	month->versions += row_versions_log(row);
	adding->before[index] = month->last;
	month->last = (uint32_t)index + 1;
	free(sealed);
	store->logs_since = row->at < store->logs_since ? row->at : store->logs_since;
	return status == TS_OK ? record_queue(store, OUTBOX_LOG, &row->id) : status;
}

static enum ts_status logs_add(struct adding *adding, size_t count)
{
	enum ts_status status = TS_OK;
	struct row_log row;

	for (size_t i = 0; i < count && status == TS_OK; i++) {
		adding->tell(adding->context, i, &row);
		status = log_add(adding, i, &row);
	}
	return status;
}

static enum ts_status months_change(struct adding *adding)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < adding->count && status == TS_OK; i++) {
		const struct adding_month *month = &adding->at[i];
		record_tally_written(adding->store, &month->difference);
		const struct month_difference difference = { MONTH_LOGS,         month->bucket,   month->month,
			                                     &month->difference, month->versions, NULL };
		status = record_month_change(adding->store, &difference);
	}
	return status;
}

/* logs: room that is used again. */
static enum ts_status month_piece(const struct adding *adding, const struct adding_month *month,
                                  struct record_logs *logs)
{
	const int64_t rows = month->difference.counts[TALLY_LOG];

	logs->count = 0;
	if (rows > MONTH_ROWS_MOST)
		return TS_OK;
	/* Nothing of a month before is needed: it is not to be copied. */
	if ((size_t)rows > logs->room)
		record_logs_release(logs);
	if (!array_room(&logs->at, &logs->room, (size_t)rows, sizeof *logs->at))
		return TS_NO_MEMORY;
	for (uint32_t at = month->last; at > 0; at = adding->before[at - 1]) {
		struct row_log *log = &logs->at[logs->count];
		adding->tell(adding->context, at - 1, log);
		logs->count += !log->dead;
	}
	record_logs_sort(logs);
	return record_month_piece(adding->store, month->month, logs, rows);
}

/* To the latest month more comes with the next batch, as a rule: its piece is made at the end. */
static enum ts_status months_piece(const struct adding *adding)
{
	struct record_logs logs = { .at = NULL };
	enum ts_status status = TS_OK;
	int32_t latest = INT32_MIN;

	for (size_t i = 0; i < adding->count; i++)
		latest = adding->at[i].month > latest ? adding->at[i].month : latest;
	for (size_t i = 0; i < adding->count && status == TS_OK; i++) {
		if (adding->at[i].fresh && adding->at[i].month != latest)
			status = month_piece(adding, &adding->at[i], &logs);
	}
	record_logs_release(&logs);
	return status;
}

enum ts_status record_logs_add(ts_store *store, size_t count, record_log_tell *tell, void *context)
{
	struct adding adding = { .store = store, .tell = tell, .context = context };

	adding.before = calloc(count + 1, sizeof *adding.before);
	enum ts_status status = adding.before ? logs_add(&adding, count) : TS_NO_MEMORY;
	if (status == TS_OK)
		status = months_change(&adding);
	if (status == TS_OK)
		status = months_piece(&adding);
	log_cache_forget(store);
	free(adding.at);
	free(adding.before);
	return status;
}

enum ts_status record_log_ids(ts_store *store, record_id_visit *visit, void *context)
{
	struct query query = statement_start(store, STATEMENT_LOG_IDS);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		const struct ts_id id = statement_id_or_zero(&query, 0);
		if (!visit(context, &id))
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}
