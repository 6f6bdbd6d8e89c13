/* Text that grows and is wiped. */
#include "ui/type/piece.h"

#include "data/timesheet.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Not realloc: what is moved would stay behind in memory that nobody wipes. */
static void piece_grow(struct piece *piece, size_t size)
{
	struct piece grown = { .size = piece->size, .capacity = size + size / 2 };

	if (size <= piece->capacity)
		return;
	grown.text = allocate(grown.capacity, 1);
	if (piece->size > 0)
		memcpy(grown.text, piece->text, piece->size);
	piece_release(piece);
	*piece = grown;
}

void piece_insert(struct piece *piece, size_t at, const char *text, size_t size)
{
	if (size == 0)
		return;
	piece_grow(piece, piece->size + size);
	memmove(piece->text + at + size, piece->text + at, piece->size - at);
	memcpy(piece->text + at, text, size);
	piece->size += size;
}

void piece_release(struct piece *piece)
{
	if (piece->text)
		ts_wipe(piece->text, piece->capacity);
	free(piece->text);
	*piece = (struct piece){ 0 };
}
