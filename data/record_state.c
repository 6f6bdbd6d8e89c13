/* The rows of state, settings and history. */
#include "record.h"

#include "bytes.h"

#include <stdlib.h>

enum ts_status record_single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size)
{
	struct query query =
	        statement_start(store, table == RECORD_STATE ? STATEMENT_STATE_READ : STATEMENT_SETTING_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	status = statement_step(&query);
	if (status == TS_OK) {
		struct record_seal seal = record_seal_of(store, table, NULL, 0, NULL, 0);
		if (!record_open(&seal, &query, 0, plain, room, size))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

enum ts_status record_single_write(ts_store *store, enum record_table table, const unsigned char *plain, size_t size)
{
	unsigned char *sealed = NULL;
	size_t sealed_size;
	struct record_seal seal = record_seal_of(store, table, NULL, 0, NULL, 0);
	enum ts_status status = record_close(&seal, plain, size, &sealed, &sealed_size);

	if (status != TS_OK)
		return status;
	struct query query =
	        statement_start(store, table == RECORD_STATE ? STATEMENT_STATE_WRITE : STATEMENT_SETTING_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, sealed, sealed_size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

enum ts_status record_state_read(ts_store *store, struct state *out)
{
	unsigned char plain[STATE_SIZE + SEAL_PADDING + SEAL_OVERHEAD];
	size_t size;
	enum ts_status status = record_single_read(store, RECORD_STATE, plain, sizeof plain, &size);

	if (status == TS_NOT_FOUND) {
		*out = (struct state){ .done = INT64_MAX };
		return TS_OK;
	}
	if (status == TS_OK && !state_decode(plain, size, out))
		status = TS_DAMAGED;
	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "the state of '%s' in '%s' does not verify; nothing was changed",
		                  store->identity->name, store->path);
	return status;
}

enum ts_status record_state_write(ts_store *store, const struct state *state)
{
	unsigned char plain[STATE_SIZE];

	return record_single_write(store, RECORD_STATE, plain, state_encode(state, plain));
}

/* A step's number, as its seal is bound to it. */
struct number {
	unsigned char bytes[8];
};

static struct record_seal step_seal(const ts_store *store, const struct ts_id *id, int64_t sequence)
{
	struct number number;
	struct bytes_writer writer = bytes_write_to(number.bytes, sizeof number.bytes);

	bytes_put_number(&writer, (uint64_t)sequence, 8);
	return record_seal_of(store, RECORD_HISTORY, id->bytes, TS_ID_SIZE, number.bytes, sizeof number.bytes);
}

static enum ts_status step_close(const ts_store *store, const struct ts_id *id, int64_t sequence,
                                 const struct step *step, unsigned char **sealed, size_t *size)
{
	unsigned char plain[STEP_SIZE];
	size_t plain_size = step_encode(step, plain);
	struct record_seal seal = step_seal(store, id, sequence);

	return plain_size > 0 ? record_close(&seal, plain, plain_size, sealed, size) : TS_INVALID;
}

static enum ts_status sequence_next(ts_store *store, int64_t *out)
{
	struct query query = statement_start(store, STATEMENT_HISTORY_NEXT);
	enum ts_status status = statement_step(&query);

	int64_t next = status == TS_OK ? statement_integer(&query, 0) : 0;
	statement_finish(&query);
	if (status != TS_OK)
		return status;
	/* SQLite goes over to floating point where integers end. */
	if (next < 1)
		return store_fail(store, TS_DAMAGED, "'%s' is damaged: its history cannot be counted on", store->path);
	*out = next;
	return TS_OK;
}

enum ts_status record_step_insert(ts_store *store, const struct ts_id *id, const struct step *step, int64_t *sequence)
{
	unsigned char *sealed = NULL;
	size_t size;
	enum ts_status status = sequence_next(store, sequence);

	if (status == TS_OK)
		status = step_close(store, id, *sequence, step, &sealed, &size);
	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_HISTORY_INSERT);
	statement_bind_integer(&query, *sequence);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

static enum ts_status step_read(ts_store *store, enum statement statement, int64_t from, int64_t *sequence,
                                struct step *out)
{
	unsigned char plain[STEP_SIZE + SEAL_PADDING + SEAL_OVERHEAD];
	struct query query = statement_start(store, statement);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, from);
	status = statement_step(&query);
	if (status == TS_OK) {
		struct ts_id id;
		size_t size;
		*sequence = statement_integer(&query, 0);
		status = TS_DAMAGED;
		if (statement_id(&query, 1, &id)) {
			struct record_seal seal = step_seal(store, &id, *sequence);
			if (record_open(&seal, &query, 2, plain, sizeof plain, &size) && step_decode(plain, size, out))
				status = TS_OK;
		}
	}
	statement_finish(&query);
	return status;
}

enum ts_status record_step_back(ts_store *store, int64_t from, int64_t *sequence, struct step *out)
{
	return step_read(store, STATEMENT_HISTORY_BACK, from, sequence, out);
}

enum ts_status record_step_forth(ts_store *store, int64_t from, int64_t *sequence, struct step *out)
{
	return step_read(store, STATEMENT_HISTORY_FORTH, from, sequence, out);
}

enum ts_status record_step_rename(ts_store *store, int64_t sequence, const struct ts_id *id, const struct step *step)
{
	unsigned char *sealed = NULL;
	size_t size;
	enum ts_status status = step_close(store, id, sequence, step, &sealed, &size);

	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_HISTORY_UPDATE);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, size);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, sequence);
	status = statement_run(&query, 1);
	statement_finish(&query);
	free(sealed);
	return status;
}

static enum ts_status cut_run(ts_store *store, enum statement statement, int64_t after)
{
	struct query query = statement_start(store, statement);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, after);
	status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status record_steps_cut(ts_store *store, int64_t after)
{
	enum ts_status status = cut_run(store, STATEMENT_PART_CUT, after);

	return status == TS_OK ? cut_run(store, STATEMENT_HISTORY_CUT, after) : status;
}

bool record_step_exists(ts_store *store, const struct ts_id *id)
{
	struct query query = statement_start(store, STATEMENT_HISTORY_FIND);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	bool exists = statement_step(&query) == TS_OK;
	statement_finish(&query);
	return exists;
}
