/* report: for people, as JSON, as CSV, rounded; and that the screens say the same. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Monday and Tuesday of this week: calls and offers for one project, a break, something with a dangerous name. */
static void work(const struct sandbox *sandbox)
{
	static const char *const logs[][2] = {
		{ "2026-09-28 9:00", "acme: call" }, { "2026-09-28 10:07", "acme: offer" },
		{ "2026-09-28 12:00", "lunch" },     { "2026-09-28 12:50", "=SUM(A1), \"x\"" },
		{ "2026-09-28 14:00", "off" },       { "2026-09-29 9:00", "acme: call" },
		{ "2026-09-29 18:10", "off" },       { "2026-08-31 9:00", "acme: call" },
		{ "2026-08-31 18:00", "off" },
	};
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
		EXPECT(sandbox, 0, NULL, "", "log", "--at", logs[i][0], logs[i][1]);
}

static int setup(void **state)
{
	struct sandbox *sandbox = ada_logged_in();
	work(sandbox);
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void this_week_by_activity_is_what_one_gets_without_asking(void **state)
{
	static const char expected[] = "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by activity\n"
	                               "\n"
	                               " acme: call      10:17   73%\n"
	                               " acme: offer      1:53   13%\n"
	                               " =SUM(A1), \"x\"    1:10    8%\n"
	                               " lunch            0:50    6%\n"
	                               "\n"
	                               " work 14:10 of 32:00  rest 0:00  flex -0:50\n";
	EXPECT(*state, 0, expected, "", "report", "--flex");
	EXPECT(*state, 0, expected, "", "report", "week", "--by", "activity", "--flex");
	EXPECT(*state, 2, "", "--flex is told as text", "report", "--flex", "--json");
	EXPECT(*state, 2, "", "--flex is told as text", "report", "--csv", "--flex");
	/* The balance reads all there is, and is told when it is asked for. */
	struct run run = program_run(*state, NULL, WORDS("report"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, " work 14:10 of 32:00  rest 0:00\n"));
	run_release(&run);
	EXPECT(*state, 0, expected, "", "report", "--by=activity", "2026-09-28..2026-10-04", "--flex");
}

static void rows_can_be_projects_days_weeks_and_months(void **state)
{
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by project\n\n"
	       " acme            12:10   86%\n"
	       " =SUM(A1), \"x\"    1:10    8%\n"
	       " lunch            0:50    6%\n"
	       "\n work 14:10 of 32:00  rest 0:00  flex -0:50\n",
	       "", "report", "--by", "project", "--flex");
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by day\n\n"
	       " 2026-09-28  Mon    5:00     -3:00\n"
	       " 2026-09-29  Tue    9:10     +1:10\n"
	       "\n work 14:10 of 32:00  rest 0:00  flex -0:50\n",
	       "", "report", "--by", "day", "--flex");
	EXPECT(*state, 0,
	       "[{\"week\": \"2026-W36\", \"seconds\": 32400, \"target_seconds\": 28800, \"balance_seconds\": 3600}, "
	       "{\"week\": \"2026-W40\", \"seconds\": 51000, \"target_seconds\": 115200, \"balance_seconds\": "
	       "-6600}]\n",
	       "", "report", "2026", "--by", "week", "--json");
	EXPECT(*state, 0, "month,seconds,forgotten_seconds,forgotten_since\r\n2026-08,32400,0,\r\n2026-09,51000,0,\r\n",
	       "", "report", "2026", "--by", "month", "--csv");
	EXPECT(*state, 0, "year,seconds,forgotten_seconds,forgotten_since\r\n2026,83400,0,\r\n", "", "report",
	       "2025..2026", "--by", "year", "--csv");
}

static void json_is_rows_keyed_by_the_word(void **state)
{
	struct run run = program_run(*state, NULL, WORDS("report", "--json"));
	assert_int_equal(run.status, 0);
	assert_json(run.output, "$[0].activity", "acme: call");
	assert_json(run.output, "$[0].seconds", "37020");
	assert_json_type(run.output, "$[0].rest", NULL);
	assert_json(run.output, "$[2].activity", "=SUM(A1), \"x\"");
	run_release(&run);
	EXPECT(*state, 0, "[]\n", "", "report", "2001", "--json");
}

