/*
 * From the plan of an import to logs among those that are there. What is in the timesheet stays as it is: an interval
 * ends where a log stands already, and where it ends before that, what went on there goes on again. Logs of this very
 * file that were imported before do not count as being there.
 */
#include "data/import/import.h"

#include "data/actions/log.h"
#include "data/lookup/timeline.h"

#include <stdlib.h>
#include <string.h>

/* How often progress is told. */
enum { PROGRESS_STEP = 256 };

struct ids {
	struct ts_id *at;
	size_t count;
};

/* What goes on at the moment that the merge has reached. */
struct force {
	struct ts_id activity;
	const char *comment;
	bool any;
};

struct merge {
	struct merge_run *run;
	struct timeline present; /* what is there, without what this file made */
	struct ids own;          /* what this file leads to, sorted */
	struct ids ends;         /* the ends of all its rows, whether they are met by another now or not */
	size_t next;             /* of present: the first after the moment reached */
	struct force force;
	bool open; /* the interval at hand is in the timesheet: its end is, too */
};

static struct ts_id point_id(const struct merge_run *run, const struct plan_point *point)
{
	static const char whats[] = { [PLAN_BEGIN] = 'b', [PLAN_RESUME] = 'r', [PLAN_END] = 'e' };
	const struct exchange_row *row = &run->import->rows.at[point->row];

	return import_id(run, row, whats[point->role], point->role == PLAN_BEGIN ? 0 : point->at);
}

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

static bool ids_have(const struct ids *ids, const struct ts_id *id)
{
	return ids->count > 0 && bsearch(id, ids->at, ids->count, TS_ID_SIZE, id_compare);
}

/* Every id that this file leads to, and those of all ends. */
static enum ts_status own_fill(struct merge *merge, const struct plan *plan)
{
	const struct exchange_rows *rows = &merge->run->import->rows;

	merge->own.at = malloc((plan->count + 1) * sizeof *merge->own.at);
	merge->ends.at = malloc((rows->count + 1) * sizeof *merge->ends.at);
	if (!merge->own.at || !merge->ends.at)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < plan->count; i++)
		merge->own.at[merge->own.count++] = point_id(merge->run, &plan->at[i]);
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row *row = &rows->at[i];
		if (row->kind == EXCHANGE_INTERVAL && row->end != INT64_MAX)
			merge->ends.at[merge->ends.count++] = import_id(merge->run, row, 'e', row->end);
	}
	qsort(merge->own.at, merge->own.count, TS_ID_SIZE, id_compare);
	qsort(merge->ends.at, merge->ends.count, TS_ID_SIZE, id_compare);
	return TS_OK;
}

/* Reads what is there, and leaves of it what is not this file's. */
static enum ts_status present_read(struct merge *merge, const struct plan *plan)
{
	struct action *action = merge->run->action;
	size_t kept = 0;
	enum ts_status status = timeline_read(action->store, plan->at[0].at, plan->at[plan->count - 1].at + 1,
	                                      action->now, &merge->present);

	if (status != TS_OK)
		return status;
	struct record_logs *logs = &merge->present.logs;
	for (size_t i = 0; i < logs->count; i++) {
		if (!ids_have(&merge->own, &logs->at[i].id))
			logs->at[kept++] = logs->at[i];
	}
	logs->count = kept;
	return TS_OK;
}

/* ---- single logs ---- */

enum standing { LOG_NONE, LOG_LIVES, LOG_DELETED, LOG_UNMADE };

static enum ts_status standing_read(struct merge *merge, const struct ts_id *id, enum standing *out)
{
	struct row_log row;
	enum ts_status status = record_log_read(merge->run->action->store, id, &row);

	*out = LOG_LIVES;
	if (status == TS_NOT_FOUND)
		*out = LOG_NONE;
	else if (status == TS_OK && row.dead)
		*out = row.unmade ? LOG_UNMADE : LOG_DELETED;
	/* It may be made again, and must be alive then. */
	if (*out == LOG_UNMADE)
		action_outdo(merge->run->action, row_version_log(&row));
	/* One that does not verify is there, and is left alone. */
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

static void count_day(struct merge_run *run, ts_time at)
{
	ts_day day = ts_day_of(at, run->action->settings.day_start);

	if (!run->any_day || day < run->counts.first)
		run->counts.first = day;
	run->any_day = true;
}

/* Makes a log of a row: its clock is the one the row names, else the process's. */
static enum ts_status log_make_row(struct merge *merge, const struct exchange_row *row, struct row_log *log)
{
	struct merge_run *run = merge->run;
	struct ts_civil civil;

