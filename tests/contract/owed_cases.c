/* What days owe, and the balance: the situations that contracts bring, and that everybody who tells it agrees. */
#include "contract.h"
#include "tests/campaign/campaign.h"
#include "whole.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static ts_day date(int year, int month, int day)
{
	return ts_day_from_civil(year, month, day);
}

/* ---- all who tell a balance */

static struct ts_report report_of(const struct contract *contract, ts_day first, ts_day last)
{
	struct ts_report report;
	const struct ts_range range = { first, last };
	assert_int_equal(whole_report_read(contract->store, range, contract->now, &report), TS_OK);
	return report;
}

static int64_t rows_change(const struct ts_report *report, enum ts_report_by by)
{
	struct ts_report_rows rows;
	int64_t sum = 0;
	assert_int_equal(ts_report_rows(report, by, &rows), TS_OK);
	for (size_t i = 0; i < rows.count; i++)
		sum += rows.at[i].change;
	ts_report_rows_release(&rows);
	return sum;
}

/* The same day as day, week and report tell it. */
static void day_agrees(const struct contract *contract, const struct ts_report_day *day)
{
	struct ts_day_view view;
	struct ts_week week;
	assert_int_equal(ts_day_read(contract->store, day->day, contract->now, &view), TS_OK);
	assert_int_equal(ts_week_read(contract->store, day->day - ts_day_weekday(day->day), contract->now, &week),
	                 TS_OK);
	int weekday = ts_day_weekday(day->day);
	assert_int_equal(view.work, day->work);
	assert_int_equal(view.target, day->target);
	assert_int_equal(week.target[weekday], day->target);
	assert_int_equal(view.mark.kind, day->mark);
	assert_int_equal(week.marks[weekday], day->mark);
	assert_int_equal(view.mark.half, day->half);
	assert_int_equal(view.pauses.stretch, day->pauses.stretch);
	assert_int_equal(view.pauses.breaks, day->pauses.breaks);
	ts_day_release(&view);
}

/* The balance at the end of a day, in minutes, if all tell the same; whether there is a target. */
static int64_t balance_at(const struct contract *contract, ts_day last, bool *none)
{
	struct ts_balance balance;
	struct ts_civil civil;
	struct ts_week week;
	assert_int_equal(whole_prepare(contract->store, contract->now), TS_OK);
	assert_int_equal(ts_balance_read(contract->store, last, contract->now, &balance), TS_OK);
	assert_true(balance.known && !balance.damaged);
	ts_day_to_civil(last, &civil);
	const ts_day firsts[] = { last, last - ts_day_weekday(last), last - civil.day + 1, date(civil.year, 1, 1),
		                  date(2015, 1, 1) };
	for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
		struct ts_report report = report_of(contract, firsts[i], last);
		assert_true(report.flex_known);
		assert_int_equal(report.flex, balance.milliseconds);
		assert_int_equal(report.no_target, balance.no_target);
		assert_int_equal(rows_change(&report, TS_BY_DAY), report.change);
		assert_int_equal(rows_change(&report, TS_BY_WEEK), report.change);
		assert_int_equal(rows_change(&report, TS_BY_MONTH), report.change);
		/* Nothing is older. */
		if (firsts[i] == date(2015, 1, 1))
			assert_int_equal(report.change, balance.milliseconds);
		day_agrees(contract, &report.days[report.day_count - 1]);
		ts_report_release(&report);
	}
	assert_int_equal(ts_week_read(contract->store, last - ts_day_weekday(last), contract->now, &week), TS_OK);
	assert_int_equal(week.no_target, balance.no_target);
	struct ts_report report = report_of(contract, week.first, week.first + 6);
	assert_int_equal(week.flex, report.flex);
	assert_int_equal(week.change, report.change);
	assert_int_equal(week.total_target, report.target);
	ts_report_release(&report);
	*none = balance.no_target;
	return balance.milliseconds / TS_MINUTE;
}

/* ---- situations, as lines */

static int minutes_of(const char *text)
{
	int hours = 0, minutes = 0, sign = text[0] == '-' ? -1 : 1;
	assert_int_equal(sscanf(text[0] == '-' || text[0] == '+' ? text + 1 : text, "%d:%d", &hours, &minutes), 2);
	return sign * (hours * 60 + minutes);
}

static ts_day date_of(const char *text)
{
	int year, month, day;
	assert_int_equal(sscanf(text, "%d-%d-%d", &year, &month, &day), 3);
	return date(year, month, day);
}

