/* What an import meets in the timesheet, and what it makes there. */
#include "data/import/placer.h"

#include "data/file/store.h"

#include <stdlib.h>
#include <string.h>

static int id_compare(const void *left, const void *right)
{
	return memcmp(left, right, TS_ID_SIZE);
}

static bool ids_have(const struct id_set *ids, const struct ts_id *id)
{
	return ids->count > 0 && bsearch(id, ids->at, ids->count, TS_ID_SIZE, id_compare);
}

static void ids_add(struct id_set *ids, struct ts_id id)
{
	ids->at[ids->count++] = id;
}

static enum ts_status ids_make(struct id_set *ids, size_t room)
{
	ids->at = malloc((room + 1) * sizeof *ids->at);
	return ids->at ? TS_OK : TS_NO_MEMORY;
}

static void ids_sort(struct id_set *ids)
{
	if (ids->count > 1)
		qsort(ids->at, ids->count, TS_ID_SIZE, id_compare);
}

/* Every id that this file leads to, and those of all ends. */
static enum ts_status own_fill(struct placer *placer, const struct plan *plan)
{
	struct import_run *run = placer->run;
	const struct exchange_rows *rows = &run->import->rows;

	if (ids_make(&placer->own, 2 * plan->count) != TS_OK || ids_make(&placer->ends, rows->count) != TS_OK)
		return TS_NO_MEMORY;
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_point *point = &plan->at[i];
		const struct exchange_row *row = &rows->at[point->row];
		ids_add(&placer->own, import_point_id(run, row, point->role, point->at));
		if (row->key && point->role == PLAN_BEGIN)
			ids_add(&placer->own, import_plain_id(run, row));
	}
	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row *row = &rows->at[i];
		if ((row->kind == EXCHANGE_INTERVAL || row->kind == EXCHANGE_LOG) && row->end != INT64_MAX)
			ids_add(&placer->ends, import_point_id(run, row, PLAN_END, row->end));
	}
	ids_sort(&placer->own);
	ids_sort(&placer->ends);
	return TS_OK;
}

/* Reads what is there, and leaves of it what is not this file's. Ends that this file made before count only for what
 * went on before them: that is over. */
static enum ts_status present_read(struct placer *placer, const struct plan *plan)
{
	struct action *action = placer->run->action;
	const struct plan_point *last = &plan->at[plan->count - 1];
	ts_time until = last->role == PLAN_END || action->now < last->at ? last->at : action->now;
	size_t kept = 0;
	enum ts_status status = timeline_read(action->store, plan->at[0].at, until + 1, action->now, &placer->present);

	if (status != TS_OK)
		return status;
	struct record_logs *logs = &placer->present.logs;
	for (size_t i = 0; i < logs->count; i++) {
		bool own = ids_have(&placer->own, &logs->at[i].id);
		if (own && !ids_have(&placer->ends, &logs->at[i].id))
			continue;
		logs->at[kept] = logs->at[i];
		logs->at[kept++].dead = own;
	}
	logs->count = kept;
	return TS_OK;
}

enum ts_status placer_begin(struct placer *placer, const struct plan *plan)
{
	enum ts_status status = own_fill(placer, plan);

	return status == TS_OK ? present_read(placer, plan) : status;
}

void placer_release(struct placer *placer)
{
	timeline_release(&placer->present);
	free(placer->own.at);
	free(placer->ends.at);
}

/* ---- single logs ---- */

enum ts_status standing_read(struct placer *placer, const struct ts_id *id, enum standing *out, struct row_log *row)
{
	struct row_log own;
	struct row_log *log = row ? row : &own;
	enum ts_status status = record_log_read(placer->run->action->store, id, log);

	*out = LOG_LIVES;
	if (status == TS_NOT_FOUND)
		*out = LOG_NONE;
	else if (status == TS_OK && log->dead)
		*out = log->unmade ? LOG_UNMADE : LOG_DELETED;
	/* It may be made again, and must be alive then. */
	if (*out == LOG_UNMADE)
		action_outdo(placer->run->action, row_version_log(log));
	if (row && status != TS_OK)
		*row = (struct row_log){ .id = *id, .at = INT64_MIN };
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

static void count_day(struct import_run *run, ts_time at)
{
	ts_day day = ts_day_of(at, run->action->settings.day_start);

	if (!run->any_day || day < run->counts.first)
		run->counts.first = day;
	run->any_day = true;
	run->counts.logs++;
}

enum ts_status log_make_row(struct placer *placer, const struct exchange_row *row, struct row_log *log)
{
	struct import_run *run = placer->run;
	struct ts_civil civil;

