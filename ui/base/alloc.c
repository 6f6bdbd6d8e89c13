/* Allocation that never returns NULL. Knows nothing of terminals: the hook gives the screen back. */
#include "ui/base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*memory_hook)(void);

void allocate_set_hook(void (*hook)(void))
{
	memory_hook = hook;
}

static _Noreturn void memory_ran_out(void)
{
	void (*hook)(void) = memory_hook;

	memory_hook = NULL;
	if (hook)
		hook();
	abort();
}

void *allocate(size_t count, size_t size)
{
	/* calloc(0) may return NULL, which would read as failure. */
	void *memory = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (!memory)
		memory_ran_out();
	return memory;
}

void *reallocate(void *memory, size_t count, size_t size)
{
	void *grown;

	if (size != 0 && count > SIZE_MAX / size)
		memory_ran_out();
	grown = realloc(memory, count * size == 0 ? 1 : count * size);
	if (!grown)
		memory_ran_out();
	return grown;
}

void *with_room(void *array, size_t *room, size_t needed, size_t size)
{
	if (needed <= *room)
		return array;
	*room = needed + needed / 2 + 8;
	return reallocate(array, *room, size);
}

char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = allocate(size, 1);

	memcpy(copy, text, size);
	return copy;
}
