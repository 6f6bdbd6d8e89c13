/*
 * The SQL texts about the rows of a store, in one table by enum; prepared once per store, bound and stepped by typed
 * helpers that map SQLite's codes to ts_status. Outside of it stand what makes and compares tables (schema*.c),
 * pragmas, the one statement of a copy (backup.c, backup_daily.c) and what reads other programs' files (exchange/).
 * Private to data/.
 */
#ifndef TIMESHEET_DATA_STATEMENT_H
#define TIMESHEET_DATA_STATEMENT_H

#include "data/timesheet.h"

#include <sqlite3.h>

/* X(NAME, "SQL"): the list is the table. Grouped by the table it is about. */
#include "data/file/statement_list.h"

#define STATEMENT_ENUM(name, sql) STATEMENT_##name,
enum statement { STATEMENT_LIST(STATEMENT_ENUM) STATEMENT_COUNT };
#undef STATEMENT_ENUM

/* A running statement. Opened by statement_start, closed by statement_finish (which resets and unbinds) on every path.
 */
struct query {
	ts_store *store;
	sqlite3_stmt *handle;
	int bound;             /* parameters bound so far; binding goes from left to right */
	enum ts_status status; /* the first failure of preparing or binding; later calls pass it on */
};

struct query statement_start(ts_store *store, enum statement statement);
void statement_bind_integer(struct query *query, int64_t value);
void statement_bind_text(struct query *query, const char *text);
void statement_bind_blob(struct query *query, const void *blob, size_t size); /* must outlive the query */
void statement_bind_id(struct query *query, const struct ts_id *id);          /* must outlive the query */
void statement_bind_null(struct query *query);
/* TS_OK: a row is there. TS_NOT_FOUND: no more rows. */
enum ts_status statement_step(struct query *query) TS_MUST_CHECK;
/* Runs a statement without rows to its end. When exactly is not negative, TS_DAMAGED unless that many rows changed (a
 * planted trigger can make an INSERT store nothing). */
enum ts_status statement_run(struct query *query, int exactly) TS_MUST_CHECK;
void statement_finish(struct query *query);

int64_t statement_integer(const struct query *query, int column);
/* Borrowed until the next step. A wrong type or NULL gives size 0 and NULL (blob) or "" (text). */
const void *statement_blob(const struct query *query, int column, size_t *size);
const char *statement_text(const struct query *query, int column);
/* False when the column is not a blob of exactly size bytes. */
bool statement_bytes(const struct query *query, int column, void *out, size_t size) TS_MUST_CHECK;
/* False when the column is not a blob of 16 bytes. */
bool statement_id(const struct query *query, int column, struct ts_id *out) TS_MUST_CHECK;
/* The same for who counts rows, whatever stands in them: zeroes for what is no id. */
struct ts_id statement_id_or_zero(const struct query *query, int column);

#endif
