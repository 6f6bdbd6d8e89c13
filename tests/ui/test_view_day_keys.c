/* What each key of the day view does to the data, and what it says. */
#include "tests/ui/support_day.h"

#include <stdio.h>
#include <string.h>

static void press_and_expect(struct stage *stage, const char *key, enum message_kind kind, const char *text)
{
	stage_press(stage, key);
	assert_says(stage, kind, text);
}

static void assert_logs(struct stage *stage, int day, const char *expected)
{
	char logs[2048];
	assert_string_equal(logs_of(stage->store, day, logs, sizeof logs), expected);
}

/* parser 9:00, standup 10:00, email 10:30. */
static ts_store *short_day(void)
{
	ts_store *store = story_activities();
	story_log(store, 0, 0, 0, "admin");
	story_log(store, 0, 9, 0, "parser");
	story_log(store, 0, 10, 0, "standup");
	story_log(store, 0, 10, 30, "email & triage");
	return store;
}

static int open_short_day(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	stage_open(&stage, short_day(), story_now(), 0);
	*state = &stage;
	return 0;
}

static int open_new_user(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	stage_open(&stage, story_new_user(), story_now(), 0);
	*state = &stage;
	return 0;
}

static void a_digit_logs_its_slot_now(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "3", MESSAGE_GOOD, "14:37 3 review: auth patch   u takes it back");
	assert_logs(stage, 0, "00:00 admin|09:00 parser|10:00 standup|10:30 email & triage|14:37 review: auth patch");
	assert_true(stage_shows(stage, "> 14:37  3  review: auth patch"));
}

static void a_digit_logs_now_from_any_day_and_shows_today(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, short_day(), story_now(), -7);
	assert_true(stage_shows(&stage, "7 days ago"));
	stage_press(&stage, "3");
	assert_true(stage_shows(&stage, "< Thu 1 Oct 2026"));
	assert_false(stage_shows(&stage, "days ago"));
	assert_true(stage_shows(&stage, "> 14:37"));
	stage_close(&stage);
}

static void what_goes_on_already_is_told_and_not_logged_again(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	press_and_expect(stage, "2", MESSAGE_PLAIN, "email & triage goes on since 10:30");
	assert_int_equal(fake_writes(stage->store), writes);
}

static void an_empty_slot_says_how_to_fill_it(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "5", MESSAGE_NOTICE, "slot 5 is empty: Enter picks an activity for it");
}

static void zero_logs_off(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "0", MESSAGE_GOOD, "14:37 0 off   u takes it back");
}

static void space_goes_back_to_what_was_before(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "Space", MESSAGE_GOOD, "14:37 4 standup   u takes it back");
	stage_pass(stage, 5 * TS_MINUTE);
	press_and_expect(stage, "Space", MESSAGE_GOOD, "14:42 2 email & triage   u takes it back");
}

static void space_without_a_past_says_so(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "Space", MESSAGE_NOTICE, "there is no activity before this one to go back to");
}

static void undo_and_redo_say_what_and_go_to_its_day(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "3");
	stage_press(stage, "H");
	assert_true(stage_shows(stage, "7 days ago"));
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: 14:37 review: auth patch   U does it again");
	assert_true(stage_shows(stage, "< Thu 1 Oct 2026"));
	assert_logs(stage, 0, "00:00 admin|09:00 parser|10:00 standup|10:30 email & triage");
	press_and_expect(stage, "U", MESSAGE_GOOD, "did again: 14:37 review: auth patch   u takes it back");
	assert_true(stage_shows(stage, "> 14:37"));
	press_and_expect(stage, "U", MESSAGE_PLAIN, "nothing was taken back");
}

static void a_new_activity_taken_back_is_not_called_new(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_new_user();
	story_log(store, 0, 9, 0, "parser");
	stage_open(&stage, store, story_now(), 0);
	press_and_expect(&stage, "u", MESSAGE_GOOD, "took back: 09:00 parser   U does it again");
	assert_true(stage_shows(&stage, "Nothing logged yet."));
	stage_close(&stage);
}

static void undo_has_an_end(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "u", MESSAGE_PLAIN, "nothing to take back");
}

