/* How the day view looks: the story's day at several sizes, and what else can stand there. */
#include "tests/ui/support_day.h"

#include <stdio.h>
#include <string.h>

static void the_storys_day_looks_as_designed(void **state)
{
	struct stage *stage = *state;
	stage_golden(stage, "day", 100, 30);
	stage_golden(stage, "day", 80, 24);
	stage_golden(stage, "day", 60, 16);
	stage_golden(stage, "day", 45, 12);
	stage_golden(stage, "day", 120, 40);
	stage_golden(stage, "day", 140, 40);
	stage_golden(stage, "day", 200, 50);
}

static void without_half_blocks_every_cell_has_its_sign(void **state)
{
	struct stage *stage = *state;
	stage->environment.half_blocks = false;
	stage_golden(stage, "day_whole_cells", 100, 30);
}

static void ascii_shows_the_same(void **state)
{
	struct stage *stage = *state;
	struct surface *surface = surface_create(100, 30);
	surface_set_ascii(surface, true);
	stage->view->ops->draw(stage->view, surface);
	golden_check(surface, "day_ascii_100x30");
	surface_destroy(surface);
}

static void tabs_show_totals_and_week_at_80_columns(void **state)
{
	struct stage *stage = *state;
	stage_size(stage, 80, 24);
	stage_press(stage, "Tab");
	stage_golden(stage, "day_totals", 80, 24);
	stage_press(stage, "Tab");
	stage_golden(stage, "day_week", 80, 24);
	stage_press(stage, "Tab");
	assert_true(stage_shows(stage, "[LOGS 9+1]"));
}

static void with_the_focus_on_totals_the_strip_marks_the_activity(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Tab");
	stage_golden(stage, "day_focus_totals", 100, 30);
}

static void a_new_user_is_taught_the_first_keys(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_new_user(), story_now(), 0);
	stage_golden(&stage, "day_new_user", 100, 30);
	stage_golden(&stage, "day_new_user", 60, 16);
	stage_close(&stage);
}

static void an_empty_past_day_tells_how_to_log_in_the_past(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	stage_open(&stage, store, story_now(), -50);
	stage_golden(&stage, "day_empty_past", 80, 24);
	stage_press(&stage, "t");
	stage_press(&stage, "l");
	assert_true(stage_shows(&stage, "still to come"));
	assert_true(stage_shows(&stage, "tomorrow"));
	stage_close(&stage);
}

static void today_without_logs_offers_the_slots(void **state)
{
	(void)state;
	struct stage stage;
	struct ts_done done;
	ts_store *store = story_new_user();
	ts_time at = story_at(0, 8, 0);
	assert_int_equal(ts_log_text(store, "parser", NULL, at, at, &done), TS_OK);
	assert_int_equal(ts_log_delete(store, done.log, at, &done), TS_OK);
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "Nothing logged today yet."));
	assert_true(stage_shows(&stage, "1..9   log what you do now"));
	assert_true(stage_shows(&stage, " 1 parser  0 off"));
	stage_close(&stage);
}

static void what_was_carried_over_says_since_when(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_new_user();
	story_log(store, -1, 23, 10, "night watch");
	stage_open(&stage, store, story_at(0, 6, 0), 0);
	assert_true(stage_shows(&stage, "[LOGS] 0 + 1 carried over midnight"));
	assert_true(stage_shows(&stage, "<23:10"));
	assert_true(stage_shows(&stage, "6:50 since Wed"));
	stage_close(&stage);
}

static void a_very_long_day_ends_its_bar_before_the_mark_of_today(void **state)
{
	struct stage stage;

	(void)state;
	ts_store *store = story_new_user();
	story_log(store, 0, 0, 1, "parser");
	story_log(store, 0, 11, 55, "email");
	stage_open(&stage, store, story_at(0, 23, 50), 0);
	assert_true(stage_shows(&stage, "█ <- today"));
	stage_close(&stage);
}

static void what_was_carried_for_weeks_says_the_date(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_activities(), story_now(), 0);
	assert_true(stage_shows(&stage, "since 1 Sep"));
	stage_close(&stage);
}

