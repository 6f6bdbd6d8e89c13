/* What the screens of reports do with the room that they have: names, bars, what is left out, what was before. */
#include "tests/ui/support_report.h"

static void open_week(struct stage *stage, ts_store *store)
{
	stage_open_view(stage, store, story_now());
	stage_show(stage, view_week_create(&stage->environment, story_day(0)));
}

static void what_a_row_has_no_room_for_is_counted(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage, months_store());
	stage_size(&stage, 80, 24);
	assert_true(stage_shows(&stage, "3 0:20  +2"));
	assert_true(stage_shows(&stage, "3 0:20  +3"));
	stage_size(&stage, 140, 40);
	assert_false(stage_shows(&stage, "+"));
	stage_close(&stage);
}

static void names_get_what_they_need_and_bars_the_rest(void **state)
{
	struct stage stage;
	ts_store *store = months_store();
	(void)state;
	story_log(store, 0, 14, 0, "globex: migration of all");
	open_week(&stage, store);
	stage_size(&stage, 100, 30);
	assert_true(stage_shows(&stage, "globex: migration of all  0:37"));
	assert_true(stage_shows(&stage, "10:35 \u2588\u2588\u2588\u2588  3"));
	/* With less the bar keeps a little, and the name is cut. */
	stage_size(&stage, 80, 24);
	assert_true(stage_shows(&stage, "globex: migrati\u2026  0:37"));
	assert_true(stage_shows(&stage, "10:35 \u2588\u2588\u2588\u2588  3"));
	stage_close(&stage);
}

/* Of the present week, and of all of it: what else shows has none of its own. */
static void budgets_stand_below_the_totals_of_this_week(void **state)
{
	struct stage stage;
	struct ts_done done;
	ts_store *store = months_store();
	(void)state;
	assert_int_equal(ts_budget_set(store, "acme", 40 * 60, TS_PER_WEEK, story_now(), &done), TS_OK);
	open_week(&stage, store);
	stage_size(&stage, 100, 40);
	assert_true(stage_shows(&stage, "/40:00 w"));
	stage_press(&stage, "h");
	assert_false(stage_shows(&stage, "/40:00 w"));
	stage_press(&stage, "l");
	assert_true(stage_shows(&stage, "/40:00 w"));
	stage_press(&stage, "/");
	stage_type(&stage, "pager");
	stage_press(&stage, "Enter");
	assert_false(stage_shows(&stage, "/40:00 w"));
	stage_close(&stage);
}

static void a_year_begins_with_the_first_log(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_year_create(&stage.environment, story_day(0)));
	assert_true(stage_shows(&stage, "< 2026 since 1 Jul >"));
	/* Nothing is told of the months before, and their days are no days without work. */
	assert_false(stage_shows(&stage, " Jun  "));
	assert_true(stage_shows(&stage, " Jul   1"));
	stage_press(&stage, "h");
	assert_true(stage_shows(&stage, "< 2025 >"));
	/* Of a part nobody knows. */
	stage_press(&stage, "l");
	stage_press(&stage, "/");
	stage_type(&stage, "pager");
	stage_press(&stage, "Enter");
	assert_true(stage_shows(&stage, "< 2026 >"));
	stage_close(&stage);
}

static void open_year(struct stage *stage, ts_store *store)
{
	stage_open_view(stage, store, story_now());
	stage_show(stage, view_year_create(&stage->environment, story_day(0)));
}

/* As with 8 colours or none. */
static bool shows_without_tints(const struct stage *stage, const char *text)
{
	struct surface *surface = surface_create(stage->environment.width, stage->environment.height);
	stage->view->ops->draw(stage->view, surface);
	const bool shows = surface_shows(surface, text);
	surface_destroy(surface);
	return shows;
}

static void the_selected_day_of_a_year_stands_out_on_every_shade(void **state)
{
	struct stage stage;
	(void)state;
	open_year(&stage, months_store());
	assert_true(shows_without_tints(&stage, "\u2593@"));
	stage_press(&stage, "j");
	stage_press(&stage, "j");
	assert_false(shows_without_tints(&stage, "\u2593@"));
	assert_true(shows_without_tints(&stage, " o "));
	stage_close(&stage);
}

