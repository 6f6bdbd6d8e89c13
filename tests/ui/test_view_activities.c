/* The activities screen: what is known of each, and what can be done with it. */
#include "tests/ui/support_day.h"
#include "tests/ui/support_desk.h"

#include <string.h>

static void activities_open(struct stage *stage, ts_store *store)
{
	stage_open(stage, store, story_now(), 0);
	view_end(stage->view);
	stage->view = view_activities_create(&stage->environment);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
}

/* The number of the row in which a text stands, and what is in it. */
static int row_of(const struct stage *stage, const char *text, char row[512])
{
	struct surface *surface = draw_view(stage->view);
	int at = -1;

	for (int y = 3; y < surface_height(surface) && at < 0; y++) {
		surface_row_text(surface, y, row, 512);
		at = strstr(row, text) ? y : -1;
	}
	surface_destroy(surface);
	assert_true(at >= 0);
	return at;
}

static void assert_row(const struct stage *stage, const char *text, const char *expected)
{
	char row[512];

	(void)row_of(stage, text, row);
	if (!strstr(row, expected))
		fail_msg("'%s' is not in '%s'", expected, row);
}

static struct ts_activity known(const struct stage *stage, const char *text)
{
	struct ts_activities list;
	struct ts_activity found = { .slot = -1 };

	assert_int_equal(ts_activities_read(stage->store, story_now(), &list), TS_OK);
	for (size_t i = 0; i < list.count; i++) {
		if (strcmp(list.at[i].text, text) == 0)
			found = list.at[i];
	}
	ts_activities_release(&list);
	return found;
}

/* The dialog that the last key opened, in which keys are pressed until it closes with an answer for the screen. */
static void in_dialog(struct stage *stage, const char *text, const char *const *keys)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	struct view *dialog = effect->view;
	struct effects effects = send_event(dialog, EVENT_SHOWN);
	effects_drop(&effects);
	if (text)
		(void)type_text(dialog, &stage->environment, text);
	struct answer answer = { .type = ANSWER_NONE };
	for (; *keys; keys++) {
		effects = press(dialog, &stage->environment, *keys);
		const struct effect *closed = effect_find(&effects, EFFECT_CLOSE);
		if (closed)
			answer = closed->answer;
	}
	view_end(dialog);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	stage->effects = send_answer(stage->view, &answer);
}

static int open_activities(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	activities_open(&stage, story_store());
	*state = &stage;
	return 0;
}

static void each_is_listed_with_what_is_known_of_it(void **state)
{
	struct stage *stage = *state;
	assert_true(stage_shows(stage, "ACTIVITIES 9"));
	assert_true(stage_selected(stage, "review: auth patch"));
	assert_row(stage, "review: auth patch", " 3 ");
	assert_row(stage, "review: auth patch", "today");
	assert_row(stage, "reading", "~ rest");
	assert_row(stage, "reading", "yesterday");
	assert_row(stage, "parser", " 6  ");
	assert_row(stage, "admin", "1 Sep 2026");
}

static void a_long_count_goes_on_by_itself(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	char row[512];
	fake_set_slow(store, true);
	activities_open(&stage, store);
	(void)row_of(&stage, "admin", row);
	assert_null(strstr(row, " 1  "));
	assert_true(stage.view->ops->wake(stage.view) > stage.environment.moment.uptime);
	stage_pass(&stage, 1);
	assert_row(&stage, "admin", " 1  ");
	assert_int_equal(stage.view->ops->wake(stage.view), 0);
	stage_close(&stage);
}

