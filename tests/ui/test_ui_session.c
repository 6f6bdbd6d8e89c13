/* Staying logged in, and who else is there: what the whole front end makes of tickets. */
#include "tests/ui/support_desk.h"
#include "ui/ui_state.h"

#include <stdio.h>
#include <string.h>

static const struct ts_machine machine = { .boot = "this boot" };

static ts_store *store_of_who_stays(bool stays)
{
	ts_store *store = store_with_ada();
	struct ts_settings settings = ts_settings_default();
	ts_auth *auth = NULL;
	assert_int_equal(ts_login_begin(store, "ada", CARD_PASSWORD, CARD_NOW, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(store, auth), TS_OK);
	ts_auth_destroy(auth);
	settings.stay = stays;
	assert_in_range(ts_settings_write(store, &settings, CARD_NOW), TS_OK, TS_UNCHANGED);
	ts_lock(store);
	return store;
}

static void log_in(struct desk *desk)
{
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	assert_true(ts_logged_in(desk->store));
}

/* Ends the program and starts it again on the same store. */
static void start_again(struct desk *desk, const struct ts_machine *where)
{
	struct desk again;
	ui_destroy(desk->ui);
	ts_lock(desk->store);
	desk_open_on(&again, desk->store, where);
	*desk = again;
}

static int open_of_who_stays(void **state)
{
	static struct desk desk;

	desk = (struct desk){ 0 };
	desk_open_on(&desk, store_of_who_stays(true), &machine);
	*state = &desk;
	return 0;
}

static int end(void **state)
{
	desk_close(*state);
	return 0;
}

static void who_stays_logged_in_is_not_asked_again_and_told_so(void **state)
{
	struct desk *desk = *state;
	assert_false(ts_logged_in(desk->store));
	log_in(desk);
	assert_false(desk_shows(desk, "opened without asking"));
	start_again(desk, &machine);
	assert_true(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "opened without asking: ada stays logged in until "));
	assert_true(desk_shows(desk, "z locks"));
	assert_true(desk_shows(desk, "LOGS"));
}

static bool is_activity(struct desk *desk, const char *text)
{
	struct ts_activities activities;
	bool found = false;
	assert_int_equal(ts_activities_read(desk->store, desk->moment.now, &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++)
		found = found || strcmp(activities.at[i].text, text) == 0;
	ts_activities_release(&activities);
	return found;
}

/* The picker, and the forms behind e and i; one key opens each. */
static void a_password_typed_by_habit_becomes_no_activity(void **state)
{
	static const char *const keys[] = { "a", "i", "e", "c" };
	struct desk *desk = *state;
	log_in(desk);
	desk_key(desk, "a");
	desk_type(desk, "parser");
	desk_key(desk, "Enter");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		start_again(desk, &machine);
		desk_key(desk, keys[i]);
		desk_type(desk, CARD_PASSWORD);
		desk_key(desk, "Enter");
		if (!desk_shows(desk, "no password is asked for here: Enter again makes it") ||
		    is_activity(desk, CARD_PASSWORD))
			fail_msg("behind %s it is one", keys[i]);
		desk_key(desk, "Escape");
		assert_true(desk_shows(desk, "LOGS"));
	}
	/* Who means it says so. */
	desk_key(desk, "a");
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_key(desk, "Enter");
	assert_true(is_activity(desk, CARD_PASSWORD));
}

static void what_is_short_known_or_typed_later_is_made_at_once(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	start_again(desk, &machine);
	desk_key(desk, "a");
	desk_type(desk, "standup");
	desk_key(desk, "Enter");
	assert_true(is_activity(desk, "standup"));
	start_again(desk, &machine);
	desk_key(desk, "Enter");
	desk_type(desk, "no password begins with Enter");
	desk_key(desk, "Enter");
	assert_true(is_activity(desk, "no password begins with Enter"));
	start_again(desk, &machine);
	desk_pass(desk, 10000);
	desk_key(desk, "a");
	desk_type(desk, "a long new text");
	desk_key(desk, "Enter");
	assert_true(is_activity(desk, "a long new text"));
	desk_key(desk, "z");
	log_in(desk);
	desk_key(desk, "a");
	desk_type(desk, "another long new text");
	desk_key(desk, "Enter");
	assert_true(is_activity(desk, "another long new text"));
}

