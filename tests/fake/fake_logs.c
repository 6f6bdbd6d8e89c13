/* The fake's activities and logs. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct ts_activity *fake_activity(struct state *state, struct ts_id id)
{
	for (size_t i = 0; i < state->activity_count; i++) {
		if (ts_id_equal(state->activities[i].id, id))
			return &state->activities[i];
	}
	return NULL;
}

struct ts_activity *fake_activity_by_text(struct state *state, const char *text)
{
	for (size_t i = 0; i < state->activity_count; i++) {
		if (ts_text_same(state->activities[i].text, text))
			return &state->activities[i];
	}
	return NULL;
}

static struct ts_activity *activity_by_slot(struct state *state, int slot)
{
	for (size_t i = 0; i < state->activity_count; i++) {
		struct ts_activity *activity = &state->activities[i];
		/* What is archived keeps its number in mind, see activity_apply. */
		if (slot == 0 ? activity->off : activity->slot == slot && !activity->archived)
			return activity;
	}
	return NULL;
}

static int free_slot(struct state *state)
{
	for (int slot = 1; slot <= TS_SLOTS; slot++) {
		if (!activity_by_slot(state, slot))
			return slot;
	}
	return 0;
}

/* The colour that the fewest of what is offered have, one activity not counted. */
static int free_colour(const struct state *state, const struct ts_activity *except)
{
	size_t used[TS_COLOURS + 1] = { 0 };
	int least = 1;
	for (size_t i = 0; i < state->activity_count; i++) {
		const struct ts_activity *activity = &state->activities[i];
		if (!activity->off && !activity->archived && activity != except)
			used[activity->colour]++;
	}
	for (int colour = 2; colour <= TS_COLOURS; colour++)
		least = used[colour] < used[least] ? colour : least;
	return least;
}

struct ts_activity *fake_activity_make(ts_store *store, const char *text)
{
	struct state *state = store->current->state;
	if (state->activity_count == MOST_ACTIVITIES)
		abort();
	int slot = free_slot(state);
	struct ts_activity *activity = &state->activities[state->activity_count++];
	*activity = (struct ts_activity){ .id = fake_id(store), .slot = slot };
	/* Shown as typed, but for space around it. */
	while (*text == ' ')
		text++;
	size_t size = ts_text_clean(text, strlen(text), false, activity->text, sizeof activity->text);
	while (size > 0 && activity->text[size - 1] == ' ')
		activity->text[--size] = '\0';
	activity->colour = free_colour(state, activity);
	return activity;
}

static enum ts_status text_check(const char *text)
{
	if (strspn(text, " \t\n") == strlen(text))
		return TS_INVALID;
	return strlen(text) >= TS_TEXT_SIZE ? TS_TOO_LONG : TS_OK;
}

static enum ts_status activity_find_or_make(ts_store *store, const char *text, struct ts_activity **out, bool *created)
{
	enum ts_status status = text_check(text);
	if (status != TS_OK)
		return status;
	*out = fake_activity_by_text(store->current->state, text);
	*created = !*out;
	if (!*out)
		*out = fake_activity_make(store, text);
	if (*created)
		(*out)->rest = store->makes_rest;
	return TS_OK;
}

struct fake_log *fake_log(struct state *state, struct ts_id id)
{
	for (size_t i = 0; i < state->log_count; i++) {
		if (ts_id_equal(state->logs[i].id, id) && !state->logs[i].dead)
			return &state->logs[i];
	}
	return NULL;
}

/* Logs of one moment stand in the order of their ids. */
static bool log_less(const struct fake_log *left, const struct fake_log *right)
{
	if (left->at != right->at)
		return left->at < right->at;
	return memcmp(left->id.bytes, right->id.bytes, TS_ID_SIZE) < 0;
}

