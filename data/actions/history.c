/*
 * Undo and redo: steps back and forth, and what others did meanwhile. A step holds the rows it touched before and
 * after; taking it back writes the values from before as a new change, with new versions, so that it reaches other
 * devices like any other. What somebody else changed meanwhile stays.
 */
#include "data/actions/action.h"
#include "data/actions/note.h"
#include "data/exchange/formats.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/settings.h"
#include "data/rows/month.h"
#include "data/rows/part.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/record_step.h"
#include "data/rows/row.h"
#include "data/rows/step.h"

#include <string.h>

/* How many months are asked whether an activity that is to be unmade is in use after all: this one and those before. */
enum { USE_MONTHS = 3 };

/* What a step is carried from and to: back takes what it did back. */
struct carry {
	struct action *action;
	bool back;
	struct row_log shown; /* the log that the step was about, as it now is */
	bool has_shown;
};

static enum ts_status log_carry(struct carry *carry, const struct step_change *change)
{
	const struct row_log *from = carry->back ? &change->log.after : &change->log.before;
	const struct row_log *to = carry->back ? &change->log.before : &change->log.after;
	struct action *action = carry->action;
	struct row_log row;
	enum ts_status status = record_log_read(action->store, &to->id, &row);

	if (status != TS_OK)
		return status;
	action_outdo(action, row_version_log(&row));
	if (row_carry_log(&row, from, to, action->version))
		status = record_log_merge(action->store, &row);
	if (ts_id_equal(row.id, action->step.log)) {
		carry->shown = row;
		carry->has_shown = true;
	}
	return status;
}

struct search_use {
	const struct ts_id *activity;
	bool used;
};

static enum ts_status use_look(void *context, const struct row_log *log)
{
	struct search_use *search = context;

	search->used = search->used || ts_id_equal(log->activity, *search->activity);
	return TS_OK;
}

/* Another device may have used an activity whose making is taken back here. Looks only at the months where one would
 * see it; the price of a miss is an activity that is not offered until somebody types it. */
static enum ts_status activity_in_use(const struct action *action, const struct ts_id *id, bool *used)
{
	struct search_use search = { .activity = id };
	int32_t month = month_of_time(action->now);
	size_t ignored = 0;
	enum ts_status status = TS_OK;

	for (int i = 0; i < USE_MONTHS && status == TS_OK; i++)
		status = record_logs_visit(action->store, month - i, use_look, &search, &ignored);
	*used = search.used;
	return status;
}

static enum ts_status activity_carry(struct carry *carry, const struct step_change *change)
{
	const struct row_activity *from = carry->back ? &change->activity.after : &change->activity.before;
	const struct row_activity *to = carry->back ? &change->activity.before : &change->activity.after;
	struct action *action = carry->action;
	struct row_activity row;
	bool used = false;
	enum ts_status status = TS_OK;

	if (to->standing == ROW_UNMADE)
		status = activity_in_use(action, &to->id, &used);
	if (status != TS_OK || used)
		return status;
	status = record_activity_read(action->store, &to->id, &row);
	if (status != TS_OK)
		return status;
	action_outdo(action, row_version_activity(&row));
	if (!row_carry_activity(&row, from, to, action->version))
		return TS_OK;
	status = record_activity_merge(action->store, &row);
	return status == TS_OK ? kept_take(action->kept, &row) : status;
}

static enum ts_status settings_back_or_forth(struct carry *carry, const struct step_change *change)
{
	const struct ts_settings *before = &change->settings.before, *after = &change->settings.after;
	struct action *action = carry->action;
	struct ts_settings present;
	uint64_t version;
	enum ts_status status = settings_row_read(action->store, &action->state, &present, &version);

	if (status != TS_OK || !settings_carry(&present, carry->back ? after : before, carry->back ? before : after))
		return status;
	action_outdo(action, version);
	return settings_row_write(action->store, &action->state, &present, action->version);
}