static void who_does_not_stay_is_asked_though_a_ticket_holds(void **state)
{
	(void)state;
	struct desk desk;
	enum ts_ticket_place place;
	struct ts_machine now = machine;
	now.uptime = 5000000;
	desk_open_on(&desk, store_of_who_stays(false), &machine);
	log_in(&desk);
	assert_int_equal(ts_session_left(desk.store, &now), 0);
	assert_int_equal(ts_session_keep(desk.store, &now, &place), TS_OK);
	start_again(&desk, &machine);
	assert_false(ts_logged_in(desk.store));
	assert_true(desk_shows(&desk, "password"));
	desk_close(&desk);
}

static void a_ticket_of_another_boot_opens_nothing(void **state)
{
	struct desk *desk = *state;
	const struct ts_machine later = { .boot = "another boot" };
	log_in(desk);
	start_again(desk, &later);
	assert_false(ts_logged_in(desk->store));
}

static void without_a_machine_nobody_stays(void **state)
{
	(void)state;
	struct desk desk;
	desk_open_on(&desk, store_of_who_stays(true), NULL);
	log_in(&desk);
	start_again(&desk, &machine);
	assert_false(ts_logged_in(desk.store));
	desk_close(&desk);
}

static void locking_ends_the_ticket(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	desk_key(desk, "z");
	start_again(desk, &machine);
	assert_false(ts_logged_in(desk->store));
}

static void the_idle_lock_ends_the_ticket_unless_another_screen_is_in_use(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	ui_set_terminals(desk->ui, 2);
	desk_pass(desk, 11 * TS_MINUTE);
	assert_false(ts_logged_in(desk->store));
	start_again(desk, &machine);
	assert_true(ts_logged_in(desk->store));
	ui_set_terminals(desk->ui, 1);
	desk_pass(desk, 11 * TS_MINUTE);
	assert_false(ts_logged_in(desk->store));
	start_again(desk, &machine);
	assert_false(ts_logged_in(desk->store));
}

static void u_takes_back_a_change_of_settings_and_says_which(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	desk_key(desk, "s");
	desk_key(desk, "Tab");
	desk_key(desk, "Tab");
	desk_key(desk, "Right");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "saved: theme dark"));
	assert_string_equal(ui_theme(desk->ui), "dark");
	desk_key(desk, "u");
	assert_true(desk_shows(desk, "took back: theme dark"));
	assert_string_equal(ui_theme(desk->ui), "auto");
	desk_key(desk, "A");
	desk_key(desk, "U");
	assert_true(desk_shows(desk, "did again: theme dark"));
	assert_string_equal(ui_theme(desk->ui), "dark");
}

/* Down to "stay logged in" in the settings, changes it, saves. */
static void stay_switch(struct desk *desk)
{
	desk_key(desk, "s");
	for (int row = 0; row < 8; row++)
		desk_key(desk, "Tab");
	desk_key(desk, "Space");
	desk_key(desk, "Enter");
	assert_true(desk_shows(desk, "saved: stay o"));
}

static void the_setting_leaves_and_ends_the_ticket_at_once(void **state)
{
	(void)state;
	struct desk desk;
	desk_open_on(&desk, store_of_who_stays(false), &machine);
	log_in(&desk);
	stay_switch(&desk);
	assert_true(desk_shows(&desk, "logged in until "));
	desk_key(&desk, "s");
	assert_true(desk_shows(&desk, "stay logged in"));
	assert_true(desk_shows(&desk, " or a lock"));
	desk_key(&desk, "Escape");
	start_again(&desk, &machine);
	assert_true(ts_logged_in(desk.store));
	stay_switch(&desk);
	assert_false(desk_shows(&desk, "logged in until "));
	start_again(&desk, &machine);
	assert_false(ts_logged_in(desk.store));
	desk_close(&desk);
}

static void a_logout_elsewhere_ends_the_ticket_and_not_the_screen(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	assert_true(desk_shows(desk, "logged in until "));
	assert_int_equal(ts_session_end(desk->store, "ada", &machine), TS_OK);
	fake_set_changed(desk->store);
	ui_changed(desk->ui, desk->moment);
	assert_false(desk_shows(desk, "logged in until "));
	assert_true(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "LOGS"));
}

static void an_exchange_of_the_key_elsewhere_locks_the_screen_and_says_so(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	desk_key(desk, "n");
	fake_set_key_gone(desk->store);
	ui_changed(desk->ui, desk->moment);
	assert_false(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "the key was exchanged from another terminal"));
	assert_false(desk_shows(desk, "LOGS"));
	log_in(desk);
	assert_true(ts_logged_in(desk->store));
}

