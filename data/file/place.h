/* Where a database lies: who else could replace it, or what SQLite would play back into it. Private to data/. */
#ifndef TIMESHEET_DATA_PLACE_H
#define TIMESHEET_DATA_PLACE_H

#include "data/timesheet.h"

/* The directory of a path, for the caller to free; NULL without memory. */
char *place_directory(const char *path);
/* True: the directory that would hold path is somebody else's, and no system directory: what is made there by root with
 * a user's environment (sudo -E) keeps that user out. */
bool place_is_foreign(const char *path);
/* Whether files in a directory are safe from others, but from root: TS_INVALID, in words about path. A directory with
 * the sticky bit is, and one that only the group of the user's own number may write. */
enum ts_status place_check_directory(const char *directory, const char *path,
                                     char reason[TS_REASON_SIZE]) TS_MUST_CHECK;
/* The same for a database's directory, and whether the journals beside it are its own. */
enum ts_status place_check(const char *path, char reason[TS_REASON_SIZE]) TS_MUST_CHECK;

#endif
