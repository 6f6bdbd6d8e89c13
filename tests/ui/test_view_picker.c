/* The picker: what typed text finds and does, times in front, pins, failures, and how it looks. */
#include "tests/fake/fake.h"
#include "tests/ui/support.h"
#include "ui/picker/picker_inside.h"

#include <stdio.h>
#include <string.h>

/* Thursday 1 October 2026, 14:37 */
struct scene {
	ts_store *store;
	struct environment environment;
	ts_day today;
	ts_time now;
	struct view *view;
};

static void log_at(const struct scene *scene, int day, int minute, const char *text)
{
	struct ts_done done;
	ts_time at = ts_time_local(scene->today + day, minute, NULL);

	assert_int_equal(ts_log_text(scene->store, text, NULL, at, scene->now, &done), TS_OK);
}

static struct ts_activity activity_called(const struct scene *scene, const char *text)
{
	struct ts_activities activities = { 0 };
	struct ts_activity found = { 0 };

	assert_int_equal(ts_activities_read(scene->store, scene->now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		if (strcmp(activities.at[i].text, text) == 0)
			found = activities.at[i];
	}
	ts_activities_release(&activities);
	return found;
}

static void change(const struct scene *scene, const char *text, const struct ts_activity_change *what)
{
	struct ts_done done;

	assert_int_equal(ts_activity_change(scene->store, activity_called(scene, text).id, what, scene->now, &done),
	                 TS_OK);
}

static void scene_begin(struct scene *scene)
{
	scene->today = ts_day_from_civil(2026, 10, 1);
	scene->now = ts_time_local(scene->today, 14 * 60 + 37, NULL);
	scene->store = fake_open_logged_in("ada", scene->now);
	scene->environment = test_environment(scene->store, scene->now);
}

static void scene_fill(struct scene *scene)
{
	log_at(scene, -20, 540, "archive old");
	log_at(scene, -18, 540, "admin");
	log_at(scene, -3, 600, "reading");
	log_at(scene, -1, 600, "email & triage");
	log_at(scene, 0, 9 * 60, "standup");
	log_at(scene, 0, 10 * 60, "parser");
	log_at(scene, 0, 12 * 60, "lunch");
	log_at(scene, 0, 13 * 60, "support: acme");
	change(scene, "lunch", &(struct ts_activity_change){ .fields = TS_CHANGE_REST, .rest = true });
	change(scene, "archive old", &(struct ts_activity_change){ .fields = TS_CHANGE_ARCHIVED, .archived = true });
}

static void scene_show(struct scene *scene, ts_day day)
{
	scene->view = view_picker_create(&scene->environment, day, ts_time_local(scene->today, 13 * 60, NULL));
	(void)send_event(scene->view, EVENT_SHOWN);
}

static void scene_open(struct scene *scene)
{
	scene_begin(scene);
	scene_fill(scene);
	scene_show(scene, scene->today);
}

static void scene_end(struct scene *scene)
{
	view_end(scene->view);
	ts_close(scene->store);
}

static bool shows(const struct scene *scene, const char *text)
{
	struct surface *surface = draw_view(scene->view);
	bool found = surface_shows(surface, text);

	surface_destroy(surface);
	return found;
}

static struct effects type(struct scene *scene, const char *text)
{
	return type_text(scene->view, &scene->environment, text);
}

static struct effects key(struct scene *scene, const char *name)
{
	return press(scene->view, &scene->environment, name);
}

/* Presses Enter and expects the picker to close; what it did. */
static struct ts_done accepted(struct scene *scene)
{
	struct effects effects = key(scene, "Enter");
	const struct effect *close = effect_find(&effects, EFFECT_CLOSE);

