/* For the whole program: reads from the environment, before main, which allocation is to be refused. */
#include "tests/memory/allocation.h"

#include <stdio.h>
#include <stdlib.h>

static void count_write(void)
{
	const char *path = getenv("TIMESHEET_ALLOCATION_COUNT");
	FILE *file = path ? fopen(path, "we") : NULL;

	if (!file)
		return;
	(void)fprintf(file, "%d\n", allocation_count());
	(void)fclose(file);
}

__attribute__((constructor)) static void begin(void)
{
	const char *wanted = getenv("TIMESHEET_ALLOCATION");
	char *end = NULL;
	long at = wanted ? strtol(wanted, &end, 10) : 0;

	if (!allocation_include_sqlite() || atexit(count_write) != 0)
		abort();
	allocation_arm((int)at, end && *end == '+');
}
