/* The first screen: registration on an empty database, logging in, and what goes wrong there. */
#include "tests/ui/support_card.h"
#include "ui/user/attempt.h"

#include <stdio.h>

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
};

static struct fixture open_on(ts_store *store, const char *user)
{
	struct fixture fixture = { .store = store };
	fixture.environment = test_environment(store, CARD_NOW);
	(void)snprintf(fixture.environment.user, sizeof fixture.environment.user, "%s", user);
	return fixture;
}

/* The environment must not move once a view holds its address. */
static void begin(struct fixture *fixture)
{
	fixture->environment.width = 80;
	fixture->environment.height = 24;
	fixture->view = view_login_create(&fixture->environment);
	(void)send_event(fixture->view, EVENT_SHOWN);
}

static void end(struct fixture *fixture)
{
	view_end(fixture->view);
	ts_close(fixture->store);
}

static struct effects keys(struct fixture *fixture, const char *key)
{
	return press(fixture->view, &fixture->environment, key);
}

static void type(struct fixture *fixture, const char *text)
{
	(void)type_text(fixture->view, &fixture->environment, text);
}

static void an_empty_database_opens_as_registration(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "");
	begin(&fixture);
	assert_true(view_shows(fixture.view, "again"));
	assert_true(view_shows(fixture.view, "recovery code"));
	golden_sizes(fixture.view, &fixture.environment, "register");
	end(&fixture);
}

static void advice_on_a_password_is_never_cut(void **state)
{
	static const char *const passwords[] = { "a", "ten letters", "twenty letters and more", "not ASCII é" };
	(void)state;
	for (size_t i = 0; i < sizeof passwords / sizeof passwords[0]; i++) {
		struct fixture fixture = open_on(store_without_users(), "");
		begin(&fixture);
		type(&fixture, "ada");
		(void)keys(&fixture, "Enter");
		type(&fixture, passwords[i]);
		assert_true(view_shows(fixture.view, password_advice(passwords[i])));
		end(&fixture);
	}
}

/* F4: all users, narrowed down by typing; the chosen one's password is asked for. */
static void who_it_is_can_be_chosen_from_a_list(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "");
	struct ts_users users;
	assert_int_equal(ts_users_read(fixture.store, &users), TS_OK);
	size_t before = users.count;
	ts_users_release(&users);
	for (int i = 0; i < 6; i++) {
		char name[32];
		(void)snprintf(name, sizeof name, "colleague %d of many", i);
		store_add_user(fixture.store, name);
	}
	begin(&fixture);
	assert_true(view_shows(fixture.view, before == 1 ? "F4 shows all 7" : "F4 shows all"));
	struct effects effects = keys(&fixture, "F4");
	struct view *list = effect_find(&effects, EFFECT_OPEN)->view;
	(void)send_event(list, EVENT_SHOWN);
	golden_sizes(list, &fixture.environment, "users");
	(void)type_text(list, &fixture.environment, "4");
	(void)send_event(list, EVENT_CHANGED);
	effects = press(list, &fixture.environment, "Enter");
	const struct effect *close = effect_find(&effects, EFFECT_CLOSE);
	assert_int_equal(close->answer.type, ANSWER_USER);
	assert_string_equal(close->answer.user, "colleague 4 of many");
	struct event answered = { .type = EVENT_ANSWER, .as.answer = close->answer };
	struct effects none = { 0 };
	fixture.view->ops->update(fixture.view, &answered, &none);
	assert_true(view_shows(fixture.view, "colleague 4 of many"));
	view_end(list);
	type(&fixture, CARD_PASSWORD);
	effects = keys(&fixture, "Enter");
	assert_non_null(effect_find(&effects, EFFECT_AUTH));
	ts_auth_destroy(effect_find(&effects, EFFECT_AUTH)->auth);
	end(&fixture);
}

static void a_new_name_of_two_alphabets_is_told_about(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "");
	begin(&fixture);
	type(&fixture, "\u0430da");
	assert_true(view_shows(fixture.view, "alphabets are mixed"));
	end(&fixture);
}

static void a_database_with_users_opens_as_login_with_the_name_filled_in(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	assert_false(view_shows(fixture.view, "again"));
	golden_sizes(fixture.view, &fixture.environment, "login");
	type(&fixture, CARD_PASSWORD); /* the focus is on the password already */
	struct effects effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	assert_string_equal(ts_user_name(fixture.store), "ada");
	end(&fixture);
}

