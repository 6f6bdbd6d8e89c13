/* What screens of rows copy: whole texts whatever the width, in lines that line up, and the grid as CSV. */
#include "tests/ui/support_report.h"

#include <stdio.h>
#include <string.h>

static void press_all(struct stage *stage, const char *keys)
{
	char key[16];
	for (const char *at = keys; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		(void)snprintf(key, sizeof key, "%.*s", (int)strcspn(at, " "), at);
		stage_press(stage, key);
	}
}

/* What the last event copied; fails where it was nothing. */
static const char *copied(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_COPY);
	assert_non_null(effect);
	return effect->copied;
}

static void week_open(struct stage *stage, const char *keys)
{
	stage_open_view(stage, months_store(), story_now());
	stage_show(stage, view_week_create(&stage->environment, story_day(0)));
	press_all(stage, keys);
}

static void expect(const char *keys, const char *text)
{
	struct stage stage;
	week_open(&stage, keys);
	assert_string_equal(copied(&stage), text);
	stage_close(&stage);
}

/* clang-format off */
#define WEEK "Mon 28 Sep 2026 .. Sun 4 Oct 2026\n\n"
#define TOTALS \
	"acme: parser    10:35   32%\n" \
	"acme: sync       8:37   26%\n" \
	"standup          3:25   10%\n" \
	"beta: review     3:18   10%\n" \
	"lunch ~          3:00    9%\n" \
	"email & triage   2:00    6%\n" \
	"reading ~        1:15    4%\n" \
	"support: pager   1:15    4%\n"
#define FOOTING "\nwork 29:10 of 40:00  rest 4:15  flex -24:33\n"

static void days_are_copied_with_the_totals_beside_them(void **state)
{
	(void)state;
	expect("Y", WEEK
	       "2026-09-28  Mon  7:04\n"
	       "2026-09-29  Tue  7:21\n"
	       "2026-09-30  Wed  8:08\n"
	       "2026-10-01  Thu  6:37\n\n"
	       TOTALS FOOTING);
}

static void each_pane_of_totals_is_copied_by_itself(void **state)
{
	(void)state;
	expect("Tab Tab Y", WEEK TOTALS FOOTING);
	/* A project's tasks as far as they show. */
	expect("Tab Tab Tab + Y", WEEK
	       "acme            19:12   57%\n"
	       "  parser        10:35   32%\n"
	       "  sync           8:37   26%\n"
	       "standup          3:25   10%\n"
	       "beta             3:18   10%\n"
	       "lunch ~          3:00    9%\n"
	       "email & triage   2:00    6%\n"
	       "reading ~        1:15    4%\n"
	       "support          1:15    4%\n"
	       FOOTING);
}

static void the_grid_is_copied_as_a_table(void **state)
{
	(void)state;
	expect("Tab Y", WEEK
	       "                Mo 28  Tu 29  We 30  Th  1  Fr  2  Sa  3  Su  4    sum\n"
	       "acme: parser     3:10   1:05   3:10   3:10                       10:35\n"
	       "acme: sync       2:15   2:15   2:15   1:52                        8:37\n"
	       "standup          0:20   2:25   0:20   0:20                        3:25\n"
	       "beta: review     0:49   1:06   1:23                               3:18\n"
	       "email & triage   0:30   0:30   0:30   0:30                        2:00\n"
	       "support: pager                 0:30   0:45                        1:15\n"
	       "\n"
	       "work             7:04   7:21   8:08   6:37                       29:10\n"
	       "target           8:00   8:00   8:00   8:00   8:00                40:00\n"
	       FOOTING);
}

static void the_grid_rounds_to_15_minutes_and_says_so_wherever_it_goes(void **state)
{
	struct stage stage;
	(void)state;
	expect("Tab R Y", WEEK
	       "                Mo 28  Tu 29  We 30  Th  1  Fr  2  Sa  3  Su  4    sum\n"
	       "acme: parser     3:15   1:00   3:15   3:15                       10:45\n"
	       "acme: sync       2:15   2:15   2:15   1:45                        8:30\n"
	       "standup          0:15   2:30   0:15   0:30                        3:30\n"
	       "beta: review     0:45   1:00   1:30                               3:15\n"
	       "email & triage   0:30   0:30   0:30   0:30                        2:00\n"
	       "support: pager                 0:30   0:45                        1:15\n"
	       "\n"
	       "work             7:00   7:15   8:15   6:45                       29:15\n"
	       "target           8:00   8:00   8:00   8:00   8:00                40:00\n"
	       "\n"
	       "rounded to 15 minutes\n"
	       "\nwork 29:15 of 40:00  rest 4:15  flex -24:33\n");
	week_open(&stage, "Tab R");
	assert_says(&stage, MESSAGE_PLAIN, "rounded to 15 minutes; all of it adds up");
	assert_true(stage_shows(&stage, "[GRID] rounded to 15  29:15/40:00"));
	stage_golden(&stage, "week_grid_rounded", 80, 24);
	stage_golden(&stage, "week_grid_rounded", 45, 16);
	press_all(&stage, "R");
	assert_true(stage_shows(&stage, "[GRID] 29:10/40:00"));
	stage_close(&stage);
}

