/* A file that is not whole: asked about once the day is there, and never in the way of a log. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

#define OLDER "It lacks the last 12 changes seen on this machine."
#define FEWER "It has 3 rows fewer than were written."
#define KEEP "K keep it as it is"

static void log_in(struct desk *desk)
{
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
}

/* ada at her day, from before which she has parser on 1; what is wrong shows with the next login. */
static void desk_locked(struct desk *desk)
{
	struct ts_done done;
	desk_open_logged_in(desk);
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW - 2 * TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(desk->store, "off", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	desk_key(desk, "z");
}

static void log_in_again(struct desk *desk)
{
	desk_key(desk, "Enter"); /* from the digits to the password */
	log_in(desk);
}

/* Lets the audit come to its end. */
static void audit_end(struct desk *desk)
{
	desk_pass(desk, TS_SECOND);
}

static bool logs(struct desk *desk, const char *text)
{
	struct ts_span span;
	return ts_current_read(desk->store, desk->moment.now, &span) == TS_OK && strcmp(span.text, text) == 0;
}

static int locked(void **state)
{
	static struct desk desk;

	desk = (struct desk){ 0 };
	desk_locked(&desk);
	*state = &desk;
	return 0;
}

static int end(void **state)
{
	desk_close(*state);
	return 0;
}

/* ---- an older copy */

static void an_older_copy_is_asked_about_after_the_login_and_may_be_kept(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	assert_false(desk_shows(desk, OLDER)); /* not to who is not logged in */
	log_in_again(desk);
	assert_true(desk_shows(desk, OLDER));
	desk_key(desk, "K");
	assert_false(desk_shows(desk, OLDER));
	assert_true(desk_shows(desk, "kept: from now on this is the right file"));
	desk_key(desk, "z");
	log_in_again(desk);
	assert_true(desk_shows(desk, "LOGS"));
	assert_false(desk_shows(desk, OLDER));
}

static void who_does_not_decide_is_asked_again_at_the_next_login(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	log_in_again(desk);
	desk_key(desk, "Enter"); /* pressed twice after the password: no answer */
	assert_true(desk_shows(desk, OLDER));
	assert_true(desk_shows(desk, "Enter does nothing here"));
	desk_key(desk, "Escape");
	assert_false(desk_shows(desk, OLDER));
	desk_pass(desk, 5 * TS_MINUTE);
	assert_false(desk_shows(desk, OLDER));
	desk_key(desk, "z");
	log_in_again(desk);
	assert_true(desk_shows(desk, OLDER));
}

static void a_digit_logs_as_ever(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	log_in_again(desk);
	assert_true(logs(desk, "off"));
	desk_key(desk, "1");
	assert_true(logs(desk, "parser"));
	assert_false(desk_shows(desk, OLDER));
}

static void what_was_typed_ahead_is_logged_before_anything_is_asked(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	desk->hold = true;
	desk_key(desk, "Enter");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_key(desk, "1");
	desk_release(desk);
	assert_true(logs(desk, "parser"));
	assert_true(desk_shows(desk, OLDER));
}

static void whether_something_was_forgotten_is_asked_afterwards(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	log_in_again(desk);
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW, CARD_NOW, &done), TS_OK);
	desk_key(desk, "z");
	desk_sleep(desk, 20 * TS_HOUR);
	fake_set_behind(desk->store, 12);
	log_in_again(desk);
	assert_true(desk_shows(desk, OLDER));
	assert_false(desk_shows(desk, "it ended at"));
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "it ended at"));
}

static void who_stays_logged_in_is_asked_too(void **state)
{
	(void)state;
	static const struct ts_machine machine = { .boot = "this boot" };
	struct ts_settings settings = ts_settings_default();
	struct desk desk, again;
	desk_open_on(&desk, store_with_ada(), &machine);
	log_in(&desk);
	settings.stay = true;
	assert_int_equal(ts_settings_write(desk.store, &settings, desk.moment.now), TS_OK);
	desk_key(&desk, "z");
	log_in_again(&desk);
	ui_destroy(desk.ui);
	ts_lock(desk.store);
	fake_set_behind(desk.store, 12);
	desk_open_on(&again, desk.store, &machine);
	assert_true(ts_logged_in(again.store));
	assert_true(desk_shows(&again, OLDER));
	desk_close(&again);
}

static void one_may_quit_and_lock_there(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 1);
	log_in_again(desk);
	assert_true(desk_shows(desk, "It lacks the last change seen"));
	desk_key(desk, "?");
	assert_true(desk_shows(desk, "Keys: A file that is not whole"));
	desk_key(desk, "Escape");
	desk_key(desk, "q");
	assert_int_equal(desk->quits, 1);
	desk_key(desk, "z");
	assert_false(ts_logged_in(desk->store));
	assert_false(desk_shows(desk, "It lacks the last change seen"));
}

