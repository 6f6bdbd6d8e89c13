/*
 * What is typed to log something, in a Vienna afternoon: Monday 23 November 2026, 16:10:20, the last log at 15:00. A
 * table of what a text comes to: times, activity or digit, comment; and of what is refused, and why.
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

static struct ts_when_context context_vienna(void)
{
	ts_day today = ts_day_from_civil(2026, 11, 23);
	struct ts_when_context context = { .day = today, .order = TS_DATES_DMY, .want = TS_WANT_MOMENT };

	assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
	tzset();
	context.now = ts_time_local(today, 16 * 60 + 10, NULL) + 20 * TS_SECOND;
	context.last_log = ts_time_local(today, 15 * 60, NULL);
	return context;
}

static void moment_print(ts_time at, char out[32])
{
	struct ts_civil civil;

	ts_civil_local(at, &civil);
	(void)snprintf(out, 32, "%d.%d. %d:%02d:%02d", civil.day, civil.month, civil.hour, civil.minute, civil.second);
}

/* "23.11. 9:30:00 | standup | comment"; "#5" for a digit, quotes around what stood in quotes, or "! reason". */
static void entry_print(const char *text, const struct ts_when_context *context, char *out, size_t size)
{
	struct ts_entry entry;
	struct ts_when_error error;
	char from[32] = "", until[32] = "", activity[256];

	if (ts_entry_parse(text, context, &entry, &error) != TS_OK) {
		(void)snprintf(out, size, "! %s", error.reason);
		return;
	}
	if (entry.timed)
		moment_print(entry.from.at, from);
	if (entry.ranged)
		moment_print(entry.until.at, until);
	(void)snprintf(activity, sizeof activity, "%.*s", (int)entry.text_size, text + entry.text_at);
	if (entry.slot >= 0)
		(void)snprintf(activity, sizeof activity, "#%d", entry.slot);
	if (entry.rest)
		(void)snprintf(activity + strlen(activity), sizeof activity - strlen(activity), " [rest]");
	(void)snprintf(out, size, "%s%s%s | %s%s%s%s%s", from, entry.ranged ? " - " : "", until,
	               entry.quoted ? "\"" : "", activity, entry.quoted ? "\"" : "", entry.comment_at > 0 ? " | " : "",
	               entry.comment_at > 0 ? text + entry.comment_at : "");
}

struct entry_case {
	const char *text, *expected;
};

static void expect_entries(const struct ts_when_context *context, const struct entry_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char got[512], line[640], expected[640];

		entry_print(cases[i].text, context, got, sizeof got);
		(void)snprintf(line, sizeof line, "%s: %s", cases[i].text, got);
		(void)snprintf(expected, sizeof expected, "%s: %s", cases[i].text, cases[i].expected);
		assert_string_equal(line, expected);
	}
}