static void log_at(const struct contract *contract, const char *text, ts_time at)
{
	struct ts_done done;
	enum ts_status status = ts_log_text(contract->store, text, NULL, at, contract->now, &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
}

static void work(const struct contract *contract, ts_day day, int from, int length)
{
	log_at(contract, "parser", ts_time_local(day, from, NULL));
	log_at(contract, "off", ts_time_local(day, from, NULL) + length * TS_MINUTE);
}

static void mark(const struct contract *contract, ts_day day, const char *word, bool half)
{
	struct ts_day_mark mark = { .half = half };
	struct ts_done done;
	assert_true(ts_mark_find(word, &mark.kind));
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ day, day }, &mark, contract->now, &done),
	                 TS_OK);
}

/* breaks: they are told. */
static void settings_set(const struct contract *contract, bool count_empty, bool breaks)
{
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	settings.count_empty = count_empty;
	assert_true(ts_breaks_parse(breaks ? "on" : "off", &settings.breaks));
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
}

/* target DATE MO TU WE TH FR (hours) | none; work DATE HH:MM LENGTH; mark DATE KIND [half]; book DATE LENGTH; count;
 * zone TZ; is DATE BALANCE: at the end of that day; is DATE none: no balance is told. */
static void line_run(const struct contract *contract, const char *situation, const char *line)
{
	char word[16], when[16] = "", rest[5][16] = { "" };
	struct ts_done done;
	int words = sscanf(line, "%15s %15s %15s %15s %15s %15s %15s", word, when, rest[0], rest[1], rest[2], rest[3],
	                   rest[4]);
	assert_true(words >= 1);
	if (strcmp(word, "target") == 0 && strcmp(rest[0], "none") == 0) {
		assert_int_equal(ts_target_remove(contract->store, TS_TARGET_EVER, contract->now, &done), TS_OK);
	} else if (strcmp(word, "target") == 0) {
		struct ts_target target = { .from = date_of(when) };
		for (int i = 0; i < 5; i++)
			target.minutes[i] = atoi(rest[i]) * 60;
		assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_OK);
	} else if (strcmp(word, "work") == 0) {
		work(contract, date_of(when), minutes_of(rest[0]), minutes_of(rest[1]));
	} else if (strcmp(word, "mark") == 0) {
		mark(contract, date_of(when), rest[0], strcmp(rest[1], "half") == 0);
	} else if (strcmp(word, "book") == 0) {
		const struct ts_booking booking = { .day = date_of(when), .minutes = minutes_of(rest[0]) };
		struct ts_id id;
		assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_OK);
	} else if (strcmp(word, "count") == 0) {
		settings_set(contract, true, true);
	} else if (strcmp(word, "zone") == 0) {
		assert_int_equal(setenv("TZ", when, 1), 0);
		tzset();
	} else {
		bool none = false;
		int64_t balance = balance_at(contract, date_of(when), &none);
		if (none != (strcmp(rest[0], "none") == 0) || (!none && balance != minutes_of(rest[0])))
			fail_msg("%s: %s: it is %" PRId64 " minutes%s", situation, line, balance, none ? ", none" : "");
	}
}

