/* The row of heads. */
#include "data/rows/month_heads.h"

#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/record.h"
#include "data/rows/record_all.h"
#include "data/rows/record_month.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* As rows of months are encoded, so that older programs open it: no piece, for the last number is none of
	 * theirs. */
	FORMAT = 1,
	HEADS_FORMAT = 4,
	ENTRY_SIZE = 1 + BUCKET_SIZE + TALLY_SIZE,
	PLAIN_SIZE = 1 + 8 + TALLY_SIZE + 8 + 1 + 1 + 1 + MONTH_HEADS * ENTRY_SIZE
};

static const unsigned char no_bucket[BUCKET_SIZE], absent[TALLY_SIZE];

static struct month_head *head_find(struct month_heads *heads, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	for (size_t i = 0; i < heads->count; i++) {
		if (heads->at[i].kind == kind && memcmp(heads->at[i].bucket, bucket, BUCKET_SIZE) == 0)
			return &heads->at[i];
	}
	return NULL;
}

/* As the last one; the first gives way where there is no room. */
static void head_put(struct month_heads *heads, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                     const unsigned char hash[TALLY_SIZE])
{
	struct month_head *head;

	if (heads->count == MONTH_HEADS)
		memmove(heads->at, heads->at + 1, --heads->count * sizeof *heads->at);
	head = &heads->at[heads->count++];
	head->kind = kind;
	memcpy(head->bucket, bucket, BUCKET_SIZE);
	memcpy(head->hash, hash, TALLY_SIZE);
}

static void head_drop(struct month_heads *heads, int64_t kind, const unsigned char bucket[BUCKET_SIZE])
{
	struct month_head *head = head_find(heads, kind, bucket);

	if (!head)
		return;
	const size_t behind = (size_t)(heads->at + heads->count - head) - 1;
	memmove(head, head + 1, behind * sizeof *head);
	heads->count--;
}

static bool heads_decode(const unsigned char *plain, size_t size, struct month_heads *heads,
                         unsigned char others[TALLY_SIZE])
{
	struct bytes_reader reader = { .at = plain, .left = size };
	bool known = bytes_take_number(&reader, 1) == FORMAT;

	known = known && bytes_take_number(&reader, 8) == 1;
	const unsigned char *sum = bytes_take(&reader, TALLY_SIZE);
	known = known && sum && bytes_take_number(&reader, 8) == 0 && bytes_take_number(&reader, 1) == 1 &&
	        bytes_take_number(&reader, 1) == HEADS_FORMAT;
	const uint64_t count = bytes_take_number(&reader, 1);
	if (!known || reader.failed || count > MONTH_HEADS)
		return false;
	memcpy(others, sum, TALLY_SIZE);
	for (uint64_t i = 0; i < MONTH_HEADS; i++) {
		const int64_t kind = (int64_t)bytes_take_number(&reader, 1);
		const unsigned char *bucket = bytes_take(&reader, BUCKET_SIZE), *hash = bytes_take(&reader, TALLY_SIZE);
		if (!bucket || !hash)
			return false;
		if (i < count)
			head_put(heads, kind, bucket, hash);
	}
	return bytes_finished(&reader);
}

static size_t heads_encode(const struct month_heads *heads, const unsigned char others[TALLY_SIZE],
                           unsigned char plain[PLAIN_SIZE])
{
	static const struct month_head none = { .kind = 0 };
	struct bytes_writer writer = bytes_write_to(plain, PLAIN_SIZE);

	bytes_put_number(&writer, FORMAT, 1);
	bytes_put_number(&writer, 1, 8);
	bytes_put(&writer, others, TALLY_SIZE);
	bytes_put_number(&writer, 0, 8);
	bytes_put_number(&writer, 1, 1);
	bytes_put_number(&writer, HEADS_FORMAT, 1);
	bytes_put_number(&writer, heads->count, 1);
	/* Its size tells nothing of how many there are. */
	for (size_t i = 0; i < MONTH_HEADS; i++) {
		const struct month_head *head = i < heads->count ? &heads->at[i] : &none;
		bytes_put_number(&writer, (uint64_t)head->kind, 1);
		bytes_put(&writer, head->bucket, BUCKET_SIZE);
		bytes_put(&writer, head->hash, TALLY_SIZE);
	}
	return writer.size;
}

/* What stands in the file. hash: of the row. TS_NOT_FOUND: there is none; holds: it is what was last written, by the
 * sum of the rows of months that is told. */
