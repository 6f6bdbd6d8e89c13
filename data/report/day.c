/* Reading what was logged: a day with its spans and totals, and what goes on now. */
#include "data/report/day.h"

#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/lookup/timeline.h"
#include "data/lookup/walk.h"
#include "data/rows/record_log.h"
#include "data/rows/row.h"
#include "data/rows/span.h"
#include "data/sums/breaks.h"
#include "data/sums/forgotten.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void span_describe(const struct reading *reading, const struct ts_activity *activity, int64_t whole,
                   struct ts_span *span)
{
	span->activity = activity->id;
	memcpy(span->text, activity->text, sizeof span->text);
	span->slot = activity->slot;
	span->colour = activity->colour;
	span->off = activity->off;
	span->rest = activity->rest;
	span->forgotten = ts_span_forgotten(span, span->logged + whole, reading->settings);
}

static void span_fill(const struct reading *reading, int64_t whole, struct ts_span *span)
{
	struct ts_activity shown;

	(void)catalogue_show(reading->catalogue, &span->activity, &shown);
	span_describe(reading, &shown, whole, span);
}

/* Fills the view's spans from a timeline that covers the day. */
static enum ts_status spans_fill(const struct reading *reading, const struct timeline *timeline,
                                 struct ts_day_view *view)
{
	const ts_time now = reading->now;
	const struct record_logs *logs = &timeline->logs;
	size_t first = timeline_count_before(timeline, view->from);
	size_t last = timeline_count_before(timeline, view->until);

	/* The log before the day may reach into it. */
	if (first > 0)
		first--;
	if (first == last)
		return TS_OK;
	view->spans = calloc(last - first, sizeof *view->spans);
	if (!view->spans)
		return TS_NO_MEMORY;
	for (size_t i = first; i < last; i++) {
		const struct row_log *next = i + 1 < logs->count ? &logs->at[i + 1] : NULL;
		struct ts_span *span = &view->spans[view->span_count];
		if (!span_cut(&logs->at[i], next, view->from, view->until, now, span))
			continue;
		span_fill(reading, span_length(&logs->at[i], next, now), span);
		if (span->offset != view->spans[0].offset)
			view->several_zones = true;
		view->span_count++;
	}
	return TS_OK;
}

static int total_compare(const void *left, const void *right)
{
	const struct ts_total *a = left, *b = right;

	if (a->milliseconds != b->milliseconds)
		return a->milliseconds > b->milliseconds ? -1 : 1;
	return strcmp(a->text, b->text);
}

/* The totals of some spans while they are added up. */
struct sum {
	struct ts_total *totals;
	size_t count;
	int64_t work, rest, off;
	struct ts_forgotten forgotten;
};

static struct ts_total *total_find(struct sum *sum, const struct ts_span *span)
{
	for (size_t i = 0; i < sum->count; i++) {
		if (ts_id_equal(sum->totals[i].activity, span->activity))
			return &sum->totals[i];
	}
	struct ts_total *total = &sum->totals[sum->count++];
	*total = (struct ts_total){
		.activity = span->activity, .slot = span->slot, .colour = span->colour, .rest = span->rest
	};
	memcpy(total->text, span->text, sizeof total->text);
	return total;
}

static void sum_add(struct sum *sum, const struct ts_span *span)
{
	int64_t length = span->end - span->begin;

	if (span->off) {
		sum->off += length;
		return;
	}
	const struct ts_forgotten forgotten = forgotten_of_span(span);
	struct ts_total *total = total_find(sum, span);
	total->milliseconds += length;
	forgotten_add(&total->forgotten, &forgotten);
	forgotten_add(&sum->forgotten, &forgotten);
	if (span->rest)
		sum->rest += length;
	else
		sum->work += length;
}

static enum ts_status totals_fill(struct ts_day_view *view)
{
	struct sum sum = { .totals = calloc(view->span_count + 1, sizeof *sum.totals) };

	if (!sum.totals)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < view->span_count; i++)
		sum_add(&sum, &view->spans[i]);
	if (sum.count > 1)
		qsort(sum.totals, sum.count, sizeof *sum.totals, total_compare);
	view->totals = sum.totals;
	view->total_count = sum.count;
	view->work = sum.work;
	view->rest = sum.rest;
	view->off = sum.off;
	view->forgotten = sum.forgotten;
	return TS_OK;
}