#define FULL_TIME "target 2026-08-31 8 8 8 8 8|"
static const struct situation {
	const char *name, *lines;
} situations[] = {
	{ "new contract mid-year", "target 2026-01-05 8 8 8 8 8|target 2026-07-01 4 4 4 4 4|work 2026-06-29 09:00 7:00|"
	                           "work 2026-06-30 09:00 8:00|work 2026-07-01 09:00 8:00|is 2026-06-30 -1:00|"
	                           "is 2026-07-01 3:00|is 2026-09-30 3:00" },
	{ "part time on three days",
	  "target 2026-08-31 8 8 0 6 0|work 2026-08-31 09:00 8:00|work 2026-09-01 09:00 7:30|"
	  "work 2026-09-02 09:00 2:00|work 2026-09-03 09:00 6:15|is 2026-09-30 1:45" },
	{ "half holiday",
	  FULL_TIME "mark 2026-09-01 holiday half|work 2026-09-01 09:00 4:30|mark 2026-09-02 holiday half|"
	            "is 2026-09-01 0:30|is 2026-09-30 -3:30" },
	{ "sick half day", FULL_TIME "mark 2026-09-03 sick half|work 2026-09-03 09:00 3:00|is 2026-09-30 -1:00" },
	{ "day in lieu",
	  FULL_TIME "work 2026-08-31 08:00 10:00|work 2026-09-01 08:00 10:00|work 2026-09-02 08:00 10:00|"
	            "is 2026-09-02 6:00|mark 2026-09-03 flex|is 2026-09-03 -2:00|is 2026-09-30 -2:00" },
	{ "opening balance", "target 2026-09-01 8 8 8 8 8|book 2026-08-31 +12:30|work 2026-09-01 09:00 8:00|"
	                     "is 2026-08-30 0:00|is 2026-08-31 12:30|is 2026-09-30 12:30" },
	{ "overtime paid out",
	  FULL_TIME "work 2026-09-01 08:00 10:00|work 2026-09-02 08:00 10:00|book 2026-09-03 -3:00|"
	            "is 2026-09-02 4:00|is 2026-09-03 1:00|is 2026-09-30 1:00" },
	{ "year change", "target 2025-12-29 8 8 8 8 8|mark 2026-01-01 holiday|work 2025-12-31 20:00 8:00|"
	                 "is 2025-12-31 -4:00|is 2026-01-01 0:00|is 2026-09-30 0:00" },
	{ "work on a holiday", FULL_TIME "mark 2026-09-07 holiday|work 2026-09-07 09:00 3:00|is 2026-09-30 3:00" },
	{ "night over a holiday's border", FULL_TIME "mark 2026-09-07 holiday|work 2026-09-07 22:00 8:00|"
	                                             "is 2026-09-07 2:00|is 2026-09-08 0:00|is 2026-09-30 0:00" },
	{ "zone change on a flex day",
	  FULL_TIME "mark 2026-09-10 flex|zone JST-9|work 2026-09-10 17:00 1:00|"
	            "zone CET-1CEST,M3.5.0,M10.5.0/3|is 2026-09-10 -7:00|is 2026-09-30 -7:00" },
	{ "empty weeks", "target 2026-09-07 8 8 8 8 8|work 2026-09-07 09:00 8:00|work 2026-09-21 09:00 8:00|"
	                 "is 2026-09-21 0:00|is 2026-09-30 0:00|count|is 2026-09-07 0:00|is 2026-09-14 -40:00|"
	                 "is 2026-09-21 -72:00|is 2026-09-30 -128:00" },
	{ "imported history without target", "work 2020-03-02 09:00 1:00|work 2026-09-25 09:00 9:00|target ever none|"
	                                     "is 2026-09-30 none|target 2026-09-28 8 8 8 8 8|"
	                                     "work 2026-09-29 09:00 9:00|is 2026-09-27 0:00|is 2026-09-30 1:00" },
	{ "forgotten Friday",
	  FULL_TIME "work 2026-09-14 09:00 8:00|work 2026-09-15 09:00 8:00|work 2026-09-16 09:00 8:00|"
	            "work 2026-09-17 09:00 8:00|is 2026-09-30 0:00|mark 2026-09-18 work|"
	            "is 2026-09-17 0:00|is 2026-09-18 -8:00|work 2026-09-18 09:00 0:01|"
	            "is 2026-09-30 -7:59" },
	{ "leap day", "target 2024-02-26 8 8 8 8 8|work 2024-02-29 09:00 9:00|work 2024-03-01 09:00 7:00|"
	              "is 2024-02-28 0:00|is 2024-02-29 1:00|is 2024-03-01 0:00|is 2026-09-30 0:00" },
	/* And what holds without any of it: from the first log on, as before there were targets. */
	{ "nothing chosen",
	  "work 2026-09-01 09:00 9:00|work 2026-09-05 09:00 1:00|is 2026-08-31 0:00|is 2026-09-30 2:00|"
	  "target 2026-09-07 4 4 4 4 4|is 2026-09-30 2:00|work 2026-09-07 09:00 8:00|is 2026-09-30 6:00" },
};

static void situations_of_contracts_are_as_computed_by_hand(void **state)
{
	struct contract *first = *state;
	for (size_t i = 0; i < sizeof situations / sizeof situations[0]; i++) {
		void *fresh = NULL;
		char lines[1024], *left = NULL;
		assert_int_equal(contract_setup(&fresh), 0);
		(void)snprintf(lines, sizeof lines, "%s", situations[i].lines);
		for (char *line = strtok_r(lines, "|", &left); line; line = strtok_r(NULL, "|", &left))
			line_run(fresh, situations[i].name, line);
		assert_int_equal(contract_teardown(&fresh), 0);
	}
	assert_non_null(first);
}

/* ---- a slow oracle, of its own making */

enum { ORACLE_DAYS = 90, ORACLE_BOOKINGS = 64, ORACLE_TARGETS = 16 };

/* Days before the story's: 0 is the first of them, ORACLE_DAYS the story's. */
struct oracle {
	int work[ORACLE_DAYS];
	bool logged[ORACLE_DAYS];
	enum ts_mark_kind mark[ORACLE_DAYS];
	bool half[ORACLE_DAYS];
	struct {
		int from; /* -1: ever */
		int minutes[7];
	} targets[ORACLE_TARGETS];
	int target_count;
	bool chosen, count_empty;
	struct {
		int day, minutes;
	} bookings[ORACLE_BOOKINGS];
	int booking_count;
};

