/* The screens of the week, the month, the year and of any days: what they look like, and that their numbers are those
 * of the data. */
#include "tests/ui/support_report.h"

#include "ui/base/format.h"
#include "ui/reports/report_open.h"

#include <stdio.h>
#include <string.h>

typedef struct view *create(const struct environment *environment, ts_day day);

static struct view *three_months(const struct environment *environment, ts_day day)
{
	(void)day;
	return view_report_create(environment, (struct ts_range){ story_day(-92), story_day(0) });
}

static const struct {
	const char *name;
	create *create;
} screens[] = {
	{ "week", view_week_create },
	{ "month", view_month_create },
	{ "year", view_year_create },
	{ "report", three_months },
};
enum { SCREENS = sizeof screens / sizeof screens[0] };

static void open_screen(struct stage *stage, int which, ts_store *store)
{
	stage_open_view(stage, store, story_now());
	stage_show(stage, screens[which].create(&stage->environment, story_day(0)));
}

static void golden_of(struct stage *stage, int which, const char *what, int width, int height)
{
	char name[96];
	(void)snprintf(name, sizeof name, "%s%s", screens[which].name, what);
	stage_golden(stage, name, width, height);
}

static void they_look_like_this(void **state)
{
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		open_screen(&stage, which, months_store());
		golden_of(&stage, which, "", 100, 30);
		golden_of(&stage, which, "", 80, 24);
		golden_of(&stage, which, "", 60, 16);
		for (int i = 0; i < 3; i++)
			stage_press(&stage, "Tab");
		golden_of(&stage, which, "_projects", 60, 16);
		stage_close(&stage);
	}
}

static void they_look_like_this_without_logs_and_with_one(void **state)
{
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		open_screen(&stage, which, story_new_user());
		golden_of(&stage, which, "_empty", 80, 24);
		story_log(stage.store, 0, 13, 0, "parser");
		stage.effects = send_event(stage.view, EVENT_CHANGED);
		golden_of(&stage, which, "_one", 80, 24);
		stage_close(&stage);
	}
}

static void they_look_like_this_in_plain_ascii(void **state)
{
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		char name[96];
		open_screen(&stage, which, months_store());
		struct surface *surface = surface_create(stage.environment.width, stage.environment.height);
		surface_set_ascii(surface, true);
		stage.view->ops->draw(stage.view, surface);
		(void)snprintf(name, sizeof name, "%s_ascii_100x30", screens[which].name);
		golden_check(surface, name);
		surface_destroy(surface);
		stage_close(&stage);
	}
}

/* The last Sunday of October has 25 hours. */
static void a_week_in_which_the_clocks_go_back_has_an_hour_more(void **state)
{
	struct stage stage;
	(void)state;
	ts_store *store = story_new_user();
	story_log(store, 23, 22, 0, "watch");
	story_log(store, 25, 6, 0, "off");
	stage_open_view(&stage, store, story_at(26, 12, 0));
	stage_show(&stage, view_week_create(&stage.environment, story_day(24)));
	assert_true(stage_shows(&stage, "25:00"));
	stage_golden(&stage, "week_25_hours", 80, 24);
	stage_close(&stage);
}

static void a_night_is_of_the_day_it_began_on_when_days_start_at_four(void **state)
{
	struct stage stage;
	(void)state;
	ts_store *store = story_new_user();
	struct ts_settings settings = ts_settings_default();
	settings.day_start = 4 * 60;
	assert_int_equal(ts_settings_write(store, &settings, story_now()), TS_OK);
	story_log(store, -2, 20, 0, "ward");
	story_log(store, -1, 3, 30, "off");
	story_log(store, -1, 20, 0, "ward");
	stage_open_view(&stage, store, story_at(0, 2, 0));
	stage.environment.settings = settings;
	stage_show(&stage, view_week_create(&stage.environment, story_day(-1)));
	stage_golden(&stage, "week_nights", 80, 24);
	assert_true(stage_shows(&stage, "7:30"));
	assert_true(stage_shows(&stage, "today"));
	stage_close(&stage);
}

/* ---- numbers */

static struct ts_report report_of(const struct stage *stage, ts_day first, ts_day last)
{
	struct ts_report report;
	assert_int_equal(
	        ts_report_read(stage->store, (struct ts_range){ first, last }, stage->environment.moment.now, &report),
	        TS_OK);
	return report;
}

