/*
 * From the plan of an import to logs among those that are there. What is in the timesheet stays as it is: an interval
 * ends where a log stands already, and where it ends before that, what went on there goes on again. Logs of this very
 * file that were imported before do not count as being there.
 */
#include "data/import/import.h"

#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/lookup/timeline.h"
#include "data/rows/record_log.h"
#include "data/rows/row.h"

#include <stdlib.h>
#include <string.h>

/* How often progress is told. */
enum { PROGRESS_STEP = 256 };

struct id_set {
	struct ts_id *at;
	size_t count;
};

/* What goes on at the moment that the placer has reached. */
struct force {
	struct ts_id activity;
	const char *comment;
	bool any;
};

struct placer {
	struct import_run *run;
	struct timeline present; /* what is there, without what this file made */
	struct id_set own;       /* what this file leads to, sorted */
	struct id_set ends;      /* the ends of all its rows, whether they are met by another now or not */
	size_t next;             /* of present: the first after the moment reached */
	struct force force;
	bool open; /* the interval at hand is in the timesheet: its end is, too */
};

static struct ts_id point_id(const struct import_run *run, const struct plan_point *point)
{
	static const char whats[] = { [PLAN_BEGIN] = 'b', [PLAN_RESUME] = 'r', [PLAN_END] = 'e' };
	const struct exchange_row *row = &run->import->rows.at[point->row];

	return import_id(run, row, whats[point->role], point->role == PLAN_BEGIN ? 0 : point->at);
}

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

static bool ids_have(const struct id_set *ids, const struct ts_id *id)
{
	return ids->count > 0 && bsearch(id, ids->at, ids->count, TS_ID_SIZE, id_compare);
}

/* Every id that this file leads to, and those of all ends. */
static enum ts_status own_fill(struct placer *placer, const struct plan *plan)
{
	const struct exchange_rows *rows = &placer->run->import->rows;

	placer->own.at = malloc((plan->count + 1) * sizeof *placer->own.at);
	placer->ends.at = malloc((rows->count + 1) * sizeof *placer->ends.at);
	if (!placer->own.at || !placer->ends.at)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < plan->count; i++)
		placer->own.at[placer->own.count++] = point_id(placer->run, &plan->at[i]);
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row *row = &rows->at[i];
		if (row->kind == EXCHANGE_INTERVAL && row->end != INT64_MAX)
			placer->ends.at[placer->ends.count++] = import_id(placer->run, row, 'e', row->end);
	}
	qsort(placer->own.at, placer->own.count, TS_ID_SIZE, id_compare);
	qsort(placer->ends.at, placer->ends.count, TS_ID_SIZE, id_compare);
	return TS_OK;
}

/* Reads what is there, and leaves of it what is not this file's. */
static enum ts_status present_read(struct placer *placer, const struct plan *plan)
{
	struct action *action = placer->run->action;
	size_t kept = 0;
	enum ts_status status = timeline_read(action->store, plan->at[0].at, plan->at[plan->count - 1].at + 1,
	                                      action->now, &placer->present);

	if (status != TS_OK)
		return status;
	struct record_logs *logs = &placer->present.logs;
	for (size_t i = 0; i < logs->count; i++) {
		if (!ids_have(&placer->own, &logs->at[i].id))
			logs->at[kept++] = logs->at[i];
	}
	logs->count = kept;
	return TS_OK;
}

/* ---- single logs ---- */

enum standing { LOG_NONE, LOG_LIVES, LOG_DELETED, LOG_UNMADE };

static enum ts_status standing_read(struct placer *placer, const struct ts_id *id, enum standing *out)
{
	struct row_log row;
	enum ts_status status = record_log_read(placer->run->action->store, id, &row);

