/* What a number of a report is made of: the list behind Enter, which adds up to what the row said, and leads on. */
#include "tests/ui/support_desk.h"
#include "tests/ui/support_report.h"

#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

/* A report, and over it what Enter opens: the stage's view is the list, below it the report. */
struct drilled {
	struct stage stage;
	struct view *report;
};

static void drill(struct drilled *drilled, ts_store *store, const char *keys)
{
	char key[16];
	stage_open_view(&drilled->stage, store, story_now());
	stage_show(&drilled->stage, view_week_create(&drilled->stage.environment, story_day(0)));
	for (const char *at = keys; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		(void)snprintf(key, sizeof key, "%.*s", (int)strcspn(at, " "), at);
		stage_press(&drilled->stage, key);
	}
	stage_press(&drilled->stage, "Enter");
	const struct effect *open = effect_find(&drilled->stage.effects, EFFECT_OPEN);
	assert_non_null(open);
	drilled->report = drilled->stage.view;
	drilled->stage.view = open->view;
	drilled->stage.effects = send_event(open->view, EVENT_SHOWN);
}

static void drilled_close(struct drilled *drilled)
{
	view_end(drilled->report);
	stage_close(&drilled->stage);
}

/* What the report says of a row, and the list of it. */
static void assert_found(struct drilled *drilled, int64_t milliseconds)
{
	char text[64], length[FORMAT_SIZE];
	struct surface *surface = draw_view(drilled->stage.view);
	(void)snprintf(text, sizeof text, ", %s ", format_duration(milliseconds, length));
	if (!surface_shows(surface, text))
		fail_msg("the list does not add up to %s", length);
	surface_destroy(surface);
}

static struct ts_report week_of(const struct stage *stage)
{
	const struct ts_range week = { story_day(-3), story_day(3) };
	struct ts_report report;
	assert_int_equal(ts_report_read(stage->store, week, stage->environment.moment.now, &report), TS_OK);
	return report;
}

static void each_row_opens_the_logs_that_it_is_made_of(void **state)
{
	(void)state;
	for (int projects = 0; projects < 2; projects++) {
		for (int row = 0;; row++) {
			struct drilled drilled;
			char keys[128] = "Tab Tab";
			if (projects)
				strcat(keys, " Tab");
			for (int i = 0; i < row; i++)
				strcat(keys, " j");
			drill(&drilled, months_store(), keys);
			struct ts_report report = week_of(&drilled.stage);
			const struct ts_total *total = projects ? &report.projects[row] : &report.activities[row];
			assert_true(stage_shows(&drilled.stage, total->text));
			assert_true(stage_shows(&drilled.stage, "W40  28 Sep - 4 Oct 2026"));
			assert_found(&drilled, total->milliseconds);
			bool last = row + 1 == (int)(projects ? report.project_count : report.activity_count);
			ts_report_release(&report);
			drilled_close(&drilled);
			if (last)
				break;
		}
	}
}

static void a_log_over_midnight_counts_on_both_days(void **state)
{
	struct drilled drilled;
	ts_store *store = story_new_user();
	(void)state;
	story_log(store, -1, 22, 0, "watch");
	story_log(store, 0, 6, 0, "off");
	drill(&drilled, store, "Tab Tab");
	assert_true(stage_shows(&drilled.stage, "FOUND 2, 8:00"));
	assert_true(stage_selected(&drilled.stage, "2:00"));
	stage_press(&drilled.stage, "Down");
	assert_true(stage_selected(&drilled.stage, "<22:00"));
	assert_true(stage_selected(&drilled.stage, "6:00"));
	stage_press(&drilled.stage, "Enter");
	const struct effect *visit = effect_find(&drilled.stage.effects, EFFECT_VISIT);
	assert_int_equal(visit->answer.type, ANSWER_LOG);
	assert_int_equal(visit->answer.day, story_day(0));
	drilled_close(&drilled);
}

static void a_project_shows_its_tasks_and_puts_them_away(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	for (int i = 0; i < 3; i++)
		stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "+ acme"));
	stage_press(&stage, "+");
	assert_true(stage_shows(&stage, "- acme"));
	assert_true(stage_shows(&stage, "2 parser"));
	assert_true(stage_shows(&stage, "5 sync"));
	stage_golden(&stage, "week_tasks", 80, 24);
	/* A task opens its own logs. */
	stage_press(&stage, "j");
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "acme: parser"));
	assert_false(surface_shows(surface, "acme: sync"));
	surface_destroy(surface);
	view_end(logs);
	/* From a task the project is put away as well, and is selected then. */
	stage_press(&stage, "Left");
	assert_true(stage_shows(&stage, "+ acme"));
	stage_press(&stage, "Right");
	assert_true(stage_shows(&stage, "- acme"));
	/* What has no tasks says so. */
	stage_press(&stage, "End");
	stage_press(&stage, "-");
	stage_press(&stage, "-");
	assert_non_null(effect_find(&stage.effects, EFFECT_BELL));
	stage_close(&stage);
}

