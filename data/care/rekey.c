/*
 * Sealing all rows anew. A row keeps its place and what it says: it is opened by the old keys, closed by the new ones
 * and written where it stood.
 */
#include "data/care/rekey.h"

#include "data/care/check.h"
#include "data/rows/record.h"
#include "data/rows/record_all.h"
#include "data/rows/record_page.h"
#include "data/rows/record_state.h"
#include "data/rows/row.h"
#include "data/seal/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { PLAIN_MOST = RECORD_ROOM(ROW_NOTE_SIZE) };

/* How the rows of a table are sealed, by a part of what a tally finds them by, and written in their place. */
struct kind {
	enum record_table table;
	size_t key_size, column_size;
	enum statement write;
};

static const struct kind kinds[TALLY_TABLES] = {
	[TALLY_ACTIVITY] = { RECORD_ACTIVITY, TS_ID_SIZE, 0, STATEMENT_ACTIVITY_UPDATE },
	[TALLY_LOG] = { RECORD_LOG, TS_ID_SIZE, BUCKET_SIZE, STATEMENT_LOG_RESEAL },
	[TALLY_NOTE] = { RECORD_NOTE, TS_ID_SIZE, BUCKET_SIZE, STATEMENT_NOTE_RESEAL },
	[TALLY_HISTORY] = { RECORD_HISTORY, TS_ID_SIZE, TALLY_COLUMN_SIZE, STATEMENT_HISTORY_RESEAL },
	[TALLY_PART] = { RECORD_PART, TALLY_KEY_SIZE, 0, STATEMENT_PART_RESEAL },
	[TALLY_SETTING] = { RECORD_SETTING, 0, 0, STATEMENT_SETTING_RESEAL },
	[TALLY_LEDGER] = { RECORD_LEDGER, TS_ID_SIZE, 0, STATEMENT_LEDGER_RESEAL },
};
static const struct kind draft_kind = { RECORD_DRAFT, TS_ID_SIZE, 0, STATEMENT_DRAFT_RESEAL };

/* The work: whose rows, under which keys, how far. */
struct rekey {
	ts_store *store;
	const struct identity *before, *next;
	struct record_page page;
	unsigned char *plain; /* locked, PLAIN_MOST bytes */
	int64_t damaged;
	size_t done, total;
	ts_progress_tell *progress;
	void *context;
};

static enum ts_status row_keep(ts_store *store, void *context, const struct tally_row *row)
{
	struct rekey *work = context;

	(void)store;
	/* What a month has is made anew, of the rows that are there. */
	return row->table == TALLY_MONTH ? TS_OK : record_page_keep(&work->page, row);
}

static int64_t number_at(const unsigned char *bytes)
{
	struct bytes_reader reader = { .at = bytes, .left = 8 };

	return (int64_t)bytes_take_number(&reader, 8);
}

/* Behind blob and owner: what the row is found by in its table. */
static void place_bind(struct query *query, const struct kind *kind, const struct tally_row *row)
{
	switch (kind->table) {
	case RECORD_SETTING:
		break;
	case RECORD_LOG:
	case RECORD_NOTE:
		statement_bind_blob(query, row->column, BUCKET_SIZE);
		statement_bind_blob(query, row->key, TS_ID_SIZE);
		break;
	case RECORD_HISTORY:
		statement_bind_integer(query, number_at(row->column));
		break;
	case RECORD_PART:
		statement_bind_integer(query, number_at(row->key));
		statement_bind_integer(query, number_at(row->key + 8));
		break;
	default:
		statement_bind_blob(query, row->key, TS_ID_SIZE);
		break;
	}
}