static void enter_on_the_name_goes_to_the_password(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "");
	begin(&fixture);
	type(&fixture, "ada");
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	type(&fixture, CARD_PASSWORD);
	struct effects effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_true(ts_logged_in(fixture.store));
	end(&fixture);
}

static void while_the_key_is_derived_nothing_can_be_typed_but_quit_works(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	type(&fixture, CARD_PASSWORD);
	struct effects job = keys(&fixture, "Enter");
	assert_true(view_shows(fixture.view, "opening..."));
	golden_sizes(fixture.view, &fixture.environment, "login_opening");
	assert_true(fixture.view->ops->wake(fixture.view) > fixture.environment.moment.uptime);
	type(&fixture, "x");
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	struct effects quit = keys(&fixture, "C-q");
	assert_non_null(effect_find(&quit, EFFECT_QUIT));
	struct effects effects = job_run(fixture.view, &job);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	end(&fixture);
}

static struct effects try_password(struct fixture *fixture, const char *password)
{
	type(fixture, password);
	struct effects effects = keys(fixture, "Enter");
	return job_run(fixture->view, &effects);
}

static void a_wrong_password_is_said_and_only_the_password_is_lost(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "");
	begin(&fixture);
	type(&fixture, "ada");
	(void)keys(&fixture, "Enter");
	assert_int_equal(try_password(&fixture, "not the password").count, 0);
	assert_true(view_shows(fixture.view, "wrong password"));
	assert_true(view_shows(fixture.view, "ada"));
	assert_false(ts_logged_in(fixture.store));
	struct effects effects = try_password(&fixture, CARD_PASSWORD);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	end(&fixture);
}

static void many_wrong_passwords_make_one_wait_with_a_countdown(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	for (int i = 0; ts_auth_wait(fixture.store, "ada", fixture.environment.moment.now) < 4 * TS_SECOND; i++) {
		assert_true(i < 20);
		test_pass(&fixture.environment, TS_MINUTE + 1);
		(void)try_password(&fixture, "not the password");
	}
	assert_true(view_shows(fixture.view, "wait 4 s"));
	golden_sizes(fixture.view, &fixture.environment, "login_wait");
	int64_t wake = fixture.view->ops->wake(fixture.view);
	assert_int_equal(wake, fixture.environment.moment.uptime + TS_SECOND);
	test_pass(&fixture.environment, TS_SECOND);
	assert_true(view_shows(fixture.view, "wait 3 s"));

	/* What is typed meanwhile stays, and goes through once it is time. */
	type(&fixture, CARD_PASSWORD);
	assert_null(effect_find(&(struct effects){ 0 }, EFFECT_AUTH));
	struct effects refused = keys(&fixture, "Enter");
	assert_int_equal(refused.count, 0);
	assert_true(view_shows(fixture.view, "wait 3 s"));
	test_pass(&fixture.environment, 3 * TS_SECOND);
	assert_false(view_shows(fixture.view, "wait"));
	assert_int_equal(fixture.view->ops->wake(fixture.view), 0);
	struct effects effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	end(&fixture);
}

static void an_unknown_name_is_said_below_the_name(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "bob");
	begin(&fixture);
	type(&fixture, CARD_PASSWORD);
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, "nobody has that name here; F2 registers"));
	end(&fixture);
}

static void a_full_disk_and_missing_memory_are_said_and_nothing_typed_is_lost(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	type(&fixture, CARD_PASSWORD);
	fake_set_detail(fixture.store, "");
	fake_fail_next(fixture.store, TS_FULL);
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, ts_status_text(TS_FULL)));
	struct effects effects = keys(&fixture, "Enter");
	fake_fail_next(fixture.store, TS_NO_MEMORY);
	effects = job_run(fixture.view, &effects);
	assert_int_equal(effects.count, 0);
	assert_true(view_shows(fixture.view, "key derivation needs 256 MiB of free memory"));
	golden_sizes(fixture.view, &fixture.environment, "login_no_memory");
	effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	end(&fixture);
}

