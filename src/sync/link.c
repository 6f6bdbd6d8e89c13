/* Whose link it is, and whether there is a hub to speak with. */
#include "src/sync/link_talk.h"

#include "src/system/clock.h"
#include "ui/base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AGAIN = 60000 }; /* milliseconds after which it is looked whether there is a hub now */

void link_let_ask(struct link *link)
{
	link->asks = true;
}

/* Looks for the user's hub. Only a failure to read is looked into again. */
static void hub_look(struct link *link)
{
	struct ts_sync_info info;
	char reason[TS_REASON_SIZE];
	enum ts_status status = ts_sync_read(link->store, &info);

	if (status == TS_BUSY)
		return;
	link->looked = true;
	link->looked_at = clock_now().uptime;
	link->news = (struct link_news){ .phase = LINK_NONE };
	if (status != TS_OK)
		return;
	link->news.unsent = info.unsent;
	link->news.unsent_since = info.unsent_since;
	if (!hub_url_read(info.url, getenv("HOME"), &link->url, reason, sizeof reason)) {
		(void)snprintf(link->news.trouble, sizeof link->news.trouble, "%s", reason);
		link->news.phase = LINK_REFUSED;
		return;
	}
	(void)snprintf(link->news.shown, sizeof link->news.shown, "%s", link->url.shown);
	link->news.phase = info.paused ? LINK_PAUSED : LINK_CONNECTING;
}

static void user_leave(struct link *link)
{
	link->user[0] = '\0';
	link->looked = false;
	link->failures = 0;
	(void)uv_timer_stop(&link->retry);
	talk_close(link);
	child_end(link->child);
	if (link->news.phase != LINK_NONE) {
		link->news = (struct link_news){ .phase = LINK_NONE };
		talk_tell(link);
	}
}

/* Who looks for changes beside us may have met the one that brought a hub: once in a while it is looked for all the
 * same. */
static bool hub_is_known(const struct link *link)
{
	return link->looked && (link->news.phase != LINK_NONE || clock_now().uptime - link->looked_at < LOOK_AGAIN);
}

void link_follow(struct link *link)
{
	const char *user = ts_logged_in(link->store) ? ts_user_name(link->store) : "";

	if (link->ending || (strcmp(user, link->user) == 0 && (!user[0] || hub_is_known(link))))
		return;
	if (strcmp(user, link->user) != 0 && link->user[0])
		user_leave(link);
	/* What was another's child has to be gone first. */
	if (!user[0] || ts_read_only(link->store) || child_runs(link->child))
		return;
	(void)snprintf(link->user, sizeof link->user, "%s", user);
	const bool none = link->news.phase == LINK_NONE;
	hub_look(link);
	/* Most have no hub, and nothing is to be drawn anew for that. */
	if (!link->looked || (none && link->news.phase == LINK_NONE))
		return;
	talk_tell(link);
	if (link->news.phase == LINK_CONNECTING)
		talk_start(link);
}

void link_changed(struct link *link)
{
	if (link->sync) {
		talk_again(link);
	} else if (!child_runs(link->child) && link->user[0]) {
		/* A hub may have been added, or given up by another process. */
		bool offline = link->news.phase == LINK_OFFLINE;
		struct link_news before = link->news;
		link->looked = false;
		if (!offline) {
			link_follow(link);
			return;
		}
		hub_look(link);
		if (link->news.phase == LINK_CONNECTING) {
			before.unsent = link->news.unsent;
			before.unsent_since = link->news.unsent_since;
			link->news = before;
		}
		talk_tell(link);
	}
}

void link_touched(struct link *link)
{
	if (link->news.phase != LINK_NONE)
		link_changed(link);
}

void link_hurry(struct link *link)
{
	link->failures = 0;
	if (!child_runs(link->child) && link->news.phase > LINK_PAUSED)
		talk_start(link);
	else if (link->sync)
		talk_pulse(link);
}

/* ---- life */

struct link *link_create(uv_loop_t *loop, ts_store *store, const struct link_calls *calls, void *context)
{
	struct link *link = allocate(1, sizeof *link);

	*link = (struct link){ .loop = loop, .store = store, .calls = calls, .context = context };
	link->holder = holder_create(ts_path(store));
	link->child = allocate(1, sizeof *link->child);
	link->turn.data = link->retry.data = link->pulse.data = link;
	(void)uv_timer_init(loop, &link->turn);
	(void)uv_timer_init(loop, &link->retry);
	(void)uv_timer_init(loop, &link->pulse);
	return link;
}

void link_end(struct link *link)
{
	link->ending = true;
	talk_close(link);
	child_end(link->child);
	(void)uv_timer_stop(&link->retry);
	uv_close((uv_handle_t *)&link->turn, NULL);
	uv_close((uv_handle_t *)&link->retry, NULL);
	uv_close((uv_handle_t *)&link->pulse, NULL);
}

void link_destroy(struct link *link)
{
	if (!link)
		return;
	holder_destroy(link->holder);
	free(link->child);
	free(link);
}