static void csv_is_quoted_and_nothing_in_it_is_run(void **state)
{
	EXPECT(*state, 0,
	       "activity,seconds,rest,forgotten_seconds,forgotten_since\r\n"
	       "acme: call,37020,false,0,\r\n"
	       "acme: offer,6780,false,0,\r\n"
	       "\"'=SUM(A1), \"\"x\"\"\",4200,false,0,\r\n"
	       "lunch,3000,false,0,\r\n",
	       "", "report", "--csv");
	EXPECT(*state, 0, "day,seconds,forgotten_seconds,forgotten_since\r\n", "", "report", "yesterday", "--by", "day",
	       "--csv");
}

static void rounded_rows_add_up_to_the_rounded_sum(void **state)
{
	/* 10:17, 1:53, 1:10 and 0:50 are 14:10: to quarters 14:15. */
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by activity\n\n"
	       " acme: call      10:15   72%\n"
	       " acme: offer      2:00   14%\n"
	       " =SUM(A1), \"x\"    1:15    9%\n"
	       " lunch            0:45    5%\n"
	       "\n work 14:15 of 32:00  rest 0:00  flex -0:50\n",
	       "", "report", "--round", "15", "--flex");
	EXPECT(*state, 0,
	       "day,seconds,forgotten_seconds,forgotten_since\r\n2026-09-28,18000,0,\r\n2026-09-29,32400,0,\r\n", "",
	       "report", "--round", "60", "--by", "day", "--csv");
}

static void two_keys_make_a_table_that_adds_up(void **state)
{
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by activity, day\n\n"
	       "                Mo 28  Tu 29  We 30  Th  1  Fr  2  Sa  3  Su  4    sum\n"
	       " acme: call      1:07   9:10                                     10:17\n"
	       " acme: offer     1:53                                             1:53\n"
	       " =SUM(A1), \"x\"   1:10                                             1:10\n"
	       " lunch           0:50                                             0:50\n"
	       "\n"
	       " work            5:00   9:10                                     14:10\n"
	       " target          8:00   8:00          8:00   8:00                32:00\n"
	       "\n work 14:10 of 32:00  rest 0:00  flex -0:50\n",
	       "", "report", "--by", "activity,day", "--flex");
	/* The other way round, what days owe stands beside them. */
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Tue 29 Sep 2026  by day, project\n\n"
	       "                   acme  =SUM(A1), \"x\"  lunch    sum  target\n"
	       " 2026-09-28  Mon   3:00           1:10   0:50   5:00    8:00\n"
	       " 2026-09-29  Tue   9:10                         9:10    8:00\n"
	       "\n"
	       " work             12:10           1:10   0:50  14:10   16:00\n"
	       "\n work 14:10 of 16:00  rest 0:00\n",
	       "", "report", "2026-09-28..2026-09-29", "--by=day,project");
	EXPECT(*state, 0,
	       "[{\"project\": \"acme\", \"week\": \"2026-W36\", \"seconds\": 32400}, "
	       "{\"project\": \"acme\", \"week\": \"2026-W40\", \"seconds\": 43800}]\n",
	       "", "report", "2026", "--by", "project,week", "--json", "--only", "acme");
	EXPECT(*state, 0,
	       "month,acme,\"'=SUM(A1), \"\"x\"\"\",lunch,sum\r\n"
	       "2026-08,32400,0,0,32400\r\n2026-09,43800,4200,3000,51000\r\n2026-10,0,0,0,0\r\n"
	       "work,76200,4200,3000,83400\r\n",
	       "", "report", "2026-08..2026-10", "--by", "month,project", "--csv");
	EXPECT(*state, 0, "activity,2026-W40,sum\r\nacme: offer,6780,6780\r\nwork,6780,6780\r\n", "", "report", "--by",
	       "activity,week", "--csv", "--only", "offer");
	EXPECT(*state, 0, "activity,2001,sum\r\nwork,0,0\r\n", "", "report", "2001", "--by", "activity,year", "--csv");
}

