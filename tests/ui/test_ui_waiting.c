/* Another program holds the database: no key waits for it, and nothing that was asked for is lost without a word. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

static const struct ts_holder stopped = { .process = 4711, .name = "sqlite3", .stopped = true };

static void log_at(struct desk *desk, const char *text, ts_time at)
{
	struct ts_done done;
	assert_int_equal(ts_log_text(desk->store, text, NULL, at, CARD_NOW, &done), TS_OK);
}

/* Slots 1 to 3 are parser, email and call, which goes on. */
static int setup(void **state)
{
	static struct desk desk;
	desk_open_logged_in(&desk);
	log_at(&desk, "parser", CARD_NOW - 3 * TS_HOUR);
	log_at(&desk, "email", CARD_NOW - 2 * TS_HOUR);
	log_at(&desk, "call", CARD_NOW - TS_HOUR);
	ui_changed(desk.ui, desk.moment);
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

static void assert_goes_on(struct desk *desk, const char *text, ts_time since)
{
	struct ts_span span;
	assert_int_equal(ts_current_read(desk->store, desk->moment.now, &span), TS_OK);
	assert_string_equal(span.text, text);
	assert_int_equal(span.logged, since);
}

static void let_go(struct desk *desk)
{
	fake_set_holder(desk->store, NULL);
	desk_pass(desk, 500);
}

static const char *last_words(struct desk *desk)
{
	static char words[TS_REASON_SIZE];
	ui_last_words(desk->ui, desk->moment, words, sizeof words);
	return words;
}

static void a_key_waits_for_the_lock_and_lands_with_its_moment(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	assert_true(desk_shows(desk, "log slot 1 waits for sqlite3 (process 4711, stopped), Escape gives up"));
	assert_goes_on(desk, "call", CARD_NOW - TS_HOUR);
	/* A message goes after a minute; what waits does not. */
	desk_pass(desk, 63 * TS_SECOND);
	assert_true(desk_shows(desk, "log slot 1 waits for sqlite3"));
	let_go(desk);
	assert_goes_on(desk, "parser", pressed);
	assert_true(desk_shows(desk, "log slot 1: done now   u takes it back"));
	assert_int_equal(ui_wake(desk->ui) != 0 && ui_wake(desk->ui) - desk->moment.uptime < 1000, 0);
}

static void a_lock_of_a_moment_is_told_and_over(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_fail_next_write(desk->store, TS_BUSY);
	desk_key(desk, "1");
	assert_true(desk_shows(desk, "log slot 1 waits for another program"));
	desk_pass(desk, 500);
	assert_goes_on(desk, "parser", pressed);
}

static void keys_are_done_in_their_order(void **state)
{
	struct desk *desk = *state;
	ts_time first = desk->moment.now;
	size_t writes = fake_writes(desk->store);
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	desk_pass(desk, 2 * TS_SECOND);
	desk_key(desk, "2");
	desk_key(desk, "u");
	desk_key(desk, "U");
	desk_key(desk, "u");
	assert_true(desk_shows(desk, "log slot 1 +4 wait for sqlite3"));
	/* The lock is free already: what is pressed now does not overtake those. */
	fake_set_holder(desk->store, NULL);
	desk_key(desk, "x");
	assert_int_equal(fake_writes(desk->store), writes);
	desk_pass(desk, 500);
	assert_int_equal(fake_writes(desk->store), writes + 6);
	struct ts_done done;
	/* What x took was the selected one of then: call. */
	assert_goes_on(desk, "parser", first);
	assert_int_equal(ts_undo(desk->store, desk->moment.now, &done), TS_OK);
	assert_int_equal(done.deed, TS_DEED_DELETE);
	assert_string_equal(done.text, "call");
}

static void escape_gives_up_all_that_waits(void **state)
{
	struct desk *desk = *state;
	size_t writes = fake_writes(desk->store);
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	desk_key(desk, "x");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "given up: 14:12 log slot 1 and 1 more"));
	let_go(desk);
	assert_int_equal(fake_writes(desk->store), writes);
	assert_string_equal(last_words(desk), "");
}

static void escape_alone_is_what_it_was(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "'");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "nothing is pinned"));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "nothing is pinned"));
}

