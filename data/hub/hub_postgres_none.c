/* In the place of hub_postgres.c, where the program is built without libpq. */
#include "data/hub/hub_postgres.h"

#include "data/file/file.h"

enum ts_status hub_postgres_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out)
{
	(void)url;
	(void)out;
	return file_fail(reason, TS_INVALID,
	                 "this timesheet was built without PostgreSQL (it is a static one, or libpq-dev was missing)");
}
