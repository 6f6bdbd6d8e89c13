/* The clocks: read here and nowhere else, and handed on as arguments. */
#ifndef TIMESHEET_SRC_SYSTEM_CLOCK_H
#define TIMESHEET_SRC_SYSTEM_CLOCK_H

#include "ui/view/event.h"

/* Both clocks now, and from here on the machine's zone as it is now. In a test build a file named by
 * TIMESHEET_CLOCK_FILE stands in for them: the wall clock, the uptime, and how much of that was slept through, in
 * milliseconds, read at each call. */
struct moment clock_now(void);

#endif
