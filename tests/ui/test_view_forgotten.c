/* What went on for very long is asked about once, and ended where it really did. */
#include "tests/ui/support_day.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

static ts_store *long_store(void)
{
	ts_store *store = story_activities();
	story_log(store, -1, 17, 0, "parser");
	return store;
}

struct question {
	struct stage stage; /* its view is the question */
	struct view *day;
};

/* The day view opens the question; the stage goes on with that. */
static int setup(void **state)
{
	struct question *question = allocate(1, sizeof *question);
	struct stage *stage = &question->stage;

	stage_open(stage, long_store(), story_at(0, 8, 0), 0);
	const struct effect *effect = effect_find(&stage->effects, EFFECT_OPEN);
	assert_non_null(effect);
	question->day = stage->view;
	stage->view = effect->view;
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	*state = question;
	return 0;
}

static int teardown(void **state)
{
	struct question *question = *state;

	view_end(question->day);
	stage_close(&question->stage);
	free(question);
	return 0;
}

static void it_ends_on_the_day_it_began_and_off_follows(void **state)
{
	struct stage *stage = &((struct question *)*state)->stage;
	char logs[1024];
	assert_true(stage_shows(stage, "parser since Wed 30 Sep 17:00: 15:00 so far"));
	stage_type(stage, "18:30");
	assert_true(stage_shows(stage, "until Wed 30 Sep 18:30: 1:30 of parser"));
	stage_press(stage, "Enter");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_DONE);
	assert_int_equal(effect->answer.done.day, story_day(-1));
	assert_string_equal(logs_of(stage->store, -1, logs, sizeof logs), "09:30 off|17:00 parser|18:30 off");
}

static void an_end_before_its_begin_or_ahead_is_refused(void **state)
{
	struct stage *stage = &((struct question *)*state)->stage;
	stage_press(stage, "Enter");
	assert_true(stage_shows(stage, "when did it end?"));
	stage_press(stage, "C-u");
	stage_type(stage, "16:00");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "it had not begun by then"));
	stage_press(stage, "C-u");
	stage_type(stage, "today 9:00");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "today 9:00 is still to come"));
}

static void a_failing_disk_keeps_what_was_typed(void **state)
{
	struct stage *stage = &((struct question *)*state)->stage;
	stage_type(stage, "18:30");
	fake_fail_next_write(stage->store, TS_FULL);
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "not ended: the disk is full"));
	stage_press(stage, "Enter");
	assert_non_null(effect_find(&stage->effects, EFFECT_CLOSE));
}

static void it_is_asked_once(void **state)
{
	struct question *question = *state;
	struct stage *stage = &question->stage;
	stage_press(stage, "Escape");
	assert_non_null(effect_find(&stage->effects, EFFECT_CLOSE));
	struct effects effects = send_event(question->day, EVENT_SHOWN);
	assert_null(effect_find(&effects, EFFECT_OPEN));
	/* After a lock there is a new day view. */
	struct view *later = view_day_create(&stage->environment, story_day(0));
	effects = send_event(later, EVENT_SHOWN);
	assert_null(effect_find(&effects, EFFECT_OPEN));
	view_end(later);
}

/* Eight hours of work, met in the night. Only what was seen is done. */
static void the_moment_the_target_was_met_is_offered(void **state)
{
	struct stage *stage = &((struct question *)*state)->stage;
	char logs[1024];
	story_log(stage->store, -1, 10, 0, "email");
	story_log(stage->store, -1, 11, 30, "off");
	stage->environment.settings.weekly_target = 40 * 60;
	struct ts_span span;
	assert_int_equal(ts_current_read(stage->store, stage->environment.moment.now, &span), TS_OK);
	struct view *question = view_forgotten_create(&stage->environment, &span), *asked = stage->view;
	stage->view = question;
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "2026-09-30 23:30"));
	assert_true(stage_shows(stage, "the day's target was met"));
	assert_true(stage_shows(stage, "until Wed 30 Sep 23:30: 6:30 of parser"));
	stage_press(stage, "Enter");
	assert_non_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_string_equal(logs_of(stage->store, -1, logs, sizeof logs),
	                    "09:30 off|10:00 email|11:30 off|17:00 parser|23:30 off");
	view_end(question);
	stage->view = asked;
}

