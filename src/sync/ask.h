/* One question to a hub, on the command line: a child, and a loop of its own until there is an answer. */
#ifndef TIMESHEET_SRC_SYNC_ASK_H
#define TIMESHEET_SRC_SYNC_ASK_H

#include "src/sync/hub_url.h"

/* The conversation, as the data module has it. */
struct ask_talk {
	enum ts_status (*receive)(void *talk, const void *bytes, size_t size);
	const void *(*output)(void *talk, size_t *size);
	void (*sent)(void *talk, size_t size);
	bool (*answered)(void *talk);
};

/* ssh may ask its questions on the terminal. False: the hub could not be asked, and trouble (size bytes) says why in
 * one line. */
bool ask(const struct ask_talk *calls, void *talk, struct hub_url *url, char *trouble, size_t size);

#endif
