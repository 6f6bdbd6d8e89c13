/* Which kind of hub a place names, and what all kinds share. */
#include "data/hub/hub.h"

#include "data/file/file.h"
#include "data/hub/hub_folder.h"
#include "data/hub/hub_sqlite.h"
#include "data/hub/operations.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum ts_status hub_open(const char *place, const struct hub_opening *how, char reason[TS_REASON_SIZE], struct hub **out)
{
	static const char folder[] = "folder:";
	bool in_folder = strncmp(place, folder, sizeof folder - 1) == 0;
	enum ts_status status = in_folder ? hub_folder_open(place + sizeof folder - 1, reason, out)
	                                  : hub_sqlite_open(place, reason, out);

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
