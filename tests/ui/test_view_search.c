/* The search screen: what is typed finds logs and notes of all days, and Enter goes there. */
#include "tests/ui/support_day.h"
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

static ts_store *past_store(void)
{
	ts_store *store = story_store();
	story_comment(store, -40, 9, 0, "parser", "arena allocator, first try");
	story_comment(store, -40, 11, 0, "support: acme", "the export stalls at 2 GiB");
	story_note(store, -40, "# acme\n- export: see the allocator\n");
	story_comment(store, -400, 9, 0, "parser", "grammar of the old format");
	return store;
}

static void search_open(struct stage *stage, ts_store *store)
{
	stage_open(stage, store, story_now(), 0);
	/* What the day asks about is not the matter here. */
	const struct effect *asks = effect_find(&stage->effects, EFFECT_OPEN);
	if (asks)
		view_end(asks->view);
	view_end(stage->view);
	stage->view = view_search_create(&stage->environment);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
}

static int open_past(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	search_open(&stage, past_store());
	*state = &stage;
	return 0;
}

static void what_is_typed_is_found_at_once_and_by_day(void **state)
{
	struct stage *stage = *state;
	assert_true(stage_shows(stage, "Type what to look for"));
	stage_type(stage, "allocator");
	assert_true(stage_shows(stage, "FOUND 3"));
	assert_true(stage_shows(stage, "Thu 1 Oct 2026  today"));
	assert_true(stage_shows(stage, "Sat 22 Aug 2026"));
	assert_true(stage_shows(stage, "note      - export: see the allocator"));
	assert_true(stage_shows(stage, "arena allocator, first try"));
	assert_true(stage_shows(stage, "all days searched"));
	stage_type(stage, " expo");
	assert_true(stage_shows(stage, "FOUND 1"));
	assert_false(stage_shows(stage, "first try"));
	stage_type(stage, "x");
	assert_true(stage_shows(stage, "Nothing is found."));
	stage_press(stage, "Backspace");
	assert_true(stage_shows(stage, "FOUND 1"));
}

static void enter_goes_to_the_day_and_its_log(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "grammar");
	stage_press(stage, "Enter");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_VISIT);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_LOG);
	assert_int_equal(effect->answer.day, story_day(-400));
	struct ts_day_view view;
	assert_int_equal(ts_day_read(stage->store, story_day(-400), story_now(), &view), TS_OK);
	assert_true(ts_id_equal(effect->answer.done.log, view.spans[0].id));
	ts_day_release(&view);
}

static void a_note_is_gone_to_by_its_day_and_line(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "see the allocator");
	stage_press(stage, "Enter");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_VISIT);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_NOTE);
	assert_int_equal(effect->answer.day, story_day(-40));
	assert_int_equal(effect->answer.line, 1);
}

static void a_day_that_is_not_understood_is_said_while_it_is_typed(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "parser since:");
	assert_true(stage_shows(stage, "a day is missing   for example: since:monday"));
	stage_type(stage, "yesterday");
	assert_false(stage_shows(stage, "is missing"));
	assert_false(stage_shows(stage, "Sat 22 Aug"));
	stage_press(stage, "C-u");
	stage_type(stage, "parser -arena until:yesterday");
	assert_true(stage_shows(stage, "grammar of the old format"));
	assert_false(stage_shows(stage, "arena allocator"));
}

static void enter_with_nothing_found_and_escape(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Enter");
	assert_non_null(effect_find(&stage->effects, EFFECT_BELL));
	assert_null(effect_find(&stage->effects, EFFECT_VISIT));
	stage_press(stage, "Escape");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_NONE);
}