	*out = LOG_LIVES;
	if (status == TS_NOT_FOUND)
		*out = LOG_NONE;
	else if (status == TS_OK && row.dead)
		*out = row.unmade ? LOG_UNMADE : LOG_DELETED;
	/* It may be made again, and must be alive then. */
	if (*out == LOG_UNMADE)
		action_outdo(placer->run->action, row_version_log(&row));
	/* One that does not verify is there, and is left alone. */
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

static void count_day(struct import_run *run, ts_time at)
{
	ts_day day = ts_day_of(at, run->action->settings.day_start);

	if (!run->any_day || day < run->counts.first)
		run->counts.first = day;
	run->any_day = true;
}

/* Makes a log of a row: its clock is the one the row names, else the process's. */
static enum ts_status log_make_row(struct placer *placer, const struct exchange_row *row, struct row_log *log)
{
	struct import_run *run = placer->run;
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
static enum ts_status log_kill(struct placer *placer, const struct row_log *log)
{
	struct row_log dead = *log;

	if (placer->run->dry)
		return TS_OK;
	dead.dead = true;
	enum ts_status status = action_log(placer->run->action, log, &dead);
	return status == TS_OK ? import_harvest(placer->run) : status;
}

static void row_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* ---- the points of a plan ---- */

static const struct row_log *present_last(const struct placer *placer)
{
	return placer->next > 0 ? &placer->present.logs.at[placer->next - 1] : NULL;
}

/* Brings the placer to a moment: what is there takes over, log by log. */
static void placer_advance(struct placer *placer, ts_time at)
{
	const struct record_logs *logs = &placer->present.logs;

	for (; placer->next < logs->count && logs->at[placer->next].at <= at; placer->next++) {
		const struct row_log *log = &logs->at[placer->next];
		placer->force = (struct force){ catalogue_resolve(&placer->run->action->catalogue, &log->activity),
			                        log->comment, true };
	}
}

static bool is_off(const struct placer *placer, const struct ts_id *activity)
{
	return ts_id_equal(*activity, placer->run->action->catalogue.off);
}

/* True when the timesheet has a log of its own after the row began, up to a moment. */
static bool row_is_cut(const struct placer *placer, const struct exchange_row *row)
{
	const struct row_log *last = present_last(placer);

	return last && last->at > row->begin;
}

static bool force_is(const struct placer *placer, const struct ts_id *activity, const char *comment)
{
	return placer->force.any && ts_id_equal(placer->force.activity, *activity) &&
	       (comment[0] == '\0' || strcmp(comment, placer->force.comment) == 0);
}

static void overlap_note(struct placer *placer, struct exchange_row *row, const char *words)
{
	if (row->fate != TS_IMPORT_REFUSED)
		row->fate = TS_IMPORT_OVERLAPS;
	exchange_remark(&placer->run->import->rows, row, words);
}

/* What stands at the very moment: off, or an end that this file once had, gives way; anything else stays. */
static enum ts_status moment_clear(struct placer *placer, const struct plan_point *point, const struct ts_id *activity,
                                   bool *taken)
{
	const struct row_log *last = present_last(placer);

	*taken = false;
	if (!last || last->at != point->at)
		return TS_OK;
	if (!is_off(placer, &last->activity) && !ids_have(&placer->ends, &last->id)) {
		*taken = !force_is(placer, activity, "");
		return TS_OK;
	}
	return log_kill(placer, last);
}

/* A row that is known, or that nothing is to be written for: what goes on afterwards. */
static enum ts_status begin_known(struct placer *placer, struct exchange_row *row, enum standing standing,
                                  const struct ts_id *activity, const char *comment)
{
	row->fate = row->fate == TS_IMPORT_OVERLAPS || row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_KNOWN : row->fate;
	placer->open = standing == LOG_LIVES;
	if (placer->open)
		placer->force = (struct force){ *activity, comment, true };
	return TS_OK;
}

static enum ts_status begin_place(struct placer *placer, const struct plan_point *point, struct exchange_row *row,
                                  const struct ts_id *activity, const char *comment)
{
	struct row_log log = { .id = point_id(placer->run, point), .at = point->at, .activity = *activity };
	enum standing standing;
	bool taken;
	enum ts_status status = standing_read(placer, &log.id, &standing);

	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED)
		return begin_known(placer, row, standing, activity, comment);
	placer->open = false;
	if (point->role == PLAN_RESUME && row_is_cut(placer, row))
		return TS_OK;
	status = moment_clear(placer, point, activity, &taken);
	if (status != TS_OK)
		return status;
	if (taken) {
		row_refuse(row, "the timesheet has a log at that very moment");
		return TS_OK;
	}
	placer->open = true;
	if (force_is(placer, activity, comment)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		return TS_OK;
	}
	const struct row_log *last = present_last(placer);
	if (point->role == PLAN_BEGIN && last && last->at < point->at && !is_off(placer, &placer->force.activity) &&
	    placer->force.comment == last->comment)
		overlap_note(placer, row, "overlaps what the timesheet has: from here on this counts");
	memcpy(log.comment, comment, strnlen(comment, sizeof log.comment - 1));
	placer->force = (struct force){ *activity, comment, true };
	return log_make_row(placer, row, &log);
}

/* What goes on when an interval is over: what the timesheet has there, else off. */
static enum ts_status end_place(struct placer *placer, const struct plan_point *point, struct exchange_row *row)
{
	const struct row_log *last = present_last(placer);
	struct row_log log = { .id = point_id(placer->run, point),
		               .at = point->at,
		               .activity = placer->run->action->catalogue.off };
	enum standing standing;

