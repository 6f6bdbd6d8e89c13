/* Very many rows of logs that are new. */
#include "data/rows/record_log_add.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
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
};

struct adding {
	ts_store *store;
	struct adding_month *at;
	size_t count, room;
	size_t last; /* the month that was found last */
};

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

static enum ts_status log_add(struct adding *adding, const struct row_log *row)
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
	free(sealed);
	store->logs_since = row->at < store->logs_since ? row->at : store->logs_since;
	return status == TS_OK ? record_queue(store, OUTBOX_LOG, &row->id) : status;
}

enum ts_status record_logs_add(ts_store *store, size_t count, record_log_tell *tell, void *context)
{
	struct adding adding = { .store = store };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < count && status == TS_OK; i++) {
		struct row_log row;
		tell(context, i, &row);
		status = log_add(&adding, &row);
	}
	for (size_t i = 0; i < adding.count && status == TS_OK; i++) {
		const struct adding_month *month = &adding.at[i];
		record_tally_written(store, &month->difference);
		const struct month_difference difference = { MONTH_LOGS,         month->bucket,   month->month,
			                                     &month->difference, month->versions, NULL };
		status = record_month_change(store, &difference);
	}
	log_cache_forget(store);
	free(adding.at);
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
