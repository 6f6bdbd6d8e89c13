/* Several devices of one user. */
#include "support_devices.h"

#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/array.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_log.h"
#include "data/rows/record_note.h"
#include "data/rows/record_state.h"
#include "support_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void device_become(ts_store *store)
{
	const struct ts_id device = crypt_random_id();
	struct state state;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	state_become(&state, &device);
	assert_int_equal(store_end(store, record_state_write(store, &state), NULL, NULL), TS_OK);
}

ts_store *device_make(struct support *support, const char *suffix)
{
	char path[SUPPORT_PATH_SIZE + 32], reason[TS_REASON_SIZE];
	ts_store *store = NULL;
	size_t size;

	(void)snprintf(path, sizeof path, "%s.%s", support->path, suffix);
	unsigned char *bytes = support_file_read(support->path, &size);
	support_file_write(path, bytes, size);
	free(bytes);
	if (ts_open(path, false, SUPPORT_NOW, reason, &store) != TS_OK)
		fail_msg("%s", reason);
	assert_int_equal(support_login(store, "ada", SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
	rows_hurry(store);
	device_become(store);
	return store;
}

void travellers_add(struct travellers *list, enum outbox_kind kind, const struct ts_id *id, const void *bucket,
                    const void *blob, size_t size)
{
	assert_true(array_room(&list->at, &list->room, list->count + 1, sizeof *list->at));
	struct travelling *row = &list->at[list->count++];
	*row = (struct travelling){ .kind = kind, .id = *id, .blob = malloc(size), .size = size };
	assert_non_null(row->blob);
	memcpy(row->blob, blob, size);
	if (bucket)
		memcpy(row->bucket, bucket, BUCKET_SIZE);
}

static void table_read(ts_store *store, struct travellers *list, enum outbox_kind kind, enum statement statement)
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	while (statement_step(&query) == TS_OK) {
		const bool bucketed = kind == OUTBOX_LOG || kind == OUTBOX_NOTE;
		const struct ts_id id =
		        kind == OUTBOX_SETTING ? (struct ts_id){ { 0 } } : statement_id_or_zero(&query, 0);
		size_t size, bucket_size;
		const void *bucket = bucketed ? statement_blob(&query, 2, &bucket_size) : NULL;
		const void *blob = statement_blob(&query, kind == OUTBOX_SETTING ? 0 : 1, &size);
		travellers_add(list, kind, &id, bucket, blob, size);
	}
	statement_finish(&query);
}

struct travellers travellers_read(ts_store *store)
{
	struct travellers list = { 0 };

	assert_int_equal(store_read_begin(store), TS_OK);
	table_read(store, &list, OUTBOX_ACTIVITY, STATEMENT_CHECK_ACTIVITIES);
	table_read(store, &list, OUTBOX_LOG, STATEMENT_CHECK_LOGS);
	table_read(store, &list, OUTBOX_NOTE, STATEMENT_CHECK_NOTES);
	table_read(store, &list, OUTBOX_LEDGER, STATEMENT_LEDGER_LIST);
	table_read(store, &list, OUTBOX_SETTING, STATEMENT_SETTING_READ);
	store_read_end(store);
	return list;
}

void travellers_release(struct travellers *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i].blob);
	free(list->at);
	*list = (struct travellers){ 0 };
}

static enum record_taken row_take(ts_store *store, struct state *state, const struct travelling *row)
{
	const struct record_arriving arriving = { row->id, row->bucket, row->blob, row->size };
	enum record_taken taken = TAKEN_REFUSED;
	enum ts_status status = TS_INVALID;

	switch (row->kind) {
	case OUTBOX_ACTIVITY:
		status = record_activity_take(store, &arriving, &state->clock, &taken);
		break;
	case OUTBOX_LOG:
		status = record_log_take(store, &arriving, &state->clock, &taken);
		break;
	case OUTBOX_NOTE:
		status = record_note_take(store, &arriving, &state->clock, &taken);
		break;
	case OUTBOX_SETTING:
		status = settings_take(store, state, &arriving, &taken);
		break;
	case OUTBOX_LEDGER:
		status = record_ledger_take(store, &arriving, &state->clock, &taken);
		break;
	case OUTBOX_SLOTS:
		fail_msg("slots are no row");
	}
	assert_int_equal(status, TS_OK);
	return taken;
}

void travellers_take(ts_store *store, const struct travellers *list, size_t from, size_t until, int counts[6])
{
	struct state state;

	assert_int_equal(store_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	for (size_t i = from; i < until; i++) {
		enum record_taken taken = row_take(store, &state, &list->at[i]);
		if (counts)
			counts[taken]++;
	}
	assert_int_equal(store_end(store, record_state_write(store, &state), NULL, NULL), TS_OK);
}

void travels_sum(ts_store *store, unsigned char out[TALLY_SIZE])
{
	struct state state;

	rows_assert_sound(store);
	assert_int_equal(store_read_begin(store), TS_OK);
	assert_int_equal(record_state_read(store, &state), TS_OK);
	store_read_end(store);
	memcpy(out, state.tally.sums[TALLY_TRAVELS], TALLY_SIZE);
}

int64_t unsent(ts_store *store)
{
	int64_t count = -1;

	assert_int_equal(record_queue_count(store, &count), TS_OK);
	return count;
}
