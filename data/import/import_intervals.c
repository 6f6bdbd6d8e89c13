/* Where the rows of other programs begin, and where rows of any kind end. */
#include "data/import/placer.h"

#include <string.h>

static void overlap_note(struct placer *placer, struct exchange_row *row, const char *words)
{
	if (row->fate != TS_IMPORT_REFUSED && row->fate != TS_IMPORT_CUT)
		row->fate = TS_IMPORT_OVERLAPS;
	exchange_remark(&placer->run->import->rows, row, words);
}

/* A row that is known, or that nothing is to be written for: what goes on afterwards. */
static void interval_known(struct placer *placer, struct exchange_row *row, enum standing standing, ts_time at,
                           const struct ts_id *activity, const char *comment)
{
	if (row->fate == TS_IMPORT_OVERLAPS || row->fate == TS_IMPORT_TAKEN)
		row->fate = TS_IMPORT_KNOWN;
	placer->open = placer->known = standing == LOG_LIVES;
	if (placer->open)
		force_by_row(placer, activity, comment);
	if (placer->open && row->key && at != row->begin)
		exchange_remark(&placer->run->import->rows, row,
		                "the timesheet has it at another time, and keeps that");
}

/* Whether the row was imported before. A program that names what runs only when it is over has told of it before
 * without a name. */
static enum ts_status interval_standing(struct placer *placer, const struct plan_point *point,
                                        const struct exchange_row *row, struct ts_id *id, enum standing *out,
                                        ts_time *at)
{
	*id = import_point_id(placer->run, row, point->role, point->at);
	enum ts_status status = standing_at(placer, id, out, at);
	if (status == TS_OK && *out == LOG_NONE && row->key && point->role == PLAN_BEGIN) {
		struct ts_id plain = import_plain_id(placer->run, row);
		enum standing standing;
		status = standing_at(placer, &plain, &standing, at);
		placer->absent = *id;
		if (standing == LOG_LIVES || standing == LOG_DELETED)
			*out = standing;
	}
	return status;
}

enum ts_status place_interval(struct placer *placer, const struct plan_point *point, struct exchange_row *row,
                              const struct ts_id *activity, const char *comment)
{
	struct row_log log = { .at = point->at, .activity = *activity };
	enum standing standing;
	ts_time stored;
	bool taken;
	enum ts_status status = interval_standing(placer, point, row, &log.id, &standing, &stored);

	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED) {
		interval_known(placer, row, standing, point->role == PLAN_BEGIN ? stored : row->begin, activity,
		               comment);
		return TS_OK;
	}
	placer->open = false;
	if (point->role == PLAN_RESUME && row_is_cut(placer, row))
		return TS_OK;
	bool goes_on = force_is(placer, activity, "");
	status = moment_clear(placer, point->at, &taken);
	if (status != TS_OK)
		return status;
	if (taken && !goes_on) {
		row_refuse(row, "the timesheet has a log at that very moment");
		return TS_OK;
	}
	placer->open = true;
	if (force_is(placer, activity, comment)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		return TS_OK;
	}
	const struct present *last = present_last(placer);
	if (point->role == PLAN_BEGIN && last && last->at < point->at && !is_off(placer, &placer->force.activity) &&
	    placer->force.log == last)
		overlap_note(placer, row, "overlaps what the timesheet has: from here on this counts");
	force_by_row(placer, activity, comment);
	return log_make_row(placer, row, &log, comment);
}

/* A file of ours is cut at a day's border, and tells nothing of what lies behind it: what the timesheet has goes on. */
static bool end_is_border(const struct placer *placer, ts_time end)
{
	int day_start = placer->run->action->settings.day_start;
	ts_time from, until;

	ts_day_bounds(ts_day_of(end, day_start), day_start, &from, &until);
	return end == from;
}

/* Of a row that is known: what it was joined with then goes on behind its end, up to another's. Its own end of before
 * may have been later. */
static bool goes_on_known(struct placer *placer, const struct exchange_row *row)
{
	const struct present *next = present_ahead(placer);

	if (!placer->known || !next)
		return false;
	struct ts_id end = import_point_id(placer->run, row, PLAN_END, next->at);
	return !ts_id_equal(end, next->id);
}

enum ts_status place_end(struct placer *placer, const struct plan_point *point, struct exchange_row *row)
{
	const struct present *last = present_last(placer);
	struct row_log log = { .id = import_point_id(placer->run, row, PLAN_END, point->at),
		               .at = point->at,
		               .activity = placer->run->action->catalogue->off };
	enum standing standing;
	ts_time stored;

	bool ends = placer->open && !placer->beyond &&
	            !(placer->known && row->kind == EXCHANGE_LOG && end_is_border(placer, point->at));
	placer->open = false;
	if (!ends)
		return TS_OK;
	if (row_is_cut(placer, row)) {
		if (last->at < point->at)
			overlap_note(placer, row, "ends where the timesheet has a log already");
		return TS_OK;
	}
	if (last)
		log.activity = catalogue_resolve(placer->run->action->catalogue, &last->activity);
	enum ts_status status = standing_at(placer, &log.id, &standing, &stored);
	if (status != TS_OK)
		return status;
	bool same = force_is(placer, &log.activity, "");
	if (standing == LOG_NONE && goes_on_known(placer, row))
		return TS_OK;
	if (standing != LOG_DELETED)
		force_by_row(placer, &log.activity, "");
	if (same && standing == LOG_NONE && !is_off(placer, &log.activity))
		exchange_remark(&placer->run->import->rows, row,
		                "the timesheet goes on with it: its end is not taken over");
	if (same || standing == LOG_LIVES || standing == LOG_DELETED)
		return TS_OK;
	return log_make_row(placer, row, &log, "");
}
