/* Logs that an import makes, kept back and written in the order of their ids. */
#include "data/import/made.h"

#include "data/pure/array.h"
#include "data/rows/record_log_add.h"
#include "data/rows/row.h"

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

enum ts_status made_add(struct import_run *run, struct made *made, const struct made_log *log)
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

static int compare_id(const void *left, const void *right)
{
	const struct made_log *a = left, *b = right;

	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

struct writing {
	const struct import_run *run;
	const struct made_log *logs;
};

static void log_tell(void *context, size_t index, struct row_log *out)
{
	const struct writing *writing = context;
	const struct made_log *log = &writing->logs[index];

	*out = (struct row_log){ .id = log->id, .activity = log->activity, .at = log->at };
	memcpy(out->comment, log->comment, strnlen(log->comment, sizeof out->comment - 1));
	const struct exchange_row row = exchange_get(&writing->run->import->rows, log->row);
	import_log_complete(writing->run, &row, out);
}

enum ts_status made_write(struct import_run *run, struct made *made)
{
	if (made->count == 0)
		return TS_OK;
	qsort(made->at, made->count, sizeof *made->at, compare_id);
	struct writing writing = { run, made->at };
	enum ts_status status = record_logs_add(run->action->store, made->count, log_tell, &writing);
	for (size_t i = 0; i < made->count && status == TS_OK; i++)
		status = parts_add_log(run->parts, &made->at[i].id);
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
