/* The address of a MariaDB server, taken apart: mariadb://[USER@]HOST[:PORT]/DATABASE. Private to data/hub/. */
#ifndef TIMESHEET_DATA_HUB_MARIADB_URL_H
#define TIMESHEET_DATA_HUB_MARIADB_URL_H

#include "data/timesheet.h"

enum { MARIADB_PART_SIZE = 256 };

/* "" where nothing is said: then the client's option files may. */
struct mariadb_url {
	char user[MARIADB_PART_SIZE], host[MARIADB_PART_SIZE], database[MARIADB_PART_SIZE];
	char socket[MARIADB_PART_SIZE]; /* ?socket=FILE; only without a host: this machine's server by its usual one */
	char authority[MARIADB_PART_SIZE]; /* ?ssl-ca=FILE */
	unsigned port;                     /* 0: the usual one */
};

/* TS_INVALID: it is none; a password in it is refused. */
enum ts_status mariadb_url_read(const char *text, struct mariadb_url *out, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;

#endif
