/* Seals, and what the rows of all tables have in common. */
#include "data/rows/record.h"

#include "data/pure/array.h"
#include "data/rows/row.h"
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
	enum { MOST = SEALED_SIZE(ROW_NOTE_SIZE) };
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

void record_tally_written(ts_store *store, const struct tally *difference)
{
	tally_merge(&store->identity->pending, difference);
}

enum ts_status record_rows_leave(ts_store *store, struct query *query, record_row_of *row_of, const void *context,
                                 struct tally *difference)
{
	enum ts_status status;

	while ((status = statement_step(query)) == TS_OK) {
		const struct tally_row row = row_of(query, context);
		tally_remove(difference, &store->identity->keys, &row);
	}
	statement_finish(query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_row_write(ts_store *store, struct query *query, struct tally *difference, struct tally_row row)
{
	enum ts_status status = statement_run(query, 1);

	statement_finish(query);
	record_tally_add(store, difference, row);
	if (status == TS_OK)
		record_tally_written(store, difference);
	return status;
}

enum ts_status record_buckets_read(ts_store *store, enum statement statement, unsigned char **out, size_t *count)
{
	struct query query = statement_start(store, statement);
	unsigned char *buckets = NULL;
	size_t found = 0, room = 0;
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		size_t size;
		const void *bucket = statement_blob(&query, 0, &size);
		if (size != BUCKET_SIZE)
			continue;
		if (!array_room(&buckets, &room, found + 1, BUCKET_SIZE)) {
			status = TS_NO_MEMORY;
			break;
		}
		memcpy(buckets + found++ * BUCKET_SIZE, bucket, BUCKET_SIZE);
	}
	statement_finish(&query);
	if (status != TS_NOT_FOUND) {
		free(buckets);
		return status;
	}
	*out = buckets;
	*count = found;
	return TS_OK;
}
