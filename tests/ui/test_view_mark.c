/* Marking days: what is chosen and typed becomes marks, and is seen wherever days are drawn. */
#include "support_report.h"

#include <string.h>

/* Thursday 1 October 2026. */
static int open_mark(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	stage.store = story_store();
	stage.environment = test_environment(stage.store, story_now());
	stage.environment.width = 80;
	stage.environment.height = 24;
	stage.view = view_mark_create(&stage.environment, story_day(0));
	stage.effects = send_event(stage.view, EVENT_SHOWN);
	*state = &stage;
	return 0;
}

static struct ts_day_mark marked(const struct stage *stage, int day)
{
	struct ts_day_marks marks = { 0 };
	struct ts_day_mark mark = { .kind = TS_MARK_NONE };
	const struct ts_range range = { story_day(day), story_day(day) };

	assert_int_equal(ts_day_marks_read(stage->store, range, &marks), TS_OK);
	if (marks.count > 0)
		mark = marks.at[0];
	ts_day_marks_release(&marks);
	return mark;
}

static const struct answer *closed(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);

	return effect ? &effect->answer : NULL;
}

static void a_letter_and_enter_mark_the_day(void **state)
{
	struct stage *stage = *state;

	assert_true(stage_shows(stage, "Thu 1 Oct owes nothing"));
	stage_type(stage, "s");
	stage_press(stage, "Enter");
	assert_non_null(closed(stage));
	assert_int_equal(closed(stage)->type, ANSWER_DONE);
	assert_int_equal(marked(stage, 0).kind, TS_MARK_SICK);
	assert_false(marked(stage, 0).half);
	assert_int_equal(marked(stage, 1).kind, TS_MARK_NONE);
}

static void what_each_kind_makes_a_day_owe_is_said(void **state)
{
	static const struct {
		const char *letter, *whole, *half;
	} rows[] = {
		{ "h", "owes nothing", "owes half its target" },
		{ "l", "owes nothing", "owes half its target" },
		{ "s", "owes nothing", "owes half its target" },
		{ "f", "owes its target: a day in lieu", "owes its target: half a day in lieu" },
		{ "w", "owes its target, worked or not", "owes half its target, worked or not" },
		{ "n", "no mark", "no mark" },
	};
	struct stage *stage = *state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		stage_type(stage, rows[i].letter);
		assert_true(stage_shows(stage, rows[i].whole));
		stage_press(stage, "Tab");
		stage_press(stage, "Right");
		assert_true(stage_shows(stage, rows[i].half));
		stage_press(stage, "Left");
		stage_press(stage, "S-Tab");
	}
}

static void half_a_day_with_a_text_is_kept_and_shown_again(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "Tab");
	stage_press(stage, "Right");
	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_type(stage, "dentist");
	stage_golden(stage, "mark", 80, 24);
	stage_press(stage, "Enter");
	assert_int_equal(marked(stage, 0).kind, TS_MARK_LEAVE);
	assert_true(marked(stage, 0).half);
	assert_string_equal(marked(stage, 0).text, "dentist");
	view_end(stage->view);
	stage->view = view_mark_create(&stage->environment, story_day(0));
	assert_true(stage_shows(stage, "dentist"));
	stage_press(stage, "Enter");
	assert_null(closed(stage));
	assert_true(stage_shows(stage, "it is so already"));
	stage_type(stage, "n");
	stage_press(stage, "Enter");
	assert_int_equal(marked(stage, 0).kind, TS_MARK_NONE);
}

/* "fri" is tomorrow, and "23 dec" this year's, not the ones that have passed. */
static void until_when_is_looked_for_ahead(void **state)
{
	static const struct {
		const char *typed, *shows;
	} rows[] = {
		{ "fri", "Thu 1 Oct - Fri 2 Oct, 2 days" },
		{ "wed", "Thu 1 Oct - Wed 7 Oct, 7 days" },
		{ "thu", "Thu 1 Oct owes nothing" },
		{ "tomorrow", "Thu 1 Oct - Fri 2 Oct, 2 days" },
		{ "23 dec", "Thu 1 Oct - Wed 23 Dec, 84 days" },
		{ "2026-10-09", "Thu 1 Oct - Fri 9 Oct, 9 days" },
		{ "1 jan", "Thu 1 Oct - Fri 1 Jan, 93 days" },
		{ "yesterday", "that is before the day itself" },
		{ "2025-01-01", "that is before the day itself" },
		{ "gestern", "" },
	};
	struct stage *stage = *state;

	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		stage_press(stage, "C-u");
		stage_type(stage, rows[i].typed);
		if (!stage_shows(stage, rows[i].shows))
			fail_msg("'%s' does not show '%s'", rows[i].typed, rows[i].shows);
	}
	stage_press(stage, "Enter");
	assert_null(closed(stage));
	assert_true(stage_shows(stage, "gestern"));
}

