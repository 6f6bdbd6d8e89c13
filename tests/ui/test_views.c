/* What holds for every view: any action leaves it alive, it draws at every size, and says so when the disk does not
 * work. */
#include "tests/ui/support_card.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	ts_store *store;
	struct environment environment;
	struct ts_span span;
	struct ts_activity activity;
	char code[TS_RECOVERY_SIZE];
};

/* A recovery code is made by recovering with the one before. */
static struct view *recovery_create(struct fixture *fixture)
{
	ts_auth *auth = NULL;
	enum ts_status status = ts_recover_begin(fixture->store, "ada", fixture->code, CARD_PASSWORD, CARD_NOW, &auth);
	assert_int_equal(status, TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(fixture->store, auth), TS_OK);
	(void)snprintf(fixture->code, sizeof fixture->code, "%s", ts_auth_recovery_code(auth));
	return view_recovery_create(&fixture->environment, false, auth);
}

static ts_day today(const struct environment *environment)
{
	return ts_day_of(environment->moment.now, environment->settings.day_start);
}

enum {
	LOGIN,
	LOCK,
	RECOVERY,
	RECOVER,
	PASSWORD,
	DAY,
	PICKER,
	EDIT,
	INSERT,
	GOTO,
	NOTES,
	SEARCH,
	ACTIVITIES,
	ACTIVITY,
	MERGE,
	SETTINGS,
	WEEK,
	MONTH,
	YEAR,
	REPORT,
	RANGE,
	OLDER,
	UNSOUND,
	HELP,
	VIEW_COUNT
};

static struct view *view_make(struct fixture *fixture, int which)
{
	struct environment *environment = &fixture->environment;
	switch (which) {
	case LOGIN:
		return view_login_create(environment);
	case LOCK:
		return view_lock_create(environment);
	case RECOVERY:
		return recovery_create(fixture);
	case RECOVER:
		return view_recover_create(environment, environment->user);
	case PASSWORD:
		return view_password_create(environment);
	case DAY:
		return view_day_create(environment, today(environment));
	case PICKER:
		return view_picker_create(environment, today(environment), CARD_NOW - TS_HOUR);
	case EDIT:
		return view_edit_create(environment, &fixture->span, EDIT_ALL);
	case INSERT:
		return view_insert_create(environment, &fixture->span);
	case GOTO:
		return view_goto_create(environment, today(environment));
	case NOTES:
		return view_notes_create(environment, today(environment));
	case SEARCH:
		return view_search_create(environment);
	case ACTIVITIES:
		return view_activities_create(environment);
	case ACTIVITY:
		return view_activity_create(environment, &fixture->activity, false);
	case MERGE:
		return view_merge_create(environment, &fixture->activity);
	case SETTINGS:
		return view_settings_create(environment);
	case WEEK:
		return view_week_create(environment, today(environment));
	case MONTH:
		return view_month_create(environment, today(environment));
	case YEAR:
		return view_year_create(environment, today(environment));
	case REPORT:
		return view_report_create(environment,
		                          (struct ts_range){ today(environment) - 400, today(environment) });
	case RANGE:
		return view_range_create(environment, today(environment));
	case OLDER:
		return view_older_create(environment, 12);
	case UNSOUND:
		return view_unsound_create(environment, &(struct ts_audit_result){ .done = true, .missing = 3 });
	default:
		return view_help_create(environment, CONTEXT_NOTES);
	}
}