static void the_selection_passes_over_the_headings(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "allocator");
	assert_true(stage_selected(stage, "arena allocator halves"));
	stage_press(stage, "Up");
	assert_true(stage_selected(stage, "arena allocator halves"));
	stage_press(stage, "Down");
	assert_true(stage_selected(stage, "see the allocator"));
	stage_press(stage, "Down");
	assert_true(stage_selected(stage, "first try"));
	stage_press(stage, "Down");
	assert_true(stage_selected(stage, "first try"));
	stage_press(stage, "C-p");
	stage_press(stage, "C-p");
	assert_true(stage_selected(stage, "arena allocator halves"));
	stage_press(stage, "C-End");
	assert_true(stage_selected(stage, "first try"));
	stage_press(stage, "C-Home");
	assert_true(stage_selected(stage, "arena allocator halves"));
	stage_press(stage, "PgDn");
	assert_true(stage_selected(stage, "first try"));
}

static void the_mouse_selects_and_goes(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "allocator");
	stage_click_text(stage, "Sat 22 Aug");
	assert_true(stage_selected(stage, "halves"));
	stage_click_text(stage, "- export: see");
	assert_true(stage_selected(stage, "see the"));
	assert_null(effect_find(&stage->effects, EFFECT_VISIT));
	stage_click_text(stage, "- export: see");
	assert_non_null(effect_find(&stage->effects, EFFECT_VISIT));
	stage_mouse(stage, MOUSE_WHEEL_DOWN, 5, 5);
	assert_true(stage_selected(stage, "first try"));
}

static void a_long_search_goes_on_by_itself_and_tells_how_far_it_is(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = past_store();
	fake_set_slow(store, true);
	search_open(&stage, store);
	assert_int_equal(stage.view->ops->wake(stage.view), 0);
	stage_type(&stage, "parser");
	assert_true(stage_shows(&stage, "searched back to October 2026"));
	assert_false(stage_shows(&stage, "22 Aug"));
	int ticks = 0;
	for (; stage.view->ops->wake(stage.view) != 0; ticks++) {
		assert_true(ticks < 20);
		assert_true(stage.view->ops->wake(stage.view) > stage.environment.moment.uptime);
		stage_pass(&stage, 1);
	}
	assert_true(ticks >= 2);
	assert_true(stage_shows(&stage, "all days searched"));
	stage_press(&stage, "C-End");
	assert_true(stage_selected(&stage, "grammar of the old format"));
	/* Typing while it runs begins anew. */
	stage_type(&stage, " gram");
	assert_true(stage_shows(&stage, "FOUND 1"));
	stage_close(&stage);
}

static void what_changes_meanwhile_shows_and_the_selection_stays(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "allocator");
	stage_press(stage, "Down");
	story_comment(stage->store, -3, 22, 0, "other", "allocator from elsewhere");
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_true(stage_selected(stage, "see the allocator"));
	stage_pass(stage, 1);
	assert_true(stage_shows(stage, "FOUND 4"));
	assert_true(stage_shows(stage, "from elsewhere"));
	assert_true(stage_selected(stage, "see the allocator"));
}

static void a_failure_is_told_and_keeps_what_was_typed(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "allocat");
	fake_fail_next(stage->store, TS_IO);
	stage_type(stage, "o");
	assert_true(stage_shows(stage, "cannot search: "));
	assert_true(stage_shows(stage, "allocato"));
	stage_type(stage, "r");
	assert_true(stage_shows(stage, "FOUND 3"));
}

static void too_many_words_are_refused(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "a b c d e f g h i j k l m n o p q");
	assert_true(stage_shows(stage, "more than 16 words"));
}

static void a_huge_result_is_cut_and_says_so(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	char note[30000] = "";
	for (size_t used = 0; used + 10 < sizeof note; used += 7)
		memcpy(note + used, "needle\n", 8);
	story_note(store, 0, note);
	search_open(&stage, store);
	stage_type(&stage, "needle");
	assert_true(stage_shows(&stage, "FOUND over 2000"));
	assert_true(stage_shows(&stage, "the newest 2000 are shown"));
	assert_int_equal(stage.view->ops->wake(stage.view), 0);
	stage_press(&stage, "C-End");
	stage_press(&stage, "Enter");
	assert_non_null(effect_find(&stage.effects, EFFECT_VISIT));
	stage_close(&stage);
}

