/* report --html: the page that is handed in. What it says, what it leaves out, and that nothing typed becomes markup.
 */
#include "support_pipes.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOSTILE "<script>alert('\"&\"')</script> http://evil"

/* Monday to Wednesday of this week: 3:00 of calls, 1:10 of what means harm, a break; 7:00 on Tuesday; a note. */
static int setup(void **state)
{
	static const char *const logs[][3] = {
		{ "2026-09-28 9:00", "acme: call", "</td>#core" },
		{ "2026-09-28 12:00", HOSTILE, "" },
		{ "2026-09-28 13:10", "lunch", "" },
		{ "2026-09-28 13:40", "off", "" },
		{ "2026-09-29 9:00", "acme: call", "" },
		{ "2026-09-29 16:00", "off", "" },
	};
	struct sandbox *sandbox = ada_logged_in();
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
		EXPECT(sandbox, 0, NULL, "", "log", "--at", logs[i][0], "--comment", logs[i][2], "--", logs[i][1]);
	EXPECT(sandbox, 0, NULL, "", "activity", "lunch", "--rest");
	EXPECT(sandbox, 0, NULL, "", "mark", "2026-09-30", "leave", "--half");
	EXPECT_WITH(sandbox, INPUT("first <b>line</b>\n  & more\n"), 0, NULL, "", "note", "2026-09-28", "--stdin");
	*state = sandbox;
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static struct run page_of(const struct sandbox *sandbox, int status, const char *const *words)
{
	struct run run = program_run(sandbox, NULL, words);
	if (run.status != status)
		print_error("status %d: %s\n", run.status, run.error);
	assert_int_equal(run.status, status);
	return run;
}
#define PAGE(sandbox, status, ...) page_of(sandbox, status, WORDS("report", __VA_ARGS__))

static const char *body_of(const struct run *run)
{
	const char *body = strstr(run->output, "<body");
	return body ? body : run->output;
}

static void assert_says(const struct run *run, const char *text)
{
	if (!strstr(run->output, text))
		fail_msg("'%s' is not in: %s", text, body_of(run));
}

static void assert_silent(const struct run *run, const char *text)
{
	if (strstr(run->output, text))
		fail_msg("'%s' is in: %s", text, body_of(run));
}

/* Every element that is opened is closed, in order, and no text holds what is markup. */
static void assert_well_formed(const char *page)
{
	char open[32][16];
	size_t depth = 0;
	for (const char *at = strchr(page, '<'); at; at = strchr(at + 1, '<')) {
		const bool end = at[1] == '/';
		char name[16] = "";
		for (size_t i = 0; i < sizeof name - 1 && isalnum((unsigned char)at[1 + end + (int)i]); i++)
			name[i] = at[1 + end + (int)i];
		const char *close = strchr(at, '>');
		assert_non_null(close);
		if (at[1] == '!' || strcmp(name, "meta") == 0 || close[-1] == '/')
			continue;
		assert_true(name[0] != '\0');
		if (!end) {
			assert_true(depth < 32);
			memcpy(open[depth++], name, sizeof name);
			continue;
		}
		if (depth == 0 || strcmp(open[depth - 1], name) != 0)
			fail_msg("</%s> closes %s", name, depth > 0 ? open[depth - 1] : "nothing");
		depth--;
	}
	assert_int_equal(depth, 0);
}

/* ---- */

static size_t count_of(const struct run *run, const char *text)
{
	size_t count = 0;
	for (const char *at = run->output; (at = strstr(at, text)); at++)
		count++;
	return count;
}

static void the_week_is_a_page_with_table_target_and_balance(void **state)
{
	struct run run = PAGE(*state, 0, "week", "--html");
	assert_well_formed(run.output);
	assert_says(&run, "<title>Timesheet ada 2026-09-28 to 2026-10-04</title>");
	assert_says(&run, "<h1>ada</h1>");
	assert_says(&run, "28 September \xe2\x80\x93 4 October 2026, week 40");
	assert_says(&run, "<th scope=\"row\">acme: call</th><td>3:00</td><td>7:00</td><td></td>");
	assert_says(&run, "<th scope=\"row\">Work</th><td>4:10</td><td>7:00</td>");
	/* Half a day of leave owes half of it, and is marked. */
	assert_says(&run, "<th scope=\"row\">Target</th><td>8:00</td><td>8:00</td><td>4:00</td>");
	assert_says(&run, "<span class=\"mark\">\xc2\xbdL</span>");
	assert_says(&run, "Wed 30 Sep half leave");
	assert_says(&run, "<dt>Work</dt><dd>11:10</dd>");
	assert_says(&run, "<dt>Target</dt><dd>36:00</dd>");
	assert_says(&run, "<dt>Rest</dt><dd>0:30</dd>");
	assert_says(&run, "<dt>Balance</dt><dd>\xe2\x88\x92"
	                  "8:50</dd>");
	assert_says(&run, "at the end of Wed 30 Sep 2026");
	assert_says(&run, "<p>Signature, ada</p>");
	assert_says(&run, "As known on Thu 1 Oct 2026 at 14:37 +02");
	assert_silent(&run, "alarm\">");
	assert_silent(&run, "<h2>");
	/* Activity, seven days, the sum; the days have a bar each, and those that owe something a line. */
	assert_int_equal(count_of(&run, "<th scope=\"col\""), 9);
	assert_int_equal(count_of(&run, "<svg class=\"column\""), 7);
	assert_int_equal(count_of(&run, "<th scope=\"row\""), 4);
	assert_int_equal(count_of(&run, "<line "), 5);
	/* Monday's bar: 4:10 of the tallest, the target of 8:00, from the ground up. */
	assert_says(&run, "<rect x=\"6\" y=\"49\" width=\"28\" height=\"52\"/><line x1=\"0\" y1=\"1\"");
	/* The weekend is shaded: two headings, and two cells of each line. */
	assert_int_equal(count_of(&run, " class=\"free\""), 10);
	assert_says(&run, "class=\"name\">Activity</th>");
	/* Seven columns stand upright. */
	assert_silent(&run, "landscape");
	run_release(&run);
	/* It is the balance that is told elsewhere. */
	run = PAGE(*state, 0, "week", "--flex");
	assert_says(&run, "flex -8:50");
	run_release(&run);
}

/* Whatever is typed is text in it, it runs nothing, and nothing is fetched. */
static void nothing_typed_becomes_markup(void **state)
{
	struct run run = PAGE(*state, 0, "week", "--html", "--logs", "--notes");
	assert_well_formed(run.output);
	assert_says(&run, "&lt;script&gt;alert(&#39;&quot;&amp;&quot;&#39;)&lt;/script&gt; http://evil");
	assert_says(&run, "&lt;/td&gt;#core");
	assert_says(&run, "<p>first &lt;b&gt;line&lt;/b&gt;\n  &amp; more</p>");
	assert_says(&run, "default-src 'none'");
	static const char *const none[] = { "<script", "<b>line", " src=", " href=",      "url(",
		                            "@import", "<link",   "<img",  "javascript:", " onclick",
		                            "<iframe", "<object", "<base" };
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_silent(&run, none[i]);
	run_release(&run);
	run = PAGE(*state, 0, "week", "--html", "--only", "<i>&", "--without", "\"'>x");
	assert_well_formed(run.output);
	assert_says(&run, "Counted: only &lt;i&gt;&amp;, without &quot;&#39;&gt;x.");
	run_release(&run);
}

static void logs_and_notes_are_listed_on_request(void **state)
{
	struct run run = PAGE(*state, 0, "week", "--html", "--logs", "--notes");
	assert_says(&run, "<h2>Logs</h2>");
	assert_says(&run, "Mon 28 Sep 2026</th><td>4:10</td>");
	assert_int_equal(count_of(&run, "scope=\"rowgroup\""), 2);
	assert_says(&run, "<td>09:00 \xe2\x80\x93 12:00</td><td class=\"text\">acme: call <span>");
	assert_says(
	        &run,
	        "<tr class=\"rest\"><td>13:10 \xe2\x80\x93 13:40</td><td class=\"text\">lunch</td><td>rest 0:30</td>");
	assert_silent(&run, ">off<");
	assert_says(&run, "<h3>Mon 28 Sep 2026</h3>");
	run_release(&run);
	EXPECT(*state, 0, NULL, "", "note", "2026-10-04", "--message", "of Sunday");
	EXPECT(*state, 0, NULL, "", "note", "2026-10-05", "--message", "of the week after");
	run = PAGE(*state, 0, "week", "--html", "--notes");
	assert_int_equal(count_of(&run, "<h3>"), 2);
	assert_says(&run, "<h3>Sun 4 Oct 2026</h3>\n<p>of Sunday</p>");
	assert_silent(&run, "<h2>Logs");
	run_release(&run);
	/* A night is cut where the day ends. */
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-29 22:00", "night");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 2:00", "off");
	run = PAGE(*state, 0, "2026-09-29..2026-09-30", "--html", "--logs", "--only", "night");
	assert_says(&run, "<td>22:00 \xe2\x80\x93 00:00</td>");
	assert_says(&run, "<td>00:00 \xe2\x80\x93 02:00</td>");
	assert_silent(&run, "acme");
	run_release(&run);
	run = PAGE(*state, 0, "2001-02-03", "--html", "--logs", "--notes");
	assert_well_formed(run.output);
	assert_says(&run, "3 February 2001");
	assert_says(&run, "There are none.");
	assert_says(&run, "<tr><th scope=\"row\">nothing</th></tr>");
	assert_says(&run, "<tr><td>nothing</td><td></td><td></td></tr>");
	run_release(&run);
}

