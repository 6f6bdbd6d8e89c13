/* Very many rows of logs that are new. */
#include "data/rows/record_log_add.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/ahead.h"
#include "data/rows/log_cache.h"
#include "data/rows/month.h"
#include "data/rows/months_write.h"
#include "data/rows/record_log.h"
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
	bool fresh;         /* it had no rows before */
	size_t first, last; /* the indices of its logs lie between, both included */
};

/* A log sealed. */
struct adding_sealed {
	enum ts_status status;
	size_t size;
	unsigned char blob[RECORD_ROOM(ROW_LOG_SIZE)];
};

struct adding {
	ts_store *store;
	const struct logs_added *added;
	struct adding_month *at;
	size_t count, room;
	uint32_t *months; /* of each log: the index of its month */
	struct adding_sealed *slots;
};

/* ---- which months there are ---- */

/* Whether neither the file nor this transaction has rows of it. */
static enum ts_status freshness_find(ts_store *store, struct adding_month *month)
{
	struct month_row row;

	if (record_month_changed(store, MONTH_LOGS, month->bucket))
		return TS_OK;
	const enum ts_status status = record_month_stored(store, MONTH_LOGS, month->bucket, &row);
	month->fresh = status == TS_NOT_FOUND;
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

/* The months of a batch are few, and mostly a log is of the month of the one before, or of one near it: the one at
 * *place, which becomes that of the month. */
static enum ts_status month_find(struct adding *adding, int32_t month, size_t *place)
{
	for (size_t i = 0; i < adding->count; i++) {
		const size_t at = (*place + i) % adding->count;
		if (adding->at[at].month == month) {
			*place = at;
			return TS_OK;
		}
	}
	if (!array_room(&adding->at, &adding->room, adding->count + 1, sizeof *adding->at))
		return TS_NO_MEMORY;
	*place = adding->count;
	struct adding_month *found = &adding->at[adding->count++];
	*found = (struct adding_month){ .month = month, .first = SIZE_MAX };
	crypt_bucket(&adding->store->identity->keys, month, found->bucket);
	return freshness_find(adding->store, found);
}

static enum ts_status months_find(struct adding *adding)
{
	const struct logs_added *added = adding->added;
	size_t place = 0;
	ts_time from = 0, until = 0; /* of the month there */

	for (size_t i = 0; i < added->count; i++) {
		const ts_time at = added->logs[i].at;
		if (at < from || at >= until) {
			enum ts_status status = month_find(adding, month_of_time(at), &place);
			if (status != TS_OK)
				return status;
			struct adding_month *month = &adding->at[place];
			from = month_first_moment(month->month);
			until = month_first_moment(month->month + 1);
			month->first = month->first < i ? month->first : i;
		}
		adding->months[i] = (uint32_t)place;
		adding->at[place].last = i;
	}
	return TS_OK;
}

/* ---- rows ---- */

static void log_tell(const struct logs_added *added, size_t index, struct row_log *out)
{
	const struct log_brief *brief = &added->logs[index];
	const uint64_t version = added->version;

	*out = (struct row_log){ .id = brief->id,
		                 .activity = brief->activity,
		                 .at = brief->at,
		                 .offset = brief->offset,
		                 .sure = brief->sure,
		                 .locked = brief->locked,
		                 .when_version = version,
		                 .what_version = version,
		                 .comment_version = version,
		                 .dead_version = version,
		                 .sure_version = brief->sure != 0 ? version : 0 };
	memcpy(out->comment, brief->comment, strnlen(brief->comment, sizeof out->comment - 1));
	memcpy(out->zone, brief->zone, strnlen(brief->zone, sizeof out->zone - 1));
}

static enum ts_status log_seal(const struct adding *adding, size_t index, struct adding_sealed *out)
{
	struct adding_month *month = &adding->at[adding->months[index]];
	const ts_store *store = adding->store;
	unsigned char plain[ROW_LOG_SIZE];
	struct row_log row;

	log_tell(adding->added, index, &row);
	size_t size = row_encode_log(&row, plain);
	if (size == 0)
		return TS_INVALID;
	const struct record_seal seal =
	        record_seal_of(store, RECORD_LOG, row.id.bytes, TS_ID_SIZE, month->bucket, BUCKET_SIZE);
	out->size = record_seal_into(&seal, plain, size, out->blob);
	record_tally_add(store, &month->difference,
	                 tally_row_of(TALLY_LOG, &row.id, month->bucket, out->blob, out->size));
	month->versions += row_versions_log(&row);
	return TS_OK;
}

/* An ahead_fill: in the order in which they are written. */
static void slot_fill(void *context, size_t index)
{
	const struct adding *adding = context;
	struct adding_sealed *slot = &adding->slots[index % AHEAD_SLOTS];

	slot->status = log_seal(adding, adding->added->order[index], slot);
}

static enum ts_status log_write(const struct adding *adding, size_t index, const struct adding_sealed *sealed)
{
	const struct log_brief *log = &adding->added->logs[index];
	const struct record_arriving row = { log->id, adding->at[adding->months[index]].bucket, sealed->blob,
		                             sealed->size };
	struct query query = record_log_put(adding->store, &row, false);
	enum ts_status status = statement_run(&query, 1);

	statement_finish(&query);
	record_log_changes(adding->store, log->at);
	return status == TS_OK ? record_queue(adding->store, OUTBOX_LOG, &log->id) : status;
}

/* Sealing takes half as long as writing, and is done beside it. */
static enum ts_status logs_add(struct adding *adding)
{
	const struct logs_added *added = adding->added;
	enum ts_status status = TS_OK;
	struct ahead ahead;

	adding->slots = calloc(AHEAD_SLOTS, sizeof *adding->slots);
	if (!adding->slots)
		return TS_NO_MEMORY;
	ahead_begin(&ahead, added->count, slot_fill, adding);
	for (size_t i = 0; i < added->count && status == TS_OK; i++) {
		const struct adding_sealed *slot = &adding->slots[i % AHEAD_SLOTS];
		ahead_wait(&ahead, i);
		status = slot->status == TS_OK ? log_write(adding, added->order[i], slot) : slot->status;
	}
	ahead_end(&ahead);
	free(adding->slots);
	return status;
}

/* ---- months ---- */

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
	for (size_t i = month->first; i <= month->last; i++) {
		if (&adding->at[adding->months[i]] == month)
			log_tell(adding->added, i, &logs->at[logs->count++]);
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

enum ts_status record_logs_add(ts_store *store, const struct logs_added *added)
{
	struct adding adding = { .store = store, .added = added };

	adding.months = calloc(added->count + 1, sizeof *adding.months);
	enum ts_status status = adding.months ? months_find(&adding) : TS_NO_MEMORY;
	if (status == TS_OK)
		status = logs_add(&adding);
	if (status == TS_OK)
		status = months_change(&adding);
	if (status == TS_OK)
		status = months_piece(&adding);
	log_cache_forget(store);
	free(adding.at);
	free(adding.months);
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