static enum ts_status heads_load(ts_store *store, const struct tally *told, struct month_heads *heads,
                                 unsigned char hash[TALLY_SIZE], bool *holds)
{
	const struct record_seal seal = record_month_seal(store, MONTH_HEADS_KIND, no_bucket);
	struct query query = record_month_query(store, STATEMENT_MONTH_READ, MONTH_HEADS_KIND, no_bucket);
	enum ts_status status = statement_step(&query);
	unsigned char plain[RECORD_ROOM(2 * PLAIN_SIZE)], sum[TALLY_SIZE];
	size_t size;

	*holds = false;
	memset(hash, 0, TALLY_SIZE);
	if (status == TS_OK) {
		const void *blob = statement_blob(&query, 0, &size);
		const struct tally_row row = record_month_tally_row(MONTH_HEADS_KIND, no_bucket, blob, size);
		tally_add_row(hash, &store->identity->keys, &row);
		if (record_open(&seal, &query, 0, plain, sizeof plain, &size) &&
		    heads_decode(plain, size, heads, sum)) {
			crypt_add(sum, hash, TALLY_SIZE);
			*holds = crypt_equal(sum, told->sums[TALLY_MONTHS], TALLY_SIZE);
		}
	}
	statement_finish(&query);
	if (!*holds)
		heads->count = 0;
	return status;
}

enum ts_status month_heads_read(ts_store *store, const struct tally *told)
{
	struct month_heads heads = { .user = store->identity->user };
	unsigned char hash[TALLY_SIZE];
	bool holds;
	enum ts_status status = heads_load(store, told, &heads, hash, &holds);

	store->heads = (struct month_heads){ .known = false };
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	heads.known = holds && epoch_read(store, &heads.epoch);
	store->heads = heads;
	return TS_OK;
}

void month_heads_meet(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                      const unsigned char hash[TALLY_SIZE])
{
	const struct month_head *head = head_find(&store->heads, kind, bucket);

	if (!head || !crypt_equal(head->hash, hash, TALLY_SIZE))
		store->heads.others = true;
}

void month_heads_meet_all(ts_store *store)
{
	store->heads.others = true;
}

bool month_heads_prove(ts_store *store)
{
	const struct month_heads *heads = &store->heads;
	struct epoch epoch;

	return heads->known && !heads->others && ts_id_equal(heads->user, store->identity->user) &&
	       epoch_read(store, &epoch) && epoch_equal(&heads->epoch, &epoch);
}

/* ---- writing */

void month_heads_note(ts_store *store, int64_t kind, const unsigned char bucket[BUCKET_SIZE],
                      const unsigned char before[TALLY_SIZE], const unsigned char after[TALLY_SIZE])
{
	struct month_head_changes *changes = &store->head_changes;
	size_t place = 0;

	while (place < changes->count &&
	       (changes->at[place].kind != kind || memcmp(changes->at[place].bucket, bucket, BUCKET_SIZE) != 0))
		place++;
	/* The last ones are those that are needed next. */
	if (place == MONTH_HEADS) {
		changes->many = true;
		memmove(changes->at, changes->at + 1, --place * sizeof *changes->at);
		changes->count--;
	}
	struct month_head_change *change = &changes->at[place];
	if (place == changes->count) {
		changes->count++;
		change->kind = kind;
		memcpy(change->bucket, bucket, BUCKET_SIZE);
		memcpy(change->before, before, TALLY_SIZE);
	}
	memcpy(change->after, after, TALLY_SIZE);
}

void month_heads_note_all(ts_store *store)
{
	store->head_changes = (struct month_head_changes){ .many = true };
}

/* What the state tells, with what was written since. */
static struct tally present_tally(const ts_store *store, const struct tally *told)
{
	struct tally present = *told;

	tally_merge(&present, &store->identity->pending);
	return present;
}

/* Whether all rows of months are those that were last written. */
static enum ts_status all_prove(ts_store *store, const struct tally *present, bool *proven)
{
	struct tally found = { .counts = { 0 } };
	enum ts_status status = record_all_of(store, TALLY_MONTH, &found);

	*proven = status == TS_OK && found.counts[TALLY_MONTH] == present->counts[TALLY_MONTH] &&
	          crypt_equal(found.sums[TALLY_MONTHS], present->sums[TALLY_MONTHS], TALLY_SIZE);
	return status;
}

/* What stood where a row was written was what had been written last. */
static bool change_inherits(struct month_heads *before, const struct month_head_change *change)
{
	const struct month_head *head = head_find(before, change->kind, change->bucket);

	return head && crypt_equal(head->hash, change->before, TALLY_SIZE);
}

static bool changes_inherit(struct month_heads *before, const struct month_head_changes *changes)
{
	bool all = !changes->many;

	for (size_t i = 0; i < changes->count && all; i++)
		all = change_inherits(before, &changes->at[i]);
	return all;
}