static int oracle_first(const struct oracle *oracle)
{
	for (int i = 0; i < ORACLE_DAYS; i++) {
		if (oracle->logged[i])
			return i;
	}
	return ORACLE_DAYS;
}

/* In half minutes, so that half a day of an odd target is a number. */
static int oracle_owes(const struct oracle *oracle, int day, int weekday)
{
	int latest = -2, target = 0;
	for (int i = 0; i < oracle->target_count; i++) {
		if (oracle->targets[i].from <= day && oracle->targets[i].from > latest) {
			latest = oracle->targets[i].from;
			target = 2 * oracle->targets[i].minutes[weekday];
		}
	}
	enum ts_mark_kind mark = oracle->mark[day];
	if (mark == TS_MARK_NONE)
		return oracle->work[day] > 0 || oracle->count_empty ? target : 0;
	if (mark == TS_MARK_FLEX)
		return target;
	if (mark == TS_MARK_WORK)
		return oracle->half[day] ? target / 2 : target;
	return oracle->half[day] ? target / 2 : 0;
}

static bool oracle_none(const struct oracle *oracle)
{
	for (int i = 0; i < oracle->target_count; i++) {
		for (int day = 0; day < 7; day++) {
			if (oracle->targets[i].minutes[day] > 0)
				return false;
		}
	}
	return true;
}

static int oracle_balance(const struct oracle *oracle, const struct contract *contract, int last)
{
	int begin = ORACLE_DAYS, sum = 0;
	if (oracle_none(oracle))
		return 0;
	for (int i = 0; i < oracle->target_count; i++) {
		int from = oracle->targets[i].from == -1 ? oracle_first(oracle) : oracle->targets[i].from;
		if (oracle->targets[i].from == -1 || from < begin)
			begin = from;
		if (oracle->targets[i].from == -1)
			break;
	}
	for (int day = begin; day <= last && day < ORACLE_DAYS; day++) {
		int weekday = ts_day_weekday(contract->day - ORACLE_DAYS + day);
		sum += 2 * oracle->work[day] - oracle_owes(oracle, day, weekday);
	}
	for (int i = 0; i < oracle->booking_count; i++)
		sum += oracle->bookings[i].day <= last ? 2 * oracle->bookings[i].minutes : 0;
	return sum;
}

static uint32_t below(uint64_t *seed, uint32_t bound)
{
	*seed = *seed * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % bound;
}

static void oracle_target(struct oracle *oracle, int from, const int minutes[7])
{
	int at = 0;
	if (!oracle->chosen && from >= 0 && oracle_first(oracle) >= from)
		oracle->target_count = 0;
	oracle->chosen = true;
	while (at < oracle->target_count && oracle->targets[at].from != from)
		at++;
	/* The one from ever on stands first. */
	if (at == oracle->target_count && from == -1) {
		memmove(oracle->targets + 1, oracle->targets, (size_t)at * sizeof oracle->targets[0]);
		at = 0;
		oracle->target_count++;
	} else if (at == oracle->target_count) {
		oracle->target_count++;
	}
	oracle->targets[at].from = from;
	memcpy(oracle->targets[at].minutes, minutes, sizeof oracle->targets[at].minutes);
}

static bool random_target(const struct contract *contract, struct oracle *oracle, uint64_t *seed)
{
	struct ts_target target;
	struct ts_done done;
	int from = (int)below(seed, ORACLE_DAYS + 4) - 4;
	from = from < -1 ? -1 : from;
	if (oracle->target_count >= ORACLE_TARGETS - 2)
		return false;
	for (int i = 0; i < 7; i++)
		target.minutes[i] = below(seed, 3) == 0 ? 0 : (int)below(seed, 600);
	target.from = from == -1 ? TS_TARGET_EVER : contract->day - ORACLE_DAYS + from;
	enum ts_status status = ts_target_set(contract->store, &target, contract->now, &done);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	oracle_target(oracle, from, target.minutes);
	return status == TS_OK;
}