	count_day(run, log->at);
	run->counts.logs++;
	if (run->dry)
		return TS_OK;
	ts_civil_local(log->at, &civil);
	log->offset = civil.offset;
	if (row->has_offset && row->offset != civil.offset)
		log->offset = row->offset;
	else
		memcpy(log->zone, civil.zone, strnlen(civil.zone, sizeof log->zone - 1));
	log->locked = row->locked;
	log->when_version = log->what_version = log->comment_version = log->dead_version = run->action->version;
	enum ts_status status = record_log_merge(run->action->store, log);
	return status == TS_OK ? parts_add_log(run->parts, &log->id) : status;
}

/* A log that gives way: it stands where another one begins, and says only that something ended. */
static enum ts_status log_kill(struct merge *merge, const struct row_log *log)
{
	struct row_log dead = *log;

	if (merge->run->dry)
		return TS_OK;
	dead.dead = true;
	enum ts_status status = action_log(merge->run->action, log, &dead);
	return status == TS_OK ? merge_harvest(merge->run) : status;
}

static void row_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* ---- the points of a plan ---- */

static const struct row_log *present_last(const struct merge *merge)
{
	return merge->next > 0 ? &merge->present.logs.at[merge->next - 1] : NULL;
}

/* Brings the merge to a moment: what is there takes over, log by log. */
static void merge_advance(struct merge *merge, ts_time at)
{
	const struct record_logs *logs = &merge->present.logs;

	for (; merge->next < logs->count && logs->at[merge->next].at <= at; merge->next++) {
		const struct row_log *log = &logs->at[merge->next];
		merge->force = (struct force){ catalogue_resolve(&merge->run->action->catalogue, &log->activity),
			                       log->comment, true };
	}
}

static bool is_off(const struct merge *merge, const struct ts_id *activity)
{
	return ts_id_equal(*activity, merge->run->action->catalogue.off);
}

/* True when the timesheet has a log of its own after the row began, up to a moment. */
static bool row_is_cut(const struct merge *merge, const struct exchange_row *row)
{
	const struct row_log *last = present_last(merge);

	return last && last->at > row->begin;
}

static bool force_is(const struct merge *merge, const struct ts_id *activity, const char *comment)
{
	return merge->force.any && ts_id_equal(merge->force.activity, *activity) &&
	       (comment[0] == '\0' || strcmp(comment, merge->force.comment) == 0);
}

static void overlap_note(struct merge *merge, struct exchange_row *row, const char *words)
{
	if (row->fate != TS_IMPORT_REFUSED)
		row->fate = TS_IMPORT_OVERLAPS;
	exchange_remark(&merge->run->import->rows, row, words);
}

/* What stands at the very moment: off, or an end that this file once had, gives way; anything else stays. */
static enum ts_status moment_clear(struct merge *merge, const struct plan_point *point, const struct ts_id *activity,
                                   bool *taken)
{
	const struct row_log *last = present_last(merge);

	*taken = false;
	if (!last || last->at != point->at)
		return TS_OK;
	if (!is_off(merge, &last->activity) && !ids_have(&merge->ends, &last->id)) {
		*taken = !force_is(merge, activity, "");
		return TS_OK;
	}
	return log_kill(merge, last);
}

/* A row that is known, or that nothing is to be written for: what goes on afterwards. */
static enum ts_status begin_known(struct merge *merge, struct exchange_row *row, enum standing standing,
                                  const struct ts_id *activity, const char *comment)
{
	row->fate = row->fate == TS_IMPORT_OVERLAPS || row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_KNOWN : row->fate;
	merge->open = standing == LOG_LIVES;
	if (merge->open)
		merge->force = (struct force){ *activity, comment, true };
	return TS_OK;
}

static enum ts_status begin_merge(struct merge *merge, const struct plan_point *point, struct exchange_row *row,
                                  const struct ts_id *activity, const char *comment)
{
	struct row_log log = { .id = point_id(merge->run, point), .at = point->at, .activity = *activity };
	enum standing standing;
	bool taken;
	enum ts_status status = standing_read(merge, &log.id, &standing);

	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED)
		return begin_known(merge, row, standing, activity, comment);
	merge->open = false;
	if (point->role == PLAN_RESUME && row_is_cut(merge, row))
		return TS_OK;
	status = moment_clear(merge, point, activity, &taken);
	if (status != TS_OK)
		return status;
	if (taken) {
		row_refuse(row, "the timesheet has a log at that very moment");
		return TS_OK;
	}
	merge->open = true;
	if (force_is(merge, activity, comment)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		return TS_OK;
	}
	const struct row_log *last = present_last(merge);
	if (point->role == PLAN_BEGIN && last && last->at < point->at && !is_off(merge, &merge->force.activity) &&
	    merge->force.comment == last->comment)
		overlap_note(merge, row, "overlaps what the timesheet has: from here on this counts");
	memcpy(log.comment, comment, strnlen(comment, sizeof log.comment - 1));
	merge->force = (struct force){ *activity, comment, true };
	return log_make_row(merge, row, &log);
}