struct fake_log *fake_log_before(struct state *state, ts_time at, bool inclusive)
{
	struct fake_log *best = NULL;
	for (size_t i = 0; i < state->log_count; i++) {
		struct fake_log *log = &state->logs[i];
		if (log->dead || log->at > at || (!inclusive && log->at == at))
			continue;
		if (!best || log_less(best, log))
			best = log;
	}
	return best;
}

struct fake_log *fake_log_after(struct state *state, ts_time at, bool inclusive)
{
	struct fake_log *best = NULL;
	for (size_t i = 0; i < state->log_count; i++) {
		struct fake_log *log = &state->logs[i];
		if (log->dead || log->at < at || (!inclusive && log->at == at))
			continue;
		if (!best || log_less(log, best))
			best = log;
	}
	return best;
}

void fake_describe(ts_store *store, enum ts_deed deed, const struct fake_log *log, struct ts_done *done)
{
	const struct ts_activity *activity = fake_activity(store->current->state, log->activity);
	*done = (struct ts_done){ .deed = deed, .log = log->id, .at = log->at, .offset = log->offset };
	done->day = ts_day_of(log->at, store->current->state->settings.day_start);
	if (activity) {
		(void)snprintf(done->text, sizeof done->text, "%s", activity->text);
		done->slot = activity->archived ? 0 : activity->slot;
		done->off = activity->off;
		done->rest = activity->rest;
	}
}

static struct fake_log *log_add(ts_store *store, const struct ts_activity *activity, const char *comment, ts_time at)
{
	struct state *state = store->current->state;
	if (state->log_count == MOST_LOGS)
		abort();
	struct fake_log *log = &state->logs[state->log_count++];
	*log = (struct fake_log){ .id = fake_id(store), .at = at, .activity = activity->id };
	struct ts_civil civil;
	ts_civil_local(at, &civil);
	log->offset = civil.offset;
	(void)snprintf(log->zone, sizeof log->zone, "%s", civil.zone);
	log->comment = comment && comment[0] ? fake_text_keep(store, comment, strlen(comment)) : "";
	return log;
}

/* The moment of the first log after another, if it is known by now (a day of tolerance for clocks); 0. */
static ts_time log_next(const struct state *state, ts_time at, ts_time now)
{
	ts_time next = 0;
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *log = &state->logs[i];
		if (!log->dead && log->at > at && log->at < now + 24 * TS_HOUR && (next == 0 || log->at < next))
			next = log->at;
	}
	return next;
}

/* Others of its very moment have lasted no time. */
static void give_way(ts_store *store, const struct fake_log *to, struct ts_done *done)
{
	struct state *state = store->current->state;
	for (size_t i = 0; i < state->log_count; i++) {
		struct fake_log *log = &state->logs[i];
		if (log->dead || log->at != to->at || ts_id_equal(log->id, to->id))
			continue;
		log->dead = true;
		const struct ts_activity *activity = fake_activity(state, log->activity);
		(void)snprintf(done->gone, sizeof done->gone, "%s", activity ? activity->text : "?");
	}
}

static enum ts_status log_at(ts_store *store, const struct ts_activity *activity, bool created, const char *comment,
                             ts_time at, ts_time now, struct state *before, struct ts_done *done)
{
	const struct fake_log *present = fake_log_before(store->current->state, at, true);
	if (present && ts_id_equal(present->activity, activity->id)) {
		fake_describe(store, TS_DEED_LOG, present, done);
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	ts_time until = log_next(store->current->state, at, now);
	const struct fake_log *made = log_add(store, activity, comment, at);
	fake_describe(store, TS_DEED_LOG, made, done);
	if (at < now && !store->folding)
		give_way(store, made, done);
	done->until = until;
	done->created = created;
	return fake_end(store, before, done);
}

static enum ts_status comment_check(const char *comment)
{
	return comment && strlen(comment) >= TS_COMMENT_SIZE ? TS_TOO_LONG : TS_OK;
}

enum ts_status ts_log_text(ts_store *store, const char *text, const char *comment, ts_time at, ts_time now,
                           struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = comment_check(comment);
	if (status == TS_OK && at > now + TS_MINUTE)
		status = TS_FUTURE;
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	struct ts_activity *activity;
	bool created;
	status = activity_find_or_make(store, text, &activity, &created);
	if (status != TS_OK) {
		fake_abandon(store, before);
		return status;
	}
	return log_at(store, activity, created, comment, at, now, before, done);
}

enum ts_status ts_log_slot(ts_store *store, int slot, ts_time at, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK && at > now + TS_MINUTE)
		status = TS_FUTURE;
	if (status == TS_OK && (slot < 0 || slot > TS_SLOTS))
		status = TS_INVALID;
	if (status != TS_OK)
		return status;
	const struct ts_activity *activity = activity_by_slot(store->current->state, slot);
	if (!activity)
		return TS_NOT_FOUND;
	return log_at(store, activity, false, NULL, at, now, fake_begin(store), done);
}

