/* The rows of the history. */
#include "data/rows/record_step.h"

#include "data/file/store.h"
#include "data/rows/record.h"
#include "data/seal/bytes.h"

#include <stdlib.h>

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

static struct tally_row step_row(int64_t sequence, const struct ts_id *id, const void *blob, size_t size)
{
	unsigned char number[TALLY_COLUMN_SIZE];

	tally_column(sequence, number);
	return tally_row_of(TALLY_HISTORY, id, number, blob, size);
}

static enum ts_status step_close(const ts_store *store, const struct ts_id *id, int64_t sequence,
                                 const struct step *step, unsigned char **sealed, size_t *size)
{
	unsigned char plain[STEP_SIZE];
	size_t plain_size = step_encode(step, plain);
	struct record_seal seal = step_seal(store, id, sequence);

	return plain_size > 0 ? record_close(&seal, plain, plain_size, sealed, size) : TS_INVALID;
}

/* A number comes once, also when its step is gone. before: that of the step which was done last. */
static enum ts_status sequence_next(ts_store *store, struct state *state, int64_t *before)
{
	struct query query = statement_start(store, STATEMENT_HISTORY_LAST);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_step(&query);
	int64_t last = status == TS_OK ? statement_integer(&query, 0) : 0;
	statement_finish(&query);
	if (status != TS_OK)
		return status;
	state->steps = last > state->steps ? last : state->steps;
	if (state->steps == INT64_MAX)
		return store_fail(store, TS_DAMAGED, "'%s' is damaged: its history cannot be counted on", store->path);
	state->steps++;
	*before = state->done == STATE_DONE_ALL ? last : state->done;
	return TS_OK;
}

enum ts_status record_step_insert(ts_store *store, struct state *state, const struct ts_id *id, struct step *step)
{
	unsigned char *sealed = NULL;
	size_t size;
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = sequence_next(store, state, &step->before);
	int64_t sequence = state->steps;

	if (status == TS_OK)
		status = step_close(store, id, sequence, step, &sealed, &size);
	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_HISTORY_INSERT);
	statement_bind_integer(&query, sequence);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, size);
	status = record_row_write(store, &query, &difference, step_row(sequence, id, sealed, size));
	free(sealed);
	return status;
}

static enum ts_status step_read(ts_store *store, enum statement statement, int64_t from, int64_t *sequence,
                                struct step *out)
{
	unsigned char plain[RECORD_ROOM(STEP_SIZE)];
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

/* Of a statement that gives number, id and blob. */
static struct tally_row step_row_of(const struct query *query, const void *context)
{
	const struct ts_id id = statement_id_or_zero(query, 1);
	size_t size;
	const void *blob = statement_blob(query, 2, &size);

	(void)context;
	return step_row(statement_integer(query, 0), &id, blob, size);
}

/* Of one that gives the step's number, the part's own, and the blob. */
static struct tally_row part_row_of(const struct query *query, const void *context)
{
	size_t size;
	const void *blob = statement_blob(query, 2, &size);

	(void)context;
	return tally_row_numbered(TALLY_PART, statement_integer(query, 0), statement_integer(query, 1), blob, size);
}

static enum ts_status steps_leave(ts_store *store, enum statement statement, int64_t number, record_row_of *row_of,
                                  struct tally *difference)
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, number);
	return record_rows_leave(store, &query, row_of, NULL, difference);
}

enum ts_status record_step_rename(ts_store *store, int64_t sequence, const struct ts_id *id, const struct step *step)
{
	unsigned char *sealed = NULL;
	size_t size;
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = steps_leave(store, STATEMENT_HISTORY_READ, sequence, step_row_of, &difference);

	if (status == TS_OK)
		status = step_close(store, id, sequence, step, &sealed, &size);
	if (status != TS_OK)
		return status;
	struct query query = statement_start(store, STATEMENT_HISTORY_UPDATE);
	statement_bind_id(&query, id);
	statement_bind_blob(&query, sealed, size);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, sequence);
	status = record_row_write(store, &query, &difference, step_row(sequence, id, sealed, size));
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
	struct tally difference = { .counts = { 0 } };
	enum ts_status status = steps_leave(store, STATEMENT_PART_AFTER, after, part_row_of, &difference);

	if (status == TS_OK)
		status = steps_leave(store, STATEMENT_HISTORY_AFTER, after, step_row_of, &difference);
	/* Most of the time nothing was taken back before. */
	if (status != TS_OK || tally_empty(&difference))
		return status;
	status = cut_run(store, STATEMENT_PART_CUT, after);
	if (status == TS_OK)
		status = cut_run(store, STATEMENT_HISTORY_CUT, after);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	return status;
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
