/* The rows of months. */
#include "data/rows/record_month.h"

#include "data/file/store.h"
#include "data/pure/array.h"
#include "data/rows/month_heads.h"
#include "data/rows/record_piece.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	MONTH_FORMAT = 1,
	FIXED_SIZE = 1 + 8 + TALLY_SIZE + 8 + 1,
	/* Behind that may stand what the row says of a piece, or, from before there were pieces, what the month came
	 * to: that was of format 2, and is not read any more. */
	PIECE_FORMAT = 3,
	WRITTEN_SIZE = TS_ID_SIZE + 8 + 1,
	WRITTEN_STEP = 8, /* the size tells how many rows were written in these steps only */
	PLAIN_SIZE = FIXED_SIZE + 3 + TS_ID_SIZE + MONTH_WRITTEN * WRITTEN_SIZE
};

struct record_seal record_month_seal(const ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	unsigned char column[TALLY_COLUMN_SIZE];

	tally_column(kind, column);
	return record_seal_of(store, RECORD_MONTH, bucket, BUCKET_SIZE, column, sizeof column);
}

struct tally_row record_month_tally_row(int64_t kind, const unsigned char bucket[BUCKET_SIZE], const void *blob,
                                        size_t size)
{
	struct ts_id key = { { (unsigned char)kind } };

	return tally_row_of(TALLY_MONTH, &key, bucket, blob, size);
}

static bool written_decode(struct bytes_reader *reader, struct month_written *out)
{
	out->id = bytes_take_id(reader);
	out->versions = bytes_take_number(reader, 8);
	uint64_t here = bytes_take_number(reader, 1);
	out->here = here == 1;
	return here <= 1;
}

static bool piece_decode(struct bytes_reader *reader, struct month_piece *out)
{
	struct month_piece piece = { .made = true };
	uint64_t logs = bytes_take_number(reader, 1), count = bytes_take_number(reader, 1);
	bool valid = logs <= 1 && count <= MONTH_WRITTEN;

	piece.logs = logs == 1;
	piece.tag = bytes_take_id(reader);
	for (uint64_t i = 0; valid && i < count; i++)
		valid = written_decode(reader, &piece.written[piece.written_count++]);
	for (uint64_t i = count; valid && i % WRITTEN_STEP != 0; i++) {
		struct month_written none;
		valid = written_decode(reader, &none);
	}
	if (!valid || !bytes_finished(reader))
		return false;
	*out = piece;
	return true;
}

static bool month_decode(const unsigned char *plain, size_t size, struct month_row *out)
{
	struct bytes_reader reader = { .at = plain, .left = size };
	struct month_row row = { .count = 0 };
	uint64_t format = bytes_take_number(&reader, 1);

	row.count = (int64_t)bytes_take_number(&reader, 8);
	const unsigned char *sum = bytes_take(&reader, TALLY_SIZE);
	row.versions = bytes_take_number(&reader, 8);
	uint64_t more = bytes_take_number(&reader, 1);
	if (!sum || reader.failed || format != MONTH_FORMAT || more > 1 || row.count < 1 ||
	    (more == 0) != (reader.left == 0))
		return false;
	memcpy(row.sum, sum, TALLY_SIZE);
	if (more == 1 && bytes_take_number(&reader, 1) == PIECE_FORMAT && !piece_decode(&reader, &row.piece))
		return false;
	*out = row;
	return true;
}

static void month_encode(const struct month_row *row, struct bytes_writer *writer)
{
	static const struct month_written none = { .versions = 0 };
	const struct month_piece *piece = &row->piece;

	bytes_put_number(writer, MONTH_FORMAT, 1);
	bytes_put_number(writer, (uint64_t)row->count, 8);
	bytes_put(writer, row->sum, TALLY_SIZE);
	bytes_put_number(writer, row->versions, 8);
	bytes_put_number(writer, piece->made, 1);
	if (!piece->made)
		return;
	bytes_put_number(writer, PIECE_FORMAT, 1);
	bytes_put_number(writer, piece->logs, 1);
	bytes_put_number(writer, piece->written_count, 1);
	bytes_put_id(writer, &piece->tag);
	for (size_t i = 0; i < piece->written_count || i % WRITTEN_STEP != 0; i++) {
		const struct month_written *written = i < piece->written_count ? &piece->written[i] : &none;
		bytes_put_id(writer, &written->id);
		bytes_put_number(writer, written->versions, 8);
		bytes_put_number(writer, written->here, 1);
	}
}

/* Opens a column of the row that the query stands on. */
static enum ts_status month_open(ts_store *store, const struct query *query, int column, int64_t kind,
                                 const unsigned char bucket[BUCKET_SIZE], struct month_row *out)
{
	const struct record_seal seal = record_month_seal(store, kind, bucket);
	unsigned char *plain = NULL;
	size_t size;
	enum ts_status status = record_open_long(&seal, query, column, &plain, &size);

	if (status == TS_OK && !month_decode(plain, size, out))
		status = TS_DAMAGED;
	free(plain);
	return status;
}

