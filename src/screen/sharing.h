/* The screen's end of the link to a user's hub: what the title and the event line say of it. */
#ifndef TIMESHEET_SRC_SCREEN_SHARING_H
#define TIMESHEET_SRC_SCREEN_SHARING_H

#include "src/sync/link.h"
#include "ui/ui.h"

struct sharing {
	struct link *link;
	/* Before and after the front end is told something; false: it is gone. */
	bool (*begin)(void *context);
	void (*end)(void *context);
	void *context;
	struct ui *ui;
	struct moment *moment; /* of the turn, set by begin */
	enum link_phase phase; /* as it was told last */
	char trouble[TS_REASON_SIZE];
	int64_t merged;
};

void sharing_start(struct sharing *sharing, uv_loop_t *loop, ts_store *store);

#endif
