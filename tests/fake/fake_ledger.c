/* The fake's marks, targets and bookings. What days owe is decided by the product's own arithmetic. */
#include "data/pure/text.h"
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ledger fake_ledger_of(const struct state *state)
{
	struct ledger ledger = { .marks = NULL };
	bool room = true;
	for (size_t i = 0; i < state->ledger_count; i++) {
		const struct fake_ledger *row = &state->ledger[i];
		ledger.chosen = ledger.chosen || row->entry == FAKE_TARGET;
		if (row->gone)
			continue;
		room = room && (row->entry == FAKE_MARK     ? ledger_add_mark(&ledger, &row->mark)
		                : row->entry == FAKE_TARGET ? ledger_add_target(&ledger, &row->target)
		                : row->entry == FAKE_BUDGET ? ledger_add_budget(&ledger, &row->budget)
		                                            : ledger_add_booking(&ledger, &row->booking));
	}
	if (!room || !ledger_add_usual(&ledger, state->settings.weekly_target))
		abort();
	ledger_sort(&ledger);
	return ledger;
}

ts_day fake_first_day(const ts_store *store, ts_time now)
{
	const struct state *state = store->current->state;
	ts_day first = LEDGER_NEVER;
	for (size_t i = 0; i < state->log_count; i++) {
		ts_day day = ts_day_of(state->logs[i].at, state->settings.day_start);
		if (!state->logs[i].dead && state->logs[i].at <= now && day < first)
			first = day;
	}
	return first;
}

struct owing fake_owing(ts_store *store, const struct ledger *ledger, ts_time now)
{
	const struct ts_settings *settings = &store->current->state->settings;
	return owing_of(ledger, settings, fake_first_day(store, now), ts_day_of(now, settings->day_start));
}

/* The row of a mark or a target of a day; NULL: there never was one. */
static struct fake_ledger *row_find(struct state *state, enum fake_entry entry, ts_day day)
{
	for (size_t i = 0; i < state->ledger_count; i++) {
		struct fake_ledger *row = &state->ledger[i];
		if (row->entry == entry && (entry == FAKE_MARK ? row->mark.day : row->target.from) == day)
			return row;
	}
	return NULL;
}

static struct fake_ledger *row_make(struct state *state, enum fake_entry entry)
{
	if (state->ledger_count == MOST_LEDGER)
		abort();
	struct fake_ledger *row = &state->ledger[state->ledger_count++];
	memset(row, 0, sizeof *row);
	row->entry = entry;
	return row;
}

static void minutes_words(int64_t minutes, bool sign, char *out, size_t size)
{
	long long length = minutes < 0 ? -minutes : minutes;
	(void)snprintf(out, size, "%s%lld:%02lld", minutes < 0 ? "-" : sign ? "+" : "", length / 60, length % 60);
}

static enum ts_status end(ts_store *store, struct state *before, struct ts_done *done, enum ts_deed deed, ts_day day,
                          ts_time now)
{
	if (fake_state_equal(before, store->current->state)) {
		fake_abandon(store, before);
		return TS_UNCHANGED;
	}
	done->deed = deed;
	done->day = day != TS_TARGET_EVER ? day : ts_day_of(now, store->current->state->settings.day_start);
	return fake_end(store, before, done);
}

/* ---- marks */

static enum ts_status range_check(struct ts_range range)
{
	if (range.last < range.first || !ledger_day_valid(range.first) || !ledger_day_valid(range.last))
		return TS_INVALID;
	return range.last - range.first >= TS_MARK_DAYS ? TS_TOO_LONG : TS_OK;
}

static void mark_put(struct state *state, ts_day day, const struct ts_day_mark *mark)
{
	struct fake_ledger *row = row_find(state, FAKE_MARK, day);
	if (!row)
		row = row_make(state, FAKE_MARK);
	memset(&row->mark, 0, sizeof row->mark);
	row->gone = false;
	row->mark.kind = mark->kind;
	row->mark.half = mark->half;
	row->mark.day = day;
	(void)snprintf(row->mark.text, sizeof row->mark.text, "%s", mark->text);
}

enum ts_status ts_day_mark_set(ts_store *store, struct ts_range range, const struct ts_day_mark *mark, ts_time now,
                               struct ts_done *done)
{
	struct ts_day_mark wish = { .kind = mark->kind, .half = mark->half };
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = range_check(range);
	if (status == TS_OK && (mark->kind < TS_MARK_HOLIDAY || mark->kind > TS_MARK_WORK))
		status = TS_INVALID;
	if (status == TS_OK)
		status = text_compose(mark->text, wish.text, sizeof wish.text);
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	struct ledger ledger = fake_ledger_of(before);
	bool all = mark->kind == TS_MARK_HOLIDAY || range.first == range.last, any = false;
	for (ts_day day = range.first; day <= range.last; day++)
		any = any || !ledger_is_free(&ledger, day);
	ts_day first = range.last + 1;
	for (ts_day day = range.first; day <= range.last; day++) {
		if (!all && any && ledger_is_free(&ledger, day))
			continue;
		mark_put(store->current->state, day, &wish);
		first = day < first ? day : first;
	}
	ledger_release(&ledger);
	*done = (struct ts_done){ .off = false };
	(void)snprintf(done->text, sizeof done->text, "%s%s", ts_mark_word(wish.kind), wish.half ? ", half" : "");
	return end(store, before, done, TS_DEED_MARK, first, now);
}

