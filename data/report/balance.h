/*
 * The flex balance: work less target over all days with work from the first log on. What a month adds is kept in memory
 * until something in it or before it changes, so that the balance costs what has changed. Private to data/.
 */
#ifndef TIMESHEET_DATA_BALANCE_H
#define TIMESHEET_DATA_BALANCE_H

#include "data/lookup/walk.h"

struct balance_sum {
	int64_t sum;
	bool known;   /* false while more than a few months are not added up yet */
	bool damaged; /* rows that it rests on do not verify */
};
/* The balance before a day, which is not after today. Stands in no writing of the caller, nor does the next. */
enum ts_status balance_read(const struct reading *reading, ts_day before, struct balance_sum *out) TS_MUST_CHECK;
/* Adds up some more months. done: all before the present one are known. */
enum ts_status balance_add(const struct reading *reading, int months, bool *done) TS_MUST_CHECK;
/* Nothing is known; wipes. */
void balance_forget(ts_store *store);

#endif
