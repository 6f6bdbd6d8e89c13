/* Marks of days, targets, bookings; and what a day owes. */
#include "data/pure/ledger.h"

#include "data/pure/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONDAY_TO_FRIDAY = 5, WEEK = 7, DAY_MINUTES = 24 * 60 };

static const char *const words[] = { "", "holiday", "leave", "sick", "flex", "work" };
enum { WORDS = sizeof words / sizeof words[0] };

const char *ts_mark_word(enum ts_mark_kind kind)
{
	return (unsigned)kind < WORDS ? words[kind] : "";
}

const char *ts_per_word(enum ts_per per)
{
	return per == TS_PER_MONTH ? "month" : "week";
}

bool ts_per_find(const char *word, enum ts_per *out)
{
	*out = strcmp(word, "month") == 0 ? TS_PER_MONTH : TS_PER_WEEK;
	return strcmp(word, ts_per_word(*out)) == 0;
}

bool ts_budget_counts(const struct ts_budget *budget, const char *text)
{
	char project[TS_TEXT_SIZE];

	(void)snprintf(project, sizeof project, "%.*s", (int)ts_text_project(text), text);
	return ts_text_same(budget->text, budget->project ? project : text);
}

bool ts_mark_find(const char *word, enum ts_mark_kind *out)
{
	for (int i = 1; i < WORDS; i++) {
		if (strcmp(words[i], word) != 0)
			continue;
		*out = (enum ts_mark_kind)i;
		return true;
	}
	return false;
}

/* ---- the lists */

bool ledger_add_mark(struct ledger *ledger, const struct ts_day_mark *mark)
{
	if (!array_room(&ledger->marks, &ledger->mark_room, ledger->mark_count + 1, sizeof *ledger->marks))
		return false;
	ledger->marks[ledger->mark_count++] = *mark;
	return true;
}

bool ledger_add_target(struct ledger *ledger, const struct ts_target *target)
{
	if (!array_room(&ledger->targets, &ledger->target_room, ledger->target_count + 1, sizeof *ledger->targets))
		return false;
	ledger->targets[ledger->target_count++] = *target;
	return true;
}

bool ledger_add_booking(struct ledger *ledger, const struct ts_booking *booking)
{
	if (!array_room(&ledger->bookings, &ledger->booking_room, ledger->booking_count + 1, sizeof *ledger->bookings))
		return false;
	ledger->bookings[ledger->booking_count++] = *booking;
	return true;
}

bool ledger_add_budget(struct ledger *ledger, const struct ts_budget *budget)
{
	if (!array_room(&ledger->budgets, &ledger->budget_room, ledger->budget_count + 1, sizeof *ledger->budgets))
		return false;
	ledger->budgets[ledger->budget_count++] = *budget;
	return true;
}

bool ledger_add_usual(struct ledger *ledger, int weekly)
{
	struct ts_target usual = { .from = TS_TARGET_EVER, .usual = true };

	if (ledger->chosen || weekly == 0)
		return true;
	ledger_spread(weekly, usual.minutes);
	return ledger_add_target(ledger, &usual);
}

static int days_compare(ts_day left, ts_day right)
{
	return left < right ? -1 : left > right;
}

static int mark_compare(const void *left, const void *right)
{
	const struct ts_day_mark *a = left, *b = right;

	return days_compare(a->day, b->day);
}

static int target_compare(const void *left, const void *right)
{
	const struct ts_target *a = left, *b = right;

	return days_compare(a->from, b->from);
}

static int booking_compare(const void *left, const void *right)
{
	const struct ts_booking *a = left, *b = right;
	int compared = days_compare(a->day, b->day);

	return compared != 0 ? compared : memcmp(a->id.bytes, b->id.bytes, TS_ID_SIZE);
}

void ledger_sort(struct ledger *ledger)
{
	if (ledger->mark_count > 1)
		qsort(ledger->marks, ledger->mark_count, sizeof *ledger->marks, mark_compare);
	if (ledger->target_count > 1)
		qsort(ledger->targets, ledger->target_count, sizeof *ledger->targets, target_compare);
	if (ledger->booking_count > 1)
		qsort(ledger->bookings, ledger->booking_count, sizeof *ledger->bookings, booking_compare);
}

void ledger_release(struct ledger *ledger)
{
	free(ledger->marks);
	free(ledger->targets);
	free(ledger->bookings);
	free(ledger->budgets);
	*ledger = (struct ledger){ 0 };
}

void ts_day_marks_release(struct ts_day_marks *marks)
{
	free(marks->at);
	*marks = (struct ts_day_marks){ 0 };
}

void ts_targets_release(struct ts_targets *targets)
{
	free(targets->at);
	*targets = (struct ts_targets){ 0 };
}

void ts_budgets_release(struct ts_budgets *budgets)
{
	free(budgets->at);
	*budgets = (struct ts_budgets){ 0 };
}

void ts_bookings_release(struct ts_bookings *bookings)
{
	free(bookings->at);
	*bookings = (struct ts_bookings){ 0 };
}

/* ---- values */

void ledger_spread(int weekly, int minutes[7])
{
	for (int i = 0; i < WEEK; i++)
		minutes[i] = i < MONDAY_TO_FRIDAY ? weekly / MONDAY_TO_FRIDAY + (i < weekly % MONDAY_TO_FRIDAY) : 0;
	/* More than five days have: the rest is of Saturday, then Sunday. */
	for (int i = 0, rest = 0; i < WEEK; i++) {
		minutes[i] += rest;
		rest = minutes[i] > DAY_MINUTES ? minutes[i] - DAY_MINUTES : 0;
		minutes[i] -= rest;
	}
}

