/* What exit statuses and the environment mean. */
#include "src/command_line/reference.h"

#include <stddef.h>

/* By enum exit_status. */
const struct reference reference_exit[] = {
	{ "0", "done" },
	{ "1", "failed, standard error says why; search: nothing found" },
	{ "2", "wrong usage" },
	{ "3", "not logged in: no ticket, wrong password, no such user, many tries" },
	{ "4", "the database is damaged, newer, not ours, or rows do not verify" },
	{ "128 + n", "ended by signal n" },
	{ NULL, NULL },
};

const struct reference reference_environment[] = {
	{ "TIMESHEET_DB", "the database, if --db names none" },
	{ "TIMESHEET_USER", "whose timesheet, if --user names nobody" },
	{ "TIMESHEET_PASSWORD_FILE", "a file whose first line is the password" },
	{ "TIMESHEET_PASSWORD_COMMAND", "a program that prints it; quotes, but no shell" },
	{ "TIMESHEET_KEY", "a key of the configuration: TIMESHEET_THEME, ..." },
	{ "XDG_CONFIG_HOME", "holds timesheet/config; else ~/.config" },
	{ "XDG_DATA_HOME", "holds timesheet/timesheet.db; else ~/.local/share" },
	{ "XDG_STATE_HOME", "holds timesheet/anchors; else ~/.local/state" },
	{ "XDG_RUNTIME_DIR", "holds a ticket if the kernel's keyring cannot" },
	{ "LC_ALL, LC_TIME, LANG", "letters; whether 11/10 begins with the month" },
	{ "TZ", "the time zone; else the machine's" },
	{ "NO_COLOR", "if not empty: no colours" },
	{ "CLICOLOR_FORCE", "colours of day and report in a pipe, too; 0: no" },
	{ "COLORFGBG", "whether the terminal is light" },
	{ "ESCDELAY", "ms to wait after a lone Escape: 50, over ssh 150" },
	{ NULL, NULL },
};
