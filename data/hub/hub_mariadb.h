/* A hub at a MariaDB server, which has the schema hub_sql_mariadb. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_MARIADB_H
#define TIMESHEET_DATA_HUB_HUB_MARIADB_H

#include "data/hub/hub.h"

/* hub_open, of mariadb://[USER@]HOST[:PORT]/DATABASE (or mysql://). A server is believed over a network only by a
 * certificate that can be checked. */
enum ts_status hub_mariadb_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out) TS_MUST_CHECK;

#endif
