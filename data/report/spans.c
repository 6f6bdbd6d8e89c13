/* Walking over all that was logged, and all notes, with the memory of a month. */
#include "data/file/store.h"
#include "data/lookup/met.h"
#include "data/lookup/months.h"
#include "data/lookup/note_heads.h"
#include "data/lookup/timeline.h"
#include "data/report/day.h"
#include "data/rows/month.h"
#include "data/rows/record_logs.h"
#include "data/rows/record_note.h"
#include "data/rows/row.h"
#include "data/rows/span.h"

#include <stdlib.h>

struct walk {
	const struct reading *reading;
	ts_time from, until;
	ts_span_visit *visit;
	void *context;
	int32_t first; /* the month of from */
	bool begun;    /* what goes on at from is known */
	bool held;     /* last is a log whose end is not known yet */
	struct row_log last;
	struct met met;
	size_t damaged;
};

/* Hands out the log that is held, up to the next one. */
static enum ts_status held_visit(struct walk *walk, const struct row_log *next)
{
	const struct reading *reading = walk->reading;
	struct ts_span span;

	if (!walk->held || !span_cut(&walk->last, next, walk->from, walk->until, reading->now, &span))
		return TS_OK;
	const struct met_activity *activity = met_find(&walk->met, reading->catalogue, &span.activity);
	if (!activity)
		return TS_NO_MEMORY;
	span_describe(reading, &activity->shown, span_length(&walk->last, next, reading->now), &span);
	return walk->visit(walk->context, &span);
}

/* What goes on at the begin of the stretch may have been logged in any month before. */
static enum ts_status walk_begin(struct walk *walk)
{
	walk->begun = true;
	return timeline_last_before(walk->reading->store, walk->first, &walk->last, &walk->held, &walk->damaged);
}

static enum ts_status log_visit(void *context, const struct row_log *row)
{
	struct walk *walk = context;
	enum ts_status status = TS_OK;

	if (!walk->begun && row->at > walk->from)
		status = walk_begin(walk);
	walk->begun = true;
	if (status == TS_OK)
		status = held_visit(walk, row);
	walk->last = *row;
	walk->held = true;
	return status;
}

static enum ts_status month_walk(struct walk *walk, int32_t month)
{
	enum ts_status status = record_logs_in_order(walk->reading->store, month, log_visit, walk, &walk->damaged);

	return status == TS_OK && !walk->begun ? walk_begin(walk) : status;
}

/* From the month in which the stretch begins to the one after its end that has logs. */
static enum ts_status months_walk(struct walk *walk)
{
	struct months months;
	size_t count;
	enum ts_status status = months_read(walk->reading->store, MONTHS_OF_LOGS, &months);

	if (status != TS_OK)
		return status;
	int32_t *list = months_list(&months, month_of_time(walk->reading->now), &count);
	months_release(&months);
	if (!list)
		return TS_NO_MEMORY;
	walk->first = month_of_time(walk->from < ROW_EARLIEST ? ROW_EARLIEST : walk->from);
	status = month_walk(walk, walk->first);
	for (size_t i = count; i-- > 0 && status == TS_OK && !(walk->held && walk->last.at >= walk->until);) {
		if (list[i] > walk->first)
			status = month_walk(walk, list[i]);
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
	walk.damaged = reading.kept->damaged;
	status = months_walk(&walk);
	met_release(&walk.met);
	reading_end(&reading);
	if (status == TS_OK)
		*damaged = walk.damaged;
	return status;
}

/* ---- notes ---- */

/* Which days are wanted, and what there is of the month that is read. */
struct notes_walk {
	const struct reading *reading;
	ts_day first, last;
	ts_note_visit *visit;
	void *context;
	struct note_revisions revisions;
	size_t damaged; /* of what was read of it */
};

static enum ts_status revision_visit(void *context, const struct row_note *row)
{
	struct notes_walk *walk = context;

	if (row->day < walk->first || row->day > walk->last)
		return TS_OK;
	return note_revisions_add(&walk->revisions, row) ? TS_OK : TS_NO_MEMORY;
}

/* The next day's note: all heads of it. */
static enum ts_status day_visit(struct notes_walk *walk, const struct note_revision *heads, size_t count)
{
	struct ts_note note;
	enum ts_status status = note_of_revisions(walk->reading->store, heads, count, &note);

	if (status != TS_OK)
		return status;
	/* A month whose row is missing may be this one. */
	note.damaged = walk->damaged + walk->reading->kept->damaged_months;
	if (note.size > 0)
		status = walk->visit(walk->context, &note);
	ts_note_release(&note);
	return status;
}

static enum ts_status month_notes(struct notes_walk *walk, int32_t month, size_t *damaged)
{
	struct note_revisions *revisions = &walk->revisions;

	revisions->count = revisions->replaced_count = walk->damaged = 0;
	enum ts_status status = record_notes_visit(walk->reading->store, month, revision_visit, walk, &walk->damaged);
	*damaged += walk->damaged;
	if (status == TS_OK)
		note_revisions_keep_heads(revisions);
	for (size_t begin = 0, end; begin < revisions->count && status == TS_OK; begin = end) {
		for (end = begin + 1; end < revisions->count && revisions->at[end].day == revisions->at[begin].day;)
			end++;
		status = day_visit(walk, &revisions->at[begin], end - begin);
	}
	return status;
}

static enum ts_status months_notes(struct notes_walk *walk, size_t *damaged)
{
	struct months months;
	size_t count;
	enum ts_status status = months_read(walk->reading->store, MONTHS_OF_NOTES, &months);

	if (status != TS_OK)
		return status;
	int32_t *list = months_list(&months, month_of_time(ROW_LATEST), &count);
	months_release(&months);
	if (!list)
		return TS_NO_MEMORY;
	for (size_t i = count; i-- > 0 && status == TS_OK;) {
		if (list[i] >= month_of_day(walk->first) && list[i] <= month_of_day(walk->last))
			status = month_notes(walk, list[i], damaged);
	}
	free(list);
	return status;
}

enum ts_status ts_notes_visit(ts_store *store, ts_day first, ts_day last, ts_note_visit *visit, void *context,
                              size_t *damaged)
{
	struct reading reading;
	struct notes_walk walk = {
		.reading = &reading, .first = first, .last = last, .visit = visit, .context = context
	};
	size_t broken = 0;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = months_notes(&walk, &broken);
	note_revisions_release(&walk.revisions);
	reading_end(&reading);
	if (status == TS_OK)
		*damaged = broken;
	return status;
}
