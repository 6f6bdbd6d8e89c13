/* What a screen says of other devices. */
#include "src/screen/sharing.h"

#include <stdio.h>
#include <string.h>

static enum sync_show show_of(const struct link_news *news)
{
	switch (news->phase) {
	case LINK_NONE:
		return SYNC_NONE;
	case LINK_PAUSED:
		return SYNC_PAUSED;
	case LINK_ELSEWHERE:
		return SYNC_ELSEWHERE;
	case LINK_OFFLINE:
	case LINK_CONNECTING:
		return SYNC_OFFLINE;
	case LINK_REFUSED:
		return SYNC_REFUSED;
	case LINK_UP:
		break;
	}
	if (news->state == TS_SYNC_REFUSED)
		return SYNC_REFUSED;
	return news->state == TS_SYNC_LIVE ? SYNC_LIVE : SYNC_PULLING;
}

static void title_set(struct sharing *sharing, const struct link_news *news)
{
	const struct sync_view view = { .show = show_of(news),
		                        .unsent = news->unsent,
		                        .unsent_since = news->unsent_since,
		                        .offline_since = news->offline_since,
		                        .merged = sharing->merged,
		                        .percent = news->percent };

	ui_set_sync(sharing->ui, &view);
}

/* What the user has to know, once each, the gravest first. */
static bool event_words(const struct link_news *news, char *out, size_t size)
{
	const char *device = news->device[0] ? news->device : "another device";
	const struct {
		unsigned event;
		const char *format;
	} words[] = {
		{ TS_SYNC_COPY, "this database is a copy of %s: from now on it is a device of its own" },
		{ TS_SYNC_PASSWORD, "the password was changed on %s: that one holds here, too" },
		{ TS_SYNC_FORKED, "two databases send as %s: one is a copy of the other" },
		{ TS_SYNC_HUB_LOST, "the hub has lost some of what it had: everything is sent again" },
		{ TS_SYNC_OTHER_HUB, "this is another hub than before: everything is sent to it" },
		{ TS_SYNC_DIFFERENT, "%s and this device do not have the same: everything is sent again" },
		{ TS_SYNC_MISSING, "not all that %s has sent is at the hub: it is sent again" },
		{ TS_SYNC_AHEAD, "the clock of %s is more than a day ahead" },
		{ TS_SYNC_JUNK, "something at the hub did not open: 'timesheet sync status' counts it" },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if ((news->events & words[i].event) == 0)
			continue;
		const char *name = strstr(words[i].format, "%s");
		(void)snprintf(out, size, "%.*s%s%s", name ? (int)(name - words[i].format) : (int)size, words[i].format,
		               name ? device : "", name ? name + 2 : "");
		return true;
	}
	return false;
}

static void line_say(struct sharing *sharing, const struct link_news *news)
{
	char line[TS_REASON_SIZE + 64] = "";

	if (!event_words(news, line, sizeof line) && news->phase == LINK_REFUSED && news->trouble[0] &&
	    strcmp(news->trouble, sharing->trouble) != 0)
		(void)snprintf(line, sizeof line, "not synced: %s", news->trouble);
	(void)snprintf(sharing->trouble, sizeof sharing->trouble, "%s", news->trouble);
	if (line[0])
		ui_notice(sharing->ui, *sharing->moment, line);
}

static void told_event(void *context, const struct link_news *news)
{
	struct sharing *sharing = context;

	if (!sharing->begin(sharing->context))
		return;
	sharing->merged =
	        news->phase != LINK_UP || news->state == TS_SYNC_LIVE ? 0 : sharing->merged + (int64_t)news->changed;
	title_set(sharing, news);
	if (news->changed > 0)
		ui_changed(sharing->ui, *sharing->moment);
	line_say(sharing, news);
	sharing->end(sharing->context);
}

void sharing_start(struct sharing *sharing, uv_loop_t *loop, ts_store *store)
{
	static const struct link_calls calls = { told_event };

	sharing->link = link_create(loop, store, &calls, sharing);
}
