/* manual: the manual page in mdoc(7), its tables made from those of commands, options and keys, so that it cannot go
 * stale. */
#include "src/commands/commands.h"

#include "src/command_line/complain.h"
#include "ui/keys/keymap.h"

#include <stdio.h>
#include <string.h>

static const char page_head[] =
        ".Dd October 1, 2026\n"
        ".Dt TIMESHEET 1\n"
        ".Os\n"
        ".Sh NAME\n"
        ".Nm timesheet\n"
        ".Nd log what you do, with one key\n"
        ".Sh SYNOPSIS\n"
        ".Nm\n"
        ".Op Fl -db Ar file\n"
        ".Op Fl -user Ar name\n"
        ".Nm\n"
        ".Op Fl -db Ar file\n"
        ".Op Fl -user Ar name\n"
        ".Ar command\n"
        ".Op Ar argument ...\n"
        ".Sh DESCRIPTION\n"
        ".Nm\n"
        "is a full-screen timesheet for the terminal.\n"
        "A log says: from this moment I do this.\n"
        "It lasts until the next log, so that nothing has to be stopped.\n"
        "Activities are known by the text you type; a new text makes a new activity.\n"
        "Everything you write is sealed with a key that only your password or your recovery code opens.\n"
        ".Pp\n"
        "Without a command it opens the full screen.\n"
        "The options are:\n"
        ".Bl -tag -width Ds\n"
        ".It Fl -db Ar file\n"
        "The database.\n"
        ".It Fl -user Ar name\n"
        "Whose timesheet; else the only user's.\n"
        ".It Fl -help\n"
        "Print a summary, or that of a command.\n"
        ".It Fl -version\n"
        "Print the version.\n"
        ".El\n";

static const char page_times[] = ".Sh TIMES AND RANGES\n"
                                 ".Ar WHEN\n"
                                 "is a time of day\n"
                                 ".Pq Ql 9:30 , Ql 9:30am , Ql 930 ,\n"
                                 "a distance\n"
                                 ".Pq Ql -15m , Ql 15 minutes ago ,\n"
                                 "a day\n"
                                 ".Pq Ql yesterday , Ql fri , Ql last friday , Ql 23 nov , Ql 2026-11-23 ,\n"
                                 "a day and a time, or ISO 8601 with or without a zone.\n"
                                 "A weekday, month or day without a year means the latest past one.\n"
                                 ".Ar RANGE\n"
                                 "is\n"
                                 ".Ql today ,\n"
                                 ".Ql week ,\n"
                                 ".Ql last week ,\n"
                                 ".Ql month ,\n"
                                 ".Ql 2026 ,\n"
                                 ".Ql 2026-11 ,\n"
                                 ".Ql nov ,\n"
                                 ".Ql 30d\n"
                                 "(today included), or two days with\n"
                                 ".Ql ..\n"
                                 "between them.\n"
                                 "Weeks begin on Monday.\n";

static const char page_foot[] = ".Sh ENVIRONMENT\n"
                                ".Bl -tag -width Ds\n"
                                ".It Ev TIMESHEET_DB , Ev TIMESHEET_USER\n"
                                "What\n"
                                ".Fl -db\n"
                                "and\n"
                                ".Fl -user\n"
                                "say, when they are not given.\n"
                                ".It Ev TIMESHEET_PASSWORD_FILE\n"
                                "A file whose first line is the password.\n"
                                ".It Ev TIMESHEET_PASSWORD_COMMAND\n"
                                "A program, run without a shell, whose first line of output is the password.\n"
                                ".It Ev XDG_DATA_HOME\n"
                                "Where the database is by default.\n"
                                ".It Ev XDG_STATE_HOME\n"
                                "Where it is remembered how far the file was, to notice an older copy of it.\n"
                                ".It Ev XDG_RUNTIME_DIR\n"
                                "Where a ticket is kept when the kernel's keyring cannot be used.\n"
                                ".It Ev NO_COLOR\n"
                                "Not empty: no colours.\n"
                                ".It Ev ESCDELAY\n"
                                "Milliseconds to wait after a lone Escape.\n"
                                ".It Ev TZ\n"
                                "The time zone.\n"
                                ".El\n"
                                ".Sh FILES\n"
                                ".Bl -tag -width Ds\n"
                                ".It Pa ~/.local/share/timesheet/timesheet.db\n"
                                "The database: one SQLite file.\n"
                                ".It Pa ~/.local/share/timesheet/backups\n"
                                "Daily verified copies.\n"
                                "To restore one, close every timesheet and copy it over the database.\n"
                                ".It Pa ~/.local/state/timesheet/anchors\n"
                                "How far each user's file was on this machine, sealed.\n"
                                ".El\n"
                                ".Sh EXIT STATUS\n"
                                ".Bl -tag -width Ds\n"
                                ".It 0\n"
                                "Done.\n"
                                ".It 1\n"
                                "Failed; one line on standard error says what and why.\n"
                                ".It 2\n"
                                "Wrong usage.\n"
                                ".It 3\n"
                                "Not logged in, or a wrong password.\n"
                                ".It 4\n"
                                "The database is damaged, of a newer version, or not a timesheet database; or\n"
                                ".Ic check\n"
                                "finds rows that are not as they were last written.\n"
                                ".El\n"
                                ".Sh EXAMPLES\n"
                                "Stay logged in, then log from a hot key:\n"
                                ".Bd -literal -offset indent\n"
                                "timesheet login\n"
                                "timesheet log coding\n"
                                ".Ed\n"
                                ".Pp\n"
                                "What goes on, in the status line of\n"
                                ".Xr tmux 1 :\n"
                                ".Bd -literal -offset indent\n"
                                "set -g status-right '#(timesheet status --format \"%a %e\")'\n"
                                ".Ed\n"
                                ".Sh SEE ALSO\n"
                                ".Xr sqlite3 1 ,\n"
                                ".Xr keyrings 7\n";

