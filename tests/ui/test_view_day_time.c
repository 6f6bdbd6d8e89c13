/* Time passes while the day is shown: spans grow, days change, other terminals log. */
#include "tests/ui/support_day.h"

#include <string.h>

static void the_running_span_grows_without_reading_anything(void **state)
{
	struct stage *stage = *state;
	assert_true(stage_shows(stage, "work 5:55"));
	/* Whatever is read fails: nothing is. */
	fake_fail_next(stage->store, TS_IO);
	for (int i = 0; i < 30; i++)
		stage_pass(stage, TS_MINUTE);
	assert_int_equal(stage->effects.count, 0);
	assert_true(stage_shows(stage, "review: auth patch    0:55"));
	assert_true(stage_shows(stage, "work 6:25"));
	assert_true(stage_shows(stage, "6:25/8:00"));
	assert_true(stage_shows(stage, "1:35 to go, done at 16:42"));
	assert_true(stage_shows(stage, "^15:07"));
	assert_true(stage_shows(stage, "WEEK  30:10/40:00"));
}

static void the_balance_comes_when_it_is_added_up_behind_the_first_picture(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	fake_set_flex_steps(store, 5);
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "WEEK  29:40/40:00"));
	assert_false(stage_shows(&stage, "flex"));
	int ticks = 0;
	for (; !stage_shows(&stage, "flex"); ticks++) {
		assert_int_equal(stage.view->ops->wake(stage.view), stage.environment.moment.uptime + 1);
		stage_pass(&stage, 3);
	}
	assert_int_equal(ticks, 5);
	assert_int_equal(stage.view->ops->wake(stage.view), 0);
	stage_close(&stage);
}

static void growing_gives_what_reading_would(void **state)
{
	(void)state;
	struct stage grown, read;
	stage_open(&grown, story_store(), story_now(), 0);
	for (int i = 0; i < 100; i++)
		stage_pass(&grown, TS_MINUTE);
	stage_open(&read, story_store(), story_now() + 100 * TS_MINUTE, 0);
	struct surface *left = draw_view(grown.view), *right = draw_view(read.view);
	for (int y = 0; y < 30; y++) {
		for (int x = 0; x < 100; x++) {
			const struct cell *one = surface_cell(left, x, y), *other = surface_cell(right, x, y);
			assert_int_equal(one->characters[0], other->characters[0]);
			assert_memory_equal(&one->look, &other->look, sizeof one->look);
		}
	}
	surface_destroy(left);
	surface_destroy(right);
	stage_close(&grown);
	stage_close(&read);
}

static void rest_and_off_grow_too(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "6");
	stage_pass(stage, 10 * TS_MINUTE);
	assert_true(stage_shows(stage, "work 5:55  rest 1:35"));
	stage_press(stage, "0");
	stage_pass(stage, 10 * TS_MINUTE);
	assert_true(stage_shows(stage, "rest 1:35  off 7:27"));
}

static void a_growing_total_overtakes_the_one_before(void **state)
{
	struct stage *stage = *state;
	int x = 0, review = 0, standup = 0;
	stage_pass(stage, 60 * TS_MINUTE);
	struct surface *surface = draw_view(stage->view);
	assert_true(surface_find(surface, "3 review: auth patch  1:25", &x, &review));
	assert_true(surface_find(surface, "5 sync protocol       1:20", &x, &standup));
	assert_true(review < standup);
	surface_destroy(surface);
}

static void a_span_becomes_forgotten_while_it_is_watched(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 0, 1, 0, "parser");
	stage_open(&stage, store, story_at(0, 12, 59), 0);
	assert_false(stage_shows(&stage, "forgotten?"));
	stage_pass(&stage, 2 * TS_MINUTE);
	assert_true(stage_shows(&stage, "forgotten?"));
	assert_true(stage_shows(&stage, "was its end forgotten? i inserts"));
	stage_close(&stage);
}

static void midnight_shows_the_new_day(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_store(), story_at(0, 23, 59), 0);
	stage_pass(&stage, TS_MINUTE);
	assert_true(stage_shows(&stage, "< Fri 2 Oct 2026"));
	stage_pass(&stage, TS_MINUTE);
	assert_true(stage_shows(&stage, "<14:12"));
	assert_true(stage_shows(&stage, "9:49 since Thu"));
	stage_close(&stage);
}