/* What goes on when an interval is over: what the timesheet has there, else off. */
static enum ts_status end_merge(struct merge *merge, const struct plan_point *point, struct exchange_row *row)
{
	const struct row_log *last = present_last(merge);
	struct row_log log = { .id = point_id(merge->run, point),
		               .at = point->at,
		               .activity = merge->run->action->catalogue.off };
	enum standing standing;

	if (!merge->open)
		return TS_OK;
	merge->open = false;
	if (row_is_cut(merge, row)) {
		if (last->at < point->at)
			overlap_note(merge, row, "ends where the timesheet has a log already");
		return TS_OK;
	}
	if (last)
		log.activity = catalogue_resolve(&merge->run->action->catalogue, &last->activity);
	enum ts_status status = standing_read(merge, &log.id, &standing);
	if (status != TS_OK)
		return status;
	bool same = force_is(merge, &log.activity, "");
	if (standing != LOG_DELETED)
		merge->force = (struct force){ log.activity, "", true };
	if (same || standing == LOG_LIVES || standing == LOG_DELETED)
		return TS_OK;
	return log_make_row(merge, row, &log);
}

/* A log of ours, from a file of ours, is what it is: it comes as it stands, with its own id. */
static enum ts_status copy_merge(struct merge *merge, struct exchange_row *row, const struct ts_id *activity,
                                 const char *comment)
{
	ts_store *store = merge->run->action->store;
	struct row_log log = { .id = row->id, .at = row->begin, .activity = *activity };
	struct query query = statement_start(store, STATEMENT_LOG_OWNER);
	enum standing standing = LOG_NONE;

	statement_bind_id(&query, &store->identity->user);
	statement_bind_id(&query, &row->id);
	enum ts_status status = statement_step(&query);
	bool foreign = status == TS_OK && statement_integer(&query, 0) == 0;
	statement_finish(&query);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	/* Somebody else in this file has a log of that id: ours gets one of its own. */
	if (!row->has_id || foreign)
		log.id = import_id(merge->run, row, 'b', 0);
	status = standing_read(merge, &log.id, &standing);
	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED) {
		row->fate = TS_IMPORT_KNOWN;
		return TS_OK;
	}
	memcpy(log.comment, comment, strnlen(comment, sizeof log.comment - 1));
	return log_make_row(merge, row, &log);
}

static enum ts_status point_merge(struct merge *merge, const struct plan_point *point)
{
	struct exchange_rows *rows = &merge->run->import->rows;
	struct exchange_row *row = &rows->at[point->row];
	char comment[TS_COMMENT_SIZE];
	struct ts_id activity;

	merge_advance(merge, point->at);
	if (point->role == PLAN_END)
		return end_merge(merge, point, row);
	if (row->fate == TS_IMPORT_REFUSED) {
		merge->open = false;
		return TS_OK;
	}
	enum ts_status status = log_comment(row->comment, comment);
	if (status == TS_OK)
		status = names_find(merge->run, row->text, row->rest, &activity);
	if (status != TS_OK)
		return status;
	if (row->kind == EXCHANGE_POINT)
		return copy_merge(merge, row, &activity, comment);
	activity = catalogue_resolve(&merge->run->action->catalogue, &activity);
	return begin_merge(merge, point, row, &activity, exchange_keep(rows, comment, strlen(comment)));
}

enum ts_status merge_points(struct merge_run *run, const struct plan *plan)
{
	struct merge merge = { .run = run };
	enum ts_status status = TS_OK;

	if (plan->count == 0)
		return TS_OK;
	status = own_fill(&merge, plan);
	if (status == TS_OK)
		status = present_read(&merge, plan);
	for (size_t i = 0; i < plan->count && status == TS_OK; i++) {
		status = point_merge(&merge, &plan->at[i]);
		if (run->progress && i % PROGRESS_STEP == 0)
			run->progress(run->context, i, plan->count);
	}
	if (run->progress && status == TS_OK)
		run->progress(run->context, plan->count, plan->count);
	timeline_release(&merge.present);
	free(merge.own.at);
	free(merge.ends.at);
	return status == TS_OK && run->import->rows.failed ? TS_NO_MEMORY : status;
}
