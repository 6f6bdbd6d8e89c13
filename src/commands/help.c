/* Help: the program's, that of each command, and the version. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/find.h"
#include "src/command_line/reference.h"

#include "src/output/wrap.h"

#include <stdio.h>

enum { WIDTH = 80 /* the narrowest usual terminal */ };

static const char usage[] = "usage: timesheet [--db FILE] [--user NAME]              full screen\n"
                            "       timesheet [--db FILE] [--user NAME] COMMAND ...  one command\n"
                            "\n"
                            "A timesheet for the terminal: one key logs what you do from now on.\n"
                            "On the screen, ? or F1 shows the keys.\n"
                            "\n"
                            "  --db FILE      the database (else TIMESHEET_DB, else\n"
                            "                 $XDG_DATA_HOME/timesheet/timesheet.db, else\n"
                            "                 ~/.local/share/timesheet/timesheet.db)\n"
                            "  --user NAME    whose timesheet (else TIMESHEET_USER, else the only user)\n"
                            "  --set KEY=VALUE\n"
                            "                 a key of the configuration file, for this time\n"
                            "  -h, --help     print this and exit; COMMAND --help explains a command\n"
                            "  -V, --version  print the version and exit\n"
                            "\n"
                            "Commands:\n";

static void wrapped_print(struct wrap wrap)
{
	struct wrap_line line;

	while (wrap_next(&wrap, &line))
		(void)printf("%*s%.*s\n", (int)line.indent, "", (int)line.size, line.at);
}

static void list_print(struct command_table table)
{
	for (size_t i = 0; i < table.count; i++)
		(void)printf("  %-11s %s\n", table.rows[i].name, table.rows[i].summary);
}

static void reference_print(const char *title, const struct reference *rows, int width)
{
	(void)printf("\n%s:\n", title);
	for (; rows->word; rows++)
		(void)printf("  %-*s  %s\n", width, rows->word, rows->text);
}

/* What was printed above failed to be, or will be seen now. */
static bool written(void)
{
	return fflush(stdout) == 0 && !ferror(stdout);
}

bool help_print(struct command_table table)
{
	(void)fputs(usage, stdout);
	list_print(table);
	reference_print("Environment", reference_environment, 26);
	reference_print("Exit status", reference_exit, 7);
	return written();
}

bool help_print_version(void)
{
	(void)fputs("timesheet " TIMESHEET_VERSION "\nbuilt with " TIMESHEET_LIBRARIES "\n", stdout);
	return written();
}

bool help_print_command(const struct command *command)
{
	char line[512];

	(void)snprintf(line, sizeof line, "usage: timesheet [--db FILE] [--user NAME] %s%s%s", command->name,
	               command->arguments[0] ? " " : "", command->arguments);
	wrapped_print((struct wrap){ .text = line, .width = WIDTH, .usage = true });
	(void)printf("\n  %s\n", command->summary);
	if (command->details) {
		(void)putchar('\n');
		wrapped_print((struct wrap){ .text = command->details, .width = WIDTH });
	}
	return written();
}

int command_help(struct command_context *context, int count, char **arguments)
{
	int words = command_words(context, count, arguments, 1);
	if (words < 0)
		return EXIT_USAGE;
	const struct command *command = words > 0 ? command_find(context->table, arguments[0]) : NULL;
	if (words > 0 && !command)
		return command_unknown(context->table, arguments[0]);
	return (command ? help_print_command(command) : help_print(context->table)) ? EXIT_DONE
	                                                                            : command_finish_output();
}
