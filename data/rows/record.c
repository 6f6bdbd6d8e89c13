/* Seals, and the rows of activities. */
#include "data/rows/record.h"

#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

/* What a seal is bound to first: the format, and the table. All of one length, so that nothing can be read in two ways.
 */
static const char tables[][12] = {
	[RECORD_ACTIVITY] = "ts1activity", [RECORD_LOG] = "ts1log",     [RECORD_NOTE] = "ts1note",
	[RECORD_DRAFT] = "ts1draft",       [RECORD_STATE] = "ts1state", [RECORD_SETTING] = "ts1setting",
	[RECORD_HISTORY] = "ts1history",   [RECORD_PART] = "ts1part",   [RECORD_SUM] = "ts1sum",
};

struct record_seal record_seal_of(const ts_store *store, enum record_table table, const void *key, size_t key_size,
                                  const void *column, size_t column_size)
{
	const struct identity *identity = store->identity;
	struct record_seal seal = { 0 };
	struct bytes_writer writer = bytes_write_to(seal.associated, sizeof seal.associated);
	bool travels = table == RECORD_ACTIVITY || table == RECORD_LOG || table == RECORD_NOTE;

	seal.key = travels ? identity->keys.rows : identity->keys.state;
	bytes_put(&writer, tables[table], sizeof tables[table]);
	bytes_put_id(&writer, &identity->user);
	bytes_put(&writer, key, key_size);
	bytes_put(&writer, column, column_size);
	seal.size = writer.size;
	return seal;
}

enum ts_status record_close(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char **out,
                            size_t *size)
{
	unsigned char *sealed = malloc(crypt_sealed_size(plain_size));

	if (!sealed)
		return TS_NO_MEMORY;
	*size = crypt_seal(seal->key, seal->associated, seal->size, plain, plain_size, sealed);
	*out = sealed;
	return TS_OK;
}

bool record_open(const struct record_seal *seal, const struct query *query, int column, unsigned char *plain,
                 size_t room, size_t *plain_size)
{
	size_t size;
	const void *blob = statement_blob(query, column, &size);

	return size <= room && crypt_open(seal->key, seal->associated, seal->size, blob, size, plain, plain_size);
}

enum ts_status record_open_long(const struct record_seal *seal, const struct query *query, int column,
                                unsigned char **plain, size_t *size)
{
	enum { MOST = ROW_NOTE_SIZE + SEAL_PADDING + SEAL_OVERHEAD };
	size_t sealed_size;

	(void)statement_blob(query, column, &sealed_size);
	if (sealed_size == 0 || sealed_size > MOST)
		return TS_DAMAGED;
	unsigned char *opened = malloc(sealed_size);
	if (!opened)
		return TS_NO_MEMORY;
	if (!record_open(seal, query, column, opened, sealed_size, size)) {
		free(opened);
		return TS_DAMAGED;
	}
	*plain = opened;
	return TS_OK;
}

void record_tally_add(const ts_store *store, struct tally *difference, struct tally_row row)
{
	tally_add(difference, &store->identity->keys, &row);
}

void record_tally_remove(const ts_store *store, struct tally *difference, struct tally_row row)
{
	tally_remove(difference, &store->identity->keys, &row);
}

void record_tally_written(ts_store *store, const struct tally *difference)
{
	tally_merge(&store->identity->pending, difference);
}

enum { ACTIVITY_PLAIN = ROW_ACTIVITY_SIZE + SEAL_PADDING + SEAL_OVERHEAD };

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
	struct ts_id id;

	if (!statement_id(query, 0, &id) || !activity_open(store, query, 1, &id, &row)) {
		list->damaged++;
		return TS_OK;
	}
	/* Room grows at powers of two. */
	if ((list->count & (list->count - 1)) == 0) {
		size_t room = list->count == 0 ? 1 : 2 * list->count;
		struct row_activity *grown = realloc(list->at, room * sizeof *grown);
		if (!grown)
			return TS_NO_MEMORY;
		list->at = grown;
	}
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

/* Takes the row that is about to be replaced out of the tally. */
static enum ts_status activity_forget(ts_store *store, const struct ts_id *id, struct tally *difference)
{
	struct query query = statement_start(store, STATEMENT_ACTIVITY_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *blob = statement_blob(&query, 0, &size);
		record_tally_remove(store, difference, tally_row_of(TALLY_ACTIVITY, id, NULL, blob, size));
	}
	statement_finish(&query);
	return status;
}

static enum ts_status activity_write(ts_store *store, const struct row_activity *row, bool exists)
{
	unsigned char plain[ROW_ACTIVITY_SIZE], *sealed = NULL;
	size_t plain_size = row_encode_activity(row, plain), size;
	struct tally difference = { .counts = { 0 } };
	struct record_seal seal = record_seal_of(store, RECORD_ACTIVITY, row->id.bytes, TS_ID_SIZE, NULL, 0);
	enum ts_status status = plain_size > 0 ? TS_OK : TS_INVALID;

	if (status == TS_OK && exists)
		status = activity_forget(store, &row->id, &difference);
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
	status = statement_run(&query, 1);
	statement_finish(&query);
	record_tally_add(store, &difference, tally_row_of(TALLY_ACTIVITY, &row->id, NULL, sealed, size));
	if (status == TS_OK)
		record_tally_written(store, &difference);
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