static bool random_act(const struct contract *contract, struct oracle *oracle, uint64_t *seed)
{
	int day = (int)below(seed, ORACLE_DAYS);
	ts_day date = contract->day - ORACLE_DAYS + day;
	const struct ts_range only = { date, date };
	struct ts_done done;
	enum ts_status status;
	switch (below(seed, 10)) {
	case 0:
		return random_target(contract, oracle, seed);
	case 1:
	case 2: {
		const struct ts_day_mark wish = { .kind = (enum ts_mark_kind)(1 + below(seed, 5)),
			                          .half = below(seed, 2) };
		status = ts_day_mark_set(contract->store, only, &wish, contract->now, &done);
		oracle->mark[day] = wish.kind;
		oracle->half[day] = wish.half;
		return status == TS_OK;
	}
	case 3:
		status = ts_day_mark_clear(contract->store, only, contract->now, &done);
		assert_int_equal(status, oracle->mark[day] == TS_MARK_NONE ? TS_UNCHANGED : TS_OK);
		oracle->mark[day] = TS_MARK_NONE;
		oracle->half[day] = false;
		return status == TS_OK;
	case 4: {
		struct ts_booking booking = { .day = date, .minutes = (int64_t)below(seed, 2000) - 1000 };
		struct ts_id id;
		if (booking.minutes == 0 || oracle->booking_count == ORACLE_BOOKINGS)
			return false;
		assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_OK);
		oracle->bookings[oracle->booking_count].day = day;
		oracle->bookings[oracle->booking_count++].minutes = (int)booking.minutes;
		return true;
	}
	case 5:
		oracle->count_empty = !oracle->count_empty;
		settings_set(contract, oracle->count_empty, below(seed, 2));
		return true;
	default:
		if (oracle->logged[day])
			return false;
		/* One step of undo: what went on before goes on. */
		oracle->work[day] = 1 + (int)below(seed, 700);
		oracle->logged[day] = true;
		assert_int_equal(ts_log_insert(contract->store, "parser", NULL, ts_time_local(date, 500, NULL),
		                               ts_time_local(date, 500 + oracle->work[day], NULL), contract->now,
		                               &done),
		                 TS_OK);
		return true;
	}
}

static void oracle_compare(const struct contract *contract, const struct oracle *oracle, uint64_t *seed)
{
	for (int i = 0; i < 2; i++) {
		int last = i == 0 ? ORACLE_DAYS : (int)below(seed, ORACLE_DAYS);
		bool none = false;
		int64_t told = balance_at(contract, contract->day - ORACLE_DAYS + last, &none);
		int expected = oracle_balance(oracle, contract, last);
		assert_int_equal(none, oracle_none(oracle));
		/* Whole minutes, cut. */
		assert_int_equal(told, expected / 2);
	}
}

static void the_balance_is_that_of_a_slow_oracle_whatever_was_done(void **state)
{
	(void)state;
	const uint64_t rounds = (uint64_t)campaign_rounds(3, 200);
	for (uint64_t round = 1; round <= rounds; round++) {
		static struct oracle oracle, before;
		const int usual[7] = { 480, 480, 480, 480, 480, 0, 0 };
		void *fresh = NULL;
		uint64_t seed = round * 7919;
		memset(&oracle, 0, sizeof oracle);
		oracle.targets[0].from = -1;
		memcpy(oracle.targets[0].minutes, usual, sizeof usual);
		oracle.target_count = 1;
		assert_int_equal(contract_setup(&fresh), 0);
		for (int i = 0; i < 40; i++) {
			before = oracle;
			bool done = random_act(fresh, &oracle, &seed);
			if (done && below(&seed, 5) == 0) {
				struct contract *contract = fresh;
				struct ts_done undone;
				assert_int_equal(ts_undo(contract->store, contract->now, &undone), TS_OK);
				oracle = before;
			}
			if (i % 4 == 0)
				oracle_compare(fresh, &oracle, &seed);
		}
		assert_int_equal(contract_teardown(&fresh), 0);
	}
}

/* ---- marks */

static struct ts_day_marks marks_of(const struct contract *contract, int first, int last)
{
	struct ts_day_marks marks;
	const struct ts_range range = { contract->day + first, contract->day + last };
	assert_int_equal(ts_day_marks_read(contract->store, range, &marks), TS_OK);
	return marks;
}

static void a_range_is_marked_in_one_step_and_taken_back_in_one(void **state)
{
	struct contract *contract = *state;
	struct ts_day_mark leave = { .kind = TS_MARK_LEAVE, .text = "  by the\tsea " };
	const struct ts_range range = { contract->day + 1, contract->day + 12 };
	struct ts_done done;
	/* Mon 5 is a holiday already. */
	mark(contract, contract->day + 4, "holiday", false);
	assert_int_equal(ts_day_mark_set(contract->store, range, &leave, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_MARK);
	assert_string_equal(done.text, "leave");
	assert_int_equal(done.day, contract->day + 1);
	struct ts_day_marks marks = marks_of(contract, -10, 20);
	/* Fri 2, the holiday, Tue 6 to Fri 9, Mon 12 and Tue 13. */
	assert_int_equal(marks.count, 8);
	assert_int_equal(marks.damaged, 0);
	assert_string_equal(marks.at[0].text, "by the sea");
	assert_int_equal(marks.at[1].kind, TS_MARK_HOLIDAY);
	assert_int_equal(marks.at[2].day, contract->day + 5);
	ts_day_marks_release(&marks);
	assert_int_equal(ts_day_mark_set(contract->store, range, &leave, contract->now, &done), TS_UNCHANGED);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_MARK);
	assert_string_equal(done.text, "leave");
	marks = marks_of(contract, -10, 20);
	assert_int_equal(marks.count, 1);
	ts_day_marks_release(&marks);
	assert_int_equal(ts_redo(contract->store, contract->now, &done), TS_OK);
	marks = marks_of(contract, -10, 20);
	assert_int_equal(marks.count, 8);
	ts_day_marks_release(&marks);
	assert_int_equal(ts_day_mark_clear(contract->store, range, contract->now, &done), TS_OK);
	marks = marks_of(contract, -10, 20);
	assert_int_equal(marks.count, 0);
	ts_day_marks_release(&marks);
	assert_int_equal(ts_day_mark_clear(contract->store, range, contract->now, &done), TS_UNCHANGED);
}