int ledger_weekly(const struct ts_target *target)
{
	int sum = 0;

	for (int i = 0; i < WEEK; i++)
		sum += target->minutes[i];
	return sum;
}

bool ledger_day_valid(ts_day day)
{
	return day >= ts_day_from_civil(1, 1, 1) && day <= ts_day_from_civil(9999, 12, 31);
}

bool ledger_target_valid(const struct ts_target *target)
{
	for (int i = 0; i < WEEK; i++) {
		if (target->minutes[i] < 0 || target->minutes[i] > DAY_MINUTES)
			return false;
	}
	return target->from == TS_TARGET_EVER || ledger_day_valid(target->from);
}

/* ---- what holds on a day */

const struct ts_day_mark *ledger_mark(const struct ledger *ledger, ts_day day)
{
	const struct ts_day_mark wanted = { .day = day };

	if (ledger->mark_count == 0)
		return NULL;
	return bsearch(&wanted, ledger->marks, ledger->mark_count, sizeof wanted, mark_compare);
}

const struct ts_target *ledger_target(const struct ledger *ledger, ts_day day)
{
	size_t low = 0, high = ledger->target_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ledger->targets[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &ledger->targets[low - 1] : NULL;
}

/* By its weekday alone. */
static int64_t day_target(const struct ledger *ledger, ts_day day)
{
	const struct ts_target *target = ledger_target(ledger, day);

	return target ? target->minutes[ts_day_weekday(day)] * TS_MINUTE : 0;
}

bool ledger_is_free(const struct ledger *ledger, ts_day day)
{
	const struct ts_day_mark *mark = ledger_mark(ledger, day);

	return day_target(ledger, day) == 0 || (mark && mark->kind == TS_MARK_HOLIDAY && !mark->half);
}

bool ledger_asks_first(const struct ledger *ledger, const struct ts_settings *settings)
{
	bool ever = ledger->target_count > 0 && ledger->targets[0].from == TS_TARGET_EVER;

	return ever && (settings->count_empty || ledger->mark_count > 0);
}

/* ---- what it owes */

static bool any_minutes(const struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->target_count; i++) {
		if (ledger_weekly(&ledger->targets[i]) > 0)
			return true;
	}
	return false;
}

struct owing owing_of(const struct ledger *ledger, const struct ts_settings *settings, ts_day first_log, ts_day today)
{
	struct owing owing = { .ledger = ledger,
		               .count_empty = settings->count_empty,
		               .none = !any_minutes(ledger),
		               .begin = LEDGER_NEVER,
		               .today = today };

	if (!owing.none)
		owing.begin = ledger->targets[0].from == TS_TARGET_EVER ? first_log : ledger->targets[0].from;
	return owing;
}

/* What a mark leaves of a target; a day without a mark owes it, too, once there is work on it. */
static int64_t marked_target(const struct ts_day_mark *mark, int64_t target)
{
	switch (mark ? mark->kind : TS_MARK_NONE) {
	case TS_MARK_HOLIDAY:
	case TS_MARK_LEAVE:
	case TS_MARK_SICK:
		return mark->half ? target - target / 2 : 0;
	case TS_MARK_WORK:
		return mark->half ? target / 2 : target;
	case TS_MARK_FLEX:
	case TS_MARK_NONE:
		break;
	}
	return target;
}

int64_t owing_target(const struct owing *owing, ts_day day, int64_t work)
{
	const struct ts_day_mark *mark = ledger_mark(owing->ledger, day);
	bool over = day < owing->today;

	if (owing->none || (over && day < owing->begin))
		return 0;
	if (over && !mark && work == 0 && !owing->count_empty)
		return 0;
	return marked_target(mark, day_target(owing->ledger, day));
}

/* The first booking of a day or later. */
static size_t booking_first(const struct ledger *ledger, ts_day day)
{
	size_t low = 0, high = ledger->booking_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ledger->bookings[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int64_t booked_between(const struct owing *owing, size_t first, ts_day last)
{
	const struct ledger *ledger = owing->ledger;
	int64_t sum = 0;

	for (size_t i = first; i < ledger->booking_count; i++) {
		if (ledger->bookings[i].day > last || ledger->bookings[i].day > owing->today)
			break;
		sum += ledger->bookings[i].minutes * TS_MINUTE;
	}
	return owing->none ? 0 : sum;
}

int64_t owing_booked(const struct owing *owing, ts_day last)
{
	return booked_between(owing, 0, last);
}

int64_t owing_change(const struct owing *owing, ts_day day, int64_t work)
{
	int64_t change = booked_between(owing, booking_first(owing->ledger, day), day);

	if (!owing->none && day < owing->today && day >= owing->begin)
		change += work - owing_target(owing, day, work);
	return change;
}

void ledger_leave(const struct ledger *ledger, struct ts_range range, ts_day today, struct ts_leave *out)
{
	for (size_t i = 0; i < ledger->mark_count; i++) {
		const struct ts_day_mark *mark = &ledger->marks[i];
		if (mark->kind != TS_MARK_LEAVE || mark->day < range.first || mark->day > range.last ||
		    day_target(ledger, mark->day) == 0)
			continue;
		*(mark->day <= today ? &out->taken : &out->planned) += mark->half ? 1 : 2;
	}
}
