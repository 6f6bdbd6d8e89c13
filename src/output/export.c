/* An export, written as it is read, a month at a time. */
#include "src/output/export.h"

#include <stdlib.h>
#include <string.h>

static const struct export_format *const formats[] = { &export_csv, &export_json, &export_timeclock,
	                                               &export_timewarrior, &export_ical };

struct walk {
	struct export export;
	FILE *stream;
	const struct export_format *format;
	ts_time until; /* spans that begin then or later are none of it */
	struct ts_activities activities;
	size_t *order;       /* of them, by id */
	bool *wanted, all;   /* all: of each of them */
	struct ts_id latest; /* that is wanted already */
	ts_filter *filter;
};

static int id_compare(const struct ts_id *left, const struct ts_id *right)
{
	return memcmp(left->bytes, right->bytes, sizeof left->bytes);
}

/* qsort hands no context on: glibc's does. */
static int order_compare(const void *left, const void *right, void *context)
{
	const struct ts_activities *activities = context;
	const size_t *a = left, *b = right;
	return id_compare(&activities->at[*a].id, &activities->at[*b].id);
}

/* All that there are; wanted from the start when all is written. */
static enum ts_status activities_begin(struct walk *walk, ts_store *store, bool all)
{
	enum ts_status status = ts_activities_read(store, walk->export.now, &walk->activities);
	if (status != TS_OK)
		return status;
	size_t count = walk->activities.count;
	walk->order = calloc(count + 1, sizeof *walk->order);
	walk->wanted = calloc(count + 1, sizeof *walk->wanted);
	if (!walk->order || !walk->wanted)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		walk->order[i] = i;
		walk->wanted[i] = all;
	}
	qsort_r(walk->order, count, sizeof *walk->order, order_compare, &walk->activities);
	walk->export.activities = &walk->activities;
	walk->export.wanted = walk->wanted;
	walk->all = all;
	return TS_OK;
}

static void activity_want(struct walk *walk, const struct ts_id *id)
{
	size_t low = 0, high = walk->activities.count;
	if (walk->all || id_compare(&walk->latest, id) == 0)
		return;
	walk->latest = *id;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int compared = id_compare(&walk->activities.at[walk->order[middle]].id, id);
		if (compared == 0) {
			walk->wanted[walk->order[middle]] = true;
			return;
		}
		low = compared < 0 ? middle + 1 : low;
		high = compared < 0 ? high : middle;
	}
}

static enum ts_status span_visit(void *context, const struct ts_span *span)
{
	struct walk *walk = context;
	if (span->begin >= walk->until)
		return TS_OK;
	enum ts_status status = walk->filter ? ts_filter_take(walk->filter, span->text, span->comment) : TS_OK;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	if (walk->format->with_activities)
		activity_want(walk, &span->activity);
	if (!span->off || walk->format->with_off)
		walk->format->span(&walk->export, span);
	return ferror(walk->stream) ? TS_IO : TS_OK;
}

static enum ts_status note_visit(void *context, const struct ts_note *note)
{
	struct walk *walk = context;
	walk->format->note(&walk->export, note);
	return ferror(walk->stream) ? TS_IO : TS_OK;
}

const struct export_format *export_format_find(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	}
	return NULL;
}

/* Of a range its marks and bookings; targets and budgets are of no range, and go with all there is. */
static void owed_cut(struct export_owed *owed, const struct ts_range *range)
{
	size_t kept = 0;
	for (size_t i = 0; i < owed->bookings.count; i++) {
		if (owed->bookings.at[i].day >= range->first && owed->bookings.at[i].day <= range->last)
			owed->bookings.at[kept++] = owed->bookings.at[i];
	}
	owed->bookings.count = kept;
	owed->targets.count = 0;
	owed->budgets.count = 0;
}

static enum ts_status owed_write(struct walk *walk, ts_store *store, const struct ts_range *range, size_t *damaged)
{
	const struct ts_range all = { INT32_MIN, INT32_MAX };
	struct export_owed owed = { .marks.at = NULL };
	enum ts_status status = ts_day_marks_read(store, range ? *range : all, &owed.marks);
	if (status == TS_OK)
		status = ts_targets_read(store, &owed.targets);
	if (status == TS_OK)
		status = ts_bookings_read(store, &owed.bookings);
	if (status == TS_OK)
		status = ts_budgets_read(store, walk->export.now, &owed.budgets);
	if (status == TS_OK && range)
		owed_cut(&owed, range);
	if (status == TS_OK)
		walk->format->owed(&walk->export, &owed);
	*damaged += owed.marks.damaged;
	ts_day_marks_release(&owed.marks);
	ts_targets_release(&owed.targets);
	ts_bookings_release(&owed.bookings);
	ts_budgets_release(&owed.budgets);
	return status;
}

static enum ts_status walk_all(struct walk *walk, ts_store *store, const struct export_request *request,
                               size_t *damaged)
{
	const struct export_format *format = walk->format;
	const struct ts_range *range = request->range;
	ts_time from = INT64_MIN, unused;
	size_t damaged_notes = 0;
	walk->until = INT64_MAX;
	if (range) {
		ts_day_bounds(range->first, request->day_start, &from, &unused);
		ts_day_bounds(range->last, request->day_start, &unused, &walk->until);
	}
	enum ts_status status =
	        format->with_activities ? activities_begin(walk, store, !range && !walk->filter) : TS_OK;
	if (status != TS_OK)
		return status;
	if (format->begin)
		format->begin(&walk->export);
	status = ts_spans_visit(store, from, format->whole ? INT64_MAX : walk->until, request->now, span_visit, walk,
	                        damaged);
	if (status == TS_OK && format->notes)
		format->notes(&walk->export);
	if (status == TS_OK && format->note && !walk->filter)
		status = ts_notes_visit(store, range ? range->first : INT32_MIN, range ? range->last : INT32_MAX,
		                        note_visit, walk, &damaged_notes);
	if (status == TS_OK && format->owed && !walk->filter)
		status = owed_write(walk, store, range, damaged);
	if (status == TS_OK && format->end)
		format->end(&walk->export);
	*damaged += damaged_notes;
	return status;
}

void export_begin(struct export *export, FILE *stream)
{
	writer_begin(&export->writer, stream);
	json_begin(&export->json, stream);
}

void export_end(struct export *export)
{
	writer_flush(&export->writer);
	json_flush(&export->json);
}

enum ts_status export_write(ts_store *store, const struct export_request *request, size_t *damaged)
{
	struct walk walk = { .export = { .now = request->now, .user = ts_user_name(store) },
		             .stream = request->stream,
		             .format = request->format,
		             .filter = request->filter };
	export_begin(&walk.export, request->stream);
	enum ts_status status = walk_all(&walk, store, request, damaged);
	export_end(&walk.export);
	if (status == TS_OK && ferror(request->stream))
		status = TS_IO;
	ts_activities_release(&walk.activities);
	free(walk.order);
	free(walk.wanted);
	return status;
}
