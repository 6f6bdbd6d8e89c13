/* What a command is, and what it is given: the words that all of them share. */
#ifndef TIMESHEET_SRC_COMMAND_LINE_COMMAND_H
#define TIMESHEET_SRC_COMMAND_LINE_COMMAND_H

#include "data/timesheet.h"
#include "src/command_line/options.h"
#include "src/system/exit_status.h"
#include "ui/view/event.h"

enum command_need {
	COMMAND_NEEDS_NOTHING,
	COMMAND_NEEDS_FILE,  /* the database, which must exist */
	COMMAND_MAKES_FILE,  /* the database, made if it is missing */
	COMMAND_NEEDS_LOGIN, /* a logged-in user: ticket, or password file or command; nobody is asked */
	COMMAND_READS,       /* the same, and nothing is written: who writes is not waited for */
	COMMAND_READS_SOON,  /* the same for prompts and status bars: an answer, or a failure, within a second */
	COMMAND_TRIES_LOGIN  /* as NEEDS_LOGIN, but without either the command runs all the same, and looks */
};

/* Who says that the file is older than it was on this machine. */
enum command_older {
	OLDER_TOLD,             /* a line on standard error, whoever reads it */
	OLDER_TOLD_TO_TERMINAL, /* to a terminal only: what runs every few seconds would fill somebody's journal */
	OLDER_TOLD_BY_COMMAND   /* the command itself, with what else it finds */
};

struct command_table {
	const struct command *rows;
	size_t count;
};

struct command_context {
	const struct options *options;
	const struct command *command;
	struct command_table table; /* all commands */
	ts_store *store;
	struct moment moment;
	struct ts_machine machine;
	const char *user;             /* whom the command is about; NULL: could not be told */
	char only_user[TS_NAME_SIZE]; /* the name of the only user, when nobody was named */
	struct ts_settings settings;  /* of the logged-in user, else the defaults */
	bool reads_itself;            /* what it needs to have read through of the file, it reads */
	bool reads_on;                /* right after command_begin, in the same reading: it calls ts_read_release */
	int64_t behind;               /* changes seen on this machine that the file lacks; 0 */
};

struct command {
	const char *name;
	const char *arguments; /* as usage shows them */
	const char *summary;   /* a line for --help */
	const char *details;   /* further lines for COMMAND --help; NULL: none */
	enum command_need need;
	enum command_older older;
	/* arguments[0] is the command's name. Nothing is open yet. Returns the exit status. */
	int (*run)(struct command_context *context, int count, char **arguments);
};

#endif
