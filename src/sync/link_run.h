/* The link without a screen: for a command that sends and takes what there is, or stays. */
#ifndef TIMESHEET_SRC_SYNC_LINK_RUN_H
#define TIMESHEET_SRC_SYNC_LINK_RUN_H

#include "src/sync/link.h"

enum link_wish {
	LINK_ONCE,  /* until all is sent and taken, or that fails */
	LINK_FIRST, /* the same, and ssh may ask its questions on the terminal */
	LINK_STAY   /* until a signal */
};

/* Called with each piece of news. */
typedef void link_told(void *context, const struct link_news *news);

/* Runs a loop of its own. True: what was wished for is done, or another process has the link and has sent what waited
 * here (the phase is LINK_ELSEWHERE). Else news tells why not: another process has the link and does not send, or
 * trouble. */
bool link_run(ts_store *store, enum link_wish wish, link_told *told, void *context, struct link_news *news);

#endif