/* By one key the columns are what fits the range; of times, activities. */
static void columns_fit_the_range(void **state)
{
	static const struct {
		const char *range, *by, *heading, *period;
	} pages[] = {
		{ "2026-09", "activity", "Mo<b>28</b>", "September 2026" },
		{ "2026-07..2026-10", "project", "from 28 Sep<b>W40</b>", "1 July \xe2\x80\x93 31 October 2026" },
		{ "2026", "tag", "2026<b>Sep</b>", "<p class=\"period\">2026</p>" },
		{ "2020..2026", "activity", "<b>2026</b>", "1 January 2020 \xe2\x80\x93 31 December 2026" },
		{ "week", "day", "class=\"words\">acme: call</th>", "week 40" },
	};
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		struct run run = PAGE(*state, 0, pages[i].range, "--html", "--by", pages[i].by);
		assert_well_formed(run.output);
		assert_says(&run, pages[i].heading);
		assert_says(&run, pages[i].period);
		run_release(&run);
	}
	struct run run = PAGE(*state, 0, "2026", "--html");
	assert_says(&run, "@page { size: landscape; }");
	run_release(&run);
	/* What rows owe stands beside them. */
	run = PAGE(*state, 0, "week", "--html", "--by", "day,project");
	assert_says(&run, "<th scope=\"row\">Wed 30 Sep <span class=\"mark\">half leave</span></th>");
	assert_says(&run, "<b>Sum</b></th><th scope=\"col\"><b>Target</b></th>");
	/* The longest row has the longest bar, wherever it stands: 4:10 of 7:00. */
	assert_says(&run, "<rect width=\"1000\"");
	assert_says(&run, "<rect width=\"595\"");
	run_release(&run);
	/* More columns than a page has room for go into a second table. */
	EXPECT(*state, 0, NULL, "", "mark", "2026-06-01..2026-07-31", "leave");
	run = PAGE(*state, 0, "2026-06..2026-09", "--html", "--by", "activity,day");
	assert_well_formed(run.output);
	assert_int_equal(count_of(&run, "<table"), 2);
	assert_int_equal(count_of(&run, "<b>Sum</b>"), 1);
	assert_int_equal(count_of(&run, "<th scope=\"row\">acme: call</th>"), 2);
	run_release(&run);
}