	enum ts_status status = names_make(run, row);
	count_day(run, log->at);
	if (status != TS_OK || run->dry)
		return status;
	ts_civil_local(log->at, &civil);
	log->offset = civil.offset;
	if (row->has_offset && row->offset != civil.offset)
		log->offset = row->offset;
	else
		memcpy(log->zone, civil.zone, strnlen(civil.zone, sizeof log->zone - 1));
	log->locked = row->locked;
	log->when_version = log->what_version = log->comment_version = log->dead_version = run->action->version;
	status = record_log_merge(run->action->store, log);
	return status == TS_OK ? parts_add_log(run->parts, &log->id) : status;
}

enum ts_status log_change_row(struct placer *placer, const struct row_log *before, const struct row_log *after)
{
	if (placer->run->dry)
		return TS_OK;
	enum ts_status status = action_log(placer->run->action, before, after);
	return status == TS_OK ? import_harvest(placer->run) : status;
}

enum ts_status present_kill(struct placer *placer, struct row_log *log)
{
	struct row_log dead = *log;

	dead.dead = true;
	enum ts_status status = log_change_row(placer, log, &dead);
	log->dead = true;
	return status;
}

void row_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* ---- what is there ---- */

struct row_log *present_last(const struct placer *placer)
{
	return placer->next > 0 ? &placer->present.logs.at[placer->next - 1] : NULL;
}

bool row_is_cut(const struct placer *placer, const struct exchange_row *row)
{
	size_t at = placer->next;

	while (at > 0 && placer->present.logs.at[at - 1].dead)
		at--;
	return at > 0 && placer->present.logs.at[at - 1].at > row->begin;
}

bool is_off(const struct placer *placer, const struct ts_id *activity)
{
	return ts_id_equal(*activity, placer->run->action->catalogue->off);
}

bool force_is(const struct placer *placer, const struct ts_id *activity, const char *comment)
{
	return placer->force.any && ts_id_equal(placer->force.activity, *activity) &&
	       (comment[0] == '\0' || strcmp(comment, placer->force.comment) == 0);
}

/* An end that the row at hand once had, or a piece of it that was imported apart: the row goes on over it. */
static enum ts_status present_absorb(struct placer *placer, struct row_log *log, bool *absorbed)
{
	const struct exchange_row *row = placer->row;
	struct ts_id end = import_point_id(placer->run, row, PLAN_END, log->at);
	bool is_end = ts_id_equal(log->id, end), is_piece = false;

	if (!is_end && row->kind == EXCHANGE_LOG) {
		struct ts_id piece = import_piece_id(placer->run, row, log->at);
		is_piece = ts_id_equal(log->id, piece);
	}
	*absorbed = is_end || is_piece;
	if (!*absorbed)
		return TS_OK;
	placer->beyond = is_piece;
	placer->known = false;
	count_day(placer->run, log->at);
	return present_kill(placer, log);
}

enum ts_status placer_advance(struct placer *placer, ts_time at)
{
	const struct record_logs *logs = &placer->present.logs;
	enum ts_status status = TS_OK;

	for (; placer->next < logs->count && logs->at[placer->next].at <= at && status == TS_OK; placer->next++) {
		struct row_log *log = &logs->at[placer->next];
		bool absorbed = log->dead;
		if (!absorbed && placer->open && log->at > placer->row->begin && log->at <= placer->row->end)
			status = present_absorb(placer, log, &absorbed);
		if (!absorbed)
			placer->force =
			        (struct force){ catalogue_resolve(placer->run->action->catalogue, &log->activity),
				                log->comment, true };
	}
	return status;
}

enum ts_status moment_clear(struct placer *placer, ts_time at, bool *taken)
{
	struct row_log *last = present_last(placer);

	*taken = false;
	if (!last || last->at != at || last->dead)
		return TS_OK;
	if (is_off(placer, &last->activity) || ids_have(&placer->ends, &last->id))
		return present_kill(placer, last);
	*taken = true;
	return TS_OK;
}
