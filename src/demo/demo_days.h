/* What somebody did who is made up: the logs of a day, the same for the same day. */
#ifndef TIMESHEET_SRC_DEMO_DEMO_DAYS_H
#define TIMESHEET_SRC_DEMO_DEMO_DAYS_H

#include "data/timesheet.h"

enum {
	DEMO_LOGS = 16, /* of a day, at most */
	DEMO_WEEKS = 14 /* before this one */
};

struct demo_log {
	ts_time at;
	const char *text;    /* "off" among them */
	const char *comment; /* "" none */
};

/* What is there to be logged; their slots are 1, 2 ... in this order. NULL: no more. */
const char *demo_activity(size_t index, bool *rest);

/* How a day some weeks before this one is marked; TS_MARK_NONE: not. half and text as in struct ts_day_mark. */
struct ts_day_mark demo_mark(ts_day day, ts_day today);
/* The logs of a day before today that begin before until, in order; returns how many. Days off have none. */
size_t demo_day(ts_day day, ts_day today, ts_time until, struct demo_log out[DEMO_LOGS]);
/* Those of the present day: the last one goes on at now. */
size_t demo_today(ts_time now, struct demo_log out[DEMO_LOGS]);

#endif
