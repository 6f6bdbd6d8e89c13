/* Lines of a configuration: what they mean, and what is said of those that mean nothing. */
#include "tests/ui/support.h"
#include "ui/config/config.h"
#include "ui/config/config_style.h"

#include <string.h>

static void read_text(struct config *config, const char *text)
{
	config_init(config);
	config_read(config, text, strlen(text));
}

/* The text is one line, and this is wrong with it. */
static void assert_complains(const char *text, const char *complaint)
{
	struct config config;

	read_text(&config, text);
	if (config.complaint_count != 1 || !strstr(config.complaints[0].text, complaint))
		fail_msg("'%s': %zu complaints, the first '%s', not '%s'", text, config.complaint_count,
		         config.complaint_count > 0 ? config.complaints[0].text : "", complaint);
	assert_int_equal(config.complaints[0].source.line, 1);
	config_release(&config);
}

static void keys_have_their_values_whatever_blanks_stand_around(void **state)
{
	struct config config;

	(void)state;
	read_text(&config, "# a remark\n\n  theme   =light # mine\r\nnumber-row=azerty\n\tidle-lock = 30");
	assert_int_equal(config.complaint_count, 0);
	assert_string_equal(config_word(&config, CONFIG_THEME), "light");
	assert_string_equal(config_word(&config, CONFIG_NUMBER_ROW), "azerty");
	assert_int_equal(config_value(&config, CONFIG_IDLE_LOCK), 30);
	assert_int_equal(config.sources[CONFIG_IDLE_LOCK].line, 5);
	assert_int_equal(config_value(&config, CONFIG_MOUSE), CONFIG_UNSAID);
	config_release(&config);
	assert_int_equal(config_value(NULL, CONFIG_THEME), CONFIG_UNSAID);
	assert_null(config_word(NULL, CONFIG_THEME));
}

static void a_bad_line_is_named_with_the_nearest_word(void **state)
{
	(void)state;
	assert_complains("them = dark", "there is no key 'them', did you mean 'theme'?");
	assert_complains("zzzzzz = 1", "there is no key 'zzzzzz'");
	assert_complains("theme = ligth", "did you mean 'light'?");
	assert_complains("theme = zzzzzz", "these are: auto dark light contrast safe slate paper");
	assert_complains("idle-lock = 1441", "a number from 0 to 1440 is wanted");
	assert_complains("idle-lock = -1", "a number from 0 to 1440 is wanted");
	assert_complains("idle-lock = 99999999999", "a number from 0 to 1440 is wanted");
	assert_complains("theme", "one value is wanted");
	assert_complains("theme light", "one value is wanted");
	assert_complains("theme = dark light", "one value is wanted");
	assert_complains("the theme = dark", "there is no key 'the'");
	assert_complains("= dark", "no key stands before");
	assert_complains("theme = \x1b[31m", "is no value");
	assert_complains("a b c d e f g h i j k l m n", "too many words");
	assert_complains("style headin = red", "did you mean 'heading'?");
	assert_complains("style heading", "a style is set like this");
	assert_complains("style heading = rouge", "'rouge' is no colour");
	assert_complains("colour 3", "a colour of activities is set like this");
	assert_complains("colour 3 = red bold", "a colour of activities is set like this");
	assert_complains("colour 0 = red", "'0' is no colour of activities: they are 1 to 12");
	assert_complains("colour 13 = red", "'13' is no colour of activities");
	assert_complains("colour parser = red", "'parser' is no colour of activities");
	assert_complains("colour 3 = default", "'default' is no colour");
	assert_complains("colour 3 = rouge", "'rouge' is no colour");
	assert_complains("style heading = 7", "'7' is no colour");
	assert_complains("style heading = #12345", "'#12345' is no colour");
	assert_complains("style heading = red blink", "'blink' is no colour or attribute");
	assert_complains("bind day Q", "a key is bound like this");
}

