/* The recovery code: shown, asked back, skipped only on purpose; and how it sets a new password. */
#include "tests/ui/support_card.h"
#include "ui/user/attempt.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define NEW_PASSWORD "seven purple lamps"

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
	char code[TS_RECOVERY_SIZE];
};

/* Registers "grace", whose code then shows. */
static int setup(void **state)
{
	static struct fixture fixture;
	fixture.store = store_without_users();
	fixture.environment = test_environment(fixture.store, CARD_NOW);
	fixture.environment.width = 80;
	fixture.environment.height = 24;
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(fixture.store, "grace", CARD_PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(fixture.store, auth), TS_OK);
	(void)snprintf(fixture.code, sizeof fixture.code, "%s", ts_auth_recovery_code(auth));
	fixture.view = view_recovery_create(&fixture.environment, false, auth);
	(void)send_event(fixture.view, EVENT_SHOWN);
	*state = &fixture;
	return 0;
}

/* Logged out, on the screen for a forgotten password. */
static int setup_forgotten(void **state)
{
	(void)setup(state);
	struct fixture *fixture = *state;
	view_end(fixture->view);
	ts_lock(fixture->store);
	(void)snprintf(fixture->environment.user, sizeof fixture->environment.user, "grace");
	fixture->view = view_recover_create(&fixture->environment, fixture->environment.user);
	(void)send_event(fixture->view, EVENT_SHOWN);
	return 0;
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

static void type(struct fixture *fixture, const char *text)
{
	(void)type_text(fixture->view, &fixture->environment, text);
}

static void the_code_is_shown_in_groups_and_hidden_while_it_is_typed_back(void **state)
{
	struct fixture *fixture = *state;
	assert_true(view_shows(fixture->view, "7K3M-9QXR-T2VW-8HJN-4CDE-5FGP-0001"));
	golden_sizes(fixture->view, &fixture->environment, "recovery_show");
	(void)keys(fixture, "Enter");
	assert_false(view_shows(fixture->view, "7K3M-9QXR"));
	golden_sizes(fixture->view, &fixture->environment, "recovery_type");
	(void)keys(fixture, "Escape");
	assert_true(view_shows(fixture->view, "7K3M-9QXR"));
}

static void typed_back_leniently_it_opens_the_day(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Enter");
	for (const char *letter = fixture->code; *letter != '\0'; letter++) {
		char lower[2] = { 0 };
		lower[0] = (char)tolower((unsigned char)*letter);
		if (lower[0] != '-')
			type(fixture, lower);
	}
	type(fixture, " ");
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
}

/* The code's own letters choose them. */
static void two_groups_are_enough(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Enter");
	assert_true(view_shows(fixture->view, "groups 5 and 6"));
	type(fixture, "4cde 5fgq");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "group 6 does not fit"));
	(void)keys(fixture, "C-u");
	type(fixture, "4CDE");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "group 6 is not complete"));
	type(fixture, "-5fgp");
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
}

static void it_is_copied_only_where_it_is_seen(void **state)
{
	struct fixture *fixture = *state;
	struct effects effects = keys(fixture, "C-y");
	const struct effect *copy = effect_find(&effects, EFFECT_COPY);
	assert_non_null(copy);
	assert_string_equal(copy->copied, fixture->code);
	(void)keys(fixture, "Enter");
	effects = keys(fixture, "C-y");
	assert_null(effect_find(&effects, EFFECT_COPY));
	assert_int_equal(keys(fixture, "Enter").count, 0);
}

static void a_wrong_group_is_named(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Enter");
	type(fixture, "7k3m 9qxr t2vx 8hjn 4cde 5fgp 0001");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "group 3 does not fit"));
	golden_sizes(fixture->view, &fixture->environment, "recovery_wrong");
	(void)keys(fixture, "C-u");
	assert_false(view_shows(fixture->view, "does not fit"));
	type(fixture, "7k3m 9qxr t2");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "group 3 is not complete"));
	(void)keys(fixture, "C-u");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "please"));
	type(fixture, "7k3m 9qxr t2vw 8hjn 4cde 5fgp 0001 7777");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "group 7 does not fit"));
}