struct query record_month_query(ts_store *store, enum statement statement, int64_t kind,
                                const unsigned char bucket[BUCKET_SIZE])
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, kind);
	statement_bind_blob(&query, bucket, BUCKET_SIZE);
	return query;
}

/* hash: NULL, or that of the row is added to it. */
static enum ts_status stored_read(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  struct month_row *out, unsigned char *hash)
{
	struct query query = record_month_query(store, STATEMENT_MONTH_READ, kind, bucket);
	enum ts_status status = statement_step(&query);

	if (status == TS_OK && hash) {
		size_t size;
		const void *blob = statement_blob(&query, 0, &size);
		const struct tally_row row = record_month_tally_row(kind, bucket, blob, size);
		tally_add_row(hash, &store->identity->keys, &row);
	}
	if (status == TS_OK)
		status = month_open(store, &query, 0, kind, bucket, out);
	statement_finish(&query);
	return status;
}

enum ts_status record_month_stored(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                   struct month_row *out)
{
	return stored_read(store, kind, bucket, out, NULL);
}

struct month_change *record_month_changed(const ts_store *store, enum month_kind kind,
                                          const unsigned char bucket[BUCKET_SIZE])
{
	/* Mostly it is the last one. */
	for (size_t i = store->month_count; i > 0; i--) {
		struct month_change *change = &store->month_changes[i - 1];
		if (change->kind == (int64_t)kind && memcmp(change->bucket, bucket, BUCKET_SIZE) == 0)
			return change;
	}
	return NULL;
}

/* In place of what is known of the same row. False: there is no room. */
static bool written_put(struct month_written *list, size_t *count, const struct month_written *written)
{
	size_t place = 0;

	while (place < *count && !ts_id_equal(list[place].id, written->id))
		place++;
	if (place == MONTH_WRITTEN)
		return false;
	list[place] = *written;
	*count += place == *count;
	return true;
}

void record_month_apply(struct month_row *row, const struct month_change *change)
{
	struct month_piece *piece = &row->piece;
	/* What a month comes to is of all its rows. */
	bool holds = piece->made && piece->logs && !change->many;

	row->count += change->difference.counts[change->kind == MONTH_LOGS ? TALLY_LOG : TALLY_NOTE];
	crypt_add(row->sum, change->difference.sums[TALLY_TRAVELS], TALLY_SIZE);
	row->versions += change->versions;
	for (size_t i = 0; holds && i < change->written_count; i++)
		holds = written_put(piece->written, &piece->written_count, &change->written[i]);
	if (!holds)
		*piece = (struct month_piece){ .made = false };
}

enum ts_status record_month_read(ts_store *store, enum month_kind kind, int32_t month, struct month_row *out)
{
	unsigned char bucket[BUCKET_SIZE], hash[TALLY_SIZE] = { 0 };
	struct month_row row = { .count = 0 };

	crypt_bucket(&store->identity->keys, month, bucket);
	const struct month_change *change = record_month_changed(store, kind, bucket);
	enum ts_status status = stored_read(store, kind, bucket, &row, hash);
	month_heads_meet(store, kind, bucket, hash);
	if (status == TS_NOT_FOUND && change)
		status = TS_OK;
	if (status != TS_OK)
		return status;
	if (change)
		record_month_apply(&row, change);
	*out = row;
	return TS_OK;
}

void record_month_meet(const ts_store *store, const struct query *query, const unsigned char bucket[BUCKET_SIZE],
                       struct record_found *found)
{
	const struct ts_id id = statement_id_or_zero(query, 0);
	size_t size;
	const void *blob = statement_blob(query, 1, &size);
	const struct tally_row row = tally_row_of(TALLY_NOTE, &id, bucket, blob, size);

	found->count++;
	tally_add_row(found->sum, &store->identity->keys, &row);
}

static bool found_all(enum month_kind kind, const struct month_row *row, const struct record_found *found)
{
	return kind == MONTH_LOGS ? row->versions == found->versions : crypt_equal(row->sum, found->sum, TALLY_SIZE);
}

void record_month_judge(enum month_kind kind, const struct month_row *row, const struct record_found *found,
                        size_t *damaged)
{
	if (!row) {
		++*damaged;
		return;
	}
	*damaged += (size_t)(row->count > found->count ? row->count - found->count : found->count - row->count);
	/* As many rows, all of which verify, and others: older ones. */
	if (*damaged == 0 && !found_all(kind, row, found))
		*damaged = 1;
}

enum ts_status record_month_compare(ts_store *store, enum month_kind kind, int32_t month,
                                    const struct record_found *found, size_t *damaged)
{
	struct month_row row = { .count = 0 };
	enum ts_status status = record_month_read(store, kind, month, &row);

	if (status == TS_OK || status == TS_NOT_FOUND || status == TS_DAMAGED) {
		record_month_judge(kind, status == TS_DAMAGED ? NULL : &row, found, damaged);
		return TS_OK;
	}
	return status;
}

