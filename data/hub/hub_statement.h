/* The statements of a hub's database, prepared once, bound and stepped. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_STATEMENT_H
#define TIMESHEET_DATA_HUB_HUB_STATEMENT_H

#include "data/hub/hub_cursor.h"
#include "data/hub/operations.h"

#include <sqlite3.h>

/* What is bound follows the order of the question marks. */
#define HUB_STATEMENTS(X)                                                                                              \
	X(BEGIN, "BEGIN IMMEDIATE")                                                                                    \
	X(COMMIT, "COMMIT")                                                                                            \
	X(ROLLBACK, "ROLLBACK")                                                                                        \
	X(VERSION, "PRAGMA data_version")                                                                              \
	X(ABOUT, "SELECT hub FROM about")                                                                              \
	X(OWNER, "SELECT bytes, compacted FROM owner WHERE owner = ?1")                                                \
	X(OWNER_ADD, "INSERT INTO owner VALUES (?1, ?2, 0) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes")  \
	X(OWNER_COMPACT, "UPDATE owner SET bytes = bytes - ?2, compacted = ?3 WHERE owner = ?1")                       \
	X(HEAD, "SELECT number, id FROM frame WHERE owner = ?1 ORDER BY number DESC LIMIT 1")                          \
	X(MARK, "SELECT id FROM frame WHERE number = ?1 AND owner = ?2")                                               \
	X(PUSH, "INSERT INTO frame (owner, id, device, payload) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")       \
	X(PULL, "SELECT number, id, payload FROM frame WHERE owner = ?1 AND number > ?2 ORDER BY number")              \
	X(DROPPED, "SELECT total(length(payload)) FROM frame WHERE owner = ?1 AND number <= ?2")                       \
	X(DROP, "DELETE FROM frame WHERE owner = ?1 AND number <= ?2")                                                 \
	X(WIPE_FRAMES, "DELETE FROM frame WHERE owner = ?1")                                                           \
	X(WIPE_OWNER, "DELETE FROM owner WHERE owner = ?1")                                                            \
	X(WIPE_KEYRING, "DELETE FROM keyring WHERE owner = ?1")                                                        \
	X(KEYRING, "SELECT owner, name, generation, blob FROM keyring WHERE owner = ?1")                               \
	X(KEYRING_NAMED, "SELECT owner, name, generation, blob FROM keyring WHERE name = ?1")                          \
	X(KEYRING_WRITE, "INSERT INTO keyring VALUES (?1, ?2, ?3, ?4) ON CONFLICT (owner) DO UPDATE"                   \
	                 " SET name = excluded.name, generation = excluded.generation, blob = excluded.blob")

enum hub_statement {
#define X(name, sql) SQL_##name,
	HUB_STATEMENTS(X)
#undef X
	        SQL_COUNT
};

struct hub_sqlite {
	struct hub hub;
	sqlite3 *database;
	sqlite3_stmt *statements[SQL_COUNT];
	char *path, *directory;
	unsigned char id[PACKET_ID_SIZE];
	struct hub_cursor position; /* as hub.position, if there is one */
	int64_t version;            /* as of the last look */
};

/* Words for what SQLite said last, and the status that it means. */
enum ts_status hub_sqlite_fail(struct hub_sqlite *hub, int code);

/* What is bound follows the shape, a letter each: "i" a number (int64_t), "d" an id (16 bytes), "b" bytes and their
 * size (size_t); all of it must last until the statement is stopped. */
/* Runs a statement to its end. */
enum ts_status hub_run(struct hub_sqlite *hub, enum hub_statement which, const char *shape, ...) TS_MUST_CHECK;
/* The first row. TS_OK: *out is to be stopped; TS_NOT_FOUND: there is none. */
enum ts_status hub_first(struct hub_sqlite *hub, sqlite3_stmt **out, enum hub_statement which, const char *shape,
                         ...) TS_MUST_CHECK;
/* Ends a statement that was stepped. */
void hub_stop(sqlite3_stmt *statement);
/* The first size bytes of an id. False: the column is none. */
bool hub_id_column(sqlite3_stmt *statement, int column, unsigned char *out, size_t size) TS_MUST_CHECK;
/* Ends what SQL_BEGIN began: commits if the status is TS_OK, else rolls back; returns what happened. */
enum ts_status hub_transaction_end(struct hub_sqlite *hub, enum ts_status status) TS_MUST_CHECK;

#endif
