/*
 * A disk whose power fails: a VFS under SQLite that remembers what was written since the last sync of a file, and at a
 * chosen operation leaves of it what a disk may leave. For processes that the test forks.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_POWER_H
#define TIMESHEET_TESTS_DATA_SUPPORT_POWER_H

#include <stdint.h>

/* Becomes the default VFS of this process, in front of the real one. Nothing is really synced: that is what the
 * simulation is for. */
void power_install(void);
/* The power fails instead of operation number `at` (from 1; 0: never) that changes the disk: writes, truncations,
 * syncs, removals. Of each write since the last sync, each sector of 512 bytes is then kept, lost, or random;
 * truncations and removals are kept or lost. The process ends with POWER_CUT. */
enum { POWER_CUT = 77 };
void power_arm(int at, uint64_t seed);
/* Operations seen since. */
int power_count(void);

#endif
