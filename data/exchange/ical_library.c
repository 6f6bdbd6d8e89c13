/* libical, loaded when an import asks for it. */
#include "data/exchange/ical_library.h"

#include "data/pure/library.h"

/* The version whose header this is compiled with. */
static const char name[] = "libical.so.3";

bool ical_library_load(struct ical_library *out)
{
	void *library = library_open(name);
	bool whole = library;

	if (!library)
		return false;
#define ICAL_FIND(function) whole = library_find(library, #function, &out->function, sizeof out->function) && whole
	ICAL_FUNCTIONS(ICAL_FIND);
#undef ICAL_FIND
	return whole;
}
