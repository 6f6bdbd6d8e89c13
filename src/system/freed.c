/*
 * What the program gives back is wiped first: keys, passwords and texts pass through many hands, and after a lock no
 * copy of them may lie in memory that nobody holds any more. The linker puts these in place of free and realloc in all
 * of our code (--wrap, see CMakeLists.txt), so that nobody has to think of it.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's names
void __real_free(void *memory);
void __wrap_free(void *memory);
void *__wrap_realloc(void *memory, size_t size);

void __wrap_free(void *memory)
{
	if (memory)
		explicit_bzero(memory, malloc_usable_size(memory));
	__real_free(memory);
}

/* The library's own would leave the old place as it was, when it moves. */
void *__wrap_realloc(void *memory, size_t size)
{
	size_t room = memory ? malloc_usable_size(memory) : 0;
	void *moved;

	if (memory && size <= room && size >= room / 2)
		return memory;
	moved = malloc(size);
	if (!moved)
		return NULL;
	if (memory)
		memcpy(moved, memory, size < room ? size : room);
	__wrap_free(memory);
	return moved;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
