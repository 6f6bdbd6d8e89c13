/* Help: the program's, that of each command, and the version. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/command_line/find.h"
#include "src/command_line/reference.h"

#include "src/output/wrap.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 79 /* the narrowest usual terminal, and some wrap at its last column */ };

static const char usage[] = "usage: timesheet [--db FILE] [--user NAME]              full screen\n"
                            "       timesheet [--db FILE] [--user NAME] COMMAND ...  one command\n"
                            "\n"
                            "  timesheet                     opens the screen; ? there shows the keys\n"
                            "  timesheet log 9:30 standup    standup since 9:30, until the next log\n"
                            "  timesheet report last week    what was done\n"
                            "\n"
                            "A timesheet for the terminal: one key logs what you do from now on.\n";
static const char own_options[] = "\nOptions, before the command:\n"
                                  "  --db FILE      the database (else TIMESHEET_DB, else\n"
                                  "                 $XDG_DATA_HOME/timesheet/timesheet.db, else\n"
                                  "                 ~/.local/share/timesheet/timesheet.db)\n"
                                  "  --user NAME    whose timesheet (else TIMESHEET_USER, else the only user)\n"
                                  "  --set KEY=VALUE\n"
                                  "                 a key of the configuration file, for this time\n"
                                  "  -h, --help     print this and exit; COMMAND --help explains a command\n"
                                  "  -V, --version  print the version and exit\n";

/* The commands as somebody looks for them, the commonest first. */
static const struct {
	const char *title, *names[12];
} groups[] = {
	{ "Every day", { "log", "off", "status", "day", "note" } },
	{ "Look back", { "report", "search", "activities", "marks" } },
	{ "Change", { "edit", "delete", "undo", "redo", "activity", "mark", "target", "book", "budget" } },
	{ "Data", { "export", "import", "backup", "inbox", "check", "migrate" } },
	{ "Account", { "register", "login", "logout", "passwd", "recover", "rekey", "users", "settings", "config" } },
	{ "Devices", { "sync", "join", "hub" } },
	{ "Help", { "help", "demo", "manual", "completions" } },
};
enum { GROUPS = sizeof groups / sizeof groups[0], GROUP_MOST = sizeof groups[0].names / sizeof groups[0].names[0] };

static void wrapped_print(struct wrap wrap)
{
	struct wrap_line line;

	while (wrap_next(&wrap, &line))
		(void)printf("%*s%.*s\n", (int)line.indent, "", (int)line.size, line.at);
}

static void row_print(const struct command *command)
{
	(void)printf("  %-12s %s\n", command->name, command->summary);
}

static bool in_group(const char *name)
{
	for (size_t i = 0; i < GROUPS; i++) {
		for (size_t j = 0; j < GROUP_MOST && groups[i].names[j]; j++) {
			if (strcmp(groups[i].names[j], name) == 0)
				return true;
		}
	}
	return false;
}

static void groups_print(struct command_table table)
{
	for (size_t i = 0; i < GROUPS; i++) {
		(void)printf("\n%s:\n", groups[i].title);
		for (size_t j = 0; j < GROUP_MOST && groups[i].names[j]; j++) {
			const struct command *command = command_find(table, groups[i].names[j]);
			if (command)
				row_print(command);
		}
	}
	/* One that nobody has put into a group is not to be missed. */
	for (size_t i = 0; i < table.count; i++) {
		if (!in_group(table.rows[i].name))
			row_print(&table.rows[i]);
	}
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
	groups_print(table);
	(void)fputs(own_options, stdout);
	reference_print("Environment", reference_environment, 26);
	reference_print("Exit status", reference_exit, 7);
	return written();
}

bool help_print_version(void)
{
	static const char commit[] = TIMESHEET_COMMIT; /* "": it was not built from a commit that anybody knows */

	(void)printf("timesheet " TIMESHEET_VERSION "%s%s%s\nbuilt with " TIMESHEET_LIBRARIES "\n",
	             commit[0] ? " (" : "", commit, commit[0] ? ")" : "");
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
