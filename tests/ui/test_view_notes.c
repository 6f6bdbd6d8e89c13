/* The note of a day: typing, drafts, saving, failures, changes from elsewhere, find, and how it looks. */
#include "tests/fake/fake.h"
#include "tests/ui/support.h"
#include "ui/notes/notes_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Thursday 1 October 2026, 14:12 */
struct scene {
	ts_store *store;
	struct environment environment;
	ts_day today;
	struct view *view;
};

static void scene_begin(struct scene *scene)
{
	ts_time now = 0;

	scene->today = ts_day_from_civil(2026, 10, 1);
	now = ts_time_local(scene->today, 14 * 60 + 12, NULL);
	scene->store = fake_open_logged_in("ada", now);
	scene->environment = test_environment(scene->store, now);
}

static void write_note(const struct scene *scene, const char *text)
{
	struct ts_note note = { 0 };
	struct ts_done done;

	assert_int_equal(ts_note_read(scene->store, scene->today, &note), TS_OK);
	assert_int_equal(ts_note_save(scene->store, &note, text, strlen(text), scene->environment.moment.now, &done),
	                 TS_OK);
	ts_note_release(&note);
}

static void scene_show(struct scene *scene)
{
	scene->view = view_notes_create(&scene->environment, scene->today);
	(void)send_event(scene->view, EVENT_SHOWN);
}

static void scene_open(struct scene *scene, const char *text)
{
	scene_begin(scene);
	if (text)
		write_note(scene, text);
	scene_show(scene);
}

static void scene_end(struct scene *scene)
{
	view_end(scene->view);
	ts_close(scene->store);
}

static struct effects type(struct scene *scene, const char *text)
{
	return type_text(scene->view, &scene->environment, text);
}

static struct effects key(struct scene *scene, const char *name)
{
	return press(scene->view, &scene->environment, name);
}

