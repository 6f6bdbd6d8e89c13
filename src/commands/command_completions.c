/* completions: scripts for bash, zsh and fish, made from the command table. */
#include "src/commands/commands.h"

#include "src/command_line/complain.h"
#include "src/command_line/usage.h"

#include <stdio.h>
#include <string.h>

/* ---- bash ---- */

static const char bash_head[] =
        "# bash completion of timesheet: source <(timesheet completions bash)\n"
        "_timesheet() {\n"
        "\tlocal word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
        "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
        "\t\tcase ${COMP_WORDS[i]} in\n"
        "\t\t--db | --user | --set) ((i++)) ;;\n"
        "\t\t-*) ;;\n"
        "\t\t*) command=${COMP_WORDS[i]}; break ;;\n"
        "\t\tesac\n"
        "\tdone\n"
        "\tcase $command:$previous in\n"
        "\t*:--db) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";

static void bash_print(struct command_table table)
{
	(void)fputs(bash_head, stdout);
	for (size_t i = 0; i < table.count; i++) {
		const char *cursor = table.rows[i].arguments;
		struct usage_option option;
		while (usage_next(&cursor, &option)) {
			if (option.choices)
				(void)printf("\t%s:%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
				             table.rows[i].name, option.name, option.value);
			else if (option.takes_value)
				(void)printf("\t%s:%s) return ;;\n", table.rows[i].name, option.name);
		}
	}
	(void)fputs("\tesac\n\tcase $command in\n\t'') COMPREPLY=($(compgen -W '--db --user --set --help --version", stdout);
	for (size_t i = 0; i < table.count; i++)
		(void)printf(" %s", table.rows[i].name);
	(void)fputs("' -- \"$word\")) ;;\n", stdout);
	for (size_t i = 0; i < table.count; i++) {
		const char *cursor = table.rows[i].arguments;
		struct usage_option option;
		bool files = usage_names_file(table.rows[i].arguments);
		(void)printf("\t%s) COMPREPLY=($(compgen %s-W '--help", table.rows[i].name, files ? "-f " : "");
		while (usage_next(&cursor, &option))
			(void)printf(" %s", option.name);
		(void)fputs("' -- \"$word\")) ;;\n", stdout);
	}
	(void)fputs("\tesac\n}\ncomplete -F _timesheet timesheet\n", stdout);
}

/* ---- zsh ---- */

/* In single quotes, where a colon or bracket would end a description. */
static void zsh_quoted(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			(void)fputs("'\\''", stdout);
		else if (*text == ':' || *text == '[' || *text == ']')
			(void)printf("\\%c", *text);
		else
			(void)fputc(*text, stdout);
	}
}

static void zsh_print(struct command_table table)
{
	(void)fputs("#compdef timesheet\n"
	            "# zsh completion of timesheet: timesheet completions zsh > a directory of $fpath/_timesheet\n"
	            "local -a commands\n"
	            "commands=(\n",
	            stdout);
	for (size_t i = 0; i < table.count; i++) {
		(void)printf("\t'%s:", table.rows[i].name);
		zsh_quoted(table.rows[i].summary);
		(void)fputs("'\n", stdout);
	}
	(void)fputs(")\n"
	            "_arguments -C '--db[the database]:file:_files' '--user[whose timesheet]:name:' '--set[KEY=VALUE]:value:' '--help[help]' \\\n"
	            "\t'--version[version]' '1:command:->command' '*::argument:->argument'\n"
	            "case $state in\n"
	            "command) _describe command commands ;;\n"
	            "argument)\n"
	            "\tcase $words[1] in\n",
	            stdout);
	for (size_t i = 0; i < table.count; i++) {
		const char *cursor = table.rows[i].arguments;
		struct usage_option option;
		(void)printf("\t%s) _arguments '--help[help]'", table.rows[i].name);
		while (usage_next(&cursor, &option)) {
			(void)printf(" '%s", option.name);
			if (option.choices)
				(void)printf(":value:(%s)", option.value);
			else if (option.takes_value)
				(void)printf(":%s:", option.value);
			(void)fputc('\'', stdout);
		}
		if (usage_names_file(table.rows[i].arguments))
			(void)fputs(" '*:file:_files'", stdout);
		(void)fputs(" ;;\n", stdout);
	}
	(void)fputs("\tesac ;;\nesac\n", stdout);
}

/* ---- fish ---- */

static void fish_quoted(const char *text)
{
	(void)fputc('\'', stdout);
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			(void)fputc('\\', stdout);
		(void)fputc(*text, stdout);
	}
	(void)fputc('\'', stdout);
}

static void fish_print(struct command_table table)
{
	(void)fputs("# fish completion of timesheet: timesheet completions fish > "
	            "~/.config/fish/completions/timesheet.fish\n"
	            "complete -c timesheet -f\n"
	            "complete -c timesheet -l db -r -F -d 'the database'\n"
	            "complete -c timesheet -l user -x -d 'whose timesheet'\n"
	            "complete -c timesheet -l set -x -d 'a key of the configuration'\n"
	            "complete -c timesheet -l help -d 'help'\n"
	            "complete -c timesheet -n __fish_use_subcommand -l version -d 'version'\n",
	            stdout);
	for (size_t i = 0; i < table.count; i++) {
		const char *cursor = table.rows[i].arguments, *name = table.rows[i].name;
		struct usage_option option;
		(void)printf("complete -c timesheet -n __fish_use_subcommand -a %s -d ", name);
		fish_quoted(table.rows[i].summary);
		(void)fputc('\n', stdout);
		while (usage_next(&cursor, &option)) {
			(void)printf("complete -c timesheet -n '__fish_seen_subcommand_from %s' -l %s", name,
			             option.name + 2);
			if (option.choices)
				(void)printf(" -x -a '%s'", option.value);
			else if (option.takes_value)
				(void)fputs(" -x", stdout);
			(void)fputc('\n', stdout);
		}
		if (usage_names_file(table.rows[i].arguments))
			(void)printf("complete -c timesheet -n '__fish_seen_subcommand_from %s' -F\n", name);
	}
}

int command_completions(struct command_context *context, int count, char **arguments)
{
	if (count != 2)
		return command_misused(context, "one shell: bash, zsh or fish");
	if (strcmp(arguments[1], "bash") == 0)
		bash_print(context->table);
	else if (strcmp(arguments[1], "zsh") == 0)
		zsh_print(context->table);
	else if (strcmp(arguments[1], "fish") == 0)
		fish_print(context->table);
	else
		return command_misused(context, "unknown shell '%s'", arguments[1]);
	return command_finish_output();
}
