/* Goes through the logs of many days. */
#include "data/lookup/walk.h"

#include "data/lookup/going.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/points.h"
#include "data/rows/record_log.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* What ids stand for, so that each is looked up once, with a table of places by the ids' first bytes: they are random.
 */
struct seen {
	struct {
		struct ts_id id;
		struct ts_activity shown;
	} * at;
	size_t count, room, latest;
	size_t *table; /* places in at from 1 on, 0: free */
	size_t slots;  /* of it; a power of two, over twice the count */
};

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

static const struct ts_activity *seen_find(struct seen *seen, const struct catalogue *catalogue, const struct ts_id *id)
{
	if (seen->count > 0 && ts_id_equal(seen->at[seen->latest].id, *id))
		return &seen->at[seen->latest].shown;
	if (!seen_room(seen))
		return NULL;
	size_t *slot = seen_slot(seen, id);
	if (*slot == 0) {
		seen->at[seen->count].id = *id;
		(void)catalogue_show(catalogue, id, &seen->at[seen->count].shown);
		*slot = ++seen->count;
	}
	seen->latest = *slot - 1;
	return &seen->at[seen->latest].shown;
}

/* One walk under way. */
struct pass {
	struct going going;
	struct seen seen;
	walk_visit *visit;
	void *context;
	ts_day day;                  /* that the walk has reached, */
	ts_time day_from, day_until; /* and its bounds */
};

/* What goes on ends at a moment: hands on what lies in the days. */
static enum ts_status part_pass(struct pass *pass, ts_time whole_end)
{
	const struct reading *reading = pass->going.reading;
	const int day_start = reading->settings->day_start;
	ts_time begin, end;
	enum ts_status status = TS_OK;

	if (!going_part(&pass->going, whole_end, &begin, &end))
		return TS_OK;
	const struct ts_activity *activity = seen_find(&pass->seen, reading->catalogue, &pass->going.log.activity);
	if (!activity)
		return TS_NO_MEMORY;
	while (begin < end && status == TS_OK) {
		/* Days without logs are passed over, not gone through. */
		if (begin >= pass->day_until) {
			pass->day = ts_day_of(begin, day_start);
			ts_day_bounds(pass->day, day_start, &pass->day_from, &pass->day_until);
		}
		ts_time stop = end < pass->day_until ? end : pass->day_until;
		const struct walk_part part = {
			pass->day, activity, &pass->going.log,
			begin,     stop,     going_forgotten(&pass->going, activity, whole_end, stop - begin)
		};
		status = pass->visit(pass->context, &part);
		begin = stop;
	}
	return status;
}

static enum ts_status month_pass(struct pass *pass, int32_t month, struct points *points, bool first, size_t *damaged)
{
	points->count = 0;
	enum ts_status status = record_logs_visit(pass->going.reading->store, month, points_add, points, damaged);

	if (status == TS_OK)
		points_sort(points);
	bool covered = points->count > 0 && points->at[0].at <= pass->going.from;
	if (status == TS_OK && first && !covered && !pass->going.eldest)
		status = going_look_back(&pass->going, month, damaged);
	for (size_t i = 0; i < points->count && status == TS_OK; i++) {
		status = part_pass(pass, points->at[i].at);
		going_log(&pass->going, &points->at[i]);
	}
	return status;
}

static enum ts_status last_pass(struct pass *pass, size_t *damaged)
{
	ts_time end;

	if (!pass->going.on)
		return TS_OK;
	const struct ts_activity *activity =
	        seen_find(&pass->seen, pass->going.reading->catalogue, &pass->going.log.activity);
	if (!activity)
		return TS_NO_MEMORY;
	enum ts_status status = going_end(&pass->going, activity, &end, damaged);
	return status == TS_OK ? part_pass(pass, end) : status;
}

static enum ts_status months_pass(struct pass *pass, size_t *damaged)
{
	int32_t first = month_of_time(pass->going.from), last = month_of_time(pass->going.until - 1);
	struct points points = { 0 };
	enum ts_status status = TS_OK;

	for (int32_t month = first; month <= last && status == TS_OK; month++)
		status = month_pass(pass, month, &points, month == first, damaged);
	/* What comes next lies in a later month, behind the last day. */
	if (status == TS_OK)
		status = last_pass(pass, damaged);
	points_release(&points);
	return status;
}

enum ts_status walk_days(const struct reading *reading, ts_day first, ts_day last, walk_visit *visit, void *context,
                         size_t *damaged)
{
	struct pass pass = { .visit = visit, .context = context, .day_until = INT64_MIN };
	size_t broken = 0;
	enum ts_status status = going_begin(&pass.going, reading, (struct ts_range){ first, last });

	if (status == TS_OK)
		status = months_pass(&pass, &broken);
	/* Nothing lies there, as far as is known. */
	else if (status == TS_NOT_FOUND)
		status = TS_OK;
	if (status == TS_OK && damaged)
		*damaged += broken + reading->kept->damaged;
	free(pass.seen.at);
	free(pass.seen.table);
	return status;
}