static void how_it_is_rounded_is_said(void **state)
{
	struct run run = PAGE(*state, 0, "week", "--html", "--round", "15", "--decimal");
	assert_says(&run, "Rounded to 15 minutes so that rows and columns add up.");
	assert_says(&run, "<th scope=\"row\">Work</th><td>4.25</td><td>7.00</td>");
	assert_says(&run, "<dt>Balance</dt><dd>\xe2\x88\x92"
	                  "8.83</dd>");
	run_release(&run);
	run = PAGE(*state, 0, "week", "--html", "--round", "60:up");
	assert_says(&run, "Rounded up to 60 minutes, each number for itself; before that the work is 11:10.");
	assert_says(&run, "<dt>Work</dt><dd>12:00</dd>");
	run_release(&run);
	run = PAGE(*state, 0, "week", "--html", "--decimal");
	assert_says(&run, "Rounded to hundredths of hours so that");
	run_release(&run);
}

static void where_no_balance_is_told_it_is_said_why(void **state)
{
	struct run run = PAGE(*state, 0, "week", "--html", "--only", "acme");
	assert_says(&run, "Counted: only acme.");
	assert_says(&run, "Only a part is counted, or it is counted by tags: no target and no balance are told.");
	assert_silent(&run, "<dt>Balance");
	assert_silent(&run, "Target");
	run_release(&run);
	EXPECT(*state, 0, NULL, "", "edit", "last", "--comment", "#a #b");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-09-30 9:00", "--comment", "#a #b", "both");
	run = PAGE(*state, 0, "week", "--html", "--by", "tag,day");
	assert_says(&run, "Tags overlap");
	assert_says(&run, "<li>Rounded to whole minutes.</li>");
	assert_silent(&run, "<dt>Balance");
	run_release(&run);
	EXPECT(*state, 0, NULL, "", "target", "0");
	EXPECT(*state, 0, NULL, "", "target", "--from", "2026-01-01", "0");
	run = PAGE(*state, 0, "week", "--html");
	assert_silent(&run, "Target");
	run_release(&run);
}

