/* How often and when each activity was logged, counted through all months in steps. */
#include "data/file/store.h"
#include "data/lookup/sweep.h"
#include "data/pure/array.h"
#include "data/rows/record_logs.h"

#include <stdlib.h>
#include <string.h>

/* The uses of the present month are added when it is complete: until then it may have to be read again. */
struct use_list {
	struct ts_use *at; /* by activity */
	size_t count, room;
};

struct ts_usage {
	struct sweep sweep;
	struct record_mark mark; /* how far the rows are read */
	struct points points;    /* of a month */
	size_t opened, damaged;
	struct use_list total, month; /* by the id in the log, not by what it shows as: a merge changes that */
	struct use_list shown;        /* of total, by what they show as */
};

static size_t use_place(const struct use_list *list, const struct ts_id *activity)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(list->at[middle].activity.bytes, activity->bytes, TS_ID_SIZE) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void use_merge(struct ts_use *use, const struct ts_use *other)
{
	if (use->logs == 0 || other->first < use->first)
		use->first = other->first;
	if (use->logs == 0 || other->last > use->last)
		use->last = other->last;
	use->logs += other->logs;
}

static bool use_reserve(struct use_list *list, size_t more)
{
	return array_room(&list->at, &list->room, list->count + more, sizeof *list->at);
}

static bool use_add(struct use_list *list, const struct ts_use *use)
{
	size_t place = use_place(list, &use->activity);

	if (place == list->count || !ts_id_equal(list->at[place].activity, use->activity)) {
		if (!use_reserve(list, 1))
			return false;
		memmove(&list->at[place + 1], &list->at[place], (list->count - place) * sizeof *list->at);
		list->at[place] = (struct ts_use){ .activity = use->activity };
		list->count++;
	}
	use_merge(&list->at[place], use);
	return true;
}

static void month_begin(struct ts_usage *usage)
{
	usage->month.count = 0;
	usage->mark = (struct record_mark){ .found = { .count = 0 } };
	usage->opened = usage->damaged = 0;
}

static enum ts_status month_end(struct ts_usage *usage)
{
	/* All of the month or nothing of it: it is read again after a failure. */
	if (!use_reserve(&usage->total, usage->month.count))
		return TS_NO_MEMORY;
	for (size_t i = 0; i < usage->month.count; i++)
		(void)use_add(&usage->total, &usage->month.at[i]);
	usage->sweep.progress.rows += usage->opened;
	usage->sweep.progress.damaged += usage->damaged;
	sweep_next(&usage->sweep);
	month_begin(usage);
	return TS_OK;
}

static enum ts_status log_use(struct ts_usage *usage, const struct ts_id *activity, ts_time at)
{
	const struct ts_use use = { .activity = *activity, .logs = 1, .first = at, .last = at };

	return use_add(&usage->month, &use) ? TS_OK : TS_NO_MEMORY;
}

static enum ts_status use_visit(void *context, const struct row_log *row)
{
	return log_use(context, &row->activity, row->at);
}

/* A month as a whole. TS_NOT_FOUND: it is to be read in pages. */
static enum ts_status points_step(struct ts_usage *usage, size_t *budget)
{
	struct points *points = &usage->points;
	int64_t rows = 0;

	if (usage->mark.found.count > 0)
		return TS_NOT_FOUND;
	enum ts_status status = record_points_piece(usage->sweep.store, sweep_month(&usage->sweep), points, &rows);
	for (size_t i = 0; i < points->count && status == TS_OK; i++)
		status = log_use(usage, &points->at[i].activity, points->at[i].at);
	if (status != TS_OK)
		return status;
	usage->opened += (size_t)rows;
	*budget -= (size_t)rows < *budget ? (size_t)rows : *budget;
	return month_end(usage);
}

static enum ts_status page_step(struct ts_usage *usage, size_t *budget)
{
	struct record_paged page;
	enum ts_status status = record_logs_page(usage->sweep.store, sweep_month(&usage->sweep), &usage->mark, *budget,
	                                         use_visit, usage, &page);

	usage->opened += page.read;
	usage->damaged += page.damaged;
	*budget -= page.read < *budget ? page.read : *budget;
	return status == TS_OK && page.complete ? month_end(usage) : status;
}

static enum ts_status shown_fill(struct ts_usage *usage, const struct catalogue *catalogue)
{
	usage->shown.count = 0;
	for (size_t i = 0; i < usage->total.count; i++) {
		struct ts_use use = usage->total.at[i];
		use.activity = catalogue_resolve(catalogue, &use.activity);
		if (!use_add(&usage->shown, &use))
			return TS_NO_MEMORY;
	}
	return TS_OK;
}

enum ts_status ts_usage_begin(ts_store *store, ts_time now, ts_usage **out)
{
	enum ts_status status = store_require_login(store);

	if (status != TS_OK)
		return status;
	struct ts_usage *usage = calloc(1, sizeof *usage);
	if (!usage)
		return TS_NO_MEMORY;
	sweep_init(&usage->sweep, store, now, false);
	*out = usage;
	return TS_OK;
}

enum ts_status ts_usage_step(ts_usage *usage, size_t rows, struct ts_progress *progress)
{
	size_t budget = rows > 0 ? rows : 1;
	bool anew = false;
	struct reading reading;
	enum ts_status status = sweep_read_begin(&usage->sweep, &reading, &anew);

	if (status != TS_OK)
		return status;
	if (anew)
		month_begin(usage);
	while (status == TS_OK && budget > 0 && !sweep_done(&usage->sweep)) {
		status = points_step(usage, &budget);
		if (status == TS_NOT_FOUND)
			status = page_step(usage, &budget);
	}
	if (status == TS_OK)
		status = shown_fill(usage, reading.catalogue);
	const size_t others = reading.kept->damaged;
	reading_end(&reading);
	if (status != TS_OK) {
		sweep_spoil(&usage->sweep);
		return status;
	}
	*progress = usage->sweep.progress;
	progress->damaged += others;
	return TS_OK;
}

struct ts_use ts_usage_of(const ts_usage *usage, struct ts_id activity)
{
	size_t place = use_place(&usage->shown, &activity);

	if (place < usage->shown.count && ts_id_equal(usage->shown.at[place].activity, activity))
		return usage->shown.at[place];
	return (struct ts_use){ .activity = activity };
}

void ts_usage_end(ts_usage *usage)
{
	if (!usage)
		return;
	sweep_release(&usage->sweep);
	points_release(&usage->points);
	free(usage->total.at);
	free(usage->month.at);
	free(usage->shown.at);
	free(usage);
}
