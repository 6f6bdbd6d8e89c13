/* A log at a past moment, or for a stretch of time, which then takes the place of what was logged there; and what
 * stands around logs. */
#include "data/actions/log.h"
#include "data/file/store.h"
#include "data/lookup/timeline.h"
#include "data/rows/row.h"

#include <string.h>

/* A stretch of time that is taken by one activity, and the logs that begin in it. */
struct stretch {
	ts_time at, until;           /* until == at: up to the next log */
	const struct row_log *prior; /* what went on before; NULL: nothing */
	const struct row_log *covered;
	size_t covered_count;
	bool followed; /* a log begins at its very end, or it has none */
};

static struct stretch stretch_of(const struct timeline *timeline, ts_time at, ts_time until)
{
	const struct record_logs *logs = &timeline->logs;
	size_t first = timeline_count_before(timeline, until > at ? at : at + 1);
	size_t end = until > at ? timeline_count_before(timeline, until) : first;

	return (struct stretch){ .at = at,
		                 .until = until,
		                 .prior = first > 0 ? &logs->at[first - 1] : NULL,
		                 .covered = logs->at + first,
		                 .covered_count = end - first,
		                 .followed = until == at || (end < logs->count && logs->at[end].at == until) };
}

static bool says_the_same(const struct action *action, const struct row_log *log, const struct ts_id *activity,
                          const char *comment)
{
	struct ts_id shown = catalogue_resolve(action->catalogue, &log->activity);

	return strcmp(log->comment, comment) == 0 && ts_id_equal(shown, catalogue_resolve(action->catalogue, activity));
}

/* What went on at the end goes on after it: what was covered last begins there, or what went on before once more. */
static enum ts_status stretch_resume(struct action *action, const struct stretch *stretch,
                                     const struct row_log *present)
{
	const struct row_log *last = stretch->prior;
	struct row_log moved;

	if (stretch->followed)
		return TS_OK;
	if (stretch->covered_count == 0) {
		/* Before the first log ever nothing went on: that is off. */
		struct log_wish before = { .activity = last ? last->activity : action->catalogue->off,
			                   .comment = last ? last->comment : "",
			                   .at = stretch->until };
		struct timeline none = { 0 };
		return log_make(action, &none, &before, &moved);
	}
	last = &stretch->covered[stretch->covered_count - 1];
	if (says_the_same(action, last, &present->activity, present->comment))
		return TS_OK;
	moved = *last;
	log_put(&moved, stretch->until);
	return action_log(action, last, &moved);
}

/* The logs that begin in the stretch, but for the one that begins after it from now on. */
static enum ts_status stretch_clear(struct action *action, const struct stretch *stretch, const struct row_log *present)
{
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < stretch->covered_count && status == TS_OK; i++) {
		bool last = i + 1 == stretch->covered_count;
		if (last && !stretch->followed &&
		    !says_the_same(action, &stretch->covered[i], &present->activity, present->comment))
			break;
		struct row_log dead = stretch->covered[i];
		dead.dead = true;
		status = action_log(action, &stretch->covered[i], &dead);
	}
	return status;
}

/* present becomes the log that says what goes on in the stretch. */
static enum ts_status stretch_take(struct action *action, const struct timeline *timeline,
                                   const struct stretch *stretch, const struct log_wish *wish, struct row_log *present)
{
	enum ts_status status = TS_OK;
	const struct row_log *prior = stretch->prior;
	/* A comment of its own is something new to say, none is not. */
	const char *comment = prior && wish->comment[0] == '\0' ? prior->comment : wish->comment;

	if (prior && !action->step.created && says_the_same(action, prior, &wish->activity, comment))
		*present = *prior;
	else
		status = log_make(action, timeline, wish, present);
	/* The step's row names what it is about: so what is made comes first. */
	if (status == TS_OK)
		status = stretch_resume(action, stretch, present);
	return status == TS_OK ? stretch_clear(action, stretch, present) : status;
}

enum ts_status log_insert(struct action *action, const struct log_wish *wish, ts_time until, struct ts_done *done)
{
	struct timeline timeline;
	struct row_log present;
	ts_time end = until == 0 ? wish->at : until;
	enum ts_status status = timeline_read(action->store, wish->at, end + 1, action->now, &timeline);

	if (status != TS_OK)
		return status;
	const struct row_log *goes_on;
	struct stretch stretch = stretch_of(&timeline, wish->at, end);
	if (stretch.covered_count == 0 && log_goes_on(action, &timeline, wish, &goes_on)) {
		present = *goes_on;
		status = TS_UNCHANGED;
	} else {
		status = stretch_take(action, &timeline, &stretch, wish, &present);
	}
	if (status == TS_OK || status == TS_UNCHANGED) {
		action->step.log = present.id;
		action->step.activity = present.activity;
		action_describe_log(action, &present, done);
	}
	/* What begins in a stretch of time has gone with it. */
	if (status == TS_OK && until == 0 && present.at == wish->at)
		status = log_give_way(action, &timeline, &present, done);
	timeline_release(&timeline);
	return status;
}

