/* The keyed sum over a user's rows. */
#include "data/seal/tally.h"

#include "data/seal/bytes.h"

#include <string.h>

enum {
	HEAD_SIZE = 3 + 24, /* a blob's header, and the nonce */
	TAG_SIZE = SEAL_OVERHEAD - 24,
	INPUT_SIZE = 1 + TALLY_KEY_SIZE + TALLY_COLUMN_SIZE + HEAD_SIZE + TAG_SIZE
};

void tally_column(int64_t number, unsigned char out[TALLY_COLUMN_SIZE])
{
	struct bytes_writer writer = bytes_write_to(out, TALLY_COLUMN_SIZE);

	bytes_put_number(&writer, (uint64_t)number, TALLY_COLUMN_SIZE);
}

struct tally_row tally_row_of(enum tally_table table, const struct ts_id *id, const unsigned char *column,
                              const void *blob, size_t size)
{
	struct tally_row row = { .table = table, .blob = blob, .size = size };

	memcpy(row.key, id->bytes, sizeof row.key);
	if (column)
		memcpy(row.column, column, sizeof row.column);
	return row;
}

struct tally_row tally_row_numbered(enum tally_table table, int64_t first, int64_t second, const void *blob,
                                    size_t size)
{
	struct tally_row row = { .table = table, .blob = blob, .size = size };

	tally_column(first, row.key);
	tally_column(second, row.key + TALLY_COLUMN_SIZE);
	return row;
}

/* Header, nonce and tag stand for the whole blob: without the key there is no other one that verifies under them. One
 * too short to be sealed counts as zeroes: it is a row all the same. */
static void row_hash(const struct keys *keys, const struct tally_row *row, unsigned char out[TALLY_SIZE])
{
	unsigned char input[INPUT_SIZE] = { (unsigned char)row->table };
	unsigned char *at = input + 1;

	memcpy(at, row->key, TALLY_KEY_SIZE);
	memcpy(at + TALLY_KEY_SIZE, row->column, TALLY_COLUMN_SIZE);
	if (row->size >= HEAD_SIZE + TAG_SIZE) {
		const unsigned char *blob = row->blob;
		at += TALLY_KEY_SIZE + TALLY_COLUMN_SIZE;
		memcpy(at, blob, HEAD_SIZE);
		memcpy(at + HEAD_SIZE, blob + row->size - TAG_SIZE, TAG_SIZE);
	}
	crypt_hash(keys->tally, input, sizeof input, out, TALLY_SIZE);
}

static unsigned char *sum_of(struct tally *tally, enum tally_table table)
{
	bool travels = table == TALLY_ACTIVITY || table == TALLY_LOG || table == TALLY_NOTE || table == TALLY_SETTING ||
	               table == TALLY_LEDGER;

	return tally->sums[travels ? TALLY_TRAVELS : table == TALLY_MONTH ? TALLY_MONTHS : TALLY_STAYS];
}

/* Which sum readers compare, beside the one of sum_of; -1: none. */
static int readers_sum_of(enum tally_table table)
{
	if (table == TALLY_ACTIVITY || table == TALLY_SETTING)
		return TALLY_COMMON;
	return table == TALLY_LEDGER ? TALLY_OWED : -1;
}

void tally_add(struct tally *tally, const struct keys *keys, const struct tally_row *row)
{
	unsigned char hash[TALLY_SIZE];

	row_hash(keys, row, hash);
	crypt_add(sum_of(tally, row->table), hash, TALLY_SIZE);
	const int readers = readers_sum_of(row->table);
	if (readers >= 0)
		crypt_add(tally->sums[readers], hash, TALLY_SIZE);
	tally->counts[row->table]++;
}

void tally_add_row(unsigned char sum[TALLY_SIZE], const struct keys *keys, const struct tally_row *row)
{
	unsigned char hash[TALLY_SIZE];

	row_hash(keys, row, hash);
	crypt_add(sum, hash, TALLY_SIZE);
}

void tally_remove(struct tally *tally, const struct keys *keys, const struct tally_row *row)
{
	unsigned char hash[TALLY_SIZE];

	row_hash(keys, row, hash);
	crypt_subtract(sum_of(tally, row->table), hash, TALLY_SIZE);
	const int readers = readers_sum_of(row->table);
	if (readers >= 0)
		crypt_subtract(tally->sums[readers], hash, TALLY_SIZE);
	tally->counts[row->table]--;
}

void tally_merge(struct tally *tally, const struct tally *difference)
{
	for (size_t i = 0; i < TALLY_PARTS; i++)
		crypt_add(tally->sums[i], difference->sums[i], TALLY_SIZE);
	for (size_t i = 0; i < TALLY_TABLES; i++)
		tally->counts[i] += difference->counts[i];
}

void tally_subtract(struct tally *tally, const struct tally *difference)
{
	for (size_t i = 0; i < TALLY_PARTS; i++)
		crypt_subtract(tally->sums[i], difference->sums[i], TALLY_SIZE);
	for (size_t i = 0; i < TALLY_TABLES; i++)
		tally->counts[i] -= difference->counts[i];
}

bool tally_equal(const struct tally *left, const struct tally *right)
{
	return memcmp(left->counts, right->counts, sizeof left->counts) == 0 &&
	       crypt_equal(left->sums, right->sums, sizeof left->sums);
}

bool tally_empty(const struct tally *tally)
{
	return tally_equal(tally, &(struct tally){ .counts = { 0 } });
}
