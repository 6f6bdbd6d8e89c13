/* The fake's reports: day by day, each as the fake reads a day. */
#include "data/sums/breaks.h"
#include "data/sums/forgotten.h"
#include "data/sums/report.h"
#include "fake.h"
#include "inside.h"

#include <stdlib.h>
#include <string.h>

void fake_set_flex_steps(ts_store *store, int steps)
{
	store->flex_steps = steps;
}

int64_t fake_balance(ts_store *store, ts_day last, ts_time now, bool *forgotten)
{
	struct ledger ledger = fake_ledger_of(store->current->state);
	const struct owing owing = fake_owing(store, &ledger, now);
	int64_t sum = owing_booked(&owing, last);
	*forgotten = false;
	for (ts_day day = owing.begin; day <= last && day < owing.today; day++) {
		struct ts_day_view view;
		fake_day_fill(store, day, now, &view);
		sum += view.work - view.target;
		*forgotten = *forgotten || view.forgotten.milliseconds > 0;
		ts_day_release(&view);
	}
	ledger_release(&ledger);
	return sum;
}

enum ts_status ts_balance_read(ts_store *store, ts_day last, ts_time now, struct ts_balance *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = (struct ts_balance){ .known = store->flex_steps == 0,
		                    .no_target = fake_owing(store, &ledger, now).none,
		                    .damaged = store->damaged > 0 };
	ledger_release(&ledger);
	out->milliseconds = out->known ? fake_balance(store, last, now, &out->forgotten) : 0;
	return TS_OK;
}

struct ts_pauses fake_pauses(ts_store *store, ts_day day, ts_time now)
{
	struct breaks_sum breaks = { .begun = false };
	for (ts_day each = day - 1; each <= day; each++) {
		struct ts_day_view view;
		fake_day_fill(store, each, now, &view);
		for (size_t i = 0; i < view.span_count; i++) {
			const struct ts_span *span = &view.spans[i];
			if (span->end > span->begin && !span->off && !span->rest)
				breaks_add(&breaks, each, span->begin, span->end);
		}
		ts_day_release(&view);
	}
	return breaks_of(&breaks, day);
}

static enum ts_status day_add(ts_store *store, struct report_sum *sum, struct breaks_sum *breaks, ts_day day,
                              ts_time now)
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
		const struct ts_forgotten forgotten = forgotten_of_span(span);
		if (breaks && span->end > span->begin && !span->off && !span->rest) {
			breaks_add(breaks, day, span->begin, span->end);
			report_pause(sum, day, breaks);
		}
		status = report_add(sum, day, &activity, span->end - span->begin, &forgotten);
	}
	ts_day_release(&view);
	return status;
}

enum ts_status ts_report_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	struct report_sum sum;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	ts_day today = ts_day_of(now, store->current->state->settings.day_start);
	status = report_begin(&sum, range);
	ts_day first = fake_first_day(store, INT64_MAX);
	struct breaks_sum breaks = { .begun = false };
	const bool ruled = ts_breaks_ruled(&store->current->state->settings.breaks);
	ts_day day = first > range.first - ruled ? first : range.first - ruled;
	for (; day <= range.last && day <= today && status == TS_OK; day++)
		status = day_add(store, &sum, ruled ? &breaks : NULL, day, now);
	struct ledger ledger = fake_ledger_of(store->current->state);
	const struct owing owing = fake_owing(store, &ledger, now);
	if (status == TS_OK)
		report_owe(&sum, &owing);
	ledger_release(&ledger);
	sum.report.flex_known = store->flex_steps == 0;
	sum.report.flex = sum.report.flex_known ? fake_balance(store, range.last, now, &sum.report.flex_forgotten) : 0;
	sum.report.damaged = store->damaged;
	sum.report.flex_damaged = store->damaged > 0;
	if (status == TS_OK)
		status = report_finish(&sum, out);
	report_drop(&sum);
	return status;
}

enum ts_status ts_report_days_read(ts_store *store, struct ts_range range, ts_time now, struct ts_report *out)
{
	enum ts_status status = ts_report_read(store, range, now, out);
	if (status == TS_OK) {
		free(out->parts);
		out->parts = NULL;
		out->part_count = 0;
	}
	return status;
}

enum ts_status ts_report_filtered(ts_store *store, struct ts_range range, ts_filter *filter, ts_time now,
                                  struct ts_report *out)
{
	struct report_sum sum;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	int day_start = store->current->state->settings.day_start;
	ts_day today = ts_day_of(now, day_start), first = fake_first_day(store, INT64_MAX);
	status = report_begin(&sum, range);
	for (ts_day day = first > range.first ? first : range.first;
	     day <= range.last && day <= today && status == TS_OK; day++) {
		struct ts_day_view view;
		fake_day_fill(store, day, now, &view);
		for (size_t i = 0; i < view.span_count && status == TS_OK; i++) {
			status = ts_filter_take(filter, view.spans[i].text, view.spans[i].comment);
			if (status == TS_OK)
				status = report_add_span(&sum, &view.spans[i], day_start);
			else if (status == TS_NOT_FOUND)
				status = TS_OK;
		}
		ts_day_release(&view);
	}
	sum.report.damaged = store->damaged;
	sum.report.no_target = true;
	sum.report.tagged = true;
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
	out->flex_known = out->no_target = out->flex_forgotten = false;
	out->flex = out->target = out->change = 0;
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
