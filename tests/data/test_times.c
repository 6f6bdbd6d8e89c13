/*
 * Which moment a bare time is, which kind is wanted, the order of a place, and what all of it comes to over both
 * changes of clocks: properties over many moments rather than tables of texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "data/timesheet.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct ts_when_context context_at(ts_day today, int minute)
{
	struct ts_when_context context = { .day = today, .order = TS_DATES_DMY, .want = TS_WANT_MOMENT };

	assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	context.now = ts_time_local(today, minute, NULL);
	return context;
}

static ts_time understood(const char *text, const struct ts_when_context *context)
{
	struct ts_when_error error = { .reason = "" };
	struct ts_when when;

	if (ts_when_parse(text, context, &when, &error) != TS_OK)
		fail_msg("%s: %s", text, error.reason);
	return when.at;
}

static void expect_refused(const char *text, const struct ts_when_context *context, const char *reason)
{
	struct ts_when_error error;
	struct ts_when when;

	assert_int_equal(ts_when_parse(text, context, &when, &error), TS_INVALID);
	assert_string_equal(error.reason, reason);
	assert_int_equal(ts_when_parse(error.example, context, &when, NULL), TS_OK);
}

static void a_bare_time_after_midnight_is_last_night(void **state)
{
	const ts_day today = ts_day_from_civil(2026, 11, 30);
	struct ts_when_context context = context_at(today, 20);

	(void)state;
	assert_int_equal(understood("23:50", &context), ts_time_local(today - 1, 23 * 60 + 50, NULL));
	assert_int_equal(understood("0:10", &context), ts_time_local(today, 10, NULL));
	assert_int_equal(understood("0:21", &context), ts_time_local(today, 21, NULL)); /* a minute: clocks differ */
	assert_int_equal(understood("24:00", &context), ts_time_local(today, 0, NULL));
	expect_refused("0:25", &context, "0:25 is still to come");
	expect_refused("1:20", &context, "1:20 is still to come");
	assert_int_equal(understood("1:21", &context), ts_time_local(today - 1, 81, NULL));
	expect_refused("today 23:50", &context, "today 23:50 is still to come");
	/* The latest Friday with such a time. */
	context = context_at(ts_day_from_civil(2026, 11, 27), 20);
	assert_int_equal(understood("fri 23:50", &context),
	                 ts_time_local(ts_day_from_civil(2026, 11, 20), 23 * 60 + 50, NULL));
}

static void a_bare_time_is_the_one_inside_of_the_span_it_is_about(void **state)
{
	const ts_day today = ts_day_from_civil(2026, 11, 30);
	struct ts_when_context context = context_at(today, 90);

	(void)state;
	context.day = today - 1;
	context.from = ts_time_local(today - 1, 21 * 60, NULL);
	context.until = context.now;
	assert_int_equal(understood("0:30", &context), ts_time_local(today, 30, NULL));
	assert_int_equal(understood("21:00", &context), context.from);
	assert_int_equal(understood("23:59", &context), ts_time_local(today - 1, 1439, NULL));
	/* None lies inside: it is of the day. */
	assert_int_equal(understood("17:00", &context), ts_time_local(today - 1, 17 * 60, NULL));
	/* A span of days has several: what began once mostly ends on that day. */
	context.from = ts_time_local(today - 3, 9 * 60, NULL);
	assert_int_equal(understood("17:30", &context), ts_time_local(today - 3, 17 * 60 + 30, NULL));
	assert_int_equal(understood("8:00", &context), ts_time_local(today - 2, 8 * 60, NULL));
}

static void of_the_hour_that_comes_twice_the_one_inside_of_the_span_is_meant(void **state)
{
	const ts_day change = ts_day_from_civil(2026, 10, 25);
	struct ts_when_context context = context_at(change, 12 * 60);
	struct ts_when when;
	ts_time first = ts_time_local(change, 150, NULL);

	(void)state;
	context.from = first + 10 * TS_MINUTE;
	context.until = first + 2 * TS_HOUR;
	assert_int_equal(ts_when_parse("2:30", &context, &when, NULL), TS_OK);
	assert_int_equal(when.at, first + TS_HOUR);
	assert_int_equal(when.fold, TS_FOLD_SECOND);
	context.from = first - TS_HOUR;
	assert_int_equal(ts_when_parse("2:30", &context, &when, NULL), TS_OK);
	assert_int_equal(when.at, first);
	assert_int_equal(when.fold, TS_FOLD_AMBIGUOUS);
}

