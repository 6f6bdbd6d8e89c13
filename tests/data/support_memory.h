/* A look at what this process keeps in its memory. */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_MEMORY_H
#define TIMESHEET_TESTS_DATA_SUPPORT_MEMORY_H

#include <stddef.h>

/* How often `size` bytes stand in the writable memory of this process. The bytes are given masked, each with 0x5a, so
 * that the needle itself is not found. Mappings of more than 64 MiB (a sanitizer's books) are left out. */
size_t memory_find(const unsigned char *masked, size_t size);
void memory_mask(const void *bytes, size_t size, unsigned char *masked);

#endif