static void assert_shows_total(struct stage *stage, const struct ts_total *total)
{
	char length[FORMAT_SIZE], row[512];
	struct surface *surface = draw_view(stage->view);
	bool found = false;
	format_duration(total->milliseconds, length);
	for (int y = 0; y < surface_height(surface) && !found; y++) {
		surface_row_text(surface, y, row, sizeof row);
		const char *text = strstr(row, total->text);
		found = text != NULL && strstr(text, length) != NULL;
	}
	if (!found)
		fail_msg("%s %s is not on the screen", total->text, length);
	surface_destroy(surface);
}

static void totals_on_screen_are_those_of_the_data(void **state)
{
	struct stage stage;
	char text[FORMAT_SIZE * 2], work[FORMAT_SIZE], target[FORMAT_SIZE];
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	const struct {
		create *create;
		ts_day first, last;
	} periods[] = {
		{ view_week_create, story_day(-3), story_day(3) },
		{ view_month_create, story_day(0), story_day(30) },
		{ view_year_create, ts_day_from_civil(2026, 1, 1), ts_day_from_civil(2026, 12, 31) },
		{ three_months, story_day(-92), story_day(0) },
	};
	for (size_t i = 0; i < SCREENS; i++) {
		struct ts_report report = report_of(&stage, periods[i].first, periods[i].last);
		stage_show(&stage, periods[i].create(&stage.environment, story_day(0)));
		(void)snprintf(text, sizeof text, "%s/%s", format_duration(report.work, work),
		               format_duration(report.target, target));
		assert_true(stage_shows(&stage, text));
		(void)snprintf(text, sizeof text, "flex %s", format_duration_signed(report.flex, work));
		assert_true(stage_shows(&stage, text));
		for (size_t j = 0; j < report.activity_count; j++)
			assert_shows_total(&stage, &report.activities[j]);
		for (int tab = 0; tab < 3; tab++)
			stage_press(&stage, "Tab");
		for (size_t j = 0; j < report.project_count; j++)
			assert_shows_total(&stage, &report.projects[j]);
		ts_report_release(&report);
	}
	stage_close(&stage);
}

