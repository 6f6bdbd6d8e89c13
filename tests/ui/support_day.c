/* The story's day, and a stage for the day view. */
#include "tests/ui/support_day.h"

#include "ui/base/format.h"

#include <stdio.h>
#include <string.h>

ts_day story_day(int day)
{
	return ts_day_from_civil(2026, 10, 1) + day;
}

ts_time story_at(int day, int hour, int minute)
{
	return ts_time_local(story_day(day), hour * 60 + minute, NULL);
}

ts_time story_now(void)
{
	return story_at(0, 14, 37);
}

void story_comment(ts_store *store, int day, int hour, int minute, const char *text, const char *comment)
{
	ts_time at = story_at(day, hour, minute);
	struct ts_done done;
	assert_int_equal(ts_log_text(store, text, comment, at, at, &done), TS_OK);
}

void story_log(ts_store *store, int day, int hour, int minute, const char *text)
{
	story_comment(store, day, hour, minute, text, NULL);
}

void story_note(ts_store *store, int day, const char *text)
{
	struct ts_note note;
	struct ts_done done;
	assert_int_equal(ts_note_read(store, story_day(day), &note), TS_OK);
	assert_int_equal(ts_note_save(store, &note, text, strlen(text), story_at(day, 12, 0), &done), TS_OK);
	ts_note_release(&note);
}

ts_store *story_new_user(void)
{
	return fake_open_logged_in("ada", story_at(-40, 9, 0));
}

static void rest_set(ts_store *store, int slot)
{
	struct ts_activities activities;
	struct ts_activity_change change = { .fields = TS_CHANGE_REST, .rest = true };
	struct ts_done done;
	assert_int_equal(ts_activities_read(store, story_now(), &activities), TS_OK);
	for (size_t i = 0; i < activities.count; i++) {
		if (activities.at[i].slot == slot)
			assert_int_equal(ts_activity_change(store, activities.at[i].id, &change, story_now(), &done),
			                 TS_OK);
	}
	ts_activities_release(&activities);
}

ts_store *story_activities(void)
{
	static const char *const texts[] = { "parser",        "email & triage", "review: auth patch",
		                             "standup",       "sync protocol",  "lunch",
		                             "support: acme", "admin",          "reading" };
	ts_store *store = story_new_user();
	for (int i = 0; i < TS_SLOTS; i++)
		story_log(store, -30, 9, i, texts[i]);
	story_log(store, -30, 9, 30, "off");
	rest_set(store, 6);
	rest_set(store, 9);
	return store;
}

ts_store *story_store(void)
{
	ts_store *store = story_activities();
	static const struct {
		int day, hour, minute;
		const char *text;
	} logs[] = {
		{ -3, 9, 0, "parser" },         { -3, 17, 10, "off" },
		{ -2, 9, 0, "parser" },         { -2, 16, 55, "off" },
		{ -1, 9, 0, "parser" },         { -1, 16, 40, "off" },
		{ -1, 23, 40, "reading" },      { 0, 0, 35, "off" },
		{ 0, 7, 52, "email & triage" }, { 0, 8, 15, "sync protocol" },
		{ 0, 9, 35, "standup" },        { 0, 10, 0, "parser" },
		{ 0, 11, 47, "support: acme" }, { 0, 12, 15, "lunch" },
		{ 0, 13, 5, "parser" },         { 0, 14, 12, "review: auth patch" },
	};
	for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
		story_log(store, logs[i].day, logs[i].hour, logs[i].minute, logs[i].text);
	story_note(store, 0,
	           "# parser\n- arena allocator halves the run time; keep old path\n"
	           "- [ ] ask Lin about 64-bit offsets in the index\n\n# acme call 11:47\n- they want a csv\n- by "
	           "Friday\n");
	return store;
}

/* ---- the stage */

static void keep_message(struct stage *stage)
{
	for (size_t i = 0; i < stage->effects.count; i++) {
		const struct effect *effect = &stage->effects.at[i];
		if (effect->type != EFFECT_MESSAGE)
			continue;
		stage->environment.message.kind = effect->kind;
		stage->environment.message.moment = stage->environment.moment;
		memcpy(stage->environment.message.text, effect->text, sizeof effect->text);
	}
}

void stage_open(struct stage *stage, ts_store *store, ts_time now, int day)
{
	stage->store = store;
	stage->environment = test_environment(store, now);
	stage->view = view_day_create(&stage->environment, story_day(day));
	stage->effects = send_event(stage->view, EVENT_SHOWN);
	keep_message(stage);
}