static int setup(void **state)
{
	static struct fixture fixture;
	memset(&fixture, 0, sizeof fixture);
	fixture.store = store_without_users();
	ts_auth *auth = NULL;
	assert_int_equal(ts_register_begin(fixture.store, "ada", CARD_PASSWORD, &auth), TS_OK);
	ts_auth_run(auth);
	assert_int_equal(ts_auth_finish(fixture.store, auth), TS_OK);
	(void)snprintf(fixture.code, sizeof fixture.code, "%s", ts_auth_recovery_code(auth));
	ts_auth_destroy(auth);
	fixture.environment = test_environment(fixture.store, CARD_NOW);
	(void)snprintf(fixture.environment.user, sizeof fixture.environment.user, "ada");
	struct ts_done done;
	assert_int_equal(ts_log_text(fixture.store, "parser", NULL, CARD_NOW - 3 * TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_log_text(fixture.store, "lunch", "soup", CARD_NOW - TS_HOUR, CARD_NOW, &done), TS_OK);
	assert_int_equal(ts_current_read(fixture.store, CARD_NOW, &fixture.span), TS_OK);
	struct ts_activities activities;
	assert_int_equal(ts_activities_read(fixture.store, CARD_NOW, &activities), TS_OK);
	fixture.activity = activities.at[activities.count - 1];
	ts_activities_release(&activities);
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	ts_close(((struct fixture *)*state)->store);
	return 0;
}

static void send_action(struct view *view, enum action action, const char *name)
{
	struct event event = { .type = EVENT_ACTION, .as.action.action = action };
	(void)key_parse(strcmp(name, "1..9") == 0 ? "5" : name, &event.as.action.key);
	struct effects effects = { 0 };
	view->ops->update(view, &event, &effects);
	effects_drop(&effects);
}

static void every_action_leaves_every_view_alive(void **state)
{
	struct fixture *fixture = *state;
	for (int which = 0; which < VIEW_COUNT; which++) {
		for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
			struct view *view = view_make(fixture, which);
			struct effects effects = send_event(view, EVENT_SHOWN);
			effects_drop(&effects);
			const char *name = "x";
			for (size_t i = 0; i < binding_count; i++) {
				if (bindings[i].action == (enum action)action)
					name = bindings[i].key;
			}
			send_action(view, (enum action)action, name);
			effects = type_text(view, &fixture->environment, "z");
			effects_drop(&effects);
			send_action(view, (enum action)action, name);
			surface_destroy(draw_view(view));
			view_end(view);
		}
	}
}

static void every_view_draws_at_every_size(void **state)
{
	struct fixture *fixture = *state;
	for (int which = 0; which < VIEW_COUNT; which++) {
		struct view *view = view_make(fixture, which);
		struct effects effects = send_event(view, EVENT_SHOWN);
		effects_drop(&effects);
		draw_at_all_sizes(view, &fixture->environment);
		view_end(view);
	}
}

static void every_view_outlives_a_store_that_fails(void **state)
{
	struct fixture *fixture = *state;
	static const enum event_type types[] = { EVENT_SHOWN, EVENT_CHANGED, EVENT_TICK, EVENT_SAVE, EVENT_RESIZE };
	for (int which = 0; which < VIEW_COUNT; which++) {
		for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
			struct view *view = view_make(fixture, which);
			fake_fail_next(fixture->store, TS_DAMAGED);
			struct effects effects = send_event(view, types[i]);
			effects_drop(&effects);
			fake_fail_next(fixture->store, TS_OK);
			fake_fail_next_write(fixture->store, TS_FULL);
			effects = press(view, &fixture->environment, "Enter");
			effects_drop(&effects);
			fake_fail_next_write(fixture->store, TS_OK);
			surface_destroy(draw_view(view));
			view_end(view);
		}
	}
}

static void every_view_has_a_title_and_what_ui_calls(void **state)
{
	struct fixture *fixture = *state;
	for (int which = 0; which < VIEW_COUNT; which++) {
		struct view *view = view_make(fixture, which);
		assert_non_null(view->ops->title);
		assert_true(view->ops->title[0] != '\0');
		assert_non_null(view->ops->update);
		assert_non_null(view->ops->draw);
		assert_non_null(view->ops->destroy);
		assert_ptr_equal(view->environment, &fixture->environment);
		view_end(view);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(every_action_leaves_every_view_alive),
		TEST(every_view_draws_at_every_size),
		TEST(every_view_outlives_a_store_that_fails),
		TEST(every_view_has_a_title_and_what_ui_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
