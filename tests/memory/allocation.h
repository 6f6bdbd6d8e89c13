/*
 * Memory that runs out: whatever links with this asks here for every allocation of its own code (malloc, calloc,
 * realloc, strdup, strndup, asprintf, realpath, sodium_malloc; the linker's --wrap), and one of them, or all from one
 * on, can be refused. A program is told by TIMESHEET_ALLOCATION=3 (or 3+: and all after it), includes SQLite's, and
 * appends how many there were to the file that TIMESHEET_ALLOCATION_COUNT names.
 */
#ifndef TIMESHEET_TESTS_MEMORY_ALLOCATION_H
#define TIMESHEET_TESTS_MEMORY_ALLOCATION_H

#include <stdbool.h>

/* Lets allocation number `at` (from 1) fail; for_good: and all after it. 0: none. Starts counting anew. */
void allocation_arm(int at, bool for_good);
int allocation_count(void);
/* Counts one; true: it is to be refused. */
bool allocation_fails(void);
/* Puts SQLite's allocations under the same rule. Before SQLite is first used in the process; false otherwise. */
bool allocation_include_sqlite(void);

#endif