static void a_forgotten_span_is_marked(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, -1, 17, 0, "parser");
	stage_open(&stage, store, story_at(0, 8, 0), 0);
	view_end(effect_find(&stage.effects, EFFECT_OPEN)->view);
	stage_golden(&stage, "day_forgotten", 100, 30);
	stage_close(&stage);
}

static void logs_of_two_zones_are_labelled(void **state)
{
	(void)state;
	struct stage stage;
	struct ts_done done;
	ts_store *store = story_activities();
	story_log(store, 0, 8, 0, "parser");
	ts_time at = story_at(0, 12, 0);
	assert_int_equal(ts_log_text(store, "standup", NULL, at, at, &done), TS_OK);
	fake_set_zone(store, done.log, 3600, "WEST");
	at = story_at(0, 13, 0);
	assert_int_equal(ts_log_text(store, "admin", NULL, at, at, &done), TS_OK);
	fake_set_zone(store, done.log, 19800, "");
	stage_open(&stage, store, story_now(), 0);
	stage_golden(&stage, "day_zones", 100, 30);
	stage_golden(&stage, "day_zones", 60, 16);
	stage_close(&stage);
}

static void comments_stand_behind_the_text_or_on_the_selected_row(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_comment(store, 0, 8, 0, "parser", "arena");
	story_comment(store, 0, 9, 0, "review: auth patch", "the second half of it, with Lin");
	story_log(store, 0, 10, 0, "parser");
	stage_open(&stage, store, story_now(), 0);
	stage_press(&stage, "k");
	stage_golden(&stage, "day_comments", 100, 30);
	stage_close(&stage);
}

static void rest_is_dim_and_marked(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 0, 8, 0, "parser");
	story_log(store, 0, 12, 0, "lunch");
	stage_open(&stage, store, story_at(0, 12, 30), 0);
	struct surface *surface = draw_view(stage.view);
	int x = 0, y = 0;
	stage_press(&stage, "k");
	surface_destroy(surface);
	surface = draw_view(stage.view);
	assert_true(surface_find(surface, "~ 0:30", &x, &y));
	assert_int_equal(surface_style(surface, x, y), STYLE_DIM);
	/* At lunch nobody can say when the target will be met. */
	assert_true(surface_shows(surface, "4:00 to go"));
	assert_false(surface_shows(surface, "done at"));
	surface_destroy(surface);
	stage_close(&stage);
}

static void what_was_logged_while_locked_is_marked(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	size_t folded = 0, junk = 0;
	assert_int_equal(ts_inbox_log(store, "ada", 4, NULL, story_at(0, 9, 0)), TS_OK);
	assert_int_equal(ts_inbox_fold(store, story_at(0, 9, 30), &folded, &junk), TS_OK);
	assert_int_equal(folded, 1);
	story_log(store, 0, 9, 40, "parser");
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "! 09:00  4  standup"));
	assert_true(stage_shows(&stage, "locked"));
	stage_close(&stage);
}

static void damage_is_told_below_the_logs(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	fake_set_damaged(store, 2);
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "! 2 entries are damaged and cannot be read"));
	fake_set_damaged(store, 1);
	stage_press(&stage, "t");
	assert_true(stage_shows(&stage, "! 1 entry is damaged and cannot be read"));
	assert_true(stage_shows(&stage, "flex damaged"));
	stage_close(&stage);
}

static void a_day_that_cannot_be_read_says_so_and_shows_nothing_else(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	stage_open(&stage, store, story_now(), 0);
	fake_fail_next(store, TS_IO);
	fake_set_detail(store, "/tmp/t.db: input/output error");
	stage_press(&stage, "h");
	assert_int_equal(stage.environment.message.kind, MESSAGE_ERROR);
	assert_non_null(strstr(stage.environment.message.text, "/tmp/t.db"));
	assert_true(stage_shows(&stage, "could not be read"));
	assert_false(stage_shows(&stage, "11:47"));
	stage_press(&stage, "t");
	assert_true(stage_shows(&stage, "11:47"));
	stage_close(&stage);
}

static void a_day_of_25_hours_has_the_second_hour_twice(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 24, 1, 30, "parser");
	story_log(store, 24, 9, 0, "off");
	stage_open(&stage, store, story_at(24, 12, 0), 24);
	stage_golden(&stage, "day_25_hours", 100, 30);
	stage_close(&stage);
}

