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

static void the_selected_day_of_a_year_stands_out_on_every_shade(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_year_create(&stage.environment, story_day(0)));
	assert_true(stage_shows(&stage, "\u2593@"));
	stage_press(&stage, "j");
	stage_press(&stage, "j");
	assert_false(stage_shows(&stage, "\u2593@"));
	assert_true(stage_shows(&stage, " o "));
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
