/* Changing what was logged: edit, move, delete. */
#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/rows/record_step.h"
#include "data/rows/row.h"

#include <string.h>

/* The log after one, as it stands in a timeline; NULL: none. */
static const struct row_log *next_of(const struct timeline *timeline, const struct ts_id *id)
{
	for (size_t i = 0; i + 1 < timeline->logs.count; i++) {
		if (ts_id_equal(timeline->logs.at[i].id, *id))
			return &timeline->logs.at[i + 1];
	}
	return NULL;
}

/* Whether a third log begins between the two, or at the very end. */
static enum ts_status end_check(struct action *action, const struct row_log *log, const struct row_log *next,
                                ts_time until, bool *begins)
{
	struct timeline timeline;
	enum ts_status status = timeline_read(action->store, log->at, until + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	for (size_t i = 0; i < timeline.logs.count; i++) {
		const struct row_log *other = &timeline.logs.at[i];
		bool ours = ts_id_equal(other->id, log->id) || (next && ts_id_equal(other->id, next->id));
		if (!ours && other->at > log->at && other->at < until)
			status = TS_INVALID;
		*begins = *begins || (!ours && other->at == until);
	}
	timeline_release(&timeline);
	return status;
}

/* before: the log as it stands in the file; after: as it will. */
static enum ts_status end_run(struct action *action, const struct row_log *before, const struct row_log *after,
                              ts_time until)
{
	struct timeline timeline;
	struct row_log moved;
	enum ts_status status = timeline_read(action->store, before->at, before->at + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	const struct row_log *next = next_of(&timeline, &before->id);
	bool begins = false;
	status = until <= after->at ? TS_INVALID : end_check(action, after, next, until, &begins);
	if (status == TS_OK && next && next->at != until) {
		moved = *next;
		log_put(&moved, until);
		/* Where a third one begins, nothing is left of it. */
		moved.dead = begins;
		status = action_log(action, next, &moved);
	} else if (status == TS_OK && !next) {
		struct log_wish off = { .activity = action->catalogue->off, .comment = "", .at = until };
		status = log_make(action, &timeline, &off, &moved);
	}
	timeline_release(&timeline);
	return status;
}

enum ts_status log_write(struct action *action, const struct row_log *before, const struct row_log *after,
                         struct ts_done *done)
{
	enum ts_status status = action_log(action, before, after);

	if (status == TS_OK && action->step.count == 0)
		status = TS_UNCHANGED;
	action->step.log = after->id;
	action->step.activity = after->activity;
	if (status == TS_OK || status == TS_UNCHANGED)
		action_describe_log(action, after, done);
	return status;
}

/* Where a log was moved to another may have begun. */
static enum ts_status moment_clear(struct action *action, const struct row_log *moved, struct ts_done *done)
{
	struct timeline timeline;
	enum ts_status status = timeline_read(action->store, moved->at, moved->at + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	status = log_give_way(action, &timeline, moved, done);
	timeline_release(&timeline);
	return status;
}

/* From its begin to its end, or to now, it is right. */
static enum ts_status right_put(struct action *action, struct row_log *log)
{
	struct timeline timeline;
	enum ts_status status = timeline_read(action->store, log->at, log->at + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	const struct row_log *next = next_of(&timeline, &log->id);
	log->sure = next && next->at < action->now ? next->at : action->now;
	timeline_release(&timeline);
	return TS_OK;
}

/* A log, and what is to become of it. */
struct log_request {
	struct ts_id log;
	const struct ts_log_change *change;
	const char *comment; /* the change's, as it is stored */
	int64_t by;          /* of a shift */
};

static enum ts_status change_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	const struct ts_log_change *change = request->change;
	struct row_log before, after;
	struct ts_id activity;
	enum ts_status status = log_find(action->store, &request->log, &before);

	if (status != TS_OK)
		return status;
	after = before;
	if (change->comment) {
		memset(after.comment, 0, sizeof after.comment);
		memcpy(after.comment, request->comment, strlen(request->comment));
	}
	if (change->move && change->at != before.at)
		log_put(&after, change->at);
	if (change->text) {
		status = action_activity_of_text(action, change->text, &activity);
		if (status != TS_OK)
			return status;
		/* The text it shows under already is no change, whatever activity was merged into which. */
		if (!ts_id_equal(catalogue_resolve(action->catalogue, &before.activity), activity))
			after.activity = activity;
	}
	if (change->end)
		status = end_run(action, &before, &after, change->until);
	if (status == TS_OK && change->right)
		status = right_put(action, &after);
	if (status == TS_OK)
		status = log_write(action, &before, &after, done);
	return status == TS_OK && after.at != before.at ? moment_clear(action, &after, done) : status;
}

enum ts_status ts_log_change(ts_store *store, struct ts_id log, const struct ts_log_change *change, ts_time now,
                             struct ts_done *done)
{
	char comment[TS_COMMENT_SIZE];
	const struct log_request request = { .log = log, .change = change, .comment = comment };
	enum ts_status checked = log_comment(change->comment, comment);

	if (checked == TS_OK && change->move)
		checked = log_check_moment(change->at, now);
	if (checked == TS_OK && change->end)
		checked = log_check_moment(change->until, now);
	return action_do(store, checked, now, TS_DEED_EDIT, change_run, &request, done);
}

/* Versions count milliseconds in what is left of them. */
#define JOINED_WITHIN ((uint64_t)(5 * TS_SECOND))

static bool shift_joins(const struct action *action, const struct step *last)
{
	const struct step_change *before = &last->changes[0], *now = &action->step.changes[0];
	bool move = last->deed == TS_DEED_MOVE && last->count == 1 && before->kind == STEP_LOG &&
	            last->before != STEP_BEFORE_UNKNOWN && last->maker == action->store->maker;

	return move && ts_id_equal(last->log, action->step.log) &&
	       before->log.after.when_version == now->log.before.when_version &&
	       before->log.before.at != now->log.after.at &&
	       (action->version >> 21) - (last->stamp >> 21) <= JOINED_WITHIN;
}

/* Shifts of one log within seconds are one step: five of them are not taken back one by one. */
static void shift_join(struct action *action)
{
	struct step last;
	int64_t sequence;

	if (action->state.done == STATE_DONE_ALL ||
	    record_step_back(action->store, action->state.done, &sequence, &last) != TS_OK ||
	    sequence != action->state.done)
		return;
	if (shift_joins(action, &last)) {
		action->step.changes[0].log.before = last.changes[0].log.before;
		action->state.done = last.before;
	}
	ts_wipe(&last, sizeof last);
}

/* Whole minutes of a clock that is offset seconds east of UTC. */
static ts_time minute_down(ts_time at, int32_t offset)
{
	ts_time rest = (at + offset * TS_SECOND) % TS_MINUTE;

	return at - (rest < 0 ? rest + TS_MINUTE : rest);
}

static ts_time minute_up(ts_time at, int32_t offset)
{
	return minute_down(at + TS_MINUTE - 1, offset);
}

/* Where a shift ends: not past the neighbours or now. */
static ts_time shift_target(const struct timeline *timeline, const struct row_log *row, int64_t by, ts_time now)
{
	size_t index = 0;
	ts_time target = minute_down(row->at + by, row->offset), most = minute_down(now, row->offset);

	while (index < timeline->logs.count && !ts_id_equal(timeline->logs.at[index].id, row->id))
		index++;
	if (index + 1 < timeline->logs.count) {
		ts_time next = minute_down(timeline->logs.at[index + 1].at - TS_MINUTE, row->offset);
		most = next < most ? next : most;
	}
	target = target > most ? most : target;
	if (index > 0 && index < timeline->logs.count) {
		ts_time least = minute_up(timeline->logs.at[index - 1].at + TS_MINUTE, row->offset);
		target = target < least ? least : target;
	}
	return target;
}

enum ts_status log_shift(struct action *action, const struct ts_id *id, int64_t by, struct ts_done *done)
{
	struct row_log before, after;
	struct timeline timeline;
	enum ts_status status = log_find(action->store, id, &before);

	if (status == TS_OK)
		status = timeline_read(action->store, before.at, before.at + 1, action->now, &timeline);
	if (status != TS_OK)
		return status;
	ts_time target = shift_target(&timeline, &before, by, action->now);
	timeline_release(&timeline);
	after = before;
	if (by < 0 ? target < before.at : target > before.at)
		log_put(&after, target);
	return log_write(action, &before, &after, done);
}

bool log_can_shift(int64_t by)
{
	return by >= ROW_EARLIEST - ROW_LATEST && by <= ROW_LATEST - ROW_EARLIEST;
}

static enum ts_status shift_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	enum ts_status status = log_shift(action, &request->log, request->by, done);

	if (status == TS_OK)
		shift_join(action);
	return status;
}

enum ts_status ts_log_shift(ts_store *store, struct ts_id log, int64_t by, ts_time now, struct ts_done *done)
{
	const struct log_request request = { .log = log, .by = by };

	return action_do(store, log_can_shift(by) ? TS_OK : TS_INVALID, now, TS_DEED_MOVE, shift_run, &request, done);
}

static enum ts_status delete_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	struct row_log before, after;
	enum ts_status status = log_find(action->store, &request->log, &before);

	if (status != TS_OK)
		return status;
	after = before;
	after.dead = true;
	return log_write(action, &before, &after, done);
}

enum ts_status ts_log_delete(ts_store *store, struct ts_id log, ts_time now, struct ts_done *done)
{
	const struct log_request request = { .log = log };

	return action_do(store, TS_OK, now, TS_DEED_DELETE, delete_run, &request, done);
}
