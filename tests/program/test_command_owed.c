/* mark, marks, target, book, and the settings that decide what a day owes. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Thu 1 Oct 2026. */
static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void worked(const struct sandbox *sandbox, const char *from, const char *until)
{
	EXPECT(sandbox, 0, NULL, "", "log", "--at", from, "work");
	EXPECT(sandbox, 0, NULL, "", "log", "--at", until, "off");
}

static void a_minute_on_a_friday_and_a_day_in_lieu(void **state)
{
	worked(*state, "2026-09-21 8:00", "2026-09-21 18:00");
	worked(*state, "2026-09-25 8:00", "2026-09-25 8:01");
	EXPECT(*state, 0, "Fri 25 Sep 2026  leave, half  the dentist\n", "", "mark", "2026-09-25", "leave", "--half",
	       "--text", "the dentist");
	EXPECT(*state, 0, "Wed 23 Sep 2026  flex\n", "", "mark", "2026-09-23", "flex");
	EXPECT(*state, 0,
	       "Mon 21 Sep 2026 .. Sun 27 Sep 2026  by day\n\n"
	       " 2026-09-21  Mon                10:00     +2:00\n"
	       " 2026-09-23  Wed  flex           0:00     -8:00\n"
	       " 2026-09-25  Fri  leave, half    0:01     -3:59\n\n"
	       " work 10:01 of 20:00  rest 0:00  flex -9:59\n",
	       "", "report", "2026-W39", "--by", "day", "--flex");
	EXPECT(*state, 0,
	       "[{\"day\": \"2026-09-21\", \"seconds\": 36000, \"target_seconds\": 28800, \"balance_seconds\": 7200}, "
	       "{\"day\": \"2026-09-23\", \"seconds\": 0, \"target_seconds\": 28800, \"balance_seconds\": -28800, "
	       "\"mark\": \"flex\"}, {\"day\": \"2026-09-25\", \"seconds\": 60, \"target_seconds\": 14400, "
	       "\"balance_seconds\": -14340, \"mark\": \"leave\", \"half\": true}]\n",
	       "", "report", "2026-W39", "--by", "day", "--json");
	EXPECT(*state, 0, "-9:59\n", "", "status", "--format", "%b");
	EXPECT(*state, 0, "-9:59 8:00\n", "", "status", "--format", "%b %T");
	EXPECT(*state, 0, "took back: Wed 23 Sep: flex\n", "", "undo");
	EXPECT(*state, 0, "-1:59\n", "", "status", "--format", "%b");
	EXPECT(*state, 0, "", "", "mark", "2026-09-25", "none");
	EXPECT(*state, 0, "", "nothing to change", "mark", "2026-09-25", "none");
	EXPECT(*state, 0, "-5:59\n", "", "status", "--format", "%b");
}

static void marks_are_listed_and_leave_is_counted(void **state)
{
	EXPECT(*state, 0, "no day is marked\n", "", "marks");
	EXPECT(*state, 0, "[]\n", "", "marks", "--json");
	EXPECT(*state, 0, "", "", "settings", "leave", "28.5");
	EXPECT(*state, 0, "28.5\n", "", "settings", "leave");
	EXPECT(*state, 0, "Fri 9 Oct 2026   holiday\n", "", "mark", "2026-10-09", "holiday");
	EXPECT(*state, 0,
	       "Wed 7 Oct 2026   leave\nThu 8 Oct 2026   leave\nFri 9 Oct 2026   holiday\nMon 12 Oct 2026  leave\n", "",
	       "mark", "2026-10-07..2026-10-12", "leave");
	EXPECT(*state, 0,
	       "Wed 7 Oct 2026   leave\nThu 8 Oct 2026   leave\nFri 9 Oct 2026   holiday\nMon 12 Oct 2026  leave\n\n"
	       "leave 2026: 0 of 28.5 days taken, 3 planned, 25.5 left\n",
	       "", "marks", "oct");
	EXPECT(*state, 0, "[{\"date\": \"2026-10-09\", \"mark\": \"holiday\", \"half\": false, \"text\": \"\"}]\n", "",
	       "marks", "2026-10-09", "--json");
	EXPECT(*state, 1, "", "for example: 30", "settings", "leave", "28.3");
}