static void the_day_screen_has_the_same_balance(void **state)
{
	struct stage stage;
	struct ts_report report;
	char flex[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	(void)state;
	stage_open_view(&stage, months_store(), story_now());
	for (int day = 0; day >= -28; day -= 7) {
		ts_day monday = story_day(day) - ts_day_weekday(story_day(day));
		report = report_of(&stage, monday, monday + 6);
		(void)snprintf(text, sizeof text, "flex %s", format_duration_signed(report.flex, flex));
		ts_report_release(&report);
		stage_show(&stage, view_day_create(&stage.environment, story_day(day)));
		assert_true(stage_shows(&stage, text));
		stage_show(&stage, view_week_create(&stage.environment, story_day(day)));
		assert_true(stage_shows(&stage, text));
	}
	stage_close(&stage);
}

static void what_goes_on_grows_with_time(void **state)
{
	struct stage stage;
	(void)state;
	open_screen(&stage, 0, months_store());
	assert_true(stage_shows(&stage, "29:10/40:00"));
	stage_pass(&stage, 3 * TS_MINUTE);
	assert_true(stage_shows(&stage, "29:13/40:00"));
	stage_close(&stage);
}

/* ---- keys */

static ts_day opened(const struct stage *stage)
{
	const struct effect *visit = effect_find(&stage->effects, EFFECT_VISIT);
	assert_non_null(visit);
	assert_int_equal(visit->answer.type, ANSWER_DAY);
	return visit->answer.day;
}

static ts_day day_after(int which, const char *keys)
{
	struct stage stage;
	char key[16];
	open_screen(&stage, which, months_store());
	for (const char *at = keys; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
		(void)snprintf(key, sizeof key, "%.*s", (int)strcspn(at, " "), at);
		stage_press(&stage, key);
	}
	/* Where another screen would begin. */
	stage_press(&stage, "w");
	ts_day day = effect_find(&stage.effects, EFFECT_REPORT)->report.day;
	stage_press(&stage, "Enter");
	const struct effect *list = effect_find(&stage.effects, EFFECT_OPEN);
	if (list)
		view_end(list->view);
	else
		assert_int_equal(opened(&stage), day);
	stage_close(&stage);
	return day;
}

static void keys_select_a_day_and_enter_opens_it(void **state)
{
	static const struct {
		int which;
		const char *keys;
		int day; /* from Thursday 1 October */
	} moves[] = {
		{ 0, "", 0 },      { 0, "j", 1 },         { 0, "k k", -2 },     { 0, "g", -3 },     { 0, "G", 3 },
		{ 0, "h", -7 },    { 0, "l l", 14 },      { 0, "k k k k", -4 }, { 0, "h h t", 0 },  { 0, "Right", 1 },
		{ 1, "j", 7 },     { 1, "Right", 1 },     { 1, "Left", -1 },    { 1, "h", -30 },    { 1, "G", 30 },
		{ 1, "G l", 60 },  { 1, "G h", 29 - 30 }, { 1, "g", 0 },        { 1, "PgUp", -30 }, { 2, "j", 1 },
		{ 2, "Left", -7 }, { 2, "h", -365 },      { 2, "g", -273 },     { 2, "h t", 0 },    { 3, "k", -3 - 7 },
		{ 3, "g", -92 },   { 3, "g j", -87 },     { 3, "h", -93 },      { 3, "h t", -93 },  { 3, "G", 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
		ts_day day = day_after(moves[i].which, moves[i].keys);
		if (day != story_day(moves[i].day))
			fail_msg("%s \"%s\" leads to day %d, not %d", screens[moves[i].which].name, moves[i].keys,
			         (int)(day - story_day(0)), moves[i].day);
	}
}

static void tab_goes_from_days_to_totals_and_back(void **state)
{
	struct stage stage;
	(void)state;
	open_screen(&stage, 0, months_store());
	assert_true(stage_shows(&stage, "[DAYS]"));
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[GRID]"));
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[ACTIVITIES]"));
	assert_true(stage_shows(&stage, "acme: parser"));
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[PROJECTS]"));
	assert_false(stage_shows(&stage, "acme: parser"));
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[TAGS]"));
	stage_press(&stage, "Tab");
	assert_true(stage_shows(&stage, "[DAYS]"));
	assert_true(stage_shows(&stage, "acme: parser"));
	stage_close(&stage);
}

static void expect_report(struct stage *stage, const char *title, bool replace)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_REPORT);
	assert_non_null(effect);
	assert_int_equal(effect->report.replace, replace);
	struct view *view = report_open(&stage->environment, &effect->report);
	assert_string_equal(view->ops->title, title);
	view_end(view);
}

static void each_screen_leads_to_the_others_and_back(void **state)
{
	static const struct {
		const char *key, *title;
	} others[] = { { "w", "Week" }, { "m", "Month" }, { "y", "Year" } };
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		open_screen(&stage, which, months_store());
		for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
			stage_press(&stage, others[i].key);
			expect_report(&stage, others[i].title, true);
		}
		stage_press(&stage, "r");
		expect_report(&stage, "Days of a report", false);
		stage_press(&stage, "?");
		const struct effect *effect = effect_find(&stage.effects, EFFECT_OPEN);
		assert_string_equal(effect->view->ops->title, "Help");
		view_end(effect->view);
		stage_press(&stage, "z");
		assert_non_null(effect_find(&stage.effects, EFFECT_LOCK));
		stage_press(&stage, "q");
		effect = effect_find(&stage.effects, EFFECT_CLOSE);
		assert_int_equal(effect->answer.type, ANSWER_NONE);
		stage_press(&stage, "Escape");
		assert_non_null(effect_find(&stage.effects, EFFECT_CLOSE));
		stage_close(&stage);
	}
}

static void a_range_that_was_asked_for_is_shown(void **state)
{
	struct stage stage;
	struct answer answer = { .type = ANSWER_RANGE, .range = { story_day(-10), story_day(-5) } };
	(void)state;
	open_screen(&stage, 0, months_store());
	stage.effects = send_answer(stage.view, &answer);
	const struct effect *effect = effect_find(&stage.effects, EFFECT_REPORT);
	assert_non_null(effect);
	assert_true(effect->report.replace);
	stage_show(&stage, report_open(&stage.environment, &effect->report));
	assert_true(stage_shows(&stage, "21 Sep 2026 - 26 Sep 2026  6 days"));
	assert_true(stage_shows(&stage, "Mo 21 Sep"));
	stage_close(&stage);
}

