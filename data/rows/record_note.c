/* The rows of notes, which are long. */
#include "data/rows/record_note.h"

#include "data/file/store.h"
#include "data/rows/month.h"
#include "data/rows/record.h"
#include "data/rows/record_month.h"
#include "data/rows/record_outbox.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

static enum ts_status blob_open(const ts_store *store, const void *blob, size_t blob_size, const struct ts_id *id,
                                const unsigned char bucket[BUCKET_SIZE], unsigned char **plain, struct row_note *out)
{
	unsigned char proper[BUCKET_SIZE], *opened = NULL;
	size_t size;
	struct record_seal seal = record_seal_of(store, RECORD_NOTE, id->bytes, TS_ID_SIZE, bucket, BUCKET_SIZE);
	enum ts_status status = record_open_long_blob(&seal, blob, blob_size, &opened, &size);

	if (status != TS_OK)
		return status;
	if (!row_decode_note(id, opened, size, out)) {
		status = TS_DAMAGED;
		goto out;
	}
	crypt_bucket(&store->identity->keys, month_of_day(out->day), proper);
	if (memcmp(proper, bucket, BUCKET_SIZE) != 0) {
		status = TS_DAMAGED;
		goto out;
	}
	*plain = opened;
	opened = NULL;
out:
	free(opened);
	return status;
}

static enum ts_status note_open(const ts_store *store, const struct query *query, int column, const struct ts_id *id,
                                const unsigned char bucket[BUCKET_SIZE], unsigned char **plain, struct row_note *out)
{
	size_t size;
	const void *blob = statement_blob(query, column, &size);

	return blob_open(store, blob, size, id, bucket, plain, out);
}

/* Opens the row that the query stands on and hands it to visit. */
static enum ts_status note_visit(const ts_store *store, const struct query *query, const unsigned char *bucket,
                                 record_note_visit *visit, void *context, size_t *damaged)
{
	unsigned char *plain = NULL;
	struct row_note row;
	struct ts_id id;
	enum ts_status status =
	        statement_id(query, 0, &id) ? note_open(store, query, 1, &id, bucket, &plain, &row) : TS_DAMAGED;

	if (status == TS_DAMAGED) {
		++*damaged;
		return TS_OK;
	}
	if (status == TS_OK)
		status = visit(context, &row);
	free(plain);
	return status;
}

enum ts_status record_notes_visit(ts_store *store, int32_t month, record_note_visit *visit, void *context,
                                  size_t *damaged)
{
	unsigned char bucket[BUCKET_SIZE];
	struct query query = statement_start(store, STATEMENT_NOTE_LIST);
	struct record_found found = { .count = 0 };
	enum ts_status status;

	crypt_bucket(&store->identity->keys, month, bucket);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, sizeof bucket);
	while ((status = statement_step(&query)) == TS_OK) {
		record_month_meet(store, &query, bucket, &found);
		status = note_visit(store, &query, bucket, visit, context, damaged);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? record_month_compare(store, MONTH_NOTES, month, &found, damaged) : status;
}