/* A day out of a timeline that covers it. */
static enum ts_status view_fill(const struct reading *reading, const struct timeline *timeline,
                                struct ts_day_view *view)
{
	enum ts_status status = spans_fill(reading, timeline, view);

	return status == TS_OK ? totals_fill(view) : status;
}

/* What it owes, once it is known what was worked. */
static enum ts_status view_owe(const struct reading *reading, struct ts_day_view *view)
{
	const struct ts_range range = { view->day, view->day };
	struct owing owing;
	enum ts_status status = owed_read(reading, range, &owing, &view->damaged);

	if (status != TS_OK)
		return status;
	const struct ts_day_mark *mark = ledger_mark(owing.ledger, view->day);
	view->mark = mark ? *mark : (struct ts_day_mark){ .day = view->day };
	view->no_target = owing.none;
	view->target = owing_target(&owing, view->day, view->work);
	return TS_OK;
}

static enum ts_status pause_add(void *context, const struct walk_part *part)
{
	if (!part->activity->off && !part->activity->rest)
		breaks_add(context, part->day, part->begin, part->end);
	return TS_OK;
}

/* A stretch of work may reach over from the day before. */
static enum ts_status view_pause(const struct reading *reading, struct ts_day_view *view)
{
	struct breaks_sum breaks = { .begun = false };
	enum ts_status status = TS_OK;

	if (ts_breaks_ruled(&reading->settings->breaks))
		status = walk_days(reading, view->day - 1, view->day, pause_add, &breaks, NULL);
	view->pauses = breaks_of(&breaks, view->day);
	return status;
}

static enum ts_status view_read(const struct reading *reading, ts_day day, struct ts_day_view *out)
{
	struct ts_day_view view = { .day = day };
	struct timeline timeline;

	ts_day_bounds(day, reading->settings->day_start, &view.from, &view.until);
	enum ts_status status = timeline_read(reading->store, view.from, view.until, reading->now, &timeline);
	if (status != TS_OK)
		return status;
	view.damaged = timeline.logs.damaged;
	status = view_fill(reading, &timeline, &view);
	timeline_release(&timeline);
	if (status == TS_OK)
		status = view_owe(reading, &view);
	if (status == TS_OK)
		status = view_pause(reading, &view);
	if (status == TS_OK)
		status = reading_prove(reading);
	view.damaged += reading->kept->damaged;
	if (status == TS_OK)
		*out = view;
	else
		ts_day_release(&view);
	return status;
}

enum ts_status ts_day_read(ts_store *store, ts_day day, ts_time now, struct ts_day_view *out)
{
	struct reading reading;
	enum ts_status status = reading_begin_near(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = view_read(&reading, day, out);
	reading_end(&reading);
	return status;
}

void ts_day_release(struct ts_day_view *view)
{
	free(view->spans);
	free(view->totals);
	*view = (struct ts_day_view){ 0 };
}

static enum ts_status present_read(const struct reading *reading, struct ts_span *out)
{
	const ts_time now = reading->now;
	struct timeline timeline;
	enum ts_status status = timeline_read(reading->store, now, now + 1, now, &timeline);

	if (status != TS_OK)
		return status;
	size_t count = timeline_count_before(&timeline, now + 1);
	if (count == 0) {
		status = TS_NOT_FOUND;
		goto out;
	}
	const struct row_log *log = &timeline.logs.at[count - 1];
	const struct row_log *next = count < timeline.logs.count ? log + 1 : NULL;
	struct ts_span span;
	/* All the time there is: nothing is cut, and it is inside. */
	bool inside = span_cut(log, next, ROW_EARLIEST, ROW_LATEST, now, &span);
	assert(inside);
	(void)inside;
	span_fill(reading, span_length(log, next, now), &span);
	status = reading_prove(reading);
	span.damaged = timeline.logs.damaged + reading->kept->damaged;
	*out = span;
out:
	timeline_release(&timeline);
	return status;
}

enum ts_status ts_current_read(ts_store *store, ts_time now, struct ts_span *out)
{
	struct reading reading;
	enum ts_status status = reading_begin_near(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = present_read(&reading, out);
	reading_end(&reading);
	return status;
}
