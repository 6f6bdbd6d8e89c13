/* The grid of a report: activities by days, weeks or months, with sums at both ends. */
#include "tests/ui/support_report.h"
#include "ui/reports/report_screen.h"

#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

static struct view *days_of(const struct environment *environment, int first)
{
	return view_report_create(environment, (struct ts_range){ story_day(first), story_day(0) });
}

static struct view *nine_days(const struct environment *environment, ts_day day)
{
	(void)day;
	return days_of(environment, -8);
}

static const struct {
	const char *name;
	struct view *(*create)(const struct environment *environment, ts_day day);
} screens[] = {
	{ "week_grid", view_week_create },
	{ "month_grid", view_month_create },
	{ "year_grid", view_year_create },
	{ "report_grid", nine_days },
};
enum { SCREENS = sizeof screens / sizeof screens[0] };

static void open_grid(struct stage *stage, int which)
{
	stage_open_view(stage, months_store(), story_now());
	stage_show(stage, screens[which].create(&stage->environment, story_day(0)));
	stage_press(stage, "Tab");
	assert_true(stage_shows(stage, "[GRID]"));
}

static void press_all(struct stage *stage, const char *keys)
{
	char key[16];
	for (const char *at = keys; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		(void)snprintf(key, sizeof key, "%.*s", (int)strcspn(at, " "), at);
		stage_press(stage, key);
	}
}

static void they_look_like_this(void **state)
{
	static const int sizes[][2] = { { 60, 16 }, { 80, 24 }, { 100, 30 }, { 140, 40 } };
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		open_grid(&stage, which);
		draw_at_all_sizes(stage.view, &stage.environment);
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
			stage_golden(&stage, screens[which].name, sizes[i][0], sizes[i][1]);
		if (which == 0) {
			press_all(&stage, "p j");
			stage_golden(&stage, "week_grid_projects", 80, 24);
		}
		stage_close(&stage);
	}
}

/* The row of a screen that begins with a text, its runs of blanks as one. */
static const char *row_of(const struct stage *stage, const char *begin, char out[256])
{
	struct surface *surface = draw_view(stage->view);
	char row[1024];
	size_t used = 0;
	out[0] = '\0';
	for (int y = 0; y < surface_height(surface); y++) {
		surface_row_text(surface, y, row, sizeof row);
		const char *at = row + strspn(row, " ");
		if (strncmp(at, begin, strlen(begin)) != 0)
			continue;
		for (; *at != '\0' && used + 1 < 256; at++) {
			if (*at != ' ' || at[1] != ' ')
				out[used++] = *at;
		}
		out[used] = '\0';
		break;
	}
	surface_destroy(surface);
	return out;
}

static void cells_rows_and_columns_are_those_of_the_data(void **state)
{
	struct stage stage;
	char row[256], expected[256], text[FORMAT_SIZE];
	(void)state;
	open_grid(&stage, 0);
	assert_string_equal(row_of(&stage, "Mo", row), "Mo 28 Tu 29 We 30 Th 1 Fr 2 Sa 3 Su 4 sum");
	assert_string_equal(row_of(&stage, "2 acme: parser", row), "2 acme: parser 3:10 1:05 3:10 3:10 10:35");
	struct ts_report report;
	const struct ts_range week = { story_day(-3), story_day(3) };
	assert_int_equal(ts_report_read(stage.store, week, story_now(), &report), TS_OK);
	(void)snprintf(expected, sizeof expected, "work");
	for (size_t i = 0; i < 4; i++) {
		strcat(expected, " ");
		strcat(expected, format_duration(report.days[i].work, text));
	}
	strcat(expected, " ");
	strcat(expected, format_duration(report.work, text));
	assert_string_equal(row_of(&stage, "work", row), expected);
	assert_string_equal(row_of(&stage, "target", row), "target 8:00 8:00 8:00 8:00 8:00 40:00");
	/* Rest is no work. */
	assert_false(stage_shows(&stage, "lunch"));
	ts_report_release(&report);
	stage_close(&stage);
}

/* Keys wait for no table that is there: to round a large one takes long. */
static void to_move_in_it_makes_no_table_anew(void **state)
{
	struct stage stage;
	(void)state;
	open_grid(&stage, 0);
	const struct report_screen *screen = (const struct report_screen *)stage.view;
	const int64_t *cells = screen->grid.cells.cells;
	press_all(&stage, "j j Left k");
	assert_ptr_equal(screen->grid.cells.cells, cells);
	stage_size(&stage, 80, 24);
	assert_ptr_equal(screen->grid.cells.cells, cells);
	/* What is logged is in it. */
	press_all(&stage, "1");
	stage_pass(&stage, 600000);
	assert_true(stage_shows(&stage, "0:40"));
	stage_close(&stage);
}

/* What Enter opens: the list's second line, or the day that is gone to. */
static void expect_cell(int which, const char *keys, const char *what, int day)
{
	struct stage stage;
	open_grid(&stage, which);
	press_all(&stage, keys);
	stage_press(&stage, "Enter");
	const struct effect *visit = effect_find(&stage.effects, EFFECT_VISIT);
	if (!what) {
		assert_non_null(visit);
		assert_int_equal(visit->answer.day, story_day(day));
		stage_close(&stage);
		return;
	}
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	if (!surface_shows(surface, what))
		fail_msg("'%s' opens no list of '%s'", keys, what);
	surface_destroy(surface);
	view_end(logs);
	stage_close(&stage);
}

