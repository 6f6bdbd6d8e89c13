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
	       "empty-days      off\n"
	       "leave           0\n"
	       "breaks          off\n"
	       "theme           auto\n"
	       "idle-lock       10\n"
	       "forgotten-after 12\n"
	       "mouse           on\n"
	       "stay            off\n"
	       "number-row      digits\n",
	       "", "settings");
}

static void every_key_takes_its_values_and_keeps_them(void **state)
{
	static const char *const values[][3] = {
		{ "day-start", "04:00", "04:00\n" },
		{ "day-start", "4", "04:00\n" },
		{ "day-start", "12:00", "12:00\n" },
		{ "day-start", "0", "00:00\n" },
		{ "target", "38:30", "38:30\n" },
		{ "target", "0", "0:00\n" },
		{ "target", "168", "168:00\n" },
		{ "empty-days", "count", "count\n" },
		{ "empty-days", "off", "off\n" },
		{ "leave", "28.5", "28.5\n" },
		{ "leave", "366", "366\n" },
		{ "leave", "0", "0\n" },
		{ "theme", "light", "light\n" },
		{ "theme", "dark", "dark\n" },
		{ "theme", "safe", "safe\n" },
		{ "theme", "auto", "auto\n" },
		{ "idle-lock", "0", "0\n" },
		{ "idle-lock", "1440", "1440\n" },
		{ "forgotten-after", "0", "0\n" },
		{ "forgotten-after", "48", "48\n" },
		{ "mouse", "off", "off\n" },
		{ "mouse", "on", "on\n" },
		{ "stay", "on", "on\n" },
		{ "stay", "off", "off\n" },
		{ "number-row", "azerty", "azerty\n" },
		{ "number-row", "digits", "digits\n" },
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
		{ "number-row", "qwerty" },
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

/* The user's own export, as its JSON says the same in any clock: "time" is local with its offset. */
static char *logs_exported(struct sandbox *sandbox)
{
	struct run run = program_run(sandbox, NULL, WORDS("export", "--format", "json", "2026"));

	assert_int_equal(run.status, 0);
	char *text = strdup(run.output);
	assert_non_null(text);
	run_release(&run);
	return text;
}

static void no_setting_zone_or_locale_changes_what_is_logged(void **state)
{
	static const char *const settings[][2] = {
		{ "day-start", "04:00" }, { "target", "20" }, { "theme", "light" }, { "forgotten-after", "1" }
	};
	static const char *const variables[] = { "TZ=NZST-12NZDT,M9.5.0,M4.1.0/3", "TZ=UTC0", "LC_ALL=C",
		                                 "LC_ALL=en_US.UTF-8", "LC_ALL=nowhere" };

	/* Around midnight, in the hour before a day might start, and with a date as a text. */
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-03-04 23:59", "04/03/2026 or 03/04/2026?");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-03-05 03:30", "night");
	EXPECT(*state, 0, NULL, "", "log", "--at", "2026-07-01 12:00", "off");
	char *before = logs_exported(*state);
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
		EXPECT(*state, 0, "", "", "settings", settings[i][0], settings[i][1]);
	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		EXPECT_WITH(*state, VARIABLES(variables[i]), 0, NULL, "", "log", "elsewhere");
		EXPECT_WITH(*state, VARIABLES(variables[i]), 0, NULL, "", "undo");
	}
	char *after = logs_exported(*state);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(without_a_key_all_are_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(every_key_takes_its_values_and_keeps_them, setup, teardown),
		cmocka_unit_test_setup_teardown(a_value_that_is_none_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_keys_and_too_many_words_are_wrong_usage, setup, teardown),
		cmocka_unit_test_setup_teardown(no_setting_zone_or_locale_changes_what_is_logged, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