static void rounded_tables_add_up_and_so_do_decimals(void **state)
{
	/* 1:07 and 1:53 are 3:00, 1:10 and 0:50 are 2:00: all of Monday is 5:00. */
	EXPECT(*state, 0,
	       "activity,2026-09-28,2026-09-29,sum\r\nacme: call,3600,32400,36000\r\nacme: offer,7200,0,7200\r\n"
	       "\"'=SUM(A1), \"\"x\"\"\",3600,0,3600\r\nlunch,3600,0,3600\r\n"
	       "work,18000,32400,50400\r\ntarget,28800,28800,57600\r\n",
	       "", "report", "2026-09-28..2026-09-29", "--by", "activity,day", "--csv", "--round", "60");
	EXPECT(*state, 0,
	       "activity,2026-09-28,2026-09-29,sum\r\nacme: call,1.25,9.25,10.50\r\nacme: offer,2.00,0.00,2.00\r\n"
	       "\"'=SUM(A1), \"\"x\"\"\",1.25,0.00,1.25\r\nlunch,1.00,0.00,1.00\r\n"
	       "work,5.50,9.25,14.75\r\ntarget,8.00,8.00,16.00\r\n",
	       "", "report", "2026-09-28..2026-09-29", "--by", "activity,day", "--csv", "--round", "15:up",
	       "--decimal");
	/* 7:40 a day are 7.67, and five of them 38.33. */
	EXPECT(*state, 0, NULL, "", "target", "--from", "2026-09-01", "38:20");
	EXPECT(*state, 0, "day,acme,sum\r\n2026-09-28,3.00,3.00\r\n2026-09-29,9.17,9.17\r\nwork,12.17,12.17\r\n", "",
	       "report", "2026-09-28..2026-09-29", "--by", "day,project", "--csv", "--decimal", "--only", "acme");
	EXPECT(*state, 0,
	       "project,2026-09-28,2026-09-29,2026-09-30,2026-10-01,2026-10-02,2026-10-03,2026-10-04,sum\r\n"
	       "acme,3.00,9.17,0.00,0.00,0.00,0.00,0.00,12.17\r\n"
	       "\"'=SUM(A1), \"\"x\"\"\",1.17,0.00,0.00,0.00,0.00,0.00,0.00,1.17\r\n"
	       "lunch,0.83,0.00,0.00,0.00,0.00,0.00,0.00,0.83\r\n"
	       "work,5.00,9.17,0.00,0.00,0.00,0.00,0.00,14.17\r\n"
	       "target,7.67,7.67,0.00,7.67,7.66,0.00,0.00,30.67\r\n",
	       "", "report", "--by", "project,day", "--csv", "--decimal");
	EXPECT(*state, 0, NULL, "", "undo");
	/* 10:17, 1:53, 1:10, 0:50 are 10.28, 1.88, 1.17, 0.83, and 14:10 is 14.17: one of the thirds is rounded up. */
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by activity\n\n"
	       " acme: call      10.29   73%\n"
	       " acme: offer      1.88   13%\n"
	       " =SUM(A1), \"x\"    1.17    8%\n"
	       " lunch            0.83    6%\n"
	       "\n work 14.17 of 32.00  rest 0.00  flex -0.83\n",
	       "", "report", "--decimal", "--flex");
	EXPECT(*state, 0,
	       "day,hours,forgotten_hours,forgotten_since\r\n2026-09-28,5.00,0.00,\r\n2026-09-29,9.17,0.00,\r\n", "",
	       "report", "--by", "day", "--csv", "--decimal");
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by project\n\n"
	       " acme            12:00   92%\n"
	       " =SUM(A1), \"x\"    1:00    8%\n"
	       " lunch            0:00    0%\n"
	       "\n work 13:00 (14:10 before it was rounded) of 32:00  rest 0:00\n",
	       "", "report", "--by", "project", "--round", "60:down");
}

