/* What only this operating system knows of files and of who works on them. Elsewhere in data/ POSIX is enough. */
#ifndef TIMESHEET_DATA_SYSTEM_H
#define TIMESHEET_DATA_SYSTEM_H

#include "data/timesheet.h"

/* Renames a file to a name that nobody has; 0, or errno: EEXIST, what else went wrong, or ENOSYS where the file system
 * or the machine knows no such rename. */
int system_rename_new(const char *from, const char *to);
/* Whether other machines change what is in a directory, of which nobody tells here; true where that is not known. */
bool system_is_remote(const char *path);
/* The name of a process, and whether it is stopped; what is not known stays as it is. */
void system_process_describe(struct ts_holder *holder);

#endif
