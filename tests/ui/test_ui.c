/* The whole front end: from the first start to the day, locks, and screens that are too small. */
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

static int setup(void **state)
{
	static struct desk desk;
	desk_open_logged_in(&desk);
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

static void from_an_empty_database_to_the_day(void **state)
{
	(void)state;
	struct desk desk;
	desk_open(&desk, store_without_users());
	desk_type(&desk, "ada");
	desk_key(&desk, "Enter");
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	desk_type(&desk, CARD_PASSWORD);
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "recovery code"));
	desk_pass(&desk, TS_HOUR); /* looking for paper: the code must still be there */
	assert_true(desk_shows(&desk, "7K3M-9QXR"));
	desk_key(&desk, "Enter");
	desk_type(&desk, "7k3m9qxrt2vw8hjn4cde5fgp0001");
	desk_key(&desk, "Enter");
	assert_true(ts_logged_in(desk.store));
	assert_true(desk_shows(&desk, "the recovery code is confirmed"));
	assert_false(desk_shows(&desk, "7K3M-9QXR"));
	desk_close(&desk);
}

static void the_only_user_is_offered_and_the_asked_for_one_before(void **state)
{
	(void)state;
	struct desk desk;
	desk_open(&desk, store_with_ada());
	assert_true(desk_shows(&desk, "name  ada"));
	ui_destroy(desk.ui);
	struct ui_options options = { .user = "bob" };
	desk.ui = ui_create(desk.store, &options, desk.moment, desk.width, desk.height);
	assert_true(desk_shows(&desk, "name  bob"));
	desk_close(&desk);
}

static void a_file_that_can_only_be_read_says_so_at_once(void **state)
{
	(void)state;
	struct desk desk;
	ts_store *store = store_with_ada();
	fake_set_read_only(store, true);
	desk_open(&desk, store);
	assert_true(desk_shows(&desk, "can only be read"));
	desk_close(&desk);
}

static void what_a_form_was_left_with_goes_with_the_lock(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	desk_key(desk, "t");
	desk_key(desk, "e");
	desk_type(desk, "retro");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "what you typed is there when you open it again"));
	desk_key(desk, "e");
	assert_true(desk_shows(desk, "retro"));
	desk_type(desk, "x");
	desk_key(desk, "Escape");
	desk_key(desk, "z");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_key(desk, "e");
	assert_true(desk_shows(desk, "edit a log"));
	assert_false(desk_shows(desk, "retro"));
}

static void locking_wipes_the_keys_and_unlocking_says_what_was_logged_meanwhile(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(desk->store, "sync", NULL, CARD_NOW - TS_MINUTE, CARD_NOW, &done), TS_OK);
	desk_key(desk, "z");
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "locked - ada"));
	assert_false(desk_shows(desk, "parser"));
	assert_true(desk->redraws > 0);
	desk_sleep(desk, TS_MINUTE);
	desk_key(desk, "1");
	assert_true(desk_shows(desk, "14:13 slot 1 is logged, sealed until you unlock"));
	desk_golden(desk, "ui_locked_100x30");
	desk_sleep(desk, TS_MINUTE);
	desk_key(desk, "2");
	desk_sleep(desk, TS_MINUTE);
	desk_key(desk, "0");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "3 logged while locked"));
}

static void after_the_idle_minutes_the_screen_locks(void **state)
{
	struct desk *desk = *state;
	desk_pass(desk, 10 * TS_MINUTE - 1);
	assert_true(ts_logged_in(desk->store));
	desk_key(desk, "j");
	desk_pass(desk, 10 * TS_MINUTE - 1);
	assert_true(ts_logged_in(desk->store));
	assert_int_equal(ui_wake(desk->ui), desk->moment.uptime + 1);
	desk_pass(desk, 1);
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "locked after 10 minutes without a key"));
}

static void what_was_being_written_is_kept_through_an_idle_lock(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "n");
	desk_type(desk, "half a thought");
	desk_sleep(desk, TS_HOUR); /* no tick came in between */
	ui_resumed(desk->ui, desk->moment);
	assert_false(ts_logged_in(desk->store));
	assert_false(desk_shows(desk, "half a thought"));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_key(desk, "n");
	assert_true(desk_shows(desk, "half a thought"));
}

