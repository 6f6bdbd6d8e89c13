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

static ts_day answered(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_DAY);
	return effect->answer.day;
}

static int open_form(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	form_open(&stage);
	*state = &stage;
	return 0;
}

static void a_date_is_previewed_and_answered(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "yesterday");
	assert_true(stage_shows(stage, "Wed 30 Sep 2026  W40"));
	stage_press(stage, "Enter");
	assert_int_equal(answered(stage), story_day(-1));
}

static void every_character_changes_the_preview(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "2026-11-2");
	assert_true(stage_shows(stage, "Mon 2 Nov 2026"));
	stage_type(stage, "3");
	assert_true(stage_shows(stage, "Mon 23 Nov 2026"));
}

static void what_is_not_understood_says_why_and_stays(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "gestern");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "gestern"));
	assert_true(stage_shows(stage, "for example: "));
	stage_golden(stage, "goto_refused", 60, 16);
	stage_press(stage, "C-u");
	stage_type(stage, "today");
	stage_press(stage, "Enter");
	assert_int_equal(answered(stage), story_day(0));
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
	struct stage *stage = *state;
	stage_golden(stage, "goto", 80, 24);
	stage_type(stage, "fri");
	draw_at_all_sizes(stage->view, &stage->environment);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_date_is_previewed_and_answered, open_form),
		TEST_OF(every_character_changes_the_preview, open_form),
		TEST_OF(what_is_not_understood_says_why_and_stays, open_form),
		cmocka_unit_test(escape_and_nothing_close_without_an_answer),
		TEST_OF(it_can_be_drawn_at_every_size, open_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
