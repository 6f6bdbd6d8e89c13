/* Every screen at six sizes, from a phone upright to a whole wall: golden/screens/NAME/WIDTHxHEIGHT.screen. */
#include "tests/fake/fake.h"
#include "tests/ui/support_desk.h"
#include "tests/ui/support_report.h"

#include <stdio.h>
#include <string.h>

/* The heights that belong to the widths. */
static const struct {
	int width, height;
} sizes[] = { { 45, 16 }, { 60, 20 }, { 80, 24 }, { 100, 30 }, { 140, 40 }, { 200, 50 } };
enum { SIZES = sizeof sizes / sizeof sizes[0] };

static ts_store *locked(ts_store *store)
{
	ts_lock(store);
	return store;
}

static ts_store *the_story(void)
{
	return locked(story_store());
}

/* Ordinary weeks, two of leave, a holiday. */
static ts_store *the_months(void)
{
	struct ts_done done;
	ts_store *store = months_store();
	const struct ts_day_mark leave = { .kind = TS_MARK_LEAVE };
	const struct ts_day_mark holiday = { .kind = TS_MARK_HOLIDAY, .text = "Unity Day" };
	assert_int_equal(
	        ts_day_mark_set(store, (struct ts_range){ story_day(-60), story_day(-47) }, &leave, story_now(), &done),
	        TS_OK);
	assert_int_equal(ts_day_mark_set(store, (struct ts_range){ story_day(-20), story_day(-20) }, &holiday,
	                                 story_now(), &done),
	                 TS_OK);
	return locked(store);
}

/* The question comes where the screen was not locked meanwhile. */
static ts_store *never_locked(void)
{
	ts_store *store = story_store();
	struct ts_settings settings = ts_settings_default();
	settings.idle_lock = 0;
	assert_int_equal(ts_settings_write(store, &settings, story_now()), TS_OK);
	return locked(store);
}

static ts_store *an_end_forgotten(void)
{
	ts_store *store = story_activities();
	story_log(store, -1, 17, 0, "parser");
	return locked(store);
}

/* What is done at the keyboard until a screen shows: keys by their names; a word that begins with a quote is typed,
 * LOGIN is the password and Enter, SLEEP is an hour in which the machine slept. */
static const struct screen {
	const char *name;
	ts_store *(*store)(void);
	const char *script;
} screens[] = {
	{ "registration", store_without_users, "" },
	{ "recovery-code", store_without_users, "'ada Tab PASSWORD Tab PASSWORD Enter" },
	{ "login", the_story, "" },
	{ "day", the_story, "LOGIN" },
	{ "day-totals", the_story, "LOGIN Tab" },
	{ "notes", the_story, "LOGIN n" },
	{ "picker", the_story, "LOGIN Enter 'pa" },
	{ "edit", the_story, "LOGIN e" },
	{ "insert", the_story, "LOGIN i" },
	{ "goto", the_story, "LOGIN : '12" },
	{ "mark", the_story, "LOGIN o" },
	{ "search", the_story, "LOGIN / 'par" },
	{ "activities", the_story, "LOGIN A" },
	{ "activity", the_story, "LOGIN A e" },
	{ "settings", the_story, "LOGIN s" },
	{ "owed", the_story, "LOGIN s S-Tab S-Tab Enter" },
	{ "help", the_story, "LOGIN ?" },
	{ "lock", the_story, "LOGIN z" },
	{ "away", never_locked, "LOGIN SLEEP j" },
	{ "forgotten", an_end_forgotten, "LOGIN" },
	{ "week", the_months, "LOGIN w" },
	{ "week-grid", the_months, "LOGIN w Tab" },
	{ "week-logs", the_months, "LOGIN w Enter" },
	{ "month", the_months, "LOGIN h m" },
	{ "month-grid", the_months, "LOGIN h m Tab" },
	{ "year", the_months, "LOGIN h y" },
	{ "range", the_months, "LOGIN r" },
	{ "report", the_months, "LOGIN r 'q3 Enter" },
};
enum { SCREENS = sizeof screens / sizeof screens[0] };

static void act(struct desk *desk, const char *word)
{
	if (word[0] == '\'') {
		desk_type(desk, word + 1);
	} else if (strcmp(word, "PASSWORD") == 0) {
		desk_type(desk, CARD_PASSWORD);
	} else if (strcmp(word, "LOGIN") == 0) {
		desk_type(desk, CARD_PASSWORD);
		desk_key(desk, "Enter");
	} else if (strcmp(word, "SLEEP") == 0) {
		desk->moment.asleep += TS_HOUR;
		desk_sleep(desk, TS_HOUR);
	} else {
		desk_key(desk, word);
	}
}

static void screen_open(struct desk *desk, const struct screen *screen)
{
	char script[128], *rest = script;
	desk_open(desk, screen->store());
	desk_pass(desk, story_now() - desk->moment.now);
	(void)snprintf(script, sizeof script, "%s", screen->script);
	for (char *word = strtok_r(script, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		act(desk, word);
}

static void they_look_like_this_at_every_size(void **state)
{
	(void)state;
	for (int i = 0; i < SCREENS; i++) {
		struct desk desk;
		screen_open(&desk, &screens[i]);
		for (int size = 0; size < SIZES; size++) {
			char name[96];
			(void)snprintf(name, sizeof name, "screens/%s/%dx%d", screens[i].name, sizes[size].width,
			               sizes[size].height);
			desk_resize(&desk, sizes[size].width, sizes[size].height);
			desk_golden(&desk, name);
		}
		desk_close(&desk);
	}
}

/* What is drawn, and signs that stand for words; keys are called what they are, and "<1%" is read well. */
static void assert_no_sign(const struct surface *surface, int x, int y, const char *name)
{
	const struct cell *cell = surface_cell(surface, x, y);
	const uint32_t sign = cell->characters[0], next = surface_cell(surface, x + 1, y)->characters[0];
	const bool drawn = sign >= 0x2500 && sign <= 0x28ff;
	const bool stands = sign == '>' || sign == '|' || sign == '^' || sign == '~' || sign == '*' ||
	                    (sign == '<' && (next < '0' || next > '9'));
	if (drawn || (stands && cell->look.style != STYLE_KEY))
		fail_msg("%s has the sign U+%04x at %d,%d", name, (unsigned)sign, x, y);
}

static void read_aloud_they_have_words_and_a_cursor(void **state)
{
	(void)state;
	for (int i = 0; i < SCREENS; i++) {
		struct desk desk;
		struct surface *surface = surface_create(100, 30);
		char name[96];
		int x, y;
		screen_open(&desk, &screens[i]);
		surface_set_plain(surface, true);
		surface_set_tints(surface, true);
		desk_resize(&desk, 100, 30);
		ui_draw(desk.ui, surface, desk.moment);
		surface_cursor_at(surface, &x, &y);
		if (x < 0)
			fail_msg("no cursor on %s", screens[i].name);
		for (int cell = 0; cell < 100 * 30; cell++)
			assert_no_sign(surface, cell % 100, cell / 100, screens[i].name);
		(void)snprintf(name, sizeof name, "screens/%s/plain", screens[i].name);
		golden_check(surface, name);
		surface_destroy(surface);
		desk_close(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_like_this_at_every_size),
		cmocka_unit_test(read_aloud_they_have_words_and_a_cursor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
