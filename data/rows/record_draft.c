/* The rows of drafts: what is typed and not saved yet, a row for each day and store that types. */
#include "data/rows/record_draft.h"

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/seal/bytes.h"

#include <stdlib.h>

void record_draft_key(const ts_store *store, ts_day day, struct ts_id *out)
{
	/* The prefix keeps it apart from the hashes of months. */
	unsigned char input[16] = "day ";
	struct bytes_writer writer = bytes_write_to(input + 4, sizeof input - 4);

	bytes_put_number(&writer, (uint32_t)day, 4);
	bytes_put_number(&writer, store->maker, 8);
	crypt_hash(store->identity->keys.buckets, input, sizeof input, out->bytes, sizeof out->bytes);
}

static enum ts_status draft_open(const ts_store *store, const struct query *query, int column, const struct ts_id *key,
                                 unsigned char **plain, size_t *size)
{
	struct record_seal seal = record_seal_of(store, RECORD_DRAFT, key->bytes, TS_ID_SIZE, NULL, 0);

	return record_open_long(&seal, query, column, plain, size);
}

enum ts_status record_draft_read(ts_store *store, const struct ts_id *key, unsigned char **plain, size_t *size)
{
	struct query query = statement_start(store, STATEMENT_DRAFT_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, key);
	status = statement_step(&query);
	if (status == TS_OK)
		status = draft_open(store, &query, 0, key, plain, size);
	statement_finish(&query);
	return status;
}

enum ts_status record_drafts_visit(ts_store *store, record_draft_visit *visit, void *context, size_t *damaged)
{
	struct query query = statement_start(store, STATEMENT_DRAFT_LIST);
	enum ts_status status;

	*damaged = 0;
	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		struct ts_id key;
		unsigned char *plain = NULL;
		size_t size = 0;
		status = statement_id(&query, 0, &key) ? draft_open(store, &query, 1, &key, &plain, &size) : TS_DAMAGED;
		if (status == TS_OK)
			status = visit(context, &key, plain, size);
		else if (status == TS_DAMAGED) {
			++*damaged;
			status = TS_OK;
		}
		if (plain)
			ts_wipe(plain, size);
		free(plain);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_draft_write(ts_store *store, const struct ts_id *key, const unsigned char *plain, size_t size)
{
	unsigned char *sealed = NULL;
	size_t sealed_size;
	struct record_seal seal = record_seal_of(store, RECORD_DRAFT, key->bytes, TS_ID_SIZE, NULL, 0);
	enum ts_status status = record_close(&seal, plain, size, &sealed, &sealed_size);

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_DRAFT_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, key);
	statement_bind_blob(&query, sealed, sealed_size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

enum ts_status record_draft_delete(ts_store *store, const struct ts_id *key)
{
	struct query query = statement_start(store, STATEMENT_DRAFT_DELETE);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, key);
	status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}