/* Who has just logged on the desk and presses u on the laptop means that log. */
static void undo_asks_first_where_the_last_thing_was_done_on_another_device(void **state)
{
	struct stage *stage = *state;
	const struct ts_news news = {
		.origin = "desk",
		.device = true,
		.changes = 1,
		.done = { .deed = TS_DEED_LOG, .text = "call with Lin", .at = story_now(), .offset = 7200 }
	};

	stage_press(stage, "3");
	fake_set_elsewhere(stage->store, &news);
	press_and_expect(stage, "u", MESSAGE_NOTICE,
	                 "desk did the last thing: 14:37 call with Lin.  u again takes back: 14:37 review: auth patch");
	/* Any other key, and it is asked again. */
	stage_press(stage, "j");
	press_and_expect(stage, "u", MESSAGE_NOTICE,
	                 "desk did the last thing: 14:37 call with Lin.  u again takes back: 14:37 review: auth patch");
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: 14:37 review: auth patch   U does it again");
	/* Now the last thing was done here. */
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: 10:30 email & triage   U does it again");
	fake_set_elsewhere(stage->store, &news);
	press_and_expect(stage, "U", MESSAGE_GOOD, "did again: 10:30 email & triage   u takes it back");
}

static void x_deletes_the_selected_log_and_undo_brings_it_back(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "k");
	press_and_expect(stage, "x", MESSAGE_GOOD, "deleted 10:00 standup   u brings it back");
	assert_logs(stage, 0, "00:00 admin|09:00 parser|10:30 email & triage");
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: deleted 10:00 standup   U does it again");
	assert_logs(stage, 0, "00:00 admin|09:00 parser|10:00 standup|10:30 email & triage");
	/* What came back is selected. */
	stage_press(stage, "-");
	assert_logs(stage, 0, "00:00 admin|09:00 parser|09:59 standup|10:30 email & triage");
}

static void delete_works_like_x(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "Delete", MESSAGE_GOOD, "deleted 10:30 email & triage   u brings it back");
}

static void a_log_moves_by_one_and_by_five_minutes(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "k");
	press_and_expect(stage, "-", MESSAGE_GOOD, "standup 10:00 -> 09:59   u takes it back");
	press_and_expect(stage, "+", MESSAGE_GOOD, "standup 09:59 -> 10:00   u takes it back");
	press_and_expect(stage, "=", MESSAGE_GOOD, "standup 10:00 -> 10:01   u takes it back");
	press_and_expect(stage, "<", MESSAGE_GOOD, "standup 10:01 -> 09:56   u takes it back");
	press_and_expect(stage, ">", MESSAGE_GOOD, "standup 09:56 -> 10:01   u takes it back");
}

static void a_log_stops_at_its_neighbours_and_says_why(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 0, 9, 0, "parser");
	story_log(store, 0, 9, 1, "standup");
	story_log(store, 0, 9, 2, "admin");
	stage_open(&stage, store, story_at(0, 9, 2), 0);
	press_and_expect(&stage, "+", MESSAGE_NOTICE, "cannot be later: a log cannot begin in the future");
	stage_press(&stage, "k");
	press_and_expect(&stage, "-", MESSAGE_NOTICE, "cannot be earlier: 09:00 parser is just before it");
	press_and_expect(&stage, ">", MESSAGE_NOTICE, "cannot be later: 09:02 admin is just after it");
	assert_logs(&stage, 0, "09:30 off|09:00 parser|09:01 standup|09:02 admin");
	stage_close(&stage);
}

static void quote_and_a_digit_pin_the_selected_activity(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	press_and_expect(stage, "'", MESSAGE_NOTICE,
	                 "pin \"email & triage\" to which slot? 1..9, 0 for none, Escape: not at all");
	assert_true(stage_shows(stage, " pin to  1 parse"));
	assert_true(stage_shows(stage, "0 none"));
	press_and_expect(stage, "5", MESSAGE_GOOD,
	                 "email & triage is on 5 now, sync protocol on none   u takes it back");
	assert_int_equal(fake_writes(stage->store), writes + 1);
	assert_true(stage_shows(stage, "4 standup  5 email  6 lunch~"));
	stage_press(stage, "'");
	press_and_expect(stage, "5", MESSAGE_PLAIN, "email & triage is on 5 already");
	stage_press(stage, "'");
	press_and_expect(stage, "2", MESSAGE_GOOD, "email & triage is on 2 now   u takes it back");
	stage_press(stage, "'");
	press_and_expect(stage, "0", MESSAGE_GOOD, "email & triage is on no slot now   u takes it back");
	stage_press(stage, "u");
	assert_true(stage_shows(stage, "2 email"));
}

