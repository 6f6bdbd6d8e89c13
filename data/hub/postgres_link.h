/* A connection to a PostgreSQL server: statements with a deadline, values as bytes. Private to data/hub/. */
#ifndef TIMESHEET_DATA_HUB_POSTGRES_LINK_H
#define TIMESHEET_DATA_HUB_POSTGRES_LINK_H

#include "data/hub/operations.h"
#include "data/hub/postgres_library.h"

struct postgres_link {
	struct postgres_library library;
	PGconn *connection;
	struct hub *hub; /* where the reason of a failure goes */
};

/* A parameter: bytes as they are. NULL bytes: NULL. */
struct postgres_value {
	const void *bytes;
	size_t size;
};

/* Loads libpq and connects. TS_INVALID, TS_IO, TS_NO_MEMORY. */
enum ts_status postgres_connect(struct postgres_link *link, const char *url) TS_MUST_CHECK;
void postgres_disconnect(struct postgres_link *link);
/* Runs one statement, parameters and result in binary; out is for PQclear. A server that says nothing for 15 seconds
 * has failed. TS_TOO_LONG (over the quota), TS_INVALID (not allowed), TS_FOREIGN (no hub is there), TS_FULL,
 * TS_READ_ONLY, TS_IO. */
enum ts_status postgres_run(struct postgres_link *link, const char *sql, const struct postgres_value *values,
                            size_t count, PGresult **out) TS_MUST_CHECK;
/* Takes the notices that have come: whether one is of another connection. only_own: all that came were ours. */
bool postgres_notified(struct postgres_link *link, bool *only_own);

/* Numbers as the server has them: big-endian. */
void postgres_number_put(int64_t number, unsigned char out[8]);
/* 0 for NULL, and for what is no number of 4 or 8 bytes. */
int64_t postgres_number(const struct postgres_link *link, const PGresult *result, int row, int column);
struct packet_view postgres_bytes(const struct postgres_link *link, const PGresult *result, int row, int column);

/* An array of bytea, for the caller to free: NULL without memory. get gives the element at an index. */
typedef struct packet_view postgres_element(const void *context, size_t index);
unsigned char *postgres_array_make(size_t count, postgres_element *get, const void *context, size_t *size);

#endif