enum ts_status record_notes_page(ts_store *store, int32_t month, struct record_mark *mark, size_t most,
                                 record_note_visit *visit, void *context, size_t *read, size_t *damaged)
{
	unsigned char bucket[BUCKET_SIZE];
	struct query query = statement_start(store, STATEMENT_NOTE_PAGE);
	enum ts_status status;

	*read = 0;
	crypt_bucket(&store->identity->keys, month, bucket);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, bucket, sizeof bucket);
	const struct record_mark from = *mark;
	record_mark_bind(&query, &from);
	statement_bind_integer(&query, (int64_t)most);
	while ((status = statement_step(&query)) == TS_OK) {
		status = note_visit(store, &query, bucket, visit, context, damaged);
		if (status != TS_OK)
			break;
		record_month_meet(store, &query, bucket, &mark->found);
		if (!record_mark_move(mark, &query)) {
			++*damaged;
			break;
		}
		++*read;
	}
	statement_finish(&query);
	if (status == TS_NOT_FOUND && *read < most)
		return record_month_compare(store, MONTH_NOTES, month, &mark->found, damaged);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_note_read(ts_store *store, const struct ts_id *id, unsigned char **plain, struct row_note *out)
{
	struct query query = statement_start(store, STATEMENT_NOTE_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const unsigned char *bucket = statement_blob(&query, 0, &size);
		status = size == BUCKET_SIZE ? note_open(store, &query, 1, id, bucket, plain, out) : TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

static struct query insert_query(ts_store *store, const struct record_arriving *sealed)
{
	struct query query = statement_start(store, STATEMENT_NOTE_INSERT);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &sealed->id);
	statement_bind_blob(&query, sealed->bucket, BUCKET_SIZE);
	statement_bind_blob(&query, sealed->blob, sealed->size);
	return query;
}

static enum ts_status note_put(ts_store *store, const struct record_arriving *sealed)
{
	struct tally rows = { .counts = { 0 } };
	const struct month_difference difference = { .kind = MONTH_NOTES, .bucket = sealed->bucket, .rows = &rows };
	struct query query = insert_query(store, sealed);
	enum ts_status status =
	        record_row_write(store, &query, &rows,
	                         tally_row_of(TALLY_NOTE, &sealed->id, sealed->bucket, sealed->blob, sealed->size));

	return status == TS_OK ? record_month_change(store, &difference) : status;
}

enum ts_status record_note_insert(ts_store *store, const struct row_note *row)
{
	size_t room = row->size + row->replace_count * TS_ID_SIZE + 64, size;
	unsigned char bucket[BUCKET_SIZE], *sealed = NULL, *plain = malloc(room);

	if (!plain)
		return TS_NO_MEMORY;
	size_t plain_size = row_encode_note(row, plain, room);
	crypt_bucket(&store->identity->keys, month_of_day(row->day), bucket);
	struct record_seal seal = record_seal_of(store, RECORD_NOTE, row->id.bytes, TS_ID_SIZE, bucket, sizeof bucket);
	enum ts_status status = plain_size > 0 ? record_close(&seal, plain, plain_size, &sealed, &size) : TS_TOO_LONG;
	if (status == TS_OK)
		status = note_put(store, &(struct record_arriving){ row->id, bucket, sealed, size });
	if (status == TS_OK)
		status = record_queue(store, OUTBOX_NOTE, &row->id);
	free(sealed);
	ts_wipe(plain, room);
	free(plain);
	return status;
}

/* ---- what arrives */

/* As a damaged log is healed. */
static enum ts_status note_heal(ts_store *store, const struct record_arriving *arriving, enum record_taken *out)
{
	bool queued = false;
	enum ts_status status = record_queued(store, OUTBOX_NOTE, &arriving->id, &queued);

	*out = queued ? TAKEN_LEFT : TAKEN_HEALED;
	if (status != TS_OK || queued)
		return status;
	struct query query = statement_start(store, STATEMENT_NOTE_HEAL);
	statement_bind_blob(&query, arriving->bucket, BUCKET_SIZE);
	statement_bind_blob(&query, arriving->blob, arriving->size);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &arriving->id);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* What stands here: TS_OK, it is a revision, which never changes; TS_NOT_FOUND; TS_DAMAGED. */
static enum ts_status note_known(ts_store *store, const struct record_arriving *arriving)
{
	struct query query = statement_start(store, STATEMENT_NOTE_READ);
	unsigned char *plain = NULL;
	struct row_note row;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &arriving->id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t bucket_size, size;
		const unsigned char *bucket = statement_blob(&query, 0, &bucket_size);
		const void *blob = statement_blob(&query, 1, &size);
		bool placed = bucket_size == BUCKET_SIZE;
		bool same = placed && size == arriving->size && memcmp(bucket, arriving->bucket, BUCKET_SIZE) == 0 &&
		            memcmp(blob, arriving->blob, size) == 0;
		if (!same)
			status =
			        placed ? blob_open(store, blob, size, &arriving->id, bucket, &plain, &row) : TS_DAMAGED;
	}
	statement_finish(&query);
	free(plain);
	return status;
}

enum ts_status record_note_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                enum record_taken *out)
{
	unsigned char *plain = NULL;
	struct row_note row;
	enum ts_status status = note_known(store, arriving), opened;

	*out = TAKEN_KNOWN;
	if (status != TS_NOT_FOUND && status != TS_DAMAGED)
		return status;
	*out = TAKEN_REFUSED;
	opened = blob_open(store, arriving->blob, arriving->size, &arriving->id, arriving->bucket, &plain, &row);
	if (opened != TS_OK)
		return opened == TS_DAMAGED ? TS_OK : opened;
	version_witness(clock, row.version);
	free(plain);
	if (status == TS_DAMAGED)
		return note_heal(store, arriving, out);
	*out = TAKEN_WHOLE;
	status = note_put(store, arriving);
	/* It is there, and no index leads to it: the file is damaged, and says so elsewhere. */
	if (status == TS_EXISTS)
		*out = TAKEN_LEFT;
	return status == TS_EXISTS ? TS_OK : status;
}
