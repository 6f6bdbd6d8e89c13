/* Adds up the rows of all tables, a few at a time. */
#include "data/rows/record_all.h"

#include "data/file/store.h"
#include "data/rows/record.h"

struct record_place record_all_begin(void)
{
	return (struct record_place){ .table = TALLY_ACTIVITY, .after = INT64_MIN };
}

/* Tables without pages: activities are few, settings one row. */
static enum ts_status few_add(ts_store *store, enum tally_table table, struct tally *found, size_t *read)
{
	bool settings = table == TALLY_SETTING;
	struct query query = statement_start(store, settings ? STATEMENT_SETTING_READ : STATEMENT_ACTIVITY_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		struct ts_id id = { { 0 } };
		size_t size;
		const void *blob = statement_blob(&query, settings ? 0 : 1, &size);
		if (!settings)
			id = statement_id_or_zero(&query, 0);
		record_tally_add(store, found, tally_row_of(table, &id, NULL, blob, size));
		++*read;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* The row that a query of an AUDIT statement stands on. */
static struct tally_row row_of(const struct query *query, enum tally_table table)
{
	struct ts_id id = { { 0 } };
	unsigned char column[TALLY_COLUMN_SIZE] = { 0 };
	size_t size, column_size;
	const void *blob = statement_blob(query, 4, &size);

	if (table == TALLY_PART)
		return tally_row_numbered(table, statement_integer(query, 2), statement_integer(query, 3), blob, size);
	id = statement_id_or_zero(query, 2);
	const unsigned char *bucket = statement_blob(query, 3, &column_size);
	if (table == TALLY_HISTORY) {
		tally_column(statement_integer(query, 0), column);
		bucket = column;
	} else if (column_size != BUCKET_SIZE) {
		bucket = NULL;
	}
	return tally_row_of(table, &id, bucket, blob, size);
}

/* A page of rows of all users, so that a page's cost does not depend on whose they are. */
static enum ts_status page_add(ts_store *store, struct record_place *place, size_t most, struct tally *found,
                               size_t *read)
{
	static const enum statement statements[TALLY_TABLES] = { [TALLY_LOG] = STATEMENT_AUDIT_LOGS,
		                                                 [TALLY_NOTE] = STATEMENT_AUDIT_NOTES,
		                                                 [TALLY_HISTORY] = STATEMENT_AUDIT_STEPS,
		                                                 [TALLY_PART] = STATEMENT_AUDIT_PARTS,
		                                                 [TALLY_SUM] = STATEMENT_AUDIT_SUMS };
	struct query query = statement_start(store, statements[place->table]);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, place->after);
	statement_bind_integer(&query, (int64_t)most);
	while ((status = statement_step(&query)) == TS_OK) {
		place->after = statement_integer(&query, 0);
		if (statement_integer(&query, 1) == 1)
			record_tally_add(store, found, row_of(&query, place->table));
		++*read;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_all_add(ts_store *store, struct record_place *place, size_t rows, struct tally *found)
{
	enum ts_status status = TS_OK;

	while (status == TS_OK && place->table < TALLY_TABLES && rows > 0) {
		size_t read = 0, most = rows;
		bool few = place->table == TALLY_ACTIVITY || place->table == TALLY_SETTING;
		status = few ? few_add(store, place->table, found, &read) : page_add(store, place, most, found, &read);
		if (few || read < most)
			*place = (struct record_place){ place->table + 1, INT64_MIN };
		rows -= read < rows ? read : rows;
	}
	return status;
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