enum ts_status ts_log_previous(ts_store *store, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct state *state = store->current->state;
	const struct fake_log *present = fake_log_before(state, now, true);
	const struct fake_log *earlier = present;
	while (earlier) {
		const struct ts_activity *activity = fake_activity(state, earlier->activity);
		if (!ts_id_equal(earlier->activity, present->activity) && activity && !activity->off)
			return log_at(store, activity, false, NULL, now, now, fake_begin(store), done);
		const struct fake_log *best = NULL;
		for (size_t i = 0; i < state->log_count; i++) {
			const struct fake_log *log = &state->logs[i];
			if (!log->dead && log_less(log, earlier) && (!best || log_less(best, log)))
				best = log;
		}
		earlier = best;
	}
	return TS_NOT_FOUND;
}

/* Puts activity into the time from at to until (at: up to the next log). NULL: that is what goes on already. */
static const struct fake_log *stretch_take(ts_store *store, const struct ts_activity *activity, const char *comment,
                                           ts_time at, ts_time until)
{
	struct state *state = store->current->state;
	const struct fake_log *prior = fake_log_before(state, at, until == at);
	struct fake_log *last = fake_log_before(state, until, false);
	const struct fake_log *end = fake_log_before(state, until, true);
	bool same = prior && ts_id_equal(prior->activity, activity->id);
	bool covers = last && last->at >= at && until > at;
	bool resume = until > at && !(end && end->at == until);

	if (same && !covers)
		return NULL;
	const struct ts_activity *resumed = prior ? fake_activity(state, prior->activity) : activity_by_slot(state, 0);
	struct ts_id id = same ? prior->id : (struct ts_id){ 0 };
	for (size_t i = 0; i < state->log_count && covers; i++) {
		struct fake_log *log = &state->logs[i];
		if (log->dead || log->at < at || log->at >= until)
			continue;
		if (resume && log == last && !ts_id_equal(log->activity, activity->id))
			log->at = until;
		else
			log->dead = true;
	}
	if (!same)
		id = log_add(store, activity, comment, at)->id;
	if (resume && !covers)
		(void)log_add(store, resumed, NULL, until);
	return fake_log(state, id);
}

