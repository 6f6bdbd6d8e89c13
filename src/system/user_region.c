/* Which bytes of a file are a user's. */
#include "src/system/user_region.h"

#include <stdint.h>

/* FNV-1a of the name (http://www.isthe.com/chongo/tech/comp/fnv/), 40 bits of it. */
off_t user_region(const char *user)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (const unsigned char *at = (const unsigned char *)user; *at; at++)
		hash = (hash ^ *at) * UINT64_C(0x100000001b3);
	return (off_t)(hash >> 24) * USER_REGION_PLACES;
}