/* clang-format off */
static void a_time_in_front_of_an_activity_is_found_only_when_it_is_unmistakable(void **state)
{
	static const struct entry_case cases[] = {
		{ "9:30 standup", "23.11. 9:30:00 | standup" },
		{ "  9:30   stand  up ", "23.11. 9:30:00 | stand  up" },
		{ "9:30am standup", "23.11. 9:30:00 | standup" },
		{ "9 pm standup", "22.11. 21:00:00 | standup" },
		{ "9am standup", "23.11. 9:00:00 | standup" },
		{ "9h30 standup", "23.11. 9:30:00 | standup" },
		{ "0930 standup", "23.11. 9:30:00 | standup" },
		{ "-10 call", "23.11. 16:00:20 | call" },
		{ "\xe2\x88\x92" "10 call", "23.11. 16:00:20 | call" }, /* a minus sign */
		{ "-10m call", "23.11. 16:00:20 | call" },
		{ "-10 min call", "23.11. 16:00:20 | call" },
		{ "-1h30 call", "23.11. 14:40:20 | call" },
		{ "+15 mail", "23.11. 15:15:00 | mail" },
		{ "15 minutes ago call mum", "23.11. 15:55:20 | call mum" },
		{ "an hour ago lunch", "23.11. 15:10:20 | lunch" },
		{ "yesterday 17:00 call", "22.11. 17:00:00 | call" },
		{ "yesterday at 17:00 call", "22.11. 17:00:00 | call" },
		{ "17:00 yesterday call", "22.11. 17:00:00 | call" },
		{ "yesterday noon nap", "22.11. 12:00:00 | nap" },
		{ "fri 9:00 call", "20.11. 9:00:00 | call" },
		{ "23 nov 9:00 call", "23.11. 9:00:00 | call" },
		{ "2026-11-22 09:30 call", "22.11. 9:30:00 | call" },
		{ "2026-11-22T09:30+01:00 call", "22.11. 9:30:00 | call" },
		/* What follows a time is the activity, even where it could be more of a date. */
		{ "9:30 sun cream", "23.11. 9:30:00 | sun cream" },
		{ "9:30 march report", "23.11. 9:30:00 | march report" },
		{ "9:30 23 nov report", "23.11. 9:30:00 | 23 nov report" },
		{ "9:30 at desk", "23.11. 9:30:00 | at desk" },
		{ "9:30 the review", "23.11. 9:30:00 | the review" },
		{ "9:30 utc migration", "23.11. 9:30:00 | utc migration" },
		{ "9:30 1:1 with ada", "23.11. 9:30:00 | 1:1 with ada" },
		{ "9:30 2 pizzas", "23.11. 9:30:00 | 2 pizzas" },
		{ "9:30 to do list", "23.11. 9:30:00 | to do list" },
		{ "9:30 - buy milk", "23.11. 9:30:00 | - buy milk" },
		{ "9:30 \xc3\xb1", "23.11. 9:30:00 | \xc3\xb1" },
		/* While the rest is not typed yet. */
		{ "", " | " },
		{ "9:30", "23.11. 9:30:00 | " },
		{ "9:30 ", "23.11. 9:30:00 | " },
		{ "-10 min", "23.11. 16:00:20 | " },
		{ "10-11", "23.11. 10:00:00 - 23.11. 11:00:00 | " },
		/* Texts. */
		{ "2 pizzas", " | 2 pizzas" },
		{ "930 standup", " | 930 standup" },
		{ "2026 plan", " | 2026 plan" },
		{ "2026-11 report", " | 2026-11 report" },
		{ "2026-2027 budget", " | 2026-2027 budget" },
		{ "2026-11-23 retro", " | 2026-11-23 retro" },
		{ "8h day", " | 8h day" },
		{ "friday standup", " | friday standup" },
		{ "nov 23 party", " | nov 23 party" },
		{ "yesterday 17 call", " | yesterday 17 call" },
		{ "today list", " | today list" },
		{ "noon lunch", " | noon lunch" },
		{ "now testing", " | now testing" },
		{ "- buy milk", " | - buy milk" },
		{ "- 2 pizzas", " | - 2 pizzas" },
		{ "3:2 ratio", " | 3:2 ratio" },
		{ "1:1 with ada", " | 1:1 with ada" },
		{ "50-50 split", " | 50-50 split" },
		{ "80-20 rule", " | 80-20 rule" },
		{ "2-factor login", " | 2-factor login" },
		{ "1-on-1", " | 1-on-1" },
		{ "802.11 setup", " | 802.11 setup" },
		{ "standup 9:30", " | standup 9:30" },
		/* " ~" at the end. */
		{ "lunch ~", " | lunch [rest]" },
		{ "12:00 lunch  ~ ", "23.11. 12:00:00 | lunch [rest]" },
		{ "12-12:30 lunch ~ // soup", "23.11. 12:00:00 - 23.11. 12:30:00 | lunch [rest] | soup" },
		{ "-10 5 ~", "23.11. 16:00:20 | #5 [rest]" },
		{ "\"9 to 5\" ~", " | \"9 to 5 [rest]\"" },
		{ "\"lunch ~\"", " | \"lunch ~\"" },
		{ "lunch~", " | lunch~" },
		{ "~ lunch", " | ~ lunch" },
		{ "~", " |  [rest]" },
		{ "lunch // ~", " | lunch | ~" },
		{ "c++ +17", " | c++ +17" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_entries(&context, cases, COUNT(cases));
}

static void a_stretch_in_front_of_an_activity_has_both_its_ends(void **state)
{
	static const struct entry_case cases[] = {
		{ "10-11 docs", "23.11. 10:00:00 - 23.11. 11:00:00 | docs" },
		{ "10 - 11 docs", "23.11. 10:00:00 - 23.11. 11:00:00 | docs" },
		{ "10:00-11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10:00 - 11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10:00\xe2\x80\x93" "11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" }, /* an en dash */
		{ "10:00..11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10..11 docs", "23.11. 10:00:00 - 23.11. 11:00:00 | docs" },
		{ "10-11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10.00-11.30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "0900-1030 docs", "23.11. 9:00:00 - 23.11. 10:30:00 | docs" },
		{ "9h15-10h docs", "23.11. 9:15:00 - 23.11. 10:00:00 | docs" },
		{ "10:00 to 11:30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10:00 until noon docs", "23.11. 10:00:00 - 23.11. 12:00:00 | docs" },
		{ "15:00-now docs", "23.11. 15:00:00 - 23.11. 16:10:20 | docs" },
		{ "10:00 +45 docs", "23.11. 10:00:00 - 23.11. 10:45:00 | docs" },
		{ "10:00 +1h30 docs", "23.11. 10:00:00 - 23.11. 11:30:00 | docs" },
		{ "10:00+45 docs", "23.11. 10:00:00 - 23.11. 10:45:00 | docs" },
		{ "-30..-10 call", "23.11. 15:40:20 - 23.11. 16:00:20 | call" },
		{ "-30..now call", "23.11. 15:40:20 - 23.11. 16:10:20 | call" },
		{ "-30 +20 call", "23.11. 15:40:20 - 23.11. 16:00:20 | call" },
		{ "9-11am docs", "23.11. 9:00:00 - 23.11. 11:00:00 | docs" },
		{ "2-3pm docs", "23.11. 14:00:00 - 23.11. 15:00:00 | docs" },
		{ "11-1pm docs", "23.11. 11:00:00 - 23.11. 13:00:00 | docs" },
		{ "9am-5pm docs", "! 9am-5pm is not over yet" },
		{ "yesterday 10-11 docs", "22.11. 10:00:00 - 22.11. 11:00:00 | docs" },
		{ "fri 9:00-10:00 docs", "20.11. 9:00:00 - 20.11. 10:00:00 | docs" },
		{ "2026-11-22 9-10 docs", "22.11. 9:00:00 - 22.11. 10:00:00 | docs" },
		{ "yesterday 23:00-0:30 docs", "22.11. 23:00:00 - 23.11. 0:30:00 | docs" },
		{ "23:00-1:00 docs", "22.11. 23:00:00 - 23.11. 1:00:00 | docs" },
		{ "22-24 docs", "22.11. 22:00:00 - 23.11. 0:00:00 | docs" },
		{ "23:30-24:00 docs", "22.11. 23:30:00 - 23.11. 0:00:00 | docs" },
		{ "10-11 2 pizzas", "23.11. 10:00:00 - 23.11. 11:00:00 | 2 pizzas" },
		{ "9:30 +1 review", "23.11. 9:30:00 - 23.11. 9:31:00 | review" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_entries(&context, cases, COUNT(cases));
}

static void what_begins_like_a_time_and_is_none_is_never_an_activity(void **state)
{
	static const struct entry_case cases[] = {
		{ "25:00 x", "! 25:00 is not a time of day" },
		{ "9:75 x", "! 9:75 is not a time of day" },
		{ "13pm x", "! 13pm is not a time of day" },
		{ "9:30: standup", "! 9:30: is not a time of day" },
		{ "10:", "! 10: is not a time of day" },
		{ "10:0", "! 10:0 is not a time of day" },
		{ "9.30 standup", "! 9.30 may be a time: then it is written 9:30" },
		{ "10:00-11:75 x", "! one moment is wanted, not a span" },
		{ "10:00-", "! one moment is wanted, not a span" },
		{ "10-11:00x y", "! one moment is wanted, not a span" },
		{ "10:00 - ", "! how long? a number is missing after -" },
		{ "10:00 - 1", "! 10:00 - 1 ends before it begins" },
		{ "-10-call", "! how long? a number is missing after -" },
		{ "-1 day retro", "! -1 begins like a time, and is none" },
		{ "9:30 10:00 x", "! 10:00 is a second time" },
		{ "9:30 25:00 x", "! 25:00 is not a time of day" },
		{ "10-11 -10 x", "! -10 is a second time" },
		{ "16:30 x", "! 16:30 is still to come" },
		{ "16-17 x", "! 16-17 is not over yet" },
		{ "17-18 x", "! 17-18 is still to come" },
		{ "16:00 +45 x", "! 16:00 +45 is not over yet" },
		{ "-10..-30 x", "! -10..-30 ends before it begins" },
		{ "-10 +0 x", "! -10 +0 ends before it begins" },
		{ "tomorrow 9:00 x", "! tomorrow 9:00 is still to come" },
		{ "+90 x", "! +90 is still to come" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_entries(&context, cases, COUNT(cases));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ts_entry entry;
		struct ts_when_error error;
		char quoted[64];

		assert_int_equal(ts_entry_parse(cases[i].text, &context, &entry, &error), TS_INVALID);
		assert_true(error.offset + error.size <= strlen(cases[i].text));
		/* The example is understood, and the text itself in quotes. */
		assert_int_equal(ts_entry_parse(error.example, &context, &entry, NULL), TS_OK);
		assert_true(entry.timed);
		(void)snprintf(quoted, sizeof quoted, "\"%s\"", cases[i].text);
		assert_int_equal(ts_entry_parse(quoted, &context, &entry, NULL), TS_OK);
		assert_true(entry.quoted && !entry.timed && entry.text_size == strlen(cases[i].text));
	}
}

static void a_digit_alone_is_a_slot_and_two_slashes_begin_the_comment(void **state)
{
	static const struct entry_case cases[] = {
		{ "5", " | #5" },
		{ " 5 ", " | #5" },
		{ "0", " | #0" },
		{ "-10 5", "23.11. 16:00:20 | #5" },
		{ "9:30 2", "23.11. 9:30:00 | #2" },
		{ "10-11 3 // x", "23.11. 10:00:00 - 23.11. 11:00:00 | #3 | x" },
		{ "55", " | 55" },
		{ "\"5\"", " | \"5\"" },
		{ "9:30 \"5\"", "23.11. 9:30:00 | \"5\"" },
		{ "\"10-11 docs\" // x", " | \"10-11 docs\" | x" },
		{ "9:30 \"10-11 docs\"", "23.11. 9:30:00 | \"10-11 docs\"" },
		{ "\"", " | \"" },
		{ "\"docs", " | \"docs" },
		{ "docs // offsets", " | docs | offsets" },
		{ "10-11 docs // offsets // more", "23.11. 10:00:00 - 23.11. 11:00:00 | docs | offsets // more" },
		{ "docs //", " | docs | " },
		{ "9:30 // later", "23.11. 9:30:00 |  | later" },
		{ "// later", " |  | later" },
		{ "see http://example.org/ // link", " | see http://example.org/ | link" },
		{ "a//b", " | a//b" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	expect_entries(&context, cases, COUNT(cases));
}
/* clang-format on */

static void before_midnight_is_last_night(void **state)
{
	static const struct entry_case cases[] = {
		{ "23:50 call", "22.11. 23:50:00 | call" },
		{ "0:10 call", "23.11. 0:10:00 | call" },
		{ "23:30-0:10 call", "22.11. 23:30:00 - 23.11. 0:10:00 | call" },
		{ "23-24 call", "22.11. 23:00:00 - 23.11. 0:00:00 | call" },
		{ "22-23 call", "22.11. 22:00:00 - 22.11. 23:00:00 | call" },
		{ "0:30 call", "! 0:30 is still to come" },
		{ "yesterday 23:50 call", "22.11. 23:50:00 | call" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	context.now = ts_time_local(context.day, 20, NULL);
	context.last_log = ts_time_local(context.day - 1, 21 * 60, NULL);
	expect_entries(&context, cases, COUNT(cases));
}

static void a_stretch_on_the_day_on_screen_lies_on_that_day(void **state)
{
	static const struct entry_case cases[] = {
		{ "10-11 docs", "1.10. 10:00:00 - 1.10. 11:00:00 | docs" },
		{ "23-1 docs", "1.10. 23:00:00 - 2.10. 1:00:00 | docs" },
		{ "21:00 docs", "1.10. 21:00:00 | docs" },
	};
	struct ts_when_context context = context_vienna();

	(void)state;
	context.day = ts_day_from_civil(2026, 10, 1);
	expect_entries(&context, cases, COUNT(cases));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_time_in_front_of_an_activity_is_found_only_when_it_is_unmistakable),
		cmocka_unit_test(a_stretch_in_front_of_an_activity_has_both_its_ends),
		cmocka_unit_test(what_begins_like_a_time_and_is_none_is_never_an_activity),
		cmocka_unit_test(a_digit_alone_is_a_slot_and_two_slashes_begin_the_comment),
		cmocka_unit_test(before_midnight_is_last_night),
		cmocka_unit_test(a_stretch_on_the_day_on_screen_lies_on_that_day),
	};
	return cmocka_run_group_tests_name("entry", tests, NULL, NULL);
}
