/* The keys of a configuration: what each is called, what it may be, what it is for. */
#ifndef TIMESHEET_UI_CONFIG_KEYS_H
#define TIMESHEET_UI_CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum config_key {
	CONFIG_THEME,
	CONFIG_NUMBER_ROW,
	CONFIG_MOUSE,
	CONFIG_IDLE_LOCK,
	CONFIG_CLOCK,
	CONFIG_FIRST_WEEKDAY,
	CONFIG_PLAIN,
	CONFIG_HINTS,
	CONFIG_TITLE,
	CONFIG_NOTIFY,
	CONFIG_NOTIFY_TARGET,
	CONFIG_NOTIFY_OFF,
	CONFIG_NOTIFY_FORGOTTEN,
	CONFIG_NOTIFY_BUDGET,
	CONFIG_COUNT
};

/* A value that nobody has given, of a key that the timesheet's own settings have, too: theirs holds. */
enum { CONFIG_UNSAID = -1 };

struct config_meaning {
	const char *name;
	const char *const *words; /* those it may be, NULL behind the last; NULL: a number from least to most */
	int least, most;
	int usual; /* as built in: a number, the place of a word, or CONFIG_UNSAID */
	const char *help;
};

const struct config_meaning *config_meaning(enum config_key key);
/* The key of that name; CONFIG_COUNT: there is none. */
enum config_key config_key_find(const char *name);
/* The names, for text_near; NULL behind the last. */
const char *config_key_at(const void *context, size_t index); /* context is not looked at */
/* The value that a text gives. False: it is none. */
bool config_value_parse(enum config_key key, const char *text, int *out);
/* What is wrong with one that is none, and what would be right; cut to size bytes, with bytes of the text in it. */
void config_refusal(enum config_key key, const char *text, char *why, size_t size);

#endif
