/* Memory that runs out inside SQLite, and a look at what this process keeps in its own. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_MEMORY_H
#define TIMESHEET_TESTS_DATA_SUPPORT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Puts an allocator that can fail under SQLite. Before SQLite is first used in the process; false otherwise. */
bool memory_install(void);
/* Lets allocation number `at` (from 1) fail; for_good: and all after it. 0: none. Starts counting anew. */
void memory_arm(int at, bool for_good);
int memory_count(void);

/* How often `size` bytes stand in the writable memory of this process. The bytes are given masked, each with 0x5a, so
 * that the needle itself is not found. Mappings of more than 64 MiB (a sanitizer's books) are left out. */
size_t memory_find(const unsigned char *masked, size_t size);
void memory_mask(const void *bytes, size_t size, unsigned char *masked);

#endif
