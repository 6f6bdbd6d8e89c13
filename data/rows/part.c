/* Parts of steps. */
#include "data/rows/part.h"

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum part_kind { PART_LOGS, PART_CHANGE };

enum {
	IDS_SIZE = PART_IDS * TS_ID_SIZE,
	PLAIN_SIZE = 2 + (IDS_SIZE > STEP_CHANGE_SIZE ? IDS_SIZE : STEP_CHANGE_SIZE),
	OPEN_SIZE = RECORD_ROOM(PLAIN_SIZE)
};

static struct record_seal part_seal(const ts_store *store, int64_t sequence, int64_t number)
{
	unsigned char key[16];
	struct bytes_writer writer = bytes_write_to(key, sizeof key);

	bytes_put_number(&writer, (uint64_t)sequence, 8);
	bytes_put_number(&writer, (uint64_t)number, 8);
	return record_seal_of(store, RECORD_PART, key, sizeof key, NULL, 0);
}

static enum ts_status part_write(struct parts *parts, const unsigned char *plain, size_t plain_size)
{
	ts_store *store = parts->store;
	unsigned char *sealed = NULL;
	size_t size;
	struct tally difference = { .counts = { 0 } };
	struct record_seal seal = part_seal(store, parts->sequence, parts->number);
	enum ts_status status = record_close(&seal, plain, plain_size, &sealed, &size);

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_PART_INSERT);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, parts->sequence);
	statement_bind_integer(&query, parts->number);
	statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference,
	                          tally_row_numbered(TALLY_PART, parts->sequence, parts->number, sealed, size));
	free(sealed);
	parts->number++;
	return status;
}

enum ts_status parts_flush(struct parts *parts)
{
	unsigned char plain[PLAIN_SIZE] = { ROW_FORMAT, PART_LOGS };

	if (parts->count == 0)
		return TS_OK;
	memcpy(plain + 2, parts->ids, parts->count * TS_ID_SIZE);
	size_t size = 2 + parts->count * TS_ID_SIZE;
	parts->count = 0;
	return part_write(parts, plain, size);
}

enum ts_status parts_add_log(struct parts *parts, const struct ts_id *id)
{
	parts->ids[parts->count++] = *id;
	return parts->count == PART_IDS ? parts_flush(parts) : TS_OK;
}

enum ts_status parts_add_change(struct parts *parts, const struct step_change *change)
{
	unsigned char plain[PLAIN_SIZE] = { ROW_FORMAT, PART_CHANGE };
	size_t size = step_encode_change(change, plain + 2);
	enum ts_status status = parts_flush(parts);

	if (status != TS_OK)
		return status;
	return size > 0 ? part_write(parts, plain, size + 2) : TS_INVALID;
}

static bool part_decode(const unsigned char *plain, size_t size, struct part *out)
{
	size_t count = size >= 2 ? (size - 2) / TS_ID_SIZE : 0;

	if (size < 2 || plain[0] != ROW_FORMAT)
		return false;
	if (plain[1] == PART_CHANGE) {
		out->count = 0;
		return step_decode_change(plain + 2, size - 2, &out->change);
	}
	if (plain[1] != PART_LOGS || count == 0 || count > PART_IDS || size != 2 + count * TS_ID_SIZE)
		return false;
	memcpy(out->ids, plain + 2, count * TS_ID_SIZE);
	out->count = count;
	return true;
}

enum ts_status part_read(ts_store *store, int64_t sequence, int64_t number, struct part *out)
{
	unsigned char plain[OPEN_SIZE];
	size_t size;
	struct query query = statement_start(store, STATEMENT_PART_READ);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, sequence);
	statement_bind_integer(&query, number);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		struct record_seal seal = part_seal(store, sequence, number);
		if (!record_open(&seal, &query, 0, plain, sizeof plain, &size) || !part_decode(plain, size, out))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

enum ts_status parts_count(ts_store *store, int64_t sequence, int64_t *out)
{
	struct query query = statement_start(store, STATEMENT_PART_COUNT);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, sequence);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK)
		*out = statement_integer(&query, 0);
	statement_finish(&query);
	return status;
}
