/* Corrections in two keys: what changes the selected log without a dialog, and what the next key answers. */
#include "tests/ui/support_day.h"
#include "ui/view/errand.h"

#include <stdio.h>
#include <string.h>

static void press_and_expect(struct stage *stage, const char *key, enum message_kind kind, const char *text)
{
	stage_press(stage, key);
	assert_says(stage, kind, text);
}

static void assert_logs(struct stage *stage, const char *expected)
{
	char logs[2048];
	assert_string_equal(logs_of(stage->store, 0, logs, sizeof logs), expected);
}

/* parser 9:00, standup 10:00, email 10:30. */
static int open_short_day(void **state)
{
	static struct stage stage;
	ts_store *store = story_activities();

	stage = (struct stage){ 0 };
	story_log(store, 0, 9, 0, "parser");
	story_log(store, 0, 10, 0, "standup");
	story_log(store, 0, 10, 30, "email & triage");
	stage_open(&stage, store, story_now(), 0);
	*state = &stage;
	return 0;
}

/* The view that was opened takes the place of the day. */
static void enter_opened(struct stage *stage, struct view **day)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	*day = stage->view;
	stage->view = effect->view;
	(void)send_event(stage->view, EVENT_SHOWN);
}

static void leave_opened(struct stage *stage, struct view *day)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	struct answer answer = effect->answer;
	view_end(stage->view);
	stage->view = day;
	(void)send_event(day, EVENT_SHOWN);
	stage->effects = send_answer(day, &answer);
}

static void c_and_a_digit_say_what_it_was_instead(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "k");
	press_and_expect(stage, "c", MESSAGE_NOTICE,
	                 "what was it instead of \"standup\"? a digit, or type it; Escape: as it is");
	assert_true(stage_shows(stage, " it was  1 parse"));
	assert_true(stage_shows(stage, "ESC cancel"));
	stage_press(stage, "3");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 review: auth patch|10:30 email & triage");
	assert_int_equal(fake_writes(stage->store), writes + 1);
	assert_true(stage_selected(stage, "10:00  3"));
	press_and_expect(stage, "c", MESSAGE_NOTICE,
	                 "what was it instead of \"review: auth patch\"? a digit, or type it; Escape: as it is");
	press_and_expect(stage, "3", MESSAGE_PLAIN, "review: auth patch is what it was");
	stage_press(stage, "c");
	stage_press(stage, "0");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 off|10:30 email & triage");
	stage_press(stage, "u");
	stage_press(stage, "u");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 email & triage");
}

static void c_and_letters_look_for_what_it_was(void **state)
{
	struct stage *stage = *state;
	struct view *day;
	stage_press(stage, "c");
	stage_press(stage, "r");
	enter_opened(stage, &day);
	assert_true(stage_shows(stage, "Enter: it was \"reading\", not email & triage"));
	stage_type(stage, "ev");
	assert_true(stage_shows(stage, "Enter: it was \"review: auth patch\", not email & triage"));
	stage_press(stage, "Enter");
	leave_opened(stage, day);
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 review: auth patch");
	assert_true(stage_selected(stage, "10:30  3"));
}

static void what_it_was_may_be_new_and_takes_no_time(void **state)
{
	struct stage *stage = *state;
	struct view *day;
	stage_press(stage, "c");
	stage_press(stage, "Enter");
	enter_opened(stage, &day);
	stage_type(stage, "10:40 docs");
	assert_true(stage_shows(stage, "its time is changed by e"));
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	stage_retype(stage, "docs // offsets");
	assert_true(stage_shows(stage, "Enter makes \"docs\" and it was that, not email & triage"));
	stage_press(stage, "Enter");
	leave_opened(stage, day);
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 docs");
	assert_true(stage_shows(stage, "docs  # offsets"));
}

static void another_key_changes_nothing_of_what_was(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "c");
	stage_press(stage, "Up");
	press_and_expect(stage, "c", MESSAGE_NOTICE,
	                 "what was it instead of \"standup\"? a digit, or type it; Escape: as it is");
	stage_pass(stage, TS_MINUTE);
	assert_false(stage_shows(stage, "ESC cancel"));
	assert_int_equal(fake_writes(stage->store), writes);
	stage_press(stage, "4");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 email & triage|14:38 standup");
}

static void an_empty_slot_was_nothing(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "'");
	stage_press(stage, "3");
	stage_press(stage, "c");
	press_and_expect(stage, "2", MESSAGE_NOTICE, "slot 2 is empty: nothing is changed");
}

