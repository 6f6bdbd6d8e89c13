/* The stack of views, with views that only write down what they receive and ask for what the test tells them to. */
#include "tests/ui/support_card.h"
#include "ui/base/alloc.h"
#include "ui/ui.h"
#include "ui/ui_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEARD_SIZE = 256 };

struct probe {
	struct view view;
	char name;
	char *heard;           /* the test's: "aS" for probe a that was Shown */
	struct effects wanted; /* asked for at the next event of type when */
	enum event_type when;
	int64_t wake;
};

static const char event_letters[] = "SATPMtrCHNVs"; /* in the order of enum event_type */

static void probe_update(struct view *view, const struct event *event, struct effects *effects)
{
	struct probe *probe = (struct probe *)view;
	size_t size = strlen(probe->heard);
	assert_true(size + 3 < HEARD_SIZE);
	probe->heard[size] = probe->name;
	probe->heard[size + 1] = event_letters[event->type];
	if (event->type == EVENT_AUTH)
		ts_auth_destroy(event->as.auth);
	if (probe->wanted.count > 0 && event->type == probe->when) {
		*effects = probe->wanted;
		probe->wanted.count = 0;
	}
}

static void probe_draw(const struct view *view, struct surface *surface)
{
	char name[2] = { ((const struct probe *)view)->name, '\0' };
	surface_text(surface, name[0] - 'a', 0, -1, name, look_of(STYLE_PLAIN));
}

static int64_t probe_wake(const struct view *view)
{
	return ((const struct probe *)view)->wake;
}

static void probe_destroy(struct view *view)
{
	struct probe *probe = (struct probe *)view;
	size_t size = strlen(probe->heard);
	assert_true(size + 3 < HEARD_SIZE);
	probe->heard[size] = probe->name;
	probe->heard[size + 1] = '!';
	effects_drop(&probe->wanted);
	free(probe);
}

static const struct view_ops day_ops = {
	.title = "probe",
	.context = CONTEXT_DAY,
	.update = probe_update,
	.draw = probe_draw,
	.wake = probe_wake,
	.destroy = probe_destroy,
};
static const struct view_ops overlay_ops = {
	.title = "probe",
	.context = CONTEXT_FORM,
	.overlay = true,
	.update = probe_update,
	.draw = probe_draw,
	.destroy = probe_destroy,
};

static const struct view_ops report_ops = {
	.title = "probe",
	.context = CONTEXT_REPORT,
	.update = probe_update,
	.draw = probe_draw,
	.destroy = probe_destroy,
};

struct fixture {
	ts_store *store;
	struct ui *ui;
	struct moment moment;
	char heard[HEARD_SIZE];
};

static struct probe *probe_create(struct fixture *fixture, const struct view_ops *ops, char name)
{
	struct probe *probe = allocate(1, sizeof *probe);
	probe->view = (struct view){ ops, &fixture->ui->environment };
	probe->name = name;
	probe->heard = fixture->heard;
	return probe;
}

static struct probe *push(struct fixture *fixture, const struct view_ops *ops, char name)
{
	struct probe *probe = probe_create(fixture, ops, name);
	stack_push(fixture->ui, &probe->view);
	return probe;
}

static int setup(void **state)
{
	static struct fixture fixture;
	memset(&fixture, 0, sizeof fixture);
	fixture.store = fake_open_logged_in("ada", CARD_NOW);
	fixture.moment = (struct moment){ .now = CARD_NOW, .uptime = 1000000 };
	struct ui_options options = { .host = "laptop" };
	fixture.ui = ui_create(fixture.store, &options, fixture.moment, 100, 30);
	stack_clear(fixture.ui);
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	ui_destroy(fixture->ui);
	ts_close(fixture->store);
	return 0;
}

static void expect_heard(struct fixture *fixture, const char *expected)
{
	assert_string_equal(fixture->heard, expected);
	memset(fixture->heard, 0, sizeof fixture->heard);
}

static void key(struct fixture *fixture, const char *text)
{
	struct input input = { .type = INPUT_KEY };
	assert_true(key_parse(text, &input.as.key));
	ui_input(fixture->ui, &input, fixture->moment);
}

