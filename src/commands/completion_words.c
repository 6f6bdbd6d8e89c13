/* What may stand where a line is being typed: found in the commands' usage texts, as what is accepted is. */
#include "src/commands/completion.h"

#include "src/command_line/find.h"
#include "src/command_line/usage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a word of a usage text stands for: behind that option, or "" for one that stands alone. */
static const struct {
	const char *word, *option, *kind;
	bool several; /* words may make one of it */
} meanings[] = {
	{ "ACTIVITY", "", "activities", true },
	{ "TEXT", "activity", "all-activities", true },
	{ "INTO", "--merge", "activities", false },
	{ "WORDS", NULL, "activities", false },
	{ "RANGE", NULL, "ranges", true },
	{ "WHEN", "", "days", true },
	{ "WHEN", "--at", "times", false },
	{ "WHEN", "--until", "times", false },
	{ "DATE", NULL, "days", false },
	{ "ID", "", "ids", false },
	{ "N", "--slot", "slots", false },
	{ "N", "--colour", "colours", false },
	{ "KEY", "", "settings", false },
	{ "VALUE", "", "values", false },
	{ "FORMAT", NULL, "formats", false },
	{ "FMT", NULL, "status", false },
	{ "DEVICE", "", "devices", false },
	{ "KIND", "", "marks", false },
	{ "SUBJECT", "", "subjects", true },
	{ "HOURS", "budget", "periods", false },
	{ "PERIOD", "", "periods", false },
	{ "COMMAND", "", "commands", false },
	{ "FILE", NULL, "files", false },
	{ "PLACE", NULL, "files", false },
};
enum { MEANINGS = sizeof meanings / sizeof meanings[0] };

enum { WORDS_MOST = 8 /* that stand alone in a usage text and are no choice */ };

/* A line that is being typed, up to the word that is to be completed. */
struct typed {
	struct command_context *context;
	const struct command *command;
	char *const *words;
	int count;          /* of words, the last is to be completed */
	char *const *alone; /* those that are no options and no values of options, the last one left out */
	int alone_count;
	bool ended; /* by -- */
};

/* What is offered as a word, of texts that may have more in front of it. */
struct fitting {
	const char *lead;   /* stands in front of each: "--at=" */
	const char *before; /* words that a text has to begin with, and a space; they are typed already */
};

static void word_print(void *data, const char *word, const char *what)
{
	const struct fitting *fitting = data;
	const size_t size = strlen(fitting->before);
	char begin[TS_TEXT_SIZE];

	if (size > 0) {
		if (strlen(word) <= size || size >= sizeof begin)
			return;
		(void)snprintf(begin, sizeof begin, "%.*s", (int)size, word);
		if (word[size - 1] != ' ' || !ts_text_same(begin, fitting->before))
			return;
	}
	(void)printf("%s%s%s%s\n", fitting->lead, word + size, what[0] ? "\t" : "", what);
}

static void kind_print(const struct typed *typed, const char *kind, const char *lead, const char *before)
{
	struct fitting fitting = { lead, before };
	const char *argument = typed->alone_count > 0 ? typed->alone[typed->alone_count - 1] : NULL;

	(void)completion_list(typed->context, kind, argument, word_print, &fitting);
}

static int meaning_find(const char *command, const char *word, const char *option)
{
	for (int i = 0; i < MEANINGS; i++) {
		const char *wanted = meanings[i].option;
		if (strncmp(meanings[i].word, word, strlen(meanings[i].word)) != 0 ||
		    strspn(word + strlen(meanings[i].word), ".") != strlen(word + strlen(meanings[i].word)))
			continue;
		if (!wanted || strcmp(wanted, option) == 0 || (option[0] == '\0' && strcmp(wanted, command) == 0))
			return i;
	}
	return -1;
}

/* ---- options */

static bool option_find(const char *usage, const char *name, size_t size, struct usage_option *out)
{
	while (usage_next(&usage, out)) {
		if (strlen(out->name) == size && strncmp(out->name, name, size) == 0)
			return true;
	}
	return false;
}

/* begun: what is typed of them. Behind a comma it is about the second of two, which is another one. */
static void choices_print(const struct usage_option *option, const char *lead, const char *begun)
{
	const size_t first = option->two && strchr(begun, ',') ? strcspn(begun, ",") : 0;
	for (const char *at = option->value; *at; at += strspn(at, " ")) {
		size_t size = strcspn(at, " ");
		if (first == 0)
			(void)printf("%s%.*s\n", lead, (int)size, at);
		else if (size != first || strncmp(at, begun, size) != 0)
			(void)printf("%s%.*s,%.*s\n", lead, (int)first, begun, (int)size, at);
		at += size;
	}
}

static void value_print(const struct typed *typed, const struct usage_option *option, const char *lead,
                        const char *begun)
{
	if (option->choices) {
		choices_print(option, lead, begun);
		return;
	}
	int meaning = meaning_find(typed->command->name, option->value, option->name);
	if (meaning >= 0)
		kind_print(typed, meanings[meaning].kind, lead, "");
}

static void options_print(const struct typed *typed)
{
	const char *usage = typed->command->arguments;
	struct usage_option option;

	while (usage_next(&usage, &option))
		(void)printf("%s%s%s\n", option.name, option.takes_value ? "\t" : "",
		             option.takes_value ? option.value : "");
	(void)puts("--help\texplain the command");
}

/* ---- words that stand alone */

