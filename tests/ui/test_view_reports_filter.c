/* What the reports count: all of it, or what a line says; and tags. */
#include "tests/ui/support_desk.h"
#include "tests/ui/support_report.h"

#include <string.h>

/* Three months, with comments of today and yesterday that have tags. */
static ts_store *tagged_store(void)
{
	ts_store *store = months_store();
	story_comment(store, -1, 17, 0, "acme: parser", "late #deep #client=acme");
	story_log(store, -1, 18, 0, "off");
	story_comment(store, -2, 17, 30, "standup", "once more #deep");
	story_log(store, -2, 18, 0, "off");
	return store;
}

static void open_week(struct stage *stage)
{
	stage_open_view(stage, tagged_store(), story_now());
	stage_show(stage, view_week_create(&stage->environment, story_day(0)));
}

static void what_is_typed_is_counted_at_once_and_named_in_the_title(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "/");
	stage_type(&stage, "acme");
	assert_true(stage_shows(&stage, "/ acme"));
	assert_true(stage_shows(&stage, "acme: sync"));
	assert_false(stage_shows(&stage, "standup"));
	/* Nothing is owed of a part: no target, no balance. */
	assert_false(stage_shows(&stage, "/40:00"));
	assert_false(stage_shows(&stage, "flex"));
	assert_false(stage_shows(&stage, "to go"));
	stage_type(&stage, " -sync");
	assert_true(stage_shows(&stage, "acme: parser"));
	assert_false(stage_shows(&stage, "acme: sync"));
	stage_press(&stage, "Enter");
	/* Keys are keys again, and the filter stays. */
	stage_press(&stage, "j");
	assert_true(stage_shows(&stage, "/ acme -sync"));
	stage_press(&stage, "h");
	assert_true(stage_shows(&stage, "W39"));
	assert_true(stage_shows(&stage, "/ acme -sync"));
	assert_false(stage_shows(&stage, "standup"));
	stage_close(&stage);
}

static void escape_or_no_words_count_all_of_it_again(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "/");
	stage_type(&stage, "acme");
	stage_press(&stage, "Escape");
	assert_true(stage_shows(&stage, "standup"));
	assert_false(stage_shows(&stage, "/ acme"));
	stage_press(&stage, "/");
	stage_type(&stage, "acme");
	stage_press(&stage, "Enter");
	stage_press(&stage, "/");
	stage_press(&stage, "C-u");
	stage_press(&stage, "Enter");
	assert_true(stage_shows(&stage, "standup"));
	assert_true(stage_shows(&stage, "/40:00"));
	/* Escape of the report takes back the filter first, then leaves. */
	stage_press(&stage, "/");
	stage_type(&stage, "acme");
	stage_press(&stage, "Enter");
	stage_press(&stage, "Escape");
	assert_null(effect_find(&stage.effects, EFFECT_CLOSE));
	assert_true(stage_shows(&stage, "standup"));
	stage_press(&stage, "Escape");
	assert_non_null(effect_find(&stage.effects, EFFECT_CLOSE));
	stage_close(&stage);
}

static void what_cannot_be_looked_for_is_said_and_all_is_counted(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "/");
	stage_type(&stage, "-");
	assert_true(stage_shows(&stage, "/40:00"));
	stage_press(&stage, "Enter");
	assert_says(&stage, MESSAGE_NOTICE, "\"-\" cannot be looked for: all is counted");
	assert_true(stage_shows(&stage, "standup"));
	stage_press(&stage, "Escape");
	assert_non_null(effect_find(&stage.effects, EFFECT_CLOSE));
	stage_close(&stage);
}

static void a_word_that_nothing_has_says_so(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "/");
	stage_type(&stage, "zebra");
	stage_press(&stage, "Enter");
	assert_true(stage_shows(&stage, "nothing of it on these days"));
	stage_press(&stage, "Tab");
	stage_press(&stage, "Tab");
	stage_press(&stage, "Enter");
	assert_non_null(effect_find(&stage.effects, EFFECT_BELL));
	stage_close(&stage);
}

static void a_day_of_a_part_opens_what_was_counted_of_it(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	stage_press(&stage, "/");
	stage_type(&stage, "#deep");
	stage_press(&stage, "Enter");
	stage_press(&stage, "k");
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "FOUND 1, 1:00"));
	assert_true(surface_shows(surface, "/ #deep"));
	surface_destroy(surface);
	view_end(logs);
	stage_close(&stage);
}

