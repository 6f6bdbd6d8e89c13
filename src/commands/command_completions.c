/* completions: scripts for bash, zsh and fish, and what they ask for: which words may stand where one is typed. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/commands/completion.h"
#include "src/shells/scripts.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *shell, *script;
} scripts[] = { { "bash", script_bash }, { "zsh", script_zsh }, { "fish", script_fish } };

static int script_print(const struct command_context *context, const char *shell)
{
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
		if (strcmp(scripts[i].shell, shell) != 0)
			continue;
		(void)fputs(scripts[i].script, stdout);
		return command_finish_output();
	}
	return command_misused(context, "unknown shell '%s'", shell);
}

static void line_print(void *data, const char *word, const char *what)
{
	(void)data;
	(void)printf("%s%s%s\n", word, what[0] ? "\t" : "", what);
}

int command_completions(struct command_context *context, int count, char **arguments)
{
	const char *kind = NULL;
	const struct command_option options[] = { { "--list", &kind, NULL }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, options);

	if (words < 0)
		return EXIT_USAGE;
	if (!kind)
		return words == 1 ? script_print(context, arguments[0])
		                  : command_misused(context, "one shell: bash, zsh or fish");
	if (strcmp(kind, "words") == 0) {
		completion_words(context, words, arguments);
	} else if (!completion_list(context, kind, words > 0 ? arguments[0] : NULL, line_print, NULL)) {
		char kinds[512];
		completion_kinds(kinds, sizeof kinds);
		return command_misused(context, "'%s' is not words, %s", kind, kinds);
	}
	return command_finish_output();
}