/* The words of the line from one on, joined, with a space behind them; the caller frees. NULL: out of memory. */
static char *before_join(const struct typed *typed, int from)
{
	size_t size = 1;
	for (int i = from; i < typed->alone_count; i++)
		size += strlen(typed->alone[i]) + 1;
	char *out = calloc(1, size);
	for (int i = from, used = 0; out && i < typed->alone_count; i++)
		used += snprintf(out + used, size - (size_t)used, "%s ", typed->alone[i]);
	return out;
}

static void alone_print(const struct typed *typed, const char *word, int from)
{
	int meaning = meaning_find(typed->command->name, word, "");

	if (meaning < 0)
		return;
	char *before = meanings[meaning].several ? before_join(typed, from) : calloc(1, 1);
	if (before)
		kind_print(typed, meanings[meaning].kind, "", before);
	free(before);
}

/* Choices, and the words in capitals that are to be typed in their order; one behind a choice belongs to that. */
static void places_print(const struct typed *typed)
{
	const char *usage = typed->command->arguments;
	const char *last = typed->alone_count > 0 ? typed->alone[typed->alone_count - 1] : "";
	struct usage_word word = { .choice = false };
	char names[WORDS_MOST][USAGE_NAME_SIZE];
	int count = 0;

	while (usage_next_word(&usage, &word)) {
		if (word.choice && typed->alone_count == 0)
			(void)puts(word.name);
		else if (!word.choice && word.of[0] != '\0' && strcmp(word.of, last) == 0)
			alone_print(typed, word.name, typed->alone_count);
		else if (!word.choice && word.of[0] == '\0' && count < WORDS_MOST)
			memcpy(names[count++], word.name, sizeof word.name);
	}
	/* What is of several words may go on; the last one may be repeated. */
	for (int i = 0; i < count && i <= typed->alone_count; i++) {
		int meaning = meaning_find(typed->command->name, names[i], "");
		if (i == typed->alone_count || i + 1 == count || (meaning >= 0 && meanings[meaning].several))
			alone_print(typed, names[i], i);
	}
}

static void command_complete(const struct typed *typed, const char *previous)
{
	const char *present = typed->words[typed->count - 1], *usage = typed->command->arguments;
	const char *equals = strchr(present, '=');
	struct usage_option option;

	if (previous && option_find(usage, previous, strlen(previous), &option) && option.takes_value) {
		value_print(typed, &option, "", present);
	} else if (!typed->ended && equals && option_find(usage, present, (size_t)(equals - present), &option)) {
		char lead[USAGE_NAME_SIZE + 1];
		(void)snprintf(lead, sizeof lead, "%s=", option.name);
		value_print(typed, &option, lead, equals + 1);
	} else if (!typed->ended && strncmp(present, "-", 1) == 0) {
		options_print(typed);
	} else {
		places_print(typed);
	}
}

/* ---- the line */

/* Reads what stands behind the command's name. */
static void command_words_read(struct typed *typed, int from)
{
	char **alone = calloc((size_t)typed->count + 1, sizeof *alone);
	const char *previous = NULL;
	struct usage_option option;

	if (!alone)
		return;
	for (int i = from; i < typed->count - 1; i++) {
		char *word = typed->words[i];
		bool named = !typed->ended && strncmp(word, "--", 2) == 0;
		if (named && word[2] == '\0')
			typed->ended = true;
		else if (named && option_find(typed->command->arguments, word, strlen(word), &option) &&
		         option.takes_value) {
			/* Its value stands behind it, or is what is typed now. */
			if (i + 2 == typed->count)
				previous = word;
			else
				i++;
		} else if (!named)
			alone[typed->alone_count++] = word;
	}
	typed->alone = alone;
	command_complete(typed, previous);
	free(alone);
}

static void own_options_print(const struct typed *typed, const char *previous)
{
	static const char options[] =
	        "--db\tthe database\n--user\twhose timesheet\n--set\tKEY=VALUE of the configuration\n"
	        "--help\tlist what there is\n--version\tof the program\n";
	if (previous && strcmp(previous, "--db") == 0)
		kind_print(typed, "files", "", "");
	else if (previous && strcmp(previous, "--user") == 0)
		kind_print(typed, "users", "", "");
	else if (previous && strcmp(previous, "--set") == 0)
		kind_print(typed, "config", "", "");
	else if (typed->words[typed->count - 1][0] == '-')
		(void)fputs(options, stdout);
	else
		kind_print(typed, "commands", "", "");
}

void completion_words(struct command_context *context, int count, char *const *words)
{
	struct options options = *context->options;
	struct command_context own = *context;
	struct typed typed = { .context = &own, .words = words, .count = count };
	const char *previous = NULL;

	if (count == 0)
		return;
	own.options = &options;
	for (int i = 0; i < count - 1 && !typed.command; i++) {
		bool valued = strcmp(words[i], "--db") == 0 || strcmp(words[i], "--user") == 0 ||
		              strcmp(words[i], "--set") == 0;
		previous = valued && i + 2 == count ? words[i] : NULL;
		if (valued && i + 2 < count) {
			options.database = words[i][2] == 'd' ? words[i + 1] : options.database;
			options.user = words[i][2] == 'u' ? words[i + 1] : options.user;
			i++;
		} else if (words[i][0] != '-') {
			typed.command = command_find(context->table, words[i]);
			if (!typed.command)
				return;
			/* Behind such a one another command's line begins. */
			if (strstr(typed.command->arguments, "COMMAND...") && i + 2 < count)
				typed.command = NULL;
			else
				command_words_read(&typed, i + 1);
		}
	}
	if (!typed.command)
		own_options_print(&typed, previous);
	/* Who gave the context closes it. */
	context->store = own.store;
}
