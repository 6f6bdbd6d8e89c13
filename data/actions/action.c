/* One thing the user does. */
#include "data/actions/action.h"

#include "data/exchange/formats.h"
#include "data/file/store.h"
#include "data/lookup/settings.h"
#include "data/pure/settings.h"
#include "data/pure/text.h"
#include "data/rows/record_activity.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_log.h"
#include "data/rows/record_state.h"
#include "data/rows/record_step.h"
#include "data/rows/step_words.h"
#include "data/rows/version.h"

#include <string.h>

/* What is known of the user, as action has it. */
static enum ts_status known_hold(struct action *action)
{
	enum ts_status status = reading_hold(action->store, &action->kept);

	if (status != TS_OK)
		return status;
	action->settings = action->kept->settings;
	action->catalogue = &action->kept->catalogue;
	return TS_OK;
}

enum ts_status action_begin(struct action *action, ts_store *store, ts_time now, enum ts_deed deed)
{
	enum ts_status status = store_require_login(store);
	uint16_t random;

	if (status == TS_OK)
		status = store_begin(store);
	if (status != TS_OK)
		return status;
	*action = (struct action){ .store = store, .now = now, .id = crypt_random_id(), .step = { .deed = deed } };
	status = record_state_read(store, &action->state);
	if (status == TS_OK)
		status = known_hold(action);
	if (status != TS_OK)
		return store_end(store, status, NULL, NULL);
	crypt_random(&random, sizeof random);
	action->version = version_next(&action->state.clock, now, random);
	return TS_OK;
}

enum ts_status action_look(struct action *action, ts_store *store, ts_time now)
{
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = store_read_begin(store);
	if (status != TS_OK)
		return status;
	*action = (struct action){ .store = store, .now = now };
	status = known_hold(action);
	if (status != TS_OK)
		store_read_end(store);
	return status;
}

void action_look_end(struct action *action)
{
	kept_release(action->kept);
	store_read_end(action->store);
}

void action_outdo(struct action *action, uint64_t version)
{
	uint16_t random;

	if (version < action->version)
		return;
	crypt_random(&random, sizeof random);
	version_witness(&action->state.clock, version);
	action->version = version_next(&action->state.clock, action->now, random);
}

enum ts_status action_parts_begin(struct action *action)
{
	struct parts *parts = ts_secret_allocate(sizeof *parts);

	if (!parts)
		return store_fail(action->store, TS_NO_MEMORY, "cannot keep what is changed: out of memory");
	*parts = (struct parts){ .store = action->store };
	action->parts = parts;
	action_sign(action);
	enum ts_status status = record_steps_cut(action->store, action->state.done);
	if (status == TS_OK)
		status = record_step_insert(action->store, &action->state, &action->id, &action->step);
	parts->sequence = action->state.steps;
	return status;
}

/* What does not go into the step's row goes into its parts. */
static enum ts_status change_add(struct action *action, const struct step_change *change)
{
	enum ts_status status = TS_OK;

	if (action->step.count < STEP_CHANGES) {
		action->step.changes[action->step.count++] = *change;
		return TS_OK;
	}
	if (!action->parts)
		status = action_parts_begin(action);
	return status == TS_OK ? parts_add_change(action->parts, change) : status;
}

/* A row with its versions: readers leave them out (record_logs.h). */
static enum ts_status log_complete(ts_store *store, const struct row_log *row, struct row_log *out)
{
	if (row_version_log(row) != 0) {
		*out = *row;
		return TS_OK;
	}
	const enum ts_status status = record_log_read(store, &row->id, out);
	if (status == TS_NOT_FOUND)
		return store_fail(store, TS_DAMAGED, "a log that is to be changed is missing in '%s'", store->path);
	return status;
}

enum ts_status action_log(struct action *action, const struct row_log *read, const struct row_log *after)
{
	struct row_log written = *after, whole;
	const struct row_log *before = NULL;
	enum ts_status status = TS_OK;