	assert_non_null(close);
	assert_int_equal(close->answer.type, ANSWER_DONE);
	return close->answer.done;
}

static void refused(struct scene *scene)
{
	size_t writes = fake_writes(scene->store);
	struct effects effects = key(scene, "Enter");

	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	assert_int_equal(fake_writes(scene->store), writes);
}

static void golden(struct scene *scene, const char *name, int width, int height)
{
	struct surface *surface = NULL;

	scene->environment.width = width;
	scene->environment.height = height;
	(void)send_event(scene->view, EVENT_RESIZE);
	surface = draw_view(scene->view);
	golden_check(surface, name);
	surface_destroy(surface);
}

static int open_filled(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_open(&scene);
	*state = &scene;
	return 0;
}

static int begin(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_begin(&scene);
	*state = &scene;
	return 0;
}

static int end(void **state)
{
	scene_end(*state);
	return 0;
}

static void the_most_recent_come_first_while_nothing_is_typed(void **state)
{
	struct scene *scene = *state;

	assert_false(shows(scene, "archive old"));
	golden(scene, "picker-recent-100x30", 100, 30);
	golden(scene, "picker-recent-80x24", 80, 24);
	golden(scene, "picker-recent-60x16", 60, 16);
	golden(scene, "picker-recent-45x12", 45, 12);
}

static void an_empty_picker_says_what_to_type(void **state)
{
	struct scene *scene = *state;

	scene_show(scene, scene->today);
	golden(scene, "picker-first-80x24", 80, 24);
}

static void the_best_match_is_logged_now(void **state)
{
	struct scene *scene = *state;
	struct ts_done done;

	type(scene, "pars");
	assert_true(shows(scene, "Enter logs \"parser\" now"));
	golden(scene, "picker-match-80x24", 80, 24);
	done = accepted(scene);
	assert_string_equal(done.text, "parser");
	assert_true(done.at == scene->now);
	assert_false(done.created);
}

static void what_nothing_fits_is_made_and_logged(void **state)
{
	struct scene *scene = *state;
	struct ts_done done;

	type(scene, "  new thing ");
	golden(scene, "picker-new-60x16", 60, 16);
	done = accepted(scene);
	assert_string_equal(done.text, "new thing");
	assert_true(done.created);
}

static void a_new_text_whose_letters_another_has_by_chance_is_made_all_the_same(void **state)
{
	struct scene *scene = *state;

	(void)type(scene, "mri"); /* email & triage */
	assert_true(shows(scene, "+ new \"mri\""));
	assert_true(shows(scene, "email & triage"));
	struct ts_done done = accepted(scene);
	assert_string_equal(done.text, "mri");
	assert_true(done.created);
}

static void the_last_row_makes_what_is_typed_though_something_fits(void **state)
{
	struct scene *scene = *state;
	struct ts_done done;

	type(scene, "pars");
	key(scene, "Up");
	assert_true(shows(scene, "Enter makes \"pars\""));
	done = accepted(scene);
	assert_string_equal(done.text, "pars");
	assert_true(done.created);
}

static void the_exact_text_wins_over_better_used_ones(void **state)
{
	struct scene *scene = *state;

	log_at(scene, -1, 600, "mail");
	log_at(scene, 0, 600, "mail to all");
	log_at(scene, 0, 660, "mailman");
	scene_show(scene, scene->today);
	type(scene, "MAIL");
	assert_true(shows(scene, "Enter logs \"mail\" now"));
	assert_false(shows(scene, "new \"MAIL\""));
	assert_string_equal(accepted(scene).text, "mail");
}

static void an_archived_activity_shows_only_for_its_whole_text(void **state)
{
	struct scene *scene = *state;

	type(scene, "archive ol");
	assert_false(shows(scene, "archived"));
	type(scene, "d");
	assert_true(shows(scene, "archived"));
	assert_string_equal(accepted(scene).text, "archive old");
}

static void a_time_in_front_is_taken_and_previewed(void **state)
{
	struct scene *scene = *state;
	struct ts_done done;

	type(scene, "8:30 stand");
	assert_true(shows(scene, "Enter logs \"standup\" at 08:30"));
	golden(scene, "picker-time-80x24", 80, 24);
	done = accepted(scene);
	assert_string_equal(done.text, "standup");
	assert_true(done.at == ts_time_local(scene->today, 8 * 60 + 30, NULL));
}

static void minutes_ago_count_from_the_moment_of_enter(void **state)
{
	struct scene *scene = *state;

	type(scene, "-10 call");
	assert_true(shows(scene, "logs it at 14:27"));
	test_pass(&scene->environment, 5 * TS_MINUTE);
	(void)send_event(scene->view, EVENT_TICK);
	assert_true(shows(scene, "logs it at 14:32"));
	assert_true(accepted(scene).at == scene->now - 5 * TS_MINUTE);
}

static void minutes_after_count_from_the_last_log(void **state)
{
	struct scene *scene = *state;

	type(scene, "+15 mail");
	assert_true(accepted(scene).at == ts_time_local(scene->today, 13 * 60 + 15, NULL));
}

static void a_time_alone_leaves_the_list_to_choose_from(void **state)
{
	struct scene *scene = *state;

	type(scene, "9:30");
	assert_true(shows(scene, "Enter logs \"support: acme\" at 09:30"));
	key(scene, "Down");
	key(scene, "Tab");
	assert_true(shows(scene, "9:30 lunch"));
	assert_string_equal(accepted(scene).text, "lunch");
}

static void a_word_that_could_be_a_day_is_text(void **state)
{
	struct scene *scene = *state;

	type(scene, "mon");
	assert_true(shows(scene, "Enter makes \"mon\""));
}

static void a_bare_time_belongs_to_the_day_on_screen(void **state)
{
	struct scene *scene = *state;
	struct ts_done done;

	scene_fill(scene);
	scene_show(scene, scene->today - 1);
	type(scene, "16:00 call");
	assert_true(shows(scene, "at 16:00 on Wed 30 Sep"));
	done = accepted(scene);
	assert_true(done.at == ts_time_local(scene->today - 1, 16 * 60, NULL));
}

static void without_a_time_it_logs_now_from_any_day(void **state)
{
	struct scene *scene = *state;

	scene_fill(scene);
	scene_show(scene, scene->today - 1);
	type(scene, "parser");
	assert_true(shows(scene, "Enter logs \"parser\" now, on Thu 1 Oct"));
	assert_true(accepted(scene).at == scene->now);
}

static void a_time_to_come_is_told_at_once(void **state)
{
	struct scene *scene = *state;

	type(scene, "15:30 call");
	assert_true(shows(scene, "15:30 is still to come"));
	golden(scene, "picker-future-60x16", 60, 16);
	refused(scene);
	key(scene, "C-u");
	assert_false(shows(scene, "still to come"));
}

static void a_stretch_says_what_it_covers_and_is_one_step(void **state)
{
	struct scene scene = { 0 };
	struct ts_done done;
	(void)state;

	scene_open(&scene);
	type(&scene, "11:30-12:30 docs // offsets");
	golden(&scene, "picker-stretch-80x24", 80, 24);
	assert_true(shows(&scene, "11:30-12:30 over lunch; lunch goes on"));
	done = accepted(&scene);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	assert_string_equal(done.text, "docs");
	assert_int_equal(ts_undo(scene.store, scene.environment.moment.now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_INSERT);
	scene_end(&scene);
}

static void a_tilde_at_the_end_makes_a_new_activity_rest(void **state)
{
	struct scene scene = { 0 };
	struct ts_done done;
	(void)state;

	scene_open(&scene);
	type(&scene, "12:00 siesta ~");
	assert_true(shows(&scene, "Enter makes \"siesta\", rest, at 12:00"));
	golden(&scene, "picker-rest-45x16", 45, 16);
	done = accepted(&scene);
	assert_true(done.created && done.rest);
	assert_string_equal(done.text, "siesta");
	scene_end(&scene);
	scene_open(&scene);
	type(&scene, "11:30-12:30 siesta ~ // sun");
	assert_true(shows(&scene, "\", rest, 11:30-12:30"));
	assert_true(accepted(&scene).rest);
	scene_end(&scene);
	/* What is there stays what it is, and that is said. */
	scene_open(&scene);
	type(&scene, "parser ~");
	assert_true(shows(&scene, "now, as work: ~ is for new ones"));
	key(&scene, "C-u");
	type(&scene, "\"a ~\"");
	assert_true(shows(&scene, "new \"a ~\""));
	assert_false(accepted(&scene).rest);
	scene_end(&scene);
}

static void a_digit_alone_is_its_slot_also_behind_a_time(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene);
	type(&scene, "-10 9");
	assert_true(shows(&scene, "slot 9 is empty") || shows(&scene, "at 14:"));
	key(&scene, "C-u");
	type(&scene, "\"25:00 x\"");
	assert_true(shows(&scene, "+ new \"25:00 x\"") || shows(&scene, "new \"25:00 x\""));
	assert_string_equal(accepted(&scene).text, "25:00 x");
	scene_end(&scene);
}

static void a_time_that_cannot_be_is_told_at_once(void **state)
{
	struct scene *scene = *state;

	type(scene, "25:00 call");
	assert_true(shows(scene, "25:00 is not a time of day"));
	refused(scene);
}

static void a_time_that_the_clock_skips_is_told(void **state)
{
	struct scene *scene = *state;

	log_at(scene, 0, 600, "call");
	/* clocks went from 02:00 to 03:00 on Sunday 29 March 2026 */
	scene_show(scene, ts_day_from_civil(2026, 3, 29));
	type(scene, "2:30 call");
	assert_true(shows(scene, "at 03:30 on Sun 29 Mar (the clock"));
}

static void what_goes_on_already_is_said_and_answered_as_such(void **state)
{
	struct scene *scene = *state;
	struct effects effects;
	const struct effect *close = NULL;

	type(scene, "acme");
	assert_true(shows(scene, "\"support: acme\" goes on already"));
	effects = key(scene, "Enter");
	close = effect_find(&effects, EFFECT_CLOSE);
	assert_non_null(close);
	assert_int_equal(close->answer.status, TS_UNCHANGED);
}

static void tab_completes_to_the_selected_row(void **state)
{
	struct scene *scene = *state;
	const struct picker *picker = NULL;

	picker = (const struct picker *)scene->view;
	type(scene, "-5 sup");
	key(scene, "Tab");
	assert_string_equal(picker->field.text, "-5 support: acme");
	key(scene, "C-u");
	type(scene, "zzz");
	key(scene, "Tab");
	assert_string_equal(picker->field.text, "zzz");
}

static void a_quote_and_a_digit_pin_the_selected_row(void **state)
{
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	scene_open(&scene);
	key(&scene, "Down");
	type(&scene, "'");
	assert_true(shows(&scene, "a digit pins \"lunch\""));
	effects = key(&scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_false(shows(&scene, "a digit pins"));
	type(&scene, "'");
	effects = type(&scene, "9");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_int_equal(activity_called(&scene, "lunch").slot, 9);
	assert_true(shows(&scene, "slot 9 is now lunch"));
	type(&scene, "'9");
	assert_true(shows(&scene, "it is in slot 9 already"));
	scene_end(&scene);
}

static void in_a_text_a_quote_is_a_letter(void **state)
{
	struct scene scene = { 0 };
	const struct picker *picker = NULL;
	(void)state;

	scene_open(&scene);
	picker = (const struct picker *)scene.view;
	type(&scene, "lin's ta'");
	key(&scene, "Left");
	assert_string_equal(picker->field.text, "lin's ta'");
	type(&scene, "''0 '24");
	assert_string_equal(picker->field.text, "lin's ta''0 '24'");
	assert_int_equal(activity_called(&scene, "parser").slot, 6);
	key(&scene, "C-e");
	key(&scene, "C-u");
	/* At the begin of one too. */
	type(&scene, "'tis");
	assert_string_equal(picker->field.text, "'tis");
	scene_end(&scene);
}

static void without_an_activity_there_is_none_to_pin(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_begin(&scene);
	scene_show(&scene, scene.today);
	type(&scene, "'3");
	assert_true(shows(&scene, "there is no activity to pin yet"));
	scene_end(&scene);
}

static void what_was_selected_stays_so_when_the_list_is_read_again(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene);
	type(&scene, "cwm");
	log_at(&scene, 0, 0, "cwm one");
	(void)send_event(scene.view, EVENT_CHANGED);
	assert_string_equal(accepted(&scene).text, "cwm");
	scene_end(&scene);
	/* Unless it exists by now: then that. */
	scene_open(&scene);
	type(&scene, "cwm");
	log_at(&scene, 0, 0, "cwm one");
	log_at(&scene, 0, 1, "CWM");
	(void)send_event(scene.view, EVENT_CHANGED);
	assert_string_equal(accepted(&scene).text, "CWM");
	scene_end(&scene);
	/* And one that is there. */
	scene_open(&scene);
	key(&scene, "Down");
	key(&scene, "Down");
	log_at(&scene, 0, 0, "another");
	(void)send_event(scene.view, EVENT_CHANGED);
	assert_string_equal(accepted(&scene).text, "parser");
	scene_end(&scene);
}

static void a_selected_row_that_has_gone_is_told(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene);
	key(&scene, "Down");
	change(&scene, "lunch", &(struct ts_activity_change){ .fields = TS_CHANGE_ARCHIVED, .archived = true });
	(void)send_event(scene.view, EVENT_CHANGED);
	assert_true(shows(&scene, "what was selected is not there any more"));
	assert_true(shows(&scene, "> 8 support: acme") || shows(&scene, "support: acme"));
	scene_end(&scene);
}