static void skipping_takes_escape_and_then_enter_never_escape_twice(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Escape");
	assert_true(view_shows(fixture->view, "Without the code"));
	golden_sizes(fixture->view, &fixture->environment, "recovery_skip");
	assert_int_equal(keys(fixture, "Escape").count, 0);
	assert_true(view_shows(fixture->view, "7K3M-9QXR"));
	(void)keys(fixture, "Escape");
	struct effects effects = keys(fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
}

static void the_idle_lock_waits_for_the_code(void **state)
{
	struct fixture *fixture = *state;
	assert_true(fixture->view->ops->holds_lock);
}

static void forgotten(struct fixture *fixture, const char *code)
{
	type(fixture, code);
	(void)keys(fixture, "Tab");
	type(fixture, NEW_PASSWORD);
	(void)keys(fixture, "Tab");
	type(fixture, NEW_PASSWORD);
}

static void the_code_sets_a_new_password_and_a_new_code_follows(void **state)
{
	struct fixture *fixture = *state;
	golden_sizes(fixture->view, &fixture->environment, "recover");
	forgotten(fixture, fixture->code);
	struct effects effects = keys(fixture, "Enter");
	effects = job_run(fixture->view, &effects);
	const struct effect *replaced = effect_find(&effects, EFFECT_REPLACE);
	assert_non_null(replaced);
	assert_true(ts_logged_in(fixture->store));
	assert_false(view_shows(replaced->view, "0 0 0 1"));
	assert_true(view_shows(replaced->view, "0002"));
	effects_drop(&effects);
}

static void a_mistyped_code_and_a_wrong_one_are_told_apart(void **state)
{
	struct fixture *fixture = *state;
	forgotten(fixture, "7K3M-9QXR");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "mistyped"));
	(void)keys(fixture, "C-u");
	type(fixture, "7K3M-9QXR-T2VW-8HJN-4CDE-5FGP-9999");
	struct effects effects = keys(fixture, "Enter");
	effects = job_run(fixture->view, &effects);
	assert_int_equal(effects.count, 0);
	assert_true(view_shows(fixture->view, "not the latest code of that user"));
	golden_sizes(fixture->view, &fixture->environment, "recover_wrong");
}

static void advice_on_the_new_password_is_not_cut_here_either(void **state)
{
	static const char *const passwords[] = { "a", "ten letters", "twenty letters and more", "beyond ASCII é" };
	struct fixture *fixture = *state;
	type(fixture, fixture->code);
	(void)keys(fixture, "Enter");
	for (size_t i = 0; i < sizeof passwords / sizeof passwords[0]; i++) {
		(void)keys(fixture, "C-u");
		type(fixture, passwords[i]);
		assert_true(view_shows(fixture->view, password_advice(passwords[i])));
	}
}

static void recovering_checks_the_rest_too(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "the recovery code, please"));
	type(fixture, fixture->code);
	(void)keys(fixture, "Tab");
	type(fixture, "short");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "too short"));
	type(fixture, " no more at all");
	(void)keys(fixture, "Up");
	(void)keys(fixture, "Up");
	type(fixture, " hopper");
	(void)keys(fixture, "Up");
	type(fixture, "short no more at all");
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "nobody has that name here"));
	struct effects effects = keys(fixture, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void wrong_codes_make_one_wait_and_a_full_disk_is_said(void **state)
{
	struct fixture *fixture = *state;
	forgotten(fixture, "7K3M-9QXR-T2VW-8HJN-4CDE-5FGP-9999");
	for (int i = 0; ts_auth_wait(fixture->store, "grace", fixture->environment.moment.now) == 0; i++) {
		assert_true(i < 10);
		struct effects effects = keys(fixture, "Enter");
		(void)job_run(fixture->view, &effects);
	}
	assert_true(view_shows(fixture->view, "wait 1 s"));
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, "wait 1 s"));
	assert_true(fixture->view->ops->wake(fixture->view) > 0);
	test_pass(&fixture->environment, TS_SECOND);
	fake_set_detail(fixture->store, "");
	fake_fail_next_write(fixture->store, TS_FULL);
	assert_int_equal(keys(fixture, "Enter").count, 0);
	assert_true(view_shows(fixture->view, ts_status_text(TS_FULL)));
}

static void they_can_be_drawn_at_every_size(void **state)
{
	struct fixture *fixture = *state;
	draw_at_all_sizes(fixture->view, &fixture->environment);
	(void)keys(fixture, "Enter");
	draw_at_all_sizes(fixture->view, &fixture->environment);
	(void)keys(fixture, "Escape");
	(void)keys(fixture, "Escape");
	draw_at_all_sizes(fixture->view, &fixture->environment);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define TEST_FORGOTTEN(name) cmocka_unit_test_setup_teardown(name, setup_forgotten, teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_code_is_shown_in_groups_and_hidden_while_it_is_typed_back),
		TEST(typed_back_leniently_it_opens_the_day),
		TEST(two_groups_are_enough),
		TEST(it_is_copied_only_where_it_is_seen),
		TEST(a_wrong_group_is_named),
		TEST(skipping_takes_escape_and_then_enter_never_escape_twice),
		TEST(the_idle_lock_waits_for_the_code),
		TEST_FORGOTTEN(the_code_sets_a_new_password_and_a_new_code_follows),
		TEST_FORGOTTEN(a_mistyped_code_and_a_wrong_one_are_told_apart),
		TEST_FORGOTTEN(advice_on_the_new_password_is_not_cut_here_either),
		TEST_FORGOTTEN(recovering_checks_the_rest_too),
		TEST_FORGOTTEN(wrong_codes_make_one_wait_and_a_full_disk_is_said),
		TEST(they_can_be_drawn_at_every_size),
		cmocka_unit_test_setup_teardown(they_can_be_drawn_at_every_size, setup_forgotten, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
