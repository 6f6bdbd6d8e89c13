/* The lock screen: digits log sealed, a password may begin with anything. */
#include "tests/ui/support_card.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
};

static int setup(void **state)
{
	static struct fixture fixture;
	fixture.store = store_with_ada();
	fixture.environment = test_environment(fixture.store, CARD_NOW);
	fixture.environment.width = 80;
	fixture.environment.height = 24;
	(void)snprintf(fixture.environment.user, sizeof fixture.environment.user, "ada");
	fixture.view = view_lock_create(&fixture.environment);
	(void)send_event(fixture.view, EVENT_SHOWN);
	*state = &fixture;
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

static size_t fold(struct fixture *fixture)
{
	size_t folded = 0;
	size_t junk = 0;
	assert_true(ts_logged_in(fixture->store));
	enum ts_status status = ts_inbox_fold(fixture->store, fixture->environment.moment.now, &folded, &junk);
	assert_true(status == TS_OK || status == TS_UNCHANGED);
	return folded;
}

static void unlock(struct fixture *fixture)
{
	struct effects effects = keys(fixture, "Enter");
	effects = job_run(fixture->view, &effects);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
}

static void a_digit_logs_that_slot_sealed(void **state)
{
	struct fixture *fixture = *state;
	struct effects effects = keys(fixture, "3");
	const struct effect *message = effect_find(&effects, EFFECT_MESSAGE);
	assert_non_null(message);
	assert_string_equal(message->text, "14:12 slot 3 is logged, sealed until you unlock");
	assert_int_equal(message->kind, MESSAGE_GOOD);
	effects = keys(fixture, "0");
	assert_string_equal(effect_find(&effects, EFFECT_MESSAGE)->text,
	                    "14:12 off is logged, sealed until you unlock");
	(void)keys(fixture, "Enter");
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD);
	unlock(fixture);
	(void)fold(fixture);
}

static void a_letter_begins_the_password_and_digits_in_it_do_not_log(void **state)
{
	struct fixture *fixture = *state;
	golden_sizes(fixture->view, &fixture->environment, "lock_digits");
	size_t writes = fake_writes(fixture->store);
	struct effects effects = type_text(fixture->view, &fixture->environment, "c1234567890");
	assert_int_equal(effects.count, 0);
	assert_int_equal(fake_writes(fixture->store), writes);
	golden_sizes(fixture->view, &fixture->environment, "lock_password");
	for (int i = 0; i < 10; i++)
		(void)keys(fixture, "Backspace");
	(void)type_text(fixture->view, &fixture->environment, "orrect horse battery");
	unlock(fixture);
}

static void a_password_that_begins_with_a_digit_is_typed_after_enter(void **state)
{
	struct fixture *fixture = *state;
	size_t writes = fake_writes(fixture->store);
	(void)keys(fixture, "Enter");
	(void)type_text(fixture->view, &fixture->environment, "0 bottles of beer");
	assert_int_equal(fake_writes(fixture->store), writes);
	struct effects effects = keys(fixture, "Enter");
	assert_int_equal(job_run(fixture->view, &effects).count, 0);
	assert_true(view_shows(fixture->view, "wrong password"));
	assert_false(ts_logged_in(fixture->store));
}

static void escape_goes_back_to_where_digits_log(void **state)
{
	struct fixture *fixture = *state;
	(void)type_text(fixture->view, &fixture->environment, "cor");
	(void)keys(fixture, "Escape");
	struct effects effects = keys(fixture, "7");
	assert_non_null(effect_find(&effects, EFFECT_MESSAGE));
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD); /* nothing of "cor" is left */
	unlock(fixture);
}

static void a_paste_is_a_password_and_never_logs(void **state)
{
	struct fixture *fixture = *state;
	size_t writes = fake_writes(fixture->store);
	struct effects effects = paste_text(fixture->view, &fixture->environment, "123\n");
	assert_int_equal(effects.count, 0);
	assert_int_equal(fake_writes(fixture->store), writes);
	assert_true(view_shows(fixture->view, "password"));
	(void)keys(fixture, "Escape");
	(void)paste_text(fixture->view, &fixture->environment, CARD_PASSWORD "\n");
	unlock(fixture);
}

static void a_digit_that_cannot_be_logged_says_so(void **state)
{
	struct fixture *fixture = *state;
	fake_set_detail(fixture->store, "");
	fake_fail_next(fixture->store, TS_FULL);
	struct effects effects = keys(fixture, "3");
	const struct effect *message = effect_find(&effects, EFFECT_MESSAGE);
	assert_non_null(message);
	assert_int_equal(message->kind, MESSAGE_ERROR);
	assert_non_null(strstr(message->text, "not logged: "));
}

static void wrong_passwords_make_one_wait(void **state)
{
	struct fixture *fixture = *state;
	(void)keys(fixture, "Enter");
	for (int i = 0; ts_auth_wait(fixture->store, "ada", fixture->environment.moment.now) == 0; i++) {
		assert_true(i < 10);
		(void)type_text(fixture->view, &fixture->environment, "not it");
		struct effects effects = keys(fixture, "Enter");
		(void)job_run(fixture->view, &effects);
	}
	assert_true(view_shows(fixture->view, "wait 1 s"));
	assert_true(fixture->view->ops->wake(fixture->view) > 0);
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD);
	assert_int_equal(keys(fixture, "Enter").count, 0);
	test_pass(&fixture->environment, TS_SECOND);
	unlock(fixture);
}

static void while_the_key_is_derived_digits_do_nothing(void **state)
{
	struct fixture *fixture = *state;
	(void)type_text(fixture->view, &fixture->environment, CARD_PASSWORD);
	struct effects job = keys(fixture, "Enter");
	size_t writes = fake_writes(fixture->store);
	assert_true(view_shows(fixture->view, "opening..."));
	assert_int_equal(keys(fixture, "3").count, 0);
	assert_int_equal(keys(fixture, "Escape").count, 0);
	assert_int_equal(fake_writes(fixture->store), writes);
	struct effects effects = job_run(fixture->view, &job);
	assert_non_null(effect_find(&effects, EFFECT_LOGGED_IN));
}

static void other_keys_lead_elsewhere(void **state)
{
	struct fixture *fixture = *state;
	struct effects effects = keys(fixture, "F2");
	assert_non_null(effect_find(&effects, EFFECT_LOG_OUT));
	effects = keys(fixture, "C-q");
	assert_non_null(effect_find(&effects, EFFECT_QUIT));
	effects = keys(fixture, "F3");
	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
	effects = keys(fixture, "F1");
	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
}

static void it_can_be_drawn_at_every_size(void **state)
{
	struct fixture *fixture = *state;
	draw_at_all_sizes(fixture->view, &fixture->environment);
	(void)keys(fixture, "Enter");
	draw_at_all_sizes(fixture->view, &fixture->environment);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_digit_logs_that_slot_sealed),
		TEST(a_letter_begins_the_password_and_digits_in_it_do_not_log),
		TEST(a_password_that_begins_with_a_digit_is_typed_after_enter),
		TEST(escape_goes_back_to_where_digits_log),
		TEST(a_paste_is_a_password_and_never_logs),
		TEST(a_digit_that_cannot_be_logged_says_so),
		TEST(wrong_passwords_make_one_wait),
		TEST(while_the_key_is_derived_digits_do_nothing),
		TEST(other_keys_lead_elsewhere),
		TEST(it_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
