/*
 * The words of a command's line: its options, and what is left. What a command takes stands once, in the line of its
 * help: "[--at WHEN] [--comment TEXT] (ACTIVITY... | --slot N)" is also the grammar.
 */
#include "src/command_line/arguments.h"

#include "src/command_line/complain.h"
#include "src/command_line/usage.h"
#include "ui/base/distance.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "-15m" and "-1h" are times, and "-" is a word; whoever writes "-m" means an option, and must not log it instead. */
static bool is_option(const char *word)
{
	return word[0] == '-' && (word[1] == '-' || isalpha((unsigned char)word[1]));
}

/* "--comment=text" is the option "--comment". */
static bool is_named(const char *word, const char *name, size_t size)
{
	return strncmp(word, name, size) == 0 && (word[size] == '\0' || word[size] == '=');
}

static bool usage_find(const char *usage, const char *word, struct usage_option *out)
{
	while (usage_next(&usage, out)) {
		if (is_named(word, out->name, strlen(out->name)))
			return true;
	}
	return false;
}

/* Says that there is no such option, and which was meant if that can be told. */
static int option_unknown(const struct command_context *context, const char *word)
{
	const char *usage = context->command->arguments;
	char name[USAGE_NAME_SIZE], nearest[USAGE_NAME_SIZE] = "";
	size_t least = NEAR_MOST + 1;
	struct usage_option option;
	(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
	while (usage_next(&usage, &option)) {
		size_t far = text_distance(name, option.name);
		if (far < least) {
			least = far;
			memcpy(nearest, option.name, sizeof nearest);
		}
	}
	if (nearest[0])
		return command_misused(context, "unknown option '%s', did you mean '%s'?", word, nearest);
	return command_misused(context, "unknown option '%s' (a text that begins so goes behind --)", word);
}

/* Behind the name of another command all words are its. */
static bool ends_options(const struct command_context *context)
{
	return strstr(context->command->arguments, "COMMAND...") != NULL;
}

int arguments_check(const struct command_context *context, int count, char *const *arguments)
{
	for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
		struct usage_option option;
		const char *word = arguments[i];
		if (!is_option(word) && ends_options(context))
			break;
		if (!is_option(word))
			continue;
		if (!usage_find(context->command->arguments, word, &option))
			return option_unknown(context, word);
		bool joined = word[strlen(option.name)] == '=';
		if (joined && !option.takes_value)
			return command_misused(context, "option '%s' takes no value", option.name);
		if (option.takes_value && !joined && ++i >= count)
			return command_misused(context, "option '%s' needs a value", word);
	}
	return EXIT_DONE;
}

bool arguments_ask_help(int count, char *const *arguments)
{
	for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
		if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0)
			return true;
	}
	return false;
}

/* Takes the value of an option out of the arguments. */
static int option_take(const struct command_context *context, int count, char **arguments, int *at,
                       const struct command_option *options)
{
	const char *argument = arguments[*at];
	for (const struct command_option *option = options; option->name; option++) {
		size_t size = strlen(option->name);
		if (!is_named(argument, option->name, size))
			continue;
		const char *joined = argument[size] == '=' ? argument + size + 1 : NULL;
		if (!option->value) {
			if (joined)
				return (void)command_misused(context, "option '%s' takes no value", option->name), -1;
			*option->flag = true;
			return 0;
		}
		if (!joined && *at + 1 >= count)
			return (void)command_misused(context, "option '%s' needs a value", option->name), -1;
		*option->value = joined ? joined : arguments[++*at];
		return 0;
	}
	return (void)option_unknown(context, argument), -1;
}

int command_options(const struct command_context *context, int count, char **arguments,
                    const struct command_option *options)
{
	int kept = 0;
	bool ended = false;
	for (int i = 1; i < count; i++) {
		char *argument = arguments[i];
		ended = ended || (!is_option(argument) && ends_options(context));
		if (ended || !is_option(argument))
			arguments[kept++] = argument;
		else if (strcmp(argument, "--") == 0)
			ended = true;
		else if (option_take(context, count, arguments, &i, options) < 0)
			return -1;
	}
	return kept;
}

const char **command_values(int count, char *const *arguments, const char *name)
{
	const char **values = calloc((size_t)count + 1, sizeof *values);
	const size_t size = strlen(name);
	size_t found = 0;
	for (int i = 1; values && i < count && strcmp(arguments[i], "--") != 0; i++) {
		if (!is_named(arguments[i], name, size))
			continue;
		if (arguments[i][size] == '=')
			values[found++] = arguments[i] + size + 1;
		else if (i + 1 < count)
			values[found++] = arguments[++i];
	}
	return values;
}

int command_words(const struct command_context *context, int count, char **arguments, int most)
{
	static const struct command_option none[] = { { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, none);
	if (words > most)
		return (void)command_misused(context, "unexpected '%s'", arguments[most]), -1;
	return words;
}

char *command_words_join(int count, char *const *words)
{
	size_t size = 1, filled = 0;
	for (int i = 0; i < count; i++)
		size += strlen(words[i]) + 1;
	char *joined = calloc(1, size);
	for (int i = 0; joined && i < count; i++) {
		int written = snprintf(joined + filled, size - filled, "%s%s", i > 0 ? " " : "", words[i]);
		filled += written > 0 ? (size_t)written : 0;
	}
	return joined;
}