static void keys_go_to_the_top_and_everything_else_to_all(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	push(fixture, &overlay_ops, 'b');
	expect_heard(fixture, "aSbS");
	key(fixture, "x");
	key(fixture, "Enter");
	expect_heard(fixture, "bTbA");
	ui_tick(fixture->ui, fixture->moment);
	ui_resize(fixture->ui, 90, 30, fixture->moment);
	ui_changed(fixture->ui, fixture->moment);
	ui_leaving(fixture->ui, fixture->moment);
	expect_heard(fixture, "atbtarbraCbCaVbV");
}

static void a_closed_view_shows_the_one_below_and_answers_it(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	over->when = EVENT_ACTION;
	effects_close(&over->wanted, NULL);
	expect_heard(fixture, "aSbS");
	key(fixture, "Enter");
	expect_heard(fixture, "bAb!aSaN");
}

/* At the next key. */
static void wish_visit(struct probe *probe, ts_day day)
{
	const struct answer answer = { .type = ANSWER_DAY, .day = day };
	probe->when = EVENT_ACTION;
	effects_visit(&probe->wanted, &answer);
}

static void the_day_comes_over_what_asks_for_it_and_leads_back(void **state)
{
	struct fixture *fixture = *state;
	struct probe *day = push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	wish_visit(over, 20000);
	expect_heard(fixture, "aSbS");
	assert_int_equal(fixture->ui->environment.below, 0);
	key(fixture, "Enter");
	expect_heard(fixture, "bAaSaN");
	assert_int_equal(fixture->ui->environment.below, 1);
	day->when = EVENT_ACTION;
	effects_add(&day->wanted, EFFECT_BACK);
	key(fixture, "j");
	expect_heard(fixture, "aAbS");
	assert_int_equal(fixture->ui->environment.below, 0);
	/* Below all others it is where it was. */
	over->when = EVENT_ACTION;
	effects_close(&over->wanted, NULL);
	key(fixture, "Enter");
	expect_heard(fixture, "bAb!aSaN");
	/* There is nothing to go back to. */
	day->when = EVENT_ACTION;
	effects_add(&day->wanted, EFFECT_BACK);
	key(fixture, "j");
	expect_heard(fixture, "aA");
}

static void the_day_goes_on_in_the_list_below_it(void **state)
{
	struct fixture *fixture = *state;
	struct probe *day = push(fixture, &day_ops, 'a');
	struct probe *list = push(fixture, &overlay_ops, 'b');
	wish_visit(list, 20000);
	key(fixture, "Enter");
	expect_heard(fixture, "aSbSbAaSaN");
	/* The list is not shown, which would read it anew; and what it finds is visited. */
	day->when = EVENT_ACTION;
	effects_step(&day->wanted, 1);
	wish_visit(list, 20001);
	list->when = EVENT_STEP;
	key(fixture, "j");
	expect_heard(fixture, "aAbsaSaN");
	assert_int_equal(fixture->ui->environment.below, 1);
	/* At its end the day stays where it is. */
	day->when = EVENT_ACTION;
	effects_step(&day->wanted, 1);
	key(fixture, "j");
	expect_heard(fixture, "aAbs");
	key(fixture, "j");
	expect_heard(fixture, "aA");
	assert_int_equal(fixture->ui->environment.below, 1);
}

static void without_a_list_there_is_nowhere_to_go_on(void **state)
{
	struct fixture *fixture = *state;
	struct probe *day = push(fixture, &day_ops, 'a');
	day->when = EVENT_ACTION;
	effects_step(&day->wanted, 1);
	key(fixture, "j");
	expect_heard(fixture, "aSaA");
}

static void another_report_begins_another_way(void **state)
{
	struct fixture *fixture = *state;
	struct probe *day = push(fixture, &day_ops, 'a');
	struct probe *first = push(fixture, &report_ops, 'b');
	wish_visit(first, 20000);
	key(fixture, "Enter");
	/* A dialog of the day does not. */
	struct probe *dialog = push(fixture, &overlay_ops, 'c');
	dialog->when = EVENT_ACTION;
	effects_close(&dialog->wanted, NULL);
	key(fixture, "Enter");
	expect_heard(fixture, "aSbSbAaSaNcScAc!aSaN");
	assert_int_equal(fixture->ui->environment.below, 1);
	struct probe *second = push(fixture, &report_ops, 'd');
	wish_visit(second, 20001);
	expect_heard(fixture, "b!dS");
	key(fixture, "Enter");
	day->when = EVENT_ACTION;
	effects_add(&day->wanted, EFFECT_BACK);
	key(fixture, "j");
	expect_heard(fixture, "dAaSaNaAdS");
}