static void targets_hold_from_a_day_on(void **state)
{
	worked(*state, "2026-09-21 8:00", "2026-09-21 17:00");
	EXPECT(*state, 0,
	       "from the first log on   Mo 8:00  Tu 8:00  We 8:00  Th 8:00  Fr 8:00  40:00 a week (nobody has "
	       "chosen)\n",
	       "", "target");
	EXPECT(*state, 0,
	       "from the first log on   Mo 8:00  Tu 8:00  We 8:00  Th 8:00  Fr 8:00  40:00 a week\n"
	       "Thu 1 Oct 2026          Mo 7:42  Tu 7:42  We 7:42  Th 7:42  Fr 7:42  38:30 a week\n",
	       "", "target", "38:30");
	EXPECT(*state, 0, "38:30\n", "", "settings", "target");
	EXPECT(*state, 0, "+1:00\n", "", "status", "--format", "%b");
	EXPECT(*state, 0, NULL, "", "target", "--from", "2026-09-01", "8,8,0,6.5,30m,0,0");
	EXPECT(*state, 0, NULL, "", "target", "--from", "2026-09-01", "none");
	EXPECT(*state, 1, "", "no target begins on '2026-09-01'", "target", "--from", "2026-09-01", "none");
	EXPECT(*state, 0, NULL, "", "target", "none");
	EXPECT(*state, 0, "no target is set, so there is no balance: timesheet target 40\n", "", "target", "--from",
	       "first", "none");
	EXPECT(*state, 0,
	       "Mon 21 Sep 2026 .. Sun 27 Sep 2026  by day\n\n 2026-09-21  Mon    9:00\n\n work 9:00  rest 0:00\n"
	       " no target is set, so there is no balance: timesheet target 40\n",
	       "", "report", "2026-W39", "--by", "day", "--flex");
	EXPECT(*state, 0, "\n", "", "status", "--format", "%b");
	static const char *const wrong[] = { "x", "8,8", "8,8,8,8,25", "8,8,8,8,8,0,0,0", "8:61", "200", "-8", "" };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		EXPECT(*state, 2, "", "is not hours", "target", wrong[i]);
}

static void the_balance_is_booked_on(void **state)
{
	worked(*state, "2026-09-21 8:00", "2026-09-21 16:00");
	EXPECT(*state, 0, "nothing is booked\n", "", "book");
	EXPECT(*state, 0, NULL, "", "book", "2026-09-01", "+12:30", "from", "before");
	EXPECT(*state, 0, NULL, "", "book", "2026-09-02", "-3h");
	EXPECT(*state, 0, "+9:30\n", "", "status", "--format", "%b");
	struct run run = program_run(*state, NULL, WORDS("book"));
	char id[9] = "";
	assert_int_equal(sscanf(run.output, "Tue 1 Sep 2026 +12:30 %8s", id), 1);
	run_release(&run);
	EXPECT(*state, 0, "removed +12:30 from before\n", "", "book", "--remove", id);
	EXPECT(*state, 1, "", "no booking has an id that begins with", "book", "--remove", id);
	EXPECT(*state, 0, "-3:00\n", "", "status", "--format", "%b");
	EXPECT(*state, 2, "", "'12' is not a length", "book", "2026-09-01", "12");
	EXPECT(*state, 2, "", "'0m' is not a length", "book", "2026-09-01", "0m");
	EXPECT(*state, 2, "", "how much on '2026-09-01'?", "book", "2026-09-01");
	EXPECT(*state, 2, "", "--remove takes the first digits", "book", "--remove", "x");
}

