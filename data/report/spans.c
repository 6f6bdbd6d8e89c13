/* Walking over all that was logged, and all notes, with the memory of a month. */
#include "data/lookup/catalogue.h"
#include "data/lookup/settings.h"
#include "data/rows/month.h"
#include "data/rows/record.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	ts_store *store;
	struct catalogue catalogue;
	int64_t forgotten; /* milliseconds; 0: never */
	ts_time from, until, now;
	ts_span_visit *visit;
	void *context;
	bool held; /* last is a log whose end is not known yet */
	struct row_log last;
};

static int bucket_compare(const void *left, const void *right)
{
	return memcmp(left, right, BUCKET_SIZE);
}

static bool bucket_has(const ts_store *store, const unsigned char *buckets, size_t count, int32_t month)
{
	unsigned char bucket[BUCKET_SIZE];

	crypt_bucket(&store->identity->keys, month, bucket);
	return count > 0 && bsearch(bucket, buckets, count, BUCKET_SIZE, bucket_compare);
}

static struct ts_span span_of(const struct walk *walk, const struct row_log *row, ts_time end, bool running)
{
	struct ts_activity shown;
	struct ts_span span = { .id = row->id,
		                .logged = row->at,
		                .begin = row->at < walk->from ? walk->from : row->at,
		                .end = end > walk->until ? walk->until : end,
		                .offset = row->offset,
		                .running = running,
		                .locked = row->locked,
		                .carried = row->at < walk->from };

	(void)catalogue_show(&walk->catalogue, &row->activity, &shown);
	span.activity = shown.id;
	span.slot = shown.slot;
	span.colour = shown.colour;
	span.off = shown.off;
	span.rest = shown.rest;
	memcpy(span.text, shown.text, sizeof span.text);
	(void)ts_text_clean(row->comment, strlen(row->comment), false, span.comment, sizeof span.comment);
	(void)ts_text_clean(row->zone, strlen(row->zone), false, span.zone, sizeof span.zone);
	span.forgotten = walk->forgotten > 0 && end - row->at > walk->forgotten && !span.off && !span.rest;
	return span;
}

/* Hands out the log that is held, which ends where the next one begins. */
static enum ts_status held_visit(struct walk *walk, ts_time end, bool running)
{
	bool inside = walk->held && walk->last.at < walk->until && (end > walk->from || walk->last.at >= walk->from);

	if (!inside)
		return TS_OK;
	struct ts_span span = span_of(walk, &walk->last, end, running);
	return walk->visit(walk->context, &span);
}

static enum ts_status month_walk(struct walk *walk, int32_t month, size_t *damaged)
{
	struct record_logs logs = { 0 };
	enum ts_status status = record_logs_read(walk->store, month, &logs);

	if (status == TS_OK && logs.count > 1)
		qsort(logs.at, logs.count, sizeof *logs.at, row_compare_log);
	for (size_t i = 0; i < logs.count && status == TS_OK; i++) {
		status = held_visit(walk, logs.at[i].at, false);
		walk->last = logs.at[i];
		walk->held = true;
	}
	*damaged += logs.damaged;
	record_logs_release(&logs);
	return status;
}

/* From the month before the stretch that has logs, for what goes on at its begin, to the one after its end. */
static enum ts_status months_walk(struct walk *walk, size_t *damaged)
{
	unsigned char *buckets = NULL;
	size_t count = 0;
	enum ts_status status = record_log_buckets(walk->store, &buckets, &count);
	int32_t first = month_of_time(walk->from < ROW_EARLIEST ? ROW_EARLIEST : walk->from);
	int32_t last = month_of_time(ROW_LATEST - 1), least = month_of_time(ROW_EARLIEST);

	for (int32_t month = first - 1; month >= least && count > 0; month--) {
		if (bucket_has(walk->store, buckets, count, month)) {
			first = month;
			break;
		}
	}
	for (int32_t month = first; month <= last && status == TS_OK; month++) {
		if (walk->held && walk->last.at >= walk->until)
			break;
		if (bucket_has(walk->store, buckets, count, month))
			status = month_walk(walk, month, damaged);
	}
	free(buckets);
	if (status != TS_OK || !walk->held || walk->last.at >= walk->until)
		return status;
	/* The last of all: it goes on. One that is ahead of now has no length. */
	ts_time end = walk->now > walk->last.at ? walk->now : walk->last.at;
	return held_visit(walk, end, walk->until > walk->now);
}

enum ts_status ts_spans_visit(ts_store *store, ts_time from, ts_time until, ts_time now, ts_span_visit *visit,
                              void *context, size_t *damaged)
{
	struct walk walk = {
		.store = store, .from = from, .until = until, .now = now, .visit = visit, .context = context
	};
	struct ts_settings settings;
	size_t broken = 0;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = settings_read(store, &settings);
	if (status == TS_OK)
		status = catalogue_read(store, &walk.catalogue);
	if (status == TS_OK) {
		walk.forgotten = settings.forgotten_after * TS_HOUR;
		broken = walk.catalogue.rows.damaged;
		status = months_walk(&walk, &broken);
	}
	catalogue_release(&walk.catalogue);
	store_read_end(store);
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

enum ts_status ts_notes_visit(ts_store *store, ts_day first, ts_day last, ts_note_visit *visit, void *context,
                              size_t *damaged)
{
	unsigned char *buckets = NULL;
	size_t count = 0, broken = 0;
	enum ts_status status = store_require_login(store);
	int32_t least = month_of_time(ROW_EARLIEST), most = month_of_time(ROW_LATEST);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	status = record_note_buckets(store, &buckets, &count);
	if (month_of_day(first) > least)
		least = month_of_day(first);
	if (month_of_day(last) < most)
		most = month_of_day(last);
	for (int32_t month = least; month <= most && status == TS_OK && count > 0; month++) {
		if (bucket_has(store, buckets, count, month))
			status = month_notes(store, month, first, last, visit, context, &broken);
	}
	free(buckets);
	store_read_end(store);
	if (status == TS_OK)
		*damaged = broken;
	return status;
}
