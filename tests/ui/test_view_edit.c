/* Editing a log: only what was changed is written, and nothing typed is lost to an error. */
#include "tests/ui/support_day.h"
#include "ui/dialog/dialog_form.h"

#include <string.h>

static struct ts_span span_of(ts_store *store, int day, const char *text)
{
	struct ts_day_view view;
	struct ts_span found = { .logged = 0 };
	assert_int_equal(ts_day_read(store, story_day(day), story_now(), &view), TS_OK);
	for (size_t i = 0; i < view.span_count; i++) {
		if (strcmp(view.spans[i].text, text) == 0)
			found = view.spans[i];
	}
	ts_day_release(&view);
	assert_true(found.logged != 0);
	return found;
}

static void form_open(struct stage *stage, const char *text)
{
	stage->store = story_store();
	stage->environment = test_environment(stage->store, story_now());
	struct ts_span span = span_of(stage->store, 0, text);
	stage->view = view_edit_create(&stage->environment, &span, EDIT_ALL);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
}

static void a_new_text_changes_this_log_only(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage, "parser");
	assert_true(stage_shows(&stage, "of this log only"));
	stage_retype(&stage, "lexer");
	stage_press(&stage, "Enter");
	assert_int_equal(stage_answer(&stage)->type, ANSWER_DONE);
	assert_int_equal(stage_answer(&stage)->done.deed, TS_DEED_EDIT);
	assert_day(&stage, 0, "10:00 parser|");
	assert_day(&stage, 0, "13:05 lexer|");
	stage_close(&stage);
}

static int edit_standup(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	form_open(&stage, "standup");
	*state = &stage;
	return 0;
}

static void a_new_time_moves_the_log_and_is_previewed(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_retype(stage, "9:20");
	assert_true(stage_shows(stage, "Thu 1 Oct 2026 09:20, 0:15 earlier"));
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_DONE);
	assert_day(stage, 0, "|09:20 standup|");
}

static void a_log_may_go_past_its_neighbours_and_to_another_day(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_retype(stage, "yesterday 17:00");
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->done.day, story_day(-1));
	assert_day(stage, -1, "|17:00 standup|");
}

static void a_carried_logs_time_is_of_its_own_day(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage, "reading");
	assert_true(stage_shows(&stage, "Wed 30 Sep 2026 23:40"));
	stage_press(&stage, "Tab");
	stage_retype(&stage, "23:10");
	stage_press(&stage, "Enter");
	assert_day(&stage, -1, "|23:10 reading");
	stage_close(&stage);
}

static void a_time_ahead_or_unknown_is_refused_and_stays(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_retype(stage, "18:00");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "18:00 is still to come"));
	stage_retype(stage, "half nine");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "half nine"));
	stage_golden(stage, "edit_refused", 60, 16);
}

/* The first letter takes the place of what stands there; the rest is found as in the picker. */
static void a_few_letters_are_the_activity_that_they_fit(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "pars");
	assert_true(stage_shows(stage, "> 1 parser"));
	stage_press(stage, "Enter");
	assert_string_equal(stage_answer(stage)->done.text, "parser");
	assert_false(stage_answer(stage)->done.created);
}

static void what_is_typed_is_looked_for_as_in_the_picker(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "re");
	stage_golden(stage, "edit_list", 45, 12);
	stage_golden(stage, "edit_list", 80, 24);
	assert_true(stage_shows(stage, "> 9 reading"));
	stage_press(stage, "Down");
	assert_true(stage_shows(stage, "> 3 review: auth patch"));
	stage_press(stage, "Enter");
	assert_string_equal(stage_answer(stage)->done.text, "review: auth patch");
	assert_day(stage, 0, "|09:35 review: auth patch|");
}

/* A slip makes nothing without a word: the row that would stands there, and another is one key away. */
static void a_new_one_is_a_row_that_says_so(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "revue");
	assert_true(stage_shows(stage, "> + new \"revue\""));
	stage_press(stage, "Up");
	stage_press(stage, "Down");
	stage_press(stage, "Enter");
	assert_true(stage_answer(stage)->done.created);
	assert_day(stage, 0, "|09:35 revue|");
}

static void a_row_may_be_chosen_though_another_text_was_typed(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "pars");
	assert_true(stage_shows(stage, "> 1 parser"));
	stage_press(stage, "Down");
	assert_true(stage_shows(stage, "> + new \"pars\""));
	stage_press(stage, "Enter");
	assert_true(stage_answer(stage)->done.created);
	assert_string_equal(stage_answer(stage)->done.text, "pars");
}