static void what_is_right_is_not_asked_about_again(void **state)
{
	struct question *question = *state;
	struct stage *stage = &question->stage;
	struct ts_span span;
	stage_press(stage, "Tab");
	stage_press(stage, "Tab");
	stage_press(stage, "Right");
	assert_true(stage_shows(stage, "15:00 of parser, and it is not asked about again"));
	stage_press(stage, "Enter");
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	assert_int_equal(effect->answer.type, ANSWER_DONE);
	assert_int_equal(ts_current_read(stage->store, stage->environment.moment.now, &span), TS_OK);
	assert_false(span.forgotten);
	/* Nor by another program. */
	stage->environment.asked_until = 0;
	struct view *later = view_day_create(&stage->environment, story_day(0));
	struct effects effects = send_event(later, EVENT_SHOWN);
	assert_null(effect_find(&effects, EFFECT_OPEN));
	view_end(later);
}

/* The question that the day view asks once the one before is gone; NULL: none. The stage then shows it. */
static struct view *next_question(struct stage *stage, struct view *day, struct view *before)
{
	struct effects effects = send_event(day, EVENT_SHOWN);
	const struct effect *effect = effect_find(&effects, EFFECT_OPEN);
	if (before)
		view_end(before);
	if (!effect)
		return NULL;
	stage->view = effect->view;
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	return stage->view;
}

static void each_is_asked_about_the_oldest_first_and_may_be_left(void **state)
{
	(void)state;
	struct stage stage;
	ts_store *store = story_activities();
	char logs[1024];
	story_log(store, -40, 9, 0, "parser"); /* a month and more ago: nobody knows any more */
	story_log(store, -39, 9, 0, "off");
	story_log(store, -9, 9, 0, "parser");
	story_log(store, -8, 9, 0, "off");
	story_log(store, -6, 9, 0, "email & triage");
	story_log(store, -3, 9, 0, "off");
	story_log(store, -1, 17, 0, "parser");
	stage_open(&stage, store, story_at(0, 8, 0), 0);
	const struct effect *effect = effect_find(&stage.effects, EFFECT_OPEN);
	struct view *day = stage.view;
	assert_non_null(effect);
	struct view *question = stage.view = effect->view;
	stage.effects = send_event(question, EVENT_SHOWN);
	assert_true(stage_shows(&stage, "parser since Tue 22 Sep 09:00: 24:00"));
	assert_false(stage_shows(&stage, "so far"));
	stage_press(&stage, "Escape");
	question = next_question(&stage, day, question);
	assert_true(stage_shows(&stage, "email & triage since Fri 25 Sep 09:00: 72:00"));
	stage_type(&stage, "mon 9:30");
	stage_press(&stage, "Enter");
	assert_null(effect_find(&stage.effects, EFFECT_CLOSE));
	stage_press(&stage, "C-u");
	stage_type(&stage, "17:00");
	stage_press(&stage, "Enter");
	assert_non_null(effect_find(&stage.effects, EFFECT_CLOSE));
	assert_string_equal(logs_of(store, -6, logs, sizeof logs), "09:00 off|09:00 email & triage|17:00 off");
	question = next_question(&stage, day, question);
	assert_true(stage_shows(&stage, "parser since Wed 30 Sep 17:00: 15:00 so far"));
	stage_press(&stage, "Escape");
	assert_null(next_question(&stage, day, question));
	stage.view = day;
	stage_close(&stage);
}

static void what_is_not_too_long_is_not_asked_about(void **state)
{
	(void)state;
	struct stage stage;
	stage_open(&stage, long_store(), story_at(0, 4, 0), 0);
	assert_null(effect_find(&stage.effects, EFFECT_OPEN));
	stage_close(&stage);
}

static void the_question_looks_as_designed_and_can_be_drawn_at_every_size(void **state)
{
	struct stage *stage = &((struct question *)*state)->stage;
	stage_golden(stage, "forgotten", 80, 24);
	draw_at_all_sizes(stage->view, &stage->environment);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_ends_on_the_day_it_began_and_off_follows, setup, teardown),
		cmocka_unit_test_setup_teardown(an_end_before_its_begin_or_ahead_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(a_failing_disk_keeps_what_was_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(it_is_asked_once, setup, teardown),
		cmocka_unit_test_setup_teardown(the_moment_the_target_was_met_is_offered, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_right_is_not_asked_about_again, setup, teardown),
		cmocka_unit_test(each_is_asked_about_the_oldest_first_and_may_be_left),
		cmocka_unit_test(what_is_not_too_long_is_not_asked_about),
		cmocka_unit_test_setup_teardown(the_question_looks_as_designed_and_can_be_drawn_at_every_size, setup,
		                                teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
