/* Adds up the rows of all tables, a few at a time. */
#include "data/rows/record_all.h"

#include "data/file/store.h"
#include "data/rows/months_write.h"
#include "data/rows/record.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/version.h"

#include <string.h>

struct record_place record_all_begin(void)
{
	return (struct record_place){ .table = TALLY_ACTIVITY, .first = INT64_MIN, .second = INT64_MIN };
}

/* The row that a query stands on: each table's columns as its statement gives them. */
static struct tally_row row_of(const struct query *query, enum tally_table table)
{
	struct ts_id id = { { 0 } };
	unsigned char column[TALLY_COLUMN_SIZE] = { 0 };
	int blob_column = table == TALLY_SETTING ? 0 : table == TALLY_ACTIVITY || table == TALLY_LEDGER ? 1 : 2;
	size_t size, bucket_size = 0;
	const void *blob = statement_blob(query, blob_column, &size), *bucket = NULL;

	switch (table) {
	case TALLY_SETTING:
		break;
	case TALLY_ACTIVITY:
	case TALLY_LEDGER:
		id = statement_id_or_zero(query, 0);
		break;
	case TALLY_MONTH:
		id.bytes[0] = (unsigned char)statement_integer(query, 0);
		bucket = statement_blob(query, 1, &bucket_size);
		break;
	case TALLY_HISTORY:
		tally_column(statement_integer(query, 0), column);
		id = statement_id_or_zero(query, 1);
		return tally_row_of(table, &id, column, blob, size);
	case TALLY_PART:
		return tally_row_numbered(table, statement_integer(query, 0), statement_integer(query, 1), blob, size);
	default:
		bucket = statement_blob(query, 0, &bucket_size);
		id = statement_id_or_zero(query, 1);
		break;
	}
	return tally_row_of(table, &id, bucket_size == BUCKET_SIZE ? bucket : NULL, blob, size);
}

/* Whether one place comes behind another of the same table. */
static bool place_behind(const struct record_place *place, const struct record_place *from)
{
	if (place->table == TALLY_HISTORY)
		return place->first > from->first;
	if (place->table == TALLY_PART)
		return place->first > from->first || (place->first == from->first && place->second > from->second);
	size_t size = place->bucket_size < from->bucket_size ? place->bucket_size : from->bucket_size;
	int order = memcmp(place->bucket, from->bucket, size);
	if (order == 0 && place->bucket_size != from->bucket_size)
		return place->bucket_size > from->bucket_size;
	return order > 0 ||
	       (order == 0 && (from->id_size == 0 || memcmp(place->id.bytes, from->id.bytes, TS_ID_SIZE) > 0));
}

/* Behind the row that a query stands on; false: nothing can be. */
static bool place_move(struct record_place *place, const struct query *query)
{
	size_t size;
	const void *bucket;

	switch (place->table) {
	case TALLY_HISTORY:
		place->first = statement_integer(query, 0);
		return place->first++ < INT64_MAX;
	case TALLY_PART:
		place->first = statement_integer(query, 0);
		place->second = statement_integer(query, 1);
		if (place->second++ < INT64_MAX)
			return true;
		place->second = INT64_MIN;
		return place->first++ < INT64_MAX;
	default:
		bucket = statement_blob(query, 0, &size);
		place->bucket_size = size < sizeof place->bucket ? size : sizeof place->bucket;
		if (place->bucket_size > 0)
			memcpy(place->bucket, bucket, place->bucket_size);
		place->id = statement_id_or_zero(query, 1);
		place->id_size = TS_ID_SIZE;
		return true;
	}
}

/* Tables without pages: activities, months, marks, targets and bookings are few, settings one row. */
static bool table_is_small(enum tally_table table)
{
	return table == TALLY_ACTIVITY || table == TALLY_SETTING || table == TALLY_MONTH || table == TALLY_LEDGER;
}

static void place_bind(struct query *query, const struct record_place *place, size_t most)
{
	if (table_is_small(place->table))
		return;
	if (place->table == TALLY_HISTORY || place->table == TALLY_PART) {
		statement_bind_integer(query, place->first);
		if (place->table == TALLY_PART)
			statement_bind_integer(query, place->second);
	} else {
		statement_bind_blob(query, place->bucket, place->bucket_size);
		statement_bind_blob(query, place->id.bytes, place->id_size);
	}
	statement_bind_integer(query, (int64_t)most);
}