static void one_day_is_marked_whatever_it_is(void **state)
{
	struct contract *contract = *state;
	/* Sat 3. */
	mark(contract, contract->day + 2, "leave", false);
	mark(contract, contract->day + 2, "sick", true);
	struct ts_day_marks marks = marks_of(contract, 0, 10);
	assert_int_equal(marks.count, 1);
	assert_int_equal(marks.at[0].kind, TS_MARK_SICK);
	assert_true(marks.at[0].half);
	ts_day_marks_release(&marks);
	/* Of a weekend alone, all of it. */
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	struct ts_done done;
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ contract->day + 2, contract->day + 3 },
	                                 &leave, contract->now, &done),
	                 TS_OK);
	marks = marks_of(contract, 0, 10);
	assert_int_equal(marks.count, 2);
	ts_day_marks_release(&marks);
}

static void marks_that_cannot_be_are_refused(void **state)
{
	struct contract *contract = *state;
	struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	const ts_day day = contract->day;
	struct ts_done done;
	assert_int_equal(
	        ts_day_mark_set(contract->store, (struct ts_range){ day, day - 1 }, &leave, contract->now, &done),
	        TS_INVALID);
	assert_int_equal(
	        ts_day_mark_set(contract->store, (struct ts_range){ day, day + 1000 }, &leave, contract->now, &done),
	        TS_TOO_LONG);
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ INT32_MIN, INT32_MIN }, &leave,
	                                 contract->now, &done),
	                 TS_INVALID);
	memset(leave.text, 'x', sizeof leave.text - 1);
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ day, day }, &leave, contract->now, &done),
	                 TS_OK);
	leave.text[0] = '\xff';
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ day, day }, &leave, contract->now, &done),
	                 TS_INVALID);
	leave.text[0] = '\0';
	leave.kind = TS_MARK_NONE;
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ day, day }, &leave, contract->now, &done),
	                 TS_INVALID);
	leave.kind = (enum ts_mark_kind)77;
	assert_int_equal(ts_day_mark_set(contract->store, (struct ts_range){ day, day }, &leave, contract->now, &done),
	                 TS_INVALID);
}

static void an_import_of_marks_may_be_repeated_and_leaves_alone_what_was_marked(void **state)
{
	struct contract *contract = *state;
	const ts_day day = contract->day;
	const struct ts_day_mark holidays[] = { { .day = day, .kind = TS_MARK_HOLIDAY, .text = "one" },
		                                { .day = day + 1, .kind = TS_MARK_HOLIDAY, .text = "two" },
		                                { .day = day + 7, .kind = TS_MARK_HOLIDAY, .text = "three" } };
	size_t made = 77;
	struct ts_done done;
	mark(contract, day + 1, "work", false);
	assert_int_equal(ts_day_marks_import(contract->store, holidays, 3, contract->now, &made), TS_OK);
	assert_int_equal(made, 2);
	assert_int_equal(ts_day_marks_import(contract->store, holidays, 3, contract->now, &made), TS_UNCHANGED);
	/* What was taken away by hand stays away, */
	assert_int_equal(ts_day_mark_clear(contract->store, (struct ts_range){ day, day }, contract->now, &done),
	                 TS_OK);
	assert_int_equal(ts_day_marks_import(contract->store, holidays, 3, contract->now, &made), TS_UNCHANGED);
	/* and what was taken back was never imported. */
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(ts_day_marks_import(contract->store, holidays, 3, contract->now, &made), TS_OK);
	assert_int_equal(made, 2);
	struct ts_day_marks marks = marks_of(contract, 0, 10);
	assert_int_equal(marks.count, 3);
	assert_int_equal(marks.at[1].kind, TS_MARK_WORK);
	assert_string_equal(marks.at[2].text, "three");
	ts_day_marks_release(&marks);
}

