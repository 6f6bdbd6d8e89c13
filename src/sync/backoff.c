/* Waiting longer and longer. */
#include "src/sync/backoff.h"

#include <uv.h>

uint64_t backoff_wait(int failures)
{
	uint64_t wait = BACKOFF_FIRST, chance;
	unsigned char bytes[2];

	for (int i = 1; i < failures && wait < BACKOFF_MOST; i++)
		wait *= 2;
	wait = wait < BACKOFF_MOST ? wait : BACKOFF_MOST;
	(void)!uv_random(NULL, NULL, bytes, sizeof bytes, 0, NULL);
	chance = (uint64_t)(bytes[0] << 8 | bytes[1]);
	return wait / 2 + wait * chance / 65536 / 2;
}
