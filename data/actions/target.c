/* Targets: how much a week has, from which day on. */
#include "data/actions/ledger.h"
#include "data/file/store.h"
#include "data/lookup/owed.h"
#include "data/pure/array.h"

#include <string.h>

static enum ts_status set_run(struct action *action, const void *context, struct ts_done *done)
{
	const struct ts_target *target = context;
	enum ts_status status = ledger_target_write(action, target->from, target->minutes);

	if (status != TS_OK)
		return status;
	if (action->step.count == 0)
		return TS_UNCHANGED;
	action_describe_step(action, NULL, done);
	return TS_OK;
}

enum ts_status ts_target_set(ts_store *store, const struct ts_target *target, ts_time now, struct ts_done *done)
{
	return action_do(store, ledger_target_valid(target) ? TS_OK : TS_INVALID, now, TS_DEED_TARGET, set_run, target,
	                 done);
}

static enum ts_status remove_run(struct action *action, const void *context, struct ts_done *done)
{
	const ts_day *from = context;
	const struct ledger *ledger;
	bool begins = false;
	enum ts_status status = owed_ledger(action->store, action->kept, &ledger);

	for (size_t i = 0; status == TS_OK && i < ledger->target_count; i++)
		begins = begins || ledger->targets[i].from == *from;
	if (status == TS_OK && !begins)
		status = TS_NOT_FOUND;
	if (status == TS_OK && !ledger->chosen) {
		/* Of what is usual a row is made first, so that the step says what it was. */
		int minutes[7];
		memcpy(minutes, ledger->targets[0].minutes, sizeof minutes);
		status = ledger_target_write(action, *from, minutes);
	}
	if (status == TS_OK)
		status = ledger_target_write(action, *from, NULL);
	if (status == TS_OK)
		action_describe_step(action, NULL, done);
	return status;
}

enum ts_status ts_target_remove(ts_store *store, ts_day from, ts_time now, struct ts_done *done)
{
	return action_do(store, TS_OK, now, TS_DEED_TARGET, remove_run, &from, done);
}

enum ts_status ts_targets_read(ts_store *store, struct ts_targets *out)
{
	const struct ledger *ledger;
	struct reading reading;
	enum ts_status status = reading_begin(&reading, store, 0);

	if (status != TS_OK)
		return status;
	status = owed_ledger(store, reading.kept, &ledger);
	if (status == TS_OK) {
		struct ts_targets targets = { .count = ledger->target_count, .damaged = reading.kept->ledger_damaged };
		targets.at = array_copy(ledger->targets, targets.count, sizeof *targets.at);
		if (targets.at)
			*out = targets;
		else
			status = TS_NO_MEMORY;
	}
	reading_end(&reading);
	return status;
}