static void the_screen_lives_on_meanwhile(void **state)
{
	struct desk *desk = *state;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	desk_key(desk, "?");
	assert_true(desk_shows(desk, "Give up what waits"));
	/* It leaves help, and gives nothing up. */
	desk_key(desk, "Escape");
	desk_key(desk, "h");
	assert_true(desk_shows(desk, "30 Sep"));
	desk_key(desk, "t");
	desk_pass(desk, TS_SECOND);
	let_go(desk);
	assert_goes_on(desk, "parser", CARD_NOW);
}

static void dialogs_close_and_what_they_asked_for_lands(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "Enter");
	desk_type(desk, "9:30 review // a comment");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "log review waits for sqlite3"));
	assert_true(desk_shows(desk, "LOGS"));
	desk_key(desk, "A");
	desk_key(desk, "~");
	desk_key(desk, "Escape");
	desk_key(desk, "s");
	desk_key(desk, "Enter");
	desk_pass(desk, TS_SECOND);
	let_go(desk);
	struct ts_day_view view;
	bool found = false;
	assert_int_equal(ts_day_read(desk->store, ts_day_of(pressed, 0), desk->moment.now, &view), TS_OK);
	for (size_t i = 0; i < view.span_count; i++)
		found = found ||
		        (strcmp(view.spans[i].text, "review") == 0 && strcmp(view.spans[i].comment, "a comment") == 0);
	assert_true(found);
	ts_day_release(&view);
	assert_string_equal(last_words(desk), "");
}

static void what_cannot_be_done_any_more_is_told(void **state)
{
	struct desk *desk = *state;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "x");
	desk_key(desk, "x");
	let_go(desk);
	assert_true(desk_shows(desk, "waited in vain: 14:12 delete a log: not found"));
}

static void digits_wait_on_behind_the_lock_and_the_rest_is_told(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	desk_key(desk, "u");
	desk_key(desk, "Enter");
	desk_type(desk, "secret plan");
	desk_key(desk, "Enter");
	desk_key(desk, "z");
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "not saved: 14:12 undo; 14:12 log"));
	assert_false(desk_shows(desk, "secret"));
	/* On the lock screen they wait likewise. */
	desk_pass(desk, TS_MINUTE);
	desk_key(desk, "2");
	assert_true(desk_shows(desk, "log slot 1 +1 wait for sqlite3"));
	let_go(desk);
	assert_true(desk_shows(desk, "log slot 2 and 1 before it: done now"));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "2 logged while locked"));
	assert_goes_on(desk, "email", pressed + TS_MINUTE);
}

static void what_was_sealed_late_is_taken_over_after_the_unlock(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "z");
	desk_key(desk, "1");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
	assert_goes_on(desk, "call", CARD_NOW - TS_HOUR);
	let_go(desk);
	assert_goes_on(desk, "parser", pressed);
}

static void the_idle_lock_tells_what_it_gave_up(void **state)
{
	struct desk *desk = *state;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "x");
	desk_pass(desk, 11 * TS_MINUTE);
	assert_false(ts_logged_in(desk->store));
	/* Who comes back after hours sees it, and once more after the password. */
	desk_pass(desk, 3 * TS_HOUR);
	assert_true(desk_shows(desk, "not saved: 14:12 delete a log"));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "not saved: 14:12 delete a log"));
	desk_key(desk, "h");
	desk_pass(desk, 2 * TS_MINUTE);
	assert_false(desk_shows(desk, "not saved"));
}

static void at_the_end_it_is_tried_once_more_and_told(void **state)
{
	struct desk *desk = *state;
	ts_time pressed = desk->moment.now;
	fake_set_holder(desk->store, &stopped);
	desk_key(desk, "1");
	desk_key(desk, "x");
	desk_key(desk, "q");
	desk_key(desk, "q");
	assert_int_equal(desk->quits, 1);
	assert_string_equal(last_words(desk), "14:12 log slot 1; 14:12 delete a log");
	fake_set_holder(desk->store, NULL);
	assert_string_equal(last_words(desk), "");
	assert_goes_on(desk, "parser", pressed);
}

