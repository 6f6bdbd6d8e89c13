/* Changing what was logged: insert, edit, move, delete. */
#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/rows/row.h"

#include <string.h>

/* What has to happen at the end of an insertion. */
enum resume {
	RESUME_NOT,
	RESUME_BEFORE, /* what went on before goes on again */
	RESUME_REFUSE  /* another log lies between */
};

static enum resume resume_at(const struct timeline *timeline, ts_time at, ts_time until)
{
	if (until == 0)
		return RESUME_NOT;
	size_t next = timeline_count_before(timeline, at + 1);
	if (next < timeline->logs.count && timeline->logs.at[next].at < until)
		return RESUME_REFUSE;
	return next < timeline->logs.count && timeline->logs.at[next].at == until ? RESUME_NOT : RESUME_BEFORE;
}

/* What is to be logged, and until when. */
struct insertion {
	const char *text, *comment;
	ts_time at, until;
};

static enum ts_status insert_make(struct action *action, const struct log_wish *wish, ts_time until,
                                  struct ts_done *done)
{
	struct timeline timeline;
	const struct row_log *present;
	struct row_log made, resumed;
	ts_time end = until == 0 ? wish->at + 1 : until + 1;
	enum ts_status status = timeline_read(action->store, wish->at, end, action->now, &timeline);

	if (status != TS_OK)
		return status;
	enum resume resume = resume_at(&timeline, wish->at, until);
	if (resume == RESUME_REFUSE) {
		status = TS_INVALID;
		goto out;
	}
	if (log_goes_on(action, &timeline, wish, &present)) {
		action_describe_log(action, present, done);
		status = TS_UNCHANGED;
		goto out;
	}
	/* Before the first log ever nothing went on: that is off. */
	struct log_wish before = { .activity = present ? present->activity : action->catalogue->off,
		                   .comment = present ? present->comment : "",
		                   .at = until };
	status = log_make(action, &timeline, wish, &made);
	if (status == TS_OK && resume == RESUME_BEFORE)
		status = log_make(action, &timeline, &before, &resumed);
	if (status != TS_OK)
		goto out;
	action->step.log = made.id;
	action->step.activity = made.activity;
	action_describe_log(action, &made, done);
out:
	timeline_release(&timeline);
	return status;
}

static enum ts_status insert_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct insertion *insertion = context;
	struct log_wish wish = { .comment = insertion->comment, .at = insertion->at };
	enum ts_status status = action_activity_of_text(action, insertion->text, &wish.activity);

	return status == TS_OK ? insert_make(action, &wish, insertion->until, done) : status;
}

enum ts_status ts_log_insert(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                             ts_time now, struct ts_done *done)
{
	char plain[TS_COMMENT_SIZE];
	const struct insertion insertion = { .text = text, .comment = plain, .at = at, .until = until };
	enum ts_status checked = log_comment(comment, plain);

	if (checked == TS_OK)
		checked = log_check_moment(at, now);
	if (checked == TS_OK && until != 0)
		checked = until <= at ? TS_INVALID : log_check_moment(until, now);
	return action_do(store, checked, now, TS_DEED_INSERT, insert_run, &insertion, done);
}

/* Puts a log at another moment. A log of the local clock stays in it, in summer time or not; one that was made in
 * another zone keeps that zone's clock. */
static void log_put(struct row_log *row, ts_time at)
{
	struct ts_civil civil;

	ts_civil_local(row->at, &civil);
	if (civil.offset == row->offset) {
		ts_civil_local(at, &civil);
		row->offset = civil.offset;
		memset(row->zone, 0, sizeof row->zone);
		memcpy(row->zone, civil.zone, strnlen(civil.zone, sizeof row->zone - 1));
	}
	row->at = at;
}

/* Writes what differs and words it. TS_UNCHANGED when nothing does. */
static enum ts_status log_write(struct action *action, const struct row_log *before, const struct row_log *after,
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
	return log_write(action, &before, &after, done);
}

enum ts_status ts_log_change(ts_store *store, struct ts_id log, const struct ts_log_change *change, ts_time now,
                             struct ts_done *done)
{
	char comment[TS_COMMENT_SIZE];
	const struct log_request request = { .log = log, .change = change, .comment = comment };
	enum ts_status checked = log_comment(change->comment, comment);

	if (checked == TS_OK && change->move)
		checked = log_check_moment(change->at, now);
	return action_do(store, checked, now, TS_DEED_EDIT, change_run, &request, done);
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

static enum ts_status shift_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct log_request *request = context;
	struct row_log before, after;
	struct timeline timeline;
	enum ts_status status = log_find(action->store, &request->log, &before);

	if (status == TS_OK)
		status = timeline_read(action->store, before.at, before.at + 1, action->now, &timeline);
	if (status != TS_OK)
		return status;
	ts_time target = shift_target(&timeline, &before, request->by, action->now);
	timeline_release(&timeline);
	after = before;
	if (request->by < 0 ? target < before.at : target > before.at)
		log_put(&after, target);
	return log_write(action, &before, &after, done);
}

enum ts_status ts_log_shift(ts_store *store, struct ts_id log, int64_t by, ts_time now, struct ts_done *done)
{
	const struct log_request request = { .log = log, .by = by };
	/* A shift by more than all the time there is would overflow. */
	bool possible = by >= ROW_EARLIEST - ROW_LATEST && by <= ROW_LATEST - ROW_EARLIEST;

	return action_do(store, possible ? TS_OK : TS_INVALID, now, TS_DEED_MOVE, shift_run, &request, done);
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
