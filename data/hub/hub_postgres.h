/* A hub at a PostgreSQL server, which has the schema hub_sql. Private to data/. */
#ifndef TIMESHEET_DATA_HUB_HUB_POSTGRES_H
#define TIMESHEET_DATA_HUB_HUB_POSTGRES_H

#include "data/hub/hub.h"

/* hub_open, of a libpq connection URI. A server is believed over a network only by a certificate that can be checked.
 */
enum ts_status hub_postgres_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out) TS_MUST_CHECK;

#endif
