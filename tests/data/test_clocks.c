/*
 * Days on which clocks are changed, in many zones and across them: logs made in one zone, in the next one, with a clock
 * that was set back, moved afterwards, and read in a third zone. Durations are differences of moments, each log keeps
 * the clock it was made in, and the days add up.
 */
#include "support_judge.h"
#include "support_rows.h"

#include "tests/campaign/campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CASES_USUAL = 12, CASES_FULL = 300, LOGS = 7, DAYS_AROUND = 5 };

/* As POSIX writes them, so that no data of the machine is needed: half hours, three quarters, a change of half an hour,
 * the southern half, none, and a day that was skipped. */
static const char *const zones[] = {
	"CET-1CEST,M3.5.0,M10.5.0/3",
	"GMT0BST,M3.5.0/1,M10.5.0",
	"EST5EDT,M3.2.0,M11.1.0",
	"UTC0",
	"<+0545>-5:45",
	"IST-5:30",
	"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	"NST3:30NDT,M3.2.0,M11.1.0",
	"AEST-10AEDT,M10.1.0,M4.1.0/3",
	"<+14>-14",
	"<-12>12",
	"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
	"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
	"EET-2EEST,M3.5.0/0,M10.5.0/0",
};

/* Moments with something about them, in UTC: changes of clocks, leap days, the ends of 32 bits, years without one. */
static const struct {
	int year, month, day, minute;
} moments[] = {
	{ 2026, 3, 29, 60 },    { 2026, 10, 25, 60 }, { 2026, 3, 8, 420 },    { 2026, 11, 1, 360 },
	{ 2026, 4, 4, 960 },    { 2026, 10, 3, 960 }, { 2024, 2, 29, 0 },     { 2028, 2, 28, 1430 },
	{ 2027, 12, 31, 1430 }, { 2038, 1, 19, 194 }, { 2040, 2, 29, 720 },   { 2100, 2, 28, 1400 },
	{ 2106, 2, 7, 388 },    { 1970, 1, 2, 0 },    { 1999, 12, 31, 1439 },
};

struct made {
	ts_time at;
	int32_t offset;
	char text[16];
};

struct story {
	struct made logs[LOGS];
	size_t count;
	ts_time now;
};