static void down_opens_the_list_and_escape_closes_it(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "Down");
	assert_true(stage_shows(stage, "> 4 standup"));
	stage_press(stage, "Down");
	stage_press(stage, "Escape");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "counts as"));
	stage_press(stage, "Enter");
	assert_says(stage, MESSAGE_PLAIN, "nothing was changed");
	assert_int_equal(fake_writes(stage->store), writes);
}

static void tab_takes_what_is_selected_and_leads_on(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "pars");
	stage_press(stage, "Tab");
	assert_true(stage_shows(stage, "activity  parser"));
	stage_type(stage, "9:20");
	assert_true(stage_shows(stage, "0:15 earlier"));
	stage_press(stage, "Enter");
	assert_string_equal(stage_answer(stage)->done.text, "parser");
	assert_day(stage, 0, "|09:20 parser|");
}

static void a_click_takes_a_row(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Down");
	stage_click_text(stage, "sync protocol");
	assert_true(stage_shows(stage, "activity  sync protocol"));
	assert_true(stage_shows(stage, "counts as"));
	stage_press(stage, "Enter");
	assert_string_equal(stage_answer(stage)->done.text, "sync protocol");
}

static void erased_nothing_is_chosen_until_a_row_is(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "C-u");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "a log needs a text"));
	stage_press(stage, "Down");
	assert_false(stage_shows(stage, "a log needs a text"));
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_DONE);
}

static void a_digit_is_its_slots_activity_and_quotes_a_text(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "5");
	assert_true(stage_shows(stage, "> 5 "));
	stage_retype(stage, "\"5\"");
	assert_true(stage_shows(stage, "+ new \"5\""));
	stage_retype(stage, "25:00 x");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "25:00 is not a time of day"));
	stage_retype(stage, "1");
	stage_press(stage, "Enter");
	assert_string_equal(stage_answer(stage)->done.text, "parser");
}

static void the_end_is_shown_and_moves_the_next_log(void **state)
{
	struct stage *stage = *state;
	assert_true(stage_shows(stage, "moves with it"));
	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_type(stage, "10:10");
	assert_true(stage_shows(stage, "09:35 to 10:10"));
	stage_press(stage, "Enter");
	assert_true(effect_find(&stage->effects, EFFECT_CLOSE) != NULL);
	assert_day(stage, 0, "10:10 parser|");
}

static void an_end_behind_another_log_is_refused(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_type(stage, "12:30");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "another log begins before that"));
}

static void minus_and_plus_count_from_the_log(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_type(stage, "-15m");
	assert_true(stage_shows(stage, "09:20"));
	stage_retype(stage, "+15");
	assert_true(stage_shows(stage, "09:50"));
}

static void a_comment_is_added_and_removed(void **state)
{
	struct stage *stage = *state;
	for (int i = 0; i < 3; i++)
		stage_press(stage, "Tab");
	stage_type(stage, "short one");
	stage_press(stage, "Enter");
	struct ts_span span = span_of(stage->store, 0, "standup");
	assert_string_equal(span.comment, "short one");
	view_end(stage->view);
	stage->view = view_edit_create(&stage->environment, &span, EDIT_ALL);
	for (int i = 0; i < 3; i++)
		stage_press(stage, "Tab");
	stage_press(stage, "C-u");
	stage_press(stage, "Enter");
	assert_string_equal(span_of(stage->store, 0, "standup").comment, "");
}

static void rest_concerns_the_activity(void **state)
{
	struct stage *stage = *state;
	for (int i = 0; i < 4; i++)
		stage_press(stage, "Tab");
	stage_press(stage, "Space");
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->done.deed, TS_DEED_ACTIVITY);
	assert_true(span_of(stage->store, 0, "standup").rest);
}

static void rest_with_a_new_text_concerns_the_new_activity(void **state)
{
	struct stage *stage = *state;
	stage_retype(stage, "coffee");
	for (int i = 0; i < 4; i++)
		stage_press(stage, "Tab");
	stage_press(stage, "Space");
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->done.deed, TS_DEED_EDIT);
	assert_true(span_of(stage->store, 0, "coffee").rest);
}

static void rest_is_not_said_twice(void **state)
{
	struct stage *stage = *state;
	stage_retype(stage, "siesta ~");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "below, counts as says whether it is rest"));
}

static void off_counts_as_neither(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage, "off");
	assert_false(stage_shows(&stage, "counts as"));
	stage_close(&stage);
}

static void nothing_changed_is_told(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_NONE);
	assert_says(stage, MESSAGE_PLAIN, "nothing was changed");
	assert_int_equal(fake_writes(stage->store), writes);
}

static void an_empty_text_is_refused(void **state)
{
	struct stage *stage = *state;
	stage_retype(stage, "  ");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "a log needs a text"));
}