static void the_grid_is_copied_as_csv_in_hours(void **state)
{
	(void)state;
	expect("Tab C",
	       "activity,2026-09-28,2026-09-29,2026-09-30,2026-10-01,2026-10-02,2026-10-03,2026-10-04,sum\r\n"
	       "acme: parser,3.17,1.08,3.17,3.17,0.00,0.00,0.00,10.59\r\n"
	       "acme: sync,2.25,2.25,2.25,1.87,0.00,0.00,0.00,8.62\r\n"
	       "standup,0.33,2.42,0.33,0.33,0.00,0.00,0.00,3.41\r\n"
	       "beta: review,0.82,1.10,1.38,0.00,0.00,0.00,0.00,3.30\r\n"
	       "email & triage,0.50,0.50,0.50,0.50,0.00,0.00,0.00,2.00\r\n"
	       "support: pager,0.00,0.00,0.50,0.75,0.00,0.00,0.00,1.25\r\n"
	       "work,7.07,7.35,8.13,6.62,0.00,0.00,0.00,29.17\r\n"
	       "target,8.00,8.00,8.00,8.00,8.00,0.00,0.00,40.00\r\n");
	expect("Tab p R C",
	       "project,2026-09-28,2026-09-29,2026-09-30,2026-10-01,2026-10-02,2026-10-03,2026-10-04,sum\r\n"
	       "acme,5.50,3.25,5.50,5.00,0.00,0.00,0.00,19.25\r\n"
	       "standup,0.25,2.50,0.25,0.50,0.00,0.00,0.00,3.50\r\n"
	       "beta,0.75,1.00,1.50,0.00,0.00,0.00,0.00,3.25\r\n"
	       "email & triage,0.50,0.50,0.50,0.50,0.00,0.00,0.00,2.00\r\n"
	       "support,0.00,0.00,0.50,0.75,0.00,0.00,0.00,1.25\r\n"
	       "work,7.00,7.25,8.25,6.75,0.00,0.00,0.00,29.25\r\n"
	       "target,8.00,8.00,8.00,8.00,8.00,0.00,0.00,40.00\r\n");
}
/* clang-format on */

static void nothing_is_cut_to_the_width(void **state)
{
	struct stage wide, narrow;
	(void)state;
	for (int grid = 0; grid < 2; grid++) {
		week_open(&wide, grid ? "Tab" : "Tab Tab");
		week_open(&narrow, grid ? "Tab" : "Tab Tab");
		stage_size(&narrow, 45, 16);
		stage_press(&wide, "Y");
		stage_press(&narrow, "Y");
		assert_string_equal(copied(&narrow), copied(&wide));
		stage_close(&wide);
		stage_close(&narrow);
	}
}

static void it_says_what_was_copied_and_how_much(void **state)
{
	struct stage stage;
	(void)state;
	week_open(&stage, "Y");
	assert_says(&stage, MESSAGE_GOOD, "W40  28 Sep - 4 Oct 2026 copied: 12 rows");
	press_all(&stage, "Tab C");
	assert_says(&stage, MESSAGE_GOOD, "W40  28 Sep - 4 Oct 2026 copied as CSV, in hours: 6 rows");
	press_all(&stage, "Tab C");
	assert_says(&stage, MESSAGE_PLAIN, "CSV is of the grid: Tab leads to it; Y copies this as text");
	assert_null(effect_find(&stage.effects, EFFECT_COPY));
	press_all(&stage, "l Y");
	assert_says(&stage, MESSAGE_PLAIN, "there is nothing to copy");
	assert_null(effect_find(&stage.effects, EFFECT_COPY));
	stage_close(&stage);
}

static struct view *quarter_of(const struct environment *environment, ts_day day)
{
	return view_report_create(environment, (struct ts_range){ day - 91, day });
}

