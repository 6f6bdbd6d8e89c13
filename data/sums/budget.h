/* How much of budgets is used. Arithmetic; the tests' fake adds up the same way. Private to data/. */
#ifndef TIMESHEET_DATA_SUMS_BUDGET_H
#define TIMESHEET_DATA_SUMS_BUDGET_H

#include "data/sums/report.h"

/* Begins zeroed. */
struct budgets_sum {
	struct ts_budget *at;
	size_t count;
	ts_day first, week, month; /* the first day that any of them is of, and of the present week and month */
};
/* Those of the ledger, nothing used. at is the caller's. TS_NO_MEMORY. */
enum ts_status budgets_begin(struct budgets_sum *sum, const struct ledger *ledger, ts_day today) TS_MUST_CHECK;
/* A length of time on a day, once it is known which activities the budgets are of. */
void budgets_add(struct budgets_sum *sum, ts_day day, const struct ts_activity *activity, int64_t length,
                 const struct ts_forgotten *forgotten);
/* By text, then by week and month. */
void budgets_sort(struct budgets_sum *sum);

#endif
