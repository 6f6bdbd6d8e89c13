/* Who comes back: what went on while nobody was there is told, or asked where nobody can have been. */
#include "tests/fake/fake.h"
#include "tests/ui/support_desk.h"

#include <stdio.h>
#include <string.h>

static void log_text(struct desk *desk, const char *text)
{
	desk_key(desk, "Enter");
	desk_type(desk, text);
	desk_key(desk, "Enter");
}

/* No idle lock; parser since 14:12, standup before it. */
static int setup(void **state)
{
	static struct desk desk;
	desk_open_logged_in(&desk);
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(desk.store, &settings), TS_OK);
	settings.idle_lock = 0;
	settings.forgotten_after = 0;
	assert_int_equal(ts_settings_write(desk.store, &settings, desk.moment.now), TS_OK);
	log_text(&desk, "-60 standup");
	log_text(&desk, "parser");
	ui_changed(desk.ui, desk.moment);
	*state = &desk;
	return 0;
}

static int teardown(void **state)
{
	desk_close(*state);
	return 0;
}

static void suspended(struct desk *desk, int minutes)
{
	desk->moment.asleep += minutes * TS_MINUTE;
	desk_sleep(desk, minutes * TS_MINUTE);
}

static const char *logs(struct desk *desk)
{
	static char out[512];
	struct ts_day_view view;
	out[0] = '\0';
	assert_int_equal(ts_day_read(desk->store, ts_day_of(desk->moment.now, 0), desk->moment.now, &view), TS_OK);
	for (size_t i = 0; i < view.span_count; i++) {
		struct ts_civil civil;
		ts_civil_local(view.spans[i].logged, &civil);
		(void)snprintf(out + strlen(out), sizeof out - strlen(out), "%s%02d:%02d %s", i > 0 ? "|" : "",
		               civil.hour, civil.minute, view.spans[i].text);
	}
	ts_day_release(&view);
	return out;
}

static void after_a_suspension_one_key_says_what_it_was(void **state)
{
	struct desk *desk = *state;
	size_t writes = fake_writes(desk->store);
	suspended(desk, 77);
	/* The key that finds it is no log. */
	desk_key(desk, "1");
	assert_int_equal(fake_writes(desk->store), writes);
	assert_true(desk_shows(desk, "Nobody was here from 14:12 to 15:29 (1:17)"));
	desk_golden(desk, "away_100x30");
	desk_key(desk, "1");
	assert_string_equal(logs(desk), "13:12 standup|15:29 parser");
	assert_true(desk_shows(desk, "u takes it back"));
	desk_key(desk, "u");
	assert_string_equal(logs(desk), "13:12 standup|14:12 parser");
}

static void or_off_since_then_or_nothing_is_changed(void **state)
{
	struct desk *desk = *state;
	suspended(desk, 30);
	desk_key(desk, "j");
	desk_key(desk, "9");
	assert_true(desk_shows(desk, "slot 9 is empty"));
	desk_key(desk, "0");
	assert_string_equal(logs(desk), "13:12 standup|14:12 off");
	desk_key(desk, "u");
	suspended(desk, 30);
	desk_key(desk, "j");
	desk_key(desk, "Escape");
	assert_true(desk_shows(desk, "parser it was since 14:42"));
	assert_string_equal(logs(desk), "13:12 standup|14:12 parser");
	/* It is asked once; B asks again. */
	desk_key(desk, "j");
	assert_false(desk_shows(desk, "Nobody was here"));
	desk_key(desk, "B");
	assert_true(desk_shows(desk, "Nobody was here from 14:42 to 15:12"));
}

static void a_short_sleep_and_a_sleep_while_off_ask_nothing(void **state)
{
	struct desk *desk = *state;
	suspended(desk, 5);
	desk_key(desk, "j");
	assert_false(desk_shows(desk, "Nobody was here"));
	desk_key(desk, "0");
	suspended(desk, 100);
	desk_key(desk, "j");
	assert_false(desk_shows(desk, "Nobody was here"));
	desk_key(desk, "B");
	assert_true(desk_shows(desk, "nobody was away for long while something went on"));
}

/* Who works reads no timesheet: an hour without a key is told once, and its next key does what it says. */
static void an_hour_without_a_key_is_told_after_the_key(void **state)
{
	struct desk *desk = *state;
	desk_pass(desk, 65 * TS_MINUTE);
	desk_key(desk, "w");
	assert_true(desk_shows(desk, "this week"));
	desk_key(desk, "q");
	assert_true(desk_shows(desk, "parser since 14:12, with nobody here?   B says what it was"));
	desk_key(desk, "B");
	desk_key(desk, "1");
	assert_string_equal(logs(desk), "13:12 standup|15:17 parser");
}

static void behind_the_idle_lock_it_is_told_at_the_next_login(void **state)
{
	struct desk *desk = *state;
	struct ts_settings settings;
	assert_int_equal(ts_settings_read(desk->store, &settings), TS_OK);
	settings.idle_lock = 10;
	assert_int_equal(ts_settings_write(desk->store, &settings, desk->moment.now), TS_OK);
	ui_changed(desk->ui, desk->moment);
	suspended(desk, 40);
	desk_key(desk, "j");
	assert_false(ts_logged_in(desk->store));
	desk_type(desk, CARD_PASSWORD);
	desk_key(desk, "Enter");
	desk_pump(desk);
	assert_true(ts_logged_in(desk->store));
	assert_true(desk_shows(desk, "Nobody was here from 14:12 to 14:52"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(after_a_suspension_one_key_says_what_it_was),
		TEST(or_off_since_then_or_nothing_is_changed),
		TEST(a_short_sleep_and_a_sleep_while_off_ask_nothing),
		TEST(an_hour_without_a_key_is_told_after_the_key),
		TEST(behind_the_idle_lock_it_is_told_at_the_next_login),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
