/* The rows of the ledger. */
#include "data/rows/record_ledger.h"

#include "data/file/store.h"
#include "data/pure/text.h"
#include "data/rows/record_outbox.h"
#include "data/rows/version.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { LEDGER_PLAIN = RECORD_ROOM(ROW_LEDGER_SIZE), NO_TEXT = 0xff };

struct ts_id record_ledger_id(const ts_store *store, enum row_entry entry, ts_day day)
{
	unsigned char input[8];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);
	struct ts_id id;

	/* No text begins with that byte: no activity has this id. */
	bytes_put_number(&writer, NO_TEXT, 1);
	bytes_put_number(&writer, (uint64_t)entry, 1);
	bytes_put_number(&writer, (uint32_t)day, 4);
	crypt_hash(store->identity->keys.activities, input, writer.size, id.bytes, sizeof id.bytes);
	return id;
}

struct ts_id record_budget_id(const ts_store *store, const struct ts_id *subject, bool project)
{
	unsigned char input[3 + TS_ID_SIZE];
	struct bytes_writer writer = bytes_write_to(input, sizeof input);
	struct ts_id id;

	bytes_put_number(&writer, NO_TEXT, 1);
	bytes_put_number(&writer, ROW_BUDGET, 1);
	bytes_put_number(&writer, project, 1);
	bytes_put_id(&writer, subject);
	crypt_hash(store->identity->keys.activities, input, writer.size, id.bytes, sizeof id.bytes);
	return id;
}

struct ts_id record_project_subject(const ts_store *store, const char *normal)
{
	unsigned char input[1 + TEXT_NORMAL_SIZE];
	const size_t size = strlen(normal);
	struct ts_id id;

	input[0] = NO_TEXT;
	/* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes, whose number is told */
	memcpy(input + 1, normal, size);
	crypt_hash(store->identity->keys.activities, input, 1 + size, id.bytes, sizeof id.bytes);
	ts_wipe(input, sizeof input);
	return id;
}

/* It stands where its day is looked for, or what it is of. */
static bool is_placed(const ts_store *store, const struct row_ledger *row)
{
	if (row->entry == ROW_BUDGET)
		return ts_id_equal(record_budget_id(store, &row->subject, row->project), row->id);
	return row->entry == ROW_BOOKING || ts_id_equal(record_ledger_id(store, row->entry, row->day), row->id);
}

static bool blob_open(const ts_store *store, const void *blob, size_t blob_size, const struct ts_id *id,
                      struct row_ledger *out)
{
	unsigned char plain[LEDGER_PLAIN];
	struct row_ledger row;
	size_t size;
	const struct record_seal seal = record_seal_of(store, RECORD_LEDGER, id->bytes, sizeof id->bytes, NULL, 0);

	if (!record_open_blob(&seal, blob, blob_size, plain, sizeof plain, &size) ||
	    !row_decode_ledger(id, plain, size, &row) || !is_placed(store, &row))
		return false;
	*out = row;
	return true;
}

