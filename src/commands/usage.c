/* Options out of usage texts like "[--at WHEN] (ACTIVITY... | --slot N) --format csv|json". */
#include "usage.h"

#include <ctype.h>
#include <string.h>

/* A word ends where an option's value could not go on. */
static size_t word_size(const char *text)
{
	return strcspn(text, " []()");
}

static void word_copy(const char *word, size_t size, char *out, size_t room)
{
	size_t taken = size < room - 1 ? size : room - 1;
	memcpy(out, word, taken);
	out[taken] = '\0';
}

bool usage_next(const char **cursor, struct usage_option *out)
{
	const char *option = strstr(*cursor, "--");
	if (!option)
		return false;
	size_t size = word_size(option);
	*out = (struct usage_option){ .takes_value = false };
	word_copy(option, size, out->name, sizeof out->name);
	const char *value = option + size;
	*cursor = value;
	if (*value != ' ' || value[1] == '-' || value[1] == '|' || value[1] == '[' || value[1] == '(' ||
	    value[1] == '\0')
		return true;
	size_t value_size = word_size(++value);
	/* Words behind a flag that begin a new argument are in capitals and no value of it: FILE after --dry-run. */
	out->takes_value = true;
	word_copy(value, value_size, out->value, sizeof out->value);
	out->choices = strchr(out->value, '|') && islower((unsigned char)out->value[0]);
	for (char *bar = out->value; (bar = strchr(bar, '|'));)
		*bar = ' ';
	*cursor = value + value_size;
	return true;
}