static void leave_is_counted_in_half_days_of_days_with_a_target(void **state)
{
	struct contract *contract = *state;
	struct ts_settings settings;
	struct ts_leave leave;
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	settings.leave = 57;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	mark(contract, contract->day - 1, "leave", false);
	mark(contract, contract->day, "leave", true);
	mark(contract, contract->day + 1, "leave", false);
	mark(contract, contract->day + 2, "leave", false); /* a Saturday */
	mark(contract, contract->day + 5, "sick", false);
	mark(contract, date(2025, 12, 31), "leave", false);
	assert_int_equal(ts_leave_read(contract->store, 2026, contract->now, &leave), TS_OK);
	assert_int_equal(leave.allowance, 57);
	assert_int_equal(leave.taken, 3);
	assert_int_equal(leave.planned, 2);
	settings.leave = 733;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_INVALID);
}

/* ---- targets */

static void another_target_judges_no_day_before_it(void **state)
{
	struct contract *contract = *state;
	struct ts_targets targets;
	struct ts_settings settings;
	struct ts_done done;
	bool none;
	assert_int_equal(ts_targets_read(contract->store, &targets), TS_OK);
	assert_int_equal(targets.count, 1);
	assert_true(targets.at[0].usual);
	assert_int_equal(targets.at[0].from, TS_TARGET_EVER);
	ts_targets_release(&targets);
	work(contract, contract->day - 30, 540, 540);
	assert_int_equal(balance_at(contract, contract->day, &none), 60);
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	settings.weekly_target = 20 * 60;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_int_equal(balance_at(contract, contract->day, &none), 60);
	assert_int_equal(ts_targets_read(contract->store, &targets), TS_OK);
	assert_int_equal(targets.count, 2);
	assert_int_equal(targets.at[0].minutes[0], 480);
	assert_false(targets.at[0].usual);
	assert_int_equal(targets.at[1].from, contract->day);
	assert_int_equal(targets.at[1].minutes[4], 240);
	ts_targets_release(&targets);
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	assert_int_equal(settings.weekly_target, 20 * 60);
	assert_int_equal(ts_target_remove(contract->store, contract->day - 1, contract->now, &done), TS_NOT_FOUND);
	assert_int_equal(ts_target_remove(contract->store, contract->day, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "20:00 a week");
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	assert_int_equal(settings.weekly_target, 40 * 60);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_TARGET);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_SETTINGS);
	assert_int_equal(ts_targets_read(contract->store, &targets), TS_OK);
	assert_true(targets.count == 1 && targets.at[0].usual);
	ts_targets_release(&targets);
}

static void who_has_logged_nothing_chooses_for_all_days(void **state)
{
	struct contract *contract = *state;
	struct ts_settings settings;
	struct ts_targets targets;
	bool none;
	assert_int_equal(ts_settings_read(contract->store, &settings), TS_OK);
	settings.weekly_target = 35 * 60;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	assert_int_equal(ts_targets_read(contract->store, &targets), TS_OK);
	assert_true(targets.count == 1 && targets.at[0].from == TS_TARGET_EVER);
	ts_targets_release(&targets);
	work(contract, contract->day - 30, 540, 480);
	assert_int_equal(balance_at(contract, contract->day, &none), 60);
	assert_false(none);
	settings.weekly_target = 0;
	assert_int_equal(ts_settings_write(contract->store, &settings, contract->now), TS_OK);
	/* From today on there is none; before it there was. */
	assert_int_equal(balance_at(contract, contract->day, &none), 60);
	assert_false(none);
}

static void targets_that_cannot_be_are_refused(void **state)
{
	struct contract *contract = *state;
	struct ts_target target = { .from = contract->day, .minutes = { 1441 } };
	struct ts_done done;
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_INVALID);
	target.minutes[0] = -1;
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_INVALID);
	target.minutes[0] = 480;
	target.from = INT32_MAX;
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_INVALID);
	target.from = contract->day;
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_OK);
	assert_int_equal(ts_target_set(contract->store, &target, contract->now, &done), TS_UNCHANGED);
}

/* ---- bookings */