static void every_theme_can_be_named(void **state)
{
	const char *const *words = config_meaning(CONFIG_THEME)->words;

	(void)state;
	assert_string_equal(words[0], "auto");
	for (size_t i = 0; i < theme_count; i++)
		assert_string_equal(words[i + 1], themes[i].name);
	assert_null(words[theme_count + 1]);
}

static void the_rest_holds(void **state)
{
	struct config config;
	char notice[256];

	(void)state;
	read_text(&config, "nothing\nmouse = off\nmouse = on\n");
	assert_int_equal(config_value(&config, CONFIG_MOUSE), 0);
	assert_int_equal(config.complaint_count, 2);
	assert_string_equal(config.complaints[1].text, "'mouse' stands in line 2 already");
	assert_true(config_notice(&config, notice, sizeof notice));
	assert_string_equal(notice, "config, line 1: there is no key 'nothing' (1 more: timesheet config --check)");
	config_release(&config);
}

static void lines_that_are_no_text_harm_nothing(void **state)
{
	static const char zero[] = "theme = dark\0light\nmouse = off\n";
	char text[2000];
	struct config config;

	(void)state;
	config_init(&config);
	config_read(&config, zero, sizeof zero - 1);
	assert_int_equal(config.complaint_count, 1);
	assert_int_equal(config_value(&config, CONFIG_THEME), CONFIG_UNSAID);
	assert_int_equal(config_value(&config, CONFIG_MOUSE), 0);
	config_release(&config);
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	assert_complains(text, "the line is too long");
}

static void what_is_said_is_clean_for_a_terminal(void **state)
{
	struct config config;

	(void)state;
	read_text(&config, "\x1b]0;x\x07 = 1\nbind day \x1b[A quit\nstyle heading = \xff\x9b");
	assert_int_equal(config.complaint_count, 3);
	for (size_t i = 0; i < config.complaint_count; i++) {
		for (const char *at = config.complaints[i].text; *at; at++)
			assert_true((unsigned char)*at >= ' ' && *at != 0x7f);
	}
	config_release(&config);
}

static void environment_wins_over_the_file_and_the_command_line_over_both(void **state)
{
	struct config config;

	(void)state;
	config_init(&config);
	config_take(&config, CONFIG_THEME, "light", CONFIG_OF_COMMAND_LINE, "--set");
	config_take(&config, CONFIG_MOUSE, "off", CONFIG_OF_ENVIRONMENT, "TIMESHEET_MOUSE");
	config_take(&config, CONFIG_THEME, "dark", CONFIG_OF_ENVIRONMENT, "TIMESHEET_THEME");
	static const char text[] = "theme = auto\nmouse = on\nidle-lock = 3";
	config_read(&config, text, strlen(text));
	assert_int_equal(config.complaint_count, 0);
	assert_string_equal(config_word(&config, CONFIG_THEME), "light");
	assert_int_equal(config_value(&config, CONFIG_MOUSE), 0);
	assert_int_equal(config_value(&config, CONFIG_IDLE_LOCK), 3);
	config_take(&config, CONFIG_IDLE_LOCK, "x", CONFIG_OF_ENVIRONMENT, "TIMESHEET_IDLE_LOCK");
	assert_int_equal(config.complaint_count, 1);
	assert_int_equal(strncmp(config.complaints[0].text, "TIMESHEET_IDLE_LOCK: 'x'", 24), 0);
	assert_int_equal(config_value(&config, CONFIG_IDLE_LOCK), 3);
	config_release(&config);
}