/* Text of a line: what roff would take for markup is escaped. A full stop or quote must not begin it. */
static void text_print(const char *text, size_t size)
{
	if (size > 0 && (text[0] == '.' || text[0] == '\''))
		(void)fputs("\\&", stdout);
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\\')
			(void)fputs("\\e", stdout);
		else if (text[i] == '-')
			(void)fputs("\\-", stdout);
		else
			(void)fputc(text[i], stdout);
	}
}

static void line_print(const char *text)
{
	text_print(text, strlen(text));
	(void)fputc('\n', stdout);
}

/* The lines of a help text, as they stand there. */
static void details_print(const char *details)
{
	(void)fputs(".Bd -literal\n", stdout);
	for (const char *at = details; *at;) {
		size_t size = strcspn(at, "\n");
		text_print(at, size);
		(void)fputc('\n', stdout);
		at += size + (at[size] == '\n');
	}
	(void)fputs(".Ed\n", stdout);
}

static void commands_print(struct command_table table)
{
	(void)fputs(".Sh COMMANDS\n.Bl -tag -width Ds\n", stdout);
	for (size_t i = 0; i < table.count; i++) {
		(void)printf(".It Ic %s ", table.rows[i].name);
		line_print(table.rows[i].arguments);
		line_print(table.rows[i].summary);
		if (table.rows[i].details)
			details_print(table.rows[i].details);
	}
	(void)fputs(".El\n", stdout);
}

static bool shown_before(size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (bindings[i].context == bindings[index].context && bindings[i].action == bindings[index].action)
			return true;
	}
	return false;
}

static void keys_print(enum context context)
{
	bool begun = false;
	for (size_t i = 0; i < binding_count; i++) {
		if (bindings[i].context != context || shown_before(i))
			continue;
		if (!begun)
			(void)printf(".Ss %s\n.Bl -tag -width Ds\n", context_title(context));
		begun = true;
		(void)fputs(".It ", stdout);
		for (size_t j = i; j < binding_count; j++) {
			if (bindings[j].context != context || bindings[j].action != bindings[i].action)
				continue;
			(void)fputs(j == i ? "" : ", ", stdout);
			/* A lone punctuation mark would be taken for a delimiter. */
			(void)fputs("\\&", stdout);
			text_print(bindings[j].key, strlen(bindings[j].key));
		}
		(void)fputc('\n', stdout);
		line_print(action_help(bindings[i].action));
	}
	if (begun)
		(void)fputs(".El\n", stdout);
}

int command_manual(struct command_context *context, int count, char **arguments)
{
	if (count > 1)
		return command_misused(context, "unexpected '%s'", arguments[1]);
	(void)fputs(page_head, stdout);
	commands_print(context->table);
	(void)fputs(page_times, stdout);
	(void)fputs(".Sh KEYS\nEvery screen shows its own with\n.Ic \\&?\nor\n.Ic F1 .\n", stdout);
	for (int each = 0; each < CONTEXT_COUNT; each++)
		keys_print((enum context)each);
	(void)fputs(page_foot, stdout);
	return command_finish_output();
}