	if (read) {
		status = log_complete(action->store, read, &whole);
		before = &whole;
	}
	if (status != TS_OK)
		return status;
	if (before) {
		written = *before;
		action_outdo(action, row_version_log(before));
		if (!row_carry_log(&written, before, after, action->version))
			return TS_OK;
	} else {
		written.when_version = written.what_version = written.comment_version = written.dead_version =
		        action->version;
	}
	struct step_change change = { .kind = STEP_LOG };
	change.log.before = before ? *before : written;
	change.log.before.dead = before ? before->dead : true;
	change.log.after = written;
	status = change_add(action, &change);
	return status == TS_OK ? record_log_merge(action->store, &written) : status;
}

/* A colour of before colours were given hangs on the slot: what is written of the activity anew fixes it, so that no
 * colour of the past moves. */
static void colour_fix(const struct action *action, const struct row_activity *before, struct row_activity *written)
{
	if (written->colour != 0 || before->standing == ROW_UNMADE)
		return;
	written->colour = (uint8_t)(catalogue_colour(action->catalogue, before) | ROW_COLOUR_GIVEN);
	written->colour_version = action->version;
}

enum ts_status action_activity(struct action *action, const struct row_activity *before,
                               const struct row_activity *after)
{
	struct row_activity written = *after;

	if (before) {
		written = *before;
		action_outdo(action, row_version_activity(before));
		if (!row_carry_activity(&written, before, after, action->version))
			return TS_OK;
		colour_fix(action, before, &written);
	} else {
		written.text_version = written.slot_version = written.colour_version = written.rest_version =
		        written.standing_version = written.merged_version = action->version;
	}
	struct step_change change = { .kind = STEP_ACTIVITY };
	change.activity.before = before ? *before : written;
	if (!before) {
		change.activity.before.standing = ROW_UNMADE;
		change.activity.before.slot = 0;
	}
	change.activity.after = written;
	enum ts_status status = change_add(action, &change);
	if (status == TS_OK)
		status = record_activity_merge(action->store, &written);
	return status == TS_OK ? kept_take(action->kept, &written) : status;
}

enum ts_status action_ledger(struct action *action, const struct row_ledger *before, const struct row_ledger *after)
{
	struct step_change change = { .kind = STEP_LEDGER, .ledger = { *after, *after } };

	if (before) {
		change.ledger.before = *before;
		action_outdo(action, before->version);
	} else {
		change.ledger.before.holding = ROW_NEVER;
		change.ledger.before.version = 0;
	}
	if (row_compare_ledger(&change.ledger.before, after) == 0)
		return TS_OK;
	change.ledger.after.version = action->version;
	enum ts_status status = change_add(action, &change);
	return status == TS_OK ? record_ledger_merge(action->store, &change.ledger.after) : status;
}

enum ts_status action_settings(struct action *action, const struct ts_settings *before, const struct ts_settings *after)
{
	struct step_change change = { .kind = STEP_SETTINGS, .settings = { *before, *after } };
	enum ts_status status = change_add(action, &change);

	return status == TS_OK ? settings_row_write(action->store, &action->state, after, action->version) : status;
}

enum ts_status action_activity_make(struct action *action, const char *text, int slot, struct ts_id *out)
{
	const struct row_activity *revived;
	struct row_activity row = { 0 }, before = { 0 };
	enum ts_status status = catalogue_new_id(action->store, action->catalogue, text, &row.id, &revived);

	if (status != TS_OK)
		return status;
	/* As if new: nothing of what it was before its making was taken back. */
	if (revived)
		before = *revived;
	status = text_compose(text, row.text, sizeof row.text);
	if (status != TS_OK)
		return status;
	row.slot = (uint8_t)slot;
	row.rest = action->makes_rest;
	row.colour = (uint8_t)(catalogue_free_colour(action->catalogue, &row.id) | ROW_COLOUR_GIVEN);
	action->step.created = true;
	*out = row.id;
	return action_activity(action, revived ? &before : NULL, &row);
}

enum ts_status action_activity_of_text(struct action *action, const char *text, struct ts_id *out)
{
	enum ts_status status = catalogue_find(action->catalogue, text, out);

	return status == TS_NOT_FOUND ? action_activity_make(action, text, catalogue_free_slot(action->catalogue), out)
	                              : status;
}