static void keys_change_rest_slot_and_whether_it_is_offered(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "~");
	assert_true(known(stage, "review: auth patch").rest);
	assert_says(stage, MESSAGE_GOOD, "review: auth patch counts as rest now   u takes it back");
	stage_press(stage, "~");
	assert_false(known(stage, "review: auth patch").rest);
	stage_press(stage, "'");
	assert_true(stage_shows(stage, "a digit: to that slot; 0: to none"));
	stage_press(stage, "5");
	assert_int_equal(known(stage, "review: auth patch").slot, 5);
	assert_int_equal(known(stage, "sync protocol").slot, 0);
	stage_press(stage, "'");
	stage_press(stage, "0");
	assert_int_equal(known(stage, "review: auth patch").slot, 0);
	assert_true(stage_selected(stage, "review: auth patch"));
	stage_press(stage, "x");
	assert_true(known(stage, "review: auth patch").archived);
	/* It goes to the end, and stays selected. */
	assert_true(stage_selected(stage, "review: auth patch"));
	assert_row(stage, "review: auth patch", "archived");
	stage_press(stage, "u");
	assert_false(known(stage, "review: auth patch").archived);
	assert_says(stage, MESSAGE_GOOD, "took back: changed activity review: auth patch   U does it again");
	stage_press(stage, "U");
	assert_true(known(stage, "review: auth patch").archived);
	/* Something that was done on another device is not taken back here. */
	const struct ts_news news = { .origin = "desk", .device = true, .changes = 1, .vague = true };
	fake_set_elsewhere(stage->store, &news);
	stage_press(stage, "u");
	assert_says(stage, MESSAGE_NOTICE,
	            "desk did the last thing.  u again takes back: changed activity review: auth patch");
	assert_true(known(stage, "review: auth patch").archived);
	stage_press(stage, "u");
	assert_false(known(stage, "review: auth patch").archived);
}

static void what_is_offered_again_says_its_digit_and_archived_it_takes_none(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "'");
	stage_press(stage, "5");
	stage_press(stage, "x");
	assert_int_equal(known(stage, "review: auth patch").slot, 0);
	stage_press(stage, "'");
	stage_press(stage, "3");
	assert_says(stage, MESSAGE_NOTICE, "it is archived: x offers it again, then it can have a slot");
	stage_press(stage, "x");
	assert_says(stage, MESSAGE_GOOD, "review: auth patch is offered again, on 5   u takes it back");
	assert_int_equal(known(stage, "review: auth patch").slot, 5);
}

static void a_pin_that_is_not_followed_by_a_digit_does_nothing(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "'");
	stage_press(stage, "Escape");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	stage_press(stage, "5");
	stage_press(stage, "'");
	stage_press(stage, "z");
	stage_press(stage, "5");
	assert_int_equal(fake_writes(stage->store), writes);
}

static void a_rename_shows_everywhere(void **state)
{
	struct stage *stage = *state;
	const char *const keys[] = { "Enter", NULL };
	stage_press(stage, "Enter");
	in_dialog(stage, " two", keys);
	assert_says(stage, MESSAGE_GOOD, "changed: review: auth patch two   u takes it back");
	assert_true(stage_selected(stage, "review: auth patch two"));
}

static void a_rename_onto_another_says_that_it_merges(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "e");
	struct view *screen = stage->view;
	stage->view = effect_find(&stage->effects, EFFECT_OPEN)->view;
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	stage_press(stage, "C-u");
	(void)type_text(stage->view, &stage->environment, "PARSER");
	assert_true(stage_shows(stage, "merges into parser"));
	stage_golden(stage, "activity_merge", 80, 24);
	draw_at_all_sizes(stage->view, &stage->environment);
	stage_press(stage, "Enter");
	const struct effect *closed = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(closed);
	view_end(stage->view);
	stage->view = screen;
	stage->effects = send_event(screen, EVENT_SHOWN);
	stage->effects = send_answer(screen, &closed->answer);
	assert_int_equal(known(stage, "review: auth patch").slot, -1);
	assert_true(stage_shows(stage, "ACTIVITIES 8"));
}

static void a_dialog_chooses_the_colour(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "c");
	struct view *dialog = effect_find(&stage->effects, EFFECT_OPEN)->view;
	struct effects effects = send_event(dialog, EVENT_SHOWN);
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	for (int i = 0; i < 7; i++)
		(void)press(dialog, &stage->environment, "Right");
	struct view *screen = stage->view;
	stage->view = dialog;
	stage_golden(stage, "activity_colour", 80, 24);
	effects = press(dialog, &stage->environment, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	stage->view = screen;
	view_end(dialog);
	assert_int_equal(known(stage, "review: auth patch").colour, 7);
	assert_true(known(stage, "review: auth patch").colour_chosen);
}

