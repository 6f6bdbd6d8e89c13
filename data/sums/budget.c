/* How much of budgets is used. */
#include "data/sums/budget.h"

#include "data/sums/forgotten.h"

#include <stdlib.h>
#include <string.h>

enum ts_status budgets_begin(struct budgets_sum *sum, const struct ledger *ledger, ts_day today)
{
	struct ts_civil civil;

	ts_day_to_civil(today, &civil);
	*sum = (struct budgets_sum){ .at = calloc(ledger->budget_count + 1, sizeof *sum->at),
		                     .count = ledger->budget_count,
		                     .week = today - ts_day_weekday(today),
		                     .month = today - (civil.day - 1) };
	if (!sum->at)
		return TS_NO_MEMORY;
	if (sum->count > 0)
		memcpy(sum->at, ledger->budgets, sum->count * sizeof *sum->at);
	sum->first = sum->week < sum->month ? sum->week : sum->month;
	return TS_OK;
}

static bool is_of(const struct ts_budget *budget, const struct ts_activity *activity)
{
	struct report_project own, wanted;

	if (!budget->project)
		return ts_id_equal(budget->activity, activity->id);
	report_project_read(activity->text, &own);
	report_project_read(budget->text, &wanted);
	return strcmp(own.normal, wanted.normal) == 0;
}

void budgets_add(struct budgets_sum *sum, ts_day day, const struct ts_activity *activity, int64_t length,
                 const struct ts_forgotten *forgotten)
{
	for (size_t i = 0; i < sum->count && !activity->off; i++) {
		struct ts_budget *budget = &sum->at[i];
		if (day < (budget->per == TS_PER_WEEK ? sum->week : sum->month) || !is_of(budget, activity))
			continue;
		budget->used += length;
		forgotten_add(&budget->forgotten, forgotten);
	}
}

static int compare(const void *left, const void *right)
{
	const struct ts_budget *a = left, *b = right;
	int compared = strcmp(a->text, b->text);

	return compared != 0 ? compared : (int)a->project - (int)b->project;
}

void budgets_sort(struct budgets_sum *sum)
{
	if (sum->count > 1)
		qsort(sum->at, sum->count, sizeof *sum->at, compare);
}