static void another_key_forgets_the_pin_and_does_its_own(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "'");
	stage_press(stage, "k");
	press_and_expect(stage, "3", MESSAGE_GOOD, "14:37 3 review: auth patch   u takes it back");
	stage_press(stage, "'");
	stage_press(stage, "'");
	press_and_expect(stage, "4", MESSAGE_GOOD, "14:37 4 standup   u takes it back");
}

static void a_log_ahead_of_now_is_told_when_something_is_logged_before_it(void **state)
{
	struct stage *stage = *state;
	struct ts_done done;
	/* When the clock was an hour ahead. */
	assert_int_equal(ts_log_text(stage->store, "standup", NULL, story_at(0, 15, 30), story_at(0, 15, 30), &done),
	                 TS_OK);
	stage_press(stage, "3");
	/* The last word counts. */
	assert_string_equal(stage->effects.at[stage->effects.count - 1].text,
	                    "logged, but 15:30 standup is ahead of now and ends it: was the clock set back?");
	press_and_expect(stage, "3", MESSAGE_PLAIN, "review: auth patch goes on since 14:37");
}

/* Its words have gone from the event line: whoever presses a digit then means to log. */
static void a_question_that_nobody_sees_any_more_is_over(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "'");
	stage_pass(stage, TS_MINUTE);
	press_and_expect(stage, "4", MESSAGE_GOOD, "14:38 4 standup   u takes it back");
	assert_int_equal(fake_writes(stage->store), writes + 1);
}

static void what_got_its_time_back_is_selected_after_an_undo(void **state)
{
	struct stage *stage = *state;
	struct ts_done done;
	/* Inside of "1 parser", 10:00 to 11:47. */
	assert_int_equal(
	        ts_log_insert(stage->store, "call", NULL, story_at(0, 10, 30), story_at(0, 11, 0), story_now(), &done),
	        TS_OK);
	stage_press(stage, "u");
	press_and_expect(stage, "x", MESSAGE_GOOD, "deleted 10:00 parser   u brings it back");
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: deleted 10:00 parser   U does it again");
	press_and_expect(stage, "x", MESSAGE_GOOD, "deleted 10:00 parser   u brings it back");
}

static void off_cannot_be_pinned(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "0");
	press_and_expect(stage, "'", MESSAGE_NOTICE, "off has its key already: 0");
}

static void days_and_weeks_go_by(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "h");
	assert_true(stage_shows(stage, "< Wed 30 Sep 2026  W40 >  yesterday"));
	stage_press(stage, "H");
	assert_true(stage_shows(stage, "< Wed 23 Sep 2026  W39 >  8 days ago"));
	stage_press(stage, "L");
	stage_press(stage, "l");
	stage_press(stage, "l");
	assert_true(stage_shows(stage, "< Fri 2 Oct 2026  W40 >  tomorrow"));
	stage_press(stage, "l");
	assert_true(stage_shows(stage, "in 2 days"));
	stage_press(stage, "t");
	assert_true(stage_shows(stage, "< Thu 1 Oct 2026  W40 >"));
	assert_false(stage_shows(stage, "tomorrow"));
	stage_press(stage, "Left");
	assert_true(stage_shows(stage, "yesterday"));
}

static const struct view *opened(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	return effect->view;
}

static void expect_open(struct stage *stage, const char *key, enum context context)
{
	stage_press(stage, key);
	const struct view *view = opened(stage);
	assert_int_equal(view->ops->context, context);
	view_end(effect_find(&stage->effects, EFFECT_OPEN)->view);
}

static void keys_open_the_other_views(void **state)
{
	struct stage *stage = *state;
	expect_open(stage, "Enter", CONTEXT_PICKER);
	expect_open(stage, "a", CONTEXT_PICKER);
	expect_open(stage, "e", CONTEXT_FORM);
	expect_open(stage, "i", CONTEXT_FORM);
	expect_open(stage, ":", CONTEXT_FORM);
	expect_open(stage, "n", CONTEXT_NOTES);
	expect_open(stage, "s", CONTEXT_FORM);
	expect_open(stage, "?", CONTEXT_HELP);
	expect_open(stage, "F1", CONTEXT_HELP);
}

