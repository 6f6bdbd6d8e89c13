/* Whether the rows of the logged-in user are those that were written: all of them are added up, a few at a time. */
#include "data/care/audit.h"

#include "data/file/store.h"
#include "data/lookup/sweep.h"
#include "data/rows/record.h"
#include "data/rows/record_state.h"
#include "data/rows/state.h"
#include "data/rows/version.h"

#include <stdlib.h>

/* How far the adding up has come. */
struct walk_place {
	enum tally_table table; /* TALLY_TABLES: through */
	int64_t after;          /* in a table that is read in pages: the row that was last read */
};

static const struct walk_place walk_start = { .table = TALLY_ACTIVITY, .after = INT64_MIN };

/* Tables without pages: activities are few, settings one row. */
static enum ts_status few_add(ts_store *store, enum tally_table table, struct tally *found, size_t *read)
{
	bool settings = table == TALLY_SETTING;
	struct query query = statement_start(store, settings ? STATEMENT_SETTING_READ : STATEMENT_ACTIVITY_LIST);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	while ((status = statement_step(&query)) == TS_OK) {
		struct ts_id id = { { 0 } };
		size_t size;
		const void *blob = statement_blob(&query, settings ? 0 : 1, &size);
		if (!settings)
			id = statement_id_or_zero(&query, 0);
		record_tally_add(store, found, tally_row_of(table, &id, NULL, blob, size));
		++*read;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* The row that a query of an AUDIT statement stands on. */
static struct tally_row row_of(const struct query *query, enum tally_table table)
{
	struct ts_id id = { { 0 } };
	unsigned char column[TALLY_COLUMN_SIZE] = { 0 };
	size_t size, column_size;
	const void *blob = statement_blob(query, 4, &size);

