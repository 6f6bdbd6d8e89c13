/* Logs that an import makes, kept back and written in the order of their ids. */
#include "data/import/made.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

/* ---- by their ids ---- */

/* Where one is looked for first. Mostly they are hashes; those that a file brings may be anything, and cost time at
 * worst. */
static size_t place_first(const struct made *made, const struct ts_id *id)
{
	uint64_t first, second;

	memcpy(&first, id->bytes, sizeof first);
	memcpy(&second, id->bytes + sizeof first, sizeof second);
	uint64_t hash = (first ^ second) * 0x9E3779B97F4A7C15u;
	return (size_t)(hash >> 32) & (made->place_room - 1);
}

static size_t place_next(const struct made *made, size_t place)
{
	return (place + 1) & (made->place_room - 1);
}

bool made_has(const struct made *made, const struct ts_id *id)
{
	if (made->count == 0)
		return false;
	for (size_t place = place_first(made, id); made->places[place] != 0; place = place_next(made, place)) {
		if (ts_id_equal(made->at[made->places[place] - 1].id, *id))
			return true;
	}
	return false;
}

/* Of one that is not there yet: it need not be compared with those that are. */
static void place_put(struct made *made, size_t index)
{
	size_t place = place_first(made, &made->at[index].id);

	while (made->places[place] != 0)
		place = place_next(made, place);
	made->places[place] = (uint32_t)index + 1;
}

/* Room for one more, and so many places that half of them are free. */
static bool made_grow(struct made *made)
{
	enum { PLACES_LEAST = 64 };
	size_t room = made->place_room == 0 ? PLACES_LEAST : 2 * made->place_room;

	if (!array_room(&made->at, &made->room, made->count + 1, sizeof *made->at))
		return false;
	if (2 * (made->count + 1) <= made->place_room)
		return true;
	uint32_t *grown = calloc(room, sizeof *grown);
	if (!grown)
		return false;
	free(made->places);
	made->places = grown;
	made->place_room = room;
	for (size_t i = 0; i < made->count; i++)
		place_put(made, i);
	return true;
}

enum ts_status made_add(struct import_run *run, struct made *made, const struct log_brief *log)
{
	enum ts_status status = made->count < MADE_MOST ? TS_OK : made_write(run, made);

	if (status != TS_OK)
		return status;
	if (!made_grow(made))
		return TS_NO_MEMORY;
	made->at[made->count] = *log;
	place_put(made, made->count++);
	return TS_OK;
}

/* ---- written ---- */

/* What a log is sorted by, and behind that its index. Of an id the beginning will do: those that begin alike stand
 * together in the index of ids, whatever their order. */
enum { INDEX_BITS = 24, BEGINNING_BYTES = 4, MONTHS_GREATEST = 0xFF };
_Static_assert(MADE_MOST <= 1 << INDEX_BITS, "the index of a log has room behind what it is sorted by");

static uint64_t key_of(const struct made *made, size_t index)
{
	/* They come in the order of their moments. */
	const ts_time since = made->at[index].at - made->at[0].at, spans = since / (MADE_DAYS * 24 * TS_HOUR);
	uint64_t key = spans < MONTHS_GREATEST ? (uint64_t)spans : MONTHS_GREATEST;

	for (size_t i = 0; i < BEGINNING_BYTES; i++)
		key = key << 8 | made->at[index].id.bytes[i];
	return key << INDEX_BITS | index;
}

/* By radix, from the lowest byte on: there are no two of a key, and no other sorting is as fast. room: for as many. */
static uint64_t *keys_sort(uint64_t *keys, uint64_t *room, size_t count)
{
	enum { DIGITS = 256 };

	for (unsigned shift = INDEX_BITS; shift < 64; shift += 8) {
		size_t places[DIGITS + 1] = { 0 };
		for (size_t i = 0; i < count; i++)
			places[(keys[i] >> shift) % DIGITS + 1]++;
		for (size_t digit = 1; digit <= DIGITS; digit++)
			places[digit] += places[digit - 1];
		for (size_t i = 0; i < count; i++)
			room[places[(keys[i] >> shift) % DIGITS]++] = keys[i];
		uint64_t *sorted = room;
		room = keys;
		keys = sorted;
	}
	return keys;
}

/* Their indices in the order in which they are written, allocated; NULL: there is no memory. */
static uint32_t *made_order(const struct made *made)
{
	uint64_t *keys = calloc(2 * made->count, sizeof *keys);
	uint32_t *order = calloc(made->count, sizeof *order);

	for (size_t i = 0; keys && i < made->count; i++)
		keys[i] = key_of(made, i);
	const uint64_t *sorted = keys ? keys_sort(keys, keys + made->count, made->count) : NULL;
	for (size_t i = 0; sorted && order && i < made->count; i++)
		order[i] = (uint32_t)(sorted[i] % (1U << INDEX_BITS));
	if (!sorted) {
		free(order);
		order = NULL;
	}
	free(keys);
	return order;
}

enum ts_status made_write(struct import_run *run, struct made *made)
{
	if (made->count == 0)
		return TS_OK;
	uint32_t *order = made_order(made);
	if (!order)
		return TS_NO_MEMORY;
	const struct logs_added added = { made->at, order, made->count, run->action->version };
	enum ts_status status = record_logs_add(run->action->store, &added);
	for (size_t i = 0; i < made->count && status == TS_OK; i++)
		status = parts_add_log(run->parts, &made->at[order[i]].id);
	free(order);
	made->count = 0;
	memset(made->places, 0, made->place_room * sizeof *made->places);
	return status;
}

void made_release(struct made *made)
{
	free(made->at);
	free(made->places);
	*made = (struct made){ 0 };
}