static void brackets_move_the_end(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "k");
	press_and_expect(stage, "]", MESSAGE_GOOD,
	                 "standup ends at 10:35, email & triage begins there   u takes it back");
	press_and_expect(stage, "[", MESSAGE_GOOD,
	                 "standup ends at 10:30, email & triage begins there   u takes it back");
	assert_true(stage_selected(stage, "10:00  4"));
	for (int i = 0; i < 6; i++)
		stage_press(stage, "[");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:01 email & triage");
	press_and_expect(stage, "[", MESSAGE_NOTICE, "cannot be earlier: 10:00 standup is just before it");
}

static void what_goes_on_has_no_end_to_move(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "]", MESSAGE_NOTICE, "email & triage goes on, it has no end yet: 0 ends it now");
	stage_press(stage, "h");
	press_and_expect(stage, "]", MESSAGE_NOTICE, "nothing is logged on this day");
}

static void an_end_on_another_day_is_set_in_the_form(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, -1, 22, 0, "parser");
	story_log(store, 0, 1, 0, "standup");
	stage_open(&stage, store, story_now(), -1);
	view_end(effect_find(&stage.effects, EFFECT_OPEN)->view); /* was the end of standup forgotten? */
	press_and_expect(&stage, "]", MESSAGE_NOTICE, "parser ends on another day: E sets its end");
	stage_close(&stage);
}

static void tilde_says_rest_or_work(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "~", MESSAGE_GOOD, "email & triage counts as rest now, on all days   u takes it back");
	assert_true(stage_shows(stage, "2 email~"));
	press_and_expect(stage, "~", MESSAGE_GOOD, "email & triage counts as work now, on all days   u takes it back");
	stage_press(stage, "0");
	press_and_expect(stage, "~", MESSAGE_NOTICE, "off is neither work nor rest: nothing is tracked");
}

static void a_new_lunch_is_told_how_it_becomes_rest(void **state)
{
	(void)state;
	struct stage stage;
	struct view *day;
	static const char *const texts[] = { "Lunch", "launch" };
	stage_open(&stage, story_new_user(), story_now(), 0);
	for (size_t i = 0; i < 2; i++) {
		stage_press(&stage, "Enter");
		enter_opened(&stage, &day);
		stage_type(&stage, texts[i]);
		stage_press(&stage, "Enter");
		leave_opened(&stage, day);
		assert_says(&stage, MESSAGE_GOOD,
		            i == 0 ? "14:37 1 Lunch (new)   ~ if it is rest   u takes it back"
		                   : "14:37 2 launch (new)   u takes it back");
	}
	stage_close(&stage);
}

static void a_semicolon_goes_to_the_comment_and_E_to_the_end(void **state)
{
	struct stage *stage = *state;
	struct view *day;
	stage_press(stage, ";");
	enter_opened(stage, &day);
	stage_type(stage, "offsets");
	stage_press(stage, "Enter");
	leave_opened(stage, day);
	stage->environment.message.text[0] = '\0';
	assert_true(stage_shows(stage, "10:30 email & triage: offsets"));
	stage_press(stage, "k");
	stage_press(stage, "E");
	enter_opened(stage, &day);
	stage_type(stage, "10:20");
	stage_press(stage, "Enter");
	leave_opened(stage, day);
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:20 email & triage");
}

static void marked_logs_are_deleted_changed_and_moved_together(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "g");
	stage_press(stage, "v");
	stage_press(stage, "v");
	assert_true(stage_shows(stage, "[LOGS] 3  2 marked"));
	assert_true(stage_shows(stage, "+09:00"));
	press_and_expect(stage, "<", MESSAGE_GOOD, "2 logs moved   u takes it back");
	assert_logs(stage, "09:30 off|08:55 parser|09:55 standup|10:30 email & triage");
	press_and_expect(stage, ">", MESSAGE_GOOD, "2 logs moved   u takes it back");
	assert_int_equal(fake_writes(stage->store), writes + 2);
	press_and_expect(stage, "c", MESSAGE_NOTICE,
	                 "what were the 2 marked? a digit, or type it; Escape: as they are");
	press_and_expect(stage, "3", MESSAGE_GOOD, "2 logs changed   u takes it back");
	assert_logs(stage, "09:30 off|09:00 review: auth patch|10:00 review: auth patch|10:30 email & triage");
	assert_false(stage_shows(stage, "marked"));
	press_and_expect(stage, "u", MESSAGE_GOOD, "took back: 2 logs changed   U does it again");
	stage_press(stage, "g");
	stage_press(stage, "v");
	stage_press(stage, "v");
	stage_press(stage, "v");
	stage_press(stage, "v");
	assert_true(stage_shows(stage, "2 marked"));
	press_and_expect(stage, "x", MESSAGE_GOOD, "2 logs deleted   u takes it back");
	assert_logs(stage, "09:30 off|10:30 email & triage");
	stage_press(stage, "u");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 email & triage");
}

