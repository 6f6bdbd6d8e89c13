/* The fake's reports: day by day, each as the fake reads a day. */
#include "data/pure/report.h"
#include "fake.h"
#include "inside.h"

#include <stdlib.h>
#include <string.h>

/* The day of the earliest log; false: there is none. */
static bool first_day(const ts_store *store, ts_day *out)
{
	const struct state *state = store->current->state;
	bool found = false;
	for (size_t i = 0; i < state->log_count; i++) {
		if (state->logs[i].dead)
			continue;
		ts_day day = ts_day_of(state->logs[i].at, store->current->state->settings.day_start);
		if (!found || day < *out)
			*out = day;
		found = true;
	}
	return found;
}

void fake_set_flex_steps(ts_store *store, int steps)
{
	store->flex_steps = steps;
}

int64_t fake_balance(ts_store *store, ts_day last, ts_time now)
{
	ts_day today = ts_day_of(now, store->current->state->settings.day_start), first = 0;
	int64_t sum = 0;
	if (!first_day(store, &first))
		return 0;
	for (ts_day day = first; day <= last && day < today; day++) {
		struct ts_day_view view;
		fake_day_fill(store, day, now, &view);
		if (view.work > 0)
			sum += view.work - view.target;
		ts_day_release(&view);
	}
	return sum;
}

static enum ts_status day_add(ts_store *store, struct report_sum *sum, ts_day day, ts_time now)
{
	struct ts_day_view view;
	enum ts_status status = TS_OK;
	fake_day_fill(store, day, now, &view);
	for (size_t i = 0; i < view.span_count && status == TS_OK; i++) {
		const struct ts_span *span = &view.spans[i];
		struct ts_activity activity = { .id = span->activity,
			                        .slot = span->slot,
			                        .colour = span->colour,
			                        .rest = span->rest,
			                        .off = span->off };
		(void)ts_text_clean(span->text, strlen(span->text), false, activity.text, sizeof activity.text);
		status = report_add(sum, day, &activity, span->end - span->begin);
	}
	ts_day_release(&view);
	return status;
}

enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	struct report_sum sum;
	ts_day first = 0;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	ts_day today = ts_day_of(now, store->current->state->settings.day_start);
	status = report_begin(&sum, range, &store->current->state->settings);
	bool any = first_day(store, &first);
	ts_day day = first > range.first ? first : range.first;
	for (; any && day <= range.last && day <= today && status == TS_OK; day++)
		status = day_add(store, &sum, day, now);
	sum.report.flex_known = store->flex_steps == 0;
	sum.report.flex = sum.report.flex_known ? fake_balance(store, range.last, now) : 0;
	sum.report.damaged = store->damaged;
	sum.report.flex_damaged = store->damaged > 0;
	if (status == TS_OK)
		status = report_finish(&sum, out);
	report_drop(&sum);
	return status;
}

enum ts_status ts_totals_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	enum ts_status status = ts_report_read(store, range, now, out);
	if (status != TS_OK)
		return status;
	free(out->days);
	free(out->parts);
	out->days = NULL;
	out->parts = NULL;
	out->day_count = out->part_count = 0;
	out->flex_known = false;
	out->flex = 0;
	return TS_OK;
}

enum ts_status ts_flex_prepare(ts_store *store, ts_time now, int months, bool *done)
{
	enum ts_status status = fake_read(store);
	(void)now;
	(void)months;
	if (status != TS_OK)
		return status;
	if (store->flex_steps > 0)
		store->flex_steps--;
	*done = store->flex_steps == 0;
	return TS_OK;
}