static void the_words_of_the_last_time_are_there_until_others_are_typed(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "grammar");
	struct view *again = view_search_create(&stage->environment);
	view_end(stage->view);
	stage->view = again;
	stage->effects = send_event(again, EVENT_SHOWN);
	assert_true(stage_shows(stage, "grammar of the old format"));
	stage_type(stage, "lunch");
	assert_true(stage_shows(stage, "/ lunch"));
	assert_false(stage_shows(stage, "grammar"));
}

/* ---- from the day and back */

static void from_the_day_and_back_to_the_log_that_was_found(void **state)
{
	(void)state;
	struct desk desk;
	desk_open_logged_in(&desk);
	struct ts_done done;
	ts_time past = desk.moment.now - (ts_time)30 * 24 * TS_HOUR;
	assert_int_equal(ts_log_text(desk.store, "weaving", "a basket", past, desk.moment.now, &done), TS_OK);
	assert_int_equal(ts_log_text(desk.store, "off", NULL, past + TS_HOUR, desk.moment.now, &done), TS_OK);
	desk_key(&desk, "/");
	desk_type(&desk, "basket");
	assert_true(desk_shows(&desk, "weaving"));
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "Tue 1 Sep 2026"));
	assert_true(desk_shows(&desk, "weaving: a basket"));
	/* Escape leads back to what was found, and from there to where the day was. */
	assert_true(desk_shows(&desk, "Escape leads back"));
	desk_key(&desk, "Escape");
	assert_true(desk_shows(&desk, "FOUND 1"));
	desk_key(&desk, "Escape");
	assert_true(desk_shows(&desk, "LOGS"));
	assert_false(desk_shows(&desk, "Search"));
	/* A lock forgets what was searched for. */
	desk_key(&desk, "z");
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	desk_key(&desk, "/");
	assert_true(desk_shows(&desk, "Type what to look for"));
	desk_key(&desk, "Escape");
	assert_true(desk_shows(&desk, "LOGS"));
	desk_close(&desk);
}

/* ---- looks */

static void the_search_looks_as_designed_at_every_size(void **state)
{
	struct stage *stage = *state;
	stage_golden(stage, "search_empty", 80, 24);
	stage_type(stage, "a");
	stage_golden(stage, "search", 80, 24);
	stage_golden(stage, "search", 100, 30);
	stage_golden(stage, "search", 60, 16);
	draw_at_all_sizes(stage->view, &stage->environment);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(what_is_typed_is_found_at_once_and_by_day, open_past),
		TEST_OF(enter_goes_to_the_day_and_its_log, open_past),
		TEST_OF(a_note_is_gone_to_by_its_day_and_line, open_past),
		TEST_OF(a_day_that_is_not_understood_is_said_while_it_is_typed, open_past),
		TEST_OF(enter_with_nothing_found_and_escape, open_past),
		TEST_OF(the_selection_passes_over_the_headings, open_past),
		TEST_OF(the_mouse_selects_and_goes, open_past),
		cmocka_unit_test(a_long_search_goes_on_by_itself_and_tells_how_far_it_is),
		TEST_OF(what_changes_meanwhile_shows_and_the_selection_stays, open_past),
		TEST_OF(a_failure_is_told_and_keeps_what_was_typed, open_past),
		TEST_OF(too_many_words_are_refused, open_past),
		cmocka_unit_test(a_huge_result_is_cut_and_says_so),
		TEST_OF(the_words_of_the_last_time_are_there_until_others_are_typed, open_past),
		cmocka_unit_test(from_the_day_and_back_to_the_log_that_was_found),
		TEST_OF(the_search_looks_as_designed_at_every_size, open_past),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
