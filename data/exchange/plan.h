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
	uint32_t row; /* its index */
	enum plan_role role;
};

struct plan {
	struct plan_point *at; /* in order of time */
	size_t count, room;
};

/* What rows are judged by. */
struct plan_rule {
	ts_time now;
	int day_start;           /* minutes after midnight */
	ts_time forgotten_after; /* what has no end and is older is over; 0: never */
};

/* Rows that have a place in time, as their indices, in order. */
struct plan_order {
	uint32_t *at;
	size_t count;
};

/* Refuses rows that cannot be (in the future, without length), and puts the rest in order. TS_NO_MEMORY. */
enum ts_status plan_order(struct exchange_rows *rows, const struct plan_rule *rule,
                          struct plan_order *out) TS_MUST_CHECK;
void plan_order_release(struct plan_order *order);
/* Hands the points to visit in order of time, none of them kept; done: how many of the rows in order it has come to.
 * Marks rows that overlap, repeat or go on with another, before their points are told; quiet: it does not, so that the
 * points may be gone through before. visit may change rows, but not their times and texts; anything but TS_OK ends it.
 */
typedef enum ts_status plan_visit(void *context, const struct plan_point *point, size_t done);
enum ts_status plan_sweep(struct exchange_rows *rows, const struct plan_order *order, bool quiet, plan_visit *visit,
                          void *context) TS_MUST_CHECK;

/* All at once, the points kept. Refuses rows that cannot be (in the future, without length), marks those that overlap,
 * repeat or go on with another, and plans the rest. */
enum ts_status plan_make(struct exchange_rows *rows, const struct plan_rule *rule, struct plan *out) TS_MUST_CHECK;
void plan_release(struct plan *plan);

/* ---- the inside of it ---- */

/* Rows in order whose end is not known: the newest may run, if it says so and is not old; others are cut at the next
 * row of their day, or left out. */
void plan_ends(struct exchange_rows *rows, const struct plan_order *order, const struct plan_rule *rule);
/* Logs of ours that stand in several files, or in pieces: those of one id that touch are one log, which stands in the
 * first of them. TS_NO_MEMORY. */
enum ts_status plan_logs(struct exchange_rows *rows, const struct plan_order *order,
                         const struct plan_rule *rule) TS_MUST_CHECK;

#endif
