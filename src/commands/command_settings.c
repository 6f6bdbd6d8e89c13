/* settings: shows and changes what the settings screen edits. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/commands/settings.h"
#include "src/system/config_file.h"
#include "ui/base/alloc.h"
#include "ui/base/distance.h"
#include "ui/base/hours.h"
#include "ui/draw/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind {
	KIND_EMPTY,
	KIND_LEAVE,
	KIND_BREAKS,
	KIND_CLOCK,
	KIND_HOURS,
	KIND_MINUTES,
	KIND_WHOLE_HOURS,
	KIND_SWITCH,
	KIND_THEME,
	KIND_ROW
};

struct setting {
	const char *key;
	enum kind kind;
	size_t offset; /* in struct ts_settings */
	const char *example;
};

/* clang-format off */
static const struct setting settings[] = {
	{ "day-start", KIND_CLOCK, offsetof(struct ts_settings, day_start), "04:00, from 00:00 to 12:00" },
	{ "target", KIND_HOURS, offsetof(struct ts_settings, weekly_target), "38:30, hours a week; 0 for none" },
	{ "empty-days", KIND_EMPTY, offsetof(struct ts_settings, count_empty), "off, or count: days without work and mark owe their target" },
	{ "leave", KIND_LEAVE, offsetof(struct ts_settings, leave), "30, or 28.5: days of leave a year; 0 is not counted" },
	{ "breaks", KIND_BREAKS, offsetof(struct ts_settings, breaks), "on, off, or 6:00/0:30,10:00: over 6 hours 30 minutes, at most 10 hours" },
	{ "theme", KIND_THEME, offsetof(struct ts_settings, theme), "auto (as the terminal is), dark, light, contrast, safe, slate or paper" },
	{ "idle-lock", KIND_MINUTES, offsetof(struct ts_settings, idle_lock), "10, minutes without a key; 0 never locks" },
	{ "forgotten-after", KIND_WHOLE_HOURS, offsetof(struct ts_settings, forgotten_after), "12, hours; 0 never asks" },
	{ "mouse", KIND_SWITCH, offsetof(struct ts_settings, mouse), "on or off" },
	{ "stay", KIND_SWITCH, offsetof(struct ts_settings, stay), "on or off: the screen starts without asking while logged in" },
	{ "number-row", KIND_ROW, offsetof(struct ts_settings, number_row), "digits, or azerty: its unshifted keys mean the digits" },
};
/* clang-format on */
enum { SETTING_COUNT = sizeof settings / sizeof settings[0] };

const char *setting_name(size_t index, const char **example)
{
	if (index >= SETTING_COUNT)
		return NULL;
	*example = settings[index].example;
	return settings[index].key;
}

static int *number_of(struct ts_settings *values, const struct setting *setting)
{
	return (int *)(void *)((char *)values + setting->offset);
}

static bool *switch_of(struct ts_settings *values, const struct setting *setting)
{
	return (bool *)(void *)((char *)values + setting->offset);
}

static enum ts_number_row *row_of(struct ts_settings *values, const struct setting *setting)
{
	return (enum ts_number_row *)(void *)((char *)values + setting->offset);
}

static void value_print(struct ts_settings *values, const struct setting *setting)
{
	char days[HOURS_SIZE], breaks[TS_BREAKS_SIZE];

	switch (setting->kind) {
	case KIND_EMPTY:
		(void)puts(*switch_of(values, setting) ? "count" : "off");
		break;
	case KIND_LEAVE:
		(void)puts(hours_format_days(*number_of(values, setting), days));
		break;
	case KIND_BREAKS:
		(void)puts(ts_breaks_words(&values->breaks, breaks));
		break;
	case KIND_CLOCK:
		(void)printf("%02d:%02d\n", *number_of(values, setting) / 60, *number_of(values, setting) % 60);
		break;
	case KIND_HOURS:
		(void)printf("%d:%02d\n", *number_of(values, setting) / 60, *number_of(values, setting) % 60);
		break;
	case KIND_MINUTES:
	case KIND_WHOLE_HOURS:
		(void)printf("%d\n", *number_of(values, setting));
		break;
	case KIND_SWITCH:
		(void)puts(*switch_of(values, setting) ? "on" : "off");
		break;
	case KIND_THEME:
		(void)puts(values->theme);
		break;
	case KIND_ROW:
		(void)puts(*row_of(values, setting) == TS_NUMBER_ROW_AZERTY ? "azerty" : "digits");
		break;
	}
}

/* A whole number, optionally with ":MM" behind it; everything in minutes then. */
static bool number_parse(const char *text, bool clock, int *out)
{
	char *end;
	long whole = strtol(text, &end, 10), minutes = 0;
	/* strtol would take space and a sign. */
	if (text[0] < '0' || text[0] > '9' || whole > 100000)
		return false;
	if (clock && *end == ':') {
		const char *from = end + 1;
		minutes = strtol(from, &end, 10);
		if (strspn(from, "0123456789") != 2 || minutes > 59)
			return false;
	}
	if (*end != '\0')
		return false;
	*out = (int)(clock ? whole * 60 + minutes : whole);
	return true;
}

/* Days, perhaps with a half: in half days. */
static bool half_days_parse(const char *text, int *out)
{
	char *end;
	long whole = strtol(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || whole > 1000)
		return false;
	*out = (int)whole * 2 + (strcmp(end, ".5") == 0);
	return *end == '\0' || strcmp(end, ".5") == 0;
}