	if (!placer->open)
		return TS_OK;
	placer->open = false;
	if (row_is_cut(placer, row)) {
		if (last->at < point->at)
			overlap_note(placer, row, "ends where the timesheet has a log already");
		return TS_OK;
	}
	if (last)
		log.activity = catalogue_resolve(&placer->run->action->catalogue, &last->activity);
	enum ts_status status = standing_read(placer, &log.id, &standing);
	if (status != TS_OK)
		return status;
	bool same = force_is(placer, &log.activity, "");
	if (standing != LOG_DELETED)
		placer->force = (struct force){ log.activity, "", true };
	if (same || standing == LOG_LIVES || standing == LOG_DELETED)
		return TS_OK;
	return log_make_row(placer, row, &log);
}

/* A log of ours, from a file of ours, is what it is: it comes as it stands, with its own id. */
static enum ts_status own_place(struct placer *placer, struct exchange_row *row, const struct ts_id *activity,
                                const char *comment)
{
	ts_store *store = placer->run->action->store;
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
		log.id = import_id(placer->run, row, 'b', 0);
	status = standing_read(placer, &log.id, &standing);
	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED) {
		row->fate = TS_IMPORT_KNOWN;
		return TS_OK;
	}
	memcpy(log.comment, comment, strnlen(comment, sizeof log.comment - 1));
	return log_make_row(placer, row, &log);
}

static enum ts_status point_place(struct placer *placer, const struct plan_point *point)
{
	struct exchange_rows *rows = &placer->run->import->rows;
	struct exchange_row *row = &rows->at[point->row];
	char comment[TS_COMMENT_SIZE];
	struct ts_id activity;

	placer_advance(placer, point->at);
	if (point->role == PLAN_END)
		return end_place(placer, point, row);
	if (row->fate == TS_IMPORT_REFUSED) {
		placer->open = false;
		return TS_OK;
	}
	enum ts_status status = log_comment(row->comment, comment);
	if (status == TS_OK)
		status = names_find(placer->run, row->text, row->rest, &activity);
	if (status != TS_OK)
		return status;
	if (row->kind == EXCHANGE_POINT)
		return own_place(placer, row, &activity, comment);
	activity = catalogue_resolve(&placer->run->action->catalogue, &activity);
	return begin_place(placer, point, row, &activity, exchange_keep(rows, comment, strlen(comment)));
}

enum ts_status import_points(struct import_run *run, const struct plan *plan)
{
	struct placer placer = { .run = run };
	enum ts_status status = TS_OK;

	if (plan->count == 0)
		return TS_OK;
	status = own_fill(&placer, plan);
	if (status == TS_OK)
		status = present_read(&placer, plan);
	for (size_t i = 0; i < plan->count && status == TS_OK; i++) {
		status = point_place(&placer, &plan->at[i]);
		if (run->progress && i % PROGRESS_STEP == 0)
			run->progress(run->context, i, plan->count);
	}
	if (run->progress && status == TS_OK)
		run->progress(run->context, plan->count, plan->count);
	timeline_release(&placer.present);
	free(placer.own.at);
	free(placer.ends.at);
	return status == TS_OK && run->import->rows.failed ? TS_NO_MEMORY : status;
}
