/* libical, loaded when an import asks for it. */
#include "data/exchange/ical_library.h"

#include <dlfcn.h>
#include <string.h>

/* The version whose header this is compiled with. */
static const char name[] = "libical.so.3";

/* ISO C knows no way from an object's address to a function's; POSIX says that they are the same. */
static bool symbol_find(void *library, const char *symbol, void *function, size_t size)
{
	void *found = dlsym(library, symbol);

	memcpy(function, &found, size);
	return found;
}

bool ical_library_load(struct ical_library *out)
{
	void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	bool whole = library;

	if (!library)
		return false;
#define ICAL_FIND(function) whole = symbol_find(library, #function, &out->function, sizeof out->function) && whole
	ICAL_FUNCTIONS(ICAL_FIND);
#undef ICAL_FIND
	return whole;
}