static void what_is_opened_lies_over_what_opened_it(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	below->when = EVENT_ACTION;
	effects_open(&below->wanted, &probe_create(fixture, &overlay_ops, 'b')->view);
	key(fixture, "j");
	expect_heard(fixture, "aSaAbS");
	struct surface *surface = surface_create(100, 30);
	ui_draw(fixture->ui, surface, fixture->moment);
	assert_true(surface_shows(surface, "ab"));
	surface_destroy(surface);
}

static void under_a_full_screen_nothing_is_drawn(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &overlay_ops, 'a');
	push(fixture, &day_ops, 'b');
	struct surface *surface = surface_create(100, 30);
	ui_draw(fixture->ui, surface, fixture->moment);
	assert_false(surface_shows(surface, "a"));
	assert_true(surface_shows(surface, "b"));
	surface_destroy(surface);
}

static void effects_of_a_view_that_has_gone_hit_nobody_else(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	over->when = EVENT_ACTION;
	effects_replace(&over->wanted, &probe_create(fixture, &overlay_ops, 'c')->view);
	effects_close(&over->wanted, NULL);
	effects_replace(&over->wanted, &probe_create(fixture, &overlay_ops, 'd')->view);
	expect_heard(fixture, "aSbS");
	key(fixture, "Enter");
	expect_heard(fixture, "bAb!cSd!"); /* c is there, nothing closed it, d was not wanted any more */
	key(fixture, "Enter");
	expect_heard(fixture, "cA");
}

static void what_is_replaced_under_another_view_is_shown_once_that_closes(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	below->when = EVENT_CHANGED;
	effects_replace(&below->wanted, &probe_create(fixture, &day_ops, 'c')->view);
	over->when = EVENT_ACTION;
	effects_close(&over->wanted, NULL);
	memset(fixture->heard, 0, sizeof fixture->heard);
	ui_changed(fixture->ui, fixture->moment);
	expect_heard(fixture, "aCa!bC");
	key(fixture, "Enter");
	expect_heard(fixture, "bAb!cScN");
}

static void a_report_lies_over_the_view_that_asks_or_takes_its_place(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	below->when = EVENT_ACTION;
	assert_true(effects_report(&below->wanted, ACTION_WEEK, 20000, false));
	key(fixture, "j");
	expect_heard(fixture, "aSaA");
	assert_int_equal(fixture->ui->layer_count, 2);
	assert_string_equal(stack_top(fixture->ui).view->ops->title, "Week");
	struct probe *over = push(fixture, &day_ops, 'b');
	over->when = EVENT_ACTION;
	effects_report_range(&over->wanted, (struct ts_range){ 20000, 20009 }, true);
	key(fixture, "j");
	expect_heard(fixture, "bSbAb!");
	assert_int_equal(fixture->ui->layer_count, 3);
	assert_string_equal(stack_top(fixture->ui).view->ops->title, "Report");
}

static void a_session_ends_after_all_else_that_was_asked_and_nobody_outside_is_told(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	over->when = EVENT_ACTION;
	effects_add(&over->wanted, EFFECT_LOCK);
	effects_close(&over->wanted, NULL);
	expect_heard(fixture, "aSbS");
	key(fixture, "Enter");
	expect_heard(fixture, "bAb!aSaNaVa!");
	assert_int_equal(stack_top(fixture->ui).view->ops->context, CONTEXT_LOCK);
	assert_false(ts_logged_in(fixture->store));
	struct effect effect;
	assert_true(ui_next_effect(fixture->ui, &effect));
	assert_int_equal(effect.type, EFFECT_REDRAW);
	assert_false(ui_next_effect(fixture->ui, &effect));
}

static ts_auth *job_make(struct fixture *fixture)
{
	ts_auth *auth = NULL;
	assert_int_equal(ts_login_begin(fixture->store, "ada", CARD_PASSWORD, fixture->moment.now, &auth), TS_OK);
	return auth;
}

static ts_auth *job_take(struct fixture *fixture)
{
	struct effect effect;
	while (ui_next_effect(fixture->ui, &effect)) {
		if (effect.type == EFFECT_AUTH)
			return effect.auth;
	}
	fail_msg("no job was handed out");
	return NULL;
}