/* Work behind the screen ticks with each slice of it, at once: a ticket is read from the machine and the file. */
static void slices_of_one_moment_look_at_the_ticket_once(void **state)
{
	struct desk *desk = *state;

	log_in(desk);
	assert_true(desk->ui->environment.logged_in_until > 0);
	assert_int_equal(ts_session_end(desk->store, "ada", &machine), TS_OK);
	for (int i = 0; i < 5; i++)
		ui_tick(desk->ui, desk->moment);
	assert_true(desk->ui->environment.logged_in_until > 0);
	desk_pass(desk, TS_MINUTE);
	assert_true(desk->ui->environment.logged_in_until == 0);
}

static void a_screen_in_use_keeps_its_ticket_for_an_hour_from_the_last_key(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	for (int i = 0; i < 9; i++) {
		desk_pass(desk, 9 * TS_MINUTE);
		desk_key(desk, "j");
		desk_pass(desk, TS_MINUTE / 2);
	}
	start_again(desk, &machine); /* 85 minutes after the password */
	assert_true(ts_logged_in(desk->store));
}

/* Each time is a commit. */
static void the_ticket_is_renewed_every_five_minutes_and_when_the_screen_is_left(void **state)
{
	struct desk *desk = *state;
	log_in(desk);
	const ts_time begun = desk->ui->environment.logged_in_until;
	desk_pass(desk, TS_MINUTE / 2);
	for (int i = 0; i < 4; i++) {
		desk_pass(desk, TS_MINUTE);
		desk_key(desk, "j");
		assert_true(desk->ui->environment.logged_in_until == begun);
	}
	desk_pass(desk, 2 * TS_MINUTE);
	desk_key(desk, "j");
	desk_pass(desk, TS_MINUTE);
	assert_true(desk->ui->environment.logged_in_until > begun + 5 * TS_MINUTE);
	desk_pass(desk, 3 * TS_MINUTE);
	desk_key(desk, "q");
	assert_int_equal(desk->quits, 1);
	struct ts_machine later = machine;
	later.uptime = desk->moment.uptime;
	assert_int_equal(ts_session_left(desk->store, &later), TS_SESSION_SLIDING);
}

static void a_machine_that_keeps_no_ticket_says_so_once(void **state)
{
	struct desk *desk = *state;
	fake_fail_keep(desk->store, TS_NOT_FOUND);
	log_in(desk);
	assert_true(desk_shows(desk, "no safe place to stay logged in"));
}

static void what_the_program_itself_has_to_say_stands_on_the_event_line(void **state)
{
	(void)state;
	struct desk desk;
	desk_open_logged_in(&desk);
	ui_notice(desk.ui, desk.moment, "no backup was made today");
	assert_true(desk_shows(&desk, "no backup was made today"));
	desk_key(&desk, "j");
	assert_false(desk_shows(&desk, "no backup was made today"));
	desk_close(&desk);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, end)
	const struct CMUnitTest tests[] = {
		TEST_OF(who_stays_logged_in_is_not_asked_again_and_told_so, open_of_who_stays),
		TEST_OF(a_password_typed_by_habit_becomes_no_activity, open_of_who_stays),
		TEST_OF(what_is_short_known_or_typed_later_is_made_at_once, open_of_who_stays),
		cmocka_unit_test(who_does_not_stay_is_asked_though_a_ticket_holds),
		TEST_OF(a_ticket_of_another_boot_opens_nothing, open_of_who_stays),
		cmocka_unit_test(without_a_machine_nobody_stays),
		TEST_OF(locking_ends_the_ticket, open_of_who_stays),
		TEST_OF(the_idle_lock_ends_the_ticket_unless_another_screen_is_in_use, open_of_who_stays),
		cmocka_unit_test(the_setting_leaves_and_ends_the_ticket_at_once),
		TEST_OF(u_takes_back_a_change_of_settings_and_says_which, open_of_who_stays),
		TEST_OF(a_logout_elsewhere_ends_the_ticket_and_not_the_screen, open_of_who_stays),
		TEST_OF(slices_of_one_moment_look_at_the_ticket_once, open_of_who_stays),
		TEST_OF(an_exchange_of_the_key_elsewhere_locks_the_screen_and_says_so, open_of_who_stays),
		TEST_OF(a_screen_in_use_keeps_its_ticket_for_an_hour_from_the_last_key, open_of_who_stays),
		TEST_OF(the_ticket_is_renewed_every_five_minutes_and_when_the_screen_is_left, open_of_who_stays),
		TEST_OF(a_machine_that_keeps_no_ticket_says_so_once, open_of_who_stays),
		cmocka_unit_test(what_the_program_itself_has_to_say_stands_on_the_event_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
