/* Some months of somebody who is made up, in the format that export and import have. */
#ifndef TIMESHEET_SRC_DEMO_DEMO_STORY_H
#define TIMESHEET_SRC_DEMO_DEMO_STORY_H

#include "data/timesheet.h"

#include <stddef.h>

/* JSON of what was before the logs of today; the caller frees. NULL: out of memory. */
char *demo_story(ts_time now, size_t *size);

#endif
