/* libmariadb, loaded when a hub is at a server. */
#include "data/hub/mariadb_library.h"

#include "data/pure/library.h"

/* The version whose header this is compiled with. */
static const char name[] = "libmariadb.so.3";

bool mariadb_library_load(struct mariadb_library *out)
{
	void *library = library_open(name);
	bool whole = library;

	if (!library)
		return false;
#define MARIADB_FIND(function) whole = library_find(library, #function, &out->function, sizeof out->function) && whole
	MARIADB_FUNCTIONS(MARIADB_FIND);
#undef MARIADB_FIND
	return whole;
}