static void several_users_are_listed_and_completed(void **state)
{
	(void)state;
	ts_store *store = store_with_ada();
	store_add_user(store, "Bob");
	store_add_user(store, "bert");
	struct fixture fixture = open_on(store, "");
	begin(&fixture);
	assert_true(view_shows(fixture.view, "ada  Bob  bert"));
	golden_sizes(fixture.view, &fixture.environment, "login_users");
	type(&fixture, "b");
	assert_true(view_shows(fixture.view, "Bob  bert"));
	assert_false(view_shows(fixture.view, "ada"));
	(void)keys(&fixture, "Tab"); /* two begin so: on to the password */
	(void)keys(&fixture, "S-Tab");
	type(&fixture, "O");
	(void)keys(&fixture, "Tab");
	assert_true(view_shows(fixture.view, "name  Bob"));
	/* The password is typed next: it must not land in the name, where it could be read. */
	struct effects effects = try_password(&fixture, CARD_PASSWORD);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
	assert_string_equal(ts_user_name(fixture.store), "Bob");
	end(&fixture);
}

static void registering_leads_to_the_recovery_code(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "");
	begin(&fixture);
	type(&fixture, "ada");
	(void)keys(&fixture, "Enter");
	type(&fixture, CARD_PASSWORD);
	(void)keys(&fixture, "Enter");
	type(&fixture, CARD_PASSWORD);
	struct effects effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_REPLACE));
	assert_string_equal(ts_user_name(fixture.store), "ada");
	effects_drop(&effects);
	end(&fixture);
}

/* Registers ada with these hours a week; the target that she has then. */
static int target_with(struct fixture *fixture, const char *hours)
{
	struct ts_settings settings;

	*fixture = open_on(store_without_users(), "");
	begin(fixture);
	type(fixture, "ada");
	(void)keys(fixture, "Enter");
	type(fixture, CARD_PASSWORD);
	(void)keys(fixture, "Enter");
	type(fixture, CARD_PASSWORD);
	(void)keys(fixture, "Tab");
	type(fixture, hours);
	struct effects effects = keys(fixture, "Enter");
	if (effects.count == 0)
		return -1;
	effects = job_run(fixture->view, &effects);
	effects_drop(&effects);
	assert_int_equal(ts_settings_read(fixture->store, &settings), TS_OK);
	return settings.weekly_target;
}

static void registering_asks_once_for_the_hours_of_a_week(void **state)
{
	static const struct {
		const char *typed;
		int minutes;
	} cases[] = { { "", 40 * 60 }, { "0", 0 }, { "38:30", 38 * 60 + 30 }, { "20", 20 * 60 } };
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(target_with(&fixture, cases[i].typed), cases[i].minutes);
		end(&fixture);
	}
	assert_int_equal(target_with(&fixture, "many"), -1);
	assert_true(view_shows(fixture.view, "hours, as 40 or 38:30, or 0"));
	end(&fixture);
	assert_int_equal(target_with(&fixture, "169"), -1);
	end(&fixture);
}

static void registration_checks_what_was_typed_before_anything_runs(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "");
	begin(&fixture);
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, "a name, please"));
	type(&fixture, "ada");
	(void)keys(&fixture, "Tab");
	type(&fixture, "too short");
	(void)keys(&fixture, "Tab");
	type(&fixture, "too short");
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, "too short: 10 characters at least"));
	type(&fixture, "!");
	(void)keys(&fixture, "Down");
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, "the two differ"));
	golden_sizes(fixture.view, &fixture.environment, "register_differ");
	end(&fixture);
}

static void a_taken_name_is_said_below_the_name(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "");
	begin(&fixture);
	(void)keys(&fixture, "F2");
	type(&fixture, "ADA");
	(void)keys(&fixture, "Tab");
	type(&fixture, CARD_PASSWORD);
	(void)keys(&fixture, "Tab");
	type(&fixture, CARD_PASSWORD);
	assert_int_equal(keys(&fixture, "Enter").count, 0);
	assert_true(view_shows(fixture.view, "the name is taken"));
	(void)keys(&fixture, "Escape");
	assert_false(view_shows(fixture.view, "again"));
	end(&fixture);
}

static void f2_offers_no_name_that_is_taken_and_gives_it_back(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	(void)keys(&fixture, "F2");
	assert_true(view_shows(fixture.view, "again"));
	assert_false(view_shows(fixture.view, "ada"));
	type(&fixture, "bob");
	(void)keys(&fixture, "F2");
	assert_true(view_shows(fixture.view, "bob"));
	(void)keys(&fixture, "F2");
	(void)keys(&fixture, "S-Tab");
	(void)keys(&fixture, "C-u");
	(void)keys(&fixture, "F2");
	assert_true(view_shows(fixture.view, "name  ada"));
	end(&fixture);
}

