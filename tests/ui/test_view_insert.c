/* Inserting a log inside a span, with and without an end. */
#include "tests/ui/support_day.h"

#include <string.h>

static void form_open(struct stage *stage, const char *text)
{
	struct ts_day_view view;
	stage->store = story_store();
	stage->environment = test_environment(stage->store, story_now());
	stage->view = NULL;
	assert_int_equal(ts_day_read(stage->store, story_day(0), story_now(), &view), TS_OK);
	for (size_t i = 0; i < view.span_count && stage->view == NULL; i++) {
		if (strcmp(view.spans[i].text, text) == 0)
			stage->view = view_insert_create(&stage->environment, &view.spans[i]);
	}
	ts_day_release(&view);
	assert_non_null(stage->view);
	stage->effects = send_event(stage->view, EVENT_SHOWN);
}

static void fill(struct stage *stage, const char *text, const char *from, const char *until)
{
	stage->effects = type_text(stage->view, &stage->environment, text);
	stage_press(stage, "Tab");
	if (from != NULL) {
		stage_press(stage, "C-u");
		stage->effects = type_text(stage->view, &stage->environment, from);
	}
	stage_press(stage, "Tab");
	if (until != NULL)
		stage->effects = type_text(stage->view, &stage->environment, until);
}

static int insert_into_parser(void **state)
{
	static struct stage stage;

	stage = (struct stage){ 0 };
	form_open(&stage, "parser");
	*state = &stage;
	return 0;
}

static void with_an_end_what_was_before_goes_on(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call", "10:30", "10:45");
	assert_true(stage_shows(stage, "10:30 to 10:45 (0:15), then parser goes on"));
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_DONE);
	assert_int_equal(stage_answer(stage)->done.deed, TS_DEED_INSERT);
	assert_day(stage, 0, "|10:00 parser|10:30 call|10:45 parser|11:47 support: acme|");
}

static void a_time_in_front_of_the_activity_is_its_beginning_as_in_the_picker(void **state)
{
	struct stage *stage = *state;
	stage->effects = type_text(stage->view, &stage->environment, "10:20 call Lin");
	assert_true(stage_shows(stage, "10:20 until the next log"));
	stage_press(stage, "Enter");
	assert_day(stage, 0, "|10:00 parser|10:20 call Lin|11:47 support: acme|");
}

static void a_tilde_behind_a_new_activity_makes_it_rest(void **state)
{
	struct stage *stage = *state;
	stage_type(stage, "siesta ~");
	assert_true(stage_shows(stage, "+ new \"siesta\" ~"));
	stage_press(stage, "Enter");
	assert_true(stage_answer(stage)->done.created && stage_answer(stage)->done.rest);
}

static void without_an_end_it_goes_on_until_the_next_log(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call", "10:30", NULL);
	assert_true(stage_shows(stage, "10:30 until the next log"));
	stage_press(stage, "Enter");
	assert_day(stage, 0, "|10:00 parser|10:30 call|11:47 support: acme|");
}

static void the_middle_of_the_span_is_offered(void **state)
{
	struct stage *stage = *state;
	assert_true(stage_shows(stage, "from  10:50"));
	fill(stage, "call", NULL, "+20");
	assert_true(stage_shows(stage, "10:50 to 11:10 (0:20)"));
	stage_press(stage, "Enter");
	assert_day(stage, 0, "|10:50 call|11:10 parser|");
}

static void an_end_before_the_begin_is_refused(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call", "10:30", "10:20");
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "the end must come after the begin"));
}

static void an_end_behind_another_log_takes_its_place_and_says_so(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call", "10:30", "12:00");
	assert_true(stage_shows(stage, "10:30 to 12:00 over support: acme; support: acme goes on"));
	stage_press(stage, "Enter");
	assert_non_null(effect_find(&stage->effects, EFFECT_CLOSE));
}

static void letters_and_digits_are_the_activity_they_mean(void **state)
{
	struct stage *stage = *state;
	fill(stage, "pars", "10:30", "10:40");
	stage_press(stage, "S-Tab");
	stage_press(stage, "S-Tab");
	assert_true(stage_shows(stage, "parser"));
	stage_retype(stage, "4");
	assert_true(stage_shows(stage, "> 4 "));
}

static void times_ahead_are_refused(void **state)
{
	(void)state;
	struct stage stage;
	form_open(&stage, "review: auth patch");
	fill(&stage, "call", "14:20", "15:00");
	stage_press(&stage, "Enter");
	assert_null(effect_find(&stage.effects, EFFECT_CLOSE));
	assert_true(stage_shows(&stage, "it is not over yet: leave this empty"));
	stage_press(&stage, "S-Tab");
	stage_press(&stage, "C-u");
	stage.effects = type_text(stage.view, &stage.environment, "16:00");
	stage_press(&stage, "Enter");
	assert_true(stage_shows(&stage, "16:00 is still to come"));
	stage_close(&stage);
}

static void the_same_activity_is_refused(void **state)
{
	struct stage *stage = *state;
	fill(stage, "PARSER", "10:30", NULL);
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "that is what goes on at that time already"));
}

static void nothing_to_insert_is_refused(void **state)
{
	struct stage *stage = *state;
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "a log needs a text"));
}

static void a_failing_disk_keeps_what_was_typed(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call", "10:30", "10:45");
	fake_fail_next_write(stage->store, TS_IO);
	stage_press(stage, "Enter");
	assert_null(effect_find(&stage->effects, EFFECT_CLOSE));
	assert_true(stage_shows(stage, "not inserted: "));
	assert_true(stage_shows(stage, "10:45"));
	stage_press(stage, "Enter");
	assert_int_equal(stage_answer(stage)->type, ANSWER_DONE);
}

static void the_form_looks_as_designed_and_can_be_drawn_at_every_size(void **state)
{
	struct stage *stage = *state;
	fill(stage, "call with Lin", "10:30", "10:45");
	stage_golden(stage, "insert", 100, 30);
	stage_golden(stage, "insert", 80, 24);
	stage_golden(stage, "insert", 60, 16);
	draw_at_all_sizes(stage->view, &stage->environment);
}

int main(void)
{
#define TEST_OF(name, setup) cmocka_unit_test_setup_teardown(name, setup, stage_end)
	const struct CMUnitTest tests[] = {
		TEST_OF(with_an_end_what_was_before_goes_on, insert_into_parser),
		TEST_OF(a_tilde_behind_a_new_activity_makes_it_rest, insert_into_parser),
		TEST_OF(a_time_in_front_of_the_activity_is_its_beginning_as_in_the_picker, insert_into_parser),
		TEST_OF(without_an_end_it_goes_on_until_the_next_log, insert_into_parser),
		TEST_OF(the_middle_of_the_span_is_offered, insert_into_parser),
		TEST_OF(an_end_before_the_begin_is_refused, insert_into_parser),
		TEST_OF(an_end_behind_another_log_takes_its_place_and_says_so, insert_into_parser),
		TEST_OF(letters_and_digits_are_the_activity_they_mean, insert_into_parser),
		cmocka_unit_test(times_ahead_are_refused),
		TEST_OF(the_same_activity_is_refused, insert_into_parser),
		TEST_OF(nothing_to_insert_is_refused, insert_into_parser),
		TEST_OF(a_failing_disk_keeps_what_was_typed, insert_into_parser),
		TEST_OF(the_form_looks_as_designed_and_can_be_drawn_at_every_size, insert_into_parser),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