/* Every quarter of an hour of the days around both changes, every bare time, every begin of the day. */
static void a_bare_time_is_never_to_come_and_at_most_a_day_ago(void **state)
{
	const ts_day days[] = { ts_day_from_civil(2026, 3, 29), ts_day_from_civil(2026, 10, 25),
		                ts_day_from_civil(2026, 11, 30) };
	static const int starts[] = { 0, 180, 240, 720 };

	(void)state;
	for (size_t i = 0; i < COUNT(days) * COUNT(starts) * 192; i++) {
		int start = starts[i / 192 % COUNT(starts)];
		struct ts_when_context context = context_at(days[i / 192 / COUNT(starts)] - 1, (int)(i % 192) * 15);
		context.day_start = start;
		context.day = ts_day_of(context.now, start);
		for (int minute = 0; minute < 1440; minute += 10) {
			struct ts_when_error error;
			struct ts_when when;
			char text[16];

			(void)snprintf(text, sizeof text, "%d:%02d", minute / 60, minute % 60);
			context.want = TS_WANT_ANY;
			assert_int_equal(ts_when_parse(text, &context, &when, &error), TS_OK);
			if (when.at > context.now + TS_MINUTE || when.at <= context.now - 25 * TS_HOUR)
				fail_msg("%s, day %d, start %d, %zu: %lld minutes ago", text, context.day, start,
				         i % 192, (long long)((context.now - when.at) / TS_MINUTE));
			context.want = TS_WANT_MOMENT;
			if (ts_when_parse(text, &context, &when, &error) == TS_OK)
				assert_true(when.at <= context.now + TS_MINUTE && when.at > context.now - 25 * TS_HOUR);
			else
				assert_non_null(strstr(error.reason, "still to come"));
		}
	}
}

static void the_kind_that_is_wanted_is_asked_for_with_an_example_of_it(void **state)
{
	const ts_day today = ts_day_from_civil(2026, 11, 30);
	struct ts_when_context context = context_at(today, 5 * 60);

	(void)state;
	expect_refused("fri", &context, "fri names a day, not a time");
	expect_refused("yesterday", &context, "yesterday names a day, not a time");
	expect_refused("23 nov", &context, "23 nov names a day, not a time");
	expect_refused("31 nov", &context, "there is no 31 november");
	expect_refused("25:00", &context, "25:00 is not a time of day");
	expect_refused("", &context, "no date or time is given");
	expect_refused("last blursday", &context, "blursday is not understood as a date or a time");
	context.want = TS_WANT_DAY;
	expect_refused("9:30", &context, "9:30 is a time, and a day is wanted");
	expect_refused("-15m", &context, "-15m is a time, and a day is wanted");
	expect_refused("25:00", &context, "25:00 is not a time of day");
	assert_int_equal(understood("tomorrow", &context), ts_time_local(today + 1, 0, NULL));
	assert_int_equal(understood("yesterday 17:00", &context), ts_time_local(today - 1, 17 * 60, NULL));
	/* Inside of a span the example lies there, too. */
	context = context_at(today, 40);
	context.from = ts_time_local(today, 5, NULL);
	context.until = context.now;
	struct ts_when_error error;
	struct ts_when when;
	assert_int_equal(ts_when_parse("noonish", &context, &when, &error), TS_INVALID);
	assert_string_equal(error.example, "0:20");
}

static void minus_and_plus_count_from_the_log_where_a_form_is_about_one(void **state)
{
	struct ts_when_context context = context_at(ts_day_from_civil(2026, 11, 30), 12 * 60);

	(void)state;
	context.last_log = context.minus_from = context.now - 3 * TS_HOUR;
	assert_int_equal(understood("-15m", &context), context.last_log - 15 * TS_MINUTE);
	assert_int_equal(understood("+15", &context), context.last_log + 15 * TS_MINUTE);
	assert_int_equal(understood("15 minutes ago", &context), context.now - 15 * TS_MINUTE);
	assert_int_equal(understood("-15 minutes ago", &context), context.now - 15 * TS_MINUTE);
}