enum ts_status ts_log_insert(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                             ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = comment_check(comment);
	if (status == TS_OK && (at > now + TS_MINUTE || until > now + TS_MINUTE))
		status = TS_FUTURE;
	if (status == TS_OK && until != 0 && until <= at)
		status = TS_INVALID;
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	struct ts_activity *activity;
	bool created;
	status = activity_find_or_make(store, text, &activity, &created);
	if (status != TS_OK) {
		fake_abandon(store, before);
		return status;
	}
	const struct fake_log *log = stretch_take(store, activity, comment, at, until == 0 ? at : until);
	if (!log) {
		fake_describe(store, TS_DEED_INSERT, fake_log_before(store->current->state, at, true), done);
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	fake_describe(store, TS_DEED_INSERT, log, done);
	if (until == 0)
		give_way(store, log, done);
	done->created = created;
	return fake_end(store, before, done);
}

enum ts_status ts_cover_read(ts_store *store, ts_time at, ts_time until, ts_time now, struct ts_cover *out)
{
	(void)now;
	enum ts_status status = fake_read(store);
	if (status == TS_OK && until <= at)
		status = TS_INVALID;
	if (status != TS_OK)
		return status;
	struct state *state = store->current->state;
	*out = (struct ts_cover){ 0 };
	for (const struct fake_log *log = fake_log_after(state, at, true); log && log->at < until;
	     log = fake_log_after(state, log->at, false)) {
		if (out->count++ == 0)
			(void)snprintf(out->text, sizeof out->text, "%s", fake_activity(state, log->activity)->text);
	}
	const struct fake_log *after = fake_log_before(state, until, true);
	(void)snprintf(out->after, sizeof out->after, "%s",
	               after ? fake_activity(state, after->activity)->text : "off");
	return TS_OK;
}

/* The log after one, in the order of time. */
static struct fake_log *fake_log_next(struct state *state, const struct fake_log *log)
{
	struct fake_log *best = NULL;
	for (size_t i = 0; i < state->log_count; i++) {
		struct fake_log *other = &state->logs[i];
		if (!other->dead && log_less(log, other) && (!best || log_less(other, best)))
			best = other;
	}
	return best;
}

/* TS_INVALID leaves what was changed to who began. */
static enum ts_status end_set(ts_store *store, const struct fake_log *log, struct fake_log *next, ts_time until)
{
	struct state *state = store->current->state;
	bool begins = false;
	if (until <= log->at)
		return TS_INVALID;
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *other = &state->logs[i];
		if (other->dead || other == log || other == next || other->at <= log->at)
			continue;
		if (other->at < until)
			return TS_INVALID;
		begins = begins || other->at == until;
	}
	if (next && next->at != until)
		next->dead = begins;
	if (next)
		next->at = until;
	else
		(void)log_add(store, activity_by_slot(state, 0), NULL, until);
	return TS_OK;
}

enum ts_status ts_around_read(ts_store *store, struct ts_id id, ts_time now, struct ts_around *out)
{
	(void)now;
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct state *state = store->current->state;
	const struct fake_log *log = fake_log(state, id);
	if (!log)
		return TS_NOT_FOUND;
	*out = (struct ts_around){ .at = log->at };
	for (size_t i = 0; i < state->log_count; i++) {
		const struct fake_log *other = &state->logs[i];
		if (!other->dead && log_less(other, log) && other->at > out->before)
			out->before = other->at;
	}
	const struct fake_log *next = fake_log_next(state, log);
	if (next) {
		out->end = next->at;
		(void)snprintf(out->next, sizeof out->next, "%s", fake_activity(state, next->activity)->text);
	}
	return TS_OK;
}

