/*
 * The inside of a link: the conversation with the hub, once it is known whose it is. Private to src/sync/.
 */
#ifndef TIMESHEET_SRC_SYNC_LINK_TALK_H
#define TIMESHEET_SRC_SYNC_LINK_TALK_H

#include "src/sync/child.h"
#include "src/sync/holder.h"
#include "src/sync/hub_url.h"
#include "src/sync/link.h"

struct link {
	uv_loop_t *loop;
	ts_store *store;
	const struct link_calls *calls;
	void *context;
	char user[TS_NAME_SIZE]; /* whose link it is, or would be */
	bool looked;             /* it is known whether the user has a hub, */
	int64_t looked_at;       /* and since when (uptime) */
	struct hub_url url;
	struct holder *holder;
	struct child *child; /* its memory outlives its handles */
	ts_sync *sync;
	uv_timer_t turn, retry, pulse; /* the next slice; the next try; whether the hub is there */
	struct link_news news;
	bool greeted, asked, ending;
	bool asks;    /* the next child may, on our terminal */
	bool garbled; /* no hub speaks like that: what stands in trouble is why */
	int failures;
	int64_t up_since; /* uptime */
	size_t rows;      /* of the next slice */
};

/* Says what stands in the news, and begins new ones. */
void talk_tell(struct link *link);
/* Starts a child and a conversation, unless there is one, or another process has the link. */
void talk_start(struct link *link);
/* Ends the conversation; the child is the caller's. */
void talk_close(struct link *link);
/* There is something to be said, perhaps. */
void talk_again(struct link *link);
/* Asks the hub whether it is there; or ends the child, if that was asked and not answered. */
void talk_pulse(struct link *link);

#endif