/* Of each screen the first and the last lines, and one between. */
static void month_year_and_any_days_are_copied_alike(void **state)
{
	static const struct {
		struct view *(*create)(const struct environment *environment, ts_day day);
		const char *begin, *within, *end;
	} screens[] = {
		{ view_month_create, "Thu 1 Oct 2026 .. Sat 31 Oct 2026\n\n2026-10-01  Thu  6:37\n\nacme: parser",
		  "lunch ~", "\nwork 6:37 of " },
		{ view_year_create, "Thu 1 Jan 2026 .. Thu 31 Dec 2026\n\n2026-07-01  Wed  ",
		  "\n2026-09-30  Wed  8:08\n", "\nwork " },
		{ quarter_of, "Thu 2 Jul 2026 .. Thu 1 Oct 2026\n\n2026-07-02 .. 2026-07-05  ",
		  "\n2026-09-28 .. 2026-10-01  29:10\n", "\nwork " },
	};
	(void)state;
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		struct stage stage;
		stage_open_view(&stage, months_store(), story_now());
		stage_show(&stage, screens[i].create(&stage.environment, story_day(0)));
		stage_press(&stage, "Y");
		const char *text = copied(&stage);
		if (strncmp(text, screens[i].begin, strlen(screens[i].begin)) != 0 ||
		    !strstr(text, screens[i].within) || !strstr(text, screens[i].end))
			fail_msg("%zu: %s", i, text);
		stage_close(&stage);
	}
}

static void a_part_says_what_it_is_of(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	(void)snprintf(stage.environment.filter, sizeof stage.environment.filter, "acme");
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	stage_press(&stage, "Tab");
	stage_press(&stage, "Y");
	assert_non_null(strstr(copied(&stage), "Sun 4 Oct 2026  / acme\n"));
	assert_non_null(strstr(copied(&stage), "\nwork 19:12  rest 0:00\n"));
	stage_close(&stage);
}

static void the_logs_behind_a_number_are_copied_under_their_days(void **state)
{
	struct stage stage;
	(void)state;
	week_open(&stage, "Tab Tab j Enter");
	struct view *report = stage.view;
	stage.view = effect_find(&stage.effects, EFFECT_OPEN)->view;
	stage.effects = send_event(stage.view, EVENT_SHOWN);
	stage_press(&stage, "Y");
	assert_string_equal(copied(&stage), "Mon 28 Sep 2026  2:15\n"
	                                    "  12:45    2:15  acme: sync\n\n"
	                                    "Tue 29 Sep 2026  2:15\n"
	                                    "  12:45    2:15  acme: sync\n\n"
	                                    "Wed 30 Sep 2026  2:15\n"
	                                    "  12:45    2:15  acme: sync\n\n"
	                                    "Thu 1 Oct 2026  1:52\n"
	                                    "  12:45    1:52  acme: sync\n\n"
	                                    "8:37 altogether\n");
	assert_says(&stage, MESSAGE_GOOD, "copied: 4 hits");
	view_end(report);
	stage_close(&stage);
}

static void what_a_search_found_is_copied_whole(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, story_store(), story_now());
	story_comment(stage.store, 0, 14, 37, "parser",
	              "a comment that is much longer than the forty-five columns there are");
	stage_show(&stage, view_search_create(&stage.environment));
	stage_size(&stage, 45, 16);
	stage_type(&stage, "parser since:today");
	stage_press(&stage, "M-w");
	assert_string_equal(copied(&stage), "Thu 1 Oct 2026  2:54\n"
	                                    "  note           # parser\n"
	                                    "  14:37          parser  # a comment that is much longer than the "
	                                    "forty-five columns there are\n"
	                                    "  13:05    1:07  parser\n"
	                                    "  10:00    1:47  parser\n\n"
	                                    "2:54 altogether\n");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_copied_with_the_totals_beside_them),
		cmocka_unit_test(each_pane_of_totals_is_copied_by_itself),
		cmocka_unit_test(the_grid_is_copied_as_a_table),
		cmocka_unit_test(the_grid_rounds_to_15_minutes_and_says_so_wherever_it_goes),
		cmocka_unit_test(the_grid_is_copied_as_csv_in_hours),
		cmocka_unit_test(nothing_is_cut_to_the_width),
		cmocka_unit_test(it_says_what_was_copied_and_how_much),
		cmocka_unit_test(month_year_and_any_days_are_copied_alike),
		cmocka_unit_test(a_part_says_what_it_is_of),
		cmocka_unit_test(the_logs_behind_a_number_are_copied_under_their_days),
		cmocka_unit_test(what_a_search_found_is_copied_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