static void a_page_that_is_not_whole_says_so_at_its_top(void **state)
{
	sandbox_sql(*state, "UPDATE log SET blob = zeroblob(length(blob)) WHERE id = (SELECT max(id) FROM log)");
	struct run run = PAGE(*state, 4, "week", "--html");
	assert_well_formed(run.output);
	const char *alarm = strstr(run.output, "<p class=\"alarm\">This timesheet is not whole: ");
	assert_non_null(alarm);
	assert_true(alarm < strstr(run.output, "<header>"));
	assert_non_null(strstr(run.error, "not verify"));
	run_release(&run);
}

/* Rows before the week: all of the week is there, but the balance is not known. */
static void a_balance_that_is_not_known_is_not_told(void **state)
{
	static const char *const logs[][2] = { { "2026-06-01 9:00", "first" }, { "2026-06-01 10:00", "next" },
		                               { "2026-06-01 11:00", "off" },  { "2026-07-01 9:00", "before" },
		                               { "2026-07-01 10:00", "off" },  { "2026-08-03 9:00", "whole" },
		                               { "2026-08-03 10:00", "more" }, { "2026-08-03 11:00", "off" } };
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
		EXPECT(*state, 0, NULL, "", "log", "--at", logs[i][0], logs[i][1]);
	sandbox_sql(*state,
	            "UPDATE log SET blob = zeroblob(length(blob)) WHERE bucket = (SELECT bucket FROM log GROUP BY "
	            "bucket HAVING count(*) = 2)");
	struct run run = PAGE(*state, 4, "week", "--html");
	assert_says(&run, "<p class=\"alarm\">The balance is not told: rows that it rests on do not verify.");
	assert_silent(&run, "<dt>Balance");
	assert_says(&run, "<dt>Work</dt><dd>11:10</dd>");
	run_release(&run);
}

static void what_cannot_be_is_refused(void **state)
{
	EXPECT(*state, 2, "", "exclude each other", "report", "--html", "--csv");
	EXPECT(*state, 2, "", "exclude each other", "report", "--html", "--json");
	EXPECT(*state, 2, "", "--html has it anyway", "report", "--html", "--flex");
	EXPECT(*state, 2, "", "lists of --html", "report", "--logs");
	EXPECT(*state, 2, "", "lists of --html", "report", "--notes", "--csv");
	EXPECT(*state, 2, "", "--notes are of whole days", "report", "--html", "--notes", "--only", "acme");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_week_is_a_page_with_table_target_and_balance),
		CASE(nothing_typed_becomes_markup),
		CASE(logs_and_notes_are_listed_on_request),
		CASE(columns_fit_the_range),
		CASE(how_it_is_rounded_is_said),
		CASE(where_no_balance_is_told_it_is_said_why),
		CASE(a_page_that_is_not_whole_says_so_at_its_top),
		CASE(a_balance_that_is_not_known_is_not_told),
		CASE(what_cannot_be_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
