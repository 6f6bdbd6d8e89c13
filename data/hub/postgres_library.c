/* libpq, loaded when a hub is at a server. */
#include "data/hub/postgres_library.h"

#include "data/pure/library.h"

/* The version whose header this is compiled with. */
static const char name[] = "libpq.so.5";

bool postgres_library_load(struct postgres_library *out)
{
	void *library = library_open(name);
	bool whole = library;

	if (!library)
		return false;
#define POSTGRES_FIND(function) whole = library_find(library, #function, &out->function, sizeof out->function) && whole
	POSTGRES_FUNCTIONS(POSTGRES_FIND);
#undef POSTGRES_FIND
	return whole;
}
