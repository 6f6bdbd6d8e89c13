/* Locks of bytes by which processes tell each other whose they are: which bytes are a user's. */
#ifndef TIMESHEET_SRC_SYSTEM_USER_REGION_H
#define TIMESHEET_SRC_SYSTEM_USER_REGION_H

#include <sys/types.h>

/* Bytes of a region: the most that are locked of one user's. */
enum { USER_REGION_PLACES = 64 };

/* Where a user's region begins. */
off_t user_region(const char *user);

#endif