static void a_job_comes_back_to_the_view_that_asked_though_another_is_on_top(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	below->when = EVENT_ACTION;
	effects_auth(&below->wanted, job_make(fixture));
	key(fixture, "j");
	assert_true(ui_busy(fixture->ui));
	ts_auth *auth = job_take(fixture);
	push(fixture, &overlay_ops, 'b');
	expect_heard(fixture, "aSaAbS");
	ts_auth_run(auth);
	ui_auth_done(fixture->ui, auth, fixture->moment);
	expect_heard(fixture, "aH");
	assert_false(ui_busy(fixture->ui));
}

static void a_job_whose_view_has_gone_is_destroyed(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	struct probe *over = push(fixture, &overlay_ops, 'b');
	over->when = EVENT_ACTION;
	effects_auth(&over->wanted, job_make(fixture));
	effects_close(&over->wanted, NULL);
	key(fixture, "Enter");
	ts_auth *auth = job_take(fixture);
	push(fixture, &overlay_ops, 'c');
	memset(fixture->heard, 0, sizeof fixture->heard);
	ts_auth_run(auth);
	ui_auth_done(fixture->ui, auth, fixture->moment);
	expect_heard(fixture, "");
	assert_false(ui_busy(fixture->ui));
}

static void a_job_nobody_took_is_destroyed_with_the_rest(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	below->when = EVENT_ACTION;
	effects_auth(&below->wanted, job_make(fixture));
	key(fixture, "j");
	assert_true(ui_busy(fixture->ui)); /* the leak checker looks at the end */
}

static void a_view_that_closes_in_a_broadcast_does_not_disturb_the_others(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	struct probe *middle = push(fixture, &overlay_ops, 'b');
	push(fixture, &overlay_ops, 'c');
	middle->when = EVENT_CHANGED;
	effects_close(&middle->wanted, NULL);
	memset(fixture->heard, 0, sizeof fixture->heard);
	ui_changed(fixture->ui, fixture->moment);
	expect_heard(fixture, "aCbCb!cC");
}

static void a_paste_outside_of_text_is_dropped_and_said(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	memset(fixture->heard, 0, sizeof fixture->heard);
	struct input paste = { .type = INPUT_PASTE, .as.paste = { "123", 3 } };
	ui_input(fixture->ui, &paste, fixture->moment);
	expect_heard(fixture, "");
	assert_non_null(strstr(fixture->ui->environment.message.text, "pasted text was dropped"));
	push(fixture, &overlay_ops, 'b');
	ui_input(fixture->ui, &paste, fixture->moment);
	expect_heard(fixture, "bSbP");
}

static void a_paste_that_lost_its_end_says_so(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &overlay_ops, 'a');
	struct input paste = { .type = INPUT_PASTE, .as.paste = { "123", 3 }, .cut = true };
	ui_input(fixture->ui, &paste, fixture->moment);
	expect_heard(fixture, "aSaP");
	assert_non_null(strstr(fixture->ui->environment.message.text, "its end is missing"));
}

static void log_in(struct fixture *fixture)
{
	stack_pend(fixture->ui, EFFECT_LOGGED_IN);
	session_look(fixture->ui);
}

static void what_cannot_be_folded_is_said_and_the_day_opens_all_the_same(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(ts_inbox_log(fixture->store, "ada", 0, NULL, CARD_NOW - TS_MINUTE), TS_OK);
	fake_set_detail(fixture->store, "");
	fake_fail_next_write(fixture->store, TS_FULL);
	log_in(fixture);
	assert_non_null(strstr(fixture->ui->environment.message.text, "could not be taken over"));
	assert_int_equal(stack_top(fixture->ui).view->ops->context, CONTEXT_DAY);
}

static void what_cannot_be_opened_is_counted_apart(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(ts_inbox_log(fixture->store, "ada", 0, NULL, CARD_NOW - TS_MINUTE), TS_OK);
	assert_int_equal(ts_inbox_log(fixture->store, "ada", 0, "\t", CARD_NOW), TS_OK); /* no text of an activity */
	log_in(fixture);
	assert_string_equal(fixture->ui->environment.message.text,
	                    "1 logged while locked; 1 more could not be opened: timesheet inbox");
}

