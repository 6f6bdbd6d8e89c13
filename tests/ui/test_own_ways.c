/* Screens in the ways of a machine: hours up to twelve, weeks from another day on. */
#include "tests/ui/support_report.h"

#include <string.h>

/* Opens the story's day in those ways. */
static int setup(void **state)
{
	static struct stage stage;

	stage_open(&stage, story_store(), story_now(), 0);
	stage.environment.clock = CLOCK_12;
	stage.environment.first_weekday = 6;
	(void)send_event(stage.view, EVENT_CHANGED);
	*state = &stage;
	return 0;
}

static void the_day_has_twelve_hours(void **state)
{
	struct stage *stage = *state;

	stage_golden(stage, "day_twelve_hours", 100, 30);
	stage_golden(stage, "day_twelve_hours", 60, 16);
	stage_golden(stage, "day_twelve_hours", 140, 40);
	stage_size(stage, 100, 30);
	assert_true(stage_shows(stage, "2:37pm"));
	assert_true(stage_shows(stage, " 12:35am"));
	assert_true(stage_shows(stage, " 7:52am"));
	assert_false(stage_shows(stage, "07:52"));
	stage_press(stage, "-");
	assert_says(stage, MESSAGE_GOOD, "review: auth patch 2:12pm -> 2:11pm   u takes it back");
}

static void what_is_shown_can_be_typed_back(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "e");
	struct view *edit = effect_find(&stage->effects, EFFECT_OPEN)->view;
	struct surface *surface = draw_view(edit);
	assert_true(surface_shows(surface, "2:12pm"));
	surface_destroy(surface);
	struct effects effects = press(edit, &stage->environment, "Enter");
	const struct effect *message = effect_find(&effects, EFFECT_MESSAGE),
	                    *close = effect_find(&effects, EFFECT_CLOSE);
	assert_true((message && strstr(message->text, "nothing")) || (close && close->answer.type == ANSWER_NONE));
	view_end(edit);
}

static void weeks_begin_where_one_likes_and_then_have_no_numbers(void **state)
{
	struct stage *stage = *state;
	struct environment *environment = &stage->environment;

	/* Thursday 1 October 2026; 27 September was a Sunday. */
	assert_int_equal(environment_week(environment, story_day(0)), story_day(-4));
	assert_int_equal(environment_week(environment, story_day(-4)), story_day(-4));
	assert_int_equal(environment_week(environment, story_day(-5)), story_day(-11));
	environment->first_weekday = 5;
	assert_int_equal(environment_week(environment, story_day(0)), story_day(-5));
	environment->first_weekday = 0;
	assert_int_equal(environment_week(environment, story_day(0)), story_day(-3));
	assert_true(stage_shows(stage, "W40"));
	environment->first_weekday = 6;
	assert_false(stage_shows(stage, "W40"));
	int x, y, later;
	struct surface *surface = draw_view(stage->view);
	assert_true(surface_find(surface, "Su ", &x, &y));
	assert_true(surface_find(surface, "Mo ", &x, &later));
	assert_true(y < later);
	surface_destroy(surface);
}

static void reports_begin_their_weeks_there_too(void **state)
{
	struct stage stage;

	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage.environment.first_weekday = 6;
	stage.environment.clock = CLOCK_12;
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	stage_golden(&stage, "week_from_sunday", 100, 30);
	assert_true(stage_shows(&stage, "27 Sep - 3 Oct 2026"));
	stage_press(&stage, "m");
	stage_close(&stage);
	stage_open_view(&stage, months_store(), story_now());
	stage.environment.first_weekday = 6;
	stage_show(&stage, view_month_create(&stage.environment, story_day(-1)));
	stage_golden(&stage, "month_from_sunday", 80, 24);
	/* The grid's columns are the calendar's rows. */
	stage_press(&stage, "Tab");
	stage_golden(&stage, "month_grid_from_sunday", 80, 24);
	assert_true(stage_shows(&stage, "Tu  1    Su  6    Su 13    Su 20    Su 27"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_day_has_twelve_hours, setup, stage_end),
		cmocka_unit_test_setup_teardown(what_is_shown_can_be_typed_back, setup, stage_end),
		cmocka_unit_test_setup_teardown(weeks_begin_where_one_likes_and_then_have_no_numbers, setup, stage_end),
		cmocka_unit_test(reports_begin_their_weeks_there_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