void stage_close(struct stage *stage)
{
	view_end(stage->view);
	ts_close(stage->store);
}

int stage_story(void **state)
{
	static struct stage stage;

	stage_open(&stage, story_store(), story_now(), 0);
	*state = &stage;
	return 0;
}

int stage_end(void **state)
{
	stage_close(*state);
	return 0;
}

void stage_press(struct stage *stage, const char *key)
{
	stage->environment.message.text[0] = '\0';
	stage->effects = press(stage->view, &stage->environment, key);
	keep_message(stage);
}

void stage_type(struct stage *stage, const char *text)
{
	stage->effects = type_text(stage->view, &stage->environment, text);
}

void stage_retype(struct stage *stage, const char *text)
{
	stage_press(stage, "End");
	stage_press(stage, "C-u");
	stage_type(stage, text);
}

void stage_mouse(struct stage *stage, enum mouse_action action, int x, int y)
{
	struct event event = { .type = EVENT_MOUSE, .as.mouse = { action, x, y, 1 } };
	stage->environment.message.text[0] = '\0';
	stage->effects = (struct effects){ .count = 0 };
	stage->view->ops->update(stage->view, &event, &stage->effects);
	keep_message(stage);
}

void stage_click(struct stage *stage, int x, int y)
{
	stage_mouse(stage, MOUSE_PRESS, x, y);
}

void stage_click_text(struct stage *stage, const char *text)
{
	struct surface *surface = draw_view(stage->view);
	int x = 0, y = 0;
	if (!surface_find(surface, text, &x, &y))
		fail_msg("'%s' is not on the screen", text);
	surface_destroy(surface);
	stage_click(stage, x, y);
}

void stage_pass(struct stage *stage, int64_t milliseconds)
{
	test_pass(&stage->environment, milliseconds);
	stage->effects = send_event(stage->view, EVENT_TICK);
	keep_message(stage);
}

void stage_size(struct stage *stage, int width, int height)
{
	stage->environment.width = width;
	stage->environment.height = height;
	stage->effects = send_event(stage->view, EVENT_RESIZE);
}

void assert_says(const struct stage *stage, enum message_kind kind, const char *text)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_MESSAGE);
	assert_string_equal(effect != NULL ? effect->text : "(nothing is said)", text);
	assert_int_equal(effect->kind, kind);
}

bool stage_shows(const struct stage *stage, const char *text)
{
	struct surface *surface = draw_view(stage->view);
	bool shows = surface_shows(surface, text);
	surface_destroy(surface);
	return shows;
}

void stage_golden(struct stage *stage, const char *name, int width, int height)
{
	char file[128];
	stage_size(stage, width, height);
	struct surface *surface = draw_view(stage->view);
	(void)snprintf(file, sizeof file, "%s_%dx%d", name, width, height);
	golden_check(surface, file);
	surface_destroy(surface);
}

const char *logs_of(ts_store *store, int day, char *out, size_t size)
{
	struct ts_day_view view;
	size_t used = 0;
	char clock[FORMAT_SIZE];
	out[0] = '\0';
	assert_int_equal(ts_day_read(store, story_day(day), story_at(day + 1, 0, 0) - 1, &view), TS_OK);
	for (size_t i = 0; i < view.span_count && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? "|" : "",
		                         format_clock_local(CLOCK_24, view.spans[i].logged, clock), view.spans[i].text);
	ts_day_release(&view);
	return out;
}

bool stage_selected(const struct stage *stage, const char *text)
{
	struct surface *surface = draw_view(stage->view);
	char row[512];
	bool found = false;

	for (int y = 0; y < surface_height(surface); y++) {
		surface_row_text(surface, y, row, sizeof row);
		found = found || (row[0] == '>' && strstr(row, text));
	}
	surface_destroy(surface);
	return found;
}

const struct answer *stage_answer(const struct stage *stage)
{
	const struct effect *effect = effect_find(&stage->effects, EFFECT_CLOSE);
	assert_non_null(effect);
	return &effect->answer;
}

void assert_day(const struct stage *stage, int day, const char *expected)
{
	char logs[2048];
	if (!strstr(logs_of(stage->store, day, logs, sizeof logs), expected))
		fail_msg("'%s' is not in '%s'", expected, logs);
}
