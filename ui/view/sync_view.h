/* What is known of the user's other devices, for the title. */
#ifndef TIMESHEET_UI_VIEW_SYNC_VIEW_H
#define TIMESHEET_UI_VIEW_SYNC_VIEW_H

#include "data/timesheet.h"

/* How far this terminal knows that the user's other devices have what is here: src/ says so (ui_set_sync). */
enum sync_show {
	SYNC_NONE,      /* there is no hub */
	SYNC_PAUSED,    /* by the user */
	SYNC_ELSEWHERE, /* another process speaks with the hub */
	SYNC_OFFLINE,
	SYNC_PULLING, /* what others did is coming */
	SYNC_LIVE,
	SYNC_REFUSED /* only the user can help */
};
struct sync_view {
	enum sync_show show;
	int64_t unsent;        /* rows */
	ts_time unsent_since;  /* 0: none is */
	ts_time offline_since; /* 0: it is not */
	int64_t merged;        /* rows that have come so far, while they do */
	int percent;           /* 1..99 of everything, while it comes first; 0: nobody knows */
};

#endif