static void f2_does_nothing_while_nobody_is_registered(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "ada");
	begin(&fixture);
	type(&fixture, CARD_PASSWORD);
	(void)keys(&fixture, "F2");
	(void)keys(&fixture, "Escape");
	(void)keys(&fixture, "Tab");
	type(&fixture, CARD_PASSWORD);
	struct effects effects = keys(&fixture, "Enter");
	effects = job_run(fixture.view, &effects);
	assert_true(ts_logged_in(fixture.store));
	effects_drop(&effects);
	end(&fixture);
}

static void a_password_beyond_ascii_is_warned_about(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "ada");
	begin(&fixture);
	assert_true(view_shows(fixture.view, "10 characters or more, random words"));
	type(&fixture, "grün");
	assert_true(view_shows(fixture.view, "some keyboards cannot type this"));
	end(&fixture);
}

static void recovering_and_help_open_over_the_login_and_keep_what_was_typed(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "");
	begin(&fixture);
	type(&fixture, "ada");
	struct effects effects = keys(&fixture, "F3");
	const struct effect *open = effect_find(&effects, EFFECT_OPEN);
	assert_non_null(open);
	assert_true(view_shows(open->view, "ada"));
	effects_drop(&effects);
	effects = keys(&fixture, "F1");
	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
	assert_true(view_shows(fixture.view, "ada"));
	end(&fixture);
}

static void the_mouse_chooses_a_field(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_with_ada(), "ada");
	begin(&fixture);
	struct surface *surface = draw_view(fixture.view);
	int x = 0;
	int y = 0;
	assert_true(surface_find(surface, "name  ada", &x, &y));
	surface_destroy(surface);
	(void)click(fixture.view, &fixture.environment, x + 8, y);
	type(&fixture, "lovelace");
	assert_true(view_shows(fixture.view, "adalovelace"));
	end(&fixture);
}

static void it_can_be_drawn_at_every_size(void **state)
{
	(void)state;
	struct fixture fixture = open_on(store_without_users(), "");
	begin(&fixture);
	draw_at_all_sizes(fixture.view, &fixture.environment);
	end(&fixture);
	fixture = open_on(store_with_ada(), "");
	begin(&fixture);
	draw_at_all_sizes(fixture.view, &fixture.environment);
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_database_opens_as_registration),
		cmocka_unit_test(who_it_is_can_be_chosen_from_a_list),
		cmocka_unit_test(a_new_name_of_two_alphabets_is_told_about),
		cmocka_unit_test(a_database_with_users_opens_as_login_with_the_name_filled_in),
		cmocka_unit_test(enter_on_the_name_goes_to_the_password),
		cmocka_unit_test(while_the_key_is_derived_nothing_can_be_typed_but_quit_works),
		cmocka_unit_test(a_wrong_password_is_said_and_only_the_password_is_lost),
		cmocka_unit_test(many_wrong_passwords_make_one_wait_with_a_countdown),
		cmocka_unit_test(an_unknown_name_is_said_below_the_name),
		cmocka_unit_test(a_full_disk_and_missing_memory_are_said_and_nothing_typed_is_lost),
		cmocka_unit_test(several_users_are_listed_and_completed),
		cmocka_unit_test(registering_leads_to_the_recovery_code),
		cmocka_unit_test(registering_asks_once_for_the_hours_of_a_week),
		cmocka_unit_test(registration_checks_what_was_typed_before_anything_runs),
		cmocka_unit_test(a_taken_name_is_said_below_the_name),
		cmocka_unit_test(f2_offers_no_name_that_is_taken_and_gives_it_back),
		cmocka_unit_test(advice_on_a_password_is_never_cut),
		cmocka_unit_test(f2_does_nothing_while_nobody_is_registered),
		cmocka_unit_test(a_password_beyond_ascii_is_warned_about),
		cmocka_unit_test(recovering_and_help_open_over_the_login_and_keep_what_was_typed),
		cmocka_unit_test(the_mouse_chooses_a_field),
		cmocka_unit_test(it_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