static bool shows(const struct scene *scene, const char *text)
{
	struct surface *surface = draw_view(scene->view);
	bool found = surface_shows(surface, text);

	surface_destroy(surface);
	return found;
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

static void check_stored(const struct scene *scene, const char *text)
{
	struct ts_note note = { 0 };

	assert_int_equal(ts_note_read(scene->store, scene->today, &note), TS_OK);
	assert_string_equal(note.text, text);
	ts_note_release(&note);
}

/* NULL: there is no draft. */
static void check_draft(const struct scene *scene, const char *text)
{
	struct ts_draft draft = { 0 };
	enum ts_status status = ts_draft_read(scene->store, scene->today, &draft);

	if (text) {
		assert_int_equal(status, TS_OK);
		assert_string_equal(draft.note.text, text);
	} else {
		assert_int_equal(status, TS_NOT_FOUND);
	}
	ts_draft_release(&draft);
}

static const struct notes *notes_of(const struct scene *scene)
{
	return (const struct notes *)scene->view;
}

static void check_text(const struct scene *scene, const char *text)
{
	size_t size = 0;

	assert_string_equal(editor_text(notes_of(scene)->editor, &size), text);
}

static const char *const sample =
        "# parser\n- arena allocator halves the run time; keep old path\n"
        "- [ ] ask Lin about 64-bit offsets in the index\n- [x] \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E "
        "e\xCC\x81tude\n\n# acme call 11:47\nThey want the report on Friday, with the totals by "
        "project and by activity, and if possible as a file that can be read by their program.\n";

static int open_word(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_open(&scene, "one");
	*state = &scene;
	return 0;
}

static int open_line(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_open(&scene, "one\n");
	*state = &scene;
	return 0;
}

static int open_empty(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_open(&scene, NULL);
	*state = &scene;
	return 0;
}

static int open_sample(void **state)
{
	static struct scene scene;

	scene = (struct scene){ 0 };
	scene_open(&scene, sample);
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

static void a_note_is_shown_with_its_day(void **state)
{
	struct scene *scene = *state;

	golden(scene, "notes-100x30", 100, 30);
	golden(scene, "notes-80x24", 80, 24);
	golden(scene, "notes-60x16", 60, 16);
}

static void a_day_without_a_note_is_an_empty_page(void **state)
{
	struct scene *scene = *state;

	golden(scene, "notes-empty-80x24", 80, 24);
}

static void leaving_saves_and_says_what_was_done(void **state)
{
	struct scene *scene = *state;
	struct effects effects;
	const struct effect *close = NULL;

	type(scene, "two");
	effects = key(scene, "Escape");
	close = effect_find(&effects, EFFECT_CLOSE);
	assert_non_null(close);
	assert_int_equal(close->answer.type, ANSWER_DONE);
	assert_int_equal(close->answer.done.deed, TS_DEED_NOTE);
	check_stored(scene, "one\ntwo");
	check_draft(scene, NULL);
}

static void leaving_without_a_change_writes_nothing(void **state)
{
	struct scene *scene = *state;
	struct effects effects;
	size_t writes = 0;

	writes = fake_writes(scene->store);
	type(scene, "x");
	key(scene, "Backspace");
	effects = key(scene, "Escape");
	assert_int_equal(effect_find(&effects, EFFECT_CLOSE)->answer.type, ANSWER_NONE);
	assert_int_equal(fake_writes(scene->store), writes);
}

static void saving_stays_and_tells_the_time(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	type(scene, "one");
	assert_true(shows(scene, "unsaved"));
	effects = key(scene, "C-s");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_true(shows(scene, "saved 14:12"));
	check_stored(scene, "one");
	type(scene, " two");
	key(scene, "C-s");
	check_stored(scene, "one two");
}

static void typed_text_is_drafted_within_two_seconds(void **state)
{
	struct scene *scene = *state;
	int64_t wake = 0;

	assert_int_equal(scene->view->ops->wake(scene->view), 0);
	type(scene, " two");
	wake = scene->view->ops->wake(scene->view);
	assert_in_range(wake, scene->environment.moment.uptime + 1, scene->environment.moment.uptime + 2000);
	check_draft(scene, NULL);
	test_pass(&scene->environment, wake - scene->environment.moment.uptime);
	(void)send_event(scene->view, EVENT_TICK);
	check_draft(scene, "one two");
	assert_int_equal(scene->view->ops->wake(scene->view), 0);
	assert_true(shows(scene, "draft kept 14:12:01"));
	golden(scene, "notes-draft-80x24", 80, 24);
}

static void typing_on_does_not_put_the_draft_off(void **state)
{
	struct scene *scene = *state;
	char typed[64] = "";
	int64_t drafted = 0;

	drafted = scene->environment.moment.uptime;
	/* a key every 100 ms, and no tick ever comes through */
	for (size_t i = 0; i < 50; i++) {
		struct ts_draft draft = { 0 };

		type(scene, "x");
		typed[i] = 'x';
		if (ts_draft_read(scene->store, scene->today, &draft) == TS_OK && strcmp(draft.note.text, typed) == 0)
			drafted = scene->environment.moment.uptime;
		ts_draft_release(&draft);
		assert_true(scene->environment.moment.uptime - drafted <= 2000);
		test_pass(&scene->environment, 100);
	}
}

static void a_signal_drafts_at_once(void **state)
{
	struct scene *scene = *state;
	size_t writes = 0;

	type(scene, "half a sen");
	(void)send_event(scene->view, EVENT_SAVE);
	check_draft(scene, "half a sen");
	writes = fake_writes(scene->store);
	(void)send_event(scene->view, EVENT_SAVE);
	assert_int_equal(fake_writes(scene->store), writes);
}

static void unsaved_text_is_back_when_the_note_is_opened_again(void **state)
{
	struct scene *scene = *state;

	type(scene, " two");
	key(scene, "Left");
	(void)send_event(scene->view, EVENT_SAVE);
	view_end(scene->view);
	test_pass(&scene->environment, 10 * TS_MINUTE);
	scene_show(scene);
	check_text(scene, "one two");
	assert_int_equal(editor_cursor(notes_of(scene)->editor), 6);
	assert_true(shows(scene, "unsaved text of 14:12 is back"));
	golden(scene, "notes-back-60x16", 60, 16);
	key(scene, "Escape");
	check_stored(scene, "one two");
	check_draft(scene, NULL);
}

static void a_draft_of_another_day_tells_its_date(void **state)
{
	struct scene *scene = *state;

	type(scene, "x");
	(void)send_event(scene->view, EVENT_SAVE);
	view_end(scene->view);
	test_pass(&scene->environment, 24 * TS_HOUR);
	scene_show(scene);
	assert_true(shows(scene, "unsaved text of Thu 1 Oct 14:12 is back"));
}

static void a_draft_that_says_the_same_as_the_note_is_dropped(void **state)
{
	struct scene *scene = *state;

	type(scene, "x");
	key(scene, "Backspace");
	(void)send_event(scene->view, EVENT_SAVE);
	check_draft(scene, "one");
	view_end(scene->view);
	scene_show(scene);
	check_draft(scene, NULL);
	assert_false(shows(scene, "is back"));
}

static void text_taken_back_leaves_no_draft(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	type(scene, "x");
	(void)send_event(scene->view, EVENT_SAVE);
	key(scene, "M-u");
	effects = key(scene, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	check_draft(scene, NULL);
}

static void a_failed_save_keeps_the_text_and_says_what_is_kept(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	type(scene, " two");
	fake_fail_next_write(scene->store, TS_FULL);
	effects = key(scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	check_text(scene, "one two");
	check_stored(scene, "one");
	check_draft(scene, "one two");
	assert_true(shows(scene, "not saved: the disk is full"));
	golden(scene, "notes-failed-80x24", 80, 24);
	/* it stays to be read while typing goes on, until a save works */
	type(scene, "!");
	assert_true(shows(scene, "not saved: the disk is full"));
	key(scene, "C-s");
	assert_false(shows(scene, "not saved"));
	check_stored(scene, "one two!");
}

static void a_store_that_can_only_be_read_loses_nothing_on_the_screen(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	fake_set_read_only(scene->store, true);
	type(scene, " two");
	effects = key(scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_true(shows(scene, "no draft could be kept"));
	/* the way out without saving: take it back, both words */
	key(scene, "M-u");
	key(scene, "M-u");
	effects = key(scene, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void a_store_that_can_only_be_read_is_told_before_anything_is_typed(void **state)
{
	struct scene *scene = *state;

	write_note(scene, "one");
	fake_set_read_only(scene->store, true);
	scene_show(scene);
	assert_true(shows(scene, "can only be read: what you type here cannot be saved"));
	type(scene, "x");
	assert_true(shows(scene, "can only be read"));
}

static void a_draft_that_fails_is_told_and_tried_again(void **state)
{
	struct scene *scene = *state;
	int64_t wake = 0;

	type(scene, "x");
	test_pass(&scene->environment, 2000);
	fake_fail_next_write(scene->store, TS_BUSY);
	(void)send_event(scene->view, EVENT_TICK);
	check_draft(scene, NULL);
	assert_true(shows(scene, "no draft is kept"));
	assert_true(shows(scene, "unsaved"));
	wake = scene->view->ops->wake(scene->view);
	assert_in_range(wake, scene->environment.moment.uptime + 1, scene->environment.moment.uptime + 2000);
	test_pass(&scene->environment, 2000);
	(void)send_event(scene->view, EVENT_TICK);
	check_draft(scene, "x");
	assert_false(shows(scene, "no draft is kept"));
}

static void a_note_that_cannot_be_read_is_not_written_over(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	write_note(scene, "precious");
	scene->view = view_notes_create(&scene->environment, scene->today);
	fake_fail_next(scene->store, TS_DAMAGED);
	(void)send_event(scene->view, EVENT_SHOWN);
	assert_true(shows(scene, "This note cannot be read"));
	golden(scene, "notes-unread-60x16", 60, 16);
	type(scene, "x");
	key(scene, "C-s");
	(void)send_event(scene->view, EVENT_SAVE);
	(void)send_event(scene->view, EVENT_TICK);
	effects = key(scene, "Escape");
	assert_int_equal(effect_find(&effects, EFFECT_CLOSE)->answer.type, ANSWER_NONE);
	check_stored(scene, "precious");
	check_draft(scene, NULL);
	(void)send_event(scene->view, EVENT_CHANGED);
	check_text(scene, "precious");
}

static void several_versions_are_told_when_the_note_opens(void **state)
{
	struct scene *scene = *state;
	struct ts_note note = { 0 };

	write_note(scene, "from here");
	fake_add_note_head(scene->store, scene->today, "from there");
	scene_show(scene);
	assert_true(shows(scene, "2 versions were joined: look for the marked lines"));
	assert_true(shows(scene, "from here"));
	assert_true(shows(scene, "from there"));
	key(scene, "C-s");
	assert_int_equal(ts_note_read(scene->store, scene->today, &note), TS_OK);
	assert_int_equal(note.head_count, 1);
	ts_note_release(&note);
}

static void a_change_elsewhere_is_shown_while_nothing_is_typed(void **state)
{
	struct scene *scene = *state;

	write_note(scene, "one two");
	(void)send_event(scene->view, EVENT_CHANGED);
	check_text(scene, "one two");
	assert_true(shows(scene, "changed elsewhere: this is how it is now"));
	type(scene, " three");
	key(scene, "Escape");
	check_stored(scene, "one two three");
}

static void a_change_elsewhere_joins_what_is_typed(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	type(scene, "mine");
	write_note(scene, "one\ntheirs");
	(void)send_event(scene->view, EVENT_CHANGED);
	check_text(scene, "one\nmine");
	assert_true(shows(scene, "saving joins both"));
	effects = key(scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_true(shows(scene, "mine"));
	assert_true(shows(scene, "theirs"));
	assert_true(shows(scene, "look for the marked lines"));
	golden(scene, "notes-joined-80x24", 80, 24);
	effects = key(scene, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void a_save_elsewhere_does_not_take_the_draft_away(void **state)
{
	struct scene *scene = *state;

	type(scene, "mine");
	(void)send_event(scene->view, EVENT_SAVE);
	write_note(scene, "one\ntheirs");
	check_draft(scene, NULL);
	(void)send_event(scene->view, EVENT_CHANGED);
	check_draft(scene, "one\nmine");
}

static void a_change_that_nobody_told_of_is_joined_as_well(void **state)
{
	struct scene *scene = *state;
	struct effects effects;

	type(scene, "mine");
	write_note(scene, "one\ntheirs");
	effects = key(scene, "C-s");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_true(shows(scene, "mine"));
	assert_true(shows(scene, "theirs"));
}

static void a_draft_made_before_a_change_elsewhere_joins_it(void **state)
{
	struct scene *scene = *state;

	type(scene, "mine");
	(void)send_event(scene->view, EVENT_SAVE);
	view_end(scene->view);
	fake_add_note_head(scene->store, scene->today, "one\ntheirs");
	scene_show(scene);
	check_text(scene, "one\nmine");
	assert_true(shows(scene, "is back; the note was changed since: saving joins both"));
	key(scene, "C-s");
	assert_true(shows(scene, "mine"));
	assert_true(shows(scene, "theirs"));
}

static void a_note_over_its_limit_is_refused_with_the_text_kept(void **state)
{
	static char text[TS_NOTE_LIMIT + 1];
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	memset(text, 'x', TS_NOTE_LIMIT - 2);
	scene_open(&scene, text);
	assert_true(shows(&scene, "63.9 of 64 KiB"));
	effects = paste_text(scene.view, &scene.environment, "three");
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	assert_true(shows(&scene, "this does not fit: 3 letters too many, a note holds 64 KiB"));
	check_text(&scene, text);
	effects = type(&scene, "ab");
	assert_null(effect_find(&effects, EFFECT_BELL));
	effects = type(&scene, "c");
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	scene_end(&scene);
}

static void find_goes_to_what_is_typed_and_marks_all(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene, "Fox one\nfox two\nend fox");
	key(&scene, "C-Home");
	key(&scene, "C-f");
	type(&scene, "fox");
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 0);
	golden(&scene, "notes-find-60x16", 60, 16);
	key(&scene, "F3");
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 8);
	key(&scene, "Enter");
	key(&scene, "F3");
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 20);
	key(&scene, "F3");
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 0);
	type(&scene, "x");
	check_text(&scene, "xFox one\nfox two\nend fox");
	scene_end(&scene);
}

static void find_says_which_of_how_many_and_when_it_wrapped(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene, "caf\xC3\xA9 one\ncafe\xCC\x81 two\nCAFE");
	key(&scene, "C-f");
	type(&scene, "cafe");
	assert_true(shows(&scene, "1 of 3, wrapped to the top"));
	key(&scene, "F3");
	assert_true(shows(&scene, "2 of 3"));
	key(&scene, "Enter");
	key(&scene, "F3");
	assert_true(shows(&scene, "3 of 3"));
	key(&scene, "F3");
	assert_true(shows(&scene, "1 of 3, wrapped to the top"));
	key(&scene, "S-F3");
	assert_true(shows(&scene, "3 of 3, wrapped to the end"));
	scene_end(&scene);
}

static void a_note_opens_at_the_line_that_was_found(void **state)
{
	struct scene scene = { 0 };
	int line = 0, column = 0, lines = 0;
	(void)state;

	scene_begin(&scene);
	write_note(&scene, "1\nneedle\n3\nthe n\xC3\xA9"
	                   "edle\n5");
	scene.view = view_notes_create_at(&scene.environment, scene.today, 3, "needle -other");
	(void)send_event(scene.view, EVENT_SHOWN);
	editor_position(notes_of(&scene)->editor, &line, &column, &lines);
	assert_int_equal(line, 4);
	assert_int_equal(column, 5);
	golden(&scene, "notes-found-60x16", 60, 16);
	key(&scene, "F3");
	editor_position(notes_of(&scene)->editor, &line, &column, &lines);
	assert_int_equal(line, 2);
	assert_true(shows(&scene, "1 of 2, wrapped to the top"));
	type(&scene, "X");
	check_text(&scene, "1\nXneedle\n3\nthe n\xC3\xA9"
	                   "edle\n5");
	scene_end(&scene);
}

static void undo_goes_on_over_a_change_from_elsewhere(void **state)
{
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	scene_open(&scene, NULL);
	type(&scene, "first words here");
	key(&scene, "C-s");
	write_note(&scene, "first words here\nfrom outside");
	(void)send_event(scene.view, EVENT_CHANGED);
	check_text(&scene, "first words here\nfrom outside");
	assert_true(shows(&scene, "M-u takes it back"));
	key(&scene, "M-u");
	check_text(&scene, "first words here");
	assert_true(shows(&scene, "taken back, 3 more   M-r does it again"));
	key(&scene, "M-u");
	check_text(&scene, "first words ");
	key(&scene, "M-u");
	key(&scene, "M-u");
	check_text(&scene, "");
	effects = key(&scene, "M-u");
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	assert_true(shows(&scene, "nothing to take back"));
	for (int i = 0; i < 4; i++)
		key(&scene, "M-r");
	check_text(&scene, "first words here\nfrom outside");
	scene_end(&scene);
}

static void what_is_marked_is_copied_and_cut_and_said(void **state)
{
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	scene_open(&scene, "one two three");
	key(&scene, "S-Left");
	key(&scene, "S-Left");
	golden(&scene, "notes-marked-60x16", 60, 16);
	/* Escape gives up what is marked, and stays. */
	effects = key(&scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	key(&scene, "C-Space");
	key(&scene, "End");
	key(&scene, "M-w");
	assert_true(shows(&scene, "copied 2 letters   C-y puts back"));
	key(&scene, "C-y");
	check_text(&scene, "one two threeee");
	key(&scene, "M-w");
	assert_true(shows(&scene, "copied the line, 15 letters"));
	scene_end(&scene);
}

static void keys_tick_move_and_put_in_the_time(void **state)
{
	struct scene scene = { 0 };
	(void)state;

	scene_open(&scene, "call Lin\nsecond");
	key(&scene, "C-t");
	key(&scene, "C-t");
	key(&scene, "M-Up");
	check_text(&scene, "- [x] second\ncall Lin");
	key(&scene, "End");
	key(&scene, "Enter");
	key(&scene, "M-t");
	check_text(&scene, "- [x] second\n- [ ] 14:12 \ncall Lin");
	scene_end(&scene);
}

static void escape_from_find_goes_back_to_where_it_began(void **state)
{
	struct scene scene = { 0 };
	struct effects effects;
	(void)state;

	scene_open(&scene, "one two three");
	key(&scene, "C-f");
	type(&scene, "two");
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 4);
	effects = key(&scene, "Escape");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 13);
	key(&scene, "C-f");
	effects = type(&scene, "q");
	assert_non_null(effect_find(&effects, EFFECT_BELL));
	assert_true(shows(&scene, "no match"));
	check_text(&scene, "one two three");
	scene_end(&scene);
}

static void a_click_puts_the_cursor_there(void **state)
{
	struct scene scene = { 0 };
	struct surface *surface = NULL;
	int x = 0;
	int y = 0;
	(void)state;

	scene_open(&scene, "one\ntwo words\nthree");
	surface = draw_view(scene.view);
	assert_true(surface_find(surface, "words", &x, &y));
	surface_destroy(surface);
	(void)click(scene.view, &scene.environment, x, y);
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 8);
	(void)click(scene.view, &scene.environment, 90, y);
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 13);
	(void)click(scene.view, &scene.environment, x, 0);
	assert_int_equal(editor_cursor(notes_of(&scene)->editor), 13);
	scene_end(&scene);
}

static void what_the_program_says_shows_on_the_event_line(void **state)
{
	struct scene *scene = *state;

	(void)snprintf(scene->environment.message.text, sizeof scene->environment.message.text,
	               "the pasted text was too long");
	assert_true(shows(scene, "the pasted text was too long"));
}

static void it_draws_at_every_size(void **state)
{
	struct scene *scene = *state;

	draw_at_all_sizes(scene->view, &scene->environment);
	key(scene, "C-f");
	type(scene, "the");
	draw_at_all_sizes(scene->view, &scene->environment);
	view_end(scene->view);
	scene->view = view_notes_create(&scene->environment, scene->today);
	draw_at_all_sizes(scene->view, &scene->environment);
}

static uint32_t random_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* What a key event would be for any binding of the view, or some text. */
static struct event random_event(uint32_t *seed)
{
	static const char *const pasted[] = { "two\nlines", "\xE6\x97\xA5", "- item", "\n", "one" };
	struct event event = { .type = EVENT_ACTION };
	uint32_t choice = random_next(seed) % 12;

	if (choice < 4) {
		event = (struct event){ .type = EVENT_TEXT, .as.character = 'a' + random_next(seed) % 26 };
	} else if (choice == 4) {
		const char *text = pasted[random_next(seed) % (sizeof pasted / sizeof pasted[0])];

		event = (struct event){ .type = EVENT_PASTE, .as.paste = { text, strlen(text) } };
	} else if (choice == 5) {
		event.type = random_next(seed) % 2 ? EVENT_CHANGED : EVENT_TICK;
	} else if (choice == 6) {
		event.type = random_next(seed) % 2 ? EVENT_SAVE : EVENT_SHOWN;
	} else {
		do
			event.as.action.action = bindings[random_next(seed) % binding_count].action;
		while (event.as.action.action == ACTION_HELP);
	}
	return event;
}

/* Keys, failing writes and other terminals in any order: when the view closes, the stored note holds every text that
 * was in the editor, but for what the keys took out. */
static void nothing_is_lost_whatever_happens(void **state)
{
	static const enum ts_status failures[] = { TS_FULL, TS_BUSY, TS_IO, TS_READ_ONLY };
	(void)state;

	for (uint32_t round = 1; round <= 12; round++) {
		struct scene scene = { 0 };
		uint32_t seed = round * 7919;
		bool alone = round % 2 == 0;

		scene_open(&scene, "one\n");
		for (int i = 0; i < 300; i++) {
			struct event event = random_event(&seed);
			struct effects effects = { .count = 0 };
			struct surface *surface = NULL;
			char *text = NULL;
			size_t size = 0;

			if (random_next(&seed) % 20 == 0)
				fake_fail_next_write(scene.store, failures[random_next(&seed) % 4]);
			if (!alone && random_next(&seed) % 40 == 0)
				fake_add_note_head(scene.store, scene.today, "elsewhere\n");
			text = strdup(editor_text(notes_of(&scene)->editor, &size));
			scene.view->ops->update(scene.view, &event, &effects);
			if (effect_find(&effects, EFFECT_CLOSE)) {
				if (alone)
					check_stored(&scene, text);
				check_draft(&scene, NULL);
				view_end(scene.view);
				scene_show(&scene);
			}
			free(text);
			surface = draw_view(scene.view);
			surface_destroy(surface);
			test_pass(&scene.environment, random_next(&seed) % 700);
			for (size_t j = 0; j < effects.count; j++) {
				if (effects.at[j].type == EFFECT_OPEN)
					view_end(effects.at[j].view);
			}
		}
		scene_end(&scene);
	}
}

static void versions_that_do_not_verify_are_told_while_the_note_is_open(void **state)
{
	struct scene scene;

	(void)state;
	scene_begin(&scene);
	write_note(&scene, "a line");
	fake_set_damaged(scene.store, 2);
	scene_show(&scene);
	struct surface *surface = draw_view(scene.view);
	assert_true(surface_shows(surface, "this may not be all: of its month 2 versions of notes do not verify"));
	surface_destroy(surface);
	scene_end(&scene);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_that_do_not_verify_are_told_while_the_note_is_open),
		TEST_OF(a_note_is_shown_with_its_day, open_sample),
		TEST_OF(a_day_without_a_note_is_an_empty_page, open_empty),
		TEST_OF(leaving_saves_and_says_what_was_done, open_line),
		TEST_OF(leaving_without_a_change_writes_nothing, open_word),
		TEST_OF(saving_stays_and_tells_the_time, open_empty),
		TEST_OF(typed_text_is_drafted_within_two_seconds, open_word),
		TEST_OF(typing_on_does_not_put_the_draft_off, open_empty),
		TEST_OF(a_signal_drafts_at_once, open_empty),
		TEST_OF(unsaved_text_is_back_when_the_note_is_opened_again, open_word),
		TEST_OF(a_draft_of_another_day_tells_its_date, open_empty),
		TEST_OF(a_draft_that_says_the_same_as_the_note_is_dropped, open_word),
		TEST_OF(text_taken_back_leaves_no_draft, open_word),
		TEST_OF(a_failed_save_keeps_the_text_and_says_what_is_kept, open_word),
		TEST_OF(a_store_that_can_only_be_read_loses_nothing_on_the_screen, open_word),
		TEST_OF(a_store_that_can_only_be_read_is_told_before_anything_is_typed, begin),
		TEST_OF(a_draft_that_fails_is_told_and_tried_again, open_empty),
		TEST_OF(a_note_that_cannot_be_read_is_not_written_over, begin),
		TEST_OF(several_versions_are_told_when_the_note_opens, begin),
		TEST_OF(a_change_elsewhere_is_shown_while_nothing_is_typed, open_word),
		TEST_OF(a_change_elsewhere_joins_what_is_typed, open_line),
		TEST_OF(a_save_elsewhere_does_not_take_the_draft_away, open_line),
		TEST_OF(a_change_that_nobody_told_of_is_joined_as_well, open_line),
		TEST_OF(a_draft_made_before_a_change_elsewhere_joins_it, open_line),
		cmocka_unit_test(a_note_over_its_limit_is_refused_with_the_text_kept),
		cmocka_unit_test(find_goes_to_what_is_typed_and_marks_all),
		cmocka_unit_test(find_says_which_of_how_many_and_when_it_wrapped),
		cmocka_unit_test(a_note_opens_at_the_line_that_was_found),
		cmocka_unit_test(undo_goes_on_over_a_change_from_elsewhere),
		cmocka_unit_test(what_is_marked_is_copied_and_cut_and_said),
		cmocka_unit_test(keys_tick_move_and_put_in_the_time),
		cmocka_unit_test(escape_from_find_goes_back_to_where_it_began),
		cmocka_unit_test(a_click_puts_the_cursor_there),
		TEST_OF(what_the_program_says_shows_on_the_event_line, open_word),
		cmocka_unit_test(nothing_is_lost_whatever_happens),
		TEST_OF(it_draws_at_every_size, open_sample),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
