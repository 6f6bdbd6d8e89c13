/* Which kind of hub a place names, and what all kinds share. */
#include "data/hub/hub.h"

#include "data/file/file.h"
#include "data/hub/hub_folder.h"
#include "data/hub/hub_mariadb.h"
#include "data/hub/hub_postgres.h"
#include "data/hub/hub_sqlite.h"
#include "data/hub/operations.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The place behind a prefix; NULL: it has another one. */
static const char *behind(const char *place, const char *prefix)
{
	size_t size = strlen(prefix);

	return strncmp(place, prefix, size) == 0 ? place + size : NULL;
}

enum ts_status hub_open(const char *place, const struct hub_opening *how, char reason[TS_REASON_SIZE], struct hub **out)
{
	const char *folder = behind(place, "folder:");
	bool postgres = behind(place, "postgres://") || behind(place, "postgresql://");
	bool mariadb = behind(place, "mariadb://") || behind(place, "mysql://");
	enum ts_status status;

	if ((postgres || mariadb) && how->quota > 0)
		return file_fail(reason, TS_INVALID, "the quota at a server is what its enrol says there");
	if (postgres)
		status = hub_postgres_open(place, reason, out);
	else if (mariadb)
		status = hub_mariadb_open(place, reason, out);
	else
		status = folder ? hub_folder_open(folder, reason, out) : hub_sqlite_open(place, reason, out);
	if (status == TS_OK)
		(*out)->quota = how->quota;
	return status;
}

void hub_close(struct hub *hub)
{
	if (hub)
		hub->operations->close(hub);
}

struct hub_wait hub_wait_of(const struct hub *hub)
{
	return hub->operations->wait(hub);
}

struct packet_view hub_position(const struct hub *hub)
{
	return (struct packet_view){ hub->position, hub->position_size };
}

enum ts_status hub_fail(struct hub *hub, enum ts_status status, const char *format, ...)
{
	char line[TS_REASON_SIZE];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	return file_fail(hub->reason, status, "%s", line);
}