static void a_day_may_begin_at_four(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	struct ts_settings settings = ts_settings_default();
	settings.day_start = 4 * 60;
	assert_int_equal(ts_settings_write(store, &settings, story_now()), TS_OK);
	story_log(store, 0, 3, 0, "parser");
	story_log(store, 0, 8, 0, "standup");
	stage_open(&stage, store, story_now(), 0);
	stage.environment.settings = settings;
	stage_press(&stage, "t");
	assert_true(stage_shows(&stage, "  04  05  06"));
	assert_true(stage_shows(&stage, "[LOGS] 1 + 1 carried over 04:00"));
	stage_close(&stage);
}

static void a_database_that_can_only_be_read_says_so_in_the_title(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	fake_set_read_only(store, true);
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "read-only"));
	stage_size(&stage, 60, 16);
	assert_true(stage_shows(&stage, "read-only"));
	stage_close(&stage);
}

static void the_target_met_is_told_and_marked_where_it_was(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 0, 6, 0, "parser");
	stage_open(&stage, store, story_at(0, 14, 25), 0);
	assert_true(stage_shows(&stage, "target met, +0:25"));
	assert_true(stage_shows(&stage, "8:00 done = 14:00|^14:25"));
	stage_close(&stage);
}

static void a_past_day_tells_how_far_its_target_was(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, story_store(), story_now(), -1);
	assert_true(stage_shows(&stage, "0:20 short of the target"));
	assert_true(stage_shows(&stage, "yesterday"));
	assert_false(stage_shows(&stage, "^14:37"));
	stage_close(&stage);
}

static void a_merged_note_says_so(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_store();
	fake_add_note_head(store, story_day(0), "- from the other machine\n");
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "2 versions merged"));
	stage_close(&stage);
}

