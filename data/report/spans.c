/* Walking over all that was logged, and all notes, with the memory of a month. */
#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/lookup/timeline.h"
#include "data/report/day.h"
#include "data/rows/month.h"
#include "data/rows/record_log.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"
#include "data/rows/span.h"

#include <stdlib.h>

struct walk {
	const struct reading *reading;
	ts_time from, until;
	ts_span_visit *visit;
	void *context;
	bool held; /* last is a log whose end is not known yet */
	struct row_log last;
	struct record_logs logs; /* of one month after the other, in the same memory */
};

/* Hands out the log that is held, up to the next one. */
static enum ts_status held_visit(struct walk *walk, const struct row_log *next)
{
	const struct reading *reading = walk->reading;
	struct ts_span span;

	if (!walk->held || !span_cut(&walk->last, next, walk->from, walk->until, reading->now, &span))
		return TS_OK;
	span_describe(reading, span_length(&walk->last, next, reading->now), &span);
	return walk->visit(walk->context, &span);
}

/* first: what goes on at the begin of the stretch may have been logged in any month before. */
static enum ts_status month_walk(struct walk *walk, int32_t month, bool first, size_t *damaged)
{
	struct record_logs *logs = &walk->logs;

	logs->count = logs->damaged = 0;
	enum ts_status status = record_logs_read(walk->reading->store, month, logs);
	if (status == TS_OK && logs->count > 1)
		qsort(logs->at, logs->count, sizeof *logs->at, row_compare_log);
	if (status == TS_OK && first && (logs->count == 0 || logs->at[0].at > walk->from))
		status = timeline_last_before(walk->reading->store, month, &walk->last, &walk->held, damaged);
	for (size_t i = 0; i < logs->count && status == TS_OK; i++) {
		status = held_visit(walk, &logs->at[i]);
		walk->last = logs->at[i];
		walk->held = true;
	}
	*damaged += logs->damaged;
	return status;
}

/* From the month in which the stretch begins to the one after its end that has logs. */
static enum ts_status months_walk(struct walk *walk, size_t *damaged)
{
	struct months months;
	size_t count;
	int32_t first = month_of_time(walk->from < ROW_EARLIEST ? ROW_EARLIEST : walk->from);
	enum ts_status status = months_read(walk->reading->store, MONTHS_OF_LOGS, &months);

	if (status != TS_OK)
		return status;
	int32_t *list = months_list(&months, month_of_time(walk->reading->now), &count);
	months_release(&months);
	if (!list)
		return TS_NO_MEMORY;
	status = month_walk(walk, first, true, damaged);
	for (size_t i = count; i-- > 0 && status == TS_OK && !(walk->held && walk->last.at >= walk->until);) {
		if (list[i] > first)
			status = month_walk(walk, list[i], false, damaged);
	}
	free(list);
	/* The last of all: it goes on. */
	return status == TS_OK ? held_visit(walk, NULL) : status;
}

enum ts_status ts_spans_visit(ts_store *store, ts_time from, ts_time until, ts_time now, ts_span_visit *visit,
                              void *context, size_t *damaged)
{
	struct reading reading;
	struct walk walk = { .reading = &reading, .from = from, .until = until, .visit = visit, .context = context };
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	size_t broken = reading.kept->damaged;
	status = months_walk(&walk, &broken);
	record_logs_release(&walk.logs);
	reading_end(&reading);
	if (status == TS_OK)
		*damaged = broken;
	return status;
}

/* ---- notes ---- */

/* The days of a month that have a note: bit 0 is the first. */
static enum ts_status day_mark(void *context, const struct row_note *row)
{
	struct ts_civil civil;
	uint32_t *days = context;

	ts_day_to_civil(row->day, &civil);
	*days |= UINT32_C(1) << (civil.day - 1);
	return TS_OK;
}

static enum ts_status month_notes(ts_store *store, int32_t month, ts_day first, ts_day last, ts_note_visit *visit,
                                  void *context, size_t *damaged)
{
	uint32_t days = 0;
	ts_day start = ts_day_from_civil(1970, 1 + month, 1);
	enum ts_status status = record_notes_visit(store, month, day_mark, &days, damaged);

	for (int i = 0; i < 31 && status == TS_OK; i++) {
		struct ts_note note = { 0 };
		ts_day day = start + i;
		if (!(days >> i & 1) || day < first || day > last)
			continue;
		status = ts_note_read(store, day, &note);
		if (status == TS_OK && note.size > 0)
			status = visit(context, &note);
		ts_note_release(&note);
	}
	return status;
}

static enum ts_status notes_walk(ts_store *store, ts_day first, ts_day last, ts_note_visit *visit, void *context,
                                 size_t *damaged)
{
	struct months months;
	size_t count;
	enum ts_status status = months_read(store, MONTHS_OF_NOTES, &months);

	if (status != TS_OK)
		return status;
	int32_t *list = months_list(&months, month_of_time(ROW_LATEST), &count);
	months_release(&months);
	if (!list)
		return TS_NO_MEMORY;
	for (size_t i = count; i-- > 0 && status == TS_OK;) {
		if (list[i] >= month_of_day(first) && list[i] <= month_of_day(last))
			status = month_notes(store, list[i], first, last, visit, context, damaged);
	}
	free(list);
	return status;
}

enum ts_status ts_notes_visit(ts_store *store, ts_day first, ts_day last, ts_note_visit *visit, void *context,
                              size_t *damaged)
{
	size_t broken = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = notes_walk(store, first, last, visit, context, &broken);
	store_read_end(store);
	if (status == TS_OK)
		*damaged = broken;
	return status;
}
