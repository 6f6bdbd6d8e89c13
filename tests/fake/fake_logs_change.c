/* Several logs at once: each by itself, and what that took as one step. */
#include "tests/fake/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The log after one, in the order of time; 0: it goes on. */
static ts_time end_of(struct state *state, ts_time at)
{
	ts_time end = 0;
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *log = &state->logs[i];
		if (!log->dead && log->at > at && (end == 0 || log->at < end))
			end = log->at;
	}
	return end;
}

static ts_time days_later(ts_time at, int64_t days)
{
	struct ts_civil civil;
	ts_civil_local(at, &civil);
	return ts_time_local(ts_day_of(at, 0) + (ts_day)days, civil.hour * 60 + civil.minute, NULL);
}

static enum ts_status repeat(ts_store *store, const struct fake_log *log, int64_t days, ts_time now,
                             struct ts_done *done)
{
	struct state *state = store->current->state;
	ts_time at = days_later(log->at, days), end = end_of(state, log->at);
	ts_time until = end != 0 ? days_later(end, days) : 0;
	if (at > now || (until != 0 && until <= at))
		return TS_UNCHANGED;
	return ts_log_insert(store, fake_activity(state, log->activity)->text, log->comment, at,
	                     until <= now ? until : 0, now, done);
}

static enum ts_status change_one(ts_store *store, struct ts_id id, const struct ts_logs_change *change, ts_time now,
                                 struct ts_done *done)
{
	struct ts_log_change text = { .text = change->text };
	const struct fake_log *log = fake_log(store->current->state, id);
	if (!log)
		return TS_NOT_FOUND;
	switch (change->what) {
	case TS_LOGS_DELETE:
		return ts_log_delete(store, id, now, done);
	case TS_LOGS_RECAST:
		return ts_log_change(store, id, &text, now, done);
	case TS_LOGS_SHIFT:
		return ts_log_shift(store, id, change->by, now, done);
	case TS_LOGS_REPEAT:
		return repeat(store, log, change->by, now, done);
	}
	return TS_INVALID;
}

static const char *verb_of(enum ts_logs_what what)
{
	static const char *const verbs[] = { [TS_LOGS_DELETE] = "deleted",
		                             [TS_LOGS_RECAST] = "changed",
		                             [TS_LOGS_SHIFT] = "moved",
		                             [TS_LOGS_REPEAT] = "repeated" };
	return verbs[what];
}

static void steps_forget(struct user *user, size_t kept)
{
	while (user->step_count > kept) {
		struct step *step = &user->steps[--user->step_count];
		fake_state_destroy(step->before);
		fake_state_destroy(step->after);
	}
	user->done_steps = kept;
}

enum ts_status ts_logs_change(ts_store *store, const struct ts_id *logs, size_t count,
                              const struct ts_logs_change *change, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct user *user = store->current;
	struct state *before = fake_begin(store);
	size_t steps = user->done_steps, writes = store->writes, changed = 0;
	struct ts_done one;
	/* A shift of before is no part of it. */
	if (steps > 0)
		user->steps[steps - 1].shifted = 0;
	status = count > 0 ? TS_OK : TS_NOT_FOUND;
	for (size_t i = 0; i < count && status == TS_OK; i++) {
		bool backwards = change->what == TS_LOGS_SHIFT && change->by > 0;
		status = change_one(store, logs[backwards ? count - 1 - i : i], change, now, &one);
		changed += status == TS_OK;
		if (status == TS_OK)
			*done = one;
		status = status == TS_UNCHANGED ? TS_OK : status;
	}
	store->writes = writes;
	if (user->step_count > steps)
		steps_forget(user, steps);
	if (status != TS_OK || changed == 0) {
		fake_abandon(store, before);
		return status != TS_OK ? status : TS_UNCHANGED;
	}
	done->deed = TS_DEED_LOGS;
	(void)snprintf(done->text, sizeof done->text, "%zu %s %s", changed, changed == 1 ? "log" : "logs",
	               verb_of(change->what));
	return fake_end(store, before, done);
}
