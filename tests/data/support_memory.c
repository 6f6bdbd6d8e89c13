/* Failing allocations and searching memory. */
#include "support_memory.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MASK = 0x5a };

static struct {
	sqlite3_mem_methods real;
	int seen, at;
	bool for_good;
} memory;

static bool allocation_fails(void)
{
	memory.seen++;
	return memory.at != 0 && (memory.seen == memory.at || (memory.for_good && memory.seen > memory.at));
}

static void *memory_allocate(int size)
{
	return allocation_fails() ? NULL : memory.real.xMalloc(size);
}

static void *memory_reallocate(void *block, int size)
{
	return allocation_fails() ? NULL : memory.real.xRealloc(block, size);
}

bool memory_install(void)
{
	sqlite3_mem_methods ours;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real) != SQLITE_OK)
		return false;
	ours = memory.real;
	ours.xMalloc = memory_allocate;
	ours.xRealloc = memory_reallocate;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK;
}

void memory_arm(int at, bool for_good)
{
	memory.seen = 0;
	memory.at = at;
	memory.for_good = for_good;
}

int memory_count(void)
{
	return memory.seen;
}

void memory_mask(const void *bytes, size_t size, unsigned char *masked)
{
	/* Byte by byte: vector registers with the bytes in them would be saved on the stack by the dynamic linker. */
	const volatile unsigned char *plain = bytes;

	for (size_t i = 0; i < size; i++)
		masked[i] = plain[i] ^ MASK;
}

/* Reads whatever is mapped, poisoned or not. */
__attribute__((no_sanitize("address", "undefined"))) static size_t
range_find(const volatile unsigned char *from, size_t length, const unsigned char *masked, size_t size)
{
	size_t found = 0;

	for (size_t at = 0; at + size <= length; at++) {
		size_t same = 0;
		while (same < size && (from[at + same] ^ MASK) == masked[same])
			same++;
		found += same == size;
	}
	return found;
}

size_t memory_find(const unsigned char *masked, size_t size)
{
	enum { RANGES_MOST = 4096 };
	static struct {
		uintptr_t from, until;
	} ranges[RANGES_MOST];
	size_t count = 0, found = 0;
	char line[512];
	FILE *maps = fopen("/proc/self/maps", "re");

	/* The list first: looking at it changes memory. */
	while (maps && count < RANGES_MOST && fgets(line, sizeof line, maps)) {
		/* "FROM-UNTIL RIGHTS ..." */
		char *end;
		unsigned long from = strtoul(line, &end, 16);
		unsigned long until = *end == '-' ? strtoul(end + 1, &end, 16) : 0;
		if (until <= from || strncmp(end, " rw", 3) != 0 || until - from > (unsigned long)64 << 20)
			continue;
		ranges[count].from = from;
		ranges[count++].until = until;
	}
	if (maps)
		(void)fclose(maps);
	for (size_t i = 0; i < count; i++)
		found += range_find(
		        (const volatile unsigned char *)ranges[i].from, /* NOLINT(performance-no-int-to-ptr) */
		        ranges[i].until - ranges[i].from, masked, size);
	return found;
}