static void a_suspension_counts_as_idle(void **state)
{
	struct desk *desk = *state;
	desk_sleep(desk, TS_HOUR);
	ui_resumed(desk->ui, desk->moment);
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "locked - ada"));
}

static void the_key_that_finds_the_lock_overdue_only_locks(void **state)
{
	struct desk *desk = *state;
	size_t writes = fake_writes(desk->store);
	desk_sleep(desk, TS_HOUR);
	desk_key(desk, "0");
	assert_false(ts_logged_in(desk->store));
	assert_int_equal(fake_writes(desk->store), writes);
	desk_key(desk, "0");
	assert_true(fake_writes(desk->store) > writes);
}

static void an_idle_lock_of_zero_never_locks(void **state)
{
	struct desk *desk = *state;
	struct ts_settings settings = ts_settings_default();
	settings.idle_lock = 0;
	assert_int_equal(ts_settings_write(desk->store, &settings, CARD_NOW), TS_OK);
	ui_changed(desk->ui, desk->moment); /* as from another terminal */
	desk_sleep(desk, 48 * TS_HOUR);
	ui_resumed(desk->ui, desk->moment);
	assert_true(ts_logged_in(desk->store));
}

static void a_job_that_ends_after_a_lock_changes_nothing(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "s");
	desk_key(desk, "S-Tab");
	desk_key(desk, "Enter");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Tab");
	desk_type(desk, "seven purple lamps");
	desk_key(desk, "Tab");
	desk_type(desk, "seven purple lamps");
	desk->hold = true;
	desk_key(desk, "Enter");
	assert_non_null(desk->held);
	assert_true(ui_busy(desk->ui));
	desk_pass(desk, TS_HOUR);
	assert_false(ts_logged_in(desk->store));
	desk->hold = false;
	desk_release(desk);
	assert_false(ts_logged_in(desk->store));
	desk_pass(desk, TS_MINUTE); /* the attempt that was cut off counts as one */
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
}

static void a_paste_on_the_day_logs_nothing(void **state)
{
	struct desk *desk = *state;
	size_t writes = fake_writes(desk->store);
	desk_paste(desk, "1 2 3\n0\n");
	assert_int_equal(fake_writes(desk->store), writes);
	assert_true(desk_shows(desk, "pasted text was dropped: it would have logged digits"));
}

static void too_small_a_screen_keeps_what_was_typed_and_logs_nothing(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "s");
	desk_key(desk, "C-u");
	desk_type(desk, "07:45");
	desk_resize(desk, 40, 10);
	assert_true(desk_shows(desk, "45x12"));
	assert_true(desk_shows(desk, "40x10"));
	assert_false(desk_shows(desk, "07:45"));
	desk_golden(desk, "ui_too_small_40x10");
	desk_type(desk, "99");
	desk_key(desk, "Escape");
	desk_paste(desk, "x");
	desk_click(desk, 5, 5);
	desk_resize(desk, 100, 30);
	assert_true(desk_shows(desk, "07:45"));
	desk_key(desk, "Escape");
	size_t writes = fake_writes(desk->store);
	desk_resize(desk, 44, 30);
	desk_key(desk, "0");
	desk_key(desk, "1");
	assert_int_equal(fake_writes(desk->store), writes);
	size_t redraws = desk->redraws;
	desk_key(desk, "C-l");
	desk_key(desk, "C-z");
	assert_int_equal(desk->redraws, redraws + 1);
	assert_int_equal(desk->suspends, 1);
	desk_key(desk, "q");
	assert_int_equal(desk->quits, 1);
	for (int width = 0; width < 60; width += 7) {
		desk_resize(desk, width, width / 2);
		(void)desk_shows(desk, "timesheet");
	}
}

static void the_theme_is_previewed_restored_and_kept(void **state)
{
	struct desk *desk = *state;
	assert_string_equal(ui_theme(desk->ui), "auto");
	for (int saved = 0; saved < 2; saved++) {
		desk_key(desk, "s");
		desk_key(desk, "Tab");
		desk_key(desk, "Tab");
		desk_key(desk, "Right");
		assert_string_equal(ui_theme(desk->ui), "dark");
		ui_changed(desk->ui, desk->moment); /* another terminal's news does not end the preview */
		assert_string_equal(ui_theme(desk->ui), "dark");
		desk_key(desk, saved ? "Enter" : "Escape");
		assert_string_equal(ui_theme(desk->ui), saved ? "dark" : "auto");
	}
	desk_key(desk, "z");
	assert_string_equal(ui_theme(desk->ui), "dark");
}

