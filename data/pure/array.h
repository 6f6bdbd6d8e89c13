/* Arrays that grow. Pure. Private to data/. */
#ifndef TIMESHEET_DATA_ARRAY_H
#define TIMESHEET_DATA_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for `needed` elements of `size` bytes: `at` is the address of the pointer to the first one (NULL while
 * there is no room), *room how many there is room for. Room is doubled, so that adding one by one costs what it adds.
 * False: there is no memory, and all is as it was. */
bool array_room(void *at, size_t *room, size_t needed, size_t size);
/* The same `count` elements of `size` bytes (at may be NULL when there are none), for the caller to free; NULL: there
 * is no memory, never that there are none. */
void *array_copy(const void *at, size_t count, size_t size);

#endif
