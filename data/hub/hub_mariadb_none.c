/* In the place of hub_mariadb.c, where the program is built without libmariadb. */
#include "data/hub/hub_mariadb.h"

#include "data/file/file.h"

enum ts_status hub_mariadb_open(const char *url, char reason[TS_REASON_SIZE], struct hub **out)
{
	(void)url;
	(void)out;
	return file_fail(
	        reason, TS_INVALID,
	        "this timesheet was built without MariaDB (it is a static one, or libmariadb-dev was missing)");
}