static void settings_lie_over_the_day(void **state)
{
	struct desk *desk = *state;
	struct ts_done done;
	assert_int_equal(ts_log_text(desk->store, "parser", NULL, CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	ui_changed(desk->ui, desk->moment);
	desk_key(desk, "s");
	assert_true(desk_shows(desk, "13:12  1  parser"));
	assert_true(desk_shows(desk, "weekly target"));
}

static void the_mouse_follows_the_setting(void **state)
{
	struct desk *desk = *state;
	assert_true(ui_mouse(desk->ui));
	desk_key(desk, "s");
	for (int i = 0; i < 7; i++)
		desk_key(desk, "Tab");
	desk_key(desk, "Space");
	desk_key(desk, "Enter");
	assert_false(ui_mouse(desk->ui));
	desk_key(desk, "z");
	assert_false(ui_mouse(desk->ui));
}

static void another_user_can_log_in_from_the_lock(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	store_add_user(desk->store, "bob");
	desk_key(desk, "F2");
	assert_false(desk_shows(desk, "locked"));
	desk_type(desk, "bob");
	desk_key(desk, "Enter");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_string_equal(ts_user_name(desk->store), "bob");
}

static void a_forgotten_password_is_replaced_from_the_lock(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	desk_key(desk, "F3");
	assert_true(desk_shows(desk, "forgotten password"));
	desk_type(desk, "7K3M-9QXR-T2VW-8HJN-4CDE-5FGP-0001");
	desk_key(desk, "Tab");
	desk_type(desk, "seven purple lamps");
	desk_key(desk, "Tab");
	desk_type(desk, "seven purple lamps");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "0002"));
	desk_key(desk, "Escape");
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
	assert_false(desk_shows(desk, "0002"));
}

static void settings_that_cannot_be_read_do_not_keep_one_out(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	desk->hold = true;
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk->hold = false;
	ts_auth *auth = desk->held;
	desk->held = NULL;
	ts_auth_run(auth);
	ui_auth_done(desk->ui, auth, desk->moment);
	assert_true(ts_logged_in(desk->store));
	fake_set_detail(desk->store, "");
	fake_fail_next(desk->store, TS_DAMAGED);
	ui_changed(desk->ui, desk->moment);
	assert_true(desk_shows(desk, "the settings cannot be read: "));
}

static void unlock_typing_ahead(struct desk *desk, const char *password, const char *ahead)
{
	desk_key(desk, "z");
	desk->hold = true;
	desk_type(desk, password);
	desk_key(desk, "Enter");
	desk_key(desk, "Enter");
	desk_type(desk, ahead);
	desk->hold = false;
	desk_release(desk);
}

static void what_is_typed_while_the_password_is_tried_is_for_the_day(void **state)
{
	struct desk *desk = *state;
	unlock_typing_ahead(desk, CARD_PASSWORD, "0");
	assert_true(desk_shows(desk, "0 off   u takes it back"));
}

static void what_is_typed_after_a_wrong_password_is_for_nobody(void **state)
{
	struct desk *desk = *state;
	unlock_typing_ahead(desk, "not the password", "0");
	assert_true(desk_shows(desk, "wrong password"));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
	assert_false(desk_shows(desk, "0 off   u takes it back"));
}

static void a_password_typed_twice_is_not_taken_for_commands(void **state)
{
	struct desk *desk = *state;
	unlock_typing_ahead(desk, CARD_PASSWORD, CARD_PASSWORD);
	assert_true(desk_shows(desk, "keys typed before the day was open were dropped"));
	assert_true(desk_shows(desk, "LOGS"));
}

static void what_another_terminal_did_stands_on_the_event_line(void **state)
{
	struct desk *desk = *state;
	struct ts_news news = { .done = { .deed = TS_DEED_LOG, .at = CARD_NOW, .offset = 7200, .slot = 3 },
		                .origin = "desk" };
	(void)snprintf(news.done.text, sizeof news.done.text, "review");
	fake_set_news(desk->store, &news);
	ui_changed(desk->ui, desk->moment);
	assert_true(desk_shows(desk, "desk> "));
	assert_true(desk_shows(desk, "takes it back here too"));
	news.back = true;
	news.origin[0] = '\0';
	fake_set_news(desk->store, &news);
	ui_changed(desk->ui, desk->moment);
	assert_true(desk_shows(desk, "elsewhere> took back: "));
	fake_set_news(desk->store, &news);
	desk_key(desk, "j"); /* finds the news by itself, and does not wipe it away */
	assert_true(desk_shows(desk, "elsewhere> took back: "));
	desk_key(desk, "j");
	assert_false(desk_shows(desk, "elsewhere>"));
}

