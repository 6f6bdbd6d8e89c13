/* The fake's budgets. How much is used the product's own arithmetic adds up. */
#include "data/pure/text.h"
#include "data/sums/budget.h"
#include "data/sums/forgotten.h"
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* False: neither an activity nor a project is called so. */
static bool subject_find(const struct state *state, const char *text, struct ts_budget *out)
{
	struct report_project wanted, own;
	const struct ts_activity *activity = NULL;
	size_t count = 0;
	report_project_read(text, &wanted);
	for (size_t i = 0; i < state->activity_count; i++) {
		const struct ts_activity *each = &state->activities[i];
		report_project_read(each->text, &own);
		count += strcmp(wanted.name, text) == 0 && strcmp(own.normal, wanted.normal) == 0;
		if (ts_text_same(each->text, text))
			activity = each;
	}
	out->project = count > 1 || !activity;
	if (!out->project)
		out->activity = activity->id;
	return activity || count > 0;
}

static struct fake_ledger *row_of(struct state *state, const struct ts_budget *budget)
{
	for (size_t i = 0; i < state->ledger_count; i++) {
		struct fake_ledger *row = &state->ledger[i];
		if (row->entry == FAKE_BUDGET && row->budget.project == budget->project &&
		    (budget->project ? ts_text_same(row->budget.text, budget->text)
		                     : ts_id_equal(row->budget.activity, budget->activity)))
			return row;
	}
	return NULL;
}

static struct fake_ledger *row_make(struct state *state)
{
	if (state->ledger_count == MOST_LEDGER)
		abort();
	struct fake_ledger *row = &state->ledger[state->ledger_count++];
	memset(row, 0, sizeof *row);
	row->entry = FAKE_BUDGET;
	row->gone = true;
	return row;
}

enum ts_status ts_budget_set(ts_store *store, const char *text, int minutes, enum ts_per per, ts_time now,
                             struct ts_done *done)
{
	struct ts_budget wish = { .minutes = minutes, .per = per };
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	if (minutes < 0 || minutes > TS_BUDGET_MOST)
		return TS_INVALID;
	status = text_compose(text, wish.text, sizeof wish.text);
	if (status != TS_OK)
		return status;
	if (wish.text[0] == '\0' || !subject_find(store->current->state, wish.text, &wish))
		return TS_NOT_FOUND;
	if (!wish.project && fake_activity(store->current->state, wish.activity)->off)
		return TS_INVALID;
	struct state *before = fake_begin(store);
	struct fake_ledger *row = row_of(store->current->state, &wish);
	if (minutes == 0 ? !row || row->gone
	                 : row && !row->gone && row->budget.minutes == minutes && row->budget.per == per) {
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	row = row ? row : row_make(store->current->state);
	row->gone = minutes == 0;
	if (minutes > 0)
		row->budget = wish;
	done->deed = TS_DEED_BUDGET;
	done->day = ts_day_of(now, store->current->state->settings.day_start);
	(void)snprintf(done->text, sizeof done->text, "%.180s, %d:%02d a %s", row->budget.text,
	               row->budget.minutes / 60, row->budget.minutes % 60,
	               row->budget.per == TS_PER_WEEK ? "week" : "month");
	return fake_end(store, before, done);
}

static void day_add(ts_store *store, struct budgets_sum *sum, ts_day day, ts_time now)
{
	struct ts_day_view view;
	fake_day_fill(store, day, now, &view);
	for (size_t i = 0; i < view.span_count; i++) {
		const struct ts_span *span = &view.spans[i];
		struct ts_activity activity = { .id = span->activity, .off = span->off };
		const struct ts_forgotten forgotten = forgotten_of_span(span);
		memcpy(activity.text, span->text, sizeof activity.text);
		budgets_add(sum, day, &activity, span->end - span->begin, &forgotten);
	}
	ts_day_release(&view);
}

enum ts_status ts_budgets_read(ts_store *store, ts_time now, struct ts_budgets *out)
{
	struct budgets_sum sum;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const ts_day today = ts_day_of(now, store->current->state->settings.day_start);
	struct ledger ledger = fake_ledger_of(store->current->state);
	status = budgets_begin(&sum, &ledger, today);
	ledger_release(&ledger);
	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < sum.count; i++) {
		const struct ts_activity *activity = fake_activity(store->current->state, sum.at[i].activity);
		if (!sum.at[i].project && activity)
			memcpy(sum.at[i].text, activity->text, sizeof sum.at[i].text);
	}
	for (ts_day day = sum.first; day <= today; day++)
		day_add(store, &sum, day, now);
	budgets_sort(&sum);
	*out = (struct ts_budgets){ sum.at, sum.count, store->damaged };
	return TS_OK;
}