static void what_is_done_meanwhile_shows_and_the_selection_stays(void **state)
{
	struct drilled drilled;
	(void)state;
	drill(&drilled, months_store(), "Tab Tab");
	stage_press(&drilled.stage, "G");
	assert_true(stage_selected(&drilled.stage, "09:55"));
	story_comment(drilled.stage.store, -2, 7, 0, "acme: parser", "early");
	story_log(drilled.stage.store, -2, 7, 30, "off");
	drilled.stage.effects = send_event(drilled.stage.view, EVENT_CHANGED);
	assert_true(stage_shows(&drilled.stage, "early"));
	assert_true(stage_selected(&drilled.stage, "09:55"));
	/* Digits log here too, and what goes on grows. */
	stage_press(&drilled.stage, "2");
	assert_says(&drilled.stage, MESSAGE_GOOD, "14:37 2 acme: parser   u takes it back");
	stage_press(&drilled.stage, "G");
	assert_true(stage_selected(&drilled.stage, "14:37"));
	stage_pass(&drilled.stage, 5 * TS_MINUTE);
	assert_true(stage_selected(&drilled.stage, "0:05"));
	stage_press(&drilled.stage, "u");
	assert_false(stage_shows(&drilled.stage, "14:37  2"));
	drilled_close(&drilled);
}

static void a_failing_disk_is_said_and_what_was_read_stays(void **state)
{
	struct drilled drilled;
	(void)state;
	drill(&drilled, months_store(), "Tab Tab");
	fake_fail_next(drilled.stage.store, TS_IO);
	drilled.stage.effects = send_event(drilled.stage.view, EVENT_CHANGED);
	assert_int_equal(effect_find(&drilled.stage.effects, EFFECT_MESSAGE)->kind, MESSAGE_ERROR);
	assert_true(stage_shows(&drilled.stage, "acme: parser"));
	fake_set_damaged(drilled.stage.store, 2);
	drilled.stage.effects = send_event(drilled.stage.view, EVENT_CHANGED);
	drilled.stage.environment.message.text[0] = '\0';
	assert_true(stage_shows(&drilled.stage, "2 rows do not verify and are left out"));
	drilled_close(&drilled);
}

static void a_bar_of_several_days_opens_their_logs(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_report_create(&stage.environment, (struct ts_range){ story_day(-92), story_day(0) }));
	stage_press(&stage, "g");
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "W27   1 Jul"));
	assert_true(surface_shows(surface, "Wed 1 Jul 2026"));
	assert_false(surface_shows(surface, "Mon 6 Jul 2026"));
	surface_destroy(surface);
	view_end(logs);
	stage_close(&stage);
}

/* From the week to a list, to a log on its day, and all the way back to where each was. */
static void escape_leads_back_step_by_step(void **state)
{
	struct desk desk;
	(void)state;
	desk_open_logged_in(&desk);
	struct ts_done done;
	for (int i = 3; i > 0; i--) {
		ts_time at = desk.moment.now - i * TS_HOUR;
		assert_int_equal(ts_log_text(desk.store, i % 2 ? "weaving" : "tea", NULL, at, desk.moment.now, &done),
		                 TS_OK);
	}
	desk_key(&desk, "w");
	desk_key(&desk, "Tab");
	desk_key(&desk, "Tab");
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "FOUND 2, 2:00"));
	desk_key(&desk, "j");
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "LOGS"));
	assert_true(desk_shows(&desk, "hit 2 of 2  n next  N back  Escape list"));
	desk_key(&desk, "q");
	assert_int_equal(desk.quits, 0);
	assert_true(desk_shows(&desk, "FOUND 2, 2:00"));
	desk_key(&desk, "Escape");
	assert_true(desk_shows(&desk, "[ACTIVITIES]"));
	desk_key(&desk, "Escape");
	assert_true(desk_shows(&desk, "LOGS"));
	/* There is nothing left to go back to: it is about leaving now. */
	desk_key(&desk, "q");
	assert_false(desk_shows(&desk, "[ACTIVITIES]"));
	desk_close(&desk);
}

static void they_look_like_this(void **state)
{
	static const int sizes[][2] = { { 60, 16 }, { 80, 24 }, { 100, 30 }, { 140, 40 } };
	struct drilled drilled;
	(void)state;
	drill(&drilled, months_store(), "Tab Tab Tab");
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		stage_golden(&drilled.stage, "logs", sizes[i][0], sizes[i][1]);
	draw_at_all_sizes(drilled.stage.view, &drilled.stage.environment);
	drilled_close(&drilled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_opens_the_logs_that_it_is_made_of),
		cmocka_unit_test(a_log_over_midnight_counts_on_both_days),
		cmocka_unit_test(a_project_shows_its_tasks_and_puts_them_away),
		cmocka_unit_test(what_is_done_meanwhile_shows_and_the_selection_stays),
		cmocka_unit_test(a_failing_disk_is_said_and_what_was_read_stays),
		cmocka_unit_test(a_bar_of_several_days_opens_their_logs),
		cmocka_unit_test(escape_leads_back_step_by_step),
		cmocka_unit_test(they_look_like_this),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