static void bookings_are_made_changed_and_removed(void **state)
{
	struct contract *contract = *state;
	struct ts_booking booking = { .day = contract->day - 3, .minutes = 750, .text = "opening" };
	struct ts_bookings bookings;
	struct ts_done done;
	struct ts_id id;
	bool none;
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_OK);
	assert_string_equal(done.text, "+12:30 opening");
	assert_int_equal(done.day, contract->day - 3);
	/* One of tomorrow does not count yet. */
	booking.day = contract->day + 1;
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &booking.id, &done), TS_OK);
	assert_int_equal(balance_at(contract, contract->day + 3, &none), 750);
	booking.day = contract->day;
	booking.minutes = -30;
	booking.text[0] = '\0';
	assert_int_equal(ts_booking_change(contract->store, &booking, contract->now, &done), TS_OK);
	assert_string_equal(done.text, "-0:30");
	assert_int_equal(ts_booking_change(contract->store, &booking, contract->now, &done), TS_UNCHANGED);
	assert_int_equal(balance_at(contract, contract->day + 3, &none), 720);
	assert_int_equal(balance_at(contract, contract->day - 1, &none), 750);
	assert_int_equal(ts_bookings_read(contract->store, &bookings), TS_OK);
	assert_int_equal(bookings.count, 2);
	assert_true(ts_id_equal(bookings.at[0].id, id));
	assert_string_equal(bookings.at[0].text, "opening");
	ts_bookings_release(&bookings);
	assert_int_equal(ts_booking_remove(contract->store, id, contract->now, &done), TS_OK);
	assert_int_equal(ts_booking_remove(contract->store, id, contract->now, &done), TS_NOT_FOUND);
	booking.id = id;
	assert_int_equal(ts_booking_change(contract->store, &booking, contract->now, &done), TS_NOT_FOUND);
	assert_int_equal(balance_at(contract, contract->day, &none), -30);
	assert_int_equal(ts_undo(contract->store, contract->now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_BOOKING);
	assert_string_equal(done.text, "+12:30 opening");
	assert_int_equal(balance_at(contract, contract->day, &none), 720);
}

static void bookings_that_cannot_be_are_refused(void **state)
{
	struct contract *contract = *state;
	struct ts_booking booking = { .day = contract->day };
	struct ts_done done;
	struct ts_id id;
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_INVALID);
	booking.minutes = TS_BOOKING_MOST + 1;
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_INVALID);
	booking.minutes = 1;
	booking.day = TS_TARGET_EVER;
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_INVALID);
	booking.day = contract->day;
	memcpy(booking.text, "\xff", 2);
	assert_int_equal(ts_booking_add(contract->store, &booking, contract->now, &id, &done), TS_INVALID);
}

static void all_of_it_needs_a_login(void **state)
{
	struct contract *contract = *state;
	const struct ts_range range = { contract->day, contract->day };
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	const struct ts_target target = { .from = contract->day };
	const struct ts_booking booking = { .day = contract->day, .minutes = 1 };
	struct ts_day_marks marks;
	struct ts_targets targets;
	struct ts_bookings bookings;
	struct ts_balance balance;
	struct ts_leave left;
	struct ts_done done;
	struct ts_id id = { { 0 } };
	size_t made;
	ts_store *store = contract->store;
	ts_time now = contract->now;
	ts_lock(store);
	assert_int_equal(ts_day_mark_set(store, range, &leave, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_day_mark_clear(store, range, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_day_marks_import(store, &leave, 0, now, &made), TS_LOGGED_OUT);
	assert_int_equal(ts_day_marks_read(store, range, &marks), TS_LOGGED_OUT);
	assert_int_equal(ts_leave_read(store, 2026, now, &left), TS_LOGGED_OUT);
	assert_int_equal(ts_target_set(store, &target, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_target_remove(store, contract->day, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_targets_read(store, &targets), TS_LOGGED_OUT);
	assert_int_equal(ts_booking_add(store, &booking, now, &id, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_booking_change(store, &booking, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_booking_remove(store, id, now, &done), TS_LOGGED_OUT);
	assert_int_equal(ts_bookings_read(store, &bookings), TS_LOGGED_OUT);
	assert_int_equal(ts_balance_read(store, contract->day, now, &balance), TS_LOGGED_OUT);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, contract_setup, contract_teardown)

const struct CMUnitTest owed_cases[] = {
	CASE(situations_of_contracts_are_as_computed_by_hand),
	CASE(the_balance_is_that_of_a_slow_oracle_whatever_was_done),
	CASE(a_range_is_marked_in_one_step_and_taken_back_in_one),
	CASE(one_day_is_marked_whatever_it_is),
	CASE(marks_that_cannot_be_are_refused),
	CASE(an_import_of_marks_may_be_repeated_and_leaves_alone_what_was_marked),
	CASE(leave_is_counted_in_half_days_of_days_with_a_target),
	CASE(another_target_judges_no_day_before_it),
	CASE(who_has_logged_nothing_chooses_for_all_days),
	CASE(targets_that_cannot_be_are_refused),
	CASE(bookings_are_made_changed_and_removed),
	CASE(bookings_that_cannot_be_are_refused),
	CASE(all_of_it_needs_a_login),
};
const size_t owed_case_count = sizeof owed_cases / sizeof owed_cases[0];