static void a_past_day_stays_on_screen_over_midnight(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_store(), story_at(0, 23, 59), -1);
	assert_true(stage_shows(&stage, "yesterday"));
	stage_pass(&stage, TS_MINUTE);
	assert_true(stage_shows(&stage, "< Wed 30 Sep 2026"));
	assert_true(stage_shows(&stage, "2 days ago"));
	stage_close(&stage);
}

static void the_day_changes_when_the_users_day_does(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	struct ts_settings settings = ts_settings_default();
	settings.day_start = 4 * 60;
	assert_int_equal(ts_settings_write(store, &settings, story_now()), TS_OK);
	stage_open(&stage, store, story_at(1, 3, 59), 0);
	stage.environment.settings = settings;
	stage.effects = send_event(stage.view, EVENT_SHOWN);
	stage_pass(&stage, 0);
	assert_true(stage_shows(&stage, "< Thu 1 Oct 2026"));
	stage_pass(&stage, TS_MINUTE);
	assert_true(stage_shows(&stage, "< Fri 2 Oct 2026"));
	stage_close(&stage);
}

static void a_clock_that_goes_back_is_read_anew(void **state)
{
	struct stage *stage = *state;
	stage_pass(stage, -10 * TS_MINUTE);
	assert_true(stage_shows(stage, "review: auth patch    0:15"));
	assert_true(stage_shows(stage, "work 5:45"));
}

static void a_log_made_ahead_begins_when_its_time_comes(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	ts_time ahead = story_now() + TS_MINUTE;
	struct ts_done done;
	assert_int_equal(ts_log_text(store, "standup", NULL, ahead, story_now(), &done), TS_OK);
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "to come"));
	stage_pass(&stage, TS_MINUTE);
	assert_false(stage_shows(&stage, "to come"));
	assert_true(stage_shows(&stage, "> 14:38  4  standup"));
	stage_close(&stage);
}

static void a_log_of_another_terminal_is_shown_and_told(void **state)
{
	struct stage *stage = *state;
	struct ts_news news = { .origin = "desk" };
	assert_int_equal(ts_log_slot(stage->store, 4, story_now(), story_now(), &news.done), TS_OK);
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE,
	            "14:37:00 desk> 4 standup   from your other terminal.  u takes it back here too");
	assert_true(stage_shows(stage, "> 14:37  4  standup"));
	/* Told once. */
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_null(effect_find(&stage->effects, EFFECT_MESSAGE));
	assert_int_equal(ts_undo(stage->store, story_now(), &news.done), TS_OK);
	news.back = true;
	news.done.created = true;
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE,
	            "14:37:00 desk> took back: 4 standup   from your other terminal.  U does it again here too");
}

static void a_log_of_a_command_says_so_and_when_it_was_if_not_now(void **state)
{
	struct stage *stage = *state;
	struct ts_news news = { .origin = "desk command" };
	assert_int_equal(ts_log_slot(stage->store, 4, story_now() - TS_MINUTE, story_now(), &news.done), TS_OK);
	fake_set_news(stage->store, &news);
	stage->environment.moment.now += 8 * TS_SECOND;
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE,
	            "14:37:08 desk> 14:36 4 standup   from a command.  u takes it back here too");
	/* With little room, what was done and how it is taken back. */
	stage_size(stage, 60, 16);
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE, "14:37:08 desk> 14:36 4 standup   u takes it back");
}

/* Undo here does not take back what another device did. */
static void what_another_device_did_is_told_without_a_key(void **state)
{
	struct stage *stage = *state;
	struct ts_news news = { .origin = "desk", .device = true, .changes = 1 };
	assert_int_equal(ts_log_slot(stage->store, 4, story_now(), story_now(), &news.done), TS_OK);
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE, "14:37:00 desk> 4 standup");
	news.changes = 14;
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE, "14:37:00 desk> 14 changes");
	news.changes = 1;
	news.vague = true;
	fake_set_news(stage->store, &news);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_says(stage, MESSAGE_NOTICE, "14:37:00 desk> 1 change");
}

