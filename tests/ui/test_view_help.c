/* Help: every binding of a context stands there once, and can be reached. */
#include "tests/ui/support_card.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	ts_store *store;
	struct environment environment;
	struct view *view;
};

static struct fixture open_help(enum context context, struct environment *environment)
{
	struct fixture fixture = { .store = store_without_users() };
	*environment = test_environment(fixture.store, CARD_NOW);
	fixture.view = view_help_create(environment, context);
	return fixture;
}

static void end(struct fixture *fixture)
{
	view_end(fixture->view);
	ts_close(fixture->store);
}

static void every_action_of_every_context_is_explained(void **state)
{
	(void)state;
	for (int context = 0; context < CONTEXT_COUNT; context++) {
		struct environment environment;
		struct fixture fixture = open_help((enum context)context, &environment);
		environment.width = 100;
		environment.height = 200;
		struct surface *surface = draw_view(fixture.view);
		for (size_t i = 0; i < binding_count; i++) {
			bool here =
			        bindings[i].context == (enum context)context || bindings[i].context == CONTEXT_GLOBAL;
			if (here && !surface_shows(surface, action_help(bindings[i].action)))
				fail_msg("%s: no '%s'", context_title((enum context)context), bindings[i].key);
		}
		surface_destroy(surface);
		end(&fixture);
	}
}

static void keys_of_one_action_share_a_line(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	environment.height = 120;
	assert_true(view_shows(fixture.view, "j Down"));
	assert_true(view_shows(fixture.view, "Keys: Day"));
	assert_false(view_shows(fixture.view, "Typing"));
	end(&fixture);
}

static void where_text_is_typed_the_keys_of_typing_follow(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_PICKER, &environment);
	environment.height = 100;
	assert_true(view_shows(fixture.view, "Typing"));
	assert_true(view_shows(fixture.view, "Everywhere"));
	assert_true(view_shows(fixture.view, action_help(ACTION_KILL_WORD)));
	end(&fixture);
}

static void it_looks_like_this(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	golden_sizes(fixture.view, &environment, "help_day");
	environment.width = 150;
	environment.height = 30;
	struct surface *surface = draw_view(fixture.view);
	golden_check(surface, "help_day_150x30");
	surface_destroy(surface);
	end(&fixture);
	fixture = open_help(CONTEXT_LOGIN, &environment);
	golden_sizes(fixture.view, &environment, "help_login");
	end(&fixture);
}

static void scrolling_reaches_both_ends_and_stops_there(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	environment.width = 80;
	environment.height = 16;
	assert_true(view_shows(fixture.view, action_help(ACTION_LOG_SLOT)));
	assert_false(view_shows(fixture.view, action_help(ACTION_SUSPEND)));
	for (int i = 0; i < 20; i++)
		(void)press(fixture.view, &environment, "PgDn");
	assert_true(view_shows(fixture.view, "Yours, on all terminals, as far back as you like"));
	(void)press(fixture.view, &environment, "Down");
	assert_true(view_shows(fixture.view, "Yours, on all terminals, as far back as you like"));
	for (int i = 0; i < 20; i++)
		(void)press(fixture.view, &environment, "PgUp");
	assert_true(view_shows(fixture.view, action_help(ACTION_LOG_SLOT)));
	assert_true(view_shows(fixture.view, "\u2500 Day"));
	environment.height = 100;
	(void)send_event(fixture.view, EVENT_RESIZE);
	assert_true(view_shows(fixture.view, action_help(ACTION_SUSPEND)));
	end(&fixture);
}

/* In two columns, too, the row with the cursor is one that is seen. */
static void the_cursor_is_always_seen(void **state)
{
	(void)state;
	static const int widths[] = { 60, 80, 150, 200 };
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
		struct environment environment;
		struct fixture fixture = open_help(CONTEXT_DAY, &environment);
		environment.width = widths[i];
		environment.height = 20;
		for (int row = 0; row < 50; row++) {
			(void)press(fixture.view, &environment, row < 26 ? "Down" : "Up");
			assert_true(view_shows(fixture.view, ">"));
		}
		end(&fixture);
	}
}

static void what_is_typed_finds_keys_and_words(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	(void)type_text(fixture.view, &environment, "week sh");
	assert_true(view_shows(fixture.view, "with \"week sh\""));
	assert_true(view_shows(fixture.view, action_help(ACTION_WEEK)));
	assert_false(view_shows(fixture.view, action_help(ACTION_UNDO)));
	assert_false(view_shows(fixture.view, "Everywhere"));
	struct surface *surface = draw_view(fixture.view);
	golden_check(surface, "help_found_100x30");
	surface_destroy(surface);
	(void)press(fixture.view, &environment, "C-u");
	(void)type_text(fixture.view, &environment, "balance");
	assert_true(view_shows(fixture.view, "Words"));
	assert_true(view_shows(fixture.view, "flex"));
	(void)type_text(fixture.view, &environment, "q?");
	assert_true(view_shows(fixture.view, "no key does that here"));
	struct effects effects = press(fixture.view, &environment, "Enter");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	end(&fixture);
}

static void Enter_does_nothing_to_who_only_looks(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	struct effects effects = press(fixture.view, &environment, "Enter");
	assert_null(effect_find(&effects, EFFECT_CLOSE));
	(void)press(fixture.view, &environment, "Down");
	effects = press(fixture.view, &environment, "Enter");
	const struct effect *effect = effect_find(&effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.key.character, '0');
	end(&fixture);
}

static void Enter_presses_what_was_found(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	(void)type_text(fixture.view, &environment, "year");
	struct effects effects = press(fixture.view, &environment, "Enter");
	const struct effect *effect = effect_find(&effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_KEY);
	assert_int_equal(effect->answer.key.character, 'y');
	end(&fixture);
}

static void the_keys_that_close_it_do(void **state)
{
	(void)state;
	static const char *const closing[] = { "q", "?", "F1", "Escape" };
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_DAY, &environment);
	for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
		struct effects effects = press(fixture.view, &environment, closing[i]);
		assert_non_null(effect_find(&effects, EFFECT_CLOSE));
	}
	end(&fixture);
}

static void it_can_be_drawn_at_every_size(void **state)
{
	(void)state;
	struct environment environment;
	struct fixture fixture = open_help(CONTEXT_NOTES, &environment);
	draw_at_all_sizes(fixture.view, &environment);
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_of_every_context_is_explained),
		cmocka_unit_test(keys_of_one_action_share_a_line),
		cmocka_unit_test(where_text_is_typed_the_keys_of_typing_follow),
		cmocka_unit_test(it_looks_like_this),
		cmocka_unit_test(scrolling_reaches_both_ends_and_stops_there),
		cmocka_unit_test(the_cursor_is_always_seen),
		cmocka_unit_test(what_is_typed_finds_keys_and_words),
		cmocka_unit_test(Enter_does_nothing_to_who_only_looks),
		cmocka_unit_test(Enter_presses_what_was_found),
		cmocka_unit_test(the_keys_that_close_it_do),
		cmocka_unit_test(it_can_be_drawn_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
