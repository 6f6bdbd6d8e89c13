/* Searches the memory of this process. */
#include "support_memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MASK = 0x5a };

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
