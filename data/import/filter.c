/* Which ids are surely not among the user's logs. */
#include "data/import/filter.h"

#include "data/rows/record_log_add.h"

#include <stdlib.h>
#include <string.h>

/* Of 12 bits or more for each id four are set: of a hundred answers one or two are "perhaps" without need. All four
 * lie in one line of the processor's cache, where one look brings them all. */
enum { FEW = 1024, BESIDE_MOST = 8, BITS = 12, PROBES = 4, LINE = 512 };

static size_t place_of(const struct filter *filter, const struct ts_id *id, size_t probe)
{
	uint32_t line;
	uint16_t place;

	/* Ids are random, or hashes. Where a file brings others, "perhaps" is said more often. */
	memcpy(&line, id->bytes, sizeof line);
	memcpy(&place, id->bytes + sizeof line + probe * sizeof place, sizeof place);
	return (line & filter->mask & ~(LINE - 1U)) | place % LINE;
}

void filter_add(struct filter *filter, const struct ts_id *id)
{
	for (size_t i = 0; filter->bits && i < PROBES; i++) {
		size_t place = place_of(filter, id, i);
		filter->bits[place / 8] |= (unsigned char)(1U << place % 8);
	}
}

bool filter_may_have(const struct filter *filter, const struct ts_id *id)
{
	for (size_t i = 0; filter->bits && i < PROBES; i++) {
		size_t place = place_of(filter, id, i);
		if ((filter->bits[place / 8] >> place % 8 & 1) == 0)
			return false;
	}
	return true;
}

struct counting {
	size_t count, most;
};

static bool id_count(void *context, const struct ts_id *id)
{
	struct counting *counting = context;

	(void)id;
	return ++counting->count < counting->most;
}

static bool id_add(void *context, const struct ts_id *id)
{
	filter_add(context, id);
	return true;
}

enum ts_status filter_fill(struct filter *filter, ts_store *store, size_t more)
{
	struct counting counting = { .most = BESIDE_MOST * more };
	size_t bits = 1024;

	if (more < FEW)
		return TS_OK;
	enum ts_status status = record_log_ids(store, id_count, &counting);
	if (status != TS_OK || counting.count == counting.most)
		return status;
	while (bits < BITS * (more + counting.count) && bits < UINT32_MAX / 2)
		bits *= 2;
	filter->allocated = calloc(bits / 8 + LINE / 8, 1);
	if (!filter->allocated)
		return TS_NO_MEMORY;
	filter->bits = filter->allocated + (LINE / 8 - (uintptr_t)filter->allocated % (LINE / 8));
	filter->mask = (uint32_t)(bits - 1);
	return record_log_ids(store, id_add, filter);
}

void filter_release(struct filter *filter)
{
	free(filter->allocated);
	*filter = (struct filter){ 0 };
}
