/* What a user of a simulation marks, sets as a target, books, and says to be right; and that all devices owe the same.
 */
#include "simulate.h"

#include <string.h>

enum { OWED_DAYS = 12 };
#define OR(status) (1U << (status))

static ts_day day_pick(struct world *world)
{
	return ts_day_of(SUPPORT_NOW, 0) - pick(world, OWED_DAYS);
}

static void mark_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	const ts_day first = day_pick(world);
	const struct ts_range range = { first, first + pick(world, 4) };
	const struct ts_day_mark mark = { .kind = (enum ts_mark_kind)(1 + pick(world, 5)),
		                          .half = pick(world, 2) != 0,
		                          .text = "by chance" };
	struct ts_done done;

	if (pick(world, 3) == 0)
		(void)done_right(world, ts_day_mark_clear(device->store, range, now_of(world, device), &done),
		                 OR(TS_OK) | OR(TS_UNCHANGED));
	else
		(void)done_right(world, ts_day_mark_set(device->store, range, &mark, now_of(world, device), &done),
		                 OR(TS_OK) | OR(TS_UNCHANGED));
}

static void target_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_target target = { .from = pick(world, 4) == 0 ? TS_TARGET_EVER : day_pick(world) };
	struct ts_done done;

	for (int i = 0; i < 7; i++)
		target.minutes[i] = 30 * pick(world, 16);
	if (pick(world, 4) == 0)
		(void)done_right(world, ts_target_remove(device->store, target.from, now_of(world, device), &done),
		                 OR(TS_OK) | OR(TS_NOT_FOUND));
	else
		(void)done_right(world, ts_target_set(device->store, &target, now_of(world, device), &done),
		                 OR(TS_OK) | OR(TS_UNCHANGED));
}

/* One that is there, whoever made it; or a new one. */
static void booking_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	struct ts_booking booking = { .day = day_pick(world), .minutes = 15 * (1 + pick(world, 40)), .text = "paid" };
	const ts_time now = now_of(world, device);
	struct ts_bookings list;
	struct ts_done done;

	if (!done_right(world, ts_bookings_read(device->store, &list), OR(TS_OK)))
		return;
	const int deed = list.count > 0 ? pick(world, 3) : 0;
	if (list.count > 0)
		booking.id = list.at[pick(world, (int)list.count)].id;
	enum ts_status status = deed == 0   ? ts_booking_add(device->store, &booking, now, &booking.id, &done)
	                        : deed == 1 ? ts_booking_change(device->store, &booking, now, &done)
	                                    : ts_booking_remove(device->store, booking.id, now, &done);
	(void)done_right(world, status, OR(TS_OK) | OR(TS_UNCHANGED));
	ts_bookings_release(&list);
}

static void budget_do(struct world *world, int index)
{
	static const char *const texts[] = { "parser", "acme", "acme: call", "lunch" };
	struct device *device = &world->devices[index];
	struct ts_done done;

	(void)done_right(world,
	                 ts_budget_set(device->store, texts[pick(world, 4)], 60 * pick(world, 20),
	                               (enum ts_per)pick(world, 2), now_of(world, device), &done),
	                 OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_NOT_FOUND));
}

/* A log has lasted as long as it has: a register of its own, which merges with all that is changed of it. */
static void right_do(struct world *world, int index)
{
	struct device *device = &world->devices[index];
	const struct ts_log_change right = { .right = true };
	struct ts_done done;

	if (world->log_count == 0)
		return;
	struct made_log *log = &world->logs[pick(world, (int)world->log_count)];
	log->touched |= 1U << index;
	(void)done_right(world, ts_log_change(device->store, log->id, &right, now_of(world, device), &done),
	                 OR(TS_OK) | OR(TS_UNCHANGED) | OR(TS_NOT_FOUND));
}

void owed_do(struct world *world, int index)
{
	static void (*const deeds[])(struct world *, int) = { mark_do,    mark_do,   target_do,
		                                              booking_do, budget_do, right_do };

	deeds[pick(world, sizeof deeds / sizeof deeds[0])](world, index);
}

/* ---- in the end */

/* What devices owe on each day, and what that comes to. */
struct told {
	int64_t target[OWED_DAYS], change[OWED_DAYS], forgotten[OWED_DAYS], balance;
	enum ts_mark_kind marks[OWED_DAYS];
	size_t bookings;
	int64_t budgets; /* a sum over them that tells others from them */
};

static void told_read(ts_store *store, struct told *out)
{
	const ts_time now = SUPPORT_NOW + YEARS;
	const struct ts_range range = { ts_day_of(SUPPORT_NOW, 0) - OWED_DAYS + 1, ts_day_of(SUPPORT_NOW, 0) };
	struct ts_bookings bookings;
	struct ts_budgets budgets;
	struct ts_report report;
	bool done = false;

	memset(out, 0, sizeof *out);
	assert_int_equal(ts_flex_prepare(store, now, 10000, &done), TS_OK);
	assert_int_equal(ts_report_read(store, range, now, &report), TS_OK);
	assert_true(report.flex_known && !report.flex_damaged);
	out->balance = report.flex;
	for (int i = 0; i < OWED_DAYS; i++) {
		out->target[i] = report.days[i].target;
		out->change[i] = report.days[i].change;
		out->forgotten[i] = report.days[i].forgotten.milliseconds;
		out->marks[i] = report.days[i].mark;
	}
	ts_report_release(&report);
	assert_int_equal(ts_budgets_read(store, now, &budgets), TS_OK);
	assert_int_equal(budgets.damaged, 0);
	for (size_t i = 0; i < budgets.count; i++)
		out->budgets = 31 * out->budgets + budgets.at[i].minutes * 4 + budgets.at[i].project * 2 +
		               (int)budgets.at[i].per + (int64_t)strlen(budgets.at[i].text) * 100000 +
		               budgets.at[i].used;
	ts_budgets_release(&budgets);
	assert_int_equal(ts_bookings_read(store, &bookings), TS_OK);
	assert_int_equal(bookings.damaged, 0);
	out->bookings = bookings.count;
	ts_bookings_release(&bookings);
}

void owed_assert_same(struct world *world)
{
	struct told first, other;

	told_read(world->devices[0].store, &first);
	for (int i = 1; i < world->count; i++) {
		told_read(world->devices[i].store, &other);
		if (memcmp(&first, &other, sizeof first) != 0)
			fail_msg("seed %ld: device %d owes something else than the first", world->seed, i);
	}
}
