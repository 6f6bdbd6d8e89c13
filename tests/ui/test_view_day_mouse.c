/* The mouse in the day view does what keys do. */
#include "tests/ui/support_day.h"

static bool deleted(struct stage *stage, const char *says)
{
	stage_press(stage, "x");
	assert_says(stage, MESSAGE_GOOD, says);
	return true;
}

static void a_click_selects_a_log(void **state)
{
	struct stage *stage = *state;
	stage_click_text(stage, "support: acme         0:28");
	assert_true(deleted(stage, "deleted 11:47 support: acme   u brings it back"));
}

static void a_click_finds_its_row_in_a_scrolled_list(void **state)
{
	struct stage *stage = *state;
	stage_size(stage, 60, 16);
	stage_click_text(stage, "08:15  5");
	assert_true(deleted(stage, "deleted 08:15 sync protocol   u brings it back"));
}

static void the_wheel_moves_the_selection(void **state)
{
	struct stage *stage = *state;
	stage_mouse(stage, MOUSE_WHEEL_UP, 10, 8);
	assert_true(deleted(stage, "deleted 11:47 support: acme   u brings it back"));
	stage_press(stage, "u");
	stage_mouse(stage, MOUSE_WHEEL_DOWN, 10, 8);
	assert_true(deleted(stage, "deleted 14:12 review: auth patch   u brings it back"));
}

static void the_arrows_of_the_date_switch_days(void **state)
{
	struct stage *stage = *state;
	stage_click_text(stage, "< Thu");
	assert_true(stage_shows(stage, "< Wed 30 Sep"));
	stage_click_text(stage, "yesterday");
	assert_true(stage_shows(stage, "< Thu 1 Oct"));
	stage_click_text(stage, ">  ");
	assert_true(stage_shows(stage, "< Fri 2 Oct"));
}

static void a_click_on_a_slot_logs_it(void **state)
{
	struct stage *stage = *state;
	stage_click_text(stage, "4 standup  5");
	assert_says(stage, MESSAGE_GOOD, "14:37 4 standup   u takes it back");
	stage_click_text(stage, "0 off");
	assert_non_null(effect_find(&stage->effects, EFFECT_MESSAGE));
}

static void a_click_on_a_slot_answers_the_pin(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "'");
	stage_click_text(stage, "8 admin");
	assert_says(stage, MESSAGE_GOOD, "review: auth patch is on 8 now, admin on none   u takes it back");
}

static void a_click_on_the_strip_selects_the_span_there(void **state)
{
	struct stage *stage = *state;
	stage_click(stage, 2 + 4 * 9, 2);
	assert_true(deleted(stage, "deleted 08:15 sync protocol   u brings it back"));
	/* Nothing stands in the evening: nothing happens. */
	stage_press(stage, "u");
	stage_click(stage, 2 + 4 * 20, 2);
	assert_true(deleted(stage, "deleted 08:15 sync protocol   u brings it back"));
}

static void tabs_and_panes_take_the_focus(void **state)
{
	struct stage *stage = *state;
	stage_size(stage, 80, 24);
	stage_click_text(stage, "WEEK");
	assert_true(stage_shows(stage, "[WEEK]"));
	stage_click_text(stage, "Tu 7:55");
	assert_true(stage_shows(stage, "< Tue 29 Sep"));
	stage_click_text(stage, "TOTALS");
	assert_true(stage_shows(stage, "[TOTALS]"));
}

static void a_click_on_the_note_opens_it(void **state)
{
	struct stage *stage = *state;
	stage_click_text(stage, "arena allocator");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	view_end(effect->view);
}

static void clicks_anywhere_at_any_size_end_well(void **state)
{
	struct stage *stage = *state;
	static const int sizes[][2] = { { 100, 30 }, { 80, 24 }, { 60, 16 }, { 20, 5 }, { 1, 1 } };
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		stage_size(stage, sizes[i][0], sizes[i][1]);
		for (int y = -1; y <= sizes[i][1]; y++) {
			for (int x = -1; x <= sizes[i][0]; x += 3) {
				stage_click(stage, x, y);
				const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
				if (effect != NULL)
					view_end(effect->view);
				stage_mouse(stage, MOUSE_WHEEL_DOWN, x, y);
			}
		}
	}
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_click_selects_a_log, stage_story),
		TEST_OF(a_click_finds_its_row_in_a_scrolled_list, stage_story),
		TEST_OF(the_wheel_moves_the_selection, stage_story),
		TEST_OF(the_arrows_of_the_date_switch_days, stage_story),
		TEST_OF(a_click_on_a_slot_logs_it, stage_story),
		TEST_OF(a_click_on_a_slot_answers_the_pin, stage_story),
		TEST_OF(a_click_on_the_strip_selects_the_span_there, stage_story),
		TEST_OF(tabs_and_panes_take_the_focus, stage_story),
		TEST_OF(a_click_on_the_note_opens_it, stage_story),
		TEST_OF(clicks_anywhere_at_any_size_end_well, stage_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