static void a_file_that_can_only_be_read_cannot_be_kept(void **state)
{
	struct desk *desk = *state;
	log_in_again(desk);
	fake_set_read_only(desk->store, true);
	fake_set_audit(desk->store, 3, 0, false);
	audit_end(desk);
	assert_true(desk_shows(desk, FEWER));
	assert_false(desk_shows(desk, KEEP));
	desk_key(desk, "K");
	assert_true(desk_shows(desk, "not kept: "));
	assert_true(desk_shows(desk, FEWER));
	desk_key(desk, "Escape");
	assert_false(desk_shows(desk, FEWER));
}

static void what_cannot_be_kept_says_why_and_stays(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	log_in_again(desk);
	fake_fail_next_write(desk->store, TS_FULL);
	desk_key(desk, "K");
	assert_true(desk_shows(desk, "not kept: the disk is full"));
	assert_true(desk_shows(desk, OLDER));
	desk_key(desk, "K");
	assert_false(desk_shows(desk, OLDER));
}

/* ---- the audit */

static void the_audit_begins_after_the_first_picture_and_then_costs_nothing(void **state)
{
	struct desk *desk = *state;
	fake_set_slow(desk->store, true);
	size_t before = fake_audit_steps(desk->store);
	log_in_again(desk);
	assert_int_equal(fake_audit_steps(desk->store), before);
	assert_true(desk_shows(desk, "LOGS"));
	assert_int_equal(ui_wake(desk->ui), desk->moment.uptime + 1);
	audit_end(desk);
	size_t after = fake_audit_steps(desk->store);
	assert_true(after >= before + 5); /* two activities, two logs, the settings: a row a step */
	assert_true(ui_wake(desk->ui) > desk->moment.uptime + TS_MINUTE); /* the idle lock's */
	desk_key(desk, "j");
	desk_pass(desk, 5 * TS_MINUTE);
	assert_int_equal(fake_audit_steps(desk->store), after);
}

static void keys_put_the_audit_off_until_there_is_a_pause(void **state)
{
	struct desk *desk = *state;
	fake_set_slow(desk->store, true);
	log_in_again(desk);
	size_t before = fake_audit_steps(desk->store);
	for (int i = 0; i < 10; i++) {
		desk_key(desk, i % 2 ? "0" : "1");
		assert_true(ui_wake(desk->ui) >= desk->moment.uptime + TS_SECOND / 4);
		desk_pass(desk, TS_SECOND / 4);
		assert_int_equal(fake_audit_steps(desk->store), before);
	}
	desk_pass(desk, 2 * TS_SECOND);
	size_t after = fake_audit_steps(desk->store);
	assert_true(after > before);
	/* It has come to its end. */
	desk_pass(desk, TS_MINUTE);
	assert_int_equal(fake_audit_steps(desk->store), after);
}

static void rows_that_are_missing_are_told_on_the_day(void **state)
{
	struct desk *desk = *state;
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	assert_false(desk_shows(desk, FEWER));
	audit_end(desk);
	assert_true(desk_shows(desk, FEWER));
	assert_true(desk_shows(desk, "/home/ada/backups"));
	desk_key(desk, "K");
	assert_true(desk_shows(desk, "kept: from now on these rows are the right ones"));
	desk_key(desk, "z");
	log_in_again(desk);
	audit_end(desk);
	assert_false(desk_shows(desk, FEWER));
}

static void nobody_is_interrupted_while_typing(void **state)
{
	struct desk *desk = *state;
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	desk_key(desk, "a");
	audit_end(desk);
	desk_type(desk, "rev");
	assert_false(desk_shows(desk, FEWER));
	desk_type(desk, "iew");
	desk_key(desk, "Enter");
	assert_true(logs(desk, "review"));
	assert_true(desk_shows(desk, FEWER));
}

static void the_older_copy_comes_first_then_its_rows(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	audit_end(desk);
	assert_true(desk_shows(desk, OLDER));
	assert_false(desk_shows(desk, FEWER));
	desk_key(desk, "Escape");
	assert_false(desk_shows(desk, OLDER));
	assert_true(desk_shows(desk, FEWER));
	desk_key(desk, "Escape");
	assert_false(desk_shows(desk, FEWER));
}

static void what_was_found_is_said_in_words(void **state)
{
	(void)state;
	static const struct {
		int64_t missing, surplus, slots;
		const char *words;
	} found[] = { { 1, 0, 0, "It has 1 row fewer than were written." },
		      { 0, 1, 0, "It has 1 row more than were written." },
		      { 2, 5, 1, "It has 2 rows fewer and 5 rows more than were written." },
		      { 0, 0, 1, "A wrap of the key stands in it that is not the one" },
		      { 0, 0, 0, "Older versions of rows stand in it" } };
	for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
		struct desk desk;
		desk_locked(&desk);
		fake_set_audit(desk.store, found[i].missing, found[i].surplus, true);
		fake_set_slots(desk.store, found[i].slots);
		log_in_again(&desk);
		audit_end(&desk);
		if (!desk_shows(&desk, found[i].words))
			fail_msg("not shown: %s", found[i].words);
		desk_close(&desk);
	}
}

