/* Options out of usage texts like "[--at WHEN] (ACTIVITY... | --slot N) --format csv|json". */
#include "src/command_line/usage.h"

#include <ctype.h>
#include <string.h>

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
	size_t size = strcspn(option, " []()|");
	*out = (struct usage_option){ .takes_value = false };
	word_copy(option, size, out->name, sizeof out->name);
	const char *value = option + size;
	*cursor = value;
	/* A word follows: "--at WHEN", but "--stdin]" and "--json |". */
	if (*value != ' ' || !isalnum((unsigned char)value[1]))
		return true;
	size_t value_size = strcspn(++value, " []()");
	out->takes_value = true;
	word_copy(value, value_size, out->value, sizeof out->value);
	out->choices = strchr(out->value, '|') && islower((unsigned char)out->value[0]);
	out->two = strncmp(value + value_size, "[,", 2) == 0;
	for (char *bar = out->value; (bar = strchr(bar, '|'));)
		*bar = ' ';
	*cursor = value + value_size;
	return true;
}

bool usage_next_word(const char **cursor, struct usage_word *out)
{
	const char *at = *cursor + strspn(*cursor, " []()|");
	bool behind = at == *cursor + 1 && **cursor == ' ' && out->choice;
	struct usage_option option;

	while (strncmp(at, "--", 2) == 0) {
		(void)usage_next(&at, &option);
		at += strspn(at, " []()|");
		behind = false;
	}
	if (*at == '\0')
		return false;
	size_t size = strcspn(at, " []()|");
	memset(out->of, 0, sizeof out->of);
	if (behind)
		memcpy(out->of, out->name, sizeof out->of);
	word_copy(at, size, out->name, sizeof out->name);
	out->choice = islower((unsigned char)at[0]);
	*cursor = at + size;
	return true;
}

bool usage_names_file(const char *usage)
{
	return strstr(usage, "FILE") || strstr(usage, "PLACE");
}
