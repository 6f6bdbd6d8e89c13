/* Activities that were looked up, with a table of their places by the ids' first bytes: these are random. */
#include "data/lookup/met.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* Where an id is, or would be. */
static size_t *met_slot(const struct met *met, const struct ts_id *id)
{
	size_t slot;

	memcpy(&slot, id->bytes, sizeof slot);
	while (met->table[slot &= met->slots - 1] != 0 && !ts_id_equal(met->at[met->table[slot] - 1].id, *id))
		slot++;
	return &met->table[slot];
}

/* Room for one more. */
static bool met_room(struct met *met)
{
	enum { SLOTS_LEAST = 64 };

	if (!array_room(&met->at, &met->room, met->count + 1, sizeof *met->at))
		return false;
	if (2 * (met->count + 1) <= met->slots)
		return true;
	size_t slots = met->slots > 0 ? 2 * met->slots : SLOTS_LEAST;
	size_t *table = calloc(slots, sizeof *table);
	if (!table)
		return false;
	free(met->table);
	met->table = table;
	met->slots = slots;
	for (size_t i = 0; i < met->count; i++)
		*met_slot(met, &met->at[i].id) = i + 1;
	return true;
}

const struct met_activity *met_find(struct met *met, const struct catalogue *catalogue, const struct ts_id *id)
{
	if (met->count > 0 && ts_id_equal(met->at[met->latest].id, *id))
		return &met->at[met->latest];
	if (!met_room(met))
		return NULL;
	size_t *slot = met_slot(met, id);
	if (*slot == 0) {
		struct met_activity *one = &met->at[met->count];
		one->id = *id;
		one->known = catalogue_show(catalogue, id, &one->shown);
		*slot = ++met->count;
	}
	met->latest = *slot - 1;
	return &met->at[met->latest];
}

void met_release(struct met *met)
{
	free(met->at);
	free(met->table);
	*met = (struct met){ 0 };
}