enum ts_status record_ledger_read_all(ts_store *store, record_ledger_visit *visit, void *context, struct tally *found,
                                      size_t *damaged)
{
	struct query query = statement_start(store, STATEMENT_LEDGER_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		const struct ts_id id = statement_id_or_zero(&query, 0);
		struct row_ledger row;
		size_t size;
		const void *blob = statement_blob(&query, 1, &size);
		record_tally_add(store, found, tally_row_of(TALLY_LEDGER, &id, NULL, blob, size));
		if (blob_open(store, blob, size, &id, &row))
			status = visit(context, &row);
		else
			++*damaged;
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* known (may be NULL): whether it stands here byte for byte as it arrives; then there is nothing to be opened. */
static enum ts_status present_read(ts_store *store, const struct ts_id *id, const struct record_arriving *arriving,
                                   bool *known, struct row_ledger *out)
{
	struct query query = statement_start(store, STATEMENT_LEDGER_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		const void *blob = statement_blob(&query, 0, &size);
		bool same = arriving && size == arriving->size && memcmp(blob, arriving->blob, size) == 0;
		if (known)
			*known = same;
		if (!same && !blob_open(store, blob, size, id, out))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

enum ts_status record_ledger_read(ts_store *store, const struct ts_id *id, struct row_ledger *out)
{
	return present_read(store, id, NULL, NULL, out);
}

static struct tally_row ledger_row(const struct query *query, const void *id)
{
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	return tally_row_of(TALLY_LEDGER, id, NULL, blob, size);
}

/* A statement that puts a sealed row in its place. */
static struct query put_query(ts_store *store, const struct record_arriving *sealed)
{
	struct query query = statement_start(store, STATEMENT_LEDGER_WRITE);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &sealed->id);
	statement_bind_blob(&query, sealed->blob, sealed->size);
	store->kept_writes++;
	return query;
}

static enum ts_status ledger_put(ts_store *store, const struct record_arriving *sealed)
{
	struct tally difference = { .counts = { 0 } };
	struct query query = statement_start(store, STATEMENT_LEDGER_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &sealed->id);
	enum ts_status status = record_rows_leave(store, &query, ledger_row, &sealed->id, &difference);
	if (status != TS_OK)
		return status;
	query = put_query(store, sealed);
	return record_row_write(store, &query, &difference,
	                        tally_row_of(TALLY_LEDGER, &sealed->id, NULL, sealed->blob, sealed->size));
}

enum ts_status record_ledger_merge(ts_store *store, const struct row_ledger *row)
{
	unsigned char plain[ROW_LEDGER_SIZE], *sealed = NULL;
	struct row_ledger merged = *row;
	size_t size;
	enum ts_status status = record_ledger_read(store, &row->id, &merged);

	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED,
		                  "a mark, target or booking in '%s' does not verify; it was not changed", store->path);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	row_merge_ledger(&merged, row);
	size_t plain_size = row_encode_ledger(&merged, plain);
	const struct record_seal seal = record_seal_of(store, RECORD_LEDGER, row->id.bytes, TS_ID_SIZE, NULL, 0);
	status = plain_size > 0 ? record_close(&seal, plain, plain_size, &sealed, &size) : TS_INVALID;
	if (status == TS_OK)
		status = ledger_put(store, &(struct record_arriving){ row->id, NULL, sealed, size });
	free(sealed);
	return status == TS_OK ? record_queue(store, OUTBOX_LEDGER, &row->id) : status;
}

/* ---- what arrives */

/* As a damaged log is healed. */
static enum ts_status ledger_heal(ts_store *store, const struct record_arriving *arriving, enum record_taken *out)
{
	bool queued = false;
	enum ts_status status = record_queued(store, OUTBOX_LEDGER, &arriving->id, &queued);

	*out = queued ? TAKEN_LEFT : TAKEN_HEALED;
	if (status != TS_OK || queued)
		return status;
	struct query query = put_query(store, arriving);
	status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status record_ledger_take(ts_store *store, const struct record_arriving *arriving, uint64_t *clock,
                                  enum record_taken *out)
{
	struct row_ledger row, present;
	bool known = false;
	enum ts_status status = present_read(store, &arriving->id, arriving, &known, &present);

	*out = known ? TAKEN_KNOWN : TAKEN_REFUSED;
	if (known || (status != TS_OK && status != TS_NOT_FOUND && status != TS_DAMAGED))
		return status;
	if (!blob_open(store, arriving->blob, arriving->size, &arriving->id, &row))
		return TS_OK;
	version_witness(clock, row.version);
	if (status == TS_DAMAGED)
		return ledger_heal(store, arriving, out);
	/* There is one register: either of the two says all. */
	struct row_ledger merged = row;
	if (status == TS_OK)
		row_merge_ledger(&merged, &present);
	*out = status == TS_OK && merged.version == present.version && row_compare_ledger(&merged, &present) == 0
	               ? TAKEN_KNOWN
	               : TAKEN_WHOLE;
	return *out == TAKEN_WHOLE ? ledger_put(store, arriving) : TS_OK;
}
