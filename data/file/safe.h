/*
 * What every connection to a database of ours is set to: what durability and secrecy rest on; and what SQLite's codes
 * mean. Private to data/.
 */
#ifndef TIMESHEET_DATA_FILE_SAFE_H
#define TIMESHEET_DATA_FILE_SAFE_H

#include "data/timesheet.h"

#include <sqlite3.h>
#include <stddef.h>

/* What a code of SQLite's means, never TS_OK. The database may be NULL: it could not be opened. */
enum ts_status safe_status(sqlite3 *database, int code);

/* The first column of a statement's first row as text, "" when there is none or it is NULL. SQLite's code: SQLITE_OK,
 * or why not. */
int safe_value(sqlite3 *database, const char *sql, char *out, size_t size);

/* Before a process's first connection: how much memory SQLite takes is not counted, for nobody asks, and it would take
 * a lock for each piece of it. */
void safe_begin(void);

/* Neither the schema nor SQL functions in it may do anything of their own, and nothing is longer than length bytes.
 * Zero, or SQLite's number of the option that it cannot be given. */
int safe_restrict(sqlite3 *database, int length);

/* What was set, and what is there in its place: "" without an answer. */
struct safe_difference {
	const char *set; /* NULL: all is as it should be */
	char found[32];
};
/* Durable (a rollback journal, synced to the end), checked, in memory what is temporary, what is deleted wiped: set,
 * and believed only once read back. SQLite's code; the difference counts if it is SQLITE_OK. */
int safe_configure(sqlite3 *database, struct safe_difference *out);

#endif
