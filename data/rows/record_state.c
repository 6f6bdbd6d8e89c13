/* The rows of state and settings. */
#include "data/rows/record_state.h"

#include "data/file/store.h"
#include "data/rows/month_heads.h"
#include "data/rows/months_write.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

static struct tally_row setting_row(const struct query *query, const void *context)
{
	size_t size;
	const void *blob = statement_blob(query, 0, &size);

	(void)context;
	return tally_row_numbered(TALLY_SETTING, 0, 0, blob, size);
}

/* Opens the row that the query stands on. Settings may be of before they were parted. */
static bool single_open(const ts_store *store, enum record_table table, const struct query *query, unsigned char *plain,
                        size_t room, size_t *size)
{
	struct record_seal seal = record_seal_of(store, table, NULL, 0, NULL, 0);
	bool opened = record_open(&seal, query, 0, plain, room, size);

	if (!opened && table == RECORD_SETTING) {
		seal = record_seal_of(store, RECORD_SETTING_WHOLE, NULL, 0, NULL, 0);
		opened = record_open(&seal, query, 0, plain, room, size);
	}
	return opened;
}

/* found: NULL, or what the row is added to. */
static enum ts_status single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size, struct tally *found)
{
	struct query query =
	        statement_start(store, table == RECORD_STATE ? STATEMENT_STATE_READ : STATEMENT_SETTING_READ);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	status = statement_step(&query);
	if (status == TS_OK) {
		if (found)
			record_tally_add(store, found, setting_row(&query, NULL));
		if (table == RECORD_STATE)
			store->identity->queues = statement_integer(&query, 1) != 0;
		if (!single_open(store, table, &query, plain, room, size))
			status = TS_DAMAGED;
	}
	statement_finish(&query);
	return status;
}

enum ts_status record_single_read(ts_store *store, enum record_table table, unsigned char *plain, size_t room,
                                  size_t *size)
{
	return single_read(store, table, plain, room, size, NULL);
}

enum ts_status record_setting_read(ts_store *store, unsigned char *plain, size_t room, size_t *size,
                                   struct tally *found)
{
	return single_read(store, RECORD_SETTING, plain, room, size, found);
}

static enum ts_status setting_leave(ts_store *store, struct tally *difference)
{
	struct query query = statement_start(store, STATEMENT_SETTING_READ);

	statement_bind_id(&query, &store->identity->user);
	return record_rows_leave(store, &query, setting_row, NULL, difference);
}

enum ts_status record_single_write(ts_store *store, enum record_table table, const unsigned char *plain, size_t size)
{
	unsigned char *sealed = NULL;
	size_t sealed_size;
	struct tally difference = { .counts = { 0 } };
	struct record_seal seal = record_seal_of(store, table, NULL, 0, NULL, 0);
	enum ts_status status = table == RECORD_SETTING ? setting_leave(store, &difference) : TS_OK;

	if (status == TS_OK)
		status = record_close(&seal, plain, size, &sealed, &sealed_size);
	if (status != TS_OK)
		return status;
	/* The state tells of the tally and is no part of it. */
	if (table == RECORD_SETTING)
		record_tally_add(store, &difference, tally_row_numbered(TALLY_SETTING, 0, 0, sealed, sealed_size));
	struct query query =
	        statement_start(store, table == RECORD_STATE ? STATEMENT_STATE_WRITE : STATEMENT_SETTING_WRITE);
	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, sealed, sealed_size);
	status = statement_run(&query, 1);
	statement_finish(&query);
	if (status == TS_OK)
		record_tally_written(store, &difference);
	store->kept_writes += table == RECORD_SETTING;
	free(sealed);
	return status;
}

enum ts_status record_setting_heal(ts_store *store, const struct record_arriving *arriving)
{
	struct query query = statement_start(store, STATEMENT_SETTING_WRITE);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_blob(&query, arriving->blob, arriving->size);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	store->kept_writes++;
	return status;
}

/* Under which key the first row of a statement is sealed, as it says itself; 0: there is none, or it does not say. */
static enum ts_status key_epoch_read(ts_store *store, enum statement statement, int column, uint64_t *epoch)
{
	struct query query = statement_start(store, statement);