static void a_text_can_be_neither_empty_nor_off(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "e");
	struct view *screen = stage->view;
	stage->view = effect_find(&stage->effects, EFFECT_OPEN)->view;
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	stage_press(stage, "C-u");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "an activity needs a text"));
	(void)type_text(stage->view, &stage->environment, "off");
	assert_true(stage_shows(stage, "off is no activity"));
	fake_fail_next_write(stage->store, TS_FULL);
	stage_press(stage, "C-u");
	(void)type_text(stage->view, &stage->environment, "other");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "not changed: the disk is full"));
	view_end(stage->view);
	stage->view = screen;
}

static void a_merge_is_chosen_from_a_list(void **state)
{
	struct stage *stage = *state;
	const char *const keys[] = { "Enter", NULL };
	stage_press(stage, "m");
	struct view *dialog = effect_find(&stage->effects, EFFECT_OPEN)->view;
	struct effects effects = send_event(dialog, EVENT_SHOWN);
	assert_int_equal(effects.count, 0);
	struct view *screen = stage->view;
	stage->view = dialog;
	assert_true(stage_shows(stage, "all logs of review: auth patch become logs of"));
	(void)type_text(dialog, &stage->environment, "pars");
	assert_true(stage_shows(stage, "become logs of parser"));
	stage_golden(stage, "merge", 80, 24);
	draw_at_all_sizes(dialog, &stage->environment);
	stage->view = screen;
	view_end(dialog);
	stage_press(stage, "m");
	in_dialog(stage, "standup", keys);
	assert_int_equal(known(stage, "review: auth patch").slot, -1);
	assert_true(stage_selected(stage, "standup"));
}

static void a_merge_into_nothing_is_none(void **state)
{
	struct stage *stage = *state;
	const char *const keys[] = { "Enter", "Escape", NULL };
	stage_press(stage, "m");
	size_t writes = fake_writes(stage->store);
	in_dialog(stage, "zzz", keys);
	assert_int_equal(fake_writes(stage->store), writes);
}

static void the_order_can_be_changed(void **state)
{
	struct stage *stage = *state;
	char row[512];
	assert_true(stage_shows(stage, "by last use"));
	stage_press(stage, "o");
	assert_true(stage_shows(stage, "by logs"));
	assert_int_equal(row_of(stage, "parser", row), 3);
	stage_press(stage, "o");
	assert_true(stage_shows(stage, "by text"));
	assert_int_equal(row_of(stage, "admin", row), 3);
	/* The selection stays on the same. */
	assert_true(stage_selected(stage, "review: auth patch"));
}

static void a_filter_shows_some_and_goes_with_escape(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "/");
	assert_int_equal(stage->view->ops->context, CONTEXT_SEARCH);
	stage->effects = type_text(stage->view, &stage->environment, "read");
	assert_true(stage_shows(stage, "ACTIVITIES 1 of 9"));
	assert_true(stage_selected(stage, "reading"));
	stage->effects = type_text(stage->view, &stage->environment, "zzz");
	assert_true(stage_shows(stage, "No activity has that in its text."));
	stage_press(stage, "C-w");
	stage->effects = type_text(stage->view, &stage->environment, "acme");
	stage_press(stage, "Enter");
	assert_int_equal(stage->view->ops->context, CONTEXT_ACTIVITIES);
	assert_true(stage_shows(stage, "/ acme"));
	assert_true(stage_shows(stage, "1 of 9"));
	stage_press(stage, "Escape");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "ACTIVITIES 9"));
	stage_press(stage, "Escape");
	assert_non_null(effect_find(&stage->effects, EFFECT_CLOSE));
}