static void zone_set(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

static const char *zone_any(uint64_t *chance)
{
	return zones[rows_random_below(chance, sizeof zones / sizeof zones[0])];
}

/* By libc alone. */
static int32_t offset_of(ts_time at)
{
	time_t seconds = (time_t)(at >= 0 ? at / TS_SECOND : -((-at + 999) / TS_SECOND));
	struct tm civil;

	assert_non_null(localtime_r(&seconds, &civil));
	return (int32_t)civil.tm_gmtoff;
}

static int made_compare(const void *left, const void *right)
{
	ts_time a = ((const struct made *)left)->at, b = ((const struct made *)right)->at;

	return (a > b) - (a < b);
}

static void story_tell(ts_store *store, struct story *story, uint64_t *chance)
{
	const int which = rows_random_below(chance, sizeof moments / sizeof moments[0]);
	ts_time at = ts_day_from_civil(moments[which].year, moments[which].month, moments[which].day) * 24 * TS_HOUR +
	             moments[which].minute * TS_MINUTE - rows_random_below(chance, 10 * 60) * TS_MINUTE;
	struct ts_done done = { 0 };

	story->count = LOGS;
	story->now = at + 4 * 24 * TS_HOUR;
	for (int i = 0; i < LOGS; i++) {
		struct made *made = &story->logs[i];
		zone_set(zone_any(chance));
		(void)snprintf(made->text, sizeof made->text, "text %d", i);
		made->at = at;
		made->offset = offset_of(at);
		/* The clock is right, or was set back: then what was logged before lies ahead. */
		ts_time clock = rows_random_below(chance, 3) ? at : story->now;
		assert_int_equal(ts_log_text(store, made->text, NULL, at, clock, &done), TS_OK);
		assert_int_equal(done.offset, made->offset);
		at += 1 + rows_random_below(chance, 6 * 3600 * 1000);
		if (rows_random_below(chance, 5) == 0)
			at -= 3 * TS_HOUR + 1;
	}
	/* The last one is moved before all others, and keeps the clock it was made in. */
	if (rows_random_below(chance, 2)) {
		ts_time first = story->logs[0].at;
		for (int i = 0; i < LOGS; i++)
			first = story->logs[i].at < first ? story->logs[i].at : first;
		const struct ts_log_change change = { .move = true, .at = first - 7 * TS_MINUTE };
		zone_set(zone_any(chance));
		assert_int_equal(ts_log_change(store, done.log, &change, story->now, &done), TS_OK);
		story->logs[LOGS - 1].at = first - 7 * TS_MINUTE;
		story->logs[LOGS - 1].offset = done.offset;
	}
	qsort(story->logs, LOGS, sizeof story->logs[0], made_compare);
}

struct look {
	const struct story *story;
	size_t next;
};

static enum ts_status span_look(void *context, const struct ts_span *span)
{
	struct look *look = context;
	const struct story *story = look->story;

	assert_in_range(look->next, 0, story->count - 1);
	const struct made *made = &story->logs[look->next++];
	ts_time end = look->next < story->count ? story->logs[look->next].at : story->now;
	assert_int_equal(span->logged, made->at);
	assert_string_equal(span->text, made->text);
	assert_int_equal(span->offset, made->offset);
	assert_int_equal(span->end - span->begin, end - made->at);
	return TS_OK;
}

/* Wherever it is read: the days follow each other without a gap, and hold all of the time. */
static void days_look(ts_store *store, const struct story *story)
{
	ts_day first = ts_day_of(story->logs[0].at, 0) - 1, last = ts_day_of(story->now, 0) + 1;
	struct ts_day_view view;
	ts_time sum = 0, until = 0;

	for (ts_day day = first; day <= last; day++) {
		assert_int_equal(ts_day_read(store, day, story->now, &view), TS_OK);
		assert_int_equal(view.damaged, 0);
		assert_true(day == first || view.from == until);
		until = view.until;
		for (size_t i = 0; i < view.span_count; i++) {
			assert_true(view.spans[i].begin >= view.from && view.spans[i].end <= view.until);
			sum += view.spans[i].end - view.spans[i].begin;
		}
		ts_day_release(&view);
	}
	assert_int_equal(sum, story->now - story->logs[0].at);
}

static void durations_are_differences_of_moments_whatever_the_clocks_showed(void **state)
{
	struct support *support = *state;
	long cases = campaign_rounds(CASES_USUAL, CASES_FULL);
	struct story story;
	size_t damaged = 0;
	char name[32];

	for (long i = 0; i < cases; i++) {
		uint64_t chance = (uint64_t)i * 7919 + 29;
		(void)snprintf(name, sizeof name, "user %ld", i);
		rows_hurry(support->store);
		assert_int_equal(support_register(support->store, name, SUPPORT_PASSWORD), TS_OK);
		story_tell(support->store, &story, &chance);
		zone_set(zone_any(&chance));
		ts_store *store = support_reopen(support);
		assert_int_equal(support_login(store, name, SUPPORT_PASSWORD, SUPPORT_NOW), TS_OK);
		struct look look = { &story, 0 };
		assert_int_equal(ts_spans_visit(store, INT64_MIN, INT64_MAX, story.now, span_look, &look, &damaged),
		                 TS_OK);
		assert_int_equal(look.next, story.count);
		assert_int_equal(damaged, 0);
		days_look(store, &story);
	}
	zone_set(zones[0]);
	campaign_record("Clocks",
	                "days of changed clocks, leap days, after 2038, zones changed, clocks set back, logs moved",
	                cases, "days", 0, "with a wrong duration");
}

static int setup_in_memory(void **state)
{
	judge_in_memory();
	return support_setup_login(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(durations_are_differences_of_moments_whatever_the_clocks_showed,
		                                setup_in_memory, support_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