static void a_screen_that_stays_open_looks_once_a_day(void **state)
{
	(void)state;
	struct desk desk;
	struct ts_settings settings = ts_settings_default();
	desk_open_logged_in(&desk);
	settings.idle_lock = 0;
	assert_int_equal(ts_settings_write(desk.store, &settings, desk.moment.now), TS_OK);
	ui_changed(desk.ui, desk.moment);
	audit_end(&desk);
	size_t first = fake_audit_steps(desk.store);
	fake_set_audit(desk.store, 3, 0, false);
	desk_pass(&desk, TS_HOUR);
	assert_int_equal(fake_audit_steps(desk.store), first);
	desk_pass(&desk, 24 * TS_HOUR);
	assert_int_equal(fake_audit_steps(desk.store), first + 1);
	assert_true(desk_shows(&desk, FEWER));
	desk_key(&desk, "Escape");
	desk_pass(&desk, 24 * TS_HOUR);
	assert_int_equal(fake_audit_steps(desk.store), first + 2);
	desk_close(&desk);
}

static void a_lock_ends_it_and_the_next_login_begins_another(void **state)
{
	struct desk *desk = *state;
	fake_set_slow(desk->store, true);
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	desk_pass(desk, 2);
	desk_key(desk, "z");
	size_t steps = fake_audit_steps(desk->store);
	audit_end(desk);
	assert_int_equal(fake_audit_steps(desk->store), steps);
	assert_false(desk_shows(desk, FEWER));
	log_in_again(desk);
	audit_end(desk);
	assert_true(desk_shows(desk, FEWER));
}

static void a_file_that_others_hold_is_looked_at_a_minute_later(void **state)
{
	struct desk *desk = *state;
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	fake_fail_next(desk->store, TS_BUSY);
	audit_end(desk);
	assert_false(desk_shows(desk, "it cannot be told"));
	assert_false(desk_shows(desk, FEWER));
	desk_pass(desk, TS_MINUTE);
	assert_true(desk_shows(desk, FEWER));
}

static void a_failing_disk_is_said_and_not_tried_again(void **state)
{
	struct desk *desk = *state;
	log_in_again(desk);
	fake_fail_next(desk->store, TS_IO);
	audit_end(desk);
	assert_true(desk_shows(desk, "it cannot be told whether all rows are there: "));
	size_t steps = fake_audit_steps(desk->store);
	desk_pass(desk, 5 * TS_MINUTE);
	assert_int_equal(fake_audit_steps(desk->store), steps);
}

/* ---- what it looks like */

static void golden_at(struct desk *desk, const char *name)
{
	static const struct {
		int width, height;
	} sizes[] = { { 100, 30 }, { 80, 24 }, { 60, 16 } };
	char file[64];
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		desk_resize(desk, sizes[i].width, sizes[i].height);
		(void)snprintf(file, sizeof file, "%s_%dx%d", name, sizes[i].width, sizes[i].height);
		desk_golden(desk, file);
	}
}

static void both_questions_look_as_designed(void **state)
{
	struct desk *desk = *state;
	fake_set_behind(desk->store, 12);
	fake_set_audit(desk->store, 3, 0, false);
	log_in_again(desk);
	golden_at(desk, "whole_older");
	audit_end(desk);
	desk_key(desk, "Escape");
	golden_at(desk, "whole_rows");
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, end)
	const struct CMUnitTest tests[] = {
		TEST_OF(an_older_copy_is_asked_about_after_the_login_and_may_be_kept, locked),
		TEST_OF(who_does_not_decide_is_asked_again_at_the_next_login, locked),
		TEST_OF(a_digit_logs_as_ever, locked),
		TEST_OF(what_was_typed_ahead_is_logged_before_anything_is_asked, locked),
		TEST_OF(whether_something_was_forgotten_is_asked_afterwards, locked),
		cmocka_unit_test(who_stays_logged_in_is_asked_too),
		TEST_OF(one_may_quit_and_lock_there, locked),
		TEST_OF(a_file_that_can_only_be_read_cannot_be_kept, locked),
		TEST_OF(what_cannot_be_kept_says_why_and_stays, locked),
		TEST_OF(the_audit_begins_after_the_first_picture_and_then_costs_nothing, locked),
		TEST_OF(keys_put_the_audit_off_until_there_is_a_pause, locked),
		TEST_OF(rows_that_are_missing_are_told_on_the_day, locked),
		TEST_OF(nobody_is_interrupted_while_typing, locked),
		TEST_OF(the_older_copy_comes_first_then_its_rows, locked),
		cmocka_unit_test(what_was_found_is_said_in_words),
		cmocka_unit_test(a_screen_that_stays_open_looks_once_a_day),
		TEST_OF(a_lock_ends_it_and_the_next_login_begins_another, locked),
		TEST_OF(a_file_that_others_hold_is_looked_at_a_minute_later, locked),
		TEST_OF(a_failing_disk_is_said_and_not_tried_again, locked),
		TEST_OF(both_questions_look_as_designed, locked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
