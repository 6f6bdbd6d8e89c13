/* Arrays that grow. */
#include "data/pure/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_LEAST = 16 };

bool array_room(void *at, size_t *room, size_t needed, size_t size)
{
	size_t wanted = *room > SIZE_MAX / 2 ? needed : 2 * *room;
	void *elements;

	if (needed <= *room)
		return true;
	wanted = wanted < ROOM_LEAST ? ROOM_LEAST : wanted;
	wanted = wanted < needed ? needed : wanted;
	if (wanted > SIZE_MAX / size)
		return false;
	/* Copied: a pointer to elements of another type may not be read as one to void. */
	memcpy(&elements, at, sizeof elements);
	void *grown = realloc(elements, wanted * size);
	if (!grown)
		return false;
	memcpy(at, &grown, sizeof grown);
	*room = wanted;
	return true;
}

void *array_copy(const void *at, size_t count, size_t size)
{
	void *copy = calloc(count + 1, size);

	if (copy && count > 0)
		memcpy(copy, at, count * size);
	return copy;
}
