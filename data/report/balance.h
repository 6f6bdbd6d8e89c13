/*
 * The flex balance: work less what days owe, from the first target on, and bookings. What was worked on each day is
 * kept in memory until something in it or before it changes, so that the balance costs what has changed: marks, targets
 * and bookings are added to it anew each time. Private to data/.
 */
#ifndef TIMESHEET_DATA_BALANCE_H
#define TIMESHEET_DATA_BALANCE_H

#include "data/lookup/walk.h"

struct balance_sum {
	int64_t sum;
	bool known;     /* false while more than a few months are not added up yet */
	bool none;      /* there is no target */
	bool damaged;   /* rows that it rests on do not verify */
	bool forgotten; /* work of forgotten spans is in it */
};
/* The balance at the end of a day; today and later, that of yesterday with today's bookings. Stands in no writing of
 * the caller, nor does the next. */
enum ts_status balance_read(const struct reading *reading, ts_day last, struct balance_sum *out) TS_MUST_CHECK;
/* Adds up some more months. done: all before the present one are known. */
enum ts_status balance_add(const struct reading *reading, int months, bool *done) TS_MUST_CHECK;
/* Nothing is known; wipes. */
void balance_forget(ts_store *store);

#endif
