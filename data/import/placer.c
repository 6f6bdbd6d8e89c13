/* What an import meets in the timesheet, and what it makes there. */
#include "data/import/placer.h"

#include "data/file/store.h"
#include "data/pure/array.h"

#include <stdlib.h>
#include <string.h>

static enum ts_status present_add(void *context, const struct row_log *row)
{
	struct placer *placer = context;
	struct presents *present = &placer->present;
	struct exchange_rows *rows = &placer->run->import->rows;

	if (!array_room(&present->at, &present->room, present->count + 1, sizeof *present->at))
		return TS_NO_MEMORY;
	present->at[present->count++] = (struct present){
		.at = row->at, .id = row->id, .activity = row->activity, .comment = exchange_intern(rows, row->comment)
	};
	return rows->failed ? TS_NO_MEMORY : TS_OK;
}

static int compare_id(const void *left, const void *right)
{
	const struct present *a = left, *b = right;

	return memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

static int compare_time(const void *left, const void *right)
{
	const struct present *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return compare_id(left, right);
}

/* One of those that are there, sorted by id; NULL: it is not. */
static struct present *present_find(const struct presents *present, struct ts_id id)
{
	const struct present key = { .id = id };

	return bsearch(&key, present->at, present->count, sizeof key, compare_id);
}

static void mark_own(const struct presents *present, struct ts_id id)
{
	struct present *found = present_find(present, id);

	if (found)
		found->own = true;
}

static void mark_end(const struct presents *present, struct ts_id id)
{
	struct present *found = present_find(present, id);

	if (found)
		found->end = true;
}

static enum ts_status point_mark(void *context, const struct plan_point *point, size_t done)
{
	struct placer *placer = context;
	struct import_run *run = placer->run;
	const struct exchange_row row = exchange_get(&run->import->rows, point->row);

	(void)done;
	mark_own(&placer->present, import_point_id(run, &row, point->role, point->at));
	if (row.key && point->role == PLAN_BEGIN)
		mark_own(&placer->present, import_plain_id(run, &row));
	return TS_OK;
}

/* Which of them this file leads to, and which are ends of its rows. */
static enum ts_status present_mark(struct placer *placer, const struct plan_order *order)
{
	struct import_run *run = placer->run;
	struct exchange_rows *rows = &run->import->rows;

	for (size_t i = 0; i < rows->count; i++) {
		const struct exchange_row row = exchange_get(rows, i);
		if ((row.kind == EXCHANGE_INTERVAL || row.kind == EXCHANGE_LOG) && row.end != INT64_MAX)
			mark_end(&placer->present, import_point_id(run, &row, PLAN_END, row.end));
	}
	return plan_sweep(rows, order, true, point_mark, placer);
}

/* Leaves what is not this file's. Ends that it made before count only for what went on before them: that is over. */
static void present_leave(struct presents *present)
{
	size_t kept = 0;

	for (size_t i = 0; i < present->count; i++) {
		if (present->at[i].own && !present->at[i].end)
			continue;
		present->at[kept] = present->at[i];
		present->at[kept].dead = present->at[i].own;
		kept++;
	}
	present->count = kept;
}

/* Until when it matters what is there: up to the last point and, where something goes on then, up to now. */
static ts_time until_of(const struct exchange_rows *rows, const struct plan_order *order, ts_time now)
{
	ts_time until = INT64_MIN;
	bool goes_on = false;

	for (size_t i = 0; i < order->count; i++) {
		const struct exchange_row row = exchange_get(rows, order->at[i]);
		ts_time last = row.ending == EXCHANGE_ENDS ? row.end : row.begin;
		goes_on = goes_on || last <= row.begin;
		until = last > until ? last : until;
	}
	return goes_on && until < now ? now : until;
}

enum ts_status placer_begin(struct placer *placer, const struct plan_order *order)
{
	struct action *action = placer->run->action;
	const struct exchange_rows *rows = &placer->run->import->rows;
	const ts_time from = exchange_get(rows, order->at[0]).begin, until = until_of(rows, order, action->now);
	struct presents *present = &placer->present;
	size_t damaged = 0;
	enum ts_status status =
	        timeline_visit(action->store, from, until + 1, action->now, present_add, placer, &damaged);

	/* To some of the rows belongs an end, too. */
	if (status == TS_OK)
		status = filter_fill(&placer->filter, action->store, order->count + order->count / 4);
	if (status != TS_OK || present->count == 0)
		return status;
	qsort(present->at, present->count, sizeof *present->at, compare_id);
	status = present_mark(placer, order);
	present_leave(present);
	qsort(present->at, present->count, sizeof *present->at, compare_time);
	return status;
}

enum ts_status placer_end(struct placer *placer)
{
	return made_write(placer->run, &placer->made);
}

void placer_release(struct placer *placer)
{
	made_release(&placer->made);
	filter_release(&placer->filter);
	free(placer->present.at);
}

/* ---- single logs ---- */

/* As it stands, or would when what is kept back is written. */
static enum ts_status log_find(struct placer *placer, const struct ts_id *id, struct row_log *out)
{
	struct import_run *run = placer->run;
	enum ts_status status = TS_OK;

	if (!filter_may_have(&placer->filter, id))
		return TS_NOT_FOUND;
	if (made_has(&placer->made, id))
		status = made_write(run, &placer->made);
	return status == TS_OK ? record_log_read(run->action->store, id, out) : status;
}

enum ts_status standing_read(struct placer *placer, const struct ts_id *id, enum standing *out, struct row_log *row)
{
	enum ts_status status = log_find(placer, id, row);

	*out = LOG_LIVES;
	if (status == TS_NOT_FOUND) {
		*out = LOG_NONE;
		placer->absent = *id;
	} else if (status == TS_OK && row->dead)
		*out = row->unmade ? LOG_UNMADE : LOG_DELETED;
	/* It may be made again, and must be alive then. */
	if (*out == LOG_UNMADE)
		action_outdo(placer->run->action, row_version_log(row));
	if (status != TS_OK)
		*row = (struct row_log){ .id = *id, .at = INT64_MIN };
	return status == TS_NOT_FOUND || status == TS_DAMAGED ? TS_OK : status;
}

static enum ts_status standing_look(struct placer *placer, const struct ts_id *id, enum standing *out, ts_time *at)
{
	struct row_log row;
	enum ts_status status = standing_read(placer, id, out, &row);

	*at = row.at;
	return status;
}

enum ts_status standing_at(struct placer *placer, const struct ts_id *id, enum standing *out, ts_time *at)
{
	/* Mostly it is not there, and nothing is to be read, nor any room for it to be made ready. */
	if (filter_may_have(&placer->filter, id))
		return standing_look(placer, id, out, at);
	*out = LOG_NONE;
	*at = INT64_MIN;
	placer->absent = *id;
	return TS_OK;
}

static void count_day(struct import_run *run, ts_time at)
{
	const ts_day day = day_at(&run->reached, at, run->action->settings.day_start);

	if (!run->any_day || day < run->counts.first)
		run->counts.first = day;
	run->any_day = true;
	run->counts.logs++;
}

/* The clock of a row's log: the one that the row names, else the process's. zone: "" for the former. */
static int32_t clock_of(const struct exchange_row *row, ts_time at, char zone[TS_ZONE_SIZE])
{
	struct ts_civil civil;

	ts_civil_local(at, &civil);
	if (row->has_offset && row->offset != civil.offset) {
		zone[0] = '\0';
		return row->offset;
	}
	memcpy(zone, civil.zone, sizeof civil.zone);
	return civil.offset;
}

/* With what it has besides its id, moment, activity and comment. sure_version: of what the row outdoes. */
static enum ts_status log_merge(struct import_run *run, const struct exchange_row *row, struct row_log *log)
{
	const uint64_t version = run->action->version;
	char zone[TS_ZONE_SIZE];

	log->offset = clock_of(row, log->at, zone);
	memcpy(log->zone, zone, strnlen(zone, sizeof log->zone - 1));
	log->locked = row->locked;
	if (row->sure > 0 || log->sure_version > 0) {
		log->sure = row->sure;
		log->sure_version = version;
	}
	log->when_version = log->what_version = log->comment_version = log->dead_version = version;
	enum ts_status status = record_log_merge(run->action->store, log);
	return status == TS_OK ? parts_add_log(run->parts, &log->id) : status;
}

/* The same of one that is not there. */
static enum ts_status log_add(struct placer *placer, const struct exchange_row *row, const struct row_log *log,
                              const char *comment)
{
	struct exchange_rows *rows = &placer->run->import->rows;
	char zone[TS_ZONE_SIZE];
	const int32_t offset = clock_of(row, log->at, zone);
	const struct log_brief brief = { .id = log->id,
		                         .activity = log->activity,
		                         .at = log->at,
		                         .comment = comment,
		                         .zone = exchange_intern(rows, zone),
		                         .sure = row->sure > 0 ? row->sure : 0,
		                         .offset = offset,
		                         .locked = row->locked };

	if (rows->failed)
		return TS_NO_MEMORY;
	filter_add(&placer->filter, &log->id);
	return made_add(placer->run, &placer->made, &brief);
}

enum ts_status log_make_row(struct placer *placer, const struct exchange_row *row, struct row_log *log,
                            const char *comment)
{
	struct import_run *run = placer->run;
	enum ts_status status = names_make(run, row);
	count_day(run, log->at);
	if (status != TS_OK || run->dry)
		return status;
	if (ts_id_equal(placer->absent, log->id))
		return log_add(placer, row, log, comment);
	memcpy(log->comment, comment, strnlen(comment, sizeof log->comment - 1));
	return log_merge(run, row, log);
}

enum ts_status log_change_row(struct placer *placer, const struct row_log *before, const struct row_log *after)
{
	if (placer->run->dry)
		return TS_OK;
	enum ts_status status = action_log(placer->run->action, before, after);
	return status == TS_OK ? import_harvest(placer->run) : status;
}

enum ts_status present_kill(struct placer *placer, struct present *log)
{
	struct row_log before, after;
	enum ts_status status =
	        placer->run->dry ? TS_OK : record_log_read(placer->run->action->store, &log->id, &before);

	if (status != TS_OK)
		return status;
	if (!placer->run->dry) {
		after = before;
		after.dead = true;
		status = log_change_row(placer, &before, &after);
	}
	log->dead = true;
	if (placer->alive > 0 && log == &placer->present.at[placer->alive - 1])
		placer->alive = log->alive;
	return status;
}

void row_refuse(struct exchange_row *row, const char *reason)
{
	row->fate = TS_IMPORT_REFUSED;
	row->reason = reason;
}

/* ---- what is there ---- */

struct present *present_last(const struct placer *placer)
{
	return placer->next > 0 ? &placer->present.at[placer->next - 1] : NULL;
}

const struct present *present_ahead(struct placer *placer)
{
	const struct presents *present = &placer->present;

	if (placer->ahead < placer->next)
		placer->ahead = placer->next;
	while (placer->ahead < present->count && present->at[placer->ahead].dead)
		placer->ahead++;
	return placer->ahead < present->count ? &present->at[placer->ahead] : NULL;
}

bool row_is_cut(const struct placer *placer, const struct exchange_row *row)
{
	return placer->alive > 0 && placer->present.at[placer->alive - 1].at > row->begin;
}

bool is_off(const struct placer *placer, const struct ts_id *activity)
{
	return ts_id_equal(*activity, placer->run->action->catalogue->off);
}

void force_by_row(struct placer *placer, const struct ts_id *activity, const char *comment)
{
	placer->force = (struct force){ .activity = *activity, .comment = comment, .any = true };
}

bool force_is(const struct placer *placer, const struct ts_id *activity, const char *comment)
{
	return placer->force.any && ts_id_equal(placer->force.activity, *activity) &&
	       (comment[0] == '\0' || strcmp(comment, placer->force.comment) == 0);
}

/* An end that the row at hand once had, or a piece of it that was imported apart: the row goes on over it. */
static enum ts_status present_absorb(struct placer *placer, struct present *log, bool *absorbed)
{
	const struct exchange_row *row = &placer->row;
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

/* What is there takes over. */
static void present_reach(struct placer *placer, struct present *log)
{
	log->alive = (uint32_t)placer->alive;
	placer->alive = placer->next + 1;
	placer->force = (struct force){ catalogue_resolve(placer->run->action->catalogue, &log->activity), log->comment,
		                        true, log };
}

enum ts_status placer_advance(struct placer *placer, ts_time at)
{
	const struct presents *present = &placer->present;
	enum ts_status status = TS_OK;

	for (; placer->next < present->count && present->at[placer->next].at <= at && status == TS_OK; placer->next++) {
		struct present *log = &present->at[placer->next];
		bool absorbed = log->dead;
		if (!absorbed && placer->open && log->at > placer->row.begin && log->at <= placer->row.end)
			status = present_absorb(placer, log, &absorbed);
		if (!absorbed)
			present_reach(placer, log);
	}
	return status;
}

enum ts_status moment_clear(struct placer *placer, ts_time at, bool *taken)
{
	struct present *last = present_last(placer);

	*taken = false;
	if (!last || last->at != at || last->dead)
		return TS_OK;
	if (is_off(placer, &last->activity) || last->end)
		return present_kill(placer, last);
	*taken = true;
	return TS_OK;
}
