/* A sweep through all months that have rows, the newest first. */
#include "data/lookup/sweep.h"

#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/rows/month.h"

#include <stdlib.h>

void sweep_init(struct sweep *sweep, ts_store *store, ts_time now, bool notes)
{
	*sweep = (struct sweep){ .store = store,
		                 .user = store->identity->user,
		                 .now = now,
		                 .notes = notes,
		                 .first = INT32_MIN,
		                 .last = INT32_MAX };
	sweep->progress.back = INT32_MAX;
}

void sweep_limit(struct sweep *sweep, ts_day since, ts_day until)
{
	/* Months are UTC's, days the user's: those beside them may hold a part of them. */
	if (since > INT32_MIN)
		sweep->first = month_of_day(since) - 1;
	if (until < INT32_MAX)
		sweep->last = month_of_day(until) + 1;
}

void sweep_release(struct sweep *sweep)
{
	free(sweep->months);
	*sweep = (struct sweep){ 0 };
}

static enum ts_status sweep_list(struct sweep *sweep)
{
	struct months months;
	size_t count;
	enum ts_status status =
	        months_read(sweep->store, MONTHS_OF_LOGS | (sweep->notes ? MONTHS_OF_NOTES : 0), &months);

	if (status != TS_OK)
		return status;
	int32_t *list = months_list(&months, month_of_time(sweep->now), &count);
	months_release(&months);
	if (!list)
		return TS_NO_MEMORY;
	free(sweep->months);
	sweep->months = list;
	sweep->count = 0;
	for (size_t i = 0; i < count; i++) {
		if (list[i] >= sweep->first && list[i] <= sweep->last)
			list[sweep->count++] = list[i];
	}
	return TS_OK;
}

enum ts_status sweep_read_begin(struct sweep *sweep, struct reading *reading, bool *anew)
{
	struct stamp stamp;
	/* Nothing is left of a sweep that has ended. */
	int32_t before = sweep->months && !sweep_done(sweep) ? sweep_month(sweep) : INT32_MIN;
	bool first = sweep->months == NULL;
	enum ts_status status = store_require_login(sweep->store);

	*anew = false;
	if (status == TS_OK && !ts_id_equal(sweep->store->identity->user, sweep->user))
		status = TS_LOGGED_OUT;
	if (status == TS_OK)
		status = reading_begin(reading, sweep->store, sweep->now);
	if (status != TS_OK)
		return status;
	status = stamp_read(sweep->store, &stamp);
	if (status == TS_OK && !first && stamp_equal(&stamp, &sweep->stamp))
		return TS_OK;
	if (status == TS_OK)
		status = sweep_list(sweep);
	if (status != TS_OK) {
		reading_end(reading);
		return status;
	}
	/* On with the month that was being read, or the first before it. */
	for (sweep->at = 0; !first && sweep->at < sweep->count && sweep->months[sweep->at] > before;)
		sweep->at++;
	sweep->stamp = stamp;
	sweep->progress.done = sweep->at == sweep->count;
	*anew = true;
	return TS_OK;
}

void sweep_spoil(struct sweep *sweep)
{
	/* No file has this version. */
	sweep->stamp.version = INT64_MIN;
}

bool sweep_done(const struct sweep *sweep)
{
	return sweep->months && sweep->at == sweep->count;
}

int32_t sweep_month(const struct sweep *sweep)
{
	return sweep->months[sweep->at];
}

void sweep_next(struct sweep *sweep)
{
	/* Any month is carried over to its year. */
	sweep->progress.back = ts_day_from_civil(1970, 1 + (int)sweep_month(sweep), 1);
	sweep->at++;
	sweep->progress.done = sweep_done(sweep);
}
