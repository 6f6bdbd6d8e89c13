/* Budgets on the day's screen: a bar each, and a word when they come near their end and to it. */
#include "tests/ui/support_day.h"

#include <string.h>

static void bars_grow_and_the_end_is_told_once(void **state)
{
	struct stage stage;
	struct ts_done done;
	(void)state;
	ts_store *store = story_activities();
	story_log(store, 0, 8, 0, "parser");
	stage_open(&stage, store, story_at(0, 9, 0), 0);
	assert_int_equal(ts_budget_set(store, "parser", 120, TS_PER_WEEK, story_at(0, 9, 0), &done), TS_OK);
	stage.effects = send_event(stage.view, EVENT_CHANGED);
	assert_true(stage_shows(&stage, "1:00/2:00 w"));
	stage_pass(&stage, 35 * TS_MINUTE);
	assert_null(effect_find(&stage.effects, EFFECT_MESSAGE));
	stage_pass(&stage, TS_MINUTE);
	const struct effect *said = effect_find(&stage.effects, EFFECT_MESSAGE);
	assert_non_null(said);
	assert_string_equal(said->text, "parser: 1:36 of 2:00 this week");
	stage_pass(&stage, TS_MINUTE);
	assert_null(effect_find(&stage.effects, EFFECT_MESSAGE));
	stage_golden(&stage, "day_budgets", 100, 30);
	stage_pass(&stage, 23 * TS_MINUTE);
	assert_non_null(effect_find(&stage.effects, EFFECT_MESSAGE));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars_grow_and_the_end_is_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