static void a_range_is_marked_at_once_and_without_its_weekend(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_type(stage, "mon");
	stage_press(stage, "Enter");
	assert_int_equal(marked(stage, 0).kind, TS_MARK_LEAVE);
	assert_int_equal(marked(stage, 1).kind, TS_MARK_LEAVE);
	assert_int_equal(marked(stage, 2).kind, TS_MARK_NONE);
	assert_int_equal(marked(stage, 4).kind, TS_MARK_LEAVE);
}

static void the_day_opens_it_says_what_was_marked_and_takes_it_back(void **state)
{
	struct stage *stage = *state;

	stage_press(stage, "o");
	const struct effect *open = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(open);
	open->view->ops->destroy(open->view);
	struct answer answer = { .type = ANSWER_DONE };
	const struct ts_day_mark half = { .kind = TS_MARK_LEAVE, .half = true, .text = "dentist" };
	assert_int_equal(ts_day_mark_set(stage->store, (struct ts_range){ story_day(0), story_day(0) }, &half,
	                                 story_now(), &answer.done),
	                 TS_OK);
	(void)send_event(stage->view, EVENT_SHOWN);
	stage->effects = send_answer(stage->view, &answer);
	assert_says(stage, MESSAGE_GOOD, "Thu 1 Oct: leave, half   u takes it back");
	stage_golden(stage, "day_marked", 80, 24);
	stage_press(stage, "u");
	assert_false(stage_shows(stage, "dentist"));
}

static const struct ts_day_mark holiday = { .kind = TS_MARK_HOLIDAY, .text = "Unity Day" };
static const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE, .half = true };

static void marks_set(ts_store *store)
{
	struct ts_done done;
	const struct ts_range week = { story_day(-3), story_day(-1) }, friday = { story_day(1), story_day(1) };

	assert_int_equal(ts_day_mark_set(store, week, &leave, story_now(), &done), TS_OK);
	assert_int_equal(ts_day_mark_set(store, friday, &holiday, story_now(), &done), TS_OK);
}

static void an_empty_day_says_it_in_its_strip(void **state)
{
	struct stage *stage = *state;

	marks_set(stage->store);
	stage_press(stage, "l");
	stage_golden(stage, "day_marked_empty", 80, 24);
	draw_at_all_sizes(stage->view, &stage->environment);
}

static void weeks_months_and_years_show_marks_without_colour(void **state)
{
	struct stage *stage = *state;
	struct stage screen = { 0 };
	struct view *(*const create[])(const struct environment *, ts_day) = { view_week_create, view_month_create,
		                                                               view_year_create };
	static const char *const names[] = { "week_marked", "month_marked", "year_marked" };

	for (size_t i = 0; i < 3; i++) {
		ts_store *store = months_store();
		marks_set(store);
		stage_open_view(&screen, store, story_now());
		stage_show(&screen, create[i](&screen.environment, story_day(0)));
		stage_golden(&screen, names[i], 100, 30);
		draw_at_all_sizes(screen.view, &screen.environment);
		stage_press(&screen, "o");
		assert_non_null(effect_find(&screen.effects, EFFECT_OPEN));
		effect_find(&screen.effects, EFFECT_OPEN)
		        ->view->ops->destroy(effect_find(&screen.effects, EFFECT_OPEN)->view);
		stage_close(&screen);
	}
	(void)stage;
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_letter_and_enter_mark_the_day, open_mark),
		TEST_OF(what_each_kind_makes_a_day_owe_is_said, open_mark),
		TEST_OF(half_a_day_with_a_text_is_kept_and_shown_again, open_mark),
		TEST_OF(until_when_is_looked_for_ahead, open_mark),
		TEST_OF(a_range_is_marked_at_once_and_without_its_weekend, open_mark),
		TEST_OF(the_day_opens_it_says_what_was_marked_and_takes_it_back, stage_story),
		TEST_OF(an_empty_day_says_it_in_its_strip, stage_story),
		TEST_OF(weeks_months_and_years_show_marks_without_colour, stage_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