static void words_are_found_in_any_order(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene);
	type(&scene, "acme sup");
	assert_string_equal(accepted(&scene).text, "support: acme");
	scene_end(&scene);
}

static void a_paste_that_does_not_fit_is_refused_and_said(void **state)
{
	char text[PICKER_TEXT_SIZE + 100];
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	scene_open(&scene);
	type(&scene, "par");
	effects = paste_text(scene.view, &scene.environment, text);
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	assert_true(shows(&scene, "103 letters too many"));
	assert_string_equal(((const struct picker *)scene.view)->field.text, "par");
	type(&scene, "s");
	assert_false(shows(&scene, "too many"));
	scene_end(&scene);
}

static void a_failure_is_shown_inside_and_nothing_typed_is_lost(void **state)
{
	struct scene *scene = *state;

	type(scene, "9:30 stand");
	fake_fail_next_write(scene->store, TS_FULL);
	refused(scene);
	golden(scene, "picker-failed-60x16", 60, 16);
	assert_string_equal(accepted(scene).text, "standup");
}

static void activities_that_cannot_be_read_are_told(void **state)
{
	struct scene *scene = *state;

	scene_fill(scene);
	scene->view = view_picker_create(&scene->environment, scene->today, 0);
	fake_fail_next(scene->store, TS_DAMAGED);
	(void)send_event(scene->view, EVENT_SHOWN);
	assert_true(shows(scene, "the activities cannot be read"));
	refused(scene);
}

