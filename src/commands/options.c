/* Understands the command line. Every word of it is either known or refused: a typing error never opens something else.
 */
#include "src/commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/commands/command.h"

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

	*out = (struct options){ OPTIONS_SCREEN, environment_text("TIMESHEET_DB"), environment_text("TIMESHEET_USER"),
		                 !environment_text("NO_COLOR"), 0 };
	for (i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--help") == 0) {
			out->wish = OPTIONS_HELP;
			return true;
		}
		if (strcmp(arguments[i], "--version") == 0) {
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
		if (arguments[i][0] == '-')
			return refuse(error, size, "unknown option", arguments[i]);
		out->wish = OPTIONS_COMMAND;
		out->command = i;
		return true;
	}
	return true;
}

static bool print(const char *text)
{
	return fputs(text, stdout) >= 0 && fflush(stdout) == 0;
}

bool options_print_help(void)
{
	return print(usage) && command_print_list() && print(environment);
}

bool options_print_version(void)
{
	return print("timesheet " TIMESHEET_VERSION "\nbuilt with " TIMESHEET_LIBRARIES "\n");
}
