/* The hub's row. */
#include "data/sync/hub_row.h"

#include "data/file/anchor_file.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/seal/bytes.h"
#include "data/sync/device_row.h"

#include <stdlib.h>
#include <string.h>

enum { HUB_FORMAT = 1, URL_DIGEST_SIZE = 16, PLAIN_SIZE = 512 + 2 * ARRIVAL_SIZE + FORMER_MOST + PACKET_CURSOR_MOST };

static struct record_seal hub_seal(const ts_store *store, const char *url)
{
	unsigned char digest[URL_DIGEST_SIZE];

	crypt_hash(NULL, url, strlen(url), digest, sizeof digest);
	return record_seal_of(store, RECORD_HUB, digest, sizeof digest, NULL, 0);
}

static size_t hub_encode(const struct hub_row *row, unsigned char *out)
{
	struct bytes_writer writer = bytes_write_to(out, PLAIN_SIZE);

	bytes_put_number(&writer, HUB_FORMAT, 1);
	bytes_put_text(&writer, row->name);
	bytes_put_text(&writer, row->former);
	bytes_put_number(&writer, row->paused, 1);
	bytes_put_id(&writer, &row->hub);
	bytes_put_id(&writer, &row->device);
	bytes_put_number(&writer, (uint64_t)row->counter, 8);
	bytes_put(&writer, row->before, sizeof row->before);
	bytes_put_number(&writer, (uint64_t)row->floor, 8);
	bytes_put_number(&writer, (uint64_t)row->queued, 8);
	bytes_put_number(&writer, (uint64_t)row->differed, 8);
	bytes_put_number(&writer, (uint64_t)row->junk, 8);
	bytes_put_number(&writer, (uint64_t)row->healed, 8);
	bytes_put_number(&writer, (uint64_t)row->left, 8);
	bytes_put_number(&writer, (uint64_t)row->oversize, 8);
	bytes_put_number(&writer, row->keyring_generation, 8);
	bytes_put(&writer, row->keyring, sizeof row->keyring);
	bytes_put_number(&writer, row->former_keys.size, 2);
	bytes_put(&writer, row->former_keys.blob, row->former_keys.size);
	arrival_put(&writer, &row->last);
	arrival_put(&writer, &row->newest);
	bytes_put_number(&writer, row->cursor_size, 2);
	bytes_put(&writer, row->cursor, row->cursor_size);
	return writer.failed ? 0 : writer.size;
}

static bool hub_decode(const unsigned char *bytes, size_t size, struct hub_row *row)
{
	struct bytes_reader reader = { .at = bytes, .left = size };
	uint64_t format = bytes_take_number(&reader, 1);

	bytes_take_text(&reader, row->name, sizeof row->name);
	bytes_take_text(&reader, row->former, sizeof row->former);
	row->paused = bytes_take_number(&reader, 1) != 0;
	row->hub = bytes_take_id(&reader);
	row->device = bytes_take_id(&reader);
	row->counter = (int64_t)bytes_take_number(&reader, 8);
	const unsigned char *before = bytes_take(&reader, sizeof row->before);
	row->floor = (int64_t)bytes_take_number(&reader, 8);
	row->queued = (ts_time)bytes_take_number(&reader, 8);
	row->differed = (ts_time)bytes_take_number(&reader, 8);
	row->junk = (int64_t)bytes_take_number(&reader, 8);
	row->healed = (int64_t)bytes_take_number(&reader, 8);
	row->left = (int64_t)bytes_take_number(&reader, 8);
	row->oversize = (int64_t)bytes_take_number(&reader, 8);
	row->keyring_generation = bytes_take_number(&reader, 8);
	const unsigned char *keyring = bytes_take(&reader, sizeof row->keyring);
	row->former_keys.size = (size_t)bytes_take_number(&reader, 2);
	if (row->former_keys.size > sizeof row->former_keys.blob)
		return false;
	const unsigned char *former = bytes_take(&reader, row->former_keys.size);
	if (former)
		memcpy(row->former_keys.blob, former, row->former_keys.size);
	arrival_take(&reader, &row->last);
	arrival_take(&reader, &row->newest);
	row->cursor_size = (size_t)bytes_take_number(&reader, 2);
	if (row->cursor_size > sizeof row->cursor)
		return false;
	const unsigned char *cursor = bytes_take(&reader, row->cursor_size);
	if (!bytes_finished(&reader) || format != HUB_FORMAT)
		return false;
	memcpy(row->before, before, sizeof row->before);
	memcpy(row->keyring, keyring, sizeof row->keyring);
	memcpy(row->cursor, cursor, row->cursor_size);
	return true;
}

static bool hub_open(const ts_store *store, const struct query *query, struct hub_row *out)
{
	unsigned char plain[RECORD_ROOM(PLAIN_SIZE)];
	const char *url = statement_text(query, 0);
	size_t size, url_size = strlen(url);

	if (url_size == 0 || url_size >= sizeof out->url)
		return false;
	const struct record_seal seal = hub_seal(store, url);
	*out = (struct hub_row){ .paused = false };
	memcpy(out->url, url, url_size);
	return record_open(&seal, query, 1, plain, sizeof plain, &size) && hub_decode(plain, size, out);
}

enum ts_status hub_row_read(ts_store *store, struct hub_row *out)
{
	struct query query = statement_start(store, STATEMENT_HUB_READ);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK && !hub_open(store, &query, out))
		status =
		        store_fail(store, TS_DAMAGED,
		                   "what '%s' says of the hub of '%s' does not verify: remove the hub and add it again",
		                   store->path, store->identity->name);
	statement_finish(&query);
	return status;
}

enum ts_status hub_row_write(ts_store *store, const struct hub_row *row)
{
	const struct record_seal seal = hub_seal(store, row->url);
	unsigned char plain[PLAIN_SIZE], *sealed = NULL;
	size_t plain_size = hub_encode(row, plain), size;
	enum ts_status status = plain_size > 0 ? record_close(&seal, plain, plain_size, &sealed, &size) : TS_TOO_LONG;

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_HUB_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_text(&query, row->url);
	statement_bind_blob(&query, sealed, size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

enum ts_status hub_row_delete(ts_store *store)
{
	struct query query = statement_start(store, STATEMENT_HUB_DELETE);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

static enum ts_status rows_queue(ts_store *store, struct hub_row *row, ts_time now)
{
	struct queued first = { .number = 0 };
	size_t count = 0;
	enum ts_status status = record_queue_clear(store);

	if (status == TS_OK)
		status = record_queue_all(store);
	if (status == TS_OK)
		status = record_queue_list(store, 0, 1, &first, &count);
	if (status == TS_OK && count > 0)
		row->floor = first.number - 1;
	row->queued = now;
	row->oversize = 0;
	return status;
}

enum ts_status hub_row_queue_all(ts_store *store, struct hub_row *row, struct state *state, ts_time now)
{
	/* Settings of before they were parted are the same nowhere else. */
	enum ts_status status = settings_part(store, state);

	return status == TS_OK ? rows_queue(store, row, now) : status;
}

enum ts_status hub_row_reseal(ts_store *store, struct hub_row *row, ts_time now)
{
	enum ts_status status = device_rows_clear(store);

	/* Nothing of before is believed from now on, wherever it comes from. */
	anchor_heads_forget(store);
	if (status == TS_OK)
		status = rows_queue(store, row, now);
	return status == TS_OK ? hub_row_write(store, row) : status;
}
