/* Shared libraries, loaded when they are needed. */
#include "data/pure/library.h"

#include <dlfcn.h>
#include <string.h>

#ifdef TIMESHEET_STATIC
bool library_can_load(void)
{
	return false;
}

void *library_open(const char *name)
{
	(void)name;
	return NULL;
}

bool library_find(void *library, const char *symbol, void *function, size_t size)
{
	(void)library, (void)symbol, (void)function, (void)size;
	return false;
}
#else
bool library_can_load(void)
{
	return true;
}

void *library_open(const char *name)
{
	return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

/* ISO C knows no way from an object's address to a function's; POSIX says that they are the same. */
bool library_find(void *library, const char *symbol, void *function, size_t size)
{
	void *found = dlsym(library, symbol);

	memcpy(function, &found, size);
	return found;
}
#endif
