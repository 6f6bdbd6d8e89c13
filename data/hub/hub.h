/*
 * A hub as src/ sees it: where sealed frames are kept for a user's devices, and the conversation with one of them as
 * bytes in and bytes out. A hub has no key: it cannot read what it keeps. No clock, no waiting for the device: who
 * calls listens to what hub_wait_of names.
 */
#ifndef TIMESHEET_DATA_HUB_HUB_H
#define TIMESHEET_DATA_HUB_HUB_H

#include "data/timesheet.h"

struct hub;

struct hub_opening {
	int64_t quota; /* bytes of frames that one owner may keep there; 0: no limit */
};

/* Opens a hub, and makes it if it is not there. The place is a directory (frames are kept in its hub.db, a database of
 * SQLite; missing directories are made, 0700), or "folder:" and a directory (frames are files in it, which something
 * else may carry to other machines), or "postgres://..." (a server with the schema of hub_sql), or "mariadb://..." or
 * "mysql://..." (one with that of hub_sql_mariadb). TS_INVALID, TS_FOREIGN, TS_NEWER, TS_DAMAGED, TS_READ_ONLY,
 * TS_FULL, TS_BUSY, TS_IO, TS_NO_MEMORY, and a reason in one clean line. */
enum ts_status hub_open(const char *place, const struct hub_opening *how, char reason[TS_REASON_SIZE],
                        struct hub **out) TS_MUST_CHECK;
void hub_close(struct hub *hub); /* accepts NULL */

/* hub.sql: what makes a database of a PostgreSQL server a hub. */
extern const char hub_sql[];
/* hub_mariadb.sql: the same of a MariaDB server. */
extern const char hub_sql_mariadb[];

/* What tells that there may be news: look then (serve_look). Nothing at all: the hub does not know yet, before a device
 * has said whose it is. */
struct hub_wait {
	const char *directory; /* its files change; NULL: none. Borrowed from the hub */
	int descriptor;        /* it can be read; -1: none */
	int milliseconds;      /* look this often all the same; 0: that is not needed */
};
struct hub_wait hub_wait_of(const struct hub *hub);

#endif