static void keys_ask_for_the_reports_of_the_day_shown(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		enum action action;
	} keys[] = { { "w", ACTION_WEEK }, { "m", ACTION_MONTH }, { "y", ACTION_YEAR }, { "r", ACTION_REPORT } };
	struct stage stage;
	stage_open(&stage, story_store(), story_now(), -1);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		stage_press(&stage, keys[i].key);
		const struct effect *effect = effect_find(&stage.effects, EFFECT_REPORT);
		assert_non_null(effect);
		assert_int_equal(effect->report.action, keys[i].action);
		assert_int_equal(effect->report.day, story_day(-1));
		assert_false(effect->report.replace);
	}
	stage_close(&stage);
}

static void inserting_into_nothing_opens_the_picker(void **state)
{
	struct stage *stage = *state;
	expect_open(stage, "i", CONTEXT_PICKER);
	press_and_expect(stage, "e", MESSAGE_NOTICE, "nothing is logged on this day");
	press_and_expect(stage, "x", MESSAGE_NOTICE, "nothing is logged on this day");
	press_and_expect(stage, "'", MESSAGE_NOTICE, "nothing is logged on this day");
	press_and_expect(stage, "-", MESSAGE_NOTICE, "nothing is logged on this day");
}

static void z_locks_and_q_quits(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "z");
	assert_non_null(effect_find(&stage->effects, EFFECT_LOCK));
	press_and_expect(stage, "q", MESSAGE_NOTICE, "leave? q again leaves, any other key stays");
	assert_null(effect_find(&stage->effects, EFFECT_QUIT));
	stage_press(stage, "j");
	stage_press(stage, "q");
	stage_press(stage, "q");
	assert_non_null(effect_find(&stage->effects, EFFECT_QUIT));
	/* Who stays logged in is back without a password. */
	stage_press(stage, "j");
	stage->environment.logged_in_until = story_now() + TS_HOUR;
	stage_press(stage, "q");
	assert_non_null(effect_find(&stage->effects, EFFECT_QUIT));
}

static void a_paste_is_dropped_and_told(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage->effects = paste_text(stage->view, &stage->environment, "123\n456");
	assert_says(stage, MESSAGE_NOTICE, "pasted text is dropped here: Enter opens a field for it");
	assert_int_equal(fake_writes(stage->store), writes);
}

static void a_log_that_is_not_on_screen_is_shown_before_it_is_changed(void **state)
{
	struct stage *stage = *state;
	stage_size(stage, 80, 24);
	stage_press(stage, "Tab");
	size_t writes = fake_writes(stage->store);
	press_and_expect(stage, "x", MESSAGE_NOTICE, "this is the log that would be changed: press again");
	assert_int_equal(fake_writes(stage->store), writes);
	assert_true(stage_shows(stage, "[LOGS"));
	press_and_expect(stage, "x", MESSAGE_GOOD, "deleted 14:12 review: auth patch   u brings it back");
}

static void the_week_pane_goes_from_day_to_day(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_press(stage, "k");
	assert_true(stage_shows(stage, "< Wed 30 Sep 2026"));
	stage_press(stage, "g");
	assert_true(stage_shows(stage, "< Mon 28 Sep 2026"));
	stage_press(stage, "G");
	assert_true(stage_shows(stage, "< Sun 4 Oct 2026"));
	stage_press(stage, "PgUp");
	assert_true(stage_shows(stage, "< Sun 27 Sep 2026"));
}

static void a_long_text_leaves_room_for_the_way_back(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_new_user();
	char text[TS_TEXT_SIZE] = "", expected[256];
	for (size_t i = 0; i < 60; i++)
		memcpy(&text[3 * i], "\xe4\xbc\x9a", 4);
	story_log(store, 0, 9, 0, text);
	story_log(store, 0, 10, 0, "off");
	stage_open(&stage, store, story_now(), 0);
	stage_press(&stage, "1");
	/* 19 characters of three bytes, and an ellipsis. */
	(void)snprintf(expected, sizeof expected, "14:37 1 %.57s\xe2\x80\xa6   u takes it back", text);
	assert_says(&stage, MESSAGE_GOOD, expected);
	stage_close(&stage);
}

/* ---- failures */

