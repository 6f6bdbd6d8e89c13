/* Logs as points. */
#include "data/rows/points.h"

#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

enum ts_status points_add(void *context, const struct row_log *row)
{
	struct points *points = context;

	if (!array_room(&points->at, &points->room, points->count + 1, sizeof *points->at))
		return TS_NO_MEMORY;
	points->at[points->count++] = (struct point){ .at = row->at,
		                                      .sure = row->sure,
		                                      .offset = row->offset,
		                                      .place = POINT_NOWHERE,
		                                      .activity = row->activity,
		                                      .id = row->id };
	return TS_OK;
}

/* As row_compare_log. */
static int point_compare(const void *left, const void *right)
{
	const struct point *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

/* They mostly come in order. */
void points_sort(struct points *points)
{
	size_t sorted = 1;

	while (sorted < points->count && point_compare(&points->at[sorted - 1], &points->at[sorted]) <= 0)
		sorted++;
	if (sorted < points->count)
		qsort(points->at, points->count, sizeof *points->at, point_compare);
}

void points_release(struct points *points)
{
	free(points->at);
	*points = (struct points){ 0 };
}