/* That the month to come has no logs is what a day near its end rests on. */
static enum ts_status next_put(ts_store *store, uint64_t clock, bool proven, const struct month_heads *before,
                               struct month_heads *heads)
{
	unsigned char bucket[BUCKET_SIZE];
	struct month_heads old = *before;
	struct month_row row;

	crypt_bucket(&store->identity->keys, month_of_time(version_time(clock)) + 1, bucket);
	if (head_find(heads, MONTH_LOGS, bucket))
		return TS_OK;
	const struct month_head *head = head_find(&old, MONTH_LOGS, bucket);
	if (!proven && !(head && memcmp(head->hash, absent, TALLY_SIZE) == 0))
		return TS_OK;
	enum ts_status status = record_month_stored(store, MONTH_LOGS, bucket, &row);
	if (status == TS_NOT_FOUND)
		head_put(heads, MONTH_LOGS, bucket, absent);
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

/* The row that stands there, which leaves the tally. */
struct heads_row {
	unsigned char hash[TALLY_SIZE];
	bool there;
};

static struct tally row_leave(const struct heads_row *row)
{
	struct tally difference = { .counts = { 0 } };

	if (row->there) {
		crypt_subtract(difference.sums[TALLY_MONTHS], row->hash, TALLY_SIZE);
		difference.counts[TALLY_MONTH]--;
	}
	return difference;
}

/* Of no months there are no heads: a table without rows is empty. */
static enum ts_status row_delete(ts_store *store, const struct heads_row *row)
{
	const struct tally difference = row_leave(row);
	struct query query = record_month_query(store, STATEMENT_MONTH_DELETE, MONTH_HEADS_KIND, no_bucket);
	enum ts_status status = statement_run(&query, row->there);

	statement_finish(&query);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	return status;
}

/* others: the sum of all other rows of months. */
static enum ts_status row_write(ts_store *store, const struct month_heads *heads,
                                const unsigned char others[TALLY_SIZE], const struct heads_row *row)
{
	const struct record_seal seal = record_month_seal(store, MONTH_HEADS_KIND, no_bucket);
	struct tally difference = row_leave(row);
	unsigned char plain[PLAIN_SIZE], *sealed = NULL;
	size_t size;

	enum ts_status status = record_close(&seal, plain, heads_encode(heads, others, plain), &sealed, &size);
	if (status != TS_OK)
		return status;
	struct query query = record_month_query(store, STATEMENT_MONTH_WRITE, MONTH_HEADS_KIND, no_bucket);
	statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference,
	                          record_month_tally_row(MONTH_HEADS_KIND, no_bucket, sealed, size));
	free(sealed);
	return status;
}

/* What is known after the changes: of what was known before, and of the changes those that were made of what was known,
 * or all of them if all rows were added up. */
static struct month_heads heads_follow(struct month_heads *before, const struct month_head_changes *changes,
                                       bool proven)
{
	struct month_heads heads = *before;

	if (changes->many)
		heads.count = 0;
	for (size_t i = 0; i < changes->count; i++) {
		const struct month_head_change *change = &changes->at[i];
		head_drop(&heads, change->kind, change->bucket);
		if (proven || change_inherits(before, change))
			head_put(&heads, change->kind, change->bucket, change->after);
	}
	return heads;
}

enum ts_status month_heads_write(ts_store *store, const struct tally *told, uint64_t clock)
{
	const struct month_head_changes changes = store->head_changes;
	struct month_heads before = { .known = false }, heads;
	const struct tally present = present_tally(store, told);
	struct heads_row row;
	bool holds, proven = false;

	if (changes.count == 0 && !changes.many)
		return TS_OK;
	store->head_changes = (struct month_head_changes){ .many = false };
	enum ts_status status = heads_load(store, told, &before, row.hash, &holds);
	row.there = status == TS_OK;
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	if (present.counts[TALLY_MONTH] == row.there)
		return row.there ? row_delete(store, &row) : TS_OK;
	status = changes_inherit(&before, &changes) ? TS_OK : all_prove(store, &present, &proven);
	if (status != TS_OK)
		return status;
	heads = heads_follow(&before, &changes, proven);
	status = next_put(store, clock, proven, &before, &heads);
	unsigned char others[TALLY_SIZE];
	memcpy(others, present.sums[TALLY_MONTHS], TALLY_SIZE);
	crypt_subtract(others, row.hash, TALLY_SIZE);
	if (status == TS_OK)
		status = row_write(store, &heads, others, &row);
	if (status != TS_OK)
		return status;
	heads.user = store->identity->user;
	heads.others = store->heads.others;
	heads.known = store->heads.known && epoch_read(store, &heads.epoch);
	store->heads = heads;
	return TS_OK;
}
