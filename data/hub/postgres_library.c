/* libpq, loaded when a hub is at a server. */
#include "data/hub/postgres_library.h"

#include <dlfcn.h>
#include <string.h>

/* The version whose header this is compiled with. */
static const char name[] = "libpq.so.5";

/* ISO C knows no way from an object's address to a function's; POSIX says that they are the same. */
static bool symbol_find(void *library, const char *symbol, void *function, size_t size)
{
	void *found = dlsym(library, symbol);

	memcpy(function, &found, size);
	return found;
}

bool postgres_library_load(struct postgres_library *out)
{
	void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	bool whole = library;

	if (!library)
		return false;
#define POSTGRES_FIND(function) whole = symbol_find(library, #function, &out->function, sizeof out->function) && whole
	POSTGRES_FUNCTIONS(POSTGRES_FIND);
#undef POSTGRES_FIND
	return whole;
}