static enum ts_status change_carry(struct carry *carry, const struct step_change *change)
{
	switch (change->kind) {
	case STEP_ACTIVITY:
		return activity_carry(carry, change);
	case STEP_LOG:
		return log_carry(carry, change);
	case STEP_NOTE:
		return note_carry(carry->action, &change->note, carry->back);
	case STEP_SETTINGS:
		return settings_back_or_forth(carry, change);
	}
	return TS_DAMAGED;
}

/* A log that an import made: taken back it is dead until it is done again or imported again. What was deleted by itself
 * stays deleted. */
static enum ts_status made_carry(struct carry *carry, const struct ts_id *id)
{
	struct action *action = carry->action;
	struct row_log row;
	enum ts_status status = record_log_read(action->store, id, &row);

	if (status != TS_OK || row.dead == carry->back || row.unmade == carry->back)
		return status;
	action_outdo(action, row_version_log(&row));
	row.dead = row.unmade = carry->back;
	row.dead_version = action->version;
	return record_log_merge(action->store, &row);
}

static enum ts_status part_carry(struct carry *carry, const struct part *part)
{
	enum ts_status status = TS_OK;

	if (part->count == 0)
		return change_carry(carry, &part->change);
	for (size_t i = 0; i < part->count && status == TS_OK; i++)
		status = made_carry(carry, &part->ids[i]);
	return status;
}

/* The parts of a step, in the order of their making or, taken back, the other way round. */
static enum ts_status parts_carry(struct carry *carry, int64_t sequence)
{
	struct part *part = ts_secret_allocate(sizeof *part);
	int64_t count = 0;
	enum ts_status status = part ? TS_OK : TS_NO_MEMORY;

	if (status == TS_OK)
		status = parts_count(carry->action->store, sequence, &count);
	for (int64_t i = 0; i < count && status == TS_OK; i++) {
		status = part_read(carry->action->store, sequence, carry->back ? count - 1 - i : i, part);
		if (status == TS_OK)
			status = part_carry(carry, part);
	}
	ts_secret_free(part);
	return status;
}

static enum ts_status step_carry(struct carry *carry, int64_t sequence)
{
	const struct step *step = &carry->action->step;
	bool parts = step->deed == TS_DEED_IMPORT || step->count == STEP_CHANGES;
	enum ts_status status = parts ? parts_carry(carry, sequence) : TS_OK;

	for (size_t i = 0; i < step->count && status == TS_OK; i++)
		status = change_carry(carry, &step->changes[carry->back ? step->count - 1 - i : i]);
	/* The file keeps all rows there ever were: one that is missing was taken out by another hand. */
	if (status == TS_NOT_FOUND || status == TS_DAMAGED)
		return store_fail(carry->action->store, TS_DAMAGED,
		                  "a row that this step changed is missing or does not verify; nothing was changed");
	return status;
}

static void step_describe(const struct carry *carry, struct ts_done *done)
{
	const struct action *action = carry->action;

	if (carry->has_shown) {
		action_describe_log(action, &carry->shown, done);
	} else if (action->step.deed == TS_DEED_NOTE) {
		*done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = action->step.day };
	} else if (action->step.deed == TS_DEED_SETTINGS && action->step.count > 0) {
		const struct step_change *change = &action->step.changes[0];
		*done = (struct ts_done){ .deed = TS_DEED_SETTINGS,
			                  .day = ts_day_of(action->now, action->settings.day_start) };
		ts_settings_words(&change->settings.before, &change->settings.after, done->text, sizeof done->text);
	} else if (action->step.deed == TS_DEED_IMPORT) {
		*done = exchange_done((enum ts_format)action->step.log.bytes[0], action->step.day);
	} else {
		action_describe_activity(action, &action->step.activity, done);
	}
}

static enum ts_status history_go(ts_store *store, ts_time now, bool back, struct ts_done *done)
{
	struct action action;
	struct carry carry = { .action = &action, .back = back };
	struct ts_done made = { 0 };
	int64_t sequence = 0;
	enum ts_status status = action_begin(&action, store, now, TS_DEED_LOG);

