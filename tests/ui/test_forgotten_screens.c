/* What looks forgotten bears a mark and a word on every screen that counts it, without colour too. */
#include "tests/ui/support_report.h"

#include <string.h>

/* From Fri 25 Sep 9:00 to Mon 28 Sep 8:00. */
static ts_store *weekend_store(void)
{
	ts_store *store = story_activities();
	story_log(store, -7, 9, 0, "parser");
	story_log(store, -7, 17, 0, "off");
	story_log(store, -6, 9, 0, "email & triage");
	story_log(store, -3, 8, 0, "parser");
	story_log(store, -3, 12, 0, "off");
	return store;
}

static void weeks_months_and_years_say_it(void **state)
{
	static const struct {
		const char *name;
		struct view *(*create)(const struct environment *environment, ts_day day);
	} screens[] = { { "forgotten_week", view_week_create },
		        { "forgotten_month", view_month_create },
		        { "forgotten_year", view_year_create } };
	(void)state;
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		struct stage stage;
		stage_open_view(&stage, weekend_store(), story_at(0, 12, 0));
		stage_show(&stage, screens[i].create(&stage.environment, story_day(-4)));
		assert_true(stage_shows(&stage, "forgotten? 24:00 since Fri 25 Sep 09:00"));
		stage_golden(&stage, screens[i].name, 80, 24);
		stage_close(&stage);
	}
}

static void the_day_says_it_wherever_the_log_is(void **state)
{
	struct stage stage;
	(void)state;
	stage_open(&stage, weekend_store(), story_at(0, 12, 0), -3);
	/* Monday: the end of it; the cursor is on what came last. */
	assert_true(stage_shows(&stage, "work 12:00?"));
	assert_true(stage_shows(&stage, "forgotten? 8:00 since Fri 25 Sep 09:00"));
	view_end(effect_find(&stage.effects, EFFECT_OPEN)->view); /* the question */
	stage_close(&stage);
	stage_open(&stage, weekend_store(), story_at(0, 12, 0), -7);
	assert_true(stage_shows(&stage, "work 8:00 "));
	assert_true(stage_shows(&stage, "forgotten? 63:00 since Fri 25 Sep 09:00"));
	view_end(effect_find(&stage.effects, EFFECT_OPEN)->view);
	stage_close(&stage);
}

/* The balance is told with a mark from then on, though nothing of the week is in doubt. */
static void a_balance_that_holds_it_bears_the_mark(void **state)
{
	struct stage stage;
	(void)state;
	ts_store *store = story_activities();
	story_log(store, -13, 9, 0, "parser");
	story_log(store, -12, 9, 0, "off");
	stage_open_view(&stage, store, story_at(0, 12, 0));
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	assert_true(stage_shows(&stage, "flex +8:07?"));
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weeks_months_and_years_say_it),
		cmocka_unit_test(the_day_says_it_wherever_the_log_is),
		cmocka_unit_test(a_balance_that_holds_it_bears_the_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
