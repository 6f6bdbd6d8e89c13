/* Sending behind a command. */
#include "src/sync/send_soon.h"

#include "src/sync/holder.h"
#include "src/system/start_self.h"

#include <stdlib.h>

void send_soon(ts_store *store)
{
	struct ts_sync_info info;
	pid_t process;

#ifdef TIMESHEET_TEST_BUILD
	if (!getenv("TIMESHEET_SEND_SOON")) /* tests say themselves when something is sent */
		return;
#endif
	if (!ts_sync_waits(store) || ts_sync_read(store, &info) != TS_OK || info.paused || info.unsent == 0)
		return;
	const char *const words[] = { "--db", ts_path(store), "--user",  ts_user_name(store),
		                      "sync", "now",          "--quiet", NULL };
	if (!holder_found(ts_path(store), ts_user_name(store)))
		(void)!start_self(words, START_DETACHED, &process);
}