/* A page, or all of a small table. complete: there is no more. */
static enum ts_status page_visit(ts_store *store, struct record_place *place, size_t most, record_row_visit *visit,
                                 void *context, size_t *read, bool *complete)
{
	static const enum statement statements[TALLY_TABLES] = {
		[TALLY_ACTIVITY] = STATEMENT_ACTIVITY_LIST, [TALLY_LOG] = STATEMENT_AUDIT_LOGS,
		[TALLY_NOTE] = STATEMENT_AUDIT_NOTES,       [TALLY_HISTORY] = STATEMENT_AUDIT_STEPS,
		[TALLY_PART] = STATEMENT_AUDIT_PARTS,       [TALLY_SETTING] = STATEMENT_SETTING_READ,
		[TALLY_MONTH] = STATEMENT_MONTH_LIST,       [TALLY_LEDGER] = STATEMENT_LEDGER_LIST
	};
	struct query query = statement_start(store, statements[place->table]);
	const struct record_place from = *place;
	bool more = true;
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	place_bind(&query, &from, most);
	while (more && (status = statement_step(&query)) == TS_OK) {
		const struct tally_row row = row_of(&query, place->table);
		status = visit(store, context, &row);
		if (status != TS_OK)
			break;
		const struct record_place before = *place;
		/* Where the file's order is broken the pages would have no end; their sum tells of that. */
		more = table_is_small(place->table) || (place_move(place, &query) && place_behind(place, &before));
		++*read;
	}
	statement_finish(&query);
	*complete = table_is_small(place->table) || *read < most || !more;
	return !more || status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_all_visit(ts_store *store, struct record_place *place, size_t rows, record_row_visit *visit,
                                void *context)
{
	enum ts_status status = TS_OK;

	while (status == TS_OK && place->table < TALLY_TABLES && rows > 0) {
		bool complete = false;
		size_t read = 0;
		status = page_visit(store, place, rows, visit, context, &read, &complete);
		if (status == TS_OK && complete)
			*place = (struct record_place){ .table = place->table + 1,
				                        .first = INT64_MIN,
				                        .second = INT64_MIN };
		rows -= read < rows ? read : rows;
	}
	return status;
}

static enum ts_status row_add(ts_store *store, void *found, const struct tally_row *row)
{
	record_tally_add(store, found, *row);
	return TS_OK;
}

enum ts_status record_all_add(ts_store *store, struct record_place *place, size_t rows, struct tally *found)
{
	return record_all_visit(store, place, rows, row_add, found);
}

enum ts_status record_all_of(ts_store *store, enum tally_table table, struct tally *found)
{
	struct record_place place = { .table = table };
	bool complete = false;
	size_t read = 0;

	return page_visit(store, &place, SIZE_MAX, row_add, found, &read, &complete);
}

enum ts_status record_all_tally(ts_store *store, struct tally *out)
{
	struct record_place place = record_all_begin();
	struct tally found = { .counts = { 0 } };
	enum ts_status status = TS_OK;

	while (status == TS_OK && place.table < TALLY_TABLES)
		status = record_all_add(store, &place, INT32_MAX, &found);
	if (status == TS_OK)
		*out = found;
	return status;
}

enum ts_status record_all_check(ts_store *store, struct state *state, struct tally *found)
{
	enum ts_status status = record_state_read(store, state);

	if (status == TS_OK)
		status = record_all_tally(store, found);
	if (status != TS_OK || tally_equal(&state->tally, found))
		return status;
	return store_fail(store, TS_DAMAGED,
	                  "the rows of '%s' in '%s' are not those that were last written: run 'timesheet check'; "
	                  "nothing was changed",
	                  store->identity->name, store->path);
}

enum ts_status record_all_retell(ts_store *store, struct state *state, ts_time now)
{
	uint16_t random;
	/* What months have is told first: it is counted, too. */
	enum ts_status status = record_months_make(store);

	if (status == TS_OK)
		status = record_all_tally(store, &state->tally);
	if (status != TS_OK)
		return status;
	store->identity->pending = (struct tally){ .counts = { 0 } };
	/* What was damaged by what months said is so no more. */
	record_logs_forget(store);
	crypt_random(&random, sizeof random);
	(void)version_next(&state->clock, now, random);
	return record_state_write(store, state);
}