/* Three times 20 minutes and 20 seconds are 61 minutes: one of them is shown as 21. */
static void minutes_of_a_table_add_up_though_seconds_are_not_shown(void **state)
{
	static const char *const logs[][2] = { { "2026-09-30T09:00:00", "a" },
		                               { "2026-09-30T09:20:20", "b" },
		                               { "2026-09-30T09:40:40", "c" },
		                               { "2026-09-30T10:01:00", "off" } };
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
		EXPECT(*state, 0, NULL, "", "log", "--at", logs[i][0], logs[i][1]);
	EXPECT(*state, 0,
	       "Wed 30 Sep 2026  by activity, day\n\n"
	       "         We 30   sum\n"
	       " a        0:20  0:20\n"
	       " b        0:20  0:20\n"
	       " c        0:21  0:21\n"
	       "\n"
	       " work     1:01  1:01\n"
	       " target   8:00  8:00\n"
	       "\n work 1:01 of 8:00  rest 0:00\n",
	       "", "report", "2026-09-30", "--by", "activity,day");
}

static void a_table_by_tags_says_where_they_overlap(void **state)
{
	EXPECT(*state, 0, NULL, "", "edit", "last", "--comment", "#core and #client=x");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 9:00", "--comment", "#Core #client=x", "acme: offer");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 10:00", "off");
	EXPECT(*state, 0,
	       "Wed 30 Sep 2026  by tag, day\n\n"
	       "            We 30   sum\n"
	       " #Core       1:00  1:00\n"
	       " #client=x   1:00  1:00\n"
	       "\n work        1:00  1:00\n"
	       "\n tags overlap: a log of several stands in each, so that cells are more than the work\n"
	       "\n work 1:00  rest 0:00\n",
	       "", "report", "2026-09-30", "--by", "tag,day");
	EXPECT(*state, 0,
	       "tag,acme,sum\r\n#Core,3600,3600\r\n#client=x,3600,3600\r\nno tag,6780,6780\r\nwork,10380,10380\r\n", "",
	       "report", "--by", "tag,project", "--csv", "--only", "offer");
}

/* Names are cut first, then what does not fit goes into parts. */
static void a_table_fits_the_terminal(void **state)
{
	static const struct {
		int width;
		const char *row, *said;
	} screens[] = {
		{ 76, " acme: offer     1:53                                             1:53", " work 14:10" },
		{ 60, " =SUM(A1), \xe2\x80\xa6  1:10                                      1:10", " work 14:10" },
		{ 40, " acme: off\xe2\x80\xa6   1:53", " in 2 parts: 40 columns are too few" },
	};
	struct sandbox *sandbox = *state;
	const char *words[] = { "--db", sandbox->database, "report", "--by", "activity,day", NULL };
	const char *environment[] = { "TIMESHEET_USER=ada", password_variable(sandbox), NULL };
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		struct terminal *terminal =
		        terminal_start(sandbox, &(struct terminal_options){ .arguments = words,
		                                                            .environment = environment,
		                                                            .width = screens[i].width,
		                                                            .height = 50 });
		assert_int_equal(terminal_wait_exit(terminal), 0);
		terminal_assert_text(terminal, screens[i].row);
		terminal_assert_text(terminal, screens[i].said);
		terminal_destroy(terminal);
	}
}

static void forgotten_time_is_marked_in_every_table(void **state)
{
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 9:00", "parser");
	EXPECT(*state, 0,
	       "Wed 30 Sep 2026 .. Thu 1 Oct 2026  by activity, day\n\n"
	       "          We 30   Th  1     sum\n"
	       " parser  15:00?  14:37?  29:37?\n"
	       "\n"
	       " work    15:00?  14:37?  29:37?\n"
	       " target   8:00    8:00   16:00 \n"
	       "\n work 29:37? of 16:00  rest 0:00\n forgotten? 29:37 since Wed 30 Sep 09:00\n",
	       "", "report", "2026-09-30..2026-10-01", "--by", "activity,day");
	EXPECT(*state, 0,
	       "project,2026-W40,sum\r\nparser,106620,106620\r\nwork,106620,106620\r\nforgotten,106620,106620\r\n", "",
	       "report", "2026-09-30..2026-10-01", "--by", "project,week", "--csv", "--only", "parser");
	EXPECT(*state, 0,
	       "[{\"tag\": \"no tag\", \"month\": \"2026-09\", \"seconds\": 54000, \"forgotten_seconds\": 54000}, "
	       "{\"tag\": \"no tag\", \"month\": \"2026-10\", \"seconds\": 52620, \"forgotten_seconds\": 52620}]\n",
	       "", "report", "2026-09-30..2026-10-01", "--by", "tag,month", "--json");
	struct run run = program_run(*state, NULL, WORDS("report", "2026-09-29..2026-10-01", "--html"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "<p class=\"alarm\">Forgotten? 29:37 since Wed 30 Sep 09:00: its end may"));
	assert_non_null(strstr(run.output, "<td>9:10</td><td>15:00?</td><td>14:37?</td><td class=\"sum\">38:47?</td>"));
	run_release(&run);
}

