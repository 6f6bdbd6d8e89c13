/* What is written of marks, targets and bookings. */
#include "data/actions/ledger.h"

#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/rows/record_ledger.h"

#include <string.h>

enum { WEEK = 7 };

enum ts_status ledger_row_read(struct action *action, enum row_entry entry, ts_day day, struct row_ledger *before,
                               bool *exists)
{
	const struct ts_id id = record_ledger_id(action->store, entry, day);
	enum ts_status status = record_ledger_read(action->store, &id, before);

	*exists = status == TS_OK;
	if (status == TS_NOT_FOUND) {
		*before = (struct row_ledger){ .id = id, .entry = entry, .day = day, .holding = ROW_NEVER };
		status = TS_OK;
	}
	if (status == TS_DAMAGED)
		return store_fail(action->store, status,
		                  "a mark or target in '%s' does not verify; nothing was changed", action->store->path);
	return status;
}

enum ts_status ledger_make(struct action *action, const struct row_ledger *row, bool dry, bool *made)
{
	struct row_ledger before;
	enum ts_status status = record_ledger_read(action->store, &row->id, &before);
	const bool exists = status == TS_OK;

	if (status == TS_DAMAGED)
		return store_fail(action->store, status,
		                  "a mark, target, booking or budget in '%s' does not verify; nothing was changed",
		                  action->store->path);
	if (status != TS_OK && status != TS_NOT_FOUND)
		return status;
	*made = !exists || before.holding == ROW_NEVER;
	return *made && !dry ? action_ledger(action, exists ? &before : NULL, row) : TS_OK;
}

/* ---- targets */

static enum ts_status target_put(struct action *action, ts_day from, const int minutes[7])
{
	struct row_ledger before, after;
	bool exists;
	enum ts_status status = ledger_row_read(action, ROW_TARGET, from, &before, &exists);

	if (status != TS_OK)
		return status;
	after = before;
	after.holding = minutes ? ROW_HOLDS : ROW_REMOVED;
	for (int i = 0; i < WEEK && minutes; i++)
		after.minutes[i] = (uint16_t)minutes[i];
	return action_ledger(action, exists ? &before : NULL, &after);
}

/* What a new user has is written down, so that it goes on for the time before. */
static enum ts_status usual_keep(struct action *action, const struct ledger *ledger, ts_day from)
{
	size_t damaged = 0;
	ts_day first;

	if (ledger->chosen || ledger->target_count == 0 || from == TS_TARGET_EVER)
		return TS_OK;
	enum ts_status status =
	        owed_first_log(action->store, action->settings.day_start, action->now, &first, &damaged);
	if (status != TS_OK || first >= from)
		return status;
	return target_put(action, TS_TARGET_EVER, ledger->targets[0].minutes);
}

enum ts_status ledger_target_write(struct action *action, ts_day from, const int minutes[7])
{
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(action->store, action->kept, &ledger);

	if (status == TS_OK)
		status = usual_keep(action, ledger, from);
	return status == TS_OK ? target_put(action, from, minutes) : status;
}

enum ts_status ledger_weekly_write(struct action *action, int weekly)
{
	const ts_day today = ts_day_of(action->now, action->settings.day_start);
	const struct ledger *ledger;
	size_t damaged = 0;
	int minutes[WEEK];
	ts_day first;
	enum ts_status status = owed_ledger(action->store, action->kept, &ledger);

	ledger_spread(weekly, minutes);
	if (status == TS_OK)
		status = owed_first_log(action->store, action->settings.day_start, action->now, &first, &damaged);
	if (status != TS_OK)
		return status;
	bool ever = first >= today && (!ledger->chosen || ledger->target_count == 0 ||
	                               ledger->targets[ledger->target_count - 1].from == TS_TARGET_EVER);
	return ledger_target_write(action, ever ? TS_TARGET_EVER : today, minutes);
}

enum ts_status ledger_import(struct action *action, ts_day first_log, ts_day first_brought)
{
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(action->store, action->kept, &ledger);
	const struct ts_target *first = ledger->target_count > 0 ? &ledger->targets[0] : NULL;

	if (status != TS_OK || !first || first->from != TS_TARGET_EVER || first_brought >= first_log)
		return status;
	/* Who has chosen before anything was logged has chosen for what is brought. */
	if (first_log == LEDGER_NEVER &&
	    !(first->usual && action->settings.weekly_target == ts_settings_default().weekly_target))
		return TS_OK;
	int minutes[WEEK];
	memcpy(minutes, first->minutes, sizeof minutes);
	bool follows = ledger->target_count > 1 && ledger->targets[1].from <= first_log;
	if (first_log != LEDGER_NEVER && !follows)
		status = target_put(action, first_log, minutes);
	return status == TS_OK ? target_put(action, TS_TARGET_EVER, NULL) : status;
}