static void marked_logs_were_what_is_typed(void **state)
{
	struct stage *stage = *state;
	struct view *day;
	stage_press(stage, "g");
	stage_press(stage, "v");
	stage_press(stage, "v");
	stage_press(stage, "c");
	stage_press(stage, "d");
	enter_opened(stage, &day);
	stage_type(stage, "ocs");
	assert_true(stage_shows(stage, "Enter makes \"docs\" for all 2 marked"));
	stage_press(stage, "Enter");
	leave_opened(stage, day);
	assert_logs(stage, "09:30 off|09:00 docs|10:00 docs|10:30 email & triage");
	assert_false(stage_shows(stage, "marked"));
}

/* What waits for another program is a copy, whose logs are its own. */
static void a_change_that_waits_has_its_own_logs(void **state)
{
	struct stage *stage = *state;
	struct view *day;
	const struct ts_holder holder = { .name = "sqlite3" };
	for (int marked = 0; marked < 3; marked += 2) {
		stage_press(stage, "g");
		for (int i = 0; i < marked; i++)
			stage_press(stage, "v");
		fake_set_holder(stage->store, &holder);
		stage_press(stage, "c");
		stage_press(stage, "d");
		enter_opened(stage, &day);
		stage_press(stage, "Enter");
		const struct effect *wait = effect_find(&stage->effects, EFFECT_WAIT);
		assert_non_null(wait);
		struct errand *errand = wait->errand;
		leave_opened(stage, day);
		fake_set_holder(stage->store, NULL);
		assert_int_equal(errand->id_count, marked);
		errand_destroy(errand);
	}
}

static void marks_go_with_the_day(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "v");
	assert_true(stage_shows(stage, "1 marked"));
	stage_press(stage, "h");
	stage_press(stage, "l");
	assert_false(stage_shows(stage, "marked"));
	stage_press(stage, "v");
	(void)send_event(stage->view, EVENT_CHANGED);
	assert_true(stage_shows(stage, "1 marked"));
}

static void R_logs_again_now_what_is_selected(void **state)
{
	struct stage *stage = *state;
	press_and_expect(stage, "R", MESSAGE_PLAIN, "email & triage goes on since 10:30");
	stage_press(stage, "k");
	press_and_expect(stage, "R", MESSAGE_GOOD, "14:37 4 standup   u takes it back");
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 email & triage|14:37 standup");
}

static void R_repeats_another_days_logs_on_today(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, -1, 9, 0, "parser");
	story_comment(store, -1, 10, 0, "standup", "as always");
	story_log(store, -1, 10, 30, "off");
	story_log(store, -1, 16, 0, "reading");
	stage_open(&stage, store, story_now(), -1);
	stage_press(&stage, "g");
	stage_press(&stage, "v");
	stage_press(&stage, "v");
	press_and_expect(&stage, "R", MESSAGE_GOOD, "2 logs repeated   u takes it back");
	assert_true(stage_shows(&stage, "< Thu 1 Oct 2026"));
	assert_logs(&stage, "16:00 reading|09:00 parser|10:00 standup|10:30 reading");
	assert_true(stage_shows(&stage, "as always"));
	stage_press(&stage, "h");
	stage_press(&stage, "G");
	press_and_expect(&stage, "R", MESSAGE_NOTICE, "nothing is repeated: at those times it is so, or to come");
	stage_close(&stage);
}

static void no_key_changes_a_log_that_has_not_the_focus(void **state)
{
	struct stage *stage = *state;
	static const char *const keys[] = { "x", "-", "+", "<", ">", "[", "]", "c", ";", "i", "E" };
	size_t writes = fake_writes(stage->store);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		for (int tabs = 0; tabs < 2; tabs++) {
			stage_press(stage, "Tab");
			if (tabs == 1)
				stage_press(stage, "Tab");
			press_and_expect(stage, keys[i], MESSAGE_NOTICE,
			                 "this is the log that would be changed: press again");
			assert_true(stage_shows(stage, "[LOGS]"));
		}
	}
	assert_int_equal(fake_writes(stage->store), writes);
	assert_logs(stage, "09:30 off|09:00 parser|10:00 standup|10:30 email & triage");
}

