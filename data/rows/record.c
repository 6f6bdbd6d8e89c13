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
	[RECORD_ACTIVITY] = "ts1activity",     [RECORD_LOG] = "ts1log",         [RECORD_NOTE] = "ts1note",
	[RECORD_DRAFT] = "ts1draft",           [RECORD_STATE] = "ts1state",     [RECORD_SETTING] = "ts1shared",
	[RECORD_SETTING_WHOLE] = "ts1setting", [RECORD_HISTORY] = "ts1history", [RECORD_PART] = "ts1part",
	[RECORD_MONTH] = "ts1month",           [RECORD_LEDGER] = "ts1ledger",   [RECORD_HUB] = "ts1hub",
	[RECORD_DEVICE] = "ts1device",         [RECORD_SLOTS] = "ts1slots",     [RECORD_KEYRING] = "ts1keyring",
	[RECORD_FORMER] = "ts1former",         [RECORD_FRAME] = "ts1frame",     [RECORD_PIECE] = "ts1piece",
	[RECORD_POINTS] = "ts1points",         [RECORD_SUM] = "ts1sum",
};

/* Nearly all activities and logs fit into one size, and nearly all steps that change one row. */
static const size_t least_sizes[] = {
	[RECORD_ACTIVITY] = 128, [RECORD_LOG] = 128,   [RECORD_LEDGER] = 128,  [RECORD_NOTE] = 64,
	[RECORD_DRAFT] = 64,     [RECORD_STATE] = 512, [RECORD_SETTING] = 128, [RECORD_SETTING_WHOLE] = 128,
	[RECORD_HISTORY] = 512,  [RECORD_PART] = 512,  [RECORD_MONTH] = 64,    [RECORD_HUB] = 512,
	[RECORD_DEVICE] = 512,   [RECORD_SLOTS] = 64,  [RECORD_FORMER] = 64,   [RECORD_KEYRING] = 64,
	[RECORD_FRAME] = 64,     [RECORD_PIECE] = 64,  [RECORD_POINTS] = 64,   [RECORD_SUM] = 64,
};

struct record_seal record_seal_under(const struct identity *identity, enum record_table table, const void *key,
                                     size_t key_size, const void *column, size_t column_size)
{
	struct record_seal seal = { 0 };
	struct bytes_writer writer = bytes_write_to(seal.associated, sizeof seal.associated);
	bool travels = table == RECORD_ACTIVITY || table == RECORD_LOG || table == RECORD_NOTE ||
	               table == RECORD_LEDGER || table == RECORD_SETTING || table == RECORD_SLOTS ||
	               table == RECORD_FORMER || table == RECORD_KEYRING;

	seal.key = travels ? identity->keys.rows : identity->keys.state;
	seal.nonce_key = travels ? identity->keys.nonces : NULL;
	seal.least = least_sizes[table];
	bytes_put_number(&writer, RECORD_FORMAT, 1);
	bytes_put_number(&writer, identity->keys.epoch, 2);
	bytes_put(&writer, tables[table], sizeof tables[table]);
	bytes_put_id(&writer, &identity->user);
	bytes_put(&writer, key, key_size);
	bytes_put(&writer, column, column_size);
	seal.size = writer.size;
	return seal;
}

struct record_seal record_seal_of(const ts_store *store, enum record_table table, const void *key, size_t key_size,
                                  const void *column, size_t column_size)
{
	return record_seal_under(store->identity, table, key, key_size, column, column_size);
}

static size_t padded_size(const struct record_seal *seal, size_t plain_size)
{
	return plain_size < seal->least ? seal->least : crypt_padme(plain_size);
}

size_t record_sealed_size(const struct record_seal *seal, size_t plain_size)
{
	return RECORD_HEADER + SEAL_OVERHEAD + padded_size(seal, plain_size);
}

size_t record_seal_into(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char *out)
{
	memcpy(out, seal->associated, RECORD_HEADER);
	return RECORD_HEADER + crypt_seal_padded(seal->key, seal->nonce_key, seal->associated, seal->size, plain,
	                                         plain_size, padded_size(seal, plain_size), out + RECORD_HEADER);
}

enum ts_status record_close(const struct record_seal *seal, const void *plain, size_t plain_size, unsigned char **out,
                            size_t *size)
{
	unsigned char *sealed = malloc(record_sealed_size(seal, plain_size));

	if (!sealed)
		return TS_NO_MEMORY;
	*size = record_seal_into(seal, plain, plain_size, sealed);
	*out = sealed;
	return TS_OK;
}

bool record_open_blob(const struct record_seal *seal, const void *blob, size_t size, unsigned char *plain, size_t room,
                      size_t *plain_size)
{
	const unsigned char *sealed = blob;

	return size <= room && size > RECORD_HEADER && memcmp(sealed, seal->associated, RECORD_HEADER) == 0 &&
	       crypt_open(seal->key, seal->associated, seal->size, sealed + RECORD_HEADER, size - RECORD_HEADER, plain,
	                  plain_size);
}

bool record_open(const struct record_seal *seal, const struct query *query, int column, unsigned char *plain,
                 size_t room, size_t *plain_size)
{
	size_t size;
	const void *blob = statement_blob(query, column, &size);

	return record_open_blob(seal, blob, size, plain, room, plain_size);
}

enum ts_status record_open_long(const struct record_seal *seal, const struct query *query, int column,
                                unsigned char **plain, size_t *size)
{
	size_t sealed_size;
	const void *blob = statement_blob(query, column, &sealed_size);

	return record_open_long_blob(seal, blob, sealed_size, plain, size);
}

enum ts_status record_open_long_blob(const struct record_seal *seal, const void *blob, size_t sealed_size,
                                     unsigned char **plain, size_t *size)
{
	enum { MOST = RECORD_ROOM(ROW_NOTE_SIZE) };

	if (sealed_size == 0 || sealed_size > MOST)
		return TS_DAMAGED;
	unsigned char *opened = malloc(sealed_size);
	if (!opened)
		return TS_NO_MEMORY;
	if (!record_open_blob(seal, blob, sealed_size, opened, sealed_size, size)) {
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

enum ts_status record_buckets_read(struct query *query, unsigned char **out, size_t *count)
{
	unsigned char *buckets = NULL;
	size_t found = 0, room = 0;
	enum ts_status status;

	while ((status = statement_step(query)) == TS_OK) {
		size_t size;
		const void *bucket = statement_blob(query, 0, &size);
		if (size != BUCKET_SIZE)
			continue;
		if (!array_room(&buckets, &room, found + 1, BUCKET_SIZE)) {
			status = TS_NO_MEMORY;
			break;
		}
		memcpy(buckets + found++ * BUCKET_SIZE, bucket, BUCKET_SIZE);
	}
	statement_finish(query);
	if (status != TS_NOT_FOUND) {
		free(buckets);
		return status;
	}
	*out = buckets;
	*count = found;
	return TS_OK;
}

void record_mark_bind(struct query *query, const struct record_mark *mark)
{
	/* Nothing is before the empty blob; borrowed, as all that is bound. */
	statement_bind_blob(query, mark->after.bytes, mark->found.count > 0 ? TS_ID_SIZE : 0);
}

bool record_mark_move(struct record_mark *mark, const struct query *query)
{
	const struct ts_id id = statement_id_or_zero(query, 0);
	bool behind = memcmp(id.bytes, mark->after.bytes, TS_ID_SIZE) > 0;

	mark->after = id;
	return behind;
}
