/* The table of keys, and values as words. */
#include "ui/config/config_keys.h"

#include "ui/base/distance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 6 };

static const char *const themes_known[] = { "auto", "dark", "light", "contrast", "safe", "slate", "paper", NULL };
static const char *const number_rows[] = { "digits", "azerty", NULL };
static const char *const off_on[] = { "off", "on", NULL };

static const char *const clocks[] = { "24", "12", NULL };
static const char *const weekdays[] = { "monday", "sunday", "saturday", NULL };

static const char *const hints[] = { "on", "few", "off", NULL };

static const char *const ways[] = { "off", "bell", "osc9", "osc99", "osc777", NULL };

/* clang-format off */
static const struct config_meaning meanings[CONFIG_COUNT] = {
	[CONFIG_THEME] = { "theme", themes_known, 0, 0, CONFIG_UNSAID,
		"how the screen looks; auto: dark or light, as the terminal is; safe: for eyes that lack one kind of cones" },
	[CONFIG_NUMBER_ROW] = { "number-row", number_rows, 0, 0, CONFIG_UNSAID,
		"azerty: that row's unshifted keys mean the digits where digits are keys" },
	[CONFIG_MOUSE] = { "mouse", off_on, 0, 0, CONFIG_UNSAID, "whether the mouse may do what keys do" },
	[CONFIG_IDLE_LOCK] = { "idle-lock", NULL, 0, 1440, CONFIG_UNSAID,
		"minutes without a key until the screen locks; 0: never" },
	[CONFIG_CLOCK] = { "clock", clocks, 0, 0, 0, "hours of the day on the screen; commands print 24" },
	[CONFIG_FIRST_WEEKDAY] = { "first-weekday", weekdays, 0, 0, 0,
		"with which day a week of the screen begins; weeks have their numbers (ISO 8601) only from Monday on" },
	[CONFIG_PLAIN] = { "plain", off_on, 0, 0, 0,
		"no lines, bars and signs, and words for them: for who has the screen read aloud or in braille" },
	[CONFIG_HINTS] = { "hints", hints, 0, 0, 0,
		"the rows of keys at the foot of a screen; few: one at most; dialogs keep theirs" },
	[CONFIG_TITLE] = { "title", off_on, 0, 0, 0,
		"the terminal's title says what goes on and how long; it does not while locked, and is given back at the end" },
	[CONFIG_NOTIFY] = { "notify", ways, 0, 0, 0,
		"how the terminal notifies: by its bell, OSC 9 (iTerm2, WezTerm, foot), OSC 99 (kitty) or OSC 777 (VTE, rxvt, Ghostty)" },
	[CONFIG_NOTIFY_TARGET] = { "notify-target", off_on, 0, 0, 1, "notifies once when the day's target is met" },
	[CONFIG_NOTIFY_OFF] = { "notify-off", NULL, 0, 1440, 0, "notifies once when off goes on for so many minutes; 0: never" },
	[CONFIG_NOTIFY_FORGOTTEN] = { "notify-forgotten", off_on, 0, 0, 1, "notifies once when the end of what goes on looks forgotten" },
	[CONFIG_NOTIFY_BUDGET] = { "notify-budget", off_on, 0, 0, 1, "notifies when 80 % of a budget are used, and when all of it is; once each" },
};
/* clang-format on */

const struct config_meaning *config_meaning(enum config_key key)
{
	return &meanings[key];
}

const char *config_key_at(const void *context, size_t index)
{
	(void)context;
	return index < CONFIG_COUNT ? meanings[index].name : NULL;
}

enum config_key config_key_find(const char *name)
{
	for (size_t i = 0; i < CONFIG_COUNT; i++) {
		if (strcmp(meanings[i].name, name) == 0)
			return (enum config_key)i;
	}
	return CONFIG_COUNT;
}

static bool number_parse(const struct config_meaning *meaning, const char *text, int *out)
{
	size_t length = strspn(text, "0123456789");
	long number = length > 0 && length <= DIGITS_MOST && text[length] == '\0' ? strtol(text, NULL, 10) : -1;

	if (number < meaning->least || number > meaning->most)
		return false;
	*out = (int)number;
	return true;
}

bool config_value_parse(enum config_key key, const char *text, int *out)
{
	const struct config_meaning *meaning = &meanings[key];

	if (!meaning->words)
		return number_parse(meaning, text, out);
	for (int place = 0; meaning->words[place]; place++) {
		if (strcmp(meaning->words[place], text) == 0) {
			*out = place;
			return true;
		}
	}
	return false;
}

static const char *word_of(const void *words, size_t index)
{
	return ((const char *const *)words)[index];
}

void config_refusal(enum config_key key, const char *text, char *why, size_t size)
{
	const struct config_meaning *meaning = &meanings[key];
	const char *near = meaning->words ? text_near(text, word_of, meaning->words) : NULL;
	size_t used = (size_t)snprintf(why, size, "'%.40s' is no value, ", text);

	if (near) {
		(void)snprintf(why + used, size - used, "did you mean '%s'?", near);
	} else if (!meaning->words) {
		(void)snprintf(why + used, size - used, "a number from %d to %d is wanted", meaning->least,
		               meaning->most);
	} else {
		used += (size_t)snprintf(why + used, size - used, "these are:");
		for (size_t i = 0; meaning->words[i] && used < size; i++)
			used += (size_t)snprintf(why + used, size - used, " %s", meaning->words[i]);
	}
}