static void a_text_that_is_too_long_is_told_not_cut(void **state)
{
	struct scene *scene = *state;
	char text[TS_TEXT_SIZE + 10];

	memset(text, 'z', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	(void)paste_text(scene->view, &scene->environment, text);
	refused(scene);
	assert_true(shows(scene, "not logged"));
}

static void escape_closes_without_doing_anything(void **state)
{
	struct scene *scene = *state;
	struct effects effects;
	size_t writes = 0;

	writes = fake_writes(scene->store);
	type(scene, "parser");
	effects = key(scene, "Escape");
	assert_int_equal(effect_find(&effects, EFFECT_CLOSE)->answer.type, ANSWER_NONE);
	assert_int_equal(fake_writes(scene->store), writes);
}

static void a_click_selects_and_a_second_one_logs(void **state)
{
	struct scene *scene = *state;
	struct surface *surface = NULL;
	struct effects effects;
	int x = 0;
	int y = 0;

	surface = draw_view(scene->view);
	assert_true(surface_find(surface, "parser", &x, &y));
	surface_destroy(surface);
	effects = click(scene->view, &scene->environment, x, y);
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_true(shows(scene, "Enter logs \"parser\""));
	effects = click(scene->view, &scene->environment, x, y);
	assert_string_equal(effect_find(&effects, EFFECT_CLOSE)->answer.done.text, "parser");
	effects = click(scene->view, &scene->environment, 0, 0);
	assert_int_equal(effects.count, 0);
}

static void changes_elsewhere_keep_the_selected_row(void **state)
{
	struct scene *scene = *state;

	key(scene, "Down");
	key(scene, "Down");
	assert_true(shows(scene, "Enter logs \"parser\""));
	scene->now += TS_MINUTE;
	log_at(scene, 0, 14 * 60 + 38, "brand new");
	test_pass(&scene->environment, TS_MINUTE);
	(void)send_event(scene->view, EVENT_CHANGED);
	assert_true(shows(scene, "brand new"));
	assert_true(shows(scene, "Enter logs \"parser\""));
}

static void hard_texts_keep_the_columns(void **state)
{
	struct scene *scene = *state;

	log_at(scene, 0, 540,
	       "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x81\xAE\xE5\x8B\x89\xE5\xBC\xB7: "
	       "\xE3\x81\xB2\xE3\x82\x89\xE3\x81\x8C\xE3\x81\xAA\xE3\x81\xA8\xE6\xBC\xA2\xE5\xAD\x97");
	log_at(scene, 0, 550, "e\xCC\x81tude \xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9 family");
	log_at(scene, 0, 560, "a very long name of an activity that does not fit into the dialog at all");
	scene_show(scene, scene->today);
	golden(scene, "picker-hard-texts-60x16", 60, 16);
}

static void it_draws_at_every_size(void **state)
{
	struct scene *scene = *state;

	draw_at_all_sizes(scene->view, &scene->environment);
	type(scene, "9:30 a");
	draw_at_all_sizes(scene->view, &scene->environment);
	key(scene, "Up");
	draw_at_all_sizes(scene->view, &scene->environment);
}

static uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Enter does what the last line said it would, and a failure does nothing. */
static void random_keys_do_what_the_last_line_says(void **state)
{
	static const char letters[] = "aeprst 0123456789:+-'zm";
	static const enum action actions[] = { ACTION_UP,       ACTION_DOWN,       ACTION_PAGE_UP,    ACTION_PAGE_DOWN,
		                               ACTION_COMPLETE, ACTION_ERASE_BACK, ACTION_KILL_START, ACTION_WORD_LEFT,
		                               ACTION_YANK,     ACTION_ACCEPT,     ACTION_ACCEPT };
	(void)state;

	for (uint32_t round = 1; round <= 8; round++) {
		struct scene scene = { 0 };
		uint32_t seed = round * 104729;

		scene_open(&scene);
		for (int i = 0; i < 200; i++) {
			const struct picker *picker = (const struct picker *)scene.view;
			struct event event = { .type = EVENT_ACTION };
			struct effects effects = { .count = 0 };
			struct picker_preview preview;
			const struct effect *close = NULL;
			size_t writes = fake_writes(scene.store);
			bool pinning = picker->pinning;

			if (random_next(&seed) % 3 > 0) {
				event.type = EVENT_TEXT;
				event.as.character = (unsigned char)letters[random_next(&seed) % (sizeof letters - 1)];
				if (event.as.character == '\'')
					event = (struct event){ .type = EVENT_ACTION, .as.action.action = ACTION_PIN };
			} else {
				event.as.action.action =
				        actions[random_next(&seed) % (sizeof actions / sizeof actions[0])];
			}
			if (random_next(&seed) % 20 == 0)
				(void)send_event(scene.view, EVENT_CHANGED);
			picker_preview(picker, &preview);
			scene.view->ops->update(scene.view, &event, &effects);
			close = effect_find(&effects, EFFECT_CLOSE);
			if (close && !pinning) {
				assert_int_equal(event.as.action.action, ACTION_ACCEPT);
				assert_true(ts_text_same(close->answer.done.text, preview.name));
				assert_true(close->answer.done.at <= scene.environment.moment.now + TS_MINUTE);
			} else if (!close && !pinning && event.type == EVENT_ACTION) {
				assert_int_equal(fake_writes(scene.store), writes);
			}
			surface_destroy(draw_view(scene.view));
			if (close) {
				view_end(scene.view);
				scene_show(&scene, scene.today - (ts_day)(random_next(&seed) % 2));
			}
			test_pass(&scene.environment, random_next(&seed) % 5000);
		}
		scene_end(&scene);
	}
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, end)
	const struct CMUnitTest tests[] = {
		TEST_OF(the_most_recent_come_first_while_nothing_is_typed, open_filled),
		TEST_OF(an_empty_picker_says_what_to_type, begin),
		TEST_OF(the_best_match_is_logged_now, open_filled),
		TEST_OF(what_nothing_fits_is_made_and_logged, open_filled),
		TEST_OF(a_new_text_whose_letters_another_has_by_chance_is_made_all_the_same, open_filled),
		TEST_OF(the_last_row_makes_what_is_typed_though_something_fits, open_filled),
		TEST_OF(the_exact_text_wins_over_better_used_ones, begin),
		TEST_OF(an_archived_activity_shows_only_for_its_whole_text, open_filled),
		TEST_OF(a_time_in_front_is_taken_and_previewed, open_filled),
		TEST_OF(minutes_ago_count_from_the_moment_of_enter, open_filled),
		TEST_OF(minutes_after_count_from_the_last_log, open_filled),
		TEST_OF(a_time_alone_leaves_the_list_to_choose_from, open_filled),
		TEST_OF(a_word_that_could_be_a_day_is_text, open_filled),
		TEST_OF(a_bare_time_belongs_to_the_day_on_screen, begin),
		TEST_OF(without_a_time_it_logs_now_from_any_day, begin),
		TEST_OF(a_time_to_come_is_told_at_once, open_filled),
		TEST_OF(a_stretch_says_what_it_covers_and_is_one_step, open_filled),
		TEST_OF(a_tilde_at_the_end_makes_a_new_activity_rest, open_filled),
		TEST_OF(a_digit_alone_is_its_slot_also_behind_a_time, open_filled),
		TEST_OF(a_time_that_cannot_be_is_told_at_once, open_filled),
		TEST_OF(a_time_that_the_clock_skips_is_told, begin),
		TEST_OF(what_goes_on_already_is_said_and_answered_as_such, open_filled),
		TEST_OF(tab_completes_to_the_selected_row, open_filled),
		cmocka_unit_test(a_quote_and_a_digit_pin_the_selected_row),
		cmocka_unit_test(in_a_text_a_quote_is_a_letter),
		cmocka_unit_test(without_an_activity_there_is_none_to_pin),
		cmocka_unit_test(what_was_selected_stays_so_when_the_list_is_read_again),
		cmocka_unit_test(a_selected_row_that_has_gone_is_told),
		cmocka_unit_test(words_are_found_in_any_order),
		cmocka_unit_test(a_paste_that_does_not_fit_is_refused_and_said),
		TEST_OF(a_failure_is_shown_inside_and_nothing_typed_is_lost, open_filled),
		TEST_OF(activities_that_cannot_be_read_are_told, begin),
		TEST_OF(a_text_that_is_too_long_is_told_not_cut, open_filled),
		TEST_OF(escape_closes_without_doing_anything, open_filled),
		TEST_OF(a_click_selects_and_a_second_one_logs, open_filled),
		TEST_OF(changes_elsewhere_keep_the_selected_row, open_filled),
		TEST_OF(hard_texts_keep_the_columns, begin),
		cmocka_unit_test(random_keys_do_what_the_last_line_says),
		TEST_OF(it_draws_at_every_size, open_filled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