enum ts_status ts_log_change(ts_store *store, struct ts_id id, const struct ts_log_change *change, ts_time now,
                             struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = comment_check(change->comment);
	if (status == TS_OK && change->text)
		status = text_check(change->text);
	if (status == TS_OK && change->move && change->at > now + TS_MINUTE)
		status = TS_FUTURE;
	if (status == TS_OK && change->end && change->until > now + TS_MINUTE)
		status = TS_FUTURE;
	if (status != TS_OK)
		return status;
	struct fake_log *log = fake_log(store->current->state, id);
	if (!log)
		return TS_NOT_FOUND;
	struct state *before = fake_begin(store);
	const struct fake_log old = *log;
	bool created = false;
	if (change->text) {
		struct ts_activity *activity;
		status = activity_find_or_make(store, change->text, &activity, &created);
		if (status == TS_OK)
			log->activity = activity->id;
	}
	if (change->comment)
		log->comment = fake_text_keep(store, change->comment, strlen(change->comment));
	struct fake_log *next = fake_log_next(store->current->state, log);
	const ts_time sure = next && next->at < now ? next->at : now;
	if (change->right)
		log->sure = sure;
	bool ends = change->end && (!next || next->at != change->until);
	if (change->move)
		log->at = change->at;
	if (status == TS_OK && change->end)
		status = end_set(store, log, next, change->until);
	if (status != TS_OK) {
		fake_abandon(store, before);
		return status;
	}
	if (!ends && old.sure == log->sure && ts_id_equal(old.activity, log->activity) && old.at == log->at &&
	    strcmp(old.comment, log->comment) == 0) {
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	fake_describe(store, TS_DEED_EDIT, log, done);
	if (old.at != log->at)
		give_way(store, log, done);
	done->created = created;
	return fake_end(store, before, done);
}

static ts_time minute_down(ts_time at)
{
	ts_time rest = at % TS_MINUTE;
	return at - (rest < 0 ? rest + TS_MINUTE : rest);
}

static ts_time minute_up(ts_time at)
{
	return minute_down(at + TS_MINUTE - 1);
}

/* Shifts of one log within seconds are one step. */
static struct state *shift_begin(ts_store *store, const struct fake_log *log, ts_time target, ts_time now)
{
	struct user *user = store->current;
	struct step *last = user->done_steps > 0 ? &user->steps[user->done_steps - 1] : NULL;
	if (!last || last->done.deed != TS_DEED_MOVE || !ts_id_equal(last->done.log, log->id) ||
	    last->done.at != log->at || now - last->shifted > 5 * TS_SECOND)
		return fake_begin(store);
	struct state *before = last->before;
	if (fake_log(before, log->id)->at == target)
		return fake_begin(store);
	last->before = NULL;
	user->done_steps--;
	return before;
}

enum ts_status ts_log_shift(ts_store *store, struct ts_id id, int64_t by, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct fake_log *log = fake_log(store->current->state, id);
	if (!log)
		return TS_NOT_FOUND;
	ts_time target = minute_down(log->at + by);
	const struct fake_log *before = fake_log_before(store->current->state, log->at, false);
	const struct fake_log *after = fake_log_after(store->current->state, log->at, false);
	ts_time most = minute_down(now);
	if (after && minute_down(after->at - TS_MINUTE) < most)
		most = minute_down(after->at - TS_MINUTE);
	if (target > most)
		target = most;
	if (before && target < minute_up(before->at + TS_MINUTE))
		target = minute_up(before->at + TS_MINUTE);
	if (by < 0 ? target >= log->at : target <= log->at)
		return TS_UNCHANGED;
	struct state *copy = shift_begin(store, log, target, now);
	log->at = target;
	fake_describe(store, TS_DEED_MOVE, log, done);
	status = fake_end(store, copy, done);
	store->current->steps[store->current->done_steps - 1].shifted = now;
	return status;
}

enum ts_status ts_log_delete(ts_store *store, struct ts_id id, ts_time now, struct ts_done *done)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct fake_log *log = fake_log(store->current->state, id);
	if (!log)
		return TS_NOT_FOUND;
	struct state *before = fake_begin(store);
	fake_describe(store, TS_DEED_DELETE, log, done);
	log->dead = true;
	return fake_end(store, before, done);
}

/* A rename onto another activity's text: its logs become that one's. */
static void activity_merge(ts_store *store, struct ts_activity *from, const struct ts_activity *into)
{
	struct state *state = store->current->state;
	for (size_t i = 0; i < state->log_count; i++) {
		if (ts_id_equal(state->logs[i].activity, from->id))
			state->logs[i].activity = into->id;
	}
	size_t index = (size_t)(from - state->activities);
	state->activity_count--;
	memmove(from, from + 1, (state->activity_count - index) * sizeof *from);
}

