/* Which process holds a lock on the database, asked of the kernel. Must not know what is in the tables. */
#ifndef TIMESHEET_DATA_HOLDER_H
#define TIMESHEET_DATA_HOLDER_H

#include "data/timesheet.h"

/* Of a file that this process has open, as SQLite does: whoever writes to it first, then whoever reads it. False:
 * nobody else, or that cannot be told. Locks of this process do not count. */
bool holder_find(uint64_t device, uint64_t inode, struct ts_holder *out);

#endif
