/*
 * What decides the balance besides the logs: marks of days, targets, bookings; and the one function that says what a
 * day owes, which everybody asks. Values and arithmetic; the tests' fake decides by it too. Private to data/.
 */
#ifndef TIMESHEET_DATA_PURE_LEDGER_H
#define TIMESHEET_DATA_PURE_LEDGER_H

#include "data/timesheet.h"

enum { LEDGER_NEVER = INT32_MAX }; /* as a day: there is none */

/* All of it that stands, each list in the order of its days. Begins zeroed. */
struct ledger {
	struct ts_day_mark *marks;
	struct ts_target *targets;
	struct ts_booking *bookings;
	struct ts_budget *budgets; /* in no order; used, and what an activity is called, are not known */
	size_t mark_count, target_count, booking_count, budget_count;
	size_t mark_room, target_room, booking_room, budget_room;
	bool chosen; /* somebody has set a target, or taken one away: what is usual holds no longer */
};
/* False: there is no memory. Then ledger_sort, before anything is asked. */
bool ledger_add_mark(struct ledger *ledger, const struct ts_day_mark *mark) TS_MUST_CHECK;
bool ledger_add_target(struct ledger *ledger, const struct ts_target *target) TS_MUST_CHECK;
bool ledger_add_booking(struct ledger *ledger, const struct ts_booking *booking) TS_MUST_CHECK;
bool ledger_add_budget(struct ledger *ledger, const struct ts_budget *budget) TS_MUST_CHECK;
void ledger_sort(struct ledger *ledger);
/* Where nobody has chosen, so many minutes a week hold from the first log on. */
bool ledger_add_usual(struct ledger *ledger, int weekly) TS_MUST_CHECK;
void ledger_release(struct ledger *ledger);

/* A week's minutes over Monday to Friday. */
void ledger_spread(int weekly, int minutes[7]);
int ledger_weekly(const struct ts_target *target);
/* Values that can be written. A target's day may be TS_TARGET_EVER. */
bool ledger_day_valid(ts_day day);
bool ledger_target_valid(const struct ts_target *target);

/* NULL: the day has none. */
const struct ts_day_mark *ledger_mark(const struct ledger *ledger, ts_day day);
/* The target that holds on a day; NULL: none does. */
const struct ts_target *ledger_target(const struct ledger *ledger, ts_day day);
/* Whether a range's mark leaves a day out: it has no target, or is a whole holiday. */
bool ledger_is_free(const struct ledger *ledger, ts_day day);
/* Whether what a day owes may depend on which day the first log is of. */
bool ledger_asks_first(const struct ledger *ledger, const struct ts_settings *settings);

/* What days owe, to who looks at one moment. */
struct owing {
	const struct ledger *ledger;
	bool count_empty;
	bool none; /* no target: no balance */
	ts_day begin, today;
};
/* first_log: its day, or LEDGER_NEVER. Borrows the ledger. */
struct owing owing_of(const struct ledger *ledger, const struct ts_settings *settings, ts_day first_log, ts_day today);
/* THE function: milliseconds that a day owes, on which so much was worked. Today and after, what it will owe if it is
 * worked on. */
int64_t owing_target(const struct owing *owing, ts_day day, int64_t work);
/* What a day adds to the balance: once it is over, work less target; and its bookings, up to today's. */
int64_t owing_change(const struct owing *owing, ts_day day, int64_t work);
/* The bookings of days up to one, and of today at most. */
int64_t owing_booked(const struct owing *owing, ts_day last);

/* The leave of the days from first to last. */
void ledger_leave(const struct ledger *ledger, struct ts_range range, ts_day today, struct ts_leave *out);

#endif
