/* Milliseconds by activity. */
#include "data/rows/lengths.h"

#include <stdlib.h>
#include <string.h>

/* A power of two, as all rooms are. */
enum { ROOM_LEAST = 32 };

/* The activity's place, or the empty one that it would get. */
static struct length *place_of(const struct lengths *lengths, const struct ts_id *activity)
{
	uint64_t hash;

	memcpy(&hash, activity->bytes, sizeof hash);
	size_t place = (size_t)hash & (lengths->room - 1);
	while (lengths->at[place].milliseconds != 0 && !ts_id_equal(lengths->at[place].activity, *activity))
		place = (place + 1) & (lengths->room - 1);
	return &lengths->at[place];
}

/* Half of the places stay empty. */
static bool lengths_grow(struct lengths *lengths)
{
	struct lengths grown = { .count = lengths->count, .room = lengths->room ? 2 * lengths->room : ROOM_LEAST };

	grown.at = calloc(grown.room, sizeof *grown.at);
	if (!grown.at)
		return false;
	for (size_t i = 0; i < lengths->room; i++) {
		if (lengths->at[i].milliseconds != 0)
			*place_of(&grown, &lengths->at[i].activity) = lengths->at[i];
	}
	free(lengths->at);
	*lengths = grown;
	return true;
}

enum ts_status lengths_add(struct lengths *lengths, const struct ts_id *activity, int64_t milliseconds, int64_t unsure)
{
	if (2 * lengths->count >= lengths->room && !lengths_grow(lengths))
		return TS_NO_MEMORY;
	struct length *place = place_of(lengths, activity);
	if (place->milliseconds == 0) {
		place->activity = *activity;
		lengths->count++;
	}
	place->milliseconds += milliseconds;
	place->longest = unsure > place->longest ? unsure : place->longest;
	return TS_OK;
}

enum ts_status lengths_add_all(struct lengths *lengths, const struct lengths *others)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < others->room && status == TS_OK; i++) {
		if (others->at[i].milliseconds != 0)
			status = lengths_add(lengths, &others->at[i].activity, others->at[i].milliseconds,
			                     others->at[i].longest);
	}
	return status;
}

void lengths_release(struct lengths *lengths)
{
	free(lengths->at);
	*lengths = (struct lengths){ 0 };
}
