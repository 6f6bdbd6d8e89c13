/* Going to a date: what is typed is shown as a day at once, and what cannot be understood says why. */
#include "tests/ui/support_day.h"

#include <string.h>

static void form_open(struct stage *stage)
{
	stage->store = story_store();
	stage->environment = test_environment(stage->store, story_now());
	stage->view = view_goto_create(&stage->environment, story_day(0));
	stage->effects = send_event(stage->view, EVENT_SHOWN);
}

static void type(struct stage *stage, const char *text)
{
	stage->effects = type_text(stage->view, &stage->environment, text);
}

static ts_day answered(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_DAY);
	return effect->answer.day;
}

static void a_date_is_previewed_and_answered(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage);
	type(&stage, "yesterday");
	assert_true(stage_shows(&stage, "Wed 30 Sep 2026  W40"));
	stage_press(&stage, "Enter");
	assert_int_equal(answered(&stage), story_day(-1));
	stage_close(&stage);
}

static void every_character_changes_the_preview(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage);
	type(&stage, "2026-11-2");
	assert_true(stage_shows(&stage, "Mon 2 Nov 2026"));
	type(&stage, "3");
	assert_true(stage_shows(&stage, "Mon 23 Nov 2026"));
	stage_close(&stage);
}

static void what_is_not_understood_says_why_and_stays(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage);
	type(&stage, "gestern");
	stage_press(&stage, "Enter");
	assert_null(effect_find(&stage.effects, EFFECT_CLOSE));
	assert_true(stage_shows(&stage, "gestern"));
	assert_true(stage_shows(&stage, "for example: "));
	stage_golden(&stage, "goto_refused", 60, 16);
	stage_press(&stage, "C-u");
	type(&stage, "today");
	stage_press(&stage, "Enter");
	assert_int_equal(answered(&stage), story_day(0));
	stage_close(&stage);
}

static void escape_and_nothing_close_without_an_answer(void **state)
{
	(void)state;
	struct stage stage;
	static const char *const keys[] = { "Escape", "Enter" };
	for (size_t i = 0; i < 2; i++) {
		form_open(&stage);
		stage_press(&stage, keys[i]);
		const struct effect *effect = effect_find(&stage.effects, EFFECT_CLOSE);
		assert_non_null(effect);
		assert_int_equal(effect->answer.type, ANSWER_NONE);
		stage_close(&stage);
	}
}

static void it_can_be_drawn_at_every_size(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage);
	stage_golden(&stage, "goto", 80, 24);
	type(&stage, "fri");
	draw_at_all_sizes(stage.view, &stage.environment);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_previewed_and_answered),
		cmocka_unit_test(every_character_changes_the_preview),
		cmocka_unit_test(what_is_not_understood_says_why_and_stays),
		cmocka_unit_test(escape_and_nothing_close_without_an_answer),
		cmocka_unit_test(it_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