/* Columns of the widest line: each character here is one wide. */
static int widest_line(const char *output, size_t size)
{
	int width = 0, most = 0;
	for (size_t i = 0; i < size; i++) {
		if (output[i] == '\n' || output[i] == '\r')
			width = 0;
		else if (((unsigned char)output[i] & 0xc0) != 0x80)
			most = ++width > most ? width : most;
	}
	return most;
}

static void no_line_of_a_table_is_wider_than_the_terminal(void **state)
{
	static const char *const keys[] = { "activity,day", "day,activity", "week,day" };
	struct sandbox *sandbox = *state;
	const char *environment[] = { "TIMESHEET_USER=ada", "NO_COLOR=1", password_variable(sandbox), NULL };
	for (size_t i = 0; i < 3; i++) {
		const char *words[] = { "--db", sandbox->database, "report", "--by", keys[i], NULL };
		for (int width = 55; width < 100; width += 4) {
			struct terminal *terminal = terminal_start(
			        sandbox, &(struct terminal_options){
			                         .arguments = words, .environment = environment, .width = width });
			size_t size;
			assert_int_equal(terminal_wait_exit(terminal), 0);
			const char *output = terminal_output(terminal, &size);
			if (widest_line(output, size) > width)
				fail_msg("%s at %d columns: %.*s", keys[i], width, (int)size, output);
			/* In the last part, or the only one, sums and targets stand at the end. */
			terminal_assert_text(terminal, i == 0 ? "sum" : "target");
			terminal_destroy(terminal);
		}
	}
}

/* 13:20 of work, 0:50 of rest: each is rounded for itself. Rows of days are of work, and say the rest as it is. */
static void rest_is_rounded_where_it_has_rows(void **state)
{
	EXPECT(*state, 0, NULL, "", "activity", "lunch", "--rest");
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by project\n\n"
	       " acme            12:00   86%\n"
	       " =SUM(A1), \"x\"    1:00    7%\n"
	       " lunch ~          1:00    7%\n"
	       "\n work 13:00 of 32:00  rest 1:00\n",
	       "", "report", "--by", "project", "--round", "60");
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by week\n\n"
	       " 2026-W40   13:00     -2:40\n"
	       "\n work 13:00 of 32:00  rest 0:50\n",
	       "", "report", "--by", "week", "--round", "60");
}

static void what_is_counted_can_be_said(void **state)
{
	EXPECT(*state, 0, NULL, "", "edit", "last", "--comment", "#core and #client=x");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 9:00", "--comment", "#Core", "acme: offer");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 10:00", "off");
	EXPECT(*state, 0, "[{\"tag\": \"#Core\", \"seconds\": 3600}]\n", "", "report", "--by", "tag", "--json");
	EXPECT(*state, 0,
	       "Mon 28 Sep 2026 .. Sun 4 Oct 2026  by activity  only acme, without call\n\n"
	       " acme: offer    2:53  100%\n\n work 2:53  rest 0:00\n",
	       "", "report", "--only", "acme", "--without=call");
	EXPECT(*state, 0,
	       "project,seconds,rest,forgotten_seconds,forgotten_since\r\nacme,10380,false,0,\r\nlunch,3000,false,0,"
	       "\r\n",
	       "", "report", "--by", "project", "--csv", "--only", "offer", "--only", "lunch");
	EXPECT(*state, 2, "", "--flex is told of all there is", "report", "--flex", "--only", "acme");
	EXPECT(*state, 2, "", "there is nothing to look for in --without ''", "report", "--without", "");
	EXPECT(*state, 2, "", "there is nothing to look for in --only ' '", "export", "--format", "csv", "--only", " ");
	struct run run = program_run(*state, NULL, WORDS("export", "--format", "json", "--only", "#core"));
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.output, "acme: offer"));
	assert_null(strstr(run.output, "call"));
	assert_null(strstr(run.output, "marks"));
	run_release(&run);
}

