/* Several logs changed together: deleted, of another activity, moved, or repeated on another day; one step of undo. */
#include "data/actions/log.h"
#include "data/rows/step_words.h"

#include <string.h>

struct logs_request {
	const struct ts_id *logs;
	size_t count;
	const struct ts_logs_change *change;
};

/* What of several logs has been done so far. */
struct logs_run {
	struct action *action;
	const struct ts_logs_change *change;
	struct ts_id activity; /* of RECAST */
	ts_day changed;        /* how many */
	struct row_log last;   /* the one that was changed last */
};

static enum ts_status one_write(struct logs_run *run, const struct row_log *before, bool dead)
{
	struct row_log after = *before;
	struct ts_id shown = catalogue_resolve(run->action->catalogue, &before->activity);

	after.dead = dead;
	if (!dead && ts_id_equal(shown, run->activity))
		return TS_UNCHANGED;
	if (!dead)
		after.activity = run->activity;
	run->last = after;
	return action_log(run->action, before, &after);
}

static enum ts_status one_shift(struct logs_run *run, const struct row_log *row)
{
	struct ts_done done;
	/* By itself it would be unchanged only if nothing was before it, too. */
	enum ts_status status = log_shift(run->action, &row->id, run->change->by, &done);

	if (status == TS_OK && done.at == row->at)
		status = TS_UNCHANGED;
	if (status == TS_OK) {
		run->last = *row;
		run->last.at = done.at;
	}
	return status;
}

/* The same time of the clock on another day. */
static ts_time days_later(ts_time at, int64_t days)
{
	struct ts_civil civil;
	ts_day day = ts_day_of(at, 0);

	ts_civil_local(at, &civil);
	return ts_time_local(day + (ts_day)days, civil.hour * 60 + civil.minute, NULL);
}

/* Until when a log goes on; 0: it has no end. */
static enum ts_status end_of(const struct action *action, const struct row_log *row, ts_time *out)
{
	struct timeline timeline;
	enum ts_status status = timeline_read(action->store, row->at, row->at + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	*out = 0;
	for (size_t i = 0; i + 1 < timeline.logs.count; i++) {
		if (ts_id_equal(timeline.logs.at[i].id, row->id))
			*out = timeline.logs.at[i + 1].at;
	}
	timeline_release(&timeline);
	return TS_OK;
}

static enum ts_status one_repeat(struct logs_run *run, const struct row_log *row)
{
	struct action *action = run->action;
	const int64_t days = run->change->by;
	struct log_wish wish = { .activity = row->activity, .comment = row->comment, .at = days_later(row->at, days) };
	struct ts_done done;
	ts_time end = 0;
	enum ts_status status = end_of(action, row, &end);

	if (status != TS_OK || wish.at > action->now)
		return status == TS_OK ? TS_UNCHANGED : status;
	ts_time until = end != 0 ? days_later(end, days) : 0;
	/* What was logged within one minute lasted none. */
	if (until != 0 && until <= wish.at)
		return TS_UNCHANGED;
	status = log_insert(action, &wish, until <= action->now ? until : 0, &done);
	if (status != TS_OK)
		return status;
	return log_find(action->store, &done.log, &run->last);
}

static enum ts_status one_change(struct logs_run *run, const struct ts_id *id)
{
	struct row_log row;
	enum ts_status status = log_find(run->action->store, id, &row);

	if (status != TS_OK)
		return status;
	switch (run->change->what) {
	case TS_LOGS_DELETE:
	case TS_LOGS_RECAST:
		status = one_write(run, &row, run->change->what == TS_LOGS_DELETE);
		break;
	case TS_LOGS_SHIFT:
		status = one_shift(run, &row);
		break;
	case TS_LOGS_REPEAT:
		status = one_repeat(run, &row);
		break;
	}
	run->changed += status == TS_OK;
	return status == TS_UNCHANGED ? TS_OK : status;
}

static enum ts_status logs_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct logs_request *request = context;
	struct logs_run run = { .action = action, .change = request->change };
	/* Moved later, the last one makes room for those before it. */
	const bool backwards = request->change->what == TS_LOGS_SHIFT && request->change->by > 0;
	enum ts_status status = request->count > 0 ? TS_OK : TS_NOT_FOUND;

	if (status == TS_OK && request->change->what == TS_LOGS_RECAST)
		status = action_activity_of_text(action, request->change->text, &run.activity);
	for (size_t i = 0; i < request->count && status == TS_OK; i++)
		status = one_change(&run, &request->logs[backwards ? request->count - 1 - i : i]);
	if (status != TS_OK)
		return status;
	action->step.day = run.changed;
	if (run.changed == 0)
		return TS_UNCHANGED;
	action->step.log = run.last.id;
	action->step.activity = run.last.activity;
	action_describe_step(action, &run.last, done);
	return TS_OK;
}

enum ts_status ts_logs_change(ts_store *store, const struct ts_id *logs, size_t count,
                              const struct ts_logs_change *change, ts_time now, struct ts_done *done)
{
	const struct logs_request request = { logs, count, change };
	bool valid = change->what == TS_LOGS_SHIFT    ? log_can_shift(change->by)
	             : change->what == TS_LOGS_REPEAT ? change->by >= INT16_MIN && change->by <= INT16_MAX
	                                              : true;

	return action_do(store, valid ? TS_OK : TS_INVALID, now, TS_DEED_LOGS, logs_run, &request, done);
}