static enum ts_status row_write(struct rekey *work, const struct kind *kind, const struct tally_row *row,
                                const unsigned char *blob, size_t size)
{
	struct query query = statement_start(work->store, kind->write);

	statement_bind_blob(&query, blob, size);
	statement_bind_id(&query, &work->before->user);
	place_bind(&query, kind, row);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

/* Settings may be of before they were parted. */
static bool row_open(struct rekey *work, const struct kind *kind, const struct tally_row *row, enum record_table *table,
                     size_t *plain_size)
{
	const enum record_table tables[] = { kind->table, RECORD_SETTING_WHOLE };

	for (size_t i = 0; i < (kind->table == RECORD_SETTING ? 2 : 1); i++) {
		const struct record_seal seal = record_seal_under(work->before, tables[i], row->key, kind->key_size,
		                                                  row->column, kind->column_size);
		*table = tables[i];
		if (record_open_blob(&seal, row->blob, row->size, work->plain, PLAIN_MOST, plain_size))
			return true;
	}
	return false;
}

static enum ts_status row_reseal(struct rekey *work, const struct kind *kind, const struct tally_row *row)
{
	enum record_table table = kind->table;
	unsigned char *sealed = NULL;
	size_t plain_size, size;

	if (!row_open(work, kind, row, &table, &plain_size)) {
		work->damaged++;
		return TS_OK;
	}
	const struct record_seal next =
	        record_seal_under(work->next, table, row->key, kind->key_size, row->column, kind->column_size);
	enum ts_status status = record_close(&next, work->plain, plain_size, &sealed, &size);
	if (status == TS_OK)
		status = row_write(work, kind, row, sealed, size);
	free(sealed);
	return status;
}

/* kind: of all rows of the page; NULL: each has its own table's. */
static enum ts_status page_reseal(struct rekey *work, const struct kind *kind)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < work->page.count && status == TS_OK; i++) {
		const struct tally_row *row = &work->page.rows[i].row;
		status = row_reseal(work, kind ? kind : &kinds[row->table], row);
	}
	work->done += work->page.count;
	record_page_clear(&work->page);
	if (work->progress)
		work->progress(work->context, work->done < work->total ? work->done : work->total, work->total);
	return status;
}

static enum ts_status tallied_reseal(struct rekey *work)
{
	struct record_place place = record_all_begin();
	enum ts_status status = TS_OK;

	while (status == TS_OK && place.table < TALLY_TABLES) {
		status = record_all_visit(work->store, &place, RECORD_PAGE, row_keep, work);
		if (status == TS_OK)
			status = page_reseal(work, NULL);
	}
	return status;
}

static enum ts_status drafts_reseal(struct rekey *work)
{
	struct query query = statement_start(work->store, STATEMENT_DRAFT_LIST);
	enum ts_status status;

	statement_bind_id(&query, &work->before->user);
	while ((status = statement_step(&query)) == TS_OK) {
		const struct ts_id day = statement_id_or_zero(&query, 0);
		size_t size;
		const void *blob = statement_blob(&query, 1, &size);
		const struct tally_row row = tally_row_of(TALLY_ACTIVITY, &day, NULL, blob, size);
		status = row_keep(work->store, work, &row);
		if (status != TS_OK)
			break;
	}
	statement_finish(&query);
	return status == TS_NOT_FOUND ? page_reseal(work, &draft_kind) : status;
}

/* Read again from the file: each row that could be opened can be opened by the new keys. */
static enum ts_status rows_verify(struct rekey *work)
{
	struct ts_check check = { 0 };
	enum ts_status status = check_seals(work->store, &check);

	if (status == TS_OK && check.damaged != work->damaged)
		status = store_fail(work->store, TS_IO,
		                    "what was sealed anew in '%s' does not verify; nothing was changed",
		                    work->store->path);
	return status;
}

static enum ts_status rekey_run(struct rekey *work, struct identity *next, const struct state *told, ts_time now)
{
	struct tally found = { .counts = { 0 } };
	struct state state;
	enum ts_status status = record_all_check(work->store, &state, &found);

	for (size_t i = 0; i < TALLY_TABLES; i++)
		work->total += (size_t)found.counts[i];
	if (status == TS_OK)
		status = tallied_reseal(work);
	if (status == TS_OK)
		status = drafts_reseal(work);
	if (status != TS_OK)
		return status;
	work->store->identity = next;
	memcpy(state.slots, told->slots, sizeof state.slots);
	status = record_all_retell(work->store, &state, now);
	return status == TS_OK ? rows_verify(work) : status;
}

enum ts_status rekey_rows(ts_store *store, struct identity *next, const struct state *told, ts_progress_tell *progress,
                          void *context, ts_time now)
{
	struct rekey work = { .store = store,
		              .before = store->identity,
		              .next = next,
		              .plain = ts_secret_allocate(PLAIN_MOST),
		              .progress = progress,
		              .context = context };
	enum ts_status status = TS_NO_MEMORY;

	if (work.plain)
		status = rekey_run(&work, next, told, now);
	record_page_release(&work.page);
	ts_secret_free(work.plain);
	if (status == TS_NO_MEMORY)
		(void)store_fail(store, status, "cannot seal '%s' anew: out of memory", store->path);
	return status;
}