static void focus_is_no_key_and_does_not_put_off_the_idle_lock(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	int64_t due = ui_wake(fixture->ui);
	fixture->moment.uptime += TS_MINUTE;
	ui_input(fixture->ui, &(struct input){ .type = INPUT_FOCUS, .as.focus = true }, fixture->moment);
	assert_int_equal(ui_wake(fixture->ui), due);
	key(fixture, "j");
	assert_int_equal(ui_wake(fixture->ui), due + TS_MINUTE);
}

static void a_key_that_does_nothing_says_so_and_where_the_keys_are(void **state)
{
	struct fixture *fixture = *state;
	const char *said = fixture->ui->environment.message.text;
	push(fixture, &day_ops, 'a');
	key(fixture, "*");
	assert_string_equal(said, "* does nothing here   ? shows the keys");
	key(fixture, "C-c");
	assert_string_equal(said, "C-c does nothing here   q quits");
	key(fixture, "j");
	assert_string_equal(said, "");
	key(fixture, "Escape");
	assert_string_equal(said, "");
	push(fixture, &overlay_ops, 'b');
	key(fixture, "*");
	assert_string_equal(said, "");
	key(fixture, "F9");
	assert_string_equal(said, "F9 does nothing here   F1 shows the keys");
}

static void a_message_stays_until_the_next_action_or_for_a_minute(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	ui_say(fixture->ui, MESSAGE_GOOD, "logged");
	fixture->moment.uptime += 59999;
	ui_tick(fixture->ui, fixture->moment);
	assert_string_equal(fixture->ui->environment.message.text, "logged");
	fixture->moment.uptime += 1;
	ui_tick(fixture->ui, fixture->moment);
	assert_string_equal(fixture->ui->environment.message.text, "");
	ui_say(fixture->ui, MESSAGE_GOOD, "logged");
	key(fixture, "C-l");
	assert_string_equal(fixture->ui->environment.message.text, "logged");
	key(fixture, "j");
	assert_string_equal(fixture->ui->environment.message.text, "");
}

static void wake_is_the_earliest_that_anybody_wants(void **state)
{
	struct fixture *fixture = *state;
	struct probe *below = push(fixture, &day_ops, 'a');
	push(fixture, &overlay_ops, 'b');
	int64_t lock = fixture->moment.uptime + 10 * TS_MINUTE;
	assert_int_equal(ui_wake(fixture->ui), lock);
	below->wake = fixture->moment.uptime + 2000;
	assert_int_equal(ui_wake(fixture->ui), below->wake);
	below->wake = lock + 1;
	assert_int_equal(ui_wake(fixture->ui), lock);
}

static void redraw_and_suspend_work_everywhere_and_drafts_are_saved_first(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &overlay_ops, 'a');
	memset(fixture->heard, 0, sizeof fixture->heard);
	key(fixture, "C-l");
	expect_heard(fixture, "");
	key(fixture, "C-z");
	expect_heard(fixture, "aV");
	struct effect effect;
	assert_true(ui_next_effect(fixture->ui, &effect));
	assert_int_equal(effect.type, EFFECT_REDRAW);
	assert_true(ui_next_effect(fixture->ui, &effect));
	assert_int_equal(effect.type, EFFECT_SUSPEND);
	assert_false(ui_next_effect(fixture->ui, &effect));
}

/* Also on the screen: in what is said, in the hint bar and in help. */
static void with_another_keymap_other_keys_act_and_are_shown(void **state)
{
	static const struct binding others[] = { { CONTEXT_DAY, "M-n", ACTION_NOTE },
		                                 { CONTEXT_DAY, "F5", ACTION_HELP },
		                                 { CONTEXT_GLOBAL, "F6", ACTION_REDRAW } };
	struct fixture *fixture = *state;
	struct keymap *keymap = keymap_create(others, sizeof others / sizeof others[0]);
	struct surface *surface = surface_create(100, 30);
	fixture->ui->environment.keymap = keymap;
	log_in(fixture);
	key(fixture, "x");
	assert_non_null(strstr(fixture->ui->environment.message.text, "x does nothing here   F5 shows the keys"));
	ui_draw(fixture->ui, surface, fixture->moment);
	assert_true(surface_shows(surface, "M-n note"));
	assert_true(surface_shows(surface, "press M-n to write a note"));
	assert_true(surface_shows(surface, "F5 help"));
	assert_false(surface_shows(surface, "undo"));
	key(fixture, "F5");
	ui_draw(fixture->ui, surface, fixture->moment);
	assert_true(surface_shows(surface, "Keys: Day"));
	assert_true(surface_shows(surface, "M-n"));
	assert_true(surface_shows(surface, action_help(ACTION_NOTE)));
	assert_false(surface_shows(surface, action_help(ACTION_UNDO)));
	stack_clear(fixture->ui);
	push(fixture, &day_ops, 'a');
	key(fixture, "M-n");
	expect_heard(fixture, "aSaA");
	struct effect effect;
	while (ui_next_effect(fixture->ui, &effect))
		assert_int_equal(effect.type, EFFECT_REDRAW); /* of the login */
	key(fixture, "F6");
	assert_true(ui_next_effect(fixture->ui, &effect));
	assert_int_equal(effect.type, EFFECT_REDRAW);
	surface_destroy(surface);
	stack_clear(fixture->ui);
	keymap_destroy(keymap);
}

