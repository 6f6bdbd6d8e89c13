/* Help: the program's, that of each command, and the version. */
#include "src/commands/commands.h"

#include <stdio.h>

static const char usage[] = "usage: timesheet [--db FILE] [--user NAME]              full screen\n"
                            "       timesheet [--db FILE] [--user NAME] COMMAND ...  one command, see COMMAND --help\n"
                            "\n"
                            "A timesheet for the terminal: one key logs what you do from now on.\n"
                            "\n"
                            "  --db FILE     the database (else TIMESHEET_DB, else\n"
                            "                $XDG_DATA_HOME/timesheet/timesheet.db, else\n"
                            "                ~/.local/share/timesheet/timesheet.db)\n"
                            "  --user NAME   whose timesheet (else TIMESHEET_USER, else the only user)\n"
                            "  --help        print this and exit\n"
                            "  --version     print the version and exit\n"
                            "\n"
                            "Commands:\n";

static const char environment[] =
        "\n"
        "On the screen, ? or F1 shows the keys. A command without a terminal takes the password from\n"
        "TIMESHEET_PASSWORD_FILE (a file) or TIMESHEET_PASSWORD_COMMAND (a program's output).\n"
        "NO_COLOR turns colours off; TZ sets the time zone.\n"
        "\n"
        "Exit status: 0 done; 1 failed; 2 wrong usage; 3 not logged in, or wrong password;\n"
        "4 the database is damaged, newer than this program, or not a timesheet database;\n"
        "128 + n ended by signal n.\n";

static bool list_print(void)
{
	for (size_t i = 0; i < commands.count; i++) {
		if (printf("  %-9s %s\n", commands.rows[i].name, commands.rows[i].summary) < 0)
			return false;
	}
	return true;
}

static bool print(const char *text)
{
	return fputs(text, stdout) >= 0 && fflush(stdout) == 0;
}

bool help_print(void)
{
	return print(usage) && list_print() && print(environment);
}

bool help_print_version(void)
{
	return print("timesheet " TIMESHEET_VERSION "\nbuilt with " TIMESHEET_LIBRARIES "\n");
}

bool help_print_command(const struct command *command)
{
	int written = printf("usage: timesheet [--db FILE] [--user NAME] %s%s%s\n\n  %s\n", command->name,
	                     command->arguments[0] ? " " : "", command->arguments, command->summary);
	return written > 0 && (!command->details || printf("\n%s", command->details) > 0) && fflush(stdout) == 0;
}
