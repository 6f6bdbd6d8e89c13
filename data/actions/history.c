/*
 * Undo and redo: steps back and forth, and what others did meanwhile. A step holds the rows it touched before and
 * after; taking it back writes the values from before as a new change, with new versions, so that it reaches other
 * devices like any other. What somebody else changed meanwhile stays.
 */
#include "data/actions/action.h"
#include "data/actions/note.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/settings.h"
#include "data/rows/month.h"
#include "data/rows/part.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_log.h"
#include "data/rows/record_logs.h"
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

static enum ts_status ledger_carry(struct carry *carry, const struct step_change *change)
{
	const struct row_ledger *from = carry->back ? &change->ledger.after : &change->ledger.before;
	const struct row_ledger *to = carry->back ? &change->ledger.before : &change->ledger.after;
	struct action *action = carry->action;
	struct row_ledger row;
	enum ts_status status = record_ledger_read(action->store, &to->id, &row);

	if (status != TS_OK)
		return status;
	action_outdo(action, row.version);
	return row_carry_ledger(&row, from, to, action->version) ? record_ledger_merge(action->store, &row) : TS_OK;
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
	case STEP_LEDGER:
		return ledger_carry(carry, change);
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

/* Whether that is the step which was meant: where it is missing, another one was found in its place, or none. */
static bool step_is_next(const struct step *step, bool back, int64_t sequence, int64_t done)
{
	return done == STATE_DONE_ALL || step->before == STEP_BEFORE_UNKNOWN ||
	       (back ? sequence : step->before) == done;
}

static enum ts_status next_read(struct action *action, bool back, int64_t *sequence)
{
	ts_store *store = action->store;
	const int64_t done = action->state.done;
	enum ts_status status = back ? record_step_back(store, done, sequence, &action->step)
	                             : record_step_forth(store, done, sequence, &action->step);

	if (status == TS_DAMAGED)
		return store_fail(store, TS_DAMAGED, "this step of the history does not verify; nothing was changed");
	bool missing = status == TS_NOT_FOUND && back && done != 0 && done != STATE_DONE_ALL;
	if (missing || (status == TS_OK && !step_is_next(&action->step, back, *sequence, done)))
		return store_fail(store, TS_DAMAGED, "a step of the history is missing; nothing was changed");
	return status;
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
	status = next_read(&action, back, &sequence);
	if (status == TS_OK)
		status = step_carry(&carry, sequence);
	if (status == TS_OK) {
		action_describe_step(&action, carry.has_shown ? &carry.shown : NULL, &made);
		action.state.done = !back                                       ? sequence
		                    : action.step.before != STEP_BEFORE_UNKNOWN ? action.step.before
		                                                                : sequence - 1;
		action_sign(&action);
		status = record_step_rename(store, sequence, &action.id, &action.step);
	}
	status = action_end_silent(&action, status);
	if (status == TS_OK)
		*done = made;
	return status;
}

enum ts_status ts_undo(ts_store *store, ts_time now, struct ts_done *done)
{
	return history_go(store, now, true, done);
}

enum ts_status ts_redo(ts_store *store, ts_time now, struct ts_done *done)
{
	return history_go(store, now, false, done);
}