static enum style ground_of_day(const struct stage *stage, ts_day day)
{
	struct surface *surface = draw_view(stage->view);
	const ts_day monday = environment_week(&stage->environment, ts_day_from_civil(2026, 1, 1));
	const struct cell *cell = surface_cell(surface, 4 + (day - monday) / 7, 3 + (day - monday) % 7);
	const enum style style = (enum style)cell->look.style;
	assert_int_equal(cell->characters[0], ' ');
	surface_destroy(surface);
	return style;
}

/* Where grounds show, nothing is drawn with characters that each font has of its own. */
static void a_day_is_a_tint_where_grounds_show(void **state)
{
	struct stage stage;
	(void)state;
	open_year(&stage, months_store());
	assert_int_equal(ground_of_day(&stage, story_day(-2)), STYLE_HEAT_3);
	assert_int_equal(ground_of_day(&stage, story_day(-1)), STYLE_HEAT_4);
	assert_false(stage_shows(&stage, "\u2593"));
	assert_true(shows_without_tints(&stage, "\u2593"));
	stage_close(&stage);
}

static void a_year_that_has_no_room_shows_the_weeks_around_the_day(void **state)
{
	struct stage stage;
	(void)state;
	open_year(&stage, months_store());
	stage_size(&stage, 45, 16);
	assert_true(stage_shows(&stage, "\u2026 Apr"));
	assert_true(stage_shows(&stage, "Dec"));
	assert_true(stage_shows(&stage, "@"));
	for (int month = 0; month < 8; month++) {
		for (int week = 0; week < 4; week++)
			stage_press(&stage, "Left");
	}
	assert_true(stage_shows(&stage, " Jan"));
	assert_false(stage_shows(&stage, "Dec"));
	assert_true(stage_shows(&stage, "\u2026"));
	assert_true(stage_shows(&stage, "o"));
	/* A click means what stands there. */
	stage_press(&stage, "t");
	stage_click_text(&stage, "@");
	assert_true(stage_shows(&stage, "Thu 1 Oct"));
	stage_close(&stage);
}

/* A number that is cut is another number. */
static void a_part_of_the_event_line_shows_whole_or_not_at_all(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage, months_store());
	stage_size(&stage, 60, 20);
	assert_true(stage_shows(&stage, "work 6:37/8:00   rest 0:45"));
	stage_size(&stage, 45, 16);
	assert_true(stage_shows(&stage, "work 6:37/8:00"));
	assert_false(stage_shows(&stage, "rest"));
	stage_close(&stage);
}

static void days_and_months_name_what_was_done_where_there_is_room(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_month_create(&stage.environment, story_day(-1)));
	stage_size(&stage, 100, 30);
	assert_false(stage_shows(&stage, "more"));
	stage_size(&stage, 140, 40);
	assert_true(stage_shows(&stage, "2 parser  "));
	assert_true(stage_shows(&stage, "+2 more"));
	stage_close(&stage);
	open_year(&stage, months_store());
	stage_size(&stage, 80, 24);
	assert_false(stage_shows(&stage, "acme: parser 68:00"));
	stage_size(&stage, 140, 40);
	assert_true(stage_shows(&stage, "2 acme: parser 68:00  5 acme: sync 51:45"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_row_has_no_room_for_is_counted),
		cmocka_unit_test(names_get_what_they_need_and_bars_the_rest),
		cmocka_unit_test(budgets_stand_below_the_totals_of_this_week),
		cmocka_unit_test(a_year_begins_with_the_first_log),
		cmocka_unit_test(the_selected_day_of_a_year_stands_out_on_every_shade),
		cmocka_unit_test(a_day_is_a_tint_where_grounds_show),
		cmocka_unit_test(a_year_that_has_no_room_shows_the_weeks_around_the_day),
		cmocka_unit_test(a_part_of_the_event_line_shows_whole_or_not_at_all),
		cmocka_unit_test(days_and_months_name_what_was_done_where_there_is_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
