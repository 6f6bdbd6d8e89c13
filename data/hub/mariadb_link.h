/* A connection to a MariaDB server: calls with a deadline, values as bytes. Private to data/hub/. */
#ifndef TIMESHEET_DATA_HUB_MARIADB_LINK_H
#define TIMESHEET_DATA_HUB_MARIADB_LINK_H

#include "data/hub/mariadb_library.h"
#include "data/hub/operations.h"

struct mariadb_link {
	struct mariadb_library library;
	MYSQL *connection;
	struct hub *hub; /* where the reason of a failure goes */
};

/* An argument: bytes as they are, or NULL, or a number. */
struct mariadb_argument {
	enum { MARIADB_BYTES, MARIADB_NUMBER } kind;
	const void *bytes; /* NULL: SQL's NULL */
	size_t size;
	int64_t number;
};
struct mariadb_argument mariadb_argument_bytes(const void *bytes, size_t size);
struct mariadb_argument mariadb_argument_number(int64_t number);

/* Rows of an answer, one after the other. */
struct mariadb_rows {
	MYSQL_RES *result;
	MYSQL_ROW row;              /* NULL: there is none, or none was asked for yet */
	const unsigned long *sizes; /* of its columns */
	unsigned columns;
};

/* Loads libmariadb and connects; name and password come from option files where the address has none. TS_INVALID,
 * TS_FOREIGN, TS_IO, TS_NO_MEMORY. */
enum ts_status mariadb_link_open(struct mariadb_link *link, const char *url) TS_MUST_CHECK;
void mariadb_link_close(struct mariadb_link *link);

/* Calls a procedure; out is for mariadb_rows_forget, also on failure. One that met a deadlock is called again. A server
 * that says nothing for 15 seconds has failed. TS_TOO_LONG (over the quota), TS_INVALID (not allowed), TS_FOREIGN (no
 * hub is there), TS_NEWER, TS_FULL, TS_READ_ONLY, TS_IO, TS_NO_MEMORY. */
enum ts_status mariadb_call(struct mariadb_link *link, const char *procedure, const struct mariadb_argument *values,
                            size_t count, struct mariadb_rows *out) TS_MUST_CHECK;
void mariadb_rows_forget(const struct mariadb_link *link, struct mariadb_rows *rows);
/* The next row; false: there is none. */
bool mariadb_rows_next(const struct mariadb_link *link, struct mariadb_rows *rows);
/* Of the present row; borrowed until the rows are forgotten. Nothing for NULL, and for a column that is not there. */
struct packet_view mariadb_bytes(const struct mariadb_rows *rows, unsigned column);
/* 0 for NULL, and for what is no number. */
int64_t mariadb_number(const struct mariadb_rows *rows, unsigned column);

#endif