static bool value_parse(struct ts_settings *values, const struct setting *setting, const char *text)
{
	switch (setting->kind) {
	case KIND_EMPTY:
		*switch_of(values, setting) = strcmp(text, "count") == 0;
		return strcmp(text, "count") == 0 || strcmp(text, "off") == 0;
	case KIND_LEAVE:
		return half_days_parse(text, number_of(values, setting));
	case KIND_BREAKS:
		return ts_breaks_parse(text, &values->breaks);
	case KIND_CLOCK:
	case KIND_HOURS:
		return number_parse(text, true, number_of(values, setting));
	case KIND_MINUTES:
	case KIND_WHOLE_HOURS:
		return number_parse(text, false, number_of(values, setting));
	case KIND_SWITCH:
		*switch_of(values, setting) = strcmp(text, "on") == 0;
		return strcmp(text, "on") == 0 || strcmp(text, "off") == 0;
	case KIND_THEME:
		(void)snprintf(values->theme, sizeof values->theme, "%s", text);
		return config_value_parse(CONFIG_THEME, text, &(int){ 0 });
	case KIND_ROW:
		*row_of(values, setting) = strcmp(text, "azerty") == 0 ? TS_NUMBER_ROW_AZERTY : TS_NUMBER_ROW_DIGITS;
		return strcmp(text, "azerty") == 0 || strcmp(text, "digits") == 0;
	}
	return false;
}

static const struct setting *setting_find(const char *key)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (strcmp(settings[i].key, key) == 0)
			return &settings[i];
	}
	return NULL;
}

const char *setting_word(const char *name, size_t index)
{
	static const char *const switches[] = { "on", "off" }, *const days[] = { "off", "count" },
	                         *const rows[] = { "digits", "azerty" };
	const struct setting *setting = setting_find(name);

	if (!setting)
		return NULL;
	if (setting->kind == KIND_THEME)
		return index < theme_count ? themes[index].name : NULL;
	if (index > 1)
		return NULL;
	return setting->kind == KIND_SWITCH  ? switches[index]
	       : setting->kind == KIND_EMPTY ? days[index]
	       : setting->kind == KIND_ROW   ? rows[index]
	                                     : NULL;
}

/* Whether this machine has it otherwise, and by what; "" if not. The caller frees. */
static char *here_say(const struct command_context *context, const struct setting *setting)
{
	enum config_key key = config_key_find(setting->key);
	const struct options *options = context->options;
	char variable[CONFIG_VARIABLE_SIZE], text[160] = "";
	struct config config;

	if (key == CONFIG_COUNT)
		return copy_text("");
	char *path = config_file_load(&config, options->set, options->set_count);
	if (config_value(&config, key) != CONFIG_UNSAID) {
		const char *by = config.sources[key].origin == CONFIG_OF_FILE          ? "the configuration file"
		                 : config.sources[key].origin == CONFIG_OF_ENVIRONMENT ? config_variable(key, variable)
		                                                                       : "--set";
		if (config_meaning(key)->words)
			(void)snprintf(text, sizeof text, "here %s, by %s", config_word(&config, key), by);
		else
			(void)snprintf(text, sizeof text, "here %d, by %s", config_value(&config, key), by);
	}
	config_release(&config);
	free(path);
	return copy_text(text);
}

/* A line of all, and what this machine makes of it. */
static void setting_print(const struct command_context *context, struct ts_settings *values,
                          const struct setting *setting)
{
	char *here = here_say(context, setting);

	(void)printf("%-16s", setting->key);
	value_print(values, setting);
	if (*here)
		(void)printf("%-16s(%s)\n", "", here);
	free(here);
}

/* What was printed may be older than what was last set, or that of a new user. */
static int printed_finish(struct command_context *context)
{
	struct ts_activities activities;
	enum ts_status status = ts_activities_read(context->store, context->moment.now, &activities);
	if (status != TS_OK)
		return command_fail(context, status, "cannot look at the activities");
	size_t damaged = activities.damaged;
	ts_activities_release(&activities);
	return command_fail_damaged(command_finish_output(), damaged, " of settings and activities");
}

static int setting_unknown(const struct command_context *context, const char *key)
{
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		if (text_distance(key, settings[i].key) <= NEAR_MOST)
			return command_misused(context, "unknown setting '%s', did you mean '%s'?", key,
			                       settings[i].key);
	}
	return command_misused(context, "unknown setting '%s'", key);
}

int command_settings(struct command_context *context, int count, char **arguments)
{
	int words = command_words(context, count, arguments, 2);
	if (words < 0)
		return EXIT_USAGE;
	const struct setting *setting = words > 0 ? setting_find(arguments[0]) : NULL;
	if (words > 0 && !setting)
		return setting_unknown(context, arguments[0]);
	int begun = command_begin(context);
	if (begun != EXIT_DONE)
		return begun;
	struct ts_settings values = context->settings;
	if (words == 0) {
		for (size_t i = 0; i < SETTING_COUNT; i++)
			setting_print(context, &values, &settings[i]);
		return printed_finish(context);
	}
	if (words == 1) {
		value_print(&values, setting);
		return printed_finish(context);
	}
	enum ts_status status = TS_INVALID;
	if (value_parse(&values, setting, arguments[1]))
		status = ts_settings_write(context->store, &values, context->moment.now);
	if (status == TS_INVALID)
		return complain(EXIT_FAILED, "'%s' is no value for %s; for example: %s", arguments[1], setting->key,
		                setting->example);
	if (status != TS_OK && status != TS_UNCHANGED)
		return command_fail(context, status, "cannot change the settings");
	char *here = here_say(context, setting);
	if (*here)
		(void)complain(EXIT_DONE, "%s is %s", setting->key, here);
	free(here);
	return EXIT_DONE;
}
