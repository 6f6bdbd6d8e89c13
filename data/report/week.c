/* A week against its target, and the balance at its end. */
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/walk.h"
#include "data/report/balance.h"
#include "data/sums/forgotten.h"

enum { WEEK_DAYS = 7 };

static enum ts_status work_add(void *context, const struct walk_part *part)
{
	struct ts_week *week = context;

	if (part->activity->off || part->activity->rest)
		return TS_OK;
	week->work[part->day - week->first] += part->end - part->begin;
	week->total += part->end - part->begin;
	forgotten_add(&week->forgotten[part->day - week->first], &part->forgotten);
	return TS_OK;
}

static void week_owe(struct ts_week *week, const struct owing *owing)
{
	week->no_target = owing->none;
	for (int i = 0; i < WEEK_DAYS; i++) {
		const ts_day day = week->first + i;
		const struct ts_day_mark *mark = ledger_mark(owing->ledger, day);
		week->marks[i] = mark ? mark->kind : TS_MARK_NONE;
		week->half[i] = mark && mark->half;
		week->target[i] = owing_target(owing, day, week->work[i]);
		week->total_target += week->target[i];
		week->change += owing_change(owing, day, week->work[i]);
	}
}

static enum ts_status week_fill(const struct reading *reading, ts_day first, struct ts_week *out)
{
	struct ts_week week = { .first = first };
	const struct ts_range range = { first, first + WEEK_DAYS - 1 };
	struct balance_sum flex = { .sum = 0 };
	struct owing owing;
	enum ts_status status = walk_days(reading, range.first, range.last, work_add, &week, &week.damaged);

	if (status == TS_OK)
		status = owed_read(reading, range, &owing, &week.damaged);
	if (status == TS_OK) {
		week_owe(&week, &owing);
		status = balance_read(reading, range.last, &flex);
	}
	week.flex_known = flex.known;
	week.flex = flex.sum;
	week.flex_damaged = flex.damaged;
	week.flex_forgotten = flex.forgotten;
	if (status == TS_OK)
		*out = week;
	return status;
}

enum ts_status ts_week_read(ts_store *store, ts_day first, ts_time now, struct ts_week *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = week_fill(&reading, first, out);
	reading_end(&reading);
	return status;
}