	*epoch = 0;
	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK) {
		size_t size;
		struct bytes_reader reader = { .at = statement_blob(&query, column, &size) };
		reader.left = size;
		uint64_t format = bytes_take_number(&reader, 1), said = bytes_take_number(&reader, 2);
		*epoch = !reader.failed && format == RECORD_FORMAT ? said : 0;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_keys_epoch(ts_store *store, uint64_t *out)
{
	return key_epoch_read(store, STATEMENT_STATE_READ, 0, out);
}

enum ts_status record_keys_strange(ts_store *store, bool *strange)
{
	uint64_t own = store->identity->keys.epoch, state, activity = own;
	enum ts_status status = key_epoch_read(store, STATEMENT_STATE_READ, 0, &state);

	if (status == TS_OK && state != 0 && state != own)
		status = key_epoch_read(store, STATEMENT_ACTIVITY_LIST, 1, &activity);
	*strange = activity != own;
	return status;
}

/* With the keys the slots are exchanged. Neither is a proof: the next login finds out. */
enum ts_status record_keys_check(ts_store *store)
{
	uint64_t epoch;
	bool later = false;
	enum ts_status status = key_epoch_read(store, STATEMENT_STATE_READ, 0, &epoch);

	if (status != TS_OK || epoch <= store->identity->keys.epoch)
		return status;
	struct query query = statement_start(store, STATEMENT_SLOT_GENERATION);
	statement_bind_id(&query, &store->identity->user);
	status = statement_step(&query);
	if (status == TS_OK)
		later = statement_integer(&query, 0) > store->identity->generation;
	statement_finish(&query);
	if (status != TS_OK || !later)
		return status == TS_NOT_FOUND ? TS_OK : status;
	store->identity->gone = true;
	return store_fail(store, TS_LOGGED_OUT, "the key of '%s' was exchanged by another program: log in again",
	                  store->identity->name);
}

enum ts_status record_state_read(ts_store *store, struct state *out)
{
	unsigned char plain[RECORD_ROOM(STATE_SIZE)];
	size_t size;
	enum ts_status status = record_single_read(store, RECORD_STATE, plain, sizeof plain, &size);

	if (status == TS_DAMAGED) {
		const enum ts_status keys = record_keys_check(store);
		if (keys != TS_OK)
			return keys;
	}

	/* It is made with the user. */
	if (status == TS_NOT_FOUND || (status == TS_OK && !state_decode(plain, size, out)))
		status = TS_DAMAGED;
	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "the state of '%s' in '%s' does not verify; nothing was changed",
		                  store->identity->name, store->path);
	return status;
}

enum ts_status record_slots_check(ts_store *store, const struct state *state, int64_t *strange)
{
	bool found[STATE_SLOTS] = { false };
	struct query query = statement_start(store, STATEMENT_SLOT_COMMITMENTS);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		unsigned char commitment[STATE_SLOT_SIZE];
		int64_t kind = statement_integer(&query, 0);
		if (kind >= 1 && kind <= STATE_SLOTS && statement_bytes(&query, 1, commitment, sizeof commitment) &&
		    state_knows_slot(state, kind, commitment))
			found[kind - 1] = true;
	}
	statement_finish(&query);
	for (size_t i = 0; i < STATE_SLOTS; i++)
		*strange += !found[i];
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_slots_take(ts_store *store, struct state *state)
{
	struct query query = statement_start(store, STATEMENT_SLOT_COMMITMENTS);
	enum ts_status status;

	memset(state->slots, 0, sizeof state->slots);
	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		int64_t kind = statement_integer(&query, 0);
		if (kind >= 1 && kind <= STATE_SLOTS &&
		    !statement_bytes(&query, 1, state->slots[kind - 1], STATE_SLOT_SIZE))
			memset(state->slots[kind - 1], 0, STATE_SLOT_SIZE);
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status record_state_write(ts_store *store, struct state *state)
{
	struct identity *identity = store->identity;
	unsigned char plain[STATE_SIZE];

	enum ts_status status = record_months_write(store);
	if (status == TS_OK)
		status = month_heads_write(store, &state->tally, state->clock);
	if (status != TS_OK)
		return status;
	tally_merge(&state->tally, &identity->pending);
	identity->pending = (struct tally){ .counts = { 0 } };
	if (store->device_anew || !state_own(state)) {
		const struct ts_id device = crypt_random_id();
		state_become(state, &device);
	}
	struct state_device *own = &state->devices[state->device_count - 1];
	own->changes++;
	identity->device = own->id;
	identity->device_changes = own->changes;
	identity->changes = ++state->changes;
	memcpy(identity->written, state->tally.sums[TALLY_TRAVELS], sizeof identity->written);
	identity->states++;
	return record_single_write(store, RECORD_STATE, plain, state_encode(state, plain));
}