static void it_goes_along_from_report_to_report_and_ends_at_the_day(void **state)
{
	struct desk desk;
	struct ts_done done;
	(void)state;
	desk_open_logged_in(&desk);
	assert_int_equal(ts_log_text(desk.store, "weaving", NULL, desk.moment.now - TS_HOUR, desk.moment.now, &done),
	                 TS_OK);
	desk_key(&desk, "w");
	desk_key(&desk, "/");
	desk_type(&desk, "weav");
	desk_key(&desk, "Enter");
	static const char *const keys[] = { "m", "y", "w" };
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		desk_key(&desk, keys[i]);
		assert_true(desk_shows(&desk, "/ weav"));
		assert_false(desk_shows(&desk, "flex"));
	}
	desk_key(&desk, "r");
	desk_type(&desk, "month");
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "/ weav"));
	/* By way of the day another begins. */
	desk_key(&desk, "Enter");
	desk_key(&desk, "Enter");
	assert_true(desk_shows(&desk, "LOGS"));
	desk_key(&desk, "w");
	assert_false(desk_shows(&desk, "/ weav"));
	desk_close(&desk);
}

/* ---- tags */

static void tags_have_a_tab_and_their_logs(void **state)
{
	struct stage stage;
	(void)state;
	open_week(&stage);
	for (int i = 0; i < 4; i++)
		stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[TAGS]"));
	assert_true(stage_shows(&stage, "#deep"));
	assert_true(stage_shows(&stage, "1:30"));
	assert_true(stage_shows(&stage, "#client=acme"));
	stage_press(&stage, "Enter");
	struct view *logs = effect_find(&stage.effects, EFFECT_OPEN)->view;
	(void)send_event(logs, EVENT_SHOWN);
	struct surface *surface = draw_view(logs);
	assert_true(surface_shows(surface, "FOUND 2, 1:30"));
	surface_destroy(surface);
	view_end(logs);
	/* Back at the days all of it is told, and the balance. */
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[DAYS]"));
	assert_true(stage_shows(&stage, "flex"));
	stage_close(&stage);
}

static void without_tags_it_says_what_they_are(void **state)
{
	struct stage stage;
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	stage_show(&stage, view_week_create(&stage.environment, story_day(0)));
	for (int i = 0; i < 4; i++)
		stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "no #tag in texts and comments"));
	stage_close(&stage);
}

/* ---- looks */

static void they_look_like_this(void **state)
{
	static const struct {
		const char *name;
		struct view *(*create)(const struct environment *environment, ts_day day);
	} screens[] = { { "week_filter", view_week_create },
		        { "month_filter", view_month_create },
		        { "year_filter", view_year_create } };
	static const int sizes[][2] = { { 60, 16 }, { 80, 24 }, { 100, 30 }, { 140, 40 } };
	(void)state;
	for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
		struct stage stage;
		stage_open_view(&stage, tagged_store(), story_now());
		stage_show(&stage, screens[i].create(&stage.environment, story_day(0)));
		stage_press(&stage, "/");
		stage_type(&stage, "acme -sync");
		if (i == 0)
			stage_golden(&stage, "week_filter_typed", 80, 24);
		draw_at_all_sizes(stage.view, &stage.environment);
		stage_press(&stage, "Enter");
		for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++)
			stage_golden(&stage, screens[i].name, sizes[j][0], sizes[j][1]);
		stage_close(&stage);
	}
	struct stage stage;
	open_week(&stage);
	for (int i = 0; i < 4; i++)
		stage_press(&stage, "Tab");
	for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++)
		stage_golden(&stage, "week_tags", sizes[j][0], sizes[j][1]);
	stage_close(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_is_counted_at_once_and_named_in_the_title),
		cmocka_unit_test(escape_or_no_words_count_all_of_it_again),
		cmocka_unit_test(what_cannot_be_looked_for_is_said_and_all_is_counted),
		cmocka_unit_test(a_word_that_nothing_has_says_so),
		cmocka_unit_test(a_day_of_a_part_opens_what_was_counted_of_it),
		cmocka_unit_test(it_goes_along_from_report_to_report_and_ends_at_the_day),
		cmocka_unit_test(tags_have_a_tab_and_their_logs),
		cmocka_unit_test(without_tags_it_says_what_they_are),
		cmocka_unit_test(they_look_like_this),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
