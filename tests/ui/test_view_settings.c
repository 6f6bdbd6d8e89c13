/* The settings and the change of the password. */
#include "tests/ui/support_card.h"

#include <stdio.h>
#include <string.h>

#define NEW_PASSWORD "seven purple lamps"

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
};

static int setup_view(void **state, struct view *create(const struct environment *environment))
{
	static struct fixture fixture;
	fixture.store = fake_open_logged_in("ada", CARD_NOW);
	fixture.environment = test_environment(fixture.store, CARD_NOW);
	fixture.environment.width = 80;
	fixture.environment.height = 24;
	fixture.view = create(&fixture.environment);
	(void)send_event(fixture.view, EVENT_SHOWN);
	*state = &fixture;
	return 0;
}

static int setup(void **state)
{
	return setup_view(state, view_settings_create);
}

static int setup_password(void **state)
{
	return setup_view(state, view_password_create);
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	view_end(fixture->view);
	ts_close(fixture->store);
	return 0;
}

static struct effects keys(struct fixture *fixture, const char *key)
{
	return press(fixture->view, &fixture->environment, key);
}

static void retype(struct fixture *fixture, const char *text)
{
	(void)keys(fixture, "C-e");
	(void)keys(fixture, "C-u");
	(void)type_text(fixture->view, &fixture->environment, text);
}

static void enter_saves_all_and_closes_with_a_message(void **state)
{
	struct fixture *fixture = *state;
	golden_sizes(fixture->view, &fixture->environment, "settings");
	retype(fixture, "04:00");
	(void)keys(fixture, "Tab");
	retype(fixture, "38:30");
	(void)keys(fixture, "Tab");
	(void)keys(fixture, "Right");
	(void)keys(fixture, "Tab");
	retype(fixture, "0");
	(void)keys(fixture, "Tab");
	retype(fixture, "14");
	(void)keys(fixture, "Tab");
	(void)keys(fixture, "Right");
	(void)keys(fixture, "Tab");
	retype(fixture, "27.5");
	(void)keys(fixture, "Tab");
	(void)keys(fixture, "Space");
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_SETTINGS));
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	assert_non_null(effect_find(&effects, EFFECT_MESSAGE));
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(fixture->store, &settings), TS_OK);
	assert_int_equal(settings.day_start, 240);
	assert_int_equal(settings.weekly_target, 38 * 60 + 30);
	assert_string_equal(settings.theme, "dark");
	assert_int_equal(settings.idle_lock, 0);
	assert_int_equal(settings.forgotten_after, 14);
	assert_true(settings.count_empty);
	assert_int_equal(settings.leave, 55);
	assert_false(settings.mouse);
}

static void the_theme_is_previewed_and_escape_takes_it_back(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Tab");
	(void)keys(fixture, "Tab");
	(void)keys(fixture, "Right");
	assert_string_equal(fixture->environment.theme, "dark");
	struct effects effects = keys(fixture, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	assert_string_equal(fixture->environment.theme, "auto");
}

static void refuse(struct fixture *fixture, int row, const char *text, const char *words)
{
	for (int i = 0; i < row; i++)
		(void)keys(fixture, "Tab");
	retype(fixture, text);
	assert_int_equal(keys(fixture, "Enter").count, 0);
	if (!view_shows(fixture->view, words))
		fail_msg("'%s' does not say '%s'", text, words);
	for (int i = 0; i < row; i++)
		(void)keys(fixture, "S-Tab");
}

static void what_cannot_be_is_refused_below_its_field(void **state)
{
	struct fixture *fixture = *state;
	static const char *const times[] = { "12:01", "", "1:60", "noon", "-1", "4:", ":30", "1 2", "99999", "4:5:6" };
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
		refuse(fixture, 0, times[i], "a time from 00:00 to 12:00");
	golden_sizes(fixture->view, &fixture->environment, "settings_refused");
	retype(fixture, " 4 ");
	refuse(fixture, 1, "168:01", "hours from 0 to 168");
	(void)keys(fixture, "Tab");
	retype(fixture, "168");
	(void)keys(fixture, "S-Tab");
	refuse(fixture, 6, "367", "days from 0 (not counted) to 366");
	refuse(fixture, 6, "27.4", "days from 0 (not counted) to 366");
	for (int i = 0; i < 6; i++)
		(void)keys(fixture, "Tab");
	retype(fixture, "0");
	for (int i = 0; i < 6; i++)
		(void)keys(fixture, "S-Tab");
	refuse(fixture, 3, "1441", "minutes from 0 (never) to 1440");
	refuse(fixture, 3, "1:30", "minutes from 0 (never) to 1440");
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(fixture->store, &settings), TS_OK);
	assert_int_equal(settings.weekly_target, ts_settings_default().weekly_target);
}

static void a_full_disk_keeps_the_form_and_what_was_typed(void **state)
{
	struct fixture *fixture = *state;
	retype(fixture, "05:00");
	fake_set_detail(fixture->store, "");
	fake_fail_next_write(fixture->store, TS_FULL);
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "not saved: "));
	assert_true(view_shows(fixture->view, "05:00"));
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void the_last_row_leads_to_the_password(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "S-Tab");
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
	struct surface *surface = draw_view(fixture->view);
	int x = 0;
	int y = 0;
	assert_true(surface_find(surface, "change password...", &x, &y));
	surface_destroy(surface);
	effects = click(fixture->view, &fixture->environment, x + 1, y);
	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
}

