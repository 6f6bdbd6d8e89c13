/* Budgets: how much an activity or a project may take of a week or a month. */
#include "data/sums/budget.h"
#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/walk.h"
#include "data/pure/text.h"
#include "data/rows/record_ledger.h"

#include <stdlib.h>
#include <string.h>

struct budget_request {
	const char *text;
	int minutes; /* 0: none any more */
	enum ts_per per;
};

/* How many activities are of a project; only those that are shown. */
static size_t project_count(const struct catalogue *catalogue, const char *normal)
{
	const struct record_activities *rows = &catalogue->rows;
	struct report_project own;
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct row_activity *row = &rows->at[i];
		if (row->standing == ROW_UNMADE || !ts_id_equal(catalogue_resolve(catalogue, &row->id), row->id))
			continue;
		report_project_read(row->text, &own);
		count += strcmp(own.normal, normal) == 0;
	}
	return count;
}

/* What the text means: its row, as it stands there or new. */
static enum ts_status subject_find(struct action *action, const char *text, struct row_ledger *out)
{
	struct row_ledger row = { .entry = ROW_BUDGET, .holding = ROW_NEVER };
	struct report_project project;
	struct ts_id activity;
	enum ts_status status = text_compose(text, row.text, sizeof row.text);

	if (status != TS_OK || row.text[0] == '\0')
		return status != TS_OK ? status : TS_NOT_FOUND;
	report_project_read(row.text, &project);
	const size_t count = strcmp(project.name, row.text) == 0 ? project_count(action->catalogue, project.normal) : 0;
	status = catalogue_find(action->catalogue, row.text, &activity);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	row.project = count > 1 || status == TS_NOT_FOUND;
	if (row.project && count == 0)
		return TS_NOT_FOUND;
	if (!row.project && ts_id_equal(activity, action->catalogue->off))
		return TS_INVALID;
	row.subject = row.project ? record_project_subject(action->store, project.normal) : activity;
	row.id = record_budget_id(action->store, &row.subject, row.project);
	*out = row;
	return TS_OK;
}

static enum ts_status set_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct budget_request *request = context;
	struct row_ledger before, after;
	enum ts_status status = subject_find(action, request->text, &after);

	if (status != TS_OK)
		return status;
	status = record_ledger_read(action->store, &after.id, &before);
	if (status == TS_DAMAGED)
		return store_fail(action->store, status, "a budget in '%s' does not verify; nothing was changed",
		                  action->store->path);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	const bool exists = status == TS_OK;
	if (request->minutes == 0 && (!exists || before.holding != ROW_HOLDS))
		return TS_UNCHANGED;
	if (request->minutes == 0)
		after = before;
	after.holding = request->minutes > 0 ? ROW_HOLDS : ROW_REMOVED;
	after.booked = request->minutes > 0 ? request->minutes : before.booked;
	after.monthly = request->minutes > 0 ? request->per == TS_PER_MONTH : before.monthly;
	status = action_ledger(action, exists ? &before : NULL, &after);
	if (status == TS_OK && action->step.count == 0)
		status = TS_UNCHANGED;
	if (status == TS_OK)
		action_describe_step(action, NULL, done);
	return status;
}

enum ts_status ts_budget_set(ts_store *store, const char *text, int minutes, enum ts_per per, ts_time now,
                             struct ts_done *done)
{
	const struct budget_request request = { text, minutes, per };
	const bool possible = minutes >= 0 && minutes <= TS_BUDGET_MOST && (per == TS_PER_WEEK || per == TS_PER_MONTH);

	return action_do(store, possible ? TS_OK : TS_INVALID, now, TS_DEED_BUDGET, set_run, &request, done);
}

/* ---- reading */

static enum ts_status used_add(void *context, const struct walk_part *part)
{
	budgets_add(context, part->day, part->activity, part->end - part->begin, &part->forgotten);
	return TS_OK;
}

/* What each is called now. Of several that have become one activity its own holds, or else any. */
static void shown_take(const struct reading *reading, struct budgets_sum *sum)
{
	size_t kept = 0;

	for (size_t i = 0; i < sum->count; i++) {
		struct ts_budget budget = sum->at[i];
		struct ts_activity shown;
		const struct ts_id own = budget.activity;
		if (!budget.project && catalogue_show(reading->catalogue, &own, &shown)) {
			budget.activity = shown.id;
			memcpy(budget.text, shown.text, sizeof budget.text);
		}
		size_t at = 0;
		while (at < kept && (budget.project || !ts_id_equal(sum->at[at].activity, budget.activity)))
			at++;
		if (at == kept || ts_id_equal(own, budget.activity))
			sum->at[at] = budget;
		kept += at == kept;
	}
	sum->count = kept;
}

static enum ts_status budgets_read(const struct reading *reading, struct budgets_sum *sum, size_t *damaged)
{
	const ts_day today = ts_day_of(reading->now, reading->settings->day_start);
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(reading->store, reading->kept, &ledger);

	if (status == TS_OK)
		status = budgets_begin(sum, ledger, today);
	if (status != TS_OK)
		return status;
	*damaged = reading->kept->ledger_damaged;
	shown_take(reading, sum);
	if (sum->count > 0)
		status = walk_days(reading, sum->first, today, used_add, sum, damaged);
	budgets_sort(sum);
	return status;
}

enum ts_status ts_budgets_read(ts_store *store, ts_time now, struct ts_budgets *out)
{
	struct budgets_sum sum = { .at = NULL };
	struct reading reading;
	size_t damaged = 0;
	enum ts_status status = reading_begin_near(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = budgets_read(&reading, &sum, &damaged);
	reading_end(&reading);
	if (status == TS_OK)
		*out = (struct ts_budgets){ sum.at, sum.count, damaged };
	else
		free(sum.at);
	return status;
}