static void in_the_totals_the_activity_is_meant(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	assert_true(stage_shows(stage, "[TOTALS]"));
	stage_press(stage, "j");
	press_and_expect(stage, "~", MESSAGE_GOOD, "parser counts as rest now, on all days   u takes it back");
	stage_press(stage, "e");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	struct surface *surface = draw_view(effect->view);
	assert_true(surface_shows(surface, "parser"));
	surface_destroy(surface);
	view_end(effect->view);
	(void)send_event(stage->view, EVENT_SHOWN);
	assert_true(stage_shows(stage, "[LOGS]"));
}

static void one_pane_has_brackets_at_every_width(void **state)
{
	struct stage *stage = *state;
	static const int widths[] = { 60, 80, 90, 100, 140, 200 };
	static const char *const names[] = { "[LOGS", "[TOTALS", "[WEEK" };
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		stage_size(stage, widths[i], 30);
		for (int pane = 0; pane < 3; pane++) {
			for (int other = 0; other < 3; other++)
				assert_int_equal(stage_shows(stage, names[other]), other == pane);
			stage_press(stage, "Tab");
		}
	}
}

static void the_night_off_is_no_row(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, -1, 16, 15, "parser");
	story_log(store, -1, 17, 0, "off");
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "[LOGS] 0  off since Wed 17:00"));
	assert_true(stage_shows(&stage, "Nothing logged today yet."));
	press_and_expect(&stage, "x", MESSAGE_NOTICE, "nothing is logged on this day");
	stage_press(&stage, "1");
	assert_true(stage_shows(&stage, "[LOGS] 1  off since Wed 17:00"));
	stage_close(&stage);
}

static void the_week_leaves_out_no_day_with_work(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	for (int day = -3; day <= 3; day++) {
		story_log(store, day, 9, 0, "parser");
		story_log(store, day, 10 + day + 3, 0, "off");
	}
	stage_open(&stage, store, story_at(3, 18, 0), 3);
	for (int height = 16; height < 40; height++) {
		stage_size(&stage, 100, height);
		struct surface *surface = draw_view(stage.view);
		bool all = !surface_shows(surface, "WEEK") || surface_shows(surface, "Su 7:00") ||
		           !surface_shows(surface, "Su");
		assert_true(all);
		if (height >= 30) {
			assert_true(surface_shows(surface, "Mo 1:00"));
			assert_true(surface_shows(surface, "Sa 6:00"));
		}
		surface_destroy(surface);
	}
	stage_golden(&stage, "day_full_week", 100, 26);
	/* Nine totals leave the week no rows: days share one, and what they add up to is told. */
	for (int i = 0; i < 9; i++)
		story_log(store, 3, 17, i,
		          (const char *[]){ "parser", "standup", "lunch", "reading", "admin", "off", "email & triage",
		                            "sync protocol", "review: auth patch" }[i]);
	(void)send_event(stage.view, EVENT_CHANGED);
	stage_size(&stage, 100, 25);
	assert_true(stage_shows(&stage, "Mo-Sa 21:00"));
	assert_true(stage_shows(&stage, "Su 7:57"));
	stage_close(&stage);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(c_and_a_digit_say_what_it_was_instead, open_short_day),
		TEST_OF(c_and_letters_look_for_what_it_was, open_short_day),
		TEST_OF(what_it_was_may_be_new_and_takes_no_time, open_short_day),
		TEST_OF(another_key_changes_nothing_of_what_was, open_short_day),
		TEST_OF(an_empty_slot_was_nothing, open_short_day),
		TEST_OF(brackets_move_the_end, open_short_day),
		TEST_OF(what_goes_on_has_no_end_to_move, open_short_day),
		cmocka_unit_test(an_end_on_another_day_is_set_in_the_form),
		TEST_OF(tilde_says_rest_or_work, open_short_day),
		cmocka_unit_test(a_new_lunch_is_told_how_it_becomes_rest),
		TEST_OF(a_semicolon_goes_to_the_comment_and_E_to_the_end, open_short_day),
		TEST_OF(marked_logs_are_deleted_changed_and_moved_together, open_short_day),
		TEST_OF(marked_logs_were_what_is_typed, open_short_day),
		TEST_OF(a_change_that_waits_has_its_own_logs, open_short_day),
		TEST_OF(marks_go_with_the_day, open_short_day),
		TEST_OF(R_logs_again_now_what_is_selected, open_short_day),
		cmocka_unit_test(R_repeats_another_days_logs_on_today),
		TEST_OF(no_key_changes_a_log_that_has_not_the_focus, open_short_day),
		TEST_OF(in_the_totals_the_activity_is_meant, open_short_day),
		TEST_OF(one_pane_has_brackets_at_every_width, open_short_day),
		cmocka_unit_test(the_night_off_is_no_row),
		cmocka_unit_test(the_week_leaves_out_no_day_with_work),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