	if (status != TS_OK)
		return status;
	status = back ? record_step_back(store, action.state.done, &sequence, &action.step)
	              : record_step_forth(store, action.state.done, &sequence, &action.step);
	if (status == TS_DAMAGED)
		status = store_fail(store, TS_DAMAGED, "this step of the history does not verify; nothing was changed");
	if (status == TS_OK)
		status = step_carry(&carry, sequence);
	if (status == TS_OK) {
		step_describe(&carry, &made);
		action.state.done = back ? sequence - 1 : sequence;
		action_sign(&action);
		status = record_step_rename(store, sequence, &action.id, &action.step);
	}
	status = action_end_silent(&action, status);
	if (status == TS_OK)
		*done = made;
	return status;
}

/* The step that was last done or taken back: it is the one where the history stands, or the one after. */
static enum ts_status news_step(struct action *action, bool *back)
{
	struct step *done = &action->step, *undone = ts_secret_allocate(sizeof *undone);
	int64_t sequence;
	enum ts_status status, after;

	if (!undone)
		return store_fail(action->store, TS_NO_MEMORY, "cannot read the history: out of memory");
	status = record_step_back(action->store, action->state.done, &sequence, done);
	after = status == TS_OK || status == TS_NOT_FOUND
	                ? record_step_forth(action->store, action->state.done, &sequence, undone)
	                : status;
	/* Which of the two is the newer is known from both only. */
	if (after != TS_OK && after != TS_NOT_FOUND) {
		ts_secret_free(undone);
		return after;
	}
	*back = after == TS_OK && (status != TS_OK || undone->stamp > done->stamp);
	if (*back) {
		*done = *undone;
		status = TS_OK;
	}
	ts_secret_free(undone);
	return status;
}

static enum ts_status news_describe(struct carry *carry, struct ts_done *done)
{
	const struct step *step = &carry->action->step;
	enum ts_status status = TS_OK;

	for (size_t i = 0; i < step->count && !carry->has_shown; i++) {
		const struct step_change *change = &step->changes[i];
		if (change->kind != STEP_LOG || !ts_id_equal(change->log.after.id, step->log))
			continue;
		status = record_log_read(carry->action->store, &step->log, &carry->shown);
		carry->has_shown = status == TS_OK;
	}
	if (status == TS_OK)
		step_describe(carry, done);
	return status;
}

enum ts_status ts_news_read(ts_store *store, ts_time now, uint64_t *mark, struct ts_news *out)
{
	struct action action;
	struct carry carry = { .action = &action };
	struct ts_news news = { 0 };
	enum ts_status status = action_look(&action, store, now);

	if (status != TS_OK)
		return status;
	status = record_state_read(store, &action.state);
	if (status == TS_OK)
		status = news_step(&action, &news.back);
	bool seen = status == TS_OK && action.step.stamp <= *mark;
	bool own = status == TS_OK && action.step.maker == store->maker;
	if (status == TS_OK && !seen && !own)
		status = news_describe(&carry, &news.done);
	action_look_end(&action);
	if (status == TS_NOT_FOUND)
		return TS_UNCHANGED;
	if (status != TS_OK)
		return status;
	*mark = action.step.stamp > *mark ? action.step.stamp : *mark;
	if (seen || own)
		return TS_UNCHANGED;
	(void)ts_text_clean(action.step.origin, strlen(action.step.origin), false, news.origin, sizeof news.origin);
	*out = news;
	return TS_OK;
}

void ts_set_origin(ts_store *store, const char *origin)
{
	(void)ts_text_clean(origin, strlen(origin), false, store->origin, sizeof store->origin);
}

enum ts_status ts_undo(ts_store *store, ts_time now, struct ts_done *done)
{
	return history_go(store, now, true, done);
}

enum ts_status ts_redo(ts_store *store, ts_time now, struct ts_done *done)
{
	return history_go(store, now, false, done);
}
