/* What works on the screens of reports as it does on the day: logging, undo, notes, and what else is a key away. */
#include "tests/ui/support_report.h"
#include "ui/view/errand.h"

#include <string.h>

/* The week, on a screen that tells what it was told. */
static void open_week(struct stage *stage)
{
	stage_open_view(stage, months_store(), story_now());
	stage_show(stage, view_week_create(&stage->environment, story_day(-1)));
}

static struct ts_span current_of(const struct stage *stage)
{
	struct ts_span span;
	assert_int_equal(ts_current_read(stage->store, stage->environment.moment.now, &span), TS_OK);
	return span;
}

static void a_digit_logs_now_and_the_report_knows_it(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "0");
	assert_says(&stage, MESSAGE_GOOD, "14:37 0 off   u takes it back");
	assert_true(current_of(&stage).off);
	stage_pass(&stage, 3 * TS_MINUTE);
	assert_true(stage_shows(&stage, "29:10/40:00"));
	stage_press(&stage, "2");
	assert_says(&stage, MESSAGE_GOOD, "14:40 2 acme: parser   u takes it back");
	assert_string_equal(current_of(&stage).text, "acme: parser");
	stage_pass(&stage, 2 * TS_MINUTE);
	assert_true(stage_shows(&stage, "29:12/40:00"));
	stage_press(&stage, "2");
	assert_says(&stage, MESSAGE_PLAIN, "acme: parser goes on since 14:40");
	stage_press(&stage, "9");
	assert_says(&stage, MESSAGE_NOTICE, "slot 9 is empty: a picks an activity for it");
	stage_close(&stage);
}

static void space_goes_back_and_undo_and_redo_are_told(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "Space");
	assert_says(&stage, MESSAGE_GOOD, "14:37 4 lunch   u takes it back");
	stage_press(&stage, "u");
	assert_says(&stage, MESSAGE_GOOD, "took back: 14:37 lunch   U does it again");
	stage_press(&stage, "U");
	assert_says(&stage, MESSAGE_GOOD, "did again: 14:37 lunch   u takes it back");
	/* Rest is not work: the report knows. */
	stage_pass(&stage, TS_HOUR);
	assert_true(stage_shows(&stage, "29:10/40:00"));
	stage_press(&stage, "u");
	assert_true(stage_shows(&stage, "30:10/40:00"));
	stage_close(&stage);
}

static void a_failing_disk_is_said_and_logs_nothing(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	fake_fail_next(stage.store, TS_IO);
	stage_press(&stage, "0");
	assert_int_equal(effect_find(&stage.effects, EFFECT_MESSAGE)->kind, MESSAGE_ERROR);
	assert_false(current_of(&stage).off);
	fake_fail_next(stage.store, TS_BUSY);
	stage_press(&stage, "0");
	const struct effect *wait = effect_find(&stage.effects, EFFECT_WAIT);
	assert_non_null(wait);
	errand_destroy(wait->errand);
	stage_close(&stage);
}

static void what_else_is_a_key_away_opens_over_the_report(void **state)
{
	static const struct {
		const char *key, *title;
	} others[] = {
		{ "a", "Picker" }, { "n", "Note" }, { "A", "Activities" }, { "s", "Settings" }, { "?", "Help" }
	};
	struct stage stage;
	(void)state;
	open_week(&stage);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		stage_press(&stage, others[i].key);
		const struct effect *effect = effect_find(&stage.effects, EFFECT_OPEN);
		assert_non_null(effect);
		assert_string_equal(effect->view->ops->title, others[i].title);
		view_end(effect->view);
	}
	stage_close(&stage);
}

/* The note is that of the selected day; what the picker logs is logged today. */
static void the_note_is_of_the_selected_day_and_the_picker_logs_now(void **state)
{
	struct stage stage;
	struct surface *surface;
	struct answer answer = { .type = ANSWER_DONE };
	(void)state;
	open_week(&stage);
	stage_press(&stage, "n");
	struct view *notes = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(notes, EVENT_SHOWN);
	surface = draw_view(notes);
	assert_true(surface_shows(surface, "Wed 30 Sep"));
	surface_destroy(surface);
	view_end(notes);
	stage_press(&stage, "a");
	struct view *picker = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(picker, EVENT_SHOWN);
	(void)type_text(picker, &stage.environment, "standup");
	const struct effects closed = press(picker, &stage.environment, "Enter");
	answer = effect_find(&closed, EFFECT_CLOSE)->answer;
	view_end(picker);
	assert_string_equal(current_of(&stage).text, "standup");
	(void)send_event(stage.view, EVENT_SHOWN);
	stage.effects = send_answer(stage.view, &answer);
	assert_says(&stage, MESSAGE_GOOD, "14:37 3 standup   u takes it back");
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_digit_logs_now_and_the_report_knows_it),
		cmocka_unit_test(space_goes_back_and_undo_and_redo_are_told),
		cmocka_unit_test(a_failing_disk_is_said_and_logs_nothing),
		cmocka_unit_test(what_else_is_a_key_away_opens_over_the_report),
		cmocka_unit_test(the_note_is_of_the_selected_day_and_the_picker_logs_now),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