static void a_colour_of_activities_looks_as_its_line_says(void **state)
{
	struct config config;
	struct theme theme;
	const struct look bar = { STYLE_BAR, 0, 3, 0 };

	(void)state;
	read_text(&config, "colour 3 = #000080\ncolour 12 = yellow # loud\n");
	assert_int_equal(config.complaint_count, 0);
	config_theme(&config, &themes[0], &theme);
	assert_int_equal(theme.palette[3], 0x000080);
	assert_int_equal(theme.palette8[3], 4);
	assert_int_equal(theme.palette[12], 0xcdcd00);
	assert_int_equal(theme.palette[4], themes[0].palette[4]);
	/* What stands on it is read. */
	assert_int_equal(theme_resolve(&theme, bar, STYLE_PLAIN, THEME_RGB).ink, 0xffffff);
	assert_int_equal(theme_resolve(&themes[0], bar, STYLE_PLAIN, THEME_RGB).ink, themes[0].palette_text);
	config_release(&config);
	read_text(&config, "colour 3 = red\ncolour 3 = blue\n");
	assert_int_equal(config.complaint_count, 1);
	assert_non_null(strstr(config.complaints[0].text, "colour 3 is set in line 1 already"));
	config_release(&config);
}

static void a_style_is_the_themes_but_for_what_its_line_says(void **state)
{
	struct config config;
	struct theme theme;
	char parts[96];

	(void)state;
	read_text(&config,
	          "style heading = #ff0000\nstyle frame = - 240 bold underline\nstyle time = default default plain\n"
	          "style note-heading = blue yellow\n");
	assert_int_equal(config.complaint_count, 0);
	config_theme(&config, &themes[0], &theme);
	const struct theme_style *heading = &theme.styles[STYLE_HEADING], *frame = &theme.styles[STYLE_FRAME];
	assert_int_equal(heading->ink, 0xff0000);
	assert_int_equal(heading->ink8, 1);
	assert_int_equal(heading->paper, themes[0].styles[STYLE_HEADING].paper);
	assert_int_equal(heading->attributes, themes[0].styles[STYLE_HEADING].attributes);
	assert_int_equal(frame->ink, themes[0].styles[STYLE_FRAME].ink);
	assert_int_equal(frame->paper, 0x585858);
	assert_int_equal(frame->attributes, ATTRIBUTE_BOLD | ATTRIBUTE_UNDERLINE);
	assert_int_equal(frame->mono, themes[0].styles[STYLE_FRAME].mono);
	assert_int_equal(theme.styles[STYLE_TIME].ink, THEME_DEFAULT);
	assert_int_equal(theme.styles[STYLE_NOTE_HEADING].ink8, 4);
	assert_memory_equal(&theme.styles[STYLE_DIM], &themes[0].styles[STYLE_DIM], sizeof theme.styles[0]);
	assert_string_equal(config_style_print(&config.styles[STYLE_FRAME], parts, sizeof parts),
	                    "- #585858 bold underline");
	assert_string_equal(config_style_print(&config.styles[STYLE_TIME], parts, sizeof parts),
	                    "default default plain");
	config_release(&config);
}

static void ink_and_paper_are_two_with_eight_colours_too(void **state)
{
	struct config config;
	struct theme theme;

	(void)state;
	read_text(&config,
	          "style title = #ff0000 #aa0000\nstyle frame = #111111 #222222\nstyle error = blue #0000aa\n");
	config_theme(&config, &themes[0], &theme);
	for (int i = 0; i < STYLE_COUNT; i++)
		assert_false(theme.styles[i].ink8 >= 0 && theme.styles[i].ink8 == theme.styles[i].paper8);
	config_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_their_values_whatever_blanks_stand_around),
		cmocka_unit_test(a_bad_line_is_named_with_the_nearest_word),
		cmocka_unit_test(every_theme_can_be_named),
		cmocka_unit_test(the_rest_holds),
		cmocka_unit_test(lines_that_are_no_text_harm_nothing),
		cmocka_unit_test(what_is_said_is_clean_for_a_terminal),
		cmocka_unit_test(environment_wins_over_the_file_and_the_command_line_over_both),
		cmocka_unit_test(a_colour_of_activities_looks_as_its_line_says),
		cmocka_unit_test(a_style_is_the_themes_but_for_what_its_line_says),
		cmocka_unit_test(ink_and_paper_are_two_with_eight_colours_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