static void the_order_of_a_date_is_that_of_the_locale(void **state)
{
	/* As glibc's locales have them. */
	static const struct {
		const char *locale, *format;
		enum ts_date_order order;
	} locales[] = {
		{ "en_US", "%m/%d/%Y", TS_DATES_MDY },
		{ "en_GB", "%d/%m/%y", TS_DATES_DMY },
		{ "de_DE", "%d.%m.%Y", TS_DATES_DMY },
		{ "fr_FR", "%d/%m/%Y", TS_DATES_DMY },
		{ "ja_JP", "%Y年%m月%d日", TS_DATES_YMD },
		{ "zh_CN", "%Y年%m月%d日", TS_DATES_YMD },
		{ "ko_KR", "%Y년 %m월 %d일", TS_DATES_YMD },
		{ "hu_HU", "%Y-%m-%d", TS_DATES_YMD },
		{ "lt_LT", "%Y-%m-%d", TS_DATES_YMD },
		{ "en_CA", "%Y-%m-%d", TS_DATES_YMD },
		{ "sv_SE", "%Y-%m-%d", TS_DATES_YMD },
		{ "short", "%D", TS_DATES_MDY },
		{ "iso", "%F", TS_DATES_YMD },
		{ "flags", "%-m/%-d/%Ey", TS_DATES_MDY },
		{ "names", "%e %b %Y", TS_DATES_DMY },
		{ "broken", "%Y %", TS_DATES_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(locales); i++) {
		if (ts_date_order_of(locales[i].format) != locales[i].order)
			fail_msg("%s", locales[i].locale);
	}
}

static void a_length_of_time_is_understood_or_refused_with_an_example(void **state)
{
	static const struct {
		const char *text;
		ts_time length; /* 0: refused */
	} lengths[] = {
		{ "45", 45 * TS_MINUTE },
		{ "45m", 45 * TS_MINUTE },
		{ "1h30", 90 * TS_MINUTE },
		{ "1:30", 90 * TS_MINUTE },
		{ "1.5h", 90 * TS_MINUTE },
		{ "half an hour", 30 * TS_MINUTE },
		{ "2 hours and 15 minutes", 135 * TS_MINUTE },
		{ "24h", 24 * TS_HOUR },
		{ "1 day", 24 * TS_HOUR },
		{ "", 0 },
		{ "0", 0 },
		{ "25h", 0 },
		{ "2d", 0 },
		{ "a month", 0 },
		{ "-15", 0 },
		{ "soon", 0 },
		{ "45 minutes ago", 0 },
		{ "99999999999h", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct ts_when_error error;
		ts_time length = 0, of_example = 0;

		enum ts_status status = ts_length_parse(lengths[i].text, &length, &error);
		if ((status == TS_OK) != (lengths[i].length > 0) || length != lengths[i].length)
			fail_msg("%s", lengths[i].text);
		assert_int_equal(ts_length_parse(lengths[i].text, &length, NULL), status);
		if (status != TS_OK)
			assert_int_equal(ts_length_parse(error.example, &of_example, NULL), TS_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bare_time_after_midnight_is_last_night),
		cmocka_unit_test(a_bare_time_is_the_one_inside_of_the_span_it_is_about),
		cmocka_unit_test(of_the_hour_that_comes_twice_the_one_inside_of_the_span_is_meant),
		cmocka_unit_test(a_bare_time_is_never_to_come_and_at_most_a_day_ago),
		cmocka_unit_test(the_kind_that_is_wanted_is_asked_for_with_an_example_of_it),
		cmocka_unit_test(minus_and_plus_count_from_the_log_where_a_form_is_about_one),
		cmocka_unit_test(the_order_of_a_date_is_that_of_the_locale),
		cmocka_unit_test(a_length_of_time_is_understood_or_refused_with_an_example),
	};
	return cmocka_run_group_tests_name("times", tests, NULL, NULL);
}
