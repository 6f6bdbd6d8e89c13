/* The rows of the outbox. */
#include "data/rows/record_outbox.h"

#include "data/file/store.h"

static const struct ts_id none = { { 0 } };

static struct query row_query(ts_store *store, enum statement statement, const enum outbox_kind kind,
                              const struct ts_id *id)
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, kind);
	statement_bind_id(&query, id ? id : &none);
	return query;
}

enum ts_status record_queue(ts_store *store, enum outbox_kind kind, const struct ts_id *id)
{
	if (!store->identity->queues)
		return TS_OK;
	store->queued = true;
	struct query query = row_query(store, STATEMENT_OUTBOX_ADD, kind, id);
	enum ts_status status = statement_run(&query, 1);
	statement_finish(&query);
	return status;
}

enum ts_status record_queued(ts_store *store, enum outbox_kind kind, const struct ts_id *id, bool *out)
{
	struct query query = row_query(store, STATEMENT_OUTBOX_FIND, kind, id);
	enum ts_status status = statement_step(&query);

	statement_finish(&query);
	*out = status == TS_OK;
	return status == TS_NOT_FOUND ? TS_OK : status;
}

static enum ts_status owner_run(ts_store *store, enum statement statement)
{
	struct query query = statement_start(store, statement);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	return status;
}

enum ts_status record_queue_all(ts_store *store)
{
	static const enum statement statements[] = { STATEMENT_OUTBOX_ALL_ACTIVITIES, STATEMENT_OUTBOX_ALL_LOGS,
		                                     STATEMENT_OUTBOX_ALL_NOTES,      STATEMENT_OUTBOX_ALL_LEDGER,
		                                     STATEMENT_OUTBOX_ALL_SETTINGS,   STATEMENT_OUTBOX_ALL_SLOTS };
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == TS_OK; i++)
		status = owner_run(store, statements[i]);
	return status;
}

enum ts_status record_queue_count(ts_store *store, int64_t *out)
{
	struct query query = statement_start(store, STATEMENT_OUTBOX_COUNT);

	statement_bind_id(&query, &store->identity->user);
	enum ts_status status = statement_step(&query);
	if (status == TS_OK)
		*out = statement_integer(&query, 0);
	statement_finish(&query);
	return status;
}

enum ts_status record_queue_done(ts_store *store, int64_t number, int64_t *rows)
{
	struct query query = statement_start(store, STATEMENT_OUTBOX_DELETE);

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, number);
	enum ts_status status = statement_run(&query, -1);
	statement_finish(&query);
	*rows = status == TS_OK ? sqlite3_changes64(store->database) : 0;
	return status;
}

enum ts_status record_queue_clear(ts_store *store)
{
	return owner_run(store, STATEMENT_OUTBOX_CLEAR);
}

enum ts_status record_queue_list(ts_store *store, int64_t after, size_t most, struct queued *out, size_t *count)
{
	struct query query = statement_start(store, STATEMENT_OUTBOX_LIST);
	size_t found = 0;
	enum ts_status status;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_integer(&query, after);
	statement_bind_integer(&query, (int64_t)most);
	while ((status = statement_step(&query)) == TS_OK && found < most) {
		const struct queued queued = { statement_integer(&query, 0), statement_integer(&query, 1),
			                       statement_id_or_zero(&query, 2) };
		/* The file's order is broken: there would be no end. */
		if (queued.number <= after)
			break;
		after = queued.number;
		out[found++] = queued;
	}
	statement_finish(&query);
	*count = found;
	return status == TS_NOT_FOUND ? TS_OK : status;
}