static enum ts_status activity_apply(ts_store *store, struct ts_activity *activity,
                                     const struct ts_activity_change *change)
{
	struct state *state = store->current->state;
	struct ts_activity *holder = change->slot ? activity_by_slot(state, change->slot) : NULL;
	bool archived = change->fields & TS_CHANGE_ARCHIVED ? change->archived : activity->archived;
	if ((change->fields & TS_CHANGE_SLOT) && (!archived || change->slot == 0)) {
		if (holder && holder != activity)
			holder->slot = 0;
		activity->slot = change->slot;
	} else if (activity->archived && !archived && activity->slot > 0 && activity_by_slot(state, activity->slot)) {
		activity->slot = 0;
	}
	if (change->fields & TS_CHANGE_COLOUR) {
		if (change->colour || activity->colour_chosen)
			activity->colour = change->colour ? change->colour : free_colour(state, activity);
		activity->colour_chosen = change->colour != 0;
	}
	if (change->fields & TS_CHANGE_REST)
		activity->rest = change->rest;
	if (change->fields & TS_CHANGE_ARCHIVED)
		activity->archived = change->archived;
	if (change->fields & TS_CHANGE_TEXT) {
		struct ts_activity *other = fake_activity_by_text(state, change->text);
		if (other && other != activity)
			activity_merge(store, activity, other);
		else
			(void)ts_text_clean(change->text, strlen(change->text), false, activity->text,
			                    sizeof activity->text);
	}
	return TS_OK;
}

