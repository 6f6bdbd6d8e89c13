/*
 * One-shot commands: the program without a terminal, for hot keys, scripts and status bars. One table, one short file a
 * command.
 */
#ifndef TIMESHEET_SRC_COMMANDS_COMMAND_H
#define TIMESHEET_SRC_COMMANDS_COMMAND_H

#include "data/timesheet.h"
#include "src/commands/options.h"
#include "ui/view/event.h"

#include <stdio.h>

/* Exit statuses, a contract: scripts rely on them. */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_LOGGED_OUT = 3, /* not logged in, or a wrong password */
	EXIT_DATABASE = 4    /* the database is damaged, not whole, or not ours */
};

enum command_need {
	COMMAND_NEEDS_NOTHING,
	COMMAND_NEEDS_FILE,  /* the database, which must exist */
	COMMAND_MAKES_FILE,  /* the database, made if it is missing */
	COMMAND_NEEDS_LOGIN, /* a logged-in user: ticket, or password file or command; nobody is asked */
	COMMAND_TRIES_LOGIN  /* the same, but without either the command runs all the same, and looks */
};

struct command_context {
	const struct options *options;
	const struct command *command;
	ts_store *store;
	struct moment moment;
	struct ts_machine machine;
	const char *user;             /* whom the command is about; NULL: could not be told */
	char only_user[TS_NAME_SIZE]; /* the name of the only user, when nobody was named */
	struct ts_settings settings;  /* of the logged-in user, else the defaults */
	int64_t behind;               /* changes seen on this machine that the file lacks; 0 */
};

struct command {
	const char *name;
	const char *arguments; /* as usage shows them */
	const char *summary;   /* a line for --help */
	const char *details;   /* further lines for COMMAND --help; NULL: none */
	enum command_need need;
	/* arguments[0] is the command's name. Returns the exit status. */
	int (*run)(struct command_context *context, int count, char **arguments);
};

extern const struct command commands[];
extern const size_t command_count;

const struct command *command_find(const char *name); /* NULL: unknown */
/* The known command nearest to a mistyped one; NULL: none is near. */
const struct command *command_suggest(const char *name);
bool command_print_help(const struct command *command);
bool command_print_list(void); /* a line each, for --help */

/* Opens what the command needs, runs it, closes. */
int command_run(const struct options *options, int count, char **arguments);

/* ---- for the commands ---- */

/* One line on standard error, clean for a terminal: "timesheet: ...". Returns status. */
int complain(enum exit_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The exit status that fits a failed call. */
enum exit_status exit_status_of(enum ts_status status);
/* The same for a failed call: "cannot WHAT: the disk is full" and its detail; the exit status that fits. */
int command_fail(const struct command_context *context, enum ts_status status, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* It cannot be told whom the command is about. */
int command_fail_user(void);
/* Too many wrong passwords: how long to wait. */
int command_fail_wait(const struct command_context *context);
/* Wrong usage: names what is wrong and shows the command's line. */
int command_misused(const struct command_context *context, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* That the file is older than it was on this machine: a line on standard error. */
void command_warn_older(const struct command_context *context);
/* Prints a word or a path that somebody gave, with nothing in it that could steer a terminal. */
void command_print_given(const char *text);
/* Standard output was written whole; else the exit status says not. */
int command_finish_output(void);

/* An option of a command. Short ones do not exist. */
struct command_option {
	const char *name;   /* "--at" */
	const char **value; /* where its value goes; NULL: a flag */
	bool *flag;         /* where a flag goes */
};
/* EXIT_DONE: the options are those that the command's line of help names. */
int arguments_check(const struct command_context *context, int count, char *const *arguments);
bool arguments_ask_help(int count, char *const *arguments);
/* Takes the options (ending with a NULL name) out of the arguments; what is left is counted and moved to the front, the
 * command's name not included. "--" ends options. Negative on wrong usage (said already: return EXIT_USAGE). */
int command_options(const struct command_context *context, int count, char **arguments,
                    const struct command_option *options);

/* The same for a command without options and with that many words at most. */
int command_words(const struct command_context *context, int count, char **arguments, int most);

/* Joins words with spaces; the caller frees. */
char *command_join(int count, char *const *words);
/* Understands WHEN, or says with a caret why not and returns false. */
bool command_when(struct command_context *context, const char *text, struct ts_when *out);
bool command_range(struct command_context *context, const char *text, struct ts_range *out);
/* The same for the moment of a log: a day alone will not do, nor what is still to come. */
bool command_moment(struct command_context *context, const char *text, ts_time *out);
/* "09:30 ", with its day in front when that is not today. */
void command_print_moment(const struct command_context *context, ts_time at, int32_t offset);
/* The day that words name: today without any. False: said why not. */
bool command_day_named(struct command_context *context, int count, char *const *words, ts_day *out);
struct ts_when_context command_when_context(struct command_context *context, const char *text);

/* Checks a password (which it frees) and logs in context->user; says why not. */
int command_authenticate(struct command_context *context, char *password);

/* Typing errors between two words of at most 20 bytes; NEAR_MOST and fewer make a suggestion. */
enum { NEAR_MOST = 2 };
size_t text_distance(const char *left, const char *right);

int command_register(struct command_context *context, int count, char **arguments);
int command_login(struct command_context *context, int count, char **arguments);
int command_logout(struct command_context *context, int count, char **arguments);
int command_passwd(struct command_context *context, int count, char **arguments);
int command_recover(struct command_context *context, int count, char **arguments);
int command_users(struct command_context *context, int count, char **arguments);
int command_log(struct command_context *context, int count, char **arguments);
int command_off(struct command_context *context, int count, char **arguments);
int command_status(struct command_context *context, int count, char **arguments);
int command_day(struct command_context *context, int count, char **arguments);
int command_note(struct command_context *context, int count, char **arguments);
int command_report(struct command_context *context, int count, char **arguments);
int command_search(struct command_context *context, int count, char **arguments);
int command_edit(struct command_context *context, int count, char **arguments);
int command_delete(struct command_context *context, int count, char **arguments);
int command_undo(struct command_context *context, int count, char **arguments);
int command_redo(struct command_context *context, int count, char **arguments);
int command_settings(struct command_context *context, int count, char **arguments);
int command_backup(struct command_context *context, int count, char **arguments);
int command_check(struct command_context *context, int count, char **arguments);
int command_completions(struct command_context *context, int count, char **arguments);
int command_manual(struct command_context *context, int count, char **arguments);
int command_export(struct command_context *context, int count, char **arguments);
int command_import(struct command_context *context, int count, char **arguments);
int command_inbox(struct command_context *context, int count, char **arguments);
int command_migrate(struct command_context *context, int count, char **arguments);

#endif
