/* The rows of activities. */
#include "data/rows/record_activity.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/record.h"

#include <stdlib.h>

enum { ACTIVITY_PLAIN = RECORD_ROOM(ROW_ACTIVITY_SIZE) };

static bool activity_open(const ts_store *store, const struct query *query, int column, const struct ts_id *id,
                          struct row_activity *out)
{
	unsigned char plain[ACTIVITY_PLAIN];
	size_t size;
	struct record_seal seal = record_seal_of(store, RECORD_ACTIVITY, id->bytes, sizeof id->bytes, NULL, 0);

	return record_open(&seal, query, column, plain, sizeof plain, &size) &&
	       row_decode_activity(id, plain, size, out);
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

static enum ts_status activity_write(ts_store *store, const struct row_activity *row, bool exists)
{
	unsigned char plain[ROW_ACTIVITY_SIZE], *sealed = NULL;
	size_t plain_size = row_encode_activity(row, plain), size;
	struct tally difference = { .counts = { 0 } };
	struct record_seal seal = record_seal_of(store, RECORD_ACTIVITY, row->id.bytes, TS_ID_SIZE, NULL, 0);
	enum ts_status status = plain_size > 0 ? TS_OK : TS_INVALID;

	if (status == TS_OK && exists)
		status = activity_leave(store, &row->id, &difference);
	if (status == TS_OK)
		status = record_close(&seal, plain, plain_size, &sealed, &size);
	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, exists ? STATEMENT_ACTIVITY_UPDATE : STATEMENT_ACTIVITY_INSERT);
	if (exists)
		statement_bind_blob(&query, sealed, size);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &row->id);
	if (!exists)
		statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference,
	                          tally_row_of(TALLY_ACTIVITY, &row->id, NULL, sealed, size));
	store->kept_writes++;
	free(sealed);
	return status;
}

enum ts_status record_activity_merge(ts_store *store, const struct row_activity *row)
{
	struct row_activity present;
	enum ts_status status = record_activity_read(store, &row->id, &present);

	if (status == TS_NOT_FOUND)
		return activity_write(store, row, false);
	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "an activity in '%s' does not verify; it was not changed",
		                  store->path);
	if (status != TS_OK)
		return status;
	row_merge_activity(&present, row);
	return activity_write(store, &present, true);
}