/* What is to be logged, and until when. */
struct insertion {
	const char *text, *comment;
	bool rest; /* if it is new */
	ts_time at, until;
};

static enum ts_status insert_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct insertion *insertion = context;
	struct log_wish wish = { .comment = insertion->comment, .at = insertion->at };

	action->makes_rest = insertion->rest;
	enum ts_status status = action_activity_of_text(action, insertion->text, &wish.activity);

	return status == TS_OK ? log_insert(action, &wish, insertion->until, done) : status;
}

static enum ts_status insert(ts_store *store, struct insertion insertion, ts_time now, struct ts_done *done)
{
	const ts_time at = insertion.at, until = insertion.until;
	char plain[TS_COMMENT_SIZE];
	const char *comment = insertion.comment;
	enum ts_status checked = log_comment(comment, plain);

	insertion.comment = plain;
	if (checked == TS_OK)
		checked = log_check_moment(at, now);
	if (checked == TS_OK && until != 0)
		checked = until <= at ? TS_INVALID : log_check_moment(until, now);
	return action_do(store, checked, now, TS_DEED_INSERT, insert_run, &insertion, done);
}

enum ts_status ts_log_insert(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                             ts_time now, struct ts_done *done)
{
	const struct insertion insertion = { .text = text, .comment = comment, .at = at, .until = until };

	return insert(store, insertion, now, done);
}

enum ts_status ts_log_rest(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                           ts_time now, struct ts_done *done)
{
	const struct insertion insertion = { .text = text, .comment = comment, .rest = true, .at = at, .until = until };

	return until == 0 ? log_text(store, text, true, comment, at, now, done) : insert(store, insertion, now, done);
}

/* ---- what an insertion would cover */

static void text_show(const struct catalogue *catalogue, const struct row_log *log, char out[TS_TEXT_SIZE])
{
	struct ts_activity shown;

	(void)catalogue_show(catalogue, log ? &log->activity : &catalogue->off, &shown);
	memcpy(out, shown.text, TS_TEXT_SIZE);
}

static enum ts_status cover_read(const struct reading *reading, ts_time at, ts_time until, struct ts_cover *out)
{
	struct timeline timeline = { 0 };
	enum ts_status status = timeline_read(reading->store, at, until + 1, reading->now, &timeline);

	if (status != TS_OK)
		return status;
	struct stretch stretch = stretch_of(&timeline, at, until);
	struct ts_cover cover = { .count = stretch.covered_count };
	if (cover.count > 0)
		text_show(reading->catalogue, &stretch.covered[0], cover.text);
	text_show(reading->catalogue, timeline_at(&timeline, until), cover.after);
	*out = cover;
	timeline_release(&timeline);
	return TS_OK;
}

enum ts_status ts_cover_read(ts_store *store, ts_time at, ts_time until, ts_time now, struct ts_cover *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = at < ROW_EARLIEST || until >= ROW_LATEST || until <= at ? TS_INVALID
	                                                                 : cover_read(&reading, at, until, out);
	reading_end(&reading);
	return status;
}

/* ---- what stands around a log */

static enum ts_status around_read(const struct reading *reading, const struct ts_id *id, struct ts_around *out)
{
	struct timeline timeline = { 0 };
	struct ts_around around = { 0 };
	struct row_log log;
	size_t index = 0;
	enum ts_status status = log_find(reading->store, id, &log);

	if (status == TS_OK)
		status = timeline_read(reading->store, log.at, log.at + 1, reading->now, &timeline);
	if (status != TS_OK)
		return status;
	const struct record_logs *logs = &timeline.logs;
	around.at = log.at;
	while (index < logs->count && !ts_id_equal(logs->at[index].id, *id))
		index++;
	if (index > 0 && index < logs->count)
		around.before = logs->at[index - 1].at;
	if (index + 1 < logs->count) {
		around.end = logs->at[index + 1].at;
		text_show(reading->catalogue, &logs->at[index + 1], around.next);
	}
	timeline_release(&timeline);
	*out = around;
	return TS_OK;
}

enum ts_status ts_around_read(ts_store *store, struct ts_id log, ts_time now, struct ts_around *out)
{
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, now);

	if (status != TS_OK)
		return status;
	status = around_read(&reading, &log, out);
	reading_end(&reading);
	return status;
}
