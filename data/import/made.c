/* Logs that an import makes, kept back and written in the order of their ids. */
#include "data/import/made.h"

#include "data/pure/array.h"
#include "data/rows/month.h"

#include <stdlib.h>
#include <string.h>

/* ---- by their ids ---- */

/* Mostly they are hashes; those that a file brings may be anything, and cost time at worst. */
static size_t place_of(const struct made *made, const struct ts_id *id)
{
	uint64_t first, second;

	memcpy(&first, id->bytes, sizeof first);
	memcpy(&second, id->bytes + sizeof first, sizeof second);
	uint64_t hash = (first ^ second) * 0x9E3779B97F4A7C15u;
	size_t place = (size_t)(hash >> 32) & (made->place_room - 1);
	while (made->places[place] != 0 && !ts_id_equal(made->at[made->places[place] - 1].id, *id))
		place = (place + 1) & (made->place_room - 1);
	return place;
}

bool made_has(const struct made *made, const struct ts_id *id)
{
	return made->count > 0 && made->places[place_of(made, id)] != 0;
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
		made->places[place_of(made, &made->at[i].id)] = (uint32_t)i + 1;
	return true;
}

enum ts_status made_add(struct import_run *run, struct made *made, const struct log_brief *log)
{
	enum ts_status status = made->count < MADE_MOST ? TS_OK : made_write(run, made);

	if (status != TS_OK)
		return status;
	if (!made_grow(made))
		return TS_NO_MEMORY;
	made->at[made->count++] = *log;
	made->places[place_of(made, &log->id)] = (uint32_t)made->count;
	return TS_OK;
}

/* ---- written ---- */

/* What a log is sorted by: its months, how its id begins, and, where others begin alike, all of it. */
struct made_key {
	uint64_t beginning;
	uint32_t index;
};

static struct made_key key_of(const struct made *made, uint32_t index)
{
	enum { BYTES = 6 };
	const struct log_brief *log = &made->at[index];
	/* They come in the order of their moments. */
	const int32_t months = month_of_time(log->at) - month_of_time(made->at[0].at);
	struct made_key key = { (uint64_t)(months / MADE_MONTHS), index };

	for (size_t i = 0; i < BYTES; i++)
		key.beginning = key.beginning << 8 | log->id.bytes[i];
	return key;
}

static int compare_key(const void *left, const void *right, void *context)
{
	const struct made *made = context;
	const struct made_key *a = left, *b = right;

	if (a->beginning != b->beginning)
		return a->beginning < b->beginning ? -1 : 1;
	return memcmp(made->at[a->index].id.bytes, made->at[b->index].id.bytes, TS_ID_SIZE);
}

/* Their indices in the order in which they are written, allocated; NULL: there is no memory. */
static uint32_t *made_order(struct made *made)
{
	struct made_key *keys = calloc(made->count, sizeof *keys);
	uint32_t *order = calloc(made->count, sizeof *order);

	if (keys && order) {
		for (size_t i = 0; i < made->count; i++)
			keys[i] = key_of(made, (uint32_t)i);
		qsort_r(keys, made->count, sizeof *keys, compare_key, made);
		for (size_t i = 0; i < made->count; i++)
			order[i] = keys[i].index;
	} else {
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
