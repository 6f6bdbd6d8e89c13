/*
 * A search for many secrets at once in all files of a directory: texts, and moments as a program might have written
 * them, in words or in binary.
 */
#ifndef TIMESHEET_TESTS_DATA_SUPPORT_CANARY_H
#define TIMESHEET_TESTS_DATA_SUPPORT_CANARY_H

#include "data/timesheet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CANARY_SIZE = 64, CANARY_PREFIX = 6 };

struct canary {
	uint64_t prefix; /* the first six bytes, by which it is found */
	unsigned char bytes[CANARY_SIZE];
	size_t size;
	const char *kind;
};

struct canaries {
	struct canary *at;
	size_t count, room;
	bool sorted;
	size_t bytes_searched;
};

/* At least six bytes, at most CANARY_SIZE. kind is borrowed: what it is. */
void canary_add(struct canaries *canaries, const void *bytes, size_t size, const char *kind);
/* A moment: milliseconds and seconds in either order of bytes, and as ISO 8601 in UTC and in the clock of an offset. */
void canary_add_moment(struct canaries *canaries, ts_time at, int32_t offset);
/* How often one of them stands in these bytes; the first ones are told, with name. */
long canaries_count(struct canaries *canaries, const unsigned char *bytes, size_t size, const char *name);
/* The same in all files under a directory. */
long canaries_count_files(struct canaries *canaries, const char *directory);
void canaries_release(struct canaries *canaries);

#endif
