/* Joining from the first screen: the hub's address, and what it leads to. */
#include "tests/ui/support_card.h"

#include <stdio.h>

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
};

static int setup(void **state)
{
	static struct fixture fixture;

	fixture.store = store_without_users();
	fixture.environment = test_environment(fixture.store, CARD_NOW);
	fixture.environment.width = 80;
	fixture.environment.height = 24;
	fixture.view = view_join_create(&fixture.environment);
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

static void it_asks_where_the_hub_is(void **state)
{
	struct fixture *fixture = *state;

	golden_sizes(fixture->view, &fixture->environment, "join");
	draw_at_all_sizes(fixture->view, &fixture->environment);
}

static void an_address_is_handed_out_and_the_question_closed(void **state)
{
	struct fixture *fixture = *state;

	(void)type_text(fixture->view, &fixture->environment, "ssh://home");
	struct effects effects = press(fixture->view, &fixture->environment, "Enter");
	const struct effect *join = effect_find(&effects, EFFECT_JOIN);
	assert_non_null(join);
	assert_string_equal(join->text, "ssh://home");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
}

static void no_address_is_asked_for_again(void **state)
{
	struct fixture *fixture = *state;

	(void)type_text(fixture->view, &fixture->environment, "  ");
	struct effects effects = press(fixture->view, &fixture->environment, "Enter");
	assert_int_equal(effects.count, 0);
	assert_true(view_shows(fixture->view, "the hub's address, please"));
	effects = press(fixture->view, &fixture->environment, "Escape");
	assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	assert_null(effect_find(&effects, EFFECT_JOIN));
}

static void help_opens_over_it(void **state)
{
	struct fixture *fixture = *state;
	struct effects effects = press(fixture->view, &fixture->environment, "F1");

	assert_non_null(effect_find(&effects, EFFECT_OPEN));
	effects_drop(&effects);
}

static void the_first_screen_leads_to_it_and_knows_who_has_joined(void **state)
{
	struct fixture *fixture = *state;
	struct view *login = view_login_create(&fixture->environment);

	(void)send_event(login, EVENT_SHOWN);
	assert_true(view_shows(login, "F5 joins it"));
	struct effects effects = press(login, &fixture->environment, "F5");
	const struct effect *open = effect_find(&effects, EFFECT_OPEN);
	assert_non_null(open);
	assert_true(view_shows(open->view, "hub"));
	effects_drop(&effects);
	store_add_user(fixture->store, "ada");
	(void)send_event(login, EVENT_CHANGED);
	assert_true(view_shows(login, "log in"));
	assert_true(view_shows(login, "name  ada"));
	assert_false(view_shows(login, "again"));
	view_end(login);
}

static void a_name_that_is_being_registered_stays(void **state)
{
	struct fixture *fixture = *state;
	struct view *login = view_login_create(&fixture->environment);

	(void)send_event(login, EVENT_SHOWN);
	(void)type_text(login, &fixture->environment, "grace");
	store_add_user(fixture->store, "ada");
	(void)send_event(login, EVENT_CHANGED);
	assert_true(view_shows(login, "grace"));
	assert_true(view_shows(login, "again"));
	view_end(login);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_asks_where_the_hub_is, setup, teardown),
		cmocka_unit_test_setup_teardown(an_address_is_handed_out_and_the_question_closed, setup, teardown),
		cmocka_unit_test_setup_teardown(no_address_is_asked_for_again, setup, teardown),
		cmocka_unit_test_setup_teardown(help_opens_over_it, setup, teardown),
		cmocka_unit_test_setup_teardown(the_first_screen_leads_to_it_and_knows_who_has_joined, setup, teardown),
		cmocka_unit_test_setup_teardown(a_name_that_is_being_registered_stays, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