static void more_than_there_is_room_for_is_told_as_more(void **state)
{
	struct desk *desk = *state;
	fake_set_holder(desk->store, &stopped);
	for (int i = 0; i < 100; i++)
		desk_key(desk, "1");
	const char *words = last_words(desk);
	assert_true(strlen(words) < TS_REASON_SIZE);
	assert_string_equal(words + strlen(words) - strlen("; and more"), "; and more");
}

static void a_note_is_saved_once_that_can_be(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	fake_set_holder(desk->store, &stopped);
	desk_type(desk, "words");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "not saved: it waits for sqlite3 (process 4711, stopped)"));
	desk_pass(desk, 2 * TS_SECOND);
	assert_true(desk_shows(desk, "words"));
	assert_true(strstr(last_words(desk), "what was written last in the note of "));
	let_go(desk);
	struct ts_note note;
	assert_int_equal(ts_note_read(desk->store, ts_day_of(desk->moment.now, 0), &note), TS_OK);
	assert_string_equal(note.text, "words");
	ts_note_release(&note);
	assert_true(desk_shows(desk, "LOGS"));
	assert_string_equal(last_words(desk), "");
}

static void a_note_that_no_file_took_outlives_the_lock(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	fake_set_holder(desk->store, &stopped);
	desk_type(desk, "words");
	desk_pass(desk, 11 * TS_MINUTE);
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "not saved yet, and kept: the note of Thu 1 Oct"));
	assert_false(desk_shows(desk, "words"));
	fake_set_holder(desk->store, NULL);
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_pump(desk);
	assert_true(desk_shows(desk, "not saved yet, and kept: the note of Thu 1 Oct"));
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "words"));
	assert_true(desk_shows(desk, "unsaved text of "));
	/* Then a file has it. */
	desk_pass(desk, 3 * TS_SECOND);
	struct ts_draft draft;
	assert_int_equal(ts_draft_read(desk->store, ts_day_of(desk->moment.now, 0), &draft), TS_OK);
	assert_false(draft.in_memory);
	ts_draft_release(&draft);
}

static void what_could_not_be_read_is_read_as_soon_as_it_can(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "h");
	fake_fail_next(desk->store, TS_BUSY);
	desk_key(desk, "t");
	assert_false(desk_shows(desk, "parser   "));
	/* Mostly it is over before anybody could read that. */
	assert_false(desk_shows(desk, "cannot read this day: "));
	desk_pass(desk, 500);
	assert_true(desk_shows(desk, "parser   "));
	assert_false(desk_shows(desk, "cannot read this day: "));
}

static void the_picker_forgets_what_it_could_not_read(void **state)
{
	struct desk *desk = *state;
	fake_fail_next(desk->store, TS_BUSY);
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "the activities cannot be read: "));
	desk_pass(desk, 500);
	assert_false(desk_shows(desk, "the activities cannot be read: "));
	desk_type(desk, "pars");
	desk_key(desk, "Enter");
	assert_goes_on(desk, "parser", desk->moment.now);
}

int main(void)
{
#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST_OF(a_key_waits_for_the_lock_and_lands_with_its_moment),
		TEST_OF(a_lock_of_a_moment_is_told_and_over),
		TEST_OF(keys_are_done_in_their_order),
		TEST_OF(escape_gives_up_all_that_waits),
		TEST_OF(escape_alone_is_what_it_was),
		TEST_OF(the_screen_lives_on_meanwhile),
		TEST_OF(dialogs_close_and_what_they_asked_for_lands),
		TEST_OF(what_cannot_be_done_any_more_is_told),
		TEST_OF(digits_wait_on_behind_the_lock_and_the_rest_is_told),
		TEST_OF(what_was_sealed_late_is_taken_over_after_the_unlock),
		TEST_OF(the_idle_lock_tells_what_it_gave_up),
		TEST_OF(at_the_end_it_is_tried_once_more_and_told),
		TEST_OF(more_than_there_is_room_for_is_told_as_more),
		TEST_OF(a_note_is_saved_once_that_can_be),
		TEST_OF(a_note_that_no_file_took_outlives_the_lock),
		TEST_OF(what_could_not_be_read_is_read_as_soon_as_it_can),
		TEST_OF(the_picker_forgets_what_it_could_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
