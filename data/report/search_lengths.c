/* How long the logs that a search has found lasted: up to the next log, whether that was found or not. */
#include "data/report/search.h"

#include "data/lookup/timeline.h"
#include "data/pure/array.h"
#include "data/rows/month.h"
#include "data/rows/row.h"
#include "data/sums/forgotten.h"

#include <stdlib.h>
#include <string.h>

enum ts_status search_moment_add(struct ts_search *search, const struct row_log *row)
{
	if (!array_room(&search->moments, &search->moment_room, search->moment_count + 1, sizeof *search->moments))
		return TS_NO_MEMORY;
	search->moments[search->moment_count++] = (struct search_moment){ row->at, row->sure, row->id };
	return TS_OK;
}

void search_moments_clear(struct ts_search *search)
{
	if (search->moments)
		ts_wipe(search->moments, search->moment_room * sizeof *search->moments);
	free(search->moments);
	search->moments = NULL;
	search->moment_count = search->moment_room = 0;
}

/* As logs follow each other. */
static int moment_compare(const void *left, const void *right)
{
	const struct search_moment *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return memcmp(a->log.bytes, b->log.bytes, TS_ID_SIZE);
}

/* The end of the last log of the month: the first one of those after it, however far away. */
static enum ts_status end_find(struct ts_search *search, ts_time *end)
{
	const int32_t next = sweep_month(&search->sweep) + 1;
	struct row_log row;
	bool found = false;
	size_t ignored = 0;
	/* The begin of the next month in UTC, as months are. */
	const ts_time from = (ts_time)month_first_day(next) * 24 * TS_HOUR;
	enum ts_status status =
	        timeline_first_from(search->sweep.store, from, search->sweep.now, &row, &found, &ignored);

	*end = status == TS_OK && found && row.at < search->sweep.now ? row.at : search->sweep.now;
	return status;
}

static enum ts_status length_fill(struct ts_search *search, const struct ts_settings *settings, struct ts_hit *hit)
{
	const struct search_moment key = { .at = hit->at, .log = hit->log }, *moment;
	ts_time end = search->sweep.now;
	enum ts_status status = TS_OK;

	moment = bsearch(&key, search->moments, search->moment_count, sizeof key, moment_compare);
	if (!moment)
		return TS_OK;
	if (moment + 1 == search->moments + search->moment_count)
		status = end_find(search, &end);
	else if (moment[1].at < end)
		end = moment[1].at;
	hit->length = end > hit->at ? end - hit->at : 0;
	hit->forgotten = !hit->off && !hit->rest && forgotten_since(settings, hit->at, moment->sure, end);
	return status;
}

/* Mostly they come in order. */
static void moments_sort(const struct ts_search *search)
{
	size_t sorted = 1;

	while (sorted < search->moment_count &&
	       moment_compare(&search->moments[sorted - 1], &search->moments[sorted]) <= 0)
		sorted++;
	if (sorted < search->moment_count)
		qsort(search->moments, search->moment_count, sizeof *search->moments, moment_compare);
}

enum ts_status search_lengths_fill(struct ts_search *search, const struct ts_settings *settings)
{
	bool sorted = false;
	enum ts_status status = TS_OK;

	for (size_t i = search->kept; i < search->found.count && status == TS_OK; i++) {
		if (search->found.at[i].kind != TS_HIT_LOG)
			continue;
		if (!sorted)
			moments_sort(search);
		sorted = true;
		status = length_fill(search, settings, &search->found.at[i]);
	}
	return status;
}