static void an_export_tells_all_of_it_and_a_range_no_contract(void **state)
{
	worked(*state, "2026-09-21 8:00", "2026-09-21 17:00");
	EXPECT(*state, 0, NULL, "", "book", "2026-09-01", "+12:30", "from", "before");
	EXPECT(*state, 0, NULL, "", "mark", "2026-09-22", "flex", "--text", "in lieu");
	EXPECT(*state, 0, NULL, "", "target", "--from", "2026-09-22", "30");
	EXPECT(*state, 0, "+7:30\n", "", "status", "--format", "%b");
	struct run first = program_run(*state, NULL, WORDS("export", "--format", "json", "2026"));
	struct run all = program_run(*state, NULL, WORDS("export", "--format", "json"));
	assert_int_equal(all.status, 0);
	assert_non_null(strstr(all.output, "{\"date\": \"2026-09-22\", \"mark\": \"flex\", \"half\": false, \"text\": "
	                                   "\"in lieu\"}"));
	assert_non_null(strstr(all.output, "{\"from\": null, \"minutes\": [480, 480, 480, 480, 480, 0, 0]}"));
	/* Of a range its marks and bookings, not the contract. */
	assert_null(strstr(first.output, "\"from\""));
	assert_non_null(strstr(first.output, "\"minutes\": 750"));
	run_release(&first);
	run_release(&all);
}

static void empty_days_count_if_that_is_set(void **state)
{
	worked(*state, "2026-09-28 8:00", "2026-09-28 16:00");
	EXPECT(*state, 0, "off\n", "", "settings", "empty-days");
	EXPECT(*state, 0, "", "", "settings", "empty-days", "count");
	EXPECT(*state, 0, "-16:00\n", "", "status", "--format", "%b");
	EXPECT(*state, 1, "", "for example: off, or count", "settings", "empty-days", "yes");
}

static void wrong_words_are_named(void **state)
{
	EXPECT(*state, 2, "", "which days, and as what?", "mark", "today");
	EXPECT(*state, 2, "", "'ill' is not holiday, leave, sick, flex, work or none", "mark", "today", "ill");
	EXPECT(*state, 2, "", "none takes neither --half nor --text", "mark", "today", "none", "--half");
	struct run run = program_run(*state, NULL, WORDS("mark", "nowhen", "sick"));
	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.error, "cannot take 'nowhen' as a range of days"));
	run_release(&run);
	EXPECT(*state, 1, "", "cannot mark more than 1000 days at once", "mark", "2020-01-01..2026-01-01", "sick");
	EXPECT(*state, 2, "", "--marks is for calendars only", "import", "--format", "csv", "--marks", "sick", "x.csv");
	EXPECT(*state, 2, "", "--marks is holiday, leave, sick, flex or work, not 'ill'", "import", "--format", "ical",
	       "--marks", "ill", "x.ics");
	EXPECT(*state, 2, "", "how much from 'today' on?", "target", "--from", "today");
}

static void breaks_are_told_where_there_is_a_rule(void **state)
{
	worked(*state, "2026-09-21 8:00", "2026-09-21 14:30");
	worked(*state, "2026-09-21 14:40", "2026-09-21 15:00");
	worked(*state, "2026-09-22 8:00", "2026-09-22 12:00");
	worked(*state, "2026-09-22 12:30", "2026-09-22 16:30");
	struct run run = program_run(*state, NULL, WORDS("day", "2026-09-21"));
	assert_null(strstr(run.output, "stretch"));
	run_release(&run);
	EXPECT(*state, 1, "", "6:00/0:30,10:00", "settings", "breaks", "6:00/");
	EXPECT(*state, 0, "", "", "settings", "breaks", "on");
	EXPECT(*state, 0, "on\n", "", "settings", "breaks");
	run = program_run(*state, NULL, WORDS("day", "2026-09-21"));
	assert_non_null(strstr(run.output, " longest stretch 6:50  breaks 0:00\n"
	                                   " breaks: 6:50 without one, 6:00 at most, 0:00 of 0:30\n"));
	run_release(&run);
	run = program_run(*state, NULL, WORDS("day", "2026-09-22"));
	assert_non_null(strstr(run.output, " longest stretch 4:00  breaks 0:30\n"));
	assert_null(strstr(run.output, "breaks:"));
	run_release(&run);
	EXPECT(*state, 0,
	       "Mon 21 Sep 2026 .. Sun 27 Sep 2026  by day\n\n"
	       " 2026-09-21  Mon    6:50     -1:10  stretch   6:50  breaks   0:00 !\n"
	       " 2026-09-22  Tue    8:00     +0:00  stretch   4:00  breaks   0:30  \n"
	       " Mon 21 Sep: breaks: 6:50 without one, 6:00 at most, 0:00 of 0:30\n\n"
	       " work 14:50 of 16:00  rest 0:00\n",
	       "", "report", "2026-W39", "--by", "day");
	run = program_run(*state, NULL, WORDS("report", "2026-09-21", "--by", "day", "--json"));
	assert_json(run.output, "$[0].stretch_seconds", "24600");
	assert_json(run.output, "$[0].break_seconds", "0");
	assert_json(run.output, "$[0].breaks_passed[0]", "stretch");
	assert_json(run.output, "$[0].breaks_passed[1]", "breaks");
	run_release(&run);
	run = program_run(*state, NULL, WORDS("report", "2026-09-22", "--by", "day", "--csv"));
	assert_string_equal(run.output,
	                    "day,seconds,forgotten_seconds,forgotten_since,stretch_seconds,break_seconds\r\n"
	                    "2026-09-22,28800,0,,14400,1800\r\n");
	run_release(&run);
	run = program_run(*state, NULL, WORDS("day", "2026-09-22", "--json"));
	assert_json(run.output, "$.break_seconds", "1800");
	run_release(&run);
}

