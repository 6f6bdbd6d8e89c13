/*
 * The link to a user's hub: while somebody is logged in who has one, and no other process has the link, a child is kept
 * running and what is said goes between it and the data module's conversation. Never waits; what fails is tried again,
 * later and later. Knows neither the screen nor the packets.
 */
#ifndef TIMESHEET_SRC_SYNC_LINK_H
#define TIMESHEET_SRC_SYNC_LINK_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <uv.h>

enum link_phase {
	LINK_NONE,      /* nobody is logged in, or there is no hub */
	LINK_PAUSED,    /* by its user */
	LINK_ELSEWHERE, /* another process has it */
	LINK_OFFLINE,   /* it is tried again later; trouble says why */
	LINK_CONNECTING,
	LINK_UP,     /* as far as `state` says */
	LINK_REFUSED /* the hub takes or hands out nothing, and trying again is of no use for a while; trouble says why
	              */
};

struct link_news {
	enum link_phase phase;
	enum ts_sync_state state; /* of LINK_UP */
	int64_t unsent;
	ts_time unsent_since;  /* 0 if nothing is */
	ts_time offline_since; /* when it was up last, or tried first; 0: it is up, or there is none */
	size_t held;           /* bytes that wait to be merged */
	int percent;           /* of everything, while it comes first; 0: nobody knows */
	bool telling;          /* the hub has not confirmed all that was said to it */
	char shown[128];       /* the hub, in a few words */
	char trouble[TS_REASON_SIZE];
	/* Of what has just happened: */
	size_t changed;  /* rows that others changed */
	unsigned events; /* enum ts_sync_event */
	char device[TS_ORIGIN_SIZE];
};

struct link_calls {
	void (*told)(void *context, const struct link_news *news); /* something has changed of that */
};

struct link;
/* calls is borrowed. Never NULL. */
struct link *link_create(uv_loop_t *loop, ts_store *store, const struct link_calls *calls, void *context);
/* The first child has our terminal: ssh may ask there. */
void link_let_ask(struct link *link);
/* After a turn of the loop: who is logged in may have changed. */
void link_follow(struct link *link);
/* Another process has changed the file: there may be a hub now, or none any more. */
void link_changed(struct link *link);
/* Somebody has written, perhaps this process, which is much more often: whether there is a hub is as it was. */
void link_touched(struct link *link);
/* The clock has jumped (a suspend), or somebody wants it now. */
void link_hurry(struct link *link);
/* Ends the child. The loop must turn once more, then link_destroy. */
void link_end(struct link *link);
void link_destroy(struct link *link); /* accepts NULL */

#endif
