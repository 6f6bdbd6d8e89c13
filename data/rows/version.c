/* The hybrid logical clock. Reads no clock itself. */
#include "data/rows/version.h"

uint64_t version_next(uint64_t *clock, ts_time now, uint16_t random)
{
	/* A clock that is set before 1970 or near the limit and beyond tells nothing: versions count on from the last.
	 * They could not if they stood at the limit, and one over it is refused by whoever reads it. */
	uint64_t latest = (VERSION_LIMIT >> 21) - (uint64_t)(24 * TS_HOUR);
	uint64_t moment = now < 0 || (uint64_t)now > latest ? 0 : (uint64_t)now;
	uint64_t ticks = moment << 5;
	uint64_t after = (*clock >> 16) + 1;

	*clock = (ticks > after ? ticks : after) << 16 | random;
	return *clock;
}

ts_time version_time(uint64_t version)
{
	return (ts_time)(version >> 21);
}

void version_witness(uint64_t *clock, uint64_t version)
{
	if (version > *clock)
		*clock = version;
}

bool version_valid(uint64_t version)
{
	return version <= VERSION_LIMIT;
}
