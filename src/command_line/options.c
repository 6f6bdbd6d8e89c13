/* Understands the command line. Every word of it is either known or refused: a typing error never opens something else.
 */
#include "src/command_line/options.h"

#include "data/timesheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* If argument is the option called name: its value, from behind "=" or from the next argument, with *at moved there.
 * NULL with *taken true: there is none. */
static const char *option_value(const char *name, int count, char *const *arguments, int *at, bool *taken)
{
	const char *argument = arguments[*at];
	size_t size = strlen(name);

	*taken = strncmp(argument, name, size) == 0 && (argument[size] == '\0' || argument[size] == '=');
	if (!*taken)
		return NULL;
	if (argument[size] == '=')
		return argument + size + 1;
	if (*at + 1 >= count)
		return NULL;
	*at += 1;
	return arguments[*at];
}

static bool refuse(char *error, size_t size, const char *what, const char *word)
{
	char clean[128];

	(void)ts_text_clean(word, strlen(word), false, clean, sizeof clean);
	(void)snprintf(error, size, "%s '%s'; timesheet --help lists what there is", what, clean);
	return false;
}

static bool option_text(const char *name, const char *value, const char **out, char *error, size_t size)
{
	if (!value || !*value) {
		(void)snprintf(error, size, "option '%s' needs a value; see timesheet --help", name);
		return false;
	}
	*out = value;
	return true;
}

static const char *environment_text(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

bool options_parse(int count, char *const *arguments, struct options *out, char *error, size_t size)
{
	const char *value;
	bool taken;
	int i;

	*out = (struct options){ OPTIONS_SCREEN,
		                 environment_text("TIMESHEET_DB"),
		                 environment_text("TIMESHEET_USER"),
		                 !environment_text("NO_COLOR"),
		                 { NULL },
		                 0,
		                 0,
		                 NULL };
	for (i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
			out->wish = OPTIONS_HELP;
			return true;
		}
		if (strcmp(arguments[i], "--version") == 0 || strcmp(arguments[i], "-V") == 0) {
			out->wish = OPTIONS_VERSION;
			return true;
		}
		value = option_value("--db", count, arguments, &i, &taken);
		if (taken) {
			if (!option_text("--db", value, &out->database, error, size))
				return false;
			continue;
		}
		value = option_value("--user", count, arguments, &i, &taken);
		if (taken) {
			if (!option_text("--user", value, &out->user, error, size))
				return false;
			continue;
		}
		value = option_value("--set", count, arguments, &i, &taken);
		if (taken) {
			if (out->set_count == OPTIONS_SET_MOST)
				return refuse(error, size, "too many times", "--set");
			if (!option_text("--set", value, &out->set[out->set_count], error, size))
				return false;
			out->set_count++;
			continue;
		}
		if (arguments[i][0] == '-')
			return refuse(error, size, "unknown option", arguments[i]);
		out->wish = OPTIONS_COMMAND;
		out->command = i;
		return true;
	}
	return true;
}
