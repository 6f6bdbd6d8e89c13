/* Chance of a simulation: the seed's, for ids, nonces and keys too, so that what was found can be seen again. */
#include "simulate.h"

#include <sodium.h>

static uint64_t state;

static const char *chance_name(void)
{
	return "a seed";
}

static uint32_t chance_number(void)
{
	return (uint32_t)rows_random(&state);
}

static void chance_fill(void *const bytes, const size_t size)
{
	for (size_t i = 0; i < size; i++)
		((unsigned char *)bytes)[i] = (unsigned char)rows_random(&state);
}

void chance_begin(long seed)
{
	static randombytes_implementation chance = { .implementation_name = chance_name,
		                                     .random = chance_number,
		                                     .buf = chance_fill };

	state = (uint64_t)seed * 104729 + 1;
	(void)randombytes_set_implementation(&chance);
}

void chance_end(void)
{
	(void)randombytes_set_implementation(&randombytes_sysrandom_implementation);
}

int pick(struct world *world, int below)
{
	return rows_random_below(&world->chance, below);
}
