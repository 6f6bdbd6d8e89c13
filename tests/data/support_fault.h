/* An operating system that fails at a chosen operation: a VFS under SQLite, for the tests of what a failed write
 * leaves. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_FAULT_H
#define TIMESHEET_TESTS_DATA_SUPPORT_FAULT_H

#include <stdbool.h>

/* Becomes the default VFS of this process, in front of the real one. */
void fault_install(void);
/* Lets the operation number `at` (from 1) that changes the disk fail with an SQLite code: writes, truncations, syncs,
 * removals. for_good: and all after it. 0 lets all succeed. Starts counting anew. */
void fault_arm(int at, int code, bool for_good);
/* Operations seen since. */
int fault_count(void);

#endif