static void a_click_selects_a_day_and_another_opens_it(void **state)
{
	static const char *const texts[SCREENS] = { "Tu 29 Sep", "22 ", NULL, "W30" };
	static const int days[SCREENS] = { -2, 21, 0, -73 };
	(void)state;
	for (int which = 0; which < SCREENS; which++) {
		struct stage stage;
		if (texts[which] == NULL)
			continue;
		open_screen(&stage, which, months_store());
		stage_click_text(&stage, texts[which]);
		assert_null(effect_find(&stage.effects, EFFECT_VISIT));
		stage_click_text(&stage, texts[which]);
		if (which == 3)
			view_end(effect_find(&stage.effects, EFFECT_OPEN)->view);
		else
			assert_int_equal(opened(&stage), story_day(days[which]));
		stage_close(&stage);
	}
}

static void arrows_in_the_title_and_the_heading_of_totals_can_be_clicked(void **state)
{
	struct stage stage;
	(void)state;
	open_screen(&stage, 1, months_store());
	stage_click_text(&stage, "< October");
	assert_true(stage_shows(&stage, "September 2026"));
	assert_true(stage_shows(&stage, "last month"));
	stage_click_text(&stage, ">  last month");
	assert_true(stage_shows(&stage, "October 2026"));
	stage_click_text(&stage, "PROJECTS");
	assert_false(stage_shows(&stage, "acme: parser"));
	stage_click_text(&stage, "acme");
	assert_true(stage_shows(&stage, "[PROJECTS]"));
	stage_close(&stage);
}

/* ---- failures */

static void a_failing_disk_is_said_and_no_other_period_shows(void **state)
{
	struct stage stage;
	(void)state;
	open_screen(&stage, 0, months_store());
	fake_fail_next(stage.store, TS_IO);
	stage_press(&stage, "h");
	assert_int_equal(effect_find(&stage.effects, EFFECT_MESSAGE)->kind, MESSAGE_ERROR);
	assert_true(stage_shows(&stage, "W39"));
	assert_false(stage_shows(&stage, "acme"));
	stage_press(&stage, "l");
	assert_true(stage_shows(&stage, "acme"));
	/* And what was read stays when reading it again fails. */
	fake_fail_next(stage.store, TS_BUSY);
	stage.effects = send_event(stage.view, EVENT_CHANGED);
	assert_true(stage_shows(&stage, "acme"));
	stage_close(&stage);
}

static void damaged_rows_are_said(void **state)
{
	struct stage stage;
	(void)state;
	open_screen(&stage, 0, months_store());
	fake_set_damaged(stage.store, 3);
	stage.effects = send_event(stage.view, EVENT_CHANGED);
	assert_says(&stage, MESSAGE_ERROR, "3 rows of these days do not verify and are left out");
	stage_close(&stage);
	/* It stays there when what was said has gone, on each of the screens, and no balance is told. */
	for (int which = 0; which < SCREENS; which++) {
		ts_store *store = months_store();
		fake_set_damaged(store, 3);
		open_screen(&stage, which, store);
		stage.environment.message.text[0] = '\0';
		assert_true(stage_shows(&stage, "3 rows of these days do not verify"));
		assert_true(stage_shows(&stage, "flex damaged"));
		stage_close(&stage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_like_this),
		cmocka_unit_test(they_look_like_this_without_logs_and_with_one),
		cmocka_unit_test(they_look_like_this_in_plain_ascii),
		cmocka_unit_test(a_week_in_which_the_clocks_go_back_has_an_hour_more),
		cmocka_unit_test(a_night_is_of_the_day_it_began_on_when_days_start_at_four),
		cmocka_unit_test(totals_on_screen_are_those_of_the_data),
		cmocka_unit_test(the_day_screen_has_the_same_balance),
		cmocka_unit_test(what_goes_on_grows_with_time),
		cmocka_unit_test(keys_select_a_day_and_enter_opens_it),
		cmocka_unit_test(tab_goes_from_days_to_totals_and_back),
		cmocka_unit_test(each_screen_leads_to_the_others_and_back),
		cmocka_unit_test(a_range_that_was_asked_for_is_shown),
		cmocka_unit_test(a_click_selects_a_day_and_another_opens_it),
		cmocka_unit_test(arrows_in_the_title_and_the_heading_of_totals_can_be_clicked),
		cmocka_unit_test(a_failing_disk_is_said_and_no_other_period_shows),
		cmocka_unit_test(damaged_rows_are_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
