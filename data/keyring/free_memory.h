/* How much memory a derivation could get. Where there is less than it needs, the kernel kills the process in the midst
 * of it rather than refuse: it says so beforehand. Private to data/. */
#ifndef TIMESHEET_DATA_FREE_MEMORY_H
#define TIMESHEET_DATA_FREE_MEMORY_H

#include <stdint.h>

/* Bytes that this process could take: what the machine has left, swap included, and what the memory controllers of its
 * cgroup and of those above it leave (proc(5), cgroups(7), versions 1 and 2). What cannot be read limits nothing;
 * INT64_MAX: nothing is known to. root is "", but for tests. */
int64_t free_memory(const char *root);

#endif