static void a_failing_disk_keeps_what_was_typed(void **state)
{
	struct stage *stage = *state;
	stage_retype(stage, "retro");
	fake_fail_next_write(stage->store, TS_FULL);
	fake_set_detail(stage->store, "the disk is full: /tmp/t.db");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "not changed: the disk is full: /tmp/t.db"));
	assert_true(stage_shows(stage, "retro"));
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_DONE);
}

static void escape_changes_nothing(void **state)
{
	struct stage *stage = *state;
	size_t writes = fake_writes(stage->store);
	stage_retype(stage, "retro");
	stage_press(stage, "Escape");
	assert_int_equal(stage_answer(stage)->type, ANSWER_NONE);
	assert_int_equal(fake_writes(stage->store), writes);
}

static void what_escape_closed_is_offered_again_for_its_log(void **state)
{
	struct stage *stage = *state;
	struct dialog_left left = { 0 };
	struct ts_span standup = span_of(stage->store, 0, "standup"), parser = span_of(stage->store, 0, "parser");
	stage->environment.left = &left;
	stage_retype(stage, "retro");
	stage_press(stage, "Escape");
	stage->view->ops->destroy(stage->view);
	stage->view = view_edit_create(&stage->environment, &parser, EDIT_ALL);
	assert_false(stage_shows(stage, "retro"));
	stage->view->ops->destroy(stage->view);
	stage->view = view_insert_create(&stage->environment, &standup);
	assert_false(stage_shows(stage, "retro"));
	stage->view->ops->destroy(stage->view);
	stage->view = view_edit_create(&stage->environment, &standup, EDIT_ALL);
	assert_true(stage_shows(stage, "retro"));
	assert_true(stage_shows(stage, "what you typed before is back; Escape forgets it"));
	stage_press(stage, "Tab");
	stage_retype(stage, "9:20");
	stage_press(stage, "Escape");
	stage->view->ops->destroy(stage->view);
	stage->view = view_edit_create(&stage->environment, &standup, EDIT_ALL);
	assert_true(stage_shows(stage, "retro"));
	assert_true(stage_shows(stage, "9:20"));
	stage_press(stage, "Escape");
	stage->view->ops->destroy(stage->view);
	stage->view = view_edit_create(&stage->environment, &standup, EDIT_ALL);
	assert_false(stage_shows(stage, "retro"));
	assert_null(left.title);
}

/* Another terminal changes the log under the open dialog. */
static void change_elsewhere(struct stage *stage, const struct ts_log_change *change)
{
	struct ts_span span = span_of(stage->store, 0, "standup");
	struct ts_done done;
	assert_int_equal(ts_log_change(stage->store, span.id, change, story_now(), &done), TS_OK);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
}

static void fields_nobody_touched_follow_what_happens_elsewhere(void **state)
{
	struct stage *stage = *state;
	stage_retype(stage, "daily");
	change_elsewhere(stage, &(struct ts_log_change){ .comment = "late", .move = true, .at = story_at(0, 9, 40) });
	assert_true(stage_shows(stage, "changed elsewhere just now"));
	assert_true(stage_shows(stage, "daily"));
	/* Below the list of activities. */
	stage_press(stage, "Tab");
	assert_true(stage_shows(stage, "late"));
	assert_true(stage_shows(stage, "09:40"));
	stage_press(stage, "Enter");
	assert_day(stage, 0, "09:40 daily|"); /* both hold */
	assert_string_equal(span_of(stage->store, 0, "daily").comment, "late");
}

static void what_was_typed_stays_and_says_that_it_replaces(void **state)
{
	struct stage *stage = *state;
	for (int i = 0; i < 3; i++)
		stage_press(stage, "Tab");
	stage_type(stage, "mine");
	change_elsewhere(stage, &(struct ts_log_change){ .comment = "theirs" });
	assert_true(stage_shows(stage, "mine"));
	assert_true(stage_shows(stage, "changed elsewhere too: saving replaces that"));
	stage_press(stage, "Enter");
	assert_string_equal(span_of(stage->store, 0, "standup").comment, "mine");
	struct ts_done done;
	assert_int_equal(ts_undo(stage->store, story_now(), &done), TS_OK);
	assert_string_equal(span_of(stage->store, 0, "standup").comment, "theirs");
}

static void a_log_deleted_elsewhere_says_so_at_once_and_when_saved(void **state)
{
	struct stage *stage = *state;
	struct ts_done done;
	stage_retype(stage, "daily");
	struct ts_span span = span_of(stage->store, 0, "standup");
	assert_int_equal(ts_log_delete(stage->store, span.id, story_now(), &done), TS_OK);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_true(stage_shows(stage, "elsewhere it was deleted"));
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "daily"));
	assert_true(stage_shows(stage, "deleted elsewhere: Escape, then u brings it back"));
}

