/* Asking a hub to remove what it keeps of a user. */
#include "src/sync/wipe_run.h"

#include "src/sync/ask.h"

static enum ts_status wipe_receive(void *wipe, const void *bytes, size_t size)
{
	return ts_hub_wipe_receive(wipe, bytes, size);
}

static const void *wipe_output(void *wipe, size_t *size)
{
	return ts_hub_wipe_output(wipe, size);
}

static void wipe_sent(void *wipe, size_t size)
{
	ts_hub_wipe_sent(wipe, size);
}

static bool wipe_answered(void *wipe)
{
	return ts_hub_wipe_state(wipe) != TS_HUB_WIPE_ASKING;
}

bool wipe_ask(ts_hub_wipe *wipe, struct hub_url *url, char *trouble, size_t size)
{
	static const struct ask_talk calls = { wipe_receive, wipe_output, wipe_sent, wipe_answered };

	return ask(&calls, wipe, url, trouble, size);
}