enum ts_status action_activity_slotless(struct action *action, const char *text, struct ts_id *out)
{
	enum ts_status status = catalogue_find(action->catalogue, text, out);

	return status == TS_NOT_FOUND ? action_activity_make(action, text, 0, out) : status;
}

void action_describe_activity(const struct action *action, const struct ts_id *activity, struct ts_done *done)
{
	struct ts_activity shown;

	(void)catalogue_show(action->catalogue, activity, &shown);
	*done = (struct ts_done){ .deed = action->step.deed,
		                  .day = ts_day_of(action->now, action->settings.day_start),
		                  .slot = shown.slot,
		                  .off = shown.off,
		                  .rest = shown.rest,
		                  .created = action->step.created };
	memcpy(done->text, shown.text, sizeof done->text);
}

void action_describe_log(const struct action *action, const struct row_log *log, struct ts_done *done)
{
	action_describe_activity(action, &log->activity, done);
	done->log = log->id;
	done->at = log->at;
	done->offset = log->offset;
	done->day = ts_day_of(log->at, action->settings.day_start);
}

void action_describe_step(const struct action *action, const struct row_log *log, struct ts_done *done)
{
	const struct step *step = &action->step;

	if (log) {
		action_describe_log(action, log, done);
		if (step->deed == TS_DEED_LOGS)
			step_logs_words(step, done->text, sizeof done->text);
	} else if (step->deed == TS_DEED_NOTE) {
		*done = (struct ts_done){ .deed = TS_DEED_NOTE, .day = step->day };
	} else if (step_has_words(step)) {
		step_words(step, ts_day_of(action->now, action->settings.day_start), done);
	} else if (step->deed == TS_DEED_IMPORT) {
		*done = exchange_done((enum ts_format)step->log.bytes[0], step->day);
	} else {
		action_describe_activity(action, &step->activity, done);
	}
}

/* Asked when it is not known whether the commit reached the disk. What leaves no step still leaves its version: 16 of
 * its bits are random, and nobody else has it. */
static bool action_confirm(ts_store *store, const void *context)
{
	const struct action *action = context;
	struct state state;

	if (record_step_exists(store, &action->id))
		return true;
	return record_state_read(store, &state) == TS_OK && state.clock == action->version;
}

enum ts_status action_end_silent(struct action *action, enum ts_status status)
{
	ts_secret_free(action->parts);
	action->parts = NULL;
	if (status == TS_OK)
		status = record_state_write(action->store, &action->state);
	kept_release(action->kept);
	return store_end(action->store, status, action_confirm, action);
}

void action_sign(struct action *action)
{
	action->step.stamp = action->version;
	action->step.maker = action->store->maker;
	memcpy(action->step.origin, action->store->origin, sizeof action->step.origin);
}

enum ts_status action_parts_finish(struct action *action)
{
	action->state.done = action->parts->sequence;
	return record_step_rename(action->store, action->parts->sequence, &action->id, &action->step);
}

enum ts_status action_end(struct action *action, enum ts_status status)
{
	action_sign(action);
	if (status == TS_OK && action->parts)
		return action_end_silent(action, action_parts_finish(action));
	if (status == TS_OK)
		status = record_steps_cut(action->store, action->state.done);
	if (status == TS_OK)
		status = record_step_insert(action->store, &action->state, &action->id, &action->step);
	if (status == TS_OK)
		action->state.done = action->state.steps;
	return action_end_silent(action, status);
}

enum ts_status action_do(ts_store *store, enum ts_status checked, ts_time now, enum ts_deed deed, action_run *run,
                         const void *wish, struct ts_done *done)
{
	struct ts_done made = { 0 };
	struct action action;
	enum ts_status status = store_require_login(store);

	if (status == TS_OK)
		status = checked;
	if (status == TS_OK)
		status = action_begin(&action, store, now, deed);
	if (status != TS_OK)
		return status;
	status = run(&action, wish, &made);
	status = action_end(&action, status);
	if (status == TS_OK || status == TS_UNCHANGED)
		*done = made;
	return status;
}
