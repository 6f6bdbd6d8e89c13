/* settings: every key, and values that are none. */
#include "support_pipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = ada_logged_in();
	return 0;
}

static int teardown(void **state)
{
	ada_destroy(*state);
	return 0;
}

static void without_a_key_all_are_shown(void **state)
{
	EXPECT(*state, 0,
	       "day-start       00:00\n"
	       "target          40:00\n"
	       "theme           dark\n"
	       "idle-lock       10\n"
	       "forgotten-after 12\n"
	       "mouse           on\n"
	       "stay            off\n",
	       "", "settings");
}

static void every_key_takes_its_values_and_keeps_them(void **state)
{
	static const char *const values[][3] = {
		{ "day-start", "04:00", "04:00\n" }, { "day-start", "4", "04:00\n" },
		{ "day-start", "12:00", "12:00\n" }, { "day-start", "0", "00:00\n" },
		{ "target", "38:30", "38:30\n" },    { "target", "0", "0:00\n" },
		{ "target", "168", "168:00\n" },     { "theme", "light", "light\n" },
		{ "theme", "dark", "dark\n" },       { "idle-lock", "0", "0\n" },
		{ "idle-lock", "1440", "1440\n" },   { "forgotten-after", "0", "0\n" },
		{ "forgotten-after", "48", "48\n" }, { "mouse", "off", "off\n" },
		{ "mouse", "on", "on\n" },           { "stay", "on", "on\n" },
		{ "stay", "off", "off\n" },
	};

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		EXPECT(*state, 0, "", "", "settings", values[i][0], values[i][1]);
		EXPECT(*state, 0, "", "", "settings", values[i][0], values[i][1]);
		EXPECT(*state, 0, values[i][2], "", "settings", values[i][0]);
	}
}

static void a_value_that_is_none_changes_nothing(void **state)
{
	static const char *const values[][2] = {
		{ "day-start", "12:01" },
		{ "day-start", "13:00" },
		{ "day-start", "4:60" },
		{ "day-start", "4:5" },
		{ "day-start", "" },
		{ "day-start", "x" },
		{ "day-start", "-1" },
		{ "day-start", "+4" },
		{ "target", "168:01" },
		{ "target", "40h" },
		{ "target", "99999999999" },
		{ "theme", "pink" },
		{ "theme", "" },
		{ "theme", "a-theme-name-that-is-too-long" },
		{ "idle-lock", "1441" },
		{ "idle-lock", "10:00" },
		{ "idle-lock", "-5" },
		{ "forgotten-after", "49" },
		{ "forgotten-after", "1.5" },
		{ "mouse", "maybe" },
		{ "mouse", "ON" },
		{ "stay", "1" },
		{ "day-start", " 4" },
	};

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		EXPECT(*state, 1, "", "is no value for", "settings", values[i][0], values[i][1]);
	without_a_key_all_are_shown(state);
}

static void unknown_keys_and_too_many_words_are_wrong_usage(void **state)
{
	EXPECT(*state, 2, "", "unknown setting 'tagret', did you mean 'target'?", "settings", "tagret");
	EXPECT(*state, 2, "", "unknown setting 'colour'; usage", "settings", "colour", "blue");
	EXPECT(*state, 2, "", "unexpected 'hours'", "settings", "target", "40", "hours");
	EXPECT_WITH(*state, &((const struct run_options){ .output_file = "/dev/full" }), 1, "", "cannot write",
	            "settings");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_key_all_are_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(every_key_takes_its_values_and_keeps_them, setup, teardown),
		cmocka_unit_test_setup_teardown(a_value_that_is_none_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_keys_and_too_many_words_are_wrong_usage, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