static void what_a_view_asks_of_the_environment_is_done_and_nobody_outside_is_told(void **state)
{
	struct fixture *fixture = *state;
	struct environment *environment = &fixture->ui->environment;
	struct probe *probe = push(fixture, &day_ops, 'a');
	const ts_time logged = 7;
	probe->when = EVENT_ACTION;
	effects_text(&probe->wanted, EFFECT_THEME, "light");
	effects_text(&probe->wanted, EFFECT_USER, "grace");
	effects_text(&probe->wanted, EFFECT_SEARCHED, "parser");
	effects_asked(&probe->wanted, logged);
	key(fixture, "j");
	assert_string_equal(ui_theme(fixture->ui), "light");
	assert_string_equal(environment->user, "grace");
	assert_string_equal(environment->searched, "parser");
	assert_int_equal(environment->asked_until, logged);
	struct effect effect;
	assert_false(ui_next_effect(fixture->ui, &effect));
}

static void another_programs_commit_is_seen_before_a_key_acts(void **state)
{
	struct fixture *fixture = *state;
	push(fixture, &day_ops, 'a');
	memset(fixture->heard, 0, sizeof fixture->heard);
	fake_set_changed(fixture->store);
	key(fixture, "j");
	expect_heard(fixture, "aCaA");
	key(fixture, "j");
	expect_heard(fixture, "aA");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(keys_go_to_the_top_and_everything_else_to_all),
		TEST(a_closed_view_shows_the_one_below_and_answers_it),
		TEST(the_day_comes_over_what_asks_for_it_and_leads_back),
		TEST(the_day_goes_on_in_the_list_below_it),
		TEST(without_a_list_there_is_nowhere_to_go_on),
		TEST(another_report_begins_another_way),
		TEST(what_is_opened_lies_over_what_opened_it),
		TEST(under_a_full_screen_nothing_is_drawn),
		TEST(effects_of_a_view_that_has_gone_hit_nobody_else),
		TEST(what_is_replaced_under_another_view_is_shown_once_that_closes),
		TEST(a_report_lies_over_the_view_that_asks_or_takes_its_place),
		TEST(a_session_ends_after_all_else_that_was_asked_and_nobody_outside_is_told),
		TEST(a_job_comes_back_to_the_view_that_asked_though_another_is_on_top),
		TEST(a_job_whose_view_has_gone_is_destroyed),
		TEST(a_job_nobody_took_is_destroyed_with_the_rest),
		TEST(a_view_that_closes_in_a_broadcast_does_not_disturb_the_others),
		TEST(a_paste_outside_of_text_is_dropped_and_said),
		TEST(a_paste_that_lost_its_end_says_so),
		TEST(what_cannot_be_folded_is_said_and_the_day_opens_all_the_same),
		TEST(what_cannot_be_opened_is_counted_apart),
		TEST(focus_is_no_key_and_does_not_put_off_the_idle_lock),
		TEST(a_key_that_does_nothing_says_so_and_where_the_keys_are),
		TEST(a_message_stays_until_the_next_action_or_for_a_minute),
		TEST(wake_is_the_earliest_that_anybody_wants),
		TEST(redraw_and_suspend_work_everywhere_and_drafts_are_saved_first),
		TEST(with_another_keymap_other_keys_act_and_are_shown),
		TEST(what_a_view_asks_of_the_environment_is_done_and_nobody_outside_is_told),
		TEST(another_programs_commit_is_seen_before_a_key_acts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
