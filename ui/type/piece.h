/* A piece of text that grows, owned by whoever holds it, and never left behind in memory: a step of undo, what was cut.
 */
#ifndef TIMESHEET_UI_PIECE_H
#define TIMESHEET_UI_PIECE_H

#include <stddef.h>

/* Begins zeroed. */
struct piece {
	char *text; /* size bytes, no NUL */
	size_t size, capacity;
};

void piece_insert(struct piece *piece, size_t at, const char *text, size_t size);
void piece_release(struct piece *piece); /* wipes */

#endif