	if (table == TALLY_PART)
		return tally_row_numbered(table, statement_integer(query, 2), statement_integer(query, 3), blob, size);
	id = statement_id_or_zero(query, 2);
	const unsigned char *bucket = statement_blob(query, 3, &column_size);
	if (table == TALLY_HISTORY) {
		tally_column(statement_integer(query, 0), column);
		bucket = column;
	} else if (column_size != BUCKET_SIZE) {
		bucket = NULL;
	}
	return tally_row_of(table, &id, bucket, blob, size);
}

/* A page of rows of all users, so that a page's cost does not depend on whose they are. */
static enum ts_status page_add(ts_store *store, struct walk_place *place, size_t most, struct tally *found,
                               size_t *read)
{
	static const enum statement statements[TALLY_TABLES] = { [TALLY_LOG] = STATEMENT_AUDIT_LOGS,
		                                                 [TALLY_NOTE] = STATEMENT_AUDIT_NOTES,
		                                                 [TALLY_HISTORY] = STATEMENT_AUDIT_STEPS,
		                                                 [TALLY_PART] = STATEMENT_AUDIT_PARTS,
		                                                 [TALLY_SUM] = STATEMENT_AUDIT_SUMS };
	struct query query = statement_start(store, statements[place->table]);
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, place->after);
	statement_bind_integer(&query, (int64_t)most);
	while ((status = statement_step(&query)) == TS_OK) {
		place->after = statement_integer(&query, 0);
		if (statement_integer(&query, 1) == 1)
			record_tally_add(store, found, row_of(&query, place->table));
		++*read;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

/* About so many rows more. */
static enum ts_status walk_on(ts_store *store, struct walk_place *place, size_t rows, struct tally *found)
{
	enum ts_status status = TS_OK;

	while (status == TS_OK && place->table < TALLY_TABLES && rows > 0) {
		size_t read = 0, most = rows;
		bool few = place->table == TALLY_ACTIVITY || place->table == TALLY_SETTING;
		status = few ? few_add(store, place->table, found, &read) : page_add(store, place, most, found, &read);
		if (few || read < most)
			*place = (struct walk_place){ place->table + 1, INT64_MIN };
		rows -= read < rows ? read : rows;
	}
	return status;
}

enum ts_status audit_all(ts_store *store, struct tally *out)
{
	struct walk_place place = walk_start;
	struct tally found = { .counts = { 0 } };
	enum ts_status status = TS_OK;

	while (status == TS_OK && place.table < TALLY_TABLES)
		status = walk_on(store, &place, INT32_MAX, &found);
	if (status == TS_OK)
		*out = found;
	return status;
}

struct ts_audit {
	ts_store *store;
	struct ts_id user;
	bool begun;
	struct sweep_stamp stamp; /* of the file whose rows are being added up */
	struct walk_place place;
	struct tally found;
	struct ts_audit_result result;
};

enum ts_status ts_audit_begin(ts_store *store, ts_audit **out)
{
	enum ts_status status = store_require_login(store);
	ts_audit *audit = status == TS_OK ? calloc(1, sizeof *audit) : NULL;

	if (status != TS_OK)
		return status;
	if (!audit)
		return store_fail(store, TS_NO_MEMORY, "cannot look through '%s': out of memory", store->path);
	audit->store = store;
	audit->user = store->identity->user;
	*out = audit;
	return TS_OK;
}

void ts_audit_end(ts_audit *audit)
{
	if (!audit)
		return;
	/* It has read every page there is: SQLite need not hold on to the last of them. */
	if (audit->store->database)
		(void)sqlite3_db_release_memory(audit->store->database);
	ts_wipe(audit, sizeof *audit);
	free(audit);
}

static int64_t rows_of(const struct tally *tally)
{
	int64_t rows = 0;

	for (size_t i = 0; i < TALLY_TABLES; i++)
		rows += tally->counts[i];
	return rows;
}

static enum ts_status verdict_find(ts_audit *audit)
{
	struct ts_audit_result *result = &audit->result;
	struct state state;
	enum ts_status status = record_state_read(audit->store, &state);

	if (status != TS_OK)
		return status;
	result->done = true;
	/* A state from before there were tallies promises nothing; the next change makes one. */
	result->sound = !state.tallied || tally_equal(&state.tally, &audit->found);
	for (size_t i = 0; i < TALLY_TABLES && !result->sound; i++) {
		int64_t fewer = state.tally.counts[i] - audit->found.counts[i];
		result->missing += fewer > 0 ? fewer : 0;
		result->surplus += fewer < 0 ? -fewer : 0;
	}
	return TS_OK;
}

/* Inside a read transaction. */
static enum ts_status audit_go(ts_audit *audit, size_t rows)
{
	struct sweep_stamp stamp;
	enum ts_status status = sweep_stamp_read(audit->store, &stamp);

	if (status != TS_OK)
		return status;
	if (!audit->begun || !sweep_stamp_equal(&stamp, &audit->stamp)) {
		audit->begun = true;
		audit->stamp = stamp;
		audit->place = walk_start;
		audit->found = (struct tally){ .counts = { 0 } };
		audit->result = (struct ts_audit_result){ .done = false };
	}
	if (audit->result.done)
		return TS_OK;
	status = walk_on(audit->store, &audit->place, rows, &audit->found);
	audit->result.rows = rows_of(&audit->found);
	if (status == TS_OK && audit->place.table == TALLY_TABLES)
		status = verdict_find(audit);
	/* What failed half-way is begun again. */
	audit->begun = status == TS_OK;
	return status;
}

enum ts_status ts_audit_step(ts_audit *audit, size_t rows, struct ts_audit_result *out)
{
	ts_store *store = audit->store;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK && !ts_id_equal(store->identity->user, audit->user))
		status = TS_LOGGED_OUT;
	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = audit_go(audit, rows > 0 ? rows : 1);
	store_read_end(store);
	if (status == TS_OK)
		*out = audit->result;
	return status;
}

/* Asked when it is not known whether the commit reached the disk. */
static bool accept_confirm(ts_store *store, const void *context)
{
	const struct state *written = context;
	struct state present;

	return record_state_read(store, &present) == TS_OK && present.clock == written->clock;
}

enum ts_status ts_audit_accept(ts_store *store, ts_time now)
{
	enum ts_status status = store_require_login(store);
	struct state state = { 0 };
	uint16_t random;

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	status = record_state_read(store, &state);
	if (status == TS_OK)
		status = audit_all(store, &state.tally);
	if (status == TS_OK) {
		crypt_random(&random, sizeof random);
		state.tallied = true;
		(void)version_next(&state.clock, now, random);
		status = record_state_write(store, &state);
	}
	return store_end(store, status, accept_confirm, &state);
}