static void budgets_are_set_told_and_taken_away(void **state)
{
	worked(*state, "2026-09-29 8:00", "2026-09-29 11:00");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 8:00", "acme: call");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 9:30", "acme: offer");
	EXPECT(*state, 0, NULL, "", "off", "--at", "2026-09-30 10:00");
	EXPECT(*state, 0, "nothing has a budget\n", "", "budget");
	EXPECT(*state, 0, "work, 12:00 a week\n", "", "budget", "work", "12", "week");
	EXPECT(*state, 0, "acme, 2:00 a week\n", "", "budget", "acme", "2:00", "week");
	EXPECT(*state, 0, "acme: call, 10:30 a month\n", "", "budget", "acme:", "call", "10:30", "month");
	EXPECT(*state, 0,
	       "     2:00 of 2:00 a week   100%  acme\n"
	       "     0:00 of 10:30 a month    0%  acme: call\n"
	       "     3:00 of 12:00 a week    25%  work\n",
	       "", "budget");
	EXPECT(*state, 0,
	       "[{\"project\": \"acme\", \"per\": \"week\", \"budget_seconds\": 7200, \"seconds\": 7200}, "
	       "{\"activity\": \"acme: call\", \"per\": \"month\", \"budget_seconds\": 37800, \"seconds\": 0}, "
	       "{\"activity\": \"work\", \"per\": \"week\", \"budget_seconds\": 43200, \"seconds\": 10800}]\n",
	       "", "budget", "--json");
	EXPECT(*state, 0, NULL, "acme: 2:00 of 2:00 this week", "log", "--at", "14:37", "acme: call");
	EXPECT(*state, 0, NULL, "", "log", "--at", "14:37", "work");
	EXPECT(*state, 0, "removed acme, 2:00 a week\n", "", "budget", "acme", "none");
	EXPECT(*state, 0, NULL, "", "undo");
	EXPECT(*state, 1, "", "no activity or project is called 'nobody'", "budget", "nobody", "1", "week");
	EXPECT(*state, 2, "", "a budget is an activity or a project", "budget", "acme", "1", "day");
	EXPECT(*state, 2, "", "a budget is an activity or a project", "budget", "acme");
	EXPECT(*state, 2, "", "a budget is an activity or a project", "budget", "acme", "0", "week");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_minute_on_a_friday_and_a_day_in_lieu),
		CASE(marks_are_listed_and_leave_is_counted),
		CASE(targets_hold_from_a_day_on),
		CASE(the_balance_is_booked_on),
		CASE(an_export_tells_all_of_it_and_a_range_no_contract),
		CASE(empty_days_count_if_that_is_set),
		CASE(breaks_are_told_where_there_is_a_rule),
		CASE(budgets_are_set_told_and_taken_away),
		CASE(wrong_words_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
