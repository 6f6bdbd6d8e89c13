/* A filled timesheet that is nobody's, in a directory of its own that goes with it. */
#ifndef TIMESHEET_SRC_DEMO_DEMO_H
#define TIMESHEET_SRC_DEMO_DEMO_H

#include "data/timesheet.h"

#define DEMO_PASSWORD "timesheet demo"

struct demo;
/* Its user is logged in. To be called before there is anything secret in memory. The user's own files, tickets and
 * anchors are not touched. NULL: reason says why in one line. */
struct demo *demo_create(ts_time now, char reason[TS_REASON_SIZE]);
ts_store *demo_store(const struct demo *demo); /* borrowed */
/* Nothing of it is left. Accepts NULL. */
void demo_destroy(struct demo *demo);

#endif