static void the_title_says_how_many_terminals_there_are_and_how_long_the_login_lasts(void **state)
{
	struct stage *stage = *state;
	assert_false(stage_shows(stage, "terminal"));
	stage->environment.terminals = 1;
	assert_false(stage_shows(stage, "terminal"));
	stage->environment.terminals = 3;
	assert_true(stage_shows(stage, "3 terminals  CEST+02  14:37"));
	stage->environment.logged_in_until = story_now() + 3 * TS_HOUR + 3 * TS_MINUTE;
	stage_size(stage, 120, 30);
	assert_true(stage_shows(stage, "logged in until 17:40  3 terminals  CEST+02  14:37"));
	/* The date needs its room more. */
	stage_size(stage, 60, 16);
	assert_false(stage_shows(stage, "logged in"));
	assert_true(stage_shows(stage, "Thu 1 Oct 2026"));
}

static void what_was_done_before_the_screen_opened_is_no_news(void **state)
{
	(void)state;
	struct stage stage;
	struct ts_news news = { .origin = "desk" };
	ts_store *store = story_store();
	fake_set_news(store, &news);
	stage_open(&stage, store, story_now(), 0);
	assert_null(effect_find(&stage.effects, EFFECT_MESSAGE));
	stage.effects = send_event(stage.view, EVENT_CHANGED);
	assert_null(effect_find(&stage.effects, EFFECT_MESSAGE));
	stage_close(&stage);
}

static void the_selection_follows_new_logs_but_not_away_from_a_chosen_one(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "k");
	story_log(stage->store, 0, 14, 37, "standup");
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	stage_press(stage, "x");
	assert_says(stage, MESSAGE_GOOD, "deleted 13:05 parser   u brings it back");
	stage_press(stage, "G");
	story_log(stage->store, 0, 14, 37, "admin");
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	stage_press(stage, "x");
	assert_says(stage, MESSAGE_GOOD, "deleted 14:37 admin   u brings it back");
}

static void an_answer_is_told_and_shown(void **state)
{
	struct stage *stage = *state;
	struct answer answer = { .type = ANSWER_DONE };
	ts_time at = story_at(-1, 10, 0);
	assert_int_equal(ts_log_insert(stage->store, "call", NULL, at, at + 30 * TS_MINUTE, story_now(), &answer.done),
	                 TS_OK);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	stage->effects = send_answer(stage->view, &answer);
	assert_says(stage, MESSAGE_GOOD, "inserted 10:00 call (new)   u takes it back");
	assert_true(stage_shows(stage, "yesterday"));
	stage_press(stage, "x");
	assert_says(stage, MESSAGE_GOOD, "deleted 10:00 call   u brings it back");
	answer = (struct answer){ .type = ANSWER_DAY, .day = story_day(-3) };
	stage->effects = send_answer(stage->view, &answer);
	assert_true(stage_shows(stage, "< Mon 28 Sep 2026"));
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(the_running_span_grows_without_reading_anything, stage_story),
		cmocka_unit_test(the_balance_comes_when_it_is_added_up_behind_the_first_picture),
		cmocka_unit_test(growing_gives_what_reading_would),
		TEST_OF(rest_and_off_grow_too, stage_story),
		TEST_OF(a_growing_total_overtakes_the_one_before, stage_story),
		cmocka_unit_test(a_span_becomes_forgotten_while_it_is_watched),
		cmocka_unit_test(midnight_shows_the_new_day),
		cmocka_unit_test(a_past_day_stays_on_screen_over_midnight),
		cmocka_unit_test(the_day_changes_when_the_users_day_does),
		TEST_OF(a_clock_that_goes_back_is_read_anew, stage_story),
		cmocka_unit_test(a_log_made_ahead_begins_when_its_time_comes),
		TEST_OF(a_log_of_another_terminal_is_shown_and_told, stage_story),
		TEST_OF(a_log_of_a_command_says_so_and_when_it_was_if_not_now, stage_story),
		TEST_OF(what_another_device_did_is_told_without_a_key, stage_story),
		TEST_OF(the_title_says_how_many_terminals_there_are_and_how_long_the_login_lasts, stage_story),
		cmocka_unit_test(what_was_done_before_the_screen_opened_is_no_news),
		TEST_OF(the_selection_follows_new_logs_but_not_away_from_a_chosen_one, stage_story),
		TEST_OF(an_answer_is_told_and_shown, stage_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
