/*
 * Logs of ours, from files of ours. The id belongs to where a log begins. What a file holds of it from a later moment
 * on is a piece, which has an id of its own until the rest comes to it; then it is one log again. So files of any
 * ranges may come in any order.
 */
#include "data/import/placer.h"

static void row_known(struct placer *placer, struct exchange_row *row, bool open, const struct ts_id *activity,
                      const char *comment)
{
	row->fate = row->fate == TS_IMPORT_TAKEN || row->fate == TS_IMPORT_OVERLAPS ? TS_IMPORT_KNOWN : row->fate;
	placer->open = placer->known = open;
	if (open)
		force_by_row(placer, activity, comment);
}

/* True when what stands at the row's begin is the end that the row had in another file. */
static bool end_stands(const struct placer *placer, const struct exchange_row *row)
{
	const struct present *last = present_last(placer);
	struct ts_id end = import_point_id(placer->run, row, PLAN_END, row->begin);

	return last && last->at == row->begin && !last->dead && ts_id_equal(last->id, end);
}

static enum ts_status log_make(struct placer *placer, struct exchange_row *row, struct row_log *log,
                               const char *comment)
{
	bool taken, goes_on = force_is(placer, &log->activity, comment);
	enum ts_status status = moment_clear(placer, row->begin, &taken);

	if (status != TS_OK)
		return status;
	placer->open = false;
	if (taken && goes_on) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		return TS_OK;
	}
	if (taken) {
		row_refuse(row, "the timesheet has a log at that very moment");
		return TS_OK;
	}
	placer->open = true;
	log->at = row->begin;
	force_by_row(placer, &log->activity, comment);
	return log_make_row(placer, row, log, comment);
}

/* What the file holds of a log that began before. */
static enum ts_status piece_begin(struct placer *placer, struct exchange_row *row, const struct ts_id *activity,
                                  const char *comment)
{
	struct row_log log = { .id = import_piece_id(placer->run, row, row->begin), .activity = *activity };
	struct row_log stored;
	enum standing standing;
	enum ts_status status = standing_read(placer, &log.id, &standing, &stored);

	if (status != TS_OK)
		return status;
	if (standing == LOG_LIVES || standing == LOG_DELETED) {
		row_known(placer, row, standing == LOG_LIVES, activity, comment);
		return TS_OK;
	}
	if (end_stands(placer, row)) {
		/* It goes on: what follows its end now is what followed its end then. */
		status = present_kill(placer, present_last(placer));
		placer->run->counts.logs++;
		placer->open = true;
		force_by_row(placer, activity, comment);
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		return status;
	}
	if (force_is(placer, activity, comment)) {
		row->fate = row->fate == TS_IMPORT_TAKEN ? TS_IMPORT_JOINED : row->fate;
		placer->open = false;
		return TS_OK;
	}
	log.sure_version = stored.sure_version;
	return log_make(placer, row, &log, comment);
}

/* The log is in the timesheet, at another moment. */
static enum ts_status elsewhere_begin(struct placer *placer, struct exchange_row *row, const struct row_log *stored,
                                      const struct ts_id *activity, const char *comment)
{
	bool taken;

	if (end_stands(placer, row))
		return piece_begin(placer, row, activity, comment);
	row_known(placer, row, true, activity, comment);
	if (row->end != stored->at) {
		exchange_remark(&placer->run->import->rows, row,
		                "the timesheet has it at another time, and keeps that");
		return TS_OK;
	}
	/* What is there goes on where the row ends. */
	struct row_log moved = *stored;
	enum ts_status status = moment_clear(placer, row->begin, &taken);
	moved.at = row->begin;
	row->fate = TS_IMPORT_JOINED;
	placer->open = false;
	placer->run->counts.logs++;
	return status == TS_OK && !taken ? log_change_row(placer, stored, &moved) : status;
}

enum ts_status place_log(struct placer *placer, struct exchange_row *row, const struct ts_id *activity,
                         const char *comment)
{
	struct row_log log = { .activity = *activity }, stored;
	enum standing standing;

	log.id = row->has_id ? row->id : import_plain_id(placer->run, row);
	enum ts_status status = standing_read(placer, &log.id, &standing, &stored);
	if (status != TS_OK)
		return status;
	if (standing == LOG_DELETED) {
		row_known(placer, row, false, activity, comment);
		return TS_OK;
	}
	if (row->carried && stored.at != row->begin)
		return piece_begin(placer, row, activity, comment);
	if (standing == LOG_LIVES && stored.at != row->begin)
		return elsewhere_begin(placer, row, &stored, activity, comment);
	if (standing == LOG_LIVES) {
		row_known(placer, row, true, activity, comment);
		return TS_OK;
	}
	log.sure_version = stored.sure_version;
	return log_make(placer, row, &log, comment);
}
