/* The rows of activities. */
#include "data/rows/record_activity.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/record_outbox.h"
#include "data/rows/version.h"

#include <stdlib.h>
#include <string.h>

enum { ACTIVITY_PLAIN = RECORD_ROOM(ROW_ACTIVITY_SIZE) };

static bool blob_open(const ts_store *store, const void *blob, size_t blob_size, const struct ts_id *id,
                      struct row_activity *out)
{
	unsigned char plain[ACTIVITY_PLAIN];
	size_t size;
	struct record_seal seal = record_seal_of(store, RECORD_ACTIVITY, id->bytes, sizeof id->bytes, NULL, 0);

	return record_open_blob(&seal, blob, blob_size, plain, sizeof plain, &size) &&
	       row_decode_activity(id, plain, size, out);
}

static bool activity_open(const ts_store *store, const struct query *query, int column, const struct ts_id *id,
                          struct row_activity *out)
{
	size_t size;
	const void *blob = statement_blob(query, column, &size);

	return blob_open(store, blob, size, id, out);
}

static enum ts_status activities_add(const ts_store *store, const struct query *query, struct record_activities *list)
{
	struct row_activity row;
	struct ts_id id = statement_id_or_zero(query, 0);
	size_t size;
	const void *blob = statement_blob(query, 1, &size);

	record_tally_add(store, &list->found, tally_row_of(TALLY_ACTIVITY, &id, NULL, blob, size));
	if (!statement_id(query, 0, &id) || !activity_open(store, query, 1, &id, &row)) {
		list->damaged++;
		return TS_OK;
	}
	if (!array_room(&list->at, &list->room, list->count + 1, sizeof *list->at))
		return TS_NO_MEMORY;
	list->at[list->count++] = row;
	return TS_OK;
}

enum ts_status record_activities_read(ts_store *store, struct record_activities *out)
{
	struct record_activities list = { 0 };
	struct query query = statement_start(store, STATEMENT_ACTIVITY_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		status = activities_add(store, &query, &list);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND) {
		record_activities_release(&list);
		return status;
	}
	*out = list;
	return TS_OK;
}

void record_activities_release(struct record_activities *activities)
{
	free(activities->at);
	*activities = (struct record_activities){ 0 };
}

enum ts_status record_activity_read(ts_store *store, const struct ts_id *id, struct row_activity *out)
{
	struct query query = statement_start(store, STATEMENT_ACTIVITY_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	status = statement_step(&query);
	if (status == TS_OK && !activity_open(store, &query, 0, id, out))
		status = TS_DAMAGED;
	statement_finish(&query);
	return status;
}

static struct tally_row activity_row(const struct query *query, const void *id)
{
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	return tally_row_of(TALLY_ACTIVITY, id, NULL, blob, size);
}

static enum ts_status activity_leave(ts_store *store, const struct ts_id *id, struct tally *difference)
{
	struct query query = statement_start(store, STATEMENT_ACTIVITY_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	return record_rows_leave(store, &query, activity_row, id, difference);
}

/* A statement that puts a sealed row in its place. */
static struct query put_query(ts_store *store, const struct record_arriving *sealed, bool exists)
{
	struct query query = statement_start(store, exists ? STATEMENT_ACTIVITY_UPDATE : STATEMENT_ACTIVITY_INSERT);

	if (exists)
		statement_bind_blob(&query, sealed->blob, sealed->size);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &sealed->id);
	if (!exists)
		statement_bind_blob(&query, sealed->blob, sealed->size);
	store->kept_writes++;
	return query;
}

static enum ts_status activity_put(ts_store *store, const struct record_arriving *sealed, bool exists)
{
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = exists ? activity_leave(store, &sealed->id, &difference) : TS_OK;

	if (status != TS_OK)
		return status;
	struct query query = put_query(store, sealed, exists);
	return record_row_write(store, &query, &difference,
	                        tally_row_of(TALLY_ACTIVITY, &sealed->id, NULL, sealed->blob, sealed->size));
}

static enum ts_status activity_write(ts_store *store, const struct row_activity *row, bool exists)
{
	unsigned char plain[ROW_ACTIVITY_SIZE], *sealed = NULL;
	size_t plain_size = row_encode_activity(row, plain), size;
	struct record_seal seal = record_seal_of(store, RECORD_ACTIVITY, row->id.bytes, TS_ID_SIZE, NULL, 0);
	enum ts_status status = plain_size > 0 ? record_close(&seal, plain, plain_size, &sealed, &size) : TS_INVALID;

	if (status != TS_OK)
		return status;
	status = activity_put(store, &(struct record_arriving){ row->id, NULL, sealed, size }, exists);
	free(sealed);
	return status;
}

enum ts_status record_activity_merge(ts_store *store, const struct row_activity *row)
{
	struct row_activity merged = *row;
	enum ts_status status = record_activity_read(store, &row->id, &merged);

	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "an activity in '%s' does not verify; it was not changed",
		                  store->path);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	row_merge_activity(&merged, row);
	status = activity_write(store, &merged, status == TS_OK);
	return status == TS_OK ? record_queue(store, OUTBOX_ACTIVITY, &row->id) : status;
}

/* ---- what arrives */

static bool activities_equal(const struct row_activity *left, const struct row_activity *right)
{
	unsigned char left_bytes[ROW_ACTIVITY_SIZE], right_bytes[ROW_ACTIVITY_SIZE];
	size_t size = row_encode_activity(left, left_bytes);

	return size == row_encode_activity(right, right_bytes) && memcmp(left_bytes, right_bytes, size) == 0;
}

/* Whether it stands here already, byte for byte: then there is nothing to be opened. What stands here otherwise:
 * TS_NOT_FOUND, TS_DAMAGED. */
static enum ts_status activity_known(ts_store *store, const struct record_arriving *arriving, bool *known,
                                     struct row_activity *present)
{
	struct query query = statement_start(store, STATEMENT_ACTIVITY_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &arriving->id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *blob = statement_blob(&query, 0, &size);
		*known = size == arriving->size && memcmp(blob, arriving->blob, size) == 0;
		if (!*known && !blob_open(store, blob, size, &arriving->id, present))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

/* As a damaged log is healed. */
static enum ts_status activity_heal(ts_store *store, const struct record_arriving *arriving, enum record_taken *out)
{
	bool queued = false;
	enum ts_status status = record_queued(store, OUTBOX_ACTIVITY, &arriving->id, &queued);

	*out = queued ? TAKEN_LEFT : TAKEN_HEALED;
	if (status != TS_OK || queued)
		return status;
	struct query query = put_query(store, arriving, true);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status record_activity_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                    enum record_taken *out)
{
	struct row_activity row, merged;
	bool known = false;
	enum ts_status status = activity_known(store, arriving, &known, &merged);

	*out = known ? TAKEN_KNOWN : TAKEN_REFUSED;
	if (known || (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED))
		return status;
	if (!blob_open(store, arriving->blob, arriving->size, &arriving->id, &row))
		return TS_OK;
	version_witness(clock, row_version_activity(&row));
	if (status == TS_DAMAGED)
		return activity_heal(store, arriving, out);
	*out = TAKEN_WHOLE;
	if (status == TS_NOT_FOUND)
		return activity_put(store, arriving, false);
	const struct row_activity present = merged;
	row_merge_activity(&merged, &row);
	if (activities_equal(&merged, &present)) {
		*out = TAKEN_KNOWN;
		return TS_OK;
	}
	if (activities_equal(&merged, &row))
		return activity_put(store, arriving, true);
	*out = TAKEN_MIXED;
	return activity_write(store, &merged, true);
}
