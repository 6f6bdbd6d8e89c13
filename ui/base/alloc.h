/*
 * Allocation that never returns NULL: ui/ and src/ have nothing better to do without memory than to give the terminal
 * back and stop. What is logged is already on disk, what is being typed in a draft.
 */
#ifndef TIMESHEET_UI_ALLOC_H
#define TIMESHEET_UI_ALLOC_H

#include <stddef.h>

void *allocate(size_t count, size_t size);                 /* zeroed */
void *reallocate(void *memory, size_t count, size_t size); /* grown part is not zeroed */
/* An array with room for needed items, *room kept: it grows by half, so that adding one by one costs little. */
void *with_room(void *array, size_t *room, size_t needed, size_t size);
char *copy_text(const char *text);
/* Called once, before abort, when memory runs out. */
void allocate_set_hook(void (*hook)(void));

#endif
