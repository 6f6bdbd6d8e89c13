/* The day screen tells breaks where there is a rule for them, and grows them as time passes. */
#include "tests/ui/support_day.h"

#include <string.h>

static ts_store *ruled_store(void)
{
	ts_store *store = story_activities();
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(store, &settings), TS_OK);
	assert_true(ts_breaks_parse("on", &settings.breaks));
	assert_int_equal(ts_settings_write(store, &settings, story_at(0, 7, 0)), TS_OK);
	story_log(store, 0, 8, 0, "parser");
	story_log(store, 0, 10, 0, "lunch");
	story_log(store, 0, 10, 30, "parser");
	return store;
}

static void stretch_and_breaks_stand_below_the_target(void **state)
{
	struct stage stage;
	(void)state;
	ts_store *store = ruled_store();
	stage_open(&stage, store, story_at(0, 12, 0), 0);
	assert_int_equal(ts_settings_read(store, &stage.environment.settings), TS_OK);
	stage.effects = send_event(stage.view, EVENT_CHANGED);
	assert_true(stage_shows(&stage, "longest stretch 2:00, breaks 0:30"));
	stage_pass(&stage, 30 * TS_MINUTE);
	assert_true(stage_shows(&stage, "longest stretch 2:00, breaks 0:30"));
	stage_pass(&stage, TS_MINUTE);
	assert_true(stage_shows(&stage, "longest stretch 2:01, breaks 0:30"));
	stage_pass(&stage, 4 * TS_HOUR);
	assert_true(stage_shows(&stage, "breaks: 6:01 without one, 6:00 at most"));
	stage_golden(&stage, "day_breaks", 100, 30);
	stage_close(&stage);
}

static void without_a_rule_nothing_is_told(void **state)
{
	struct stage stage;
	(void)state;
	ts_store *store = story_activities();
	story_log(store, 0, 2, 0, "parser");
	stage_open(&stage, store, story_at(0, 12, 0), 0);
	assert_false(stage_shows(&stage, "stretch"));
	assert_false(stage_shows(&stage, "breaks"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stretch_and_breaks_stand_below_the_target),
		cmocka_unit_test(without_a_rule_nothing_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