static void what_is_wrong_is_said(void **state)
{
	EXPECT(*state, 2, "", "year", "report", "--by", "century");
	EXPECT(*state, 2, "", "--json", "report", "--json", "--csv");
	EXPECT(*state, 2, "", "minutes", "report", "--round", "0");
	EXPECT(*state, 2, "", "minutes", "report", "--round", "1441");
	EXPECT(*state, 0, NULL, "", "report", "--round", "1440");
	EXPECT(*state, 2, "", "minutes", "report", "--round", "15m");
	EXPECT(*state, 2, "", "minutes", "report", "--round", "15:off");
	EXPECT(*state, 2, "", "two different keys", "report", "--by", "day,day");
	EXPECT(*state, 2, "", "'hour' is not activity", "report", "--by", "day,hour");
	EXPECT(*state, 2, "", "'' is not activity", "report", "--by", ",day");
	EXPECT(*state, 2, "", "'day,week,tag' has more", "report", "--by", "day,week,tag");
	EXPECT(*state, 2, "", "--by is said once; two keys make a table: --by day,week", "report", "--by", "day",
	       "--by=week");
	EXPECT(*state, 2, "", "JSON tells seconds", "report", "--json", "--decimal");
	EXPECT(*state, 2, "", "--frob", "report", "--frob");
	struct run run = program_run(*state, NULL, WORDS("report", "2026-10-04..2026-10-01"));
	assert_int_equal(run.status, 1);
	assert_string_equal(run.output, "");
	assert_non_null(strstr(run.error, "the end lies before the beginning"));
	assert_non_null(strstr(run.error, "  2026-10-04..2026-10-01\n  ^"));
	assert_non_null(strstr(run.error, "for example: "));
	run_release(&run);
}

static void the_screens_say_what_the_command_says(void **state)
{
	static const struct {
		const char *keys, *range;
	} screens[] = { { "w", "week" }, { "y", "2026" }, { "rlast week..<Enter>", "last week.." } };
	struct sandbox *sandbox = *state;
	struct terminal *terminal = terminal_open(sandbox, NULL);

	story_login(terminal);
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		terminal_keys(terminal, screens[i].keys);
		struct run run = program_run(sandbox, NULL, WORDS("report", screens[i].range));
		assert_int_equal(run.status, 0);
		char *rows = strstr(run.output, "\n\n");
		assert_non_null(rows);
		/* "name  1:53   13%": the name and the length are on one row of the screen. */
		for (char *row = strtok(rows, "\n"); row != NULL && strchr(row, '%'); row = strtok(NULL, "\n")) {
			char *percent = strrchr(row, ' '), *length;
			while (percent > row && percent[-1] == ' ')
				percent--;
			*percent = '\0';
			length = strrchr(row, ' ');
			char *end = length;
			while (end > row && end[-1] == ' ')
				end--;
			*end = '\0';
			story_assert_sees(terminal, row + 1, length + 1);
		}
		run_release(&run);
	}
	terminal_keys(terminal, "q");
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(this_week_by_activity_is_what_one_gets_without_asking),
		CASE(rows_can_be_projects_days_weeks_and_months),
		CASE(json_is_rows_keyed_by_the_word),
		CASE(csv_is_quoted_and_nothing_in_it_is_run),
		CASE(rounded_rows_add_up_to_the_rounded_sum),
		CASE(two_keys_make_a_table_that_adds_up),
		CASE(rounded_tables_add_up_and_so_do_decimals),
		CASE(minutes_of_a_table_add_up_though_seconds_are_not_shown),
		CASE(a_table_by_tags_says_where_they_overlap),
		CASE(a_table_fits_the_terminal),
		CASE(forgotten_time_is_marked_in_every_table),
		CASE(no_line_of_a_table_is_wider_than_the_terminal),
		CASE(rest_is_rounded_where_it_has_rows),
		CASE(what_is_counted_can_be_said),
		CASE(what_is_wrong_is_said),
		CASE(the_screens_say_what_the_command_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
