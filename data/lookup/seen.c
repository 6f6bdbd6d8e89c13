/* Activities that were looked up, with a table of their places by the ids' first bytes: these are random. */
#include "data/lookup/seen.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* Where an id is, or would be. */
static size_t *seen_slot(const struct seen *seen, const struct ts_id *id)
{
	size_t slot;

	memcpy(&slot, id->bytes, sizeof slot);
	while (seen->table[slot &= seen->slots - 1] != 0 && !ts_id_equal(seen->at[seen->table[slot] - 1].id, *id))
		slot++;
	return &seen->table[slot];
}

/* Room for one more. */
static bool seen_room(struct seen *seen)
{
	enum { SLOTS_LEAST = 64 };

	if (!array_room(&seen->at, &seen->room, seen->count + 1, sizeof *seen->at))
		return false;
	if (2 * (seen->count + 1) <= seen->slots)
		return true;
	size_t slots = seen->slots > 0 ? 2 * seen->slots : SLOTS_LEAST;
	size_t *table = calloc(slots, sizeof *table);
	if (!table)
		return false;
	free(seen->table);
	seen->table = table;
	seen->slots = slots;
	for (size_t i = 0; i < seen->count; i++)
		*seen_slot(seen, &seen->at[i].id) = i + 1;
	return true;
}

const struct seen_activity *seen_find(struct seen *seen, const struct catalogue *catalogue, const struct ts_id *id)
{
	if (seen->count > 0 && ts_id_equal(seen->at[seen->latest].id, *id))
		return &seen->at[seen->latest];
	if (!seen_room(seen))
		return NULL;
	size_t *slot = seen_slot(seen, id);
	if (*slot == 0) {
		struct seen_activity *met = &seen->at[seen->count];
		met->id = *id;
		met->known = catalogue_show(catalogue, id, &met->shown);
		*slot = ++seen->count;
	}
	seen->latest = *slot - 1;
	return &seen->at[seen->latest];
}

void seen_release(struct seen *seen)
{
	free(seen->at);
	free(seen->table);
	*seen = (struct seen){ 0 };
}