static void targets_and_the_password_have_buttons(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 0; i < 11; i++)
		(void)keys(fixture, "Tab");
	struct effects effects = keys(fixture, "Enter");
	const struct effect *open = effect_find(&effects, EFFECT_OPEN);
	assert_non_null(open);
	assert_true(view_shows(open->view, "targets and bookings"));
	effects_drop(&effects);
	/* What was set there stands in the form. */
	fixture->environment.settings.weekly_target = 30 * 60;
	(void)send_event(fixture->view, EVENT_SHOWN);
	assert_true(view_shows(fixture->view, "weekly target  30 "));
	(void)keys(fixture, "Tab");
	effects = keys(fixture, "Enter");
	open = effect_find(&effects, EFFECT_OPEN);
	assert_non_null(open);
	assert_true(view_shows(open->view, "password"));
	effects_drop(&effects);
}

static void the_mouse_chooses_a_theme(void **state)
{
	struct fixture *fixture = *state;
	struct surface *surface = draw_view(fixture->view);
	int x = 0;
	int y = 0;
	assert_true(surface_find(surface, "[auto]", &x, &y));
	surface_destroy(surface);
	(void)click(fixture->view, &fixture->environment, x, y);
	assert_string_equal(fixture->environment.theme, "dark");
	assert_true(view_shows(fixture->view, "[dark]"));
}

static void passwords(struct fixture *fixture, const char *old, const char *new, const char *again)
{
	(void)type_text(fixture->view, &fixture->environment, old);
	(void)keys(fixture, "Tab");
	(void)type_text(fixture->view, &fixture->environment, new);
	(void)keys(fixture, "Tab");
	(void)type_text(fixture->view, &fixture->environment, again);
}

static void the_password_is_changed(void **state)
{
	struct fixture *fixture = *state;
	golden_sizes(fixture->view, &fixture->environment, "password");
	passwords(fixture, CARD_PASSWORD, NEW_PASSWORD, NEW_PASSWORD);
	struct effects effects = keys(fixture, "Enter");
	assert_int_equal(keys(fixture, "Escape").count, 0); /* not while it runs */
	effects = job_run(fixture->view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	ts_auth *auth = NULL;
	assert_int_equal(ts_login_begin(fixture->store, "ada", NEW_PASSWORD, CARD_NOW, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(fixture->store, auth), TS_OK);
	ts_auth_destroy(auth);
}

static void enter_goes_on_to_the_next_empty_row_without_a_complaint(void **state)
{
	struct fixture *fixture = *state;
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD);
	(void)keys(fixture, "Enter");
	assert_false(view_shows(fixture->view, "too short"));
	(void)type_text(fixture->view, &fixture->environment, "short");
	(void)keys(fixture, "Enter");
	assert_true(view_shows(fixture->view, "too short"));
	retype(fixture, NEW_PASSWORD);
	(void)keys(fixture, "Enter");
	(void)type_text(fixture->view, &fixture->environment, NEW_PASSWORD);
	struct effects effects = keys(fixture, "Enter");
	assert_int_equal(effects.count, 1);
	(void)job_run(fixture->view, &effects);
}

static void a_wrong_old_password_changes_nothing(void **state)
{
	struct fixture *fixture = *state;
	passwords(fixture, "not the old one", NEW_PASSWORD, NEW_PASSWORD);
	struct effects effects = keys(fixture, "Enter");
	effects = job_run(fixture->view, &effects);
	assert_int_equal(effects.count, 0);
	assert_true(view_shows(fixture->view, "wrong password"));
	golden_sizes(fixture->view, &fixture->environment, "password_wrong");
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD); /* the new one was kept */
	effects = keys(fixture, "Enter");
	effects = job_run(fixture->view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void new_passwords_that_differ_are_refused(void **state)
{
	struct fixture *fixture = *state;
	passwords(fixture, CARD_PASSWORD, NEW_PASSWORD, "seven purple lambs");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "the two differ"));
	struct effects effects = keys(fixture, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void they_can_be_drawn_at_every_size(void **state)
{
	struct fixture *fixture = *state;
	draw_at_all_sizes(fixture->view, &fixture->environment);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define TEST_PASSWORD(name) cmocka_unit_test_setup_teardown(name, setup_password, teardown)
	const struct CMUnitTest tests[] = {
		TEST(enter_saves_all_and_closes_with_a_message),
		TEST(the_theme_is_previewed_and_escape_takes_it_back),
		TEST(what_cannot_be_is_refused_below_its_field),
		TEST(a_full_disk_keeps_the_form_and_what_was_typed),
		TEST(the_last_row_leads_to_the_password),
		TEST(targets_and_the_password_have_buttons),
		TEST(the_mouse_chooses_a_theme),
		TEST_PASSWORD(the_password_is_changed),
		TEST_PASSWORD(enter_goes_on_to_the_next_empty_row_without_a_complaint),
		TEST_PASSWORD(a_wrong_old_password_changes_nothing),
		TEST_PASSWORD(new_passwords_that_differ_are_refused),
		TEST(they_can_be_drawn_at_every_size),
		TEST_PASSWORD(they_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