static void what_happens_to_other_logs_is_not_mentioned(void **state)
{
	struct stage *stage = *state;
	struct ts_done done;
	assert_int_equal(ts_log_slot(stage->store, 1, story_now(), story_now(), &done), TS_OK);
	stage->effects = send_event(stage->view, EVENT_CHANGED);
	assert_false(stage_shows(stage, "elsewhere"));
}

static void the_form_looks_as_designed_and_can_be_drawn_at_every_size(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage, "review: auth patch");
	stage_golden(&stage, "edit", 100, 30);
	stage_golden(&stage, "edit", 80, 24);
	stage_golden(&stage, "edit", 60, 16);
	stage_golden(&stage, "edit", 45, 12);
	draw_at_all_sizes(stage.view, &stage.environment);
	stage_close(&stage);
}

static void Up_and_Down_move_a_time_by_five_minutes(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_store(), story_now(), 0);
	stage_press(&stage, "k");
	stage_press(&stage, "e");
	struct view *day = stage.view;
	stage.view = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(stage.view, EVENT_SHOWN);
	stage_press(&stage, "Tab");
	stage_press(&stage, "Down");
	stage_press(&stage, "Down");
	assert_true(stage_shows(&stage, "12:55"));
	assert_true(stage_shows(&stage, "10 minutes earlier") || stage_shows(&stage, "0:10 earlier"));
	stage_press(&stage, "Up");
	assert_true(stage_shows(&stage, "13:00"));
	/* What is no time of day is left. */
	stage_retype(&stage, "-15m");
	stage_press(&stage, "Down");
	assert_true(stage_shows(&stage, "-15m"));
	view_end(stage.view);
	stage.view = day;
	stage_close(&stage);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(Up_and_Down_move_a_time_by_five_minutes),
		cmocka_unit_test(a_new_text_changes_this_log_only),
		TEST_OF(a_new_time_moves_the_log_and_is_previewed, edit_standup),
		TEST_OF(a_log_may_go_past_its_neighbours_and_to_another_day, edit_standup),
		cmocka_unit_test(a_carried_logs_time_is_of_its_own_day),
		TEST_OF(a_time_ahead_or_unknown_is_refused_and_stays, edit_standup),
		TEST_OF(a_few_letters_are_the_activity_that_they_fit, edit_standup),
		TEST_OF(what_is_typed_is_looked_for_as_in_the_picker, edit_standup),
		TEST_OF(a_new_one_is_a_row_that_says_so, edit_standup),
		TEST_OF(a_row_may_be_chosen_though_another_text_was_typed, edit_standup),
		TEST_OF(down_opens_the_list_and_escape_closes_it, edit_standup),
		TEST_OF(tab_takes_what_is_selected_and_leads_on, edit_standup),
		TEST_OF(a_click_takes_a_row, edit_standup),
		TEST_OF(erased_nothing_is_chosen_until_a_row_is, edit_standup),
		TEST_OF(a_digit_is_its_slots_activity_and_quotes_a_text, edit_standup),
		TEST_OF(the_end_is_shown_and_moves_the_next_log, edit_standup),
		TEST_OF(an_end_behind_another_log_is_refused, edit_standup),
		TEST_OF(minus_and_plus_count_from_the_log, edit_standup),
		TEST_OF(a_comment_is_added_and_removed, edit_standup),
		TEST_OF(rest_concerns_the_activity, edit_standup),
		TEST_OF(rest_with_a_new_text_concerns_the_new_activity, edit_standup),
		TEST_OF(rest_is_not_said_twice, edit_standup),
		cmocka_unit_test(off_counts_as_neither),
		TEST_OF(nothing_changed_is_told, edit_standup),
		TEST_OF(an_empty_text_is_refused, edit_standup),
		TEST_OF(a_failing_disk_keeps_what_was_typed, edit_standup),
		TEST_OF(escape_changes_nothing, edit_standup),
		TEST_OF(what_escape_closed_is_offered_again_for_its_log, edit_standup),
		TEST_OF(fields_nobody_touched_follow_what_happens_elsewhere, edit_standup),
		TEST_OF(what_was_typed_stays_and_says_that_it_replaces, edit_standup),
		TEST_OF(a_log_deleted_elsewhere_says_so_at_once_and_when_saved, edit_standup),
		TEST_OF(what_happens_to_other_logs_is_not_mentioned, edit_standup),
		cmocka_unit_test(the_form_looks_as_designed_and_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