static void hostile_and_wide_texts_stay_in_their_columns(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_new_user();
	char longest[TS_TEXT_SIZE];
	memset(longest, 'w', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	story_log(store, 0, 8, 0,
	          "\xe4\xbc\x9a\xe8\xad\xb0 "
	          "\xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xae\xe4\xbc\x9a\xe8\xad\xb0\xe5\xae\xa4\xe3\x81\xa7");
	story_log(store, 0, 9, 0, longest);
	story_log(store, 0, 10, 0, "e\xcc\x81t\xc3\xa9 \xf0\x9f\x8f\x96 beach");
	story_note(store, 0, "\ttabbed\n\xe4\xbc\x9a\xe8\xad\xb0\n");
	stage_open(&stage, store, story_now(), 0);
	stage_golden(&stage, "day_wide_text", 80, 24);
	draw_at_all_sizes(stage.view, &stage.environment);
	stage_close(&stage);
}

static void one_sign_stands_for_an_activity_in_strip_logs_and_totals(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	story_log(store, 0, 8, 0, "review two");
	story_log(store, 0, 10, 0, "retro");
	story_log(store, 0, 12, 0, "off");
	stage_open(&stage, store, story_now(), 0);
	assert_true(stage_shows(&stage, "08:00  e  review two"));
	assert_true(stage_shows(&stage, "10:00  r  retro"));
	assert_true(stage_shows(&stage, " e review two "));
	assert_true(stage_shows(&stage, " r retro "));
	assert_true(stage_shows(&stage, "e       r  "));
	stage_close(&stage);
}

static void a_wide_screen_shows_the_hours_of_work_or_with_Z_the_day(void **state)
{
	struct stage *stage = *state;
	stage_size(stage, 140, 40);
	assert_true(stage_shows(stage, "06        07"));
	assert_true(stage_shows(stage, "5sync protoc"));
	assert_true(stage_shows(stage, "14:12-       3  review"));
	stage_press(stage, "Z");
	assert_true(stage_shows(stage, "00  01  02"));
	stage_press(stage, "Z");
	assert_false(stage_shows(stage, "00  01  02"));
	stage_size(stage, 100, 30);
	assert_true(stage_shows(stage, "00  01  02"));
	stage_press(stage, "Z");
	assert_false(stage_shows(stage, "00  01  02"));
	assert_true(stage_shows(stage, "06      07"));
}

static void the_table_of_the_week_grows_with_time_and_comes_with_width(void **state)
{
	struct stage *stage = *state;
	assert_false(stage_shows(stage, "by day"));
	stage_size(stage, 131, 40);
	assert_false(stage_shows(stage, "by day"));
	stage_size(stage, 140, 40);
	assert_true(stage_shows(stage, "W40  by day"));
	assert_true(stage_shows(stage, "3 review: auth …                0:25       0:25"));
	stage_pass(stage, 10 * TS_MINUTE);
	assert_true(stage_shows(stage, "3 review: auth …                0:35       0:35"));
	assert_true(stage_shows(stage, "work           8:10 7:55 7:40 6:05      29:50"));
	stage_press(stage, "H");
	assert_true(stage_shows(stage, "W39  by day"));
	assert_false(stage_shows(stage, "29:50"));
}

/* A screen of no colours has the signs in both rows of the strip. */
static void without_colours_a_wide_screen_says_as_much(void **state)
{
	struct stage *stage = *state;
	stage->environment.half_blocks = false;
	stage_golden(stage, "day_whole_cells", 140, 40);
	stage_golden(stage, "day_whole_cells", 200, 50);
	stage_golden(stage, "day_whole_cells", 80, 24);
	stage_golden(stage, "day_whole_cells", 45, 12);
}

static void every_size_can_be_drawn_with_every_pane(void **state)
{
	struct stage *stage = *state;
	for (int pane = 0; pane < 3; pane++) {
		draw_at_all_sizes(stage->view, &stage->environment);
		stage_press(stage, "Tab");
	}
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(the_storys_day_looks_as_designed, stage_story),
		TEST_OF(without_half_blocks_every_cell_has_its_sign, stage_story),
		TEST_OF(ascii_shows_the_same, stage_story),
		TEST_OF(tabs_show_totals_and_week_at_80_columns, stage_story),
		TEST_OF(with_the_focus_on_totals_the_strip_marks_the_activity, stage_story),
		cmocka_unit_test(a_new_user_is_taught_the_first_keys),
		cmocka_unit_test(an_empty_past_day_tells_how_to_log_in_the_past),
		cmocka_unit_test(today_without_logs_offers_the_slots),
		cmocka_unit_test(what_was_carried_over_says_since_when),
		cmocka_unit_test(a_very_long_day_ends_its_bar_before_the_mark_of_today),
		cmocka_unit_test(what_was_carried_for_weeks_says_the_date),
		cmocka_unit_test(a_forgotten_span_is_marked),
		cmocka_unit_test(logs_of_two_zones_are_labelled),
		cmocka_unit_test(comments_stand_behind_the_text_or_on_the_selected_row),
		cmocka_unit_test(rest_is_dim_and_marked),
		cmocka_unit_test(what_was_logged_while_locked_is_marked),
		cmocka_unit_test(damage_is_told_below_the_logs),
		cmocka_unit_test(a_day_that_cannot_be_read_says_so_and_shows_nothing_else),
		cmocka_unit_test(a_day_of_25_hours_has_the_second_hour_twice),
		cmocka_unit_test(a_day_may_begin_at_four),
		cmocka_unit_test(a_database_that_can_only_be_read_says_so_in_the_title),
		cmocka_unit_test(the_target_met_is_told_and_marked_where_it_was),
		cmocka_unit_test(a_past_day_tells_how_far_its_target_was),
		cmocka_unit_test(a_merged_note_says_so),
		cmocka_unit_test(hostile_and_wide_texts_stay_in_their_columns),
		cmocka_unit_test(one_sign_stands_for_an_activity_in_strip_logs_and_totals),
		TEST_OF(a_wide_screen_shows_the_hours_of_work_or_with_Z_the_day, stage_story),
		TEST_OF(the_table_of_the_week_grows_with_time_and_comes_with_width, stage_story),
		TEST_OF(without_colours_a_wide_screen_says_as_much, stage_story),
		TEST_OF(every_size_can_be_drawn_with_every_pane, stage_story),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
