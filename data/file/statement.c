/* Preparing, binding and stepping the statements of the table. Must not know what they are about. */
#include "data/file/statement.h"

#include "data/file/store.h"

#include <assert.h>
#include <string.h>

#define STATEMENT_TEXT(name, sql) [STATEMENT_##name] = (sql),
static const char *const statement_texts[STATEMENT_COUNT] = { STATEMENT_LIST(STATEMENT_TEXT) };
#undef STATEMENT_TEXT

struct query statement_start(ts_store *store, enum statement statement)
{
	struct query query = { .store = store, .status = TS_OK };

	/* A failed commit may have cost the connection. */
	if (!store->database)
		query.status = store_connect(store);
	if (query.status != TS_OK)
		return query;
	if (!store->statements[statement]) {
		int code = sqlite3_prepare_v3(store->database, statement_texts[statement], -1,
		                              SQLITE_PREPARE_PERSISTENT, &store->statements[statement], NULL);
		if (code != SQLITE_OK) {
			query.status = store_sqlite_failure(store, code);
			return query;
		}
	}
	query.handle = store->statements[statement];
	/* Used inside its own loop a statement would start anew and never end. */
	assert(!sqlite3_stmt_busy(query.handle));
	return query;
}

static void binding_check(struct query *query, int code)
{
	if (code != SQLITE_OK && query->status == TS_OK)
		query->status = store_sqlite_failure(query->store, code);
}

void statement_bind_integer(struct query *query, int64_t value)
{
	if (query->handle)
		binding_check(query, sqlite3_bind_int64(query->handle, ++query->bound, value));
}

void statement_bind_text(struct query *query, const char *text)
{
	if (query->handle)
		binding_check(query, sqlite3_bind_text(query->handle, ++query->bound, text, -1, SQLITE_TRANSIENT));
}

void statement_bind_blob(struct query *query, const void *blob, size_t size)
{
	if (!query->handle)
		return;
	/* A NULL pointer would bind NULL rather than an empty blob. */
	if (size == 0)
		binding_check(query, sqlite3_bind_zeroblob(query->handle, ++query->bound, 0));
	else
		binding_check(query, sqlite3_bind_blob64(query->handle, ++query->bound, blob, size, SQLITE_STATIC));
}

void statement_bind_id(struct query *query, const struct ts_id *id)
{
	statement_bind_blob(query, id->bytes, sizeof id->bytes);
}

void statement_bind_null(struct query *query)
{
	if (query->handle)
		binding_check(query, sqlite3_bind_null(query->handle, ++query->bound));
}

enum ts_status statement_step(struct query *query)
{
	if (query->status != TS_OK)
		return query->status;
	assert(query->bound == sqlite3_bind_parameter_count(query->handle));
	ts_store *store = query->store;
	/* Each statement would be a transaction of its own from here on. */
	if (store->transaction_depth > 0 && store->broken != TS_OK) {
		query->status = store->broken;
		return query->status;
	}
	int code = sqlite3_step(query->handle);
	if (code == SQLITE_ROW)
		return TS_OK;
	if (code == SQLITE_DONE)
		return TS_NOT_FOUND;
	query->status = store_sqlite_failure(store, code);
	/* Want of memory, a full disk and failures to read or write roll all of it back
	 * (sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction"). */
	if (store->transaction_depth > 0 && sqlite3_get_autocommit(store->database))
		store->broken = query->status;
	return query->status;
}

enum ts_status statement_run(struct query *query, int exactly)
{
	enum ts_status status;

	do
		status = statement_step(query);
	while (status == TS_OK);
	if (status != TS_NOT_FOUND)
		return status;
	if (exactly >= 0 && sqlite3_changes64(query->store->database) != exactly)
		return store_fail(query->store, TS_DAMAGED, "%s: a change was not stored as it was made",
		                  query->store->path);
	return TS_OK;
}

void statement_finish(struct query *query)
{
	if (!query->handle)
		return;
	/* Both repeat what the last step said. */
	(void)sqlite3_reset(query->handle);
	(void)sqlite3_clear_bindings(query->handle);
	query->handle = NULL;
}

int64_t statement_integer(const struct query *query, int column)
{
	if (!query->handle || sqlite3_column_type(query->handle, column) != SQLITE_INTEGER)
		return 0;
	return sqlite3_column_int64(query->handle, column);
}

const void *statement_blob(const struct query *query, int column, size_t *size)
{
	*size = 0;
	if (!query->handle || sqlite3_column_type(query->handle, column) != SQLITE_BLOB)
		return NULL;
	const void *blob = sqlite3_column_blob(query->handle, column);
	if (blob)
		*size = (size_t)sqlite3_column_bytes(query->handle, column);
	return blob;
}

const char *statement_text(const struct query *query, int column)
{
	if (!query->handle || sqlite3_column_type(query->handle, column) != SQLITE_TEXT)
		return "";
	const unsigned char *text = sqlite3_column_text(query->handle, column);
	return text ? (const char *)text : "";
}

bool statement_bytes(const struct query *query, int column, void *out, size_t size)
{
	size_t found;
	const void *blob = statement_blob(query, column, &found);

	if (!blob || found != size)
		return false;
	memcpy(out, blob, size);
	return true;
}

bool statement_id(const struct query *query, int column, struct ts_id *out)
{
	return statement_bytes(query, column, out->bytes, sizeof out->bytes);
}

struct ts_id statement_id_or_zero(const struct query *query, int column)
{
	struct ts_id id;

	return statement_id(query, column, &id) ? id : (struct ts_id){ { 0 } };
}
