/*
 * From intervals that may overlap to points in time, as a timesheet has them. At each moment the interval that began
 * last is what goes on; when it ends, an earlier one that has not ended goes on again. Pure. Private to data/.
 */
#ifndef TIMESHEET_DATA_EXCHANGE_PLAN_H
#define TIMESHEET_DATA_EXCHANGE_PLAN_H

#include "data/exchange/rows.h"

enum plan_role {
	PLAN_BEGIN,  /* the row begins */
	PLAN_RESUME, /* it goes on again after one that began later */
	PLAN_END     /* it ends, and no other goes on */
};

struct plan_point {
	ts_time at;
	size_t row; /* its index */
	enum plan_role role;
};

struct plan {
	struct plan_point *at; /* in order of time */
	size_t count, room;
};

/* Refuses rows that cannot be (in the future, without length), marks those that overlap, repeat or go on with another,
 * and plans the rest. */
enum ts_status plan_make(struct exchange_rows *rows, ts_time now, struct plan *out) TS_MUST_CHECK;
void plan_release(struct plan *plan);

#endif