enum ts_status ts_activity_change(ts_store *store, struct ts_id id, const struct ts_activity_change *change,
                                  ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct ts_activity *activity = fake_activity(store->current->state, id);
	if (!activity)
		return TS_NOT_FOUND;
	if (activity->off || ((change->fields & TS_CHANGE_SLOT) && (change->slot < 0 || change->slot > TS_SLOTS)) ||
	    ((change->fields & TS_CHANGE_COLOUR) && (change->colour < 0 || change->colour > TS_COLOURS)))
		return TS_INVALID;
	if (change->fields & TS_CHANGE_TEXT) {
		status = text_check(change->text);
		if (status != TS_OK)
			return status;
	}
	struct state *before = fake_begin(store);
	struct ts_done what = { .deed = TS_DEED_ACTIVITY, .rest = activity->rest };
	what.day = ts_day_of(now, store->current->state->settings.day_start);
	(void)snprintf(what.text, sizeof what.text, "%s",
	               change->fields & TS_CHANGE_TEXT ? change->text : activity->text);
	what.rest = change->fields & TS_CHANGE_REST ? change->rest : activity->rest;
	(void)activity_apply(store, activity, change);
	const struct ts_activity *shown = fake_activity_by_text(store->current->state, what.text);
	what.slot = shown && !shown->archived ? shown->slot : 0;
	if (fake_state_equal(before, store->current->state)) {
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	*done = what;
	return fake_end(store, before, done);
}

static int activity_compare(const void *left, const void *right)
{
	const struct ts_activity *a = left, *b = right;
	if (a->last_used != b->last_used)
		return a->last_used > b->last_used ? -1 : 1;
	return strcmp(a->text, b->text);
}

enum ts_status ts_activities_read(ts_store *store, ts_time now, struct ts_activities *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct state *state = store->current->state;
	*out = (struct ts_activities){ .count = state->activity_count, .damaged = store->damaged };
	out->at = calloc(state->activity_count, sizeof *out->at);
	if (!out->at)
		return TS_NO_MEMORY;
	memcpy(out->at, state->activities, state->activity_count * sizeof *out->at);
	for (size_t i = 0; i < out->count; i++) {
		out->at[i].slot = out->at[i].archived ? 0 : out->at[i].slot;
		for (size_t j = 0; j < state->log_count; j++) {
			const struct fake_log *log = &state->logs[j];
			if (!log->dead && log->at <= now && log->at > now - 60 * 24 * TS_HOUR &&
			    ts_id_equal(log->activity, out->at[i].id) && log->at > out->at[i].last_used)
				out->at[i].last_used = log->at;
		}
	}
	qsort(out->at, out->count, sizeof *out->at, activity_compare);
	return TS_OK;
}

void ts_activities_release(struct ts_activities *activities)
{
	free(activities->at);
	*activities = (struct ts_activities){ 0 };
}

enum ts_status ts_inbox_log(ts_store *store, const char *name, int slot, const char *text, ts_time at)
{
	if (store->held)
		return TS_BUSY;
	if (store->fail_next_write != TS_OK || store->fail_next != TS_OK) {
		enum ts_status status = store->fail_next != TS_OK ? store->fail_next : store->fail_next_write;
		store->fail_next = store->fail_next_write = TS_OK;
		return status;
	}
	if (store->read_only)
		return TS_READ_ONLY;
	if (text ? strlen(text) >= TS_TEXT_SIZE : slot < 0 || slot > TS_SLOTS)
		return text ? TS_TOO_LONG : TS_INVALID;
	for (size_t i = 0; i < store->user_count; i++) {
		struct user *user = store->users[i];
		if (!ts_text_same(user->name, name))
			continue;
		if (user->inbox_count == MOST_INBOX)
			abort();
		struct inbox_entry *entry = &user->inbox[user->inbox_count++];
		*entry = (struct inbox_entry){ .slot = slot, .at = at };
		if (text)
			(void)snprintf(entry->text, sizeof entry->text, "%s", text);
		store->writes++;
		return TS_OK;
	}
	return TS_NOT_FOUND;
}

/* A slot that is empty is logged under a text that says so, which gets no slot. */
static enum ts_status inbox_log_empty(ts_store *store, int slot, ts_time at, ts_time now, struct ts_done *done)
{
	char text[32];
	(void)snprintf(text, sizeof text, "empty slot %d", slot);
	enum ts_status status = ts_log_text(store, text, NULL, at, now, done);
	if (status == TS_OK)
		fake_activity_by_text(store->current->state, text)->slot = 0;
	return status;
}

enum ts_status ts_log_rest(ts_store *store, const char *text, const char *comment, ts_time at, ts_time until,
                           ts_time now, struct ts_done *done)
{
	store->makes_rest = true;
	enum ts_status status = until == 0 ? ts_log_text(store, text, comment, at, now, done)
	                                   : ts_log_insert(store, text, comment, at, until, now, done);
	store->makes_rest = false;
	return status;
}

static int inbox_compare(const void *left, const void *right)
{
	const struct inbox_entry *a = left, *b = right;
	return a->at < b->at ? -1 : a->at > b->at;
}

enum ts_status ts_inbox_fold(ts_store *store, ts_time now, size_t *folded, size_t *junk)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct user *user = store->current;
	qsort(user->inbox, user->inbox_count, sizeof user->inbox[0], inbox_compare);
	*folded = *junk = 0;
	size_t kept = 0;
	store->folding = true;
	for (size_t i = 0; i < user->inbox_count; i++) {
		const struct inbox_entry entry = user->inbox[i];
		struct ts_done done;
		status = entry.text[0] ? ts_log_text(store, entry.text, NULL, entry.at, now, &done)
		                       : ts_log_slot(store, entry.slot, entry.at, now, &done);
		if (status == TS_NOT_FOUND)
			status = inbox_log_empty(store, entry.slot, entry.at, now, &done);
		if (status == TS_OK) {
			fake_log(user->state, done.log)->locked = true;
			user->steps[user->done_steps - 1].done.deed = TS_DEED_FOLD;
		}
		if (status == TS_OK || status == TS_UNCHANGED) {
			++*folded;
		} else {
			user->inbox[kept++] = entry;
			++*junk;
		}
	}
	user->inbox_count = kept;
	store->folding = false;
	return TS_OK;
}

enum ts_status ts_inbox_drop_junk(ts_store *store, ts_time now)
{
	(void)now;
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		store->current->inbox_count = 0;
	return status;
}
