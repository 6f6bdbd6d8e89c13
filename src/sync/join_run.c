/* Asking a hub for a user. */
#include "src/sync/join_run.h"

#include "src/sync/ask.h"

static enum ts_status join_receive(void *join, const void *bytes, size_t size)
{
	return ts_join_receive(join, bytes, size);
}

static const void *join_output(void *join, size_t *size)
{
	return ts_join_output(join, size);
}

static void join_sent(void *join, size_t size)
{
	ts_join_sent(join, size);
}

static bool join_answered(void *join)
{
	return ts_join_state(join) != TS_JOIN_ASKING;
}

bool join_ask(ts_join *join, struct hub_url *url, char *trouble, size_t size)
{
	static const struct ask_talk calls = { join_receive, join_output, join_sent, join_answered };

	return ask(&calls, join, url, trouble, size);
}