static void the_mouse_selects_and_opens(void **state)
{
	struct stage *stage = *state;
	stage_click_text(stage, "admin");
	assert_true(stage_selected(stage, "admin"));
	assert_null(effect_find(&stage->effects, EFFECT_OPEN));
	stage_click_text(stage, "admin");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	view_end(effect->view);
}

static void a_new_user_is_told_where_activities_come_from(void **state)
{
	(void)state;
	struct stage stage;
	activities_open(&stage, story_new_user());
	assert_true(stage_shows(&stage, "There are no activities yet"));
	stage_press(&stage, "Enter");
	assert_null(effect_find(&stage.effects, EFFECT_OPEN));
	stage_press(&stage, "~");
	stage_press(&stage, "m");
	stage_golden(&stage, "activities_empty", 80, 24);
	stage_close(&stage);
}

static void failures_are_told_and_change_nothing(void **state)
{
	struct stage *stage = *state;
	fake_fail_next_write(stage->store, TS_FULL);
	stage_press(stage, "~");
	assert_says(stage, MESSAGE_ERROR, "not changed: the disk is full");
	assert_false(known(stage, "review: auth patch").rest);
	fake_fail_next(stage->store, TS_IO);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_non_null(effect_find(&stage->effects, EFFECT_MESSAGE));
	assert_true(stage_shows(stage, "ACTIVITIES 9"));
}

static void from_the_day_and_back(void **state)
{
	(void)state;
	struct desk desk;
	desk_open_logged_in(&desk);
	struct ts_done done;
	assert_int_equal(ts_log_text(desk.store, "weaving", NULL, desk.moment.now, desk.moment.now, &done), TS_OK);
	desk_key(&desk, "A");
	assert_true(desk_shows(&desk, "ACTIVITIES 1"));
	desk_key(&desk, "Enter");
	desk_type(&desk, " baskets");
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "changed: weaving baskets"));
	desk_key(&desk, "q");
	assert_true(desk_shows(&desk, "LOGS"));
	assert_true(desk_shows(&desk, "weaving baskets"));
	desk_close(&desk);
}

static void it_looks_as_designed_at_every_size(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "j");
	stage_press(stage, "x");
	stage->environment.message.text[0] = '\0';
	stage_golden(stage, "activities", 80, 24);
	stage_golden(stage, "activities", 100, 30);
	stage_golden(stage, "activities", 60, 16);
	stage_press(stage, "/");
	stage->effects = type_text(stage->view, &stage->environment, "pr");
	stage_golden(stage, "activities_filter", 80, 24);
	draw_at_all_sizes(stage->view, &stage->environment);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(each_is_listed_with_what_is_known_of_it, open_activities),
		cmocka_unit_test(a_long_count_goes_on_by_itself),
		TEST_OF(keys_change_rest_slot_and_whether_it_is_offered, open_activities),
		TEST_OF(what_is_offered_again_says_its_digit_and_archived_it_takes_none, open_activities),
		TEST_OF(a_pin_that_is_not_followed_by_a_digit_does_nothing, open_activities),
		TEST_OF(a_rename_shows_everywhere, open_activities),
		TEST_OF(a_rename_onto_another_says_that_it_merges, open_activities),
		TEST_OF(a_dialog_chooses_the_colour, open_activities),
		TEST_OF(a_text_can_be_neither_empty_nor_off, open_activities),
		TEST_OF(a_merge_is_chosen_from_a_list, open_activities),
		TEST_OF(a_merge_into_nothing_is_none, open_activities),
		TEST_OF(the_order_can_be_changed, open_activities),
		TEST_OF(a_filter_shows_some_and_goes_with_escape, open_activities),
		TEST_OF(the_mouse_selects_and_opens, open_activities),
		cmocka_unit_test(a_new_user_is_told_where_activities_come_from),
		TEST_OF(failures_are_told_and_change_nothing, open_activities),
		cmocka_unit_test(from_the_day_and_back),
		TEST_OF(it_looks_as_designed_at_every_size, open_activities),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
