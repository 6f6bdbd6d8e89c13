/* What those who add up need of the logs of a month: it is small, whatever their comments. Private to data/. */
#ifndef TIMESHEET_DATA_POINTS_H
#define TIMESHEET_DATA_POINTS_H

#include "data/rows/row.h"

#define POINT_NOWHERE UINT32_MAX

struct point {
	ts_time at, sure; /* sure, offset: as in struct row_log */
	int32_t offset;
	uint32_t place; /* of its activity among those of the month, below place_count; or POINT_NOWHERE */
	struct ts_id activity;
	struct ts_id id; /* all zero where a piece has not said it: these are in order */
};

struct points {
	struct point *at;
	size_t count, room, place_count;
	bool tagged; /* of a piece: a comment may have a tag */
};

/* A record_log_visit: context is the points. */
enum ts_status points_add(void *context, const struct row_log *row);
/* Into the order of row_compare_log. */
void points_sort(struct points *points);
void points_release(struct points *points);

#endif