/* ---- writing */

struct month_key {
	int64_t kind;
	const unsigned char *bucket;
};

static struct tally_row month_row_of(const struct query *query, const void *context)
{
	const struct month_key *key = context;
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	return record_month_tally_row(key->kind, key->bucket, blob, size);
}

/* The row as it stands leaves the tally. */
static enum ts_status month_leave(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  struct tally *difference)
{
	const struct month_key key = { kind, bucket };
	struct query query = record_month_query(store, STATEMENT_MONTH_READ, kind, bucket);

	return record_rows_leave(store, &query, month_row_of, &key, difference);
}

/* left: what left the tally of what stood there; written: what came to it. */
static void head_note(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE], const struct tally *left,
                      const struct tally *written)
{
	unsigned char before[TALLY_SIZE] = { 0 };

	crypt_subtract(before, left->sums[TALLY_MONTHS], TALLY_SIZE);
	month_heads_note(store, kind, bucket, before, written->sums[TALLY_MONTHS]);
}

static enum ts_status month_delete(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = month_leave(store, kind, bucket, &difference);

	if (status != TS_OK)
		return status;
	struct query query = record_month_query(store, STATEMENT_MONTH_DELETE, kind, bucket);
	status = statement_run(&query, -1);
	statement_finish(&query);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	head_note(store, kind, bucket, &difference, &(struct tally){ .counts = { 0 } });
	return status;
}

enum ts_status record_month_write(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                                  const struct month_row *row)
{
	unsigned char plain[PLAIN_SIZE], *sealed = NULL;
	struct bytes_writer writer = bytes_write_to(plain, sizeof plain);
	const struct record_seal seal = record_month_seal(store, kind, bucket);
	struct tally difference = { .counts = { 0 } };
	size_t size;

	if (row->count <= 0)
		return month_delete(store, kind, bucket);
	month_encode(row, &writer);
	enum ts_status status = month_leave(store, kind, bucket, &difference);
	if (status == TS_OK)
		status = record_close(&seal, plain, writer.size, &sealed, &size);
	if (status != TS_OK)
		return status;
	const struct tally left = difference;
	struct query query = record_month_query(store, STATEMENT_MONTH_WRITE, kind, bucket);
	statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference, record_month_tally_row(kind, bucket, sealed, size));
	free(sealed);
	tally_subtract(&difference, &left);
	head_note(store, kind, bucket, &left, &difference);
	return status;
}

enum ts_status record_months_delete(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_MONTH_DELETE_ALL);

	month_heads_note_all(store);
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status record_month_change(ts_store *store, const struct month_difference *difference)
{
	struct month_change *change = record_month_changed(store, difference->kind, difference->bucket);

	if (!change) {
		if (!array_room(&store->month_changes, &store->month_room, store->month_count + 1,
		                sizeof *store->month_changes))
			return TS_NO_MEMORY;
		change = &store->month_changes[store->month_count++];
		*change = (struct month_change){ .kind = difference->kind, .month = difference->month };
		memcpy(change->bucket, difference->bucket, BUCKET_SIZE);
	}
	tally_merge(&change->difference, difference->rows);
	change->versions += difference->versions;
	change->piece_holds = false;
	change->many = change->many || !difference->written ||
	               !written_put(change->written, &change->written_count, difference->written);
	return TS_OK;
}

/* ---- all of them */

enum ts_status record_month_buckets(ts_store *store, enum month_kind kind, unsigned char **out, size_t *count)
{
	struct query query = statement_start(store, STATEMENT_MONTH_BUCKETS);

	month_heads_meet_all(store);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, kind);
	return record_buckets_read(&query, out, count);
}

/* The row that a query stands on, and its piece: adds to both. */
static enum ts_status month_check(ts_store *store, const struct query *query, int64_t *seals, int64_t *damaged)
{
	struct month_row row = { .count = 0 };
	struct piece_key key;
	bool found = false;
	enum ts_status status = statement_bytes(query, 1, key.bucket, BUCKET_SIZE) ? TS_OK : TS_DAMAGED;

	++*seals;
	if (status == TS_OK)
		status = month_open(store, query, 2, statement_integer(query, 0), key.bucket, &row);
	if (status == TS_OK && row.piece.made) {
		key.tag = row.piece.tag;
		status = record_piece_check(store, &key, &found);
	}
	*seals += found;
	*damaged += status == TS_DAMAGED;
	return status == TS_DAMAGED ? TS_OK : status;
}

enum ts_status record_months_check(ts_store *store, int64_t *seals, int64_t *damaged)
{
	struct query query = statement_start(store, STATEMENT_MONTH_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		status = month_check(store, &query, seals, damaged);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}