enum ts_status ts_day_mark_clear(ts_store *store, struct ts_range range, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	ts_day first = range.last + 1;
	if (status == TS_OK)
		status = range_check(range);
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	*done = (struct ts_done){ .off = false };
	for (ts_day day = range.last; day >= range.first; day--) {
		struct fake_ledger *row = row_find(store->current->state, FAKE_MARK, day);
		if (!row || row->gone)
			continue;
		row->gone = true;
		first = day;
		(void)snprintf(done->text, sizeof done->text, "%s%s", ts_mark_word(row->mark.kind),
		               row->mark.half ? ", half" : "");
	}
	return end(store, before, done, TS_DEED_MARK, first, now);
}

enum ts_status ts_day_marks_import(ts_store *store, const struct ts_day_mark *marks, size_t count, ts_time now,
                                   size_t *made)
{
	enum ts_status status = fake_write(store);
	struct ts_done done = { .off = false };
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	size_t new_ones = 0;
	ts_day first = 0;
	for (size_t i = count; i > 0; i--) {
		if (row_find(store->current->state, FAKE_MARK, marks[i - 1].day))
			continue;
		mark_put(store->current->state, marks[i - 1].day, &marks[i - 1]);
		first = marks[i - 1].day;
		new_ones++;
	}
	status = end(store, before, &done, TS_DEED_MARK, first, now);
	if (status == TS_OK)
		*made = new_ones;
	return status;
}

enum ts_status ts_day_marks_read(ts_store *store, struct ts_range range, struct ts_day_marks *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = (struct ts_day_marks){ .at = calloc(ledger.mark_count + 1, sizeof *out->at), .damaged = store->damaged };
	if (!out->at)
		abort();
	for (size_t i = 0; i < ledger.mark_count; i++) {
		if (ledger.marks[i].day >= range.first && ledger.marks[i].day <= range.last)
			out->at[out->count++] = ledger.marks[i];
	}
	ledger_release(&ledger);
	return TS_OK;
}

enum ts_status ts_leave_read(ts_store *store, int year, ts_time now, struct ts_leave *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	const struct ts_settings *settings = &store->current->state->settings;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = (struct ts_leave){ .allowance = settings->leave, .damaged = store->damaged };
	ledger_leave(&ledger, (struct ts_range){ ts_day_from_civil(year, 1, 1), ts_day_from_civil(year, 12, 31) },
	             ts_day_of(now, settings->day_start), out);
	ledger_release(&ledger);
	return TS_OK;
}

/* ---- targets */

static void target_put(struct state *state, ts_day from, const int minutes[7])
{
	struct fake_ledger *row = row_find(state, FAKE_TARGET, from);
	if (!row)
		row = row_make(state, FAKE_TARGET);
	row->gone = !minutes;
	row->target.from = from;
	if (minutes)
		memcpy(row->target.minutes, minutes, sizeof row->target.minutes);
}

/* What was usual goes on for the time before. */
static void target_choose(ts_store *store, ts_day from, const int minutes[7], ts_time now)
{
	struct state *state = store->current->state;
	struct ledger ledger = fake_ledger_of(state);
	if (!ledger.chosen && ledger.target_count > 0 && from != TS_TARGET_EVER && fake_first_day(store, now) < from)
		target_put(state, TS_TARGET_EVER, ledger.targets[0].minutes);
	ledger_release(&ledger);
	target_put(state, from, minutes);
}

void fake_ledger_weekly(ts_store *store, int weekly, ts_time now)
{
	struct ledger ledger = fake_ledger_of(store->current->state);
	ts_day today = ts_day_of(now, store->current->state->settings.day_start);
	bool ever =
	        fake_first_day(store, now) >= today && (!ledger.chosen || ledger.target_count == 0 ||
	                                                ledger.targets[ledger.target_count - 1].from == TS_TARGET_EVER);
	int minutes[7];
	ledger_release(&ledger);
	ledger_spread(weekly, minutes);
	target_choose(store, ever ? TS_TARGET_EVER : today, minutes, now);
}