static void what_was_done_before_the_login_is_no_news(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "z");
	struct ts_news news = { .done = { .deed = TS_DEED_LOG, .at = CARD_NOW, .text = "review" }, .origin = "desk" };
	fake_set_news(desk->store, &news);
	ui_changed(desk->ui, desk->moment);
	assert_false(desk_shows(desk, "desk>"));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	ui_changed(desk->ui, desk->moment);
	assert_true(ts_logged_in(desk->store));
	assert_false(desk_shows(desk, "desk>"));
}

static void what_is_found_in_the_help_is_done_on_the_screen_below(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "?");
	desk_type(desk, "month calendar");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "this month"));
	desk_key(desk, "?");
	desk_type(desk, "show the year");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "this year"));
}

/* Who hammers on q to be back on the day stays there. */
static void a_q_too_many_never_leaves(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "w");
	desk_key(desk, "q");
	for (int i = 0; i < 20; i++) {
		desk->moment.uptime += 100;
		desk_key(desk, "q");
		assert_true(desk_shows(desk, "this is the last screen: in a moment q leaves it"));
	}
	assert_int_equal(desk->quits, 0);
	desk->moment.uptime += 2000;
	desk_key(desk, "q");
	assert_true(desk_shows(desk, "leave? q again leaves"));
	desk_key(desk, "C-c");
	assert_true(desk_shows(desk, "C-c does nothing here   q quits"));
	assert_int_equal(desk->quits, 0);
}

static void quitting_from_the_day_and_from_the_login(void **state)
{
	struct desk *desk = *state;
	desk_key(desk, "q");
	assert_true(desk_shows(desk, "leave? q again leaves, any other key stays"));
	assert_int_equal(desk->quits, 0);
	desk_key(desk, "j");
	desk_key(desk, "q");
	desk_key(desk, "q");
	assert_int_equal(desk->quits, 1);
	desk_key(desk, "z");
	desk_key(desk, "C-q");
	assert_int_equal(desk->quits, 2);
	desk_key(desk, "F2");
	desk_key(desk, "C-c");
	assert_int_equal(desk->quits, 3);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_an_empty_database_to_the_day),
		cmocka_unit_test(the_only_user_is_offered_and_the_asked_for_one_before),
		cmocka_unit_test(a_file_that_can_only_be_read_says_so_at_once),
		TEST(what_a_form_was_left_with_goes_with_the_lock),
		TEST(locking_wipes_the_keys_and_unlocking_says_what_was_logged_meanwhile),
		TEST(after_the_idle_minutes_the_screen_locks),
		TEST(what_was_being_written_is_kept_through_an_idle_lock),
		TEST(a_suspension_counts_as_idle),
		TEST(the_key_that_finds_the_lock_overdue_only_locks),
		TEST(an_idle_lock_of_zero_never_locks),
		TEST(a_job_that_ends_after_a_lock_changes_nothing),
		TEST(a_paste_on_the_day_logs_nothing),
		TEST(too_small_a_screen_keeps_what_was_typed_and_logs_nothing),
		TEST(the_theme_is_previewed_restored_and_kept),
		TEST(settings_lie_over_the_day),
		TEST(the_mouse_follows_the_setting),
		TEST(another_user_can_log_in_from_the_lock),
		TEST(a_forgotten_password_is_replaced_from_the_lock),
		TEST(settings_that_cannot_be_read_do_not_keep_one_out),
		TEST(a_password_typed_twice_is_not_taken_for_commands),
		TEST(what_is_typed_after_a_wrong_password_is_for_nobody),
		TEST(what_is_typed_while_the_password_is_tried_is_for_the_day),
		TEST(what_another_terminal_did_stands_on_the_event_line),
		TEST(what_was_done_before_the_login_is_no_news),
		TEST(what_is_found_in_the_help_is_done_on_the_screen_below),
		TEST(a_q_too_many_never_leaves),
		TEST(quitting_from_the_day_and_from_the_login),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
