/* A shared library that is loaded only where something needs it: who needs nothing of it need not have it. */
#ifndef TIMESHEET_DATA_PURE_LIBRARY_H
#define TIMESHEET_DATA_PURE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* By its name ("libpq.so.5"); it stays loaded. NULL: it is not installed, or another version is, or this program is a
 * static one: that would need the very C library that it was built with. */
void *library_open(const char *name);
/* Whether this program can load any. */
bool library_can_load(void);
/* Puts the address of a function of that name into a pointer to functions, which has that size. False: it has none. */
bool library_find(void *library, const char *symbol, void *function, size_t size);

#endif
