/* The same day on terminals of many kinds: with and without colours, with and without box lines. */
#include "support.h"

#include <string.h>

static bool shows_colour(struct terminal *terminal)
{
	for (int y = 0; y < terminal_height(terminal); y++) {
		for (int x = 0; x < terminal_width(terminal); x++) {
			struct shown shown = terminal_cell(terminal, x, y);
			if (shown.ink >= 0 || shown.paper >= 0)
				return true;
		}
	}
	return false;
}

static bool shows_beyond_ascii(struct terminal *terminal)
{
	for (int y = 0; y < terminal_height(terminal); y++) {
		for (const char *at = terminal_row(terminal, y); *at; at++) {
			if ((unsigned char)*at >= 0x80)
				return true;
		}
	}
	return false;
}

static struct terminal *day_shown(struct sandbox *sandbox, const struct terminal_options *options)
{
	struct terminal *terminal = story_begin(sandbox, options);

	story_log(terminal, "9:00 email & triage");
	story_log(terminal, "10:30 parser");
	story_log(terminal, "12:15 lunch");
	story_log(terminal, "13:05 parser");
	story_assert_sees(terminal, "09:00", "email & triage");
	story_assert_sees(terminal, "10:30", "parser");
	story_assert_sees(terminal, "12:15", "lunch");
	story_assert_sees(terminal, "13:05", "parser");
	return terminal;
}

static void end(struct terminal *terminal, struct sandbox *sandbox)
{
	assert_int_equal(terminal_quit(terminal), 0);
	terminal_destroy(terminal);
	sandbox_destroy(sandbox);
}

static void every_usual_terminal_shows_the_day(void **state)
{
	static const struct {
		const char *name;
		bool colour;
	} terminals[] = {
		{ "newer-than-terminfo", true }, { "vt100", false },        { "xterm", true },
		{ "xterm-256color", true },      { "linux", true },         { "screen", true },
		{ "screen-256color", true },     { "tmux-256color", true }, { "rxvt-unicode-256color", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof terminals / sizeof terminals[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		struct terminal *terminal = day_shown(sandbox, &(struct terminal_options){ .term = terminals[i].name });
		assert_int_equal(shows_colour(terminal), terminals[i].colour);
		end(terminal, sandbox);
	}
}

static void no_color_leaves_none_and_still_marks_the_selection(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { "NO_COLOR=1", NULL };
	struct terminal *terminal = day_shown(sandbox, &(struct terminal_options){ .environment = environment });
	int x, y;

	(void)state;
	assert_false(shows_colour(terminal));
	assert_true(terminal_find(terminal, "13:05", &x, &y));
	struct shown shown = terminal_cell(terminal, x, y);
	assert_true(shown.reverse || shown.bold || shown.underline || strchr(terminal_row(terminal, y), '>'));
	end(terminal, sandbox);
}

/* The legend has each of the four in front of "target met". */
static void the_heat_map_is_of_grounds_where_they_show(void **state)
{
	static const struct {
		const char *term, *variable;
		bool tints;
	} terminals[] = { { "xterm-256color", "X=", true }, { "linux", "X=", false }, { NULL, "NO_COLOR=1", false } };

	(void)state;
	for (size_t i = 0; i < sizeof terminals / sizeof terminals[0]; i++) {
		struct sandbox *sandbox = sandbox_create();
		const char *const environment[] = { terminals[i].variable, NULL };
		struct terminal *terminal = day_shown(
		        sandbox, &(struct terminal_options){ .term = terminals[i].term, .environment = environment });
		int x, y;
		terminal_press(terminal, "m");
		terminal_wait_text(terminal, "target met");
		assert_true(terminal_find(terminal, "target met", &x, &y));
		assert_int_equal(terminal_cell(terminal, x - 2, y).paper >= 0, terminals[i].tints);
		assert_int_equal(strstr(terminal_row(terminal, y), "\u2593") != NULL, !terminals[i].tints);
		terminal_press(terminal, "q");
		terminal_wait_gone(terminal, "target met");
		end(terminal, sandbox);
	}
}

static void an_empty_no_color_means_nothing(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { "NO_COLOR=", NULL };
	struct terminal *terminal = day_shown(sandbox, &(struct terminal_options){ .environment = environment });

	(void)state;
	assert_true(shows_colour(terminal));
	end(terminal, sandbox);
}

static void a_locale_without_unicode_gets_plain_ascii(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	struct terminal *terminal = day_shown(sandbox, &(struct terminal_options){ .locale = "C" });

	(void)state;
	assert_false(shows_beyond_ascii(terminal));
	end(terminal, sandbox);
}

static void without_any_locale_unicode_is_assumed(void **state)
{
	struct sandbox *sandbox = sandbox_create();
	const char *const environment[] = { "LC_ALL=", NULL };
	struct terminal *terminal = day_shown(sandbox, &(struct terminal_options){ .environment = environment });

	(void)state;
	assert_true(shows_beyond_ascii(terminal));
	end(terminal, sandbox);
}

static void a_light_terminal_begins_with_dark_ink(void **state)
{
	struct sandbox *dark_sandbox = sandbox_create(), *light_sandbox = sandbox_create();
	const char *const environment[] = { "COLORFGBG=0;15", NULL };
	struct terminal *dark = terminal_open(dark_sandbox, NULL);
	struct terminal *light = terminal_open(light_sandbox, &(struct terminal_options){ .environment = environment });
	bool differs = false;

	(void)state;
	for (int y = 0; y < terminal_height(dark); y++) {
		assert_string_equal(terminal_row(dark, y), terminal_row(light, y));
		for (int x = 0; x < terminal_width(dark); x++)
			differs = differs || terminal_cell(dark, x, y).ink != terminal_cell(light, x, y).ink;
	}
	assert_true(differs);
	terminal_press(dark, "<C-q>");
	terminal_press(light, "<C-q>");
	assert_int_equal(terminal_wait_exit(dark), 0);
	assert_int_equal(terminal_wait_exit(light), 0);
	terminal_destroy(dark);
	terminal_destroy(light);
	sandbox_destroy(dark_sandbox);
	sandbox_destroy(light_sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_usual_terminal_shows_the_day),
		cmocka_unit_test(no_color_leaves_none_and_still_marks_the_selection),
		cmocka_unit_test(the_heat_map_is_of_grounds_where_they_show),
		cmocka_unit_test(an_empty_no_color_means_nothing),
		cmocka_unit_test(a_locale_without_unicode_gets_plain_ascii),
		cmocka_unit_test(without_any_locale_unicode_is_assumed),
		cmocka_unit_test(a_light_terminal_begins_with_dark_ink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
