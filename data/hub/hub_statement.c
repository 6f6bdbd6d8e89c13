/* The statements of a hub's database. */
#include "data/hub/hub_statement.h"

#include "data/file/safe.h"

#include <stdarg.h>
#include <string.h>

static const char *const texts[SQL_COUNT] = {
#define X(name, sql) [SQL_##name] = (sql),
	HUB_STATEMENTS(X)
#undef X
};

enum ts_status hub_sqlite_fail(struct hub_sqlite *hub, int code)
{
	enum ts_status status = safe_status(hub->database, code);
	const char *words = sqlite3_errmsg(hub->database);

	if (status == TS_FULL || status == TS_READ_ONLY)
		words = ts_status_text(status);
	return hub_fail(&hub->hub, status, "'%s': %s", hub->path, words);
}

static sqlite3_stmt *start(struct hub_sqlite *hub, enum hub_statement which, const char *shape, va_list arguments)
{
	sqlite3_stmt **statement = &hub->statements[which];
	int code = SQLITE_OK;

	if (!*statement)
		code = sqlite3_prepare_v3(hub->database, texts[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
	for (int at = 1; code == SQLITE_OK && *shape; shape++, at++) {
		if (*shape == 'i') {
			code = sqlite3_bind_int64(*statement, at, va_arg(arguments, int64_t));
			continue;
		}
		const void *bytes = va_arg(arguments, const void *);
		size_t size = *shape == 'd' ? PACKET_ID_SIZE : va_arg(arguments, size_t);
		code = size > 0 ? sqlite3_bind_blob64(*statement, at, bytes, size, SQLITE_STATIC)
		                : sqlite3_bind_zeroblob(*statement, at, 0);
	}
	return code == SQLITE_OK ? *statement : NULL;
}

/* It repeats what the step said. */
void hub_stop(sqlite3_stmt *statement)
{
	(void)sqlite3_reset(statement);
}

/* Stands on the first row when it is TS_OK, which hub_stop ends. TS_NOT_FOUND: there is none. */
static enum ts_status step_first(struct hub_sqlite *hub, sqlite3_stmt **out, enum hub_statement which,
                                 const char *shape, va_list arguments)
{
	sqlite3_stmt *statement = start(hub, which, shape, arguments);

	if (!statement)
		return hub_sqlite_fail(hub, sqlite3_extended_errcode(hub->database));
	int code = sqlite3_step(statement);
	*out = statement;
	if (code == SQLITE_ROW)
		return TS_OK;
	enum ts_status status = code == SQLITE_DONE ? TS_NOT_FOUND : hub_sqlite_fail(hub, code);
	hub_stop(statement);
	return status;
}

enum ts_status hub_run(struct hub_sqlite *hub, enum hub_statement which, const char *shape, ...)
{
	sqlite3_stmt *statement = NULL;
	va_list arguments;

	va_start(arguments, shape);
	enum ts_status status = step_first(hub, &statement, which, shape, arguments);
	va_end(arguments);
	if (status == TS_OK)
		hub_stop(statement);
	return status == TS_NOT_FOUND ? TS_OK : status;
}

enum ts_status hub_first(struct hub_sqlite *hub, sqlite3_stmt **out, enum hub_statement which, const char *shape, ...)
{
	va_list arguments;

	va_start(arguments, shape);
	enum ts_status status = step_first(hub, out, which, shape, arguments);
	va_end(arguments);
	return status;
}

bool hub_id_column(sqlite3_stmt *statement, int column, unsigned char *out, size_t size)
{
	const void *bytes = sqlite3_column_blob(statement, column);

	if (!bytes || sqlite3_column_bytes(statement, column) != PACKET_ID_SIZE)
		return false;
	memcpy(out, bytes, size);
	return true;
}

enum ts_status hub_transaction_end(struct hub_sqlite *hub, enum ts_status status)
{
	char reason[TS_REASON_SIZE];

	if (status == TS_OK)
		status = hub_run(hub, SQL_COMMIT, "");
	if (status == TS_OK)
		return status;
	memcpy(reason, hub->hub.reason, sizeof reason);
	if (!sqlite3_get_autocommit(hub->database))
		(void)!hub_run(hub, SQL_ROLLBACK, "");
	memcpy(hub->hub.reason, reason, sizeof reason);
	return status;
}