static void a_failing_write_says_what_and_why_and_changes_nothing(void **state)
{
	struct stage *stage = *state;
	static const struct {
		const char *key, *says;
	} cases[] = {
		{ "3", "cannot log: the disk is full: '/tmp/t.db'" },
		{ "Space", "cannot log: the disk is full: '/tmp/t.db'" },
		{ "u", "cannot take it back: the disk is full: '/tmp/t.db'" },
		{ "x", "cannot delete it: the disk is full: '/tmp/t.db'" },
		{ "-", "cannot move it: the disk is full: '/tmp/t.db'" },
	};
	char before[2048], after[2048];
	logs_of(stage->store, 0, before, sizeof before);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		fake_fail_next_write(stage->store, TS_FULL);
		fake_set_detail(stage->store, "the disk is full: '/tmp/t.db'");
		press_and_expect(stage, cases[i].key, MESSAGE_ERROR, cases[i].says);
		assert_string_equal(logs_of(stage->store, 0, after, sizeof after), before);
	}
	stage_press(stage, "'");
	fake_fail_next_write(stage->store, TS_FULL);
	press_and_expect(stage, "5", MESSAGE_ERROR, "cannot pin it: the disk is full: '/tmp/t.db'");
}

static void a_day_stays_on_screen_when_it_cannot_be_read_again(void **state)
{
	struct stage *stage = *state;
	fake_fail_next(stage->store, TS_BUSY);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_non_null(effect_find(&stage->effects, EFFECT_MESSAGE));
	assert_int_equal(effect_find(&stage->effects, EFFECT_MESSAGE)->kind, MESSAGE_ERROR);
	assert_true(stage_shows(stage, "11:47  7  support: acme"));
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_digit_logs_its_slot_now, open_short_day),
		cmocka_unit_test(a_digit_logs_now_from_any_day_and_shows_today),
		TEST_OF(what_goes_on_already_is_told_and_not_logged_again, open_short_day),
		TEST_OF(an_empty_slot_says_how_to_fill_it, open_new_user),
		TEST_OF(zero_logs_off, open_short_day),
		TEST_OF(space_goes_back_to_what_was_before, open_short_day),
		TEST_OF(space_without_a_past_says_so, open_new_user),
		TEST_OF(undo_and_redo_say_what_and_go_to_its_day, open_short_day),
		cmocka_unit_test(a_new_activity_taken_back_is_not_called_new),
		TEST_OF(undo_has_an_end, open_new_user),
		TEST_OF(undo_asks_first_where_the_last_thing_was_done_on_another_device, open_short_day),
		TEST_OF(x_deletes_the_selected_log_and_undo_brings_it_back, open_short_day),
		TEST_OF(delete_works_like_x, open_short_day),
		TEST_OF(a_log_moves_by_one_and_by_five_minutes, open_short_day),
		cmocka_unit_test(a_log_stops_at_its_neighbours_and_says_why),
		TEST_OF(quote_and_a_digit_pin_the_selected_activity, open_short_day),
		TEST_OF(another_key_forgets_the_pin_and_does_its_own, open_short_day),
		TEST_OF(a_log_ahead_of_now_is_told_when_something_is_logged_before_it, open_short_day),
		TEST_OF(a_question_that_nobody_sees_any_more_is_over, open_short_day),
		TEST_OF(what_got_its_time_back_is_selected_after_an_undo, stage_story),
		TEST_OF(off_cannot_be_pinned, open_short_day),
		TEST_OF(days_and_weeks_go_by, stage_story),
		TEST_OF(keys_open_the_other_views, stage_story),
		cmocka_unit_test(keys_ask_for_the_reports_of_the_day_shown),
		TEST_OF(inserting_into_nothing_opens_the_picker, open_new_user),
		TEST_OF(z_locks_and_q_quits, stage_story),
		TEST_OF(a_paste_is_dropped_and_told, stage_story),
		TEST_OF(a_log_that_is_not_on_screen_is_shown_before_it_is_changed, stage_story),
		TEST_OF(the_week_pane_goes_from_day_to_day, stage_story),
		cmocka_unit_test(a_long_text_leaves_room_for_the_way_back),
		TEST_OF(a_failing_write_says_what_and_why_and_changes_nothing, stage_story),
		TEST_OF(a_day_stays_on_screen_when_it_cannot_be_read_again, stage_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
