/* What decides what days owe, as it stands in the file. */
#include "data/lookup/owed.h"

#include "data/file/store.h"
#include "data/lookup/months.h"
#include "data/rows/month.h"
#include "data/rows/record_ledger.h"
#include "data/rows/record_logs.h"

#include <string.h>

static bool mark_take(struct ledger *ledger, const struct row_ledger *row)
{
	struct ts_day_mark mark = { .day = row->day, .kind = (enum ts_mark_kind)row->mark, .half = row->half };

	memcpy(mark.text, row->text, sizeof mark.text);
	return ledger_add_mark(ledger, &mark);
}

static bool target_take(struct ledger *ledger, const struct row_ledger *row)
{
	struct ts_target target = { .from = row->day };

	for (size_t i = 0; i < sizeof target.minutes / sizeof target.minutes[0]; i++)
		target.minutes[i] = row->minutes[i];
	return ledger_add_target(ledger, &target);
}

static bool booking_take(struct ledger *ledger, const struct row_ledger *row)
{
	struct ts_booking booking = { .id = row->id, .day = row->day, .minutes = row->booked };

	memcpy(booking.text, row->text, sizeof booking.text);
	return ledger_add_booking(ledger, &booking);
}

static bool budget_take(struct ledger *ledger, const struct row_ledger *row)
{
	struct ts_budget budget = { .activity = row->subject,
		                    .project = row->project,
		                    .per = row->monthly ? TS_PER_MONTH : TS_PER_WEEK,
		                    .minutes = row->booked };

	if (row->project)
		budget.activity = (struct ts_id){ { 0 } };
	memcpy(budget.text, row->text, sizeof budget.text);
	return ledger_add_budget(ledger, &budget);
}

static enum ts_status row_take(void *context, const struct row_ledger *row)
{
	struct ledger *ledger = context;
	bool taken = true;

	ledger->chosen = ledger->chosen || (row->entry == ROW_TARGET && row->holding != ROW_NEVER);
	if (row->holding != ROW_HOLDS)
		return TS_OK;
	switch (row->entry) {
	case ROW_MARK:
		taken = mark_take(ledger, row);
		break;
	case ROW_TARGET:
		taken = target_take(ledger, row);
		break;
	case ROW_BUDGET:
		taken = budget_take(ledger, row);
		break;
	case ROW_BOOKING:
		taken = booking_take(ledger, row);
		break;
	}
	return taken ? TS_OK : TS_NO_MEMORY;
}

/* As damage of what each reader rests on is counted. */
static size_t damage_of(const struct kept *kept, const struct tally *found, size_t damaged)
{
	int64_t apart = kept->ledger_count - found->counts[TALLY_LEDGER];

	/* Who reads counts the state's damage already. */
	if (!kept->ledger_told)
		return damaged;
	damaged += (size_t)(apart < 0 ? -apart : apart);
	return damaged > 0 || crypt_equal(kept->ledger_sum, found->sums[TALLY_OWED], TALLY_SIZE) ? damaged : 1;
}

enum ts_status owed_ledger(ts_store *store, struct kept *kept, const struct ledger **out)
{
	struct ledger ledger = { .marks = NULL };
	struct tally found = { .counts = { 0 } };
	size_t damaged = 0;

	*out = &kept->ledger;
	if (kept->ledger_read)
		return TS_OK;
	enum ts_status status = record_ledger_read_all(store, row_take, &ledger, &found, &damaged);
	if (status == TS_OK && !ledger_add_usual(&ledger, kept->settings.weekly_target))
		status = TS_NO_MEMORY;
	if (status != TS_OK) {
		ledger_release(&ledger);
		return status;
	}
	ledger_sort(&ledger);
	kept->ledger = ledger;
	kept->ledger_damaged = damage_of(kept, &found, damaged);
	kept->ledger_read = true;
	return TS_OK;
}

enum ts_status owed_settings(ts_store *store, struct kept *kept, struct ts_settings *out)
{
	const struct ledger *ledger;
	enum ts_status status = owed_ledger(store, kept, &ledger);

	if (status != TS_OK)
		return status;
	if (kept->ledger_damaged > 0)
		return store_fail(store, TS_DAMAGED, "the targets of '%s' in '%s' do not verify", store->identity->name,
		                  store->path);
	*out = kept->settings;
	out->weekly_target = ledger->target_count > 0 ? ledger_weekly(&ledger->targets[ledger->target_count - 1]) : 0;
	return TS_OK;
}

/* ---- the first log */

struct earliest {
	ts_time at, now;
	bool found;
};

static enum ts_status earliest_look(void *context, const struct row_log *log)
{
	struct earliest *earliest = context;

	if (log->at > earliest->now || (earliest->found && log->at >= earliest->at))
		return TS_OK;
	earliest->at = log->at;
	earliest->found = true;
	return TS_OK;
}

enum ts_status owed_first_log(ts_store *store, int day_start, ts_time now, ts_day *out, size_t *damaged)
{
	struct earliest earliest = { .now = now };
	const int32_t present = month_of_time(now);
	struct months months;
	int32_t month;
	enum ts_status status = months_first_log(store, present, &month);

	*out = LEDGER_NEVER;
	if (status != TS_OK)
		return status == TS_NOT_FOUND ? TS_OK : status;
	status = months_read(store, MONTHS_OF_LOGS, &months);
	if (status != TS_OK)
		return status;
	/* A month may hold deleted logs only. */
	while (status == TS_OK && !earliest.found && months_nearest(&months, month, present, 1, &month))
		status = record_logs_visit(store, month++, earliest_look, &earliest, damaged);
	months_release(&months);
	if (status == TS_OK && earliest.found)
		*out = ts_day_of(earliest.at, day_start);
	return status;
}

/* ---- who tells */

static bool marked_within(const struct ledger *ledger, struct ts_range range)
{
	for (size_t i = 0; i < ledger->mark_count; i++) {
		if (ledger->marks[i].day >= range.first && ledger->marks[i].day <= range.last)
			return true;
	}
	return false;
}

enum ts_status owed_read(const struct reading *reading, struct ts_range range, struct owing *out, size_t *damaged)
{
	const struct ts_settings *settings = reading->settings;
	const ts_day today = ts_day_of(reading->now, settings->day_start);
	const struct ledger *ledger;
	/* Where it makes no difference, every day counts as one after the first log: there is work on it, or it owes
	 * nothing. */
	ts_day first = INT32_MIN;
	enum ts_status status = owed_ledger(reading->store, reading->kept, &ledger);

	if (status != TS_OK)
		return status;
	if (range.first < today && ledger_asks_first(ledger, settings) &&
	    (settings->count_empty || marked_within(ledger, range)))
		status = owed_first_log(reading->store, settings->day_start, reading->now, &first, damaged);
	*damaged += reading->kept->ledger_damaged;
	*out = owing_of(ledger, settings, first, today);
	return status;
}