static void target_words(const struct ts_target *target, char *out, size_t size)
{
	char week[32];
	minutes_words(ledger_weekly(target), false, week, sizeof week);
	(void)snprintf(out, size, "%s a week", week);
}

enum ts_status ts_target_set(ts_store *store, const struct ts_target *target, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	if (!ledger_target_valid(target))
		return TS_INVALID;
	struct state *before = fake_begin(store);
	*done = (struct ts_done){ .off = false };
	target_words(target, done->text, sizeof done->text);
	target_choose(store, target->from, target->minutes, now);
	return end(store, before, done, TS_DEED_TARGET, target->from, now);
}

enum ts_status ts_target_remove(ts_store *store, ts_day from, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	const struct ts_target *found = NULL;
	for (size_t i = 0; i < ledger.target_count; i++) {
		if (ledger.targets[i].from == from)
			found = &ledger.targets[i];
	}
	*done = (struct ts_done){ .off = false };
	if (found)
		target_words(found, done->text, sizeof done->text);
	bool there = found != NULL;
	ledger_release(&ledger);
	if (!there)
		return TS_NOT_FOUND;
	struct state *before = fake_begin(store);
	target_put(store->current->state, from, NULL);
	return end(store, before, done, TS_DEED_TARGET, from, now);
}

enum ts_status ts_targets_read(ts_store *store, struct ts_targets *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = (struct ts_targets){ ledger.targets, ledger.target_count, store->damaged };
	ledger.targets = NULL;
	ledger.target_count = 0;
	ledger_release(&ledger);
	return TS_OK;
}

/* ---- bookings */

static enum ts_status booking_check(const struct ts_booking *wish, struct ts_booking *booking)
{
	memset(booking, 0, sizeof *booking);
	booking->id = wish->id;
	booking->day = wish->day;
	booking->minutes = wish->minutes;
	if (!ledger_day_valid(wish->day) || wish->minutes == 0 || wish->minutes < -TS_BOOKING_MOST ||
	    wish->minutes > TS_BOOKING_MOST)
		return TS_INVALID;
	return text_compose(wish->text, booking->text, sizeof booking->text);
}

static void booking_words(const struct ts_booking *booking, struct ts_done *done)
{
	char booked[32];
	minutes_words(booking->minutes, true, booked, sizeof booked);
	*done = (struct ts_done){ .off = false };
	(void)snprintf(done->text, sizeof done->text, "%s%s%.200s", booked, booking->text[0] ? " " : "", booking->text);
}

static struct fake_ledger *booking_find(struct state *state, struct ts_id id)
{
	for (size_t i = 0; i < state->ledger_count; i++) {
		struct fake_ledger *row = &state->ledger[i];
		if (row->entry == FAKE_BOOKING && !row->gone && ts_id_equal(row->booking.id, id))
			return row;
	}
	return NULL;
}

enum ts_status ts_booking_add(ts_store *store, const struct ts_booking *booking, ts_time now, struct ts_id *id,
                              struct ts_done *done)
{
	struct ts_booking wish;
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = booking_check(booking, &wish);
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	wish.id = *id = fake_id(store);
	row_make(store->current->state, FAKE_BOOKING)->booking = wish;
	booking_words(&wish, done);
	return end(store, before, done, TS_DEED_BOOKING, wish.day, now);
}

enum ts_status ts_booking_change(ts_store *store, const struct ts_booking *booking, ts_time now, struct ts_done *done)
{
	struct ts_booking wish;
	enum ts_status status = fake_write(store);
	if (status == TS_OK)
		status = booking_check(booking, &wish);
	if (status == TS_OK && !booking_find(store->current->state, booking->id))
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	booking_find(store->current->state, booking->id)->booking = wish;
	booking_words(&wish, done);
	return end(store, before, done, TS_DEED_BOOKING, wish.day, now);
}

enum ts_status ts_booking_remove(ts_store *store, struct ts_id id, ts_time now, struct ts_done *done)
{
	enum ts_status status = fake_write(store);
	if (status == TS_OK && !booking_find(store->current->state, id))
		status = TS_NOT_FOUND;
	if (status != TS_OK)
		return status;
	struct state *before = fake_begin(store);
	struct fake_ledger *row = booking_find(store->current->state, id);
	row->gone = true;
	booking_words(&row->booking, done);
	return end(store, before, done, TS_DEED_BOOKING, row->booking.day, now);
}

enum ts_status ts_bookings_read(ts_store *store, struct ts_bookings *out)
{
	enum ts_status status = fake_read(store);
	if (status != TS_OK)
		return status;
	struct ledger ledger = fake_ledger_of(store->current->state);
	*out = (struct ts_bookings){ ledger.bookings, ledger.booking_count, store->damaged };
	ledger.bookings = NULL;
	ledger.booking_count = 0;
	ledger_release(&ledger);
	return TS_OK;
}