static void enter_opens_the_logs_of_a_cell(void **state)
{
	static const struct {
		int which;
		const char *keys, *what;
		int day; /* without what */
	} cells[] = {
		{ 0, "", "acme: parser  Thu 1 Oct 2026", 0 },
		{ 0, "h", "acme: parser  Wed 30 Sep 2026", 0 },
		{ 0, "j Left Left", "acme: sync  Tue 29 Sep 2026", 0 },
		{ 0, "l l l l", "acme: parser  W40  28 Sep - 4 Oct 2026", 0 },
		{ 0, "p", "acme  Thu 1 Oct 2026", 0 },
		{ 0, "G h", NULL, -1 },
		{ 0, "G l l l l", " W40  28 Sep - 4 Oct 2026", 0 },
		{ 1, "", "acme: parser  W40   1 Oct", 0 },
		{ 2, "h", "acme: parser  Sep 2026", 0 },
		{ 3, "G", NULL, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		expect_cell(cells[i].which, cells[i].keys, cells[i].what, cells[i].day);
}

static void beyond_the_ends_lies_the_next_period(void **state)
{
	struct stage stage;
	(void)state;
	open_grid(&stage, 0);
	press_all(&stage, "h h h h");
	assert_true(stage_shows(&stage, "W39"));
	stage_press(&stage, "Enter");
	view_end(effect_find(&stage.effects, EFFECT_OPEN)->view);
	press_all(&stage, "l l");
	assert_true(stage_shows(&stage, "W40"));
	press_all(&stage, "PgDn");
	assert_true(stage_shows(&stage, "W41"));
	press_all(&stage, "t");
	assert_true(stage_shows(&stage, "W40"));
	/* Days that were asked for stay. */
	stage_close(&stage);
	open_grid(&stage, 3);
	press_all(&stage, "l l l l l");
	assert_true(stage_shows(&stage, "23 Sep 2026 - 1 Oct 2026"));
	stage_press(&stage, "Left");
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	view_end(logs);
	stage_close(&stage);
}

static void a_click_selects_a_cell_and_another_opens_it(void **state)
{
	struct stage stage;
	(void)state;
	open_grid(&stage, 0);
	stage_click_text(&stage, "1:05");
	assert_null(effect_find(&stage.effects, EFFECT_OPEN));
	stage_click_text(&stage, "1:05");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "Tue 29 Sep 2026"));
	assert_true(surface_shows(surface, "FOUND 1, 1:05"));
	surface_destroy(surface);
	view_end(logs);
	stage_close(&stage);
}

static void the_tabs_of_the_days_can_be_clicked_and_gone_through_backwards(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	stage_click_text(&stage, "GRID");
	assert_true(stage_shows(&stage, "[GRID]"));
	stage_click_text(&stage, "DAYS");
	assert_true(stage_shows(&stage, "[DAYS]"));
	static const char *const before[] = { "[TAGS]", "[PROJECTS]", "[ACTIVITIES]", "[GRID]", "[DAYS]" };
	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		stage_press(&stage, "S-Tab");
		assert_true(stage_shows(&stage, before[i]));
	}
	stage_close(&stage);
}

static void a_part_has_a_grid_without_target(void **state)
{
	struct stage stage;
	char row[256];
	(void)state;
	open_grid(&stage, 0);
	stage_press(&stage, "/");
	stage_type(&stage, "sync");
	stage_press(&stage, "Enter");
	assert_string_equal(row_of(&stage, "work", row), "work 2:15 2:15 2:15 1:52 8:37");
	assert_false(stage_shows(&stage, "target"));
	stage_close(&stage);
}

/* What is too long to be believed says so in its cell, at both ends, and in the list behind. */
static void what_looks_forgotten_is_told_in_cells_and_lists(void **state)
{
	struct stage stage;
	char row[256];
	ts_store *store = story_new_user();
	(void)state;
	story_log(store, -1, 8, 0, "parser");
	story_log(store, -1, 10, 0, "watch");
	stage_open_view(&stage, store, story_now());
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	stage_press(&stage, "Tab");
	assert_string_equal(row_of(&stage, "2 watch", row), "2 watch 14:00? 14:37? 28:37?");
	assert_string_equal(row_of(&stage, "1 parser", row), "1 parser 2:00 2:00");
	assert_string_equal(row_of(&stage, "work", row), "work 16:00? 14:37? 30:37?");
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "FOUND 1, 14:37?"));
	assert_true(surface_shows(surface, "<10:00"));
	surface_destroy(surface);
	view_end(logs);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_like_this),
		cmocka_unit_test(cells_rows_and_columns_are_those_of_the_data),
		cmocka_unit_test(to_move_in_it_makes_no_table_anew),
		cmocka_unit_test(enter_opens_the_logs_of_a_cell),
		cmocka_unit_test(beyond_the_ends_lies_the_next_period),
		cmocka_unit_test(a_click_selects_a_cell_and_another_opens_it),
		cmocka_unit_test(the_tabs_of_the_days_can_be_clicked_and_gone_through_backwards),
		cmocka_unit_test(a_part_has_a_grid_without_target),
		cmocka_unit_test(what_looks_forgotten_is_told_in_cells_and_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
